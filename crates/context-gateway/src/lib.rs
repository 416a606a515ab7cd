//! Unifies what departments know about a customer and serves it to the customer-context widget.
//!
//! Modules in the order in which data flows: exports of departments (invented ones by `generate`) come in by `import`,
//! become customers by `unify`, rest in the `store`, are held against the `questions` that the company asks, brought up
//! to the moment by `freshness`, say more together than each by itself in `insight`, are cut to what an agent of a
//! department may see by `policy`, and leave by `http` for those whom `auth` knows.

pub mod error;

pub mod config;

pub mod generate;

pub mod import;

pub mod unify;

pub mod store;

pub mod questions;

pub mod freshness;

pub mod insight;

pub mod policy;

pub mod auth;

pub mod http;

pub mod demo;

pub mod commands;

pub use error::Error;
