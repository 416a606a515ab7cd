//! What the agent does, as actions of the store and events of the host. Knows both and no part of the panel.

use std::rc::Rc;

use vecmap::VecSet;
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

/// What ledger and timeline tell the panel. The same as long as the customer is, so that nothing is drawn for their sake.
#[derive(PartialEq)]
pub(super) struct Callbacks {
    pub(super) on_action: Callback<Action>,
    /// A link of an interaction is followed.
    pub(super) on_follow: Callback<String, bool>,
    /// A link of a contact point is followed.
    pub(super) on_follow_point: Callback<String, bool>,
    /// An interaction is to be shown in the timeline.
    pub(super) on_open: Callback<String>,
    pub(super) on_copy: Callback<(String, String)>,
    pub(super) on_copy_link: Callback<String>,
    pub(super) on_row_action: Callback<(String, String)>,
    pub(super) on_key: Callback<KeyboardEvent>,
}

impl Callbacks {
    /// For the customer on screen. `closed` are the sections that do not show their content.
    pub(super) fn new(
        host: &HostLink,
        customer: Option<&Rc<str>>,
        dispatch: &UseReducerDispatcher<State>,
        closed: &UseStateHandle<VecSet<Section>>,
    ) -> Self {
        let (customer, dispatch) = (customer.cloned().unwrap_or_default(), dispatch.clone());
        let on_follow = following(host, &customer, "interaction");
        Self {
            on_open: opening(&on_follow, &dispatch, closed),
            on_follow,
            on_follow_point: following(host, &customer, "contactPoint"),
            on_copy: copying(host, &customer),
            on_copy_link: copying(host, &customer)
                .reform(|id: String| ("interactionLink".to_owned(), link_to(&id))),
            on_row_action: acting(host, &customer),
            on_action: Callback::from(move |action| dispatch.dispatch(action)),
            on_key: Callback::from(|event: KeyboardEvent| search_by_key(&event)),
        }
    }
}

fn following(host: &HostLink, customer: &Rc<str>, kind: &'static str) -> Callback<String, bool> {
    let (host, customer) = (host.clone(), customer.clone());
    Callback::from(move |id| host.dispatch(&HostEvent::Navigate { customer_id: customer.clone(), kind, id }))
}

/// Leads to an interaction in the timeline, unless the host shows it elsewhere.
fn opening(
    follow: &Callback<String, bool>,
    dispatch: &UseReducerDispatcher<State>,
    closed: &UseStateHandle<VecSet<Section>>,
) -> Callback<String> {
    let (follow, dispatch, closed) = (follow.clone(), dispatch.clone(), closed.clone());
    Callback::from(move |id: String| {
        let record = id.as_str().into();
        if follow.emit(id) {
            closed.set(without(&closed, &Section::Timeline));
            dispatch.dispatch(Action::Reveal(record));
        }
    })
}

/// Takes the name of what is copied, and its text.
fn copying(host: &HostLink, customer: &Rc<str>) -> Callback<(String, String)> {
    let (host, customer) = (host.clone(), customer.clone());
    Callback::from(move |(field, text): (String, String)| {
        if host.dispatch(&HostEvent::Copy { customer_id: customer.clone(), field }) {
            copy(&text);
        }
    })
}

/// What the host has declared is the host's to do: nothing follows here.
fn acting(host: &HostLink, customer: &Rc<str>) -> Callback<(String, String)> {
    let (host, customer) = (host.clone(), customer.clone());
    Callback::from(move |(action, id): (String, String)| {
        let (customer_id, action) = (Some(customer.clone()), action.into());
        host.dispatch(&HostEvent::Action { customer_id, action, id: Some(id) });
    })
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
