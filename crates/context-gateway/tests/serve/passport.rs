//! What goes along with a transfer: checks of who it is, with their makers and limits, and the hand-off.

use serde_json::{Value as Json, json};

use crate::{
    stream::Reading,
    support::{MAREN, World, token},
};

const CHECK: &str = "/v1/customers/cus_01J9/verifications";

async fn post(world: &World, key: &str, body: &Json) -> Json {
    let reply = world.write("POST", CHECK, key, &body.to_string()).await;
    assert_eq!(reply.status, 201, "{body} {}", reply.text());
    reply.json()
}

#[tokio::test]
async fn a_check_names_its_maker_and_counts_in_every_department() {
    let world = World::new().await;
    let check =
        post(&world, "a", &json!({"kind": "authentication", "status": "verified", "amr": ["otp", "sms"]}))
            .await;
    assert_eq!(
        (&check["performedBy"], &check["performedIn"]["department"]),
        (&json!("Rian M."), &json!("support"))
    );
    let departments = ["billing", "crm", "helpdesk", "legal", "mailer", "phone", "shop", "till"];
    assert_eq!(check["reusableFor"], json!(departments), "those of the sources, by name");
    assert_eq!(check.get("party"), None, "absent is the customer");
    let own = json!({"kind": "authentication", "status": "verified", "reusableFor": ["billing"]});
    assert_eq!(post(&world, "b", &own).await["reusableFor"], json!(["billing"]));
    let narrow = World::with(|options| {
        options.verification.reusable_for = vec!["sales".into()];
        options.verification.minutes = 5;
    })
    .await;
    let check = post(&narrow, "c", &json!({"kind": "authentication", "status": "verified"})).await;
    assert_eq!(check["reusableFor"], json!(["sales"]));
    let millis = |name: &str| {
        let text = check["validFor"][name].as_str().unwrap();
        context_contract::Timestamp::parse(text).unwrap().as_millis()
    };
    assert_eq!(millis("endDateTime") - millis("startDateTime"), 5 * 60_000);
}

#[tokio::test]
async fn a_representative_and_a_failed_attempt_are_seen_as_such() {
    let world = World::new().await;
    let speaker = json!({"kind": "authorisation", "status": "verified", "amr": ["kba"], "party": "representative",
        "partyName": "Ines Ashdown"});
    post(&world, "a", &speaker).await;
    post(&world, "b", &json!({"kind": "authentication", "status": "failed", "amr": ["pin"]})).await;
    let given_up = post(&world, "d", &json!({"kind": "authentication", "status": "pending"})).await;
    assert_eq!(given_up["status"], "pending", "a check that could not be completed is no failure");
    let context = world.get("support", &format!("/v1/customers/{MAREN}/context")).await.json();
    let seen = context["verifications"].as_array().unwrap();
    let failed = seen.iter().find(|check| check["status"] == "failed").unwrap();
    assert_eq!(failed["amr"], json!(["pin"]));
    let spoken = seen.iter().find(|check| check["party"] == "representative").unwrap();
    assert_eq!((&spoken["partyName"], &spoken["status"]), (&json!("Ines Ashdown"), &json!("verified")));
}

#[tokio::test]
async fn wrong_checks_are_named() {
    let world = World::new().await;
    for (more, pointer) in [
        (json!({"amr": ["otp", "magic"]}), "/amr/1"),
        (json!({"amr": ["OTP"]}), "/amr/0"),
        (json!({"party": "representative"}), "/partyName"),
        (json!({"party": "representative", "partyName": "  "}), "/partyName"),
        (json!({"party": "neighbour", "partyName": "x"}), "/party"),
        (json!({"party": "customer", "partyName": "x"}), "/partyName"),
        (json!({"partyName": "x".repeat(201)}), "/partyName"),
        (json!({"reusableFor": ["x".repeat(101)]}), "/reusableFor"),
    ] {
        let mut body = json!({"kind": "authentication", "status": "verified"});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let reply = world.write("POST", CHECK, "k", &body.to_string()).await;
        assert_eq!((reply.status.as_u16(), reply.code().as_str()), (400, "invalid-request"), "{body}");
        assert_eq!(reply.json()["errors"][0]["pointer"], pointer, "{body}");
    }
}

#[tokio::test]
async fn a_hand_off_reaches_the_next_agent_before_the_contact_does() {
    let world = World::new().await;
    let path = |rest: &str| format!("/v1/customers/{MAREN}/{rest}");
    let contact =
        r#"{"id":"phone:call:H1","type":"call","channel":"voice","department":"billing","reason":"invoice"}"#;
    world.write("POST", &path("interactions"), "c", contact).await;
    let mut next = Reading::open(&world, MAREN, &token("support", "*"), None).await;
    next.skip_to("source.status").await;
    let note = json!({"kind": "handoff", "toDepartment": "support", "interactionId": "phone:call:H1",
        "handoff": {"reason": "Charged twice", "asked": "Account number", "answered": "Given", "tried": "Both invoices",
            "promised": "Call back today", "next": "Check the line"}});
    assert_eq!(world.write("POST", &path("notes"), "n", &note.to_string()).await.status, 201);
    let patch = r#"{"department":"support"}"#;
    let moved = world.write("PATCH", &path("interactions/phone%3Acall%3AH1"), "p", patch).await;
    assert_eq!((moved.status.as_u16(), &moved.json()["department"]), (200, &json!("support")));
    let mut seen = Vec::new();
    while seen.len() < 2 {
        let event = next.next().await.unwrap();
        if event.kind != "source.status" {
            seen.push(event);
        }
    }
    assert_eq!((seen[0].kind.as_str(), &seen[0].data["data"]["handoff"]), ("note.created", &note["handoff"]));
    assert_eq!(seen[1].kind, "interaction.updated");
    let own = world.get("support", &path("interactions/phone%3Acall%3AH1")).await.json();
    assert_eq!(own["participants"], json!([{"role": "agent", "name": "Rian M."}]), "each once");
}
