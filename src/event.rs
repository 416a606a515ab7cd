//! What the panel tells its host: the table of event names, and each event with what it says. [`HostLink`] is the one
//! way to the element class, with the only dispatch, and [`PanelState`] how the panel stands.
//!
//! It knows no state and draws nothing. Details of events hold ids and codes, never personal data.

mod host_link;
mod panel_state;

use std::{borrow::Cow, rc::Rc};

use context_contract::Context;
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

pub use self::{
    host_link::{Command, Hooks, HostLink},
    panel_state::PanelState,
};

/// One kind of event that the element dispatches. All bubble and cross shadow boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventKind {
    /// The name to listen for.
    pub name: &'static str,
    /// Whether `preventDefault()` keeps the panel from going on.
    pub cancelable: bool,
    /// The members of `detail`, in order.
    pub detail: &'static [&'static str],
}

/// A request for a customer's context begins.
pub const LOAD_START: EventKind =
    EventKind { name: "cc-load-start", cancelable: false, detail: &["customerId"] };
/// A context is on screen.
pub const LOAD: EventKind =
    EventKind { name: "cc-load", cancelable: false, detail: &["customerId", "complete", "failedSources"] };
/// Something failed; also sent when an older view stays on screen. Dispatched by the element as `error` changes.
pub const ERROR: EventKind = EventKind { name: "cc-error", cancelable: false, detail: &["code"] };
/// `state` changed. Dispatched by the element as it changes.
pub const STATE_CHANGE: EventKind =
    EventKind { name: "cc-state-change", cancelable: false, detail: &["state", "previous"] };
/// The agent follows a link. Prevented, the host opens it.
pub const NAVIGATE: EventKind =
    EventKind { name: "cc-navigate", cancelable: true, detail: &["customerId", "kind", "id"] };
/// The agent presses a button that does something. Prevented, the host does it.
pub const ACTION: EventKind =
    EventKind { name: "cc-action", cancelable: true, detail: &["customerId", "action", "id"] };
/// The agent copies a value. Prevented, nothing is copied.
pub const COPY: EventKind = EventKind { name: "cc-copy", cancelable: true, detail: &["customerId", "field"] };

/// The server has an answer that the agent recorded, or a decision about a field.
pub const ANSWER: EventKind =
    EventKind { name: "cc-answer", cancelable: false, detail: &["customerId", "key", "status"] };

/// The server has a check of who somebody is that the agent recorded.
pub const VERIFY: EventKind =
    EventKind { name: "cc-verify", cancelable: false, detail: &["customerId", "status"] };
/// The server has a hand-off: the host can transfer the contact.
pub const HANDOFF: EventKind =
    EventKind { name: "cc-handoff", cancelable: false, detail: &["customerId", "noteId", "toDepartment"] };

/// The agent is about to ask what is known already. Sent once for each question of a contact.
pub const REPEAT_QUESTION: EventKind =
    EventKind { name: "cc-repeat-question", cancelable: false, detail: &["customerId", "key", "state"] };

/// Whether something is typed or recorded and not saved has changed. Dispatched by the element.
pub const UNSAVED_CHANGE: EventKind =
    EventKind { name: "cc-unsaved-change", cancelable: false, detail: &["unsaved"] };

/// Every event of this version.
pub const EVENTS: &[EventKind] = &[
    LOAD_START,
    LOAD,
    ERROR,
    STATE_CHANGE,
    ANSWER,
    VERIFY,
    HANDOFF,
    REPEAT_QUESTION,
    UNSAVED_CHANGE,
    NAVIGATE,
    ACTION,
    COPY,
];

