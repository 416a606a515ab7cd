//! Long work in short pieces: what takes long is done a little at a time, so that the page never waits for it.
//! Knows the browser's queue, not the work.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// How long somebody works in a turn, in milliseconds: half of a frame.
pub const SLICE_MS: f64 = 8.0;

/// Turns between which the page does what waits: draws, answers the agent. A message comes at once, where a timer would
/// wait for some milliseconds each time.
#[derive(Debug)]
pub struct Turns(MessageChannel);

impl Turns {
    /// # Errors
    /// Where the browser has no channels.
    pub fn new() -> Result<Self, JsValue> {
        MessageChannel::new().map(Self)
    }

    /// Comes back when it is this turn again.
    pub async fn next(&self) {
        let promise = Promise::new(&mut |resolve, _reject| {
            self.0.port1().set_onmessage(Some(&resolve));
            if self.0.port2().post_message(&JsValue::NULL).is_err() {
                let _called = resolve.call0(&JsValue::UNDEFINED);
            }
        });
        let _ = JsFuture::from(promise).await;
    }
}

impl Drop for Turns {
    /// An open port keeps its page's memory.
    fn drop(&mut self) {
        self.0.port1().close();
    }
}
