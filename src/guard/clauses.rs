//! Where a text asks: it falls into sentences and clauses, and each word is told whether it stands in a statement, in a
//! question of any sort or in a request for information. Knows no phrase.

use std::collections::{BTreeMap, BTreeSet};

use super::{cues, words::words_of};

/// Digits that make a sentence one that holds a value: no question has so many.
const DIGITS_OF_A_VALUE: usize = 3;

/// How a place in a clause asks; a later one asks more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mood {
    /// A statement, a condition, thanks.
    States,
    /// An offer, a request to do something, a question that is answered by yes or no.
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

/// What an expression does to the words behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Ask,
    Have,
    Modal,
    Offer,
    Break,
}

/// A clause of the text.
#[derive(Debug)]
pub(super) struct Clause {
    pub(super) words: Vec<String>,
    /// Of each word.
    pub(super) moods: Vec<Mood>,
    /// Whether something in it is said not to be so.
    pub(super) denied: bool,
}

/// The cues, ready to be looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cues {
    pub(super) function: BTreeSet<&'static str>,
    pub(super) yours: BTreeSet<&'static str>,
    pub(super) others: BTreeSet<&'static str>,
    pub(super) of: BTreeSet<&'static str>,
    negations: BTreeSet<&'static str>,
    giving: BTreeSet<&'static str>,
    yes_or_no: BTreeSet<&'static str>,
    copulas: BTreeSet<&'static str>,
    first: BTreeSet<&'static str>,
    kinds: BTreeMap<&'static str, Kind>,
    /// By their first words.
    signs: BTreeMap<&'static str, Vec<(Vec<&'static str>, Sign)>>,
}

impl Cues {
    pub(super) fn new() -> Self {
        let mut cues = Self {
            function: set(cues::FUNCTION),
            yours: set(cues::YOURS),
            others: set(cues::OTHERS),
            of: set(cues::OF),
            negations: set(cues::NEGATIONS),
            giving: set(cues::GIVING),
            yes_or_no: set(cues::YES_OR_NO),
            copulas: set(cues::COPULAS),
            first: set(cues::WHAT_FIRST),
            ..Self::default()
        };
        let kinds = [
            (cues::WHEN, Kind::When),
            (cues::WHERE, Kind::Where),
            (cues::WHY, Kind::Why),
            (cues::WHO, Kind::Who),
            (cues::WHAT, Kind::What),
            (cues::WHAT_FIRST, Kind::What),
        ];
        for (list, kind) in kinds {
            cues.kinds.extend(list.split_whitespace().map(|word| (word, kind)));
        }
        let signs = [
            (cues::ASK, Sign::Ask),
            (cues::HAVE, Sign::Have),
            (cues::MODAL, Sign::Modal),
            (cues::OFFER, Sign::Offer),
            (cues::BREAK, Sign::Break),
        ];
        for (list, sign) in signs {
            for expression in list.split('|') {
                let words: Vec<_> = expression.split_whitespace().collect();
                cues.signs.entry(words.first().copied().unwrap_or_default()).or_default().push((words, sign));
            }
        }
        cues
    }

    /// The kind of thing that a word asks for at this place.
    pub(super) fn kind(&self, words: &[String], at: usize) -> Option<Kind> {
        let word = words.get(at)?.as_str();
        let begins = at == 0 || (at == 1 && !self.kinds.contains_key(words[0].as_str()));
        self.kinds.get(word).copied().filter(|_| begins || !self.first.contains(word))
    }

    /// Whether a phrase asks without asking for information: by yes or no, or for leave.
    pub(super) fn only_asks(&self, words: &[String]) -> bool {
        let opened = match self.sign(words) {
            Some((Sign::Ask, _)) => false,
            Some((Sign::Modal, _)) => !words.iter().any(|word| self.giving.contains(word.as_str())),
            _ => !self.ends_closed(words),
        };
        opened && !(0..words.len()).any(|at| self.kind(words, at).is_some())
    }

    /// Whether these words deny something.
    pub(super) fn denies(&self, words: &[String]) -> bool {
        words.iter().any(|word| self.negations.contains(word.as_str()))
    }

