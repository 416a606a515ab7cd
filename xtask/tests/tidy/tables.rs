//! Rules for the tables of the README: each lists exactly the names that the code has.
//! A table stands between `<!-- table:NAME -->` and `<!-- /table -->`; its names are the code spans of the first column.

use std::collections::BTreeSet;

use crate::files::{self, TextFile, read};

pub(crate) type Names = BTreeSet<String>;

/// The names in the first column of a table of the README.
pub(crate) fn documented(readme: &str, table: &str) -> Option<Names> {
    let rows = readme.split(&format!("<!-- table:{table} -->")).nth(1)?.split("<!-- /table -->").next()?;
    let body = rows.lines().skip_while(|row| !row.starts_with("| ---")).skip(1);
    let first_column = body.filter_map(|row| row.trim().strip_prefix('|')?.split('|').next());
    Some(first_column.flat_map(|cell| cell.split('`').skip(1).step_by(2)).map(str::to_owned).collect())
}

/// Every run of name characters that follows `start`, with `prefix` put before it.
fn names_after(text: &str, start: &str, prefix: &str) -> Names {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let name = |rest: &str| rest.split(|letter| !is_name(letter)).next().unwrap_or_default().to_owned();
    let names = text.split(start).skip(1).map(name).filter(|name| !name.is_empty());
    names.map(|name| format!("{prefix}{name}")).collect()
}

/// The quoted words between `start` and the first `end` after it.
fn quoted_between(text: &str, start: &str, end: char) -> Names {
    let list = text.split(start).nth(1).and_then(|rest| rest.split(end).next()).unwrap_or_default();
    list.split(['"', '\'']).skip(1).step_by(2).map(str::to_owned).collect()
}

/// The tokens of every part that stands in the markup as text; one node may have several. The parts that are named
/// after a section are one entry, whichever sections there are.
fn parts(text: &str) -> Names {
    let of_section = |part: &str| part.starts_with("section-") && part != "section-header";
    let lists = ["part=\"", "part={format!(\""].iter().flat_map(|start| text.split(start).skip(1));
    let tokens = lists.filter_map(|rest| rest.split('"').next()).flat_map(str::split_whitespace);
    tokens.map(|part| if of_section(part) { "section-{name}".to_owned() } else { part.to_owned() }).collect()
}

/// The long options of a clap struct: `#[arg(long` on one line, the field on one of the next.
fn options(text: &str) -> Names {
    let mut names = Names::new();
    let mut lines = text.lines().map(str::trim);
    while let Some(line) = lines.next() {
        if !line.starts_with("#[arg(") || !line.contains("long") {
            continue;
        }
        let field = lines.find_map(|line| {
            line.trim_start_matches("pub ").split_once(": ").filter(|_| !line.starts_with('#'))
        });
        let field = field.map(|(name, _)| name.trim_start_matches("pub(crate) ").replace('_', "-"));
        names.extend(field.map(|name| format!("--{name}")));
    }
    names
}

/// All texts of the files that `wanted` picks, one after the other, tests inside them left out.
fn text_of(wanted: impl Fn(&TextFile) -> bool) -> String {
    let texts = files::all().into_iter().filter(wanted).map(|file| file.text);
    texts.map(|text| text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()).collect()
}

fn check(table: &str, in_code: &Names) {
    let readme = read("README.md");
    let documented = documented(&readme, table).unwrap_or_else(|| panic!("README.md has no table:{table}"));
    assert!(!in_code.is_empty(), "no {table} were found in the code: the check looks in the wrong place");
    let missing: Vec<_> = in_code.difference(&documented).collect();
    let extra: Vec<_> = documented.difference(in_code).collect();
    assert!(
        missing.is_empty() && extra.is_empty(),
        "{table}: README lacks {missing:?} and has {extra:?} too many"
    );
}

#[test]
fn events_are_those_of_the_code() {
    check("events", &names_after(&read("src/event.rs"), "name: \"cc-", "cc-"));
}

#[test]
fn attributes_are_those_of_the_code() {
    let known = quoted_between(&read("src/config.rs"), "ATTRIBUTES: &[&str] = &[", ']');
    check("attributes", &known);
    let reflected = quoted_between(&read("src/settings.js"), "const REFLECTED = {", '}');
    assert!(known.is_subset(&reflected), "settings.js reflects {reflected:?}, config.rs knows {known:?}");
}

#[test]
fn properties_are_those_of_the_code() {
    let (settings, element) = (read("src/settings.js"), read("src/element.js"));
    let writable = quoted_between(&read("src/config.rs"), "PROPERTIES: &[&str] = &[", ']');
    assert_eq!(quoted_between(&settings, "const UNREFLECTED = [", ']'), writable);
    check("properties", &names_after(&element, "\n  get ", ""));
}

#[test]
fn parts_are_those_of_the_code() {
    let markup = text_of(|file| file.path.starts_with("src/") && file.has_extension(&["rs", "js"]));
    let mut known = parts(&markup);
    // Some parts are chosen by the code, so that their names stand somewhere else: those only have to be there.
    let documented = documented(&read("README.md"), "parts").unwrap_or_default();
    known.extend(documented.into_iter().filter(|part| markup.contains(&format!("\"{part}\""))));
    check("parts", &known);
}

#[test]
fn custom_properties_are_those_of_the_code() {
    let styles = text_of(|file| file.path.starts_with("src/") && file.has_extension(&["css"]));
    check("custom-properties", &names_after(&styles, "--cc-", "--cc-"));
}

#[test]
fn options_of_the_gateway_are_those_of_the_code() {
    check("gateway-options", &options(&read("crates/context-gateway/src/config.rs")));
}

#[test]
fn seeded_tables_are_compared() {
    let readme = "<!-- table:events -->\n| `event` | when |\n| --- | --- |\n| `cc-a`, `cc-b` | `no` |\n<!-- /table -->";
    let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Names>();
    assert_eq!(documented(readme, "events"), Some(names(&["cc-a", "cc-b"])));
    assert_eq!(documented(readme, "parts"), None);
    assert_eq!(
        names_after("var(--cc-radius, 4px) --cc-text:", "--cc-", "--cc-"),
        names(&["--cc-radius", "--cc-text"])
    );
    assert_eq!(quoted_between("const A = ['x', \"y-z\"];", "const A = [", ']'), names(&["x", "y-z"]));
    assert_eq!(parts(r#"<b part="badge alert"/>"#), names(&["badge", "alert"]));
    assert_eq!(parts(r#"part={format!("section section-{name}")}"#), names(&["section", "section-{name}"]));
    let clap = "#[arg(long, env)]\npub allow_origin: Vec<String>,\n#[arg(skip)]\nother: u8,";
    assert_eq!(options(clap), names(&["--allow-origin"]));
}
