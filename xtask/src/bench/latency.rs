//! Latencies and their percentiles: pure. Knows nothing of requests.

use std::time::Duration;

/// What one round measured.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Summary {
    pub(crate) p50: Duration,
    pub(crate) p95: Duration,
    pub(crate) p99: Duration,
    pub(crate) max: Duration,
    /// Requests answered per second of the round.
    pub(crate) rate: f64,
    /// Bytes of an answer's body, on average, as they travelled.
    pub(crate) body: u64,
    /// Processor time of the gateway for a request.
    pub(crate) cpu: Duration,
}

impl Summary {
    /// Of the latencies of a round that took `took`.
    pub(crate) fn of(mut latencies: Vec<Duration>, took: Duration, bytes: u64) -> Self {
        latencies.sort();
        let count = latencies.len().max(1);
        Self {
            p50: percentile(&latencies, 50),
            p95: percentile(&latencies, 95),
            p99: percentile(&latencies, 99),
            max: latencies.last().copied().unwrap_or_default(),
            rate: latencies.len() as f64 / took.as_secs_f64().max(f64::EPSILON),
            body: bytes / count as u64,
            cpu: Duration::ZERO,
        }
    }

    /// The middle of several rounds, figure by figure; the maximum is the largest of all.
    pub(crate) fn median(rounds: &[Self]) -> Self {
        let middle = |pick: fn(&Self) -> Duration| {
            let mut values: Vec<Duration> = rounds.iter().map(pick).collect();
            values.sort();
            values.get(values.len() / 2).copied().unwrap_or_default()
        };
        let mut rates: Vec<f64> = rounds.iter().map(|round| round.rate).collect();
        rates.sort_by(f64::total_cmp);
        Self {
            p50: middle(|round| round.p50),
            p95: middle(|round| round.p95),
            p99: middle(|round| round.p99),
            max: rounds.iter().map(|round| round.max).max().unwrap_or_default(),
            rate: rates.get(rates.len() / 2).copied().unwrap_or_default(),
            body: rounds.first().map(|round| round.body).unwrap_or_default(),
            cpu: middle(|round| round.cpu),
        }
    }
}

/// The nearest-rank percentile of sorted values: the smallest one that so many per cent do not exceed.
fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_by_nearest_rank() {
        let latencies: Vec<Duration> = (1..=200).rev().map(Duration::from_millis).collect();
        let summary = Summary::of(latencies, Duration::from_secs(2), 2_000);
        let check = |found: Duration, millis| assert_eq!(found, Duration::from_millis(millis));
        check(summary.p50, 100);
        check(summary.p95, 190);
        check(summary.p99, 198);
        check(summary.max, 200);
        assert!((summary.rate - 100.0).abs() < 1e-9 && summary.body == 10);
        assert_eq!(Summary::of(Vec::new(), Duration::from_secs(1), 0).p99, Duration::ZERO);
    }

    #[test]
    fn one_bad_round_does_not_move_the_median() {
        let round = |millis| Summary { p99: Duration::from_millis(millis), ..Summary::default() };
        assert_eq!(Summary::median(&[round(3), round(90), round(4)]).p99, Duration::from_millis(4));
    }
}
