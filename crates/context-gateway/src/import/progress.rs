//! Shows how far an import is and how fast: a bar on a terminal, a plain line every few seconds elsewhere.
//! Knows totals and counts, not rows.

use std::{
    cell::Cell,
    io::{IsTerminal, Write},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressStyle};

use super::{Import, read};
use crate::Error;

/// How often a plain line appears.
const PLAIN_INTERVAL: Duration = Duration::from_secs(5);

/// See the module.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    plain: bool,
    total: u64,
    bytes: Cell<u64>,
    rows: Cell<u64>,
    started: Instant,
    told: Cell<Instant>,
}

impl Progress {
    /// Adds up the sizes of all files; a file that is read for two purposes counts twice.
    pub(super) fn new(job: &Import<'_>) -> Result<Self, Error> {
        let mut total = 0;
        for file in &job.mapping.files {
            let passes = u64::from(file.record.is_some())
                + u64::from(file.interaction.is_some() || !file.facts.is_empty());
            for path in read::files(job.directory, file)? {
                total += passes * std::fs::metadata(&path).map_or(0, |data| data.len());
            }
        }
        let terminal = std::io::stderr().is_terminal();
        let bar = if job.progress && terminal { ProgressBar::new(total) } else { ProgressBar::hidden() };
        let style = ProgressStyle::with_template("{bar:32} {bytes}/{total_bytes} {elapsed} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        let now = Instant::now();
        let plain = job.progress && !terminal;
        Ok(Self {
            bar,
            plain,
            total,
            bytes: Cell::new(0),
            rows: Cell::new(0),
            started: now,
            told: Cell::new(now),
        })
    }

    /// Counts.
    pub(super) fn advance(&self, rows: u64, bytes: u64) {
        self.rows.set(self.rows.get() + rows);
        self.bytes.set(self.bytes.get() + bytes);
        self.bar.set_position(self.bytes.get());
        self.bar.set_message(self.rate());
        if self.plain && self.told.get().elapsed() >= PLAIN_INTERVAL {
            self.told.set(Instant::now());
            let percent = self.bytes.get() * 100 / self.total.max(1);
            line(&format!("{percent} %, {}", self.rate()));
        }
    }

    /// Names a step that reads nothing.
    pub(super) fn say(&self, step: &str) {
        self.bar.set_message(step.to_owned());
        if self.plain && self.started.elapsed() >= PLAIN_INTERVAL {
            line(step);
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn rate(&self) -> String {
        #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
        let rate = self.rows.get() as f64 / self.started.elapsed().as_secs_f64().max(0.001);
        format!("{} rows, {rate:.0} rows/s", self.rows.get())
    }
}

fn line(text: &str) {
    // Progress that cannot be shown is no reason to stop.
    drop(writeln!(std::io::stderr(), "import: {text}"));
}
