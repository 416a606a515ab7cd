//! The versions the project works with. Knows nothing of what is installed.

use std::fs;

use crate::{error::Error, paths::Paths};

/// Trunk's version: newer ones need a newer compiler than the one in `rust-toolchain.toml`.
const TRUNK: &str = "0.21.14";
/// The oldest Node.js that the pinned npm packages run on.
const NODE: u32 = 20;

/// One version per tool.
#[derive(Clone, Debug)]
pub(crate) struct Pins {
    pub(crate) trunk: &'static str,
    /// Equal to the library's: the two halves of wasm-bindgen refuse to work together otherwise.
    pub(crate) wasm_bindgen: String,
    pub(crate) node: u32,
}

impl Pins {
    /// Reads what is pinned in files rather than here.
    pub(crate) fn read(paths: &Paths) -> Result<Self, Error> {
        let path = paths.root.join("Cargo.lock");
        let lock = fs::read_to_string(&path).map_err(Error::file(&path, "read"))?;
        let wasm_bindgen = locked_version(&lock, "wasm-bindgen")
            .ok_or_else(|| Error::Content { path, expected: "a version of wasm-bindgen".to_owned() })?;
        Ok(Self { trunk: TRUNK, wasm_bindgen: wasm_bindgen.to_owned(), node: NODE })
    }
}

/// The version of a package in the text of a `Cargo.lock`, whose entries are a `name` line followed by a `version` line.
fn locked_version<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let name = format!("name = \"{package}\"");
    let version = lock.lines().skip_while(|line| *line != name).nth(1)?;
    version.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    #[test]
    fn the_version_is_that_of_the_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        let check = |package, expect| assert_eq!(locked_version(lock, package), expect);
        check("wasm-bindgen", Some("0.2.130"));
        check("wasm-bindgen-futures", Some("0.4.9"));
        check("wasm", None);
    }
}
