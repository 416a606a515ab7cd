//! Every code that a host or a developer can meet has a heading of its own on the page of error codes, and no heading
//! stands there for nothing. Knows where the codes are written.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use customer_context::failure::Failure;

const PAGE: &str = include_str!("../docs/errors.md");

/// The text between two marks.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).map(|(inner, _)| inner).unwrap()
}

/// Codes of mistakes: the keys of the table of advice.
fn mistakes() -> BTreeSet<&'static str> {
    let advice = between(include_str!("../src/misuse.js"), "const ADVICE = {\n", "\n};");
    let code = |line: &'static str| line.trim().strip_prefix('"')?.split_once("\": ").map(|(code, _)| code);
    let codes: BTreeSet<_> = advice.lines().filter_map(code).collect();
    assert_eq!(codes.len(), advice.lines().count(), "each line of the table is one code");
    codes
}

/// Codes of the element's `error`: those of requests, and those of a module that cannot run.
fn failures() -> BTreeSet<&'static str> {
    let loading = between(include_str!("../src/loader.js"), "LOAD_FAILURES = [", "]");
    Failure::CODES.iter().copied().chain(loading.split('"').skip(1).step_by(2)).collect()
}

/// The headings of the third level in a part of the page.
fn headings(part: &'static str) -> BTreeSet<&'static str> {
    part.lines().filter_map(|line| line.strip_prefix("### ")).collect()
}

#[test]
fn every_code_has_its_heading_and_every_heading_its_code() {
    let (reported, said) = PAGE.split_once("\n## What the console says to you\n").unwrap();
    assert_eq!(headings(reported), failures());
    assert_eq!(headings(said), mistakes());
}

#[test]
fn every_heading_is_followed_by_what_to_do() {
    for part in PAGE.split("\n### ").skip(1) {
        let (code, text) = part.split_once('\n').unwrap();
        let text = text.split("\n#").next().unwrap();
        assert!(text.split_whitespace().count() >= 8, "{code} says too little");
    }
}

/// The codes by which the class gives advice, wherever it does.
#[test]
fn advice_that_is_given_is_in_the_table() {
    let mistakes = mistakes();
    let mut given = BTreeSet::new();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|it| it == "js") {
            let source = std::fs::read_to_string(path).unwrap();
            for call in ["advise(\"", "adviseKeys(\""] {
                let codes = source.split(call).skip(1).filter_map(|rest| rest.split('"').next());
                given.extend(codes.map(str::to_owned));
            }
        }
    }
    assert_eq!(given.iter().map(String::as_str).collect::<BTreeSet<_>>(), mistakes);
}
