//! The words of a question in its languages: what each may hold, and what has to be there.
//! Knows one question's words; its other fields are in `entry`.

use context_contract::enums::Sensitivity;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    Entry, Texts, ValueType,
    closest::{closest, hint},
    entry::{FIELDS, Placed},
    field::{At, place, text, texts},
    language,
    mistake::Mistakes,
    phrase,
};

/// The fields of a question in one language.
const WORDS: &[&str] = &["label", "text", "confirm", "choices", "phrases"];

/// What stands for the value in a sentence that confirms.
const VALUE: &str = "{value}";

/// What the words of a language depend on.
pub(super) struct Context<'a> {
    pub(super) value_type: ValueType,
    pub(super) sensitivity: &'a Sensitivity,
    pub(super) is_default: bool,
}

/// Reads the words in one language, or says that the field is none.
pub(super) fn read(
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
pub(super) fn check_default(
    entry: &Entry,
    table: &DeTable<'_>,
    default: &str,
    at: usize,
    mistakes: &mut Mistakes<'_>,
) {
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
pub(super) fn check_choices(entry: &Entry, table: &DeTable<'_>, default: &str, mistakes: &mut Mistakes<'_>) {
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
