//! The guard against repeated questions: does a text that the agent is typing ask a question of the catalogue?
//!
//! Pure, without network and without a model. The words of the catalogue's phrases are looked for in each clause, in any
//! order within a few words of each other, in other forms and with small slips of the keyboard; a rarer word tells more.
//! Where several phrases are there, the one that takes in most is meant. It counts only where the clause asks: a
//! statement, an offer, a condition and a sentence that holds the value already ask for nothing. Whether the question is
//! answered, it does not know.

mod clauses;
mod cues;
mod frames;
mod matching;
mod owners;
mod signs;
mod vocabulary;
mod words;

use std::{
    cell::{OnceCell, RefCell},
    collections::BTreeSet,
};

use context_contract::Question;

use self::{
    clauses::{Clause, Kind, Mood},
    matching::Found,
    signs::Cues,
    vocabulary::Vocabulary,
    words::{is_yours, stem, words_of},
};

/// Longest text that is looked at, in characters: drafts are short, and the rest of a long one was looked at before.
const LONGEST: usize = 2_000;

/// Words of a phrase that stand together are at most so far from each other.
const TIGHT: usize = 2;

/// A word of more questions than these says little alone.
const COMMON: usize = 2;

/// Words between "on" and what it is on.
const LONGEST_PLACE: usize = 3;

/// What hears the questions of a catalogue. Its phrases are read a few at a time, or at the latest when a text comes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guard {
    /// Each phrase with the question that asks it.
    phrases: Vec<(usize, String)>,
    /// What has been read of them, and how many those are.
    begun: RefCell<(Ear, usize)>,
    ear: OnceCell<Ear>,
}

impl Guard {
    /// Takes the phrases of a catalogue. Questions are named by their places in it.
    #[must_use]
    pub fn new(questions: &[Question]) -> Self {
        let phrases = |(at, one): (usize, &Question)| {
            let text = (!one.phrases.is_empty()).then_some(&one.text);
            let all: Vec<_> = one.phrases.iter().chain(text).map(|phrase| (at, phrase.clone())).collect();
            all
        };
        Self { phrases: questions.iter().enumerate().flat_map(phrases).collect(), ..Self::default() }
    }

    /// Reads so many more phrases. Returns whether all of them are read.
    pub fn read(&self, more: usize) -> bool {
        if self.phrases.is_empty() || self.ear.get().is_some() {
            return true;
        }
        let (ear, read) = &mut *self.begun.borrow_mut();
        let next = &self.phrases[*read..self.phrases.len().min(read.saturating_add(more))];
        if *read == 0 {
            ear.cues = Cues::new();
        }
        next.iter().for_each(|(question, phrase)| ear.add(phrase, *question));
        *read += next.len();
        if *read < self.phrases.len() {
            return false;
        }
        self.ear.get_or_init(|| std::mem::take(ear).complete());
        true
    }

    /// The questions that the text asks, each once, in the order of the catalogue.
    #[must_use]
    pub fn asked(&self, text: &str) -> Vec<usize> {
        self.read(usize::MAX);
        self.ear.get().map_or_else(Vec::new, |ear| ear.asked(text))
    }
}

/// The phrases of a catalogue, ready to be looked for.
#[derive(Clone, Debug, Default, PartialEq)]
struct Ear {
    vocabulary: Vocabulary,
    phrases: Vec<Phrase>,
    /// Of each word of the vocabulary, the phrases that it tells the most of.
    told_by: Vec<Vec<usize>>,
    /// Phrases that have to be said word for word.
    said: Vec<usize>,
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
    /// Whether its only telling word is one of many questions, so that all its words have to be there.
    is_vague: bool,
    /// The kind of thing it asks for by a question word.
    kind: Option<Kind>,
    /// The least that a clause has to do for it.
    mood: Mood,
    /// Whether it says that something is not so.
    denies: bool,
    /// Whether its words stand together: "number of your account".
    is_tight: bool,
    /// Whether it names the person who is spoken to.
    is_personal: bool,
    /// Whether it has an "and".
    has_and: bool,
}

impl Phrase {
    /// Whether it asks by a question word for what is named by no owner: "how shall we answer".
    fn is_verbal(&self) -> bool {
        self.kind.is_some() && !self.is_personal
    }
}

impl Ear {
    fn add(&mut self, phrase: &str, question: usize) {
        let phrase = self.read(phrase, question);
        self.phrases.push(phrase);
    }

