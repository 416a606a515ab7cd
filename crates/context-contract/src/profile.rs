//! Who the customer is: the unified profile with the provenance of its fields.
//! Knows nothing of how the profile was put together; that is the gateway's unification.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Timestamp, Value,
    enums::{ContactPointKind, ProfileKind, ProvenanceMethod, Resolution},
};

/// The unified customer. Names from JSContact (RFC 9553) and TM Forum TMF632.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Profile {
    /// The customer's opaque id, equal to [`crate::Context::customer_id`].
    pub id: String,
    /// Person or company.
    pub kind: ProfileKind,
    /// The name, when it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
    /// Date of birth, `YYYY-MM-DD`, possibly masked or restricted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Value>,
    /// As the customer states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Value>,
    /// BCP 47 tags, the most preferred first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preferred_languages: Vec<String>,
    /// IANA name, for the customer's local time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Ways to reach the customer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contact_points: Vec<ContactPoint>,
    /// What other systems call this customer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub external_identifier: Vec<ExternalIdentifier>,
    /// Groups the customer belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<Segment>,
    /// Further facts by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub traits: BTreeMap<String, Value>,
    /// Where fields come from, by JSON pointer (RFC 6901) into this profile: `/birthDate`,
    /// `/contactPoints/0/value`, `/traits/loyaltyTier`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub provenance: BTreeMap<String, Provenance>,
    /// What `If-Match` has to say to decide about one of its fields.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
}

/// A person's or company's name. Only `full` is certain: many people have no surname.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Name {
    /// The whole name in the order its owner uses.
    pub full: String,
    /// Given name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// Family name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub surname: Option<String>,
}

/// One way to reach the customer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactPoint {
    /// Unique within the profile.
    pub id: String,
    /// E-mail, phone or postal address.
    pub kind: ContactPointKind,
    /// The address in its usual written form (phones: E.164), possibly masked or restricted.
    pub value: Value,
    /// The parts of a postal address, when they are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Preference from 1 (most) to 100, as in RFC 9553.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pref: Option<u8>,
    /// Whether the customer was reached there. Absent is "unknown", not "no".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified: Option<bool>,
    /// The verification that showed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verification_ref: Option<String>,
}

/// The parts of a postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Address {
    /// Street, house and flat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// City or village.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locality: Option<String>,
    /// State or county.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Post code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// What another system calls this customer. From TMF632.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExternalIdentifier {
    /// The source that uses it.
    pub owner: String,
    /// What it identifies there: `Account`, `Contact`, `LoyaltyMember`.
    pub external_identifier_type: String,
    /// The identifier, possibly masked or restricted.
    pub id: Value,
}

/// A group the customer belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Segment {
    /// Machine name.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// The source that says so.
    pub source: String,
}

/// Where a field comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Provenance {
    /// The source whose value was chosen.
    pub source: String,
    /// The record in that source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record_id: Option<String>,
    /// When the source learnt it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_at: Option<Timestamp>,
    /// How it came to be known.
    pub method: ProvenanceMethod,
    /// How sure the source is, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Present when sources disagree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflict: Option<Conflict>,
}

/// That sources disagree about a field, and what was not chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Conflict {
    /// The rule that chose.
    pub resolution: Resolution,
    /// The values that were not chosen, the runner-up first.
    pub alternatives: Vec<Alternative>,
}

/// A value that was not chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Alternative {
    /// The value, masked or restricted as the chosen one is.
    pub value: Value,
    /// The source that has it.
    pub source: String,
    /// The record in that source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record_id: Option<String>,
    /// When the source learnt it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_at: Option<Timestamp>,
}
