//! Starts the browsers' helpers: a gateway with data to look at, Playwright, the capabilities for wasm tests.
//! Knows nothing of what the tests check.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::json;

use crate::{data::Data, error::Error, gateway::Running, paths::Paths, process, tools};

/// The flags Chromium is always started with. Its own look-ups (updates, sync, QUIC) are noise in a log and delay on a
/// closed network; the sandbox cannot start for root, which is who runs tests in most containers.
pub(crate) const FLAGS: [&str; 7] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
];

/// Enough customers for every case the browser tests look for, few enough to be generated in a moment.
const CUSTOMERS: u32 = 300;

/// A gateway on a free port with data made for this run, so that what one run writes never reaches the next.
pub(crate) fn start_gateway(paths: &Paths, log: &Path) -> Result<Running, Error> {
    let database = fill(paths, log)?;
    Running::start(paths, &database, &gateway_log(log))
}

/// The same for pages of this origin, which may call it and frame the panel.
pub(crate) fn start_gateway_for(paths: &Paths, log: &Path, origin: &str) -> Result<Running, Error> {
    let database = fill(paths, log)?;
    Running::start_for(paths, &database, &gateway_log(log), origin)
}

fn fill(paths: &Paths, log: &Path) -> Result<PathBuf, Error> {
    let database = paths.scratch().join("browser.sqlite");
    let mut filling = Data::Generated { customers: CUSTOMERS }.filling(paths, &database)?;
    process::run_logged(&mut filling, "generating data", log)?;
    Ok(database)
}

/// Its line per request would bury what the tests say.
fn gateway_log(log: &Path) -> PathBuf {
    log.with_extension("gateway.log")
}

/// One project of the Playwright configuration against the gateway at `origin`, reported to `report`.
pub(crate) fn playwright(paths: &Paths, project: &str, origin: &str, report: &Path) -> Command {
    let mut playwright = process::command(paths, "playwright");
    playwright.args(["test", "--config", "tests/e2e/playwright.config.js", "--project", project]);
    playwright.env("CC_BASE_URL", origin).env("CC_RESULTS", report);
    with_chromium(paths, playwright)
}

/// The checks that run in three engines, against the gateway at `origin` and host pages on a port of their own.
pub(crate) fn engines(paths: &Paths, origin: &str, pages: u16, report: &Path) -> Command {
    let mut playwright = process::command(paths, "playwright");
    playwright.args(["test", "--config", "tests/engines/playwright.config.js"]);
    playwright.env("CC_BASE_URL", origin).env("CC_PAGES_PORT", pages.to_string()).env("CC_RESULTS", report);
    tools::engine_programs(paths).into_iter().for_each(|(variable, program)| {
        playwright.env(variable, program);
    });
    with_chromium(paths, playwright)
}

/// The tests of the examples, which bring their own server, reported to `report`.
pub(crate) fn examples(paths: &Paths, report: &Path) -> Command {
    let mut playwright = process::command(paths, "playwright");
    playwright.args(["test", "--config", "examples/tests/playwright.config.js"]).env("CC_RESULTS", report);
    with_chromium(paths, playwright)
}

/// A program of ours for Node.js, with the browser's path and flags in its environment.
pub(crate) fn node(paths: &Paths, script: &str) -> Command {
    let mut node = process::command(paths, "node");
    node.arg(paths.root.join("xtask/node").join(script));
    describe(paths, &mut node);
    node
}

/// Tells a program of ours which browser to start and how.
pub(crate) fn describe(paths: &Paths, command: &mut Command) {
    command.env("CC_CHROMIUM_FLAGS", FLAGS.join(" "));
    if let Some(chromium) = tools::chromium(paths) {
        command.env("CHROMIUM", chromium);
    }
}

/// Writes what ChromeDriver is to start, and returns the file.
pub(crate) fn write_capabilities(paths: &Paths) -> Result<PathBuf, Error> {
    let mut options = json!({ "args": FLAGS });
    if let Some(chromium) = tools::chromium(paths) {
        options["binary"] = json!(chromium);
    }
    let file = paths.scratch().join("webdriver.json");
    fs::create_dir_all(paths.scratch()).map_err(Error::file(paths.scratch(), "created"))?;
    let text = json!({ "goog:chromeOptions": options }).to_string();
    fs::write(&file, text).map_err(Error::file(&file, "written"))?;
    Ok(file)
}

fn with_chromium(paths: &Paths, mut command: Command) -> Command {
    if let Some(chromium) = tools::chromium(paths) {
        command.env("CHROMIUM", chromium);
    }
    command
}
