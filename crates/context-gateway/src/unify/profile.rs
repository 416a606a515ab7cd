//! Writes the unified customer: the contract's profile with provenance, alternatives and an id made of content.
//! Knows one customer's records; knows nothing of other customers.

use std::collections::{BTreeMap, BTreeSet};

use context_contract::{
    Profile, Timestamp, Value,
    enums::{ContactPointKind, ProfileKind, ProvenanceMethod},
    profile::{Address, Alternative, Conflict, ContactPoint, ExternalIdentifier, Name, Provenance, Segment},
};
use sha2::{Digest, Sha256};

use super::{
    Record, Rules,
    choose::{Choice, Claim, choose},
    compare::name_text,
};

/// A unified customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Unified {
    /// What the contract sends.
    pub profile: Profile,
    /// A name to show and to choose by.
    pub display_name: String,
    /// Fields about which sources disagree, by the names of [`Record::fields`].
    pub conflicts: Vec<String>,
}

/// Unifies the records of one customer. The order of the records does not matter.
#[must_use]
pub fn unify(records: &[Record], rules: &Rules) -> Unified {
    let mut builder = Builder::new(records, rules);
    for field in records.iter().flat_map(|record| record.fields.keys()).collect::<BTreeSet<_>>() {
        builder.add(field);
    }
    builder.finish()
}

/// By which of its records a customer is named: the first by source and key. A stub names its customer only while
/// there is nothing else, and then by its identifier alone, so that it does not matter which source mentioned it first.
pub type Naming<'a> = (bool, &'a str, &'a str);

/// See [`Naming`].
#[must_use]
pub fn naming<'a>(stub: bool, source: &'a str, key: &'a str) -> Naming<'a> {
    (stub, if stub { "" } else { source }, key)
}

/// The customer id that a record gives when its customer is named by it.
#[must_use]
pub fn customer_id((_, source, key): Naming<'_>) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let digest = Sha256::new().chain_update(source).chain_update([0]).chain_update(key).finalize();
    let letters = digest.iter().take(16).map(|byte| char::from(ALPHABET[usize::from(byte & 31)]));
    format!("cus_{}", letters.collect::<String>())
}

struct Builder<'a> {
    records: &'a [Record],
    rules: &'a Rules,
    profile: Profile,
    conflicts: Vec<String>,
    /// Places of the contact points an agent decided about.
    decided: BTreeSet<usize>,
}

impl<'a> Builder<'a> {
    fn new(records: &'a [Record], rules: &'a Rules) -> Self {
        let recorded = records.iter().filter(|record| record.decision.is_none());
        let first = recorded.map(|record| naming(record.stub, &record.source, &record.key)).min();
        let profile = Profile {
            id: customer_id(first.unwrap_or_default()),
            kind: ProfileKind::Individual,
            name: None,
            birth_date: None,
            gender: None,
            preferred_languages: vec![],
            time_zone: None,
            contact_points: vec![],
            external_identifier: external_identifiers(records, rules),
            segments: segments(records),
            traits: BTreeMap::new(),
            provenance: BTreeMap::new(),
            etag: None,
        };
        Self { records, rules, profile, conflicts: vec![], decided: BTreeSet::new() }
    }

    fn add(&mut self, field: &str) {
        if field == "segments" {
            return;
        }
        let claim = |record: &'a Record| record.fields.get(field).map(|value| Claim { record, field: value });
        let claims = self.records.iter().filter_map(claim).collect();
        let Some(choice) = choose(field, claims, self.rules) else { return };
        let pointer = self.place(field, &choice);
        if choice.resolution.is_some() {
            self.conflicts.push(field.to_owned());
        }
        self.profile.provenance.insert(pointer, provenance(field, &choice, self.rules));
    }

