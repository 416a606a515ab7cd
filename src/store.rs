//! What is on screen and how it changes: [`State`], [`Action`], [`State::after`].
//!
//! Pure: it knows no network, no browser and no clock. It enforces the promise of the product: nothing that was
//! fetched for one customer is ever part of the state of another. Every answer carries the epoch of the request
//! and the customer it is for, and an answer that does not match both is dropped.

mod counts;
mod filter;
mod gaps;
mod opened;
mod recorded;
pub mod rows;
mod timeline;
pub mod values;
mod wanted;

use std::rc::Rc;

use context_contract::{
    Context, Interaction, InteractionPage, Timestamp,
    request::{Candidate, Identifier},
};
use vecmap::VecSet;

pub use self::{
    counts::{FacetCounts, Meter},
    filter::{Facet, Period, Sieve, TimelineFilter},
    gaps::Gap,
    opened::{Detail, Opened},
    timeline::{Ask, Goal, PageFetch, PageQuery, Slice, Timeline},
    wanted::{Target, Wanted, WantedDetail, WantedPage},
};
use crate::{
    failure::Failure,
    live::{self, Change},
    outbox::{Outbox, Step},
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

/// What the panel shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum View {
    /// Nobody is selected.
    #[default]
    Nobody,
    /// A look-up or the first fetch is under way.
    Loading,
    /// The look-up found several customers; the agent chooses.
    Choosing(Rc<[Candidate]>),
    /// The look-up found nobody.
    NoMatch,
    /// There is something to show.
    Ready(Box<Ready>),
    /// There is nothing to show, and why.
    Failed(Failure),
}

/// A customer on screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Ready {
    /// Everything but the timeline, which grows on its own.
    pub context: Rc<Context>,
    /// Whether this is the newest there is.
    pub freshness: Freshness,
    /// Server time minus this machine's time, in milliseconds: ages and deadlines are judged by server time.
    pub clock_offset: i64,
    /// What happened.
    pub timeline: Rc<Timeline>,
    /// Whether changes arrive by themselves.
    pub stream: StreamState,
    /// Promises of which the server has reminded, by id.
    pub reminded: VecSet<String>,
}

/// Whether what is shown is the newest there is.
#[derive(Clone, Debug, PartialEq)]
pub enum Freshness {
    /// As fetched.
    Current {
        /// When it was fetched, by server time.
        as_of: Timestamp,
    },
    /// A newer view is being fetched; the one shown stays until then.
    Refreshing {
        /// When the view on screen was fetched, by server time.
        as_of: Timestamp,
    },
    /// The newest fetch failed: the last-known view, kept in memory only.
    LastKnown {
        /// When the view on screen was fetched, by server time.
        as_of: Timestamp,
        /// Why there is no newer one.
        failure: Failure,
    },
}

impl Freshness {
    /// When the view on screen was fetched, by server time.
    #[must_use]
    pub fn as_of(&self) -> Timestamp {
        match self {
            Self::Current { as_of } | Self::Refreshing { as_of } | Self::LastKnown { as_of, .. } => *as_of,
        }
    }
}

/// Whether changes arrive by themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StreamState {
    /// Not connected yet, or not meant to be.
    #[default]
    Off,
    /// Connected.
    Live,
    /// Was connected; connecting again.
    Interrupted,
}

/// What can happen.
#[derive(Clone, Debug)]
pub enum Action {
    /// The host asks for somebody else, or for nobody. Whatever was there is gone.
    Select(Subject),
    /// A look-up was answered.
    Resolved(Epoch, Result<Vec<Candidate>, Failure>),
    /// The agent chose one of several matches.
    Choose(Rc<str>),
    /// A context was answered: when it was received by this machine's clock, and the server's `Date`.
    Arrived(Epoch, Result<Arrival, Failure>),
    /// Fetch again, keeping what is shown.
    Refresh,
    /// The agent narrowed the timeline.
    Narrow(TimelineFilter),
    /// The agent wants the filter kept for the next customers, or no longer.
    Pin(bool),
    /// The agent wants the next page.
    LoadMore,
    /// The agent wants what is missing in the gap of this number.
    Fill(usize),
    /// The agent wants to see what there was before this moment.
    Jump(Timestamp),
    /// A link leads to this interaction.
    Reveal(Rc<str>),
    /// The agent opens an interaction, or closes it.
    Toggle(Rc<str>),
    /// The agent wants another try of an interaction that could not be loaded.
    OpenAgain(Rc<str>),
    /// An interaction was answered: epoch, customer, id, interaction.
    DetailArrived(Epoch, Rc<str>, Rc<str>, Result<Box<Interaction>, Failure>),
    /// More of a long first page was read, or could not be: epoch, customer, what.
    Read(Epoch, Rc<str>, Result<Slice, Failure>),
    /// A page was answered: epoch, generation of the filter, customer, page.
    PageArrived(Epoch, u32, Rc<str>, Result<InteractionPage, Failure>),
    /// Something changed on the server: epoch, customer, what.
    Changed(Epoch, Rc<str>, Change),
    /// The stream connected or broke.
    Stream(Epoch, StreamState),
    /// Something happened to what the agent records.
    Outbox(Step),
    /// Blank everything, for log-out.
    Clear,
}

