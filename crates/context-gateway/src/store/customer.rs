//! Customers: from an id in a URL or an identifier to the unified profile.
//! Knows ids and matches, not who may see them.

use std::collections::BTreeMap;

use context_contract::{
    Profile,
    request::{Candidate, Identifier, Match},
};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{Error, unify::Rules};

/// The most candidates of one look-up: more than a person would read through.
const MAX_CANDIDATES: usize = 50;

/// A customer by its internal key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// The internal key.
    pub cid: i64,
    /// The opaque id of today; the one asked for may be older and lead here.
    pub id: String,
}

/// Finds a customer by its id, or by an id of a customer that was merged into it.
///
/// # Errors
/// [`Error::Store`].
pub fn find(connection: &Connection, id: &str) -> Result<Option<Customer>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT cid, id FROM customer WHERE id = ?1
         UNION ALL
         SELECT c.cid, c.id FROM customer_alias a JOIN customer c ON c.cid = a.cid WHERE a.id = ?1
         LIMIT 1",
    )?;
    let row = statement.query_row([id], |row| Ok(Customer { cid: row.get(0)?, id: row.get(1)? }));
    Ok(row.optional()?)
}

/// The unified profile as stored, before redaction, with the entity tag of a decision about one of its fields.
///
/// # Errors
/// [`Error::Corrupt`] when the stored profile is not one.
pub fn profile(connection: &Connection, cid: i64) -> Result<Profile, Error> {
    let mut statement =
        connection.prepare_cached("SELECT profile, id, profile_version FROM customer WHERE cid = ?1")?;
    let mut rows = statement.query([cid])?;
    let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let text = |column: usize| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
    // With the id, so that the tag of a customer who was merged never fits the one who is left.
    let etag = format!("\"{}.{}\"", text(1)?, row.get::<_, i64>(2)?);
    Ok(Profile { etag: Some(etag), ..serde_json::from_str(text(0)?)? })
}

/// The customers that share any of the identifiers, as they were typed, the best match first.
///
/// An identifier counts the more, the fewer customers share it: confidence is the mean, over the identifiers
/// asked for, of one divided by the number of customers each of them leads to.
///
/// # Errors
/// [`Error::Store`].
pub fn candidates(connection: &Connection, identifiers: &[Identifier]) -> Result<Vec<Candidate>, Error> {
    let rules = rules(connection)?;
    let mut found: BTreeMap<i64, (f64, Vec<String>)> = BTreeMap::new();
    for identifier in identifiers {
        let Some(normal) = rules.normalise(&identifier.kind, &identifier.value) else { continue };
        let owners = owners(connection, &normal.kind, &normal.value)?;
        for &cid in &owners {
            let (score, kinds) = found.entry(cid).or_default();
            *score += 1.0 / count(owners.len());
            if !kinds.contains(&identifier.kind) {
                kinds.push(identifier.kind.clone());
            }
        }
    }
    let mut candidates = Vec::with_capacity(found.len());
    for (cid, (score, matched_on)) in found {
        let confidence = (score / count(identifiers.len()) * 100.0).round() / 100.0;
        candidates.extend(candidate(
            connection,
            cid,
            Match { confidence, method: "exact".into(), matched_on },
        )?);
    }
    candidates
        .sort_by(|a, b| b.matched.confidence.total_cmp(&a.matched.confidence).then_with(|| a.id.cmp(&b.id)));
    candidates.truncate(MAX_CANDIDATES);
    Ok(candidates)
}

/// The rules by which the last import wrote identifiers; asking has to write them alike.
pub(super) fn rules(connection: &Connection) -> Result<Rules, Error> {
    let mut statement = connection.prepare_cached("SELECT value FROM setting WHERE name = 'rules'")?;
    let json: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
    json.map_or_else(|| Ok(Rules::default()), |json| Ok(serde_json::from_str(&json)?))
}

/// A number without extension finds the same number with one.
fn owners(connection: &Connection, kind: &str, value: &str) -> Result<Vec<i64>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT r.cid FROM identifier i JOIN record r ON r.rid = i.rid
         WHERE i.kind = ?1 AND (i.value = ?2 OR (?1 = 'phone' AND i.value >= ?2 || ';ext=' AND i.value < ?2 || ';ext>'))
         ORDER BY r.cid LIMIT 200",
    )?;
    let rows = statement.query_map(params![kind, value], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn candidate(connection: &Connection, cid: i64, matched: Match) -> Result<Option<Candidate>, Error> {
    let mut statement = connection.prepare_cached("SELECT id, display_name FROM customer WHERE cid = ?1")?;
    let row = statement.query_row([cid], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(row.map(|(id, display_name)| Candidate { id, display_name, matched }))
}

#[expect(clippy::cast_precision_loss, reason = "at most some hundreds")]
fn count(n: usize) -> f64 {
    n.max(1) as f64
}
