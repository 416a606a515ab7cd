//! Promises of every department: overdue ones first, each with its time, its owner and what can become of it, and the
//! form that makes one. Knows rows and words; how a promise stands is decided elsewhere.

use context_contract::{
    Commitment, Timestamp,
    enums::{CommitmentStatus, NoteKind},
    fact::Occasion,
    request::NoteWrite,
};
use yew::prelude::*;

use super::{
    field::TypingField,
    icon::{Glyph, icon},
    pen::Pen,
    pending::{Sides, pending_mark, pending_note},
    promise_form::promise_form,
    text::{customer_text, moment},
    verify::Here,
    words::Words,
};
use crate::{
    messages::{self, Message},
    outbox::{Entry, Target, Write},
    promises::{Standing, in_order, standing, with_status},
    record::Record,
};

/// More settled promises are history, which the timeline tells.
const MOST_SETTLED: usize = 10;

/// Farther than this the time of day says nothing, in milliseconds.
const FAR: i64 = 48 * 3_600_000;

/// The rows and the form. `pen` is `None` when nothing can be recorded.
pub fn promises(words: &Words, promises: &[Commitment], pen: Option<&Pen>, here: &Here<'_>) -> Html {
    let is_settled =
        |it: &&Commitment| standing(it, words.now) == Standing::Settled && !is_contested(it, pen);
    let (settled, open): (Vec<_>, Vec<_>) = in_order(promises, words.now).into_iter().partition(is_settled);
    html! {
        <>
            if open.is_empty() && settled.is_empty() { <p class="quiet">{ words.get(messages::PROMISES_EMPTY) }</p> }
            <ul class="promises">{ for open.iter().map(|promise| row(words, promise, pen, here)) }</ul>
            if !settled.is_empty() {
                <details class="settled">
                    <summary>{ words.count(messages::PROMISES_SETTLED, settled.len() as u64) }</summary>
                    <ul class="promises">
                        { for settled.iter().take(MOST_SETTLED).map(|promise| row(words, promise, pen, here)) }
                    </ul>
                </details>
            }
            if let Some(pen) = pen { { promise_form(words, pen, here) } }
        </>
    }
}

/// Whether the agent still has to decide about it: then it stays in sight, whatever it has become.
fn is_contested(promise: &Commitment, pen: Option<&Pen>) -> bool {
    let entry = pen.and_then(|pen| pen.entry(&Target::Commitment(promise.id.clone())));
    entry.is_some_and(|entry| !entry.is_undecided())
}

/// "1 overdue · 2 open".
#[must_use]
pub fn summary(words: &Words, promises: &[Commitment]) -> String {
    let count = |wanted: fn(Standing) -> bool| {
        promises.iter().filter(|it| wanted(standing(it, words.now))).count() as u64
    };
    let overdue = count(|standing| standing == Standing::Overdue);
    let open = count(|standing| !matches!(standing, Standing::Overdue | Standing::Settled));
    let all = [(messages::PROMISES_OVERDUE, overdue), (messages::PROMISES_OPEN, open)];
    let some = all.into_iter().filter(|(_, count)| *count > 0).map(|(text, count)| words.count(text, count));
    some.collect::<Vec<_>>().join(" · ")
}

/// "Due today 17:00", "Overdue since yesterday 17:00": the time of day where it is within a day or so.
#[must_use]
pub fn due_text(words: &Words, promise: &Commitment) -> Option<String> {
    let due = promise.due_at?;
    let when = if (due.as_millis() - words.now.as_millis()).abs() > FAR {
        words.format.date(due)
    } else {
        let (day, time) = (words.format.day(due, words.now), words.format.time(due));
        words.fill(messages::DAY_AND_TIME, &[("day", &day), ("time", &time)])
    };
    let message = match standing(promise, words.now) {
        Standing::Overdue => messages::PROMISE_OVERDUE,
        _ => messages::PROMISE_DUE_AT,
    };
    Some(words.fill(message, &[("when", &when)]))
}

/// "Rian M., Billing".
#[must_use]
pub fn who(words: &Words, promise: &Commitment) -> Option<String> {
    let department = promise.department.as_ref().map(|it| words.word("department", it.as_str()));
    let who: Vec<String> = promise.owner.clone().into_iter().chain(department).collect();
    (!who.is_empty()).then(|| who.join(", "))
}

fn row(words: &Words, promise: &Commitment, pen: Option<&Pen>, here: &Here<'_>) -> Html {
    let standing = standing(promise, words.now);
    let tone = match standing {
        Standing::Overdue => "bad",
        Standing::Soon | Standing::Today => "warn",
        Standing::Open | Standing::Settled => "quiet",
    };
    let settled =
        (standing == Standing::Settled).then(|| words.word("promiseStatus", promise.status.as_str()));
    let due = due_text(words, promise).zip(promise.due_at).filter(|_| standing != Standing::Settled);
    let times = due.map(|(text, at)| {
        html! { <><span class={classes!("fact", tone)}>{ moment(words, at, text) }{ " " }</span><span class="fact">{ words.format.ago(at, words.now) }{ " " }</span></> }
    });
    let target = Target::Commitment(promise.id.clone());
    let pending = pen.is_some_and(|pen| pen.entry(&target).is_some());
    let mark = pen.and_then(|pen| pending_mark(words, &pen.recorder, &target));
    html! {
        <li key={promise.id.clone()} part="promise" class={classes!("promise", tone)} tabindex="-1"
            data-record={Record::Commitment(promise.id.clone()).mark()}>
            { icon(if standing == Standing::Settled { Glyph::Check } else { Glyph::Clock }) }
            <div class="promise-body">
                <p class="promise-text">{ customer_text(&promise.text) }{ " " }</p>
                <p class="facts-line">
                    { for times }
                    { for settled.map(|text| html! { <span class="fact">{ text }{ " " }</span> }) }
                    { for mark.map(|mark| html! { <span class="fact">{ mark }{ " " }</span> }) }
                    { for who(words, promise).map(|who| html! { <span class="fact">{ customer_text(&who) }{ " " }</span> }) }
                </p>
                if let Some(pen) = pen {
                    { pending_note(words, &pen.recorder, &target, &|entry| sides(words, promise, entry)) }
                    if !pending && standing != Standing::Settled { { actions(words, promise, pen, here) } }
                }
            </div>
        </li>
    }
}

