//! What the panel tells its host and what the host can tell the panel: the table of event names, the only
//! dispatch, and [`HostLink`], the one way between Rust and the element class.
//!
//! It knows no state and draws nothing. Details of events hold ids and codes, never personal data.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    rc::Rc,
    sync::atomic::{AtomicU32, Ordering},
};

use context_contract::Context;
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::AbortSignal;
use yew::Callback;

use crate::{config::Section, failure::Failure};

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

/// What `state` and `:state()` of the element say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PanelState {
    /// The first answer is awaited.
    #[default]
    Loading,
    /// A customer, or a choice of several, is on screen.
    Ready,
    /// Nobody is selected, or nobody was found by the identifiers.
    Empty,
    /// There is nothing to show, because something failed.
    Error,
    /// The last-known view is on screen, because a newer one could not be had.
    Stale,
    /// As `stale`, because the server cannot be reached.
    Offline,
}

impl PanelState {
    /// Every state, in the order of the documentation.
    pub const ALL: &'static [Self] =
        &[Self::Loading, Self::Ready, Self::Empty, Self::Error, Self::Stale, Self::Offline];

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Ready => "ready",
            Self::Empty => "empty",
            Self::Error => "error",
            Self::Stale => "stale",
            Self::Offline => "offline",
        }
    }
}

/// What the host asks for by a method of the element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// `refresh()`: fetch again, keep what is shown until then.
    Refresh,
    /// `expand(section)`.
    Expand(Section),
    /// `collapse(section)`.
    Collapse(Section),
}

#[wasm_bindgen]
extern "C" {
    /// The element class as this side sees it: an object of functions that lives as long as one mount.
    #[derive(Clone, Debug)]
    pub type Hooks;

    /// Dispatches a `CustomEvent` on the host element; `false` when a listener prevented it.
    #[wasm_bindgen(method)]
    fn dispatch(this: &Hooks, name: &str, cancelable: bool, detail: &JsValue) -> bool;

    /// Takes over `state` and `error.code`.
    #[wasm_bindgen(method)]
    fn report(this: &Hooks, state: &str, code: Option<&str>);

    /// This revision of the host's attributes and properties is in the DOM, and how the panel stands with it.
    #[wasm_bindgen(method)]
    fn rendered(this: &Hooks, revision: u32, state: &str, code: Option<&str>);

    /// Lets assistive technology say this when it has time.
    #[wasm_bindgen(method)]
    fn announce(this: &Hooks, text: &str);

    /// A promise of the bearer token or `null`, for this customer or, without one, for whoever is selected; `refused` is
    /// the token that the server did not accept.
    #[wasm_bindgen(method)]
    fn token(this: &Hooks, refused: Option<&str>, customer: Option<&str>) -> Promise;

    /// The request that was started before this module was ready, when it is exactly this one; only once.
    #[wasm_bindgen(method)]
    fn prefetched(this: &Hooks, url: &str, body: Option<&str>) -> Option<Promise>;

    /// Takes a copy of what would be lost with this module, or `null` for nothing, and whether losing it would matter.
    #[wasm_bindgen(method)]
    fn keep(this: &Hooks, copy: &JsValue, unsaved: bool);

    /// The copy that a module before this one has left.
    #[wasm_bindgen(method)]
    fn kept(this: &Hooks) -> JsValue;

    /// Aborts when the mount ends.
    #[wasm_bindgen(method, getter)]
    fn signal(this: &Hooks) -> AbortSignal;
}

/// The way to the element that the panel is mounted in. A clone leads to the same one, and two are equal when
/// they lead to the same mount.
#[derive(Clone, Debug)]
pub struct HostLink(Rc<Link>);

#[derive(Debug)]
struct Link {
    id: u32,
    hooks: Hooks,
    commands: RefCell<Option<Callback<Command>>>,
    checks: RefCell<Option<Callback<String, JsValue>>>,
    reported: Cell<(PanelState, Option<&'static str>)>,
}

impl PartialEq for HostLink {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl HostLink {
    /// A way to the element behind the hooks.
    #[must_use]
    pub fn new(hooks: Hooks) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        let (commands, checks) = (RefCell::new(None), RefCell::new(None));
        Self(Rc::new(Link { id, hooks, commands, checks, reported: Cell::default() }))
    }

