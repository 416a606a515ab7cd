//! `GET /metrics`: counts for Prometheus, in its text format 0.0.4. Knows numbers, templates of routes and names of
//! departments; no customers, no agents, no questions, no addresses.
//!
//! It has an address of its own (`--metrics-listen`), because collectors hold no token that lives five minutes, and
//! because behind a proxy every caller looks like a neighbour.

use std::{
    collections::BTreeMap,
    fmt::{Display, Write as _},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    Router,
    extract::State,
    http::{Method, header},
    response::{IntoResponse, Response},
    routing::get,
};
use context_contract::{Timestamp, asks::AskCounts};

use super::{Gateway, gateway::now};
use crate::{Error, store::asks};

/// The media type of the format.
const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The route alone, for an address of its own.
pub fn router(gateway: Arc<Gateway>) -> Router {
    routes().with_state(gateway)
}

pub(super) fn routes() -> Router<Arc<Gateway>> {
    Router::new().route("/metrics", get(read))
}

/// What was answered since the start.
pub(crate) struct Traffic {
    since: Timestamp,
    routes: Mutex<BTreeMap<(&'static str, String), Route>>,
}

/// One method of one route.
#[derive(Clone, Debug, Default)]
struct Route {
    by_status: BTreeMap<u16, u64>,
    seconds: f64,
}

impl Traffic {
    pub(crate) fn new() -> Self {
        Self { since: now(), routes: Mutex::default() }
    }

    /// Counts one answer. Routes are templates, so there are as many as the gateway has.
    pub(super) fn count(&self, method: &Method, route: &str, status: u16, took: Duration) {
        let mut routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        let route = routes.entry((name_of(method), route.to_owned())).or_default();
        *route.by_status.entry(status).or_default() += 1;
        route.seconds += took.as_secs_f64();
    }

    fn routes(&self) -> BTreeMap<(&'static str, String), Route> {
        self.routes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Clients may invent methods; labels may not grow by that.
fn name_of(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

async fn read(State(gateway): State<Arc<Gateway>>) -> Result<Response, Error> {
    let asked = gateway.store.read(asks::totals).await?;
    let mut page = Page::default();
    gauges(&mut page, &gateway);
    requests(&mut page, &gateway.traffic.routes());
    counts(&mut page, &asked);
    Ok(([(header::CONTENT_TYPE, TEXT), (header::CACHE_CONTROL, "no-store")], page.0).into_response())
}

fn gauges(page: &mut Page, gateway: &Gateway) {
    let version = env!("CARGO_PKG_VERSION");
    page.family("context_gateway_build_info", "gauge", "The version that runs.");
    page.sample("context_gateway_build_info", &[("version", version)], 1);
    page.family(
        "process_start_time_seconds",
        "gauge",
        "When the process started, in seconds since the epoch.",
    );
    page.sample("process_start_time_seconds", &[], gateway.traffic.since.as_millis() / 1000);
    page.family("context_gateway_open_streams", "gauge", "Streams that are open.");
    page.sample("context_gateway_open_streams", &[], gateway.open_streams());
    let in_flight = gateway.config.limits.max_requests - gateway.requests.available_permits();
    page.family("context_gateway_requests_in_flight", "gauge", "Requests that are being answered.");
    page.sample("context_gateway_requests_in_flight", &[], in_flight);
}

fn requests(page: &mut Page, routes: &BTreeMap<(&'static str, String), Route>) {
    let total = "context_gateway_requests_total";
    page.family(total, "counter", "Requests answered since the start.");
    for ((method, route), seen) in routes {
        for (status, count) in &seen.by_status {
            let status = status.to_string();
            page.sample(total, &[("method", method), ("route", route), ("status", &status)], count);
        }
    }
    let took = "context_gateway_request_duration_seconds";
    page.family(took, "summary", "Time until the answer began, in seconds.");
    for ((method, route), seen) in routes {
        let labels = [("method", *method), ("route", route.as_str())];
        page.sample(&format!("{took}_sum"), &labels, format_args!("{:.6}", seen.seconds));
        page.sample(&format!("{took}_count"), &labels, seen.by_status.values().sum::<u64>());
    }
}

fn counts(page: &mut Page, asked: &[(String, AskCounts)]) {
    let total = "context_gateway_asks_total";
    page.family(
        total,
        "counter",
        "Questions suggested, repeat asks avoided and made, confirmations and hand-offs, of all days.",
    );
    for (department, counts) in asked {
        for (kind, count) in counts.by_kind() {
            page.sample(total, &[("department", department), ("kind", kind.as_str())], count);
        }
    }
}

/// A text in the making. Writing to a `String` does not fail.
#[derive(Default)]
struct Page(String);

impl Page {
    fn family(&mut self, name: &str, kind: &str, help: &str) {
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: impl Display) {
        let labels: Vec<String> =
            labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(self.0, "{name}{labels} {value}");
    }
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::Page;

    fn check(labels: &[(&str, &str)], value: u64, expect: &str) {
        let mut page = Page::default();
        page.sample("n_total", labels, value);
        assert_eq!(page.0, expect);
    }

    #[test]
    fn samples() {
        check(&[], 3, "n_total 3\n");
        check(&[("a", "x"), ("b", "y")], 0, "n_total{a=\"x\",b=\"y\"} 0\n");
        check(&[("a", "q\"b\\s\nn")], 1, "n_total{a=\"q\\\"b\\\\s\\nn\"} 1\n");
    }
}
