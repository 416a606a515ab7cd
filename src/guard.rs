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
mod owners;
mod signs;
mod vocabulary;
mod words;

use std::{cell::OnceCell, collections::BTreeSet};

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
const GAP: usize = 6;

/// Words of a phrase that stand together are at most so far from each other.
const TIGHT: usize = 2;

/// In a text they may be farther: "the number of your new account".
const TIGHT_IN_TEXT: usize = 4;

/// The share of a phrase's weight that has to be there, in hundredths.
const LEAST_SHARE: u32 = 70;

/// A word of more questions than these says little alone.
const COMMON: usize = 2;

/// Words between "on" and what it is on.
const LONGEST_PLACE: usize = 3;

/// The weight of a question word that asks for one kind of thing.
const KIND_WEIGHT: u32 = 4;

/// What hears the questions of a catalogue. It reads their phrases when the first text comes, so that a panel whose agent
/// writes nothing pays nothing for them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guard {
    /// Of each question, its phrases.
    phrases: Vec<Vec<String>>,
    ear: OnceCell<Ear>,
}

impl Guard {
    /// Takes the phrases of a catalogue. Questions are named by their places in it.
    #[must_use]
    pub fn new(questions: &[Question]) -> Self {
        let phrases = |one: &Question| {
            let text = (!one.phrases.is_empty()).then_some(&one.text);
            one.phrases.iter().chain(text).cloned().collect()
        };
        Self { phrases: questions.iter().map(phrases).collect(), ear: OnceCell::new() }
    }

