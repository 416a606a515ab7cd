//! What is known of a clause: how each of its words asks, and for which kind of thing. Knows neither cue nor phrase.

use super::lists::is_among;

/// How a place in a clause asks; a later one asks more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mood {
    /// A statement, a condition, thanks.
    States,
    /// An offer, or a request to do something.
    Acts,
    /// A question that is answered by yes or no.
    Asks,
    /// A question for information.
    Requests,
    /// A request for information in so many words.
    Demands,
}

/// Which kind of thing a question word asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// "Since when" asks for another time than "when".
    Since,
    When,
    Where,
    Why,
    Who,
    Much,
    What,
}

impl Kind {
    /// Whether a question by one word of this kind may be one for a thing that has a name.
    pub(super) fn is_of_things(self) -> bool {
        matches!(self, Self::Much | Self::What)
    }
}

/// Words of a question that goes on about what was said before it.
const LONGEST_SEQUEL: usize = 8;

/// A clause of the text.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub(super) words: Vec<String>,
    /// Of each word: the kind of thing that it asks for.
    pub(super) kinds: Vec<Option<Kind>>,
    /// Of each word.
    pub(super) moods: Vec<Mood>,
    /// Of each word: whether it says what the clause is about.
    pub(super) telling: Vec<bool>,
    /// Of each word: whether it belongs to the frame of the request.
    pub(super) framing: Vec<bool>,
    /// Whether something in it is said not to be so.
    pub(super) denied: bool,
    /// Whether it is no whole sentence: "and the postcode".
    pub(super) is_fragment: bool,
    /// Whether it asks for what was named before it.
    pub(super) refers: bool,
    /// Whether it says that something need not be told.
    pub(super) needless: bool,
}

impl Clause {
    /// Nothing that can be asked: a sentence that holds the value.
    pub(super) fn wall() -> Self {
        let (words, kinds, moods, telling, framing) = Default::default();
        Self {
            words,
            kinds,
            moods,
            telling,
            denied: false,
            is_fragment: false,
            refers: false,
            needless: false,
            framing,
        }
    }

    /// The kind of thing that is asked for at a place, where a phrase asks for one: by the question word before it, or by
    /// one at the end, or by one behind it that is the phrase's own.
    pub(super) fn kind_for(&self, from: usize, at: usize, own: Option<Kind>) -> Option<Kind> {
        let (before, behind) = self.kinds.split_at(at + 1);
        let before = &before[from..];
        let near_end = behind.len().saturating_sub(2);
        // "Your name and when you were born".
        let joined = || self.words[at + 1..].iter().any(|word| is_among("and und et y و", word));
        let last = behind[near_end..].iter().find_map(|kind| *kind).filter(|_| !joined());
        let same = || own.filter(|own| behind.contains(&Some(*own)));
        before.iter().rev().find_map(|kind| *kind).or(last).or_else(same)
    }

    /// How it goes on behind it: what is not asked for asks for nothing more.
    pub(super) fn carried(&self) -> Mood {
        let mood = self.moods.last().copied().unwrap_or(Mood::States);
        if self.denied && mood > Mood::Acts { Mood::States } else { mood }
    }

    /// Whether it may be a question about what was said before it: "and at what time?"
    pub(super) fn goes_on(&self) -> bool {
        let asks = self.moods.iter().any(|mood| *mood >= Mood::Requests);
        asks && !self.denied && self.words.len() <= LONGEST_SEQUEL && self.kinds.iter().any(Option::is_some)
    }

    /// This clause with the question that goes on about it. Where that one names something, it has to be of what is asked.
    pub(super) fn gone_on(&self, sequel: &Self) -> Self {
        let names = sequel.telling.contains(&true);
        let mut all = Self { is_fragment: false, ..self.clone() };
        all.kinds.fill(None);
        for mood in &mut all.moods {
            *mood = if names { (*mood).min(Mood::Acts) } else { Mood::Requests };
        }
        for (at, word) in sequel.words.iter().enumerate() {
            all.words.push(word.clone());
            all.kinds.push(sequel.kinds[at]);
            all.moods.push(sequel.moods[at]);
            all.telling.push(sequel.telling[at]);
            all.framing.push(sequel.framing[at]);
        }
        all
    }

    /// The same as a request.
    pub(super) fn demanded(&self) -> Self {
        let moods = vec![Mood::Demands; self.words.len()];
        Self { moods, denied: false, is_fragment: true, ..self.clone() }
    }
}
