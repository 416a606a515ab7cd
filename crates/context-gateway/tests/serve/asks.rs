//! How often customers are asked: reports, what the gateway counts itself, the summary and the metrics.

use std::sync::Arc;

use axum::body::Body;
use context_contract::Timestamp;
use context_gateway::http::metrics;
use http_body_util::BodyExt;
use serde_json::{Value as Json, json};
use tower::ServiceExt;

use crate::{
    fields::ABBIE,
    support::{BUSY, MAREN, World, get, token},
};

fn today() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap()).to_string()[..10].to_owned()
}

async fn report(world: &World, key: &str, events: &Json) -> Json {
    let reply = world.write("POST", "/v1/asks", key, &json!({ "events": events }).to_string()).await;
    assert_eq!(reply.status, 200, "{events} {}", reply.text());
    reply.json()
}

async fn totals(world: &World) -> Json {
    world.get("support", "/v1/asks/summary").await.json()["totals"].clone()
}

async fn scrape(world: &World) -> (String, String) {
    let request = axum::http::Request::get("/metrics").body(Body::empty()).unwrap();
    let response = metrics::router(Arc::clone(&world.gateway)).oneshot(request).await.unwrap();
    let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
    let body = response.into_body().collect().await.unwrap().to_bytes().to_vec();
    (kind, String::from_utf8(body).unwrap())
}

