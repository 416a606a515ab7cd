//! Which interactions are one case: they follow each other up, were handed over, or belong to the same one.
//! Pure; it knows hashes of ids and nothing of what stands behind them.

use std::rc::Rc;

/// Everything that has a relationship, by the case it belongs to. Clones share their memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Threads {
    /// Hash of an id and the case, in the order of the hashes. A case is named by one of its ids.
    of: Rc<Vec<(u64, u64)>>,
}

impl Threads {
    /// The case of an interaction; `None` when it has no relationship.
    #[must_use]
    pub fn case(&self, key: u64) -> Option<u64> {
        let place = self.of.binary_search_by_key(&key, |(key, _)| *key).ok()?;
        Some(self.of[place].1)
    }

    /// All of a case, the ones that are not loaded too.
    pub fn members(&self, case: u64) -> impl Iterator<Item = u64> {
        self.of.iter().filter(move |(_, of)| *of == case).map(|(key, _)| *key)
    }

    /// Says that an interaction belongs together with others. Returns the case if anything is new.
    pub fn join(&mut self, key: u64, others: &[u64]) -> Option<u64> {
        let joined: Vec<u64> = others.iter().copied().chain([key]).collect();
        let cases: Vec<Option<u64>> = joined.iter().map(|key| self.case(*key)).collect();
        let case = cases.iter().flatten().next().copied().unwrap_or(key);
        if others.is_empty() || cases.iter().all(|known| *known == Some(case)) {
            return None;
        }
        let of = Rc::make_mut(&mut self.of);
        for (_, known) in of.iter_mut() {
            if cases.contains(&Some(*known)) {
                *known = case;
            }
        }
        for key in joined {
            if let Err(place) = of.binary_search_by_key(&key, |(key, _)| *key) {
                of.insert(place, (key, case));
            }
        }
        Some(case)
    }

    /// Each interaction and one that it belongs to.
    pub fn pairs(&self) -> impl Iterator<Item = (u64, u64)> {
        self.of.iter().copied()
    }

    /// The cases of many interactions at once: pairs of an interaction and one that it belongs to.
    #[must_use]
    pub fn of_all(pairs: &[(u64, u64)]) -> Self {
        let mut keys: Vec<u64> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
        keys.sort_unstable();
        keys.dedup();
        let place = |key: u64| keys.binary_search(&key).unwrap_or_default();
        let mut leader: Vec<usize> = (0..keys.len()).collect();
        for (a, b) in pairs {
            let (a, b) = (lead(&mut leader, place(*a)), lead(&mut leader, place(*b)));
            leader[a.max(b)] = a.min(b);
        }
        let cases: Vec<u64> = (0..keys.len()).map(|at| keys[lead(&mut leader, at)]).collect();
        Self { of: Rc::new(keys.into_iter().zip(cases).collect()) }
    }
}

/// The leader of a set, with the way to it made shorter.
fn lead(leader: &mut [usize], mut at: usize) -> usize {
    while leader[at] != at {
        leader[at] = leader[leader[at]];
        at = leader[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Threads;

    #[test]
    fn whatever_is_connected_is_one_case() {
        let mut threads = Threads::default();
        assert_eq!(threads.join(1, &[]), None);
        assert_eq!(threads.case(1), None, "alone");
        assert!(threads.join(1, &[2]).is_some());
        assert!(threads.join(3, &[4]).is_some());
        assert_ne!(threads.case(1), threads.case(3));
        assert!(threads.join(5, &[2, 3]).is_some());
        assert_eq!(threads.join(5, &[2, 3]), None, "nothing new");
        let case = threads.case(1).unwrap();
        assert_eq!(threads.members(case).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    }

    proptest! {
        #[test]
        fn one_by_one_and_all_at_once_agree(pairs in prop::collection::vec((0u64..40, 0u64..40), 0..40)) {
            let at_once = Threads::of_all(&pairs);
            let mut one_by_one = Threads::default();
            for (a, b) in &pairs {
                one_by_one.join(*a, &[*b]);
            }
            for (a, b) in (0..40).flat_map(|a| (0..40).map(move |b| (a, b))) {
                let together = |threads: &Threads| threads.case(a).is_some() && threads.case(a) == threads.case(b);
                prop_assert_eq!(together(&at_once), together(&one_by_one), "{} and {}", a, b);
            }
        }
    }
}
