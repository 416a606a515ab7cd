//! The project's checks on itself, as tests: what compilers do not see and reviewers forget.
//! Each rule is a pure function over text with a seeded fault beside it, so that a check that cannot fail is noticed.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a rule that is broken ends the test with what is wrong"
)]

mod files;
mod links;
mod locks;
mod sources;
mod styles;
mod tables;
