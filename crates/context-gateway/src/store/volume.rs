//! How many contacts there were in each hour about what. Knows counts, neither customers nor what is unusual.

use context_contract::{Interaction, Timestamp};
use rusqlite::{Connection, params};

use crate::{
    Error,
    insight::{
        incident::{DAYS, Series},
        topic_of,
    },
};

const HOUR_MS: i64 = 3_600_000;

/// How many hours are kept: the last day, the baseline before it, and a day to spare.
const KEPT: i64 = 24 * (DAYS as i64 + 2);

/// The hour of a moment, counted from the Unix epoch.
#[must_use]
pub const fn hour(moment: Timestamp) -> i64 {
    moment.as_millis().div_euclid(HOUR_MS)
}

/// The first hour worth counting at a moment.
#[must_use]
pub const fn first_hour(moment: Timestamp) -> i64 {
    hour(moment) - KEPT
}

/// Counts an interaction in (`by` 1) or out (`by` -1); nothing happens when it is no contact about anything.
///
/// # Errors
/// [`Error::Store`].
pub fn count(connection: &Connection, interaction: &Interaction, by: i64) -> Result<(), Error> {
    let Some((reason, product)) = topic_of(interaction) else { return Ok(()) };
    let start = interaction.interaction_date.start_date_time.unwrap_or_default();
    add(connection, (hour(start), reason, product), by)
}

/// Adds to a count; one that there is not is not taken from.
///
/// # Errors
/// [`Error::Store`].
pub fn add(
    connection: &Connection,
    (hour, reason, product): (i64, &str, &str),
    by: i64,
) -> Result<(), Error> {
    let sql = if by > 0 {
        "INSERT INTO contact_volume (hour, reason, product, n) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (hour, reason, product) DO UPDATE SET n = n + excluded.n"
    } else {
        "UPDATE contact_volume SET n = max(n + ?4, 0) WHERE hour = ?1 AND reason = ?2 AND product = ?3"
    };
    connection.prepare_cached(sql)?.execute(params![hour, reason, product, by])?;
    Ok(())
}

/// What there were contacts about in the last 24 hours, with the fourteen days before. Empty while nobody knows what is
/// usual: before there has been a week of contacts.
///
/// # Errors
/// [`Error::Store`].
pub fn series(connection: &Connection, now: Timestamp) -> Result<Vec<Series>, Error> {
    let last = hour(now);
    let week = "SELECT EXISTS (SELECT 1 FROM contact_volume WHERE hour <= ?1 AND n > 0)";
    if !connection.prepare_cached(week)?.query_row([last - 7 * 24], |row| row.get::<_, bool>(0))? {
        return Ok(Vec::new());
    }
    let mut statement = connection.prepare_cached(
        "SELECT reason, product, (?1 - hour) / 24, sum(n) FROM contact_volume
         WHERE hour > ?1 - 24 * (?2 + 1) AND hour <= ?1 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
    )?;
    let mut rows = statement.query(params![last, DAYS as i64])?;
    let mut found: Vec<Series> = Vec::new();
    while let Some(row) = rows.next()? {
        let (reason, product): (String, String) = (row.get(0)?, row.get(1)?);
        let (day, count): (usize, u64) = (row.get(2)?, row.get(3)?);
        if found.last().is_none_or(|last| (&last.reason, &last.product) != (&reason, &product)) {
            found.push(Series { reason, product, today: 0, before: [0; DAYS] });
        }
        if let Some(series) = found.last_mut() {
            match day.checked_sub(1).and_then(|day| series.before.get_mut(day)) {
                Some(before) => *before = count,
                None => series.today = count,
            }
        }
    }
    Ok(found)
}

/// Forgets what takes no part any more. Returns how many rows are gone.
///
/// # Errors
/// [`Error::Store`].
pub fn forget(connection: &Connection, now: Timestamp) -> Result<usize, Error> {
    Ok(connection.execute("DELETE FROM contact_volume WHERE hour < ?1", [first_hour(now)])?)
}
