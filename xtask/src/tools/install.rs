//! Carries out one planned installation with its own progress on the terminal. Knows nothing of why it was planned.

use std::process::Command;

use super::{found, pins::Pins, plan::Action};
use crate::{error::Error, fingerprint, paths::Paths, process};

/// Installs one thing and names it in the error when that cannot be done.
pub(crate) fn carry_out(paths: &Paths, action: &Action, pins: &Pins) -> Result<(), Error> {
    match action {
        Action::AddWasmTarget => add_wasm_target(paths),
        Action::InstallPackages => install_packages(paths),
        Action::InstallTrunk => cargo_install(paths, "trunk", pins.trunk, &["--locked"]),
        // Its lock file names a dependency that not every index has, so Cargo chooses compatible ones itself.
        Action::InstallWasmBindgen => cargo_install(paths, "wasm-bindgen-cli", &pins.wasm_bindgen, &[]),
        Action::InstallBrowser(packages) => install_browser(paths, packages),
    }
}

fn add_wasm_target(paths: &Paths) -> Result<(), Error> {
    let mut rustup = process::command(paths, "rustup");
    install(rustup.args(["target", "add", "wasm32-unknown-unknown"]), "The wasm32-unknown-unknown target")
}

fn install_packages(paths: &Paths) -> Result<(), Error> {
    let mut npm = process::command(paths, "npm");
    // No package here needs its install script, so none may run one.
    install(npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]), "The npm packages")?;
    fingerprint::write_stamp(&found::packages_stamp(paths), &found::packages_fingerprint(paths)?)
}

fn cargo_install(paths: &Paths, package: &str, version: &str, flags: &[&str]) -> Result<(), Error> {
    let mut cargo = process::command(paths, "cargo");
    cargo.args(["install", package, "--version", version, "--root"]).arg(paths.tools()).args(flags);
    // Its build must not end up in, nor wait for, the workspace's own target directory.
    install(cargo.env_remove("CARGO_TARGET_DIR"), &format!("{package} {version}"))
}

fn install_browser(paths: &Paths, packages: &[&str]) -> Result<(), Error> {
    install(process::command(paths, "apt-get").args(["update", "-qq"]), "The list of Debian's packages")?;
    let mut apt = process::command(paths, "apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive").args(["install", "-y", "-qq", "--no-install-recommends"]);
    install(apt.args(packages), &packages.join(", "))
}

fn install(command: &mut Command, tool: &str) -> Result<(), Error> {
    match process::status_of(command)? {
        status if status.success() => Ok(()),
        status => Err(Error::Install { tool: tool.to_owned(), status }),
    }
}
