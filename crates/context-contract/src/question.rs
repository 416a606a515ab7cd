//! The question catalogue: which questions the company asks, and where their answers come from.
//! Knows one question in one language; how a catalogue is written by hand is the gateway's concern.

use serde::{Deserialize, Serialize};

use crate::enums::{AnswerFrom, Department, Sensitivity};

/// Answer of `GET /v1/questions?department&reason&lang`. Not personal: it may be cached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuestionCatalogue {
    /// BCP 47 tag of the language the texts are in: the one asked for, or the catalogue's default.
    pub language: String,
    /// The questions in the operator's order.
    pub questions: Vec<Question>,
}

/// One question that the company asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Question {
    /// Machine name: `router.model`. Unique in the catalogue.
    pub key: String,
    /// What the answer is called, in a few words: `Router model`.
    pub label: String,
    /// The question as it is put to a customer: `Which router model do you have?`
    pub text: String,
    /// A ready sentence that confirms instead of asking, with `{value}` for what may be said of the value:
    /// `I have {value} noted as your router, is that still right?` Absent: the panel has one of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirm: Option<String>,
    /// As in [`crate::Answer::value_type`]; `choice` when [`Self::choices`] are given.
    #[serde(default = "string_type")]
    pub value_type: String,
    /// The answers to choose from, in the operator's words; empty when anything may be said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// How much of the answer may be seen and said.
    #[serde(default = "open")]
    pub sensitivity: Sensitivity,
    /// Where the answer comes from.
    #[serde(default = "recorded")]
    pub from: AnswerFrom,
    /// For [`AnswerFrom::Profile`] a JSON pointer into the profile, in which the lists `contactPoints` and
    /// `externalIdentifier` are followed by a kind: `/birthDate`, `/contactPoints/email`,
    /// `/externalIdentifier/Account`, `/traits/loyaltyTier`. For [`AnswerFrom::Verification`] one value of RFC 8176
    /// (`otp`), or empty for any check.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub path: String,
    /// The claim of OpenID Connect (`phone_number`) that a verification of this value would have checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// Seconds after which an answer has to be confirmed; absent: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stale_after: Option<i64>,
    /// Departments that need it; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub departments: Vec<Department>,
    /// Machine names of the contact reasons that need it; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// Phrases by which agents ask it, without punctuation; see the guard against repeated questions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phrases: Vec<String>,
}

fn string_type() -> String {
    "string".to_owned()
}

fn open() -> Sensitivity {
    Sensitivity::Open
}

fn recorded() -> AnswerFrom {
    AnswerFrom::Answer
}
