//! `cargo xtask bench guard`: how well the guard hears repeated questions, and how fast natively and in wasm. Builds and
//! runs the measuring, which is the widget's own (`benches/guard.rs`, `bench/guard/time.js`); knows only where the sets
//! and the report are.

use std::path::PathBuf;

use clap::Args;

use crate::{error::Error, paths::Paths, process};

/// Options of this benchmark.
#[derive(Args, Clone, Debug)]
pub(crate) struct GuardOptions {
    /// Labelled sentences of real agents; measured when they are there.
    #[arg(
        long,
        env = "CONTEXT_GUARD_SENTENCES",
        value_name = "FILE",
        default_value = "../shared/data/guard/agent_sentences.tsv"
    )]
    agents: PathBuf,
    /// Prints what was heard wrongly or not at all in a split of the project's own sentences.
    #[arg(long, value_name = "SPLIT", value_parser = ["dev", "test"])]
    mistakes: Option<String>,
}

const REPORT: &str = "bench/results/guard.md";

/// Measures, prints and writes down; fails when a target is missed.
pub(crate) fn run(paths: &Paths, options: &GuardOptions) -> Result<(), Error> {
    let mut cargo = process::command(paths, "cargo");
    cargo.args(["bench", "--profile", "gateway", "--bench", "guard", "--"]);
    cargo.arg("--agents").arg(&options.agents).args(["--write", REPORT]);
    if let Some(split) = &options.mistakes {
        cargo.args(["--mistakes", split]);
    }
    // A missed target is told at the end: the times in wasm are wanted all the same.
    let heard = process::run_visible(&mut cargo, "The benchmark of the guard");
    in_wasm(paths)?;
    heard
}

/// Builds the guard as a module of its own, times it and adds the times to the report.
fn in_wasm(paths: &Paths) -> Result<(), Error> {
    let mut cargo = process::command(paths, "cargo");
    cargo.args([
        "build",
        "--quiet",
        "--package",
        "guard-module",
        "--target",
        "wasm32-unknown-unknown",
        "--release",
    ]);
    process::run_visible(&mut cargo, "The module's build")?;
    let out = paths.scratch().join("bench/guard");
    let mut bindgen = process::command(paths, "wasm-bindgen");
    bindgen.args(["--target", "experimental-nodejs-module", "--no-typescript", "--out-dir"]).arg(&out);
    bindgen.arg(paths.target.join("wasm32-unknown-unknown/release/guard_module.wasm"));
    process::run_visible(&mut bindgen, "wasm-bindgen")?;
    let module = out.join("guard_module_bg.wasm");
    let mut opt = process::command(paths, "wasm-opt");
    process::run_visible(opt.args(["-Oz", "-o"]).arg(&module).arg(&module), "wasm-opt")?;
    let mut node = process::command(paths, "node");
    node.arg(paths.root.join("bench/guard/time.js")).env("CC_MODULE", out.join("guard_module.js"));
    node.env("CC_REPORT", paths.root.join(REPORT));
    process::run_visible(&mut node, "The measurement in wasm")
}
