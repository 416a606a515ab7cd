//! `context-gateway generate`: an invented company as exports and, where wanted, as a database.
//! Knows options and order; what is invented is decided in `generate`.

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
};

use clap::Args;
use context_contract::Timestamp;
use indicatif::{ProgressBar, ProgressStyle};

use super::import::{parse_time, say};
use crate::{
    Error,
    generate::{DEFAULT_AS_OF, Generate, MAPPING, generate},
    import::{Import, Mapping, import},
};

/// Options of `generate`.
#[derive(Args, Clone, Debug)]
pub struct GenerateOptions {
    /// How many customers.
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub customers: u64,
    /// Which of all possible companies: the same seed gives the same bytes.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// The moment the company shows, RFC 3339 or `now`. Fixed by default, so that it does not change from day to day.
    #[arg(long, value_name = "TIME", default_value = DEFAULT_AS_OF, value_parser = parse_time)]
    pub as_of: Timestamp,
    /// Directory for the departments' exports and their mapping; temporary when only a database is wanted.
    #[arg(long, value_name = "DIR", required_unless_present = "database")]
    pub out: Option<PathBuf>,
    /// Database to import the exports into; created when it is not there.
    #[arg(long, value_name = "FILE")]
    pub database: Option<PathBuf>,
}

/// Generates, and imports what was generated.
///
/// # Errors
/// When a file cannot be written or the import fails.
pub fn run(options: &GenerateOptions) -> Result<(), Error> {
    let directory = match (&options.out, &options.database) {
        (Some(out), _) => Exports { path: out.clone(), temporary: false },
        (None, Some(database)) => Exports { path: exports_beside(database), temporary: true },
        (None, None) => return Err(Error::Options("give --out, --database or both".into())),
    };
    let company = Generate { customers: options.customers, seed: options.seed, as_of: options.as_of };
    let bar = bar(options.customers);
    generate(&company, &directory.path, |done| bar.set_position(done))?;
    bar.finish_and_clear();
    match &options.database {
        Some(database) => fill(database, &directory.path, options.as_of),
        None => Ok(()),
    }
}

fn fill(database: &Path, directory: &Path, as_of: Timestamp) -> Result<(), Error> {
    let mapping = Mapping::parse(MAPPING, Path::new("mapping.toml"))?;
    let summary = import(&Import { database, mapping: &mapping, directory, as_of, progress: true })?;
    say(&summary);
    Ok(())
}

fn bar(customers: u64) -> ProgressBar {
    let bar =
        if std::io::stderr().is_terminal() { ProgressBar::new(customers) } else { ProgressBar::hidden() };
    let style = ProgressStyle::with_template("{bar:32} {pos}/{len} customers {elapsed}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn exports_beside(database: &Path) -> PathBuf {
    let mut name = database.file_name().unwrap_or_default().to_os_string();
    name.push(".exports");
    database.with_file_name(name)
}

/// The directory of the exports, taken away at the end when nobody asked for it.
struct Exports {
    path: PathBuf,
    temporary: bool,
}

impl Drop for Exports {
    fn drop(&mut self) {
        if self.temporary {
            // What cannot be removed is left; it is invented data.
            drop(std::fs::remove_dir_all(&self.path));
        }
    }
}
