//! The contract's order of interactions, and the numbers by which they are told apart.
//! Pure; it knows ids and dates alone.

use std::{cmp::Ordering, rc::Rc};

use context_contract::{Interaction, Timestamp};

/// A place in the contract's order: start descending, then id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Start in milliseconds.
    pub at: i64,
    /// Id.
    pub id: Rc<str>,
}

impl Place {
    /// Where an interaction stands.
    #[must_use]
    pub fn of(item: &Interaction) -> Self {
        Self { at: moment_of(item), id: item.id.as_str().into() }
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        other.at.cmp(&self.at).then_with(|| self.id.cmp(&other.id))
    }
}

/// FNV-1a, 64 bits: short, and good enough that two of a customer's ids never share one.
#[must_use]
pub fn key_of(id: &str) -> u64 {
    id.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// The hash of an interaction and that of each other one that it names as belonging together with it.
pub fn relations_of(item: &Interaction) -> impl Iterator<Item = (u64, u64)> {
    let key = key_of(&item.id);
    item.relationships.iter().map(move |it| (key, key_of(&it.id)))
}

pub(super) fn moment_of(item: &Interaction) -> i64 {
    item.interaction_date.start_date_time.map_or(0, Timestamp::as_millis)
}
