//! Rules for what is pinned: lock files that work with any registry, one version per tool in every file that names it.

use crate::files::{assert_none, read};

/// How every `Cargo.lock` in the world names the public registry; anything else would be a mirror or a fork.
const CARGO_SOURCE: &str = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";

/// Lines of an npm lock file that name an address.
fn addresses_in_npm_lock(text: &str) -> Vec<String> {
    let funding = |line: &str| line.trim_start().starts_with("\"url\":");
    let is_address = |line: &&str| line.contains("\"resolved\"") || (line.contains("://") && !funding(line));
    text.lines().filter(is_address).map(str::to_owned).collect()
}

/// Lines of a `Cargo.lock` that name another source than the public registry.
fn foreign_sources_in_cargo_lock(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| line.starts_with("source = ") && *line != CARGO_SOURCE)
        .map(str::to_owned)
        .collect()
}

/// The value of `key = "value"` or `"key": "value"` in a file of such lines.
fn value_of<'text>(text: &'text str, key: &str) -> Option<&'text str> {
    text.lines().find_map(|line| {
        let rest = line.trim().trim_start_matches('"').strip_prefix(key)?;
        let rest = rest.trim_start_matches(['"', ':', '=', ' ']);
        rest.split('"').next()
    })
}

#[test]
fn lock_files_name_no_registry_s_address() {
    for folder in ["", "bench/widget/"] {
        assert_none(&addresses_in_npm_lock(&read(&format!("{folder}package-lock.json"))));
        let settings = read(&format!("{folder}.npmrc"));
        assert!(
            settings.lines().any(|line| line == "omit-lockfile-registry-resolved=true"),
            "{folder}.npmrc"
        );
    }
    assert_none(&foreign_sources_in_cargo_lock(&read("Cargo.lock")));
}

#[test]
fn trunk_is_told_the_versions_that_are_pinned_elsewhere() {
    let trunk = read("Trunk.toml");
    let lock = read("Cargo.lock");
    let library = lock.split("name = \"wasm-bindgen\"\n").nth(1).and_then(|rest| value_of(rest, "version"));
    assert_eq!(value_of(&trunk, "wasm_bindgen"), library, "Trunk.toml against Cargo.lock");
    let package = read("package.json");
    let binaryen = value_of(&package, "binaryen").and_then(|version| version.split('.').next());
    let wasm_opt = value_of(&trunk, "wasm_opt").and_then(|version| version.strip_prefix("version_"));
    assert_eq!(wasm_opt, binaryen, "Trunk.toml against package.json");
}

#[test]
fn npm_packages_are_pinned_exactly() {
    for path in ["package.json", "bench/widget/package.json"] {
        let package: serde_json::Value = serde_json::from_str(&read(path)).unwrap();
        let versions = package["devDependencies"].as_object().unwrap();
        let exact = |version: &str| version.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
        let loose = versions.iter().filter(|(_, version)| !exact(version.as_str().unwrap()));
        assert_none(&loose.map(|(name, version)| format!("{path}: {name} {version}")).collect::<Vec<_>>());
    }
}

#[test]
fn seeded_faults_are_seen() {
    assert_eq!(addresses_in_npm_lock("  \"resolved\": \"https://registry.example/a.tgz\",").len(), 1);
    assert_eq!(addresses_in_npm_lock("  \"integrity\": \"sha512-aGk=\",").len(), 0);
    assert_eq!(foreign_sources_in_cargo_lock("source = \"git+https://example.com/a\"").len(), 1);
    assert_eq!(foreign_sources_in_cargo_lock(CARGO_SOURCE).len(), 0);
    assert_eq!(value_of("wasm_opt = \"version_132\"", "wasm_opt"), Some("version_132"));
    assert_eq!(value_of("  \"binaryen\": \"132.0.0\",", "binaryen"), Some("132.0.0"));
}