    /// Puts the value where it belongs and says where that is.
    fn place(&mut self, field: &str, choice: &Choice<'_>) -> String {
        let value = &choice.winner.field.value;
        let text = || value.as_text().unwrap_or_default().to_owned();
        match field.split_once(['/', ':']).unwrap_or((field, "")) {
            ("name", _) => {
                self.profile.name = Some(name(value));
                return "/name/full".into();
            }
            ("birthDate", _) => self.profile.birth_date = Some(value.clone()),
            ("gender", _) => self.profile.gender = Some(value.clone()),
            ("kind", _) => self.profile.kind = text().as_str().into(),
            ("timeZone", _) => self.profile.time_zone = Some(text()),
            ("preferredLanguages", _) => self.profile.preferred_languages = texts(value),
            ("traits", trait_name) => {
                self.profile.traits.insert(trait_name.to_owned(), value.clone());
                return format!("/traits/{}", trait_name.replace('~', "~0").replace('/', "~1"));
            }
            (kind, label) => return self.place_contact_point(kind, label, choice),
        }
        format!("/{field}")
    }

    fn place_contact_point(&mut self, kind: &str, label: &str, choice: &Choice<'_>) -> String {
        let index = self.profile.contact_points.len();
        if choice.winner.record.decision.is_some() {
            self.decided.insert(index);
        }
        self.profile.contact_points.push(ContactPoint {
            id: if label.is_empty() { kind.to_owned() } else { format!("{kind}-{label}") },
            kind: ContactPointKind::from(kind),
            value: shown(kind, &choice.winner.field.value, self.rules),
            address: (kind == "postal").then(|| address(&choice.winner.field.value)),
            pref: None,
            verified: choice.winner.field.verified.then_some(true),
            verification_ref: None,
        });
        format!("/contactPoints/{index}/value")
    }

    /// Within its kind what an agent decided is preferred, then the order of the fields decides.
    fn prefer(&mut self) {
        let mut order: Vec<usize> = (0..self.profile.contact_points.len()).collect();
        order.sort_by_key(|index| !self.decided.contains(index));
        let mut counts: BTreeMap<String, u8> = BTreeMap::new();
        for index in order {
            let point = &mut self.profile.contact_points[index];
            let count = counts.entry(point.kind.as_str().to_owned()).or_default();
            *count = count.saturating_add(1);
            point.pref = Some(*count);
        }
    }

    fn finish(mut self) -> Unified {
        self.prefer();
        let display_name = match &self.profile.name {
            Some(name) if !name.full.is_empty() => name.full.clone(),
            _ => nameless(self.records),
        };
        Unified { profile: self.profile, display_name, conflicts: self.conflicts }
    }
}

fn provenance(field: &str, choice: &Choice<'_>, rules: &Rules) -> Provenance {
    let (record, value) = (choice.winner.record, choice.winner.field);
    let alternatives = || choice.losers.iter().map(|loser| alternative(field, *loser, rules)).collect();
    let (source, record_id, observed_at) = origin(record);
    Provenance {
        source,
        record_id: Some(record_id),
        observed_at,
        method: value.method.clone().unwrap_or(ProvenanceMethod::Declared),
        confidence: value.confidence,
        conflict: choice
            .resolution
            .clone()
            .map(|resolution| Conflict { resolution, alternatives: alternatives() }),
    }
}

/// Alternatives are shown in the form the chosen value has.
fn alternative(field: &str, claim: Claim<'_>, rules: &Rules) -> Alternative {
    let kind = field.split(':').next().unwrap_or(field);
    let (source, record_id, observed_at) = origin(claim.record);
    Alternative {
        value: match kind {
            "name" => Value::Text(name_text(&claim.field.value)),
            _ => shown(kind, &claim.field.value, rules),
        },
        source,
        record_id: Some(record_id),
        observed_at,
    }
}

/// Whose value it is: of one that an agent said to be right, the record that had it then.
fn origin(record: &Record) -> (String, String, Option<Timestamp>) {
    match record.decision.as_ref().and_then(|decision| Some((decision, decision.of.as_ref()?))) {
        Some((decision, of)) => (of.source.clone(), of.key.clone(), decision.observed_at),
        None => (record.source.clone(), record.key.clone(), record.observed_at),
    }
}

