//! The window through which a long list is seen: it scrolls, measures what is drawn, and keeps what the agent looks at
//! where it is, whatever comes in above it. Knows the document and heights; what a row shows is `timeline_item`'s.

use std::ops::Range;

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement, ResizeObserver};
use yew::{Callback, NodeRef};

use crate::{
    store::{
        Timeline,
        rows::{Place, Row},
    },
    window::{Layout, Scale},
};

/// Pixels that are drawn above and below what is seen, so that scrolling does not meet a blank.
const MARGIN: f64 = 400.0;

/// Pixels that have to be left before the end when older pages are fetched by themselves.
const NEAR_END: f64 = 900.0;

/// Room for the heading that stays at the top.
const HEADING: f64 = 30.0;

/// Rows in a list that is not on the screen.
const UNSEEN_ROWS: usize = 12;

/// A row to be drawn.
pub struct Drawn {
    /// Its number in the list.
    pub n: usize,
    /// The row.
    pub row: Row,
    /// Which of the recycled elements it takes.
    pub slot: u32,
    /// Drawn for the focus that is on it, outside of what is seen.
    pub parked: bool,
}

/// The list on the screen.
#[derive(Default)]
pub struct Viewport {
    /// The element that scrolls.
    pub scroller: NodeRef,
    /// The element that is as tall as the list.
    pub canvas: NodeRef,
    /// The element that holds the rows.
    pub rows: NodeRef,
    /// Heights of all rows.
    pub layout: Layout,
    /// The rows that are drawn.
    range: Range<usize>,
    /// What is at the top of the screen, and how far it is scrolled over; `None` is the beginning of the list.
    anchor: Option<(Place, f64)>,
    slots: Vec<(u64, u32)>,
    drawn: Vec<(usize, u64, bool)>,
    focused: Option<(u64, Place)>,
    stop: Option<Place>,
    wants_focus: Option<u64>,
    /// How many rows came in above while the agent was further down.
    pub unseen: usize,
    width: f64,
    window: f64,
    /// Where the element was scrolled to when that was looked at last.
    scroll_top: f64,
    listeners: Option<Listeners>,
}

/// Listeners that Yew does not know: one for scrolling that never holds it up, one for changes of size.
struct Listeners {
    scroller: HtmlElement,
    observer: Option<ResizeObserver>,
    _scrolled: Closure<dyn Fn()>,
    _resized: Closure<dyn Fn()>,
}

