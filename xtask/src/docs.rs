//! `cargo xtask docs`: the documentation site inside what Trunk has built. Trunk's own build makes it too; this makes it
//! again when only its texts changed, in seconds. Knows what it is made of, not what is on its pages.

use std::path::PathBuf;

use crate::{
    console,
    error::Error,
    fingerprint,
    paths::Paths,
    process,
    tools::{self, Need},
    widget,
};

/// What the site is made of besides the sources of the widget, which bring a whole build with them.
const INPUTS: [&str; 5] = [
    "SECURITY.md",
    "crates/context-gateway/mappings/contoso.toml",
    "crates/context-gateway/src/config.rs",
    "docs",
    "tests/e2e",
];

/// Builds what is missing and says where the site is.
pub(crate) fn run(paths: &Paths) -> Result<(), Error> {
    tools::ensure(paths, Need::Widget, false)?;
    widget::ensure_built(paths)?;
    console::say(format_args!("The site is in {}.", paths.dist().join("docs").display()));
    console::say("`cargo xtask demo` serves it under /docs/.");
    Ok(())
}

/// Makes the site again when one of its inputs changed since it was made.
pub(crate) fn ensure_built(paths: &Paths) -> Result<(), Error> {
    if fingerprint::is_stamped(&stamp(paths), &present(paths)?) {
        return Ok(());
    }
    console::say("Building the documentation.");
    let mut node = process::command(paths, "node");
    node.arg("build/docs.js").arg(paths.dist());
    process::run_visible(&mut node, "The documentation's build")?;
    // The site is a part of what was built, so the whole is what it should be only from now on.
    widget::mark_built(paths)
}

/// Writes down what the site in `dist/` was made of.
pub(crate) fn mark_built(paths: &Paths) -> Result<(), Error> {
    fingerprint::write_stamp(&stamp(paths), &present(paths)?)
}

fn present(paths: &Paths) -> Result<String, Error> {
    fingerprint::of_files(&INPUTS.map(|input| paths.root.join(input)))
}

fn stamp(paths: &Paths) -> PathBuf {
    paths.scratch().join("docs.stamp")
}
