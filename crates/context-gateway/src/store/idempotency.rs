//! Answers already given to a write, so that a repeated request changes nothing.
//! Knows keys and digests, not what was written.

use context_contract::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use crate::{Error, error::Refusal};

/// What was answered to a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// HTTP status.
    pub status: u16,
    /// Entity tag, where there was one.
    pub etag: Option<String>,
    /// JSON before redaction.
    pub body: String,
}

/// Which write it is.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Who writes.
    pub agent: String,
    /// The client's key, unique per agent.
    pub key: String,
    /// SHA-256 of method, path and body.
    pub digest: [u8; 32],
}

/// The answer this attempt got before, if it was made before.
///
/// # Errors
/// [`Refusal::KeyReused`] when the key was used for something else.
pub fn find(connection: &Connection, attempt: &Attempt) -> Result<Option<Answered>, Error> {
    let mut statement = connection
        .prepare_cached("SELECT digest, status, etag, body FROM idempotency WHERE agent = ?1 AND key = ?2")?;
    let row = statement
        .query_row(params![attempt.agent, attempt.key], |row| {
            let answered = Answered { status: row.get(1)?, etag: row.get(2)?, body: row.get(3)? };
            Ok((row.get::<_, Vec<u8>>(0)?, answered))
        })
        .optional()?;
    match row {
        Some((digest, _)) if digest != attempt.digest => Err(Refusal::KeyReused.into()),
        other => Ok(other.map(|(_, answered)| answered)),
    }
}

/// Keeps the answer to an attempt.
///
/// # Errors
/// [`Error::Store`].
pub fn keep(
    connection: &Connection,
    attempt: &Attempt,
    answered: &Answered,
    now: Timestamp,
) -> Result<(), Error> {
    connection
        .prepare_cached(
            "INSERT INTO idempotency (agent, key, digest, status, etag, body, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            attempt.agent,
            attempt.key,
            attempt.digest,
            answered.status,
            answered.etag,
            answered.body,
            now.as_millis(),
        ])?;
    Ok(())
}

/// Forgets answers given before that moment; a request repeated later counts as a new one.
///
/// # Errors
/// [`Error::Store`].
pub fn forget(connection: &Connection, before: Timestamp) -> Result<usize, Error> {
    Ok(connection.execute("DELETE FROM idempotency WHERE at < ?1", [before.as_millis()])?)
}
