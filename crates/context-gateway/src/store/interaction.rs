//! Writes interactions together with what hangs on them: facet counts and the full-text row.
//! Knows how they stay equal, not who writes.

use context_contract::{Interaction, Timestamp, interaction::Turn};
use rusqlite::{Connection, params};

use super::{
    facet::{FACETS, values_of},
    search::{owner_token, searchable_text},
    volume,
};
use crate::Error;

/// One interaction to be written.
#[derive(Debug)]
pub struct InteractionRow<'a> {
    /// The customer.
    pub cid: i64,
    /// The identifier by which the source names the customer: kind and value. What agents write names the
    /// customer itself: `customer` and its id.
    pub owner: (&'a str, &'a str),
    /// What is known, without transcript.
    pub interaction: &'a Interaction,
    /// What was said.
    pub transcript: &'a [Turn],
    /// Only its own department may see more than that it exists.
    pub confidential: bool,
}

/// Inserts an interaction, counts it and makes it findable.
///
/// # Errors
/// [`Error::Store`], also when the id exists.
pub fn insert(connection: &Connection, row: &InteractionRow<'_>) -> Result<(), Error> {
    let interaction = row.interaction;
    let [department, kind, channel, status, direction] = values_of(interaction);
    let detail = (!row.transcript.is_empty()).then(|| serde_json::to_string(row.transcript)).transpose()?;
    connection
        .prepare_cached(
            "INSERT INTO interaction (id, cid, owner_kind, owner_value, source, started_at, department, type,
                channel, status, direction, confidential, body, detail)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .execute(params![
            interaction.id,
            row.cid,
            row.owner.0,
            row.owner.1,
            interaction.source,
            started_at(interaction),
            department,
            kind,
            channel,
            status,
            direction,
            row.confidential,
            serde_json::to_string(interaction)?,
            detail,
        ])?;
    let seq = connection.last_insert_rowid();
    make_findable(connection, seq, row.cid, &searchable_text(interaction, row.transcript))?;
    volume::count(connection, interaction, 1)?;
    count(connection, row.cid, interaction, 1)
}

/// Replaces an interaction of the same id, with its counts and its text. Returns the new version.
///
/// # Errors
/// [`Error::Store`].
pub fn replace(
    connection: &Connection,
    cid: i64,
    before: &Interaction,
    after: &Interaction,
    transcript: &[Turn],
) -> Result<i64, Error> {
    let [department, kind, channel, status, direction] = values_of(after);
    let (seq, version) = connection
        .prepare_cached(
            "UPDATE interaction SET started_at = ?2, department = ?3, type = ?4, channel = ?5, status = ?6,
                direction = ?7, body = ?8, version = version + 1
             WHERE id = ?1 RETURNING seq, version",
        )?
        .query_row(
            params![
                after.id,
                started_at(after),
                department,
                kind,
                channel,
                status,
                direction,
                serde_json::to_string(after)?,
            ],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
    forget_text(connection, seq)?;
    make_findable(connection, seq, cid, &searchable_text(after, transcript))?;
    volume::count(connection, before, -1)?;
    volume::count(connection, after, 1)?;
    count(connection, cid, before, -1)?;
    count(connection, cid, after, 1)?;
    Ok(version)
}

/// Removes an interaction with its counts and its text. Nothing happens when there is none.
///
/// # Errors
/// [`Error::Store`].
pub fn remove(connection: &Connection, cid: i64, interaction: &Interaction) -> Result<(), Error> {
    let seq = connection
        .prepare_cached("SELECT seq FROM interaction WHERE id = ?1 AND cid = ?2")?
        .query_row(params![interaction.id, cid], |row| row.get(0));
    let Ok(seq) = seq else { return Ok(()) };
    forget_text(connection, seq)?;
    connection.prepare_cached("DELETE FROM interaction WHERE seq = ?1")?.execute([seq])?;
    volume::count(connection, interaction, -1)?;
    count(connection, cid, interaction, -1)
}

fn make_findable(connection: &Connection, seq: i64, cid: i64, text: &str) -> Result<(), Error> {
    connection
        .prepare_cached("INSERT INTO interaction_text (rowid, owner, text) VALUES (?1, ?2, ?3)")?
        .execute(params![seq, owner_token(cid), text])?;
    Ok(())
}

fn forget_text(connection: &Connection, seq: i64) -> Result<(), Error> {
    connection.prepare_cached("DELETE FROM interaction_text WHERE rowid = ?1")?.execute([seq])?;
    Ok(())
}

fn count(connection: &Connection, cid: i64, interaction: &Interaction, by: i64) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO facet (cid, facet, value, n) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (cid, facet, value) DO UPDATE SET n = n + excluded.n",
    )?;
    let facets = FACETS.into_iter().zip(values_of(interaction));
    for (facet, value) in facets.chain([("total", "")]) {
        statement.execute(params![cid, facet, value, by])?;
    }
    Ok(())
}

fn started_at(interaction: &Interaction) -> i64 {
    interaction.interaction_date.start_date_time.map_or(0, Timestamp::as_millis)
}
