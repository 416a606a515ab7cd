//! Prints and writes what was measured: Markdown with both tables, JSON, a plot. Knows what each figure is called.

use std::{fmt::Write as _, path::Path};

use serde_json::{Value, json};

use super::{
    plot,
    samples::Samples,
    targets::{Standing, TARGETS},
};
use crate::{console, error::Error};

/// What a figure counts.
#[derive(Clone, Copy)]
enum Unit {
    Milliseconds,
    Bytes,
    Number,
}

use Unit::{Bytes, Milliseconds, Number};

/// The figures by which everything is compared with everything, and what they are called.
const FIGURES: &[(&str, &str, Unit)] = &[
    ("bytes", "critical bytes after brotli", Bytes),
    ("cold", "first context painted, slow 4G, CPU / 4", Milliseconds),
    ("switch", "customer switch, painted", Milliseconds),
    ("switch.laidOut", "customer switch, laid out", Milliseconds),
    ("rows.many", "first rows of many, painted", Milliseconds),
    ("load", "all of many handed over at once, painted, CPU / 4", Milliseconds),
    ("load.longest", "longest task of that", Milliseconds),
    ("filter", "filter among many, painted", Milliseconds),
    ("filter.laidOut", "filter among many, laid out", Milliseconds),
    ("search", "search among many, painted", Milliseconds),
    ("search.laidOut", "search among many, laid out", Milliseconds),
    ("jump.many", "jump to a date among many, painted", Milliseconds),
    ("insert.many.laidOut", "something new among many, laid out", Milliseconds),
    ("insert.slow.laidOut", "the same, CPU / 4", Milliseconds),
    ("insert.longTasks", "long tasks while 40 new ones come in, CPU / 4", Number),
    ("memory.ready", "memory of the page when ready", Bytes),
    ("memory.many", "memory of the page with many", Bytes),
    ("idle.script", "script before anybody looks, CPU / 4", Milliseconds),
    ("interaction.first", "first press of a chip, painted", Milliseconds),
    ("interaction.warm", "later presses, painted", Milliseconds),
    ("cycles.bytes", "bytes left behind by panels that are gone", Bytes),
];

/// Prints and writes everything; fails when something could not be measured.
pub(super) fn publish(samples: &Samples, folder: &Path) -> Result<(), Error> {
    let text = as_markdown(samples);
    console::say(&text);
    super::write(&folder.join("widget.md"), &text)?;
    super::write(&folder.join("widget.json"), &format!("{:#}\n", as_json(samples)))?;
    super::write(&folder.join("widget.svg"), &plot::draw(samples))?;
    console::say(format_args!("Written to {}.", folder.display()));
    match samples.failures.len() {
        0 => Ok(()),
        count => {
            Err(Error::Target(format!("{count} of the measurements could not be made; the text names them.")))
        }
    }
}

fn as_markdown(samples: &Samples) -> String {
    let Samples { rounds, size, cycles, machine, failures, .. } = samples;
    let mut text = format!(
        "# The panel and its twins\n\n\
         The same panel, data, styles and features, each written as an expert of its library would, measured against each \
         other in one browser: {rounds} rounds, a new tab for every figure in every round, the order turned each time; \
         medians, ratios with 95 % intervals by drawing the rounds again. “Many” is {size} interactions. “Painted” ends \
         after the next frame, of which there are 60 a second; “laid out” ends before it. {machine}, on the machine that \
         also serves the files.\n\n\
         ![Ratios of the widget to each twin](widget.svg)\n\n## Targets\n\n\
         | | what | target | measured | |\n| ---: | --- | --- | --- | --- |\n"
    );
    // Writing to a string cannot fail.
    for target in TARGETS {
        let standing = target.standing(samples);
        let (measured, verdict) = (standing.in_words(), standing.verdict());
        let _ = writeln!(
            text,
            "| {} | {} | {} | {measured} | {verdict} |",
            target.number,
            target.what,
            target.limit_in_words()
        );
    }
    text.push_str(&compared(samples));
    let _ = writeln!(
        text,
        "\nMemory is the page's by `performance.measureUserAgentSpecificMemory()` and what the wasm module has reserved; \
         {cycles} panels came and went after 50 others. Something new reaches the widget as a server-sent event that it \
         has to parse, and the twins as an object."
    );
    if !failures.is_empty() {
        let _ = writeln!(text, "\n## Not measured\n");
        for failure in failures {
            let _ = writeln!(text, "- {}", failure.replace('|', "/"));
        }
    }
    text
}

