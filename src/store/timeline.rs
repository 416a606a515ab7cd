//! The loaded part of a customer's history, under the filter that the agent chose.
//! Pure; it knows pages, changes and filters, not whose history it is: the reducer has made sure of that.

use std::rc::Rc;

use context_contract::{Interaction, InteractionPage, Timestamp, enums::Relation, interaction::Page};

use super::{
    counts::{Counts, FacetCounts, Meter, Tally},
    filter::{Facet, Period, Sieve, TimelineFilter},
    gaps::{self, Gap, Stretch},
    opened::{Detail, Opened},
    rows::{Entry, Place, Row, Rows, Spot, key_of},
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
    /// What the stream has told of stretches that are not loaded: a page that was on its way may not know it yet.
    aside: Vec<Row>,
    /// The stream has missed something: older rows may be out of date.
    lost_track: bool,
    revealing: Option<Rc<str>>,
    /// Nobody can be asked for more: the host supplied what there is.
    alone: bool,
    /// So many have been handed over and not been read yet.
    unread: usize,
}

/// Some of the interactions that were handed over with the first page.
#[derive(Clone, Debug)]
pub struct Slice {
    /// In any order.
    pub entries: Vec<Rc<Entry>>,
    /// How many are still to be read.
    pub left: usize,
    /// How to go on behind the last of them, when this is the last slice.
    pub rest: Option<Page>,
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
        Self { unread, ..Self::with_values(page, alone, Values::default()) }
    }

    fn with_values(page: &InteractionPage, alone: bool, mut values: Values) -> Self {
        let row = |item: &Interaction| Row::new(item.clone(), &mut values).standing(true, false, false);
        let rows = Rows::from_unordered(page.items.iter().map(row).collect());
        let mut timeline = Self { rows, alone, values, ..Self::default() };
        timeline.gaps.extend(timeline.rest_of(page));
        timeline.counts = Rc::new(Counts::of_page(page));
        timeline.fold_all();
        timeline.count_all(page.total.is_some());
        timeline.recount();
        timeline
    }

    /// Counts by itself what is loaded, when that is everything.
    fn count_all(&mut self, total_is_told: bool) {
        if self.gaps.is_empty() {
            let counted = Counts::of_rows(&self.rows, &Sieve::default(), &self.values);
            let total = self.counts.total.clone().filter(|_| total_is_told).or(counted.total);
            self.counts = Rc::new(Counts { total, facets: counted.facets });
        }
    }

    /// Takes in some of what was handed over with the first page.
    pub(super) fn take_slice(&mut self, slice: Slice) -> bool {
        if self.unread == 0 {
            return false;
        }
        self.unread = slice.left;
        let row = |entry| Row::of(entry, &mut self.values).standing(true, false, false);
        let rows = slice.entries.into_iter().map(row).collect();
        self.rows.extend(rows).iter().for_each(|row| self.weigh(row, 1));
        match slice.rest {
            None => self.gaps = self.gap_behind(None).into_iter().collect(),
            Some(page) => self.end_reading(page),
        }
        true
    }

    /// Everything that was handed over is read: what is known of the whole list can be said.
    fn end_reading(&mut self, page: Page) {
        self.unread = 0;
        self.gaps =
            if page.has_more { self.gap_behind(page.next_cursor).into_iter().collect() } else { Vec::new() };
        self.fold_all();
        let told = self.counts.total.as_ref().is_some_and(|total| total.relation == Relation::Eq);
        self.count_all(told);
        if self.alone {
            self.ask_again();
        }
        self.take_from_aside();
    }

    /// The gap behind the last row that is loaded.
    fn gap_behind(&self, cursor: Option<String>) -> Option<Gap> {
        let after = self.rows.iter().rev().find(|row| row.covered).map(Row::place);
        Some(Gap { after, to: None, cursor })
    }

    /// Whether more is being read that is there already.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.unread > 0
    }

    /// Whether the gap on screen is nobody's to ask for: what is in it is being read, or was never to be had.
    fn fills_itself(&self) -> bool {
        self.alone || (self.unread > 0 && !self.sieve.narrows())
    }

    /// Whether the row has a place of its own in the list.
    #[must_use]
    pub fn shows(&self, row: &Row) -> bool {
        if self.sieve.narrows() { self.passes(row) } else { row.covered && !row.folded }
    }

    /// Whether the same rows as in another state have a place, as far as they are the same in both.
    #[must_use]
    pub fn is_sifted_as(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.filter, &other.filter) && Rc::ptr_eq(&self.found.keys, &other.found.keys)
    }

    /// The row in which a case is shown, or the row itself.
    #[must_use]
    pub fn shown_for(&self, row: &Row) -> Option<Row> {
        if self.shows(row) {
            return Some(row.clone());
        }
        let case = self.threads.case(row.key)?;
        self.rows
            .iter()
            .find(|other| self.shows(other) && self.threads.case(other.key) == Some(case))
            .cloned()
    }

    /// How many other loaded records the case of a row has. Nothing is folded under a filter.
    #[must_use]
    pub fn others_in_case(&self, row: &Row) -> usize {
        let Some(case) = self.threads.case(row.key).filter(|_| !self.sieve.narrows()) else { return 0 };
        let size = self.case_sizes.binary_search_by_key(&case, |(case, _)| *case);
        size.map_or(0, |place| self.case_sizes[place].1.saturating_sub(1))
    }

    /// What is searched for, and what passes.
    #[must_use]
    pub fn sieve(&self) -> &Sieve {
        &self.sieve
    }

    /// Values of a facet and how many there are, each facet under every filter but its own.
    #[must_use]
    pub fn facet(&self, facet: Facet) -> &FacetCounts {
        &self.found.counts.as_ref().unwrap_or(&self.counts).facets[facet as usize]
    }

    /// Where everything is.
    #[must_use]
    pub fn meter(&self) -> Meter {
        let everything = !self.sieve.narrows();
        let counts = if everything { Some(&self.counts) } else { self.found.counts.as_ref() };
        let matching = counts.and_then(|counts| counts.total.as_ref());
        self.tally.meter(&self.counts, matching, self.current_gaps().is_empty())
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
        let spot = self.rows.spot_of(row.at(), &row.item().id);
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

    /// A newer first page, by a refresh or by the stream. What is older stays when the stream has told all that
    /// happened to it; else it has to be fetched again.
    pub(crate) fn renew(&mut self, page: &InteractionPage, keep_older: bool) {
        self.generation = self.generation.wrapping_add(1);
        self.fetch = PageFetch::Idle;
        if keep_older {
            self.merge_newest(page);
        } else {
            self.start_again(page);
        }
        self.ask_again();
    }

    /// Forgets everything but the page and what the stream has told since it is complete again.
    fn start_again(&mut self, page: &InteractionPage) {
        let told: Vec<Row> = self.rows.iter().filter(|row| row.live).cloned().collect();
        let newest = Self::with_values(page, self.alone, self.values.clone());
        self.aside.extend(told);
        (self.rows, self.threads, self.case_sizes) = (newest.rows, newest.threads, newest.case_sizes);
        (self.gaps, self.counts, self.values) = (newest.gaps, newest.counts, newest.values);
        let known: Vec<Row> = std::mem::take(&mut self.aside);
        self.lost_track = false;
        for row in known {
            self.changed(row.item().clone(), false);
        }
    }

    /// Whether changes were missed, so that what is older has to be fetched again too.
    pub(super) fn has_lost_track(&self) -> bool {
        self.lost_track
    }

    /// Changes were missed. What was told before may be out of date, what is told from now on is not.
    pub(super) fn lose_track(&mut self) -> bool {
        self.lost_track = true;
        self.aside.clear();
        let live: Vec<u64> = self.rows.iter().filter(|row| row.live).map(|row| row.key).collect();
        for spot in live.into_iter().filter_map(|key| self.rows.find_key(key)).collect::<Vec<_>>() {
            self.rows.change(spot, |row| row.live = false);
        }
        true
    }

    pub(super) fn narrow(&mut self, filter: TimelineFilter) -> bool {
        let changed = *self.filter != filter;
        if changed {
            self.filter = Rc::new(filter);
            self.sieve = Sieve::new(&self.filter, &mut self.values);
            self.generation = self.generation.wrapping_add(1);
            self.fetch = PageFetch::Idle;
            self.ask_again();
        }
        changed
    }

    /// What is loaded is sifted at once; the server is asked for the rest, unless nothing can be missing.
    fn ask_again(&mut self) {
        self.found = Found::default();
        if self.sieve.narrows() {
            let by_words = !self.sieve.query().is_empty();
            if self.alone {
                self.found.gaps.clone_from(&self.gaps);
            } else if by_words || !self.gaps.is_empty() {
                self.found.gaps.push(Gap::default());
                self.fetch = PageFetch::Asking(Ask::Gap(0));
            }
            if self.found.gaps.is_empty() {
                let counts = Counts::of_rows(&self.rows, &self.sieve, &self.values);
                self.found.counts = Some(Rc::new(counts));
            }
        }
        self.recount();
    }

    /// The next page at the end, or another try of what failed.
    pub(super) fn load_more(&mut self) -> bool {
        let last = self.current_gaps().len().checked_sub(1).map(Ask::Gap);
        let ask = if let PageFetch::Failed(ask, _) = self.fetch { Some(ask) } else { last };
        self.ask(ask)
    }

    /// The next page in a gap between loaded rows.
    pub(super) fn fill(&mut self, gap: usize) -> bool {
        self.ask((gap < self.current_gaps().len()).then_some(Ask::Gap(gap)))
    }

    fn ask(&mut self, ask: Option<Ask>) -> bool {
        let free = !matches!(self.fetch, PageFetch::Asking(_)) && !self.fills_itself();
        let Some(ask) = ask.filter(|_| free) else { return false };
        self.fetch = PageFetch::Asking(ask);
        true
    }

    /// Gets to what was there before a moment: at once where that is loaded, by a page where it is not.
    pub(super) fn jump(&mut self, before: Timestamp) -> bool {
        self.aim(Goal::Before(before));
        self.fetch_around(before);
        true
    }

    /// Gets to an interaction and opens it.
    pub(super) fn reveal(&mut self, id: Rc<str>) -> bool {
        self.revealing = None;
        match self.rows.find(&id).and_then(|spot| self.rows.get(spot)).cloned() {
            Some(row) if row.covered => {
                if !self.passes(&row) {
                    self.narrow(TimelineFilter::default());
                }
                if row.item().restricted.is_none() && !self.is_open(&id) {
                    self.toggle(&id);
                }
                self.aim(Goal::Row(id));
            }
            _ if self.alone => return false,
            _ => {
                self.close(&id);
                self.open.push(Opened { id: id.clone(), detail: Detail::Loading });
                self.revealing = Some(id);
            }
        }
        true
    }

    fn aim(&mut self, goal: Goal) {
        let serial = self.goal.as_ref().map_or(0, |(serial, _)| serial.wrapping_add(1));
        self.goal = Some((serial, goal));
    }

    fn fetch_around(&mut self, before: Timestamp) {
        let place = Place { at: before.as_millis() - 1, id: "".into() };
        if self.gap_around(&place).is_some() && !self.fills_itself() {
            self.generation = self.generation.wrapping_add(1);
            self.fetch = PageFetch::Asking(Ask::Jump(before));
        }
    }

    pub(super) fn arrived(&mut self, result: Result<InteractionPage, Failure>) -> bool {
        let PageFetch::Asking(ask) = self.fetch else { return false };
        match result {
            Err(Failure::Aborted) => return false,
            Err(failure) => self.fetch = PageFetch::Failed(ask, failure),
            Ok(page) => self.take_page(ask, page),
        }
        true
    }

    fn take_page(&mut self, ask: Ask, page: InteractionPage) {
        self.fetch = PageFetch::Idle;
        let first = match ask {
            Ask::Gap(at) => self.current_gaps().get(at).is_some_and(|gap| gap.after.is_none()),
            Ask::Jump(_) => false,
        };
        let everything = !self.sieve.narrows();
        if first && everything {
            self.counts = Rc::new(Counts::of_page(&page));
        } else if first {
            self.found.counts = Some(Rc::new(Counts::of_page(&page)));
        }
        let asked_to = match ask {
            Ask::Jump(to) => Some(to),
            Ask::Gap(at) => self.current_gaps().get(at).and_then(Gap::end),
        };
        let place = page.items.first().map(Place::of);
        let at = match ask {
            Ask::Gap(at) => Some(at),
            Ask::Jump(_) => place.as_ref().and_then(|first| self.gap_around(first)),
        };
        let stretch = self.take_items(page, asked_to);
        let gaps = if everything { &mut self.gaps } else { &mut self.found.gaps };
        match (ask, at) {
            (Ask::Gap(_), Some(at)) => gaps::close(gaps, at, stretch),
            (Ask::Jump(_), Some(at)) => {
                // What is between the rows above and this page is still to come; this page opens a gap of its own.
                gaps.insert(at + 1, Gap { after: gaps[at].after.clone(), ..Gap::default() });
                gaps::close(gaps, at + 1, stretch);
            }
            // There is nothing before that moment; what is between it and the rows above is still to come.
            (_, None) if place.is_none() => {}
            // The page begins within what is loaded: it goes on at the end of that.
            (_, None) => {
                let next = gaps.iter().position(|gap| gap.after.as_ref() >= place.as_ref());
                gaps::close(gaps, next.unwrap_or(gaps.len()), stretch);
            }
        }
        self.take_from_aside();
        self.recount();
    }

    /// Puts the items of a page into the list on screen.
    fn take_items(&mut self, page: InteractionPage, to: Option<Timestamp>) -> Stretch {
        let everything = !self.sieve.narrows();
        let rest = page.page.has_more.then_some(Gap { after: None, to, cursor: page.page.next_cursor });
        let last = page.items.iter().map(Place::of).max();
        let last_known = last.as_ref().is_some_and(|last| self.is_listed(last));
        let mut cases = Vec::new();
        for item in page.items {
            let paged = (key_of(&item.id), Place::of(&item));
            cases.extend(self.put(item, everything, false));
            if !everything && self.stands_on(&paged) {
                self.find(paged.0);
            }
        }
        self.fold(cases);
        Stretch { last, last_known, next: rest }
    }

    /// Whether the row is where a page knows it. A newer version may have left that place, and what lies around the
    /// place it went to is not known by this page.
    fn stands_on(&self, (key, place): &(u64, Place)) -> bool {
        let row = self.rows.find_key(*key).and_then(|spot| self.rows.get(spot));
        row.is_some_and(|row| row.against(place.at, &place.id).is_eq())
    }

    /// Whether a row of the list stands on this very place.
    fn is_listed(&self, place: &Place) -> bool {
        let row = self.rows.get(self.rows.spot_of(place.at, &place.id));
        row.is_some_and(|row| row.against(place.at, &place.id).is_eq() && self.belongs(row))
    }

    /// Whether the row is part of what is known without holes about the list on screen.
    fn belongs(&self, row: &Row) -> bool {
        if self.sieve.narrows() { self.found.keys.binary_search(&row.key).is_ok() } else { row.covered }
    }

    fn gap_around(&self, place: &Place) -> Option<usize> {
        gaps::around(self.current_gaps(), &self.rows, place, |row| self.belongs(row))
    }

    fn rest_of(&self, page: &InteractionPage) -> Option<Gap> {
        let after = self.rows.iter().next_back().map(Row::place);
        page.page.has_more.then(|| Gap { after, to: None, cursor: page.page.next_cursor.clone() })
    }

    /// The first page again: what is missing on it is gone, what it does not reach is a gap.
    fn merge_newest(&mut self, page: &InteractionPage) {
        let last = page.items.iter().map(Place::of).max();
        let within = |row: &Row| match &last {
            Some(last) if page.page.has_more => row.against(last.at, &last.id).is_le(),
            _ => !page.page.has_more,
        };
        let gone = |row: &Row| {
            row.covered && !row.live && within(row) && page.items.iter().all(|item| item.id != row.item().id)
        };
        let gone: Vec<u64> = self.rows.iter().filter(|row| gone(row)).map(|row| row.key).collect();
        let mut cases: Vec<u64> = gone.iter().filter_map(|key| self.threads.case(*key)).collect();
        for key in gone {
            if let Some(spot) = self.rows.find_key(key) {
                self.take(spot);
            }
        }
        self.counts = Rc::new(Counts::of_page(page));
        let known = last.as_ref().is_none_or(|last| {
            let row = self.rows.get(self.rows.spot_of(last.at, &last.id));
            row.is_some_and(|row| row.covered && row.against(last.at, &last.id).is_eq())
        });
        for item in &page.items {
            cases.extend(self.put(item.clone(), true, false));
        }
        self.fold(cases);
        let next =
            page.page.has_more.then(|| Gap { cursor: page.page.next_cursor.clone(), ..Gap::default() });
        self.gaps.insert(0, Gap::default());
        gaps::close(&mut self.gaps, 0, Stretch { last, last_known: known, next });
        self.take_from_aside();
    }

    /// Something happened to an interaction. Returns whether anything is different.
    pub(crate) fn changed(&mut self, item: Interaction, created: bool) -> bool {
        match self.rows.find(&item.id) {
            Some(spot) => self.update(spot, item),
            None => self.hear_of(item, created),
        }
    }

    fn update(&mut self, spot: Spot, item: Interaction) -> bool {
        let Some(before) = self.rows.get(spot).cloned() else { return false };
        let same = item == *before.item();
        if is_older(&item, before.item()) || (same && before.live) {
            return false;
        }
        // What is the same keeps its memory, so that nothing is drawn again.
        let row = if same { before.clone() } else { self.row(item) };
        self.count(&before, -1);
        self.count(&row, 1);
        let place = row.place();
        self.aside.retain(|told| told.key != before.key);
        self.take(spot);
        // A row that stays where it is stays in the list, also as the first one behind a gap.
        let covered = (before.covered && place == before.place()) || self.is_covered(&place);
        let found = self.is_still_found(&before, &row);
        if covered || found {
            if !covered {
                self.aside.push(row.clone());
            }
            self.insert(row.standing(covered, before.folded, true));
            let case = self.join(&place.id);
            self.fold(case.into_iter().collect());
            if same {
                return covered != before.covered;
            }
            self.outdate(&place.id);
        } else {
            self.aside.push(row);
            let case = self.threads.case(before.key);
            self.fold(case.into_iter().collect());
        }
        true
    }

    /// Something that is not loaded: it comes into the list unless it lies where more is missing. What is announced
    /// twice counts once.
    fn hear_of(&mut self, item: Interaction, created: bool) -> bool {
        let row = self.row(item);
        let (key, place) = (row.key, row.place());
        let told = self.aside.iter().position(|known| known.key == key);
        if told.is_some_and(|told| is_older(row.item(), self.aside[told].item())) {
            return false;
        }
        told.into_iter().for_each(|told| drop(self.aside.remove(told)));
        let new = created && told.is_none();
        if new {
            self.count(&row, 1);
        }
        let covered = self.is_covered(&place);
        let found = self.sieve.narrows() && self.passes(&row) && self.gap_around(&place).is_none();
        if !covered && !found {
            self.aside.push(row);
            return new;
        }
        if !covered {
            self.find(key);
            self.aside.push(row.clone());
        }
        self.news += u32::from(new);
        self.insert(row.standing(covered, false, true));
        let case = self.join(&place.id);
        self.fold(case.into_iter().collect());
        true
    }

    fn row(&mut self, item: Interaction) -> Row {
        Row::new(item, &mut self.values)
    }

    fn count(&mut self, row: &Row, by: i64) {
        Rc::make_mut(&mut self.counts).add(row, &Sieve::default(), &self.values, by);
        if let Some(counts) = &mut self.found.counts
            && self.sieve.finds_words_in(row)
        {
            Rc::make_mut(counts).add(row, &self.sieve, &self.values, by);
        }
    }

    /// What was told of a stretch that is loaded by now.
    fn take_from_aside(&mut self) {
        let mut cases = Vec::new();
        for row in std::mem::take(&mut self.aside) {
            let place = row.place();
            if self.is_covered(&place) {
                cases.extend(self.put(row.item().clone(), true, true));
                continue;
            }
            if self.sieve.narrows() && self.passes(&row) && self.gap_around(&place).is_none() {
                self.find(row.key);
                cases.extend(self.put(row.item().clone(), false, true));
            }
            self.aside.push(row);
        }
        self.fold(cases);
    }

    /// Whether everything around a place is loaded, so that something new there belongs into the list.
    fn is_covered(&self, place: &Place) -> bool {
        gaps::around(&self.gaps, &self.rows, place, |row| row.covered).is_none()
    }

    /// Whether the row, as it is now, is part of what is known of the server's list: it stays where the server has
    /// found it, or it comes to stand where the server has searched.
    fn is_still_found(&mut self, before: &Row, row: &Row) -> bool {
        let known = self.found.keys.binary_search(&before.key).ok();
        if let Some(at) = known {
            Rc::make_mut(&mut self.found.keys).remove(at);
        }
        let place = row.place();
        let stays = known.is_some() && place == before.place();
        let reached = self.sieve.narrows() && self.gap_around(&place).is_none();
        // What the server has found by its words it has found, whatever words the panel knows.
        let passes = match known {
            Some(_) => self.sieve.obstacles(row).none(),
            None => self.sieve.lets_through(row),
        };
        let found = (stays || reached) && passes;
        if found {
            self.find(before.key);
        }
        found
    }

    /// Notes that the server, or the stream, has found an interaction under the filter.
    fn find(&mut self, key: u64) {
        if let Err(place) = self.found.keys.binary_search(&key) {
            Rc::make_mut(&mut self.found.keys).insert(place, key);
        }
    }

    /// Puts an interaction into its place, or a newer version of it into the place of the older one. Returns the case
    /// to be folded again.
    fn put(&mut self, item: Interaction, covered: bool, live: bool) -> Option<u64> {
        let id = item.id.clone();
        let told = self.aside.iter().position(|known| known.item().id == id);
        // What the stream has told of is not gone because an older first page lacks it.
        let live = live || told.is_some();
        if let Some(told) = told {
            // The newer version knows better where it stands; it waits until that is loaded.
            if is_older(&item, self.aside[told].item()) {
                return None;
            }
            if covered {
                self.aside.remove(told);
            } else {
                self.aside[told] = self.row(item.clone());
            }
        }
        match self.rows.find(&id) {
            None => {
                let row = self.row(item);
                self.insert(row.standing(covered, false, live));
            }
            Some(spot) => {
                let before = self.rows.get(spot)?.clone();
                let kept = is_older(&item, before.item()) || item == *before.item();
                let paged = covered.then(|| Place::of(&item));
                let row = if kept { before.clone() } else { self.row(item) };
                let place = row.place();
                // What the page covers is the place it knows, which a newer version may have left.
                let paged = paged.is_some_and(|paged| paged == place);
                if kept && (before.covered || !paged) {
                    return None;
                }
                self.take(spot);
                let covered =
                    paged || (before.covered && (place == before.place() || self.is_covered(&place)));
                self.insert(row.standing(covered, before.folded, live || before.live));
            }
        }
        self.join(&id)
    }

    fn insert(&mut self, row: Row) {
        self.weigh(&row, 1);
        self.rows.insert(row);
    }

    fn take(&mut self, spot: Spot) {
        let row = self.rows.remove(spot);
        self.weigh(&row, -1);
    }

    fn weigh(&mut self, row: &Row, by: i64) {
        let add = |sum: &mut u64, counts: bool| *sum = sum.saturating_add_signed(if counts { by } else { 0 });
        let passes = self.passes(row);
        add(&mut self.tally.covered, row.covered);
        add(&mut self.tally.matching, passes);
        add(&mut self.tally.restricted, passes && row.is_restricted());
    }

    fn recount(&mut self) {
        self.tally = Tally::default();
        let rows = self.rows.clone();
        rows.iter().for_each(|row| self.weigh(row, 1));
    }

    fn passes(&self, row: &Row) -> bool {
        if !self.sieve.narrows() {
            return row.covered;
        }
        self.found.keys.binary_search(&row.key).is_ok() || self.sieve.lets_through(row)
    }

    fn join(&mut self, id: &str) -> Option<u64> {
        let row = self.rows.find(id).and_then(|spot| self.rows.get(spot))?;
        let others: Vec<u64> = row.item().relationships.iter().map(|it| key_of(&it.id)).collect();
        let key = row.key;
        self.threads.join(key, &others);
        self.threads.case(key)
    }

    /// The newest record of a case stands for it.
    fn fold(&mut self, mut cases: Vec<u64>) {
        cases.sort_unstable();
        cases.dedup();
        for case in cases {
            let members: Vec<u64> = self.threads.members(case).collect();
            let mut size = 0;
            for at in 0..self.rows.pieces().len() {
                for row in 0..self.rows.pieces()[at].len() {
                    let known = &self.rows.pieces()[at][row];
                    if known.covered && members.binary_search(&known.key).is_ok() {
                        if known.folded != (size > 0) {
                            self.rows.change(Spot(at, row), |row| row.folded = size > 0);
                        }
                        size += 1;
                    }
                }
            }
            let sizes = Rc::make_mut(&mut self.case_sizes);
            match sizes.binary_search_by_key(&case, |(case, _)| *case) {
                Ok(place) => sizes[place].1 = size,
                Err(place) => sizes.insert(place, (case, size)),
            }
        }
    }

    fn fold_all(&mut self) {
        let pairs: Vec<(u64, u64)> = self
            .rows
            .iter()
            .flat_map(|row| row.item().relationships.iter().map(|it| (row.key, key_of(&it.id))))
            .collect();
        self.threads = Threads::of_all(&pairs);
        let mut sizes: Vec<(u64, usize)> =
            self.rows.iter().filter_map(|row| self.threads.case(row.key)).map(|case| (case, 0)).collect();
        sizes.sort_unstable();
        sizes.dedup();
        for at in 0..self.rows.pieces().len() {
            for row in 0..self.rows.pieces()[at].len() {
                let Some(case) = self.threads.case(self.rows.pieces()[at][row].key) else { continue };
                let Ok(size) = sizes.binary_search_by_key(&case, |(case, _)| *case) else { continue };
                sizes[size].1 += 1;
                if sizes[size].1 > 1 {
                    self.rows.change(Spot(at, row), |row| row.folded = true);
                }
            }
        }
        self.case_sizes = Rc::new(sizes);
    }

    /// The other loaded records of a row's case, the newest first.
    #[must_use]
    pub fn rest_of_case(&self, row: &Row) -> Vec<Row> {
        let Some(case) = self.threads.case(row.key).filter(|_| !self.sieve.narrows()) else {
            return Vec::new();
        };
        let members: Vec<u64> = self.threads.members(case).collect();
        let is_other =
            |other: &&Row| other.folded && other.covered && members.binary_search(&other.key).is_ok();
        self.rows.iter().filter(is_other).cloned().collect()
    }

    /// Whether the interaction is open.
    #[must_use]
    pub fn is_open(&self, id: &str) -> bool {
        self.open.iter().any(|opened| *opened.id == *id)
    }

    fn close(&mut self, id: &str) {
        self.open.retain(|opened| *opened.id != *id);
    }

    /// Opens an interaction, or closes it.
    pub(super) fn toggle(&mut self, id: &str) -> bool {
        if self.is_open(id) {
            self.close(id);
            return true;
        }
        let Some(row) = self.rows.find(id).and_then(|spot| self.rows.get(spot)) else { return false };
        let detail = if self.alone { Detail::Loaded(Rc::new(row.item().clone())) } else { Detail::Loading };
        self.open.push(Opened { id: id.into(), detail });
        true
    }

    /// Asks again for what could not be loaded.
    pub(super) fn open_again(&mut self, id: &str) -> bool {
        self.set_detail(id, Detail::Loading)
    }

    pub(super) fn detail_arrived(&mut self, id: &str, result: Result<Box<Interaction>, Failure>) -> bool {
        let detail = match result {
            Err(Failure::Aborted) => return false,
            Err(Failure::NotFound) => Detail::Gone,
            Err(failure) => Detail::Failed(failure),
            Ok(item) => Detail::Loaded(Rc::from(item)),
        };
        if self.revealing.as_deref() == Some(id)
            && let Detail::Loaded(item) = &detail
        {
            let end = Timestamp::from_millis(Place::of(item).at + 1);
            self.revealing = None;
            self.narrow(TimelineFilter::default());
            self.aim(Goal::Row(id.into()));
            self.fetch_around(end);
        }
        self.set_detail(id, detail)
    }

    fn set_detail(&mut self, id: &str, detail: Detail) -> bool {
        let Some(opened) = self.open.iter_mut().find(|opened| *opened.id == *id) else { return false };
        opened.detail = detail;
        true
    }

    /// What is open is asked for again when it has changed; until then the older version stays.
    fn outdate(&mut self, id: &str) {
        if let Some(opened) = self.open.iter_mut().find(|opened| *opened.id == *id)
            && let Detail::Loaded(item) = &opened.detail
        {
            opened.detail = Detail::Outdated(item.clone());
        }
    }

    /// The linked interaction that is not there, or no longer.
    #[must_use]
    pub fn missing(&self) -> Option<&Opened> {
        let id = self.revealing.as_deref()?;
        self.open.iter().find(|opened| *opened.id == *id && opened.detail != Detail::Loading)
    }

    /// Whether the period is one of the presets of this many days.
    #[must_use]
    pub fn is_last(&self, wanted: u16) -> bool {
        matches!(self.filter.period, Period::Last { days, .. } if days == wanted)
    }
}

/// A copy that was on its way while a newer one arrived.
fn is_older(item: &Interaction, than: &Interaction) -> bool {
    matches!((item.last_update, than.last_update), (Some(item), Some(than)) if item < than)
}

#[cfg(test)]
#[path = "timeline_tests.rs"]
mod tests;
