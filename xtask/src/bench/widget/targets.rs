//! What the widget has to reach, as data, and how it stands to each. Knows figures by their names, not how they were
//! measured.

use super::{
    samples::Samples,
    statistics::{self, Ratio},
};

/// How a figure is judged.
#[derive(Clone, Copy, Debug)]
pub(super) enum Measure {
    /// The widget's over the twin's is at most the limit.
    TimesOf(&'static str),
    /// The twin's over the widget's is at least the limit.
    FasterThan(&'static str),
    /// The widget's over another figure of its own is at most the limit.
    TimesOfOwn(&'static str),
    /// Ninety-nine of a hundred values are at most the limit.
    P99,
    /// The median is at most the limit.
    Median,
    /// Every value is at most the limit.
    Worst,
}

/// One thing to reach.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    pub(super) number: u8,
    pub(super) what: &'static str,
    pub(super) figure: &'static str,
    pub(super) measure: Measure,
    pub(super) limit: f64,
}

/// How the widget stands to a target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Standing {
    /// A ratio, with its interval, and how it is judged.
    Ratio(Ratio, Verdict),
    /// A value, and how it is judged.
    Value(f64, Verdict),
    /// Something it needs was not measured.
    Unknown,
}

/// Whether a target is met, and whether the whole interval says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    is_met: bool,
    is_certain: bool,
}

const fn target(
    number: u8,
    what: &'static str,
    figure: &'static str,
    measure: Measure,
    limit: f64,
) -> Target {
    Target { number, what, figure, measure, limit }
}

use Measure::{FasterThan, Median, P99, TimesOf, TimesOfOwn, Worst};

/// All of them, in their order.
pub(super) const TARGETS: &[Target] = &[
    target(1, "critical bytes after brotli, against React", "bytes", TimesOf("react"), 1.0),
    target(
        2,
        "first context painted on slow 4G and a CPU four times slower, against Preact",
        "cold",
        TimesOf("preact"),
        1.1,
    ),
    target(2, "the same against React", "cold", TimesOf("react"), 1.0),
    target(3, "customer switch to painted, against vanilla", "switch", TimesOf("vanilla"), 1.3),
    target(3, "the same against React", "switch", TimesOf("react"), 1.0),
    target(
        4,
        "first rows of a customer with many interactions, against one with 10",
        "rows.many",
        TimesOfOwn("rows.few"),
        1.1,
    ),
    target(4, "something new among many, against among 10", "insert.many", TimesOfOwn("insert.few"), 1.1),
    target(4, "jump to a date among many, against among 200", "jump.many", TimesOfOwn("jump.few"), 1.1),
    target(5, "filter among many, times faster than vanilla", "filter", FasterThan("vanilla"), 3.0),
    target(
        5,
        "filter among what a search found, times faster than vanilla",
        "facet",
        FasterThan("vanilla"),
        3.0,
    ),
    target(5, "search among many, times faster than vanilla", "search", FasterThan("vanilla"), 3.0),
    target(
        6,
        "something new among many, CPU four times slower, 99 of 100 laid out within (ms)",
        "insert.slow.laidOut",
        P99,
        16.7,
    ),
    target(6, "long tasks while many load, CPU four times slower", "load.longTasks", Worst, 0.0),
    target(6, "long tasks while new ones come in, CPU four times slower", "insert.longTasks", Worst, 0.0),
    target(
        6,
        "long tasks while narrowing, searching and jumping, CPU four times slower",
        "use.longTasks",
        Worst,
        0.0,
    ),
    target(
        7,
        "memory of the page with many, against the same data as objects",
        "memory.many",
        TimesOf("objects"),
        0.35,
    ),
    target(7, "memory of the page when ready, against React", "memory.ready", TimesOf("react"), 1.0),
    target(8, "bytes of a panel nobody has looked at", "idle.bytes", Median, 2048.0),
    target(8, "its script, CPU four times slower (ms)", "idle.script", Median, 33.0),
    target(8, "its layout shift", "idle.shift", Worst, 0.0),
    target(
        9,
        "first press of a chip, against later ones",
        "interaction.first",
        TimesOfOwn("interaction.warm"),
        1.5,
    ),
    target(10, "bytes left behind by 500 panels", "cycles.bytes", Median, 65_536.0),
    target(10, "nodes left behind", "cycles.nodes", Median, 0.0),
    target(10, "listeners left behind", "cycles.listeners", Median, 0.0),
];

