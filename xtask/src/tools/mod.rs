//! Sets up what the commands need: says what is missing, how long it takes, and installs it. Knows nothing of the builds.

mod found;
mod install;
mod pins;
mod plan;

pub(crate) use found::{chromedriver, chromium, engine_programs};
pub(crate) use plan::Need;

use crate::{console, error::Error, paths::Paths};

/// Makes sure that everything `need` names is there; with `dry_run` only says what would be done.
pub(crate) fn ensure(paths: &Paths, need: Need, dry_run: bool) -> Result<(), Error> {
    let pins = pins::Pins::read(paths)?;
    let actions = plan::plan(&found::survey(paths)?, &pins, need)?;
    for action in &actions {
        console::say(action.announcement(&pins));
        if !dry_run {
            install::carry_out(paths, action, &pins)?;
        }
    }
    if actions.is_empty() {
        console::say("Tools: everything is there.");
    }
    Ok(())
}
