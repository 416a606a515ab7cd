//! The guard against repeated questions: does a text that the agent is typing ask a question of the catalogue?
//!
//! Pure, without network and without a model: phrases of the catalogue are compared word by word, in any order within a
//! few words, with small slips of the keyboard, and only where the sentence asks: a statement, an offer, a condition and a
//! sentence that holds the value already ask for nothing. Whether the question is answered, it does not know.

mod cues;

use std::collections::{BTreeMap, BTreeSet};

use context_contract::Question;

use crate::search::folded;

/// Longest text that is looked at, in characters: drafts are short, and the rest of a long one was looked at before.
const LONGEST: usize = 2_000;

/// Words that may stand between those of a phrase.
const GAP: usize = 3;

/// Digits that make a number a value rather than a part of a question.
const DIGITS_OF_A_VALUE: usize = 3;

/// The phrases of a catalogue, ready to be looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guard {
    /// Every telling word once.
    vocabulary: Vec<Word>,
    phrases: Vec<Phrase>,
    cues: Cues,
}

/// A telling word of the phrases.
#[derive(Clone, Debug, PartialEq)]
struct Word {
    stem: String,
    /// The question in whose phrases it was met first.
    question: usize,
    /// How many phrases have it.
    phrases: u32,
    /// Whether another question has it too.
    shared: bool,
}

/// The single words of `cues`, in order.
#[derive(Clone, Debug, Default, PartialEq)]
struct Cues {
    function: BTreeSet<&'static str>,
    you: BTreeSet<&'static str>,
    negations: BTreeSet<&'static str>,
    question_words: BTreeSet<&'static str>,
}

/// One phrase of one question.
#[derive(Clone, Debug, PartialEq)]
struct Phrase {
    question: usize,
    /// Places of its telling words in the vocabulary.
    words: Vec<usize>,
    /// Whether it names the person who is spoken to.
    personal: bool,
    /// All its words, for those that consist of little else than common ones.
    whole: Vec<String>,
}

/// A clause of the text: its words, and how it asks.
struct Clause {
    words: Vec<String>,
    /// Of each word, whether what stands there is being asked for.
    asked: Vec<bool>,
    /// Where something opens or closes a request in so many words.
    explicit: bool,
}

impl Guard {
    /// Reads the phrases of a catalogue. Questions are named by their places in it.
    #[must_use]
    pub fn new(questions: &[Question]) -> Self {
        let mut guard = Self { cues: Cues::new(), ..Self::default() };
        let mut places = BTreeMap::new();
        for (question, one) in questions.iter().enumerate() {
            for phrase in &one.phrases {
                let whole = words_of(phrase);
                let telling = whole.iter().filter(|word| !guard.cues.function.contains(word.as_str()));
                let telling: Vec<String> = telling.map(|word| stem(word).to_owned()).collect();
                let personal =
                    whole.iter().any(|word| guard.cues.you.contains(word.as_str()) || is_yours(word));
                let words =
                    telling.into_iter().map(|word| guard.place_of(word, question, &mut places)).collect();
                guard.phrases.push(Phrase { question, words, personal, whole });
            }
        }
        guard
    }

    fn place_of(&mut self, stem: String, question: usize, places: &mut BTreeMap<String, usize>) -> usize {
        let place = *places.entry(stem).or_insert_with_key(|stem| {
            self.vocabulary.push(Word { stem: stem.clone(), question, phrases: 0, shared: false });
            self.vocabulary.len() - 1
        });
        let word = &mut self.vocabulary[place];
        word.shared = word.shared || word.question != question;
        word.phrases += 1;
        place
    }

