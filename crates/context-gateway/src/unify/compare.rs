//! When two values of a field say the same. Knows spellings; does not know which of two values is right.
//!
//! Formatting, letter case, diacritics and, in names, the order of the words are no disagreement: "Abbie Moss" and
//! "Moss Abbie" are one name, `(569)626-5660` and `+1-569-626-5660` one number.

use context_contract::Value;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::Rules;

/// A text that two values of the field share exactly when they say the same.
#[must_use]
pub fn comparison_key(field: &str, value: &Value, rules: &Rules) -> String {
    let base = field.split(':').next().unwrap_or(field);
    match (base, value) {
        ("name", value) => sorted_words(&name_text(value)),
        ("email" | "phone", Value::Text(text)) => rules
            .normalise(base, text)
            .map_or_else(|| folded_words(text).concat(), |identifier| identifier.value),
        (_, Value::Text(text)) => folded_words(text).join(" "),
        (_, Value::List(values)) => {
            values.iter().map(|value| comparison_key(field, value, rules)).collect::<Vec<_>>().join("\u{1f}")
        }
        (_, Value::Object(parts)) => {
            parts.values().map(|value| comparison_key(field, value, rules)).collect::<Vec<_>>().join("\u{1f}")
        }
        (_, other) => serde_json::to_string(other).unwrap_or_default(),
    }
}

/// The whole name of a `name` value, put together from its parts where the source gives no whole one.
#[must_use]
pub fn name_text(value: &Value) -> String {
    let part = |name: &str| value.pointer(name).and_then(Value::as_text).unwrap_or_default();
    match (part("/full"), part("/given"), part("/surname")) {
        // Where names are written without blanks the family name comes first.
        ("", given, surname) if surname.chars().any(is_unspaced) => format!("{surname}{given}"),
        ("", given, surname) => format!("{given} {surname}").trim().to_owned(),
        (full, _, _) => full.to_owned(),
    }
}

/// Whether two full names are the same words in any order and spelling of accents and case.
#[must_use]
pub fn same_name(left: &str, right: &str) -> bool {
    sorted_words(left) == sorted_words(right)
}

/// Words in alphabetical order. Scripts without blanks have no words to sort: there every character is one.
fn sorted_words(text: &str) -> String {
    let mut words: Vec<String> = vec![];
    for word in folded_words(text) {
        if word.chars().any(is_unspaced) {
            words.extend(word.chars().map(String::from));
        } else {
            words.push(word);
        }
    }
    words.sort_unstable();
    words.join(" ")
}

/// Kana, Han and Hangul, the last decomposed.
const fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{20000}'..='\u{3ffff}')
}

/// Lower-case words without marks and punctuation. Marks are dropped only from scripts where they are accents: in
/// Devanagari or Thai they are vowels.
fn folded_words(text: &str) -> Vec<String> {
    if text.is_ascii() {
        return plain_words(text);
    }
    let mut accent = false;
    let kept = text.nfkd().filter(|c| {
        if is_combining_mark(*c) {
            return !accent;
        }
        accent = takes_accents(*c);
        true
    });
    let mut folded = String::with_capacity(text.len());
    for character in kept.flat_map(char::to_lowercase) {
        match character {
            // Letters whose capital is written otherwise, and letters that are typed as two or without their stroke.
            'ς' => folded.push('σ'),
            'ı' => folded.push('i'),
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' => folded.push('d'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            '\'' | '’' | '.' => {}
            other => folded.push(other),
        }
    }
    folded
        .split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// As [`folded_words`]: most text has nothing to fold but capitals.
fn plain_words(text: &str) -> Vec<String> {
    let folded: String =
        text.chars().filter(|c| !matches!(c, '\'' | '.')).map(|c| c.to_ascii_lowercase()).collect();
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Latin, Greek and Cyrillic.
const fn takes_accents(character: char) -> bool {
    matches!(character, 'A'..='Z' | 'a'..='z' | '\u{00c0}'..='\u{024f}' | '\u{0370}'..='\u{052f}' | '\u{1e00}'..='\u{1fff}')
}

#[cfg(test)]
mod tests {
    use context_contract::Value;

    use super::comparison_key;
    use crate::unify::Rules;

    fn check(field: &str, left: &str, right: &str, same: bool) {
        let rules = Rules::default();
        let key = |text: &str| match field {
            "name" => {
                comparison_key(field, &Value::Object([("full".to_owned(), Value::from(text))].into()), &rules)
            }
            _ => comparison_key(field, &Value::from(text), &rules),
        };
        assert_eq!(key(left) == key(right), same, "{field}: {left} / {right}");
    }

    #[test]
    fn names_agree_in_any_order_and_spelling() {
        check("name", "Abbie Moss", "Moss Abbie", true);
        check("name", "MOSS, Abbie", "Abbie Moss", true);
        check("name", "Zoë Núñez", "Nunez Zoe", true);
        check("name", "O’Neill Sean", "Sean ONeill", true);
        check("name", "Ελένη Παππά", "ελενη παππα", true);
        check("name", "Abbie Moss", "Abby Moss", false);
        check("name", "प्रिया", "परया", false);
        check("name", "佐藤花子", "花子 佐藤", true);
        check("name", "佐藤花子", "佐藤太郎", false);
        check("name", "Γιώργος", "ΓΙΏΡΓΟΣ", true);
        check("name", "Yıldırım Großkopf", "YILDIRIM GROSSKOPF", true);
        check("name", "남궁민준", "민준 남궁", true);
    }

    #[test]
    fn formats_are_no_disagreement() {
        check("phone", "569-626-5660", "+1-569-626-5660", true);
        check("phone", "569-626-5660x1", "569-626-5660", false);
        check("phone:mobile", "(569)626-5660", "5696265660", true);
        check("email", "A@Example.com", "a@example.com", true);
        check("gender", "Female", "female", true);
        check("gender", "Female", "Male", false);
        check("birthDate", "1986-05-08", "2018-05-08", false);
    }
}
