//! Reads all files in the order of the mapping: some threads parse, the calling one writes.
//! Knows batches and passes, not what a row becomes or how it is stored.

use std::{
    path::Path,
    sync::mpsc::{self, TryRecvError},
    thread::ScopedJoinHandle,
};

use super::{
    Import,
    extract::{Columns, Fault, Row},
    fact::ParsedFact,
    join::Joined,
    mapping::FileSpec,
    object::to_json,
    parse::{FileParser, ParsedInteraction},
    progress::Progress,
    read::{self, Next, Rows},
    rejects::{Reject, Rejects},
    write::Writer,
};
use crate::{
    Error,
    unify::{Owner, Record},
};

/// Rows per batch: large enough that handing over costs nothing, small enough to stay in the cache.
const BATCH: usize = 128;
/// Batches that may wait for the writer; together they are the memory the import needs besides the database's cache.
const WAITING: usize = 8;

/// Threads that take rows apart, which is more work than writing them. Each of them reads everything, which is little
/// work, and every one takes its own batches in turn.
const READERS: usize = 2;

/// Persons come first, because everything else belongs to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pass {
    /// Persons.
    Records,
    /// Interactions and facts.
    Others,
}

/// What became of a row.
#[derive(Debug)]
pub(super) enum Parsed {
    /// A person, and as JSON.
    Record(Box<Record>, String),
    /// Something that happened, and to whom.
    Interaction(Box<ParsedInteraction>, Owner),
    /// A fact, and about whom.
    Fact(Box<ParsedFact>, Owner),
    /// It cannot be used.
    Rejected(Box<Reject>),
}

/// Some rows of one file.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// The source of all of them.
    pub(super) source: String,
    /// What became of them.
    pub(super) parsed: Vec<Parsed>,
    /// Rows that were read for the first time.
    pub(super) rows: u64,
    /// Bytes that were read.
    pub(super) bytes: u64,
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug)]
struct Turns {
    own: usize,
    count: usize,
    next: usize,
}

