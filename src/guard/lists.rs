//! A list of words that is asked whether it has one. Knows no word.

use crate::order;

/// Words in an order in which one is found soon: the shorter ones first, for most are told apart by their lengths.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct List(Vec<&'static str>);

impl List {
    pub(super) fn contains(&self, word: &str) -> bool {
        self.0.binary_search_by(|it| (it.len(), *it).cmp(&(word.len(), word))).is_ok()
    }
}

impl FromIterator<&'static str> for List {
    fn from_iter<T: IntoIterator<Item = &'static str>>(words: T) -> Self {
        let mut words: Vec<_> = words.into_iter().collect();
        order::by_key(&mut words, |word| (word.len(), *word));
        Self(words)
    }
}

/// The words of a text that has spaces between them.
pub(super) fn listed(words: &'static str) -> List {
    words.split_whitespace().collect()
}

/// Whether a word is one of a few, which have spaces between them.
#[inline(never)]
pub(super) fn is_among(few: &str, word: &str) -> bool {
    few.split(' ').any(|it| it == word)
}

/// Numbers in their order, each once.
pub(super) fn in_order(mut numbers: Vec<usize>) -> Vec<usize> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

#[cfg(test)]
mod tests {
    use super::{in_order, is_among, listed};

    #[test]
    fn has_its_words_and_no_others() {
        let list = listed("your of  the is");
        assert!(["your", "of", "the", "is"].iter().all(|word| list.contains(word)));
        assert!(["", "i", "they", "yours", "on"].iter().all(|word| !list.contains(word)));
    }

    #[test]
    fn a_few_words_are_asked_for_whole_ones() {
        assert!(["and", "et", "y"].iter().all(|word| is_among("and et y", word)));
        assert!(["", "an", "and et", "yes"].iter().all(|word| !is_among("and et y", word)));
    }

    #[test]
    fn numbers_stand_in_order_once() {
        assert_eq!(in_order(vec![3, 1, 3, 2]), [1, 2, 3]);
    }
}