#[tokio::test]
async fn a_report_is_counted_once_for_the_department_of_the_token() {
    let world = World::new().await;
    let events = json!([{"kind": "suggested", "count": 4}, {"kind": "avoided", "count": 2},
        {"kind": "happened", "count": 1}, {"kind": "avoided", "count": 1}]);
    let counted = json!({"suggested": 4, "avoided": 3, "happened": 1, "confirmed": 0, "handoff": 0});
    let receipt = report(&world, "a", &events).await;
    assert_eq!(receipt, json!({"day": today(), "department": "support", "counted": counted}));
    let again = world.write("POST", "/v1/asks", "a", &json!({ "events": events }).to_string()).await;
    assert_eq!((again.header("idempotency-replayed"), again.json()), ("true", receipt));
    let summary = world.get("billing", "/v1/asks/summary").await.json();
    assert_eq!(summary["totals"], counted);
    assert_eq!(summary["avoidedRate"], 0.75);
    assert_eq!(summary["departments"], json!(["support"]));
    let days = summary["days"].as_array().unwrap();
    assert_eq!((days.len(), &days[29]["day"]), (30, &json!(today())));
    let mut row = counted;
    row["department"] = json!("support");
    assert_eq!(days[29]["departments"], json!([row]));
    assert_eq!(days[0]["departments"], json!([]));
    let other = world.write("POST", "/v1/asks", "a", r#"{"events":[{"kind":"avoided","count":9}]}"#).await;
    assert_eq!(other.code(), "idempotency-key-reused");
}

#[tokio::test]
async fn reports_are_bounded() {
    let world = World::new().await;
    for (events, pointer) in [
        (json!([]), "/events"),
        (json!(vec![json!({"kind": "avoided", "count": 1}); 21]), "/events"),
        (json!([{"kind": "avoided", "count": 0}]), "/events/0/count"),
        (json!([{"kind": "avoided", "count": 1}, {"kind": "avoided", "count": 501}]), "/events/1/count"),
        (json!([{"kind": "avoided", "count": -1}]), "/events/0/count"),
        (json!([{"kind": "confirmed", "count": 1}]), "/events/0/kind"),
        (json!([{"kind": "handoff", "count": 1}]), "/events/0/kind"),
        (json!([{"kind": "invented", "count": 1}]), "/events/0/kind"),
    ] {
        let reply = world.write("POST", "/v1/asks", "k", &json!({ "events": events }).to_string()).await;
        assert_eq!((reply.status.as_u16(), reply.code().as_str()), (400, "invalid-request"), "{events}");
        assert_eq!(reply.json()["errors"][0]["pointer"], pointer, "{events}");
    }
    let keyless = world.write("POST", "/v1/asks", "", r#"{"events":[{"kind":"avoided","count":1}]}"#).await;
    assert_eq!(keyless.status, 400);
    assert_eq!(totals(&world).await["avoided"], 0);
}

#[tokio::test]
async fn nobody_reports_or_reads_without_a_token() {
    let world = World::new().await;
    for (method, path) in [("POST", "/v1/asks"), ("GET", "/v1/asks/summary")] {
        let request = axum::http::Request::builder().method(method).uri(path);
        let reply = world.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status, 401, "{method} {path}");
    }
    let narrow = get("/v1/asks/summary", &token("sales", MAREN)).body(Body::empty()).unwrap();
    assert_eq!(world.send(narrow).await.status, 200, "counts are of no customer");
}

#[tokio::test]
async fn confirmations_and_handoffs_are_counted_where_they_are_written() {
    let world = World::new().await;
    let answer = format!("/v1/customers/{BUSY}/answers/router.model");
    let handoff = r#"{"kind":"handoff","text":"Call back","toDepartment":"billing"}"#;
    let notes = format!("/v1/customers/{BUSY}/notes");
    for (method, path, key, body, matching, expected) in [
        ("PUT", answer.as_str(), "a", r#"{"value":"AX-3000","status":"answered"}"#, "", (0, 0)),
        ("PUT", &answer, "b", r#"{"status":"answered","action":"confirmed"}"#, "*", (1, 0)),
        ("PUT", &answer, "b", r#"{"status":"answered","action":"confirmed"}"#, "*", (1, 0)),
        ("PUT", &answer, "c", r#"{"value":"AX-1","status":"answered","action":"corrected"}"#, "*", (1, 0)),
        ("PUT", &answer, "d", r#"{"status":"answered","action":"confirmed"}"#, "\"v9\"", (1, 0)),
        ("POST", &notes, "e", r#"{"kind":"note","text":"Rang twice"}"#, "", (1, 0)),
        ("POST", &notes, "f", handoff, "", (1, 1)),
        ("POST", &notes, "f", handoff, "", (1, 1)),
        ("POST", &notes, "g", handoff, "", (1, 2)),
    ] {
        let condition = [("if-match", matching)];
        let condition = if matching.is_empty() { &[][..] } else { &condition };
        world.write_with(method, path, key, body, condition).await;
        let totals = totals(&world).await;
        assert_eq!(
            (&totals["confirmed"], &totals["handoff"]),
            (&json!(expected.0), &json!(expected.1)),
            "{key} {body}"
        );
    }
}

#[tokio::test]
async fn a_kept_field_is_a_confirmation() {
    let world = crate::fields::world().await;
    let path = format!("{ABBIE}/fields");
    for (key, decision, expected) in [
        ("a", r#"{"kind":"keep"}"#, 1),
        ("a", r#"{"kind":"keep"}"#, 1),
        ("b", r#"{"kind":"correct","value":"1986-05-09"}"#, 1),
        ("c", r#"{"kind":"undo"}"#, 1),
    ] {
        let body = format!(r#"{{"pointer":"/birthDate","decision":{decision}}}"#);
        let reply = world.write_with("PUT", &path, key, &body, &[("if-match", "*")]).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert_eq!(totals(&world).await["confirmed"], expected, "{key} {decision}");
    }
}

#[tokio::test]
async fn summaries_are_of_days_and_departments() {
    let world = World::new().await;
    world
        .database()
        .execute_batch(
            "INSERT INTO ask_count VALUES ('support', 20401, 'avoided', 3), ('support', 20402, 'happened', 1),
             ('sales', 20401, 'avoided', 1)",
        )
        .unwrap();
    // Day 20401 is the ninth of November 2025.
    for (query, days, avoided, rate) in [
        ("from=2025-11-09&to=2025-11-10", 2, 4, json!(0.8)),
        ("from=2025-11-09&to=2025-11-09", 1, 4, json!(1.0)),
        ("from=2025-11-09&to=2025-11-10&department=support", 2, 3, json!(0.75)),
        ("from=2025-11-09&to=2025-11-10&department=nobody", 2, 0, Json::Null),
        ("to=2025-11-10", 30, 4, json!(0.8)),
        ("from=2025-11-11&to=2026-11-11", 366, 0, Json::Null),
    ] {
        let summary = world.get("support", &format!("/v1/asks/summary?{query}")).await.json();
        let seen = summary["days"].as_array().unwrap().len();
        assert_eq!((seen, &summary["totals"]["avoided"]), (days, &json!(avoided)), "{query}");
        assert_eq!(summary["avoidedRate"], rate, "{query}");
        assert_eq!(summary["departments"], json!(["sales", "support"]), "{query}");
    }
    for (query, pointer) in [
        ("from=2025-11-10&to=2025-11-09", "?from"),
        ("from=2025-11-10&to=2026-11-11", "?from"),
        ("from=2025-13-10", "?from"),
        ("to=yesterday", "?to"),
        ("to=2025-11-09T00:00:00Z", "?to"),
    ] {
        let reply = world.get("support", &format!("/v1/asks/summary?{query}")).await;
        assert_eq!(reply.code(), "invalid-request", "{query}");
        assert_eq!(reply.json()["errors"][0]["pointer"], pointer, "{query}");
    }
}

#[tokio::test]
async fn a_summary_that_has_not_changed_is_not_sent_again() {
    let world = World::new().await;
    let path = "/v1/asks/summary?to=2025-11-10";
    let first = world.get("support", path).await;
    let again = get(path, &token("support", "*")).header("if-none-match", first.header("etag"));
    assert_eq!(world.send(again.body(Body::empty()).unwrap()).await.status, 304);
}

#[tokio::test]
async fn metrics_have_counts_by_department_and_route_and_nothing_personal() {
    let world = World::new().await;
    report(&world, "a", &json!([{"kind": "avoided", "count": 2}])).await;
    world.get("billing", &format!("/v1/customers/{MAREN}/context")).await;
    let (kind, text) = scrape(&world).await;
    assert_eq!(kind, "text/plain; version=0.0.4; charset=utf-8");
    for line in [
        r#"context_gateway_asks_total{department="support",kind="avoided"} 2"#,
        r#"context_gateway_asks_total{department="support",kind="happened"} 0"#,
        r#"context_gateway_requests_total{method="GET",route="/v1/customers/{id}/context",status="200"} 1"#,
        r#"context_gateway_requests_total{method="POST",route="/v1/asks",status="200"} 1"#,
        "context_gateway_open_streams 0",
        "context_gateway_requests_in_flight 0",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
    for secret in [MAREN, "Rian", "agent-1", "Maren"] {
        assert!(!text.contains(secret), "{secret}");
    }
    let is_sample =
        |line: &str| line.rsplit_once(' ').is_some_and(|(_, number)| number.parse::<f64>().is_ok());
    assert!(text.lines().all(|line| line.starts_with("# ") || is_sample(line)), "{text}");
}

#[tokio::test]
async fn metrics_are_not_where_clients_are() {
    let world = World::new().await;
    assert_eq!(world.get("support", "/metrics").await.status, 404);
}
