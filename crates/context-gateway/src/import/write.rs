//! Writes parsed rows: persons, interactions, facts. One connection, large transactions, every row compared by its
//! content, so that what is the same stays untouched.
//! Knows the tables, not the files the rows came from.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    Import,
    facets::Facets,
    join::Joined,
    parse::{ParsedFact, ParsedInteraction},
    rejects::Rejects,
    summary::Summary,
    work::{Batch, Parsed},
};
use crate::{
    Error,
    store::search::owner_token,
    unify::{Identifier, Owner, Record, Rules},
};

/// Rows per transaction: large enough for speed, small enough that somebody else may write in between.
const ROWS_PER_TRANSACTION: usize = 20_000;

/// The single writer of an import.
pub(super) struct Writer<'c> {
    pub(super) connection: &'c Connection,
    pub(super) fresh: bool,
    pub(super) facets: Facets,
    pub(super) touched: HashSet<i64>,
    pub(super) cids: Vec<i64>,
    pub(super) next_cid: i64,
    pub(super) rules: Rules,
    pub(super) summary: Summary,
    stubs: HashMap<(String, u128), i64>,
    pending: usize,
}

impl<'c> Writer<'c> {
    /// Starts a transaction and registers the sources and rules.
    pub(super) fn new(connection: &'c Connection, job: &Import<'_>, fresh: bool) -> Result<Self, Error> {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        register_sources(connection, job)?;
        let rules = register_rules(connection, &job.mapping.unify)?;
        let next_cid = connection.query_row(
            "SELECT 1 + max(coalesce((SELECT max(cid) FROM customer), 0), coalesce((SELECT max(cid) FROM record), 0))",
            [],
            |row| row.get(0),
        )?;
        Ok(Self {
            connection,
            fresh,
            facets: Facets::default(),
            touched: HashSet::new(),
            cids: vec![],
            next_cid,
            rules,
            summary: Summary::default(),
            stubs: HashMap::new(),
            pending: 0,
        })
    }

    /// Writes what a batch holds.
    pub(super) fn write(&mut self, batch: Batch, rejects: &mut Rejects) -> Result<(), Error> {
        self.summary.rows += batch.rows;
        self.pending += batch.parsed.len();
        for parsed in batch.parsed {
            match parsed {
                Parsed::Record(record) => self.record(&record)?,
                Parsed::Interaction(interaction, owner) => self.interaction(&batch.source, &interaction, owner)?,
                Parsed::Fact(fact, owner) => self.fact(&batch.source, &fact, owner)?,
                Parsed::Rejected(reject) => rejects.keep(&reject)?,
            }
        }
        if self.facets.is_full() {
            self.facets.flush(self.connection)?;
        }
        if self.pending >= ROWS_PER_TRANSACTION { self.commit() } else { Ok(()) }
    }

    /// Ends the transaction and begins the next one. Counts are part of it: nobody sees a row that is not counted.
    pub(super) fn commit(&mut self) -> Result<(), Error> {
        self.pending = 0;
        if !self.fresh {
            self.facets.flush(self.connection)?;
        }
        Ok(self.connection.execute_batch("COMMIT; BEGIN IMMEDIATE")?)
    }

    /// The customer an identifier names. Where it names nobody, or several, a record stands for it, so that
    /// nothing is lost: it joins its customer as soon as a source records one.
    pub(super) fn home(&mut self, source: &str, identifier: &Identifier, owner: Owner) -> Result<i64, Error> {
        if let Owner::One(cluster) = owner
            && let Some(cid) = self.cids.get(cluster as usize)
        {
            return Ok(*cid);
        }
        let joins = matches!(self.rules.role(identifier), crate::unify::rules::Role::Joins { .. });
        // A kind that joins records has one stub for all sources, any other one for each.
        let key = (if joins { String::new() } else { source.to_owned() }, identifier.fingerprint());
        if let Some(cid) = self.stubs.get(&key) {
            return Ok(*cid);
        }
        let stub = Record::stub(source, identifier.clone());
        let cid = match self.insert_record(&stub, self.next_cid)? {
            Some(_) => {
                self.next_cid += 1;
                self.next_cid - 1
            }
            None => self.connection.query_row(
                "SELECT cid FROM record WHERE source = ?1 AND record_key = ?2",
                [&stub.source, &stub.key],
                |row| row.get(0),
            )?,
        };
        self.stubs.insert(key, cid);
        Ok(cid)
    }

