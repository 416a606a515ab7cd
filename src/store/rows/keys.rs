//! Which ids are there, or may be: what is new is told from that without looking at all rows. Pure; it knows hashes of
//! ids and not where their rows are.

use std::rc::Rc;

/// Halves of hashes in sorted runs, each more than twice as long as the next one. Clones share them, so that one more
/// id costs little however many there are.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys(Vec<Rc<Vec<u32>>>);

impl Keys {
    /// Whether a hash may be there; `false` is certain.
    pub(super) fn may_hold(&self, key: u64) -> bool {
        self.0.iter().any(|run| run.binary_search(&half(key)).is_ok())
    }

    /// Puts more in, in their order.
    pub(super) fn add(&mut self, keys: impl Iterator<Item = u64>) {
        let mut run: Vec<u32> = keys.map(half).collect();
        while let Some(last) = self.0.pop_if(|last| last.len() <= 2 * run.len()) {
            run = merged(&last, &run);
        }
        self.0.push(Rc::new(run));
    }
}

/// The half that keeps the order.
fn half(key: u64) -> u32 {
    (key >> 32) as u32
}

fn merged<'a>(mut a: &'a [u32], mut b: &'a [u32]) -> Vec<u32> {
    let mut all = Vec::with_capacity(a.len() + b.len());
    while let (Some(first), Some(second)) = (a.first(), b.first()) {
        let from = if first <= second { &mut a } else { &mut b };
        all.extend_from_slice(&from[..1]);
        *from = &from[1..];
    }
    all.extend_from_slice(a);
    all.extend_from_slice(b);
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::Keys;

    proptest! {
        #[test]
        fn whatever_was_put_in_is_found(
            added in prop::collection::vec(prop::collection::btree_set(0u64..500, 0..40), 0..30),
        ) {
            let mut keys = Keys::default();
            let mut known = BTreeSet::new();
            for some in added {
                keys.add(some.iter().map(|key| key << 32));
                known.extend(some);
                let lengths: Vec<usize> = keys.0.iter().map(|run| run.len()).collect();
                prop_assert!(lengths.windows(2).all(|pair| pair[0] > 2 * pair[1]), "{:?}", lengths);
            }
            for key in 0..500 {
                prop_assert_eq!(keys.may_hold(key << 32), known.contains(&key));
            }
        }
    }
}
