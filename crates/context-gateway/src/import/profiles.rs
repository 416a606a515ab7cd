//! Writes the unified profile of every customer: other threads unify, the calling one reads and writes. Those of a new
//! database are written between its other rows, while the calling thread would wait for more of them.
//! Knows the table of customers; what a profile says is decided in `unify`.

use std::{ops::Range, sync::mpsc};

use context_contract::Timestamp;
use rusqlite::{OptionalExtension, params};

use super::write::Writer;
use crate::{
    Error,
    unify::{Record, Rules, Unified, unify},
};

/// Customers per portion.
const PORTION: i64 = 500;
/// More threads would only wait for the one that reads and writes.
const MOST_THREADS: usize = 4;

/// The records of some customers, as the store keeps them.
type Bodies = Vec<(i64, Vec<String>)>;

/// A customer, ready to be written.
struct Ready {
    cid: i64,
    unified: Unified,
    profile: String,
    nameless: bool,
    records: u64,
}

/// A thread that unifies.
struct Unifier {
    to_unify: mpsc::SyncSender<Bodies>,
    unified: mpsc::Receiver<Result<Vec<Ready>, Error>>,
}

/// Customers that are unified portion by portion.
pub(super) struct Profiles {
    unifiers: Vec<Unifier>,
    portions: Portions,
    as_of: Timestamp,
    sent: usize,
    taken: usize,
}

/// Whose records are still to be read.
enum Portions {
    /// Those of these customers, by the index of the store.
    Customers(Range<i64>),
    /// These: customer and row, sorted.
    Records(Vec<(i64, i64)>, usize),
}

/// Unifies the customers with these numbers and writes those whose profile changed.
pub(super) fn write(writer: &mut Writer<'_>, cids: Range<i64>, as_of: Timestamp) -> Result<(), Error> {
    let rules = writer.rules;
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    std::thread::scope(|scope| {
        let unifiers = (0..threads).map(|_| start(scope, rules)).collect();
        Profiles::new(unifiers, Portions::Customers(cids), as_of).finish(writer)
    })?;
    bump_versions(writer, as_of)
}

impl Profiles {
    /// Unifies the customers of these records, customer and row, on a thread beside those that read and write.
    pub(super) fn start<'scope>(
        scope: &'scope std::thread::Scope<'scope, '_>,
        rules: &'scope Rules,
        mut records: Vec<(i64, i64)>,
        as_of: Timestamp,
    ) -> Self {
        records.sort_unstable();
        Self::new(vec![start(scope, rules)], Portions::Records(records, 0), as_of)
    }

    const fn new(unifiers: Vec<Unifier>, portions: Portions, as_of: Timestamp) -> Self {
        Self { unifiers, portions, as_of, sent: 0, taken: 0 }
    }

    /// Hands over a portion or writes one that is ready. `false` when there is neither.
    pub(super) fn step(&mut self, writer: &mut Writer<'_>) -> Result<bool, Error> {
        if self.send(writer)? {
            return Ok(true);
        }
        match self.oldest().try_recv() {
            Ok(portion) => self.take(writer, &portion?).map(|()| true),
            Err(_) => Ok(false),
        }
    }

    /// Does all that is left.
    pub(super) fn finish(mut self, writer: &mut Writer<'_>) -> Result<(), Error> {
        while self.send(writer)? || self.sent > self.taken {
            if self.sent - self.taken > self.unifiers.len() || self.portions.is_empty() {
                let portion = self.oldest().recv().unwrap_or_else(|_| Ok(vec![]))?;
                self.take(writer, &portion)?;
            }
        }
        Ok(())
    }

    /// Keeps one portion ahead of every thread, so that none waits for another. Threads take turns, so that customers
    /// are written in the order of their numbers.
    fn send(&mut self, writer: &Writer<'_>) -> Result<bool, Error> {
        if self.portions.is_empty() || self.sent - self.taken > self.unifiers.len() {
            return Ok(false);
        }
        let bodies = self.portions.read(writer)?;
        let sent = self.unifiers[self.sent % self.unifiers.len()].to_unify.send(bodies).is_ok();
        self.sent += usize::from(sent);
        Ok(sent)
    }

    fn oldest(&self) -> &mpsc::Receiver<Result<Vec<Ready>, Error>> {
        &self.unifiers[self.taken % self.unifiers.len()].unified
    }

    fn take(&mut self, writer: &mut Writer<'_>, portion: &[Ready]) -> Result<(), Error> {
        self.taken += 1;
        portion.iter().try_for_each(|one| take(writer, one, self.as_of))
    }
}

impl Portions {
    fn is_empty(&self) -> bool {
        match self {
            Self::Customers(cids) => cids.is_empty(),
            Self::Records(records, read) => *read >= records.len(),
        }
    }

