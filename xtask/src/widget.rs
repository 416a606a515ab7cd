//! Builds the pages and the distributable with Trunk, and only when something they are made of changed.
//! Knows nothing of how the pages are served.

use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::Command,
};

use crate::{console, docs, error::Error, fingerprint, paths::Paths, process, smallest};

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
    fetch(paths)?;
    process::run_visible(&mut build(paths), "The widget's build")?;
    mark_built(paths)
}

/// What the build needs from the network and is not fetched by any other: nothing but for the smallest.
pub(crate) fn fetch(paths: &Paths) -> Result<(), Error> {
    if paths.smallest { smallest::fetch(paths) } else { Ok(()) }
}

/// The release build; offline, because a tool of the wrong version must fail here rather than be fetched.
pub(crate) fn build(paths: &Paths) -> Command {
    let mut trunk = process::command(paths, "trunk");
    trunk.args(["build", "--release", "--offline", "--dist"]).arg(paths.dist());
    trunk.env("CARGO_TARGET_DIR", &paths.target).env("CARGO_ENCODED_RUSTFLAGS", compiler_flags(paths));
    if paths.smallest {
        smallest::configure(paths, &mut trunk);
    }
    // Trunk reads NO_COLOR as a boolean of its own and refuses the conventional value `1`.
    trunk.env_remove("NO_COLOR");
    trunk
}

/// Flags that keep this machine's folders out of the module: panics name places in the source, and the same commit is to
/// give the same bytes everywhere.
fn compiler_flags(paths: &Paths) -> OsString {
    let registry = paths.cargo_home().map(|home| home.join("registry/src"));
    let sources = registry.and_then(|folder| folder.read_dir().ok()).into_iter().flatten().flatten();
    let folders = sources.map(|entry| entry.path()).chain([paths.root.clone()]);
    let renamed = folders.map(|folder| {
        let mut flag = OsString::from("--remap-path-prefix=");
        flag.push(folder);
        flag.push("=.");
        flag
    });
    let smallest = smallest::flags().filter(|_| paths.smallest).map(OsString::from);
    // Cargo's own separator: a folder may have a space in its name.
    renamed.chain(smallest).collect::<Vec<_>>().join(OsStr::new("\x1f"))
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
    paths.scratch().join(if paths.smallest { "smallest.stamp" } else { "widget.stamp" })
}

/// The folder that holds what a host page loads, which is named after the version.
pub(crate) fn distributable(paths: &Paths) -> Result<PathBuf, Error> {
    let folder = paths.dist().join("customer-context").join(env!("CARGO_PKG_VERSION"));
    let missing =
        |path: &Path| Error::Content { path: path.to_path_buf(), expected: "a built widget".to_owned() };
    if folder.is_dir() { Ok(folder) } else { Err(missing(&folder)) }
}
