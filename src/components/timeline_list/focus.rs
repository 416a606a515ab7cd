//! Where the focus is in the list: it stays with its record, whichever element draws that, and brings it onto the screen.
//! Knows rows and the element that has the focus; which key moves it, the timeline knows.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{HEADING, Viewport};
use crate::store::rows::Row;

impl Viewport {
    /// Moves the focus to a row, and the row onto the screen.
    pub fn focus(&mut self, n: usize) {
        self.follow_scroll();
        let Some(row) = self.layout.row(n) else { return };
        self.wants_focus = Some(row.key);
        let place = row.place();
        self.focused = Some((row.key, place.clone()));
        self.stop = Some(place);
        let (y, top, height) = (self.scrolled(), self.layout.top(n), self.layout.height(n));
        let above = top - HEADING < y;
        let below = top + height > y + self.window;
        if above || (below && height + HEADING > self.window) {
            self.hold((top - HEADING).max(0.0));
        } else if below {
            self.hold(top + height - self.window);
        }
    }

    /// The focus has come to the row in an element, or left the list. Returns whether something is drawn differently.
    pub fn on_focus(&mut self, slot: Option<u32>) -> bool {
        let key =
            slot.and_then(|slot| self.slots.iter().find(|(_, known)| *known == slot)).map(|(key, _)| *key);
        if self.focused.as_ref().map(|(known, _)| *known) == key {
            return false;
        }
        self.follow_scroll();
        let row = key.and_then(|key| self.drawn_row(key)).map(Row::place);
        self.focused = key.zip(row.clone());
        self.stop = row.or(self.stop.take());
        if self.focused.is_some() && self.anchor.is_none() {
            self.hold(0.0);
        } else if self.focused.is_none() && self.scrolled() < 1.0 {
            self.anchor = None;
        }
        true
    }

    /// Whether the focus is on this row.
    #[must_use]
    pub fn is_focused(&self, key: u64) -> bool {
        self.focused.as_ref().is_some_and(|(known, _)| *known == key)
    }

    /// The number of the row that has the focus.
    #[must_use]
    pub fn focused_row(&self) -> Option<usize> {
        self.focused().map(|(n, _)| n)
    }

    /// The one row that Tab reaches: the one that had the focus, while it is drawn, else the first one on the screen.
    #[must_use]
    pub fn tab_stop(&self) -> Option<usize> {
        let known = self.stop.as_ref().map(|place| self.layout.nearest(place.at, &place.id));
        known
            .filter(|n| self.range.contains(n))
            .or_else(|| (self.layout.count() > 0).then(|| self.first_seen()))
    }

    /// Whether the focus is on the button for more.
    #[must_use]
    pub fn is_more_focused(&self) -> bool {
        let scroller = self.scroller.cast::<HtmlElement>();
        scroller.is_some_and(|it| it.query_selector("button.more:focus").is_ok_and(|found| found.is_some()))
    }

    /// The row that has the focus, with its number.
    pub(super) fn focused(&self) -> Option<(usize, Row)> {
        let (key, place) = self.focused.as_ref()?;
        let near = self.layout.nearest(place.at, &place.id);
        let is_it = |n: &usize| self.layout.row(*n).is_some_and(|row| row.key == *key);
        let n = Some(near).filter(is_it).or_else(|| self.layout.number_of(*key))?;
        Some((n, self.layout.row(n)?.clone()))
    }

    /// Gives the focus to the row that is to have it, also when drawing has taken it away.
    pub(super) fn restore_focus(&mut self, rows: &HtmlElement) {
        let Some(key) = self.wants_focus.take() else { return };
        let at = (0..).zip(&self.drawn).find(|(_, (_, known, _))| *known == key).map(|(at, _)| at);
        let Some(row) = at.and_then(|at| rows.children().item(at)) else {
            self.wants_focus = Some(key);
            return;
        };
        focus_quietly(&row);
    }
}

/// Focuses without scrolling: where the row is, the list knows better.
fn focus_quietly(row: &Element) {
    let options = js_sys::Object::new();
    // A plain object takes every member, and an element without focus loses nothing.
    let _set = js_sys::Reflect::set(&options, &"preventScroll".into(), &true.into());
    let focus =
        js_sys::Reflect::get(row, &"focus".into()).ok().and_then(|it| it.dyn_into::<js_sys::Function>().ok());
    if let Some(focus) = focus {
        let _focused = focus.call1(row, &options);
    }
}
