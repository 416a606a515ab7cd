//! Finds words in texts and says where they stand. Letters are compared as in the gateway's index, so that what is
//! found here at once is found there too. Pure but for the browser's own Unicode tables.

use std::{
    borrow::Cow,
    cell::RefCell,
    hash::{DefaultHasher, Hash, Hasher},
    ops::Range,
};

use context_contract::{
    Interaction,
    search::{Folder, fold, is_accent, is_written_without_spaces},
};

use crate::order;

/// More words than this do not make a search better, only slower; as in the gateway.
const MOST_WORDS: usize = 12;

/// A last word of at least so many letters may be the beginning of a longer one; as in the gateway.
const LEAST_BEGINNING: usize = 2;

/// What somebody searches for: every word has to be there, the last one may be unfinished.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Each with a space before it, and one behind it unless it may go on.
    words: Vec<String>,
    /// What a text has to have of these.
    beginnings: Beginnings,
    /// Stands for the words: the same words have the same key.
    key: u64,
}

impl Query {
    /// From what was typed.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let folded = folded(typed);
        let mut words: Vec<String> = Vec::new();
        let mut joins = false;
        for word in folded.split(' ').filter(|word| !word.is_empty()) {
            let single = word.chars().all(is_written_without_spaces);
            let full = words.len() == MOST_WORDS;
            match words.last_mut() {
                // Letters of a script without spaces stand next to each other, or they are not what was meant.
                Some(before) if joins && single => *before += &format!("{word} "),
                _ if full => break,
                _ => words.push(format!(" {word} ")),
            }
            joins = single;
        }
        if let Some(last) = words.last_mut()
            && last.trim().chars().count() >= LEAST_BEGINNING
        {
            last.truncate(last.trim_end().len());
        }
        let beginnings = words.iter().fold(Beginnings::default(), |all, word| all.and(word.as_bytes()));
        let mut hasher = DefaultHasher::new();
        words.hash(&mut hasher);
        Self { words, beginnings, key: hasher.finish() }
    }

    /// What a text has to have, so that the words can be in it.
    #[must_use]
    pub fn beginnings(&self) -> Beginnings {
        self.beginnings
    }

    /// What tells these words from others.
    #[must_use]
    pub fn key(&self) -> u64 {
        self.key
    }

    /// Whether it finds everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether every word is in a [`searchable`] text.
    #[must_use]
    pub fn finds(&self, text: &[u8]) -> bool {
        self.words.iter().all(|word| holds(text, word.as_bytes()))
    }

    /// Where the words stand in a text: ranges of bytes, in order, none touching another.
    #[must_use]
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        if self.words.is_empty() {
            return Vec::new();
        }
        let letters = Letters::of(text);
        let found = self.words.iter().flat_map(|word| letters.matches(word));
        merged(found.collect())
    }
}

/// A text folded, with what became of each of its letters.
struct Letters {
    folded: String,
    /// Start in the text, end in the text, end in the folded text, whether it is an accent.
    each: Vec<(usize, usize, usize, bool)>,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut folder = Folder::default();
        let mut each = Vec::with_capacity(text.len());
        for (start, letter) in text.char_indices() {
            let end = start + letter.len_utf8();
            decomposed(&text[start..end]).chars().for_each(|part| folder.push(part));
            each.push((start, end, folder.len(), is_accent(letter)));
        }
        Self { folded: folder.finish(), each }
    }

    fn matches<'a>(&'a self, word: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let found = self.folded.match_indices(word);
        found.filter_map(|(at, word)| self.range(at + 1, at + word.trim_end().len()))
    }

    /// The letters of the text that became this part of the folded one, with the accents that follow.
    fn range(&self, from: usize, to: usize) -> Option<Range<usize>> {
        let first = self.each.iter().position(|(.., end, _)| *end > from)?;
        let last = self.each.iter().position(|(.., end, _)| *end >= to)?;
        let accents = self.each[last + 1..].iter().take_while(|(.., accent)| *accent).count();
        Some(self.each[first].0..self.each[last + accents].1)
    }
}

fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    order::by_key(&mut ranges, |range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(before) if range.start <= before.end => before.end = before.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Everything by which an interaction is found, folded: what the gateway's index holds too, but for what was said.
#[must_use]
pub fn searchable(item: &Interaction) -> String {
    let mut text = String::new();
    let mut add = |part: &str| {
        text.push_str(part);
        text.push('\n');
    };
    item.description.iter().for_each(|part| add(part));
    item.reason.iter().for_each(|part| add(part));
    item.summary.iter().for_each(|summary| add(&summary.text));
    item.participants.iter().filter_map(|person| person.name.as_deref()).for_each(&mut add);
    item.items.iter().for_each(|item| add(&item.name));
    add(&item.id);
    folded(&text)
}

/// Whether a word, which begins with a space, stands in a folded text. Its first letter rules out most places.
fn holds(text: &[u8], word: &[u8]) -> bool {
    let letter = word.get(1);
    text.windows(word.len()).any(|part| part.get(1) == letter && part == word)
}

/// With which two and which three bytes words begin, in 64 bits each: most texts that cannot hold a word are told by them
/// without being read. Bytes of another beginning may share a bit, so what has all bits is read all the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beginnings {
    twos: u64,
    threes: u64,
}

impl Beginnings {
    /// Those of a [`searchable`] text.
    #[must_use]
    pub fn of(text: &[u8]) -> Self {
        Self::default().and(text)
    }

