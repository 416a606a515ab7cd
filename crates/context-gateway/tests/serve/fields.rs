//! Which value of a field is right: said by an agent, under a condition, audited without the value, seen by everybody.

use axum::{body::Body, http::Request};
use context_contract::{Timestamp, Value};
use context_gateway::unify::{Field, Record, Rules, unify};
use rusqlite::params;
use serde_json::{Value as Json, json};

use crate::{
    stream::Reading,
    support::{Reply, World, get, token},
};

pub(crate) const ABBIE: &str = "/v1/customers/cus_abbie";

/// A customer about whose birth date two sources disagree.
pub(crate) async fn world() -> World {
    let world = World::new().await;
    let db = world.database();
    let record = |source: &str, born: &str, income: &str| Record {
        source: source.into(),
        key: format!("{source}-1"),
        observed_at: Some(Timestamp::from_millis(1)),
        stub: false,
        decision: None,
        identifiers: vec![],
        fields: [("birthDate", born), ("traits/income", income)]
            .map(|(name, value)| (name.to_owned(), Field::declared(Value::from(value))))
            .into(),
    };
    let records = [record("crm", "1986-05-08", "10"), record("shop", "1986-08-05", "20")];
    let unified = unify(&records, &Rules::default());
    db.execute(
        "INSERT INTO customer (cid, id, display_name, profile, updated_at) VALUES (9, 'cus_abbie', 'Abbie', ?1, 0)",
        [serde_json::to_string(&unified.profile).unwrap()],
    )
    .unwrap();
    for record in &records {
        db.execute(
            "INSERT INTO record (source, record_key, cid, body) VALUES (?1, ?2, 9, ?3)",
            params![record.source, record.key, serde_json::to_string(record).unwrap()],
        )
        .unwrap();
    }
    world
}

async fn profile(world: &World, department: &str) -> Json {
    world.get(department, &format!("{ABBIE}/context")).await.json()["profile"].clone()
}

async fn put(world: &World, department: &str, key: &str, tag: Option<&str>, body: &Json) -> Reply {
    let mut request = Request::builder()
        .method("PUT")
        .uri(format!("{ABBIE}/fields"))
        .header("authorization", format!("Bearer {}", token(department, "*")))
        .header("content-type", "application/json")
        .header("idempotency-key", key);
    if let Some(tag) = tag {
        request = request.header("if-match", tag);
    }
    world.send(request.body(Body::from(body.to_string())).unwrap()).await
}

fn choose(source: &str) -> Json {
    json!({"pointer": "/birthDate", "decision": {"kind": "choose", "source": source}})
}

#[tokio::test]
async fn a_choice_needs_the_profile_it_is_about() {
    let world = world().await;
    let before = profile(&world, "support").await;
    let tag = before["etag"].as_str().unwrap().to_owned();
    let unconditional = put(&world, "support", "a", None, &choose("shop")).await;
    assert_eq!((unconditional.status.as_u16(), unconditional.header("etag")), (428, tag.as_str()));
    let done = put(&world, "support", "b", Some(&tag), &choose("shop")).await;
    assert_eq!(done.status, 200, "{}", done.text());
    let now = done.json();
    assert_eq!((&now["birthDate"], &now["id"]), (&json!("1986-08-05"), &json!("cus_abbie")));
    assert_eq!(now["provenance"]["/birthDate"]["conflict"]["resolution"], "manual");
    assert_eq!((now["etag"].as_str(), done.header("etag") != tag), (Some(done.header("etag")), true));
    assert_eq!(profile(&world, "support").await, now, "the answer is the profile as it is read");
    // A repeated request is the same request, whatever happened since; a new one is judged by what is now.
    let again = put(&world, "support", "b", Some(&tag), &choose("shop")).await;
    assert_eq!((again.status.as_u16(), again.header("idempotency-replayed")), (200, "true"));
    let late = put(&world, "support", "c", Some(&tag), &choose("crm")).await;
    assert_eq!((late.status.as_u16(), late.header("etag")), (412, done.header("etag")));
    assert_eq!(late.json()["current"], now);
    let undo = json!({"pointer": "/birthDate", "decision": {"kind": "undo"}});
    let undone = put(&world, "support", "d", Some(done.header("etag")), &undo).await.json();
    let without_tag = |mut profile: Json| {
        profile.as_object_mut().unwrap().remove("etag");
        profile
    };
    assert_eq!(without_tag(undone), without_tag(before));
}

#[tokio::test]
async fn other_writes_leave_the_profiles_tag_alone() {
    let world = world().await;
    let before = profile(&world, "support").await;
    world.write("POST", &format!("{ABBIE}/notes"), "n", r#"{"kind":"note","text":"x"}"#).await;
    assert_eq!(profile(&world, "support").await, before);
}

#[tokio::test]
async fn a_masked_value_is_chosen_unseen() {
    let world = world().await;
    let mut stream = Reading::open(&world, "cus_abbie", &token("sales", "*"), None).await;
    stream.skip_to("source.status").await;
    let done = put(&world, "sales", "a", Some("*"), &choose("shop")).await;
    assert_eq!(done.status, 200, "{}", done.text());
    assert!(!done.text().contains("1986"), "{}", done.text());
    let event = stream.skip_to("profile.updated").await;
    assert_eq!(
        (&event.data["subject"], &event.data["data"]["id"]),
        (&json!("cus_abbie"), &json!("cus_abbie"))
    );
    assert_eq!(event.data["data"]["provenance"]["/birthDate"]["conflict"]["resolution"], "manual");
    assert!(!event.data.to_string().contains("1986"), "{}", event.data);
    assert_eq!(profile(&world, "support").await["birthDate"], "1986-08-05");
    let audit: String = world
        .database()
        .query_row(
            "SELECT group_concat(action || ' ' || detail) FROM audit WHERE action = 'write'",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert_eq!(audit, "write field /birthDate");
    let income = json!({"pointer": "/traits/income", "decision": {"kind": "correct", "value": "30"}});
    assert_eq!(
        put(&world, "sales", "b", Some("*"), &income).await.status,
        403,
        "what is withheld is not decided"
    );
    assert_eq!(put(&world, "billing", "c", Some("*"), &income).await.status, 200);
}

#[tokio::test]
async fn wrong_decisions_are_named_and_change_nothing() {
    let world = world().await;
    let before = profile(&world, "support").await;
    for (pointer, decision, at) in [
        ("/id", json!({"kind": "keep"}), "/pointer"),
        ("birthDate", json!({"kind": "keep"}), "/pointer"),
        ("/birthDate", json!({"kind": "choose", "source": "till"}), "/decision/source"),
        ("/birthDate", json!({"kind": "correct", "value": "yesterday"}), "/decision/value"),
        ("/birthDate", json!({"kind": "undo"}), "/decision"),
        ("/birthDate", json!({"kind": "guess"}), "/decision"),
    ] {
        let body = json!({"pointer": pointer, "decision": decision});
        let reply = put(&world, "support", "k", Some("*"), &body).await;
        assert_eq!((reply.status.as_u16(), reply.code().as_str()), (400, "invalid-request"), "{body}");
        let found = reply.json()["errors"][0]["pointer"].as_str().unwrap().to_owned();
        assert!(found.starts_with(at), "{found} {body}");
    }
    assert_eq!(profile(&world, "support").await, before);
    let outside =
        get(&format!("{ABBIE}/context"), &token("support", "cus_other")).body(Body::empty()).unwrap();
    assert_eq!(world.send(outside).await.status, 403);
}
