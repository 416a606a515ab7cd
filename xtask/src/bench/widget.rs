//! `cargo xtask bench widget`: the panel against the same panel in six other ways of writing it. Builds them, lets the
//! driver check and measure, and publishes what it found. Knows the order of the work; figures and targets are its
//! modules'.

mod figures;
mod plot;
mod publish;
mod samples;
mod statistics;
mod targets;

use std::{fs, path::PathBuf};

use clap::{Args, ValueEnum};

use self::samples::Samples;
use crate::{
    browser, console,
    error::Error,
    fingerprint,
    paths::Paths,
    process,
    tools::{self, Need},
    widget,
};

/// Options of the widget's benchmark.
#[derive(Args, Clone, Debug)]
pub(crate) struct WidgetOptions {
    /// Compare with these twins only.
    #[arg(long, value_enum, num_args = 1.., value_name = "TWIN")]
    only: Vec<Twin>,
    /// Three rounds instead of fifteen (about six minutes): a look at the figures, not a measurement.
    #[arg(long)]
    quick: bool,
    /// See whether every panel does what all have to do, and measure nothing.
    #[arg(long, conflicts_with_all = ["quick", "rounds"])]
    check: bool,
    /// Rounds, each with new tabs for every candidate.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=200))]
    rounds: Option<u32>,
    /// No round begins later than after so many minutes, so that a slow machine ends in time with fewer rounds.
    #[arg(long, default_value_t = 25, value_parser = clap::value_parser!(u32).range(1..=600))]
    minutes: u32,
    /// How many interactions are many.
    #[arg(long, default_value_t = SIZE, value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    size: u32,
}

/// The same panel, written with something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Twin {
    Vanilla,
    React,
    Preact,
    Lit,
    Vue,
    Svelte,
}

impl Twin {
    fn name(self) -> &'static str {
        match self {
            Self::Vanilla => "vanilla",
            Self::React => "react",
            Self::Preact => "preact",
            Self::Lit => "lit",
            Self::Vue => "vue",
            Self::Svelte => "svelte",
        }
    }
}

/// Panels that come and go while it is measured what they leave behind.
const CYCLES: u32 = 500;
const QUICK_CYCLES: u32 = 100;
/// Enough for an interval.
const ROUNDS: u32 = 15;
const QUICK_ROUNDS: u32 = 3;
/// What the targets call many.
const SIZE: u32 = 100_000;

/// Builds everything, measures, prints and writes.
pub(crate) fn run(paths: &Paths, options: &WidgetOptions) -> Result<(), Error> {
    tools::ensure(paths, Need::Browser, false)?;
    widget::ensure_built(paths)?;
    let twins = build_twins(paths)?;
    let candidates = candidates(&options.only);
    console::say(format_args!("{}: {}.", plan_in_words(options), candidates.join(", ")));
    let mut node = process::command(paths, "node");
    node.arg(paths.root.join("bench/widget/driver/run.js"));
    browser::describe(paths, &mut node);
    node.env("CC_DIST", paths.dist()).env("CC_TWINS", &twins).env("CC_WIDGET", script());
    node.env("CC_CANDIDATES", candidates.join(",")).env("CC_ROUNDS", rounds(options).to_string());
    let cycles = if options.quick { QUICK_CYCLES } else { CYCLES };
    node.env("CC_SIZE", options.size.to_string()).env("CC_CYCLES", cycles.to_string());
    node.env("CC_MINUTES", options.minutes.to_string());
    let text = process::answer_of(&mut node, "The measurement")?;
    let raw = paths.scratch().join("bench/widget-samples.json");
    write(&raw, &text)?;
    let samples = Samples::parse(&text, &candidates)
        .ok_or_else(|| Error::Content { path: raw, expected: "the driver's samples".to_owned() })?;
    if options.check || samples.is_empty() {
        return publish::checked(&samples);
    }
    let folder =
        if is_official(options) { paths.root.join("bench/results") } else { paths.scratch().join("bench") };
    publish::publish(&samples, &folder)
}

