//! What the agent typed or recorded and nobody has confirmed, and a copy of it outside of this module: [`Keeping`].
//!
//! A module that stops takes its memory with it. The element class holds the copy, in its own memory and never in storage,
//! and gives it back to the module that is started next; from the copy it knows as well whether closing the page would
//! lose something. Knows neither fields nor writes.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use crate::{
    event::HostLink,
    json,
    outbox::{Drafts, Outbox},
};

/// Longer than it takes to draw what was recorded, in milliseconds.
const DRAWN_MS: u32 = 250;

/// The texts and writes of one panel.
#[derive(Debug)]
pub struct Keeping {
    host: HostLink,
    kept: RefCell<Kept>,
    later: RefCell<Option<Timeout>>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Kept {
    drafts: Drafts,
    outbox: Outbox,
}

impl PartialEq for Keeping {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Keeping {
    /// What a module before this one has left behind, if there was one and it stopped.
    #[must_use]
    pub fn restored(host: &HostLink) -> Rc<Self> {
        let kept = json::from_value(&host.kept()).unwrap_or_default();
        Rc::new(Self { host: host.clone(), kept: RefCell::new(kept), later: RefCell::default() })
    }

    /// The writes as they were restored; what was under way then is sent again, under the same key.
    #[must_use]
    pub fn outbox(&self) -> Outbox {
        self.kept.borrow().outbox.clone().restarted()
    }

    /// Takes over how the writes stand, after they are on screen.
    pub fn keep_outbox(&self, outbox: &Outbox) {
        self.kept.borrow_mut().outbox = outbox.clone();
        self.copy();
    }

    /// What is typed or chosen in this field of this customer, if anything was.
    #[must_use]
    pub fn draft(&self, customer: &str, field: &str) -> Option<String> {
        self.kept.borrow().drafts.get(customer, field).map(str::to_owned)
    }

    /// Keeps what is typed, with every key.
    pub fn keep_typed(&self, customer: &str, field: &str, text: String) {
        self.kept.borrow_mut().drafts.set(customer, field, text);
        self.copy();
    }

    /// Keeps what is chosen, which is soon chosen again.
    pub fn keep_chosen(&self, customer: &str, field: &str, value: String) {
        self.kept.borrow_mut().drafts.choose(customer, field, value);
        self.copy();
    }

    /// Forgets what was typed. The copy forgets it a moment later: if what takes its place cannot be drawn, the copy is
    /// all that is left of it.
    pub fn drop_draft(self: &Rc<Self>, customer: &str, field: &str) {
        self.kept.borrow_mut().drafts.take(customer, field);
        let keeping = Rc::downgrade(self);
        let copy = Timeout::new(DRAWN_MS, move || {
            if let Some(keeping) = keeping.upgrade() {
                keeping.copy();
            }
        });
        self.later.replace(Some(copy));
    }

    fn copy(&self) {
        let kept = self.kept.borrow();
        let unsaved = kept.drafts.are_typed() || !kept.outbox.is_empty();
        let copy = if kept.drafts.is_empty() && kept.outbox.is_empty() {
            JsValue::NULL
        } else {
            // Plain data: what cannot be copied is still here.
            json::to_value(&*kept).unwrap_or(JsValue::NULL)
        };
        self.host.keep(&copy, unsaved);
    }
}
