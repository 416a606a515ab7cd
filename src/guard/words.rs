//! Words: which of them are the same word in another form or with a slip of the keyboard. Knows no meaning.

use super::lists::is_among;

/// Endings of number, gender, person and tense, the longer ones first.
const ENDINGS: [&str; 20] = [
    "ando", "iendo", "ing", "ent", "ons", "ed", "es", "en", "em", "er", "ez", "et", "os", "as", "s", "e",
    "n", "o", "a", "t",
];

/// Letters that a word keeps of itself.
const LEAST_STEM: usize = 4;

/// Letters that a slip adds or leaves out.
pub(super) const MOST_MORE: usize = 1;

/// Letters of a stem in which any letter may be a slip.
const LEAST_SLIP: usize = 5;

/// A word without its ending; in Arabic without the article and the "your" that are written as one with it.
pub(super) fn stem(word: &str) -> &str {
    if is_arabic(word) {
        return arabic_stem(word);
    }
    let shorter = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
    shorter.into_iter().find(|rest| rest.chars().count() >= LEAST_STEM).unwrap_or(word)
}

fn arabic_stem(word: &str) -> &str {
    let at_least = |rest: &&str, letters| rest.chars().count() >= letters;
    let articles = ["وال", "فال", "بال", "كال", "ولل", "لل", "ال"];
    let stem =
        articles.iter().find_map(|article| word.strip_prefix(article).filter(|rest| at_least(rest, 2)));
    let stem = stem.unwrap_or(word);
    let endings = ["كم", "ك", "ه", "ها", "ي"];
    endings
        .iter()
        .find_map(|ending| stem.strip_suffix(ending).filter(|rest| at_least(rest, 3)))
        .unwrap_or(stem)
}

pub(super) fn is_arabic(word: &str) -> bool {
    word.starts_with(|letter: char| ('\u{0600}'..='\u{06ff}').contains(&letter))
}

/// Whether a noun of Arabic has neither an article nor an owner at its end, so that its owner may follow it.
pub(super) fn is_bare(word: &str) -> bool {
    is_arabic(word)
        && !is_yours(word)
        && !word.starts_with("ال")
        && !word.starts_with("وال")
        && !word.starts_with("بال")
        && !is_ours(word)
}

/// "We deliver": a verb has no owner.
fn is_ours(word: &str) -> bool {
    word.starts_with('ن') && word.chars().count() == 4 && !is_among("نظام نسخه نمره", word)
}

/// Arabic says "your" by the end of the word.
pub(super) fn is_yours(word: &str) -> bool {
    const OWN: &str = "مالك المالك البنك كذلك هناك";
    let ends = || word.ends_with('ك') || word.ends_with("كم");
    is_arabic(word) && ends() && word.chars().count() > 3 && !is_among(OWN, word)
}

/// Whether two stems are the same word, another form of it, or, where that is possible, a slip of the keyboard.
pub(super) fn is_alike(a: &str, b: &str, may_slip: bool) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    // Most words are told apart by their lengths and their first letters.
    let longer = long.len() - short.len();
    if longer > 4 || short.len() < 3 {
        return false;
    }
    if longer == 2 && long.ends_with(short) && is_arabic(a) && is_joined(short, long) {
        return true;
    }
    if longer == 0 && is_other_person(a, b) {
        return true;
    }
    if a.chars().next() != b.chars().next() || short.len() < LEAST_STEM {
        return false;
    }
    let letters = short.chars().count();
    let more = long.chars().count().abs_diff(letters);
    // Two letters of Arabic are as many bytes as a word has at the least.
    letters > 2
        && more <= 2
        && (long.starts_with(short) || (may_slip && more <= MOST_MORE && is_slip(short, long, letters)))
}

/// "And", "by", "for" and the future are one letter at the beginning of an Arabic word.
fn is_joined(short: &str, long: &str) -> bool {
    let letters = short.chars().count();
    let joined = long.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك', 'س']).filter(|_| letters >= 3);
    // The person of a verb.
    let person = || long.strip_prefix(['ت', 'ا', 'ن', 'ي']).filter(|_| letters >= 4);
    joined.or_else(person) == Some(short)
}

/// "I call" and "we call" differ by their first letters in Arabic.
fn is_other_person(a: &str, b: &str) -> bool {
    let person = |verb: &str| {
        verb.strip_prefix(['ت', 'ا', 'ن', 'ي']).filter(|rest| rest.len() >= LEAST_PERSON).map(str::len)
    };
    let rest = person(a);
    rest.is_some() && rest == person(b) && rest.is_some_and(|rest| a[a.len() - rest..] == b[b.len() - rest..])
}

/// Bytes of a verb of Arabic behind the letter of its person.
const LEAST_PERSON: usize = 6;

/// Letters that the part of a compound has at least.
pub(super) const LEAST_PART: usize = 5;

/// Whether a long word is made of this one and another: "Routermodell".
pub(super) fn is_part_of(part: &str, word: &str) -> bool {
    part.len() >= LEAST_PART
        && word.len() >= part.len() + 3
        && (word.starts_with(part) || word.ends_with(part))
}

/// One letter more, less, other, or two in the wrong order; the first letter is right. A short word is another one with
/// another letter, and so is one in Arabic unless the letters look alike.
fn is_slip(a: &str, b: &str, letters: usize) -> bool {
    let same: usize = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let before = a[..same].chars().next_back();
    let (mut a, mut b) = (a[same..].chars(), b[same..].chars());
    let is_short = letters < LEAST_SLIP;
    match (a.next(), b.next()) {
        (None, _) => b.as_str().is_empty(),
        (Some(other), Some(letter)) => {
            let (rest, behind) = (a.as_str(), b.as_str());
            let turned = a.next() == Some(letter) && b.next() == Some(other) && a.as_str() == b.as_str();
            let more = behind.strip_prefix(other) == Some(rest);
            turned
                || (more && (!is_short || before == Some(letter) || letter == other))
                || (rest == behind && letters > LEAST_SLIP && look_alike(other, letter))
        }
        (Some(_), None) => false,
    }
}

/// Letters of Arabic that differ in their dots alone; of others, any.
fn look_alike(a: char, b: char) -> bool {
    const GROUPS: [&str; 9] = ["جحخ", "بتثن", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق"];
    !('\u{0600}'..='\u{06ff}').contains(&a)
        || GROUPS.iter().any(|group| group.contains(a) && group.contains(b))
}
