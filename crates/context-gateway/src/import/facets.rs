//! Counts interactions per customer while they are written, and writes the counts in large sorted portions.
//! Knows the table of counts, not interactions.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use rusqlite::{Connection, params};

use crate::Error;

/// Counts held before they are written; about 40 MB.
const MOST_HELD: usize = 1_000_000;

/// What is counted, as the table names it.
const FACETS: [&str; 4] = ["department", "channel", "type", "status"];

/// Changes of counts that are not written yet.
#[derive(Debug, Default)]
pub(super) struct Facets {
    values: Vec<(&'static str, String)>,
    numbers: [HashMap<String, u32, RandomState>; 4],
    changes: HashMap<(i64, u32), i64, RandomState>,
}

impl Facets {
    /// Counts an interaction in (`by` 1) or out (`by` -1).
    pub(super) fn count(&mut self, cid: i64, [department, channel, kind, status]: [&str; 4], by: i64) {
        for (facet, value) in [department, channel, kind, status].into_iter().enumerate() {
            let number = self.number(facet, value);
            *self.changes.entry((cid, number)).or_default() += by;
        }
    }

    /// Whether it is time to write.
    pub(super) fn is_full(&self) -> bool {
        self.changes.len() >= MOST_HELD
    }

    /// Writes all changes.
    pub(super) fn flush(&mut self, connection: &Connection) -> Result<(), Error> {
        let totals = self.totals();
        let one = |((cid, number), by): ((i64, u32), i64)| {
            let (facet, value) = &self.values[number as usize];
            (cid, *facet, value.as_str(), by)
        };
        let mut changes: Vec<(i64, &str, &str, i64)> =
            self.changes.drain().map(one).chain(totals).filter(|(.., by)| *by != 0).collect();
        changes.sort_unstable();
        let mut upsert = connection.prepare_cached(
            "INSERT INTO facet (cid, facet, value, n) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (cid, facet, value) DO UPDATE SET n = n + excluded.n",
        )?;
        let mut remove = connection
            .prepare_cached("DELETE FROM facet WHERE cid = ?1 AND facet = ?2 AND value = ?3 AND n = 0")?;
        for (cid, facet, value, by) in changes {
            upsert.execute(params![cid, facet, value, by])?;
            if by < 0 {
                remove.execute(params![cid, facet, value])?;
            }
        }
        Ok(())
    }

    /// Every interaction has one department, so that these add up to the total.
    fn totals(&self) -> Vec<(i64, &'static str, &'static str, i64)> {
        let mut totals: HashMap<i64, i64, RandomState> = HashMap::default();
        for ((cid, number), by) in &self.changes {
            if self.values[*number as usize].0 == FACETS[0] {
                *totals.entry(*cid).or_default() += by;
            }
        }
        totals.into_iter().map(|(cid, by)| (cid, "total", "", by)).collect()
    }

    /// Departments and the like are few; customers are many.
    fn number(&mut self, facet: usize, value: &str) -> u32 {
        if let Some(number) = self.numbers[facet].get(value) {
            return *number;
        }
        let number = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.values.push((FACETS[facet], value.to_owned()));
        self.numbers[facet].insert(value.to_owned(), number);
        number
    }
}
