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
mod giving;
mod handled;
mod lists;
mod matching;
mod moods;
mod named;
mod owners;
mod phrases;
mod sentences;
mod signs;
mod spelling;
mod vocabulary;
mod words;

use std::cell::{OnceCell, RefCell};

use context_contract::Question;

use self::{
    lists::in_order,
    matching::Found,
    moods::{Clause, Kind, Mood},
    phrases::Phrase,
    signs::Cues,
    vocabulary::Vocabulary,
    words::is_arabic,
};
use crate::order;

/// Longest text that is looked at, in characters: drafts are short, and the rest of a long one was looked at before.
const LONGEST: usize = 2_000;

/// A word of more questions than these says little alone.
const COMMON: usize = 2;

/// How far one word is from what it is said beside; nearer ones name one thing together.
const NEXT: usize = 2;

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

impl Ear {
    fn add(&mut self, phrase: &str, question: usize) {
        let phrase = self.read(phrase, question);
        self.phrases.push(phrase);
    }

    /// What a word tells, and which phrases a word leads to, when all of them are there.
    fn complete(self) -> Self {
        let mut guard = self;
        let questions = guard.phrases.iter().map(|phrase| phrase.question + 1).max().unwrap_or_default();
        let mut phrases_of = vec![0; questions];
        guard.phrases.iter().for_each(|phrase| phrases_of[phrase.question] += 1);
        guard.vocabulary.complete(&phrases_of);
        let weigh = |slots: &[Vec<usize>]| (0..slots.len()).max_by_key(|at| guard.slot_weight(&slots[*at]));
        let heaviest: Vec<_> = guard.phrases.iter().map(|phrase| weigh(&phrase.slots)).collect();
        for (phrase, heaviest) in guard.phrases.iter_mut().zip(heaviest) {
            phrase.heaviest = heaviest;
            let alone = if let [slot] = phrase.slots.as_slice() { slot.as_slice() } else { &[] };
            let is_of_things = phrase.kind.is_none_or(Kind::is_of_things);
            let tells_little = |place: &&usize| {
                let word = guard.vocabulary.word(**place);
                let may_be_any = phrase.mood <= Mood::Asks && word.spread > COMMON;
                may_be_any || (!phrase.is_personal && guard.cues.generic.contains(word.stem.as_str()))
            };
            phrase.vague = alone.iter().filter(tells_little).filter(|_| is_of_things).copied().collect();
        }
        guard.told_by = vec![Vec::new(); guard.vocabulary.len()];
        for (at, phrase) in guard.phrases.iter().enumerate() {
            phrase.leading().for_each(|word| guard.told_by[word].push(at));
            if phrase.may_be_said() {
                guard.said.push(at);
            }
        }
        guard
    }

    fn asked(&self, text: &str) -> Vec<usize> {
        let text: String = text.chars().take(LONGEST).collect();
        let mut asked = Vec::new();
        let mut before: Option<Clause> = None;
        for clause in self.cues.clauses(&text) {
            let mut heard = self.asked_in(&clause);
            // "You have an account with us, and the number?"
            if let (Some(number), Some(before)) = (self.bare_number(&clause), &before) {
                let of_it = self.number_of(before, number);
                heard = if of_it.is_empty() { heard } else { of_it };
            }
            // "What date are you moving in, and what's the address there?"
            if let (Some(address), Some(before)) =
                (self.bare_address(&clause), before.as_ref().filter(|_| !heard.is_empty()))
            {
                let of_it = self.address_of(before, address);
                heard = if of_it.is_empty() { heard } else { of_it };
            }
            // "On which number may we call you, and at what time?"
            if heard.is_empty() && clause.goes_on() {
                let told = before.iter().filter(|before| !before.denied);
                heard.extend(told.flat_map(|before| self.asked_in(&before.gone_on(&clause))));
            }
            // "I see no e-mail address here. Could you spell it for me?"
            if heard.is_empty() && clause.refers {
                let named = before.iter().filter(|before| !before.needless);
                heard.extend(named.flat_map(|before| self.asked_in(&before.demanded())));
            }
            asked.extend(heard);
            before = Some(clause);
        }
        in_order(asked)
    }

