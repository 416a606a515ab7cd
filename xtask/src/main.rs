//! The project's commands. Reads the command line and hands over; knows nothing of what the commands do.

mod api;
mod bench;
mod browser;
mod console;
mod data;
mod demo;
mod docs;
mod error;
mod examples;
mod fingerprint;
mod gateway;
mod marks;
mod package;
mod paths;
mod process;
mod screenshots;
mod size;
mod smallest;
mod test;
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
    /// Run every check, the browser tests included.
    Test(test::TestOptions),
    /// Measure, print and write down.
    #[command(subcommand)]
    Bench(bench::BenchCommand),
    /// Print what a host page downloads, file by file.
    Size(size::SizeOptions),
    /// Print when the panel reaches each moment of its start.
    Marks(marks::MarksOptions),
    /// Make the npm package and the folder for static servers.
    Package(package::PackageOptions),
    /// Build the documentation site into dist/docs.
    Docs,
    /// Write the README's tables of the element out of src/api.json.
    Api,
    /// Take pictures of the panel in every state.
    Screenshots(screenshots::ScreenshotsOptions),
}

fn main() -> ExitCode {
    run(&Cli::parse().command, &Paths::find()).unwrap_or_else(|error| {
        console::complain(error);
        ExitCode::FAILURE
    })
}

fn run(command: &Command, paths: &Paths) -> Result<ExitCode, Error> {
    match command {
        Command::Demo(options) => demo::run(paths, options)?,
        Command::Test(options) => return Ok(test::run(paths, options)),
        Command::Bench(command) => bench::run(paths, command)?,
        Command::Size(options) => size::run(paths, options)?,
        Command::Marks(options) => marks::run(paths, options)?,
        Command::Package(options) => package::run(paths, options)?,
        Command::Docs => docs::run(paths)?,
        Command::Api => api::run(paths)?,
        Command::Screenshots(options) => screenshots::run(paths, options)?,
    }
    Ok(ExitCode::SUCCESS)
}
