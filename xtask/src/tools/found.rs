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
    /// Debian's packages of the other engines of which a program is not there.
    pub(crate) engines_missing: Vec<&'static str>,
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
        engines_missing: engines_missing(paths),
        apt: paths.which("apt-get").is_some(),
    })
}

/// A program that another engine is tested with.
struct EngineProgram {
    /// Names the program where it is not found by itself.
    variable: &'static str,
    /// Its names on PATH, the preferred one first.
    names: &'static [&'static str],
    /// Debian's package.
    package: &'static str,
}

/// `MiniBrowser` is not on PATH: it lies in a folder below that of the libraries.
const ENGINE_PROGRAMS: [EngineProgram; 4] = [
    EngineProgram { variable: "FIREFOX", names: &["firefox-esr", "firefox"], package: "firefox-esr" },
    EngineProgram { variable: "WEBKIT_DRIVER", names: &["WebKitWebDriver"], package: "webkit2gtk-driver" },
    EngineProgram { variable: "MINI_BROWSER", names: &["MiniBrowser"], package: "webkit2gtk-driver" },
    EngineProgram { variable: "XVFB", names: &["Xvfb"], package: "xvfb" },
];

/// The programs of Firefox and WebKitGTK that are there, each with the variable by which the checks know it.
pub(crate) fn engine_programs(paths: &Paths) -> Vec<(&'static str, PathBuf)> {
    ENGINE_PROGRAMS.iter().filter_map(|it| Some((it.variable, find(paths, it)?))).collect()
}

fn engines_missing(paths: &Paths) -> Vec<&'static str> {
    let missing = ENGINE_PROGRAMS.iter().filter(|it| find(paths, it).is_none());
    let mut packages: Vec<_> = missing.map(|it| it.package).collect();
    packages.dedup();
    packages
}

fn find(paths: &Paths, wanted: &EngineProgram) -> Option<PathBuf> {
    let on_path = || wanted.names.iter().find_map(|name| paths.which(name));
    let beside_libraries = || wanted.names.iter().find_map(|name| webkit_folder(name));
    env::var_os(wanted.variable).map(PathBuf::from).or_else(on_path).or_else(beside_libraries)
}

/// `/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/` on one machine, another architecture's name on the next.
fn webkit_folder(program: &str) -> Option<PathBuf> {
    let folders = PathBuf::from("/usr/lib").read_dir().ok()?.flatten();
    folders.map(|folder| folder.path().join("webkit2gtk-4.1").join(program)).find(|path| path.is_file())
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
