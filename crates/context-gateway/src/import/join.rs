//! Which records are one customer: loads the identifiers of all records, joins them, and gives every customer its
//! number and id. What hung on customers that merged or split follows their records.
//! Knows records and customers in the store; the joining itself is `unify::cluster`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use context_contract::{Interaction, interaction::Turn};
use rusqlite::{OptionalExtension, params};

use super::write::{NOBODY, Writer};
use crate::{
    Error,
    store::{decision, facet::Values, search::searchable_text, source::GATEWAY},
    unify::{
        Clusterer, Clusters, Identifier, Record, Rules,
        profile::{Naming, customer_id, naming},
        rules::Role,
    },
};

/// The result: clusters by identifier; their numbers in the store are with the writer.
#[derive(Debug, Default)]
pub(super) struct Joined {
    /// Whom each identifier names.
    pub(super) clusters: Clusters,
    /// Customer and row of every record, for a new database alone: their profiles are not written yet.
    pub(super) records: Vec<(i64, i64)>,
}

/// What joining needs, gathered while the records of a new database are written, so that they are not read again.
pub(super) struct Gathered<'r> {
    clusterer: Clusterer<'r>,
    records: Vec<Loaded>,
}

/// A record as far as joining needs it.
struct Loaded {
    rid: i64,
    /// 0 when it has none yet.
    cid: i64,
    stub: bool,
    source: String,
    key: String,
}

/// What a cluster becomes in the store.
struct Assigned {
    cid: i64,
    id: String,
}

/// Row, customer, source and owner of an interaction.
type Owned = (i64, i64, String, Option<Identifier>);

impl<'r> Gathered<'r> {
    /// Starts without records.
    pub(super) fn new(rules: &'r Rules) -> Self {
        Self { clusterer: Clusterer::new(rules), records: vec![] }
    }

    /// Adds a record that no customer has yet. Row ids grow. What agents decided joins nothing.
    pub(super) fn add(&mut self, rid: i64, record: &Record) {
        if record.source == GATEWAY {
            return;
        }
        self.clusterer.add(record.stub, &record.identifiers);
        let (source, key) = (record.source.clone(), record.key.clone());
        self.records.push(Loaded { rid, cid: 0, stub: record.stub, source, key });
    }
}

