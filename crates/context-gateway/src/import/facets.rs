//! Counts interactions per customer while they are written, and writes the counts in large sorted portions.
//! Knows the table of counts, not interactions.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use rusqlite::{Connection, params};

use crate::{
    Error,
    store::facet::{COUNT, FACETS, Values},
};

/// Counts held before they are written; about 50 MB.
const MOST_HELD: usize = 600_000;

/// Changes of counts that are not written yet.
#[derive(Debug, Default)]
pub(super) struct Facets {
    names: Values<Names>,
    /// By customer and the numbers of all values of an interaction: one change for all facets, not one for each.
    changes: HashMap<(i64, Values<u32>), i64, RandomState>,
}

/// The values of a facet by number: departments and the like are few, customers are many.
#[derive(Debug, Default)]
struct Names {
    numbers: HashMap<String, u32, RandomState>,
    values: Vec<String>,
}

/// Facet, value and by how much its count changes.
type Change<'a> = (&'static str, &'a str, i64);

impl Facets {
    /// Counts an interaction in (`by` 1) or out (`by` -1).
    pub(super) fn count(&mut self, cid: i64, values: Values<&str>, by: i64) {
        let mut numbers = [0; COUNT];
        for ((number, names), value) in numbers.iter_mut().zip(&mut self.names).zip(values) {
            *number = names.number(value);
        }
        *self.changes.entry((cid, numbers)).or_default() += by;
    }

    /// Whether it is time to write.
    pub(super) fn is_full(&self) -> bool {
        self.changes.len() >= MOST_HELD
    }

    /// Writes all changes.
    pub(super) fn flush(&mut self, connection: &Connection) -> Result<(), Error> {
        let mut upsert = connection.prepare_cached(
            "INSERT INTO facet (cid, facet, value, n) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (cid, facet, value) DO UPDATE SET n = n + excluded.n",
        )?;
        let mut remove = connection
            .prepare_cached("DELETE FROM facet WHERE cid = ?1 AND facet = ?2 AND value = ?3 AND n = 0")?;
        let mut held: Vec<((i64, Values<u32>), i64)> = self.changes.drain().collect();
        held.sort_unstable();
        for customer in held.chunk_by(|((left, _), _), ((right, _), _)| left == right) {
            let cid = customer[0].0.0;
            for (facet, value, by) in changes_of(customer, &self.names) {
                upsert.execute(params![cid, facet, value, by])?;
                if by < 0 {
                    remove.execute(params![cid, facet, value])?;
                }
            }
        }
        Ok(())
    }
}

/// The changes of one customer, by facet, sorted as the table is.
fn changes_of<'a>(held: &[((i64, Values<u32>), i64)], names: &'a Values<Names>) -> Vec<Change<'a>> {
    let mut changes: Vec<Change<'a>> = vec![];
    for ((_, numbers), by) in held {
        let values = FACETS.into_iter().zip(names).zip(numbers);
        let values = values.map(|((facet, names), number)| (facet, names.values[*number as usize].as_str()));
        for (facet, value) in values.chain([("total", "")]) {
            match changes.iter_mut().find(|(known, other, _)| (*known, *other) == (facet, value)) {
                Some((.., sum)) => *sum += by,
                None => changes.push((facet, value, *by)),
            }
        }
    }
    changes.retain(|(.., by)| *by != 0);
    changes.sort_unstable();
    changes
}

impl Names {
    fn number(&mut self, value: &str) -> u32 {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let number = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.values.push(value.to_owned());
        self.numbers.insert(value.to_owned(), number);
        number
    }
}
