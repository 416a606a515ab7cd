//! From the words a person types to a query of SQLite's full-text search, and back to what is searched.
//! Knows how words are cut, not what is found. Letters are folded as in the browser, so that what is found there at
//! once is found here too.

use context_contract::{
    Interaction,
    interaction::Turn,
    search::{Folder, fold, is_written_without_spaces},
};
use unicode_normalization::UnicodeNormalization as _;

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
    let folded = fold(typed.nfkd());
    let words: Vec<&str> = folded.split_whitespace().collect();
    let runs: Vec<&[&str]> = words.chunk_by(|a, b| is_letter(a) && is_letter(b)).take(MAX_WORDS).collect();
    let mut expression = format!("owner : \"{}\"", owner_token(cid));
    for (place, run) in runs.iter().enumerate() {
        let last = place + 1 == runs.len();
        match run {
            [letter] if is_letter(letter) => expression += &format!(" AND text : \"{letter}\" *"),
            [word] => {
                let unfinished = last && word.chars().count() >= MIN_PREFIX;
                expression += &format!(" AND text : \"{word}\"{}", if unfinished { " *" } else { "" });
            }
            letters => {
                letters
                    .windows(2)
                    .for_each(|pair| expression += &format!(" AND text : \"{}\"", pair.concat()));
            }
        }
    }
    expression
}

/// The text by which an interaction is found: what was said and written, no names of fields.
#[must_use]
pub fn searchable_text(interaction: &Interaction, transcript: &[Turn]) -> String {
    let mut folder = Folder::default();
    let mut add = |part: &str| {
        push(&mut folder, part);
        folder.push('\n');
    };
    interaction.description.iter().for_each(|part| add(part));
    interaction.reason.iter().for_each(|part| add(part));
    interaction.summary.iter().for_each(|summary| add(&summary.text));
    interaction.participants.iter().filter_map(|person| person.name.as_deref()).for_each(&mut add);
    interaction.items.iter().for_each(|item| add(&item.name));
    transcript.iter().for_each(|turn| add(&turn.text));
    add(&interaction.id);
    let folded = folder.finish();
    let apart = folded.is_ascii() || !folded.chars().any(is_written_without_spaces);
    if apart { folded } else { indexed(&folded) }
}

/// Folds a text piece by piece: letters of ASCII decompose into themselves and keep apart what is around them, and an
/// import folds millions of texts that are hardly anything else.
fn push(folder: &mut Folder, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let (plain, other) =
            rest.split_at(rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len()));
        folder.push_ascii(plain);
        let (other, next) =
            other.split_at(other.bytes().position(|byte| byte.is_ascii()).unwrap_or(other.len()));
        other.nfkd().for_each(|letter| folder.push(letter));
        rest = next;
    }
}

/// Letters of scripts without spaces are indexed in pairs: the index keeps no positions, so that a letter alone would
/// be found wherever it stands. The last one of a run stands alone, so that every letter begins something.
fn indexed(folded: &str) -> String {
    let words: Vec<&str> = folded.split_whitespace().collect();
    let mut text = String::with_capacity(folded.len() + words.len());
    for (place, word) in words.iter().enumerate() {
        text.push_str(word);
        if let Some(next) = words.get(place + 1).filter(|next| is_letter(word) && is_letter(next)) {
            text.push_str(next);
        }
        text.push(' ');
    }
    text
}

/// Whether the word is a letter of a script without spaces.
fn is_letter(word: &str) -> bool {
    word.chars().all(is_written_without_spaces)
}

#[cfg(test)]
mod tests {
    use context_contract::search::{Folder, fold};
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    use super::{indexed, match_expression, push};

    fn check(typed: &str, expected: &str) {
        assert_eq!(match_expression(7, typed), format!("owner : \"c7\"{expected}"), "{typed}");
    }

    #[test]
    fn cuts_and_quotes() {
        check("", "");
        check("router", " AND text : \"router\" *");
        check("router AX-3000", " AND text : \"router\" AND text : \"ax\" AND text : \"3000\" *");
        check("a", " AND text : \"a\"");
        check(
            "\"c8\" OR owner:c8*",
            " AND text : \"c8\" AND text : \"or\" AND text : \"owner\" AND text : \"c8\" *",
        );
    }

    fn check_pieces(text: &str) {
        let mut folder = Folder::default();
        push(&mut folder, text);
        assert_eq!(folder.finish(), fold(text.nfkd()), "{text:?}");
    }

    #[test]
    fn pieces_fold_like_the_whole() {
        for text in [
            "",
            "Zürich HBF",
            "u\u{308}ber",
            "\u{308}a\u{327}\u{301}",
            "ﬁx Å½①",
            "路由器AX3",
            "e\u{301}\u{327} 각",
        ] {
            check_pieces(text);
        }
    }

    proptest! {
        #[test]
        fn any_pieces_fold_like_the_whole(text in "[a-zA-Z é\u{300}-\u{330}각ﬁ路\\PC]{0,24}") {
            check_pieces(&text);
        }
    }

    #[test]
    fn folds_as_the_browser_does() {
        check("Zürich", " AND text : \"zurich\" *");
        check("STRASSE straße", " AND text : \"strasse\" AND text : \"strasse\" *");
        check("路", " AND text : \"路\" *");
        check("路由器 AX", " AND text : \"路由\" AND text : \"由器\" AND text : \"ax\" *");
        assert_eq!(indexed(" 路 由 器 ax "), "路由 由器 器 ax ");
    }
}
