//! The customer-context widget: one panel that shows an agent what every department already knows.
//!
//! Modules in the order in which data flows: the host's attributes come in by `element`, become a `Config`,
//! lead to requests by `client`, whose answers change the `store`, which `app` and `components` draw; what the
//! agent does goes back to the host by `event`.

pub mod element;

pub mod config;
pub mod row_actions;

pub mod backlog;
pub mod body;
pub mod client;
pub mod failure;
pub mod json;
pub mod retry;
pub mod session;
pub mod sse;

pub mod keeping;
pub mod live;
pub mod order;
pub mod outbox;
pub mod recorder;
pub mod search;
pub mod store;
pub mod threads;
pub mod turns;
pub mod window;

pub mod asks;
pub mod brief;
pub mod contact;
pub mod guard;
pub mod ledger;
pub mod offers;
pub mod passport;
pub mod promises;
pub mod record;
pub mod repeat;

pub mod jump;
pub mod news;

pub mod app;
pub mod checking;
pub mod component;
pub mod components;
pub mod format;
pub mod messages;

pub mod event;

pub use component::CustomerContext;
