//! From the words a person types to a query of SQLite's full-text search, and back to what is searched.
//! Knows how words are cut, not what is found.

use context_contract::{Interaction, interaction::Turn};
use unicode_normalization::char::is_combining_mark;

/// More words than this do not make a search better, only slower.
const MAX_WORDS: usize = 12;

/// A word of at least so many characters at the end may be the beginning of a longer one.
const MIN_PREFIX: usize = 2;

/// The token that stands for a customer in the `owner` column.
#[must_use]
pub fn owner_token(cid: i64) -> String {
    format!("c{cid}")
}

/// Finds the interactions of one customer that contain every word; the last word may be unfinished.
///
/// Every word is quoted, so that no text is ever read as an operator of the query language.
#[must_use]
pub fn match_expression(cid: i64, typed: &str) -> String {
    let words = words(typed);
    let mut expression = format!("owner : \"{}\"", owner_token(cid));
    for (place, word) in words.iter().enumerate() {
        let unfinished = place + 1 == words.len() && word.chars().count() >= MIN_PREFIX;
        expression += &format!(" AND text : \"{word}\"{}", if unfinished { " *" } else { "" });
    }
    expression
}

/// The text by which an interaction is found: what was said and written, no names of fields.
#[must_use]
pub fn searchable_text(interaction: &Interaction, transcript: &[Turn]) -> String {
    let mut text = String::new();
    let mut add = |part: &str| {
        text.push_str(part);
        text.push('\n');
    };
    interaction.description.iter().for_each(|part| add(part));
    interaction.reason.iter().for_each(|part| add(part));
    interaction.summary.iter().for_each(|summary| add(&summary.text));
    interaction.participants.iter().filter_map(|person| person.name.as_deref()).for_each(&mut add);
    interaction.items.iter().for_each(|item| add(&item.name));
    transcript.iter().for_each(|turn| add(&turn.text));
    add(&interaction.id);
    text
}

/// Cuts where the tokenizer `unicode61` cuts. The index keeps no positions, so that a word it would cut again
/// could not be found.
fn words(typed: &str) -> Vec<String> {
    typed
        .split(|letter: char| !is_part_of_word(letter))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(MAX_WORDS)
        .map(str::to_owned)
        .collect()
}

fn is_part_of_word(letter: char) -> bool {
    let accent = matches!(letter, '\u{300}'..='\u{331}');
    accent || (letter.is_alphanumeric() && !is_combining_mark(letter))
}

#[cfg(test)]
mod tests {
    use super::match_expression;

    fn check(typed: &str, expected: &str) {
        assert_eq!(match_expression(7, typed), format!("owner : \"c7\"{expected}"), "{typed}");
    }

    #[test]
    fn cuts_and_quotes() {
        check("", "");
        check("router", " AND text : \"router\" *");
        check("router AX-3000", " AND text : \"router\" AND text : \"AX\" AND text : \"3000\" *");
        check("a", " AND text : \"a\"");
        check(
            "\"c8\" OR owner:c8*",
            " AND text : \"c8\" AND text : \"OR\" AND text : \"owner\" AND text : \"c8\" *",
        );
    }
}
