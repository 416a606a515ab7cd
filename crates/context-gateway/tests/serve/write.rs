//! What a client writes: once, under its condition, on disk, and seen by everybody.

use serde_json::{Value as Json, json};

use crate::support::{MAREN, World};

fn path(rest: &str) -> String {
    format!("/v1/customers/{MAREN}/{rest}")
}

fn fixture(name: &str) -> String {
    let all: Json =
        serde_json::from_str(include_str!("../../../context-contract/fixtures/requests.json")).unwrap();
    all[name].to_string()
}

#[tokio::test]
async fn the_contracts_fixtures_are_accepted() {
    let world = World::new().await;
    for (method, rest, name) in [
        ("PUT", "answers/callback.new", "answer"),
        ("PUT", "answers/income.new", "declined"),
        ("POST", "verifications", "verification"),
        ("POST", "notes", "note"),
        ("PUT", "commitments/new", "commitment"),
        ("POST", "interactions", "interaction"),
    ] {
        let reply = world.write(method, &path(rest), name, &fixture(name)).await;
        assert_eq!(reply.status, 201, "{name}: {}", reply.text());
        assert_eq!(reply.header("etag"), "\"v1\"");
    }
    let reply =
        world.write("PATCH", &path("interactions/phone%3Acall%3ACA2"), "patch", &fixture("patch")).await;
    assert_eq!((reply.status.as_u16(), reply.header("etag")), (200, "\"v2\""), "{}", reply.text());
    let context = world.get("support", &path("context")).await.json();
    let answer = context["answers"].as_array().unwrap().iter().find(|a| a["key"] == "callback.new").unwrap();
    assert_eq!(
        (&answer["value"], &answer["askedCount"], &answer["source"]),
        (&json!("after 17:00"), &json!(1), &json!("gateway"))
    );
    assert_eq!(context["notes"][0]["author"], "Rian M.");
    assert_eq!(context["notes"][0]["fromDepartment"], "support");
    assert_eq!(context["verifications"][0]["status"], "verified");
    assert_eq!(context["interactions"]["items"][0]["id"], "phone:call:CA2");
    assert_eq!(context["interactions"]["items"][0]["department"], "billing");
}

#[tokio::test]
async fn a_repeated_write_changes_nothing() {
    let world = World::new().await;
    let body = r#"{"kind":"note","text":"once"}"#;
    let first = world.write("POST", &path("notes"), "same", body).await;
    let again = world.write("POST", &path("notes"), "same", body).await;
    assert_eq!(
        (first.status, &first.body, first.header("etag")),
        (again.status, &again.body, again.header("etag"))
    );
    assert_eq!((first.header("idempotency-replayed"), again.header("idempotency-replayed")), ("", "true"));
    let other = world.write("POST", &path("notes"), "same", r#"{"kind":"note","text":"twice"}"#).await;
    assert_eq!((other.status.as_u16(), other.code().as_str()), (422, "idempotency-key-reused"));
    let elsewhere = world.write("POST", "/v1/customers/cus_03CD/notes", "same", body).await;
    assert_eq!(elsewhere.status, 422);
    let notes = world.get("support", &path("context")).await.json()["notes"].as_array().unwrap().len();
    assert_eq!(notes, 2);
    let missing = world.write("POST", &path("notes"), "", body).await;
    assert_eq!((missing.status.as_u16(), missing.code().as_str()), (400, "idempotency-key-required"));
}

#[tokio::test]
async fn twenty_equal_writes_at_once_are_one() {
    let world = std::sync::Arc::new(World::new().await);
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let world = std::sync::Arc::clone(&world);
            tokio::spawn(async move {
                world.write("POST", &path("notes"), "same", r#"{"kind":"note","text":"once"}"#).await.body
            })
        })
        .collect();
    let mut bodies = Vec::new();
    for task in tasks {
        bodies.push(task.await.unwrap());
    }
    assert!(bodies.windows(2).all(|two| two[0] == two[1]));
    let count: i64 = world
        .database()
        .query_row("SELECT count(*) FROM fact WHERE kind = 'note' AND cid = 1", [], |r| r.get(0))
        .unwrap();
    assert_eq!(count, 2);
}

