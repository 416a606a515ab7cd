//! Confirm, don't ask: a ready sentence about what is known, and one press to confirm, correct or mark it declined.
//! Knows what may be said aloud; which rows need it, the ledger judges.

use context_contract::Value;
use yew::prelude::*;

use super::{
    icon::{Glyph, icon},
    text::{customer_text, plain},
    words::Words,
};
use crate::{
    ledger::{Label, Row},
    messages,
};

/// What the agent does about a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// What is known is right.
    Confirm,
    /// The customer says something else.
    Correct,
    /// The customer does not want to say.
    Decline,
    /// Another source's value is right: its place among the alternatives.
    Choose(usize),
    /// The rule shall choose again.
    Undo,
}

/// Letters of the keys that do the same while the row has the focus; the place of the key counts, not what is written
/// on it, so that they work with every layout.
pub const KEYS: &[(Press, &str, &str)] =
    &[(Press::Confirm, "KeyC", "C"), (Press::Correct, "KeyE", "E"), (Press::Decline, "KeyD", "D")];

/// The sentence: the catalogue's, or one of the panel's own. It never holds more of the value than the mask shows.
#[must_use]
pub fn sentence(words: &Words, row: &Row<'_>, label: &str) -> String {
    let said = row.sayable().map(|value| plain(words, &value, row.shape)).filter(|text| !text.is_empty());
    match (said, row.question.and_then(|question| question.confirm.as_deref())) {
        (Some(value), Some(template)) => template.replace("{value}", &value),
        (Some(value), None) => words.fill(messages::CONFIRM_SENTENCE, &[("label", label), ("value", &value)]),
        (None, Some(template)) if !template.contains("{value}") => template.to_owned(),
        (None, _) => words.fill(messages::CONFIRM_HIDDEN, &[("label", label)]),
    }
}

/// The sentence with its buttons. `can` says which presses make sense; `on_copy` takes the sentence.
pub fn confirm(
    words: &Words,
    text: &str,
    can: &[Press],
    on_press: &Callback<Press>,
    on_copy: &Callback<String>,
) -> Html {
    let copied = text.to_owned();
    let onclick = on_copy.reform(move |_: MouseEvent| copied.clone());
    let copy = words.get(messages::COPY_SENTENCE);
    html! {
        <div class="confirm">
            <p class="sentence">{ customer_text(text) }</p>
            <div class="confirm-actions">
                { for can.iter().map(|press| press_button(words, *press, on_press)) }
                <button type="button" part="button" class="copy shown" aria-label={copy.clone()} title={copy} {onclick}>
                    { icon(Glyph::Copy) }
                </button>
            </div>
        </div>
    }
}

/// One of the buttons, which says its key to assistive technology.
pub fn press_button(words: &Words, press: Press, on_press: &Callback<Press>) -> Html {
    let (label, name) = match press {
        Press::Confirm => (messages::CONFIRM, "confirm"),
        Press::Correct => (messages::CORRECT, "correct"),
        Press::Decline => (messages::DECLINED, "decline"),
        Press::Choose(_) => (messages::USE_THIS, "choose"),
        Press::Undo => (messages::UNDO, "undo"),
    };
    let onclick = on_press.reform(move |_: MouseEvent| press);
    let key = KEYS.iter().find(|(known, ..)| *known == press).map(|(.., letter)| *letter);
    let text = words.get(label);
    let title = key.map(|key| format!("{text} ({key})"));
    html! {
        <button type="button" part="button" class="text-button" data-action={name} aria-keyshortcuts={key} {title}
            {onclick}>{ text }</button>
    }
}

/// The label of a row as plain text.
#[must_use]
pub fn label_text(words: &Words, label: &Label<'_>) -> String {
    match label {
        Label::Own(text) => (*text).to_owned(),
        Label::Field(name) => words.get(super::ledger::field_message(*name)),
    }
}

/// A value as one line, or what stands for one that may not be seen.
#[must_use]
pub fn value_line(words: &Words, row: &Row<'_>, value: Option<&Value>) -> String {
    value.map(|value| plain(words, value, row.shape)).filter(|text| !text.is_empty()).unwrap_or_else(|| {
        words.get(if value.is_some() { messages::VALUE_HIDDEN } else { messages::STATE_DECLINED })
    })
}
