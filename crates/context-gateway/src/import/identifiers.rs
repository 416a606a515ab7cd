//! Identifiers of the records of a new database, held back and written in large sorted portions: their table is sorted
//! by them, and what comes in order goes in several times as fast.
//! Knows the table of identifiers, not whose they are.

use rusqlite::{CachedStatement, params};

use crate::{Error, unify::Identifier};

/// Identifiers held before they are written; about 70 MB.
const MOST_HELD: usize = 1_000_000;

/// Identifiers that are not written yet.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    /// Kinds are few: a number of a place in `kinds` stands for each.
    held: Vec<(u32, Box<str>, i64)>,
    kinds: Vec<String>,
    /// Whether what is held is in order, the first one last.
    sorted: bool,
}

impl Identifiers {
    /// Holds what a record is known by.
    pub(super) fn hold(&mut self, rid: i64, identifiers: &[Identifier]) {
        self.sorted = false;
        for identifier in identifiers {
            let kind = self.kind(&identifier.kind);
            self.held.push((kind, identifier.value.as_str().into(), rid));
        }
    }

    /// Whether it is time to write.
    pub(super) fn is_full(&self) -> bool {
        self.held.len() >= MOST_HELD
    }

    /// Whether everything is written.
    pub(super) fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// Writes at most so many of what is held.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn flush(&mut self, most: usize, insert: &mut CachedStatement<'_>) -> Result<(), Error> {
        self.sort();
        let kept = self.held.len().saturating_sub(most);
        for (kind, value, rid) in self.held.drain(kept..).rev() {
            insert.execute(params![self.kinds[kind as usize], value, rid])?;
        }
        Ok(())
    }

    fn sort(&mut self) {
        if !self.sorted {
            let kinds = &self.kinds;
            self.held.sort_unstable_by(|(kind, value, rid), (other, others, row)| {
                let by_kind = kinds[*other as usize].cmp(&kinds[*kind as usize]);
                by_kind.then_with(|| others.cmp(value)).then(row.cmp(rid))
            });
            self.sorted = true;
        }
    }

    fn kind(&mut self, kind: &str) -> u32 {
        let place = self.kinds.iter().position(|known| known == kind).unwrap_or_else(|| {
            self.kinds.push(kind.to_owned());
            self.kinds.len() - 1
        });
        u32::try_from(place).unwrap_or(u32::MAX)
    }
}
