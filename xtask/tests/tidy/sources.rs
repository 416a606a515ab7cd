//! Rules for source files: headers, forbidden calls, no machine's paths, no skipped tests, fixtures that parse.

use crate::files::{self, TextFile, assert_none, root};

/// Ways to make markup out of text. Customer text is hostile, so none may appear in what reaches a browser.
const RAW_HTML: [&str; 6] = [
    "from_html_unchecked",
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "createContextualFragment",
];

/// Folders of people's machines, split so that this file does not name them.
const MACHINE_PATHS: [&str; 3] = [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/")];

/// What turns a test off, split for the same reason.
const SKIPS: [&str; 5] =
    [concat!("#[ig", "nore"), "test.skip(", "test.fixme(", "test.only(", concat!("describe.", "skip(")];

fn has_header(file: &TextFile) -> bool {
    let openings: &[&str] = if file.has_extension(&["rs"]) { &["//!"] } else { &["/*", "// "] };
    openings.iter().any(|opening| file.text.starts_with(opening))
}

/// `file:line: needle` for each of `needles` in the file.
fn mentions(file: &TextFile, needles: &[&str]) -> Vec<String> {
    let line_mentions = |(index, line): (usize, &str)| {
        let found = needles.iter().find(|needle| line.contains(*needle))?;
        Some(format!("{}:{}: {found}", file.path, index + 1))
    };
    file.text.lines().enumerate().filter_map(line_mentions).collect()
}

fn is_own(file: &TextFile) -> bool {
    file.path != "xtask/tests/tidy/sources.rs"
}

#[test]
fn every_source_file_opens_by_saying_what_it_is() {
    let sources =
        files::all().into_iter().filter(|file| file.has_extension(&["rs", "js", "mjs", "ts", "css"]));
    let bare =
        sources.filter(|file| !has_header(file)).map(|file| format!("{}: no header comment", file.path));
    assert_none(&bare.collect::<Vec<_>>());
}

#[test]
fn nothing_in_the_browser_makes_markup_out_of_text() {
    let in_browser = |file: &TextFile| file.path.starts_with("src/") || file.path.starts_with("www/");
    let found = files::all()
        .iter()
        .filter(|file| in_browser(file))
        .flat_map(|file| mentions(file, &RAW_HTML))
        .collect::<Vec<_>>();
    assert_none(&found);
}

#[test]
fn no_file_names_a_folder_of_somebody_s_machine() {
    let found = files::all()
        .iter()
        .filter(|file| is_own(file))
        .flat_map(|file| mentions(file, &MACHINE_PATHS))
        .collect::<Vec<_>>();
    assert_none(&found);
}

#[test]
fn no_test_is_turned_off() {
    let found = files::all()
        .iter()
        .filter(|file| is_own(file))
        .flat_map(|file| mentions(file, &SKIPS))
        .collect::<Vec<_>>();
    assert_none(&found);
}

#[test]
fn every_fixture_is_json() {
    let fixtures = files::all()
        .into_iter()
        .filter(|file| file.path.contains("/fixtures/") && file.has_extension(&["json"]));
    let mut count = 0;
    let broken = fixtures.filter_map(|file| {
        count += 1;
        let error = serde_json::from_str::<serde_json::Value>(&file.text).err()?;
        Some(format!("{}: {error}", file.path))
    });
    assert_none(&broken.collect::<Vec<_>>());
    assert!(count > 0, "no fixture was found");
}

#[test]
fn every_member_takes_the_workspace_s_lints() {
    let manifests = files::all().into_iter().filter(|file| file.path.ends_with("Cargo.toml"));
    let without = manifests.filter(|file| !file.text.contains("[lints]\nworkspace = true"));
    assert_none(
        &without.map(|file| format!("{}: no [lints] workspace = true", file.path)).collect::<Vec<_>>(),
    );
}

#[test]
#[cfg(unix)]
fn continuous_integration_can_be_started() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = root().join(".ci/run").metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o111, 0o111, ".ci/run is not executable");
}

#[test]
fn seeded_faults_are_seen() {
    let file = |path: &str, text: &str| TextFile { path: path.to_owned(), text: text.to_owned() };
    assert!(has_header(&file("a.rs", "//! What it is.")));
    assert!(!has_header(&file("a.rs", "use std::fs;")));
    assert!(!has_header(&file("a.js", "const a = 1;")));
    assert_eq!(mentions(&file("src/a.js", "\nnode.innerHTML = text;"), &RAW_HTML), ["src/a.js:2: innerHTML"]);
    let path = format!("cd {}me", MACHINE_PATHS[0]);
    assert_eq!(mentions(&file("a.md", &path), &MACHINE_PATHS).len(), 1);
    assert_eq!(mentions(&file("a.spec.js", "test.only('x', f)"), &SKIPS).len(), 1);
}