    /// The clauses of a text. A request reaches into the clauses that follow it in its sentence.
    pub(super) fn clauses(&self, text: &str) -> Vec<Clause> {
        text.split_inclusive(['.', '!', '?', '؟', ';', '؛', '\n'])
            .flat_map(|it| self.sentence(it.trim()))
            .collect()
    }

    fn sentence(&self, sentence: &str) -> Vec<Clause> {
        // German sets a comma where nothing ends.
        let joined = sentence.replace(", dass ", " dass ");
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
        let closed = parts.len() > 1 && parts.last().is_some_and(|last| is_one_of(last, cues::CLOSE));
        if closed {
            parts.pop();
        }
        let asks = sentence.ends_with(['?', '؟']);
        let unfinished = !asks && !sentence.ends_with(['.', '!', ';', '؛']);
        let mut clauses: Vec<Clause> = Vec::new();
        let count = parts.len();
        for (at, words) in parts.into_iter().enumerate() {
            let is_last = at + 1 == count;
            let carried =
                clauses.last().and_then(|clause| clause.moods.last().copied()).unwrap_or(Mood::States);
            let place = Place {
                asks: asks && is_last,
                may_ask: asks || (unfinished && is_last),
                closed: closed && is_last,
                carried,
            };
            clauses.push(self.clause(words, &place));
        }
        clauses
    }

    fn clause(&self, words: Vec<String>, place: &Place) -> Clause {
        let mut mood = if place.asks || place.closed || self.ends_closed(&words) {
            self.at_first(&words)
        } else {
            Mood::States
        };
        // What follows an offer belongs to it: "Möchten Sie, dass ich Sie anrufe?"
        mood = if place.carried == Mood::Asks { Mood::Asks } else { mood.max(place.carried) };
        let (mut moods, mut broken) = (Vec::with_capacity(words.len()), false);
        let mut questioned = false;
        while moods.len() < words.len() {
            let at = moods.len();
            let kind = self.kind(&words, at).is_some() && (place.may_ask || mood > Mood::States);
            let sign = self.sign(&words[at..]);
            match sign {
                Some((Sign::Break, _)) if !questioned => (mood, broken) = (Mood::States, true),
                Some((Sign::Ask, _)) => mood = Mood::Demands,
                Some((Sign::Have, _)) => mood = mood.max(Mood::Requests),
                Some((Sign::Modal, _)) if mood < Mood::Requests || at == 0 => {
                    mood = self.modal(&words[at..], place, mood);
                }
                Some((Sign::Offer, _)) if !questioned => mood = Mood::Asks,
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
        Clause { denied: self.denies(&words), words, moods }
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
        if asks { Mood::Asks } else { mood }
    }

    fn ends_closed(&self, words: &[String]) -> bool {
        let ends = |close: &str| {
            let close: Vec<_> = close.split(' ').collect();
            words.len() > close.len() && words[words.len() - close.len()..].iter().eq(close.iter())
        };
        // With a verb of doing before it, it closes another request.
        self.sign(words).is_none() && cues::CLOSE.split('|').any(ends)
    }

    /// The longest expression with which these words begin, and how many it takes up.
    fn sign(&self, words: &[String]) -> Option<(Sign, usize)> {
        let fitting = self.signs.get(words.first()?.as_str())?.iter().filter(|(parts, _)| {
            parts.len() <= words.len() && parts.iter().zip(words).all(|(part, word)| part == word)
        });
        fitting.max_by_key(|(parts, _)| parts.len()).map(|(parts, sign)| (*sign, parts.len()))
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
    /// What the clause before it did.
    carried: Mood,
}

/// A sentence with a number or an address in it has been answered.
fn holds_value(sentence: &str) -> bool {
    sentence.contains('@')
        || sentence.chars().filter(|letter| letter.is_numeric()).count() >= DIGITS_OF_A_VALUE
}

fn is_one_of(words: &[String], expressions: &str) -> bool {
    let said = words.join(" ");
    expressions.split('|').any(|expression| expression == said)
}

fn set(list: &'static str) -> BTreeSet<&'static str> {
    list.split_whitespace().collect()
}
