//! `cargo xtask marks`: when the panel reaches each moment of its start, as medians over several loads.
//! Knows the names of the element's performance marks, nothing of how it starts.

use std::{collections::BTreeMap, path::Path};

use clap::Args;
use serde_json::Value;

use crate::{
    browser, console,
    error::Error,
    gateway,
    paths::Paths,
    process,
    smallest::BuildOptions,
    tools::{self, Need},
    widget,
};

/// Options of the start-up marks.
#[derive(Args, Debug)]
pub(crate) struct MarksOptions {
    /// How often the page is loaded per network.
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..=200))]
    loads: u32,
    #[command(flatten)]
    build: BuildOptions,
}

/// Milliseconds since the navigation began, by the name of the mark.
type Marks = BTreeMap<String, f64>;

/// Builds what is missing, loads the page and prints one table per network.
pub(crate) fn run(paths: &Paths, options: &MarksOptions) -> Result<(), Error> {
    tools::ensure(paths, Need::Browser, false)?;
    let paths = &options.build.of(paths)?;
    widget::ensure_built(paths)?;
    gateway::ensure_built(paths)?;
    let log = paths.scratch().join("logs/marks.log");
    let gateway = browser::start_gateway(paths, &log)?;
    console::say(format_args!("Loading the page {} times per network.", options.loads));
    let mut node = browser::node(paths, "marks.js");
    node.env("CC_BASE_URL", gateway.origin()).env("CC_LOADS", options.loads.to_string());
    node.env("CC_SCRIPT", format!("/customer-context/{}/customer-context.js", env!("CARGO_PKG_VERSION")));
    let text = process::answer_of(&mut node, "Loading the page")?;
    let samples = read_samples(&text).ok_or_else(|| unusable(&log))?;
    samples.iter().for_each(|(network, loads)| console::say(as_table(network, loads)));
    Ok(())
}

fn unusable(log: &Path) -> Error {
    Error::Answer {
        request: "the marks of the page".to_owned(),
        reason: "not the JSON of marks".to_owned(),
        log: log.to_path_buf(),
    }
}

fn read_samples(text: &str) -> Option<Vec<(String, Vec<Marks>)>> {
    let value: Value = serde_json::from_str(text).ok()?;
    let marks = |load: &Value| -> Option<Marks> {
        load.as_object()?.iter().map(|(name, at)| Some((name.clone(), at.as_f64()?))).collect()
    };
    let loads = |loads: &Value| loads.as_array()?.iter().map(marks).collect::<Option<Vec<_>>>();
    value.as_object()?.iter().map(|(network, list)| Some((network.clone(), loads(list)?))).collect()
}

fn as_table(network: &str, loads: &[Marks]) -> String {
    let mut names: Vec<(&String, f64)> = loads
        .first()
        .map(|first| first.keys())
        .into_iter()
        .flatten()
        .map(|name| (name, median_of(loads, name)))
        .collect();
    names.sort_by(|a, b| a.1.total_cmp(&b.1));
    let rows = names.iter().map(|(name, median)| format!("  {name:<16} {median:>8.1} ms\n"));
    let ratio = median(loads.iter().filter_map(overlap).collect());
    let head = format!("\n{network}, median of {} loads, since the navigation began\n", loads.len());
    let foot = ratio.map_or_else(
        || "  The data was not asked for before the module was there.".to_owned(),
        |ratio| format!("  wasm and data together take {ratio:.2} of what one after the other would"),
    );
    head + &rows.collect::<String>() + &foot
}

fn median_of(loads: &[Marks], name: &str) -> f64 {
    median(loads.iter().filter_map(|marks| marks.get(name).copied()).collect()).unwrap_or(f64::NAN)
}

/// How long fetching the module and the data took together, as a share of the sum of both: 1 is one after the other,
/// a half is perfectly at the same time.
fn overlap(marks: &Marks) -> Option<f64> {
    let at = |name: &str| marks.get(name).copied();
    let wasm = (at("cc:wasm-start")?, at("cc:wasm-ready")?);
    let data = (at("cc:data-start")?, at("cc:data")?);
    let together = wasm.1.max(data.1) - wasm.0.min(data.0);
    let one_by_one = (wasm.1 - wasm.0) + (data.1 - data.0);
    (one_by_one > 0.0).then(|| together / one_by_one)
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        length if length % 2 == 1 => values.get(middle).copied(),
        _ => Some(f64::midpoint(*values.get(middle - 1)?, *values.get(middle)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        let check = |values: &[f64], expect| assert_eq!(median(values.to_vec()), expect);
        check(&[], None);
        check(&[3.0, 1.0, 2.0], Some(2.0));
        check(&[4.0, 1.0, 2.0, 3.0], Some(2.5));
    }

    #[test]
    fn the_overlap_is_one_when_nothing_overlaps() {
        let check = |marks: [f64; 4], expect: f64| {
            let names = ["cc:wasm-start", "cc:wasm-ready", "cc:data-start", "cc:data"];
            let marks: Marks = names.iter().map(|name| (*name).to_owned()).zip(marks).collect();
            assert_eq!(overlap(&marks), Some(expect));
        };
        check([0.0, 100.0, 100.0, 200.0], 1.0);
        check([0.0, 100.0, 0.0, 100.0], 0.5);
    }
}
