//! What the gateway sees over several contacts: that a customer comes back about the same thing.

use context_contract::{Interaction, Timestamp};
use serde_json::{Value as Json, json};

use crate::support::{BUSY, World, put, seconds};

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
