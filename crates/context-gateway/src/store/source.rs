//! The systems of the departments as the store knows them. Knows how fresh they are, not how they are asked.

use context_contract::{
    Source, Timestamp,
    enums::{Department, SourceStatus},
};
use rusqlite::{Connection, params};

use crate::Error;

/// The source of everything that is written through the gateway itself.
pub const GATEWAY: &str = "gateway";

/// All sources in the operator's order, with the status they have at this moment.
///
/// # Errors
/// [`Error::Store`].
pub fn all(connection: &Connection, now: Timestamp) -> Result<Vec<Source>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT id, name, kind, status, as_of, stale_after_s FROM source ORDER BY priority DESC, id",
    )?;
    let rows = statement.query_map([], |row| {
        let (status, as_of, stale_after): (String, Option<i64>, Option<i64>) =
            (row.get(3)?, row.get(4)?, row.get(5)?);
        Ok(Source {
            id: row.get(0)?,
            name: row.get(1)?,
            kind: row.get(2)?,
            status: current(SourceStatus::from(status.as_str()), as_of, stale_after, now),
            as_of: as_of.map(Timestamp::from_millis),
            problem: None,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The departments that have a source, each once, in alphabetical order.
///
/// # Errors
/// [`Error::Store`].
pub fn departments(connection: &Connection) -> Result<Vec<Department>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT department FROM source WHERE department <> '' ORDER BY department",
    )?;
    let rows = statement.query_map([], |row| Ok(Department::from(row.get_ref(0)?.as_str()?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Makes sure that the gateway's own source exists, since what is written here has to come from somewhere.
///
/// # Errors
/// [`Error::Store`].
pub fn ensure_gateway(connection: &Connection) -> Result<(), Error> {
    connection.execute(
        "INSERT INTO source (id, name, kind, department, priority) VALUES (?1, 'Agents', 'gateway', '', -1)
         ON CONFLICT (id) DO NOTHING",
        params![GATEWAY],
    )?;
    Ok(())
}

fn current(
    status: SourceStatus,
    as_of: Option<i64>,
    stale_after: Option<i64>,
    now: Timestamp,
) -> SourceStatus {
    match (&status, as_of, stale_after) {
        (SourceStatus::Ok, Some(as_of), Some(seconds)) if as_of + seconds * 1000 < now.as_millis() => {
            SourceStatus::Stale
        }
        _ => status,
    }
}
