//! What the agent does, as actions of the store and events of the host. Knows both and no part of the panel.

use std::rc::Rc;

use yew::{UseReducerDispatcher, prelude::*};

use super::{Panel, without};
use crate::{
    components::timeline::search_by_key,
    config::Section,
    event::{HostEvent, HostLink},
    store::{Action, State},
};

/// What the fragment of an address begins with that leads to an interaction; element.js reads it.
const LINK_PREFIX: &str = "cc-interaction=";

/// What the timeline tells the panel. The same as long as the customer is, so that nothing is drawn for their sake.
#[derive(PartialEq)]
pub(super) struct TimelineCallbacks {
    pub(super) on_action: Callback<Action>,
    pub(super) on_follow: Callback<String, bool>,
    pub(super) on_copy_link: Callback<String>,
    pub(super) on_row_action: Callback<(String, String)>,
    pub(super) on_key: Callback<KeyboardEvent>,
}

impl TimelineCallbacks {
    pub(super) fn new(
        host: &HostLink,
        customer: Option<&Rc<str>>,
        dispatch: &UseReducerDispatcher<State>,
    ) -> Self {
        let (dispatch, customer) = (dispatch.clone(), customer.cloned().unwrap_or_default());
        let (follower, followed) = (host.clone(), customer.clone());
        let copier = host.clone();
        let (actor, acted) = (host.clone(), customer.clone());
        Self {
            on_action: Callback::from(move |action| dispatch.dispatch(action)),
            on_follow: Callback::from(move |id| {
                follower.dispatch(&HostEvent::Navigate {
                    customer_id: followed.clone(),
                    kind: "interaction",
                    id,
                })
            }),
            on_copy_link: Callback::from(move |id: String| {
                let event =
                    HostEvent::Copy { customer_id: customer.clone(), field: "interactionLink".to_owned() };
                if copier.dispatch(&event) {
                    copy(&link_to(&id));
                }
            }),
            // What the host has declared is the host's to do: nothing follows here.
            on_row_action: Callback::from(move |(action, id): (String, String)| {
                let (customer_id, action) = (Some(acted.clone()), action.into());
                actor.dispatch(&HostEvent::Action { customer_id, action, id: Some(id) });
            }),
            on_key: Callback::from(|event: KeyboardEvent| search_by_key(&event)),
        }
    }
}

impl Panel<'_> {
    /// Another try, of one source or of everything.
    pub(super) fn on_retry(&self) -> Callback<Option<String>> {
        let (dispatch, host) = (self.session.dispatch.clone(), self.host.clone());
        let customer_id = self.session.customer.clone();
        Callback::from(move |id| {
            if host.dispatch(&HostEvent::Action {
                customer_id: customer_id.clone(),
                action: "retry".into(),
                id,
            }) {
                dispatch.dispatch(Action::Refresh);
            }
        })
    }

    pub(super) fn on_choose(&self) -> Callback<Rc<str>> {
        let (dispatch, host) = (self.session.dispatch.clone(), self.host.clone());
        Callback::from(move |customer: Rc<str>| {
            let id = Some(customer.to_string());
            if host.dispatch(&HostEvent::Action { customer_id: None, action: "choose".into(), id }) {
                dispatch.dispatch(Action::Choose(customer));
            }
        })
    }

    pub(super) fn on_follow(&self, kind: &'static str) -> Callback<String, bool> {
        let (host, customer) = (self.host.clone(), self.session.customer.clone());
        Callback::from(move |id| {
            let customer_id = customer.clone().unwrap_or_default();
            host.dispatch(&HostEvent::Navigate { customer_id, kind, id })
        })
    }

    /// Leads to an interaction in the timeline, unless the host shows it elsewhere.
    pub(super) fn on_open(&self) -> Callback<String> {
        let follow = self.on_follow("interaction");
        let (dispatch, closed) = (self.session.dispatch.clone(), self.closed.clone());
        Callback::from(move |id: String| {
            let record = id.as_str().into();
            if follow.emit(id) {
                closed.set(without(&closed, &Section::Timeline));
                dispatch.dispatch(Action::Reveal(record));
            }
        })
    }

    pub(super) fn on_copy(&self) -> Callback<(String, String)> {
        let (host, customer) = (self.host.clone(), self.session.customer.clone());
        Callback::from(move |(field, text): (String, String)| {
            let customer_id = customer.clone().unwrap_or_default();
            if host.dispatch(&HostEvent::Copy { customer_id, field }) {
                copy(&text);
            }
        })
    }
}

/// The address of this page, leading to the interaction: its id is as opaque as the customer's.
fn link_to(id: &str) -> String {
    let page = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let page = page.split('#').next().unwrap_or_default();
    format!("{page}#{LINK_PREFIX}{}", js_sys::encode_uri_component(id))
}

/// A page without the right to the clipboard keeps its text: nothing is lost.
fn copy(text: &str) {
    if let Some(window) = web_sys::window() {
        let _unheard = window.navigator().clipboard().write_text(text);
    }
}
