//! What is recorded and not confirmed, below whatever it is about: still on its way, refused, or contested.
//! Knows how that looks; what happens next is the outbox's.

use yew::prelude::*;

use super::{
    icon::{Glyph, icon},
    text::customer_text,
    words::Words,
};
use crate::{
    failure::Failure,
    messages::{self, Message},
    outbox::{Entry, EntryState, Target},
    recorder::{Decision, Recorder},
};

/// Two versions of one thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sides {
    /// What this agent recorded.
    pub mine: String,
    /// What the server has.
    pub theirs: String,
    /// By whom and when the server got it.
    pub by: String,
}

/// "Saving…" or "Not saved yet", for the place in which a source and an age stand otherwise. `None` when there is nothing
/// on its way.
#[must_use]
pub fn pending_mark(words: &Words, recorder: &Recorder, target: &Target) -> Option<String> {
    let entry = recorder.pending(target)?;
    match entry.state {
        EntryState::Queued | EntryState::Sending => Some(words.get(messages::SAVING)),
        EntryState::Waiting => Some(words.get(messages::NOT_SAVED_YET)),
        EntryState::Rejected(_) | EntryState::Conflicting { .. } => None,
    }
}

/// What the agent has to know and decide about an entry; nothing while all goes well.
pub fn pending_note(
    words: &Words,
    recorder: &Recorder,
    target: &Target,
    sides: &dyn Fn(&Entry) -> Sides,
) -> Html {
    let Some(entry) = recorder.pending(target) else { return Html::default() };
    match &entry.state {
        EntryState::Queued | EntryState::Sending => Html::default(),
        EntryState::Waiting => waiting(words, recorder, entry),
        EntryState::Rejected(failure) => rejected(words, recorder, entry, failure, &sides(entry)),
        EntryState::Conflicting { .. } => conflicting(words, recorder, entry, &sides(entry)),
    }
}

fn waiting(words: &Words, recorder: &Recorder, entry: &Entry) -> Html {
    html! {
        <div class="pending" data-state="waiting">
            <p>{ icon(Glyph::Offline) }{ words.get(messages::WAITING_FOR_CONNECTION) }</p>
            <div class="pending-actions">
                { button(words, recorder, entry, messages::TRY_AGAIN, Decision::TryAgain) }
            </div>
        </div>
    }
}

fn rejected(words: &Words, recorder: &Recorder, entry: &Entry, failure: &Failure, sides: &Sides) -> Html {
    html! {
        <div class="pending bad" data-state="rejected" data-code={failure.code()}>
            <p>
                { icon(Glyph::Warning) }
                <b>{ words.get(messages::NOT_SAVED) }</b>{ " " }{ words.get(reason(failure)) }
            </p>
            { side(words, messages::MINE, &sides.mine, "") }
            <div class="pending-actions">
                { button(words, recorder, entry, messages::TRY_AGAIN, Decision::TryAgain) }
                { button(words, recorder, entry, messages::DISCARD, Decision::Discard) }
            </div>
        </div>
    }
}

fn conflicting(words: &Words, recorder: &Recorder, entry: &Entry, sides: &Sides) -> Html {
    html! {
        <div class="pending warn" data-state="conflicting">
            <p>{ icon(Glyph::Warning) }{ words.get(messages::CHANGED_ELSEWHERE) }</p>
            { side(words, messages::THEIRS, &sides.theirs, &sides.by) }
            { side(words, messages::MINE, &sides.mine, "") }
            <div class="pending-actions">
                { button(words, recorder, entry, messages::KEEP_THEIRS, Decision::KeepTheirs) }
                { button(words, recorder, entry, messages::SAVE_MINE, Decision::SaveMine) }
            </div>
        </div>
    }
}

fn side(words: &Words, label: Message, value: &str, by: &str) -> Html {
    if value.is_empty() {
        return Html::default();
    }
    html! {
        <p class="pending-side">
            <span class="quiet">{ words.get(label) }</span>
            <span class="value">{ customer_text(value) }</span>
            if !by.is_empty() { <span class="quiet"><bdi>{ by.to_owned() }</bdi></span> }
        </p>
    }
}

fn button(words: &Words, recorder: &Recorder, entry: &Entry, label: Message, decision: Decision) -> Html {
    let id = entry.id;
    let onclick = recorder.on_decide().reform(move |_: MouseEvent| (id, decision));
    html! {
        <button type="button" part="button" class="text-button" data-action={label.key} {onclick}>
            { words.get(label) }
        </button>
    }
}

fn reason(failure: &Failure) -> Message {
    match failure {
        Failure::TokenRefused | Failure::TokenMissing => messages::ERROR_TOKEN_TITLE,
        Failure::Forbidden | Failure::NotFound => messages::WRITE_FORBIDDEN,
        Failure::Rejected { .. } => messages::WRITE_REFUSED,
        _ => messages::WRITE_FAILED,
    }
}
