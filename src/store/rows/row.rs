//! One loaded interaction, what is worked out about it once, and how it stands in the list.
//! Pure; it knows nothing of the rows around it.

use std::{cell::Cell, cmp::Ordering};

use context_contract::{Interaction, Timestamp};

use super::{
    packed::Packed,
    place::{Place, key_of, moment_of},
};
use crate::{
    search::{Beginnings, Query},
    store::values::{Codes, Renamed, Values},
};

/// One loaded interaction and where it stands. What a search asks lies in the row, so that asking 100,000 of them goes
/// through memory in order.
#[derive(Clone, Debug)]
pub struct Row {
    packed: Packed,
    /// Hash of the id.
    pub key: u64,
    at: i64,
    codes: Codes,
    /// What the words of its text begin with.
    beginnings: Beginnings,
    /// Whether the text holds the words that were searched for last; the other bits say which words those were.
    verdict: Cell<u64>,
    dated: bool,
    restricted: bool,
    related: bool,
    /// Whether everything between it and its neighbours is loaded; else it was found by a search.
    pub covered: bool,
    /// Whether it is shown within a newer record of its case.
    pub folded: bool,
    /// Whether the stream brought it.
    pub live: bool,
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        self.packed.is(&other.packed)
            && (self.covered, self.folded, self.live) == (other.covered, other.folded, other.live)
    }
}

impl Row {
    /// For an interaction, whose values get their codes.
    #[must_use]
    pub fn new(item: &Interaction, values: &mut Values) -> Self {
        let packed = Packed::of(item);
        Self {
            key: key_of(&item.id),
            at: moment_of(item),
            codes: values.codes_of(item),
            beginnings: Beginnings::of(packed.text()),
            verdict: Cell::default(),
            dated: item.interaction_date.start_date_time.is_some(),
            restricted: item.restricted.is_some(),
            related: !item.relationships.is_empty(),
            packed,
            covered: false,
            folded: false,
            live: false,
        }
    }

    /// The same row, standing otherwise in the list.
    #[must_use]
    pub fn standing(self, covered: bool, folded: bool, live: bool) -> Self {
        Self { covered, folded, live, ..self }
    }

    /// The same row, with the codes that others have for its values.
    #[must_use]
    pub(in crate::store) fn renamed(self, by: &Renamed) -> Self {
        Self { codes: by.codes(&self.codes), ..self }
    }

    /// The interaction, read back: whoever needs it more than once keeps it.
    #[must_use]
    pub fn item(&self) -> Interaction {
        self.packed.item()
    }

    /// The interaction's id.
    #[must_use]
    pub fn id(&self) -> &str {
        self.packed.id()
    }

    /// The interactions that it names as belonging together with it, by their hashes.
    #[must_use]
    pub fn related(&self) -> Vec<u64> {
        let related = self.related.then(|| self.item().relationships);
        related.iter().flatten().map(|it| key_of(&it.id)).collect()
    }

    /// Its values, as codes.
    #[must_use]
    pub fn codes(&self) -> &Codes {
        &self.codes
    }

    /// Whether the agent may know that it exists and nothing else.
    #[must_use]
    pub fn is_restricted(&self) -> bool {
        self.restricted
    }

    /// Whether the words are in its text. A search asks several times, for counts, for the meter and for the list; the
    /// text is read once, and only when its words begin with the right letters.
    #[must_use]
    pub fn holds(&self, query: &Query) -> bool {
        // What is ruled out is neither read nor written.
        if !self.beginnings.has(query.beginnings()) {
            return false;
        }
        let known = self.verdict.get();
        if known >> 1 == query.key() >> 1 {
            return known & 1 == 1;
        }
        let found = query.finds(self.packed.text());
        self.verdict.set((query.key() & !1) | u64::from(found));
        found
    }

    /// Its place in the order.
    #[must_use]
    pub fn place(&self) -> Place {
        Place { at: self.at, id: self.id().into() }
    }

    /// When it began, in milliseconds; what has no date counts as 1970, as at the gateway.
    #[must_use]
    pub fn at(&self) -> i64 {
        self.at
    }

    /// When it began, if that is known.
    #[must_use]
    pub fn start(&self) -> Option<Timestamp> {
        self.dated.then(|| Timestamp::from_millis(self.at))
    }

    /// Whether it comes before a place, on it or after it.
    #[must_use]
    pub fn against(&self, at: i64, id: &str) -> Ordering {
        at.cmp(&self.at).then_with(|| self.id().cmp(id))
    }
}