    /// With those of a folded text. A word of one letter begins with it and the space behind it; an unfinished word of two
    /// letters has no third one.
    fn and(self, folded: &[u8]) -> Self {
        Self { twos: self.twos | bits_of::<3>(folded), threes: self.threes | bits_of::<4>(folded) }
    }

    /// Whether those of what is searched for are all there.
    #[must_use]
    pub fn has(self, wanted: Self) -> bool {
        self.twos & wanted.twos == wanted.twos && self.threes & wanted.threes == wanted.threes
    }
}

/// A bit for each word, by the bytes that follow the space before it.
fn bits_of<const N: usize>(folded: &[u8]) -> u64 {
    folded.windows(N).filter(|bytes| bytes[0] == b' ').fold(0, |bits, bytes| bits | bit_of(&bytes[1..]))
}

/// Fibonacci hashing, of which the upper six bits are taken.
fn bit_of(bytes: &[u8]) -> u64 {
    let number = bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte));
    1 << (number.wrapping_mul(0x9e37_79b1) >> 26)
}

/// A text in the form in which its words are compared: small letters without accents, one space between words.
pub(crate) fn folded(text: &str) -> String {
    if !text.is_ascii() {
        return fold(decomposed(text).chars());
    }
    let mut folder = Folder::default();
    folder.push_ascii(text);
    folder.finish()
}

/// The Unicode form NFKD. Plain letters are in it already, and where no letter can change its neighbours each is taken
/// apart by itself: names and places have few different ones, and asking the browser for a text costs more than the text.
fn decomposed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    if !text.chars().all(stands_alone) {
        return Cow::Owned(nfkd(text));
    }
    let mut parts = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if letter.is_ascii() { parts.push(letter) } else { push_parts(letter, &mut parts) }
    }
    Cow::Owned(parts)
}

/// Latin, Greek, Cyrillic, Armenian and Arabic letters, without the marks that combine with a letter before them, and
/// dashes and quotation marks.
fn stands_alone(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{24f}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{58f}' | '\u{600}'..='\u{60f}' | '\u{61b}'..='\u{64a}'
        | '\u{660}'..='\u{66f}' | '\u{671}'..='\u{6d5}' | '\u{2010}'..='\u{2027}')
}

thread_local! {
    /// Letters and what they are made of, in the order of the letters. There are some hundred of them at most.
    static PARTS: RefCell<Vec<(char, Box<str>)>> = const { RefCell::new(Vec::new()) };
}

fn push_parts(letter: char, parts: &mut String) {
    PARTS.with_borrow_mut(|known| {
        let place = known.binary_search_by_key(&letter, |(known, _)| *known).unwrap_or_else(|place| {
            known.insert(place, (letter, nfkd(letter.encode_utf8(&mut [0; 4])).into()));
            place
        });
        parts.push_str(&known[place].1);
    });
}

#[cfg(target_arch = "wasm32")]
fn nfkd(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKD").into()
}

#[cfg(not(target_arch = "wasm32"))]
fn nfkd(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfkd(text).collect()
}

#[cfg(test)]
mod tests {
    use super::{Beginnings, Query, folded};

    fn finds(query: &Query, text: &str) -> bool {
        let text = folded(text);
        let found = query.finds(text.as_bytes());
        let begins = Beginnings::of(text.as_bytes()).has(query.beginnings());
        assert!(!found || begins, "ruled out although it is there");
        found
    }

    /// What stands between the marks is what is found.
    fn check(typed: &str, marked: &str) {
        let text = marked.replace(['[', ']'], "");
        let query = Query::new(typed);
        let mut shown = String::new();
        let mut end = 0;
        for place in query.places(&text) {
            shown += &format!("{}[{}]", &text[end..place.start], &text[place.clone()]);
            end = place.end;
        }
        shown += &text[end..];
        assert_eq!(shown, marked, "{typed}");
        assert_eq!(finds(&query, &text), marked.contains('[') || query.is_empty(), "{typed} in {text}");
    }

    #[test]
    fn words_and_the_beginning_of_the_last_one() {
        check("", "Router");
        check(" .,", "Router");
        check("router", "My [Router] restarts");
        check("rou", "My [Rou]ter restarts");
        check("r", "My Router restarts");
        check("oute", "My Router restarts");
        check("restarts rout", "My [Rout]er [restarts]");
        check("AX-30", "Model [AX]-[30]00");
    }

    #[test]
    fn accents_and_scripts() {
        check("zurich", "In [Zürich] und [Zu\u{308}rich]");
        check("Strasse", "Elm[straße] 3".replace("Elm[straße]", "[Straße]").as_str());
        check("cafe\u{301}", "[Café] [CAFE]");
        check("МОСКВА", "город [Москва]");
        check("مرحبا", "[مرحبًا] بك");
        check("由器", "家里的路[由器]坏了");
        check("器由", "家里的路由器坏了");
        check("ﬁnanz", "[Finanz]amt");
        check("ルータ", "[ルータ]ー");
    }

    #[test]
    fn letters_by_themselves_are_decomposed_as_in_a_text() {
        let alone = |letter: &char| super::stands_alone(*letter);
        let letters: String = (0..=0x58f).filter_map(char::from_u32).filter(alone).collect();
        assert_eq!(super::decomposed(&letters), super::nfkd(&letters));
        for text in ["Zoë", "Zoe\u{308}", "Łódź", "Ἀθήνα", "Москва\u{301}", "ﬁ", "각", "مرحبًا"]
        {
            assert_eq!(super::decomposed(text), super::nfkd(text), "{text}");
        }
    }
}
