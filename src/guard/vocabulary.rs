//! The telling words of all phrases, and which of them a word of the text is: the same, another form, a slip, or part of
//! it. Words are kept by how they begin, so that few are compared. Knows no phrase and no clause.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use super::words::{LEAST_PART, is_alike, is_part_of};

/// Letters of a word that is made of two.
pub(super) const LONG_NAME: usize = 10;

/// Stems of texts that are remembered.
const MOST_SEEN: usize = 1_000;

/// Every telling word once.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Vocabulary {
    words: Vec<Word>,
    /// Where each stem is.
    places: BTreeMap<String, usize>,
    /// Words by their first letters: other forms, slips and compounds begin alike.
    by_letter: BTreeMap<char, Vec<usize>>,
    /// Words by what is behind their first letters: in Arabic "and" and "for" are one letter before the word.
    by_rest: BTreeMap<String, Vec<usize>>,
    /// Those that may be made of two, by their first letters.
    long: BTreeMap<char, Vec<usize>>,
    /// What stems of earlier texts were found to be.
    seen: RefCell<BTreeMap<String, Vec<usize>>>,
}

/// A telling word of the phrases.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Word {
    pub(super) stem: String,
    /// The questions whose phrases have it, and how many of each have.
    pub(super) questions: BTreeMap<usize, u32>,
    /// Of how many questions it is a word, without those that use it now and then.
    pub(super) spread: usize,
}

impl Word {
    /// How many phrases have it.
    pub(super) fn phrases(&self) -> u32 {
        self.questions.values().sum()
    }
}

/// A question has a word now and then when another one has it so many times as often.
const SELDOM: u32 = 8;

impl Vocabulary {
    /// The place of a stem that a phrase of this question has.
    pub(super) fn add(&mut self, stem: String, question: usize) -> usize {
        let place = self.places.get(&stem).copied().unwrap_or_else(|| self.push(stem));
        *self.words[place].questions.entry(question).or_default() += 1;
        place
    }

    /// The place of a stem that is a word to the letter.
    pub(super) fn place_of(&self, stem: &str) -> Option<usize> {
        self.places.get(stem).copied()
    }

    /// The word at a place.
    pub(super) fn word(&self, place: usize) -> &Word {
        &self.words[place]
    }

    /// Weighs the words, when all of them are there.
    pub(super) fn complete(&mut self) {
        for word in &mut self.words {
            let most = word.questions.values().max().copied().unwrap_or_default();
            word.spread = word.questions.values().filter(|it| **it * SELDOM > most).count();
        }
    }

    /// All of them, by their places.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Word> {
        self.words.iter()
    }

    /// The words that are among these stems of a text, in their order, with the places of the stems.
    pub(super) fn found_in(&self, stems: &[(usize, &str)]) -> Vec<(usize, Vec<usize>)> {
        let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, stem) in stems {
            self.places_like(stem, |place| found.entry(place).or_default().push(*at));
        }
        // What begins with none of these letters begins with none of these words.
        let letters: BTreeSet<char> = stems.iter().filter_map(|(_, stem)| stem.chars().next()).collect();
        for place in letters.iter().filter_map(|letter| self.long.get(letter)).flatten() {
            if !found.contains_key(place)
                && let Some(at) = taken_apart(&self.words[*place].stem, stems)
            {
                found.insert(*place, vec![at]);
            }
        }
        found.into_iter().collect()
    }

    /// The same as `each_like`: a draft is looked at whenever a letter comes, and most of its words were there before.
    fn places_like(&self, stem: &str, mut tell: impl FnMut(usize)) {
        let mut seen = self.seen.borrow_mut();
        if !seen.contains_key(stem) {
            let mut places = Vec::new();
            self.each_like(stem, |place| places.push(place));
            if seen.len() >= MOST_SEEN {
                seen.clear();
            }
            seen.insert(stem.to_owned(), places);
        }
        seen.get(stem).into_iter().flatten().copied().for_each(&mut tell);
    }

    fn push(&mut self, stem: String) -> usize {
        let place = self.words.len();
        if let Some(letter) = stem.chars().next() {
            self.by_letter.entry(letter).or_default().push(place);
            self.by_rest.entry(stem[letter.len_utf8()..].to_owned()).or_default().push(place);
        }
        if let Some(letter) = stem.chars().next().filter(|_| stem.len() >= LONG_NAME) {
            self.long.entry(letter).or_default().push(place);
        }
        self.places.insert(stem.clone(), place);
        self.words.push(Word { stem, ..Word::default() });
        place
    }

    /// Tells every word that a stem of the text may be, once.
    fn each_like(&self, stem: &str, mut tell: impl FnMut(usize)) {
        // A word of the catalogue is no slip for another one.
        let may_slip = !self.places.contains_key(stem);
        let fits = |place: &usize| fits(&self.words[*place].stem, stem, may_slip);
        let Some(letter) = stem.chars().next() else { return };
        let alike = self.by_letter.get(&letter).into_iter().flatten();
        let joined = self.by_rest.get(stem).into_iter().flatten();
        let endings = stem.char_indices().skip(1).filter_map(|(at, _)| self.places.get(&stem[at..]));
        // Those that begin alike are told already.
        let persons = self.by_rest.get(&stem[letter.len_utf8()..]).into_iter().flatten();
        let others = joined
            .chain(endings)
            .chain(persons)
            .filter(|place| !self.words[**place].stem.starts_with(letter));
        alike.chain(others).copied().filter(fits).for_each(&mut tell);
    }
}

fn fits(word: &str, stem: &str, may_slip: bool) -> bool {
    is_alike(word, stem, may_slip) || is_part_of(word, stem)
}

/// Where a long word stands in two parts: "Inhaber des Vertrags" is the "Vertragsinhaber".
fn taken_apart(word: &str, stems: &[(usize, &str)]) -> Option<usize> {
    let piece = |stem: &str| stem.len() >= LEAST_PART;
    let begins = stems.iter().any(|(_, stem)| piece(stem) && word.starts_with(stem));
    let ends =
        || stems.iter().find(|(_, stem)| piece(stem) && stem.len() < word.len() && word.ends_with(stem));
    if begins { ends().map(|(at, _)| *at) } else { None }
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
            let may_slip = !vocabulary.places.contains_key(stem);
            let all: Vec<usize> = (0..vocabulary.words.len())
                .filter(|place| fits(&vocabulary.words[*place].stem, stem, may_slip))
                .collect();
            let mut told = Vec::new();
            vocabulary.each_like(stem, |place| told.push(place));
            told.sort_unstable();
            assert_eq!(told, all, "{stem}");
        }
    }
}
