//! Joins records that share an identifier into customers: union-find over fingerprints.
//! Knows which record has which identifier and what the rules let it do; knows no values of fields.
//!
//! The result depends on the set of records alone, not on their order: groups are formed from sorted fingerprints,
//! joining is transitive and symmetric, and stubs are attached after everything else has been joined.

use super::{Identifier, Rules, rules::Role};

/// Collects records, then joins them.
#[derive(Debug)]
pub struct Clusterer<'a> {
    rules: &'a Rules,
    stubs: Vec<bool>,
    mentions: Vec<Mention>,
}

/// That a record has an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mention {
    fingerprint: u128,
    record: u32,
    joins: bool,
    max_records: u32,
}

/// Which records belong together, and whom an identifier names.
#[derive(Debug, Default)]
pub struct Clusters {
    /// For each record in the order of [`Clusterer::add`], the number of its cluster, dense from 0.
    pub of_record: Vec<u32>,
    /// How many clusters there are.
    pub count: u32,
    owners: Owners,
}

/// Whom an identifier names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// Exactly this cluster.
    One(u32),
    /// Several clusters, so nobody in particular.
    Several,
    /// No cluster.
    Nobody,
}

impl<'a> Clusterer<'a> {
    /// Starts without records.
    #[must_use]
    pub fn new(rules: &'a Rules) -> Self {
        Self { rules, stubs: Vec::new(), mentions: Vec::new() }
    }

    /// Adds a record. Its number is how many were added before.
    pub fn add<'i>(&mut self, stub: bool, identifiers: impl IntoIterator<Item = &'i Identifier>) {
        let record = u32::try_from(self.stubs.len()).unwrap_or(u32::MAX);
        self.stubs.push(stub);
        for identifier in identifiers {
            let (joins, max_records) = match self.rules.role(identifier) {
                Role::Joins { max_records } => (true, max_records),
                Role::Finds { max_records } => (false, max_records),
                Role::Excluded => continue,
            };
            let max_records = u32::try_from(max_records).unwrap_or(u32::MAX);
            self.mentions.push(Mention { fingerprint: identifier.fingerprint(), record, joins, max_records });
        }
    }

    /// Joins what belongs together.
    #[must_use]
    pub fn finish(mut self) -> Clusters {
        self.mentions.sort_unstable();
        self.mentions.dedup_by_key(|mention| (mention.fingerprint, mention.record));
        let mut sets = DisjointSets::new(self.stubs.len());
        for group in self.groups().filter(|group| group[0].joins) {
            group.windows(2).for_each(|pair| sets.join(pair[0].record, pair[1].record));
        }
        self.attach_stubs(&mut sets);
        let (of_record, count) = sets.numbered();
        let owners = self.groups().map(|group| (group[0].fingerprint, owner(group, &of_record))).collect();
        Clusters { of_record, count, owners: Owners::new(owners) }
    }

    /// Mentions of the same identifier, without those that too many records share. Stubs do not count: they are
    /// an echo of the identifier, not evidence that one more person uses it.
    fn groups(&self) -> impl Iterator<Item = &[Mention]> {
        self.mentions.chunk_by(|a, b| a.fingerprint == b.fingerprint).filter(|group| {
            let records = group.iter().filter(|mention| !self.is_stub(mention.record)).count();
            records <= group[0].max_records as usize
        })
    }

    /// A stub belongs to the customer its identifier names, also where that kind does not join records, as long
    /// as it names one customer only.
    fn attach_stubs(&self, sets: &mut DisjointSets) {
        for group in self.groups().filter(|group| !group[0].joins) {
            let real = |mention: &&Mention| !self.is_stub(mention.record);
            let mut roots: Vec<u32> =
                group.iter().filter(real).map(|mention| sets.root(mention.record)).collect();
            roots.sort_unstable();
            roots.dedup();
            if let [only] = roots.as_slice() {
                group.iter().for_each(|mention| {
                    if self.is_stub(mention.record) {
                        sets.join(*only, mention.record);
                    }
                });
            }
        }
    }

    fn is_stub(&self, record: u32) -> bool {
        self.stubs.get(record as usize).copied().unwrap_or(false)
    }
}

impl Clusters {
    /// Whom the identifier names.
    #[must_use]
    pub fn owner(&self, identifier: &Identifier) -> Owner {
        self.owners.get(identifier.fingerprint()).unwrap_or(Owner::Nobody)
    }
}

/// Owners by fingerprint. A directory says where fingerprints with the same first bits begin: they are spread evenly,
/// so that a look-up touches memory twice, where halving a list of millions would touch it twenty times.
#[derive(Debug, Default)]
struct Owners {
    sorted: Vec<(u128, Owner)>,
    starts: Vec<u32>,
    bits: u32,
}

impl Owners {
    /// Of a list sorted by fingerprint.
    fn new(sorted: Vec<(u128, Owner)>) -> Self {
        let bits = (sorted.len() / 2).max(2).ilog2();
        let mut owners = Self { starts: vec![0; (1 << bits) + 1], sorted, bits };
        for index in 0..owners.sorted.len() {
            let bucket = owners.bucket(owners.sorted[index].0);
            owners.starts[bucket + 1] += 1;
        }
        for bucket in 1..owners.starts.len() {
            owners.starts[bucket] += owners.starts[bucket - 1];
        }
        owners
    }

    fn get(&self, fingerprint: u128) -> Option<Owner> {
        let bucket = self.bucket(fingerprint);
        let (start, end) = (*self.starts.get(bucket)?, *self.starts.get(bucket + 1)?);
        let entries = &self.sorted[start as usize..end as usize];
        entries.iter().find(|(other, _)| *other == fingerprint).map(|(_, owner)| *owner)
    }

    fn bucket(&self, fingerprint: u128) -> usize {
        fingerprint.checked_shr(u128::BITS - self.bits).unwrap_or(0) as usize
    }
}

fn owner(group: &[Mention], of_record: &[u32]) -> Owner {
    let first = of_record[group[0].record as usize];
    if group.iter().all(|mention| of_record[mention.record as usize] == first) {
        Owner::One(first)
    } else {
        Owner::Several
    }
}

/// Disjoint sets with path halving; the smaller number is the root, so roots do not depend on the order of joins.
struct DisjointSets {
    parent: Vec<u32>,
}

impl DisjointSets {
    fn new(count: usize) -> Self {
        Self { parent: (0..u32::try_from(count).unwrap_or(u32::MAX)).collect() }
    }

    fn root(&mut self, mut member: u32) -> u32 {
        while self.parent[member as usize] != member {
            let grandparent = self.parent[self.parent[member as usize] as usize];
            self.parent[member as usize] = grandparent;
            member = grandparent;
        }
        member
    }

    fn join(&mut self, left: u32, right: u32) {
        let (left, right) = (self.root(left), self.root(right));
        let (low, high) = (left.min(right), left.max(right));
        self.parent[high as usize] = low;
    }

    /// Dense numbers of the sets in the order of their first members, and how many there are.
    fn numbered(mut self) -> (Vec<u32>, u32) {
        let mut numbers = vec![u32::MAX; self.parent.len()];
        let mut count = 0;
        for member in 0..u32::try_from(self.parent.len()).unwrap_or(u32::MAX) {
            let root = self.root(member) as usize;
            if numbers[root] == u32::MAX {
                numbers[root] = count;
                count += 1;
            }
            numbers[member as usize] = numbers[root];
        }
        (numbers, count)
    }
}
