//! A section of the panel that opens and closes: heading, a line of facts at its end, content.
//! Knows nothing of what is in it.

use yew::prelude::*;

use super::icon::{Glyph, icon};
use crate::config::Section;

/// What a section looks like from outside.
pub struct Frame {
    /// Which section.
    pub section: Section,
    /// Level of its heading, 1 to 6.
    pub level: u8,
    /// What stands in its heading.
    pub title: Html,
    /// Facts at the end of the heading's line.
    pub facts: String,
    /// Whether the content is shown.
    pub open: bool,
    /// The agent opens or closes it.
    pub on_toggle: Callback<Section>,
}

/// A section with its heading.
pub fn section(frame: Frame, content: Html) -> Html {
    let Frame { section, level, title, facts, open, on_toggle } = frame;
    let name = section.name().to_owned();
    let onclick = on_toggle.reform(move |_: MouseEvent| section.clone());
    let heading = format!("h{level}");
    html! {
        <div key={name.clone()} part={format!("section section-{name}")}
            class={classes!("section", format!("section-{name}"))}>
            <div part="section-header" class="section-header">
                <@{heading} class="section-title">
                    <button type="button" class="toggle" aria-expanded={open.to_string()}
                        aria-controls={format!("content-{name}")} {onclick}>
                        { title }{ icon(Glyph::Chevron) }
                    </button>
                </@>
                <span class="facts"><bdi>{ facts }</bdi></span>
            </div>
            <div id={format!("content-{name}")} class="section-content" hidden={!open}>{ content }</div>
        </div>
    }
}
