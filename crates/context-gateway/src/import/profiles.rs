//! Writes the unified profile of every customer: one thread unifies, the calling one reads and writes.
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
const PORTION: i64 = 1000;

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

/// Unifies all customers and writes those whose profile changed.
pub(super) fn write(writer: &mut Writer<'_>, as_of: Timestamp) -> Result<(), Error> {
    let rules = writer.rules.clone();
    let (to_unify, bodies) = mpsc::sync_channel::<Bodies>(2);
    let (unified, ready) = mpsc::sync_channel::<Result<Vec<Ready>, Error>>(2);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for portion in bodies {
                if unified
                    .send(portion.into_iter().map(|bodies| make_ready(bodies, &rules)).collect())
                    .is_err()
                {
                    return;
                }
            }
        });
        feed(writer, to_unify, &ready, as_of)
    })?;
    bump_versions(writer, as_of)
}

/// Keeps one portion ahead, so that neither thread waits for the other.
fn feed(
    writer: &mut Writer<'_>,
    to_unify: mpsc::SyncSender<Bodies>,
    ready: &mpsc::Receiver<Result<Vec<Ready>, Error>>,
    as_of: Timestamp,
) -> Result<(), Error> {
    let mut waiting = 0;
    for start in (0..writer.next_cid).step_by(usize::try_from(PORTION).unwrap_or(1)) {
        if to_unify.send(read(writer, start)?).is_ok() {
            waiting += 1;
        }
        if waiting > 1 {
            take(writer, ready, as_of)?;
            waiting -= 1;
        }
    }
    drop(to_unify);
    (0..waiting).try_for_each(|_| take(writer, ready, as_of))
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

fn take(
    writer: &mut Writer<'_>,
    ready: &mpsc::Receiver<Result<Vec<Ready>, Error>>,
    as_of: Timestamp,
) -> Result<(), Error> {
    let portion = ready.recv().unwrap_or_else(|_| Ok(vec![]))?;
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