    /// The questions of one clause. Where two share a word, the one that takes in more is meant: who asks for the
    /// e-mail address does not ask for the address.
    fn asked_in(&self, clause: &Clause) -> Vec<usize> {
        if !clause.is_fragment && clause.moods.iter().all(|mood| *mood == Mood::States) {
            return Vec::new();
        }
        let known = self.known(clause);
        let there = known.places.iter().flat_map(|(word, _)| &self.told_by[*word]);
        let told = in_order(there.chain(&self.said).copied().collect());
        let matched = told.into_iter().filter_map(|at| self.matched(&self.phrases[at], clause, &known));
        let mut found: Vec<Found> = matched.collect();
        order::by_key(&mut found, |found| -found.weight);
        let mut meant: Vec<Found> = Vec::new();
        for one in found {
            // "Since when" alone asks for something only where nothing else is asked for, or behind an "and".
            let is_added = || one.places[0] > 0 && self.cues.and.contains(&clause.words[one.places[0] - 1]);
            if one.is_said && !meant.is_empty() && !is_added() {
                continue;
            }
            let shares = |other: &&mut Found| {
                other.places.iter().any(|at| one.places.contains(at))
                    && !self.are_listed(&one.places, &other.places, clause)
            };
            match meant.iter_mut().find(shares) {
                // "The e-mail on file" and "the e-mail address": all of it is that question's.
                Some(other) if other.question == one.question => {
                    other.places.extend(one.places);
                    other.places = in_order(std::mem::take(&mut other.places));
                }
                Some(_) => {}
                None => meant.push(one),
            }
        }
        let is_place = |one: &Found| meant.iter().any(|other| self.is_place_of(one, other, clause));
        let meant: Vec<&Found> = meant.iter().filter(|one| !is_place(one)).collect();
        let is_aside = |one: &Found| meant.iter().any(|other| self.is_aside_of(one, other, clause));
        meant.iter().filter(|one| !is_aside(one)).map(|found| found.question).collect()
    }

    /// "On which number may we call, and at what time": each has a place of its own, and an "and" is between them.
    fn are_listed(&self, one: &[usize], other: &[usize], clause: &Clause) -> bool {
        let own = |it: &[usize], its: &[usize]| it.iter().find(|at| !its.contains(at)).copied();
        let (Some(one), Some(other)) = (own(one, other), own(other, one)) else { return false };
        let between = &clause.words[one.min(other)..one.max(other)];
        between.iter().any(|word| word != "as" && self.cues.and.contains(word.as_str()))
    }

    /// "The code on your phone", "your e-mail to send the receipt": one word beside what more is said of tells where that
    /// is found or what it is for, unless it is asked for too.
    fn is_place_of(&self, one: &Found, other: &Found, clause: &Clause) -> bool {
        let (Some(first), Some(last), [at]) =
            (other.places.first(), other.places.last(), one.places.as_slice())
        else {
            return false;
        };
        let is_less = one.weight < other.weight;
        if at < first {
            let is_beside = is_less && first - at > NEXT && !self.is_said_yours(*at, clause);
            // "The address where the parcel should be delivered" asks for one thing.
            let tells_more = usize::from(clause.kinds[at + 1] == Some(Kind::Where));
            return is_beside && !self.asks_again(at + 1 + tells_more, *first, clause);
        }
        let words = clause.words.get(last + 1..*at).unwrap_or_default();
        let near = &words[words.len().saturating_sub(LONGEST_PLACE)..];
        let is_place = near.iter().any(|word| self.cues.places.contains(word.as_str()));
        (is_less || is_place) && !self.asks_again(last + 1, clause.words.len(), clause)
    }

    /// "What date are you moving into the new flat" asks one thing: without an "and" or a question word before it, what
    /// stands behind a question is no other one.
    fn is_aside_of(&self, one: &Found, other: &Found, clause: &Clause) -> bool {
        let (Some(last), Some(from), Some(to)) = (other.places.last(), one.places.first(), one.places.last())
        else {
            return false;
        };
        one.places.len() > 1
            && last < from
            && !self.asks_again(last + 1, to + 1, clause)
            && clause.moods[*from] <= clause.moods[*last]
    }

    /// Whether an "and" or a question word stands between these places.
    fn asks_again(&self, from: usize, to: usize, clause: &Clause) -> bool {
        let joins = |word: &String| {
            let list = word != "as" && (self.cues.and.contains(word) || self.cues.or.contains(word));
            list || (is_arabic(word) && word.starts_with('و'))
        };
        // "When you try to pay" asks for nothing without an "and".
        let asks = |at: usize| clause.kinds[at].is_some_and(|kind| kind != Kind::When);
        (from..to).any(|at| asks(at) || joins(&clause.words[at]))
    }

    /// What a telling word of a phrase weighs at the most, whichever of its alternatives is said.
    fn most_weight(&self, slot: &[usize]) -> u32 {
        slot.iter().map(|word| self.weight(*word)).max().unwrap_or_default()
    }

    /// What a telling word of a phrase weighs at the least, whichever of its alternatives is said.
    fn slot_weight(&self, slot: &[usize]) -> u32 {
        slot.iter().map(|word| self.weight(*word)).min().unwrap_or_default()
    }

    /// What a word tells: the fewer questions have it, the more.
    fn weight(&self, word: usize) -> u32 {
        match self.vocabulary.word(word).spread {
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
