//! The steps of `cargo xtask test`: what each runs and how its tests are counted. Knows nothing of the summary.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use clap::ValueEnum;

use super::{browser_report, tally::Tally};
use crate::{
    browser, docs, error::Error, examples, gateway, paths::Paths, process, size, tools, tools::Need, widget,
};

/// One check. The order is that of running: cheap ones first, and what a later one needs before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Step {
    Format,
    Clippy,
    Docs,
    SelfChecks,
    Native,
    ClippyWasm,
    Wasm,
    Widget,
    Gateway,
    E2e,
    Engines,
    Examples,
    Size,
}

/// How a step's tests are counted.
enum Counting {
    /// The step is one check.
    Once,
    /// By the lines of Rust's test runners in the log.
    RustTests,
    /// By Playwright's report.
    Playwright,
}

impl Step {
    /// What is typed after `--only`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Clippy => "clippy",
            Self::Docs => "docs",
            Self::SelfChecks => "self-checks",
            Self::Native => "native",
            Self::ClippyWasm => "clippy-wasm",
            Self::Wasm => "wasm",
            Self::Widget => "widget",
            Self::Gateway => "gateway",
            Self::E2e => "e2e",
            Self::Engines => "engines",
            Self::Examples => "examples",
            Self::Size => "size",
        }
    }

    /// What the step proves.
    pub(crate) fn about(self) -> &'static str {
        match self {
            Self::Format => "every Rust file is formatted",
            Self::Clippy => "no warning on the host, in any target",
            Self::Docs => "the documentation builds without a warning",
            Self::SelfChecks => "headers, README tables, lock files and fixtures agree with the code",
            Self::Native => "tests of the contract, the gateway and the widget's pure core",
            Self::ClippyWasm => "no warning in the widget on wasm32",
            Self::Wasm => "the widget's DOM tests in Chromium",
            Self::Widget => "the distributable and the pages build",
            Self::Gateway => "the gateway builds with optimisations",
            Self::E2e => "pages, widget and gateway together in Chromium",
            Self::Engines => "the panel in Chromium, Firefox and WebKit, by the same checks",
            Self::Examples => "the npm package works in every framework, built and driven in Chromium",
            Self::Size => "nothing that a host page loads has outgrown its record",
        }
    }

    /// What has to be installed for it.
    pub(crate) fn need(self) -> Option<Need> {
        match self {
            Self::Format | Self::Clippy | Self::Docs | Self::SelfChecks | Self::Native | Self::Gateway => {
                None
            }
            Self::ClippyWasm | Self::Widget | Self::Size => Some(Need::Widget),
            Self::E2e | Self::Examples => Some(Need::Browser),
            Self::Wasm => Some(Need::BrowserAndDriver),
            Self::Engines => Some(Need::Engines),
        }
    }

    /// Whether what a passing step printed is worth reading.
    pub(crate) fn shows_output(self) -> bool {
        self == Self::Size
    }

    /// Runs it with all output in `log`.
    pub(crate) fn run(self, paths: &Paths, log: &Path) -> Result<(), Error> {
        let cargo = |arguments: &[&str]| {
            let mut command = process::command(paths, "cargo");
            command.args(arguments);
            command
        };
        let run = |mut command: Command| process::run_logged(&mut command, self.name(), log);
        match self {
            Self::Format => run(cargo(&["fmt", "--all", "--check"])),
            Self::Clippy => run(cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])),
            Self::Docs => run(documented(cargo(&["doc", "--workspace", "--no-deps"]))),
            Self::SelfChecks => run(cargo(&["test", "--package", "xtask", "--no-fail-fast"])),
            Self::Native => run(cargo(&["test", "--workspace", "--exclude", "xtask", "--no-fail-fast"])),
            Self::ClippyWasm => {
                run(for_wasm(cargo(&["clippy"]), &["--lib", "--test", "wasm", "--", "-D", "warnings"]))
            }
            Self::Wasm => run(in_browser(paths, for_wasm(cargo(&["test"]), &["--test", "wasm"]))?),
            Self::Widget => build_widget(paths, log),
            Self::Gateway => run(gateway::build(paths)),
            Self::E2e => end_to_end(paths, log),
            Self::Engines => three_engines(paths, log),
            Self::Examples => drive_examples(paths, log),
            Self::Size => size::check(paths, log),
        }
    }

    /// Counts its tests after it ran; a step that is one check counts by how it ended.
    pub(crate) fn count(self, ended_well: bool, log: &Path) -> Result<Tally, Error> {
        let read = |path: &Path| fs::read_to_string(path).map_err(Error::file(path, "read"));
        match self.counting() {
            Counting::Once => Ok(if ended_well { Tally::GOOD } else { Tally::BAD }),
            Counting::RustTests => Ok(Tally::of_rust_tests(&read(log)?)),
            Counting::Playwright => {
                let report = browser_report(&Paths::find(), self);
                let tally = Tally::of_playwright_report(&read(&report)?);
                tally.ok_or_else(|| Error::Content {
                    path: report,
                    expected: "Playwright's statistics".to_owned(),
                })
            }
        }
    }

    fn counting(self) -> Counting {
        match self {
            Self::SelfChecks | Self::Native | Self::Wasm => Counting::RustTests,
            Self::E2e | Self::Engines | Self::Examples => Counting::Playwright,
            _ => Counting::Once,
        }
    }
}

