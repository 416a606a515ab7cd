//! One thing that the agent recorded: whose it is, what it says, on what condition, and how it stands.
//! Pure data; it knows no order and none of the others.

use std::rc::Rc;

use context_contract::{Profile, Timestamp, Value};
use serde::{Deserialize, Serialize};

use super::{Write, field_value};
use crate::failure::Failure;

/// Names an entry. Never used twice in one outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntryId(pub(super) u32);

/// One thing that the agent recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name.
    pub id: EntryId,
    /// Whose.
    pub customer: Rc<str>,
    /// The gateway that it is for.
    pub endpoint: Rc<str>,
    /// `Idempotency-Key` of every attempt.
    pub key: Rc<str>,
    /// What is sent.
    pub write: Rc<Write>,
    /// What has to be true on the server.
    pub condition: Condition,
    /// How it stands.
    pub state: EntryState,
    /// When it was recorded, by server time.
    pub at: Timestamp,
    /// Attempts that came to nothing because the server could not be reached.
    pub attempts: u32,
    /// The value of the field as it was on screen, for a decision about a field.
    pub(super) seen: Option<Value>,
    pub(super) rebases: u8,
}

/// What has to be true on the server for a write to be carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// Nothing.
    None,
    /// There is no such thing yet: `If-None-Match: *`.
    Absent,
    /// There is one, and its source gives no tag: `If-Match: *`.
    Exists,
    /// It is the one that was on screen: `If-Match` with its tag.
    Is(String),
    /// It is what this entry leaves behind; becomes one of the others before it is sent.
    After(EntryId),
}

/// How an entry stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EntryState {
    /// To be sent as soon as those before it are through.
    Queued,
    /// On its way.
    Sending,
    /// The server could not be reached; offered again when it can.
    Waiting,
    /// The server did not take it, and why. Nothing happens before the agent decides.
    Rejected(Failure),
    /// Somebody else was faster. Their version is in the context; the agent decides between the two.
    Conflicting {
        /// The tag of their version, when the server said it.
        etag: Option<String>,
    },
}

impl Entry {
    /// Whether it is still to be sent or answered; the others wait for the agent.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        matches!(self.state, EntryState::Queued | EntryState::Sending | EntryState::Waiting)
    }

    pub(super) fn is_untouched_by(&self, profile: &Profile) -> bool {
        matches!(&*self.write, Write::Field { body, .. } if field_value(profile, &body.pointer) == self.seen)
    }
}
