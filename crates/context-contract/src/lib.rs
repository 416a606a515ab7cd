//! The wire types between the customer-context widget and whatever serves it, version 1 of the contract.
//!
//! It knows shapes, and the rules that both sides must share ([`ledger`], [`mask`], [`search`]): no transport, no storage, no
//! presentation. It depends on serde alone, so that a browser pays for nothing else; the `openapi` feature adds
//! schema descriptions for a native server.
//!
//! Reading is tolerant: unknown fields are ignored, unknown enum values are kept and shown as they are, absent
//! lists are empty. Writing is exact: what was read is written back without loss (see the tests over `fixtures/`).
//!
//! Four things are never confused: a value that is absent (`None`), one that is `false`, one that is
//! [`Value::Masked`] and one that is [`Value::Restricted`].

mod open_enum;

pub mod asks;
pub mod context;
pub mod enums;
pub mod fact;
pub mod interaction;
pub mod ledger;
pub mod mask;
pub mod problem;
pub mod profile;
pub mod question;
pub mod request;
pub mod search;
pub mod source;
pub mod stream;
pub mod timestamp;
pub mod value;

pub use context::Context;
pub use fact::{Alert, Answer, Campaign, Commitment, Consent, Note, RepeatContact, Verification};
pub use interaction::{Interaction, InteractionPage};
pub use problem::Problem;
pub use profile::Profile;
pub use question::{Question, QuestionCatalogue};
pub use source::Source;
pub use stream::StreamEvent;
pub use timestamp::Timestamp;
pub use value::{Money, Value};

/// The version written into [`Context::schema_version`]. A reader accepts every `1.x`.
pub const SCHEMA_VERSION: &str = "1.0";