/// None to check only.
fn rounds(options: &WidgetOptions) -> u32 {
    match options {
        WidgetOptions { check: true, .. } => 0,
        WidgetOptions { rounds: Some(rounds), .. } => *rounds,
        WidgetOptions { quick: true, .. } => QUICK_ROUNDS,
        _ => ROUNDS,
    }
}

/// What is written where everybody reads it has all rounds, all candidates, and the size that the targets name.
fn is_official(options: &WidgetOptions) -> bool {
    !options.quick && options.only.is_empty() && options.rounds.is_none() && options.size == SIZE
}

fn plan_in_words(options: &WidgetOptions) -> String {
    match rounds(options) {
        0 => "Checking (about a minute)".to_owned(),
        1 => "Checking, then measuring in one round".to_owned(),
        rounds => format!("Checking, then measuring in {rounds} rounds"),
    }
}

/// The widget first, then the twins in their usual order.
fn candidates(only: &[Twin]) -> Vec<&'static str> {
    let twins = Twin::value_variants().iter().filter(|twin| only.is_empty() || only.contains(twin));
    ["widget"].into_iter().chain(twins.map(|twin| twin.name())).collect()
}

/// The script that a host page names, as the server has it.
fn script() -> String {
    format!("/customer-context/{}/customer-context.js", env!("CARGO_PKG_VERSION"))
}

/// Installs what the twins are written with, apart from what everybody needs, and builds them.
fn build_twins(paths: &Paths) -> Result<PathBuf, Error> {
    let folder = paths.root.join("bench/widget");
    let stamp = paths.scratch().join("twins.stamp");
    let lock = fingerprint::of_files(&[folder.join("package-lock.json")])?;
    if !folder.join("node_modules").is_dir() || !fingerprint::is_stamped(&stamp, &lock) {
        console::say("Installing what the twins are written with (about half a minute).");
        let mut npm = process::command(paths, "npm");
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder);
        process::run_visible(&mut npm, "Installing the twins' packages")?;
        fingerprint::write_stamp(&stamp, &lock)?;
    }
    console::say("Building the twins (a few seconds).");
    let built = paths.scratch().join("bench/twins");
    let mut node = process::command(paths, "node");
    process::run_visible(node.arg(folder.join("build.js")).arg(&built), "The twins' build")?;
    Ok(built)
}

/// Writes a file, making the folder it is in.
fn write(path: &PathBuf, text: &str) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Error::file(folder, "created"))?;
    }
    fs::write(path, text).map_err(Error::file(path, "written"))
}

#[cfg(test)]
mod tests {
    use super::{SIZE, Twin, WidgetOptions, candidates, is_official, rounds};

    #[test]
    fn the_widget_is_always_measured() {
        assert_eq!(candidates(&[Twin::Lit, Twin::Vanilla]), ["widget", "vanilla", "lit"]);
        assert_eq!(candidates(&[]).len(), 7);
    }

    #[test]
    fn only_a_whole_measurement_is_written_into_the_repository() {
        let whole = WidgetOptions {
            only: Vec::new(),
            quick: false,
            check: false,
            rounds: None,
            minutes: 25,
            size: SIZE,
        };
        let check = |options: &WidgetOptions, expect: (u32, bool)| {
            assert_eq!((rounds(options), is_official(options)), expect, "{options:?}");
        };
        check(&whole, (15, true));
        check(&WidgetOptions { quick: true, ..whole.clone() }, (3, false));
        check(&WidgetOptions { only: vec![Twin::Lit], ..whole.clone() }, (15, false));
        check(&WidgetOptions { rounds: Some(15), ..whole.clone() }, (15, false));
        check(&WidgetOptions { size: 200, ..whole.clone() }, (15, false));
        assert_eq!(rounds(&WidgetOptions { check: true, ..whole }), 0);
    }
}