/// An event with what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostEvent {
    /// [`LOAD_START`].
    LoadStart {
        /// Whose; `None` while the customer is being looked up.
        customer_id: Option<Rc<str>>,
    },
    /// [`LOAD`].
    Load {
        /// Whose.
        customer_id: Rc<str>,
        /// Whether every source answered.
        complete: bool,
        /// Ids of the sources that did not.
        failed_sources: Vec<String>,
    },
    /// [`NAVIGATE`].
    Navigate {
        /// Whose.
        customer_id: Rc<str>,
        /// What the link leads to: `interaction`, `contactPoint`, or the kind of another record.
        kind: &'static str,
        /// Its id; never the address itself, which may be personal.
        id: String,
    },
    /// [`ACTION`].
    Action {
        /// Whose, once somebody is chosen.
        customer_id: Option<Rc<str>>,
        /// What: `retry`, `choose`, or the id of an action that the host has declared.
        action: Cow<'static, str>,
        /// On what: the id of a source, of a candidate, of an interaction, or the key of a question.
        id: Option<String>,
    },
    /// [`COPY`].
    Copy {
        /// Whose.
        customer_id: Rc<str>,
        /// Key of the answer or JSON pointer of the field; never its value.
        field: String,
    },
    /// [`VERIFY`].
    Verify {
        /// Whose.
        customer_id: Rc<str>,
        /// `verified`, `failed`, or `pending` for one that could not be completed.
        status: String,
    },
    /// [`HANDOFF`].
    Handoff {
        /// Whose.
        customer_id: Rc<str>,
        /// The note that was saved, when the server said which.
        note_id: Option<String>,
        /// Who has the contact next.
        to_department: String,
    },
    /// [`ANSWER`].
    Answer {
        /// Whose.
        customer_id: Rc<str>,
        /// Key of the question; JSON pointer of a field that no question covers.
        key: String,
        /// `answered`, `confirmed`, `corrected`, `declined`, or `undone` for a decision that was taken back.
        status: &'static str,
    },
    /// [`REPEAT_QUESTION`].
    RepeatQuestion {
        /// Whose.
        customer_id: Rc<str>,
        /// Key of the question.
        key: String,
        /// `verified`, `answered`, `declined` or `restricted`.
        state: &'static str,
    },
}

impl HostEvent {
    /// Its row in the table.
    #[must_use]
    pub fn kind(&self) -> EventKind {
        match self {
            Self::LoadStart { .. } => LOAD_START,
            Self::Load { .. } => LOAD,
            Self::Navigate { .. } => NAVIGATE,
            Self::Action { .. } => ACTION,
            Self::Copy { .. } => COPY,
            Self::Answer { .. } => ANSWER,
            Self::Verify { .. } => VERIFY,
            Self::Handoff { .. } => HANDOFF,
            Self::RepeatQuestion { .. } => REPEAT_QUESTION,
        }
    }

    /// The members of its detail, in the order of the table.
    fn values(&self) -> Vec<JsValue> {
        match self {
            Self::LoadStart { customer_id } => vec![optional(customer_id.as_deref())],
            Self::Load { customer_id, complete, failed_sources } => {
                let failed: js_sys::Array = failed_sources.iter().map(JsValue::from).collect();
                vec![customer_id.as_ref().into(), (*complete).into(), failed.into()]
            }
            Self::Navigate { customer_id, kind, id } => {
                vec![customer_id.as_ref().into(), (*kind).into(), id.into()]
            }
            Self::Action { customer_id, action, id } => {
                vec![optional(customer_id.as_deref()), (&**action).into(), optional(id.as_deref())]
            }
            Self::Copy { customer_id, field } => vec![customer_id.as_ref().into(), field.into()],
            Self::Verify { customer_id, status } => vec![customer_id.as_ref().into(), status.into()],
            Self::Handoff { customer_id, note_id, to_department } => {
                vec![customer_id.as_ref().into(), optional(note_id.as_deref()), to_department.into()]
            }
            Self::Answer { customer_id, key, status } => {
                vec![customer_id.as_ref().into(), key.into(), (*status).into()]
            }
            Self::RepeatQuestion { customer_id, key, state } => {
                vec![customer_id.as_ref().into(), key.into(), (*state).into()]
            }
        }
    }

    fn detail(&self) -> Object {
        let detail = Object::new();
        for (name, value) in self.kind().detail.iter().zip(self.values()) {
            set(&detail, name, &value);
        }
        detail
    }
}

/// Ids of the sources of a context that did not answer, for [`HostEvent::Load`].
#[must_use]
pub fn failed_sources(context: &Context) -> Vec<String> {
    context
        .sources
        .iter()
        .filter(|source| source.status.is_failure())
        .map(|source| source.id.clone())
        .collect()
}

/// A plain object with these members.
#[must_use]
pub fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        set(&object, name, value);
    }
    object
}

fn optional(text: Option<&str>) -> JsValue {
    text.map_or(JsValue::NULL, JsValue::from)
}

/// Sets a member of a plain object, which cannot fail.
fn set(object: &Object, name: &str, value: &JsValue) {
    let done = Reflect::set(object.unchecked_ref(), &name.into(), value);
    debug_assert!(done.is_ok(), "a plain object takes every member");
}

#[cfg(test)]
mod tests {
    use super::EVENTS;

    #[test]
    fn names_are_kebab_case_with_the_prefix_and_none_is_twice() {
        for (at, kind) in EVENTS.iter().enumerate() {
            let tail = kind.name.strip_prefix("cc-").unwrap_or_default();
            assert!(!tail.is_empty() && tail.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'));
            assert!(EVENTS[..at].iter().all(|other| other.name != kind.name), "{} is there twice", kind.name);
        }
    }
}
