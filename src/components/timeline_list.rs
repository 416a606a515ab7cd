//! The window through which a long list is seen: which rows are drawn, and that what the agent looks at stays where it
//! is, whatever comes in above it. Knows rows and heights; elements are `document`'s, the focus is `focus`'s, and what a
//! row shows is `timeline_item`'s.

mod document;
mod focus;

use std::{cell::Cell, ops::Range, rc::Rc};

use web_sys::HtmlElement;
use yew::NodeRef;

pub use self::document::Beginning;
use self::document::{Listeners, Size};
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

/// Rows that are drawn before it is known whether the list is on the screen.
const FIRST_ROWS: usize = 3;

/// When more rows than this are new at once, those that are seen are drawn before the margin.
const MANY_NEW: usize = 4;

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
    /// Whether the list has become another one, or is at another place, since it was drawn.
    renewed: bool,
    /// Whether the margin is still to be drawn.
    without_margin: bool,
    /// What is at the top of the screen, and how far it is scrolled over; `None` is the beginning of the list.
    anchor: Option<(Place, f64)>,
    slots: Vec<(u64, u32)>,
    drawn: Vec<(usize, u64, bool)>,
    focused: Option<(u64, Place)>,
    stop: Option<Place>,
    wants_focus: Option<u64>,
    /// How many rows came in above while the agent was further down.
    pub unseen: usize,
    /// Whether more than the first rows may be drawn.
    begun: bool,
    /// How much of the list can be seen, in pixels.
    window: f64,
    /// The most that could ever be seen of it: it is no taller than its rows, and others may need more room.
    tallest: f64,
    /// The size that it was drawn for, which whoever hears of another one compares with.
    size: Rc<Cell<Size>>,
    /// Where the element was scrolled to when that was looked at last.
    scroll_top: f64,
    listeners: Option<Listeners>,
}

impl Viewport {
    /// Takes over a timeline that has changed. `before` is the one that was shown.
    pub fn update(&mut self, timeline: &Timeline, before: Option<&Timeline>) {
        let sift = before.is_none_or(|before| !timeline.is_sifted_as(before));
        self.follow_scroll();
        self.renewed = true;
        let first = self.layout.row(0).map(Row::place);
        self.layout.update(&timeline.rows, &|n, piece| timeline.shown_in(n, piece), sift);
        let narrowed = before.is_none_or(|before| before.filter != timeline.filter);
        if narrowed || self.anchor.is_none() {
            self.unseen = 0;
        } else if let Some(first) = first {
            self.unseen += self.layout.nearest(first.at, &first.id);
        }
    }

    /// The rows to draw: what is seen, a margin, and the row that has the focus wherever it is. Where many are new, what
    /// is seen comes first.
    pub fn draw(&mut self) -> Vec<Drawn> {
        self.follow_scroll();
        self.range = self.wanted_range();
        self.without_margin = std::mem::take(&mut self.renewed) && self.brings_many();
        if self.without_margin {
            self.range = self.rows_within(self.tallest - self.window);
        }
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
            return 0..count.min(if self.begun { UNSEEN_ROWS } else { FIRST_ROWS });
        }
        self.rows_within(MARGIN)
    }

    /// The rows that can be seen, and those within so many pixels above and below.
    fn rows_within(&self, margin: f64) -> Range<usize> {
        let y = self.scrolled();
        let first = self.layout.under((y - margin).max(0.0));
        first..(self.layout.under(y + self.window + margin) + 1).min(self.layout.count())
    }

    /// Whether many of the rows to draw are not drawn yet.
    fn brings_many(&self) -> bool {
        let is_new = |row: &&Row| self.slots.iter().all(|(known, _)| *known != row.key);
        let new = self.range.clone().filter_map(|n| self.layout.row(n)).filter(is_new);
        self.window >= 1.0 && new.count() > MANY_NEW
    }

    /// Whether the margin is still to be drawn.
    #[must_use]
    pub fn is_without_margin(&self) -> bool {
        self.without_margin
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

    /// What must be drawn, with half of the margin unless that is still to come.
    fn wanted_seen(&self) -> Range<usize> {
        self.rows_within(if self.without_margin { 0.0 } else { MARGIN / 2.0 })
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
        self.renewed = true;
    }

    /// Gets to the beginning.
    pub fn go_to_start(&mut self) {
        self.anchor = None;
        self.unseen = 0;
        self.renewed = true;
        if self.focused.is_some() {
            self.focus(0);
        }
    }

    fn drawn_row(&self, key: u64) -> Option<&Row> {
        let (n, ..) = self.drawn.iter().find(|(_, known, _)| *known == key)?;
        self.layout.row(*n)
    }

    /// Whether the end is so near that older pages are wanted. Not before the agent has scrolled: most never do.
    #[must_use]
    pub fn is_near_end(&self) -> bool {
        self.scrolled() > 0.0
            && self.window >= 1.0
            && self.layout.total() - self.scrolled() - self.window < NEAR_END
    }
}
