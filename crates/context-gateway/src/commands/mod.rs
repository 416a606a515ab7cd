//! The command line: one file per command. Knows which commands there are, not what they do.

use clap::{Parser, Subcommand};

use crate::Error;

pub mod generate;
pub mod import;
pub mod questions;
pub mod serve;

/// Unifies what departments know about a customer and serves it to the customer-context widget.
#[derive(Debug, Parser)]
#[command(name = "context-gateway", version, about, propagate_version = true, max_term_width = 110)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands, in the order in which a newcomer needs them.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Generate an invented company as exports of its departments, and import them.
    Generate(generate::GenerateOptions),
    /// Import exports of departments into a database.
    Import(import::ImportOptions),
    /// Check a question catalogue, or print the one to start from.
    Questions(questions::QuestionsOptions),
    /// Serve the unified customers of a database over HTTP.
    Serve(Box<serve::ServeOptions>),
}

impl Cli {
    /// Runs the chosen command to its end.
    ///
    /// # Errors
    /// Whatever ends the command early; the text is one sentence for the person who started it.
    pub fn run(self) -> Result<(), Error> {
        match self.command {
            Command::Generate(options) => generate::run(&options),
            Command::Import(options) => import::run(&options),
            Command::Questions(options) => questions::run(&options),
            Command::Serve(options) => serve::run(*options),
        }
    }
}
