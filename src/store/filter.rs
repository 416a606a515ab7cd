//! What the agent narrowed the timeline to, and which interactions that lets through.
//! Pure; it knows one row at a time and neither pages nor what the server makes of the same filter.

use std::rc::Rc;

use context_contract::{Interaction, Timestamp};

use super::{
    rows::Row,
    values::{Code, Values},
};
use crate::search::Query;

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
    pub(super) fn is_hidden_when_restricted(self) -> bool {
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
    query: Query,
    /// Facets of which not all lets through, with the codes that pass.
    chosen: Vec<(Facet, Box<[Code]>)>,
    /// The first moment that passes and the first one after it.
    within: Option<(i64, i64)>,
    /// Whether the agent narrowed anything down.
    narrows: bool,
}

/// What keeps a row from passing: a bit for each facet, and one for the period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Obstacles(u8);

impl Obstacles {
    const PERIOD: u8 = 1 << Facet::ALL.len();

    /// Whether the row passes every facet and the period.
    #[must_use]
    pub fn none(self) -> bool {
        self.0 == 0
    }

    /// Whether the row passes when one facet is left out.
    #[must_use]
    pub fn none_but(self, facet: Facet) -> bool {
        self.0 & !(1 << facet as u8) == 0
    }

    /// The facet without which the row would pass, when there is just one.
    #[must_use]
    pub fn only_facet(self) -> Option<Facet> {
        let alone = self.0.is_power_of_two() && self.0 != Self::PERIOD;
        alone.then(|| Facet::ALL[self.0.trailing_zeros() as usize])
    }
}

impl Sieve {
    /// For this filter. Chosen values that no row has yet get a code too.
    #[must_use]
    pub fn new(filter: &TimelineFilter, values: &mut Values) -> Self {
        let chosen = Facet::ALL.into_iter().filter(|facet| !filter.of(*facet).is_empty());
        let chosen = chosen
            .map(|facet| (facet, filter.of(facet).iter().map(|value| values.code(facet, value)).collect()));
        let within = (filter.period != Period::Always).then(|| {
            let (from, to) = (filter.period.from(), filter.period.to());
            (from.map_or(i64::MIN, Timestamp::as_millis), to.map_or(i64::MAX, Timestamp::as_millis))
        });
        Self {
            query: Query::new(&filter.text),
            chosen: chosen.collect(),
            within,
            narrows: !filter.is_empty(),
        }
    }

    /// Whether there is a filter at all.
    #[must_use]
    pub fn narrows(&self) -> bool {
        self.narrows
    }

    /// What is searched for.
    #[must_use]
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Whether the row passes.
    #[must_use]
    pub fn lets_through(&self, row: &Row) -> bool {
        self.obstacles(row).none() && self.finds_words_in(row)
    }

    /// Which facets, and whether the period, keep the row from passing.
    #[must_use]
    pub fn obstacles(&self, row: &Row) -> Obstacles {
        let mut obstacles = match self.within {
            Some((from, to)) if row.at() < from || row.at() >= to => Obstacles::PERIOD,
            _ => 0,
        };
        for (facet, chosen) in &self.chosen {
            if !chosen.contains(&row.codes()[*facet as usize]) {
                obstacles |= 1 << *facet as u8;
            }
        }
        Obstacles(obstacles)
    }

    /// Whether the words are in it. What a restricted interaction hides takes no part, as at the gateway.
    #[must_use]
    pub fn finds_words_in(&self, row: &Row) -> bool {
        self.query.is_empty() || (!row.is_restricted() && row.holds(&self.query))
    }
}
