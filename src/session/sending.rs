//! Sends what the outbox wants sent, and offers again what could not be sent. Knows when; the order and what an
//! outcome means are the outbox's, the request itself the client's.

use std::rc::Rc;

use context_contract::{enums::AnswerStatus, request::FieldDecision};
use gloo_timers::callback::Timeout;
use js_sys::Math;
use wasm_bindgen::{JsCast, closure::Closure};
use yew::{UseReducerDispatcher, hook, platform::spawn_local, prelude::*};

use crate::{
    client::Client,
    event::{HostEvent, HostLink},
    outbox::{Entry, EntryId, Outcome, Step, Write},
    retry,
    store::{Action, State},
};

#[hook]
pub(super) fn use_sending(state: &State, host: &HostLink, dispatch: &UseReducerDispatcher<State>) {
    let sendable: Vec<Rc<Entry>> =
        state.outbox.sendable().into_iter().filter_map(|id| state.outbox.entry(id).cloned()).collect();
    let ids: Vec<EntryId> = sendable.iter().map(|entry| entry.id).collect();
    let (link, sender) = (host.clone(), dispatch.clone());
    use_effect_with(ids, move |_| {
        for entry in sendable {
            send(entry, link.clone(), sender.clone());
        }
    });
    let resume = {
        let dispatch = dispatch.clone();
        move || dispatch.dispatch(Action::Outbox(Step::Resume))
    };
    let resume_later = resume.clone();
    use_effect_with(state.outbox.waiting(), move |attempts| {
        let wait = attempts.map(|attempts| retry::STREAM.jitter_ms(attempts, Math::random()));
        let timer = wait.map(|wait| Timeout::new(wait, resume_later));
        move || drop(timer)
    });
    use_effect_with((), move |()| {
        let online = Online::listen(resume);
        move || drop(online)
    });
}

/// Marks the entry as sent before anything else, so that it is not sent twice.
fn send(entry: Rc<Entry>, host: HostLink, dispatch: UseReducerDispatcher<State>) {
    let id = entry.id;
    dispatch.dispatch(Action::Outbox(Step::Sent(id)));
    spawn_local(async move {
        let outcome = Client::new(&entry.endpoint, host.clone()).write(&entry).await;
        let saved = matches!(outcome, Outcome::Saved(_));
        dispatch.dispatch(Action::Outbox(Step::Answered(id, outcome)));
        if let Some(event) = event_of(&entry).filter(|_| saved) {
            host.dispatch(&event);
        }
    });
}

/// What the host is told once the server has it.
fn event_of(entry: &Entry) -> Option<HostEvent> {
    let customer_id = entry.customer.clone();
    let (key, status) = match &*entry.write {
        Write::Answer { key, body } => {
            let action = body.action.as_ref().map(|action| action.as_str());
            (key.clone(), status_of(action, body.status == AnswerStatus::Declined))
        }
        Write::Field { question, body } => {
            let status = match &body.decision {
                FieldDecision::Keep => "confirmed",
                FieldDecision::Choose { .. } | FieldDecision::Correct { .. } => "corrected",
                FieldDecision::Undo => "undone",
            };
            (question.clone().unwrap_or_else(|| body.pointer.clone()), status)
        }
        Write::Verification(_) | Write::Note(_) | Write::Commitment { .. } | Write::Interaction { .. } => {
            return None;
        }
    };
    Some(HostEvent::Answer { customer_id, key, status })
}

fn status_of(action: Option<&str>, declined: bool) -> &'static str {
    match action {
        _ if declined => "declined",
        Some("confirmed") => "confirmed",
        Some("corrected") => "corrected",
        _ => "answered",
    }
}

/// Listens for the network to come back, until it is dropped.
struct Online(Closure<dyn Fn()>);

impl Online {
    fn listen(then: impl Fn() + 'static) -> Self {
        let closure: Closure<dyn Fn()> = Closure::new(then);
        if let Some(window) = web_sys::window() {
            // A window takes every listener.
            let _added = window.add_event_listener_with_callback("online", closure.as_ref().unchecked_ref());
        }
        Self(closure)
    }
}

impl Drop for Online {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let _removed =
                window.remove_event_listener_with_callback("online", self.0.as_ref().unchecked_ref());
        }
    }
}
