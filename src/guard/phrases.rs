//! A phrase by which a question is asked: which of its words tell what is asked, which may stand for each other, and how
//! much a text has to ask for it. Knows no text.

use super::{
    Ear,
    moods::{Kind, Mood},
    spelling::words_of,
    words::{is_yours, stem},
};
use crate::order;

/// Words of a phrase that stand together are at most so far from each other.
const TIGHT: usize = 2;

/// Bytes of a word that longer ones are made of.
const NAME: usize = 4;

/// One phrase of one question.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Phrase {
    pub(super) question: usize,
    /// Of each of its telling words, the places in the vocabulary of the words that may stand for it.
    pub(super) slots: Vec<Vec<usize>>,
    /// The one of them that tells the most.
    pub(super) heaviest: Option<usize>,
    /// All its words, each with those that may stand for it.
    pub(super) whole: Vec<Vec<String>>,
    /// Those for its only telling word that tell too little: with one of them all its words have to be there.
    pub(super) vague: Vec<usize>,
    /// The kind of thing it asks for by a question word.
    pub(super) kind: Option<Kind>,
    /// The least that a clause has to do for it.
    pub(super) mood: Mood,
    /// Whether it says that something is not so.
    pub(super) denies: bool,
    /// Whether its words stand together: "number of your account".
    pub(super) is_tight: bool,
    /// Whether it is of something new.
    pub(super) is_new: bool,
    /// Whether it names the person who is spoken to.
    pub(super) is_personal: bool,
    /// Whether it has an "and".
    pub(super) has_and: bool,
    /// Whether it has an "or".
    pub(super) has_or: bool,
}

impl Phrase {
    /// Whether it asks by a question word for what is named by no owner: "how shall we answer".
    pub(super) fn is_verbal(&self) -> bool {
        self.kind.is_some() && !self.is_personal
    }

    /// Whether it has this word, be it of one or of several.
    pub(super) fn names(&self, word: &str) -> bool {
        let is_it = |it: &String| {
            stem(it) == stem(word) || word.starts_with(it.as_str()) || word.ends_with(it.as_str())
        };
        self.whole.iter().flatten().any(|it| it.len() >= NAME && is_it(it) || it == word)
    }

    /// The words of it that tell the most.
    pub(super) fn leading(&self) -> impl Iterator<Item = usize> {
        let words = self.heaviest.into_iter().flat_map(|slot| &self.slots[slot]);
        words.copied().filter(|word| !self.vague.contains(word))
    }

    /// Whether it may be there word for word alone.
    pub(super) fn may_be_said(&self) -> bool {
        self.heaviest.is_none() || !self.vague.is_empty()
    }
}

impl Ear {
    /// Reads a phrase of a question, and adds its words to the vocabulary.
    pub(super) fn read(&mut self, phrase: &str, question: usize) -> Phrase {
        let (text, others) = alternatives(phrase);
        let whole = words_of(&text);
        let cues = &self.cues;
        let kinds: Vec<_> = (0..whole.len()).map(|at| cues.kind(&whole, at)).collect();
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
        let is_new = told.len() == 2 && told.iter().any(|at| cues.new.contains(stem(&whole[*at])));
        let has_and = whole.iter().any(|word| cues.and.contains(word.as_str()));
        let has_or = whole.iter().any(|word| cues.or.contains(word.as_str()));
        let stems = each_once(told.iter().map(|at| stem(&whole[*at]).to_owned()));
        let whole: Vec<Vec<String>> = whole.into_iter().map(|word| others.of(word)).collect();
        let slot = |of: String| -> Vec<String> {
            let spelt = whole.iter().find(|spelt| spelt.first().is_some_and(|word| stem(word) == of));
            each_once(spelt.into_iter().flatten().map(|it| stem(it).to_owned()))
        };
        let slots: Vec<Vec<String>> = stems.into_iter().map(slot).collect();
        let mut add = |stem: String| self.vocabulary.add(stem, question);
        let slots = slots.into_iter().map(|slot| slot.into_iter().map(&mut add).collect()).collect();
        Phrase {
            question,
            slots,
            heaviest: None,
            kind,
            mood,
            denies,
            is_tight,
            is_new,
            is_personal,
            has_and,
            has_or,
            whole,
            vague: Vec::new(),
        }
    }
}

fn each_once(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut words: Vec<String> = words.collect();
    order::by(&mut words, String::cmp);
    words.dedup();
    words
}

/// The words of a phrase that may stand for others, by the ones that it is read with.
struct Others(Vec<Vec<String>>);

impl Others {
    /// The word with those that may stand for it.
    fn of(&self, word: String) -> Vec<String> {
        let all = self.0.iter().find(|all| all.first() == Some(&word));
        all.cloned().unwrap_or_else(|| vec![word])
    }
}

/// "Your bill|invoice number" is read with its first words, and the others may stand for them.
fn alternatives(phrase: &str) -> (String, Others) {
    let listed = phrase.split_whitespace().filter(|word| word.contains('|'));
    let spelt = |list: &str| list.split('|').filter_map(|word| words_of(word).into_iter().next()).collect();
    let others = Others(listed.map(spelt).collect());
    let first = phrase.split_whitespace().map(|list| list.split('|').next().unwrap_or_default());
    (first.collect::<Vec<_>>().join(" "), others)
}
