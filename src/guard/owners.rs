//! Whose a thing is that a clause asks for: the customer's, or somebody else's. Knows no mood and no phrase's weight.

use std::collections::BTreeSet;

use super::{
    Guard, Known, Phrase,
    clauses::{Clause, Kind, Mood},
    common,
    vocabulary::LONG_NAME,
    words::{is_bare, is_yours},
};

impl Guard {
    /// Whether the words are said of the person who is spoken to. One word alone has to be theirs in so many words, or be
    /// what a question word asks for, or stand nearly alone.
    pub(super) fn is_customers(
        &self,
        places: &BTreeSet<usize>,
        phrase: &Phrase,
        clause: &Clause,
        known: &Known,
    ) -> bool {
        let words = &clause.words;
        let Some(first) = places.first().copied() else { return false };
        if first > 0 && self.cues.others.contains(words[first - 1].as_str()) {
            return false;
        }
        if self.is_of_another(places, phrase, clause, known) {
            return false;
        }
        if places.len() == 1 && self.is_another_thing(first, clause, known) {
            return false;
        }
        if places.len() > 1 {
            return true;
        }
        if phrase.kind.is_some_and(|kind| kind != Kind::What) {
            return common(phrase, clause) >= 0;
        }
        if phrase.mood <= Mood::Asks {
            return common(phrase, clause) * 3 >= phrase.whole.len() as i64;
        }
        let yours = phrase.is_personal
            && (is_yours(&words[first]) || self.has_yours(&words[first.saturating_sub(2)..first]));
        let before = (first.saturating_sub(6)..first).rev().take_while(|at| !known.words[*at]);
        let asked = before.into_iter().any(|at| clause.kinds[at].is_some());
        let run = (0..first).rev().take_while(|at| !clause.telling[*at] || known.words[*at]).count();
        let demanded = clause.moods[first] == Mood::Demands && (run > 1 || run == first);
        yours
            || asked
            || demanded
            || (first <= 2 && words.len() == first + 1)
            || self.is_long_name(first, known)
    }

    /// "Rechnungsnummer" tells as much as two words.
    fn is_long_name(&self, at: usize, known: &Known) -> bool {
        let mut all = self.vocabulary.iter().zip(&known.places).filter(|(_, places)| places.contains(&at));
        all.any(|(word, _)| word.questions.len() == 1 && word.stem.chars().count() >= LONG_NAME)
    }

    /// "I need your e-mail" asks for the e-mail address: one word is enough when it is the word of one question and no
    /// other, it is said to be the customer's, and the request is made in so many words.
    pub(super) fn is_told_by(&self, at: usize, phrase: &Phrase, clause: &Clause, known: &Known) -> bool {
        let names = |word: &&usize| {
            let word = self.vocabulary.word(**word);
            word.questions.len() == 1 && word.phrases > 1
        };
        let yours = is_yours(&clause.words[at]) || self.has_yours(&clause.words[at.saturating_sub(1)..at]);
        let demanded = clause.moods[at] == Mood::Demands && phrase.is_personal;
        yours && demanded && phrase.words.iter().filter(names).any(|word| known.places[*word].contains(&at))
    }

    fn has_yours(&self, words: &[String]) -> bool {
        words.iter().any(|word| self.cues.yours.contains(word.as_str()))
    }

    /// "The file name", "wie heißt das Restaurant": one word alone is told by its neighbours to be of something else.
    fn is_another_thing(&self, at: usize, clause: &Clause, known: &Known) -> bool {
        let words = &clause.words;
        let is =
            |at: usize, list: &BTreeSet<&str>| words.get(at).is_some_and(|word| list.contains(word.as_str()));
        let is_foreign = |at: usize| {
            words.get(at).is_some_and(|word| word.len() > 2 && clause.telling[at]) && !known.words[at]
        };
        (at > 1 && is_foreign(at - 1) && is(at - 2, &self.cues.before_compounds))
            || (is(at + 1, &self.cues.articles) && is_foreign(at + 2))
    }

    /// "The phone number of the repair shop": what it belongs to is no word of the question's.
    fn is_of_another(
        &self,
        places: &BTreeSet<usize>,
        phrase: &Phrase,
        clause: &Clause,
        known: &Known,
    ) -> bool {
        let is_own = |at: usize| {
            let mut words = self.vocabulary.iter().zip(&known.places);
            words.any(|(word, places)| places.contains(&at) && word.questions.contains(&phrase.question))
        };
        let (Some(first), Some(last)) = (places.first(), places.last()) else { return false };
        // "The neighbour's number".
        if *first > 1 && clause.words[*first - 1] == "s" {
            let owner = &clause.words[*first - 2];
            if !self.cues.function.contains(owner.as_str())
                && clause.kinds[*first - 2].is_none()
                && !is_own(*first - 2)
            {
                return true;
            }
        }
        // "رقم هاتف المتجر": what a bare word belongs to follows it with an article.
        if is_bare(&clause.words[*last]) {
            let owner = clause.words.get(last + 1..).unwrap_or_default().iter().enumerate().take(2);
            let mut owner =
                owner.map(|(more, word)| (last + 1 + more, word)).filter(|(_, word)| word.starts_with("ال"));
            if owner
                .next()
                .is_some_and(|(at, word)| !is_own(at) && !self.cues.function.contains(word.as_str()))
            {
                return true;
            }
        }
        let mut behind = clause.words.iter().enumerate().skip(last + 1).skip_while(|(at, _)| is_own(*at));
        if !behind.next().is_some_and(|(_, word)| self.cues.of.contains(word.as_str())) {
            return false;
        }
        let owner = behind.find(|(_, word)| word.len() > 3 || self.cues.yours.contains(word.as_str()));
        owner.is_some_and(|(at, word)| !self.cues.function.contains(word.as_str()) && !is_own(at))
    }
}
