//! Builds the pages and the distributable with Trunk, and only when something they are made of changed.
//! Knows nothing of how the pages are served.

use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::Command,
};

use crate::{console, docs, error::Error, fingerprint, paths::Paths, process};

/// What the build is made of; a change below any of these builds again.
const INPUTS: [&str; 10] = [
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "build",
    "build.rs",
    "crates/context-contract",
    "package-lock.json",
    "rust-toolchain.toml",
    "src",
    "www",
];

/// Builds with Trunk's own output as progress, unless `dist/` is what the present sources give.
pub(crate) fn ensure_built(paths: &Paths) -> Result<(), Error> {
    if is_current(paths)? {
        console::say("Widget: up to date.");
        return docs::ensure_built(paths);
    }
    console::say("Building the widget with Trunk (about 2 minutes the first time).");
    process::run_visible(&mut build(paths), "The widget's build")?;
    mark_built(paths)
}

/// The release build; offline, because a tool of the wrong version must fail here rather than be fetched.
pub(crate) fn build(paths: &Paths) -> Command {
    let mut trunk = process::command(paths, "trunk");
    trunk.args(["build", "--release", "--offline"]);
    trunk.env("CARGO_ENCODED_RUSTFLAGS", without_own_paths(paths));
    // Trunk reads NO_COLOR as a boolean of its own and refuses the conventional value `1`.
    trunk.env_remove("NO_COLOR");
    trunk
}

/// Compiler flags that keep this machine's folders out of the module: panics name places in the source, and the same
/// commit is to give the same bytes everywhere.
fn without_own_paths(paths: &Paths) -> OsString {
    let registry = paths.cargo_home().map(|home| home.join("registry/src"));
    let sources = registry.and_then(|folder| folder.read_dir().ok()).into_iter().flatten().flatten();
    let folders = sources.map(|entry| entry.path()).chain([paths.root.clone()]);
    let flags = folders.map(|folder| {
        let mut flag = OsString::from("--remap-path-prefix=");
        flag.push(folder);
        flag.push("=.");
        flag
    });
    // Cargo's own separator: a folder may have a space in its name.
    flags.collect::<Vec<_>>().join(OsStr::new("\x1f"))
}

/// Writes down what the present `dist/` was built from, the documentation in it included.
pub(crate) fn mark_built(paths: &Paths) -> Result<(), Error> {
    docs::mark_built(paths)?;
    fingerprint::write_stamp(&stamp(paths), &present(paths)?)
}

/// Whether neither the sources nor what was built from them changed since the last build by these commands.
pub(crate) fn is_current(paths: &Paths) -> Result<bool, Error> {
    Ok(paths.dist().join("index.html").is_file() && fingerprint::is_stamped(&stamp(paths), &present(paths)?))
}

/// Inputs and output together: a `trunk serve` in between leaves another `dist/`, which is then not current.
fn present(paths: &Paths) -> Result<String, Error> {
    let inputs = INPUTS.iter().map(|input| paths.root.join(input));
    fingerprint::of_files(&inputs.chain([paths.dist()]).collect::<Vec<_>>())
}

fn stamp(paths: &Paths) -> PathBuf {
    paths.scratch().join("widget.stamp")
}

/// The folder that holds what a host page loads, which is named after the version.
pub(crate) fn distributable(paths: &Paths) -> Result<PathBuf, Error> {
    let folder = paths.dist().join("customer-context").join(env!("CARGO_PKG_VERSION"));
    let missing =
        |path: &Path| Error::Content { path: path.to_path_buf(), expected: "a built widget".to_owned() };
    if folder.is_dir() { Ok(folder) } else { Err(missing(&folder)) }
}
