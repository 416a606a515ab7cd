//! Phrases by which agents ask: one written form, so that equal ones are seen to be equal.
//! Knows letters, not languages.

use unicode_normalization::UnicodeNormalization;

/// Lower case, one space between words, no punctuation but within words: `what's your e-mail`. A `|` stays between words
/// that may stand for each other: `your bill|invoice number`.
pub(super) fn normalise(phrase: &str) -> String {
    let lower: String = phrase.nfc().flat_map(char::to_lowercase).map(plain).collect();
    let words = lower.split(|letter: char| !is_within(letter));
    let words = words.map(|word| word.trim_matches(['\'', '-', '/', '|'])).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Word processors write apostrophes and hyphens in many ways.
fn plain(letter: char) -> char {
    match letter {
        '\u{2018}' | '\u{2019}' | '\u{02bc}' | '`' | '´' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        other => other,
    }
}

fn is_within(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '\'' | '-' | '/' | '|')
}

#[cfg(test)]
mod tests {
    use super::normalise;

    fn check(phrase: &str, expected: &str) {
        assert_eq!(normalise(phrase), expected);
    }

    #[test]
    fn one_form() {
        check("  Which ROUTER do you have? ", "which router do you have");
        check("What’s your e\u{2011}mail, please?", "what's your e-mail please");
        check("¿Cuál es su N.I.F.?", "cuál es su n i f");
        check("Quel est l’e-mail ?", "quel est l'e-mail");
        check("ما رقم هاتفك؟", "ما رقم هاتفك");
        check("'quoted' - dashed", "quoted dashed");
        check("Your bill|Invoice| number", "your bill|invoice number");
        check("?!", "");
    }
}
