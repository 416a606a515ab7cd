//! `cargo xtask test`: every check of the project, one after the other, none hiding another.
//! Knows the order and the summary, not what a step does.

mod steps;
mod tally;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

use clap::{Args, ValueEnum};

use self::{steps::Step, tally::Tally};
use crate::{console, error::Error, paths::Paths, smallest::BuildOptions, tools};

/// Options of the checks.
#[derive(Args, Debug)]
pub(crate) struct TestOptions {
    /// Run these steps only, in the usual order.
    #[arg(long, value_enum, num_args = 1.., value_name = "STEP")]
    only: Vec<Step>,
    /// Name the steps and what each proves, and run nothing.
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    build: BuildOptions,
}

/// How one step went.
struct Outcome {
    step: Step,
    tally: Tally,
    problem: Option<Error>,
}

/// Runs the chosen steps and ends with one line `N passed, N failed`.
pub(crate) fn run(paths: &Paths, options: &TestOptions) -> ExitCode {
    let steps = chosen(&options.only);
    if options.list {
        steps.iter().for_each(|step| console::say(format_args!("{:<12} {}", step.name(), step.about())));
        return ExitCode::SUCCESS;
    }
    let mut ready = prepare(paths, &steps);
    let paths = &options.build.of(paths).unwrap_or_else(|error| {
        console::say(format_args!("Tools: {error}"));
        ready = Tally::BAD;
        paths.clone()
    });
    let width = steps.len();
    let outcomes: Vec<Outcome> = steps
        .into_iter()
        .enumerate()
        .map(|(index, step)| run_step(paths, step, &format!("[{}/{width}] {:<12}", index + 1, step.name())))
        .collect();
    summarise(&outcomes, ready)
}

/// The steps in their own order, whatever order they were named in: later ones use what earlier ones built.
fn chosen(only: &[Step]) -> Vec<Step> {
    Step::value_variants().iter().copied().filter(|step| only.is_empty() || only.contains(step)).collect()
}

/// Installs what the steps need. A tool that cannot be had fails the run, but not the steps that do without it.
fn prepare(paths: &Paths, steps: &[Step]) -> Tally {
    let mut needs: Vec<_> = steps.iter().filter_map(|step| step.need()).collect();
    needs.sort_unstable();
    needs.dedup();
    let mut tally = Tally::default();
    // Each need includes those before it: where the greatest cannot be met, the next one may.
    while let Some(need) = needs.pop() {
        let Err(error) = tools::ensure(paths, need, false) else { break };
        console::say(format_args!("Tools: {error}"));
        tally = Tally::BAD;
    }
    tally
}

fn run_step(paths: &Paths, step: Step, label: &str) -> Outcome {
    let log = paths.scratch().join("logs").join(format!("{}.log", step.name()));
    // What an earlier run wrote must neither be counted nor shown again.
    let _ = fs::remove_file(&log);
    console::say(format_args!("{label} {}", step.about()));
    let started = Instant::now();
    let result = step.run(paths, &log);
    let (tally, problem) = judge(step, result, &log);
    let outcome = Outcome { step, tally, problem };
    report(&outcome, label, started.elapsed(), &log);
    outcome
}

/// Combines what the step's runners counted with how the step ended; a failure always counts at least once.
fn judge(step: Step, result: Result<(), Error>, log: &Path) -> (Tally, Option<Error>) {
    let counted = step.count(result.is_ok(), log);
    let mut tally = counted.as_ref().copied().unwrap_or_default();
    let problem = result.err().or_else(|| counted.err()).or_else(|| tally.problem());
    if problem.is_some() {
        tally.failed = tally.failed.max(1);
    }
    (tally, problem)
}

fn report(outcome: &Outcome, label: &str, took: Duration, log: &Path) {
    if console::is_watched() {
        console::overwrite("");
    }
    let Tally { passed, failed, flaky, .. } = outcome.tally;
    let word = if outcome.problem.is_none() { "passed" } else { "FAILED" };
    if let Some(problem) = &outcome.problem {
        console::say(fs::read_to_string(log).unwrap_or_default());
        console::say(format_args!("{label} {problem}"));
    } else if outcome.step.shows_output() || flaky > 0 {
        console::say(fs::read_to_string(log).unwrap_or_default().trim_end());
    }
    let took = console::human(took);
    console::say(format_args!(
        "{label} {word} in {took} ({passed} good, {failed} bad){}",
        at_second_attempt(flaky)
    ));
}

/// What is added to a count when some of it needed the browser twice.
fn at_second_attempt(flaky: u64) -> String {
    if flaky == 0 { String::new() } else { format!(", {flaky} of them passed only at the second attempt") }
}

fn summarise(outcomes: &[Outcome], start: Tally) -> ExitCode {
    let total = outcomes.iter().fold(start, |total, outcome| total.plus(outcome.tally));
    let failed: Vec<_> =
        outcomes.iter().filter(|outcome| outcome.problem.is_some()).map(|o| o.step.name()).collect();
    if !failed.is_empty() {
        console::say(format_args!("\nFailed: {0}. Again: cargo xtask test --only {0}", failed.join(" ")));
    }
    let Tally { passed, failed, flaky, .. } = total;
    console::say(format_args!("\n{passed} passed, {failed} failed{}", at_second_attempt(flaky)));
    if total.failed == 0 && total.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Where the browser tests leave their report for counting.
pub(crate) fn browser_report(paths: &Paths, step: Step) -> PathBuf {
    paths.results().join(format!("{}.json", step.name()))
}
