//! The timeline: pages, search, and one interaction. Knows filters and order, not cursors on the wire.
//!
//! What a reader may not see beyond its existence takes no part in a filter, a count or a search over what is
//! hidden (channel, status, direction, text), so that none of them tells what is in it.

use std::collections::BTreeSet;

use context_contract::{Interaction, Timestamp, interaction::Turn};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use super::{facet::Values, search::match_expression};
use crate::Error;

/// What to show. Empty lists do not filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Departments.
    pub department: BTreeSet<String>,
    /// Channels.
    pub channel: BTreeSet<String>,
    /// Types.
    pub kind: BTreeSet<String>,
    /// Statuses.
    pub status: BTreeSet<String>,
    /// Directions.
    pub direction: BTreeSet<String>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub to: Option<Timestamp>,
    /// Words to find; the last one may be a beginning.
    pub search: Option<String>,
}

impl Filter {
    /// Whether everything is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is chosen of each facet.
    #[must_use]
    pub(super) fn chosen(&self) -> Values<&BTreeSet<String>> {
        [&self.department, &self.kind, &self.channel, &self.status, &self.direction]
    }
}

/// Whose timeline, for whom, from which sources.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The customer.
    pub cid: i64,
    /// Departments whose confidential interactions the reader may see.
    pub confidential: BTreeSet<String>,
    /// Sources that do not answer.
    pub without: BTreeSet<String>,
}

/// The place after an interaction in the order `(started_at DESC, id)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// When that interaction began.
    pub started_at: i64,
    /// Its id.
    pub id: String,
}

/// One interaction as stored, before redaction.
#[derive(Debug)]
pub struct StoredInteraction {
    /// What is known.
    pub interaction: Interaction,
    /// Only its own department may see more than that it exists.
    pub confidential: bool,
    /// Its place in the order.
    pub place: Place,
    /// Grows with every change.
    pub version: i64,
}

/// A page and whether it is the last one.
#[derive(Debug)]
pub struct StoredPage {
    /// At most as many as asked for, newest first.
    pub items: Vec<StoredInteraction>,
    /// Whether there are more.
    pub has_more: bool,
}

const COLUMNS: &str = "i.body, i.confidential, i.started_at, i.id, i.version";
const ALL: &str = "FROM interaction i WHERE i.cid = :cid AND :match IS NULL";
const FOUND: &str = "FROM interaction_text CROSS JOIN interaction i ON i.seq = interaction_text.rowid
     WHERE interaction_text MATCH :match AND i.cid = :cid AND :visible";
pub(super) const VISIBLE: &str =
    "(i.confidential = 0 OR i.department IN (SELECT value FROM json_each(:confidential)))";
pub(super) const PERIOD_AND_SOURCES: &str = " AND i.started_at BETWEEN :from AND :to
     AND (:without IS NULL OR i.source NOT IN (SELECT value FROM json_each(:without)))";
const CHOICES: &str =
    " AND (:department IS NULL OR i.department IN (SELECT value FROM json_each(:department)))
     AND (:kind IS NULL OR i.type IN (SELECT value FROM json_each(:kind)))
     AND (:channel IS NULL OR (:visible AND i.channel IN (SELECT value FROM json_each(:channel))))
     AND (:status IS NULL OR (:visible AND i.status IN (SELECT value FROM json_each(:status))))
     AND (:direction IS NULL OR (:visible AND i.direction IN (SELECT value FROM json_each(:direction))))";

/// Reads a page after a place, or the first one.
///
/// # Errors
/// [`Error::Corrupt`] when a stored body is no interaction.
pub fn page(
    connection: &Connection,
    scope: &Scope,
    filter: &Filter,
    after: Option<&Place>,
    limit: usize,
) -> Result<StoredPage, Error> {
    let (table, expression) = table(scope, filter);
    let sql = format!(
        "SELECT {COLUMNS} {table}{PERIOD_AND_SOURCES}{CHOICES} AND (i.started_at < :place OR i.id > :id)
         ORDER BY i.started_at DESC, i.id LIMIT :limit"
    )
    .replace(":visible", VISIBLE);
    let mut statement = connection.prepare_cached(&sql)?;
    let place = after.map_or(i64::MAX, |place| place.started_at);
    let mut rows = statement.query(named_params! {
        ":cid": scope.cid,
        ":confidential": list(&scope.confidential),
        ":without": choice(&scope.without),
        ":from": from(filter),
        ":to": to(filter).min(place),
        ":department": choice(&filter.department),
        ":kind": choice(&filter.kind),
        ":channel": choice(&filter.channel),
        ":status": choice(&filter.status),
        ":direction": choice(&filter.direction),
        ":place": place,
        ":id": after.map_or("", |place| place.id.as_str()),
        ":limit": i64::try_from(limit + 1).unwrap_or(i64::MAX),
        ":match": expression,
    })?;
    let mut items = Vec::with_capacity(limit + 1);
    while let Some(row) = rows.next()? {
        items.push(stored(row)?);
    }
    let has_more = items.len() > limit;
    items.truncate(limit);
    Ok(StoredPage { items, has_more })
}

/// Reads one interaction of this customer with what was said, before redaction.
///
/// # Errors
/// [`Error::Corrupt`] when the stored body or transcript is not what it should be.
pub fn one(connection: &Connection, cid: i64, id: &str) -> Result<Option<StoredInteraction>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT i.body, i.confidential, i.started_at, i.id, i.version, i.detail FROM interaction i
         WHERE i.id = ?1 AND i.cid = ?2",
    )?;
    let mut rows = statement.query(params![id, cid])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let mut found = stored(row)?;
    found.interaction.transcript = transcript(row.get::<_, Option<String>>(5)?.as_deref())?;
    Ok(Some(found))
}

/// Whether any customer has an interaction with this id: ids are unique over all of them.
///
/// # Errors
/// [`Error::Store`].
pub fn exists(connection: &Connection, id: &str) -> Result<bool, Error> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM interaction WHERE id = ?1")?;
    Ok(statement.query_row([id], |_| Ok(())).optional()?.is_some())
}

fn stored(row: &Row<'_>) -> Result<StoredInteraction, Error> {
    Ok(StoredInteraction {
        interaction: serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?,
        confidential: row.get(1)?,
        place: Place { started_at: row.get(2)?, id: row.get(3)? },
        version: row.get(4)?,
    })
}

fn transcript(detail: Option<&str>) -> Result<Vec<Turn>, Error> {
    detail.map_or_else(|| Ok(Vec::new()), |json| Ok(serde_json::from_str(json)?))
}

/// The rows to choose from: all of the customer's, or those that the search finds.
pub(super) fn table(scope: &Scope, filter: &Filter) -> (&'static str, Option<String>) {
    match &filter.search {
        Some(words) => (FOUND, Some(match_expression(scope.cid, words))),
        None => (ALL, None),
    }
}

pub(super) fn from(filter: &Filter) -> i64 {
    filter.from.map_or(i64::MIN, Timestamp::as_millis)
}

/// The last moment within: the end itself is not.
pub(super) fn to(filter: &Filter) -> i64 {
    filter.to.map_or(i64::MAX, |end| end.as_millis() - 1)
}

pub(super) fn list(values: &BTreeSet<String>) -> String {
    serde_json::json!(values).to_string()
}

pub(super) fn choice(values: &BTreeSet<String>) -> Option<String> {
    (!values.is_empty()).then(|| list(values))
}
