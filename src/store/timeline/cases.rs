//! Records of one case: the newest stands for it, the others are folded into it.

use std::rc::Rc;

use super::{
    super::rows::{Place, Row, Spot},
    Timeline,
};
use crate::threads::Threads;

impl Timeline {
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

    pub(super) fn join(&mut self, place: &Place) -> Option<u64> {
        let row = self.rows.standing_on(place).and_then(|spot| self.rows.get(spot))?;
        let (key, others) = (row.key, row.related());
        self.threads.join(key, &others);
        self.threads.case(key)
    }

    /// The newest record of a case stands for it.
    pub(super) fn fold(&mut self, mut cases: Vec<u64>) {
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

    /// Folds every case whose records are loaded.
    pub(super) fn fold_all(&mut self) {
        let mut pairs: Vec<(u64, u64)> = self.threads.pairs().collect();
        pairs.extend_from_slice(&std::mem::take(&mut self.related));
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
}
