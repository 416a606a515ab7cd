//! Writes parsed rows: persons, interactions, facts. One connection, large transactions, every row compared by its
//! content, so that what is the same stays untouched.
//! Knows the tables, not the files the rows came from.

use std::collections::{HashMap, HashSet};

use rusqlite::{CachedStatement, Connection, params};

use super::{
    facets::Facets,
    identifiers::Identifiers,
    indexes::Indexes,
    join::Gathered,
    rejects::Rejects,
    summary::Summary,
    text::TextIndex,
    volume::Volume,
    work::{Batch, Parsed},
};
use crate::{
    Error,
    store::{facet::Values, search::owner_token},
    unify::{Identifier, Owner, Record, Rules},
};

/// Rows per transaction: large enough for speed, small enough that somebody else may write in between.
const ROWS_PER_TRANSACTION: usize = 20_000;

/// Rows that are written between two batches; little, because the next batch may be there already.
const PORTION: usize = 512;

/// Stands for the customer of a record that was not joined yet. As many bytes as the numbers of most customers, so that
/// writing those moves nothing.
pub(super) const NOBODY: i64 = -0x80_0000;

/// The single writer of an import.
pub(super) struct Writer<'c> {
    pub(super) connection: &'c Connection,
    pub(super) fresh: bool,
    pub(super) statements: Statements<'c>,
    /// The full text of a new database; that of an existing one is changed in place.
    pub(super) text: Option<TextIndex>,
    /// What joining needs of the records of a new database, as long as all of them were written once.
    pub(super) gathered: Option<Gathered<'c>>,
    /// Those of records that are gathered.
    pub(super) identifiers: Identifiers,
    /// Indexes of records that a new database does not need before everything is written.
    later: Indexes,
    /// Rows of records and the customers that are still to be written into them.
    pub(super) unnumbered: std::vec::IntoIter<(i64, i64)>,
    pub(super) facets: Facets,
    pub(super) volume: Volume,
    pub(super) touched: HashSet<i64>,
    pub(super) cids: Vec<i64>,
    pub(super) next_cid: i64,
    pub(super) rules: &'c Rules,
    pub(super) summary: Summary,
    stubs: HashMap<(String, u128), i64>,
    pending: usize,
}

/// What is run for every row.
pub(super) struct Statements<'c> {
    pub(super) insert_record: CachedStatement<'c>,
    pub(super) insert_identifier: CachedStatement<'c>,
    pub(super) insert_interaction: CachedStatement<'c>,
    pub(super) insert_fact: CachedStatement<'c>,
}

