//! What the driver measured: for every candidate and figure a list of rounds, each a list of values.
//! Knows the driver's JSON, nothing of what a figure means.

use std::collections::BTreeMap;

use serde_json::Value;

use super::statistics::{self, Ratio};

/// All samples of one measurement.
#[derive(Clone, Debug, Default)]
pub(super) struct Samples {
    /// The widget first, then the twins that were measured.
    pub(super) candidates: Vec<String>,
    /// Rounds that were taken.
    pub(super) rounds: u64,
    /// How many interactions were many.
    pub(super) size: u64,
    /// Panels that came and went.
    pub(super) cycles: u64,
    /// Browser and machine, in words.
    pub(super) machine: String,
    /// How long it took.
    pub(super) minutes: f64,
    /// Whether each candidate does what all have to do.
    pub(super) checks: Vec<Check>,
    /// What could not be measured, and why.
    pub(super) failures: Vec<String>,
    /// The rounds by candidate and figure.
    pub(super) figures: BTreeMap<(String, String), Vec<Vec<f64>>>,
}

/// What one candidate was found to do before it was measured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Check {
    pub(super) candidate: String,
    /// How many checks it passed.
    pub(super) passed: u64,
    /// What it does not do as the others.
    pub(super) faults: Vec<String>,
}

impl Samples {
    /// Reads the driver's answer. `None` when it is something else.
    pub(super) fn parse(text: &str, candidates: &[&str]) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let machine = &value["machine"];
        let checks: Vec<Check> =
            candidates.iter().map(|name| read_check(name, &value["checks"][name])).collect::<Option<_>>()?;
        let able = checks.iter().filter(|check| check.faults.is_empty());
        let mut samples = Self {
            candidates: able.map(|check| check.candidate.clone()).collect(),
            minutes: value["minutes"].as_f64()?,
            rounds: value["rounds"].as_u64()?,
            size: value["size"].as_u64()?,
            cycles: value["cycles"].as_u64()?,
            machine: format!(
                "Chromium {}, {} cores of {}",
                machine["chromium"].as_str()?,
                machine["cores"].as_u64()?,
                machine["processor"].as_str()?.trim()
            ),
            checks,
            failures: read_texts(&value["failures"])?,
            figures: BTreeMap::new(),
        };
        for (candidate, figures) in value["samples"].as_object()? {
            for (figure, rounds) in figures.as_object()? {
                samples.add(candidate, figure, read_rounds(rounds)?);
            }
        }
        Some(samples)
    }

    /// Whether nothing was measured.
    pub(super) fn is_empty(&self) -> bool {
        self.figures.is_empty()
    }

    /// Everybody but the widget.
    pub(super) fn twins(&self) -> impl Iterator<Item = &String> {
        self.candidates.iter().filter(|name| *name != "widget")
    }

    /// Everything that could not be measured, and why.
    pub(super) fn gaps(&self) -> Vec<String> {
        let left_out = self.checks.iter().flat_map(|check| {
            check.faults.iter().map(|fault| format!("{}, which was left out: {fault}", check.candidate))
        });
        left_out.chain(self.failures.iter().cloned()).collect()
    }

    /// Takes down the rounds of one figure.
    pub(super) fn add(&mut self, candidate: &str, figure: &str, rounds: Vec<Vec<f64>>) {
        self.figures.insert((candidate.to_owned(), figure.to_owned()), rounds);
    }

    /// All values of all rounds; empty when it was not measured.
    pub(super) fn values(&self, candidate: &str, figure: &str) -> Vec<f64> {
        self.rounds_of(candidate, figure).concat()
    }

    /// One value per round: its median.
    pub(super) fn medians(&self, candidate: &str, figure: &str) -> Vec<f64> {
        let rounds = self.rounds_of(candidate, figure).iter();
        rounds.filter_map(|round| statistics::median(round)).collect()
    }

    /// The median over the rounds.
    pub(super) fn median(&self, candidate: &str, figure: &str) -> Option<f64> {
        statistics::median(&self.medians(candidate, figure))
    }

    /// One figure of one candidate over another.
    pub(super) fn ratio(&self, above: (&str, &str), below: (&str, &str)) -> Option<Ratio> {
        statistics::ratio(&self.medians(above.0, above.1), &self.medians(below.0, below.1))
    }

    fn rounds_of(&self, candidate: &str, figure: &str) -> &[Vec<f64>] {
        self.figures.get(&(candidate.to_owned(), figure.to_owned())).map_or(&[], Vec::as_slice)
    }
}

fn read_check(candidate: &str, check: &Value) -> Option<Check> {
    let (passed, faults) = (check["passed"].as_u64()?, read_texts(&check["faults"])?);
    Some(Check { candidate: candidate.to_owned(), passed, faults })
}

fn read_texts(list: &Value) -> Option<Vec<String>> {
    list.as_array()?.iter().map(|it| it.as_str().map(str::to_owned)).collect()
}

fn read_rounds(rounds: &Value) -> Option<Vec<Vec<f64>>> {
    let round = |round: &Value| round.as_array()?.iter().map(Value::as_f64).collect::<Option<Vec<_>>>();
    rounds.as_array()?.iter().map(round).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = r#"{"rounds": 2, "size": 10, "cycles": 5, "minutes": 1.5, "failures": ["big lit: no"],
        "checks": {"widget": {"passed": 3, "faults": []}, "lit": {"passed": 3, "faults": []},
            "vue": {"passed": 2, "faults": ["search: none"]}},
        "machine": {"chromium": "150", "cores": 2, "processor": " CPU "},
        "samples": {"widget": {"cold": [[4], [6]]}, "lit": {"cold": [[1, 2, 3], [2]]}}}"#;

    #[test]
    fn the_driver_s_answer_is_read_round_by_round() {
        let samples = Samples::parse(ANSWER, &["widget", "lit", "vue"]).unwrap();
        assert_eq!(samples.machine, "Chromium 150, 2 cores of CPU");
        assert_eq!(samples.values("lit", "cold"), [1.0, 2.0, 3.0, 2.0]);
        assert_eq!(samples.medians("lit", "cold"), [2.0, 2.0]);
        assert_eq!(samples.ratio(("widget", "cold"), ("lit", "cold")).unwrap().value, 2.5);
        assert_eq!(samples.median("lit", "warm"), None);
        assert!(Samples::parse("{}", &[]).is_none());
        assert!(Samples::parse(ANSWER, &["react"]).is_none());
    }

    #[test]
    fn who_does_less_is_left_out_and_named() {
        let samples = Samples::parse(ANSWER, &["widget", "lit", "vue"]).unwrap();
        assert_eq!(samples.twins().collect::<Vec<_>>(), ["lit"]);
        assert_eq!(samples.gaps(), ["vue, which was left out: search: none", "big lit: no"]);
    }
}
