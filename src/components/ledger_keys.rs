//! Keys while a row of the ledger has the focus: arrows go from row to row, one letter each does what its button does.
//! Knows the rows by their elements alone; what a button does is the row's.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::confirm::{KEYS, Press};

/// Takes a key press anywhere in the ledger. Only those on a row's label mean anything here, so that nobody who types
/// is disturbed.
pub(super) fn on_key(event: &KeyboardEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(toggle) = target.filter(|target| target.class_name() == "row-toggle") else { return };
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let done = match event.key().as_str() {
        "ArrowDown" => go(&toggle, |at, _| at + 1),
        "ArrowUp" => go(&toggle, |at, _| at.saturating_sub(1)),
        "Home" => go(&toggle, |_, _| 0),
        "End" => go(&toggle, |_, last| last),
        _ => press(&toggle, &event.code()),
    };
    if done {
        event.prevent_default();
        event.stop_propagation();
    }
}

fn go(toggle: &Element, to: impl Fn(usize, usize) -> usize) -> bool {
    let rows: Vec<HtmlElement> = all(toggle.closest(".rows").ok().flatten());
    let Some(at) = rows.iter().position(|row| **row == *toggle) else { return false };
    let to = to(at, rows.len() - 1).min(rows.len() - 1);
    rows[to].focus().is_ok()
}

fn all(rows: Option<Element>) -> Vec<HtmlElement> {
    let Some(list) = rows.and_then(|rows| rows.query_selector_all(".row-toggle").ok()) else {
        return Vec::new();
    };
    (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect()
}

/// Presses the row's own button for this key, if it has one.
fn press(toggle: &Element, code: &str) -> bool {
    let Some((press, ..)) = KEYS.iter().find(|(_, known, _)| *known == code) else { return false };
    let action = match press {
        Press::Confirm => "confirm",
        Press::Correct => "correct",
        _ => "decline",
    };
    let row = toggle.closest(".row").ok().flatten();
    let button = row.and_then(|row| row.query_selector(&format!("[data-action={action}]")).ok().flatten());
    let button = button.and_then(|button| button.dyn_into::<HtmlElement>().ok());
    button.map(|button| button.click()).is_some()
}
