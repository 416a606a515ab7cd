//! Reads a whole catalogue and finds what two questions must not share: a key, or a phrase in one language.
//! Knows the file, not the fields of a question.

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::{
    Catalogue, Mistake,
    closest::hint,
    entry::{self, Placed},
    field::{place, text},
    language,
    mistake::Mistakes,
};

/// What a catalogue consists of.
const FIELDS: &[&str] = &["language", "question"];

/// See [`Catalogue::parse`].
pub(super) fn parse(file: &str) -> Result<Catalogue, Vec<Mistake>> {
    let mut mistakes = Mistakes::new(file);
    let (document, errors) = DeTable::parse_recoverable(file);
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        mistakes.add(at, format!("this is not TOML: {}", error.message().replace('\n', ", ")));
    }
    if !errors.is_empty() {
        // What stands after a broken line may be read as something else; its mistakes would be none of the operator's.
        return Err(mistakes.finish());
    }
    let table = document.get_ref();
    for (name, _) in table.iter().filter(|(name, _)| !FIELDS.contains(&name.get_ref().as_ref())) {
        let hint = hint(name.get_ref(), FIELDS);
        mistakes.add(place(name), format!("a catalogue has no `{}`: {hint}", name.get_ref()));
    }
    let language = default_language(table, &mut mistakes);
    let questions = questions(table, &language, &mut mistakes);
    check_keys(&questions, &mut mistakes);
    check_phrases(&questions, &mut mistakes);
    let found = mistakes.finish();
    if !found.is_empty() {
        return Err(found);
    }
    Ok(Catalogue::new(language, questions.into_iter().map(|placed| placed.entry).collect()))
}

fn default_language(table: &DeTable<'_>, mistakes: &mut Mistakes<'_>) -> String {
    let fallback = || "en".to_owned();
    if !table.contains_key("language") {
        mistakes.add(0, "the default language is missing: write language = \"en\" above the first question");
    }
    let Some(given) = text(table, "language", mistakes) else { return fallback() };
    match language::canonical(given.it) {
        Some(canonical) if canonical == given.it => canonical,
        Some(canonical) => {
            mistakes.add(given.at, format!("the language `{}` is written `{canonical}`", given.it));
            canonical
        }
        None => {
            mistakes
                .add(given.at, format!("`{}` is no language: write a tag of BCP 47, as in \"en\"", given.it));
            fallback()
        }
    }
}

fn questions(table: &DeTable<'_>, language: &str, mistakes: &mut Mistakes<'_>) -> Vec<Placed> {
    let Some(value) = table.get("question") else {
        mistakes.add(0, "there is no question: write at least one under [[question]]");
        return Vec::new();
    };
    let Some(items) = value.get_ref().as_array() else {
        mistakes.add(place(value), "questions are a list: write [[question]] above each, with two brackets");
        return Vec::new();
    };
    if items.is_empty() {
        mistakes.add(place(value), "there is no question: write at least one under [[question]]");
    }
    items.iter().filter_map(|item| entry::read(item, language, mistakes)).collect()
}

fn check_keys(questions: &[Placed], mistakes: &mut Mistakes<'_>) {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for question in questions {
        let key = question.entry.key.as_str();
        match first.get(key) {
            Some(&at) => {
                let line = mistakes.line(at);
                let text =
                    format!("`{key}` is the key of the question in line {line} already: write another one");
                mistakes.add(question.key_at, text);
            }
            None => drop(first.insert(key, question.key_at)),
        }
    }
}

/// A phrase that belongs to two questions would be heard as either.
fn check_phrases(questions: &[Placed], mistakes: &mut Mistakes<'_>) {
    let mut first: BTreeMap<(&str, &str), (&str, usize)> = BTreeMap::new();
    for question in questions {
        for (language, phrase) in &question.phrases {
            match first.get(&(language.as_str(), phrase.it.as_str())) {
                Some(&(key, at)) => {
                    let line = mistakes.line(at);
                    let text = format!(
                        "`{}` is a phrase of `{key}` in line {line} already: take it away from one of them",
                        phrase.it
                    );
                    mistakes.add(phrase.at, text);
                }
                None => {
                    first.insert((language, &phrase.it), (&question.entry.key, phrase.at));
                }
            }
        }
    }
}