impl<'c> Writer<'c> {
    /// Goes on in the transaction that `connection` is in. With `text` the database is a new one.
    pub(super) fn new(
        connection: &'c Connection,
        rules: &'c Rules,
        text: Option<TextIndex>,
        volume: Volume,
    ) -> Result<Self, Error> {
        let next_cid = connection.query_row(
            "SELECT 1 + max(coalesce((SELECT max(cid) FROM customer), 0), coalesce((SELECT max(cid) FROM record), 0))",
            [],
            |row| row.get(0),
        )?;
        let fresh = text.is_some();
        let later =
            if fresh { Indexes::take(connection, &["record", "identifier"])? } else { Indexes::default() };
        Ok(Self {
            connection,
            fresh,
            statements: Statements::prepare(connection)?,
            text,
            gathered: fresh.then(|| Gathered::new(rules)),
            identifiers: Identifiers::default(),
            later,
            unnumbered: vec![].into_iter(),
            facets: Facets::default(),
            volume,
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
                Parsed::Record(record, body) => self.record(&record, &body)?,
                Parsed::Interaction(interaction, owner) => {
                    self.interaction(&batch.source, *interaction, owner)?;
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
    /// A new database is one transaction, so that each of its pages is written once.
    pub(super) fn commit(&mut self) -> Result<(), Error> {
        self.pending = 0;
        if self.fresh {
            return Ok(());
        }
        self.facets.flush(self.connection)?;
        self.volume.flush(self.connection)?;
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
        let body = serde_json::to_string(&stub)?;
        let cid = match self.insert_record(&stub, &body, self.next_cid)? {
            Some(_) => {
                self.next_cid += 1;
                self.next_cid - 1
            }
            None => self.customer_of(&stub)?,
        };
        self.stubs.insert(key, cid);
        Ok(cid)
    }

    fn customer_of(&mut self, record: &Record) -> Result<i64, Error> {
        self.number_records(usize::MAX)?;
        let sql = "SELECT cid FROM record WHERE source = ?1 AND record_key = ?2";
        Ok(self.connection.query_row(sql, [&record.source, &record.key], |row| row.get(0))?)
    }

    /// Does a little of what joining left to be written. `false` when nothing is left.
    pub(super) fn catch_up(&mut self) -> Result<bool, Error> {
        if self.number_records(PORTION)? {
            return Ok(true);
        }
        let left = !self.identifiers.is_empty();
        self.identifiers.flush(PORTION, &mut self.statements.insert_identifier)?;
        Ok(left)
    }

    /// Writes the customers of at most so many records. `false` when all of them have theirs.
    pub(super) fn number_records(&mut self, most: usize) -> Result<bool, Error> {
        let left = self.unnumbered.len() > 0;
        let mut update = self.connection.prepare_cached("UPDATE record SET cid = ?2 WHERE rid = ?1")?;
        for (rid, cid) in self.unnumbered.by_ref().take(most) {
            update.execute([rid, cid])?;
        }
        Ok(left)
    }

    /// Makes the indexes of records where they are not there yet, of everything that is known about them.
    pub(super) fn index_records(&mut self) -> Result<(), Error> {
        self.number_records(usize::MAX)?;
        self.identifiers.flush(usize::MAX, &mut self.statements.insert_identifier)?;
        std::mem::take(&mut self.later).make(self.connection)
    }

    /// Counts an interaction in or out of a customer.
    pub(super) fn count(&mut self, cid: i64, facets: Values<&str>, by: i64) {
        self.facets.count(cid, facets, by);
        self.touch(cid);
    }

    /// Remembers that something of a customer changed; nobody has seen the customers of a new database.
    pub(super) fn touch(&mut self, cid: i64) {
        if !self.fresh {
            self.touched.insert(cid);
        }
    }

    pub(super) fn make_findable(&mut self, seq: i64, cid: i64, text: String) -> Result<(), Error> {
        if let Some(index) = &mut self.text {
            index.add(seq, cid, text);
            return Ok(());
        }
        self.connection
            .prepare_cached("INSERT INTO interaction_text (rowid, owner, text) VALUES (?1, ?2, ?3)")?
            .execute(params![seq, owner_token(cid), text])?;
        Ok(())
    }

    pub(super) fn forget_text(&mut self, seq: i64) -> Result<(), Error> {
        if let Some(index) = &mut self.text {
            index.remove(seq);
            return Ok(());
        }
        self.connection.prepare_cached("DELETE FROM interaction_text WHERE rowid = ?1")?.execute([seq])?;
        Ok(())
    }

    /// Says that no more text follows.
    pub(super) fn end_text(&mut self) {
        self.text.iter_mut().for_each(TextIndex::end);
    }

    /// Writes what is still held and the profiles of the customers from `first` on, and ends the last transaction. What
    /// remains is the full text.
    pub(super) fn finish(
        mut self,
        first: i64,
        as_of: context_contract::Timestamp,
    ) -> Result<(Summary, Option<TextIndex>), Error> {
        self.end_text();
        self.facets.flush(self.connection)?;
        self.volume.flush(self.connection)?;
        self.index_records()?;
        let unwritten = first..self.next_cid;
        super::profiles::write(&mut self, unwritten, as_of)?;
        self.connection.execute_batch("COMMIT")?;
        Ok((self.summary, self.text))
    }
}

impl<'c> Statements<'c> {
    fn prepare(connection: &'c Connection) -> Result<Self, Error> {
        Ok(Self {
            insert_record: connection.prepare_cached(
                "INSERT INTO record (source, record_key, cid, observed_at, body) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (source, record_key) DO NOTHING",
            )?,
            insert_identifier: connection
                .prepare_cached("INSERT INTO identifier (kind, value, rid) VALUES (?1, ?2, ?3)")?,
            insert_interaction: connection.prepare_cached(
                "INSERT INTO interaction (id, cid, owner_kind, owner_value, source, started_at, department, type,
                    channel, status, direction, confidential, body, detail, digest)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) ON CONFLICT (id) DO NOTHING",
            )?,
            insert_fact: connection.prepare_cached(
                "INSERT INTO fact (cid, kind, id, source, sort_at, body, owner_kind, owner_value, digest)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                 ON CONFLICT (cid, kind, id) DO UPDATE SET source = excluded.source, sort_at = excluded.sort_at,
                    body = excluded.body, owner_kind = excluded.owner_kind, owner_value = excluded.owner_value,
                    digest = excluded.digest, version = version + 1
                 WHERE digest IS NOT excluded.digest
                    AND (excluded.sort_at, excluded.source, excluded.digest) > (sort_at, source, coalesce(digest, 0))",
            )?,
        })
    }
}
