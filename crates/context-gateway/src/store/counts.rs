//! How many interactions there are, by facet and in total. Knows filters and what is hidden, not pages.
//!
//! A facet is counted under every filter but its own, so that its chips say what choosing them would show.

use std::collections::BTreeMap;

use context_contract::{enums::Relation, interaction::Total};
use rusqlite::{Connection, named_params, params};

use super::{
    facet::{COUNT, FACETS, FIRST_HIDDEN, Values},
    timeline::{Filter, PERIOD_AND_SOURCES, Scope, VISIBLE, choice, from, list, table, to},
};
use crate::Error;

/// Counts under a filter.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By facet and value; each facet under every filter but its own.
    pub facets: BTreeMap<String, BTreeMap<String, u64>>,
    /// All of them under the filter.
    pub total: u64,
}

impl Counts {
    /// The total as it goes over the wire: exact unless a source is missing.
    #[must_use]
    pub fn total(&self, exact: bool) -> Total {
        Total { value: self.total, relation: if exact { Relation::Eq } else { Relation::Gte } }
    }
}

/// Counts by facet and in total. Without a filter they are read from the counts the writers keep.
///
/// # Errors
/// [`Error::Store`].
pub fn count(connection: &Connection, scope: &Scope, filter: &Filter) -> Result<Counts, Error> {
    if filter.is_empty() && scope.without.is_empty() {
        return kept_counts(connection, scope);
    }
    let (table, expression) = table(scope, filter);
    let sql = format!(
        "SELECT i.department, i.type, i.channel, i.status, i.direction, :visible, count(*)
         {table}{PERIOD_AND_SOURCES} GROUP BY 1, 2, 3, 4, 5, 6"
    )
    .replace(":visible", VISIBLE);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(named_params! {
        ":cid": scope.cid,
        ":confidential": list(&scope.confidential),
        ":without": choice(&scope.without),
        ":from": from(filter),
        ":to": to(filter),
        ":match": expression,
    })?;
    let mut counts = Counts::default();
    while let Some(row) = rows.next()? {
        let values = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
        counts.add(filter, &values, row.get(COUNT)?, row.get(COUNT + 1)?);
    }
    Ok(counts)
}

impl Counts {
    fn add(&mut self, filter: &Filter, values: &Values<String>, visible: bool, n: u64) {
        let chosen = filter.chosen();
        let passes = |facet: usize| {
            let hidden = facet >= FIRST_HIDDEN && !visible;
            chosen[facet].is_empty() || (!hidden && chosen[facet].contains(&values[facet]))
        };
        for (facet, name) in FACETS.into_iter().enumerate() {
            let others = (0..COUNT).filter(|&other| other != facet).all(passes);
            if others && (facet < FIRST_HIDDEN || visible) {
                *self.facets.entry(name.into()).or_default().entry(values[facet].clone()).or_default() += n;
            }
        }
        if (0..COUNT).all(passes) {
            self.total += n;
        }
    }
}

fn kept_counts(connection: &Connection, scope: &Scope) -> Result<Counts, Error> {
    let mut counts = Counts::default();
    let mut kept = connection.prepare_cached("SELECT facet, value, n FROM facet WHERE cid = ?1 AND n > 0")?;
    let mut rows = kept.query([scope.cid])?;
    while let Some(row) = rows.next()? {
        let (facet, value, n): (String, String, u64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if facet == "total" {
            counts.total = n;
        } else {
            counts.facets.entry(facet).or_default().insert(value, n);
        }
    }
    take_hidden(connection, scope, &mut counts)?;
    Ok(counts)
}

/// Takes what is hidden from this reader out of the counts that would tell about it.
fn take_hidden(connection: &Connection, scope: &Scope, counts: &mut Counts) -> Result<(), Error> {
    let mut hidden = connection.prepare_cached(
        "SELECT channel, status, direction, count(*) FROM interaction WHERE cid = ?1 AND confidential = 1
         AND department NOT IN (SELECT value FROM json_each(?2)) GROUP BY 1, 2, 3",
    )?;
    let mut rows = hidden.query(params![scope.cid, list(&scope.confidential)])?;
    while let Some(row) = rows.next()? {
        let n: u64 = row.get("count(*)")?;
        for facet in &FACETS[FIRST_HIDDEN..] {
            let value: String = row.get(*facet)?;
            let Some(values) = counts.facets.get_mut(*facet) else { continue };
            let left = values.get(&value).copied().unwrap_or(0).saturating_sub(n);
            if left == 0 {
                values.remove(&value)
            } else {
                values.insert(value, left)
            };
        }
    }
    Ok(())
}