/// Both versions of a promise that somebody else has changed as well.
fn sides(words: &Words, theirs: &Commitment, entry: &Entry) -> Sides {
    let told = |status: &CommitmentStatus, due: Option<Timestamp>| {
        let status = words.word("promiseStatus", status.as_str());
        let due = due.map(|due| words.format.exact(due));
        [status].into_iter().chain(due).collect::<Vec<_>>().join(" · ")
    };
    let mine = match &*entry.write {
        Write::Commitment { body, .. } => told(&body.status, body.due_at),
        _ => String::new(),
    };
    Sides { mine, theirs: told(&theirs.status, theirs.due_at), by: who(words, theirs).unwrap_or_default() }
}

/// Kept at once; broken and withdrawn after a second look, with a note if there is something to say.
fn actions(words: &Words, promise: &Commitment, pen: &Pen, here: &Here<'_>) -> Html {
    let field = format!("promise/{}/settle", promise.id);
    if let Some(status) = pen.draft(&field) {
        return settling(words, promise, &CommitmentStatus::from(status.as_str()), pen, here);
    }
    let kept = {
        let (pen, write) = (pen.clone(), settled(promise, CommitmentStatus::Kept));
        Callback::from(move |_: MouseEvent| pen.write(write.clone()))
    };
    let ask = |status: CommitmentStatus, label: Message| {
        let (pen, field) = (pen.clone(), field.clone());
        let onclick = Callback::from(move |_: MouseEvent| pen.choose(&field, status.as_str()));
        html! { <button type="button" part="button" class="text-button" {onclick}>{ words.get(label) }</button> }
    };
    html! {
        <div class="promise-actions" role="group" aria-label={promise.text.clone()}>
            <button type="button" part="button" class="text-button" onclick={kept}>{ words.get(messages::PROMISE_KEEP) }</button>
            { ask(CommitmentStatus::Broken, messages::PROMISE_BREAK) }
            { ask(CommitmentStatus::Withdrawn, messages::PROMISE_WITHDRAW) }
        </div>
    }
}

fn settled(promise: &Commitment, status: CommitmentStatus) -> Write {
    Write::Commitment { id: promise.id.clone(), body: Box::new(with_status(promise, status)) }
}

fn settling(
    words: &Words,
    promise: &Commitment,
    status: &CommitmentStatus,
    pen: &Pen,
    here: &Here<'_>,
) -> Html {
    let (field, note) = (format!("promise/{}/settle", promise.id), format!("promise/{}/note", promise.id));
    let close = {
        let (pen, field, note) = (pen.clone(), field.clone(), note.clone());
        Callback::from(move |()| {
            pen.forget([field.as_str(), note.as_str()]);
        })
    };
    let onsubmit = {
        let (pen, close, write) = (pen.clone(), close.clone(), settled(promise, status.clone()));
        let (promise, note, occasion) = (promise.clone(), note.clone(), here.occasion());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            pen.write(write.clone());
            if let Some(remark) = remark(&promise, &pen.entered(&note), &occasion) {
                pen.write(remark);
            }
            close.emit(());
        })
    };
    let on_typed = {
        let (pen, note) = (pen.clone(), note.clone());
        Callback::from(move |text: String| pen.keep(&note, text))
    };
    let title = match status {
        CommitmentStatus::Broken => messages::PROMISE_BREAK,
        _ => messages::PROMISE_WITHDRAW,
    };
    let value = pen.entered(&note);
    html! {
        <form part="form" class="form" {onsubmit} aria-label={words.get(title)}>
            <div class="form-row">
                <span class="form-label" aria-hidden="true">{ words.get(messages::PROMISE_NOTE) }</span>
                <TypingField label={words.get(messages::PROMISE_NOTE)} {value} {on_typed} on_done={close.clone()} />
            </div>
            <div class="form-end">
                <button type="button" part="button" class="text-button" onclick={close.reform(|_: MouseEvent| ())}>{ words.get(messages::CANCEL) }</button>
                <button type="submit" part="button" class="button">{ words.get(title) }</button>
            </div>
        </form>
    }
}

/// What the agent had to say about it, for everybody later.
fn remark(promise: &Commitment, text: &str, occasion: &Occasion) -> Option<Write> {
    let text = Some(text.trim()).filter(|text| !text.is_empty())?;
    Some(Write::Note(Box::new(NoteWrite {
        kind: NoteKind::Note,
        text: format!("{}: {text}", promise.text),
        handoff: None,
        to_department: None,
        interaction_id: occasion.interaction_id.clone(),
    })))
}