impl Drop for Listeners {
    fn drop(&mut self) {
        let listener = self._scrolled.as_ref().unchecked_ref();
        // The element goes away with its listeners; a failure changes nothing.
        let _gone = self.scroller.remove_event_listener_with_callback("scroll", listener);
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

impl Viewport {
    /// Takes over a timeline that has changed. `before` is the one that was shown.
    pub fn update(&mut self, timeline: &Timeline, before: Option<&Timeline>) {
        let sift = before.is_none_or(|before| !timeline.is_sifted_as(before));
        self.follow_scroll();
        let first = self.layout.row(0).map(Row::place);
        self.layout.update(&timeline.rows, &|row| timeline.shows(row), sift);
        let narrowed = before.is_none_or(|before| before.filter != timeline.filter);
        if narrowed || self.anchor.is_none() {
            self.unseen = 0;
        } else if let Some(first) = first {
            self.unseen += self.layout.nearest(first.at, &first.id);
        }
    }

    /// The rows to draw: what is seen, a margin, and the row that has the focus wherever it is.
    pub fn draw(&mut self) -> Vec<Drawn> {
        self.follow_scroll();
        self.range = self.wanted_range();
        let mut wanted: Vec<(usize, Row, bool)> =
            self.range.clone().filter_map(|n| Some((n, self.layout.row(n)?.clone(), false))).collect();
        if let Some((n, row)) = self.focused() {
            match n {
                n if n < self.range.start => wanted.insert(0, (n, row, true)),
                n if n >= self.range.end => wanted.push((n, row, true)),
                _ => {}
            }
        }
        let keys: Vec<u64> = wanted.iter().map(|(_, row, _)| row.key).collect();
        self.assign_slots(&keys);
        self.drawn = wanted.iter().map(|(n, row, parked)| (*n, row.key, *parked)).collect();
        let slot = |key: u64| self.slots.iter().find(|(known, _)| *known == key).map_or(0, |(_, slot)| *slot);
        wanted.into_iter().map(|(n, row, parked)| Drawn { n, slot: slot(row.key), row, parked }).collect()
    }

    /// A row keeps its element for as long as it is drawn; a new one takes an element that has become free.
    fn assign_slots(&mut self, keys: &[u64]) {
        self.slots.retain(|(key, _)| keys.contains(key));
        for key in keys {
            if self.slots.iter().all(|(known, _)| known != key) {
                let taken = |slot: u32| self.slots.iter().any(|(_, used)| *used == slot);
                let free = (0..).find(|slot| !taken(*slot)).unwrap_or_default();
                self.slots.push((*key, free));
            }
        }
    }

    /// The row that has the focus, with its number.
    fn focused(&self) -> Option<(usize, Row)> {
        let (key, place) = self.focused.as_ref()?;
        let near = self.layout.nearest(place.at, &place.id);
        let is_it = |n: &usize| self.layout.row(*n).is_some_and(|row| row.key == *key);
        let n = Some(near).filter(is_it).or_else(|| self.layout.number_of(*key))?;
        Some((n, self.layout.row(n)?.clone()))
    }

    /// The row that is drawn in an element.
    #[must_use]
    pub fn row_in(&self, slot: u32) -> Option<&Row> {
        let (key, _) = self.slots.iter().find(|(_, known)| *known == slot)?;
        self.drawn_row(*key)
    }

    /// Where the list is scrolled to, in pixels of the list.
    fn scrolled(&self) -> f64 {
        let Some((place, over)) = &self.anchor else { return 0.0 };
        let y = self.layout.top(self.layout.nearest(place.at, &place.id)) + over;
        y.min(self.layout.total() - self.window).max(0.0)
    }

    fn wanted_range(&self) -> Range<usize> {
        let count = self.layout.count();
        if self.window < 1.0 {
            return 0..count.min(UNSEEN_ROWS);
        }
        let y = self.scrolled();
        let first = self.layout.under((y - MARGIN).max(0.0));
        let last = self.layout.under(y + self.window + MARGIN);
        first..(last + 1).min(count)
    }

    /// The number of the first row that can be seen.
    #[must_use]
    pub fn first_seen(&self) -> usize {
        self.layout.under(self.scrolled() + 1.0)
    }

    /// The row behind the heading that stays at the top; none at the beginning, where rows have their own.
    #[must_use]
    pub fn row_under_heading(&self) -> Option<&Row> {
        let y = self.scrolled();
        (y > 2.0).then(|| self.layout.row(self.layout.under(y + HEADING - 4.0))).flatten()
    }

    /// The agent has scrolled. Returns whether other rows have to be drawn.
    pub fn on_scroll(&mut self) -> bool {
        self.follow_scroll();
        let unseen = self.unseen;
        if self.anchor.is_none() {
            self.unseen = 0;
        }
        let seen = self.wanted_seen();
        unseen != self.unseen || seen.start < self.range.start || seen.end > self.range.end
    }

    /// The element may have been scrolled without its event having come yet; nothing may move it back.
    fn follow_scroll(&mut self) {
        let scroller = self.scroller.cast::<HtmlElement>().filter(|it| it.client_height() > 0);
        let Some(y) = scroller.map(|it| f64::from(it.scroll_top())) else { return };
        if (y - self.scroll_top).abs() >= 1.0 {
            self.scroll_top = y;
            self.hold(Scale::new(self.layout.total(), self.window).to_list(y));
        }
    }

    /// What must be drawn, with half of the margin.
    fn wanted_seen(&self) -> Range<usize> {
        let y = self.scrolled();
        let first = self.layout.under((y - MARGIN / 2.0).max(0.0));
        first..(self.layout.under(y + self.window + MARGIN / 2.0) + 1).min(self.layout.count())
    }

    /// Keeps the list where it is now. At its beginning new rows come into view, unless the focus is on a row.
    fn hold(&mut self, y: f64) {
        let n = self.layout.under(y.max(0.0));
        let at_start = y < 1.0 && self.focused.is_none();
        let anchor = self.layout.row(n).map(|row| (row.place(), y - self.layout.top(n)));
        self.anchor = anchor.filter(|_| !at_start);
    }

    /// Gets to a row, which is shown at the top.
    pub fn go_to(&mut self, n: usize) {
        self.anchor = self.layout.row(n).map(|row| (row.place(), -HEADING));
        self.unseen = 0;
    }

    /// Gets to the beginning.
    pub fn go_to_start(&mut self) {
        self.anchor = None;
        self.unseen = 0;
        if self.focused.is_some() {
            self.focus(0);
        }
    }

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

    fn drawn_row(&self, key: u64) -> Option<&Row> {
        let (n, ..) = self.drawn.iter().find(|(_, known, _)| *known == key)?;
        self.layout.row(*n)
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

    /// Whether the end is so near that older pages are wanted. Not before the agent has scrolled: most never do.
    #[must_use]
    pub fn is_near_end(&self) -> bool {
        self.scrolled() > 0.0
            && self.window >= 1.0
            && self.layout.total() - self.scrolled() - self.window < NEAR_END
    }

    /// Whether the focus is on the button for more.
    #[must_use]
    pub fn is_more_focused(&self) -> bool {
        let scroller = self.scroller.cast::<HtmlElement>();
        scroller.is_some_and(|it| it.query_selector("button.more:focus").is_ok_and(|found| found.is_some()))
    }

    /// Brings the document in step with what was drawn. Returns whether it has to be drawn again.
    pub fn settle(&mut self) -> bool {
        let (Some(scroller), Some(rows)) =
            (self.scroller.cast::<HtmlElement>(), self.rows.cast::<HtmlElement>())
        else {
            return false;
        };
        self.look_at_size(&scroller);
        self.measure(&rows);
        let (y, total) = (self.scrolled(), self.layout.total());
        let scale = Scale::new(total, self.window);
        let scrolled = scale.to_element(y);
        set_style(self.canvas.cast(), "block-size", scale.height);
        let top = if self.range.is_empty() { 0.0 } else { self.layout.top(self.range.start) };
        set_style(Some(rows.clone()), "inset-block-start", scrolled + top - y);
        if (f64::from(scroller.scroll_top()) - scrolled).abs() >= 1.0 {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "the tallest element is shorter than 2^31 pixels"
            )]
            scroller.set_scroll_top(scrolled.round() as i32);
        }
        self.scroll_top = f64::from(scroller.scroll_top());
        self.restore_focus(&rows);
        let seen = self.wanted_seen();
        self.window >= 1.0 && (seen.start < self.range.start || seen.end > self.range.end)
    }

    fn look_at_size(&mut self, scroller: &HtmlElement) {
        let width = f64::from(scroller.client_width());
        if (width - self.width).abs() > 0.5 && self.width > 0.0 && width > 0.0 {
            self.layout.forget();
        }
        self.width = width;
        self.window = f64::from(scroller.client_height());
    }

    fn measure(&mut self, rows: &HtmlElement) {
        let children = rows.children();
        if self.window < 1.0 {
            return;
        }
        for (at, (n, _, parked)) in (0..).zip(&self.drawn) {
            if let Some(child) = children.item(at).filter(|_| !parked) {
                self.layout.measure(*n, child.get_bounding_client_rect().height());
            }
        }
        self.layout.learn();
    }

    /// Gives the focus to the row that is to have it, also when drawing has taken it away.
    fn restore_focus(&mut self, rows: &HtmlElement) {
        let Some(key) = self.wants_focus.take() else { return };
        let at = (0..).zip(&self.drawn).find(|(_, (_, known, _))| *known == key).map(|(at, _)| at);
        let Some(row) = at.and_then(|at| rows.children().item(at)) else {
            self.wants_focus = Some(key);
            return;
        };
        focus_quietly(&row);
    }

    /// Starts to listen, once the elements are there.
    pub fn listen(&mut self, on_scroll: Callback<()>, on_resize: Callback<()>) {
        let Some(scroller) = self.scroller.cast::<HtmlElement>() else { return };
        let scrolled = Closure::<dyn Fn()>::new(move || on_scroll.emit(()));
        let resized = Closure::<dyn Fn()>::new(move || on_resize.emit(()));
        let listener = scrolled.as_ref().unchecked_ref();
        // Without it the list still shows its beginning.
        let _listening = scroller.add_event_listener_with_callback("scroll", listener);
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(&scroller);
        }
        self.listeners = Some(Listeners { scroller, observer, _scrolled: scrolled, _resized: resized });
    }

    /// Whether the size of the list on the screen is another one than it was drawn for.
    #[must_use]
    pub fn has_other_size(&self) -> bool {
        self.scroller.cast::<HtmlElement>().is_some_and(|scroller| {
            (f64::from(scroller.client_height()) - self.window).abs() > 0.5
                || (f64::from(scroller.client_width()) - self.width).abs() > 0.5
        })
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

/// Sets a length. A style attribute would be refused by a page with a strict policy; this is not.
fn set_style(element: Option<HtmlElement>, name: &str, pixels: f64) {
    if let Some(element) = element {
        let text = format!("{}px", pixels.round());
        let _set = element.style().set_property(name, &text);
    }
}
