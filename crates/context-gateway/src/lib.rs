//! Unifies what departments know about a customer and serves it to the customer-context widget.
//!
//! Modules in the order in which data flows: exports of departments come in on the left (`import`, `unify`),
//! rest in the `store`, and leave through `policy` and `http` towards an agent's browser.

pub mod error;
pub mod unify;
pub mod generate;
pub mod import;
pub mod store;
pub mod config;
pub mod freshness;
pub mod policy;
pub mod auth;
pub mod http;
pub mod demo;

pub mod commands;

pub use error::Error;
