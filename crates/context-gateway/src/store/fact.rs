//! Facts: everything small that hangs on a customer. Knows kinds and versions, not what they mean.

use std::collections::BTreeSet;

use context_contract::{Alert, Answer, Campaign, Commitment, Consent, Note, Timestamp, Verification};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Serialize, de::DeserializeOwned};

use crate::Error;

/// All facts of one customer as stored, before redaction; newest first within a kind.
#[derive(Debug, Default)]
pub struct Facts {
    /// Checks of who it is.
    pub verifications: Vec<Verification>,
    /// Questions and what is known.
    pub answers: Vec<Answer>,
    /// Promises.
    pub commitments: Vec<Commitment>,
    /// What the customer allows.
    pub consents: Vec<Consent>,
    /// What agents wrote.
    pub notes: Vec<Note>,
    /// What must be known first.
    pub alerts: Vec<Alert>,
    /// Campaigns.
    pub campaigns: Vec<Campaign>,
}

/// One fact with its version, the base of its entity tag.
#[derive(Debug)]
pub struct Versioned<T> {
    /// The fact.
    pub body: T,
    /// Grows with every change.
    pub version: i64,
}

/// One fact to be written.
#[derive(Debug)]
pub struct FactRow<'a, T> {
    /// `verification`, `answer`, `commitment`, `consent`, `note`, `alert` or `campaign`.
    pub kind: &'a str,
    /// The contract's id (answers: the key; consents: `purpose` or `purpose/channel`).
    pub id: &'a str,
    /// The source that has it.
    pub source: &'a str,
    /// Newest first within the kind.
    pub sort_at: Timestamp,
    /// The contract object.
    pub body: &'a T,
}

/// The entity tag of something with a version: what `If-Match` has to say to change it.
#[must_use]
pub fn etag(version: i64) -> String {
    format!("\"v{version}\"")
}

/// Reads all facts in one range scan, leaving out those of the sources named. What can be replaced has its `etag`.
///
/// # Errors
/// [`Error::Corrupt`] when a stored body is not what its kind says.
pub fn all(connection: &Connection, cid: i64, without: &BTreeSet<String>) -> Result<Facts, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT kind, source, body, version FROM fact WHERE cid = ?1 ORDER BY kind, sort_at DESC, id",
    )?;
    let mut rows = statement.query([cid])?;
    let mut facts = Facts::default();
    while let Some(row) = rows.next()? {
        let text = |column: usize| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
        if !without.contains(text(1)?) {
            facts.push(text(0)?, text(2)?, row.get(3)?)?;
        }
    }
    Ok(facts)
}

/// Reads one fact.
///
/// # Errors
/// [`Error::Corrupt`] when the stored body is not what its kind says.
pub fn one<T: DeserializeOwned>(
    connection: &Connection,
    cid: i64,
    kind: &str,
    id: &str,
) -> Result<Option<Versioned<T>>, Error> {
    let mut statement = connection
        .prepare_cached("SELECT body, version FROM fact WHERE cid = ?1 AND kind = ?2 AND id = ?3")?;
    let row = statement.query_row(params![cid, kind, id], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)));
    let Some((body, version)) = row.optional()? else { return Ok(None) };
    Ok(Some(Versioned { body: serde_json::from_str(&body)?, version }))
}

/// Inserts a fact or replaces it; the version grows by one. Returns the version.
///
/// # Errors
/// [`Error::Store`].
pub fn upsert<T: Serialize>(connection: &Connection, cid: i64, fact: &FactRow<'_, T>) -> Result<i64, Error> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO fact (cid, kind, id, source, sort_at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (cid, kind, id) DO UPDATE SET
            source = excluded.source, sort_at = excluded.sort_at, body = excluded.body, version = version + 1
         RETURNING version",
    )?;
    let body = serde_json::to_string(fact.body)?;
    let values = params![cid, fact.kind, fact.id, fact.source, fact.sort_at.as_millis(), body];
    Ok(statement.query_row(values, |row| row.get(0))?)
}

impl Facts {
    /// A kind this version does not know is left alone: a newer writer may know it.
    fn push(&mut self, kind: &str, body: &str, version: i64) -> Result<(), Error> {
        let tag = Some(etag(version));
        match kind {
            "verification" => self.verifications.push(serde_json::from_str(body)?),
            "answer" => self.answers.push(Answer { etag: tag, ..serde_json::from_str(body)? }),
            "commitment" => self.commitments.push(Commitment { etag: tag, ..serde_json::from_str(body)? }),
            "consent" => self.consents.push(serde_json::from_str(body)?),
            "note" => self.notes.push(serde_json::from_str(body)?),
            "alert" => self.alerts.push(serde_json::from_str(body)?),
            "campaign" => self.campaigns.push(serde_json::from_str(body)?),
            _ => {}
        }
        Ok(())
    }
}
