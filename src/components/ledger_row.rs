//! One row of the ledger: value, source and age; below it what has to be settled, and the history.
//! Knows the look of every state, so that masked, empty, restricted, declined and "no" are never alike.

use context_contract::enums::Resolution;
use yew::prelude::*;

use super::{
    icon::{Glyph, icon},
    ledger::{Drawing, Shown, is_flagged},
    ledger_detail::detail,
    ledger_settle::{alternative, confirm_box, editor, rule_message, sides},
    link::{SafeUrl, safe_link},
    pending::{pending_mark, pending_note},
    text::{customer_text, moment, value_text},
};
use crate::{
    ledger::{self, Origin, Row, RowState, Shape},
    messages,
    outbox::{Entry, Target},
};

pub(super) fn draw_row(drawing: &Drawing<'_>, row: &Row<'_>) -> Html {
    let key = row.key.to_string();
    let asked = matches!(row.label, ledger::Label::Own(_)) && row.question.is_none();
    let flagged = is_flagged(drawing.props, row).then_some("flagged");
    let pending = pending_mark(drawing.words, &drawing.props.recorder, &target_of(drawing, row));
    html! {
        <div key={key.clone()} part="field" tabindex="-1" data-record={format!("answer:{key}")}
            class={classes!("row", asked.then_some("question"), flagged, pending.is_some().then_some("unsaved"))}
            data-state={state_name(row.state)}>
            <dt part="label">{ toggle(drawing, row) }</dt>
            <dd>
                <div class="line">
                    <span part="value" class="value">{ value(drawing, row) }</span>
                    { copy_button(drawing, row) }
                    <span part="source" class={classes!("chip", tone(row.state))}>{ chip(drawing, row, pending) }</span>
                </div>
                { body(drawing, row) }
            </dd>
        </div>
    }
}

/// What is pending about the row: a decision about its field, or that the customer does not want to say.
fn target_of(drawing: &Drawing<'_>, row: &Row<'_>) -> Target {
    let target = ledger::target(row);
    match row.question {
        Some(question) if drawing.props.recorder.pending(&target).is_none() => {
            Target::Answer(question.key.clone())
        }
        _ => target,
    }
}

/// The label opens and closes the history. One row is in the order of the tab key; arrows lead to the others.
fn toggle(drawing: &Drawing<'_>, row: &Row<'_>) -> Html {
    let (key, open) = (row.key.to_string(), drawing.shown.open.contains(&*row.key));
    let (shown, focused) = (drawing.shown.clone(), key.clone());
    let onfocus = Callback::from(move |_: FocusEvent| {
        shown.set(Shown { active: Some(focused.clone()), ..(*shown).clone() });
    });
    let shown = drawing.shown.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        let mut next = (*shown).clone();
        if !next.open.remove(&key) {
            next.open.insert(key.clone());
        }
        next.active = Some(key.clone());
        shown.set(next);
    });
    let tabindex = if *row.key == *drawing.active { "0" } else { "-1" };
    html! {
        <button type="button" class="row-toggle" {tabindex} aria-expanded={open.to_string()} {onclick} {onfocus}>
            { customer_text(&drawing.label(row)) }
        </button>
    }
}

fn value(drawing: &Drawing<'_>, row: &Row<'_>) -> Html {
    let words = drawing.words;
    // Declined is an answer of its own, not an empty value; so is a check that has no value to show.
    if row.state == RowState::Declined {
        return html! { <span class="quiet">{ words.get(messages::STATE_DECLINED) }</span> };
    }
    if row.state == RowState::Verified && row.value.is_none() {
        return html! { <span>{ words.get(messages::STATE_VERIFIED) }</span> };
    }
    if let (Some("/preferredLanguages/0"), Some(tag)) =
        (row.pointer.as_deref(), row.value.as_deref().and_then(|value| value.as_text()))
    {
        return customer_text(&words.format.language(tag));
    }
    let key = row.key.to_string();
    let on_follow = drawing.props.on_follow.reform(move |()| key.clone());
    safe_link(address(row), on_follow, value_text(words, row.value.as_deref(), row.shape))
}

fn address(row: &Row<'_>) -> Option<SafeUrl> {
    let text = row.value.as_deref()?.as_text()?;
    match row.shape {
        Shape::Email => SafeUrl::parse(&format!("mailto:{text}")),
        Shape::Phone => SafeUrl::parse(&format!("tel:{text}")),
        Shape::Plain | Shape::Date => None,
    }
}