fn documented(mut cargo: Command) -> Command {
    cargo.env("RUSTDOCFLAGS", "-D warnings");
    cargo
}

fn for_wasm(mut cargo: Command, rest: &[&str]) -> Command {
    cargo.args(["--package", "customer-context", "--target", "wasm32-unknown-unknown"]).args(rest);
    cargo
}

/// Lets Cargo run wasm tests in the headless Chromium that the other browser tests use.
fn in_browser(paths: &Paths, mut cargo: Command) -> Result<Command, Error> {
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    cargo.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", browser::write_capabilities(paths)?);
    cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "120").env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30");
    if let Some(driver) = tools::chromedriver(paths) {
        cargo.env("CHROMEDRIVER", driver);
    }
    Ok(cargo)
}

fn build_widget(paths: &Paths, log: &Path) -> Result<(), Error> {
    if widget::is_current(paths)? {
        return docs::ensure_built(paths);
    }
    widget::fetch(paths)?;
    process::run_logged(&mut widget::build(paths), "widget", log)?;
    widget::mark_built(paths)
}

fn end_to_end(paths: &Paths, log: &Path) -> Result<(), Error> {
    build_widget(paths, log)?;
    process::run_logged(&mut gateway::build(paths), "gateway", log)?;
    let report = fresh_report(paths, Step::E2e)?;
    let gateway = browser::start_gateway(paths, log)?;
    let mut playwright = browser::playwright(paths, "e2e", &gateway.origin(), &report);
    process::run_logged(&mut playwright, "e2e", log)
}

fn three_engines(paths: &Paths, log: &Path) -> Result<(), Error> {
    build_widget(paths, log)?;
    process::run_logged(&mut gateway::build(paths), "gateway", log)?;
    let report = fresh_report(paths, Step::Engines)?;
    let pages = gateway::free_port()?;
    let gateway = browser::start_gateway_for(paths, log, &format!("http://127.0.0.1:{pages}"))?;
    process::run_logged(&mut browser::engines(paths, &gateway.origin(), pages, &report), "engines", log)
}

fn drive_examples(paths: &Paths, log: &Path) -> Result<(), Error> {
    build_widget(paths, log)?;
    examples::test(paths, log, &fresh_report(paths, Step::Examples)?)
}

/// Where a step's browser tests report; what an earlier run left there is gone, so that it cannot be counted.
fn fresh_report(paths: &Paths, step: Step) -> Result<PathBuf, Error> {
    let report = browser_report(paths, step);
    if report.exists() {
        fs::remove_file(&report).map_err(Error::file(&report, "removed"))?;
    }
    Ok(report)
}
