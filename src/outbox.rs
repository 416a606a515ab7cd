//! What the agent recorded and the server has not confirmed yet: [`Write`], [`Entry`], [`Step`], [`Outbox`].
//!
//! Pure: it knows no network and no clock, and is given the keys of its requests. It promises that nothing recorded is
//! lost, that everything is sent for the customer it was recorded for and for nobody else, in the order in which it was
//! recorded, and that a repetition carries the key of the first attempt, so that the server does it once.

mod drafts;
mod overlay;
mod write;

use std::rc::Rc;

use context_contract::{Context, Timestamp, Value};
use serde::{Deserialize, Serialize};
use vecmap::VecSet;

pub use self::{
    drafts::Drafts,
    overlay::{field_value, overlay},
    write::{Target, Write},
};
use crate::{failure::Failure, live::Change};

/// How often a decision about a field is offered again after another field of the same profile has changed.
const MOST_REBASES: u8 = 5;

/// Names an entry. Never used twice in one outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntryId(u32);

/// One thing that the agent recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name.
    pub id: EntryId,
    /// Whose.
    pub customer: Rc<str>,
    /// The gateway that it is for.
    pub endpoint: Rc<str>,
    /// `Idempotency-Key` of every attempt.
    pub key: Rc<str>,
    /// What is sent.
    pub write: Rc<Write>,
    /// What has to be true on the server.
    pub condition: Condition,
    /// How it stands.
    pub state: EntryState,
    /// When it was recorded, by server time.
    pub at: Timestamp,
    /// Attempts that came to nothing because the server could not be reached.
    pub attempts: u32,
    /// The value of the field as it was on screen, for a decision about a field.
    seen: Option<Value>,
    rebases: u8,
}

/// What has to be true on the server for a write to be carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// Nothing.
    None,
    /// There is no such thing yet: `If-None-Match: *`.
    Absent,
    /// There is one, and its source gives no tag: `If-Match: *`.
    Exists,
    /// It is the one that was on screen: `If-Match` with its tag.
    Is(String),
    /// It is what this entry leaves behind; becomes one of the others before it is sent.
    After(EntryId),
}

/// How an entry stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EntryState {
    /// To be sent as soon as those before it are through.
    Queued,
    /// On its way.
    Sending,
    /// The server could not be reached; offered again when it can.
    Waiting,
    /// The server did not take it, and why. Nothing happens before the agent decides.
    Rejected(Failure),
    /// Somebody else was faster. Their version is in the context; the agent decides between the two.
    Conflicting {
        /// The tag of their version, when the server said it.
        etag: Option<String>,
    },
}

/// What the server made of a write.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is done: the object in its new state.
    Saved(Box<Change>),
    /// 412: the object as somebody else left it, and its tag, as far as the server says so.
    Conflict {
        /// The object.
        current: Option<Box<Change>>,
        /// Its tag.
        etag: Option<String>,
    },
    /// It was not done, or nobody knows.
    Failed(Failure),
}

/// What can happen to the outbox.
#[derive(Clone, Debug)]
pub enum Step {
    /// The agent records something.
    Record {
        /// For whom.
        customer: Rc<str>,
        /// Where to.
        endpoint: Rc<str>,
        /// What.
        write: Rc<Write>,
        /// A new `Idempotency-Key`.
        key: Rc<str>,
        /// Now, by server time.
        at: Timestamp,
    },
    /// Its request begins.
    Sent(EntryId),
    /// Its request ended.
    Answered(EntryId, Outcome),
    /// The server may be in reach again.
    Resume,
    /// The agent wants a rejected or waiting entry to be sent once more, as it is.
    TryAgain(EntryId),
    /// The agent gives an entry up: theirs stays.
    Discard(EntryId),
    /// The agent wants an entry to replace what somebody else wrote; with a new `Idempotency-Key`, as this is another
    /// decision than the one that the server refused.
    SaveMine(EntryId, Rc<str>),
}

/// What the panel has to do besides keeping the outbox.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Nothing.
    None,
    /// The server told how an object of this customer stands now.
    Learnt(Rc<str>, Box<Change>),
    /// How it stands has to be fetched.
    Refresh(Rc<str>),
}

/// What became of an entry, to be said to somebody who does not see the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// The server has it.
    Saved,
    /// Not saved yet: no connection.
    Waiting,
    /// Not saved.
    Rejected,
    /// Somebody else was faster.
    Conflicting,
}

/// Everything recorded and not confirmed, of all customers, in the order in which it was recorded.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outbox {
    entries: Vec<Rc<Entry>>,
    made: u32,
    #[serde(skip)]
    news: Option<(u32, Rc<str>, News)>,
    #[serde(skip)]
    told: u32,
}

impl Outbox {
    /// What is recorded for this customer.
    pub fn of(&self, customer: &str) -> impl Iterator<Item = &Rc<Entry>> {
        self.entries.iter().filter(move |entry| &*entry.customer == customer)
    }

    /// The newest entry about this target of this customer.
    #[must_use]
    pub fn about(&self, customer: &str, target: &Target) -> Option<&Rc<Entry>> {
        self.of(customer).filter(|entry| entry.write.target() == *target).last()
    }

    /// An entry by its name.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> Option<&Rc<Entry>> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Whether there is anything for anybody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// As it stands after the module that held it has stopped: nobody will hear the answers that were awaited.
    #[must_use]
    pub fn restarted(mut self) -> Self {
        for entry in self.entries.iter_mut().filter(|entry| entry.state == EntryState::Sending) {
            Rc::make_mut(entry).state = EntryState::Queued;
        }
        self
    }

