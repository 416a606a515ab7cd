//! The telling words of all phrases, and which of them a word of the text is: the same, another form, a slip, or part of
//! it. Words are kept in the order of their letters, so that those that begin alike stand together and few are compared.
//! Knows no phrase and no clause.

use std::{cell::RefCell, ops::Range};

use super::words::{LEAST_PART, MOST_MORE, is_alike, is_part_of};
use crate::order;

/// Letters of a word that is made of two.
pub(super) const LONG_NAME: usize = 10;

/// Stems of texts that are remembered.
const MOST_SEEN: usize = 1_000;

/// Every telling word once.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Vocabulary {
    words: Vec<Word>,
    /// The places of the words in the order of their letters.
    sorted: Vec<usize>,
    /// The same in the order of what is behind their first letters: in Arabic "and" and "for" are one letter before the
    /// word.
    by_rest: Vec<usize>,
    /// What stems of earlier texts were found to be, in the order of their letters.
    seen: RefCell<Vec<(String, Vec<usize>)>>,
}

/// A telling word of the phrases.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Word {
    pub(super) stem: String,
    /// Letters of the stem.
    letters: usize,
    /// The questions whose phrases have it, and how many of each have.
    questions: Vec<(usize, u32)>,
    /// Of how many questions it is a word, without those that use it now and then.
    pub(super) spread: usize,
    /// Whether it is the name of what one question asks for.
    pub(super) is_name: bool,
}

impl Word {
    /// Whether a phrase of this question has it.
    pub(super) fn is_of(&self, question: usize) -> bool {
        self.questions.iter().any(|(it, _)| *it == question)
    }

    /// The word without its first letter.
    fn rest(&self) -> &str {
        behind_first(&self.stem)
    }
}

/// A question has a word now and then when another one has it so many times as often.
const SELDOM: u32 = 8;

/// A word is the name of what is asked for when at least one in so many phrases of the question has it.
const NAMING: u32 = 3;

impl Vocabulary {
    /// The place of a stem that a phrase of this question has.
    pub(super) fn add(&mut self, stem: String, question: usize) -> usize {
        let place = self.place_of(&stem).unwrap_or_else(|| self.push(stem));
        let questions = &mut self.words[place].questions;
        match questions.iter_mut().find(|(it, _)| *it == question) {
            Some((_, phrases)) => *phrases += 1,
            None => questions.push((question, 1)),
        }
        place
    }

    /// The place of a stem that is a word to the letter.
    pub(super) fn place_of(&self, stem: &str) -> Option<usize> {
        let at = self.sorted.binary_search_by(|place| self.words[*place].stem.as_str().cmp(stem)).ok()?;
        Some(self.sorted[at])
    }

    /// The word at a place.
    pub(super) fn word(&self, place: usize) -> &Word {
        &self.words[place]
    }

