//! `cargo xtask bench guard`: how well the guard hears repeated questions, and how fast. Builds and runs the measuring,
//! which is the widget's own (`benches/guard.rs`); knows only where the sets and the report are.

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

/// Measures, prints and writes down; fails when a target is missed.
pub(crate) fn run(paths: &Paths, options: &GuardOptions) -> Result<(), Error> {
    let mut cargo = process::command(paths, "cargo");
    cargo.args(["bench", "--profile", "gateway", "--bench", "guard", "--"]);
    cargo.arg("--agents").arg(&options.agents).args(["--write", "bench/results/guard.md"]);
    if let Some(split) = &options.mistakes {
        cargo.args(["--mistakes", split]);
    }
    process::run_visible(&mut cargo, "The benchmark of the guard")
}
