//! Puts lists in order with one piece of code for every type: the standard library brings three to six kilobytes of it
//! for each. Equal items keep their order. Knows nothing of what it moves.
//!
//! For what is long and made of numbers the standard library's own sort is quicker, and one for all lists of one type.

use std::cmp::Ordering;

/// In the order that `compare` says.
pub fn by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut sources = sources(items.len(), &|a, b| compare(&items[a], &items[b]));
    arrange(&mut sources, &mut |a, b| items.swap(a, b));
}

/// In the order of what `key` says of each.
pub fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    by(items, |a, b| key(a).cmp(&key(b)));
}

/// For every place the item that belongs there.
#[inline(never)]
fn sources(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut sources: Vec<usize> = (0..len).collect();
    sources.sort_by(|a, b| compare(*a, *b));
    sources
}

/// Follows each cycle of the permutation once, so that an item moves no more than it must.
#[inline(never)]
fn arrange(sources: &mut [usize], swap: &mut dyn FnMut(usize, usize)) {
    for begin in 0..sources.len() {
        let mut place = begin;
        while sources[place] != begin {
            let source = sources[place];
            swap(place, source);
            sources[place] = place;
            place = source;
        }
        sources[place] = place;
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_short_list_comes_in_the_order_of_the_standard_library() {
        // Five items with three keys, in all the ways there are.
        for number in 0..3_usize.pow(5) {
            let items: Vec<(usize, usize)> =
                (0..5).map(|place| (number / 3_usize.pow(place) % 3, number + place as usize)).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            let mut ours = items;
            super::by_key(&mut ours, |(key, _)| *key);
            assert_eq!(ours, expected);
        }
    }

    #[test]
    fn what_is_compared_may_be_in_the_item() {
        let mut words = ["pear".to_owned(), "fig".to_owned(), "apple".to_owned()];
        super::by(&mut words, String::cmp);
        assert_eq!(words, ["apple", "fig", "pear"]);
    }
}
