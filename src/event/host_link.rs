//! The one way between Rust and the element class: what the class can be told and asked, and what it passes on.
//! Knows the functions of the class, not what is behind them.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::atomic::{AtomicU32, Ordering},
};

use js_sys::Promise;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::AbortSignal;
use yew::Callback;

use super::{HostEvent, PanelState};
use crate::{config::Section, failure::Failure};

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

    /// Tells the element how the panel stands. The element keeps `state` and `error`, sets `:state()`, and dispatches
    /// [`STATE_CHANGE`](super::STATE_CHANGE) and [`ERROR`](super::ERROR) when they change; reporting the same again does
    /// nothing.
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
