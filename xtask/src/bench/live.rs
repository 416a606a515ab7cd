//! `cargo xtask bench live`: how long it takes until what one panel records has reached another open panel.
//! Knows one write and one stream; percentiles and data are other modules'.
//!
//! An answer is put by one connection; a second one has the stream of the same customer open. The time runs from the
//! moment the request is sent to the moment the whole event has been read: over the loopback interface, with the
//! answer, its event and its audit row on disk before anybody hears of it.

use std::{
    fs,
    io::{BufRead, BufReader},
    sync::mpsc::{self, Receiver, Sender},
    thread,
    time::{Duration, Instant},
};

use clap::Args;
use serde_json::{Value, json};
use ureq::Agent;

use super::{client::Client, dataset::Dataset, latency::Summary};
use crate::{console, error::Error, gateway, gateway::Running, paths::Paths};

/// Half of the answers have to be there within this time.
const TARGET: Duration = Duration::from_millis(200);
/// What is written first and not measured.
const WARM_UP: usize = 10;
/// An answer that takes longer is lost.
const LOST: Duration = Duration::from_secs(5);
/// The question that is answered again and again; of no catalogue.
const KEY: &str = "benchmark.live";

/// Options of this benchmark.
#[derive(Args, Clone, Debug)]
pub(crate) struct LiveOptions {
    /// How many answers are recorded.
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(200..=5000))]
    answers: u32,
    /// How many customers the gateway has.
    #[arg(long, default_value_t = 1_000)]
    customers: u32,
}

/// Measures, prints and writes down; fails when the target is missed.
pub(crate) fn run(paths: &Paths, options: &LiveOptions) -> Result<(), Error> {
    gateway::ensure_built(paths)?;
    let dataset = Dataset::ensure(paths, options.customers)?;
    let gateway = Running::start(paths, &dataset.database, &paths.scratch().join("logs/bench-live.log"))?;
    let panel = Panel::open(&gateway, &dataset)?;
    for number in 0..WARM_UP {
        panel.record(number)?;
    }
    let started = Instant::now();
    let measured = WARM_UP..WARM_UP + options.answers as usize;
    let latencies = measured.map(|number| panel.record(number)).collect::<Result<Vec<_>, _>>()?;
    let summary = Summary::of(latencies, started.elapsed(), 0);
    let text = markdown(&summary, options);
    console::say(&text);
    let path = paths.root.join("bench/results/live.md");
    fs::create_dir_all(paths.root.join("bench/results")).map_err(Error::file(&path, "written"))?;
    fs::write(&path, text).map_err(Error::file(&path, "written"))?;
    if summary.p50 < TARGET { Ok(()) } else { Err(Error::Target(missed(&summary))) }
}

/// Two panels of one customer: one that writes, one that listens.
struct Panel {
    agent: Agent,
    url: String,
    authorization: String,
    heard: Receiver<(String, Instant)>,
    log: std::path::PathBuf,
}

impl Panel {
    fn open(gateway: &Running, dataset: &Dataset) -> Result<Self, Error> {
        let client = Client::new(gateway);
        let authorization = client.authorization()?;
        let customer = customer(&client, &authorization, &dataset.sample_emails(20)?)
            .ok_or_else(|| lost(gateway.log(), "no customer was found by any address"))?;
        let base = format!("{}/v1/customers/{customer}", gateway.origin());
        let agent = Agent::new_with_defaults();
        let stream = agent.get(format!("{base}/stream")).header("authorization", &authorization).call();
        let stream = stream.map_err(|error| lost(gateway.log(), &error.to_string()))?;
        let (sender, heard) = mpsc::channel();
        // It ends with the stream, and the stream with the gateway.
        thread::spawn(move || listen(BufReader::new(stream.into_body().into_reader()), &sender));
        let url = format!("{base}/answers/{KEY}");
        Ok(Self { agent, url, authorization, heard, log: gateway.log().to_path_buf() })
    }

