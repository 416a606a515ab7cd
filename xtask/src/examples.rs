//! The applications of `examples/`: installs what their frameworks need, builds them from the npm package as its users
//! would, and drives them in Chromium. Knows where things are; how each is built is `examples/build.js`.

use std::path::{Path, PathBuf};

use crate::{browser, error::Error, fingerprint, package, paths::Paths, process};

/// Builds all of them and runs their tests, with all output in `log` and the result in `report`.
pub(crate) fn test(paths: &Paths, log: &Path, report: &Path) -> Result<(), Error> {
    install(paths, log)?;
    let tarball = package::pack(paths, &paths.target.join("package"))?;
    let mut build = process::command(paths, "node");
    process::run_logged(build.arg("examples/build.js").arg(tarball), "building the examples", log)?;
    let mut playwright = browser::examples(paths, report);
    process::run_logged(&mut playwright, "examples", log)
}

/// Installs the frameworks unless the folder holds what the lock file says.
fn install(paths: &Paths, log: &Path) -> Result<(), Error> {
    let present = fingerprint::of_files(&[folder(paths).join("package-lock.json")])?;
    let stamp = folder(paths).join("node_modules/.installed");
    if fingerprint::is_stamped(&stamp, &present) {
        return Ok(());
    }
    let mut npm = process::command(paths, "npm");
    npm.current_dir(folder(paths)).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    process::run_logged(&mut npm, "installing the frameworks of the examples (about 2 minutes)", log)?;
    fingerprint::write_stamp(&stamp, &present)
}

fn folder(paths: &Paths) -> PathBuf {
    paths.root.join("examples")
}
