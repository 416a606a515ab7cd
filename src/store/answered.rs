//! Answers of the server about who the customer is and what is known of them, as a part of the state.
//! Pure; that an answer is for the customer on screen is checked here once more, because it names them itself.

use std::rc::Rc;

use context_contract::request::Candidate;

use super::{Arrival, Freshness, Ready, State, StreamState, Subject, View};
use crate::failure::Failure;

impl State {
    /// Counts only while a look-up is waited for: afterwards somebody is on screen already.
    pub(super) fn resolved(&self, result: Result<Vec<Candidate>, Failure>) -> Option<Self> {
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

    pub(super) fn arrived(&self, result: Result<Arrival, Failure>) -> Option<Self> {
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
}
