//! The question catalogue: what the company asks, as the operator writes it down, in every language it is asked in.
//! Knows one file from its text to what is served; nothing of customers and of who has been asked what.
//!
//! A catalogue is read whole: a file with mistakes gives all of them, each with its place, and no catalogue.

mod closest;
mod duration;
mod entry;
mod field;
mod language;
mod live;
mod mistake;
mod parse;
mod path;
mod phrase;
mod value;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use context_contract::{
    Question, QuestionCatalogue,
    enums::{AnswerFrom, Department, Sensitivity},
};

pub use self::{
    live::{Change, LiveCatalogue, watch},
    mistake::Mistake,
    value::ValueType,
};

/// The catalogue that is used when the operator has none, as a file to start from.
pub const SHIPPED: &str = include_str!("../../questions/default.toml");

/// All questions of a company.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    language: String,
    entries: Vec<Entry>,
    /// Where in the list each key is.
    places: BTreeMap<String, usize>,
}

/// One question in all its languages. The fields mean what they mean in [`Question`].
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Unique machine name.
    pub key: String,
    /// What an answer looks like.
    pub value_type: ValueType,
    /// How much of the answer may be seen and said.
    pub sensitivity: Sensitivity,
    /// Where the answer comes from.
    pub from: AnswerFrom,
    /// Where exactly; empty for recorded answers.
    pub path: String,
    /// The claim a verification would have checked.
    pub claim: Option<String>,
    /// Seconds after which an answer has to be confirmed.
    pub stale_after: Option<i64>,
    /// Departments that need it; empty: all.
    pub departments: Vec<Department>,
    /// Contact reasons that need it; empty: all.
    pub reasons: Vec<String>,
    /// Its words by BCP 47 tag; those of [`Catalogue::language()`] are complete.
    pub texts: BTreeMap<String, Texts>,
}

/// The words of one question in one language; what is empty is taken from a more general language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// What the answer is called.
    pub label: String,
    /// The question as it is put to a customer.
    pub text: String,
    /// The sentence that confirms, with `{value}`.
    pub confirm: Option<String>,
    /// The answers to choose from, in the same order in every language.
    pub choices: Vec<String>,
    /// By which agents ask, in lower case and without punctuation.
    pub phrases: Vec<String>,
}

impl Catalogue {
    fn new(language: String, entries: Vec<Entry>) -> Self {
        let places = entries.iter().enumerate().map(|(place, entry)| (entry.key.clone(), place)).collect();
        Self { language, entries, places }
    }

    /// Reads a catalogue.
    ///
    /// # Errors
    /// Every mistake of the text, in the order of the lines.
    pub fn parse(text: &str) -> Result<Self, Vec<Mistake>> {
        parse::parse(text)
    }

    /// The catalogue that is shipped. A test reads it, so that it has no mistakes.
    #[must_use]
    pub fn shipped() -> Self {
        Self::parse(SHIPPED).unwrap_or_else(|_| Self::new("en".to_owned(), Vec::new()))
    }

    /// The question with this key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.get(*self.places.get(key)?)
    }

    /// The questions in the operator's order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// BCP 47 tag of the language that every question has.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The languages in which there are words, the default one first.
    #[must_use]
    pub fn languages(&self) -> Vec<&str> {
        let all: BTreeSet<&str> =
            self.entries.iter().flat_map(|entry| entry.texts.keys()).map(String::as_str).collect();
        let others = all.into_iter().filter(|tag| *tag != self.language);
        std::iter::once(self.language.as_str()).chain(others).collect()
    }

    /// The questions in the language that comes closest to the one asked for, of those a department needs in a contact
    /// with a reason; without a department or reason, of all.
    #[must_use]
    pub fn serve(&self, wanted: &str, department: Option<&str>, reason: Option<&str>) -> QuestionCatalogue {
        let language = language::closest(wanted, &self.languages()).unwrap_or(&self.language).to_owned();
        let needed = self.entries.iter().filter(|entry| entry.is_needed(department, reason));
        let questions = needed.map(|entry| entry.question(&language, &self.language)).collect();
        QuestionCatalogue { language, questions }
    }

    /// What a language lacks: its tag, what is missing (`label`, `text`, `choices`, `phrases`), and how often.
    #[must_use]
    pub fn gaps(&self) -> Vec<(String, &'static str, usize)> {
        let mut gaps = Vec::new();
        for tag in self.languages() {
            for (name, is_missing) in GAPS {
                let lacking =
                    self.entries.iter().filter(|entry| is_missing(entry, entry.texts.get(tag))).count();
                if lacking > 0 {
                    gaps.push((tag.to_owned(), *name, lacking));
                }
            }
        }
        gaps
    }
}

