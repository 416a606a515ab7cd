//! What the agent narrowed the timeline to, and which interactions that lets through.
//! Pure; it knows one interaction at a time and neither pages nor what the server makes of the same filter.

use std::rc::Rc;

use context_contract::{Interaction, Timestamp};

use crate::search::{Query, searchable};

/// A property by which interactions are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// Who in the company.
    Department,
    /// By which way.
    Channel,
    /// What kind of thing.
    Type,
    /// Where it stands.
    Status,
    /// Who started it.
    Direction,
}

impl Facet {
    /// Every facet, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Department, Self::Channel, Self::Type, Self::Status, Self::Direction];

    /// Its name in queries, in `facets`, and as a group of words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Channel => "channel",
            Self::Type => "type",
            Self::Status => "status",
            Self::Direction => "direction",
        }
    }

    /// The interaction's value, as it is written on the wire.
    #[must_use]
    pub fn of(self, item: &Interaction) -> Option<&str> {
        match self {
            Self::Department => Some(item.department.as_str()),
            Self::Channel => item.channel.as_ref().map(|it| it.as_str()),
            Self::Type => Some(item.kind.as_str()),
            Self::Status => item.status.as_ref().map(|it| it.as_str()),
            Self::Direction => item.direction.as_ref().map(|it| it.as_str()),
        }
    }

    /// Whether it is part of what a restricted interaction hides.
    fn is_hidden_when_restricted(self) -> bool {
        !matches!(self, Self::Department | Self::Type)
    }
}

/// From when to when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// Always.
    #[default]
    Always,
    /// The last days, today included.
    Last {
        /// How many.
        days: u16,
        /// When the first of them began.
        from: Timestamp,
    },
    /// What the agent chose.
    Between {
        /// The first moment; `None` is from the beginning.
        from: Option<Timestamp>,
        /// The first moment after it; `None` is until now.
        to: Option<Timestamp>,
    },
}

impl Period {
    /// The first moment within.
    #[must_use]
    pub fn from(self) -> Option<Timestamp> {
        match self {
            Self::Always => None,
            Self::Last { from, .. } => Some(from),
            Self::Between { from, .. } => from,
        }
    }

    /// The first moment after it.
    #[must_use]
    pub fn to(self) -> Option<Timestamp> {
        if let Self::Between { to, .. } = self { to } else { None }
    }
}

/// What the agent narrowed the timeline to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelineFilter {
    /// The chosen values, by facet in the order of [`Facet::ALL`]; none lets all through.
    pub chosen: [Vec<Rc<str>>; 5],
    /// From when to when.
    pub period: Period,
    /// Words to search for; blank is none.
    pub text: String,
}

impl TimelineFilter {
    /// Whether everything is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chosen.iter().all(Vec::is_empty) && self.period == Period::Always && self.words().is_empty()
    }

    /// The words to search for, without the space around them.
    #[must_use]
    pub fn words(&self) -> &str {
        self.text.trim()
    }

    /// The chosen values of a facet.
    #[must_use]
    pub fn of(&self, facet: Facet) -> &[Rc<str>] {
        &self.chosen[facet as usize]
    }

    /// Whether the agent chose this value.
    #[must_use]
    pub fn has(&self, facet: Facet, value: &str) -> bool {
        self.of(facet).iter().any(|chosen| **chosen == *value)
    }

    /// With this value chosen, or no longer.
    #[must_use]
    pub fn toggled(&self, facet: Facet, value: &str) -> Self {
        let mut next = self.clone();
        let chosen = &mut next.chosen[facet as usize];
        match chosen.iter().position(|known| **known == *value) {
            Some(place) => drop(chosen.remove(place)),
            None => chosen.push(value.into()),
        }
        next
    }

    /// What may stay when another customer comes: everything but the words, which may name the one before.
    #[must_use]
    pub fn for_another_customer(&self) -> Self {
        Self { text: String::new(), ..self.clone() }
    }
}

/// A filter made ready for many interactions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sieve {
    filter: Rc<TimelineFilter>,
    query: Query,
}

impl Sieve {
    /// For this filter.
    #[must_use]
    pub fn new(filter: Rc<TimelineFilter>) -> Self {
        let query = Query::new(&filter.text);
        Self { filter, query }
    }

    /// What is searched for.
    #[must_use]
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Whether the interaction passes; `text` is its folded text, asked for only when it matters.
    #[must_use]
    pub fn lets_through<'a>(&self, item: &Interaction, text: impl FnOnce() -> &'a str) -> bool {
        self.passes_all_but(item, None) && self.matches_text(item, text)
    }

    /// Whether the interaction passes every facet and the period, one facet left out.
    #[must_use]
    pub fn passes_all_but(&self, item: &Interaction, left_out: Option<Facet>) -> bool {
        Facet::ALL.into_iter().all(|facet| left_out == Some(facet) || self.passes(item, facet))
            && self.is_within(item)
    }

    /// Whether the words are in it. What a restricted interaction hides takes no part, as at the gateway.
    pub fn matches_text<'a>(&self, item: &Interaction, text: impl FnOnce() -> &'a str) -> bool {
        self.query.is_empty() || (item.restricted.is_none() && self.query.finds(text()))
    }

    /// The same for an interaction whose text nobody has prepared.
    #[must_use]
    pub fn finds_words_in(&self, item: &Interaction) -> bool {
        let text = if self.query.is_empty() { String::new() } else { searchable(item) };
        self.matches_text(item, || &text)
    }

    fn passes(&self, item: &Interaction, facet: Facet) -> bool {
        let chosen = self.filter.of(facet);
        if chosen.is_empty() {
            return true;
        }
        let hidden = item.restricted.is_some() && facet.is_hidden_when_restricted();
        !hidden && facet.of(item).is_some_and(|value| chosen.iter().any(|one| **one == *value))
    }

    fn is_within(&self, item: &Interaction) -> bool {
        let at = item.interaction_date.start_date_time.unwrap_or_default();
        let period = self.filter.period;
        period.from().is_none_or(|from| from <= at) && period.to().is_none_or(|to| at < to)
    }
}
