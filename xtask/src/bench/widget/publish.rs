//! Prints and writes what was measured: Markdown with the tables, JSON with every sample, a plot. Knows the layout.

use std::{fmt::Write as _, path::Path};

use serde_json::{Map, Value, json};

use super::{
    figures::{FIGURES, Unit},
    plot,
    samples::Samples,
    targets::{Standing, TARGETS},
};
use crate::{console, error::Error};

/// Prints how the checks went; fails when a panel does less than the others.
pub(super) fn checked(samples: &Samples) -> Result<(), Error> {
    for check in &samples.checks {
        console::say(format_args!("{}: {} checks passed", check.candidate, check.passed));
        check.faults.iter().for_each(|fault| console::say(format_args!("  failed: {fault}")));
    }
    let faults: usize = samples.checks.iter().map(|check| check.faults.len()).sum();
    if faults == 0 {
        return Ok(());
    }
    Err(Error::Target(format!("{faults} checks failed: panels that do different things cannot be compared.")))
}

/// Prints and writes everything; fails when something could not be measured.
pub(super) fn publish(samples: &Samples, folder: &Path) -> Result<(), Error> {
    let text = as_markdown(samples);
    console::say(&text);
    super::write(&folder.join("widget.md"), &text)?;
    super::write(&folder.join("widget.json"), &in_lines(&as_json(samples), 3))?;
    super::write(&folder.join("widget.svg"), &plot::draw(samples))?;
    console::say(format_args!("Written to {}.", folder.display()));
    match samples.gaps().len() {
        0 => Ok(()),
        count => {
            Err(Error::Target(format!("{count} of the measurements could not be made; the text names them.")))
        }
    }
}

fn as_markdown(samples: &Samples) -> String {
    let mut text = introduction(samples);
    text.push_str("\n## Targets\n\n| | what | target | measured | |\n| ---: | --- | --- | --- | --- |\n");
    for target in TARGETS {
        let standing = target.standing(samples);
        let (measured, verdict, limit) = (standing.in_words(), standing.verdict(), target.limit_in_words());
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| {} | {} | {limit} | {measured} | {verdict} |", target.number, target.what);
    }
    text.push_str(
        "\nA verdict is by the value; “not certain” stands where the interval lies on both sides of the target.\n",
    );
    text.push_str(&wins(samples));
    text.push_str(&compared(samples));
    let _ = writeln!(
        text,
        "\nMemory is the page's by `performance.measureUserAgentSpecificMemory()` and what the wasm module has reserved; \
         {0} panels came and went after twice as many others. Something new reaches the widget as a server-sent event and the twins \
         as the text of the same record; both parse it.",
        samples.cycles
    );
    let gaps = samples.gaps();
    if !gaps.is_empty() {
        text.push_str("\n## Not measured\n\n");
        gaps.iter().for_each(|gap| text.push_str(&format!("- {}\n", gap.replace('|', "/"))));
    }
    text
}

fn introduction(samples: &Samples) -> String {
    let Samples { rounds, size, minutes, machine, checks, .. } = samples;
    let passed = checks.iter().map(|check| check.passed).max().unwrap_or_default();
    format!(
        "# The panel and its twins\n\n\
         The same panel, data, styles and features, each written as an expert of its library would ([method](../README.md)), \
         measured against each other in one browser: {rounds} rounds, a new tab for every figure in every round, the order \
         turned each time; medians, ratios with 95 % intervals by drawing the rounds again. Before that each panel passed \
         {passed} checks of what it does. “Many” is {size} interactions. “Painted” ends after the next frame, of which there \
         are 60 a second; “laid out” ends before it. {machine}, on the machine that also serves the files; {minutes:.0} \
         minutes, `cargo xtask bench widget`.\n\n\
         ![Ratios of the widget to each twin](widget.svg)\n"
    )
}

/// What each twin does better, said plainly: where the whole interval is on its side.
fn wins(samples: &Samples) -> String {
    let mut text = "\n## Where a twin wins\n\n".to_owned();
    for twin in samples.twins() {
        let won: Vec<String> = FIGURES
            .iter()
            .filter_map(|(figure, name, _)| {
                let ratio = samples.ratio(("widget", figure), (twin, figure))?;
                (ratio.low > 1.0).then(|| format!("{name} (the widget's is × {:.2})", ratio.value))
            })
            .collect();
        let won = if won.is_empty() { "nothing".to_owned() } else { won.join("; ") };
        let _ = writeln!(text, "- **{twin}**: {won}.");
    }
    text
}