    fn record(&mut self, record: &Record) -> Result<(), Error> {
        if self.insert_record(record, 0)?.is_some() || self.update_record(record)? {
            self.summary.records += 1;
        } else {
            self.summary.unchanged += 1;
        }
        Ok(())
    }

    /// `None` when there is a record of this key.
    fn insert_record(&self, record: &Record, cid: i64) -> Result<Option<i64>, Error> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO record (source, record_key, cid, observed_at, body) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (source, record_key) DO NOTHING",
        )?;
        let body = serde_json::to_string(record)?;
        let observed_at = record.observed_at.map(|time| time.as_millis());
        if insert.execute(params![record.source, record.key, cid, observed_at, body])? == 0 {
            return Ok(None);
        }
        let rid = self.connection.last_insert_rowid();
        self.insert_identifiers(rid, &record.identifiers)?;
        Ok(Some(rid))
    }

    /// Whether anything changed. An older state of a person never replaces a newer one.
    fn update_record(&self, record: &Record) -> Result<bool, Error> {
        let body = serde_json::to_string(record)?;
        let rid: Option<i64> = self
            .connection
            .prepare_cached(
                "UPDATE record SET observed_at = ?3, body = ?4
                 WHERE source = ?1 AND record_key = ?2 AND body <> ?4 AND coalesce(observed_at <= ?3, 1) RETURNING rid",
            )?
            .query_row(
                params![record.source, record.key, record.observed_at.map(|time| time.as_millis()), body],
                |row| row.get(0),
            )
            .optional()?;
        if let Some(rid) = rid {
            self.connection.prepare_cached("DELETE FROM identifier WHERE rid = ?1")?.execute([rid])?;
            self.insert_identifiers(rid, &record.identifiers)?;
        }
        Ok(rid.is_some())
    }

    fn insert_identifiers(&self, rid: i64, identifiers: &[Identifier]) -> Result<(), Error> {
        let mut insert =
            self.connection.prepare_cached("INSERT INTO identifier (kind, value, rid) VALUES (?1, ?2, ?3)")?;
        for identifier in identifiers {
            insert.execute(params![identifier.kind, identifier.value, rid])?;
        }
        Ok(())
    }

    fn interaction(&mut self, source: &str, row: &ParsedInteraction, owner: Owner) -> Result<(), Error> {
        let cid = self.home(source, &row.owner, owner)?;
        let inserted = self
            .connection
            .prepare_cached(
                "INSERT INTO interaction (id, cid, owner_kind, owner_value, source, started_at, department, channel,
                    type, status, confidential, body, detail, digest)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT (id) DO NOTHING",
            )?
            .execute(params![
                row.id,
                cid,
                row.owner.kind,
                row.owner.value,
                source,
                row.started_at.as_millis(),
                row.department,
                row.channel,
                row.kind,
                row.status,
                row.confidential,
                row.body,
                row.detail,
                row.digest,
            ])?;
        if inserted == 0 {
            return self.change_interaction(cid, row);
        }
        self.summary.interactions += 1;
        self.count(cid, row.facets(), 1);
        self.make_findable(self.connection.last_insert_rowid(), cid, &row.text)
    }

    fn change_interaction(&mut self, cid: i64, row: &ParsedInteraction) -> Result<(), Error> {
        let before = self
            .connection
            .prepare_cached("SELECT seq, cid, digest, department, channel, type, status FROM interaction WHERE id = ?1")?
            .query_row([&row.id], |row| {
                let facets: [String; 4] = [row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?];
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, Option<i64>>(2)?, facets))
            })?;
        let (seq, old_cid, digest, facets) = before;
        if digest == Some(row.digest) && old_cid == cid {
            self.summary.unchanged += 1;
            return Ok(());
        }
        self.connection
            .prepare_cached(
                "UPDATE interaction SET cid = ?2, owner_kind = ?3, owner_value = ?4, started_at = ?5, department = ?6,
                    channel = ?7, type = ?8, status = ?9, confidential = ?10, body = ?11, detail = ?12, digest = ?13,
                    version = version + 1
                 WHERE seq = ?1",
            )?
            .execute(params![
                seq,
                cid,
                row.owner.kind,
                row.owner.value,
                row.started_at.as_millis(),
                row.department,
                row.channel,
                row.kind,
                row.status,
                row.confidential,
                row.body,
                row.detail,
                row.digest,
            ])?;
        self.count(old_cid, facets.each_ref().map(String::as_str), -1);
        self.count(cid, row.facets(), 1);
        self.summary.interactions += 1;
        self.forget_text(seq)?;
        self.make_findable(seq, cid, &row.text)
    }

    fn fact(&mut self, source: &str, row: &ParsedFact, owner: Owner) -> Result<(), Error> {
        let cid = self.home(source, &row.owner, owner)?;
        let changed = self
            .connection
            .prepare_cached(
                "INSERT INTO fact (cid, kind, id, source, sort_at, body, owner_kind, owner_value, digest)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                 ON CONFLICT (cid, kind, id) DO UPDATE SET source = excluded.source, sort_at = excluded.sort_at,
                    body = excluded.body, owner_kind = excluded.owner_kind, owner_value = excluded.owner_value,
                    digest = excluded.digest, version = version + 1
                 WHERE digest IS NOT excluded.digest
                    AND (excluded.sort_at, excluded.source, excluded.digest) > (sort_at, source, coalesce(digest, 0))",
            )?
            .execute(params![
                cid,
                row.kind.as_str(),
                row.id,
                source,
                row.sort_at,
                row.body,
                row.owner.kind,
                row.owner.value,
                row.digest,
            ])?;
        if changed == 0 {
            self.summary.unchanged += 1;
            return Ok(());
        }
        self.summary.facts += 1;
        self.touch(cid);
        Ok(())
    }

    /// Counts an interaction in or out of a customer.
    pub(super) fn count(&mut self, cid: i64, facets: [&str; 4], by: i64) {
        self.facets.count(cid, facets, by);
        self.touch(cid);
    }

    /// Remembers that something of a customer changed; nobody has seen the customers of a new database.
    pub(super) fn touch(&mut self, cid: i64) {
        if !self.fresh {
            self.touched.insert(cid);
        }
    }

    pub(super) fn make_findable(&self, seq: i64, cid: i64, text: &str) -> Result<(), Error> {
        self.connection
            .prepare_cached("INSERT INTO interaction_text (rowid, owner, text) VALUES (?1, ?2, ?3)")?
            .execute(params![seq, owner_token(cid), text])?;
        Ok(())
    }

    pub(super) fn forget_text(&self, seq: i64) -> Result<(), Error> {
        self.connection.prepare_cached("DELETE FROM interaction_text WHERE rowid = ?1")?.execute([seq])?;
        Ok(())
    }

    /// Writes what is still held and the profiles, and ends the last transaction.
    pub(super) fn finish(mut self, joined: &Joined, as_of: context_contract::Timestamp) -> Result<Summary, Error> {
        debug_assert_eq!(joined.clusters.count as usize, self.cids.len());
        self.facets.flush(self.connection)?;
        super::profiles::write(&mut self, as_of)?;
        self.connection.execute_batch("COMMIT")?;
        Ok(self.summary)
    }
}

impl ParsedInteraction {
    /// What is counted, in the order of [`Facets::count`].
    fn facets(&self) -> [&str; 4] {
        [&self.department, &self.channel, &self.kind, &self.status]
    }
}

fn register_sources(connection: &Connection, job: &Import<'_>) -> Result<(), Error> {
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
        upsert.execute(params![source.id, source.name, source.kind, source.department, source.priority, stale_after, as_of])?;
    }
    Ok(())
}

/// Rules of earlier imports hold for what this mapping does not mention: departments may be imported one by one.
fn register_rules(connection: &Connection, rules: &Rules) -> Result<Rules, Error> {
    let stored: Option<String> =
        connection.query_row("SELECT value FROM setting WHERE name = 'rules'", [], |row| row.get(0)).optional()?;
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
