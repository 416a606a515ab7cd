//! The guard against repeated questions: does a text that the agent is typing ask a question of the catalogue?
//!
//! Pure, without network and without a model. The words of the catalogue's phrases are looked for in each clause, in any
//! order within a few words of each other, in other forms and with small slips of the keyboard; a rarer word tells more.
//! Where several phrases are there, the one that takes in most is meant. It counts only where the clause asks: a
//! statement, an offer, a condition and a sentence that holds the value already ask for nothing. Whether the question is
//! answered, it does not know.

mod clauses;
mod cues;
mod owners;
mod signs;
mod vocabulary;
mod words;

use std::collections::BTreeSet;

use context_contract::Question;

use self::{
    clauses::{Clause, Kind, Mood},
    signs::Cues,
    vocabulary::Vocabulary,
    words::{is_yours, stem, words_of},
};

/// Longest text that is looked at, in characters: drafts are short, and the rest of a long one was looked at before.
const LONGEST: usize = 2_000;

/// Words that may stand between those of a phrase.
const GAP: usize = 5;

/// The share of a phrase's weight that has to be there, in hundredths.
const LEAST_SHARE: u32 = 70;

/// The weight of a question word that asks for one kind of thing.
const KIND_WEIGHT: u32 = 4;

/// The phrases of a catalogue, ready to be looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guard {
    vocabulary: Vocabulary,
    phrases: Vec<Phrase>,
    cues: Cues,
}

/// One phrase of one question.
#[derive(Clone, Debug, PartialEq)]
struct Phrase {
    question: usize,
    /// Places of its telling words in the vocabulary.
    words: Vec<usize>,
    /// The one that tells the most.
    heaviest: Option<usize>,
    /// All its words.
    whole: Vec<String>,
    /// The kind of thing it asks for by a question word.
    kind: Option<Kind>,
    /// The least that a clause has to do for it.
    mood: Mood,
    /// Whether it says that something is not so.
    denies: bool,
    /// Whether it names the person who is spoken to.
    is_personal: bool,
    /// Whether it has an "and".
    has_and: bool,
}

/// What the vocabulary has of a clause.
struct Known {
    /// Of each word of the vocabulary, where the clause has it.
    places: Vec<Vec<usize>>,
    /// Of each word of the clause, whether the vocabulary has it.
    words: Vec<bool>,
}

/// A phrase that is in a clause.
struct Found {
    question: usize,
    places: BTreeSet<usize>,
    /// What was found of it, less what was not.
    weight: i64,
}

impl Guard {
    /// Reads the phrases of a catalogue. Questions are named by their places in it.
    #[must_use]
    pub fn new(questions: &[Question]) -> Self {
        let mut guard = Self { cues: Cues::new(), ..Self::default() };
        for (question, one) in questions.iter().enumerate() {
            let text = (!one.phrases.is_empty()).then_some(&one.text);
            for phrase in one.phrases.iter().chain(text) {
                let phrase = guard.read(phrase, question);
                guard.phrases.push(phrase);
            }
        }
        let weigh = |words: &[usize]| words.iter().copied().max_by_key(|word| guard.weight(*word));
        let heaviest: Vec<_> = guard.phrases.iter().map(|phrase| weigh(&phrase.words)).collect();
        for (phrase, heaviest) in guard.phrases.iter_mut().zip(heaviest) {
            phrase.heaviest = heaviest;
        }
        guard
    }

    fn read(&mut self, phrase: &str, question: usize) -> Phrase {
        let whole = words_of(phrase);
        let cues = &self.cues;
        let kinds: Vec<_> = (0..whole.len()).map(|at| cues.kind(&whole, at)).collect();
        let telling = whole.iter().zip(&kinds).filter(|(word, kind)| cues.is_telling(word, **kind));
        let stems: BTreeSet<String> = telling.map(|(word, _)| stem(word).to_owned()).collect();
        let words = stems.into_iter().map(|word| self.vocabulary.add(word, question)).collect();
        let kind = kinds.into_iter().flatten().min();
        let (mood, denies) = (cues.least_mood(&whole), cues.denies(&whole));
        let is_personal = whole.iter().any(|word| cues.yours.contains(word.as_str()) || is_yours(word));
        let has_and = whole.iter().any(|word| cues.and.contains(word.as_str()));
        Phrase { question, words, heaviest: None, kind, mood, denies, is_personal, has_and, whole }
    }

