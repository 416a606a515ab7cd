//! Writes parsed rows: persons, interactions, facts. One connection, large transactions, every row compared by its
//! content, so that what is the same stays untouched.
//! Knows the tables, not the files the rows came from.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, params};

use super::{
    Import,
    facets::Facets,
    join::Joined,
    register::{register_rules, register_sources},
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
                Parsed::Interaction(interaction, owner) => {
                    self.interaction(&batch.source, &interaction, owner)?;
                }
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
    pub(super) fn finish(
        mut self,
        joined: &Joined,
        as_of: context_contract::Timestamp,
    ) -> Result<Summary, Error> {
        debug_assert_eq!(joined.clusters.count as usize, self.cids.len());
        self.facets.flush(self.connection)?;
        super::profiles::write(&mut self, as_of)?;
        self.connection.execute_batch("COMMIT")?;
        Ok(self.summary)
    }
}
