//! When to ask again: capped exponential back-off with full jitter, and the server's `Retry-After` as the floor.
//! Pure: it is given the random number and returns milliseconds; it neither waits nor asks.

use crate::failure::Failure;

/// How often and how long to wait between attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    /// Upper bound of the first wait, in milliseconds; it doubles with every attempt.
    pub base_ms: u32,
    /// Upper bound of every wait, in milliseconds.
    pub cap_ms: u32,
    /// Attempts after the first one; `None` is for ever.
    pub retries: Option<u32>,
}

/// For requests that somebody waits for: a second or so, then the error is shown with a way to try again.
pub const REQUEST: Backoff = Backoff { base_ms: 300, cap_ms: 3_000, retries: Some(2) };

/// For the stream, which nobody waits for.
pub const STREAM: Backoff = Backoff { base_ms: 1_000, cap_ms: 30_000, retries: None };

/// The longest `Retry-After` that a waiting person is made to sit through, in seconds.
const LONGEST_FLOOR_S: u32 = 10;

impl Backoff {
    /// Milliseconds to wait after `failure` before attempt number `attempt` (0 is the first repetition), or `None`
    /// when asking again makes no sense. `random` is in `0.0..1.0`.
    #[must_use]
    pub fn wait_ms(&self, failure: &Failure, attempt: u32, random: f64) -> Option<u32> {
        let floor_s = failure.retry_after().unwrap_or(0);
        let allowed = self.retries.is_none_or(|retries| attempt < retries && floor_s <= LONGEST_FLOOR_S);
        (failure.is_transient() && allowed)
            .then(|| floor_s.saturating_mul(1_000).saturating_add(self.jitter_ms(attempt, random)))
    }

    /// A wait without a failure to judge by: the stream ended as streams do.
    #[must_use]
    pub fn jitter_ms(&self, attempt: u32, random: f64) -> u32 {
        let bound =
            self.base_ms.saturating_mul(1_u32.checked_shl(attempt).unwrap_or(u32::MAX)).min(self.cap_ms);
        (f64::from(bound) * random.clamp(0.0, 1.0)) as u32
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{REQUEST, STREAM};
    use crate::failure::Failure;

    #[test]
    fn waits_double_up_to_the_cap() {
        let bounds: Vec<u32> = (0..8).map(|attempt| STREAM.jitter_ms(attempt, 1.0)).collect();
        assert_eq!(bounds, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
        assert_eq!(STREAM.jitter_ms(40, 1.0), 30_000);
        assert_eq!(STREAM.jitter_ms(3, 0.0), 0, "full jitter begins at nothing");
    }

    fn check(failure: &Failure, attempt: u32, expect: Option<u32>) {
        assert_eq!(REQUEST.wait_ms(failure, attempt, 0.5), expect, "{failure:?} {attempt}");
    }

    #[test]
    fn only_what_may_pass_is_asked_again() {
        check(&Failure::Offline, 0, Some(150));
        check(&Failure::Server { status: 500 }, 1, Some(300));
        check(&Failure::Server { status: 500 }, 2, None);
        check(&Failure::NotFound, 0, None);
        check(&Failure::Aborted, 0, None);
        check(&Failure::RateLimited { retry_after: Some(2) }, 0, Some(2_150));
        check(&Failure::RateLimited { retry_after: Some(60) }, 0, None);
    }

    proptest! {
        #[test]
        fn no_wait_is_shorter_than_retry_after_or_longer_than_it_and_the_cap(
            after in 0u32..=10, attempt in 0u32..2, random in 0.0f64..1.0,
        ) {
            let failure = Failure::RateLimited { retry_after: Some(after) };
            let wait = REQUEST.wait_ms(&failure, attempt, random).unwrap();
            prop_assert!((after * 1_000..=after * 1_000 + REQUEST.cap_ms).contains(&wait));
        }
    }
}
