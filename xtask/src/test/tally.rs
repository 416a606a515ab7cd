//! Counts tests out of what their runners print: pure. Knows nothing of steps.

use serde_json::Value;

use crate::error::Error;

/// How many tests went which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
    /// Of those that passed, how many did so only at the second attempt: no failure, but named, never silent.
    pub(crate) flaky: u64,
}

impl Tally {
    /// One check that has no tests inside, such as formatting, and went well.
    pub(crate) const GOOD: Self = Self { passed: 1, failed: 0, skipped: 0, flaky: 0 };
    /// The same, gone wrong.
    pub(crate) const BAD: Self = Self { passed: 0, failed: 1, skipped: 0, flaky: 0 };

    /// Both together.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
            flaky: self.flaky + other.flaky,
        }
    }

    /// Reads the `test result:` lines of Rust's test runners, the wasm one included.
    pub(crate) fn of_rust_tests(text: &str) -> Self {
        text.lines().filter_map(of_result_line).fold(Self::default(), Self::plus)
    }

    /// Reads the `stats` of Playwright's JSON report; `None` when there are none.
    pub(crate) fn of_playwright_report(text: &str) -> Option<Self> {
        let report: Value = serde_json::from_str(text).ok()?;
        let count = |name: &str| report["stats"][name].as_u64();
        let flaky = count("flaky")?;
        let passed = count("expected")? + flaky;
        Some(Self { passed, failed: count("unexpected")?, skipped: count("skipped")?, flaky })
    }

    /// What makes these figures unacceptable although no program said so.
    pub(crate) fn problem(self) -> Option<Error> {
        match self {
            Self { failed: 1.., .. } => Some(Error::FailedTests { count: self.failed }),
            Self { skipped: 1.., .. } => Some(Error::SkippedTests { count: self.skipped }),
            Self { passed: 0, .. } => Some(Error::NoTests),
            Self { .. } => None,
        }
    }
}

/// `test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out`.
fn of_result_line(line: &str) -> Option<Tally> {
    let figures = line.trim_start().strip_prefix("test result: ")?.split_once(". ")?.1;
    let count = |name: &str| {
        let mut parts = figures.split(';').filter_map(|part| part.trim().split_once(' '));
        parts
            .find(|(_, word)| word.starts_with(name))
            .and_then(|(number, _)| number.parse().ok())
            .unwrap_or(0)
    };
    Some(Tally { passed: count("passed"), failed: count("failed"), skipped: count("ignored"), flaky: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64, skipped: u64) -> Tally {
        Tally { passed, failed, skipped, flaky: 0 }
    }

    #[test]
    fn result_lines_add_up() {
        let text = "running 3 tests\ntest a ... ok\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 filtered out\n";
        assert_eq!(Tally::of_rust_tests(text), tally(4, 2, 1));
        assert_eq!(Tally::of_rust_tests("no such line"), tally(0, 0, 0));
    }

    #[test]
    fn a_playwright_report_is_counted() {
        let text = r#"{"stats":{"expected":40,"unexpected":1,"flaky":1,"skipped":2}}"#;
        assert_eq!(Tally::of_playwright_report(text), Some(Tally { flaky: 1, ..tally(41, 1, 2) }));
        assert_eq!(Tally::of_playwright_report("{}"), None);
    }

    #[test]
    fn nothing_run_skipped_or_failed_is_a_problem() {
        let check = |figures: Tally, expect: Option<&str>| {
            assert_eq!(
                figures
                    .problem()
                    .map(|error| error.to_string().split(' ').next().unwrap().to_owned())
                    .as_deref(),
                expect
            );
        };
        check(tally(0, 0, 0), Some("No"));
        check(tally(9, 1, 0), Some("1"));
        check(tally(9, 0, 3), Some("3"));
        check(tally(9, 0, 0), None);
    }
}