    /// Different for every mount.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.0.id
    }

    /// Dispatches the event. Returns whether to go on: `false` when it is cancelable and a listener prevented it.
    pub fn dispatch(&self, event: &HostEvent) -> bool {
        let kind = event.kind();
        self.0.hooks.dispatch(kind.name, kind.cancelable, &event.detail()) || !kind.cancelable
    }

    /// Tells the element how the panel stands. The element keeps `state` and `error`, sets `:state()`, and
    /// dispatches [`STATE_CHANGE`] and [`ERROR`] when they change; reporting the same again does nothing.
    pub fn report(&self, state: PanelState, failure: Option<&Failure>) {
        let code = failure.map(Failure::code);
        self.0.reported.set((state, code));
        self.0.hooks.report(state.name(), code);
    }

    /// Lets assistive technology say this when it has time. The live region is the element's: one inside the panel
    /// would leave the document with it, and a region that comes back with its text is not read.
    pub fn announce(&self, text: &str) {
        self.0.hooks.announce(text);
    }

    /// Takes the host's commands from now on; the panel calls this once when it is mounted.
    pub fn on_command(&self, callback: Callback<Command>) {
        *self.0.commands.borrow_mut() = Some(callback);
    }

    /// Passes a command of the host on; nothing happens before the panel has asked for commands.
    pub fn command(&self, command: Command) {
        let callback = self.0.commands.borrow().clone();
        if let Some(callback) = callback {
            callback.emit(command);
        }
    }

    /// Answers the host's questions about texts from now on, or no longer. The panel calls this with every render and
    /// takes it back with its end: what answers holds a customer.
    pub fn on_check(&self, callback: Option<Callback<String, JsValue>>) {
        *self.0.checks.borrow_mut() = callback;
    }

    /// What the panel makes of a text: a list of plain objects, empty before the panel is there.
    pub fn check(&self, text: String) -> JsValue {
        let callback = self.0.checks.borrow().clone();
        callback.map_or_else(|| js_sys::Array::new().into(), |callback| callback.emit(text))
    }

    /// Tells the element that this revision of its attributes and properties is in the DOM.
    pub(crate) fn rendered(&self, revision: u32) {
        let (state, code) = self.0.reported.get();
        self.0.hooks.rendered(revision, state.name(), code);
    }

    /// A promise of the bearer token or `null`. `refused` is the one that the server did not accept; `customer` is whom
    /// the request is for, when that need not be the one who is selected.
    pub(crate) fn token(&self, refused: Option<&str>, customer: Option<&str>) -> Promise {
        self.0.hooks.token(refused, customer)
    }

    /// A promise of the response, when the element has sent this very request already.
    pub(crate) fn prefetched(&self, url: &str, body: Option<&str>) -> Option<Promise> {
        self.0.hooks.prefetched(url, body)
    }

    /// Hands the element a copy of what would be lost with this module, and says whether losing it would matter.
    pub(crate) fn keep(&self, copy: &JsValue, unsaved: bool) {
        self.0.hooks.keep(copy, unsaved);
    }

    /// The copy that a module before this one has left, or nothing.
    pub(crate) fn kept(&self) -> JsValue {
        self.0.hooks.kept()
    }

    /// Aborts when the mount ends, so that nothing outlives it.
    pub(crate) fn signal(&self) -> AbortSignal {
        self.0.hooks.signal()
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
    use super::{EVENTS, PanelState};

    #[test]
    fn names_are_kebab_case_with_the_prefix_and_none_is_twice() {
        for (at, kind) in EVENTS.iter().enumerate() {
            let tail = kind.name.strip_prefix("cc-").unwrap_or_default();
            assert!(!tail.is_empty() && tail.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'));
            assert!(EVENTS[..at].iter().all(|other| other.name != kind.name), "{} is there twice", kind.name);
        }
    }

    #[test]
    fn states_have_one_word_each() {
        let names: Vec<_> = PanelState::ALL.iter().map(|state| state.name()).collect();
        assert_eq!(names, ["loading", "ready", "empty", "error", "stale", "offline"]);
    }
}