/// One row per figure; behind each twin's value the widget's over it, bold where the twin wins.
fn compared(samples: &Samples) -> String {
    let names = samples.candidates.join(" | ");
    let lines = "| ---: ".repeat(samples.candidates.len());
    let mut text = format!(
        "\n## Figures\n\nBehind each twin's figure stands the widget's over it: below 1 the widget is ahead, and where \
         the twin wins, it is bold.\n\n| | {names} |\n| --- {lines}|\n"
    );
    for (figure, name, unit) in FIGURES {
        let cells = samples.candidates.iter().map(|candidate| cell(samples, candidate, figure, *unit));
        let _ = writeln!(text, "| {name} | {} |", cells.collect::<Vec<_>>().join(" | "));
    }
    text
}

fn cell(samples: &Samples, candidate: &str, figure: &str, unit: Unit) -> String {
    let Some(median) = samples.median(candidate, figure) else { return "–".to_owned() };
    let value = unit.write(median);
    let ratio = samples.ratio(("widget", figure), (candidate, figure)).filter(|_| candidate != "widget");
    match ratio {
        None => value,
        Some(ratio) => {
            let text = format!("× {:.2} ({:.2} to {:.2})", ratio.value, ratio.low, ratio.high);
            if ratio.low > 1.0 { format!("{value}, **{text}**") } else { format!("{value}, {text}") }
        }
    }
}

fn as_json(samples: &Samples) -> Value {
    let targets = TARGETS.iter().map(|target| {
        let standing = target.standing(samples);
        let measured = match standing {
            Standing::Ratio(ratio, _) => json!({"value": ratio.value, "low": ratio.low, "high": ratio.high}),
            Standing::Value(value, _) => json!({"value": value}),
            Standing::Unknown => Value::Null,
        };
        let verdict = standing.verdict().replace("**", "");
        json!({"target": target.number, "what": target.what, "limit": target.limit, "measured": measured, "verdict": verdict})
    });
    let mut raw = Map::new();
    for ((candidate, figure), rounds) in &samples.figures {
        let figures = raw.entry(candidate).or_insert_with(|| json!({}));
        figures[figure] = json!(rounds);
    }
    json!({
        "rounds": samples.rounds, "many": samples.size, "cycles": samples.cycles, "minutes": samples.minutes,
        "machine": samples.machine, "targets": targets.collect::<Vec<_>>(), "samples": raw, "notMeasured": samples.gaps(),
    })
}

/// JSON that a person can read and compare: what is nested deeper than `depth` stands on one line.
fn in_lines(value: &Value, depth: usize) -> String {
    let inner = |value: &Value| in_lines(value, depth.saturating_sub(1)).trim_end().to_owned();
    let (open, entries, close) = match value {
        Value::Object(map) if depth > 0 => {
            ("{", map.iter().map(|(key, value)| format!("{}: {}", json!(key), inner(value))).collect(), "}")
        }
        Value::Array(list) if depth > 0 && list.iter().any(|it| it.is_object()) => {
            ("[", list.iter().map(|it| it.to_string()).collect::<Vec<_>>(), "]")
        }
        _ => return format!("{value}\n"),
    };
    format!("{open}\n{}\n{close}\n", entries.join(",\n"))
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
    fn a_twin_that_wins_is_named() {
        let text = as_markdown(&samples());
        assert!(text.contains("| 200.0 ms | 100.0 ms, **× 2.00 (2.00 to 2.00)** |"), "{text}");
        assert!(text.contains("| 50.0 kB | 100.0 kB, × 0.50 (0.50 to 0.50) |"), "{text}");
        assert!(text.contains("| × 2.00 (2.00 to 2.00) | **missed** |"), "{text}");
        assert!(
            text.contains("- **react**: first context painted, slow 4G, CPU / 4 (the widget's is × 2.00).\n"),
            "{text}"
        );
    }

    #[test]
    fn what_failed_is_named() {
        assert!(!as_markdown(&samples()).contains("Not measured"));
        let failed = Samples { failures: vec!["big lit: no".to_owned()], ..samples() };
        assert!(as_markdown(&failed).contains("- big lit: no"));
        assert_eq!(as_json(&failed)["notMeasured"][0], "big lit: no");
    }

    #[test]
    fn every_sample_is_written_and_can_be_read_again() {
        let written = in_lines(&as_json(&samples()), 3);
        assert!(written.contains("\"cold\": [[200.0]]"), "{written}");
        assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), as_json(&samples()));
    }
}
