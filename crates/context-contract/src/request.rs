//! What a client sends: look-ups and writes. Knows shapes; who may send them is the gateway's concern.

use serde::{Deserialize, Serialize};

use crate::{
    Timestamp, Value,
    enums::{
        AnswerStatus, AskAction, Channel, CommitmentStatus, Department, Direction, InteractionStatus,
        InteractionType, NoteKind, Party, VerificationKind, VerificationStatus,
    },
    fact::{Handoff, Occasion},
    interaction::{Period, Relationship, Summary},
};

/// Body of `POST /v1/resolve`. A body, because identifiers never go into a URL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResolveRequest {
    /// What is known about the person, 1 to 20 entries; any of them may match.
    pub identifiers: Vec<Identifier>,
}

/// Something that identifies a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Identifier {
    /// `email`, `phone`, `account`, or an external id type the operator declared.
    #[serde(rename = "type")]
    pub kind: String,
    /// As it was typed or sent; the gateway normalises.
    pub value: String,
}

/// Answer of `POST /v1/resolve`. None, one or several: with several, a person chooses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResolveResponse {
    /// The best match first.
    pub customers: Vec<Candidate>,
}

/// A customer who may be meant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Candidate {
    /// The opaque customer id.
    pub id: String,
    /// Name to choose by.
    pub display_name: String,
    /// How it matches.
    #[serde(rename = "match")]
    pub matched: Match,
}

/// How a candidate matches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Match {
    /// 0 to 1.
    pub confidence: f64,
    /// `exact`.
    pub method: String,
    /// Types of the identifiers that matched.
    pub matched_on: Vec<String>,
}

/// Body of `PUT /v1/customers/{id}/answers/{key}`: what the customer just said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerWrite {
    /// The value. Required unless the customer declined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// `answered` or `declined`.
    pub status: AnswerStatus,
    /// What happened, for the history: `answered` (the default), `confirmed`, `corrected`, `declined`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<AskAction>,
    /// The question in the operator's words, when the gateway does not know the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// As in [`crate::Answer::value_type`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_type: Option<String>,
    /// Where the customer said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_in: Option<Occasion>,
    /// Until when it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_for: Option<Period>,
}

/// Body of `POST /v1/customers/{id}/verifications`: a check that was just made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerificationWrite {
    /// What it shows.
    pub kind: VerificationKind,
    /// `verified`, `failed`, or `pending` when it could not be completed.
    pub status: VerificationStatus,
    /// How: values of RFC 8176.
    #[serde(default)]
    pub amr: Vec<String>,
    /// OpenID Connect for Identity Assurance 1.0, with masked claims.
    #[serde(default, rename = "verified_claims", skip_serializing_if = "Option::is_none")]
    pub verified_claims: Option<Value>,
    /// From when to when it counts; the gateway's default is 30 minutes from now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_for: Option<Period>,
    /// Where it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performed_in: Option<Occasion>,
    /// Departments that accept it besides the one that made it.
    #[serde(default)]
    pub reusable_for: Vec<Department>,
    /// Who was checked; absent is the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Party>,
    /// The representative's name, required when one was checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_name: Option<String>,
}

/// Body of `PUT /v1/customers/{id}/fields`: which value of a profile field is right. The choice is kept beside the
/// records of the departments, wins over every rule as `manual`, and is taken back by [`FieldDecision::Undo`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldWrite {
    /// JSON pointer (RFC 6901) into the profile: `/birthDate`, `/contactPoints/0/value`.
    pub pointer: String,
    /// What is decided.
    pub decision: FieldDecision,
    /// Where the customer said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_in: Option<Occasion>,
}

/// What an agent decides about a field of the profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FieldDecision {
    /// The value that is on screen is right.
    Keep,
    /// The value that this record has is right. A record, because its value may be masked for the agent.
    Choose {
        /// The source, as in [`crate::profile::Alternative::source`].
        source: String,
        /// The record in it, when the alternative names one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        record_id: Option<String>,
    },
    /// None is right; the customer says this.
    Correct {
        /// The value in its usual written form.
        value: Value,
    },
    /// Back to the rule.
    Undo,
}

/// Body of `POST /v1/customers/{id}/notes`: a note or a hand-off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteWrite {
    /// What it is for.
    pub kind: NoteKind,
    /// Plain text, at most 10,000 characters.
    #[serde(default)]
    pub text: String,
    /// The fields of a hand-off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handoff: Option<Handoff>,
    /// To whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_department: Option<Department>,
    /// The contact it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interaction_id: Option<String>,
}

/// Body of `PUT /v1/customers/{id}/commitments/{id}`: a promise made, kept or broken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CommitmentWrite {
    /// Plain text.
    pub text: String,
    /// Where it stands.
    pub status: CommitmentStatus,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// Who keeps it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Where it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_in: Option<Occasion>,
}

/// Body of `POST /v1/customers/{id}/interactions`: the contact going on now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InteractionWrite {
    /// The console's own id for the contact: `twilio:call:CA1`.
    pub id: String,
    /// What kind of thing.
    #[serde(rename = "type")]
    pub kind: InteractionType,
    /// By which way.
    pub channel: Channel,
    /// Who has it now.
    pub department: Department,
    /// Who started it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// Where it stands; default `inProgress`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<InteractionStatus>,
    /// Machine name of the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The product or service it is about, by its name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// One line of plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// When it began; default now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interaction_date: Option<Period>,
    /// What it belongs to.
    #[serde(default)]
    pub relationships: Vec<Relationship>,
}

/// Body of `PATCH /v1/customers/{id}/interactions/{iid}`; absent fields stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InteractionPatch {
    /// To whom it was transferred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<Department>,
    /// Where it stands now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<InteractionStatus>,
    /// Machine name of the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The product or service it is about, by its name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// One line of plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date_time: Option<Timestamp>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Summary>,
}
