//! `context-gateway questions`: checks a catalogue before it is served, and prints the one to start from.
//! Knows what to print, not what makes a catalogue good.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};

use crate::{
    Error,
    questions::{Catalogue, SHIPPED},
};

/// Options of `questions`.
#[derive(Args, Debug)]
pub struct QuestionsOptions {
    /// What to do with the catalogue.
    #[command(subcommand)]
    pub action: Action,
}

/// What can be done with a catalogue.
#[derive(Clone, Debug, Subcommand)]
pub enum Action {
    /// Check a catalogue: print every mistake with its line, or what is in it and what its languages lack.
    Check {
        /// The catalogue.
        file: PathBuf,
    },
    /// Print the catalogue that is used without --questions, as a file to start from.
    PrintDefault,
}

/// Does it.
///
/// # Errors
/// [`Error::Questions`] with every mistake, [`Error::File`] when the file cannot be read.
pub fn run(options: &QuestionsOptions) -> Result<(), Error> {
    match &options.action {
        Action::Check { file } => say(&summary(&check(file)?)),
        Action::PrintDefault => say(SHIPPED),
    }
}

fn check(file: &Path) -> Result<Catalogue, Error> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Error::File { file: file.to_owned(), reason: error.to_string() })?;
    Catalogue::parse(&text).map_err(|mistakes| Error::Questions { file: file.to_owned(), mistakes })
}

/// How many questions in which languages, and one line for each kind of thing a language lacks.
fn summary(catalogue: &Catalogue) -> String {
    let count = catalogue.entries().len();
    let mut lines = vec![format!("{} in {}", plural(count, "question"), catalogue.languages().join(", "))];
    for (language, part, lacking) in catalogue.gaps() {
        lines.push(format!("{language} lacks {part} of {}", plural(lacking, "question")));
    }
    lines.join("\n") + "\n"
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// To standard output; a reader that has seen enough is no error.
fn say(text: &str) -> Result<(), Error> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::File { file: "standard output".into(), reason: error.to_string() })
        }
        _ => Ok(()),
    }
}
