//! The loaded part of a customer's history, under the filter that the agent chose.
//! Pure; it knows filters and what is loaded, its parts know pages, changes, cases and what is opened; none knows whose
//! history it is: the reducer has made sure of that.

mod cases;
mod changes;
mod counting;
mod details;
mod narrowing;
mod pages;
mod renewal;

use std::rc::Rc;

use context_contract::{Interaction, InteractionPage, Timestamp, interaction::Page};

use super::{
    counts::{Counts, Tally},
    filter::{Sieve, TimelineFilter},
    gaps::{self, Gap},
    opened::Opened,
    rows::{Piece, Place, Row, Rows, Spot, relations_of},
    values::Values,
};
use crate::{failure::Failure, threads::Threads};

/// The timeline under its filter. A clone shares the memory of what is loaded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// What it is narrowed to.
    pub filter: Rc<TimelineFilter>,
    /// Counts what makes pages that are under way worthless.
    pub generation: u32,
    /// Everything that is loaded, whether the filter lets it through or not.
    pub rows: Rows,
    /// What belongs to one case.
    pub threads: Threads,
    /// How many loaded records each case has, in the order of the cases.
    case_sizes: Rc<Vec<(u64, usize)>>,
    /// What the agent has opened.
    pub open: Vec<Opened>,
    /// Where the agent wants to be, and how often that was said.
    pub goal: Option<(u32, Goal)>,
    /// How many interactions the stream has brought.
    pub news: u32,
    /// The page being fetched.
    pub fetch: PageFetch,
    /// Without a filter.
    counts: Rc<Counts>,
    gaps: Vec<Gap>,
    found: Found,
    sieve: Sieve,
    values: Values,
    tally: Tally,
    sifted: Sifted,
    /// What the stream has told of stretches that are not loaded: a page that was on its way may not know it yet.
    aside: Vec<Row>,
    /// The stream has missed something: older rows may be out of date.
    lost_track: bool,
    revealing: Option<Rc<str>>,
    /// Nobody can be asked for more: the host supplied what there is.
    alone: bool,
    /// More has been handed over and is still to be read.
    reading: bool,
    /// What is related among that, as far as it has been read.
    related: Rc<Vec<(u64, u64)>>,
}

/// Which rows of each piece had a place when all were looked at last, by their place in the piece: the list need not ask
/// again about pieces that are the same. Worked out from the rest, so that it makes no difference between two timelines.
#[derive(Clone, Debug, Default)]
struct Sifted(Rc<Vec<SiftedPiece>>);

type SiftedPiece = (Rc<Piece>, Box<[u16]>);

impl PartialEq for Sifted {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// What comes of reading on what was handed over with the first page. Each takes its turn, so that none takes long.
#[derive(Clone, Debug)]
pub enum Slice {
    /// Some of the interactions.
    Rows {
        /// In any order.
        rows: Vec<Row>,
        /// What the codes of their values stand for.
        values: Values,
        /// Which of them names which other interaction as belonging together with it, by their hashes.
        related: Vec<(u64, u64)>,
    },
    /// All have come: records of one case can be folded.
    Cases,
    /// Nothing is left to be read; how the list goes on behind the last of them.
    End(Page),
}

/// What the server makes of the filter.
#[derive(Clone, Debug, Default, PartialEq)]
struct Found {
    /// Hashes of the ids, in their own order.
    keys: Rc<Vec<u64>>,
    gaps: Vec<Gap>,
    counts: Option<Rc<Counts>>,
}

/// A place that the agent wants to get to.
#[derive(Clone, Debug, PartialEq)]
pub enum Goal {
    /// The interaction of this id.
    Row(Rc<str>),
    /// The newest one before this moment.
    Before(Timestamp),
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// What comes next in the gap of this number.
    Gap(usize),
    /// What there was before this moment.
    Jump(Timestamp),
}

/// The state of the newest page request.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum PageFetch {
    /// None under way.
    #[default]
    Idle,
    /// On its way.
    Asking(Ask),
    /// It failed; what is shown stays.
    Failed(Ask, Failure),
}

/// A page that the timeline asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct PageQuery {
    /// Narrowed to what.
    pub filter: Rc<TimelineFilter>,
    /// Before when.
    pub to: Option<Timestamp>,
    /// Where the page begins; `None` is at the newest.
    pub cursor: Option<String>,
    /// Whether the agent may still be typing.
    pub typing: bool,
}

