//! What a form needs to write: the recorder, and a way to have the panel drawn again when what is entered changes how
//! the form looks. Handed down to every part in which an agent records something, so that all of them keep what was
//! entered across updates and switches. Knows no request and no field: drafts are named by the parts that own them.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    outbox::{Entry, Target, Write},
    recorder::Recorder,
};

/// Writes about the customer on screen.
#[derive(Clone)]
pub struct Pen {
    /// Where it goes.
    pub recorder: Recorder,
    /// Draws the panel again.
    pub redraw: Callback<()>,
}

impl Pen {
    /// What is entered in the field, if anything was.
    #[must_use]
    pub fn draft(&self, field: &str) -> Option<String> {
        self.recorder.draft(field)
    }

    /// What is entered in the field; empty when nothing was.
    #[must_use]
    pub fn entered(&self, field: &str) -> String {
        self.draft(field).unwrap_or_default()
    }

    /// Keeps what the agent has chosen, and shows it.
    pub fn choose(&self, field: &str, value: &str) {
        self.recorder.keep_choice(field, value.to_owned());
        self.redraw.emit(());
    }

    /// Keeps what is typed. The field shows it already; the form is drawn again when it becomes empty or ceases to be.
    pub fn keep(&self, field: &str, text: String) {
        let empty = |text: &str| text.trim().is_empty();
        let turned = empty(&self.entered(field)) != empty(&text);
        self.recorder.keep_draft(field, text);
        if turned {
            self.redraw.emit(());
        }
    }

    /// Forgets what was entered in these fields.
    pub fn forget<'a>(&self, fields: impl IntoIterator<Item = &'a str>) {
        for field in fields {
            self.recorder.drop_draft(field);
        }
        self.redraw.emit(());
    }

    /// Records something.
    pub fn write(&self, write: Write) {
        self.recorder.on_write().emit(write);
    }

    /// The newest entry about the target that is not confirmed yet.
    #[must_use]
    pub fn entry(&self, target: &Target) -> Option<&Rc<Entry>> {
        self.recorder.pending(target)
    }
}
