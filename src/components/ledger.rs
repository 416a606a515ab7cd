//! What has been answered already, row by row: label, value, whether it still has to be asked, where it is from.
//! Knows how a row looks; which state it is in is the ledger's rule.

use context_contract::{Source, enums::Resolution, profile::Alternative};
use yew::prelude::*;

use super::{
    icon::{Glyph, icon},
    link::{SafeUrl, safe_link},
    text::{customer_text, moment, value_text},
    words::Words,
};
use crate::{
    ledger::{Counts, Label, Origin, Row, RowState, Shape},
    messages,
};

/// What the rows need besides themselves.
pub struct LedgerLinks<'a> {
    /// The sources, for their names.
    pub sources: &'a [Source],
    /// A link of a row is followed: its key. Answers whether to go on.
    pub on_follow: Callback<String, bool>,
    /// The agent copies a value: key and text.
    pub on_copy: Callback<(String, String)>,
}

/// The rows of the ledger.
pub fn ledger(words: &Words, rows: &[Row], links: &LedgerLinks<'_>) -> Html {
    if rows.is_empty() {
        return html! { <p class="quiet">{ words.get(messages::LEDGER_EMPTY) }</p> };
    }
    let known = rows.iter().filter(|row| row.state != RowState::Missing);
    let missing: Vec<&Row> = rows.iter().filter(|row| row.state == RowState::Missing).collect();
    html! {
        <>
            <dl class="rows">{ for known.map(|row| draw_row(words, links, row)) }</dl>
            if !missing.is_empty() { { still_to_ask(words, &missing) } }
        </>
    }
}

/// "7 known · 1 to confirm · 1 missing", without zeroes.
#[must_use]
pub fn summary(words: &Words, counts: Counts) -> String {
    let all = [
        (messages::LEDGER_KNOWN, counts.known),
        (messages::LEDGER_CONFIRM, counts.confirm),
        (messages::LEDGER_MISSING, counts.missing),
    ];
    let some =
        all.into_iter().filter(|(_, count)| *count > 0).map(|(message, count)| words.count(message, count));
    some.collect::<Vec<_>>().join(" · ")
}

fn draw_row(words: &Words, links: &LedgerLinks<'_>, row: &Row) -> Html {
    html! {
        <div key={row.key.clone()} part="field" class={classes!("row", is_question(row).then_some("question"))}
            data-state={state_name(row.state)}>
            <dt part="label">{ label(words, row) }</dt>
            <dd>
                <div class="line">
                    <span part="value" class="value">{ value(words, links, row) }</span>
                    { copy_button(words, links, row) }
                    <span part="source" class={classes!("chip", tone(row.state))}>{ chip(words, links, row) }</span>
                </div>
                { for row.alternatives.iter().map(|other| alternative(words, links, row, other)) }
                if let Some(rule) = row.rule.as_ref().and_then(rule_message) {
                    <p class="rule">{ words.get(rule) }</p>
                }
            </dd>
        </div>
    }
}

fn label(words: &Words, row: &Row) -> Html {
    match &row.label {
        Label::Field(message) => html! { { words.get(*message) } },
        Label::Own(text) => customer_text(text),
    }
}

fn value(words: &Words, links: &LedgerLinks<'_>, row: &Row) -> Html {
    // Declined is an answer of its own, not an empty value.
    if row.state == RowState::Declined {
        return html! { <span class="quiet">{ words.get(messages::STATE_DECLINED) }</span> };
    }
    let key = row.key.clone();
    let on_follow = links.on_follow.reform(move |()| key.clone());
    safe_link(address(row), on_follow, value_text(words, row.value.as_ref(), row.shape))
}

/// A question is a sentence: it gets a line of its own, unlike the one-word name of a field.
fn is_question(row: &Row) -> bool {
    matches!(row.label, Label::Own(_))
}

fn address(row: &Row) -> Option<SafeUrl> {
    let text = row.value.as_ref()?.as_text()?;
    match row.shape {
        Shape::Email => SafeUrl::parse(&format!("mailto:{text}")),
        Shape::Phone => SafeUrl::parse(&format!("tel:{text}")),
        Shape::Plain | Shape::Date => None,
    }
}

