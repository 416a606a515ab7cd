//! Who saw or changed what: references and names of fields, never values.
//! Knows rows, not when they have to be on disk.

use context_contract::Timestamp;
use rusqlite::{Connection, params};

use crate::Error;

/// One line of the audit.
#[derive(Clone, Debug)]
pub struct AuditRow {
    /// When.
    pub at: Timestamp,
    /// Who, as the token names them.
    pub agent: String,
    /// For which department.
    pub department: String,
    /// `view`, `resolve` or `write`.
    pub action: &'static str,
    /// The customer's opaque id; empty for a look-up that found nobody.
    pub customer: String,
    /// Names of fields or resources.
    pub detail: String,
}

/// Writes one line.
///
/// # Errors
/// [`Error::Store`].
pub fn append(connection: &Connection, row: &AuditRow) -> Result<(), Error> {
    connection
        .prepare_cached(
            "INSERT INTO audit (at, agent, department, action, customer, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![row.at.as_millis(), row.agent, row.department, row.action, row.customer, row.detail])?;
    Ok(())
}
