//! Unification: which records of which departments are one customer, and what is true of that customer.
//! Pure: knows records, rules and results; no files, no SQL, no clock, no order of arrival.
//!
//! The steps in the order in which data flows:
//! 1. [`identifier`] brings identifiers into one form, so that equal ones are equal text.
//! 2. [`cluster`] joins records that share an identifier the [`rules`] allow to join.
//! 3. [`choose`] picks one value per field and keeps every other one that [`compare`] finds different.
//! 4. [`manual`] is what an agent decided instead of the rules.
//! 5. [`profile`] writes the result as the contract's profile, with the provenance of every field.

pub mod choose;
pub mod cluster;
pub mod compare;
pub mod identifier;
pub mod manual;
pub mod phone;
pub mod profile;
pub mod record;
pub mod rules;

pub use cluster::{Clusterer, Clusters, Owner};
pub use identifier::Identifier;
pub use profile::{Unified, unify};
pub use record::{Decision, Field, Record, RecordRef};
pub use rules::Rules;

#[cfg(test)]
mod tests;
