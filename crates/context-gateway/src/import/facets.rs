//! Counts interactions per customer while they are written, and writes the counts in large sorted portions.
//! Knows the table of counts, not interactions.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use rusqlite::{Connection, params};

use crate::Error;

/// Counts held before they are written; about 40 MB.
const MOST_HELD: usize = 1_000_000;

/// What is counted, as the table names it.
const FACETS: [&str; 5] = ["total", "department", "channel", "type", "status"];

/// Changes of counts that are not written yet.
#[derive(Debug, Default)]
pub(super) struct Facets {
    values: Vec<(&'static str, String)>,
    numbers: [HashMap<String, u32, RandomState>; 5],
    changes: HashMap<(i64, u32), i64, RandomState>,
}

impl Facets {
    /// Counts an interaction in (`by` 1) or out (`by` -1).
    pub(super) fn count(&mut self, cid: i64, [department, channel, kind, status]: [&str; 4], by: i64) {
        for (facet, value) in ["", department, channel, kind, status].into_iter().enumerate() {
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
        let mut changes: Vec<((i64, u32), i64)> = self.changes.drain().filter(|(_, by)| *by != 0).collect();
        let rank = |number: u32| &self.values[number as usize];
        changes.sort_unstable_by(|((a, x), _), ((b, y), _)| a.cmp(b).then_with(|| rank(*x).cmp(rank(*y))));
        let mut upsert = connection.prepare_cached(
            "INSERT INTO facet (cid, facet, value, n) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (cid, facet, value) DO UPDATE SET n = n + excluded.n",
        )?;
        for ((cid, number), by) in changes {
            let (facet, value) = rank(number);
            upsert.execute(params![cid, facet, value, by])?;
        }
        connection.execute("DELETE FROM facet WHERE n = 0", [])?;
        Ok(())
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
