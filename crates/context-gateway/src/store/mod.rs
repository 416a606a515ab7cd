//! The database: the only place with SQL at run time. Knows rows and contract bodies, not who may see them.

mod schema;

pub use schema::{SCHEMA_VERSION, open_for_reading, open_for_writing};
