//! Which records are one customer: loads the identifiers of all records, joins them, and gives every customer its
//! number and id. Knows records and customers in the store; the joining itself is `unify::cluster`, and what hung on
//! customers that merged or split is moved by `follow`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::params;

use super::write::{NOBODY, Writer};
use crate::{
    Error,
    store::{decision, source::GATEWAY},
    unify::{
        Clusterer, Clusters, Identifier, Record, Rules,
        profile::{Naming, customer_id, naming},
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