/// Only what is on screen in full can be copied.
fn copy_button(drawing: &Drawing<'_>, row: &Row<'_>) -> Html {
    let copyable = !matches!(row.state, RowState::Declined | RowState::Restricted);
    let Some(text) = row.value.as_deref().and_then(|value| value.as_text()).filter(|_| copyable) else {
        return Html::default();
    };
    let (key, text) = (row.key.to_string(), text.to_owned());
    let onclick = drawing.props.on_copy.reform(move |_: MouseEvent| (key.clone(), text.clone()));
    let places = [("label", drawing.words.get(messages::COPY)), ("value", drawing.label(row))];
    let title =
        drawing.words.fill(messages::LABELLED, &[(places[0].0, &places[0].1), (places[1].0, &places[1].1)]);
    html! {
        <button type="button" part="button" class="copy" aria-label={title} {onclick}>{ icon(Glyph::Copy) }</button>
    }
}

/// State, source and age: "✓ verified · CRM · 3m"; while something is on its way to the server, that instead.
fn chip(drawing: &Drawing<'_>, row: &Row<'_>, pending: Option<String>) -> Html {
    if let Some(pending) = pending {
        return html! { <span class="fact"><bdi>{ pending }</bdi>{ " " }</span> };
    }
    let words = drawing.words;
    let state = match row.state {
        RowState::Verified if row.value.is_some() => Some(words.get(messages::STATE_VERIFIED)),
        RowState::Stale => Some(words.get(messages::STATE_STALE)),
        RowState::Conflicting if row.alternatives.is_empty() => Some(words.get(messages::STATE_STALE)),
        RowState::Conflicting => {
            Some(words.count(messages::STATE_CONFLICTING, row.alternatives.len() as u64 + 1))
        }
        _ => None,
    };
    html! {
        <>
            if row.state == RowState::Verified { { icon(Glyph::Check) } }
            { for state.map(|state| html! { <span class="fact"><bdi>{ state }</bdi>{ " " }</span> }) }
            { for origin(drawing, row.origin) }
        </>
    }
}

pub(super) fn origin(drawing: &Drawing<'_>, origin: Origin<'_>) -> Vec<Html> {
    let words = drawing.words;
    let who = match origin.department {
        Some(department) => words.word("department", department.as_str()),
        None if origin.source.is_empty() => String::new(),
        None => words.source_name(drawing.sources, origin.source),
    };
    let channel = origin.channel.map(|channel| words.word("channel", channel.as_str()));
    let who = (!who.is_empty())
        .then(|| html! { <span class="fact" title={channel}><bdi>{ who }</bdi>{ " " }</span> });
    let age = origin.at.map(|at| {
        html! { <span class="fact">{ moment(words, at, words.format.short_age(at, words.now)) }{ " " }</span> }
    });
    who.into_iter().chain(age).collect()
}

/// Everything below the line: what has to be settled is always there, the rest when the row is open.
fn body(drawing: &Drawing<'_>, row: &Row<'_>) -> Html {
    let (words, open) = (drawing.words, drawing.shown.open.contains(&*row.key));
    let on_press = drawing.on_press(row);
    let asks = row.state.needs_confirmation();
    // What a person has settled need not be seen all the time.
    let disputed = asks || open || row.rule.is_some_and(|rule| *rule != Resolution::Manual);
    let sides = |entry: &Entry| sides(words, row, entry);
    html! {
        <>
            if disputed { { for row.alternatives.iter().enumerate().map(|(at, it)| alternative(drawing, row, at, it, &on_press)) } }
            if let Some(rule) = row.rule.filter(|_| disputed).and_then(rule_message) { <p class="rule">{ words.get(rule) }</p> }
            if asks { { confirm_box(drawing, row, &on_press) } }
            { editor(drawing, row) }
            { pending_note(words, &drawing.props.recorder, &target_of(drawing, row), &sides) }
            if open { { detail(drawing, row, &on_press) } }
        </>
    }
}

fn tone(state: RowState) -> &'static str {
    match state {
        RowState::Verified => "ok",
        RowState::Stale | RowState::Conflicting => "warn",
        RowState::Answered | RowState::Missing | RowState::Declined | RowState::Restricted => "quiet",
    }
}

/// The state's machine name, in the DOM and in what the host is told.
pub fn state_name(state: RowState) -> &'static str {
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
