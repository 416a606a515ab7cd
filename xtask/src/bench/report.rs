//! What was measured, against what is wanted: printed, and written as Markdown and JSON.
//! Knows the targets, nothing of how figures come about.

use std::{collections::BTreeMap, fmt::Write as _, fs, time::Duration};

use serde_json::{Value, json};

use super::{dataset::Dataset, latency::Summary};
use crate::{console, error::Error, paths::Paths};

/// The slowest context of a hundred may take this long.
const P99: Duration = Duration::from_millis(10);
/// The larger size may be so many times slower than the smaller one.
const RATIO: f64 = 1.5;
/// Rows imported per second, at least.
const IMPORT_RATE: f64 = 50_000.0;

/// Everything the benchmark found out.
#[derive(Debug)]
pub(crate) struct Report {
    rate: u32,
    quick: bool,
    rounds: BTreeMap<u32, Vec<Summary>>,
    sizes: Vec<Size>,
}

/// One size, summed up.
#[derive(Debug)]
struct Size {
    customers: u32,
    latency: Summary,
    rows: u64,
    import_rate: f64,
    import_cpu: Duration,
    memory: (u64, u64),
}

impl Report {
    /// Of a benchmark at that rate of requests per second.
    pub(crate) fn new(rate: u32, quick: bool) -> Self {
        Self { rate, quick, rounds: BTreeMap::new(), sizes: Vec::new() }
    }

    /// Takes down one round.
    pub(crate) fn add(&mut self, customers: u32, round: &Summary) {
        console::say(latency_line("  ", round));
        self.rounds.entry(customers).or_default().push(round.clone());
    }

    /// Takes down what is known of one size beside the latencies.
    pub(crate) fn describe(&mut self, dataset: &Dataset, memory: (u64, u64)) {
        let latency = Summary::median(self.rounds.get(&dataset.customers).map_or(&[], Vec::as_slice));
        self.sizes.push(Size {
            customers: dataset.customers,
            latency,
            rows: dataset.rows,
            import_rate: dataset.import_rate(),
            import_cpu: dataset.import_cpu_per_row(),
            memory,
        });
    }

    /// Prints and writes everything, and fails when a target was missed.
    pub(crate) fn publish(&self, paths: &Paths) -> Result<(), Error> {
        console::say(self.as_markdown());
        let folder =
            if self.quick { paths.scratch().join("bench") } else { paths.root.join("bench/results") };
        fs::create_dir_all(&folder).map_err(Error::file(&folder, "created"))?;
        let write = |name: &str, text: String| {
            let path = folder.join(name);
            fs::write(&path, text).map_err(Error::file(&path, "written"))
        };
        write("gateway.md", self.as_markdown())?;
        write("gateway.json", format!("{:#}\n", self.as_json()))?;
        console::say(format_args!("Written to {}.", folder.display()));
        match self.missed().as_slice() {
            [] => Ok(()),
            missed => Err(Error::Target(format!("Missed: {}.", missed.join("; ")))),
        }
    }

    /// How much slower the largest size is than the smallest, at the median and at the 99th percentile.
    fn ratios(&self) -> Option<(f64, f64)> {
        let [small, .., large] = self.sizes.as_slice() else { return None };
        let (small, large) = (&small.latency, &large.latency);
        let ratio =
            |small: Duration, large: Duration| large.as_secs_f64() / small.as_secs_f64().max(f64::EPSILON);
        Some((ratio(small.p50, large.p50), ratio(small.p99, large.p99)))
    }

    fn missed(&self) -> Vec<String> {
        let mut missed = Vec::new();
        for Size { customers, latency, import_rate, rows, .. } in &self.sizes {
            if latency.p99 > P99 {
                missed.push(format!("p99 of {customers} customers is {}", milliseconds(latency.p99)));
            }
            if latency.rate < f64::from(self.rate) * 0.99 {
                missed.push(format!(
                    "only {:.0} requests/s were answered at {customers} customers",
                    latency.rate
                ));
            }
            // The rate of a small import says more about starting up than about importing.
            if *rows > 500_000 && *import_rate < IMPORT_RATE {
                missed.push(format!("import of {customers} customers ran at {import_rate:.0} rows/s"));
            }
        }
        let slower = self.ratios().filter(|(_, p99)| *p99 > RATIO);
        missed.extend(
            slower.map(|(_, p99)| format!("p99 of the larger size is {p99:.2} times the smaller one's")),
        );
        missed
    }

