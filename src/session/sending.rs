//! Sends what the outbox wants sent, and offers again what could not be sent. Knows when; the order and what an
//! outcome means are the outbox's, the request itself the client's.

use std::rc::Rc;

use context_contract::{
    enums::{AnswerStatus, Department, NoteKind},
    request::{FieldDecision, InteractionPatch},
};
use gloo_timers::callback::Timeout;
use js_sys::Math;
use wasm_bindgen::{JsCast, closure::Closure};
use yew::{UseReducerDispatcher, hook, platform::spawn_local, prelude::*};

use crate::{
    client::Client,
    contact,
    event::{HostEvent, HostLink},
    keeping::Keeping,
    live::Change,
    outbox::{Entry, EntryId, Outcome, Step, Write},
    recorder::new_key,
    retry,
    store::{Action, State},
};

#[hook]
pub(super) fn use_sending(
    state: &State,
    host: &HostLink,
    keeping: &Rc<Keeping>,
    dispatch: &UseReducerDispatcher<State>,
) {
    let sendable: Vec<Rc<Entry>> =
        state.outbox.sendable().into_iter().filter_map(|id| state.outbox.entry(id).cloned()).collect();
    let ids: Vec<EntryId> = sendable.iter().map(|entry| entry.id).collect();
    let (link, sender, keeping) = (host.clone(), dispatch.clone(), keeping.clone());
    use_effect_with(ids, move |_| {
        for entry in sendable {
            send(entry, link.clone(), keeping.clone(), sender.clone());
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
fn send(entry: Rc<Entry>, host: HostLink, keeping: Rc<Keeping>, dispatch: UseReducerDispatcher<State>) {
    let id = entry.id;
    dispatch.dispatch(Action::Outbox(Step::Sent(id)));
    spawn_local(async move {
        let outcome = Client::new(&entry.endpoint, host.clone()).write(&entry).await;
        let event = match &outcome {
            Outcome::Saved(change) => event_of(&entry, change),
            _ => None,
        };
        let transfer = event.as_ref().and_then(|event| follow_up(&entry, event, &keeping));
        dispatch.dispatch(Action::Outbox(Step::Answered(id, outcome)));
        if let Some(step) = transfer {
            dispatch.dispatch(Action::Outbox(step));
        }
        if let Some(event) = event {
            host.dispatch(&event);
        }
    });
}

/// What follows from a hand-off that the server has: its texts are no longer drafts, and where the contact is the
/// gateway's own, it is transferred there.
fn follow_up(entry: &Entry, event: &HostEvent, keeping: &Rc<Keeping>) -> Option<Step> {
    let HostEvent::Handoff { to_department, .. } = event else { return None };
    let Write::Note(note) = &*entry.write else { return None };
    let contact = note.interaction_id.as_deref()?;
    let own = keeping.draft(&entry.customer, &contact::draft(contact, contact::OWN)).is_some();
    for draft in contact::drafts(contact) {
        keeping.drop_draft(&entry.customer, &draft);
    }
    let department = Some(Department::from(to_department.as_str()));
    let body = Box::new(InteractionPatch { department, ..InteractionPatch::default() });
    own.then(|| Step::Record {
        customer: entry.customer.clone(),
        endpoint: entry.endpoint.clone(),
        write: Rc::new(Write::Interaction { id: contact.to_owned(), body }),
        key: new_key(),
        at: entry.at,
    })
}

/// What the host is told once the server has it.
fn event_of(entry: &Entry, change: &Change) -> Option<HostEvent> {
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
        Write::Verification(body) => {
            return Some(HostEvent::Verify { customer_id, status: body.status.to_string() });
        }
        Write::Note(body) => {
            let to_department =
                body.to_department.as_ref().filter(|_| body.kind == NoteKind::Handoff)?.to_string();
            let note_id = match change {
                Change::Note(note) => Some(note.id.clone()),
                _ => None,
            };
            return Some(HostEvent::Handoff { customer_id, note_id, to_department });
        }
        Write::Commitment { .. } | Write::Interaction { .. } => return None,
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
