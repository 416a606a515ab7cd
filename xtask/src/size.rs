//! `cargo xtask size`: what a host page downloads, file by file. Knows nothing of how the files are made.

use std::{fmt::Write as _, fs, path::Path};

use clap::Args;
use serde_json::Value;

use crate::{browser, console, error::Error, fingerprint, paths::Paths, process, widget};

/// The most that script tag to full panel may cost, in bytes after brotli at its highest level.
/// It is what was measured plus a tenth: going over it is a decision, not an accident.
const BUDGET: u64 = 248_000;

/// Options of the size report.
#[derive(Args, Debug)]
pub(crate) struct SizeOptions {
    /// Print JSON instead of a table.
    #[arg(long)]
    json: bool,
}

/// One file of the distributable, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints the report.
pub(crate) fn run(paths: &Paths, options: &SizeOptions) -> Result<(), Error> {
    widget::ensure_built(paths)?;
    let rows = measure(paths)?;
    console::say(if options.json { as_json(&rows) } else { as_table(&rows) });
    Ok(())
}

/// Writes the report to `log` and fails when the budget is exceeded.
pub(crate) fn check(paths: &Paths, log: &Path) -> Result<(), Error> {
    let rows = measure(paths)?;
    fs::write(log, as_table(&rows)).map_err(Error::file(log, "written"))?;
    match total(&rows).brotli {
        0..=BUDGET => Ok(()),
        brotli => Err(Error::Target(format!(
            "The distributable is {brotli} bytes after brotli and its budget is {BUDGET}; make it smaller, or raise BUDGET in xtask/src/size.rs and say why."
        ))),
    }
}

/// Compresses every file again rather than trusting the compressed ones beside them.
fn measure(paths: &Paths) -> Result<Vec<Row>, Error> {
    let folder = widget::distributable(paths)?;
    let compressed =
        |path: &Path| path.extension().is_some_and(|extension| extension == "br" || extension == "gz");
    let files = fingerprint::files_below(&folder)?.into_iter().filter(|path| !compressed(path));
    let mut node = browser::node(paths, "compressed-sizes.js");
    let text = process::answer_of(node.args(files), "Compressing the distributable")?;
    let wrong =
        || Error::Content { path: folder.clone(), expected: "files that could be compressed".to_owned() };
    let rows: Value = serde_json::from_str(&text).map_err(|_| wrong())?;
    let rows: Option<Vec<Row>> =
        rows.as_array().and_then(|rows| rows.iter().map(|row| Row::read(row, &folder)).collect());
    rows.filter(|rows| !rows.is_empty()).ok_or_else(wrong)
}

impl Row {
    fn read(value: &Value, folder: &Path) -> Option<Self> {
        let name = Path::new(value["file"].as_str()?).strip_prefix(folder).ok()?.display().to_string();
        let bytes = |key: &str| value[key].as_u64();
        Some(Self { name, raw: bytes("raw")?, gzip: bytes("gzip")?, brotli: bytes("brotli")? })
    }
}

fn total(rows: &[Row]) -> Row {
    let sum = |bytes: fn(&Row) -> u64| rows.iter().map(bytes).sum();
    Row {
        name: "total".to_owned(),
        raw: sum(|row| row.raw),
        gzip: sum(|row| row.gzip),
        brotli: sum(|row| row.brotli),
    }
}

fn as_table(rows: &[Row]) -> String {
    let mut table = format!("{:<32} {:>10} {:>10} {:>10}\n", "file", "bytes", "gzip-9", "brotli-11");
    for Row { name, raw, gzip, brotli } in rows.iter().chain([&total(rows)]) {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "{name:<32} {raw:>10} {gzip:>10} {brotli:>10}");
    }
    table
}

fn as_json(rows: &[Row]) -> String {
    let object = |row: &Row| serde_json::json!({"file": row.name, "bytes": row.raw, "gzip9": row.gzip, "brotli11": row.brotli});
    let files: Vec<Value> = rows.iter().map(object).collect();
    serde_json::json!({"files": files, "total": object(&total(rows))}).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_is_the_sum_of_the_rows() {
        let row = |name: &str, raw, gzip, brotli| Row { name: name.to_owned(), raw, gzip, brotli };
        let rows = [row("a.js", 10, 6, 5), row("b.wasm", 100, 60, 50)];
        assert_eq!(total(&rows), row("total", 110, 66, 55));
        assert!(as_table(&rows).lines().last().unwrap().ends_with("55"));
        assert!(as_json(&rows).contains(r#""brotli11":55"#));
    }
}
