//! The full text of a new database: indexed on a thread of its own in a file beside it, and moved in when both are
//! complete, because it takes as long as everything else that is written.
//! Knows rows of text and the tables FTS5 keeps them in, not where the text comes from.

use std::{path::PathBuf, sync::mpsc, thread::JoinHandle};

use rusqlite::{Connection, params};

use super::remove_database;
use crate::{Error, store::search::owner_token};

/// Changes that are handed over at once.
const PORTION: usize = 128;
/// Portions that may wait.
const WAITING: usize = 16;

/// Nobody reads this file before it is complete, and nobody needs it when it is not.
const PREPARE: &str = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;
     PRAGMA cache_size=-32768; BEGIN;";
/// The parts of the index are put together once, at the end, instead of again and again; 2 MiB are gathered for each,
/// which the processor still has in its cache.
const GATHER: &str = "INSERT INTO interaction_text (interaction_text, rank)
     VALUES ('automerge', 0), ('crisismerge', 1024), ('hashsize', 2097152);";
/// Back to what FTS5 does by itself, for the small writes of a running gateway.
const COMPLETE: &str = "INSERT INTO interaction_text (interaction_text) VALUES ('optimize');
     INSERT INTO interaction_text (interaction_text, rank) VALUES ('automerge', 4), ('crisismerge', 16), ('hashsize', 1048576);
     COMMIT;";

/// What FTS5 keeps: <https://sqlite.org/fts5.html#fts5_data_structures>.
const TABLES: [&str; 4] =
    ["interaction_text_config", "interaction_text_data", "interaction_text_docsize", "interaction_text_idx"];

/// The index while it is made.
#[derive(Debug)]
pub(super) struct TextIndex {
    path: PathBuf,
    sender: Option<mpsc::SyncSender<Portion>>,
    held: Vec<Change>,
    thread: Option<JoinHandle<Result<(), Error>>>,
}

#[derive(Debug)]
enum Portion {
    Changes(Vec<Change>),
    /// Nothing follows. Without it the import failed, and there is nothing to complete.
    End,
}

#[derive(Debug)]
enum Change {
    Add { seq: i64, cid: i64, text: String },
    Remove { seq: i64 },
}

impl TextIndex {
    /// Starts a thread that makes an index like that of `connection` in a new file.
    ///
    /// # Errors
    /// When the index cannot be made there.
    pub(super) fn start(connection: &Connection, path: PathBuf) -> Result<Self, Error> {
        remove_database(&path)?;
        let definition: String = connection.query_row(
            "SELECT sql FROM sqlite_schema WHERE name = 'interaction_text'",
            [],
            |row| row.get(0),
        )?;
        let apart = Connection::open(&path)?;
        apart.execute_batch(PREPARE)?;
        apart.execute_batch(&definition)?;
        apart.execute_batch(GATHER)?;
        let (sender, receiver) = mpsc::sync_channel(WAITING);
        let thread = std::thread::spawn(move || index(apart, &receiver));
        Ok(Self { path, sender: Some(sender), held: vec![], thread: Some(thread) })
    }

    /// Makes an interaction findable.
    pub(super) fn add(&mut self, seq: i64, cid: i64, text: String) {
        self.hold(Change::Add { seq, cid, text });
    }

    /// Takes an interaction out.
    pub(super) fn remove(&mut self, seq: i64) {
        self.hold(Change::Remove { seq });
    }

    /// Says that nothing follows; the thread puts the parts of the index together meanwhile.
    pub(super) fn end(&mut self) {
        self.send();
        if let Some(sender) = self.sender.take() {
            drop(sender.send(Portion::End));
        }
    }

    /// Waits for the index and moves it into a database whose own one is empty.
    ///
    /// # Errors
    /// When either database fails.
    pub(super) fn move_into(mut self, connection: &Connection) -> Result<(), Error> {
        self.end();
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(indexed)) => indexed?,
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => {}
        }
        connection.execute("ATTACH ?1 AS apart", [self.path.to_string_lossy()])?;
        copy(connection)?;
        connection.execute_batch("DETACH apart")?;
        Ok(())
    }

    fn hold(&mut self, change: Change) {
        self.held.push(change);
        if self.held.len() >= PORTION {
            self.send();
        }
    }

    fn send(&mut self) {
        let held = std::mem::replace(&mut self.held, Vec::with_capacity(PORTION));
        if let Some(sender) = &self.sender {
            // A thread that ended early has an error, which is told when it is waited for.
            drop(sender.send(Portion::Changes(held)));
        }
    }
}

/// The file holds customers' data, whatever became of it.
impl Drop for TextIndex {
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
        drop(remove_database(&self.path));
    }
}

fn index(connection: Connection, portions: &mpsc::Receiver<Portion>) -> Result<(), Error> {
    for portion in portions {
        match portion {
            Portion::Changes(changes) => write(&connection, &changes)?,
            Portion::End => {
                connection.execute_batch(COMPLETE)?;
                return connection.close().map_err(|(_, error)| error.into());
            }
        }
    }
    Ok(())
}

fn write(connection: &Connection, changes: &[Change]) -> Result<(), Error> {
    let mut insert =
        connection.prepare_cached("INSERT INTO interaction_text (rowid, owner, text) VALUES (?1, ?2, ?3)")?;
    for change in changes {
        match change {
            Change::Add { seq, cid, text } => {
                insert.execute(params![seq, owner_token(*cid), text])?;
            }
            Change::Remove { seq } => {
                connection.execute("DELETE FROM interaction_text WHERE rowid = ?1", [seq])?;
            }
        }
    }
    Ok(())
}

fn copy(connection: &Connection) -> Result<(), Error> {
    connection.execute_batch("BEGIN")?;
    for table in TABLES {
        connection.execute_batch(&format!(
            "DELETE FROM main.{table}; INSERT INTO main.{table} SELECT * FROM apart.{table};"
        ))?;
    }
    Ok(connection.execute_batch("COMMIT")?)
}
