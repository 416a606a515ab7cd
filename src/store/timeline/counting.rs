//! How many there are: of each value, under the filter, loaded and restricted. Kept up to date row by row.
//! Knows what counts for what; which rows there are is the list's.

use std::rc::Rc;

use super::{
    super::{
        counts::{Counts, FacetCounts, Meter, Tally},
        filter::{Facet, Sieve},
        rows::Row,
    },
    Timeline,
};

impl Timeline {
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

    /// Counts by itself what is loaded, when that is everything.
    pub(super) fn count_all(&mut self, total_is_told: bool) {
        if self.gaps.is_empty() {
            let counted = Counts::of_rows(&self.rows, &Sieve::default(), &self.values);
            let total = self.counts.total.clone().filter(|_| total_is_told).or(counted.total);
            self.counts = Rc::new(Counts { total, facets: counted.facets });
        }
    }

    pub(super) fn count(&mut self, row: &Row, by: i64) {
        Rc::make_mut(&mut self.counts).add(row, &Sieve::default(), &self.values, by);
        if let Some(counts) = &mut self.found.counts
            && self.sieve.finds_words_in(row)
        {
            Rc::make_mut(counts).add(row, &self.sieve, &self.values, by);
        }
    }

    pub(super) fn recount(&mut self) {
        self.tally = Tally::default();
        let rows = self.rows.clone();
        rows.iter().for_each(|row| self.weigh(row, 1));
    }

    pub(super) fn weigh(&mut self, row: &Row, by: i64) {
        let add = |sum: &mut u64, counts: bool| *sum = sum.saturating_add_signed(if counts { by } else { 0 });
        let passes = self.passes(row);
        add(&mut self.tally.covered, row.covered);
        add(&mut self.tally.matching, passes);
        add(&mut self.tally.restricted, passes && row.is_restricted());
    }
}
