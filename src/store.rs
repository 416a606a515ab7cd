//! What is on screen and how it changes: [`State`], [`Action`], [`State::after`].
//!
//! Pure: it knows no network, no browser and no clock. It enforces the promise of the product: nothing that was
//! fetched for one customer is ever part of the state of another. Every answer carries the epoch of the request
//! and the customer it is for, and an answer that does not match both is dropped.

mod action;
mod answered;
mod counts;
mod filter;
mod gaps;
mod opened;
mod recorded;
pub mod rows;
mod timeline;
pub mod values;
mod view;
mod wanted;

use std::rc::Rc;

use context_contract::{Context, InteractionPage, Timestamp, request::Identifier};

pub use self::{
    action::{Action, Arrival},
    counts::{FacetCounts, Meter},
    filter::{Facet, Period, Sieve, TimelineFilter},
    gaps::Gap,
    opened::{Detail, Opened},
    timeline::{Ask, Goal, PageFetch, PageQuery, Slice, Timeline},
    view::{Freshness, Ready, StreamState, View},
    wanted::{Target, Wanted, WantedDetail, WantedPage},
};
use crate::{
    failure::Failure,
    live::{self, Change},
    outbox::Outbox,
};

/// Counts the customers that were on screen; an answer of an older epoch is dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Epoch(u32);

/// Whom the host asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Subject {
    /// Nobody is selected.
    #[default]
    Nobody,
    /// A customer by id.
    Customer(Rc<str>),
    /// Whoever has these identifiers.
    LookUp(Rc<[Identifier]>),
    /// The host supplies the context itself, and so many more interactions that are still to be read.
    Supplied(Rc<Context>, usize),
}

/// Everything the panel knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Which customer in turn.
    pub epoch: Epoch,
    /// Whom the host asked for.
    pub subject: Subject,
    /// The customer whose context is wanted: the subject's, or the one that the look-up led to.
    pub customer: Option<Rc<str>>,
    /// Counts the fetches of this customer's context, so that asking again starts another one.
    pub attempt: u32,
    /// The filter that every customer starts with.
    pub pinned: Option<Rc<TimelineFilter>>,
    /// What is shown.
    pub view: View,
    /// What is recorded and not confirmed, of all customers; it outlives a switch, and none of it is ever in `view`.
    pub outbox: Outbox,
    /// What the server has confirmed about the customer whose context is being fetched: that context may be older.
    learnt: Vec<Change>,
}

impl State {
    /// What may be shown to somebody who asks for `subject`: until the reducer has seen the switch, a skeleton.
    #[must_use]
    pub fn view_for(&self, subject: &Subject) -> View {
        if self.subject == *subject {
            return self.view.clone();
        }
        match subject {
            Subject::Nobody => View::Nobody,
            Subject::Customer(_) | Subject::LookUp(_) | Subject::Supplied(..) => View::Loading,
        }
    }

    /// The customer on screen.
    #[must_use]
    pub fn ready(&self) -> Option<&Ready> {
        match &self.view {
            View::Ready(ready) => Some(ready),
            _ => None,
        }
    }

    /// The state of a panel that begins with what one before it has not sent.
    #[must_use]
    pub fn with_outbox(outbox: Outbox) -> Self {
        Self { outbox, ..Self::default() }
    }

    /// The state after the action; `None` when nothing changes, so that nothing is drawn again.
    #[must_use]
    pub fn after(&self, action: Action) -> Option<Self> {
        match action {
            Action::Select(subject) => Some(self.select(subject)),
            Action::Clear => {
                Some(Self { pinned: None, outbox: Outbox::default(), ..self.select(Subject::Nobody) })
            }
            Action::Choose(customer) => self.choose(customer),
            Action::Refresh => self.refresh(),
            Action::Resolved(epoch, result) => self.current(epoch)?.resolved(result),
            Action::Arrived(epoch, result) => self.current(epoch)?.arrived(result),
            Action::Narrow(filter) => self.narrow(filter),
            Action::Pin(pinned) => self.pin(pinned),
            Action::LoadMore => self.with_timeline(Timeline::load_more),
            Action::Fill(gap) => self.with_timeline(|timeline| timeline.fill(gap)),
            Action::Jump(before) => self.with_timeline(|timeline| timeline.jump(before)),
            Action::Reveal(id) => self.with_timeline(|timeline| timeline.reveal(id)),
            Action::Toggle(id) => self.with_timeline(|timeline| timeline.toggle(&id)),
            Action::OpenAgain(id) => self.with_timeline(|timeline| timeline.open_again(&id)),
            Action::DetailArrived(epoch, customer, id, result) => self
                .current(epoch)?
                .for_customer(&customer)?
                .with_timeline(|timeline| timeline.detail_arrived(&id, result)),
            Action::PageArrived(epoch, generation, customer, result) => {
                self.current(epoch)?.for_customer(&customer)?.page_arrived(generation, result)
            }
            Action::Read(epoch, customer, slice) => self.current(epoch)?.for_customer(&customer)?.read(slice),
            Action::Changed(epoch, customer, change) => {
                self.current(epoch)?.for_customer(&customer)?.changed(change)
            }
            Action::Stream(epoch, stream) => self.current(epoch)?.connected(stream),
            Action::Outbox(step) => self.recorded(step),
        }
    }

