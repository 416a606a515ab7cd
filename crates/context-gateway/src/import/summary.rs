//! What an import has done, for the person who started it. Knows counts, no names and no values.

use std::{collections::BTreeMap, fmt, path::PathBuf};

/// Counts of one import.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Rows that were read.
    pub rows: u64,
    /// Persons that were new or changed.
    pub records: u64,
    /// Interactions that were new or changed.
    pub interactions: u64,
    /// Facts that were new or changed.
    pub facts: u64,
    /// Rows that said what the store knew already.
    pub unchanged: u64,
    /// Rows that could not be used.
    pub rejected: u64,
    /// Where those are kept.
    pub rejects_file: Option<PathBuf>,
    /// Customers in the store now.
    pub customers: u64,
    /// Customers whom only an identifier stands for, because no source records them.
    pub nameless: u64,
    /// Records that joined a customer another record had begun: records less customers.
    pub merged: u64,
    /// Customers about whom sources disagree, by field.
    pub conflicts: BTreeMap<String, u64>,
    /// How long it took.
    pub seconds: f64,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
        let rate = self.rows as f64 / self.seconds.max(0.001);
        writeln!(f, "{} rows in {:.1} s, {rate:.0} rows/s", self.rows, self.seconds)?;
        writeln!(
            f,
            "new or changed: {} records, {} interactions, {} facts; unchanged: {}",
            self.records, self.interactions, self.facts, self.unchanged
        )?;
        writeln!(
            f,
            "customers: {} ({} known by an identifier only); records merged into others: {}",
            self.customers, self.nameless, self.merged
        )?;
        let conflicts: Vec<String> =
            self.conflicts.iter().map(|(field, count)| format!("{field} {count}")).collect();
        writeln!(
            f,
            "conflicts: {}",
            if conflicts.is_empty() { "none".into() } else { conflicts.join(", ") }
        )?;
        match &self.rejects_file {
            Some(file) => write!(f, "rejected: {} rows, kept in {}", self.rejected, file.display()),
            None => write!(f, "rejected: none"),
        }
    }
}
