//! What the gateway sees over several contacts: that a customer comes back about the same thing, that many come about one.

use context_contract::{Interaction, Timestamp};
use serde_json::{Value as Json, json};

use crate::{
    stream::Reading,
    support::{BUSY, MAREN, SECRET, World, put, seconds, token},
};

/// A call to a department that began so many hours ago.
fn call(id: &str, department: &str, reason: &str, hours: u64) -> Interaction {
    let start = i64::try_from(seconds() - hours * 3600).unwrap() * 1000;
    let json = json!({
        "id": id, "type": "call", "channel": "voice", "status": "completed", "department": department,
        "reason": reason, "source": "crm", "direction": "inbound",
        "interactionDate": {"startDateTime": Timestamp::from_millis(start).to_string()},
    });
    serde_json::from_value(json).unwrap()
}

async fn repeats(world: &World, department: &str) -> Json {
    let context = world.get(department, &format!("/v1/customers/{BUSY}/context?limit=1")).await.json();
    context.get("repeats").cloned().unwrap_or_else(|| json!([]))
}

#[tokio::test]
async fn a_customer_who_comes_back_is_seen_beyond_the_first_page() {
    let world = World::new().await;
    assert_eq!(repeats(&world, "support").await, json!([]));
    let db = world.database();
    for (number, hours) in [(1, 2), (2, 50), (3, 8 * 24)] {
        put(&db, 3, &call(&format!("crm:call:r{number}"), "billing", "invoice", hours), &[], false);
    }
    let seen = repeats(&world, "support").await;
    assert_eq!((&seen[0]["reason"], &seen[0]["count"]), (&json!("invoice"), &json!(2)), "{seen}");
    assert_eq!(seen[0]["interactions"], json!(["crm:call:r1", "crm:call:r2"]));
    let long = World::with(|options| options.repeat_window = Some(30)).await;
    for (number, hours) in [(1, 2), (2, 50), (3, 8 * 24)] {
        let one = call(&format!("crm:call:r{number}"), "billing", "invoice", hours);
        put(&long.database(), 3, &one, &[], false);
    }
    assert_eq!(repeats(&long, "support").await[0]["count"], 3);
}

#[tokio::test]
async fn what_may_not_be_seen_is_no_repeat() {
    let world = World::new().await;
    put(&world.database(), 3, &call("crm:call:r1", "support", "cancel", 2), &[], false);
    put(&world.database(), 3, &call("crm:call:r2", "legal", "cancel", 3), &[], true);
    assert_eq!(repeats(&world, "support").await, json!([]));
    assert_eq!(repeats(&world, "legal").await[0]["departments"], json!(["support", "legal"]));
}

/// Many calls today about a product, after a fortnight of few.
fn surge(world: &World) {
    let db = world.database();
    db.execute_batch("BEGIN").unwrap();
    let about = |id: String, hours: u64| Interaction {
        product: Some("Router AX-3000".into()),
        ..call(&id, "support", "technical", hours)
    };
    for number in 0..20 {
        put(&db, 2, &about(format!("crm:call:s{number}"), number), &[], false);
    }
    for day in 2..14 {
        put(&db, 2, &about(format!("crm:call:u{day}"), 24 * day), &[], false);
    }
    db.execute_batch("COMMIT").unwrap();
}

fn incidents(context: &Json) -> Vec<Json> {
    let alerts = context["alerts"].as_array().unwrap().iter();
    alerts.filter(|alert| alert.get("incident").is_some()).cloned().collect()
}

