//! Everything for the first paint in one object.
//! Knows what belongs together, not how complete it has to be: partial is the normal case.

use serde::{Deserialize, Serialize};

use crate::{
    Alert, Answer, Campaign, Commitment, Consent, InteractionPage, Note, Profile, RepeatContact, Source,
    Verification,
};

/// The unified view of one customer. It carries the id of the customer it is for, and a reader drops it when
/// that is not the customer on screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Context {
    /// `1.x`; see [`crate::SCHEMA_VERSION`].
    pub schema_version: String,
    /// The customer this is about.
    pub customer_id: String,
    /// Whether every source answered.
    pub complete: bool,
    /// Who it is.
    pub profile: Profile,
    /// Checks of who it is, newest first.
    #[serde(default)]
    pub verifications: Vec<Verification>,
    /// Questions and what is known about them.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// Promises.
    #[serde(default)]
    pub commitments: Vec<Commitment>,
    /// What the customer allows.
    #[serde(default)]
    pub consents: Vec<Consent>,
    /// What agents wrote, newest first.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// What must be known first, the loudest first.
    #[serde(default)]
    pub alerts: Vec<Alert>,
    /// Reasons about which the customer got in touch more than once within the gateway's window, the newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repeats: Vec<RepeatContact>,
    /// Campaigns of the last weeks, newest first.
    #[serde(default)]
    pub campaigns: Vec<Campaign>,
    /// The first page of the timeline.
    #[serde(default)]
    pub interactions: InteractionPage,
    /// How each source answered.
    #[serde(default)]
    pub sources: Vec<Source>,
}

/// Nothing in it differs from itself, because JSON has no NaN. With this two `Rc` of the same memory are the same at once.
impl Eq for Context {}
