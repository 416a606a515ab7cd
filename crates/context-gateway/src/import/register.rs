//! Registers the sources and rules of a mapping in the store. Knows those two tables.

use rusqlite::{Connection, OptionalExtension, params};

use super::Import;
use crate::{Error, unify::Rules};

/// Sources are known before anything names them.
pub(super) fn register_sources(connection: &Connection, job: &Import<'_>) -> Result<(), Error> {
    let mut upsert = connection.prepare(
        "INSERT INTO source (id, name, kind, department, priority, stale_after_s, as_of, status)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'ok')
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, department = excluded.department,
            priority = excluded.priority, stale_after_s = excluded.stale_after_s,
            as_of = max(coalesce(as_of, excluded.as_of), excluded.as_of), status = 'ok'",
    )?;
    for source in &job.mapping.sources {
        let stale_after = source.stale_after.map(|duration| duration.0);
        let as_of = job.as_of.as_millis();
        upsert.execute(params![
            source.id,
            source.name,
            source.kind,
            source.department,
            source.priority,
            stale_after,
            as_of
        ])?;
    }
    Ok(())
}

/// Rules of earlier imports hold for what this mapping does not mention: departments may be imported one by one.
pub(super) fn register_rules(connection: &Connection, rules: &Rules) -> Result<Rules, Error> {
    let stored: Option<String> = connection
        .query_row("SELECT value FROM setting WHERE name = 'rules'", [], |row| row.get(0))
        .optional()?;
    let mut all = rules.clone();
    if let Some(stored) = stored {
        let earlier: Rules = serde_json::from_str(&stored)?;
        all.identifiers = earlier.identifiers.into_iter().chain(all.identifiers).collect();
        all.fields = earlier.fields.into_iter().chain(all.fields).collect();
    }
    let mut priorities = connection.prepare("SELECT id, priority FROM source")?;
    let priorities = priorities.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    all.priorities = priorities.collect::<Result<_, _>>()?;
    connection.execute(
        "INSERT INTO setting (name, value) VALUES ('rules', ?1) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [serde_json::to_string(&all)?],
    )?;
    Ok(all)
}
