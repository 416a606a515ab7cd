//! `context-gateway import`: exports of departments into a database. Knows options and the closing summary only.

use std::{io::Write, path::PathBuf};

use clap::Args;
use context_contract::Timestamp;

use crate::{
    Error,
    import::{Import, Mapping, Summary, import},
};

/// Options of `import`.
#[derive(Args, Clone, Debug)]
pub struct ImportOptions {
    /// Database to import into; created when it is not there.
    #[arg(long, value_name = "FILE", env = "CONTEXT_GATEWAY_DATABASE")]
    pub database: PathBuf,
    /// What the files mean; `mappings/contoso.toml` is the documented example.
    #[arg(long, value_name = "FILE")]
    pub mapping: PathBuf,
    /// The moment the exports show, RFC 3339. Default: now.
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub as_of: Option<Timestamp>,
    /// Directory with the exports.
    pub directory: PathBuf,
}

/// Imports and says what was done.
///
/// # Errors
/// See [`import`].
pub fn run(options: &ImportOptions) -> Result<(), Error> {
    let mapping = Mapping::read(&options.mapping)?;
    let summary = import(&Import {
        database: &options.database,
        mapping: &mapping,
        directory: &options.directory,
        as_of: options.as_of.unwrap_or_else(now),
        progress: true,
    })?;
    say(&summary);
    Ok(())
}

/// The system's time.
#[must_use]
pub fn now() -> Timestamp {
    Timestamp::from_millis(jiff::Timestamp::now().as_millisecond())
}

/// Reads a time given as an option.
///
/// # Errors
/// One sentence with an example.
pub fn parse_time(text: &str) -> Result<Timestamp, String> {
    match text {
        "now" => Ok(now()),
        text => Timestamp::parse(text)
            .ok_or_else(|| "expected a time such as 2026-11-22T09:00:00Z, or now".into()),
    }
}

pub(super) fn say(summary: &Summary) {
    // A summary that nobody reads any more is no error.
    drop(writeln!(std::io::stdout(), "{summary}"));
}