/// Only what is on screen in full can be copied.
fn copy_button(words: &Words, links: &LedgerLinks<'_>, row: &Row) -> Html {
    let copyable = !matches!(row.state, RowState::Declined | RowState::Restricted);
    let Some(text) = row.value.as_ref().and_then(|value| value.as_text()).filter(|_| copyable) else {
        return Html::default();
    };
    let (key, text) = (row.key.clone(), text.to_owned());
    let onclick = links.on_copy.reform(move |_: MouseEvent| (key.clone(), text.clone()));
    let name = match &row.label {
        Label::Field(message) => words.get(*message),
        Label::Own(text) => text.clone(),
    };
    let title = words.fill(messages::LABELLED, &[("label", &words.get(messages::COPY)), ("value", &name)]);
    html! {
        <button type="button" part="button" class="copy" aria-label={title} {onclick}>{ icon(Glyph::Copy) }</button>
    }
}

/// State, source and age: "✓ verified · CRM · 3m".
fn chip(words: &Words, links: &LedgerLinks<'_>, row: &Row) -> Html {
    let state = match row.state {
        RowState::Verified => Some(words.get(messages::STATE_VERIFIED)),
        RowState::Stale => Some(words.get(messages::STATE_STALE)),
        RowState::Conflicting if row.alternatives.is_empty() => Some(words.get(messages::STATE_STALE)),
        RowState::Conflicting => {
            Some(words.count(messages::STATE_CONFLICTING, row.alternatives.len() as u64 + 1))
        }
        RowState::Answered | RowState::Missing | RowState::Declined | RowState::Restricted => None,
    };
    let origin = origin(words, links, &row.origin);
    html! {
        <>
            if row.state == RowState::Verified { { icon(Glyph::Check) } }
            { for state.map(|state| html! { <span class="fact"><bdi>{ state }</bdi></span> }) }
            { for origin }
        </>
    }
}

fn origin(words: &Words, links: &LedgerLinks<'_>, origin: &Origin) -> Vec<Html> {
    let who = match &origin.department {
        Some(department) => words.word("department", department.as_str()),
        None if origin.source.is_empty() => String::new(),
        None => words.source_name(links.sources, &origin.source),
    };
    let channel = origin.channel.as_ref().map(|channel| words.word("channel", channel.as_str()));
    let who =
        (!who.is_empty()).then(|| html! { <span class="fact" title={channel}><bdi>{ who }</bdi></span> });
    let age = origin.at.map(|at| {
        html! { <span class="fact">{ moment(words, at, words.format.short_age(at, words.now)) }</span> }
    });
    who.into_iter().chain(age).collect()
}

fn alternative(words: &Words, links: &LedgerLinks<'_>, row: &Row, other: &Alternative) -> Html {
    let from = Origin { source: other.source.clone(), at: other.observed_at, ..Origin::default() };
    html! {
        <div class="line other">
            <span part="value" class="value">{ value_text(words, Some(&other.value), row.shape) }</span>
            <span part="source" class="chip">{ for origin(words, links, &from) }</span>
        </div>
    }
}

fn rule_message(rule: &Resolution) -> Option<messages::Message> {
    Some(match rule {
        Resolution::Recency => messages::RULE_RECENCY,
        Resolution::SourcePriority => messages::RULE_PRIORITY,
        Resolution::Verified => messages::RULE_VERIFIED,
        Resolution::Manual => messages::RULE_MANUAL,
        Resolution::Other(_) => return None,
    })
}

fn still_to_ask(words: &Words, missing: &[&Row]) -> Html {
    html! {
        <div class="still-to-ask">
            <b id="still-to-ask">{ words.get(messages::STILL_TO_ASK) }</b>
            <ul aria-labelledby="still-to-ask">
                { for missing.iter().map(|row| html! { <li key={row.key.clone()}>{ label(words, row) }</li> }) }
            </ul>
        </div>
    }
}

fn tone(state: RowState) -> &'static str {
    match state {
        RowState::Verified => "ok",
        RowState::Stale | RowState::Conflicting => "warn",
        RowState::Answered | RowState::Missing | RowState::Declined | RowState::Restricted => "quiet",
    }
}

fn state_name(state: RowState) -> &'static str {
    match state {
        RowState::Verified => "verified",
        RowState::Answered => "answered",
        RowState::Conflicting => "conflicting",
        RowState::Stale => "stale",
        RowState::Missing => "missing",
        RowState::Declined => "declined",
        RowState::Restricted => "restricted",
    }
}
