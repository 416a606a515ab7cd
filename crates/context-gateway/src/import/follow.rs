//! What hung on customers that merged or split follows their records: interactions, facts, events, counts and full text.
//! Knows the tables; who is one customer is `join`'s.

use std::collections::{BTreeMap, BTreeSet};

use context_contract::{Interaction, interaction::Turn};
use rusqlite::{OptionalExtension, params};

use super::write::Writer;
use crate::{
    Error,
    store::{facet::Values, search::searchable_text},
    unify::{Clusters, Identifier, rules::Role},
};

/// Row, customer, source and owner of an interaction.
type Owned = (i64, i64, String, Option<Identifier>);

impl Writer<'_> {
    /// Interactions and facts go where the identifier that names their customer leads now.
    pub(super) fn follow(
        &mut self,
        moved: &BTreeMap<i64, BTreeSet<i64>>,
        clusters: &Clusters,
    ) -> Result<(), Error> {
        for (from, to) in moved {
            // What agents wrote names no identifier; it stays with the customer that keeps the number or is first.
            let default = if to.contains(from) { *from } else { to.first().copied().unwrap_or(*from) };
            self.follow_where("cid = ?1", from, default, clusters)?;
            self.connection.execute("UPDATE event SET cid = ?2 WHERE cid = ?1", [*from, default])?;
        }
        // A number that named one customer may name two by now, and the other way round.
        let kinds = self
            .connection
            .prepare("SELECT DISTINCT kind FROM identifier")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<Vec<String>, _>>()?;
        for kind in kinds {
            let sample = Identifier { kind, value: String::new() };
            if !matches!(self.rules.role(&sample), Role::Joins { max_records: usize::MAX }) {
                self.follow_where("owner_kind = ?1", &sample.kind, 0, clusters)?;
            }
        }
        Ok(())
    }

    fn follow_where(
        &mut self,
        condition: &str,
        value: &dyn rusqlite::ToSql,
        default: i64,
        clusters: &Clusters,
    ) -> Result<(), Error> {
        let sql =
            format!("SELECT seq, cid, source, owner_kind, owner_value FROM interaction WHERE {condition}");
        for (seq, cid, source, owner) in self.owned(&sql, value)? {
            let home = self.home_of(&source, owner, default, cid, clusters)?;
            if home != cid {
                self.move_interaction(seq, cid, home)?;
            }
        }
        self.follow_facts(condition, value, default, clusters)
    }

    fn owned(&self, sql: &str, value: &dyn rusqlite::ToSql) -> Result<Vec<Owned>, Error> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([value], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                Some(Identifier { kind: row.get(3)?, value: row.get(4)? }),
            ))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn follow_facts(
        &mut self,
        condition: &str,
        value: &dyn rusqlite::ToSql,
        default: i64,
        clusters: &Clusters,
    ) -> Result<(), Error> {
        type Fact = (i64, String, String, String, Option<Identifier>);
        let sql =
            format!("SELECT cid, kind, id, source, owner_kind, owner_value FROM fact WHERE {condition}");
        let facts: Vec<Fact> = {
            let mut statement = self.connection.prepare_cached(&sql)?;
            let rows = statement.query_map([value], |row| {
                let kind: Option<String> = row.get(4)?;
                let owner = match kind {
                    Some(kind) => Some(Identifier { kind, value: row.get(5)? }),
                    None => None,
                };
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, owner))
            })?;
            rows.collect::<Result<_, _>>()?
        };
        for (cid, kind, id, source, owner) in facts {
            let home = self.home_of(&source, owner, default, cid, clusters)?;
            if home != cid {
                self.move_fact(cid, &kind, &id, home)?;
            }
        }
        Ok(())
    }

    /// Where something belongs now. `default` of 0 means: where it is.
    fn home_of(
        &mut self,
        source: &str,
        owner: Option<Identifier>,
        default: i64,
        cid: i64,
        clusters: &Clusters,
    ) -> Result<i64, Error> {
        match owner {
            Some(owner) if owner.kind != "customer" => self.home(source, &owner, clusters.owner(&owner)),
            _ => Ok(if default == 0 { cid } else { default }),
        }
    }

    fn move_interaction(&mut self, seq: i64, from: i64, to: i64) -> Result<(), Error> {
        let (body, detail, facets): (String, Option<String>, Values<String>) = self.connection.query_row(
            "UPDATE interaction SET cid = ?2 WHERE seq = ?1 RETURNING body, detail, department, type, channel,
                status, direction",
            [seq, to],
            |row| Ok((row.get(0)?, row.get(1)?, [row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?])),
        )?;
        let interaction: Interaction = serde_json::from_str(&body)?;
        let transcript: Vec<Turn> = detail.map_or(Ok(vec![]), |detail| serde_json::from_str(&detail))?;
        let facets = facets.each_ref().map(String::as_str);
        self.count(from, facets, -1);
        self.count(to, facets, 1);
        self.forget_text(seq)?;
        self.make_findable(seq, to, searchable_text(&interaction, &transcript))
    }

    /// Where both customers have an answer to the same question the later one stays.
    fn move_fact(&mut self, from: i64, kind: &str, id: &str, to: i64) -> Result<(), Error> {
        let time = |cid: i64| {
            let sql = "SELECT sort_at FROM fact WHERE cid = ?1 AND kind = ?2 AND id = ?3";
            self.connection.query_row(sql, params![cid, kind, id], |row| row.get::<_, i64>(0)).optional()
        };
        let loser = if time(to)? > time(from)? { from } else { to };
        let sql = "DELETE FROM fact WHERE cid = ?1 AND kind = ?2 AND id = ?3";
        self.connection.execute(sql, params![loser, kind, id])?;
        let sql = "UPDATE fact SET cid = ?4 WHERE cid = ?1 AND kind = ?2 AND id = ?3";
        self.connection.execute(sql, params![from, kind, id, to])?;
        self.touch(from);
        self.touch(to);
        Ok(())
    }
}