    /// The questions that the text asks, each once, in the order of the catalogue.
    #[must_use]
    pub fn asked(&self, text: &str) -> Vec<usize> {
        let text: String = text.chars().take(LONGEST).collect();
        let clauses = self.cues.clauses(&text);
        clauses.iter().flat_map(|clause| self.asked_in(clause)).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The questions of one clause. Where one takes in all the words of another, it is the one that is meant: who asks
    /// for the e-mail address does not ask for the address.
    fn asked_in(&self, clause: &Clause) -> Vec<usize> {
        if !clause.asked.contains(&true) {
            return Vec::new();
        }
        let known = self.known(clause);
        let mut found: Vec<(usize, Vec<usize>)> = Vec::new();
        for phrase in &self.phrases {
            if let Some(at) = self.matched(phrase, clause, &known) {
                found.push((phrase.question, at));
            }
        }
        let is_part = |(question, at): &(usize, Vec<usize>)| {
            found.iter().any(|(other, all)| {
                other != question && all.len() > at.len() && at.iter().all(|place| all.contains(place))
            })
        };
        found.iter().filter(|one| !is_part(one)).map(|(question, _)| *question).collect()
    }

    /// Of each word of the vocabulary, where the clause has it.
    fn known(&self, clause: &Clause) -> Vec<Vec<usize>> {
        let telling =
            clause.words.iter().enumerate().filter(|(_, word)| !self.cues.function.contains(word.as_str()));
        let stems: Vec<(usize, &str)> = telling.map(|(at, word)| (at, stem(word))).collect();
        let places = |word: &Word| -> Vec<usize> {
            stems.iter().filter(|(_, other)| is_alike(&word.stem, other)).map(|(at, _)| *at).collect()
        };
        self.vocabulary.iter().map(places).collect()
    }

    /// The places of the phrase's words in the clause, if it asks by them.
    fn matched(&self, phrase: &Phrase, clause: &Clause, known: &[Vec<usize>]) -> Option<Vec<usize>> {
        if phrase.words.len() < 2
            && let Some(places) = said(&clause.words, &phrase.whole)
        {
            let is_telling = |at: &usize| !self.cues.function.contains(clause.words[*at].as_str());
            let telling: Vec<usize> = places.iter().copied().filter(is_telling).collect();
            let asks = places.iter().any(|at| clause.asked[*at]);
            return asks.then_some(if telling.is_empty() { places } else { telling });
        }
        let Some(places) = nearest(&phrase.words, known) else {
            return self.told_by_one_word(phrase, clause, known);
        };
        let (from, to) = (places.first()?, places.last()?);
        let near = to - from < phrase.words.len() + GAP;
        let alone = phrase.words.len() == 1 && phrase.personal;
        (near && clause.asked[*to] && (!alone || self.cues.is_personal(clause, *from))).then_some(places)
    }

    /// "I need your e-mail" asks for the e-mail address: one word is enough when it is the word of one question and no
    /// other, it is said to be the customer's, and the request is made in so many words.
    fn told_by_one_word(&self, phrase: &Phrase, clause: &Clause, known: &[Vec<usize>]) -> Option<Vec<usize>> {
        if !phrase.personal || !clause.explicit {
            return None;
        }
        let telling = phrase.words.iter().filter(|word| self.vocabulary[**word].names(phrase.question));
        let mut places = telling.flat_map(|word| &known[*word]);
        places.find(|at| clause.asked[**at] && self.cues.is_personal(clause, **at)).map(|at| vec![*at])
    }
}

impl Word {
    /// Whether it stands for this question: several of its phrases have it, and no other question's.
    fn names(&self, question: usize) -> bool {
        self.question == question && !self.shared && self.phrases > 1
    }
}

impl Cues {
    fn new() -> Self {
        Self {
            function: set(cues::FUNCTION),
            you: set(cues::YOU),
            negations: set(cues::NEGATIONS),
            question_words: set(cues::QUESTION_WORDS),
        }
    }

    /// Sentences fall into clauses at commas; a request reaches into the clauses that follow it in its sentence.
    fn clauses(&self, text: &str) -> Vec<Clause> {
        let mut clauses = Vec::new();
        for sentence in split_keeping_mark(text) {
            let asks = sentence.ends_with(['?', '؟']);
            if holds_value(sentence) {
                continue;
            }
            let parts: Vec<&str> = sentence.split([',', '،', ':', '—', '–', '(']).collect();
            let mut open = false;
            for (at, part) in parts.iter().enumerate() {
                let words = words_of(part);
                if words.is_empty() {
                    continue;
                }
                let is_last = at + 1 == parts.len();
                let closes = is_last && parts.len() > 1 && is_closer(&words);
                if closes && let Some(before) = clauses.last_mut() {
                    open_all(before);
                }
                let clause = self.read(words, asks && is_last, open);
                open = clause.asked.last().copied().unwrap_or_default();
                clauses.push(clause);
            }
        }
        clauses
    }

    fn read(&self, words: Vec<String>, asks: bool, open: bool) -> Clause {
        let ends = ends_with_any(&words, cues::CLOSERS);
        let mut explicit = open || ends;
        let mut asking = open || asks || ends;
        let mut denied = false;
        let mut asked = Vec::with_capacity(words.len());
        while asked.len() < words.len() {
            let rest = &words[asked.len()..];
            let (opener, breaker) = (longest(rest, cues::OPENERS), longest(rest, cues::BREAKERS));
            let question_word = self.question_words.contains(rest[0].as_str()) && (asked.is_empty() || asks);
            denied = denied || self.negations.contains(rest[0].as_str());
            if breaker > opener {
                asking = false;
            } else if opener > 0 || question_word {
                (asking, explicit) = (true, true);
            }
            // An expression counts as one: "may i have" does not say "i have".
            let length = asked.len() + opener.max(breaker).max(1);
            asked.resize(length, asking && !denied);
        }
        Clause { words, asked, explicit }
    }

