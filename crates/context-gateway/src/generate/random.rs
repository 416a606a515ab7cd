//! Chance that can be repeated: the same seed and the same customer give the same draws on every machine.
//! Knows numbers, not what they decide.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

/// The dice of one customer. Each customer has a stream of its own, so that what happens to one does not depend on
/// how often the dice were thrown for another.
#[derive(Debug)]
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    /// The dice of a customer in the company of this seed.
    pub(super) fn new(seed: u64, customer: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(customer);
        Self(random)
    }

    /// A number from 0 to `bound` - 1; 0 when there is none.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        // The upper half of a 128-bit product: no division and, for bounds far below 2^64, no measurable bias.
        u64::try_from((u128::from(self.0.next_u64()) * u128::from(bound)) >> 64).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.below(high.abs_diff(low) + 1)).unwrap_or(0)
    }

    /// True in so many of a thousand cases.
    pub(super) fn per_mille(&mut self, chance: u64) -> bool {
        self.below(1000) < chance
    }

    /// One of them; they are never empty.
    pub(super) fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[usize::try_from(self.below(choices.len() as u64)).unwrap_or(0)]
    }

    /// One of them by weight.
    pub(super) fn weighted<'a, T>(&mut self, choices: &'a [(u64, T)]) -> &'a T {
        let total = choices.iter().map(|(weight, _)| weight).sum();
        let mut left = self.below(total);
        for (weight, choice) in choices {
            if left < *weight {
                return choice;
            }
            left -= weight;
        }
        &choices[choices.len() - 1].1
    }
}
