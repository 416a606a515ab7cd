//! One row of the ledger: value, source and age; below it the other values, what can be done, and the history.
//! Knows the look of every state, so that masked, empty, restricted, declined and "no" are never alike.

use context_contract::{
    enums::{AnswerFrom, Resolution},
    fact::Asking,
    profile::Alternative,
};
use yew::prelude::*;

use super::{
    confirm::{Press, confirm, press_button, sentence, value_line},
    editor::Editor,
    icon::{Glyph, icon},
    ledger::{Drawing, Shown, is_flagged},
    link::{SafeUrl, safe_link},
    pending::{Sides, pending_mark, pending_note},
    text::{customer_text, moment, value_text},
    words::Words,
};
use crate::{
    ledger::{self, Origin, Row, RowState, Shape},
    messages,
    outbox::{Entry, Target, Write},
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

fn origin(drawing: &Drawing<'_>, origin: Origin<'_>) -> Vec<Html> {
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

fn confirm_box(drawing: &Drawing<'_>, row: &Row<'_>, on_press: &Callback<Press>) -> Html {
    let text = sentence(drawing.words, row, &drawing.label(row));
    let key = row.key.to_string();
    let on_copy = drawing.props.on_copy.reform(move |text| (key.clone(), text));
    confirm(drawing.words, &text, &presses(drawing, row), on_press, &on_copy)
}

/// What can be done about the row now.
fn presses(drawing: &Drawing<'_>, row: &Row<'_>) -> Vec<Press> {
    if !drawing.props.recorder.is_possible() || row.state == RowState::Restricted {
        return Vec::new();
    }
    let told = row.question.is_none_or(|question| question.from != AnswerFrom::Verification);
    let all = [
        (Press::Confirm, row.state.needs_confirmation() && ledger::confirm(row, None).is_some()),
        (Press::Correct, told),
        (Press::Decline, row.state != RowState::Declined && ledger::decline(row, None).is_some()),
        (Press::Undo, ledger::undo(row, None).is_some()),
    ];
    all.into_iter().filter(|(_, can)| *can).map(|(press, _)| press).collect()
}

pub(super) fn editor(drawing: &Drawing<'_>, row: &Row<'_>) -> Html {
    if !drawing.is_editing(row) {
        return Html::default();
    }
    let choices = row.question.map(|question| question.choices.clone()).unwrap_or_default();
    html! {
        <Editor words={drawing.words.clone()} recorder={drawing.props.recorder.clone()} field={drawing.draft_name(row)}
            label={drawing.label(row)} value_type={ledger::value_type(row).to_owned()} {choices}
            focus={drawing.shown.editing.as_deref() == Some(&row.key)} on_done={drawing.on_done(row)} />
    }
}

/// Side by side with the chosen one: value, source, age, and a way to choose it.
fn alternative(
    drawing: &Drawing<'_>,
    row: &Row<'_>,
    place: usize,
    other: &Alternative,
    on_press: &Callback<Press>,
) -> Html {
    let words = drawing.words;
    let from = Origin { source: &other.source, at: other.observed_at, ..Origin::default() };
    // The catalogue's mask holds for every value of the field.
    let masked = matches!(row.value.as_deref(), Some(context_contract::Value::Masked(_)));
    let shown = if masked {
        context_contract::mask::ends(&other.value)
    } else {
        std::borrow::Cow::Borrowed(&other.value)
    };
    html! {
        <div class="line other">
            <span part="value" class="value">{ value_text(words, Some(&shown), row.shape) }</span>
            if drawing.props.recorder.is_possible() && row.pointer.is_some() {
                { press_button(words, Press::Choose(place), on_press) }
            }
            <span part="source" class="chip">{ for origin(drawing, from) }</span>
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

/// Where it is from in words, who asked and answered, and what can be done about a row that needs nothing.
fn detail(drawing: &Drawing<'_>, row: &Row<'_>, on_press: &Callback<Press>) -> Html {
    let history = row.answer.map(|answer| answer.history.as_slice()).unwrap_or_default();
    let settled = !row.state.needs_confirmation();
    html! {
        <div class="detail">
            <p>{ for provenance(drawing, row) }{ open_button(drawing, row.origin.interaction) }</p>
            if !history.is_empty() {
                <ul aria-label={drawing.words.get(messages::LEDGER_HISTORY)}>
                    { for history.iter().map(|asking| asked(drawing, asking)) }
                </ul>
            }
            if settled {
                <div class="confirm-actions">
                    { for presses(drawing, row).into_iter().map(|press| press_button(drawing.words, press, on_press)) }
                </div>
            }
            { drawing.row_actions(row) }
        </div>
    }
}

/// Source, department, channel and the exact time.
fn provenance(drawing: &Drawing<'_>, row: &Row<'_>) -> Vec<Html> {
    let (words, origin) = (drawing.words, row.origin);
    let source = (!origin.source.is_empty()).then(|| words.source_name(drawing.sources, origin.source));
    let department = origin.department.map(|it| words.word("department", it.as_str()));
    let channel = origin.channel.map(|it| words.word("channel", it.as_str()));
    let at = origin.at.map(|at| words.format.exact(at));
    let facts = [source, department, channel, at].into_iter().flatten();
    facts.map(|fact| html! { <span class="fact"><bdi>{ fact }</bdi>{ " " }</span> }).collect()
}

fn asked(drawing: &Drawing<'_>, asking: &Asking) -> Html {
    let words = drawing.words;
    let occasion = asking.occasion.as_ref();
    let department =
        occasion.and_then(|it| it.department.as_ref()).map(|it| words.word("department", it.as_str()));
    let channel = occasion.and_then(|it| it.channel.as_ref()).map(|it| words.word("channel", it.as_str()));
    let facts = [asking.agent.clone(), department, channel].into_iter().flatten();
    let interaction = occasion.and_then(|it| it.interaction_id.as_deref());
    html! {
        <li key={format!("{} {}", asking.at, asking.action.as_str())}>
            <span class="fact">{ words.word("ask", asking.action.as_str()) }{ " " }</span>
            { for facts.map(|fact| html! { <span class="fact">{ customer_text(&fact) }{ " " }</span> }) }
            <span class="fact">{ moment(words, asking.at, words.format.ago(asking.at, words.now)) }{ " " }</span>
            { open_button(drawing, interaction) }
        </li>
    }
}

/// Leads to the interaction in the timeline.
fn open_button(drawing: &Drawing<'_>, interaction: Option<&str>) -> Html {
    let Some(id) = interaction.map(str::to_owned) else { return Html::default() };
    let onclick = drawing.props.on_open.reform(move |_: MouseEvent| id.clone());
    html! {
        <button type="button" part="link" class="text-button" {onclick}>{ drawing.words.get(messages::SHOW_CONTACT) }</button>
    }
}

/// What the agent recorded and what the server has, each as one line.
pub(super) fn sides(words: &Words, row: &Row<'_>, entry: &Entry) -> Sides {
    let mine = match &*entry.write {
        Write::Answer { body, .. } => value_line(words, row, body.value.as_ref()),
        Write::Field { body, .. } => decided(words, row, &body.decision),
        _ => String::new(),
    };
    let theirs = row.value.as_deref().filter(|_| row.state != RowState::Declined);
    let newest = row.answer.and_then(|answer| answer.history.first());
    let agent = newest.and_then(|asking| asking.agent.clone());
    let department = row.origin.department.map(|it| words.word("department", it.as_str()));
    let when = row.origin.at.map(|at| words.format.ago(at, words.now));
    let by = [agent.or(department), when].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Sides { mine, theirs: value_line(words, row, theirs), by }
}

fn decided(words: &Words, row: &Row<'_>, decision: &context_contract::request::FieldDecision) -> String {
    use context_contract::request::FieldDecision;
    match decision {
        FieldDecision::Keep => words.get(messages::CONFIRM),
        FieldDecision::Correct { value } => value_line(words, row, Some(value)),
        FieldDecision::Choose { source, .. } => {
            let chosen = row.alternatives.iter().find(|other| other.source == *source);
            value_line(words, row, chosen.map(|other| &other.value))
        }
        FieldDecision::Undo => words.get(messages::UNDO),
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
