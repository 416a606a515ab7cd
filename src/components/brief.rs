//! The brief: what to know before the first word, a line each, and each line a way to the record it rests on.
//! Knows the words of the lines; which lines there are is decided by the rules.

use context_contract::enums::Party;
use yew::prelude::*;

use super::{
    icon::{Glyph, icon},
    notices::{incident_text, repeat_text},
    text::customer_text,
    words::Words,
};
use crate::{
    brief::{Line, Says},
    messages,
    record::Record,
};

/// The lines. `on_jump` is told the record of the line that is followed.
pub fn brief(words: &Words, lines: &[Line], on_jump: &Callback<Record>) -> Html {
    html! { <ul class="brief">{ for lines.iter().map(|line| draw(words, line, on_jump)) }</ul> }
}

fn draw(words: &Words, line: &Line, on_jump: &Callback<Record>) -> Html {
    let record = line.record().clone();
    let key = record.mark();
    let onclick = on_jump.reform(move |_: MouseEvent| record.clone());
    let (tone, glyph, label, text) = worded(words, line.says());
    html! {
        <li {key}>
            <button type="button" part="button" class={classes!("brief-line", tone)} {onclick}>
                { icon(glyph) }
                <span class="brief-text">
                    if let Some(label) = label { <b>{ label }</b>{ " " } }
                    { customer_text(&text) }
                </span>
            </button>
        </li>
    }
}

/// Tone, picture, what kind of line it is, and the line.
fn worded(words: &Words, says: &Says) -> (&'static str, Glyph, Option<String>, String) {
    let department = |it: &context_contract::enums::Department| words.word("department", it.as_str());
    let joined =
        |facts: Vec<String>| facts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ");
    let more = |more: u64| if more > 0 { words.count(messages::BRIEF_MORE, more) } else { String::new() };
    match says {
        Says::CheckFailed { attempts, party } => {
            let representative = words.get(messages::PARTY_REPRESENTATIVE);
            let who = if *party == Party::Customer { String::new() } else { representative };
            let attempts = words.count(messages::ATTEMPTS_OTHER, *attempts);
            ("bad", Glyph::Cross, Some(words.get(messages::VERIFICATION_FAILED)), joined(vec![who, attempts]))
        }
        Says::Overdue { text, due, more: others } => {
            let ago = words.format.ago(*due, words.now);
            let label = words.get(messages::BRIEF_OVERDUE);
            ("bad", Glyph::Clock, Some(label), joined(vec![text.clone(), ago, more(*others)]))
        }
        Says::Alert { title } => ("bad", Glyph::Warning, None, title.clone()),
        Says::Incident(incident) => ("warn", Glyph::Warning, None, incident_text(words, incident)),
        Says::Repeat(repeat) => ("warn", Glyph::Repeat, None, repeat_text(words, repeat)),
        Says::OpenCase { kind, text, department: place } => {
            let label = words.fill(messages::BRIEF_OPEN, &[("what", &words.word("type", kind.as_str()))]);
            ("quiet", Glyph::Bubble, Some(label), joined(vec![text.clone(), department(place)]))
        }
        Says::DueSoon { text, due } => {
            let when = words.format.ago(*due, words.now);
            (
                "warn",
                Glyph::Clock,
                Some(words.get(messages::BRIEF_PROMISED)),
                joined(vec![text.clone(), when]),
            )
        }
        Says::Confirm { question, more: others } => {
            let label = words.get(messages::BRIEF_CONFIRM);
            ("quiet", Glyph::Question, Some(label), joined(vec![question.clone(), more(*others)]))
        }
        Says::Campaign { name, channel, at } => {
            let channel = channel.as_ref().map(|it| words.word("channel", it.as_str()));
            let when = at.map(|at| words.format.ago(at, words.now));
            let label = words.get(messages::BRIEF_CAMPAIGN);
            let facts = [Some(name.clone()), channel, when].into_iter().flatten().collect();
            ("quiet", Glyph::Horn, Some(label), joined(facts))
        }
        Says::LastContact { text, department: place, at } => {
            let when = words.format.ago(*at, words.now);
            let label = words.get(messages::BRIEF_LAST);
            ("quiet", Glyph::Bubble, Some(label), joined(vec![text.clone(), department(place), when]))
        }
        Says::Verified { department: place, at } => {
            let when = at.map(|at| words.format.ago(at, words.now));
            let facts = place.iter().map(department).chain(when).collect();
            ("ok", Glyph::Check, Some(words.get(messages::VERIFIED)), joined(facts))
        }
    }
}
