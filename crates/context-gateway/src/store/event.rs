//! What happened, in order, so that a stream can resume. Knows sequence numbers, not connections.

use context_contract::{Timestamp, stream::StreamEventType};
use rusqlite::{Connection, params};
use serde::Serialize;

use crate::Error;

/// The most events that are sent after a pause; who missed more fetches the context again.
pub const MAX_MISSED: usize = 1000;

/// One event as stored, before redaction.
#[derive(Clone, Debug)]
pub struct StoredEvent {
    /// Sequence number, growing over all customers.
    pub seq: i64,
    /// What it says.
    pub kind: StreamEventType,
    /// When it happened.
    pub at: Timestamp,
    /// JSON of the object in its new state.
    pub body: String,
    /// Of an interaction: only its own department may see more than that it exists.
    pub confidential: bool,
}

/// What happened since.
#[derive(Debug)]
pub enum Missed {
    /// These, the oldest first.
    Events(Vec<StoredEvent>),
    /// More than is kept or sent; go on after this sequence number.
    TooMuch(i64),
}

/// Writes an event and makes the customer's version grow. Returns the sequence number.
///
/// # Errors
/// [`Error::Store`].
pub fn append<T: Serialize>(
    connection: &Connection,
    cid: i64,
    kind: &StreamEventType,
    at: Timestamp,
    body: &T,
) -> Result<i64, Error> {
    connection
        .prepare_cached("UPDATE customer SET version = version + 1, updated_at = ?2 WHERE cid = ?1")?
        .execute(params![cid, at.as_millis()])?;
    connection
        .prepare_cached("INSERT INTO event (cid, type, at, body) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![cid, kind.as_str(), at.as_millis(), serde_json::to_string(body)?])?;
    Ok(connection.last_insert_rowid())
}

/// The highest sequence number ever given.
///
/// # Errors
/// [`Error::Store`].
pub fn latest(connection: &Connection) -> Result<i64, Error> {
    let mut statement = connection
        .prepare_cached("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'event'")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// What happened to this customer after a sequence number.
///
/// # Errors
/// [`Error::Store`].
pub fn after(connection: &Connection, cid: i64, seq: i64) -> Result<Missed, Error> {
    let latest = latest(connection)?;
    // Numbers below the oldest kept event were forgotten; numbers above the latest come from another database.
    if seq > latest || seq < forgotten(connection, latest)? {
        return Ok(Missed::TooMuch(latest));
    }
    let mut statement = connection.prepare_cached(
        "SELECT e.seq, e.type, e.at, e.body, coalesce(i.confidential, 0)
         FROM event e
         LEFT JOIN interaction i ON e.type LIKE 'interaction.%' AND i.id = json_extract(e.body, '$.id')
         WHERE e.cid = ?1 AND e.seq > ?2 ORDER BY e.seq LIMIT ?3",
    )?;
    let limit = i64::try_from(MAX_MISSED + 1).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![cid, seq, limit], |row| {
        Ok(StoredEvent {
            seq: row.get(0)?,
            kind: StreamEventType::from(row.get_ref(1)?.as_str()?),
            at: Timestamp::from_millis(row.get(2)?),
            body: row.get(3)?,
            confidential: row.get(4)?,
        })
    })?;
    let events: Vec<StoredEvent> = rows.collect::<Result<_, _>>()?;
    Ok(if events.len() > MAX_MISSED { Missed::TooMuch(latest) } else { Missed::Events(events) })
}

/// Forgets what happened before that moment. Returns how many events are gone.
///
/// # Errors
/// [`Error::Store`].
pub fn forget(connection: &Connection, before: Timestamp) -> Result<usize, Error> {
    // In order of number, so that what is kept has no gaps although clocks may jump.
    let last: Option<i64> = connection
        .prepare_cached("SELECT max(seq) FROM event WHERE at < ?1")?
        .query_row([before.as_millis()], |row| row.get(0))?;
    Ok(connection.execute("DELETE FROM event WHERE seq <= ?1", [last.unwrap_or(0)])?)
}

/// The highest sequence number that is no longer kept.
fn forgotten(connection: &Connection, latest: i64) -> Result<i64, Error> {
    let oldest: Option<i64> =
        connection.prepare_cached("SELECT min(seq) FROM event")?.query_row([], |row| row.get(0))?;
    Ok(oldest.map_or(latest, |seq| seq - 1))
}
