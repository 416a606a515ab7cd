//! Where a text asks: it falls into sentences and clauses, and each word is told whether it stands in a statement, in a
//! question of any sort or in a request for information. Knows no phrase.

use super::{
    cues,
    signs::{Cues, Sign},
    words::words_of,
};

/// Digits that make a sentence one that holds a value: no question has so many.
const DIGITS_OF_A_VALUE: usize = 3;

/// Words of an item of a list.
const LONGEST_ITEM: usize = 7;

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
    When,
    Where,
    Why,
    Who,
    What,
}

/// A clause of the text.
#[derive(Debug)]
pub(super) struct Clause {
    pub(super) words: Vec<String>,
    /// Of each word: the kind of thing that it asks for.
    pub(super) kinds: Vec<Option<Kind>>,
    /// Of each word.
    pub(super) moods: Vec<Mood>,
    /// Of each word: whether it says what the clause is about.
    pub(super) telling: Vec<bool>,
    /// Whether something in it is said not to be so.
    pub(super) denied: bool,
}

impl Cues {
    /// The clauses of a text. A request reaches into the clauses that follow it in its sentence.
    pub(super) fn clauses(&self, text: &str) -> Vec<Clause> {
        text.split_inclusive(['.', '!', '?', '؟', ';', '؛', '\n'])
            .flat_map(|it| self.sentence(it.trim()))
            .collect()
    }

    fn sentence(&self, sentence: &str) -> Vec<Clause> {
        // German sets a comma where nothing ends.
        let joined = sentence.replace(", dass ", " dass ").replace(", mir ", " mir ");
        let mut parts: Vec<Vec<String>> = joined
            .split([',', '،', ':', '—', '–', '(', '…'])
            .map(words_of)
            .filter(|words| !words.is_empty())
            .collect();
        if holds_value(sentence)
            || (parts.len() > 1 && parts.last().is_some_and(|last| is_one_of(last, cues::TAG)))
        {
            return Vec::new();
        }
        // "¿Me lee, por favor, el código?" is one clause.
        while let Some(at) = (1..parts.len().max(2) - 1).find(|at| is_one_of(&parts[*at], cues::CLOSE)) {
            let behind = parts.remove(at + 1);
            parts.remove(at);
            parts[at - 1].extend(behind);
        }
        let ends_with =
            |parts: &[Vec<String>], list| parts.len() > 1 && is_one_of(&parts[parts.len() - 1], list);
        let echoed = ends_with(&parts, cues::ECHO);
        let closed = echoed || ends_with(&parts, cues::CLOSE);
        if closed {
            parts.pop();
        }
        let asks = sentence.ends_with(['?', '؟']);
        let unfinished = !asks && !sentence.ends_with(['.', '!', ';', '؛']);
        let mut clauses: Vec<Clause> = Vec::new();
        let count = parts.len();
        let listed = self.listed(&parts);
        for (at, words) in parts.into_iter().enumerate() {
            let is_last = at + 1 == count;
            let carried =
                clauses.last().and_then(|clause| clause.moods.last().copied()).unwrap_or(Mood::States);
            let place = Place {
                asks: asks && (is_last || at >= listed),
                may_ask: asks || (unfinished && is_last),
                closed: closed && (is_last || at >= listed),
                carried,
                echoed: echoed && is_last,
            };
            clauses.push(self.clause(words, &place));
        }
        clauses
    }

    /// Where the list begins that the last part ends: "name, date of birth and account number?"
    fn listed(&self, parts: &[Vec<String>]) -> usize {
        let is_item = |words: &Vec<String>| {
            words.len() <= LONGEST_ITEM
                && (0..words.len())
                    .all(|at| self.sign(&words[at..]).is_none() && self.kind(words, at).is_none())
        };
        if parts.len() < 2 || parts.last().is_none_or(|last| self.at_first(last) < Mood::Requests) {
            return parts.len();
        }
        parts.len() - parts.iter().rev().take_while(|words| is_item(words)).count()
    }

