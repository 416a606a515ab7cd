//! One question as it is written: which fields it has, what each may hold and which contradict each other.
//! Knows one question; what two of them must not share is found in `parse`.

use context_contract::enums::{AnswerFrom, Department, Sensitivity};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    Entry, Texts, ValueType,
    closest::{closest, hint},
    duration,
    field::{At, place, text, texts},
    language,
    mistake::Mistakes,
    path, phrase,
};

/// The fields of a question besides its languages.
const FIELDS: &[&str] =
    &["key", "type", "sensitivity", "from", "path", "claim", "stale-after", "departments", "reasons"];

/// The fields of a question in one language.
const WORDS: &[&str] = &["label", "text", "confirm", "choices", "phrases"];

/// What stands for the value in a sentence that confirms.
const VALUE: &str = "{value}";

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
            let context =
                Context { value_type, sensitivity: &sensitivity, is_default: name.get_ref() == default };
            words(name, value, &context, &mut placed, mistakes);
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
    check_default(&entry, table, default, at, mistakes);
    check_choices(&entry, table, default, mistakes);
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

/// What the words of a language depend on.
struct Context<'a> {
    value_type: ValueType,
    sensitivity: &'a Sensitivity,
    is_default: bool,
}

/// Reads the words in one language, or says that the field is none.
fn words(
    name: &Spanned<toml::de::DeString<'_>>,
    value: &Spanned<DeValue<'_>>,
    context: &Context<'_>,
    placed: &mut Placed,
    mistakes: &mut Mistakes<'_>,
) {
    let tag = name.get_ref().as_ref();
    let Some(table) = value.get_ref().as_table() else {
        return mistakes.add(place(name), unknown(tag));
    };
    match language::canonical(tag) {
        None => return mistakes.add(place(name), not_a_language(tag)),
        Some(canonical) if canonical != tag => {
            return mistakes.add(place(name), format!("the language `{tag}` is written `{canonical}`"));
        }
        Some(_) => {}
    }
    for (name, _) in table {
        if !WORDS.contains(&name.get_ref().as_ref()) {
            let hint = hint(name.get_ref(), WORDS);
            mistakes.add(place(name), format!("`{}` is no field of a language: {hint}", name.get_ref()));
        }
    }
    let part = |name: &str, mistakes: &mut Mistakes<'_>| {
        let text = text(table, name, mistakes);
        if let Some(At { at, it: "" }) = text {
            let instead = if context.is_default { "write it" } else { "write it, or take the line away" };
            mistakes.add(at, format!("`{name}` is empty: {instead}"));
        }
        text.map_or_else(String::new, |text| text.it.to_owned())
    };
    let texts = Texts {
        label: part("label", mistakes),
        text: part("text", mistakes),
        confirm: confirm(table, context.sensitivity, mistakes),
        choices: choices(table, context.value_type, mistakes),
        phrases: phrases(table, tag, placed, mistakes),
    };
    placed.entry.texts.insert(tag.to_owned(), texts);
}

fn unknown(name: &str) -> String {
    if WORDS.contains(&name) {
        return format!("`{name}` belongs to a language: write it under [question.en]");
    }
    match closest(name, FIELDS) {
        Some(meant) => format!("a question has no field `{name}`: did you mean `{meant}`?"),
        None => format!(
            "a question has no field `{name}`: take it away, or see docs/questions.md for those there are"
        ),
    }
}

fn not_a_language(tag: &str) -> String {
    format!("`{tag}` is no language: write a tag of BCP 47, as in [question.de] or [question.pt-BR]")
}

fn confirm(table: &DeTable<'_>, sensitivity: &Sensitivity, mistakes: &mut Mistakes<'_>) -> Option<String> {
    let given = text(table, "confirm", mistakes)?;
    let rest = given.it.replacen(VALUE, "", 1);
    let has_value = rest.len() < given.it.len();
    let wrong = match sensitivity {
        Sensitivity::Secret => Some("nothing of a secret may be said: take `confirm` away"),
        _ if !has_value => Some("`confirm` does not say what to confirm: put {value} where the value goes"),
        _ if rest.contains(['{', '}']) => Some("`confirm` has {value} once and no other braces"),
        _ => None,
    };
    if let Some(text) = wrong {
        mistakes.add(given.at, text);
    }
    Some(given.it.to_owned())
}

fn choices(table: &DeTable<'_>, value_type: ValueType, mistakes: &mut Mistakes<'_>) -> Vec<String> {
    let choices = texts(table, "choices", mistakes);
    if let Some(value) = table.get("choices").filter(|_| value_type != ValueType::Choice) {
        let text = "`choices` belong to type = \"choice\": write that in the question, or take them away";
        mistakes.add(place(value), text);
    }
    choices.iter().map(|choice| choice.it.to_owned()).collect()
}

fn phrases(table: &DeTable<'_>, tag: &str, placed: &mut Placed, mistakes: &mut Mistakes<'_>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for given in texts(table, "phrases", mistakes) {
        let phrase = phrase::normalise(given.it);
        if !phrase.contains(' ') {
            let text = format!(
                "`{}` would be heard in every sentence: write a phrase of two words or more",
                given.it
            );
            mistakes.add(given.at, text);
        } else if kept.contains(&phrase) {
            mistakes.add(given.at, format!("`{phrase}` is in `phrases` twice: take one away"));
        } else {
            placed.phrases.push((tag.to_owned(), At { at: given.at, it: phrase.clone() }));
            kept.push(phrase);
        }
    }
    kept
}

/// Every question has its words in the default language, so that nobody sees a question without words.
fn check_default(entry: &Entry, table: &DeTable<'_>, default: &str, at: usize, mistakes: &mut Mistakes<'_>) {
    let Some(value) = table.get(default).filter(|value| value.get_ref().is_table()) else {
        let text = format!(
            "the words in the default language are missing: add [question.{default}] with label and text"
        );
        return mistakes.add(at, text);
    };
    let Some(words) = value.get_ref().as_table() else { return };
    for name in ["label", "text"] {
        if !words.contains_key(name) {
            let text = format!("[question.{default}] has no `{name}`: write it, others fall back to it");
            mistakes.add(place(value), text);
        }
    }
    let has_choices = entry.texts.get(default).is_some_and(|texts| texts.choices.len() > 1);
    if entry.value_type == ValueType::Choice && !has_choices {
        let text = format!(
            "a choice has two answers or more: write choices = [\"…\", \"…\"] in [question.{default}]"
        );
        mistakes.add(words.get("choices").map_or(place(value), place), text);
    }
}

/// A choice is the same in every language: it is known by its place in the list.
fn check_choices(entry: &Entry, table: &DeTable<'_>, default: &str, mistakes: &mut Mistakes<'_>) {
    let Some(wanted) = entry.texts.get(default).map(|texts| texts.choices.len()) else { return };
    for (tag, texts) in entry.texts.iter().filter(|(_, texts)| !texts.choices.is_empty()) {
        let at = table.get(tag.as_str()).and_then(|words| words.get_ref().get("choices")).map(place);
        if let Some(at) = at.filter(|_| texts.choices.len() != wanted) {
            let count = texts.choices.len();
            let text = format!(
                "{count} choices where {default} has {wanted}: write the same ones in the same order"
            );
            mistakes.add(at, text);
        }
    }
}
