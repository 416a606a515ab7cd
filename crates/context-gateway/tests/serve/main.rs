//! The serving side as a client sees it: requests in, answers out, over real database files.

mod command;
mod edge;
mod read;
mod redaction;
mod stream;
mod support;
mod write;