/// One row per figure; behind each twin's value the widget's over it, bold where the twin is ahead.
fn compared(samples: &Samples) -> String {
    let names = samples.candidates.join(" | ");
    let lines = "| ---: ".repeat(samples.candidates.len());
    let mut text = format!(
        "\n## Figures\n\nBehind each twin's figure stands the widget's over it: below 1 the widget is ahead, and where \
         the twin is, it is bold.\n\n| | {names} |\n| --- {lines}|\n"
    );
    for (figure, name, unit) in FIGURES {
        let cells = samples.candidates.iter().map(|candidate| cell(samples, candidate, figure, *unit));
        let _ = writeln!(text, "| {name} | {} |", cells.collect::<Vec<_>>().join(" | "));
    }
    text
}

fn cell(samples: &Samples, candidate: &str, figure: &str, unit: Unit) -> String {
    let Some(median) = samples.median(candidate, figure) else { return "–".to_owned() };
    let value = in_unit(median, unit);
    let ratio = samples.ratio(("widget", figure), (candidate, figure)).filter(|_| candidate != "widget");
    match ratio {
        None => value,
        Some(ratio) => {
            let text = format!("× {:.2} ({:.2} to {:.2})", ratio.value, ratio.low, ratio.high);
            if ratio.value > 1.0 { format!("{value}, **{text}**") } else { format!("{value}, {text}") }
        }
    }
}

fn in_unit(value: f64, unit: Unit) -> String {
    match unit {
        Milliseconds => format!("{value:.1} ms"),
        Bytes if value.abs() >= 1e6 => format!("{:.1} MB", value / 1e6),
        Bytes => format!("{:.1} kB", value / 1e3),
        Number => format!("{value:.0}"),
    }
}

fn as_json(samples: &Samples) -> Value {
    let figures = FIGURES.iter().map(|(figure, name, _)| {
        let of = |candidate: &String| {
            let ratio = samples.ratio(("widget", figure), (candidate, figure));
            let ratio = ratio.map(|it| json!({"value": it.value, "low": it.low, "high": it.high}));
            let rounds = samples.medians(candidate, figure);
            let value = json!({"median": samples.median(candidate, figure), "rounds": rounds, "widgetOverThis": ratio});
            (candidate.clone(), value)
        };
        let candidates: serde_json::Map<String, Value> = samples.candidates.iter().map(of).collect();
        json!({"figure": figure, "name": name, "candidates": candidates})
    });
    let targets = TARGETS.iter().map(|target| {
        let standing = target.standing(samples);
        let measured = match standing {
            Standing::Ratio(ratio, _) => json!({"value": ratio.value, "low": ratio.low, "high": ratio.high}),
            Standing::Value(value, _) => json!({"value": value}),
            Standing::Unknown => Value::Null,
        };
        let verdict = standing.verdict().trim_matches('*').to_owned();
        json!({"target": target.number, "what": target.what, "limit": target.limit, "measured": measured, "verdict": verdict})
    });
    json!({
        "rounds": samples.rounds, "many": samples.size, "cycles": samples.cycles, "machine": samples.machine,
        "targets": targets.collect::<Vec<_>>(), "figures": figures.collect::<Vec<_>>(), "notMeasured": samples.failures,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples() -> Samples {
        let mut samples = Samples { candidates: vec!["widget".into(), "react".into()], ..Samples::default() };
        samples.add("widget", "cold", vec![vec![200.0]]);
        samples.add("react", "cold", vec![vec![100.0]]);
        samples.add("widget", "bytes", vec![vec![50_000.0]]);
        samples.add("react", "bytes", vec![vec![100_000.0]]);
        samples
    }

    #[test]
    fn a_twin_that_is_ahead_stands_out() {
        let text = as_markdown(&samples());
        assert!(text.contains("| 200.0 ms | 100.0 ms, **× 2.00 (2.00 to 2.00)** |"), "{text}");
        assert!(text.contains("| 50.0 kB | 100.0 kB, × 0.50 (0.50 to 0.50) |"), "{text}");
        assert!(text.contains("| × 2.00 (2.00 to 2.00) | **missed** |"), "{text}");
    }

    #[test]
    fn what_failed_is_named() {
        assert!(!as_markdown(&samples()).contains("Not measured"));
        let failed = Samples { failures: vec!["big lit: no".to_owned()], ..samples() };
        assert!(as_markdown(&failed).contains("- big lit: no"));
        assert_eq!(as_json(&failed)["notMeasured"][0], "big lit: no");
    }
}