    /// Records an answer and returns how long it took until the other panel had it.
    fn record(&self, number: usize) -> Result<Duration, Error> {
        let value = format!("answer {number} of {}", std::process::id());
        let request = self.agent.put(&self.url).header("authorization", &self.authorization);
        let request = request.header("idempotency-key", format!("live-{}-{number}", std::process::id()));
        let request = if number == 0 && self.is_absent() { request } else { request.header("if-match", "*") };
        let sent = Instant::now();
        let answer = request.send_json(json!({"value": value, "status": "answered"}));
        answer.map_err(|error| lost(&self.log, &error.to_string()))?;
        loop {
            let (heard, at) = self
                .heard
                .recv_timeout(LOST)
                .map_err(|_| lost(&self.log, "the other panel did not hear of an answer"))?;
            if heard == value {
                return Ok(at - sent);
            }
        }
    }

    /// Only what is there already is replaced; a benchmark before may have left an answer.
    fn is_absent(&self) -> bool {
        let context = self.url.replace(&format!("/answers/{KEY}"), "/context?limit=1");
        let answer = self.agent.get(context).header("authorization", &self.authorization).call();
        let read = answer.and_then(|mut response| response.body_mut().read_json::<Value>());
        read.is_ok_and(|context| {
            context["answers"]
                .as_array()
                .is_none_or(|answers| answers.iter().all(|answer| answer["key"] != KEY))
        })
    }
}

/// The values of the answers that arrive, each with the moment at which its event was complete.
fn listen(stream: impl BufRead, heard: &Sender<(String, Instant)>) {
    for line in stream.lines().map_while(Result::ok) {
        let event = line.strip_prefix("data: ").and_then(|json| serde_json::from_str::<Value>(json).ok());
        let Some(event) = event.filter(|event| event["type"] == "answer.updated") else { continue };
        let value = event["data"]["value"].as_str().unwrap_or_default().to_owned();
        if heard.send((value, Instant::now())).is_err() {
            return;
        }
    }
}

fn customer(client: &Client, authorization: &str, emails: &[String]) -> Option<String> {
    emails.iter().find_map(|email| {
        let wanted = json!({"identifiers": [{"type": "email", "value": email}]});
        let found = client.post("/v1/resolve", Some(authorization), &wanted).ok()?;
        found["customers"][0]["id"].as_str().map(str::to_owned)
    })
}

fn markdown(summary: &Summary, options: &LiveOptions) -> String {
    let Summary { p50, p95, p99, max, .. } = summary;
    let [p50, p95, p99, max] = [p50, p95, p99, max].map(|latency| milliseconds(*latency));
    let verdict = if summary.p50 < TARGET { "Met.".to_owned() } else { missed(summary) };
    format!(
        "# From one panel to another\n\nFrom sending an answer to having it in another open panel of the same customer, \
         on the loopback interface, one after the other, {} customers in the database: `cargo xtask bench live`.\n\n\
         | answers | median | p95 | p99 | max |\n| ---: | ---: | ---: | ---: | ---: |\n\
         | {} | {p50} | {p95} | {p99} | {max} |\n\nTarget: median under {}. {verdict}\n",
        options.customers,
        options.answers,
        milliseconds(TARGET),
    )
}

fn missed(summary: &Summary) -> String {
    format!("Missed: the median is {}.", milliseconds(summary.p50))
}

fn milliseconds(duration: Duration) -> String {
    format!("{:.2} ms", duration.as_secs_f64() * 1000.0)
}

fn lost(log: &std::path::Path, reason: &str) -> Error {
    Error::Answer {
        request: "recording an answer".to_owned(),
        reason: reason.to_owned(),
        log: log.to_path_buf(),
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, time::Duration};

    use super::{LiveOptions, Summary, listen, markdown};

    #[test]
    fn hears_answers_alone() {
        let stream = "event: snapshot\ndata: {\"type\":\"snapshot\"}\n\n: heartbeat\n\nid: 7\nevent: answer.updated\n\
                      data: {\"type\":\"answer.updated\",\"data\":{\"value\":\"answer 3\"}}\n\n";
        let (sender, heard) = mpsc::channel();
        listen(stream.as_bytes(), &sender);
        drop(sender);
        assert_eq!(heard.iter().map(|(value, _)| value).collect::<Vec<_>>(), ["answer 3"]);
    }

    fn check(median: u64, expect: &str) {
        let summary = Summary { p50: Duration::from_millis(median), ..Summary::default() };
        let text = markdown(&summary, &LiveOptions { answers: 300, customers: 1_000 });
        assert!(text.ends_with(expect), "{text}");
    }

    #[test]
    fn the_target_can_be_missed() {
        check(199, "Met.\n");
        check(200, "Missed: the median is 200.00 ms.\n");
    }
}
