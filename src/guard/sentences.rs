//! How a text falls into sentences, and which of them hold the answer already. Knows no mood and no phrase.

use super::cues;

/// Digits that make a sentence one that holds a value: no question has so many.
const DIGITS_OF_A_VALUE: usize = 3;

/// The sentences of a text. The point of an abbreviation ends none: "Kd.-Nr.", "order no. please".
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let (mut all, mut from) = (Vec::new(), 0);
    for (at, letter) in text.char_indices() {
        let behind = at + letter.len_utf8();
        let ends = match letter {
            '!' | '?' | '؟' | ';' | '؛' | '\n' => true,
            '.' => {
                text[behind..].chars().next().is_none_or(char::is_whitespace) && !is_short(&text[from..at])
            }
            _ => false,
        };
        if ends {
            all.push(&text[from..behind]);
            from = behind;
        }
    }
    all.push(&text[from..]);
    all.retain(|sentence| !sentence.trim().is_empty());
    all
}

/// Whether the last word is an abbreviation.
fn is_short(text: &str) -> bool {
    let last = text.rsplit([' ', '-', '.', '(']).next().unwrap_or_default().to_lowercase();
    cues::SHORT.split(' ').any(|short| short == last)
}

/// A sentence with a number or an address in it has been answered.
pub(super) fn holds_value(sentence: &str) -> bool {
    let digits = |word: &str| word.chars().filter(|letter| letter.is_numeric()).count();
    let longest = sentence.split_whitespace().map(digits).max().unwrap_or_default();
    // "What comes before the @" has nothing on either side of it.
    let is_address = sentence.split_whitespace().any(|word| word.len() > 3 && word.contains('@'));
    // "Do you still live at 14 Mill Lane?"
    let is_still = longest > 0 && cues::STILL.split(' ').any(|still| sentence.to_lowercase().contains(still));
    is_address || is_still || longest >= DIGITS_OF_A_VALUE
}

pub(super) fn is_one_of(words: &[String], expressions: &str) -> bool {
    let said = words.join(" ");
    expressions.split('|').any(|expression| expression == said)
}
