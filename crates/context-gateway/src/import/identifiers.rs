//! Identifiers of the records of a new database, held back and written in large sorted portions: their table is sorted
//! by them, and what comes in order goes in several times as fast.
//! Knows the table of identifiers, not whose they are.

use rusqlite::{CachedStatement, params};

use crate::{Error, unify::Identifier};

/// Identifiers held before they are written; about 40 MB.
const MOST_HELD: usize = 250_000;

/// Identifiers that are not written yet.
#[derive(Debug, Default)]
pub(super) struct Identifiers(Vec<(Identifier, i64)>);

impl Identifiers {
    /// Holds what a record is known by.
    pub(super) fn hold(&mut self, rid: i64, identifiers: &[Identifier]) {
        self.0.extend(identifiers.iter().map(|identifier| (identifier.clone(), rid)));
    }

    /// Whether it is time to write.
    pub(super) fn is_full(&self) -> bool {
        self.0.len() >= MOST_HELD
    }

    /// Writes what is held.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn flush(&mut self, insert: &mut CachedStatement<'_>) -> Result<(), Error> {
        self.0.sort_unstable();
        for (identifier, rid) in self.0.drain(..) {
            insert.execute(params![identifier.kind, identifier.value, rid])?;
        }
        Ok(())
    }
}