    fn clause(&self, words: Vec<String>, place: &Place) -> Clause {
        let mut mood = if place.asks || place.closed || self.ends_closed(&words) {
            self.at_first(&words)
        } else {
            Mood::States
        };
        // What follows an offer belongs to it: "Möchten Sie, dass ich Sie anrufe?"
        mood = if place.carried == Mood::Acts { Mood::Acts } else { mood.max(place.carried) };
        let (mut moods, mut broken) = (Vec::with_capacity(words.len()), false);
        let mut questioned = false;
        let kinds: Vec<_> = (0..words.len()).map(|at| self.kind(&words, at)).collect();
        while moods.len() < words.len() {
            let at = moods.len();
            let kind = kinds[at].is_some() && (place.may_ask || mood > Mood::States);
            let sign = self.sign(&words[at..]);
            match sign {
                Some((Sign::Break, _)) if !questioned => (mood, broken) = (Mood::States, true),
                Some((Sign::Purpose, _)) if !place.asks || !questioned => {
                    (mood, broken) = (Mood::States, true);
                }
                Some((Sign::Ask, _)) => mood = Mood::Demands,
                Some((Sign::Have, _)) => mood = mood.max(Mood::Requests),
                Some((Sign::Modal, _)) if mood < Mood::Requests || at == 0 => {
                    mood = self.modal(&words[at..], place, mood);
                }
                Some((Sign::Offer, _)) if !questioned => mood = Mood::Acts,
                _ => {}
            }
            if kind {
                (mood, questioned) = (mood.max(Mood::Requests), true);
            }
            // An expression counts as one: "may i have" does not say "i have".
            moods.resize(at + sign.map_or(1, |(_, length)| length), mood);
        }
        // "You were born when?" asks by its end.
        if questioned && place.asks && !broken {
            moods.iter_mut().for_each(|mood| *mood = (*mood).max(Mood::Requests));
        }
        let telling = words.iter().zip(&kinds).map(|(word, kind)| self.is_telling(word, *kind)).collect();
        Clause { kinds, telling, denied: !place.echoed && self.denies(&words), words, moods }
    }

    /// How a clause that ends with a question mark or "please" begins to ask.
    fn at_first(&self, words: &[String]) -> Mood {
        let first = words.first().is_some_and(|word| self.yes_or_no.contains(word.as_str()));
        // "Your name is Anna?" holds the answer, "and your name is?" does not.
        let inner = words.get(1..words.len().saturating_sub(1)).unwrap_or_default();
        let tells = inner.iter().any(|word| self.copulas.contains(word.as_str()));
        if first || tells { Mood::Asks } else { Mood::Requests }
    }

    /// "Could you" asks for information when a word of giving follows, or nothing but the thing itself.
    fn modal(&self, words: &[String], place: &Place, mood: Mood) -> Mood {
        if words.iter().any(|word| self.giving.contains(word.as_str())) {
            return Mood::Demands;
        }
        let asks = place.may_ask || place.closed;
        if asks { Mood::Acts } else { mood }
    }
}

/// How a clause stands in its sentence.
struct Place {
    /// The question mark is its own.
    asks: bool,
    /// A question word asks in it.
    may_ask: bool,
    /// "Please" follows it.
    closed: bool,
    /// It is asked again: "I did not catch your number, could you repeat it?"
    echoed: bool,
    /// What the clause before it did.
    carried: Mood,
}

/// A sentence with a number or an address in it has been answered.
fn holds_value(sentence: &str) -> bool {
    let digits = |word: &str| word.chars().filter(|letter| letter.is_numeric()).count();
    // The numbers of a list hold none: "1) your name 2) your postcode".
    let numbers = sentence.split_whitespace().map(digits).filter(|digits| *digits > 1);
    sentence.contains('@') || numbers.sum::<usize>() >= DIGITS_OF_A_VALUE
}

fn is_one_of(words: &[String], expressions: &str) -> bool {
    let said = words.join(" ");
    expressions.split('|').any(|expression| expression == said)
}
