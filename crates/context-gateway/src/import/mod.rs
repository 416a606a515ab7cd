//! Import: exports of departments become records, unified customers, interactions and facts in the store.
//! Knows the order of the steps; each step is a module of its own.
//!
//! 1. `mapping`, `spec`, `target`: what the operator wrote.
//! 2. `read`, `extract`, `date`, `parse`: rows become what the store keeps, on threads of their own.
//! 3. `write`: one writer, large transactions. First all persons, then
//! 4. `join`, `follow`: which of them are one customer, then everything else. The unified profiles are written at the
//!    end, those of a new database in between, whenever no rows are ready.
//!
//! A new database is built beside its place and moved there when it is complete: nobody ever sees half of it, and
//! nothing has to be safe against a crash meanwhile. An existing one is changed in transactions while it is served.

pub mod mapping;

mod convert;
mod date;
mod extract;
mod facets;
mod fact;
mod follow;
mod identifiers;
mod indexes;
mod join;
mod node;
mod object;
mod parse;
mod person;
mod profiles;
mod progress;
mod read;
mod register;
mod rejects;
mod rows;
mod spec;
mod summary;
mod target;
mod text;
mod volume;
mod work;
mod write;

use std::{
    fs::File,
    path::{Path, PathBuf},
    thread::JoinHandle,
};

use context_contract::Timestamp;
use rusqlite::Connection;

pub use mapping::Mapping;
pub use summary::Summary;

use self::{
    indexes::Indexes,
    profiles::Profiles,
    progress::Progress,
    register::{register_rules, register_sources},
    rejects::Rejects,
    text::TextIndex,
    volume::Volume,
    work::Pass,
    write::Writer,
};
use crate::{Error, store::open_for_writing};

/// What to import.
#[derive(Debug)]
pub struct Import<'a> {
    /// The database, created when it is not there.
    pub database: &'a Path,
    /// What the files mean.
    pub mapping: &'a Mapping,
    /// Where the files are.
    pub directory: &'a Path,
    /// The moment the exports show; sources count their age from it.
    pub as_of: Timestamp,
    /// Whether to show progress on standard error.
    pub progress: bool,
}

/// Imports everything the mapping names.
///
/// The same files twice leave the same content. A row that cannot be used is written with its reason into
/// `<database>.rejects.ndjson` and never stops the rest.
///
/// # Errors
/// When a file is missing, lacks a column the mapping asks for or cannot be read, or the database fails. A new
/// database is then not created; an existing one keeps what was committed, and the import can be repeated.
pub fn import(job: &Import<'_>) -> Result<Summary, Error> {
    let started = std::time::Instant::now();
    let fresh = !job.database.exists();
    let target = if fresh { beside(job.database, "importing") } else { job.database.to_owned() };
    if fresh {
        remove_database(&target)?;
    }
    let mut summary = match fill(job, &target, fresh) {
        Ok(summary) => summary,
        Err(error) => {
            // What is left of it holds customers' data. The error that came first is the one to tell.
            if fresh {
                drop(remove_database(&target));
            }
            return Err(error);
        }
    };
    if fresh {
        std::fs::rename(&target, job.database).map_err(|error| unusable(job.database, &error))?;
    }
    // All of it: a rate that leaves the indexes out would promise more than anybody gets.
    summary.seconds = started.elapsed().as_secs_f64();
    Ok(summary)
}

/// Where rejected rows of an import into this database are kept.
#[must_use]
pub fn rejects_path(database: &Path) -> PathBuf {
    beside(database, "rejects.ndjson")
}

fn fill(job: &Import<'_>, target: &Path, fresh: bool) -> Result<Summary, Error> {
    let connection = open_for_writing(target)?;
    let summary = if fresh { build(job, target, &connection)? } else { change(job, &connection)? };
    connection.close().map_err(|(_, error)| error)?;
    Ok(summary)
}