    /// Whether the word belongs to the person who is spoken to: a word for them stands shortly before it, or in it.
    fn is_personal(&self, clause: &Clause, at: usize) -> bool {
        let before = &clause.words[at.saturating_sub(4)..at];
        is_yours(&clause.words[at]) || before.iter().any(|word| self.you.contains(word.as_str()))
    }
}

/// The places of the words, as close to each other as they come. `None` when one is missing.
fn nearest(words: &[usize], known: &[Vec<usize>]) -> Option<Vec<usize>> {
    let around = |start: &usize| {
        let near = |word: &usize| known[*word].iter().min_by_key(|at| at.abs_diff(*start)).copied();
        let mut places: Vec<usize> = words.iter().map(near).collect::<Option<_>>()?;
        places.sort_unstable();
        Some(places)
    };
    let all = known[*words.first()?].iter().filter_map(around);
    all.min_by_key(|places| places.last().unwrap_or(&0) - places.first().unwrap_or(&0))
}

/// Arabic says "your" by the end of the word.
fn is_yours(word: &str) -> bool {
    word.chars().count() > 3 && (word.ends_with('ك') || word.ends_with("كم"))
}

/// The places of the words of the phrase, if they stand in the clause in this order with small gaps.
fn said(words: &[String], phrase: &[String]) -> Option<Vec<usize>> {
    let mut places: Vec<usize> = Vec::new();
    for word in phrase {
        let from = places.last().map_or(0, |at| at + 1);
        let at = from + words.get(from..)?.iter().position(|other| is_alike(word, other))?;
        if places.last().is_some_and(|last| at - last > 2) {
            return None;
        }
        places.push(at);
    }
    (phrase.len() > 1).then_some(places)
}

/// "Your name, please": the comma does not separate what belongs together.
fn open_all(clause: &mut Clause) {
    if longest(&clause.words, cues::BREAKERS) == 0 {
        clause.asked.fill(true);
        clause.explicit = true;
    }
}

/// Sentences with the mark that ends them.
fn split_keeping_mark(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?', '؟', ';', '؛', '\n']).map(str::trim).filter(|part| !part.is_empty())
}

/// A sentence with a number or an address in it has been answered.
fn holds_value(sentence: &str) -> bool {
    let digits = sentence.split(|letter: char| !letter.is_numeric()).map(|run| run.chars().count()).max();
    sentence.contains('@') || digits.unwrap_or_default() >= DIGITS_OF_A_VALUE
}

fn words_of(text: &str) -> Vec<String> {
    // Both ways of writing it are common in every language.
    folded(text)
        .replace(" e mail", " email")
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn set(lists: &[&'static str]) -> BTreeSet<&'static str> {
    lists.iter().flat_map(|list| list.split_whitespace()).collect()
}

/// How many words the longest of the expressions has with which these words begin; 0 for none.
fn longest(words: &[String], expressions: &[&str]) -> usize {
    let Some(initial) = words.first().and_then(|word| word.chars().next()) else { return 0 };
    let fits = |expression: &&&str| {
        if !expression.starts_with(initial) {
            return false;
        }
        let mut words = words.iter();
        expression.split(' ').all(|part| words.next().is_some_and(|word| word == part))
    };
    let lengths = expressions.iter().filter(fits).map(|expression| expression.split(' ').count());
    lengths.max().unwrap_or_default()
}

fn ends_with_any(words: &[String], expressions: &[&str]) -> bool {
    (0..words.len()).any(|at| longest(&words[at..], expressions) == words.len() - at)
}

fn is_closer(words: &[String]) -> bool {
    longest(words, cues::CLOSERS) == words.len()
}

/// Without the article, the conjunction and the "your" that Arabic writes as one with the word.
fn stem(word: &str) -> &str {
    if !word.starts_with(|letter: char| ('\u{0600}'..='\u{06ff}').contains(&letter)) {
        return word;
    }
    let mut stem = word;
    for prefix in ["وال", "بال", "لل", "ال"] {
        if let Some(rest) = stem.strip_prefix(prefix).filter(|rest| rest.chars().count() >= 3) {
            stem = rest;
            break;
        }
    }
    for suffix in ["كم", "ك", "ه"] {
        if let Some(rest) = stem.strip_suffix(suffix).filter(|rest| rest.chars().count() >= 3) {
            return rest;
        }
    }
    stem
}

/// The same word, another form of it, or a slip of the keyboard.
fn is_alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    if a.chars().next() != b.chars().next() {
        return false;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let letters = short.chars().count();
    let more = long.chars().count() - letters.min(long.chars().count());
    if letters < 4 || more > 2 {
        return false;
    }
    long.starts_with(short) || (letters >= 5 && is_slip(short, long))
}

/// One letter more, less, other, or two in the wrong order; the first letter is right.
fn is_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    if same == 0 {
        return false;
    }
    match (a, b) {
        ([], rest) | (rest, []) => rest.len() <= 1,
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        (a, [_, b @ ..]) if a == b => true,
        ([_, a @ ..], b) if a == b => true,
        ([a1, a2, a @ ..], [b1, b2, b @ ..]) => a1 == b2 && a2 == b1 && a == b,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