#[tokio::test]
async fn an_incident_warns_whom_it_touches() {
    let world = World::new().await;
    let read = async |customer: &str| {
        incidents(&world.get("support", &format!("/v1/customers/{customer}/context")).await.json())
    };
    let mut touched = Reading::open(&world, SECRET, &token("support", "*"), None).await;
    let mut caller = Reading::open(&world, BUSY, &token("support", "*"), None).await;
    surge(&world);
    assert!(read(SECRET).await.is_empty(), "not before it is counted");
    world.gateway.refresh_incidents().await.unwrap();
    let seen = read(SECRET).await;
    let figures = json!({"product": "Router AX-3000", "reason": "technical", "count": 20, "usual": 1});
    assert_eq!(seen[0]["incident"], figures, "{seen:?}");
    assert_eq!((&seen[0]["category"], &seen[0]["severity"]), (&json!("incident"), &json!("warning")));
    assert_eq!(seen[0]["title"], "20 contacts about technical: Router AX-3000 in 24 hours, usually 1");
    let raised = touched.skip_to("alert.raised").await;
    assert_eq!(raised.data["data"], seen[0], "an open panel is told the same");
    assert!(read(BUSY).await.is_empty(), "it touches nobody else");
    // Somebody else gets in touch about it.
    let body = r#"{"id":"phone:call:CA9","type":"call","channel":"voice","department":"support","direction":"inbound",
        "reason":"technical","product":"Router AX-3000"}"#;
    let opened = world.write("POST", &format!("/v1/customers/{BUSY}/interactions"), "o", body).await;
    assert_eq!((opened.status.as_u16(), &opened.json()["product"]), (201, &json!("Router AX-3000")));
    assert_eq!(caller.skip_to("alert.raised").await.data["data"]["id"], seen[0]["id"]);
    assert_eq!(read(BUSY).await.len(), 1);
    // It is over: the calls turn out to be about something else.
    world.database().execute("DELETE FROM contact_volume WHERE reason = 'technical'", []).unwrap();
    world.gateway.refresh_incidents().await.unwrap();
    assert!(read(SECRET).await.is_empty());
}

#[tokio::test]
async fn whoever_has_the_product_is_touched() {
    let world = World::new().await;
    let mut order = call("shop:order:1", "web", "delivered", 24 * 300);
    order.kind = "order".into();
    order.product = Some("Router AX-3000".into());
    put(&world.database(), 1, &order, &[], true);
    surge(&world);
    world.gateway.refresh_incidents().await.unwrap();
    let read = async |department: &str| {
        incidents(&world.get(department, &format!("/v1/customers/{MAREN}/context")).await.json()).len()
    };
    assert_eq!((read("web").await, read("support").await), (1, 0), "only who may see the order knows of it");
}

#[tokio::test]
async fn contacts_of_consoles_are_counted_as_they_change() {
    let world = World::new().await;
    let volume = || -> String {
        let sql = "SELECT coalesce(group_concat(reason || ' ' || product || ' ' || n), '') FROM
            (SELECT * FROM contact_volume WHERE n > 0 ORDER BY reason)";
        world.database().query_row(sql, [], |row| row.get(0)).unwrap()
    };
    world.database().execute("DELETE FROM contact_volume", []).unwrap();
    let body = r#"{"id":"phone:call:CA9","type":"call","channel":"voice","department":"support","reason":"technical"}"#;
    world.write("POST", &format!("/v1/customers/{BUSY}/interactions"), "o", body).await;
    assert_eq!(volume(), "technical  1");
    let patch = r#"{"reason":"invoice","product":"Fibre 250"}"#;
    let path = format!("/v1/customers/{BUSY}/interactions/phone%3Acall%3ACA9");
    assert_eq!(world.write("PATCH", &path, "p", patch).await.status, 200);
    assert_eq!(volume(), "invoice Fibre 250 1");
}

#[tokio::test]
async fn campaigns_of_the_last_month_are_shown_newest_first() {
    let world = World::new().await;
    let db = world.database();
    db.execute("DELETE FROM fact WHERE kind = 'campaign'", []).unwrap();
    for (id, days) in [("old", Some(31)), ("new", Some(1)), ("undated", None), ("month", Some(29))] {
        let date = days.map(|days: u64| {
            let millis = i64::try_from(seconds() - days * 86_400).unwrap() * 1000;
            Timestamp::from_millis(millis).to_string()
        });
        let body = json!({"id": id, "name": id, "status": "opened", "statusDate": date, "source": "mailer"});
        db.execute(
            "INSERT INTO fact (cid, kind, id, source, sort_at, body) VALUES (3, 'campaign', ?1, 'mailer', 0, ?2)",
            [id, &body.to_string()],
        )
        .unwrap();
    }
    let context = world.get("support", &format!("/v1/customers/{BUSY}/context")).await.json();
    let ids: Vec<&str> =
        context["campaigns"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["new", "month"]);
}
