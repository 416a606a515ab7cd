//! The widget through the nightly compiler: the standard library is built with it, for size, and a panic says nothing before
//! it stops. Knows the flags; what is built, and what becomes of it, is the same as otherwise.

use std::{env, path::Path, process::Command};

use clap::Args;

use crate::{console, error::Error, paths::Paths, process};

/// Which nightly compiler; it is not pinned, because the build that everybody gets does not need it.
const VARIABLE: &str = "CONTEXT_NIGHTLY";
const NEWEST: &str = "nightly";
/// Taken away: the places and the words of panics, and what `{:?}` would print. A stopped panel starts again without them.
const FLAGS: [&str; 2] = ["-Zlocation-detail=none", "-Zfmt-debug=none"];
/// Cargo's unstable settings, which Trunk passes on by leaving its environment as it is.
const SETTINGS: [(&str, &str); 4] = [
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    ("CARGO_UNSTABLE_PANIC_IMMEDIATE_ABORT", "true"),
    ("CARGO_PROFILE_RELEASE_PANIC", "immediate-abort"),
];

/// Which build of the widget a command works with.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct BuildOptions {
    /// Build the widget with the nightly compiler, for fewer bytes; CONTEXT_NIGHTLY names another one than the newest.
    #[arg(long)]
    pub(crate) smallest: bool,
}

impl BuildOptions {
    /// The folders of that build; installs the compiler that it needs.
    pub(crate) fn of(self, paths: &Paths) -> Result<Paths, Error> {
        if self.smallest {
            ensure_compiler(paths)?;
        }
        Ok(Paths { smallest: self.smallest, ..paths.clone() })
    }
}

/// Fetches what the standard library is made of: the build itself may ask no network.
pub(crate) fn fetch(paths: &Paths) -> Result<(), Error> {
    let mut cargo = process::command(paths, "cargo");
    cargo.args(["fetch", "--locked", "--target", "wasm32-unknown-unknown"]);
    process::run_visible(configure(paths, &mut cargo), "Fetching the standard library's packages")
}

/// Makes a command of Cargo, or one that runs it, the smallest build's.
pub(crate) fn configure<'command>(paths: &Paths, command: &'command mut Command) -> &'command mut Command {
    command
        .env("RUSTUP_TOOLCHAIN", compiler())
        .env("CARGO_TARGET_DIR", paths.smallest_target())
        .envs(SETTINGS)
}

/// What the compiler is told beside what it is told otherwise.
pub(crate) fn flags() -> impl Iterator<Item = &'static str> {
    FLAGS.into_iter()
}

fn compiler() -> String {
    env::var(VARIABLE).unwrap_or_else(|_| NEWEST.to_owned())
}

fn ensure_compiler(paths: &Paths) -> Result<(), Error> {
    let name = compiler();
    let rustup = |arguments: &[&str]| {
        let mut rustup = process::command(paths, "rustup");
        rustup.args(arguments);
        rustup
    };
    let root = || process::output_of(&mut rustup(&["run", &name, "rustc", "--print", "sysroot"]));
    let Some(found) = root() else {
        console::say(format_args!("Installing the compiler {name} (about a minute, only this once)."));
        let install = &["toolchain", "install", &name, "--profile", "minimal", "--component", "rust-src"];
        return process::run_visible(&mut rustup(install), "Installing the nightly compiler");
    };
    if Path::new(&found).join("lib/rustlib/src/rust/library").is_dir() {
        return Ok(());
    }
    console::say(format_args!("Adding the standard library's source to {name} (a few seconds)."));
    let add = &["component", "add", "rust-src", "--toolchain", &name];
    process::run_visible(&mut rustup(add), "Adding the standard library's source")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_build_takes_turns_with_nothing() {
        let usual = Paths { root: "/w".into(), target: "/w/target".into(), smallest: false };
        let smallest = Paths { smallest: true, ..usual.clone() };
        assert_eq!(usual.dist(), Path::new("/w/dist"));
        assert_eq!(smallest.dist(), Path::new("/w/target/smallest/dist"));
        let mut cargo = Command::new("cargo");
        let set = |(name, value): (&std::ffi::OsStr, Option<&std::ffi::OsStr>)| {
            (name == "CARGO_TARGET_DIR").then(|| value.map(Path::new).map(Path::to_path_buf)).flatten()
        };
        let target = configure(&smallest, &mut cargo).get_envs().find_map(set);
        assert_eq!(target, Some(usual.target.join("smallest")));
    }
}