/// What can be missing, and how to tell.
type Gap = (&'static str, fn(&Entry, Option<&Texts>) -> bool);

const GAPS: &[Gap] = &[
    ("label", |_, texts| texts.is_none_or(|texts| texts.label.is_empty())),
    ("text", |_, texts| texts.is_none_or(|texts| texts.text.is_empty())),
    ("choices", |entry, texts| {
        entry.value_type == ValueType::Choice && texts.is_none_or(|texts| texts.choices.is_empty())
    }),
    ("phrases", |_, texts| texts.is_none_or(|texts| texts.phrases.is_empty())),
];

impl Entry {
    /// Whether a department needs the answer in a contact with this reason. Empty lists mean all.
    #[must_use]
    pub fn is_needed(&self, department: Option<&str>, reason: Option<&str>) -> bool {
        let by_department = department.is_none_or(|name| {
            self.departments.is_empty() || self.departments.iter().any(|it| it.as_str() == name)
        });
        let by_reason =
            reason.is_none_or(|name| self.reasons.is_empty() || self.reasons.iter().any(|it| it == name));
        by_department && by_reason
    }

    /// The answers to choose from in every language, so that a choice is one whoever made it.
    pub fn choices(&self) -> impl Iterator<Item = &str> {
        self.texts.values().flat_map(|texts| &texts.choices).map(String::as_str)
    }

    /// The question in one language. Its phrases are joined by those of the default language, in which many companies
    /// speak whatever the customer speaks.
    #[must_use]
    pub fn question(&self, language: &str, default: &str) -> Question {
        let mut phrases = self.word(language, default, |texts| some(&texts.phrases)).unwrap_or_default();
        for phrase in self.texts.get(default).into_iter().flat_map(|texts| &texts.phrases) {
            if !phrases.contains(phrase) {
                phrases.push(phrase.clone());
            }
        }
        Question {
            key: self.key.clone(),
            label: self.word(language, default, |texts| some(&texts.label)).unwrap_or_default(),
            text: self.word(language, default, |texts| some(&texts.text)).unwrap_or_default(),
            // A sentence in another language than its question is worse than the panel's own.
            confirm: self.confirm(language, default),
            value_type: self.value_type.as_str().to_owned(),
            choices: self.word(language, default, |texts| some(&texts.choices)).unwrap_or_default(),
            sensitivity: self.sensitivity.clone(),
            from: self.from.clone(),
            path: self.path.clone(),
            claim: self.claim.clone(),
            stale_after: self.stale_after,
            departments: self.departments.clone(),
            reasons: self.reasons.clone(),
            phrases,
        }
    }

    /// The first of the language, its more general ones and the default one that has it.
    fn word<T>(&self, language: &str, default: &str, part: impl Fn(&Texts) -> Option<T>) -> Option<T> {
        let tags = language::general(language).chain([default]);
        tags.filter_map(|tag| self.texts.get(tag)).find_map(part)
    }

    fn confirm(&self, language: &str, default: &str) -> Option<String> {
        let of_question = |texts: &Texts| (!texts.text.is_empty()).then(|| texts.confirm.clone());
        self.word(language, default, of_question).flatten()
    }
}

/// What is there, unless it is empty.
fn some<T: Clone + Default + PartialEq>(part: &T) -> Option<T> {
    (*part != T::default()).then(|| part.clone())
}

#[cfg(test)]
mod tests;
