//! The cues, ready to be looked for: what a word or an expression does where it stands. Knows no text.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    clauses::{Kind, Mood},
    cues,
};

/// What an expression does to the words behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Ask,
    Have,
    Modal,
    Offer,
    Break,
    Purpose,
}

/// The cues, ready to be looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cues {
    pub(super) function: BTreeSet<&'static str>,
    pub(super) yours: BTreeSet<&'static str>,
    pub(super) others: BTreeSet<&'static str>,
    pub(super) of: BTreeSet<&'static str>,
    pub(super) and: BTreeSet<&'static str>,
    pub(super) articles: BTreeSet<&'static str>,
    pub(super) before_compounds: BTreeSet<&'static str>,
    pub(super) negations: BTreeSet<&'static str>,
    pub(super) giving: BTreeSet<&'static str>,
    pub(super) yes_or_no: BTreeSet<&'static str>,
    pub(super) copulas: BTreeSet<&'static str>,
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
            and: set(cues::AND),
            articles: set(cues::ARTICLES),
            before_compounds: set(cues::BEFORE_COMPOUNDS),
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
            (cues::PURPOSE, Sign::Purpose),
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

    /// Whether a word says what a phrase is about, if this is the kind of thing that it asks for where it stands.
    pub(super) fn is_telling(&self, word: &str, kind: Option<Kind>) -> bool {
        kind.is_none_or(|kind| kind == Kind::What && word == "how") && !self.function.contains(word)
    }

    /// The least that a clause has to do for a phrase: one that itself offers, or asks by yes or no, asks for no more.
    pub(super) fn least_mood(&self, phrase: &[String]) -> Mood {
        let gives = || phrase.iter().any(|word| self.giving.contains(word.as_str()));
        let asks_kind = (0..phrase.len()).any(|at| self.kind(phrase, at).is_some());
        match self.sign(phrase) {
            Some((Sign::Ask, _)) => Mood::Requests,
            Some((Sign::Modal, _)) if gives() => Mood::Requests,
            _ if asks_kind || self.ends_closed(phrase) => Mood::Requests,
            Some((Sign::Modal | Sign::Offer, _)) => Mood::Acts,
            _ => Mood::Asks,
        }
    }

    /// Whether these words deny something.
    pub(super) fn denies(&self, words: &[String]) -> bool {
        words.iter().any(|word| self.negations.contains(word.as_str()))
    }

    pub(super) fn ends_closed(&self, words: &[String]) -> bool {
        let ends = |close: &str| {
            let close: Vec<_> = close.split(' ').collect();
            words.len() > close.len() && words[words.len() - close.len()..].iter().eq(close.iter())
        };
        // With a verb of doing before it, it closes another request.
        self.sign(words).is_none() && cues::CLOSE.split('|').any(ends)
    }

    /// The longest expression with which these words begin, and how many it takes up.
    pub(super) fn sign(&self, words: &[String]) -> Option<(Sign, usize)> {
        let fitting = self.signs.get(words.first()?.as_str())?.iter().filter(|(parts, _)| {
            parts.len() <= words.len() && parts.iter().zip(words).all(|(part, word)| part == word)
        });
        fitting.max_by_key(|(parts, _)| parts.len()).map(|(parts, sign)| (*sign, parts.len()))
    }
}

fn set(list: &'static str) -> BTreeSet<&'static str> {
    list.split_whitespace().collect()
}
