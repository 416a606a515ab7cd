//! What an agent can record, what each is about, and under which condition the server may take it.
//! Pure; knows the contract's request bodies, not when or how they are sent.

use context_contract::{
    Context, Value,
    request::{
        AnswerWrite, CommitmentWrite, FieldDecision, FieldWrite, InteractionPatch, NoteWrite,
        VerificationWrite,
    },
};
use serde::{Deserialize, Serialize};

use super::{Condition, overlay::field_value};
use crate::live::Change;

/// What the agent records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Write {
    /// The customer answered a question, or did not want to.
    Answer {
        /// The question.
        key: String,
        /// What is sent.
        body: Box<AnswerWrite>,
    },
    /// A field of the profile is right, wrong, or another one's.
    Field {
        /// Key of the question that it answers, for the host.
        question: Option<String>,
        /// What is sent.
        body: Box<FieldWrite>,
    },
    /// A check was made.
    Verification(Box<VerificationWrite>),
    /// A note or a hand-off.
    Note(Box<NoteWrite>),
    /// A promise is made, kept or broken.
    Commitment {
        /// The promise; of a new one an id that nobody has.
        id: String,
        /// What is sent.
        body: Box<CommitmentWrite>,
    },
    /// A contact is changed or transferred.
    Interaction {
        /// The contact.
        id: String,
        /// What is sent.
        body: Box<InteractionPatch>,
    },
}

/// What a write is about: parts of the panel look their pending writes up by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A question, by key.
    Answer(String),
    /// A field of the profile, by JSON pointer.
    Field(String),
    /// The passport.
    Verification,
    /// The notes and hand-offs.
    Note,
    /// A promise, by id.
    Commitment(String),
    /// A contact, by id.
    Interaction(String),
}

impl Write {
    /// The same with another value: for a write that is prepared before the value is typed.
    #[must_use]
    pub fn with_value(mut self, value: Value) -> Self {
        match &mut self {
            Self::Answer { body, .. } => body.value = Some(value),
            Self::Field { body, .. } => body.decision = FieldDecision::Correct { value },
            _ => {}
        }
        self
    }

    /// What it is about.
    #[must_use]
    pub fn target(&self) -> Target {
        match self {
            Self::Answer { key, .. } => Target::Answer(key.clone()),
            Self::Field { body, .. } => Target::Field(body.pointer.clone()),
            Self::Verification(_) => Target::Verification,
            Self::Note(_) => Target::Note,
            Self::Commitment { id, .. } => Target::Commitment(id.clone()),
            Self::Interaction { id, .. } => Target::Interaction(id.clone()),
        }
    }

    /// Whether it says all there is to say about its target, so that an older one about the same is settled by it.
    pub(super) fn replaces(&self) -> bool {
        matches!(self, Self::Answer { .. } | Self::Field { .. } | Self::Commitment { .. })
    }

    /// What its condition is about: all fields of a profile have one tag. `None`: it has no condition.
    pub(super) fn resource(&self) -> Option<Target> {
        match self {
            Self::Answer { .. } | Self::Commitment { .. } => Some(self.target()),
            Self::Field { .. } => Some(Target::Field(String::new())),
            Self::Verification(_) | Self::Note(_) | Self::Interaction { .. } => None,
        }
    }

    /// The condition under which it is right, as far as the context on screen tells.
    pub(super) fn condition(&self, base: Option<&Context>) -> Condition {
        let known = |etag: Option<String>| etag.map_or(Condition::Exists, Condition::Is);
        let found = match (self, base) {
            (Self::Answer { key, .. }, Some(base)) => {
                base.answers.iter().find(|answer| answer.key == *key).map(|answer| answer.etag.clone())
            }
            (Self::Commitment { id, .. }, Some(base)) => {
                base.commitments.iter().find(|promise| promise.id == *id).map(|promise| promise.etag.clone())
            }
            (Self::Field { .. }, base) => {
                return base
                    .and_then(|base| base.profile.etag.clone())
                    .map_or(Condition::None, Condition::Is);
            }
            (Self::Answer { .. } | Self::Commitment { .. }, None) => None,
            (Self::Verification(_) | Self::Note(_) | Self::Interaction { .. }, _) => return Condition::None,
        };
        found.map_or(Condition::Absent, known)
    }

    /// The value that a decision about a field is about.
    pub(super) fn seen(&self, base: &Context) -> Option<Value> {
        match self {
            Self::Field { body, .. } => field_value(&base.profile, &body.pointer),
            _ => None,
        }
    }

    /// Whether the object says already what this write wants it to say.
    pub(super) fn says_the_same(&self, object: &Change) -> bool {
        match (self, object) {
            (Self::Answer { key, body }, Change::Answer(answer)) => {
                answer.key == *key && answer.status == body.status && answer.value == body.value
            }
            (Self::Commitment { id, body }, Change::Commitment(promise)) => {
                promise.id == *id
                    && promise.text == body.text
                    && promise.status == body.status
                    && promise.due_at == body.due_at
            }
            _ => false,
        }
    }
}
