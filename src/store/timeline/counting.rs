//! How many there are: of each value, under the filter, loaded and restricted. Kept up to date row by row.
//! Knows what counts for what; which rows there are is the list's.

use std::rc::Rc;

use super::{
    super::{
        counts::{Counter, Counts, FacetCounts, Meter, Tally},
        filter::{Facet, Sieve},
        rows::{Piece, Row},
    },
    Sifted, Timeline,
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
            let counted = Counts::of_rows(&self.rows, &self.values);
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

    /// Looks at every loaded row once: which have a place, and how many they are.
    pub(super) fn recount(&mut self) {
        self.sift(None);
    }

    /// As [`Self::recount`], and how many there are of each value.
    pub(super) fn recount_values(&mut self) -> Counts {
        let mut counter = Counter::default();
        self.sift(Some(&mut counter));
        counter.finish(&self.values)
    }

    fn sift(&mut self, mut counter: Option<&mut Counter>) {
        let mut tally = Tally::default();
        let mut shown_in = |piece: &Rc<Piece>| {
            let mut shown = Vec::new();
            for (at, row) in (0..).zip(piece.iter()) {
                let passes = match &mut counter {
                    Some(counter) => self.passes_counted(row, counter),
                    None => self.passes(row),
                };
                tally.covered += u64::from(row.covered);
                tally.matching += u64::from(passes);
                tally.restricted += u64::from(passes && row.is_restricted());
                if passes && (self.sieve.narrows() || !row.folded) {
                    shown.push(at);
                }
            }
            (piece.clone(), shown.into())
        };
        let sifted = self.rows.pieces().iter().map(&mut shown_in).collect();
        (self.sifted, self.tally) = (Sifted(Rc::new(sifted)), tally);
    }

    /// As [`Self::passes`]; the words are looked for once, for the list and for the counts.
    fn passes_counted(&self, row: &Row, counter: &mut Counter) -> bool {
        let obstacles = self.sieve.obstacles(row);
        let counts = row.covered && (obstacles.none() || obstacles.only_facet().is_some());
        let has_words = (counts || obstacles.none()) && self.sieve.finds_words_in(row);
        if counts && has_words {
            counter.add(obstacles, row.codes());
        }
        (has_words && obstacles.none()) || self.is_found(row)
    }

    pub(super) fn weigh(&mut self, row: &Row, by: i64) {
        let add = |sum: &mut u64, counts: bool| *sum = sum.saturating_add_signed(if counts { by } else { 0 });
        let passes = self.passes(row);
        add(&mut self.tally.covered, row.covered);
        add(&mut self.tally.matching, passes);
        add(&mut self.tally.restricted, passes && row.is_restricted());
    }
}
