//! Writes the unified profile of every customer: some threads unify, the calling one reads and writes.
//! Knows the table of customers; what a profile says is decided in `unify`.

use std::sync::mpsc;

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

/// Unifies all customers and writes those whose profile changed.
pub(super) fn write(writer: &mut Writer<'_>, as_of: Timestamp) -> Result<(), Error> {
    let rules = writer.rules;
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    std::thread::scope(|scope| {
        let unifiers: Vec<_> = (0..threads).map(|_| start(scope, rules)).collect();
        feed(writer, &unifiers, as_of)
    })?;
    bump_versions(writer, as_of)
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

/// Keeps one portion ahead of every thread, so that none waits for another. Threads take turns, so that customers are
/// written in the order of their numbers.
fn feed(writer: &mut Writer<'_>, unifiers: &[Unifier], as_of: Timestamp) -> Result<(), Error> {
    let portions = (0..writer.next_cid).step_by(usize::try_from(PORTION).unwrap_or(1));
    let (mut sent, mut taken) = (0, 0);
    for start in portions {
        if unifiers[sent % unifiers.len()].to_unify.send(read(writer, start)?).is_ok() {
            sent += 1;
        }
        if sent - taken > unifiers.len() {
            take(writer, &unifiers[taken % unifiers.len()], as_of)?;
            taken += 1;
        }
    }
    (taken..sent).try_for_each(|portion| take(writer, &unifiers[portion % unifiers.len()], as_of))
}

fn read(writer: &Writer<'_>, start: i64) -> Result<Bodies, Error> {
    let sql = "SELECT cid, body FROM record WHERE cid >= ?1 AND cid < ?2 ORDER BY cid";
    let mut statement = writer.connection.prepare_cached(sql)?;
    let mut rows = statement.query([start, start + PORTION])?;
    let mut bodies: Bodies = vec![];
    while let Some(row) = rows.next()? {
        let (cid, body) = (row.get(0)?, row.get(1)?);
        match bodies.last_mut() {
            Some((last, list)) if *last == cid => list.push(body),
            _ => bodies.push((cid, vec![body])),
        }
    }
    Ok(bodies)
}

fn make_ready((cid, bodies): (i64, Vec<String>), rules: &Rules) -> Result<Ready, Error> {
    let records: Vec<Record> =
        bodies.iter().map(|body| serde_json::from_str(body)).collect::<Result<_, _>>()?;
    let unified = unify(&records, rules);
    let profile = serde_json::to_string(&unified.profile)?;
    let nameless = records.iter().all(|record| record.stub);
    Ok(Ready { cid, unified, profile, nameless, records: records.len() as u64 })
}

fn take(writer: &mut Writer<'_>, unifier: &Unifier, as_of: Timestamp) -> Result<(), Error> {
    let portion = unifier.unified.recv().unwrap_or_else(|_| Ok(vec![]))?;
    for one in portion {
        let summary = &mut writer.summary;
        summary.customers += 1;
        summary.nameless += u64::from(one.nameless);
        summary.merged += one.records - 1;
        for field in &one.unified.conflicts {
            *summary.conflicts.entry(field.clone()).or_default() += 1;
        }
        write_one(writer, &one, as_of)?;
    }
    Ok(())
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
