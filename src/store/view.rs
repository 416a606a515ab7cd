//! What the panel shows: nobody, a choice, a failure, or a customer and how new what is known of them is.
//! Pure data; how it comes about is the reducer's.

use std::rc::Rc;

use context_contract::{Context, Timestamp, request::Candidate};
use vecmap::VecSet;

use super::Timeline;
use crate::failure::Failure;

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

impl Freshness {
    /// When the view on screen was fetched, by server time.
    #[must_use]
    pub fn as_of(&self) -> Timestamp {
        match self {
            Self::Current { as_of } | Self::Refreshing { as_of } | Self::LastKnown { as_of, .. } => *as_of,
        }
    }
}

impl Ready {
    /// `alone` when nobody can be asked for more than the context holds, of which so many interactions are still to be
    /// read.
    pub(super) fn new(
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
