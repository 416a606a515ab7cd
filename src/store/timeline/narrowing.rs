//! The timeline under a filter: what has a place in the list, what the server has found, and when it is asked again.
//! Knows the filter's verdict on a row, not how it comes about: that is the sieve's.

use std::rc::Rc;

use super::{
    super::{
        filter::{Period, Sieve, TimelineFilter},
        gaps::Gap,
        rows::{Piece, Row},
    },
    Ask, Found, PageFetch, Sifted, Timeline,
};

impl Timeline {
    pub(in crate::store) fn narrow(&mut self, filter: TimelineFilter) -> bool {
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

    /// What is searched for, and what passes.
    #[must_use]
    pub fn sieve(&self) -> &Sieve {
        &self.sieve
    }

    /// Whether the period is one of the presets of this many days.
    #[must_use]
    pub fn is_last(&self, wanted: u16) -> bool {
        matches!(self.filter.period, Period::Last { days, .. } if days == wanted)
    }

    /// What is loaded is sifted at once; the server is asked for the rest, unless nothing can be missing.
    pub(super) fn ask_again(&mut self) {
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
                self.found.counts = Some(Rc::new(self.recount_values()));
                return;
            }
        }
        self.recount();
    }

    /// Whether the row is part of what is known without holes about the list on screen.
    pub(super) fn belongs(&self, row: &Row) -> bool {
        if self.sieve.narrows() { self.found.keys.binary_search(&row.key).is_ok() } else { row.covered }
    }

    /// Notes that the server, or the stream, has found an interaction under the filter.
    pub(super) fn find(&mut self, key: u64) {
        if let Err(place) = self.found.keys.binary_search(&key) {
            Rc::make_mut(&mut self.found.keys).insert(place, key);
            self.sifted = Sifted::default();
        }
    }

    pub(super) fn passes(&self, row: &Row) -> bool {
        if !self.sieve.narrows() {
            return row.covered;
        }
        self.is_found(row) || self.sieve.lets_through(row)
    }

    /// Whether the server has found it.
    pub(super) fn is_found(&self, row: &Row) -> bool {
        !self.found.keys.is_empty() && self.found.keys.binary_search(&row.key).is_ok()
    }

    /// Which rows of a piece have a place, by their place in the piece; `n` is the number of the piece.
    #[must_use]
    pub fn shown_in(&self, n: usize, piece: &Rc<Piece>) -> Vec<u16> {
        match self.sifted.0.get(n) {
            Some((sifted, shown)) if Rc::ptr_eq(sifted, piece) => shown.to_vec(),
            _ => (0..).zip(piece.iter()).filter(|(_, row)| self.shows(row)).map(|(at, _)| at).collect(),
        }
    }
}
