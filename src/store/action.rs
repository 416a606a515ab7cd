//! What can happen to the state: what the host and the agent want, what the server answers and tells.
//! Pure data; what follows from it is the reducer's.

use std::rc::Rc;

use context_contract::{Context, Interaction, InteractionPage, Timestamp, request::Candidate};

use super::{Epoch, Slice, StreamState, Subject, TimelineFilter};
use crate::{failure::Failure, live::Change, outbox::Step};

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
