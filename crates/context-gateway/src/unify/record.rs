//! A person as one department's system records them, after mapping and before unification.
//! Knows one record; knows neither the file it came from nor the customer it will belong to.

use std::collections::BTreeMap;

use context_contract::{Timestamp, Value, enums::ProvenanceMethod};
use serde::{Deserialize, Serialize};

use super::Identifier;

/// One record of one source. Its JSON is what the store keeps, so unification can always be repeated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The source it is from.
    pub source: String,
    /// Its key there.
    pub key: String,
    /// When the source last saw the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_at: Option<Timestamp>,
    /// Made up because something named a customer whom no source records. It has one identifier and no fields.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stub: bool,
    /// Present when no system recorded this but an agent decided it; see [`super::manual`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// What identifies the person, normalised, without repetitions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<Identifier>,
    /// Values by field: `name` (an object of `full`, `given`, `surname`), `birthDate`, `gender`, `kind`,
    /// `preferredLanguages`, `timeZone`, `email`, `phone`, `postal` (an object of the parts), each of the last
    /// three also with a label as in `phone:mobile`, `segments` (a list of `{id,name}`), `traits/<name>`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Field>,
}

/// What an agent decided about one field. It wins over every rule, and neither names, makes nor joins customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The record with whose customer the decision stays, however customers merge and split.
    pub anchor: RecordRef,
    /// The record whose value was said to be right; absent when none was and the customer said another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<RecordRef>,
    /// When that record's source had learnt it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_at: Option<Timestamp>,
}

/// A record by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordRef {
    /// The source.
    pub source: String,
    /// Its key there.
    pub key: String,
}

/// A value and how sure the source is of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// The value, never empty: an empty cell is no value.
    pub value: Value,
    /// Whether the source has checked it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub verified: bool,
    /// How the source knows. Absent: the customer declared it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<ProvenanceMethod>,
    /// How sure the source is, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
}

impl Record {
    /// A record that stands for a customer of whom only this identifier is known.
    #[must_use]
    pub fn stub(source: &str, identifier: Identifier) -> Self {
        Self {
            source: source.to_owned(),
            key: format!("{}:{}", identifier.kind, identifier.value),
            observed_at: None,
            stub: true,
            decision: None,
            identifiers: vec![identifier],
            fields: BTreeMap::new(),
        }
    }
}

impl Field {
    /// A value that the customer declared and nobody checked.
    #[must_use]
    pub fn declared(value: Value) -> Self {
        Self { value, verified: false, method: None, confidence: None }
    }
}
