//! What is known around the customer: verifications, answers, promises, consents, notes, alerts, campaigns.
//! Knows the single facts, not how a panel sums them up.

use serde::{Deserialize, Serialize};

use crate::{
    Timestamp, Value,
    enums::{
        AnswerStatus, AskAction, CampaignStatus, Channel, CommitmentStatus, ConsentSignal, ConsentStatus,
        Department, NoteKind, Party, Severity, VerificationKind, VerificationStatus,
    },
    interaction::Period,
};

/// In which interaction something was said, checked or promised.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Occasion {
    /// The interaction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interaction_id: Option<String>,
    /// Who in the company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<Department>,
    /// By which way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
}

/// A check of who the customer is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Verification {
    /// Unique within the customer.
    pub id: String,
    /// What it shows.
    pub kind: VerificationKind,
    /// The outcome as the gateway saw it; a reader computes "expired" from `valid_for` and server time.
    pub status: VerificationStatus,
    /// How: values of RFC 8176.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amr: Vec<String>,
    /// OpenID Connect for Identity Assurance 1.0, verbatim, with masked claims.
    #[serde(default, rename = "verified_claims", skip_serializing_if = "Option::is_none")]
    pub verified_claims: Option<Value>,
    /// From when to when it counts.
    #[serde(default)]
    pub valid_for: Period,
    /// Where it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performed_in: Option<Occasion>,
    /// Departments that accept it besides the one that made it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reusable_for: Vec<Department>,
    /// Who was checked; absent is the customer. See [`Self::party`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Party>,
    /// The representative's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_name: Option<String>,
    /// Who made it, for people; absent when a system did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performed_by: Option<String>,
    /// The source that has it.
    pub source: String,
}

impl Verification {
    /// Who was checked.
    #[must_use]
    pub fn party(&self) -> Party {
        self.party.clone().unwrap_or(Party::Customer)
    }
}

/// A question and what is known about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answer {
    /// Machine name of the question: `router.model`. Unique within the customer.
    pub key: String,
    /// The question in the operator's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// What the customer said. Absent when nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// `string`, `boolean`, `integer`, `decimal`, `date`, `dateTime`, `money`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_type: Option<String>,
    /// What is known.
    pub status: AnswerStatus,
    /// How often the company has asked.
    #[serde(default)]
    pub asked_count: u32,
    /// When it last asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_asked_at: Option<Timestamp>,
    /// When the customer answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Timestamp>,
    /// Where the customer answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_in: Option<Occasion>,
    /// How sure, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Until when it counts; afterwards it is stale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_for: Option<Period>,
    /// What happened to the question, newest first, at most [`Asking::KEPT`] entries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Asking>,
    /// What `If-Match` has to say to replace it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The source that has it.
    pub source: String,
}

/// One moment in the life of a question. It never holds the answer itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Asking {
    /// What happened.
    pub action: AskAction,
    /// When.
    pub at: Timestamp,
    /// Name of the agent; absent when a system asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// Where.
    #[serde(default, rename = "in", skip_serializing_if = "Option::is_none")]
    pub occasion: Option<Occasion>,
}

impl Asking {
    /// How many entries of a question are kept.
    pub const KEPT: usize = 20;
}

/// A promise to the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Commitment {
    /// Unique within the customer.
    pub id: String,
    /// Plain text.
    pub text: String,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// Where it stands.
    pub status: CommitmentStatus,
    /// Who promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<Department>,
    /// Who keeps it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Where it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_in: Option<Occasion>,
    /// What `If-Match` has to say to change it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
}

/// What the customer allows. After W3C DPV and ISO/IEC TS 27560.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Consent {
    /// `marketing`, `saleOrShare`, `recording`, …
    pub purpose: String,
    /// By which way, when it is limited to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// Where it stands.
    pub status: ConsentStatus,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_date: Option<Timestamp>,
    /// `consent`, `contract`, `legitimateInterest`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<String>,
    /// How it was given or taken back: `preference-centre`, `phone`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The signal by which a refusal to sell or share arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signal: Option<ConsentSignal>,
    /// ISO 3166-2 code of the law that applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<String>,
    /// The source that has it.
    pub source: String,
}

/// Something an agent wrote for others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Note {
    /// Unique within the customer.
    pub id: String,
    /// What it is for.
    pub kind: NoteKind,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When.
    pub date: Timestamp,
    /// Plain text; of a hand-off, what goes in none of its fields.
    #[serde(default)]
    pub text: String,
    /// The fields of a hand-off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handoff: Option<Handoff>,
    /// From whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_department: Option<Department>,
    /// To whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_department: Option<Department>,
    /// The contact it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interaction_id: Option<String>,
}

/// What the next agent needs to know, in the order of the panel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Handoff {
    /// Why the customer is here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What was asked in this contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// What the customer answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<String>,
    /// What was tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tried: Option<String>,
    /// What was promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<String>,
    /// What comes next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// What an agent must know before the first word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Alert {
    /// Unique within the customer.
    pub id: String,
    /// How loud.
    pub severity: Severity,
    /// `payment`, `incident`, `fraud`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// One line of plain text.
    pub title: String,
    /// From when to when.
    #[serde(default)]
    pub valid_for: Period,
    /// The source that raised it.
    pub source: String,
    /// Who in the company answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<Department>,
    /// The figures of an incident that the gateway saw, so that a reader can say it in its own language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<Incident>,
}

/// Unusually many contacts about one thing in the last day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Incident {
    /// What they are about, by its name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// Machine name of the reason.
    pub reason: String,
    /// How many contacts in the last 24 hours.
    pub count: u64,
    /// How many there are on a usual day, the mean of the fourteen days before, rounded.
    pub usual: u64,
}

/// The customer got in touch again about the same reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RepeatContact {
    /// Machine name of the reason.
    pub reason: String,
    /// How many contacts, this one included; at least two.
    pub count: u64,
    /// When the first of them began.
    pub since: Timestamp,
    /// Which departments had them, each once, the newest first.
    pub departments: Vec<Department>,
    /// The contacts, newest first, at most 20.
    pub interactions: Vec<String>,
}

/// A campaign and how far it came with this customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Campaign {
    /// Unique within the customer.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// By which way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// How far.
    pub status: CampaignStatus,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_date: Option<Timestamp>,
    /// The source that has it.
    pub source: String,
}
