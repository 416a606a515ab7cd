//! How texts are compared in a search, the same in the gateway's index and in the browser: small letters, no accents,
//! words apart. Pure and without tables of its own: the caller decomposes (Unicode NFKD), this knows what to drop.
//!
//! Scripts that are written without spaces are cut letter by letter, so that a search finds what is in the middle.

/// Folds a text. The result begins and ends with a space and has exactly one between two words, so that a whole word
/// is found as `" word "` and the beginning of one as `" wor"`.
///
/// `decomposed` are the letters of the text in the form NFKD.
#[must_use]
pub fn fold(decomposed: impl IntoIterator<Item = char>) -> String {
    let mut folder = Folder::default();
    decomposed.into_iter().for_each(|letter| folder.push(letter));
    folder.finish()
}

/// Folds letter by letter, for callers that keep track of which letter became what.
#[derive(Clone, Debug)]
pub struct Folder {
    text: String,
}

impl Default for Folder {
    fn default() -> Self {
        Self { text: " ".to_owned() }
    }
}

impl Folder {
    /// Takes one letter of a decomposed text.
    pub fn push(&mut self, letter: char) {
        if letter.is_ascii_alphanumeric() {
            self.text.push(letter.to_ascii_lowercase());
        } else if matches!(letter, '\u{621}'..='\u{63a}' | '\u{641}'..='\u{64a}') {
            // Arabic letters, which no table has to be asked about.
            self.text.push(letter);
        } else if is_accent(letter) {
        } else if !letter.is_alphanumeric() {
            self.end_word();
        } else if is_written_without_spaces(letter) {
            self.end_word();
            self.text.push(letter);
            self.text.push(' ');
        } else {
            letter.to_lowercase().for_each(|small| self.push_small(small));
        }
    }

    /// Takes a piece of text in ASCII, which nothing decomposes.
    pub fn push_ascii(&mut self, text: &str) {
        self.text.reserve(text.len());
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() {
                self.text.push(char::from(byte.to_ascii_lowercase()));
            } else {
                self.end_word();
            }
        }
    }

    /// Bytes so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether nothing but the first space is there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.len() <= 1
    }

    /// The folded text.
    #[must_use]
    pub fn finish(mut self) -> String {
        self.end_word();
        self.text
    }

    /// Letters that people write in two ways although Unicode does not take them apart.
    fn push_small(&mut self, letter: char) {
        match letter {
            'ß' => self.text.push_str("ss"),
            'æ' => self.text.push_str("ae"),
            'œ' => self.text.push_str("oe"),
            'þ' => self.text.push_str("th"),
            'ø' => self.text.push('o'),
            'ł' => self.text.push('l'),
            'đ' | 'ð' => self.text.push('d'),
            'ı' => self.text.push('i'),
            'ς' => self.text.push('σ'),
            // Written or not, the letter is the same: Arabic tatweel only makes a word longer.
            'ـ' => {}
            other if is_accent(other) => {}
            other => self.text.push(other),
        }
    }

    fn end_word(&mut self) {
        if !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }
}

/// Whether the letter is a mark that people leave out when they type: accents of Latin, Greek and Cyrillic, and the
/// points of Hebrew and Arabic. Vowel signs of Indic and South-East Asian scripts are letters and stay.
#[must_use]
pub fn is_accent(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}'
        | '\u{5c4}'..='\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Whether the letter belongs to a script without spaces between words: Thai, Lao, Burmese, Khmer, kana, Han.
#[must_use]
pub fn is_written_without_spaces(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::fold;

    fn check(decomposed: &str, expected: &str) {
        assert_eq!(fold(decomposed.chars()), expected, "{decomposed}");
    }

    #[test]
    fn small_letters_no_accents_words_apart() {
        check("", " ");
        check("  ", " ");
        check("Router AX-3000!", " router ax 3000 ");
        check("Zu\u{308}rich, STRASSE/Straße", " zurich strasse strasse ");
        check("Ło\u{301}dz\u{301} Ørsted Æther", " lodz orsted aether ");
        check("ΟΔΟΣ οδός", " οδοσ οδόσ ");
        check("ש\u{5c1}ָלו\u{5b9}ם", " שלום ");
        check("مـــرحبا\u{64b}", " مرحبا ");
        check("路由器AX3", " 路 由 器 ax3 ");
        check("I\u{307}stanbul ıs\u{327}ık", " istanbul isik ");
    }
}
