//! What arrives on the stream: CloudEvents 1.0 in the `data:` of server-sent events.
//! Knows the envelope and which type carries what, not how the stream is read or resumed.

use serde::{Deserialize, Serialize};

use crate::{Timestamp, Value, open_enum::open_enum};

open_enum! {
    /// What an event says; also its `event:` line.
    StreamEventType {
        /// A new interaction; data: [`crate::Interaction`].
        InteractionCreated = "interaction.created",
        /// A changed interaction; data: [`crate::Interaction`].
        InteractionUpdated = "interaction.updated",
        /// The unified profile changed; data: [`crate::Profile`].
        ProfileUpdated = "profile.updated",
        /// A check was made or changed; data: [`crate::Verification`].
        VerificationUpdated = "verification.updated",
        /// An answer was given or changed; data: [`crate::Answer`].
        AnswerUpdated = "answer.updated",
        /// A promise was made or changed; data: [`crate::Commitment`].
        CommitmentUpdated = "commitment.updated",
        /// A promise is due soon or overdue, sent while a reader listens; data: [`crate::Commitment`].
        CommitmentDue = "commitment.due",
        /// A consent changed; data: [`crate::Consent`].
        ConsentUpdated = "consent.updated",
        /// A note was written; data: [`crate::Note`].
        NoteCreated = "note.created",
        /// An alert was raised; data: [`crate::Alert`].
        AlertRaised = "alert.raised",
        /// A source answered or failed; data: [`crate::Source`].
        SourceStatus = "source.status",
        /// The stored snapshot; data: [`crate::Context`].
        Snapshot = "snapshot",
        /// Too much was missed: fetch the context again. No data.
        Reset = "reset",
    }
}

/// One event: CloudEvents 1.0 in structured JSON mode.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StreamEvent {
    /// Always `1.0`.
    pub specversion: String,
    /// The sequence number as text, equal to the `id:` line.
    pub id: String,
    /// The gateway's URI reference.
    pub source: String,
    /// What it says.
    #[serde(rename = "type")]
    pub kind: StreamEventType,
    /// The customer it is about; a reader drops events of others.
    pub subject: String,
    /// When it happened.
    pub time: Timestamp,
    /// The object in its new state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<Value>,
}
