//! Three ways for a page of interactions to get from the network into wasm memory: as objects that the browser has
//! parsed, as JSON that serde_json reads, and as columns that are copied. All fill the same arena, so that what differs
//! is the way. Knows no browser.

mod arena;

use std::cell::RefCell;

pub use arena::Arena;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static ARENA: RefCell<Arena> = RefCell::default();
}

/// Takes a page that `JSON.parse` has read. Answers how many interactions there are now.
#[cfg(feature = "through-objects")]
#[wasm_bindgen]
#[must_use]
pub fn take_objects(page: wasm_bindgen::JsValue) -> u32 {
    let page: Option<Vec<context_contract::Interaction>> = serde_wasm_bindgen::from_value(page).ok();
    take(page.as_deref().unwrap_or_default())
}

/// Takes a page as UTF-8 JSON. Answers how many interactions there are now.
#[cfg(feature = "serde-json")]
#[wasm_bindgen]
#[must_use]
pub fn take_json(page: &[u8]) -> u32 {
    let page: Option<Vec<context_contract::Interaction>> = serde_json::from_slice(page).ok();
    take(page.as_deref().unwrap_or_default())
}

/// Takes a page in the arena's own columns. Answers how many interactions there are now.
#[cfg(feature = "compact")]
#[wasm_bindgen]
#[must_use]
pub fn take_columns(page: &[u8]) -> u32 {
    ARENA.with_borrow_mut(|arena| {
        // A page that is cut short adds what was whole.
        let _cut = arena.extend_from_columns(page);
        arena.len()
    })
}

/// A number that depends on everything in the arena: equal for all ways, or one of them has lost something.
#[wasm_bindgen]
#[must_use]
pub fn checksum() -> u32 {
    ARENA.with_borrow(Arena::checksum)
}

#[cfg(any(feature = "through-objects", feature = "serde-json"))]
fn take(page: &[context_contract::Interaction]) -> u32 {
    ARENA.with_borrow_mut(|arena| {
        page.iter().for_each(|item| arena.push(item));
        arena.len()
    })
}
