//! Pages that arrive, and what was handed over with the first one. Knows where they go in the list, not who asked for them.

use std::rc::Rc;

use context_contract::{InteractionPage, Timestamp, enums::Relation, interaction::Page};

use super::{
    super::{
        counts::Counts,
        gaps::{self, Gap, Stretch},
        rows::{Place, Row, key_of},
    },
    Ask, PageFetch, Slice, Timeline,
};
use crate::failure::Failure;

impl Timeline {
    /// Takes in some of what was handed over with the first page.
    pub(in crate::store) fn take_slice(&mut self, slice: Slice) -> bool {
        if !self.reading {
            return false;
        }
        match slice {
            Slice::Rows { rows, values, related } => {
                let renamed = self.values.adopt(&values);
                let row = |row: Row| row.renamed(&renamed).standing(true, false, false);
                self.take_rows(rows.into_iter().map(row).collect());
                Rc::make_mut(&mut self.related).extend(related);
                self.gaps = self.rest(&Page { has_more: true, ..Page::default() }).into_iter().collect();
            }
            Slice::Cases => self.fold_all(),
            Slice::End(page) => self.end_reading(&page),
        }
        true
    }

    fn take_rows(&mut self, rows: Vec<Row>) {
        let (found, new) = self.part_by_search(rows);
        for row in found {
            self.put(&row.item(), true, false);
        }
        let mut all = std::mem::take(&mut self.rows);
        all.extend(new, |row| self.weigh(row, 1));
        self.rows = all;
    }

    /// Those that a search has brought before their turn, and the others.
    fn part_by_search(&self, rows: Vec<Row>) -> (Vec<Row>, Vec<Row>) {
        if self.tally.covered == self.rows.len() as u64 {
            return (Vec::new(), rows);
        }
        let mut found: Vec<u64> = self.rows.iter().filter(|row| !row.covered).map(|row| row.key).collect();
        found.sort_unstable();
        rows.into_iter().partition(|row| found.binary_search(&row.key).is_ok())
    }

    /// Everything that was handed over is read: what is known of the whole list can be said.
    fn end_reading(&mut self, page: &Page) {
        self.reading = false;
        self.gaps = self.rest(page).into_iter().collect();
        let told = self.counts.total.as_ref().is_some_and(|total| total.relation == Relation::Eq);
        self.count_all(told);
        self.take_from_aside();
        if self.alone {
            self.ask_again();
        } else {
            self.recount();
        }
    }

    /// The next page at the end, or another try of what failed.
    pub(in crate::store) fn load_more(&mut self) -> bool {
        let last = self.current_gaps().len().checked_sub(1).map(Ask::Gap);
        let ask = if let PageFetch::Failed(ask, _) = self.fetch { Some(ask) } else { last };
        self.ask(ask)
    }

    /// The next page in a gap between loaded rows.
    pub(in crate::store) fn fill(&mut self, gap: usize) -> bool {
        self.ask((gap < self.current_gaps().len()).then_some(Ask::Gap(gap)))
    }

    fn ask(&mut self, ask: Option<Ask>) -> bool {
        let free = !matches!(self.fetch, PageFetch::Asking(_)) && !self.fills_itself();
        let Some(ask) = ask.filter(|_| free) else { return false };
        self.fetch = PageFetch::Asking(ask);
        true
    }

    pub(super) fn fetch_around(&mut self, before: Timestamp) {
        let place = Place { at: before.as_millis() - 1, id: "".into() };
        if self.gap_around(&place).is_some() && !self.fills_itself() {
            self.generation = self.generation.wrapping_add(1);
            self.fetch = PageFetch::Asking(Ask::Jump(before));
        }
    }

    pub(in crate::store) fn arrived(&mut self, result: Result<InteractionPage, Failure>) -> bool {
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
            cases.extend(self.put(&item, everything, false));
            // A newer version may have left the place that the page knows, and what lies around the place it went to is
            // not known by this page.
            if !everything && self.rows.standing_on(&Place::of(&item)).is_some() {
                self.find(key_of(&item.id));
            }
        }
        self.fold(cases);
        Stretch { last, last_known, next: rest }
    }

    /// Whether a row of the list stands on this very place.
    fn is_listed(&self, place: &Place) -> bool {
        let row = self.rows.standing_on(place).and_then(|spot| self.rows.get(spot));
        row.is_some_and(|row| self.belongs(row))
    }
}