fn name(value: &Value) -> Name {
    let part = |pointer: &str| value.pointer(pointer).and_then(Value::as_text).map(str::to_owned);
    Name { full: name_text(value), given: part("/given"), surname: part("/surname") }
}

/// A contact point in its usual written form; a phone that is no number stays as it was written.
fn shown(kind: &str, value: &Value, rules: &Rules) -> Value {
    match (kind, value) {
        ("postal", value) => Value::Text(address_line(value)),
        ("phone", Value::Text(text)) => rules
            .normalise("phone", text)
            .map_or_else(|| value.clone(), |identifier| Value::Text(identifier.value)),
        _ => value.clone(),
    }
}

fn address(value: &Value) -> Address {
    let part = |pointer: &str| value.pointer(pointer).and_then(Value::as_text).map(str::to_owned);
    Address {
        street: part("/street"),
        locality: part("/locality"),
        region: part("/region"),
        postcode: part("/postcode"),
        country: part("/country"),
    }
}

fn address_line(value: &Value) -> String {
    let part = |pointer: &str| value.pointer(pointer).and_then(Value::as_text);
    let parts = ["/street", "/postcode", "/locality", "/region", "/country"];
    parts.into_iter().filter_map(part).collect::<Vec<_>>().join(", ")
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::List(values) => values.iter().filter_map(Value::as_text).map(str::to_owned).collect(),
        other => other.as_text().map(str::to_owned).into_iter().collect(),
    }
}

/// Everything but addresses and numbers: those are contact points.
fn external_identifiers(records: &[Record], rules: &Rules) -> Vec<ExternalIdentifier> {
    let mut found = BTreeSet::new();
    for record in records {
        for identifier in record.identifiers.iter().filter(|i| !matches!(i.kind.as_str(), "email" | "phone"))
        {
            let label = rules.identifier(&identifier.kind).label.unwrap_or_else(|| identifier.kind.clone());
            // Stubs last: they only repeat what somebody else mentioned.
            found.insert((label, identifier.value.clone(), record.stub, record.source.clone()));
        }
    }
    let mut identifiers: Vec<ExternalIdentifier> = vec![];
    for (external_identifier_type, id, _, owner) in found {
        let id = Value::Text(id);
        let known = |other: &ExternalIdentifier| {
            other.external_identifier_type == external_identifier_type && other.id == id
        };
        if !identifiers.iter().any(known) {
            identifiers.push(ExternalIdentifier { owner, external_identifier_type, id });
        }
    }
    identifiers
}

fn segments(records: &[Record]) -> Vec<Segment> {
    let mut found = BTreeSet::new();
    for record in records {
        if let Some(Value::List(values)) = record.fields.get("segments").map(|field| &field.value) {
            for value in values {
                let part =
                    |pointer: &str| value.pointer(pointer).and_then(Value::as_text).or(value.as_text());
                if let (Some(id), Some(name)) = (part("/id"), part("/name")) {
                    found.insert((id.to_owned(), name.to_owned(), record.source.clone()));
                }
            }
        }
    }
    found.into_iter().map(|(id, name, source)| Segment { id, name, source }).collect()
}

/// Somebody without a name is shown by an identifier, of addresses and numbers only as much as recognises them.
fn nameless(records: &[Record]) -> String {
    let mut identifiers: Vec<_> = records.iter().flat_map(|record| &record.identifiers).collect();
    identifiers.sort();
    let Some(identifier) = identifiers.first() else { return "–".into() };
    let value = identifier.value.as_str();
    match identifier.kind.as_str() {
        "email" => value.split_once('@').map_or_else(String::new, |(local, domain)| {
            format!("{}•••@{domain}", local.chars().next().unwrap_or('•'))
        }),
        "phone" => {
            let tail: Vec<char> = value.chars().rev().take(4).collect();
            format!("•••• {}", tail.into_iter().rev().collect::<String>())
        }
        _ => value.to_owned(),
    }
}
