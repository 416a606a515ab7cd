//! What happened between the customer and the company, in every department.
//! Knows one interaction and a page of them, not how pages are stored or shown.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Money, Timestamp,
    enums::{
        Channel, Department, Direction, InteractionStatus, InteractionType, Relation, RelationshipType, Role,
    },
};

/// One contact, order, payment or touch. Names from TM Forum TMF683.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Interaction {
    /// Unique within the customer, by convention `source:type:key`.
    pub id: String,
    /// What kind of thing.
    #[serde(rename = "type")]
    pub kind: InteractionType,
    /// By which way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// Who in the company.
    pub department: Department,
    /// Who started it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<InteractionStatus>,
    /// Machine name of the reason: `technical`, `invoice`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The product or service it is about, by its name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// One line of plain text. Absent when the interaction is restricted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// When it began and ended.
    pub interaction_date: Period,
    /// When the source last changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_update: Option<Timestamp>,
    /// Who took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Participant>,
    /// What it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relationships: Vec<Relationship>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Summary>,
    /// What was bought or returned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// The money it was about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// What was said, only in the answer for one interaction.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transcript: Vec<Turn>,
    /// Mood from -1 (bad) to 1 (good).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentiment: Option<f64>,
    /// Where it can be opened; shown as a link only when it is https.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The source that has it.
    pub source: String,
    /// Present when this reader may know that it exists and nothing else; a machine code: `policy`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restricted: Option<String>,
}

/// Nothing in it differs from itself, because JSON has no NaN. With this two `Rc` of the same memory are the same at once.
impl Eq for Interaction {}

/// From when to when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Period {
    /// The first moment. Absent: always has been.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date_time: Option<Timestamp>,
    /// The first moment after it. Absent: still going on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date_time: Option<Timestamp>,
}

impl Period {
    /// Whether the moment lies within.
    #[must_use]
    pub fn contains(&self, moment: Timestamp) -> bool {
        self.start_date_time.is_none_or(|start| start <= moment)
            && self.end_date_time.is_none_or(|end| moment < end)
    }
}

/// Somebody who took part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Participant {
    /// Their part.
    pub role: Role,
    /// Their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A link to another interaction of the same customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Relationship {
    /// The other interaction.
    pub id: String,
    /// What it is to this one.
    pub relationship_type: RelationshipType,
}

/// What came of an interaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Summary {
    /// Plain text.
    pub text: String,
    /// Who wrote it: `human` or `model`; shown, because it matters.
    pub by: String,
}

/// Something that was bought or returned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Item {
    /// What it is called.
    pub name: String,
    /// How many; negative when returned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<f64>,
    /// What one costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
}

/// Something that was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Turn {
    /// Who said it.
    pub role: Role,
    /// Their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Plain text.
    pub text: String,
}

/// A page of the timeline, newest first, in the stable order `(startDateTime desc, id)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InteractionPage {
    /// The interactions.
    #[serde(default)]
    pub items: Vec<Interaction>,
    /// How to go on.
    #[serde(default)]
    pub page: Page,
    /// Counts by facet (`department`, `channel`, `type`, `status`) and value. Each facet is counted with every
    /// filter but its own, so that the chips say what choosing them would show.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facets: BTreeMap<String, BTreeMap<String, u64>>,
    /// How many there are under the filter, when the source can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Total>,
}

/// How to go on after a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page {
    /// At most this many, 1 to 100.
    #[serde(default)]
    pub limit: u32,
    /// Whether there are more.
    #[serde(default)]
    pub has_more: bool,
    /// Opaque; sent back as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// A count and how exact it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Total {
    /// How many.
    pub value: u64,
    /// Exactly, or at least.
    pub relation: Relation,
}
