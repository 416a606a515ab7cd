//! `cargo xtask bench datapath`: three ways for interactions to get into wasm memory. Builds a module for each and lets
//! the driver measure. Knows the ways by their names.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;

use crate::{
    browser, console,
    error::Error,
    paths::Paths,
    process,
    tools::{self, Need},
};

/// Options of the benchmark of the data path.
#[derive(Args, Clone, Debug)]
pub(crate) struct DatapathOptions {
    /// Two rounds instead of nine: a look at the figures, not a measurement.
    #[arg(long)]
    quick: bool,
    /// How many interactions are brought over.
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    size: u32,
}

/// The features of the crate, each a module of its own.
const WAYS: [&str; 3] = ["through-objects", "serde-json", "compact"];

const ABOUT: &str = "# Data path\n\nFrom the bytes of an answer to columns in wasm memory, a task for every page of the \
answer; medians. `cargo xtask bench datapath` measures it.\n\n";

/// Builds, measures, prints and writes the table; what follows from it is kept below the table, in the file.
pub(crate) fn run(paths: &Paths, options: &DatapathOptions) -> Result<(), Error> {
    tools::ensure(paths, Need::Browser, false)?;
    let modules = paths.scratch().join("bench/datapath");
    for way in WAYS {
        console::say(format_args!("Building the module of {way} (up to a minute)."));
        build(paths, way, &modules.join(way))?;
    }
    let mut node = process::command(paths, "node");
    node.arg(paths.root.join("bench/datapath/run.js"));
    browser::describe(paths, &mut node);
    node.env("CC_MODULES", &modules).env("CC_SIZE", options.size.to_string());
    node.env("CC_ROUNDS", if options.quick { "2" } else { "9" });
    let table = process::answer_of(&mut node, "The measurement")?;
    console::say(&table);
    if options.quick {
        return Ok(());
    }
    let path = paths.root.join("bench/results/datapath.md");
    let conclusion = conclusion_of(&path);
    fs::write(&path, format!("{ABOUT}{table}{conclusion}")).map_err(Error::file(&path, "written"))
}

/// What a person wrote below the table.
fn conclusion_of(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.find("\n## ").map(|from| text[from..].to_owned()).unwrap_or_default()
}

/// As the widget's module is built: the release profile, wasm-bindgen, wasm-opt.
fn build(paths: &Paths, way: &str, out: &Path) -> Result<(), Error> {
    let mut cargo = process::command(paths, "cargo");
    cargo.args([
        "build",
        "--quiet",
        "--package",
        "datapath",
        "--target",
        "wasm32-unknown-unknown",
        "--release",
    ]);
    process::run_visible(cargo.args(["--features", way]), "The module's build")?;
    let built: PathBuf = paths.target.join("wasm32-unknown-unknown/release/datapath.wasm");
    let mut bindgen = process::command(paths, "wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(out).arg(built);
    process::run_visible(&mut bindgen, "wasm-bindgen")?;
    let module = out.join("datapath_bg.wasm");
    let mut opt = process::command(paths, "wasm-opt");
    opt.args(["-Oz", "-o"]).arg(&module).arg(&module);
    process::run_visible(&mut opt, "wasm-opt")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::conclusion_of;

    #[test]
    fn what_a_person_wrote_is_kept() {
        assert_eq!(conclusion_of(Path::new("no-such-file")), "");
        let file = std::env::temp_dir().join(format!("datapath-{}.md", std::process::id()));
        std::fs::write(&file, "# Data path\n\n| a |\n\n## What follows\n\nThis.\n").unwrap();
        assert_eq!(conclusion_of(&file), "\n## What follows\n\nThis.\n");
        std::fs::remove_file(&file).unwrap();
    }
}