    /// What a word tells, and which phrases a word leads to, when all of them are there.
    fn complete(self) -> Self {
        let mut guard = self;
        let weigh = |words: &[usize]| words.iter().copied().max_by_key(|word| guard.weight(*word));
        let heaviest: Vec<_> = guard.phrases.iter().map(|phrase| weigh(&phrase.words)).collect();
        for (phrase, heaviest) in guard.phrases.iter_mut().zip(heaviest) {
            phrase.heaviest = heaviest;
            let alone =
                phrase.words.first().filter(|_| phrase.words.len() == 1).map(|it| guard.vocabulary.word(*it));
            let is_of_things = phrase.kind.is_none_or(Kind::is_of_things);
            phrase.is_vague = is_of_things
                && alone.is_some_and(|word| {
                    let may_be_any = phrase.mood <= Mood::Asks && word.questions.len() > COMMON;
                    may_be_any || (!phrase.is_personal && guard.cues.generic.contains(word.stem.as_str()))
                });
        }
        guard.told_by = vec![Vec::new(); guard.vocabulary.iter().count()];
        for (at, phrase) in guard.phrases.iter().enumerate() {
            match phrase.heaviest.filter(|_| !phrase.is_vague) {
                Some(word) => guard.told_by[word].push(at),
                None => guard.said.push(at),
            }
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
        let told: Vec<usize> =
            (0..whole.len()).filter(|at| cues.is_telling(&whole[*at], kinds[*at])).collect();
        let is_tight = told.len() > 1 && told.windows(2).all(|pair| pair[1] - pair[0] <= TIGHT);
        let kind = kinds.into_iter().flatten().min();
        let has_verb = || {
            told.windows(2)
                .any(|pair| whole[pair[0]..pair[1]].iter().any(|it| cues.copulas.contains(it.as_str())))
        };
        let is_tight = is_tight && !has_verb() && kind.is_none_or(|kind| kind == Kind::What);
        let (mood, denies) = (cues.least_mood(&whole), cues.denies(&whole));
        let is_personal = whole.iter().any(|word| cues.yours.contains(word.as_str()) || is_yours(word));
        let has_and = whole.iter().any(|word| cues.and.contains(word.as_str()));
        Phrase {
            question,
            words,
            heaviest: None,
            kind,
            mood,
            denies,
            is_tight,
            is_personal,
            has_and,
            whole,
            is_vague: false,
        }
    }

    fn asked(&self, text: &str) -> Vec<usize> {
        let text: String = text.chars().take(LONGEST).collect();
        let mut asked = BTreeSet::new();
        let mut before: Option<Clause> = None;
        for clause in self.cues.clauses(&text) {
            let mut heard = self.asked_in(&clause);
            // "I see no e-mail address here. Could you spell it for me?"
            if heard.is_empty() && clause.refers {
                let named = before.iter().filter(|before| !before.needless);
                heard.extend(named.flat_map(|before| self.asked_in(&before.demanded())));
            }
            asked.extend(heard);
            before = Some(clause);
        }
        asked.into_iter().collect()
    }

    /// The questions of one clause. Where two share a word, the one that takes in more is meant: who asks for the
    /// e-mail address does not ask for the address.
    fn asked_in(&self, clause: &Clause) -> Vec<usize> {
        if !clause.is_fragment && clause.moods.iter().all(|mood| *mood == Mood::States) {
            return Vec::new();
        }
        let known = self.known(clause);
        let there = known.places.iter().enumerate().filter(|(_, places)| !places.is_empty());
        let told = there.flat_map(|(word, _)| &self.told_by[word]).chain(&self.said);
        let mut told: Vec<usize> = told.copied().collect();
        told.sort_unstable();
        let matched = told.into_iter().filter_map(|at| self.matched(&self.phrases[at], clause, &known));
        let mut found: Vec<Found> = matched.collect();
        found.sort_by_key(|found| -found.weight);
        let mut meant: Vec<Found> = Vec::new();
        for one in found {
            // "Since when" alone asks for something only where nothing else is asked for.
            if one.is_said && !meant.is_empty() {
                continue;
            }
            let shares = |other: &&mut Found| {
                !other.places.is_disjoint(&one.places) && !self.are_listed(&one.places, &other.places, clause)
            };
            match meant.iter_mut().find(shares) {
                // "The e-mail on file" and "the e-mail address": all of it is that question's.
                Some(other) if other.question == one.question => other.places.extend(one.places),
                Some(_) => {}
                None => meant.push(one),
            }
        }
        let is_place = |one: &Found| meant.iter().any(|other| self.is_place_of(one, other, clause));
        meant.iter().filter(|one| !is_place(one)).map(|found| found.question).collect()
    }

    /// "On which number may we call, and at what time": each has a place of its own, and an "and" is between them.
    fn are_listed(&self, one: &BTreeSet<usize>, other: &BTreeSet<usize>, clause: &Clause) -> bool {
        let own = |it: &BTreeSet<usize>, its: &BTreeSet<usize>| it.difference(its).next().copied();
        let (Some(one), Some(other)) = (own(one, other), own(other, one)) else { return false };
        let between = &clause.words[one.min(other)..one.max(other)];
        between.iter().any(|word| word != "as" && self.cues.and.contains(word.as_str()))
    }

    /// "The code on your phone": the second says where the first is found.
    fn is_place_of(&self, one: &Found, other: &Found, clause: &Clause) -> bool {
        let (Some(at), Some(last), 1) = (one.places.first(), other.places.last(), one.places.len()) else {
            return false;
        };
        let words = clause.words.get(last + 1..*at).unwrap_or_default();
        let near = &words[words.len().saturating_sub(LONGEST_PLACE)..];
        near.iter().any(|word| self.cues.places.contains(word.as_str()))
            && !words.iter().any(|word| word != "as" && self.cues.and.contains(word.as_str()))
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

#[cfg(test)]
mod tests;
