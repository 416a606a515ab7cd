//! What the agent does in the list, as messages of the component: keys, presses and the way of the focus.
//! Knows events and the attributes of the elements they come from, not what is done about them.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::Msg;
use crate::components::row_actions::action_of;

/// What was pressed in a row.
#[derive(Debug)]
pub struct Pressed {
    pub(super) does: String,
    pub(super) act: Option<String>,
    pub(super) slot: u32,
    pub(super) record: Option<u64>,
}

/// Puts the cursor into the search when `/` is pressed anywhere in the panel, but not while somebody types.
pub fn search_by_key(event: &KeyboardEvent) {
    let plain = event.key() == "/" && !event.ctrl_key() && !event.meta_key() && !event.alt_key();
    let typing =
        element_of(event).is_some_and(|it| matches!(it.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"));
    let panel = event.current_target().and_then(|it| it.dyn_into::<Element>().ok());
    let field =
        panel.filter(|_| plain && !typing).and_then(|panel| panel.query_selector(".search").ok().flatten());
    if let Some(field) = field.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        // A field that cannot take the focus is not on the screen.
        let _focused = field.focus();
    }
}

/// Keys of the ARIA feed pattern. What a key does by itself has to be prevented before the event is over.
pub(super) fn on_key(event: &KeyboardEvent) -> Option<Msg> {
    let control = event.ctrl_key() || event.meta_key();
    let message = match event.key().as_str() {
        "PageDown" => Msg::Step(1),
        "PageUp" => Msg::Step(-1),
        key @ ("Home" | "End") if control => {
            event.prevent_default();
            leave(event, key == "End");
            return None;
        }
        "Enter" if element_of(event).is_some_and(|it| it.has_attribute("data-slot")) => Msg::ToggleFocused,
        _ => return None,
    };
    event.prevent_default();
    Some(message)
}

/// One listener for everything in the list that can be pressed: `data-do` says what, `data-record` on what.
pub(super) fn on_click(event: &MouseEvent) -> Option<Msg> {
    let pressed = element_of(event)?.closest("[data-do]").ok().flatten()?;
    let does = pressed.get_attribute("data-do")?;
    let (act, record) = (action_of(&pressed), record_of(&pressed));
    Some(Msg::Press(Pressed { does, act, slot: slot_of(&pressed)?, record }))
}

/// The element of the row to which the focus has come.
pub(super) fn focus_comes_to(event: &FocusEvent) -> Option<u32> {
    element_of(event).and_then(|it| slot_of(&it))
}

/// The element of the row to which the focus goes; none when it leaves the list.
pub(super) fn focus_goes_to(event: &FocusEvent) -> Option<u32> {
    event.related_target().and_then(|it| it.dyn_into::<Element>().ok()).and_then(|it| slot_of(&it))
}

/// The element an event came from. Within a shadow tree that is the inner one.
fn element_of(event: &Event) -> Option<Element> {
    let inner = event.composed_path().get(0);
    inner.dyn_into::<Element>().ok().or_else(|| event.target()?.dyn_into().ok())
}

fn slot_of(element: &Element) -> Option<u32> {
    element.closest("[data-slot]").ok().flatten()?.get_attribute("data-slot")?.parse().ok()
}

fn record_of(element: &Element) -> Option<u64> {
    element.closest("[data-record]").ok().flatten()?.get_attribute("data-record")?.parse().ok()
}

/// Moves the focus to what comes before the list, or after it, as the feed pattern wants.
fn leave(event: &KeyboardEvent, forward: bool) {
    let Some(feed) = element_of(event).and_then(|it| it.closest("[role=feed]").ok().flatten()) else {
        return;
    };
    let Some(root) = feed.closest(".panel").ok().flatten() else { return };
    let usable =
        "a[href]:not([tabindex='-1']), button:not(:disabled):not([tabindex='-1']), input:not(:disabled)";
    let Ok(all) = root.query_selector_all(usable) else { return };
    let wanted = if forward {
        web_sys::Node::DOCUMENT_POSITION_FOLLOWING
    } else {
        web_sys::Node::DOCUMENT_POSITION_PRECEDING
    };
    let nodes = (0..all.length()).filter_map(|at| all.item(at));
    let beyond = |node: &web_sys::Node| {
        let position = feed.compare_document_position(node);
        position & wanted != 0 && position & web_sys::Node::DOCUMENT_POSITION_CONTAINED_BY == 0
    };
    let mut found = nodes.filter(beyond);
    let next = if forward { found.next() } else { found.next_back() };
    if let Some(next) = next.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _focused = next.focus();
    }
}
