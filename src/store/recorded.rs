//! What the agent records, as a part of the state: what the server says about it changes what is on screen.
//! Pure; the order of things and what is lost or kept are the outbox's.

use super::{Freshness, Ready, State, StreamState, View};
use crate::{
    live,
    outbox::{Effect, Step},
};

impl State {
    /// A connection that is there again is a chance for what waits for one.
    pub(super) fn connected(&self, stream: StreamState) -> Option<Self> {
        let next = self.with_ready(|ready| {
            let changed = ready.stream != stream;
            ready.stream = stream;
            changed
        })?;
        let resumed = (stream == StreamState::Live).then(|| next.recorded(Step::Resume)).flatten();
        Some(resumed.unwrap_or(next))
    }

    /// Takes a step of the outbox, and whatever it tells about the customer on screen.
    pub(super) fn recorded(&self, step: Step) -> Option<Self> {
        let mut next = self.clone();
        let effect = next.outbox.take(step, self.ready().map(|ready| &*ready.context));
        match effect {
            Effect::Learnt(customer, change) if self.for_customer(&customer).is_some() => {
                let fetching = match &self.view {
                    View::Loading => true,
                    View::Ready(ready) => matches!(ready.freshness, Freshness::Refreshing { .. }),
                    _ => false,
                };
                if fetching {
                    next.learnt.push((*change).clone());
                }
                next = next.changed(*change).unwrap_or(next);
            }
            Effect::Refresh(customer) if self.for_customer(&customer).is_some() => {
                next = next.refresh().unwrap_or(next);
            }
            Effect::Learnt(..) | Effect::Refresh(_) | Effect::None => {}
        }
        (next != *self).then_some(next)
    }

    /// What was confirmed while this context was on its way is in it now, even if the context is older.
    pub(super) fn with_learnt(&self, mut ready: Ready) -> Ready {
        for change in &self.learnt {
            live::apply(&mut ready, change.clone());
        }
        ready
    }
}
