//! What every request passes: a limit on how many at once, a deadline, headers for the browser, one log line.
//! Knows templates of routes and durations; no ids, no query strings, no bodies.

use std::{sync::Arc, time::Instant};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::Gateway;
use crate::error::Refusal;

/// Refuses at once what cannot be answered in time, rather than letting everything wait.
pub(super) async fn overload_and_deadline(
    State(gateway): State<Arc<Gateway>>,
    request: Request,
    next: Next,
) -> Response {
    let Some(_permit) = gateway.hold_a_request() else { return Refusal::Overloaded.into_response() };
    let answer = tokio::time::timeout(gateway.config.limits.request_timeout, next.run(request));
    answer.await.unwrap_or_else(|_| Refusal::TimedOut.into_response())
}

/// Adds what browsers need to be safe, the time it took, one to the counts, and one line to the log.
pub(super) async fn headers_and_log(
    State(gateway): State<Arc<Gateway>>,
    request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let mut response = next.run(request).await;
    let took = started.elapsed();
    let milliseconds = took.as_secs_f64() * 1000.0;
    add_headers(&mut response, milliseconds);
    let status = response.status().as_u16();
    gateway.traffic.count(&method, &route, status, took);
    tracing::info!(%method, route, status, milliseconds = format_args!("{milliseconds:.2}"), "request");
    response
}

fn add_headers(response: &mut Response, milliseconds: f64) {
    let headers = response.headers_mut();
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if let Ok(value) = HeaderValue::from_str(&format!("app;dur={milliseconds:.2}")) {
        headers.insert(HeaderName::from_static("server-timing"), value);
    }
}
