//! Rules for style sheets: colours and sizes of type stand in the tokens alone, and the shipped themes set what is
//! documented and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    files::{self, TextFile, assert_none, read},
    tables,
};

/// Functions that make a colour out of figures; `color-mix()` of tokens makes none.
const COLOR_FUNCTIONS: [&str; 9] =
    ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklch(", " color("];

/// Names of colours that people type; system colours such as `Highlight` are no choice of a designer's.
const COLOR_NAMES: [&str; 10] =
    ["white", "black", "red", "green", "blue", "orange", "yellow", "purple", "gray", "grey"];

/// What a style sheet of the panel says that only tokens.css may: `file:line: declaration`.
fn raw_values(file: &TextFile) -> Vec<String> {
    let said = |(index, line): (usize, &str)| {
        let (property, value) = line.trim().split_once(": ")?;
        let raw = holds_color(value) || (property.starts_with("font") && holds_length(value));
        raw.then(|| format!("{}:{}: {}", file.path, index + 1, line.trim()))
    };
    file.text.lines().enumerate().filter_map(said).collect()
}

fn holds_color(value: &str) -> bool {
    let is_word_end = |letter: char| !letter.is_ascii_alphanumeric() && letter != '-';
    let named = value.split(is_word_end).any(|word| COLOR_NAMES.contains(&word));
    let hexadecimal =
        value.split('#').skip(1).any(|rest| rest.starts_with(|letter: char| letter.is_ascii_hexdigit()));
    named || hexadecimal || COLOR_FUNCTIONS.iter().any(|function| format!(" {value}").contains(function))
}

/// Whether a figure with an absolute unit or `rem` is there: the type has to follow the panel's own size.
fn holds_length(value: &str) -> bool {
    let units = ["px", "pt", "rem"];
    value.split([' ', '(', ')', '/', ',', ';']).any(|word| {
        units.iter().any(|unit| word.strip_suffix(unit).is_some_and(|number| number.parse::<f32>().is_ok()))
    })
}

/// `--cc-name: value;` lines of a sheet, comments at their ends left out.
fn declared(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix("--cc-"));
    let pairs = lines.filter_map(|line| line.split(';').next()?.split_once(": "));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The fallback of each `var(--cc-name, fallback)` in the first rule of tokens.css.
fn defaults(tokens: &str) -> BTreeMap<String, String> {
    let rule = tokens.split("\n}").next().unwrap_or_default();
    let lines = rule.lines().filter(|line| line.starts_with("  --_"));
    let inner = lines.filter_map(|line| line.split_once("var(--cc-")?.1.strip_suffix(");"));
    let pairs = inner.filter_map(|text| text.split_once(", "));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn themes() -> Vec<TextFile> {
    let of_theme = |file: &TextFile| file.path.starts_with("www/themes/") && file.has_extension(&["css"]);
    files::all().into_iter().filter(of_theme).collect()
}

#[test]
fn only_the_tokens_hold_colours_and_sizes_of_type() {
    let panel = |file: &TextFile| file.path.starts_with("src/") && file.has_extension(&["css"]);
    let sheets: Vec<_> = files::all().into_iter().filter(panel).collect();
    assert!(sheets.len() > 2, "the panel's style sheets were not found");
    let others = sheets.iter().filter(|file| file.path != "src/styles/tokens.css");
    assert_none(&others.flat_map(raw_values).collect::<Vec<_>>());
}

#[test]
fn themes_are_one_rule_of_documented_properties() {
    let readme = read("README.md");
    let known = tables::documented(&readme, "custom-properties").unwrap_or_default();
    assert_eq!(themes().len(), 6, "six themes are shipped");
    let wrong = themes().into_iter().flat_map(|file| {
        let unknown =
            declared(&file.text).into_keys().filter(|name| !known.contains(&format!("--cc-{name}")));
        let unknown: Vec<_> =
            unknown.map(|name| format!("{}: --cc-{name} is not documented", file.path)).collect();
        let rules = file.text.matches('{').count();
        let shape = file.text.contains("\ncustomer-context {\n") && rules == 1;
        unknown.into_iter().chain((!shape).then(|| format!("{}: is not one rule", file.path)))
    });
    assert_none(&wrong.collect::<Vec<_>>());
}

#[test]
fn the_list_of_themes_names_every_file() {
    let list: serde_json::Value = serde_json::from_str(&read("www/themes/index.json")).unwrap();
    let listed: BTreeSet<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|theme| format!("www/themes/{}", theme["file"].as_str().unwrap()))
        .collect();
    assert_eq!(listed, themes().into_iter().map(|file| file.path).collect());
}

#[test]
fn the_neutral_theme_is_what_the_panel_looks_like_without_one() {
    let neutral = declared(&read("www/themes/neutral.css"));
    let defaults = defaults(&read("src/styles/tokens.css"));
    assert!(neutral.len() > 20, "neutral.css writes the tokens out");
    let differs = neutral.into_iter().filter(|(name, value)| {
        let default = defaults.get(name).map(|value| value.replace("min(8px, var(--_radius))", "8px"));
        default.as_ref() != Some(value)
    });
    assert_none(&differs.map(|(name, value)| format!("--cc-{name}: {value}")).collect::<Vec<_>>());
}

#[test]
fn the_studio_knows_every_documented_property() {
    let studio = read("www/studio/tokens.js");
    let rows = studio.split("row(\"").skip(1).filter_map(|rest| rest.split('"').next());
    let known: BTreeSet<_> = rows.map(|name| format!("--cc-{name}")).collect();
    assert_eq!(Some(known), tables::documented(&read("README.md"), "custom-properties"));
}

#[test]
fn seeded_faults_are_seen() {
    let sheet = |text: &str| TextFile { path: "src/a.css".to_owned(), text: text.to_owned() };
    for fault in
        ["color: #fff;", "background: oklch(0.5 0 0);", "color: red;", "font-size: 12px;", "font: 1rem/1 a;"]
    {
        assert_eq!(raw_values(&sheet(fault)), [format!("src/a.css:1: {fault}")]);
    }
    for good in
        ["color: var(--_text);", "font-size: calc(var(--_small) * 1.1);", "fill: color-mix(in oklab, a, b);"]
    {
        assert!(raw_values(&sheet(good)).is_empty(), "{good}");
    }
    assert_eq!(defaults("  --_a: var(--cc-a, light-dark(b, c));")["a"], "light-dark(b, c)");
    assert_eq!(declared("  --cc-a: 1px; /* what */")["a"], "1px");
}
