//! One loaded interaction, what is worked out about it once, and how it stands in the list.
//! Pure; it knows nothing of the rows around it.

use std::{
    cell::{Cell, OnceCell},
    cmp::Ordering,
    rc::Rc,
};

use context_contract::Interaction;

use super::place::{Place, key_of, moment_of};
use crate::{
    search::{Beginnings, Query, Searchable},
    store::values::{Codes, Values},
};

/// An interaction and what is worked out about it once.
#[derive(Debug)]
pub struct Entry {
    /// The interaction.
    pub item: Interaction,
    /// Its folded text, made when somebody searches for the first time.
    text: OnceCell<Searchable>,
}

impl Entry {
    fn new(item: Interaction) -> Rc<Self> {
        Rc::new(Self { item, text: OnceCell::new() })
    }

    /// One that can be searched at once.
    #[must_use]
    pub fn prepared(item: Interaction) -> Rc<Self> {
        let entry = Self::new(item);
        entry.text();
        entry
    }

    fn text(&self) -> &Searchable {
        self.text.get_or_init(|| Searchable::of(&self.item))
    }
}

/// What a row remembers of searches. It lies in the row, so that asking 100,000 of them goes through memory in order.
#[derive(Clone, Debug, Default)]
struct Searched {
    /// Whether the text holds the words that were searched for last; the other bits say which words those were.
    verdict: Cell<u64>,
    /// What the words of the text begin with; nothing before the text is made.
    beginnings: Cell<Beginnings>,
}

/// One loaded interaction and where it stands.
#[derive(Clone, Debug)]
pub struct Row {
    entry: Rc<Entry>,
    /// Hash of the id.
    pub key: u64,
    at: i64,
    codes: Codes,
    searched: Searched,
    restricted: bool,
    /// Whether everything between it and its neighbours is loaded; else it was found by a search.
    pub covered: bool,
    /// Whether it is shown within a newer record of its case.
    pub folded: bool,
    /// Whether the stream brought it.
    pub live: bool,
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.entry, &other.entry)
            && (self.covered, self.folded, self.live) == (other.covered, other.folded, other.live)
    }
}

impl Row {
    /// For an interaction, whose values get their codes.
    #[must_use]
    pub fn new(item: Interaction, values: &mut Values) -> Self {
        Self::of(Entry::new(item), values)
    }

    /// For an interaction that has been prepared.
    #[must_use]
    pub fn of(entry: Rc<Entry>, values: &mut Values) -> Self {
        let item = &entry.item;
        let (key, at, codes) = (key_of(&item.id), moment_of(item), values.codes_of(item));
        let (restricted, searched) = (item.restricted.is_some(), Searched::default());
        Self { entry, key, at, codes, searched, restricted, covered: false, folded: false, live: false }
    }

    /// The same row, standing otherwise in the list.
    #[must_use]
    pub fn standing(self, covered: bool, folded: bool, live: bool) -> Self {
        Self { covered, folded, live, ..self }
    }

    /// The interaction.
    #[must_use]
    pub fn item(&self) -> &Interaction {
        &self.entry.item
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
        let known = self.searched.verdict.get();
        if known >> 1 == query.key() >> 1 {
            return known & 1 == 1;
        }
        if self.searched.beginnings.get() == Beginnings::default() {
            self.searched.beginnings.set(self.entry.text().beginnings());
        }
        let found = self.searched.beginnings.get().has(query.beginnings()) && query.finds(self.entry.text());
        self.searched.verdict.set((query.key() & !1) | u64::from(found));
        found
    }

    /// Its place in the order.
    #[must_use]
    pub fn place(&self) -> Place {
        Place { at: self.at, id: self.entry.item.id.as_str().into() }
    }

    /// When it began, in milliseconds; what has no date counts as 1970, as at the gateway.
    #[must_use]
    pub fn at(&self) -> i64 {
        self.at
    }

    /// Whether it comes before a place, on it or after it.
    #[must_use]
    pub fn against(&self, at: i64, id: &str) -> Ordering {
        at.cmp(&self.at).then_with(|| self.entry.item.id.as_str().cmp(id))
    }
}
