//! The `context-gateway` program: reads the command line, runs one command, turns an error into one sentence.
//! Knows nothing of what the commands do.

use std::process::ExitCode;

use clap::Parser;
use context_gateway::commands::Cli;

/// Import and serving make many small, short-lived texts; the system's allocator spends an eighth of the time on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(error.exit_code())
        }
    }
}

#[expect(clippy::print_stderr, reason = "the one sentence for the person at the terminal")]
fn complain(sentence: &str) {
    eprintln!("context-gateway: {sentence}");
}
