//! The serving side as a client sees it: requests in, answers out, over real database files.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod asks;
mod command;
mod edge;
mod fields;
mod insight;
mod passport;
mod questions;
mod read;
mod redaction;
mod stream;
mod support;
mod write;
