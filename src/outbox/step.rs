//! What can happen to the outbox, what the server made of a write, and what there is to do and to say about it then.
//! Pure data; what a step does to entries is the outbox's.

use std::rc::Rc;

use context_contract::Timestamp;

use super::{EntryId, Write};
use crate::{failure::Failure, live::Change};

/// What the server made of a write.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is done: the object in its new state.
    Saved(Box<Change>),
    /// 412: the object as somebody else left it, and its tag, as far as the server says so.
    Conflict {
        /// The object.
        current: Option<Box<Change>>,
        /// Its tag.
        etag: Option<String>,
    },
    /// It was not done, or nobody knows.
    Failed(Failure),
}

/// What can happen to the outbox.
#[derive(Clone, Debug)]
pub enum Step {
    /// The agent records something.
    Record {
        /// For whom.
        customer: Rc<str>,
        /// Where to.
        endpoint: Rc<str>,
        /// What.
        write: Rc<Write>,
        /// A new `Idempotency-Key`.
        key: Rc<str>,
        /// Now, by server time.
        at: Timestamp,
    },
    /// Its request begins.
    Sent(EntryId),
    /// Its request ended.
    Answered(EntryId, Outcome),
    /// The server may be in reach again.
    Resume,
    /// The agent wants a rejected or waiting entry to be sent once more, as it is.
    TryAgain(EntryId),
    /// The agent gives an entry up: theirs stays.
    Discard(EntryId),
    /// The agent wants an entry to replace what somebody else wrote; with a new `Idempotency-Key`, as this is another
    /// decision than the one that the server refused.
    SaveMine(EntryId, Rc<str>),
}

/// What the panel has to do besides keeping the outbox.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Nothing.
    None,
    /// The server told how an object of this customer stands now.
    Learnt(Rc<str>, Box<Change>),
    /// How it stands has to be fetched.
    Refresh(Rc<str>),
}

/// What became of an entry, to be said to somebody who does not see the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// The server has it.
    Saved,
    /// Not saved yet: no connection.
    Waiting,
    /// Not saved.
    Rejected,
    /// Somebody else was faster.
    Conflicting,
}
