//! Ends what was begun for somebody who is no longer on screen. Knows no requests.

use web_sys::{AbortController, AbortSignal};

/// Ends its request, or another work, when it is dropped.
pub(crate) struct Abort(Option<AbortController>);

impl Abort {
    pub(crate) fn new() -> Self {
        Self(AbortController::new().ok())
    }

    pub(crate) fn signal(&self) -> AbortSignal {
        self.0.as_ref().map_or_else(AbortSignal::abort, AbortController::signal)
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}
