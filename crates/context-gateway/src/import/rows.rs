//! Writes single rows: persons, interactions, facts, each compared by its content.
//! Knows the tables; transactions and owners are the writer's.

use context_contract::{
    Interaction,
    enums::{Channel, Direction, InteractionStatus},
};
use rusqlite::{OptionalExtension, params};

use super::{
    fact::ParsedFact,
    parse::ParsedInteraction,
    write::{NOBODY, Writer},
};
use crate::{
    Error,
    insight::topic_of,
    store::facet::Values,
    unify::{Identifier, Owner, Record},
};

impl Writer<'_> {
    pub(super) fn record(&mut self, record: &Record, body: &str) -> Result<(), Error> {
        if let Some(rid) = self.insert_record(record, body, NOBODY)? {
            self.gathered.iter_mut().for_each(|gathered| gathered.add(rid, record));
            self.summary.records += 1;
            return Ok(());
        }
        self.index_records()?;
        if self.update_record(record, body)? {
            self.gathered = None;
            self.summary.records += 1;
        } else {
            self.summary.unchanged += 1;
        }
        Ok(())
    }

    /// `None` when there is a record of this key.
    pub(super) fn insert_record(
        &mut self,
        record: &Record,
        body: &str,
        cid: i64,
    ) -> Result<Option<i64>, Error> {
        let insert = &mut self.statements.insert_record;
        let observed_at = record.observed_at.map(|time| time.as_millis());
        if insert.execute(params![record.source, record.key, cid, observed_at, body])? == 0 {
            return Ok(None);
        }
        let rid = self.connection.last_insert_rowid();
        if self.gathered.is_none() {
            self.insert_identifiers(rid, &record.identifiers)?;
            return Ok(Some(rid));
        }
        self.identifiers.hold(rid, &record.identifiers);
        if self.identifiers.is_full() {
            self.identifiers.flush(usize::MAX, &mut self.statements.insert_identifier)?;
        }
        Ok(Some(rid))
    }

    /// Whether anything changed. An older state of a person never replaces a newer one.
    fn update_record(&mut self, record: &Record, body: &str) -> Result<bool, Error> {
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

    fn insert_identifiers(&mut self, rid: i64, identifiers: &[Identifier]) -> Result<(), Error> {
        for identifier in identifiers {
            self.statements.insert_identifier.execute(params![identifier.kind, identifier.value, rid])?;
        }
        Ok(())
    }

    pub(super) fn interaction(
        &mut self,
        source: &str,
        row: ParsedInteraction,
        owner: Owner,
    ) -> Result<(), Error> {
        let cid = self.home(source, &row.owner, owner)?;
        let [department, kind, channel, status, direction] = row.facets();
        let inserted = self.statements.insert_interaction.execute(params![
            row.id,
            cid,
            row.owner.kind,
            row.owner.value,
            source,
            row.started_at.as_millis(),
            department,
            kind,
            channel,
            status,
            direction,
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
        self.volume.count(row.started_at, row.topic.as_ref(), 1);
        self.make_findable(self.connection.last_insert_rowid(), cid, row.text)
    }

    /// Takes what is about to be replaced out of the volume of contacts.
    fn count_out(&mut self, seq: i64) -> Result<(), Error> {
        let mut statement = self.connection.prepare_cached("SELECT body FROM interaction WHERE seq = ?1")?;
        let body: String = statement.query_row([seq], |row| row.get(0))?;
        let before: Interaction = serde_json::from_str(&body)?;
        let topic = topic_of(&before).map(|(reason, product)| (reason.to_owned(), product.to_owned()));
        let started_at = before.interaction_date.start_date_time.unwrap_or_default();
        self.volume.count(started_at, topic.as_ref(), -1);
        Ok(())
    }

    fn change_interaction(&mut self, cid: i64, row: ParsedInteraction) -> Result<(), Error> {
        let before = self
            .connection
            .prepare_cached(
                "SELECT seq, cid, digest, department, type, channel, status, direction FROM interaction WHERE id = ?1",
            )?
            .query_row([&row.id], |row| {
                let facets: Values<String> = [row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?];
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, Option<i64>>(2)?, facets))
            })?;
        let (seq, old_cid, digest, facets) = before;
        if digest == Some(row.digest) && old_cid == cid {
            self.summary.unchanged += 1;
            return Ok(());
        }
        self.count_out(seq)?;
        self.volume.count(row.started_at, row.topic.as_ref(), 1);
        let [department, kind, channel, status, direction] = row.facets();
        self.connection
            .prepare_cached(
                "UPDATE interaction SET cid = ?2, owner_kind = ?3, owner_value = ?4, started_at = ?5, department = ?6,
                    type = ?7, channel = ?8, status = ?9, direction = ?10, confidential = ?11, body = ?12, detail = ?13,
                    digest = ?14, version = version + 1
                 WHERE seq = ?1",
            )?
            .execute(params![
                seq,
                cid,
                row.owner.kind,
                row.owner.value,
                row.started_at.as_millis(),
                department,
                kind,
                channel,
                status,
                direction,
                row.confidential,
                row.body,
                row.detail,
                row.digest,
            ])?;
        self.count(old_cid, facets.each_ref().map(String::as_str), -1);
        self.count(cid, row.facets(), 1);
        self.summary.interactions += 1;
        self.forget_text(seq)?;
        self.make_findable(seq, cid, row.text)
    }

    pub(super) fn fact(&mut self, source: &str, row: &ParsedFact, owner: Owner) -> Result<(), Error> {
        let cid = self.home(source, &row.owner, owner)?;
        let changed = self.statements.insert_fact.execute(params![
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
}

impl ParsedInteraction {
    /// What is counted, in the order of the store.
    fn facets(&self) -> Values<&str> {
        [
            self.department.as_str(),
            self.kind.as_str(),
            self.channel.as_ref().map_or("", Channel::as_str),
            self.status.as_ref().map_or("", InteractionStatus::as_str),
            self.direction.as_ref().map_or("", Direction::as_str),
        ]
    }
}
