//! What the agent is about to ask although it is known: one line each above everything else, in sight wherever the
//! panel is scrolled to, as long as the text asks it. Knows no text; a screen reader hears of it by the panel's announcements.

use yew::prelude::*;

use super::{
    icon::{Glyph, icon},
    text::customer_text,
    words::Words,
};
use crate::{checking::Hint, messages};

/// The hints; nothing where there are none.
pub fn hint(words: &Words, hints: &[Hint]) -> Html {
    if hints.is_empty() {
        return Html::default();
    }
    html! { <ul key="hint" part="hint" class="hint">{ for hints.iter().map(|hint| line(words, hint)) }</ul> }
}

fn line(words: &Words, hint: &Hint) -> Html {
    let label = words.fill(messages::ALREADY_KNOWN, &[("label", &hint.label)]);
    html! {
        <li key={hint.key.clone()} class="alert warn">
            { icon(Glyph::Check) }
            <p><b>{ customer_text(&label) }</b>{ " " }<span class="basis">{ customer_text(&hint.known) }</span></p>
        </li>
    }
}
