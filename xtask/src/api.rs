//! `cargo xtask api`: writes the README's tables of the element out of `src/api.json`, where each member of the public
//! interface is described once. Knows Markdown tables; the manifest, types and editors' data are made by `build/api.js`.

use std::fs;

use serde_json::Value;

use crate::{console, error::Error, paths::Paths};

/// Brings the tables up to date.
pub(crate) fn run(paths: &Paths) -> Result<(), Error> {
    let (data, readme) = (paths.root.join("src/api.json"), paths.root.join("README.md"));
    let text = fs::read_to_string(&data).map_err(Error::file(&data, "read"))?;
    let unreadable = |_| Error::Content { path: data.clone(), expected: "a JSON object".to_owned() };
    let api: Value = serde_json::from_str(&text).map_err(unreadable)?;
    let before = fs::read_to_string(&readme).map_err(Error::file(&readme, "read"))?;
    let after = with_tables(&before, &api);
    if before == after {
        console::say("The README's tables are up to date.");
        return Ok(());
    }
    fs::write(&readme, after).map_err(Error::file(&readme, "written"))?;
    console::say("The README's tables are brought up to date.");
    Ok(())
}

/// The text with every table of the interface as the data say it; other tables stay as they are.
fn with_tables(readme: &str, api: &Value) -> String {
    TABLES.iter().fold(readme.to_owned(), |text, table| replace(&text, table, &table.render(api)))
}

/// One table: its name in the README, where its rows are in the data, its heading, and how a row is written.
struct Table {
    name: &'static str,
    member: &'static str,
    heading: &'static str,
    row: fn(&Value) -> String,
}

const TABLES: [Table; 8] = [
    Table {
        name: "attributes",
        member: "attributes",
        heading: "| attribute | values | meaning |",
        row: attribute,
    },
    Table {
        name: "properties",
        member: "properties",
        heading: "| property | type | meaning |",
        row: property,
    },
    Table { name: "methods", member: "methods", heading: "| method | gives | what it does |", row: method },
    Table { name: "events", member: "events", heading: "| event | detail | when |", row: event },
    Table { name: "slots", member: "slots", heading: "| slot | what goes there |", row: slot },
    Table { name: "parts", member: "parts", heading: "| part | what |", row: named },
    Table { name: "states", member: "states", heading: "| state | meaning |", row: named },
    Table {
        name: "custom-properties",
        member: "customProperties",
        heading: "| custom property | sets |",
        row: named,
    },
];

impl Table {
    fn render(&self, api: &Value) -> String {
        let rows = api[self.member].as_array().into_iter().flatten().map(self.row);
        let columns = self.heading.matches('|').count() - 1;
        let rule = format!("|{}", " --- |".repeat(columns));
        let lines = [self.heading.to_owned(), rule].into_iter().chain(rows);
        lines.map(|line| line + "\n").collect()
    }
}

/// Puts the rows between the table's marks; a README without them stays as it is, and the check of its tables says so.
fn replace(readme: &str, table: &Table, rows: &str) -> String {
    let (start, end) = (format!("<!-- table:{} -->\n", table.name), "<!-- /table -->");
    let Some((before, rest)) = readme.split_once(&start) else { return readme.to_owned() };
    let Some((_, after)) = rest.split_once(end) else { return readme.to_owned() };
    format!("{before}{start}{rows}{end}{after}")
}

fn attribute(it: &Value) -> String {
    let values = it["values"].as_array().into_iter().flatten().map(|value| format!("`{}`", text(value)));
    let hint = it["hint"].as_str().map_or_else(|| values.collect::<Vec<_>>().join(", "), str::to_owned);
    format!("| `{}` | {hint} | {} |", text(&it["name"]), text(&it["text"]))
}

fn property(it: &Value) -> String {
    format!("| `{}` | {} | {} |", text(&it["name"]), text(&it["hint"]), text(&it["text"]))
}

fn method(it: &Value) -> String {
    let parameter = |it: &Value| {
        let optional = if it["optional"] == Value::Bool(true) { "?" } else { "" };
        format!("{}{optional}", text(&it["name"]))
    };
    let parameters: Vec<_> = it["parameters"].as_array().into_iter().flatten().map(parameter).collect();
    let returns = text(&it["returns"]).replace('|', "\\|");
    format!("| `{}({})` | `{returns}` | {} |", text(&it["name"]), parameters.join(", "), text(&it["text"]))
}

fn event(it: &Value) -> String {
    let members = it["detail"].as_array().into_iter().flatten();
    let detail: Vec<_> = members.map(|member| format!("`{}`", text(&member["name"]))).collect();
    let cancelable = if it["cancelable"] == Value::Bool(true) { "; cancelable" } else { "" };
    format!("| `{}` | {} | {}{cancelable} |", text(&it["name"]), detail.join(", "), text(&it["text"]))
}

fn slot(it: &Value) -> String {
    let name = text(&it["name"]);
    let name = if name.is_empty() { "default".to_owned() } else { format!("`{name}`") };
    format!("| {name} | {} |", text(&it["text"]))
}

fn named(it: &Value) -> String {
    format!("| `{}` | {} |", text(&it["name"]), text(&it["text"]))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{TABLES, with_tables};
    use crate::paths::Paths;

    #[test]
    fn the_readme_says_what_the_data_say() {
        let root = Paths::find().root;
        let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap_or_default();
        let (readme, api) = (read("README.md"), read("src/api.json"));
        let api: Value = serde_json::from_str(&api).unwrap_or_default();
        for table in TABLES {
            assert!(
                readme.contains(&format!("<!-- table:{} -->", table.name)),
                "README.md lacks {}",
                table.name
            );
            assert!(table.render(&api).lines().count() > 2, "src/api.json lacks {}", table.member);
        }
        assert_eq!(with_tables(&readme, &api), readme, "run `cargo xtask api`");
    }

    #[test]
    fn a_row_is_written_in_its_place() {
        let api = json!({"events": [{"name": "cc-a", "detail": [{"name": "key"}], "text": "it", "cancelable": true}]});
        let readme = "a\n<!-- table:events -->\nold\n<!-- /table -->\nb <!-- table:other -->";
        let expected = "a\n<!-- table:events -->\n| event | detail | when |\n| --- | --- | --- |\n\
            | `cc-a` | `key` | it; cancelable |\n<!-- /table -->\nb <!-- table:other -->";
        assert_eq!(with_tables(readme, &api), expected);
    }
}
