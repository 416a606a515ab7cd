//! Takes indexes away while their tables are filled, and makes them again in one go, which is faster by far.
//! Knows SQLite's schema table, not what the tables mean.

use rusqlite::Connection;

use crate::Error;

/// How to make the indexes that were taken away.
#[derive(Debug, Default)]
pub(super) struct Indexes(Vec<String>);

impl Indexes {
    /// Drops the indexes of some tables. Those of constraints stay, and partial ones: few rows are in them.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn take(connection: &Connection, tables: &[&str]) -> Result<Self, Error> {
        let mut statement = connection.prepare(
            "SELECT name, sql FROM sqlite_schema
             WHERE type = 'index' AND sql NOT LIKE '% WHERE %' AND tbl_name = ?1 ORDER BY name",
        )?;
        let mut made = vec![];
        for table in tables {
            let rows = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
            for (name, sql) in rows.collect::<Result<Vec<(String, String)>, _>>()? {
                connection.execute_batch(&format!("DROP INDEX \"{name}\""))?;
                made.push(sql);
            }
        }
        Ok(Self(made))
    }

    /// Makes them again.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn make(self, connection: &Connection) -> Result<(), Error> {
        Ok(self.0.iter().try_for_each(|sql| connection.execute_batch(sql))?)
    }
}
