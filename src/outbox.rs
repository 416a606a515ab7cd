//! What the agent recorded and the server has not confirmed yet: [`Write`], [`Entry`], [`Step`], [`Outbox`].
//!
//! Pure: it knows no network and no clock, and is given the keys of its requests. It promises that nothing recorded is
//! lost, that everything is sent for the customer it was recorded for and for nobody else, in the order in which it was
//! recorded, and that a repetition carries the key of the first attempt, so that the server does it once.

mod answered;
mod drafts;
mod entry;
mod overlay;
mod step;
mod write;

use std::rc::Rc;

use context_contract::{Context, Timestamp};
use serde::{Deserialize, Serialize};
use vecmap::VecSet;

pub use self::{
    drafts::Drafts,
    entry::{Condition, Entry, EntryId, EntryState},
    overlay::{field_value, overlay},
    step::{Effect, News, Outcome, Step},
    write::{Target, Write},
};

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

#[cfg(test)]
mod tests;