    /// Weighs the words, when all of them are there. Takes how many phrases each question has.
    pub(super) fn complete(&mut self, phrases_of: &[u32]) {
        for word in &mut self.words {
            let phrases = || word.questions.iter().map(|(_, phrases)| *phrases);
            let most = phrases().max().unwrap_or_default();
            word.spread = phrases().filter(|it| it * SELDOM > most).count();
            let names = |(question, phrases): &(usize, u32)| phrases_of[*question] <= phrases * NAMING;
            word.is_name = word.spread == 1 && most > 1 && word.questions.iter().any(names);
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The words that are among these stems of a text, in their order, with the places of the stems.
    pub(super) fn found_in(&self, stems: &[(usize, &str)]) -> Vec<(usize, Vec<usize>)> {
        let mut pairs = Vec::new();
        for (at, stem) in stems {
            self.places_like(stem, |place| pairs.push((place, *at)));
        }
        order::by(&mut pairs, Ord::cmp);
        let mut found: Vec<(usize, Vec<usize>)> = pairs
            .chunk_by(|a, b| a.0 == b.0)
            .map(|of| (of[0].0, of.iter().map(|(_, at)| *at).collect()))
            .collect();
        for (place, at) in self.taken_apart(stems) {
            if let Err(to) = found.binary_search_by_key(&place, |(place, _)| *place) {
                found.insert(to, (place, vec![at]));
            }
        }
        found
    }

    /// The long words that stand in two parts, each with where it ends: "Inhaber des Vertrags" is the "Vertragsinhaber".
    fn taken_apart(&self, stems: &[(usize, &str)]) -> Vec<(usize, usize)> {
        let pieces = || stems.iter().filter(|(_, stem)| stem.len() >= LEAST_PART);
        let long = pieces().flat_map(|(_, stem)| &self.sorted[self.beginning(stem)]);
        let ends = |place: &usize| {
            let word = &self.words[*place].stem;
            let mut pieces = pieces().filter(|_| word.len() >= LONG_NAME);
            pieces.find(|(_, stem)| stem.len() < word.len() && word.ends_with(stem))
        };
        long.filter_map(|place| Some((*place, ends(place)?.0))).collect()
    }

    /// Tells what `all_like` finds: a draft is looked at whenever a letter comes, and most of its words were there before.
    fn places_like(&self, stem: &str, tell: impl FnMut(usize)) {
        let mut seen = self.seen.borrow_mut();
        if seen.len() >= MOST_SEEN {
            seen.clear();
        }
        let at = seen.binary_search_by(|(it, _)| it.as_str().cmp(stem));
        let at = at.unwrap_or_else(|at| {
            seen.insert(at, (stem.to_owned(), self.all_like(stem)));
            at
        });
        seen[at].1.iter().copied().for_each(tell);
    }

    fn push(&mut self, stem: String) -> usize {
        let place = self.words.len();
        let letters = stem.chars().count();
        let word = Word { stem, letters, ..Word::default() };
        let at = self.sorted.partition_point(|place| self.words[*place].stem < word.stem);
        self.sorted.insert(at, place);
        let at = self.by_rest.partition_point(|place| self.words[*place].rest() < word.rest());
        self.by_rest.insert(at, place);
        self.words.push(word);
        place
    }

    /// Where the words stand that begin so.
    fn beginning(&self, begin: &str) -> Range<usize> {
        let from = self.sorted.partition_point(|place| self.words[*place].stem.as_str() < begin);
        let to = self.sorted[from..].partition_point(|place| self.words[*place].stem.starts_with(begin));
        from..from + to
    }

    /// The words that go on so behind their first letters.
    fn with_rest(&self, rest: &str) -> &[usize] {
        let from = self.by_rest.partition_point(|place| self.words[*place].rest() < rest);
        let to = self.by_rest[from..].partition_point(|place| self.words[*place].rest() == rest);
        &self.by_rest[from..from + to]
    }

    /// Every word that a stem of the text may be, once, in their order.
    fn all_like(&self, stem: &str) -> Vec<usize> {
        let Some(letter) = stem.chars().next() else { return Vec::new() };
        // A word of the catalogue is no slip for another one.
        let may_slip = self.place_of(stem).is_none();
        let letters = stem.chars().count();
        let cuts = || stem.char_indices().skip(1).map(|(at, _)| at);
        let shorter = cuts().filter_map(|at| self.place_of(&stem[..at]));
        let longer = self.sorted[self.beginning(stem)].iter().copied();
        let endings = cuts().filter_map(|at| self.place_of(&stem[at..]));
        let others = self.with_rest(stem).iter().chain(self.with_rest(behind_first(stem))).copied();
        let first = if may_slip { self.beginning(&stem[..letter.len_utf8()]) } else { 0..0 };
        let slips = self.sorted[first].iter().copied();
        let slips = slips.filter(|place| self.words[*place].letters.abs_diff(letters) <= MOST_MORE);
        let all = shorter.chain(longer).chain(endings).chain(others).chain(slips);
        let mut all: Vec<usize> =
            all.filter(|place| fits(&self.words[*place].stem, stem, may_slip)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// A word without its first letter.
fn behind_first(word: &str) -> &str {
    let mut letters = word.chars();
    letters.next();
    letters.as_str()
}

fn fits(word: &str, stem: &str, may_slip: bool) -> bool {
    is_alike(word, stem, may_slip) || is_part_of(word, stem)
}

#[cfg(test)]
mod tests {
    use super::{Vocabulary, fits};

    const WORDS: &str = "account acount acocunt accountnumber number numbr mail email emailaddress address adress dress \
        vertrag vertragsinhaber inhaber kundennummer kunde nummer numero número router routermodell modell modele \
        رقم حساب وحساب للحساب حسابك بريد وبريد بريدك الكتروني تسكن يسكن سكن راوتر جهاز وجهاز بجهاز ميلاد";

    /// Keeping words by their beginnings finds what comparing with all of them finds.
    #[test]
    fn nothing_is_missed_and_nothing_twice() {
        let mut vocabulary = Vocabulary::default();
        WORDS.split_whitespace().step_by(2).for_each(|word| {
            vocabulary.add(word.to_owned(), 0);
        });
        for stem in WORDS.split_whitespace().chain(["x", "و", "ad", "sicherheitsrouter", "routers", "روتر"])
        {
            let may_slip = vocabulary.place_of(stem).is_none();
            let all: Vec<usize> = (0..vocabulary.words.len())
                .filter(|place| fits(&vocabulary.words[*place].stem, stem, may_slip))
                .collect();
            assert_eq!(vocabulary.all_like(stem), all, "{stem}");
        }
    }
}
