//! Counts contacts by hour, reason and product while they are written, and writes the counts with the transaction.
//! Knows the weeks that matter, not what is unusual.

use std::collections::HashMap;

use context_contract::Timestamp;
use rusqlite::Connection;

use crate::{Error, store::volume};

/// Reason and product of a contact.
pub(super) type Topic = (String, String);

/// Changes of counts that are not written yet.
#[derive(Debug)]
pub(super) struct Volume {
    first_hour: i64,
    changes: HashMap<(i64, Topic), i64>,
}

impl Volume {
    /// Counts what takes part in a judgement at that moment or later.
    pub(super) fn new(as_of: Timestamp) -> Self {
        Self { first_hour: volume::first_hour(as_of), changes: HashMap::new() }
    }

    /// Counts a contact in (`by` 1) or out (`by` -1).
    pub(super) fn count(&mut self, started_at: Timestamp, topic: Option<&Topic>, by: i64) {
        let hour = volume::hour(started_at);
        if let Some(topic) = topic.filter(|_| hour >= self.first_hour) {
            *self.changes.entry((hour, topic.clone())).or_default() += by;
        }
    }

    /// Writes what is held.
    pub(super) fn flush(&mut self, connection: &Connection) -> Result<(), Error> {
        let mut changes: Vec<_> = self.changes.drain().filter(|(_, by)| *by != 0).collect();
        changes.sort_unstable();
        changes.iter().try_for_each(|((hour, (reason, product)), by)| {
            volume::add(connection, (*hour, reason, product), *by)
        })
    }
}