impl Writer<'_> {
    /// Joins all records of the store.
    pub(super) fn join(&mut self) -> Result<Joined, Error> {
        let (records, clusters) = match self.gathered.take() {
            Some(gathered) => (gathered.records, gathered.clusterer.finish()),
            None => self.load(self.rules)?,
        };
        let customers = self.customers()?;
        let assigned = assign(&records, &clusters, &customers, &mut self.next_cid);
        self.cids = assigned.iter().map(|one| one.cid).collect();
        let numbers = numbers(&records, &clusters, &self.cids);
        if self.fresh {
            // Nobody reads it yet: all of that is written while rows are read.
            let records = numbers.iter().map(|(rid, cid)| (*cid, *rid)).collect();
            self.unnumbered = numbers.into_iter();
            return Ok(Joined { clusters, records });
        }
        let moved = moved(&records, &clusters, &self.cids);
        self.unnumbered = numbers.into_iter();
        self.number_records(usize::MAX)?;
        decision::follow(self.connection)?;
        self.retire_customers(&assigned, &customers, &moved)?;
        self.follow(&moved, &clusters)?;
        self.commit()?;
        Ok(Joined { clusters, records: vec![] })
    }

    fn load(&self, rules: &Rules) -> Result<(Vec<Loaded>, Clusters), Error> {
        let mut statement = self.connection.prepare(
            "SELECT r.rid, r.cid, r.source, r.record_key, json_extract(r.body, '$.stub') IS 1, i.kind, i.value
             FROM record r LEFT JOIN identifier i ON i.rid = r.rid WHERE r.source <> ?1 ORDER BY r.rid",
        )?;
        // What agents decided joins nothing; it follows the record it is about.
        let mut rows = statement.query([GATEWAY])?;
        let mut clusterer = Clusterer::new(rules);
        let mut records: Vec<Loaded> = vec![];
        let (mut identifiers, mut stub) = (vec![], false);
        while let Some(row) = rows.next()? {
            let rid = row.get(0)?;
            if records.last().is_none_or(|last| last.rid != rid) {
                if !records.is_empty() {
                    clusterer.add(stub, &identifiers);
                    identifiers.clear();
                }
                stub = row.get(4)?;
                let cid = row.get::<_, i64>(1)?;
                let cid = if cid == NOBODY { 0 } else { cid };
                records.push(Loaded { rid, cid, stub, source: row.get(2)?, key: row.get(3)? });
            }
            if let Some(kind) = row.get::<_, Option<String>>(5)? {
                identifiers.push(Identifier { kind, value: row.get(6)? });
            }
        }
        if !records.is_empty() {
            clusterer.add(stub, &identifiers);
        }
        Ok((records, clusterer.finish()))
    }

    fn customers(&self) -> Result<HashMap<i64, String>, Error> {
        let mut statement = self.connection.prepare("SELECT cid, id FROM customer")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Former ids become aliases. Ids that change make room first, so that two customers may swap theirs.
    fn retire_customers(
        &mut self,
        assigned: &[Assigned],
        customers: &HashMap<i64, String>,
        moved: &BTreeMap<i64, BTreeSet<i64>>,
    ) -> Result<(), Error> {
        let now: HashMap<i64, &str> = assigned.iter().map(|one| (one.cid, one.id.as_str())).collect();
        let mut former: Vec<(&i64, &String)> = customers.iter().collect();
        former.sort_unstable();
        for (cid, id) in former {
            match (now.get(cid), moved.get(cid).and_then(|to| to.first())) {
                (Some(same), _) if same == id => {}
                (Some(_), _) => {
                    self.alias(id, *cid)?;
                    self.connection.execute("UPDATE customer SET id = '~' || cid WHERE cid = ?1", [cid])?;
                }
                (None, Some(target)) => {
                    self.alias(id, *target)?;
                    self.connection
                        .execute("UPDATE customer_alias SET cid = ?2 WHERE cid = ?1", [cid, target])?;
                    self.connection.execute("DELETE FROM customer WHERE cid = ?1", [cid])?;
                }
                (None, None) => {}
            }
        }
        Ok(())
    }

    fn alias(&mut self, id: &str, cid: i64) -> Result<(), Error> {
        self.touch(cid);
        let sql = "INSERT INTO customer_alias (id, cid) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET cid = excluded.cid";
        self.connection.prepare_cached(sql)?.execute(params![id, cid])?;
        Ok(())
    }

    /// Interactions and facts go where the identifier that names their customer leads now.
    fn follow(&mut self, moved: &BTreeMap<i64, BTreeSet<i64>>, clusters: &Clusters) -> Result<(), Error> {
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

/// Row and customer of the records that have another one now.
fn numbers(records: &[Loaded], clusters: &Clusters, cids: &[i64]) -> Vec<(i64, i64)> {
    let now =
        records.iter().zip(&clusters.of_record).map(|(record, cluster)| (record, cids[*cluster as usize]));
    now.filter(|(record, cid)| record.cid != *cid).map(|(record, cid)| (record.rid, cid)).collect()
}

/// To which customers the records of each former one went.
fn moved(records: &[Loaded], clusters: &Clusters, cids: &[i64]) -> BTreeMap<i64, BTreeSet<i64>> {
    let mut moved: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for (record, cluster) in records.iter().zip(&clusters.of_record) {
        if record.cid != 0 {
            moved.entry(record.cid).or_default().insert(cids[*cluster as usize]);
        }
    }
    moved.retain(|from, to| to.len() > 1 || !to.contains(from));
    moved
}

/// Numbers and ids. A customer keeps its number when its records stay together; where several claim one, the one
/// with the same id has it.
fn assign(
    records: &[Loaded],
    clusters: &Clusters,
    customers: &HashMap<i64, String>,
    next_cid: &mut i64,
) -> Vec<Assigned> {
    let count = clusters.count as usize;
    let mut first: Vec<Option<Naming<'_>>> = vec![None; count];
    let mut claims: Vec<BTreeSet<i64>> = vec![BTreeSet::new(); count];
    for (record, cluster) in records.iter().zip(&clusters.of_record) {
        let name = naming(record.stub, &record.source, &record.key);
        let smallest = &mut first[*cluster as usize];
        *smallest = Some(smallest.map_or(name, |known| known.min(name)));
        if record.cid != 0 {
            claims[*cluster as usize].insert(record.cid);
        }
    }
    let ids: Vec<String> = first.iter().map(|name| customer_id(name.unwrap_or_default())).collect();
    let mut taken: HashMap<i64, usize> = HashMap::new();
    let keeps_id = |cid: &i64, cluster: usize| customers.get(cid).is_some_and(|id| *id == ids[cluster]);
    for (cluster, claimed) in claims.iter().enumerate() {
        if let Some(cid) = claimed.iter().find(|cid| keeps_id(cid, cluster)) {
            taken.insert(*cid, cluster);
        }
    }
    let mut number = |cluster: usize| {
        let own = claims[cluster].iter().find(|cid| taken.get(cid) == Some(&cluster));
        if let Some(cid) =
            own.or_else(|| claims[cluster].iter().find(|cid| !taken.contains_key(cid))).copied()
        {
            taken.insert(cid, cluster);
            return cid;
        }
        *next_cid += 1;
        *next_cid - 1
    };
    let cids: Vec<i64> = (0..count).map(&mut number).collect();
    cids.into_iter().zip(ids).map(|(cid, id)| Assigned { cid, id }).collect()
}