    /// The questions that the text asks, each once, in the order of the catalogue.
    #[must_use]
    pub fn asked(&self, text: &str) -> Vec<usize> {
        let text: String = text.chars().take(LONGEST).collect();
        let clauses = self.cues.clauses(&text);
        clauses.iter().flat_map(|clause| self.asked_in(clause)).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The questions of one clause. Where two share a word, the one that takes in more is meant: who asks for the
    /// e-mail address does not ask for the address.
    fn asked_in(&self, clause: &Clause) -> Vec<usize> {
        if clause.moods.iter().all(|mood| *mood == Mood::States) {
            return Vec::new();
        }
        let known = self.known(clause);
        let mut found: Vec<Found> =
            self.phrases.iter().filter_map(|it| self.matched(it, clause, &known)).collect();
        found.sort_by_key(|found| -found.weight);
        let mut meant: Vec<Found> = Vec::new();
        for one in found {
            match meant.iter_mut().find(|other| !other.places.is_disjoint(&one.places)) {
                // "The e-mail on file" and "the e-mail address": all of it is that question's.
                Some(other) if other.question == one.question => other.places.extend(one.places),
                Some(_) => {}
                None => meant.push(one),
            }
        }
        meant.iter().map(|found| found.question).collect()
    }

    fn known(&self, clause: &Clause) -> Known {
        let telling = clause.words.iter().enumerate().filter(|(at, _)| clause.telling[*at]);
        let stems: Vec<(usize, &str)> = telling.map(|(at, word)| (at, stem(word))).collect();
        let places = self.vocabulary.found_in(&stems);
        let mut words = vec![false; clause.words.len()];
        places.iter().flatten().for_each(|at| words[*at] = true);
        Known { places, words }
    }

    /// The phrase in the clause, if the clause asks by it.
    fn matched(&self, phrase: &Phrase, clause: &Clause, known: &Known) -> Option<Found> {
        if clause.denied && !phrase.denies {
            return None;
        }
        let Some(heaviest) = phrase.heaviest else { return said(phrase, clause) };
        let mut tries =
            known.places[heaviest].iter().filter_map(|start| self.matched_at(*start, phrase, clause, known));
        tries.next()
    }

    fn matched_at(&self, start: usize, phrase: &Phrase, clause: &Clause, known: &Known) -> Option<Found> {
        // "Your name and account number" does not ask for the name of the account.
        let is_and = |word: &String| self.cues.and.contains(word.as_str());
        let spans =
            |at: usize| !phrase.has_and && clause.words[at.min(start)..at.max(start)].iter().any(is_and);
        let near = |word: &usize| {
            let places = known.places[*word]
                .iter()
                .filter(|at| at.abs_diff(start) <= phrase.words.len() + GAP && !spans(**at));
            places.min_by_key(|at| at.abs_diff(start)).copied()
        };
        let (mut there, mut all, mut places) = (0, 0, BTreeSet::from([start]));
        for word in &phrase.words {
            all += self.weight(*word);
            if let Some(at) = near(word) {
                there += self.weight(*word);
                places.insert(at);
            }
        }
        let last = *places.last()?;
        let (before, behind) = clause.kinds.split_at(last + 1);
        let kind = before.iter().rev().chain(behind).find_map(|kind| *kind);
        let asked_kind = phrase.kind.filter(|kind| *kind != Kind::What);
        if kind.is_some_and(|kind| kind != Kind::What && Some(kind) != asked_kind)
            || asked_kind.is_some_and(|it| Some(it) != kind)
        {
            return None;
        }
        let bonus = if asked_kind.is_some() { KIND_WEIGHT } else { 0 };
        let (there, all) = (there + bonus, all + bonus);
        let asks = clause.moods[start].max(clause.moods[*places.first()?]) >= phrase.mood;
        let enough = there * 100 >= all * LEAST_SHARE || self.is_told_by(start, phrase, clause, known);
        (asks && enough && self.is_customers(&places, phrase, clause, known)).then(|| {
            let missing = i64::from(all - there);
            let weight = (i64::from(there) * 8) - missing * 4 + common(phrase, clause);
            Found { question: phrase.question, places, weight }
        })
    }

    /// What a word tells: the fewer questions have it, the more.
    fn weight(&self, word: usize) -> u32 {
        match self.vocabulary.word(word).questions.len() {
            0 | 1 => 6,
            2 => 5,
            3 | 4 => 4,
            5..=8 => 3,
            _ => 2,
        }
    }
}

/// How many of the phrase's words the clause has, less those that it has not.
fn common(phrase: &Phrase, clause: &Clause) -> i64 {
    phrase.whole.iter().map(|word| if clause.words.contains(word) { 1 } else { -1 }).sum()
}

/// A phrase of nothing but common words is there when all of them follow each other.
fn said(phrase: &Phrase, clause: &Clause) -> Option<Found> {
    let length = phrase.whole.len();
    let at =
        (length > 1).then(|| clause.words.windows(length).position(|words| *words == *phrase.whole))??;
    let places: BTreeSet<usize> = (at..at + length).collect();
    let asks = clause.moods[at + length - 1] >= phrase.mood;
    asks.then_some(Found { question: phrase.question, places, weight: 8 })
}

#[cfg(test)]
mod tests;
