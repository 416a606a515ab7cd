//! Generation: a believable company with customers, their history in every department, and the disagreements between
//! departments, as export files. Deterministic: the same seed, number and moment give the same bytes.
//! Knows how files are filled; what they mean is said once more in `mappings/generated.toml`, and they enter the
//! database by the same import as everybody's exports.
//!
//! Everybody is invented. Addresses are in domains kept for examples, telephone numbers in ranges kept for fiction.
//! Customers 1 to 3 have a long history, so that long ones are tested: 10,000 interactions from a company of 100 on.

mod answers;
mod company;
mod export;
mod facts;
mod history;
mod people;
mod phrases;
mod places;
mod random;
mod records;

use std::path::Path;

use context_contract::Timestamp;

use self::{export::Exports, history::History, people::Person, random::Dice};
use crate::Error;

/// What the exports mean; written beside them as `mapping.toml`.
pub const MAPPING: &str = include_str!("../../mappings/generated.toml");

/// The moment a company shows when none is given. Fixed, so that the same command gives the same bytes on any day.
pub const DEFAULT_AS_OF: &str = "2026-11-22T09:00:00Z";

/// What to generate.
#[derive(Clone, Copy, Debug)]
pub struct Generate {
    /// How many customers.
    pub customers: u64,
    /// Which of all possible companies.
    pub seed: u64,
    /// The moment the exports show: nothing in them is later, but for promises that are due.
    pub as_of: Timestamp,
}

/// Writes the exports and their mapping below a directory and says how many rows there are. Needs memory for one
/// customer at a time. `progress` is told how many customers are done.
///
/// # Errors
/// [`Error::File`] when a file cannot be written.
pub fn generate(company: &Generate, directory: &Path, mut progress: impl FnMut(u64)) -> Result<u64, Error> {
    let mut exports = Exports::create(directory)?;
    for index in 1..=company.customers {
        let mut dice = Dice::new(company.seed, index);
        let person = Person::invent(company.seed, index, &mut dice);
        records::write(&person, company.as_of, &mut dice, &mut exports)?;
        let many = wanted_interactions(index, company.customers, &mut dice);
        History::new(&person, company.as_of, &mut dice, &mut exports).write(many)?;
        if index % 100 == 0 || index == company.customers {
            progress(index);
        }
    }
    let path = directory.join("mapping.toml");
    std::fs::write(&path, MAPPING).map_err(|error| Error::File { file: path, reason: error.to_string() })?;
    exports.finish()
}

/// Most customers call rarely, a few all the time, some never.
fn wanted_interactions(index: u64, customers: u64, dice: &mut Dice) -> u64 {
    if index <= 3 {
        return (customers * 100).clamp(30, 10_000);
    }
    let (low, high) =
        *dice.weighted(&[(30, (0, 0)), (430, (1, 6)), (370, (7, 20)), (140, (21, 60)), (30, (61, 200))]);
    u64::try_from(dice.between(low, high)).unwrap_or(0)
}
