//! How many interactions there are, in total and by facet, and how many of them are where: the completeness meter.
//! Pure; it adds up and invents nothing.

use std::rc::Rc;

use context_contract::{InteractionPage, enums::Relation, interaction::Total};

use super::{
    filter::{Facet, Obstacles, Sieve},
    rows::{Row, Rows},
    values::{Codes, Values},
};
use crate::order;

/// Values of a facet with how many interactions have them, the most frequent first.
pub type FacetCounts = Vec<(Rc<str>, u64)>;

/// Total and facets.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Counts {
    /// How many there are, when somebody can tell.
    pub(super) total: Option<Total>,
    /// By facet, in the order of [`Facet::ALL`]; empty where nobody can tell.
    pub(super) facets: [FacetCounts; 5],
}

impl Counts {
    /// As the server counted.
    #[must_use]
    pub(super) fn of_page(page: &InteractionPage) -> Self {
        let mut counts = Self { total: page.total.clone(), ..Self::default() };
        for (values, facet) in counts.facets.iter_mut().zip(Facet::ALL) {
            let counted = page.facets.get(facet.name()).into_iter().flatten();
            values.extend(counted.map(|(value, count)| (Rc::from(value.as_str()), *count)));
            in_order(values);
        }
        counts
    }

    /// Counts what is loaded, without a filter.
    #[must_use]
    pub(super) fn of_rows(rows: &Rows, values: &Values) -> Self {
        let mut counter = Counter::default();
        let covered = rows.iter().filter(|row| row.covered);
        covered.for_each(|row| counter.add(Obstacles::default(), row.codes()));
        counter.finish(values)
    }

    /// Counts one more, or one less. Values keep their places, so that nothing jumps under the pointer.
    pub(super) fn add(&mut self, row: &Row, sieve: &Sieve, values: &Values, by: i64) {
        let obstacles = sieve.obstacles(row);
        if obstacles.none()
            && let Some(total) = &mut self.total
        {
            total.value = total.value.saturating_add_signed(by);
        }
        for (counts, (facet, code)) in self.facets.iter_mut().zip(Facet::ALL.into_iter().zip(row.codes())) {
            let Some(value) = values.value(facet, *code).filter(|_| obstacles.none_but(facet)) else {
                continue;
            };
            match counts.iter_mut().find(|(known, _)| known == value) {
                Some((_, count)) => *count = count.saturating_add_signed(by),
                None if by > 0 => counts.push((value.clone(), 1)),
                None => {}
            }
        }
    }
}

/// Counts rows one by one, each facet under every filter but its own.
#[derive(Debug, Default)]
pub(super) struct Counter {
    total: u64,
    by_code: [Vec<u64>; 5],
}

impl Counter {
    /// Counts a row in which the words are.
    pub(super) fn add(&mut self, obstacles: Obstacles, codes: &Codes) {
        if obstacles.none() {
            self.total += 1;
            Facet::ALL.into_iter().for_each(|facet| self.add_to(facet, codes));
        } else if let Some(facet) = obstacles.only_facet() {
            self.add_to(facet, codes);
        }
    }

    fn add_to(&mut self, facet: Facet, codes: &Codes) {
        let (counts, at) = (&mut self.by_code[facet as usize], usize::from(codes[facet as usize]));
        if at >= counts.len() {
            counts.resize(at + 1, 0);
        }
        counts[at] += 1;
    }

    pub(super) fn finish(self, values: &Values) -> Counts {
        let facets = Facet::ALL.map(|facet| named(values, facet, &self.by_code[facet as usize]));
        Counts { total: Some(Total { value: self.total, relation: Relation::Eq }), facets }
    }
}

/// Counts with the values that the codes stand for.
fn named(values: &Values, facet: Facet, by_code: &[u64]) -> FacetCounts {
    let counted = (0..).zip(by_code).filter(|(_, count)| **count > 0);
    let mut counts: FacetCounts =
        counted.filter_map(|(code, count)| Some((values.value(facet, code)?.clone(), *count))).collect();
    in_order(&mut counts);
    counts
}

/// Equal ones by name, so that the chips keep their places.
fn in_order(values: &mut FacetCounts) {
    order::by(values, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
}

/// Where all of a customer's interactions are. The parts add up to the total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meter {
    /// Loaded, passing the filter, and the agent may see them.
    pub shown: u64,
    /// Not passing the filter.
    pub hidden: u64,
    /// Passing the filter and not here yet.
    pub not_loaded: u64,
    /// Shown as existing and nothing more.
    pub restricted: u64,
    /// All of them.
    pub total: u64,
    /// There may be more than `total`, because somebody could not tell.
    pub at_least: bool,
    /// How many pass the filter, once that is known.
    pub matching: Option<u64>,
}

/// What is loaded, counted as it comes and goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// In the unfiltered list.
    pub(super) covered: u64,
    /// Passing the filter.
    pub(super) matching: u64,
    /// Of those, restricted.
    pub(super) restricted: u64,
}

impl Tally {
    /// The meter. `counts` are those without a filter; `matching` is how many pass it, when that is known, and
    /// `complete` says that all of them are here.
    pub(super) fn meter(&self, counts: &Counts, matching: Option<&Total>, complete: bool) -> Meter {
        let known = counts.total.as_ref().map_or(0, |total| total.value);
        let total = known.max(self.matching).max(self.covered);
        let rest = total - self.matching;
        let not_loaded = match matching {
            _ if complete => 0,
            Some(matching) => matching.value.saturating_sub(self.matching).min(rest),
            None => (total - self.covered).min(rest),
        };
        let matching =
            if complete { Some(self.matching) } else { matching.map(|it| it.value.max(self.matching)) };
        Meter {
            shown: self.matching - self.restricted,
            hidden: rest - not_loaded,
            not_loaded,
            restricted: self.restricted,
            total,
            at_least: counts.total.as_ref().is_none_or(|total| total.relation == Relation::Gte),
            matching,
        }
    }
}
