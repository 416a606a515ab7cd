//! The project's commands. Reads the command line and hands over; knows nothing of what the commands do.

mod console;
mod demo;
mod error;
mod fingerprint;
mod gateway;
mod paths;
mod process;
mod tools;
mod widget;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::{error::Error, paths::Paths};

/// The project's commands, run as `cargo xtask <command>`.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 110)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the widget inside an agent console, on data made for it or imported.
    Demo(demo::DemoOptions),
}

fn main() -> ExitCode {
    match run(&Cli::parse(), &Paths::find()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console::complain(error);
            ExitCode::FAILURE
        }
    }
}

fn run(cli: &Cli, paths: &Paths) -> Result<(), Error> {
    match &cli.command {
        Command::Demo(options) => demo::run(paths, options),
    }
}
