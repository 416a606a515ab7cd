//! `context-gateway serve`: turns options into a running server. Knows the order of start and stop only.

use clap::Args;

use crate::Error;

/// Options of `serve`.
#[derive(Args, Clone, Debug, Default)]
pub struct ServeOptions {}

/// Serves until the process is told to stop.
///
/// # Errors
/// When the options contradict each other, the database cannot be used or the address is taken.
pub fn run(_options: ServeOptions) -> Result<(), Error> {
    Ok(())
}
