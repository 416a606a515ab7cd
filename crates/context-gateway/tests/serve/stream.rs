//! The stream: snapshot, sources, live events, resuming, its ends.

use std::time::Duration;

use axum::body::Body;
use context_contract::Context;
use http_body_util::BodyExt;
use serde_json::Value as Json;

use crate::support::{BUSY, MAREN, World, get, seconds, token, token_until};

/// One event as it came.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) data: Json,
}

/// An open stream.
pub(crate) struct Reading {
    body: Body,
    text: String,
}

impl Reading {
    pub(crate) async fn open(world: &World, customer: &str, token: &str, resume: Option<&str>) -> Self {
        let mut request = get(&format!("/v1/customers/{customer}/stream"), token);
        if let Some(id) = resume {
            request = request.header("last-event-id", id);
        }
        let response = world.response(request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["cache-control"], "no-store");
        Self { body: response.into_body(), text: String::new() }
    }

    /// The next event; `None` when the stream ended. Waits five seconds at most.
    pub(crate) async fn next(&mut self) -> Option<Received> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.text = rest;
                if !event.starts_with(':') {
                    return Some(parse(&event));
                }
                continue;
            }
            let frame =
                tokio::time::timeout(Duration::from_secs(5), self.body.frame()).await.expect("silence")?;
            self.text += std::str::from_utf8(frame.unwrap().data_ref().unwrap()).unwrap();
        }
    }

    pub(crate) async fn skip_to(&mut self, kind: &str) -> Received {
        loop {
            let event = self.next().await.expect("the stream ended");
            if event.kind == kind {
                return event;
            }
        }
    }
}

fn parse(event: &str) -> Received {
    let field = |name: &str| {
        let line = event.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        line.unwrap_or_default().to_owned()
    };
    let data: Json = serde_json::from_str(&field("data")).unwrap();
    assert_eq!((data["id"].as_str(), data["type"].as_str()), (Some(&*field("id")), Some(&*field("event"))));
    assert_eq!(data["specversion"], "1.0");
    Received { id: field("id"), kind: field("event"), data }
}

/// So many events from the beginning of a stream.
pub(crate) async fn read_events(
    world: &World,
    customer: &str,
    department: &str,
    resume: Option<&str>,
    count: usize,
) -> Vec<Received> {
    let mut reading = Reading::open(world, customer, &token(department, "*"), resume).await;
    let mut events = Vec::new();
    while events.len() < count {
        events.extend(reading.next().await);
    }
    events
}

