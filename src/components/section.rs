//! A section of the panel that opens and closes: heading, a line of facts at its end, content.
//! Knows nothing of what is in it.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::config::Section;

/// Props of [`SectionFrame`].
#[derive(Properties, PartialEq)]
pub struct SectionFrameProps {
    /// Which section.
    pub section: Section,
    /// Level of its heading, 1 to 6.
    pub level: u8,
    /// Its heading.
    pub title: AttrValue,
    /// Facts at the end of the heading's line.
    #[prop_or_default]
    pub facts: Html,
    /// Whether the content is shown.
    pub open: bool,
    /// The agent opens or closes it.
    pub on_toggle: Callback<Section>,
    /// The content.
    pub children: Html,
}

/// A section with its heading.
#[component]
pub fn SectionFrame(props: &SectionFrameProps) -> Html {
    let section = props.section;
    let name = section.name();
    let onclick = props.on_toggle.reform(move |_: MouseEvent| section);
    let heading = format!("h{}", props.level);
    html! {
        <section part={format!("section section-{name}")} class={classes!("section", format!("section-{name}"))}
            aria-labelledby={format!("heading-{name}")}>
            <div part="section-header" class="section-header">
                <@{heading} class="section-title" id={format!("heading-{name}")}>
                    <button type="button" class="toggle" aria-expanded={props.open.to_string()}
                        aria-controls={format!("content-{name}")} {onclick}>
                        { props.title.clone() }
                        <Icon glyph={Glyph::Chevron} />
                    </button>
                </@>
                <span class="facts">{ props.facts.clone() }</span>
            </div>
            <div id={format!("content-{name}")} class="section-content" hidden={!props.open}>
                { props.children.clone() }
            </div>
        </section>
    }
}