#[tokio::test]
async fn of_many_writers_with_one_tag_one_wins() {
    let world = std::sync::Arc::new(World::new().await);
    let created =
        world.write("PUT", &path("commitments/c"), "first", r#"{"text":"t","status":"open"}"#).await;
    let tag = created.header("etag").to_owned();
    let tasks: Vec<_> = (0..16)
        .map(|number| {
            let (world, tag) = (std::sync::Arc::clone(&world), tag.clone());
            tokio::spawn(async move {
                let body = format!(r#"{{"text":"t{number}","status":"kept"}}"#);
                let key = format!("k{number}");
                world
                    .write_with("PUT", &path("commitments/c"), &key, &body, &[("if-match", &tag)])
                    .await
                    .status
                    .as_u16()
            })
        })
        .collect();
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [vec![200], vec![412; 15]].concat());
}

#[tokio::test]
async fn conditions_protect_what_exists() {
    let world = World::new().await;
    let put = async |key: &str, headers: &[(&str, &str)]| {
        let body = r#"{"value":"AX-4000","status":"answered"}"#;
        world.write_with("PUT", &path("answers/router.model"), key, body, headers).await
    };
    let unconditional = put("a", &[]).await;
    assert_eq!(
        (unconditional.status.as_u16(), unconditional.code().as_str()),
        (428, "precondition-required")
    );
    assert_eq!(unconditional.header("etag"), "\"v1\"");
    assert_eq!(put("b", &[("if-none-match", "*")]).await.status, 412);
    let stale = put("c", &[("if-match", "\"v0\"")]).await;
    assert_eq!((stale.status.as_u16(), stale.header("etag")), (412, "\"v1\""));
    let current = &stale.json()["current"];
    assert_eq!((&current["value"], &current["etag"]), (&json!("AX-3000"), &json!("\"v1\"")), "{current}");
    let done = put("d", &[("if-match", "\"v1\"")]).await;
    assert_eq!((done.status.as_u16(), done.header("etag")), (200, "\"v2\""));
    let body = done.json();
    assert_eq!(body["etag"], "\"v2\"");
    let read = world.get("support", &path("context")).await.json();
    let listed = read["answers"].as_array().unwrap().iter().find(|answer| answer["key"] == "router.model");
    assert_eq!(listed.unwrap()["etag"], "\"v2\"", "the tag to send is the one that is read");
    // The question is kept, and it has now been asked once more.
    assert_eq!(
        (&body["question"], &body["askedCount"]),
        (&json!("Which router model do you have?"), &json!(3))
    );
    // A failed attempt is not an answer: the same key may try again.
    assert_eq!(put("c", &[("if-match", "\"v2\"")]).await.status, 200);
    let missing = world
        .write_with("PUT", &path("answers/new"), "e", r#"{"status":"declined"}"#, &[("if-match", "*")])
        .await;
    assert_eq!(missing.status, 412);
}

#[tokio::test]
async fn wrong_bodies_are_named() {
    let world = World::new().await;
    let long = format!(r#"{{"kind":"note","text":"{}"}}"#, "x".repeat(10_001));
    let long_reason =
        json!({"kind": "handoff", "toDepartment": "support", "handoff": {"reason": "x".repeat(10_001)}});
    let long_reason = long_reason.to_string();
    for (method, rest, body, pointer) in [
        ("PUT", "answers/k", r#"{"status":"answered"}"#, "/value"),
        ("PUT", "answers/k", r#"{"status":"declined","value":"x"}"#, "/value"),
        ("PUT", "answers/k", r#"{"status":"answered","value":{"masked":"x"}}"#, "/value"),
        ("PUT", "answers/k", r#"{"status":"stale","value":"x"}"#, "/status"),
        ("PUT", "answers/a%20b", r#"{"status":"declined"}"#, ""),
        ("POST", "verifications", r#"{"kind":"authentication","status":"expired"}"#, "/status"),
        (
            "POST",
            "verifications",
            r#"{"kind":"authentication","status":"verified","validFor":{"endDateTime":"2100-01-01T00:00:00Z"}}"#,
            "/validFor",
        ),
        ("POST", "notes", r#"{"kind":"note","text":"  "}"#, "/text"),
        ("POST", "notes", &long, "/text"),
        ("POST", "notes", r#"{"kind":"note","text":5}"#, "/text"),
        ("POST", "notes", r#"{"kind":"handoff","handoff":{"reason":"x"}}"#, "/toDepartment"),
        ("POST", "notes", r#"{"kind":"handoff","toDepartment":"support","handoff":{"reason":" "}}"#, "/text"),
        ("POST", "notes", &long_reason, "/handoff/reason"),
        ("POST", "notes", r#"{"kind":"song","text":"x"}"#, "/kind"),
        ("PUT", "commitments/c", r#"{"text":"","status":"open"}"#, "/text"),
        ("PUT", "commitments/c", r#"{"text":"x","status":"maybe"}"#, "/status"),
        (
            "POST",
            "interactions",
            r#"{"id":"a b","type":"call","channel":"voice","department":"support"}"#,
            "/id",
        ),
    ] {
        let reply = world.write(method, &path(rest), "k", body).await;
        assert_eq!((reply.status.as_u16(), reply.code().as_str()), (400, "invalid-request"), "{body}");
        assert_eq!(reply.json()["errors"][0]["pointer"], pointer, "{body}");
    }
}

#[tokio::test]
async fn a_contact_is_opened_found_transferred_and_closed() {
    let world = World::new().await;
    let opened = world.write("POST", &path("interactions"), "o", &fixture("interaction")).await;
    assert_eq!(opened.header("location"), path("interactions/phone%3Acall%3ACA2"));
    assert_eq!(opened.json()["status"], "inProgress");
    let twice = world.write("POST", &path("interactions"), "o2", &fixture("interaction")).await;
    assert_eq!((twice.status.as_u16(), twice.code().as_str()), (409, "exists"));
    let patch = r#"{"department":"billing","status":"completed","description":"zebracrossing invoice","endDateTime":"2026-12-01T00:00:00Z"}"#;
    let changed = world.write("PATCH", &path("interactions/phone%3Acall%3ACA2"), "p", patch).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    let found =
        world.get("support", &path("interactions?q=zebra&department=billing&status=completed")).await.json();
    assert_eq!((&found["items"][0]["id"], &found["total"]["value"]), (&json!("phone:call:CA2"), &json!(1)));
    let kept = world.get("support", &path("interactions")).await.json();
    let counted = world.get("support", &path("interactions?from=1990-01-01T00:00:00Z")).await.json();
    assert_eq!(
        (&kept["facets"], &kept["total"]),
        (&counted["facets"], &counted["total"]),
        "kept counts equal counted ones"
    );
    let foreign = world.write("PATCH", &path("interactions/till%3Aorder%3A30001"), "f", patch).await;
    assert_eq!((foreign.status.as_u16(), foreign.code().as_str()), (403, "not-writable"));
    let none = world.write("PATCH", &path("interactions/none"), "g", patch).await;
    assert_eq!(none.status, 404);
}

#[tokio::test]
async fn a_write_leaves_an_audit_row_and_a_failed_one_nothing() {
    let world = World::new().await;
    let rows = |table: &str| -> i64 {
        world.database().query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    };
    world.write("PUT", &path("answers/router.model"), "a", r#"{"status":"declined"}"#).await;
    assert_eq!((rows("audit"), rows("event"), rows("idempotency")), (0, 0, 0));
    world.write("POST", &path("notes"), "b", r#"{"kind":"note","text":"x"}"#).await;
    assert_eq!((rows("audit"), rows("event"), rows("idempotency")), (1, 1, 1));
}

#[tokio::test]
async fn a_conflict_shows_no_more_than_a_read() {
    let world = World::new().await;
    let promise = r#"{"text":"Send the invoice of ACC-99334421","status":"open"}"#;
    let put = async |key: &str, body: &str, tag: &str| {
        let path = "/v1/customers/cus_02AB/commitments/c";
        world.write_with("PUT", path, key, body, &[("if-match", tag)]).await
    };
    let first = world.write("PUT", "/v1/customers/cus_02AB/commitments/c", "a", promise).await;
    assert_eq!(first.json()["etag"], first.header("etag"));
    let late = put("b", r#"{"text":"Other words","status":"kept"}"#, "\"v9\"").await;
    assert_eq!((late.status.as_u16(), late.code().as_str()), (412, "precondition-failed"));
    assert_eq!(late.json()["current"]["text"], "Send the invoice of •••• 4421");
    assert_eq!(late.json()["current"]["etag"], late.header("etag"));
    let kept = put("c", r#"{"text":"Other words","status":"kept"}"#, late.header("etag")).await;
    assert_eq!((kept.status.as_u16(), kept.json()["etag"].as_str()), (200, Some("\"v2\"")));
}
