//! `cargo xtask size`: what a host page downloads, file by file, and whether it has grown since it was last recorded.
//! Knows nothing of how the files are made.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use serde_json::{Value, json};

use crate::{
    browser, console, error::Error, fingerprint, paths::Paths, process, smallest::BuildOptions, widget,
};

/// How far a size may be from its record, in parts of a thousand. More is a decision and belongs into the record, in the
/// commit that causes it.
const TOLERANCE: u64 = 20;

/// Options of the size report.
#[derive(Args, Debug)]
pub(crate) struct SizeOptions {
    /// Print JSON instead of a table.
    #[arg(long)]
    json: bool,
    /// Write the present sizes down as those that the checks compare with.
    #[arg(long, conflicts_with = "smallest")]
    record: bool,
    #[command(flatten)]
    build: BuildOptions,
}

/// One file of the distributable, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Sizes after brotli at its highest level, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Record {
    /// Script tag to full panel: the script and the module.
    panel: u64,
    /// Every file of the distributable, the languages among them.
    everything: u64,
}

/// How what was measured stands to what was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Verdict {
    /// Within the tolerance.
    AsRecorded,
    /// So much smaller that the record would hide the next growth.
    Smaller(String),
    /// Too large.
    Larger(String),
}

/// Prints the report, and writes the record when asked to.
pub(crate) fn run(paths: &Paths, options: &SizeOptions) -> Result<(), Error> {
    let paths = &options.build.of(paths)?;
    widget::ensure_built(paths)?;
    let rows = measure(paths)?;
    console::say(if options.json { as_json(&rows) } else { as_table(&rows) });
    if options.record { Record::of(&rows).write(paths) } else { Ok(()) }
}

/// Writes the report to `log` and fails when the distributable has outgrown its record.
pub(crate) fn check(paths: &Paths, log: &Path) -> Result<(), Error> {
    let rows = measure(paths)?;
    let verdict = Record::read(paths)?.judge(Record::of(&rows));
    let remark = if let Verdict::Smaller(remark) = &verdict { remark.as_str() } else { "" };
    fs::write(log, as_table(&rows) + remark).map_err(Error::file(log, "written"))?;
    match verdict {
        Verdict::AsRecorded | Verdict::Smaller(_) => Ok(()),
        Verdict::Larger(complaint) => Err(Error::Target(complaint)),
    }
}

impl Record {
    fn of(rows: &[Row]) -> Self {
        // The other scripts take the place of this one, or come before it.
        let is_panel = |row: &&Row| row.name == "customer-context.js" || row.name.ends_with(".wasm");
        Self {
            panel: rows.iter().filter(is_panel).map(|row| row.brotli).sum(),
            everything: total(rows).brotli,
        }
    }

    fn read(paths: &Paths) -> Result<Self, Error> {
        let path = Self::path(paths);
        let text = fs::read_to_string(&path).map_err(Error::file(&path, "read"))?;
        Self::parse(&text).ok_or_else(|| Error::Content { path, expected: "the recorded sizes".to_owned() })
    }

    fn parse(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        Some(Self { panel: value["panel"].as_u64()?, everything: value["everything"].as_u64()? })
    }

    fn write(self, paths: &Paths) -> Result<(), Error> {
        let path = Self::path(paths);
        fs::write(&path, self.as_text()).map_err(Error::file(&path, "written"))?;
        console::say(format_args!("Recorded in {}.", path.display()));
        Ok(())
    }

    fn as_text(self) -> String {
        format!("{:#}\n", json!({"panel": self.panel, "everything": self.everything}))
    }

    fn path(paths: &Paths) -> PathBuf {
        paths.root.join("bench/size.json")
    }

    /// Growth counts first: a module that outgrew its record is not excused by languages that shrank.
    fn judge(self, measured: Self) -> Verdict {
        let pairs = [
            ("script tag to full panel", self.panel, measured.panel),
            ("every file of the distributable", self.everything, measured.everything),
        ];
        let said = |(what, recorded, now): &(&str, u64, u64)| {
            format!(
                "{what}: {now} bytes after brotli, {recorded} recorded; `cargo xtask size --record` writes it down, \
                 in the commit that causes it."
            )
        };
        let grown = |(_, recorded, now): &&(&str, u64, u64)| now * 1000 > recorded * (1000 + TOLERANCE);
        let shrunk = |(_, recorded, now): &&(&str, u64, u64)| now * 1000 < recorded * (1000 - TOLERANCE);
        if let Some(pair) = pairs.iter().find(grown) {
            Verdict::Larger(format!(
                "Larger than recorded, {} Make it smaller, or record it and say why.",
                said(pair)
            ))
        } else if let Some(pair) = pairs.iter().find(shrunk) {
            Verdict::Smaller(format!("Smaller than recorded, {}", said(pair)))
        } else {
            Verdict::AsRecorded
        }
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
    let object =
        |row: &Row| json!({"file": row.name, "bytes": row.raw, "gzip9": row.gzip, "brotli11": row.brotli});
    let files: Vec<Value> = rows.iter().map(object).collect();
    json!({"files": files, "total": object(&total(rows))}).to_string()
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

    const RECORD: Record = Record { panel: 200_000, everything: 220_000 };

    fn check(panel: u64, everything: u64, expect: &str) {
        let verdict = format!("{:?}", RECORD.judge(Record { panel, everything }));
        assert!(verdict.starts_with(expect), "{verdict}");
    }

    #[test]
    fn growth_is_refused_and_shrinking_is_to_be_recorded() {
        check(200_000, 220_000, "AsRecorded");
        check(204_000, 220_000, "AsRecorded");
        check(204_001, 220_000, "Larger");
        check(200_000, 224_401, "Larger");
        check(196_000, 220_000, "AsRecorded");
        check(195_999, 220_000, "Smaller");
        check(100_000, 230_000, "Larger");
    }

    #[test]
    fn the_panel_is_script_and_module() {
        let row = |name: &str, brotli| Row { name: name.to_owned(), raw: 0, gzip: 0, brotli };
        let rows = [
            row("customer-context.js", 3),
            row("customer-context.classic.js", 9),
            row("customer-context-lazy.js", 1),
            row("customer-context_bg.wasm", 40),
            row("lang/de.json", 5),
        ];
        assert_eq!(Record::of(&rows), Record { panel: 43, everything: 58 });
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        assert_eq!(Record::parse(&RECORD.as_text()), Some(RECORD));
        assert_eq!(Record::parse("{}"), None);
        assert!(Record::read(&Paths::find()).unwrap().panel > 0, "the committed record is there");
    }
}