async fn note(world: &World, customer: &str, key: &str) {
    let body = format!(r#"{{"kind":"note","text":"{key}"}}"#);
    let reply = world.write("POST", &format!("/v1/customers/{customer}/notes"), key, &body).await;
    assert_eq!(reply.status, 201, "{}", reply.text());
}

#[tokio::test]
async fn snapshot_then_sources_then_what_happens() {
    let world = World::new().await;
    let mut reading = Reading::open(&world, MAREN, &token("support", "*"), None).await;
    let snapshot = reading.next().await.unwrap();
    assert_eq!((snapshot.kind.as_str(), &snapshot.data["subject"]), ("snapshot", &Json::from(MAREN)));
    let context: Context = serde_json::from_value(snapshot.data["data"].clone()).unwrap();
    assert_eq!((context.customer_id.as_str(), context.sources.len()), (MAREN, 9));
    for _ in 0..9 {
        assert_eq!(reading.next().await.unwrap().kind, "source.status");
    }
    note(&world, BUSY, "not-for-this-stream").await;
    note(&world, MAREN, "first").await;
    let event = reading.next().await.unwrap();
    assert_eq!((event.kind.as_str(), &event.data["data"]["text"]), ("note.created", &Json::from("first")));
}

#[tokio::test]
async fn resumes_without_gap_or_repetition() {
    let world = World::new().await;
    let mut reading = Reading::open(&world, MAREN, &token("support", "*"), None).await;
    note(&world, MAREN, "n0").await;
    let last = reading.skip_to("note.created").await.id;
    drop(reading);
    for number in 1..=20 {
        note(&world, MAREN, &format!("n{number}")).await;
        note(&world, BUSY, &format!("other{number}")).await;
    }
    let mut resumed = Reading::open(&world, MAREN, &token("support", "*"), Some(&last)).await;
    for number in 1..=20 {
        let event = resumed.skip_to("note.created").await;
        assert_eq!(event.data["data"]["text"], format!("n{number}"));
    }
    note(&world, MAREN, "live").await;
    assert_eq!(resumed.skip_to("note.created").await.data["data"]["text"], "live");
}

#[tokio::test]
async fn says_reset_when_too_much_was_missed() {
    let world = World::new().await;
    for number in 0..3 {
        note(&world, MAREN, &format!("n{number}")).await;
    }
    // Forgotten, or a number of another database.
    world.database().execute("DELETE FROM event WHERE seq <= 2", []).unwrap();
    for id in ["1", "999"] {
        let mut reading = Reading::open(&world, MAREN, &token("support", "*"), Some(id)).await;
        let reset = reading.skip_to("reset").await;
        assert_eq!((reset.id.as_str(), reset.data.get("data")), ("3", None));
        note(&world, MAREN, &format!("after-{id}")).await;
        assert_eq!(reading.skip_to("note.created").await.data["data"]["text"], format!("after-{id}"));
        world.database().execute("DELETE FROM event WHERE seq > 3", []).unwrap();
        world.database().execute("UPDATE sqlite_sequence SET seq = 3 WHERE name = 'event'", []).unwrap();
    }
    let mut reading = Reading::open(&world, MAREN, &token("support", "*"), Some("2")).await;
    assert_eq!(reading.skip_to("note.created").await.data["data"]["text"], "n2");
}

#[tokio::test]
async fn ends_with_the_token_and_with_the_gateway() {
    let world = World::new().await;
    let mut short = Reading::open(&world, MAREN, &token_until("support", "*", seconds() + 2), None).await;
    let mut long = Reading::open(&world, MAREN, &token("support", "*"), None).await;
    while short.next().await.is_some() {}
    world.gateway.stop();
    while long.next().await.is_some() {}
}

#[tokio::test]
async fn streams_are_bounded() {
    let world = World::with(|options| options.max_streams = Some(1)).await;
    let open = Reading::open(&world, MAREN, &token("support", "*"), None).await;
    let request = get(&format!("/v1/customers/{MAREN}/stream"), &token("support", "*"));
    let refused = world.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (429, "overloaded"));
    assert_eq!(refused.header("retry-after"), "1");
    drop(open);
    // The place is free again as soon as the stream's task has noticed.
    for _ in 0..100 {
        if world.gateway.open_streams() == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the place was not given back");
}

#[tokio::test]
async fn promises_are_reminded_of_before_and_when_they_are_due() {
    let world = World::with(|options| options.remind_before = Some(1)).await;
    let path = format!("/v1/customers/{MAREN}/commitments/c");
    let mut stream = Reading::open(&world, MAREN, &token("support", "*"), None).await;
    let mut other = Reading::open(&world, BUSY, &token("support", "*"), None).await;
    // Due in a minute and two seconds: the moment before it is in two seconds.
    let due = |milliseconds: i64| {
        let now = i64::try_from(seconds()).unwrap() * 1000;
        context_contract::Timestamp::from_millis(now + milliseconds).to_string()
    };
    let body = |due: &str| format!(r#"{{"text":"Call back","status":"open","dueAt":"{due}"}}"#);
    let created = world.write("PUT", &path, "a", &body(&due(62_000))).await;
    assert_eq!(created.status, 201);
    let updated = stream.skip_to("commitment.updated").await;
    let soon = stream.skip_to("commitment.due").await;
    assert_eq!(soon.id, updated.id, "a reminder does not move the place from which a stream resumes");
    assert_eq!((&soon.data["data"]["id"], &soon.data["data"]["etag"]), (&"c".into(), &"\"v1\"".into()));
    // Moved: the old moments are forgotten, the new one comes; kept: none comes.
    let moved = world.write_with("PUT", &path, "b", &body(&due(2000)), &[("if-match", "*")]).await;
    assert_eq!(moved.status, 200);
    assert_eq!(stream.skip_to("commitment.due").await.data["data"]["etag"], "\"v2\"");
    let kept = body(&due(3000)).replace("open", "kept");
    assert_eq!(world.write_with("PUT", &path, "c", &kept, &[("if-match", "*")]).await.status, 200);
    tokio::time::sleep(Duration::from_millis(3500)).await;
    world.write("POST", &format!("/v1/customers/{MAREN}/notes"), "n", r#"{"kind":"note","text":"x"}"#).await;
    stream.skip_to("commitment.updated").await;
    assert_eq!(stream.next().await.unwrap().kind, "note.created", "nothing is due any more");
    world.write("POST", &format!("/v1/customers/{BUSY}/notes"), "o", r#"{"kind":"note","text":"x"}"#).await;
    while let Some(event) = other.next().await {
        assert_ne!(event.kind, "commitment.due", "somebody else's promise");
        if event.kind == "note.created" {
            break;
        }
    }
}