/// Fills a new database. Nobody reads it yet and it is thrown away when this fails, so that nothing is kept for going
/// back, indexes are made once at the end, and full text is indexed beside it.
fn build(job: &Import<'_>, target: &Path, connection: &Connection) -> Result<Summary, Error> {
    connection.execute_batch(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF;
         PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-262144; PRAGMA temp_store=DEFAULT;",
    )?;
    let text = TextIndex::start(connection, beside(job.database, "importing-text"))?;
    let later = Indexes::take(connection, &["interaction"])?;
    let (summary, text) = run(job, connection, Some(text))?;
    let written = write_out(target)?;
    // What does not fit is sorted on a second thread while the rest is still read.
    connection.execute_batch("PRAGMA cache_size=-65536; PRAGMA threads=2;")?;
    later.make(connection)?;
    text.map_or(Ok(()), |text| text.move_into(connection))?;
    // Whatever became of it: the last write below waits for all of the file.
    drop(written.join());
    connection.execute_batch(
        "PRAGMA analysis_limit=1000; ANALYZE; PRAGMA synchronous=FULL; PRAGMA locking_mode=NORMAL; PRAGMA journal_mode=WAL;
         PRAGMA wal_checkpoint(TRUNCATE);",
    )?;
    Ok(summary)
}

/// Has the system write to disk what it holds of a file, on a thread of its own, so that the end has little to wait for.
fn write_out(path: &Path) -> Result<JoinHandle<std::io::Result<()>>, Error> {
    let file = File::open(path).map_err(|error| unusable(path, &error))?;
    Ok(std::thread::spawn(move || file.sync_data()))
}

fn change(job: &Import<'_>, connection: &Connection) -> Result<Summary, Error> {
    connection.execute_batch("PRAGMA synchronous=NORMAL; PRAGMA cache_size=-131072;")?;
    let (summary, _) = run(job, connection, None)?;
    connection.execute_batch("PRAGMA wal_checkpoint(PASSIVE);")?;
    Ok(summary)
}

fn run(
    job: &Import<'_>,
    connection: &Connection,
    text: Option<TextIndex>,
) -> Result<(Summary, Option<TextIndex>), Error> {
    let mut rejects = Rejects::new(rejects_path(job.database));
    let progress = Progress::new(job)?;
    connection.execute_batch("BEGIN IMMEDIATE")?;
    register_sources(connection, job)?;
    let rules = register_rules(connection, &job.mapping.unify)?;
    let mut writer = Writer::new(connection, &rules, text, Volume::new(job.as_of))?;
    work::pass(job, Pass::Records, None, &mut writer, &mut rejects, &progress, |_| Ok(false))?;
    progress.say("joining records");
    let mut joined = writer.join()?;
    let first = if writer.fresh { writer.next_cid } else { 0 };
    let records = std::mem::take(&mut joined.records);
    std::thread::scope(|scope| {
        let mut profiles = Profiles::start(scope, &rules, records, job.as_of);
        let meanwhile = |writer: &mut Writer<'_>| Ok(writer.catch_up()? || profiles.step(writer)?);
        work::pass(job, Pass::Others, Some(&joined), &mut writer, &mut rejects, &progress, meanwhile)?;
        writer.end_text();
        progress.say("unifying profiles");
        profiles.finish(&mut writer)
    })?;
    let (mut summary, text) = writer.finish(first, job.as_of)?;
    progress.finish();
    summary.rejected = rejects.finish()?;
    summary.rejects_file = (summary.rejected > 0).then(|| rejects_path(job.database));
    Ok((summary, text))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

fn remove_database(path: &Path) -> Result<(), Error> {
    for file in [
        path.to_owned(),
        beside_journal(path, "-wal"),
        beside_journal(path, "-shm"),
        beside_journal(path, "-journal"),
    ] {
        match std::fs::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(unusable(&file, &error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn beside_journal(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(ending);
    PathBuf::from(name)
}

fn unusable(path: &Path, error: &std::io::Error) -> Error {
    Error::File { file: path.to_owned(), reason: error.to_string() }
}
