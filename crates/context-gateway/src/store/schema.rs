//! Opens the SQLite file, brings its schema up to date and sets how safely it is written.
//! Knows versions and pragmas, not tables.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, TransactionBehavior, config::DbConfig};

use crate::Error;

/// The migrations in order; the schema version of a file is how many of them it has seen.
const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/0001_init.sql"),
    include_str!("../../migrations/0002_manual_choice_and_volume.sql"),
    include_str!("../../migrations/0003_ask_count.sql"),
    include_str!("../../migrations/0004_direction.sql"),
];

/// The schema version this program writes.
#[expect(clippy::cast_possible_wrap, reason = "there will never be that many migrations")]
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

/// Bytes of a page of a new file; one that is there keeps its own. Rows with their JSON have about a kilobyte: of SQLite's
/// usual pages they fill a quarter, and filling a large file is mostly turning pages.
const PAGE_SIZE: u32 = 16384;

/// How many prepared statements each connection keeps.
const STATEMENT_CACHE: usize = 128;

/// Opens a database for writing, creating it and bringing its schema up to date where needed.
///
/// Write-ahead log, every commit on disk before it returns (`synchronous=FULL`). There may be any number of
/// readers beside it and one writer at a time; a second writer waits up to ten seconds.
///
/// # Errors
/// [`Error::File`] when it cannot be opened or is no database, [`Error::NewerSchema`] when a newer version wrote it.
pub fn open_for_writing(path: &Path) -> Result<Connection, Error> {
    let mut connection = Connection::open(path).map_err(|error| unusable(path, &error))?;
    version_of(&connection, path)?;
    prepare(&connection, path)?;
    connection.execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;")?;
    migrate(&mut connection)?;
    Ok(connection)
}

/// Opens a database for reading alone. The file must exist and have the current schema.
///
/// # Errors
/// As [`open_for_writing`].
pub fn open_for_reading(path: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| unusable(path, &error))?;
    version_of(&connection, path)?;
    prepare(&connection, path)?;
    connection.execute_batch("PRAGMA query_only=ON;")?;
    Ok(connection)
}

fn prepare(connection: &Connection, path: &Path) -> Result<(), Error> {
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
    // Otherwise plans depend on the values that are bound, and every request would compile its statements again.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection
        .execute_batch(&format!(
            "PRAGMA page_size={PAGE_SIZE}; PRAGMA mmap_size=1073741824; PRAGMA cache_size=-16384;
             PRAGMA temp_store=MEMORY;"
        ))
        .map_err(|error| unusable(path, &error))
}

fn version_of(connection: &Connection, path: &Path) -> Result<i64, Error> {
    let found = connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(|error| unusable(path, &error))?;
    if found > SCHEMA_VERSION {
        return Err(Error::NewerSchema { file: path.to_owned(), found, known: SCHEMA_VERSION });
    }
    Ok(found)
}

/// Runs what is missing in one transaction together with the new version number, so that a process that dies in
/// between leaves the old schema whole and two processes that start at once do not both migrate.
fn migrate(connection: &mut Connection) -> Result<(), Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from: usize = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for sql in MIGRATIONS.iter().skip(from) {
        transaction.execute_batch(sql)?;
    }
    transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    Ok(transaction.commit()?)
}

fn unusable(path: &Path, error: &rusqlite::Error) -> Error {
    let reason = match error {
        rusqlite::Error::SqliteFailure(_, Some(text)) => text.clone(),
        other => other.to_string(),
    };
    Error::File { file: path.to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{MIGRATIONS, SCHEMA_VERSION, open_for_reading, open_for_writing};
    use crate::Error;

    #[test]
    fn creates_reopens_and_reads() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.sqlite");
        drop(open_for_writing(&path).unwrap());
        let again = open_for_writing(&path).unwrap();
        let version: i64 = again.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(version, SCHEMA_VERSION);
        let reader = open_for_reading(&path).unwrap();
        assert!(reader.execute("INSERT INTO customer_alias VALUES ('a', 1)", []).is_err());
    }

    #[test]
    fn directions_of_an_older_file_are_counted() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.sqlite");
        let older = Connection::open(&path).unwrap();
        MIGRATIONS[..3].iter().for_each(|sql| older.execute_batch(sql).unwrap());
        older.pragma_update(None, "user_version", 3).unwrap();
        older
            .execute_batch("INSERT INTO source (id, name, kind, department) VALUES ('s', 's', 's', 's')")
            .unwrap();
        for (id, body) in
            [("a", r#"{"direction":"inbound"}"#), ("b", r#"{"direction":"inbound"}"#), ("c", "{}")]
        {
            older
                .execute(
                    "INSERT INTO interaction (id, cid, owner_kind, owner_value, source, started_at, department, channel,
                        type, status, body) VALUES (?1, 7, '', '', 's', 0, '', '', '', '', ?2)",
                    [id, body],
                )
                .unwrap();
        }
        drop(older);
        let now = open_for_writing(&path).unwrap();
        let mut kept =
            now.prepare("SELECT value, n FROM facet WHERE cid = 7 AND facet = 'direction'").unwrap();
        let kept = kept.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let kept: Vec<(String, u64)> = kept.map(Result::unwrap).collect();
        assert_eq!(kept, [(String::new(), 1), ("inbound".to_owned(), 2)]);
        let of_b = now.query_row("SELECT direction FROM interaction WHERE id = 'b'", [], |row| row.get(0));
        assert_eq!(of_b, Ok("inbound".to_owned()));
    }

    #[test]
    fn leaves_a_newer_file_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.sqlite");
        open_for_writing(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
        assert!(matches!(open_for_writing(&path), Err(Error::NewerSchema { found: 99, .. })));
        assert!(matches!(open_for_reading(&path), Err(Error::NewerSchema { found: 99, .. })));
    }

    #[test]
    fn says_when_a_file_is_no_database_or_missing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.sqlite");
        std::fs::write(&path, "name,email\n".repeat(200)).unwrap();
        assert!(matches!(open_for_writing(&path), Err(Error::File { .. })));
        assert!(matches!(open_for_reading(&dir.path().join("none")), Err(Error::File { .. })));
    }
}