/// Reads the files that matter in this pass and writes what they hold. While no rows are ready, `meanwhile` does
/// something else for a moment and says whether there was anything to do.
pub(super) fn pass(
    job: &Import<'_>,
    pass: Pass,
    joined: Option<&Joined>,
    writer: &mut Writer<'_>,
    rejects: &mut Rejects,
    progress: &Progress,
    mut meanwhile: impl FnMut(&mut Writer<'_>) -> Result<bool, Error>,
) -> Result<(), Error> {
    let count = std::thread::available_parallelism().map_or(1, usize::from).min(READERS);
    let (senders, receivers): (Vec<_>, Vec<_>) = (0..count).map(|_| mpsc::sync_channel(WAITING)).unzip();
    std::thread::scope(|scope| {
        let read = |(number, sender)| {
            let turns = Turns { own: number, count, next: 0 };
            scope.spawn(move || read_all(job, pass, joined, turns, &sender))
        };
        let readers: Vec<_> = senders.into_iter().enumerate().map(read).collect();
        let written = write_all(&receivers, writer, rejects, progress, &mut meanwhile);
        // The readers stop by themselves when nobody takes their batches.
        drop(receivers);
        readers.into_iter().map(ScopedJoinHandle::join).fold(written, |result, reader| match reader {
            Ok(read) => result.and(read),
            Err(panic) => std::panic::resume_unwind(panic),
        })
    })?;
    writer.commit()
}

/// Takes batches in turns, so that rows are written in the order of the files.
fn write_all(
    batches: &[mpsc::Receiver<Batch>],
    writer: &mut Writer<'_>,
    rejects: &mut Rejects,
    progress: &Progress,
    meanwhile: &mut impl FnMut(&mut Writer<'_>) -> Result<bool, Error>,
) -> Result<(), Error> {
    for reader in batches.iter().cycle() {
        let batch = loop {
            match reader.try_recv() {
                Err(TryRecvError::Empty) if meanwhile(writer)? => {}
                Err(TryRecvError::Empty) => break reader.recv().ok(),
                received => break received.ok(),
            }
        };
        let Some(batch) = batch else { break };
        progress.advance(batch.rows, batch.bytes);
        writer.write(batch, rejects)?;
    }
    Ok(())
}

fn read_all(
    job: &Import<'_>,
    pass: Pass,
    joined: Option<&Joined>,
    mut turns: Turns,
    sender: &mpsc::SyncSender<Batch>,
) -> Result<(), Error> {
    for file in &job.mapping.files {
        let others = file.interaction.is_some() || !file.facts.is_empty();
        let wanted = if pass == Pass::Records { file.record.is_some() } else { others };
        if !wanted {
            continue;
        }
        for path in read::files(job.directory, file)? {
            let mut reading = Reading::open(job, file, &path, pass, joined)?;
            while let Some(batch) = reading.next(&mut turns)? {
                if sender.send(batch).is_err() {
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}

impl Turns {
    const fn is_own(self) -> bool {
        self.next % self.count == self.own
    }
}

struct Reading<'a> {
    file: &'a FileSpec,
    name: String,
    parser: FileParser<'a>,
    rows: Rows,
    pass: Pass,
    joined: Option<&'a Joined>,
    read_before: bool,
}

impl<'a> Reading<'a> {
    fn open(
        job: &'a Import<'_>,
        file: &'a FileSpec,
        path: &Path,
        pass: Pass,
        joined: Option<&'a Joined>,
    ) -> Result<Self, Error> {
        let (rows, header) = Rows::open(path, file)?;
        let department = job.mapping.sources.iter().find(|source| source.id == *file.source.get_ref());
        let department = department.map_or("", |source| source.department.as_str());
        let parser = Columns::new(file, header)
            .and_then(|columns| FileParser::new(file, department, &columns, &job.mapping.unify))
            .map_err(|reason| Error::File { file: path.to_owned(), reason })?;
        let name = path.strip_prefix(job.directory).unwrap_or(path).display().to_string();
        let read_before = pass == Pass::Others && file.record.is_some();
        Ok(Self { file, name, parser, rows, pass, joined, read_before })
    }

    /// The next batch that is this reader's.
    fn next(&mut self, turns: &mut Turns) -> Result<Option<Batch>, Error> {
        while !turns.is_own() {
            if !self.pass_over()? {
                return Ok(None);
            }
            turns.next += 1;
        }
        let batch = self.batch()?;
        turns.next += usize::from(batch.is_some());
        Ok(batch)
    }

    /// Passes over a batch that another reader takes apart. `false` when there is none.
    fn pass_over(&mut self) -> Result<bool, Error> {
        let mut read = 0;
        while read < BATCH && self.rows.skip()? {
            read += 1;
        }
        Ok(read > 0)
    }

    fn batch(&mut self) -> Result<Option<Batch>, Error> {
        let before = self.rows.offset();
        let mut batch = Batch { source: self.file.source.get_ref().clone(), ..Batch::default() };
        let (mut read, mut parsed) = (0, vec![]);
        while read < BATCH {
            match self.rows.next()? {
                Next::End => break,
                Next::Cells(record) => {
                    parse(&self.parser, self.pass, self.joined, Row::Csv(record), &mut parsed);
                }
                Next::Object(object) => {
                    parse(&self.parser, self.pass, self.joined, Row::Json(&object), &mut parsed);
                }
                Next::Bad(fault) if !self.read_before => parsed.push(Err(fault)),
                Next::Bad(_) => {}
            }
            read += 1;
            for result in parsed.drain(..) {
                let rejected = |fault| Parsed::Rejected(Box::new(self.reject(fault)));
                batch.parsed.push(result.unwrap_or_else(rejected));
            }
        }
        batch.rows = if self.read_before { 0 } else { read as u64 };
        batch.bytes = self.rows.offset() - before;
        Ok((read > 0).then_some(batch))
    }

    fn reject(&self, fault: Fault) -> Reject {
        let (line, row) = self.rows.last();
        Reject { file: self.name.clone(), line, column: fault.column, reason: fault.reason, row }
    }
}

fn parse(
    parser: &FileParser<'_>,
    pass: Pass,
    joined: Option<&Joined>,
    row: Row<'_>,
    into: &mut Vec<Result<Parsed, Fault>>,
) {
    if pass == Pass::Records {
        let record = parser.record(row).transpose();
        into.extend(record.map(|result| {
            let record = result?;
            let body = to_json(&record)?;
            Ok(Parsed::Record(Box::new(record), body))
        }));
        return;
    }
    let owner = |identifier: &_| joined.map_or(Owner::Nobody, |joined| joined.clusters.owner(identifier));
    let interaction = parser.interaction(row).transpose();
    into.extend(interaction.map(|result| {
        result.map(|one| {
            let whose = owner(&one.owner);
            Parsed::Interaction(Box::new(one), whose)
        })
    }));
    into.extend(parser.facts(row).map(|result| {
        result.map(|one| {
            let whose = owner(&one.owner);
            Parsed::Fact(Box::new(one), whose)
        })
    }));
}
