//! The database: the only place with SQL at run time. Knows rows and contract bodies, not who may see them.

pub mod asks;
pub mod audit;
pub mod counts;
pub mod customer;
pub mod decision;
pub mod event;
pub mod facet;
pub mod fact;
pub mod idempotency;
pub mod interaction;
mod pool;
pub mod recent;
mod schema;
pub mod search;
pub mod source;
pub mod timeline;
pub mod volume;

pub use pool::{Store, Written};
pub use schema::{SCHEMA_VERSION, open_for_reading, open_for_writing};