    fn current(&self, epoch: Epoch) -> Option<&Self> {
        (self.epoch == epoch).then_some(self)
    }

    fn for_customer(&self, customer: &str) -> Option<&Self> {
        (self.customer.as_deref() == Some(customer)).then_some(self)
    }

    fn select(&self, subject: Subject) -> Self {
        let epoch = Epoch(self.epoch.0.wrapping_add(1));
        let (customer, view) = match &subject {
            Subject::Nobody => (None, View::Nobody),
            Subject::Customer(id) => (Some(id.clone()), View::Loading),
            Subject::LookUp(_) => (None, View::Loading),
            Subject::Supplied(context, unread) => {
                let as_of = Timestamp::default();
                let mut ready = Ready::new(context.clone(), (as_of, 0), true, *unread);
                self.narrow_as_pinned(&mut ready);
                (Some(context.customer_id.as_str().into()), View::Ready(Box::new(ready)))
            }
        };
        let (pinned, outbox) = (self.pinned.clone(), self.outbox.clone());
        Self { epoch, subject, customer, attempt: 0, pinned, view, outbox, learnt: Vec::new() }
    }

    fn choose(&self, customer: Rc<str>) -> Option<Self> {
        let View::Choosing(candidates) = &self.view else { return None };
        let offered = candidates.iter().any(|candidate| candidate.id == *customer);
        offered.then(|| Self { customer: Some(customer), view: View::Loading, ..self.clone() })
    }

    fn refresh(&self) -> Option<Self> {
        if matches!(self.subject, Subject::Nobody | Subject::Supplied(..)) {
            return None;
        }
        let mut next = Self { attempt: self.attempt.wrapping_add(1), ..self.clone() };
        match &mut next.view {
            View::Ready(ready) => {
                ready.freshness = Freshness::Refreshing { as_of: ready.freshness.as_of() };
            }
            view => *view = View::Loading,
        }
        Some(next)
    }

    fn narrow_as_pinned(&self, ready: &mut Ready) {
        if let Some(pinned) = &self.pinned {
            Rc::make_mut(&mut ready.timeline).narrow((**pinned).clone());
        }
    }

    /// A pin goes along with what the agent changes.
    fn narrow(&self, filter: TimelineFilter) -> Option<Self> {
        let pinned = self.pinned.as_ref().map(|_| Rc::new(filter.for_another_customer()));
        let next = self.with_timeline(|timeline| timeline.narrow(filter))?;
        Some(Self { pinned, ..next })
    }

    fn pin(&self, pin: bool) -> Option<Self> {
        let filter = &self.ready()?.timeline.filter;
        let pinned = pin.then(|| Rc::new(filter.for_another_customer()));
        (pinned != self.pinned).then(|| Self { pinned, ..self.clone() })
    }

    fn changed(&self, change: Change) -> Option<Self> {
        if change == Change::Reset {
            let outdated = self.with_timeline(Timeline::lose_track);
            return outdated.as_ref().unwrap_or(self).refresh();
        }
        self.with_ready(|ready| live::apply(ready, change))
    }

    /// A context is taken whole or not at all.
    fn read(&self, slice: Result<Slice, Failure>) -> Option<Self> {
        match slice {
            Ok(slice) => self.with_timeline(|timeline| timeline.take_slice(slice)),
            Err(failure) => Some(Self { view: View::Failed(failure), ..self.clone() }),
        }
    }

    fn page_arrived(&self, generation: u32, result: Result<InteractionPage, Failure>) -> Option<Self> {
        self.with_timeline(|timeline| timeline.generation == generation && timeline.arrived(result))
    }

    fn with_ready(&self, change: impl FnOnce(&mut Ready) -> bool) -> Option<Self> {
        let mut ready = self.ready()?.clone();
        change(&mut ready).then(|| Self { view: View::Ready(Box::new(ready)), ..self.clone() })
    }

    fn with_timeline(&self, change: impl FnOnce(&mut Timeline) -> bool) -> Option<Self> {
        self.with_ready(|ready| change(Rc::make_mut(&mut ready.timeline)))
    }
}

#[cfg(test)]
mod tests;