    /// What to send now: of every customer the first that is not decided, unless it is on its way already.
    #[must_use]
    pub fn sendable(&self) -> Vec<EntryId> {
        let mut seen = VecSet::new();
        let undecided = self.entries.iter().filter(|entry| entry.is_undecided());
        let first = undecided.filter(|entry| seen.insert(entry.customer.clone()));
        first.filter(|entry| entry.state == EntryState::Queued).map(|entry| entry.id).collect()
    }

    /// How often the most patient waiting entry was tried in vain; `None` when none waits.
    #[must_use]
    pub fn waiting(&self) -> Option<u32> {
        let waiting = self.entries.iter().filter(|entry| entry.state == EntryState::Waiting);
        waiting.map(|entry| entry.attempts).max()
    }

    /// What became of an entry last, with a number that grows, and whose it was.
    #[must_use]
    pub fn news(&self) -> Option<&(u32, Rc<str>, News)> {
        self.news.as_ref()
    }

    /// Takes a step. `base` is the context on screen as the server has it, whoever's it is.
    pub fn take(&mut self, step: Step, base: Option<&Context>) -> Effect {
        match step {
            Step::Record { customer, endpoint, write, key, at } => {
                let base = base.filter(|base| base.customer_id == *customer);
                self.record(customer, endpoint, write, key, at, base);
            }
            Step::Sent(id) => self.change(id, |entry| entry.state = EntryState::Sending),
            Step::Answered(id, outcome) => return self.answered(id, outcome),
            Step::Resume => self.resume(),
            Step::TryAgain(id) => self.change(id, |entry| {
                if matches!(entry.state, EntryState::Rejected(_) | EntryState::Waiting) {
                    entry.state = EntryState::Queued;
                }
            }),
            Step::Discard(id) => self.remove(id),
            Step::SaveMine(id, key) => self.save_mine(id, key),
        }
        Effect::None
    }

    fn record(
        &mut self,
        customer: Rc<str>,
        endpoint: Rc<str>,
        write: Rc<Write>,
        key: Rc<str>,
        at: Timestamp,
        base: Option<&Context>,
    ) {
        let id = self.next_id();
        self.give_way(&customer, &write);
        let condition = match self.pending_before(&customer, &write) {
            Some(before) => Condition::After(before),
            None => write.condition(base),
        };
        let seen = base.and_then(|base| write.seen(base));
        let (state, attempts, rebases) = (EntryState::Queued, 0, 0);
        let entry =
            Entry { id, customer, endpoint, key, write, condition, state, at, attempts, seen, rebases };
        self.entries.push(Rc::new(entry));
    }

    fn next_id(&mut self) -> EntryId {
        self.made = self.made.wrapping_add(1);
        EntryId(self.made)
    }

    /// What the agent records now takes the place of what was recorded about the same before, as long as the server
    /// cannot have heard of that.
    fn give_way(&mut self, customer: &str, write: &Write) {
        if !write.replaces() {
            return;
        }
        let old = self.entries.iter().filter(|entry| {
            let heard_of =
                matches!(entry.state, EntryState::Sending | EntryState::Waiting) || entry.attempts > 0;
            let undecided = entry.is_undecided();
            &*entry.customer == customer && entry.write.target() == write.target() && !(undecided && heard_of)
        });
        let old: Vec<EntryId> = old.map(|entry| entry.id).collect();
        for id in old {
            self.remove(id);
        }
    }

    /// The last entry, still to be confirmed, that changes what this write's condition is about.
    fn pending_before(&self, customer: &str, write: &Write) -> Option<EntryId> {
        let resource = write.resource()?;
        let before = self
            .of(customer)
            .filter(|entry| entry.is_undecided() && entry.write.resource().as_ref() == Some(&resource));
        before.last().map(|entry| entry.id)
    }

    fn answered(&mut self, id: EntryId, outcome: Outcome) -> Effect {
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

    fn resume(&mut self) {
        for entry in self.entries.iter_mut().filter(|entry| entry.state == EntryState::Waiting) {
            Rc::make_mut(entry).state = EntryState::Queued;
        }
    }

    /// Takes the place of the refused entry, so that the order stays.
    fn save_mine(&mut self, id: EntryId, key: Rc<str>) {
        let next = self.next_id();
        self.change(id, |entry| {
            if let EntryState::Conflicting { etag } = &entry.state {
                entry.condition = etag.clone().map_or(Condition::Exists, Condition::Is);
                entry.state = EntryState::Queued;
                (entry.id, entry.key) = (next, key);
            }
        });
    }

    /// A request under way cannot be called back: its entry stays until it is answered.
    fn remove(&mut self, id: EntryId) {
        let Some(entry) = self.entry(id).filter(|entry| entry.state != EntryState::Sending).cloned() else {
            return;
        };
        self.follow(id, &entry.condition);
        self.entries.retain(|other| other.id != id);
    }

    /// Entries that wait for what this one leaves behind get to know it.
    fn follow(&mut self, id: EntryId, condition: &Condition) {
        for entry in self.entries.iter_mut().filter(|entry| entry.condition == Condition::After(id)) {
            Rc::make_mut(entry).condition = condition.clone();
        }
    }

    fn change(&mut self, id: EntryId, change: impl FnOnce(&mut Entry)) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.id == id) {
            change(Rc::make_mut(entry));
        }
    }

    fn tell(&mut self, entry: &Entry, news: News) {
        self.told = self.told.wrapping_add(1);
        self.news = Some((self.told, entry.customer.clone(), news));
    }
}

impl Entry {
    /// Whether it is still to be sent or answered; the others wait for the agent.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        matches!(self.state, EntryState::Queued | EntryState::Sending | EntryState::Waiting)
    }

    fn is_untouched_by(&self, profile: &context_contract::Profile) -> bool {
        matches!(&*self.write, Write::Field { body, .. } if field_value(profile, &body.pointer) == self.seen)
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

#[cfg(test)]
mod tests;
