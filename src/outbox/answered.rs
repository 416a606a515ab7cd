//! What becomes of an entry when its request has ended: it is done, contested, refused, or waits for a connection.
//! Pure; knows outcomes, not how they came.

use super::{Condition, Effect, Entry, EntryId, EntryState, News, Outbox, Outcome};
use crate::{failure::Failure, live::Change};

/// How often a decision about a field is offered again after another field of the same profile has changed.
const MOST_REBASES: u8 = 5;

impl Outbox {
    pub(super) fn answered(&mut self, id: EntryId, outcome: Outcome) -> Effect {
        let Some(entry) = self.entry(id).filter(|entry| entry.state == EntryState::Sending).cloned() else {
            return Effect::None;
        };
        match outcome {
            Outcome::Saved(change) => self.saved(&entry, change, None),
            Outcome::Conflict { current, etag } => self.conflict(&entry, current, etag),
            Outcome::Failed(failure) => {
                self.failed(&entry, failure);
                Effect::None
            }
        }
    }

    fn saved(&mut self, entry: &Entry, change: Box<Change>, etag: Option<String>) -> Effect {
        let etag = etag_of(&change).or(etag);
        self.follow(entry.id, &etag.map_or(Condition::Exists, Condition::Is));
        self.entries.retain(|other| other.id != entry.id);
        self.tell(entry, News::Saved);
        Effect::Learnt(entry.customer.clone(), change)
    }

    /// A colleague who wrote the very same is no conflict, and neither is a change of another field.
    fn conflict(&mut self, entry: &Entry, current: Option<Box<Change>>, etag: Option<String>) -> Effect {
        let etag = current.as_deref().and_then(etag_of).or(etag);
        let Some(current) = current else {
            self.set_conflicting(entry, etag);
            return Effect::Refresh(entry.customer.clone());
        };
        if entry.write.says_the_same(&current) {
            return self.saved(entry, current, etag);
        }
        let untouched = matches!(&*current, Change::Profile(profile) if entry.is_untouched_by(profile));
        match etag {
            Some(etag) if untouched && entry.rebases < MOST_REBASES => self.change(entry.id, |entry| {
                entry.condition = Condition::Is(etag);
                entry.rebases += 1;
                entry.state = EntryState::Queued;
            }),
            etag => self.set_conflicting(entry, etag),
        }
        Effect::Learnt(entry.customer.clone(), current)
    }

    fn set_conflicting(&mut self, entry: &Entry, etag: Option<String>) {
        self.settle(entry, EntryState::Conflicting { etag }, News::Conflicting);
    }

    fn failed(&mut self, entry: &Entry, failure: Failure) {
        if !is_out_of_reach(&failure) {
            return self.settle(entry, EntryState::Rejected(failure), News::Rejected);
        }
        self.change(entry.id, |entry| {
            entry.attempts = entry.attempts.saturating_add(1);
            entry.state = EntryState::Waiting;
        });
        if entry.attempts == 0 {
            self.tell(entry, News::Waiting);
        }
    }

    /// Nothing further happens to this entry by itself. If the agent has recorded something newer about the same, the
    /// newer one is what counts.
    fn settle(&mut self, entry: &Entry, state: EntryState, news: News) {
        let newer = self.of(&entry.customer).any(|other| {
            other.id > entry.id && other.write.replaces() && other.write.target() == entry.write.target()
        });
        self.follow(entry.id, &entry.condition);
        if newer {
            self.entries.retain(|other| other.id != entry.id);
        } else {
            self.change(entry.id, |entry| entry.state = state);
            self.tell(entry, news);
        }
    }
}

/// Whether the server did not get to judge: what it could not be told now, it can be told later.
fn is_out_of_reach(failure: &Failure) -> bool {
    match failure {
        Failure::Offline | Failure::TimedOut | Failure::RateLimited { .. } | Failure::Aborted => true,
        Failure::Server { status } => matches!(status, 502 | 503),
        _ => false,
    }
}

/// The tag that the object carries itself.
fn etag_of(change: &Change) -> Option<String> {
    match change {
        Change::Answer(answer) => answer.etag.clone(),
        Change::Commitment(promise) => promise.etag.clone(),
        Change::Profile(profile) => profile.etag.clone(),
        _ => None,
    }
}
