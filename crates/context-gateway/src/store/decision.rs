//! What agents decided about fields of a profile: kept as records beside those of the departments, and put into force.
//! Knows rows; what a decision means is decided in `unify::manual`.

use context_contract::{Profile, Timestamp, request::FieldWrite};
use rusqlite::{Connection, params};

use super::{customer, source::GATEWAY};
use crate::{
    Error,
    error::Refusal,
    unify::{
        Record,
        manual::{self, Undecidable},
        unify,
    },
};

/// The record `key` is to have when it is written, and when.
pub struct Deciding<'a> {
    /// A name nobody has used.
    pub key: &'a str,
    /// When the agent decided.
    pub now: Timestamp,
}

/// Decides about a field of a customer's profile, or takes that back, and unifies the customer anew. Returns the profile.
///
/// # Errors
/// [`Refusal::Invalid`] when the field, the record or the value is none.
pub fn decide(
    connection: &Connection,
    cid: i64,
    field: &str,
    wanted: &FieldWrite,
    deciding: &Deciding<'_>,
) -> Result<Profile, Error> {
    let rules = customer::rules(connection)?;
    let before = records(connection, cid)?;
    let named = (GATEWAY, deciding.key, deciding.now);
    let decided = manual::decide(&before, &rules, field, wanted, named)
        .map_err(|Undecidable { pointer, detail }| Refusal::field(pointer, &detail))?;
    let replaced = |record: &&Record| record.decision.is_some() && record.fields.contains_key(field);
    for record in before.iter().filter(replaced) {
        remove(connection, record)?;
    }
    if let Some(record) = &decided {
        insert(connection, cid, record)?;
    }
    let unified = unify(&records(connection, cid)?, &rules);
    connection
        .prepare_cached(
            "UPDATE customer SET profile = ?2, display_name = ?3, updated_at = ?4 WHERE cid = ?1",
        )?
        .execute(params![
            cid,
            serde_json::to_string(&unified.profile)?,
            unified.display_name,
            deciding.now.as_millis()
        ])?;
    customer::profile(connection, cid)
}

/// Brings every decision to the customer who has the record it is about; after records were joined anew.
///
/// # Errors
/// [`Error::Store`].
pub fn follow(connection: &Connection) -> Result<(), Error> {
    connection.execute(
        "UPDATE record SET cid = coalesce(
            (SELECT a.cid FROM record a WHERE a.source = record.body ->> '$.decision.anchor.source'
                AND a.record_key = record.body ->> '$.decision.anchor.key'), cid)
         WHERE source = ?1",
        [GATEWAY],
    )?;
    Ok(())
}

fn records(connection: &Connection, cid: i64) -> Result<Vec<Record>, Error> {
    let mut statement = connection.prepare_cached("SELECT body FROM record WHERE cid = ?1 ORDER BY rid")?;
    let mut rows = statement.query([cid])?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        records.push(serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?);
    }
    Ok(records)
}

fn remove(connection: &Connection, record: &Record) -> Result<(), Error> {
    // The identifiers first, for connections that do not cascade.
    for sql in [
        "DELETE FROM identifier WHERE rid = (SELECT rid FROM record WHERE source = ?1 AND record_key = ?2)",
        "DELETE FROM record WHERE source = ?1 AND record_key = ?2",
    ] {
        connection.prepare_cached(sql)?.execute([&record.source, &record.key])?;
    }
    Ok(())
}

fn insert(connection: &Connection, cid: i64, record: &Record) -> Result<(), Error> {
    let observed_at = record.observed_at.map(Timestamp::as_millis);
    connection
        .prepare_cached(
            "INSERT INTO record (source, record_key, cid, observed_at, body) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![record.source, record.key, cid, observed_at, serde_json::to_string(record)?])?;
    let rid = connection.last_insert_rowid();
    for identifier in &record.identifiers {
        connection
            .prepare_cached("INSERT INTO identifier (kind, value, rid) VALUES (?1, ?2, ?3)")?
            .execute(params![identifier.kind, identifier.value, rid])?;
    }
    Ok(())
}
