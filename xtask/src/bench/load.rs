//! An open-loop load: requests are due at fixed moments, whether or not earlier ones were answered, and a latency
//! counts from the moment a request was due. So a server that stalls is charged for everything that waited meanwhile.
//! Knows nothing of what is asked for.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use super::{client::Request, latency::Summary};
use crate::error::Error;

/// Connections that share the work: so many requests can be under way at once.
const CONNECTIONS: usize = 16;
/// What is asked for first and not measured, so that connections are open and pages of the file are in memory.
const WARM_UP: Duration = Duration::from_secs(1);
/// One request may take this long; then it counts as failed and the round with it.
const DEADLINE: Duration = Duration::from_secs(5);

/// A round of requests: fixed in number, in rate and therefore in time.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    requests: Vec<Request>,
    interval: Duration,
    count: usize,
    warm_up: usize,
}

/// What the connections of a round share.
struct Round<'plan> {
    plan: &'plan Plan,
    count: usize,
    started: Instant,
    next: AtomicUsize,
    bytes: AtomicU64,
    failure: Mutex<Option<Error>>,
}

impl Plan {
    /// `rate` requests per second for as long as `duration`, customers drawn from `requests`.
    pub(crate) fn new(requests: Vec<Request>, rate: u32, duration: Duration) -> Self {
        let interval = Duration::from_secs(1) / rate.max(1);
        let times = |span: Duration| (span.as_secs() * u64::from(rate)) as usize;
        Self { requests, interval, count: times(duration), warm_up: times(WARM_UP) }
    }

    /// How many requests are sent, those of the warm-up included.
    pub(crate) const fn requests(&self) -> usize {
        self.warm_up + self.count
    }

    /// Sends everything and sums up, or says what the first failure was.
    pub(crate) fn carry_out(&self) -> Result<Summary, Error> {
        self.round(self.warm_up)?;
        self.round(self.count)
    }

    fn round(&self, count: usize) -> Result<Summary, Error> {
        let round = Round {
            plan: self,
            count,
            started: Instant::now() + Duration::from_millis(20),
            next: AtomicUsize::new(0),
            bytes: AtomicU64::new(0),
            failure: Mutex::new(None),
        };
        let latencies = thread::scope(|scope| {
            let workers: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(|| round.work())).collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
        });
        let took = round.started.elapsed();
        match round.failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(failure) => Err(failure),
            None => Ok(Summary::of(latencies, took, round.bytes.into_inner())),
        }
    }

    /// Which request is the `index`th: scattered, and the same in every run.
    fn request(&self, index: usize) -> Option<&Request> {
        self.requests.get((scatter(index as u64) % self.requests.len().max(1) as u64) as usize)
    }
}

impl Round<'_> {
    /// Takes the next request that is due, again and again, over one connection.
    fn work(&self) -> Vec<Duration> {
        let agent: ureq::Agent = ureq::Agent::config_builder().timeout_global(Some(DEADLINE)).build().into();
        let mut latencies = Vec::with_capacity(self.count / CONNECTIONS * 2);
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(request) = self.plan.request(index).filter(|_| index < self.count) else {
                return latencies;
            };
            let due = self.started + self.plan.interval * index as u32;
            thread::sleep(due.saturating_duration_since(Instant::now()));
            match request.send(&agent) {
                Ok(bytes) => self.bytes.fetch_add(bytes, Ordering::Relaxed),
                Err(error) => {
                    self.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                    return latencies;
                }
            };
            latencies.push(due.elapsed());
        }
    }
}

/// A well-mixing bijection (the finaliser of SplitMix64), so that no random number generator is needed.
fn scatter(index: u64) -> u64 {
    let mixed = index.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_bounded_by_rate_and_time() {
        let plan = Plan::new(Vec::new(), 500, Duration::from_secs(20));
        assert_eq!((plan.count, plan.interval), (10_000, Duration::from_millis(2)));
    }

    #[test]
    fn every_request_gets_its_turn() {
        let drawn: std::collections::BTreeSet<u64> = (0..200).map(|index| scatter(index) % 10).collect();
        assert_eq!(drawn.len(), 10);
    }
}