impl Timeline {
    /// The first page, unfiltered. `alone` when nobody can be asked for more; `unread` have been handed over and are
    /// still to be read.
    pub(super) fn new(page: &InteractionPage, alone: bool, unread: usize) -> Self {
        Self { reading: unread > 0, ..Self::with_values(page, alone, Values::default()) }
    }

    fn with_values(page: &InteractionPage, alone: bool, mut values: Values) -> Self {
        let row = |item: &Interaction| Row::new(item, &mut values).standing(true, false, false);
        let rows = Rows::from_unordered(page.items.iter().map(row).collect());
        let related = page.items.iter().flat_map(relations_of).collect();
        let mut timeline = Self { rows, alone, values, related: Rc::new(related), ..Self::default() };
        timeline.gaps.extend(timeline.rest(&page.page));
        timeline.counts = Rc::new(Counts::of_page(page));
        timeline.fold_all();
        timeline.count_all(page.total.is_some());
        timeline.recount();
        timeline
    }

    /// The gap behind the last row that is loaded, if it goes on there.
    fn rest(&self, page: &Page) -> Option<Gap> {
        let last = || self.rows.iter().rev().find(|row| row.covered).map(Row::place);
        page.has_more.then(|| Gap { after: last(), to: None, cursor: page.next_cursor.clone() })
    }

    /// Whether more is being read that is there already.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.reading
    }

    /// Whether the gap on screen is nobody's to ask for: what is in it is being read, or was never to be had.
    fn fills_itself(&self) -> bool {
        self.alone || (self.reading && !self.sieve.narrows())
    }

    /// What is not loaded of the list on screen, the newest first.
    #[must_use]
    pub fn current_gaps(&self) -> &[Gap] {
        if self.sieve.narrows() { &self.found.gaps } else { &self.gaps }
    }

    /// The gap between a row and the next one of the list.
    #[must_use]
    pub fn gap_below(&self, row: &Row) -> Option<usize> {
        let gaps = self.current_gaps();
        if self.fills_itself() || gaps.is_empty() {
            return None;
        }
        let spot = self.rows.spot_of(row.at(), row.id());
        let below = self.rows.from(spot).skip(1).find(|row| self.shows(row));
        gaps.iter().position(|gap| {
            gap.after.as_ref().is_some_and(|after| {
                row.against(after.at, &after.id).is_le()
                    && below.is_none_or(|it| it.against(after.at, &after.id).is_gt())
            })
        })
    }

    /// Whether more can be asked for at the end.
    #[must_use]
    pub fn has_more(&self) -> bool {
        !self.fills_itself() && !self.current_gaps().is_empty()
    }

    /// Whether the first answer under this filter is awaited.
    #[must_use]
    pub fn awaits_first(&self) -> bool {
        match self.fetch {
            PageFetch::Asking(Ask::Gap(at)) => {
                self.current_gaps().get(at).is_some_and(|gap| gap.after.is_none())
            }
            PageFetch::Asking(Ask::Jump(_)) | PageFetch::Idle | PageFetch::Failed(..) => false,
        }
    }

    /// The page that is wanted.
    #[must_use]
    pub fn wanted(&self) -> Option<PageQuery> {
        let PageFetch::Asking(ask) = self.fetch else { return None };
        let filter = self.filter.clone();
        let (to, cursor, first) = match ask {
            Ask::Jump(to) => (Some(to), None, false),
            Ask::Gap(at) => {
                let gap = self.current_gaps().get(at)?;
                (gap.end(), gap.cursor.clone(), gap.after.is_none())
            }
        };
        let to = to.into_iter().chain(filter.period.to()).min();
        Some(PageQuery { to, cursor, typing: first && !filter.words().is_empty(), filter })
    }

    fn gap_around(&self, place: &Place) -> Option<usize> {
        gaps::around(self.current_gaps(), &self.rows, place, |row| self.belongs(row))
    }

    fn row(&mut self, item: &Interaction) -> Row {
        Row::new(item, &mut self.values)
    }

    /// Whether everything around a place is loaded, so that something new there belongs into the list.
    fn is_covered(&self, place: &Place) -> bool {
        gaps::around(&self.gaps, &self.rows, place, |row| row.covered).is_none()
    }

    fn insert(&mut self, row: Row) {
        self.weigh(&row, 1);
        self.rows.insert(row);
    }

    fn take(&mut self, spot: Spot) {
        let row = self.rows.remove(spot);
        self.weigh(&row, -1);
    }
}

#[cfg(test)]
mod tests;
