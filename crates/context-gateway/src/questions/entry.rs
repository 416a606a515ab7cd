//! One question as it is written: which fields it has, what each may hold and which contradict each other.
//! Knows one question; its words are read in `words`, what two questions must not share is found in `parse`.

use context_contract::enums::{AnswerFrom, Department, Sensitivity};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    Entry, ValueType,
    closest::hint,
    duration,
    field::{At, place, text, texts},
    mistake::Mistakes,
    path, words,
};

/// The fields of a question besides its languages.
pub(super) const FIELDS: &[&str] =
    &["key", "type", "sensitivity", "from", "path", "claim", "stale-after", "departments", "reasons"];

/// The longest key, in characters: it is a part of addresses.
const LONGEST_KEY: usize = 128;

/// Where the parts of a question are written that others may contradict.
pub(super) struct Placed {
    pub(super) entry: Entry,
    pub(super) key_at: usize,
    /// Language, phrase and its place.
    pub(super) phrases: Vec<(String, At<String>)>,
}

/// Reads a question; `None` when it has no key to name it by.
pub(super) fn read(
    question: &Spanned<DeValue<'_>>,
    default: &str,
    mistakes: &mut Mistakes<'_>,
) -> Option<Placed> {
    let at = place(question);
    let Some(table) = question.get_ref().as_table() else {
        mistakes.add(at, "a question is a table: write it under [[question]]");
        return None;
    };
    let value_type = value_type(table, mistakes);
    let sensitivity = sensitivity(table, mistakes);
    let mut placed = Placed { entry: blank(), key_at: at, phrases: Vec::new() };
    for (name, value) in table {
        if !FIELDS.contains(&name.get_ref().as_ref()) {
            let context = words::Context {
                value_type,
                sensitivity: &sensitivity,
                is_default: name.get_ref() == default,
            };
            words::read(name, value, &context, &mut placed, mistakes);
        }
    }
    let (from, path) = source(table, mistakes);
    let mut entry = Entry {
        value_type,
        stale_after: stale_after(table, &from, mistakes),
        from,
        path,
        sensitivity,
        claim: text(table, "claim", mistakes).map(|claim| claim.it.to_owned()),
        departments: texts(table, "departments", mistakes).iter().map(|it| Department::from(it.it)).collect(),
        reasons: texts(table, "reasons", mistakes).iter().map(|it| it.it.to_owned()).collect(),
        ..placed.entry
    };
    words::check_default(&entry, table, default, at, mistakes);
    words::check_choices(&entry, table, default, mistakes);
    let key = key(table, at, mistakes);
    entry.key = key.as_ref().map(|key| key.it.clone()).unwrap_or_default();
    placed.key_at = key.as_ref().map_or(at, |key| key.at);
    Some(Placed { entry, ..placed }).filter(|_| key.is_some())
}

fn blank() -> Entry {
    Entry {
        key: String::new(),
        value_type: ValueType::String,
        sensitivity: Sensitivity::Open,
        from: AnswerFrom::Answer,
        path: String::new(),
        claim: None,
        stale_after: None,
        departments: Vec::new(),
        reasons: Vec::new(),
        texts: std::collections::BTreeMap::new(),
    }
}

fn key(table: &DeTable<'_>, at: usize, mistakes: &mut Mistakes<'_>) -> Option<At<String>> {
    if !table.contains_key("key") {
        mistakes.add(at, "the question has no key: write one that stays, as in key = \"router.model\"");
    }
    let key = text(table, "key", mistakes)?;
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-');
    if !(1..=LONGEST_KEY).contains(&key.it.len()) || !key.it.chars().all(plain) {
        let text =
            format!("`{}` is no key: write 1 to {LONGEST_KEY} of the characters A-Z a-z 0-9 . _ -", key.it);
        mistakes.add(key.at, text);
    }
    Some(At { at: key.at, it: key.it.to_owned() })
}

/// A field that holds one of a few words.
fn one_of<'t>(
    table: &'t DeTable<'_>,
    name: &str,
    known: &[&str],
    what: &str,
    mistakes: &mut Mistakes<'_>,
) -> Option<&'t str> {
    let given = text(table, name, mistakes)?;
    if !known.contains(&given.it) {
        mistakes.add(given.at, format!("`{}` is no {what}: {}", given.it, hint(given.it, known)));
        return None;
    }
    Some(given.it)
}

fn value_type(table: &DeTable<'_>, mistakes: &mut Mistakes<'_>) -> ValueType {
    let known: Vec<&str> = ValueType::KNOWN.iter().map(|(name, _)| *name).collect();
    let name = one_of(table, "type", &known, "value type", mistakes);
    name.and_then(ValueType::of).unwrap_or_default()
}

fn sensitivity(table: &DeTable<'_>, mistakes: &mut Mistakes<'_>) -> Sensitivity {
    one_of(table, "sensitivity", Sensitivity::KNOWN, "sensitivity", mistakes)
        .map_or(Sensitivity::Open, Sensitivity::from)
}

/// Where the answer comes from, and where exactly.
fn source(table: &DeTable<'_>, mistakes: &mut Mistakes<'_>) -> (AnswerFrom, String) {
    let from = one_of(table, "from", AnswerFrom::KNOWN, "place answers come from", mistakes)
        .map_or(AnswerFrom::Answer, AnswerFrom::from);
    let path = text(table, "path", mistakes);
    let from_at = table.get("from").map(place);
    match (&from, &path, from_at) {
        (AnswerFrom::Profile, None, Some(at)) => {
            mistakes.add(
                at,
                "the field of the profile is missing: add path, as in path = \"/contactPoints/email\"",
            );
        }
        (AnswerFrom::Profile, Some(path), _) => report(path.at, path::check_profile(path.it), mistakes),
        (AnswerFrom::Verification, Some(method), _) => {
            report(method.at, path::check_method(method.it), mistakes);
        }
        (AnswerFrom::Answer, Some(path), _) => {
            let text = "an answer is kept under its key: take `path` away, or write from = \"profile\"";
            mistakes.add(path.at, text);
        }
        _ => {}
    }
    (from, path.map_or_else(String::new, |path| path.it.to_owned()))
}

fn report(at: usize, outcome: Result<(), String>, mistakes: &mut Mistakes<'_>) {
    if let Err(text) = outcome {
        mistakes.add(at, text);
    }
}

fn stale_after(table: &DeTable<'_>, from: &AnswerFrom, mistakes: &mut Mistakes<'_>) -> Option<i64> {
    let given = text(table, "stale-after", mistakes)?;
    if *from == AnswerFrom::Verification {
        mistakes.add(given.at, "a check says itself until when it counts: take `stale-after` away");
    }
    match duration::seconds(given.it) {
        Ok(seconds) => Some(seconds),
        Err(text) => {
            mistakes.add(given.at, text);
            None
        }
    }
}
