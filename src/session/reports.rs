//! Tells the host how the panel stands and when a context is on screen. Knows what stands for which state; that the same
//! is not told twice is the effects' and the element's.

use yew::prelude::*;

use crate::{
    event::{HostEvent, HostLink, PanelState, failed_sources},
    failure::Failure,
    store::{Freshness, State, View},
};

/// Tells the host how the panel stands, after it stands so in the DOM.
#[hook]
pub(super) fn use_reports(view: &View, state: &State, host: &HostLink) {
    let standing = standing(view);
    let link = host.clone();
    use_effect_with(standing, move |(state, failure)| link.report(*state, failure.as_ref()));
    let loaded = match view {
        View::Ready(ready) if matches!(ready.freshness, Freshness::Current { .. }) => {
            Some((state.epoch, state.attempt, ready.context.customer_id.clone()))
        }
        _ => None,
    };
    let (link, view) = (host.clone(), view.clone());
    use_effect_with(loaded, move |loaded| {
        if let (Some(_), View::Ready(ready)) = (loaded, &view) {
            link.dispatch(&HostEvent::Load {
                customer_id: ready.context.customer_id.as_str().into(),
                complete: ready.context.complete,
                failed_sources: failed_sources(&ready.context),
            });
        }
    });
}

fn standing(view: &View) -> (PanelState, Option<Failure>) {
    match view {
        View::Nobody | View::NoMatch => (PanelState::Empty, None),
        View::Loading => (PanelState::Loading, None),
        View::Choosing(_) => (PanelState::Ready, None),
        View::Failed(failure) => (PanelState::Error, Some(failure.clone())),
        View::Ready(ready) => match &ready.freshness {
            Freshness::Current { .. } | Freshness::Refreshing { .. } => (PanelState::Ready, None),
            Freshness::LastKnown { failure: Failure::Offline, .. } => {
                (PanelState::Offline, Some(Failure::Offline))
            }
            Freshness::LastKnown { failure, .. } => (PanelState::Stale, Some(failure.clone())),
        },
    }
}
