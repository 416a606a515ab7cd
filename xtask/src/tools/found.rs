//! Looks at the machine: which tools are there and of which version. Knows nothing of which are wanted.

use std::{env, path::PathBuf};

use crate::{error::Error, fingerprint, paths::Paths, process};

/// What the machine has. A version is what the tool printed of itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    pub(crate) wasm_target: bool,
    pub(crate) trunk: Option<String>,
    pub(crate) wasm_bindgen: Option<String>,
    pub(crate) wasm_bindgen_test_runner: Option<String>,
    /// The major version of Node.js.
    pub(crate) node: Option<u32>,
    pub(crate) npm: bool,
    /// Whether `node_modules` was installed from the present lock file.
    pub(crate) packages: bool,
    pub(crate) chromium: bool,
    pub(crate) chromedriver: bool,
    pub(crate) apt: bool,
}

/// Asks every tool once.
pub(crate) fn survey(paths: &Paths) -> Result<Found, Error> {
    Ok(Found {
        wasm_target: has_wasm_target(paths),
        trunk: version_of(paths, "trunk"),
        wasm_bindgen: version_of(paths, "wasm-bindgen"),
        wasm_bindgen_test_runner: version_of(paths, "wasm-bindgen-test-runner"),
        node: version_of(paths, "node").as_deref().and_then(major),
        npm: paths.which("npm").is_some(),
        packages: fingerprint::is_stamped(&packages_stamp(paths), &packages_fingerprint(paths)?),
        chromium: chromium(paths).is_some(),
        chromedriver: chromedriver(paths).is_some(),
        apt: paths.which("apt-get").is_some(),
    })
}

/// The browser to test with: `CHROMIUM`, else the first Chromium or Chrome on PATH.
pub(crate) fn chromium(paths: &Paths) -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    env::var_os("CHROMIUM").map(PathBuf::from).or_else(|| names.iter().find_map(|name| paths.which(name)))
}

/// The browser's remote control: `CHROMEDRIVER`, else the one on PATH.
pub(crate) fn chromedriver(paths: &Paths) -> Option<PathBuf> {
    env::var_os("CHROMEDRIVER").map(PathBuf::from).or_else(|| paths.which("chromedriver"))
}

/// Where it is written down which lock file `node_modules` was installed from; it goes when the folder goes.
pub(crate) fn packages_stamp(paths: &Paths) -> PathBuf {
    paths.root.join("node_modules/.installed-from")
}

/// Changes whenever the npm packages have to be installed again.
pub(crate) fn packages_fingerprint(paths: &Paths) -> Result<String, Error> {
    fingerprint::of_files(&[paths.root.join("package.json"), paths.root.join("package-lock.json")])
}

fn has_wasm_target(paths: &Paths) -> bool {
    let mut rustc = process::command(paths, "rustc");
    let libraries =
        process::output_of(rustc.args(["--print", "target-libdir", "--target", "wasm32-unknown-unknown"]));
    libraries.is_some_and(|folder| PathBuf::from(folder).is_dir())
}

/// The last word of what `--version` prints on its first line: `trunk 0.21.14`, `v20.20.2`.
fn version_of(paths: &Paths, program: &str) -> Option<String> {
    paths.which(program)?;
    let text = process::output_of(process::command(paths, program).arg("--version"))?;
    text.lines().next()?.split_whitespace().last().map(str::to_owned)
}

fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_read_with_and_without_the_letter() {
        let check = |version, expect| assert_eq!(major(version), expect);
        check("v20.20.2", Some(20));
        check("22.1.0", Some(22));
        check("nightly", None);
    }
}
