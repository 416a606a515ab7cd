//! The parts of the panel, from top to bottom. Leaf components take props and return callbacks; none of them
//! knows the network, the store or the host.

pub mod brief;
pub mod choice;
pub mod confirm;
pub mod countdown;
pub mod editor;
pub mod field;
pub mod filters;
pub mod handoff;
pub mod header;
pub mod hint;
pub mod icon;
pub mod ledger;
mod ledger_keys;
mod ledger_missing;
pub mod ledger_row;
pub mod link;
pub mod notice;
pub mod notices;
pub mod passport;
pub mod pen;
pub mod pending;
pub mod promise_form;
pub mod promises;
pub mod row_actions;
pub mod section;
pub mod skeleton;
pub mod sources;
pub mod text;
pub mod timeline;
pub mod timeline_detail;
pub mod timeline_item;
pub mod timeline_list;
pub mod timeline_meter;
pub mod verify;
pub mod words;
