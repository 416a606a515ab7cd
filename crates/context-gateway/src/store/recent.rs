//! What happened to a customer lately, whole and in one look-up. Knows moments and kinds, not what they mean together.

use context_contract::{Interaction, Timestamp};
use rusqlite::{Connection, params};

use super::timeline::{Scope, choice, list};
use crate::{Error, insight::CONTACTS};

/// The most contacts that are looked at: a customer who gets in touch more often is not one person.
const MOST: i64 = 200;

/// Contacts since a moment as stored, newest first, each with whether it is confidential.
///
/// # Errors
/// [`Error::Corrupt`] when a stored body is no interaction.
pub fn contacts(
    connection: &Connection,
    scope: &Scope,
    since: Timestamp,
) -> Result<Vec<(Interaction, bool)>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT body, confidential FROM interaction
         WHERE cid = ?1 AND started_at >= ?2 AND type IN (SELECT value FROM json_each(?3))
           AND (?4 IS NULL OR source NOT IN (SELECT value FROM json_each(?4)))
         ORDER BY started_at DESC, id LIMIT ?5",
    )?;
    let kinds: Vec<&str> = CONTACTS.iter().map(|kind| kind.as_str()).collect();
    let values =
        params![scope.cid, since.as_millis(), serde_json::to_string(&kinds)?, choice(&scope.without), MOST];
    let mut rows = statement.query(values)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let body = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        found.push((serde_json::from_str(body)?, row.get(1)?));
    }
    Ok(found)
}
/// How many of the latest interactions tell what a customer has; older ones may be about what is long gone.
const LATEST: i64 = 200;

/// Whether the customer has a product: one of the latest interactions that the reader may see is about it.
///
/// # Errors
/// [`Error::Store`].
pub fn has(connection: &Connection, scope: &Scope, product: &str) -> Result<bool, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM (
            SELECT body FROM interaction
            WHERE cid = ?1 AND (?3 IS NULL OR source NOT IN (SELECT value FROM json_each(?3)))
              AND (confidential = 0 OR department IN (SELECT value FROM json_each(?4)))
            ORDER BY started_at DESC, id LIMIT ?5) WHERE body ->> '$.product' = ?2)",
    )?;
    let confidential = list(&scope.confidential);
    let values = params![scope.cid, product, choice(&scope.without), confidential, LATEST];
    Ok(statement.query_row(values, |row| row.get(0))?)
}