    /// Reads the next ones, all records of a customer together.
    fn read(&mut self, writer: &Writer<'_>) -> Result<Bodies, Error> {
        match self {
            Self::Customers(cids) => {
                let start = cids.start;
                cids.start = cids.end.min(start + PORTION);
                read_customers(writer, start..cids.start)
            }
            Self::Records(records, read) => {
                let end = records[*read].0 + PORTION;
                let count = records[*read..].partition_point(|(cid, _)| *cid < end);
                let portion = &records[*read..*read + count];
                *read += count;
                read_records(writer, portion)
            }
        }
    }
}

fn start<'scope>(scope: &'scope std::thread::Scope<'scope, '_>, rules: &'scope Rules) -> Unifier {
    let (to_unify, bodies) = mpsc::sync_channel::<Bodies>(2);
    let (sender, unified) = mpsc::sync_channel::<Result<Vec<Ready>, Error>>(2);
    scope.spawn(move || {
        for portion in bodies {
            let ready = portion.into_iter().map(|bodies| make_ready(bodies, rules)).collect();
            if sender.send(ready).is_err() {
                return;
            }
        }
    });
    Unifier { to_unify, unified }
}

fn read_customers(writer: &Writer<'_>, cids: Range<i64>) -> Result<Bodies, Error> {
    let sql = "SELECT cid, body FROM record WHERE cid >= ?1 AND cid < ?2 ORDER BY cid";
    let mut statement = writer.connection.prepare_cached(sql)?;
    let mut rows = statement.query([cids.start, cids.end])?;
    let mut bodies: Bodies = vec![];
    while let Some(row) = rows.next()? {
        add(&mut bodies, row.get(0)?, row.get(1)?);
    }
    Ok(bodies)
}

fn read_records(writer: &Writer<'_>, records: &[(i64, i64)]) -> Result<Bodies, Error> {
    let mut statement = writer.connection.prepare_cached("SELECT body FROM record WHERE rid = ?1")?;
    let mut bodies: Bodies = vec![];
    for (cid, rid) in records {
        add(&mut bodies, *cid, statement.query_row([rid], |row| row.get(0))?);
    }
    Ok(bodies)
}

fn add(bodies: &mut Bodies, cid: i64, body: String) {
    match bodies.last_mut() {
        Some((last, list)) if *last == cid => list.push(body),
        _ => bodies.push((cid, vec![body])),
    }
}

fn make_ready((cid, bodies): (i64, Vec<String>), rules: &Rules) -> Result<Ready, Error> {
    let records: Vec<Record> =
        bodies.iter().map(|body| serde_json::from_str(body)).collect::<Result<_, _>>()?;
    let unified = unify(&records, rules);
    let profile = serde_json::to_string(&unified.profile)?;
    let nameless = records.iter().all(|record| record.stub);
    Ok(Ready { cid, unified, profile, nameless, records: records.len() as u64 })
}

fn take(writer: &mut Writer<'_>, one: &Ready, as_of: Timestamp) -> Result<(), Error> {
    let summary = &mut writer.summary;
    summary.customers += 1;
    summary.nameless += u64::from(one.nameless);
    summary.merged += one.records - 1;
    for field in &one.unified.conflicts {
        *summary.conflicts.entry(field.clone()).or_default() += 1;
    }
    write_one(writer, one, as_of)
}

fn write_one(writer: &mut Writer<'_>, one: &Ready, as_of: Timestamp) -> Result<(), Error> {
    let id = &one.unified.profile.id;
    if !writer.fresh {
        let sql = "SELECT id = ?2 AND profile = ?3 FROM customer WHERE cid = ?1";
        let same: Option<bool> = writer
            .connection
            .prepare_cached(sql)?
            .query_row(params![one.cid, id, one.profile], |row| row.get(0))
            .optional()?;
        if same == Some(true) {
            return Ok(());
        }
        writer.touched.remove(&one.cid);
        writer.connection.prepare_cached("DELETE FROM customer_alias WHERE id = ?1")?.execute([id])?;
    }
    writer
        .connection
        .prepare_cached(
            "INSERT INTO customer (cid, id, display_name, profile, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (cid) DO UPDATE SET id = excluded.id, display_name = excluded.display_name,
                profile = excluded.profile, updated_at = excluded.updated_at, version = version + 1",
        )?
        .execute(params![one.cid, id, one.unified.display_name, one.profile, as_of.as_millis()])?;
    Ok(())
}

/// Customers whose profile is the same and of whom something else changed.
fn bump_versions(writer: &mut Writer<'_>, as_of: Timestamp) -> Result<(), Error> {
    let sql = "UPDATE customer SET version = version + 1, updated_at = ?2 WHERE cid = ?1";
    let mut update = writer.connection.prepare_cached(sql)?;
    let mut touched: Vec<i64> = writer.touched.iter().copied().collect();
    touched.sort_unstable();
    for cid in touched {
        update.execute(params![cid, as_of.as_millis()])?;
    }
    Ok(())
}
