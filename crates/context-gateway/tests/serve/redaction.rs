//! Who may see what, role by endpoint, the stream included: canaries that must not come out.

use context_contract::{Timestamp, stream::StreamEventType};
use context_gateway::store::event::append;
use serde_json::{Value as Json, json};

use crate::{
    stream::read_events,
    support::{MAREN, SECRET, SECRET_PROFILE, World, get, token},
};

const DEPARTMENTS: [&str; 5] = ["support", "billing", "sales", "marketing", "web"];

/// What is hidden from whom: the canary, and the departments that may see it.
const CANARIES: &[(&str, &[&str])] = &[
    ("1961-02-03", &["support", "billing"]),
    ("1961-03-02", &["support", "billing"]),
    ("ACC-9933", &[]),
    ("tobias-pays", &[]),
    ("72 thousand", &["billing"]),
];

fn check(place: &str, department: &str, text: &str) {
    for (canary, allowed) in CANARIES {
        if !allowed.contains(&department) {
            assert!(!text.contains(canary), "{canary} in {place} for {department}: {text}");
        }
    }
}

#[tokio::test]
async fn nothing_masked_comes_out_anywhere() {
    let world = World::new().await;
    let profile: Json = serde_json::from_str(SECRET_PROFILE).unwrap();
    let (kind, at) = (StreamEventType::ProfileUpdated, Timestamp::from_millis(1));
    append(&world.database(), 2, &kind, at, &profile).unwrap();
    for department in DEPARTMENTS {
        for path in ["context", "interactions", "interactions?q=read", "interactions/billing%3Acall%3Aleak"] {
            let reply = world.get(department, &format!("/v1/customers/{SECRET}/{path}")).await;
            assert_eq!(reply.status, 200, "{path}");
            check(path, department, &reply.text());
        }
        for resume in [None, Some("0")] {
            // Nine sources, and either the snapshot or the one event that was missed.
            let events = read_events(&world, SECRET, department, resume, 10).await;
            check("stream", department, &format!("{events:?}"));
            let profile = resume.and_then(|_| events.iter().find(|event| event.kind == "profile.updated"));
            assert_eq!(profile.is_some(), resume.is_some());
        }
    }
}

#[tokio::test]
async fn billing_sees_what_it_may() {
    let world = World::new().await;
    let context = world.get("billing", &format!("/v1/customers/{SECRET}/context")).await.json();
    assert_eq!(context["profile"]["birthDate"], "1961-02-03");
    assert_eq!(context["profile"]["traits"]["income"], "72 thousand");
    assert_eq!(context["profile"]["externalIdentifier"][0]["id"], json!({"masked": "•••• 4421"}));
    let provenance = &context["profile"]["provenance"];
    assert_eq!(provenance["/externalIdentifier/0/id"].get("recordId"), None);
    assert_eq!(provenance["/birthDate"]["conflict"]["alternatives"][0]["value"], "1961-03-02");
}

/// The confidential ticket of billing: what others may know is that it is there.
#[tokio::test]
async fn a_confidential_interaction_is_not_found_by_what_is_in_it() {
    let world = World::new().await;
    let ticket = "helpdesk:ticket:35999";
    let list = format!("/v1/customers/{MAREN}/interactions");
    for department in ["support", "sales", "web"] {
        let all = world.get(department, &list).await.json();
        let line = all["items"].as_array().unwrap().iter().find(|item| item["id"] == ticket).unwrap().clone();
        assert_eq!(
            line,
            json!({"id": ticket, "type": "ticket", "department": "billing", "source": "helpdesk", "restricted": "policy",
                "interactionDate": {"startDateTime": "2026-11-03T10:00:00Z"}})
        );
        assert_eq!((&all["total"]["value"], &all["facets"]["department"]["billing"]), (&json!(5), &json!(1)));
        for query in [
            "q=canaryword",
            "q=canaryreason",
            "channel=mail",
            "status=failed",
            "status=failed,inProgress",
            "direction=canaryward",
            "direction=canaryward,inbound",
        ] {
            let page = world.get(department, &format!("{list}?{query}")).await;
            assert!(!page.text().contains(ticket) && !page.text().contains("canary"), "{query}");
        }
        for query in ["", "?department=billing", "?type=ticket", "?from=2026-01-01T00:00:00Z"] {
            let page = world.get(department, &format!("{list}{query}")).await.json();
            assert!(page["facets"]["channel"].get("mail").is_none(), "{query} {page}");
            assert!(page["facets"]["status"].get("failed").is_none(), "{query} {page}");
            assert!(page["facets"]["direction"].get("canaryward").is_none(), "{query} {page}");
        }
        let one = world.get(department, &format!("{list}/helpdesk%3Aticket%3A35999")).await;
        assert!(!one.text().contains("canary"));
        assert_eq!(one.json(), line);
    }
    let own = world
        .get("billing", &format!("{list}?q=canaryword&status=failed&channel=mail&direction=canaryward"))
        .await
        .json();
    assert_eq!((&own["items"][0]["id"], &own["total"]["value"]), (&json!(ticket), &json!(1)));
    let facets = world.get("billing", &list).await.json()["facets"].clone();
    assert_eq!((&facets["channel"]["mail"], &facets["status"]["failed"]), (&json!(1), &json!(1)));
}

#[tokio::test]
async fn a_confidential_event_says_as_little() {
    let world = World::new().await;
    let stored: String = world
        .database()
        .query_row("SELECT body FROM interaction WHERE id = 'helpdesk:ticket:35999'", [], |row| row.get(0))
        .unwrap();
    assert!(stored.contains("canaryword"));
    let body: Json = serde_json::from_str(&stored).unwrap();
    append(&world.database(), 1, &StreamEventType::InteractionUpdated, Timestamp::from_millis(1), &body)
        .unwrap();
    let events = read_events(&world, MAREN, "support", Some("0"), 10).await;
    let event = events.iter().find(|event| event.kind == "interaction.updated").unwrap();
    assert_eq!(event.data["data"]["restricted"], "policy");
    assert!(!format!("{events:?}").contains("canary"));
}

#[tokio::test]
async fn a_write_is_no_way_to_read_more() {
    let world = World::new().await;
    let note = r#"{"kind":"note","text":"guess: ACC-99334421"}"#;
    let reply = world.write("POST", &format!("/v1/customers/{SECRET}/notes"), "k1", note).await;
    assert_eq!(reply.json()["text"], "guess: •••• 4421");
    let request =
        get(&format!("/v1/customers/{MAREN}/interactions/helpdesk%3Aticket%3A35999"), &token("support", "*"))
            .method("PATCH")
            .header("content-type", "application/json")
            .header("idempotency-key", "k2")
            .body(r#"{"reason":"x"}"#.into())
            .unwrap();
    let reply = world.send(request).await;
    assert!(reply.status == 403 && !reply.text().contains("canary"));
}