/// A context and the clocks at its arrival.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The context.
    pub context: Rc<Context>,
    /// How many of its interactions are still to be read.
    pub unread: usize,
    /// The server's `Date`, when it was readable.
    pub server_time: Option<Timestamp>,
    /// This machine's clock at arrival.
    pub local_time: Timestamp,
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

    /// Counts only while a look-up is waited for: afterwards somebody is on screen already.
    fn resolved(&self, result: Result<Vec<Candidate>, Failure>) -> Option<Self> {
        let waiting = matches!(self.subject, Subject::LookUp(_)) && self.view == View::Loading;
        if !waiting || self.customer.is_some() {
            return None;
        }
        let next = self.clone();
        Some(match result {
            Err(Failure::Aborted) => return None,
            Err(failure) => Self { view: View::Failed(failure), ..next },
            Ok(candidates) => match candidates.as_slice() {
                [] => Self { view: View::NoMatch, ..next },
                [one] => Self { customer: Some(one.id.as_str().into()), ..next },
                _ => Self { view: View::Choosing(candidates.into()), ..next },
            },
        })
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

    fn arrived(&self, result: Result<Arrival, Failure>) -> Option<Self> {
        let view = match result {
            Err(Failure::Aborted) => return None,
            Err(failure) => self.without_news(failure),
            // The answer names its customer: a server or cache that mixes customers up is not believed.
            Ok(arrival) if self.for_customer(&arrival.context.customer_id).is_none() => {
                View::Failed(Failure::WrongCustomer)
            }
            Ok(arrival) => View::Ready(Box::new(self.with_learnt(self.with_news(&arrival)))),
        };
        Some(Self { view, learnt: Vec::new(), ..self.clone() })
    }

    /// What was on screen stays as the last-known view, unless the server says that it may not be seen.
    fn without_news(&self, failure: Failure) -> View {
        match self.ready() {
            Some(ready) if failure.keeps_last_known() => {
                let freshness = Freshness::LastKnown { as_of: ready.freshness.as_of(), failure };
                View::Ready(Box::new(Ready { freshness, ..ready.clone() }))
            }
            _ => View::Failed(failure),
        }
    }

    fn with_news(&self, arrival: &Arrival) -> Ready {
        let server_time = arrival.server_time.unwrap_or(arrival.local_time);
        let offset = server_time.as_millis() - arrival.local_time.as_millis();
        let Some(before) = self.ready() else {
            let mut ready = Ready::new(arrival.context.clone(), (server_time, offset), false, arrival.unread);
            self.narrow_as_pinned(&mut ready);
            return ready;
        };
        let mut timeline = before.timeline.clone();
        let keep_older = before.stream == StreamState::Live && !timeline.has_lost_track();
        Rc::make_mut(&mut timeline).renew(&arrival.context.interactions, keep_older);
        Ready {
            context: arrival.context.clone(),
            freshness: Freshness::Current { as_of: server_time },
            clock_offset: offset,
            timeline,
            stream: before.stream,
            reminded: before.reminded.clone(),
        }
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

impl Ready {
    /// `alone` when nobody can be asked for more than the context holds, of which so many interactions are still to be
    /// read.
    fn new(
        context: Rc<Context>,
        (as_of, clock_offset): (Timestamp, i64),
        alone: bool,
        unread: usize,
    ) -> Self {
        let timeline = Rc::new(Timeline::new(&context.interactions, alone, unread));
        let freshness = Freshness::Current { as_of };
        Self { context, freshness, clock_offset, timeline, stream: StreamState::Off, reminded: VecSet::new() }
    }
}

#[cfg(test)]
mod tests;