impl Target {
    /// How the widget stands.
    pub(super) fn standing(&self, samples: &Samples) -> Standing {
        let own = ("widget", self.figure);
        let at_most = |ratio: Ratio| Standing::Ratio(ratio, judged(ratio, |value| value <= self.limit));
        let at_least = |ratio: Ratio| Standing::Ratio(ratio, judged(ratio, |value| value >= self.limit));
        let value =
            |value: f64| Standing::Value(value, Verdict { is_met: value <= self.limit, is_certain: true });
        let values = || samples.values("widget", self.figure);
        match self.measure {
            TimesOf(other) => samples.ratio(own, (other, self.figure)).map(at_most),
            TimesOfOwn(other) => samples.ratio(own, ("widget", other)).map(at_most),
            FasterThan(other) => samples.ratio((other, self.figure), own).map(at_least),
            P99 => statistics::percentile(&values(), 0.99).map(value),
            Median => samples.median("widget", self.figure).map(value),
            Worst => values().into_iter().reduce(f64::max).map(value),
        }
        .unwrap_or(Standing::Unknown)
    }

    /// The limit in words.
    pub(super) fn limit_in_words(&self) -> String {
        let sign = if matches!(self.measure, FasterThan(_)) { "≥" } else { "≤" };
        let times =
            if matches!(self.measure, TimesOf(_) | TimesOfOwn(_) | FasterThan(_)) { "× " } else { "" };
        format!("{sign} {times}{}", self.limit)
    }
}

fn judged(Ratio { value, low, high }: Ratio, is_good: impl Fn(f64) -> bool) -> Verdict {
    let is_met = is_good(value);
    Verdict { is_met, is_certain: is_good(low) == is_met && is_good(high) == is_met }
}

impl Standing {
    /// What was measured, in words.
    pub(super) fn in_words(&self) -> String {
        match self {
            Self::Ratio(Ratio { value, low, high }, _) => format!("× {value:.2} ({low:.2} to {high:.2})"),
            Self::Value(value, _) if value.fract().abs() < 1e-9 => format!("{value:.0}"),
            Self::Value(value, _) => format!("{value:.1}"),
            Self::Unknown => "not measured".to_owned(),
        }
    }

    /// Whether it is met, in words.
    pub(super) fn verdict(&self) -> &'static str {
        match self {
            Self::Ratio(_, verdict) | Self::Value(_, verdict) => match (verdict.is_met, verdict.is_certain) {
                (true, true) => "met",
                (true, false) => "met, not certain",
                (false, true) => "**missed**",
                (false, false) => "**missed**, not certain",
            },
            Self::Unknown => "not measured",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(own: f64, other: f64) -> Samples {
        let mut samples = Samples::default();
        for target in TARGETS {
            samples.add("widget", target.figure, vec![vec![own]]);
            if let TimesOfOwn(other) = target.measure {
                samples.add("widget", other, vec![vec![own]]);
            }
        }
        for twin in ["react", "preact", "vanilla", "objects"] {
            for target in TARGETS {
                samples.add(twin, target.figure, vec![vec![other]]);
            }
        }
        samples
    }

    fn met(own: f64, other: f64) -> Vec<u8> {
        let samples = samples(own, other);
        let good = TARGETS.iter().filter(|target| target.standing(&samples).verdict() == "met");
        good.map(|target| target.number).collect()
    }

    #[test]
    fn every_target_can_be_met_and_missed() {
        let own_ratios = [4, 4, 4, 9];
        assert_eq!(met(1e9, 1.0), own_ratios, "slow");
        let fast = met(1e-9, 1.0);
        let of_nothing = [
            "load.longTasks",
            "insert.longTasks",
            "use.longTasks",
            "idle.shift",
            "cycles.nodes",
            "cycles.listeners",
        ];
        assert_eq!(fast.len(), TARGETS.len() - of_nothing.len(), "nothing at all is less than anything");
        assert_eq!(TARGETS[0].standing(&Samples::default()), Standing::Unknown);
    }

    #[test]
    fn an_interval_on_both_sides_is_not_certain() {
        let check = |value, low, high, expect: &str| {
            let verdict = judged(Ratio { value, low, high }, |value| value <= 1.0);
            assert_eq!(Standing::Ratio(Ratio { value, low, high }, verdict).verdict(), expect);
        };
        check(0.8, 0.7, 0.9, "met");
        check(0.8, 0.7, 1.1, "met, not certain");
        check(1.2, 1.1, 1.3, "**missed**");
        check(1.2, 0.9, 1.3, "**missed**, not certain");
    }

    #[test]
    fn figures_of_its_own_are_compared() {
        let mut samples = samples(1.0, 1.0);
        samples.add("widget", "rows.many", vec![vec![1.2]]);
        let target = TARGETS.iter().find(|target| target.figure == "rows.many").unwrap();
        assert_eq!(target.standing(&samples).verdict(), "**missed**");
        assert_eq!(target.limit_in_words(), "≤ × 1.1");
    }
}