    /// The questions that the text asks, each once, in the order of the catalogue.
    #[must_use]
    pub fn asked(&self, text: &str) -> Vec<usize> {
        self.ear.get_or_init(|| Ear::new(&self.phrases)).asked(text)
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

/// What the vocabulary has of a clause.
struct Known {
    /// Of each word of the vocabulary, where the clause has it.
    places: Vec<Vec<usize>>,
    /// Of each word of the clause, whether the vocabulary has it.
    words: Vec<bool>,
    /// Of each word of the clause, the words of the vocabulary that it may be.
    at: Vec<Vec<usize>>,
    /// Where it has people.
    people: Vec<usize>,
    /// Whether it asks by yes or no whether something was received.
    is_receipt: bool,
    /// Of each word of the clause, which word of the vocabulary it is to the letter.
    exact: Vec<Option<usize>>,
}

/// A phrase that is in a clause.
struct Found {
    question: usize,
    places: BTreeSet<usize>,
    /// What was found of it, less what was not.
    weight: i64,
    /// Whether it has nothing but common words.
    is_said: bool,
}

impl Phrase {
    /// Whether it asks by a question word for what is named by no owner: "how shall we answer".
    fn is_verbal(&self) -> bool {
        self.kind.is_some() && !self.is_personal
    }
}

impl Ear {
    fn new(questions: &[Vec<String>]) -> Self {
        let mut guard = Self { cues: Cues::new(), ..Self::default() };
        for (question, phrases) in questions.iter().enumerate() {
            for phrase in phrases {
                let phrase = guard.read(phrase, question);
                guard.phrases.push(phrase);
            }
        }
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

    fn known(&self, clause: &Clause) -> Known {
        let telling = clause.words.iter().enumerate().filter(|(at, _)| clause.telling[*at]);
        let stems: Vec<(usize, &str)> = telling.map(|(at, word)| (at, stem(word))).collect();
        let places = self.vocabulary.found_in(&stems);
        let mut at = vec![Vec::new(); clause.words.len()];
        for (word, places) in places.iter().enumerate() {
            places.iter().for_each(|place| at[*place].push(word));
        }
        let words = at.iter().map(|all| !all.is_empty()).collect();
        let mut exact = vec![None; clause.words.len()];
        stems.iter().for_each(|(at, stem)| exact[*at] = self.vocabulary.place_of(stem));
        let is_person = |at: &usize| self.cues.people.contains(clause.words[*at].as_str());
        let people = (0..clause.words.len()).filter(is_person).collect();
        let is_receipt = self.is_receipt(clause);
        Known { places, words, at, people, is_receipt, exact }
    }

    /// The phrase in the clause, if the clause asks by it.
    fn matched(&self, phrase: &Phrase, clause: &Clause, known: &Known) -> Option<Found> {
        if clause.denied && !phrase.denies {
            return None;
        }
        let Some(heaviest) = phrase.heaviest.filter(|_| !phrase.is_vague) else {
            return said(phrase, clause);
        };
        let mut tries =
            known.places[heaviest].iter().filter_map(|start| self.matched_at(*start, phrase, clause, known));
        tries.next()
    }

    fn matched_at(&self, start: usize, phrase: &Phrase, clause: &Clause, known: &Known) -> Option<Found> {
        // "Your name and account number" does not ask for the name of the account.
        let is_and = |word: &String| self.cues.and.contains(word.as_str());
        let asks_by_est = clause.words.windows(2).any(|pair| pair[0] == "est" && pair[1] == "ce");
        let is_verb = |word: &String| self.cues.copulas.contains(word.as_str()) && !asks_by_est;
        let spans = |at: usize| {
            let between = &clause.words[at.min(start)..at.max(start)];
            let joins =
                !phrase.has_and && (phrase.is_tight || phrase.kind.is_none()) && between.iter().any(is_and);
            joins || (phrase.is_tight && (between.len() > TIGHT_IN_TEXT || between.iter().any(is_verb)))
        };
        // "Let's start with your postcode" does not ask when something started.
        let is_of_things = phrase.kind.is_none_or(Kind::is_of_things);
        let is_free = |at: usize| !(is_of_things && clause.framing[at]);
        if !is_free(start) {
            return None;
        }
        let near = |word: &usize| {
            let places = known.places[*word]
                .iter()
                .filter(|at| is_free(**at) && at.abs_diff(start) <= phrase.words.len() + GAP && !spans(**at));
            places.min_by_key(|at| at.abs_diff(start)).copied()
        };
        let (mut there, mut all, mut sure, mut places) = (0, 0, 0, BTreeSet::from([start]));
        for word in &phrase.words {
            all += self.weight(*word);
            if let Some(at) = near(word) {
                there += self.weight(*word);
                // Another form of it counts as much as the word that it is.
                sure +=
                    known.exact[at].map_or(self.weight(*word), |it| self.weight(it).min(self.weight(*word)));
                places.insert(at);
            }
        }
        let last = *places.last()?;
        // "When do you move, and your new address": the question word is not the address's.
        let first = places.first().copied().unwrap_or(last);
        let from =
            clause.words[..first].iter().rposition(|word| is_and(word) && word != "as").unwrap_or_default();
        let kind = clause.kind_for(from, last, phrase.kind);
        let asked_kind = phrase.kind.filter(|kind| *kind != Kind::What);
        if kind.is_some_and(|kind| !kind.is_of_things() && Some(kind) != asked_kind)
            || asked_kind.is_some_and(|it| Some(it) != kind)
            || (phrase.is_verbal() && places.len() == 1 && kind.is_none())
        {
            return None;
        }
        if self.is_about_another(&places, from, phrase, clause, known) {
            return None;
        }
        let bonus = if asked_kind.is_some() { KIND_WEIGHT } else { 0 };
        let (there, all) = (there + bonus, all + bonus);
        let covers = || (0..clause.words.len()).all(|at| !clause.telling[at] || places.contains(&at));
        let asks = clause.moods[start].max(clause.moods[*places.first()?]) >= phrase.mood
            || (clause.is_fragment && phrase.mood >= Mood::Requests && covers());
        let enough = there * 100 >= all * LEAST_SHARE || self.is_told_by(start, phrase, clause, known);
        (asks && enough && self.is_customers(&places, phrase, clause, known)).then(|| {
            let missing = i64::from(all - there);
            let fits = match (phrase.kind, kind) {
                (Some(_), Some(_)) => 4,
                (None, Some(_)) if phrase.mood <= Mood::Asks => -8,
                (None, None) if phrase.mood <= Mood::Asks && clause.moods[start] == Mood::Demands => -8,
                _ => 0,
            };
            let weight = (i64::from(sure + bonus) * 8) - missing * 4 + common(phrase, clause) + fits;
            Found { question: phrase.question, places, weight, is_said: false }
        })
    }

    /// "Which e-mail may I send the invoice to" asks for no invoice: what the question word stands before is meant.
    fn is_about_another(
        &self,
        places: &BTreeSet<usize>,
        from: usize,
        phrase: &Phrase,
        clause: &Clause,
        known: &Known,
    ) -> bool {
        let Some(first) = places.first().copied().filter(|_| phrase.kind.is_none_or(Kind::is_of_things))
        else {
            return false;
        };
        let is_head = |at: &usize| clause.kinds[*at] == Some(Kind::What) && clause.telling[*at + 1];
        let Some(head) = (from..first.saturating_sub(1)).rev().find(is_head).map(|at| at + 1) else {
            return false;
        };
        let word = clause.words[head].as_str();
        let is_generic = self.cues.generic.contains(stem(word)) || self.cues.giving.contains(word);
        !is_generic && (known.words[head] || places.len() == 1)
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
    asks.then_some(Found { question: phrase.question, places, weight: 0, is_said: true })
}

#[cfg(test)]
mod tests;
