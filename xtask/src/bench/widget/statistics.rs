//! Medians, percentiles, and ratios with the interval in which they are likely to be. Pure; knows no benchmark.

/// How often the rounds are drawn again for an interval.
const RESAMPLES: usize = 2_000;

/// A ratio of two medians and the interval that holds 95 of 100 ratios of rounds drawn again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ratio {
    pub(super) value: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

/// The value below which the given share of all values lies, between neighbours in proportion. `None` without values.
pub(super) fn percentile(values: &[f64], share: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[expect(clippy::cast_precision_loss, reason = "there are few values")]
    let place = share * sorted.len().checked_sub(1)? as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    let (low, high) = (*sorted.get(below)?, *sorted.get(above)?);
    Some(low + (high - low) * place.fract())
}

/// The middle value.
pub(super) fn median(values: &[f64]) -> Option<f64> {
    percentile(values, 0.5)
}

/// The ratio of the medians of two series of rounds. Rounds of the same number ran at the same time and are drawn
/// together. `None` when one is empty or the second one's median is zero.
pub(super) fn ratio(above: &[f64], below: &[f64]) -> Option<Ratio> {
    let value = quotient(above, below)?;
    let mut draws = Draws(0x9e37_79b9_7f4a_7c15);
    let paired = above.len() == below.len();
    let mut drawn: Vec<f64> = Vec::with_capacity(RESAMPLES);
    for _ in 0..RESAMPLES {
        let places = draws.places(above.len());
        let others = if paired { places.clone() } else { draws.places(below.len()) };
        let pick = |values: &[f64], places: &[usize]| places.iter().map(|at| values[*at]).collect::<Vec<_>>();
        drawn.extend(quotient(&pick(above, &places), &pick(below, &others)));
    }
    Some(Ratio { value, low: percentile(&drawn, 0.025)?, high: percentile(&drawn, 0.975)? })
}

fn quotient(above: &[f64], below: &[f64]) -> Option<f64> {
    let (above, below) = (median(above)?, median(below)?);
    (below > 0.0).then(|| above / below)
}

/// Numbers that look random and are the same in every run, so that a report can be made again from its samples.
struct Draws(u64);

impl Draws {
    fn places(&mut self, count: usize) -> Vec<usize> {
        (0..count).map(|_| self.next(count)).collect()
    }

    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % below
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_lie_between_neighbours() {
        let check = |values: &[f64], share, expect| assert_eq!(percentile(values, share), expect);
        check(&[], 0.5, None);
        check(&[3.0], 0.99, Some(3.0));
        check(&[3.0, 1.0, 2.0], 0.5, Some(2.0));
        check(&[4.0, 1.0, 2.0, 3.0], 0.5, Some(2.5));
        check(&[0.0, 10.0], 0.99, Some(9.9));
    }

    #[test]
    fn an_interval_holds_its_ratio_and_widens_with_the_noise() {
        let steady = ratio(&[10.0, 10.1, 9.9, 10.0, 10.0], &[5.0, 5.0, 5.1, 4.9, 5.0]).unwrap();
        let noisy = ratio(&[10.0, 30.0, 5.0, 10.0, 20.0], &[5.0, 5.0, 5.1, 4.9, 5.0]).unwrap();
        assert!((steady.value - 2.0).abs() < 1e-9);
        assert!(steady.low <= steady.value && steady.value <= steady.high);
        assert!(noisy.high - noisy.low > 5.0 * (steady.high - steady.low), "{noisy:?} {steady:?}");
        assert_eq!(ratio(&[1.0], &[0.0]), None);
        assert_eq!(ratio(&[], &[1.0]), None);
    }
}