    fn as_markdown(&self) -> String {
        let kind = if self.quick { "one quick round" } else { "median of 3 rounds of 20 s" };
        let mut text = format!(
            "# Gateway\n\nContext of a random customer at {} requests/s, {kind}, latency from the moment a request was due; the load \
             generator runs on the same {} cores.\n\n\
             | customers | rows | p50 | p95 | p99 | max | answered | body | CPU per context | memory (peak) | import | CPU per row |\n\
             | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
            self.rate,
            std::thread::available_parallelism().map_or(0, usize::from),
        );
        for size in &self.sizes {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}", size.as_row());
        }
        if let Some((p50, p99)) = self.ratios() {
            let _ =
                writeln!(text, "\nThe larger size against the smaller one: p50 x {p50:.2}, p99 x {p99:.2}.");
        }
        let _ = writeln!(
            text,
            "\nTargets: p99 within {}, sizes within x {RATIO}, import at {IMPORT_RATE:.0} rows/s or more. {}",
            milliseconds(P99),
            if self.missed().is_empty() {
                "All met.".to_owned()
            } else {
                format!("Missed: {}.", self.missed().join("; "))
            },
        );
        text
    }

    fn as_json(&self) -> Value {
        let sizes: Vec<Value> = self.sizes.iter().map(Size::as_json).collect();
        json!({"requestsPerSecond": self.rate, "quick": self.quick, "sizes": sizes, "missed": self.missed()})
    }
}

impl Size {
    fn as_row(&self) -> String {
        let Summary { p50, p95, p99, max, rate, body, cpu } = &self.latency;
        let (now, peak) = self.memory;
        let [p50, p95, p99, max] = [p50, p95, p99, max].map(|latency| milliseconds(*latency));
        format!(
            "| {} | {} | {p50} | {p95} | {p99} | {max} | {rate:.0}/s | {body} B | {:.0} µs | {} MB ({} MB) | {:.0} rows/s | {:.1} µs |",
            self.customers,
            self.rows,
            microseconds(*cpu),
            now / 1_000_000,
            peak / 1_000_000,
            self.import_rate,
            microseconds(self.import_cpu),
        )
    }

    fn as_json(&self) -> Value {
        let Summary { p50, p95, p99, max, rate, body, cpu } = &self.latency;
        let [p50, p95, p99, max] = [p50, p95, p99, max].map(|latency| latency.as_secs_f64() * 1000.0);
        json!({
            "customers": self.customers, "rows": self.rows, "importRowsPerSecond": self.import_rate,
            "importCpuMicrosecondsPerRow": microseconds(self.import_cpu),
            "p50Ms": p50, "p95Ms": p95, "p99Ms": p99, "maxMs": max, "answeredPerSecond": rate, "bodyBytes": body,
            "contextCpuMicroseconds": microseconds(*cpu),
            "memoryBytes": self.memory.0, "peakMemoryBytes": self.memory.1,
        })
    }
}

fn latency_line(indent: &str, summary: &Summary) -> String {
    let Summary { p50, p95, p99, max, rate, cpu, .. } = summary;
    let [p50, p95, p99, max] = [p50, p95, p99, max].map(|latency| milliseconds(*latency));
    let cpu = microseconds(*cpu);
    format!(
        "{indent}p50 {p50}, p95 {p95}, p99 {p99}, max {max}, {rate:.0} answered per second, {cpu:.0} µs of CPU each"
    )
}

fn microseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

fn milliseconds(duration: Duration) -> String {
    format!("{:.2} ms", duration.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(customers: u32, p99: u64, import_rate: f64) -> Size {
        let p99 = Duration::from_millis(p99);
        let latency = Summary { p50: p99, p99, rate: 500.0, ..Summary::default() };
        Size { customers, latency, rows: 1_000_000, import_rate, import_cpu: Duration::ZERO, memory: (0, 0) }
    }

    fn check(sizes: Vec<Size>, expect: usize) {
        let report = Report { sizes, ..Report::new(500, false) };
        assert_eq!(report.missed().len(), expect, "{:?}", report.missed());
    }

    #[test]
    fn every_target_can_be_missed() {
        check(vec![size(1_000, 4, 60_000.0), size(100_000, 5, 60_000.0)], 0);
        check(vec![size(1_000, 9, 60_000.0), size(100_000, 11, 60_000.0)], 1);
        check(vec![size(1_000, 2, 60_000.0), size(100_000, 4, 60_000.0)], 1);
        check(vec![size(1_000, 4, 40_000.0), size(100_000, 4, 60_000.0)], 1);
        let mut slow = size(1_000, 4, 60_000.0);
        slow.latency.rate = 400.0;
        check(vec![slow], 1);
    }
}
