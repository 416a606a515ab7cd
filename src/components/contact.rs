//! This contact so far: what the agents before have asked, tried and promised.
//! Knows how it is laid out; what belongs to the contact is gathered elsewhere.

use context_contract::Value;
use yew::prelude::*;

use super::{
    text::{customer_text, plain},
    words::Words,
};
use crate::{contact::ContactSoFar, ledger::Shape, messages, messages::Message};

/// The rows of the contact.
pub fn contact(words: &Words, contact: &ContactSoFar) -> Html {
    if contact.is_empty() {
        return html! { <p class="quiet">{ words.get(messages::CONTACT_EMPTY) }</p> };
    }
    let answered = contact.answered.iter().map(|(question, value)| answer(words, question, value.as_ref()));
    let answered: Vec<String> = answered.chain(contact.answered_note.clone()).collect();
    html! {
        <dl class="handoff">
            { row(words, messages::CONTACT_REASON, &contact.reason) }
            { row(words, messages::CONTACT_ASKED, &contact.asked) }
            { row(words, messages::CONTACT_ANSWERED, &answered) }
            { row(words, messages::CONTACT_TRIED, &contact.tried) }
            { row(words, messages::CONTACT_PROMISED, &contact.promised) }
            { row(words, messages::CONTACT_NEXT, &contact.next) }
        </dl>
    }
}

/// "2 transfers · 11 min".
#[must_use]
pub fn summary(words: &Words, contact: &ContactSoFar) -> String {
    let transfers =
        (contact.transfers > 0).then(|| words.count(messages::TRANSFERS_OTHER, contact.transfers));
    let lasting = contact.began.map(|began| words.format.duration(words.now.as_millis() - began.as_millis()));
    transfers.into_iter().chain(lasting).collect::<Vec<_>>().join(" · ")
}

fn answer(words: &Words, question: &str, value: Option<&Value>) -> String {
    let value = value.map(|value| plain(words, value, Shape::Plain)).unwrap_or_default();
    if value.is_empty() { question.to_owned() } else { format!("{question} {value}") }
}

fn row(words: &Words, label: Message, texts: &[String]) -> Html {
    if texts.is_empty() {
        return Html::default();
    }
    let line = |text: &String| html! { <div>{ customer_text(text) }</div> };
    html! {
        <div key={label.key} class="handoff-row">
            <dt part="label">{ words.get(label) }</dt>
            <dd part="value">{ for texts.iter().map(line) }</dd>
        </div>
    }
}
