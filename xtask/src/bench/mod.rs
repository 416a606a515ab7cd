//! `cargo xtask bench`: measures, prints and writes down. Knows which benchmarks there are, not how they measure.

mod client;
mod datapath;
mod dataset;
mod guard;
mod latency;
mod live;
mod load;
mod report;
mod widget;

use std::{thread, time::Duration};

use clap::{Args, Subcommand};

use self::{client::Client, dataset::Dataset, latency::Summary, load::Plan, report::Report};
use crate::{console, error::Error, gateway, gateway::Running, paths::Paths};

/// The benchmarks.
#[derive(Debug, Subcommand)]
pub(crate) enum BenchCommand {
    /// Context requests per second, latency, memory and import rate of the gateway at two sizes.
    Gateway(GatewayOptions),
    /// The time until an answer that one panel records has reached another open panel.
    Live(live::LiveOptions),
    /// The panel against the same panel in vanilla JavaScript, React, Preact, Lit, Vue and Svelte (about 25 minutes).
    Widget(widget::WidgetOptions),
    /// Precision and recall of the guard against repeated questions in five languages, and its time.
    Guard(guard::GuardOptions),
    /// Three ways for 100,000 interactions to get into wasm memory.
    Datapath(datapath::DatapathOptions),
}

/// Options of the gateway's benchmark.
#[derive(Args, Clone, Debug)]
pub(crate) struct GatewayOptions {
    /// One short round per size: a look at the figures, not a measurement.
    #[arg(long)]
    quick: bool,
    /// Requests per second.
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=5000))]
    rate: u32,
    /// The sizes compared, in customers, smallest first: what a context costs must not depend on how many others there
    /// are.
    #[arg(long, num_args = 1.., default_values_t = [1_000, 100_000], value_name = "N")]
    sizes: Vec<u32>,
}

/// How many different customers are asked for; enough that no cache of the gateway's could hide the database.
const SAMPLE: usize = 2_000;

/// Runs the chosen benchmark.
pub(crate) fn run(paths: &Paths, command: &BenchCommand) -> Result<(), Error> {
    match command {
        BenchCommand::Gateway(options) => gateway_benchmark(paths, options),
        BenchCommand::Live(options) => live::run(paths, options),
        BenchCommand::Widget(options) => widget::run(paths, options),
        BenchCommand::Guard(options) => guard::run(paths, options),
        BenchCommand::Datapath(options) => datapath::run(paths, options),
    }
}

/// A gateway with one of the datasets and the requests that will be made of it.
struct Subject {
    dataset: Dataset,
    gateway: Running,
    plan: Plan,
}

fn gateway_benchmark(paths: &Paths, options: &GatewayOptions) -> Result<(), Error> {
    gateway::ensure_built(paths)?;
    let mut subjects = Vec::new();
    for &customers in &options.sizes {
        subjects.push(prepare(paths, customers, options)?);
    }
    let mut report = Report::new(options.rate, options.quick);
    let rounds = if options.quick { 1 } else { 3 };
    // Sizes take turns, so that a slower minute of the machine falls on both.
    for round in 1..=rounds {
        for subject in &subjects {
            console::say(format_args!("Round {round} of {rounds}: {} customers.", subject.dataset.customers));
            let measured = subject.measure()?;
            report.add(subject.dataset.customers, &measured);
            thread::sleep(Duration::from_millis(500));
        }
    }
    for subject in &subjects {
        report.describe(&subject.dataset, dataset::memory_of(subject.gateway.id()));
    }
    drop(subjects);
    report.publish(paths)
}

impl Subject {
    /// Carries out the plan once.
    fn measure(&self) -> Result<Summary, Error> {
        let cpu = || dataset::cpu_of(self.gateway.id());
        let before = cpu();
        let measured = self.plan.carry_out()?;
        let requests = u32::try_from(self.plan.requests()).unwrap_or(u32::MAX).max(1);
        Ok(Summary { cpu: cpu().saturating_sub(before) / requests, ..measured })
    }
}

fn prepare(paths: &Paths, customers: u32, options: &GatewayOptions) -> Result<Subject, Error> {
    let dataset = Dataset::ensure(paths, customers)?;
    let log = paths.scratch().join(format!("logs/bench-{customers}.log"));
    let gateway = Running::start(paths, &dataset.database, &log)?;
    let client = Client::new(&gateway);
    let emails = dataset.sample_emails(SAMPLE)?;
    console::say(format_args!("Looking up {} customers among {customers}.", emails.len()));
    let requests = client.context_requests(&emails)?;
    let seconds = if options.quick { 5 } else { 20 };
    Ok(Subject { dataset, plan: Plan::new(requests, options.rate, Duration::from_secs(seconds)), gateway })
}
