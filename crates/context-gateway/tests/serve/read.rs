//! What a client reads: the context, pages, one interaction, candidates, sources.

use std::collections::BTreeSet;

use axum::{body::Body, http::Request};
use serde_json::{Value as Json, json};

use crate::support::{BUSY, FIXTURE, MANY, MAREN, SECRET, World, get, token};

#[tokio::test]
async fn the_context_is_the_contracts_fixture() {
    let world = World::new().await;
    let served = world.get("support", &format!("/v1/customers/{MAREN}/context")).await;
    assert_eq!(served.status, 200);
    let (mut served, mut expected) = (served.json(), serde_json::from_str::<Json>(FIXTURE).unwrap());
    // What the gateway works out itself differs from the fixture, and is tested by itself.
    expected["verifications"][0]["status"] = json!("expired");
    expected["complete"] = json!(true);
    expected["profile"]["etag"] = json!(format!("\"{MAREN}.1\""));
    for list in ["answers", "commitments"] {
        expected[list].as_array_mut().unwrap().iter_mut().for_each(|item| item["etag"] = json!("\"v1\""));
    }
    for context in [&mut served, &mut expected] {
        context.as_object_mut().unwrap().remove("sources");
        // Only the last month's are shown, and the fixture grows old.
        context.as_object_mut().unwrap().remove("campaigns");
        context["interactions"].as_object_mut().unwrap().retain(|name, _| name == "items");
    }
    // Lists without an order of their own come in the order of their keys here.
    for list in ["answers", "consents"] {
        let key = |item: &Json| item.to_string();
        for context in [&mut served, &mut expected] {
            context[list].as_array_mut().unwrap().sort_by_key(key);
        }
    }
    assert_eq!(served, expected);
}

#[tokio::test]
async fn one_interaction_is_the_contracts_fixture() {
    let world = World::new().await;
    let served =
        world.get("support", &format!("/v1/customers/{SECRET}/interactions/helpdesk%3Achat%3A771")).await;
    let expected: Json =
        serde_json::from_str(include_str!("../../../context-contract/fixtures/interaction_detail.json"))
            .unwrap();
    assert_eq!(served.json(), expected);
    let elsewhere =
        world.get("support", &format!("/v1/customers/{MAREN}/interactions/helpdesk%3Achat%3A771")).await;
    assert_eq!((elsewhere.status.as_u16(), elsewhere.code().as_str()), (404, "not-found"));
}

#[tokio::test]
async fn answers_may_not_be_kept_and_need_not_be_sent_twice() {
    let world = World::new().await;
    let paths = ["context", "interactions", "interactions/till%3Aorder%3A30001"];
    for path in
        paths.map(|path| format!("/v1/customers/{MAREN}/{path}")).into_iter().chain(["/v1/sources".into()])
    {
        let first = world.get("support", &path).await;
        assert_eq!(first.header("cache-control"), "no-store", "{path}");
        assert!(first.header("server-timing").starts_with("app;dur="));
        let tag = first.header("etag").to_owned();
        let again = get(&path, &token("support", "*")).header("if-none-match", format!("\"x\", {tag}"));
        let again = world.send(again.body(Body::empty()).unwrap()).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
        assert_eq!(again.header("etag"), tag);
    }
}

#[tokio::test]
async fn a_merged_customer_is_found_by_the_old_id() {
    let world = World::new().await;
    let served = world.get("support", "/v1/customers/cus_old/context").await;
    assert_eq!(served.json()["customerId"], "cus_old");
    assert_eq!(served.header("content-location"), format!("/v1/customers/{MAREN}/context"));
}

#[tokio::test]
async fn pages_show_everything_once_in_order() {
    let world = World::new().await;
    for limit in [1, 7, 100] {
        let (mut ids, mut starts, mut cursor) = (Vec::new(), Vec::new(), String::new());
        loop {
            let page = world
                .get("support", &format!("/v1/customers/{BUSY}/interactions?limit={limit}{cursor}"))
                .await;
            let link = page.header("link").to_owned();
            let page = page.json();
            for item in page["items"].as_array().unwrap() {
                ids.push(item["id"].as_str().unwrap().to_owned());
                starts.push(item["interactionDate"]["startDateTime"].as_str().unwrap().to_owned());
            }
            let Some(next) = page["page"]["nextCursor"].as_str() else {
                assert_eq!((page["page"]["hasMore"].as_bool(), link.as_str()), (Some(false), ""));
                break;
            };
            cursor = format!("&cursor={next}");
            assert_eq!(link, format!("<?limit={limit}{cursor}>; rel=\"next\""));
        }
        assert_eq!(ids.len(), MANY);
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), MANY);
        let order: Vec<_> = starts.iter().zip(&ids).collect();
        assert!(
            order.windows(2).all(|two| two[0].0 > two[1].0 || (two[0].0 == two[1].0 && two[0].1 < two[1].1))
        );
    }
}

/// The number of all, on the page of at most 100, and the counts of one facet.
async fn check(world: &World, query: &str, total: u64, facet: &str, counts: Json) {
    let page = world.get("support", &format!("/v1/customers/{BUSY}/interactions?limit=100&{query}")).await;
    assert_eq!(page.status, 200, "{query}: {}", page.text());
    let page = page.json();
    assert_eq!(page["total"], json!({"value": total, "relation": "eq"}), "{query}");
    let shown = page["items"].as_array().unwrap().len();
    assert_eq!(u64::try_from(shown).unwrap(), total.min(100), "{query}");
    assert_eq!(page["facets"].get(facet).cloned().unwrap_or_default(), counts, "{query}");
}

#[tokio::test]
async fn filters_and_facets() {
    let world = World::new().await;
    let departments = json!({"billing": 50, "sales": 50, "store": 50, "support": 50, "web": 50});
    check(&world, "", 250, "department", departments.clone()).await;
    check(&world, "department=sales", 50, "department", departments.clone()).await;
    check(&world, "department=sales", 50, "status", json!({"open": 25, "completed": 25})).await;
    check(&world, "department=sales,web", 100, "channel", json!({"voice": 33, "chat": 33, "email": 34}))
        .await;
    check(&world, "department=sales&department=web", 100, "type", json!({"call": 100})).await;
    check(&world, "status=open&department=sales", 25, "status", json!({"open": 25, "completed": 25})).await;
    check(&world, "", 250, "direction", json!({"inbound": 188, "outbound": 62})).await;
    check(&world, "direction=outbound", 62, "direction", json!({"inbound": 188, "outbound": 62})).await;
    check(&world, "direction=outbound", 62, "status", json!({"completed": 62})).await;
    check(&world, "direction=inbound,outbound", 250, "type", json!({"call": 250})).await;
    check(&world, "direction=outbound&status=open", 0, "direction", json!({"inbound": 125})).await;
    check(&world, "direction=outbound&q=number3", 4, "direction", json!({"inbound": 7, "outbound": 4})).await;
    check(&world, "direction=sideways", 0, "type", Json::Null).await;
    check(&world, "type=order", 0, "type", json!({"call": 250})).await;
    check(&world, "type=order", 0, "department", Json::Null).await;
    check(&world, "from=2023-11-14T22:13:20Z&to=2023-11-14T22:14:20Z", 3, "type", json!({"call": 3})).await;
    check(&world, "from=2023-11-14T23:14:20%2B01:00&to=2023-11-14T22:15:20Z", 3, "type", json!({"call": 3}))
        .await;
    check(&world, "to=2000-01-01T00:00:00Z", 0, "type", Json::Null).await;
    check(&world, "q=number17%20heating", 1, "department", json!({"sales": 1})).await;
    check(&world, "q=number17", 11, "type", json!({"call": 11})).await;
    check(&world, "q=numb", 250, "department", departments.clone()).await;
    check(&world, "q=number", 250, "department", departments).await;
    check(&world, "q=numb%20heating", 0, "department", Json::Null).await;
    check(&world, "q=UNDERFLOOR%20number3", 11, "type", json!({"call": 11})).await;
    check(&world, "q=number17%20heating&department=web", 0, "department", json!({"sales": 1})).await;
    check(&world, "q=%22%20OR%20owner:c1%20*%20%27", 0, "type", Json::Null).await;
}

#[tokio::test]
async fn search_stays_within_the_customer() {
    let world = World::new().await;
    for (customer, expected) in [(MAREN, 2), (BUSY, 0)] {
        let page =
            world.get("support", &format!("/v1/customers/{customer}/interactions?q=router")).await.json();
        assert_eq!(
            page["items"].as_array().unwrap().len(),
            expected + usize::from(customer == MAREN),
            "{page}"
        );
    }
    for q in ["installed", "connect"] {
        let page = world.get("support", &format!("/v1/customers/{SECRET}/interactions?q={q}")).await.json();
        assert_eq!(page["total"]["value"], 1, "a word of the transcript: {q}");
    }
}

#[tokio::test]
async fn a_cursor_is_good_for_its_own_list_alone() {
    let world = World::new().await;
    let page = world.get("support", &format!("/v1/customers/{BUSY}/interactions?limit=1")).await.json();
    let cursor = page["page"]["nextCursor"].as_str().unwrap();
    let check = async |department: &str, path: String, status: u16| {
        assert_eq!(world.get(department, &path).await.status, status, "{department} {path}");
    };
    check("support", format!("/v1/customers/{BUSY}/interactions?cursor={cursor}"), 200).await;
    check("support", format!("/v1/customers/{BUSY}/interactions?cursor={cursor}&status=open"), 400).await;
    check("support", format!("/v1/customers/{MAREN}/interactions?cursor={cursor}"), 400).await;
    check("sales", format!("/v1/customers/{BUSY}/interactions?cursor={cursor}"), 400).await;
    check("support", format!("/v1/customers/{BUSY}/interactions?cursor=A{cursor}"), 400).await;
}

#[tokio::test]
async fn wrong_parameters_are_named() {
    let world = World::new().await;
    let long = "x".repeat(201);
    for (query, pointer) in [
        ("limit=0", "?limit"),
        ("limit=101", "?limit"),
        ("limit=ten", "?limit"),
        ("from=yesterday", "?from"),
        ("to=2026-13-01T00:00:00Z", "?to"),
        (&format!("q={long}"), "?q"),
        (&format!("department={long}"), "?department"),
        (&format!("direction={long}"), "?direction"),
    ] {
        let reply = world.get("support", &format!("/v1/customers/{BUSY}/interactions?{query}")).await;
        assert_eq!((reply.status.as_u16(), reply.code().as_str()), (400, "invalid-request"), "{query}");
        assert_eq!(reply.json()["errors"][0]["pointer"], pointer);
    }
}

async fn resolve(world: &World, scope: &str, identifiers: Json) -> Json {
    let request = Request::builder()
        .method("POST")
        .uri("/v1/resolve")
        .header("authorization", format!("Bearer {}", token("support", scope)))
        .header("content-type", "application/json; charset=utf-8")
        .body(Body::from(json!({"identifiers": identifiers}).to_string()))
        .unwrap();
    let reply = world.send(request).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()["customers"].clone()
}

#[tokio::test]
async fn resolves_to_none_one_or_several() {
    let world = World::new().await;
    let email = json!({"type": "email", "value": " Maren.Oakfield@EXAMPLE.com "});
    let phone = json!({"type": "phone", "value": "+44 113 496 0706"});
    let nobody = json!({"type": "email", "value": "nobody@example.com"});
    assert_eq!(resolve(&world, "*", json!([nobody])).await, json!([]));
    let one = resolve(&world, "*", json!([email])).await;
    assert_eq!(
        one,
        json!([{"id": MAREN, "displayName": "Maren Oakfield",
        "match": {"confidence": 1.0, "method": "exact", "matchedOn": ["email"]}}])
    );
    let several = resolve(&world, "*", json!([email, phone])).await;
    assert_eq!(several[0]["id"], MAREN);
    assert_eq!(
        several[0]["match"],
        json!({"confidence": 0.75, "method": "exact", "matchedOn": ["email", "phone"]})
    );
    assert_eq!(several[1]["match"], json!({"confidence": 0.25, "method": "exact", "matchedOn": ["phone"]}));
    // A token for one customer does not tell about the others.
    assert_eq!(resolve(&world, SECRET, json!([email, phone])).await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn sources_are_listed_in_the_operators_order() {
    let world = World::new().await;
    let sources = world.get("support", "/v1/sources").await.json();
    let ids: Vec<_> =
        sources["sources"].as_array().unwrap().iter().map(|s| s["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["crm", "billing", "helpdesk", "shop", "legal", "mailer", "till", "phone", "gateway"]);
}

#[tokio::test]
async fn what_was_seen_is_recorded_without_values() {
    let world = World::new().await;
    world.get("support", "/v1/customers/cus_old/context").await;
    resolve(&world, "*", json!([{"type": "email", "value": "maren.oakfield@example.com"}])).await;
    world.get("support", "/v1/customers/cus_none/context").await;
    world.gateway.flush().await;
    let db = world.database();
    let mut statement = db.prepare("SELECT agent, department, action, customer, detail FROM audit").unwrap();
    let rows: Vec<String> = statement
        .query_map([], |row| {
            let parts: Vec<String> = (0..5).map(|column| row.get(column)).collect::<Result<_, _>>()?;
            Ok(parts.join("|"))
        })
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(rows, ["agent-1|support|view|cus_01J9|context", "agent-1|support|resolve|cus_01J9|email"]);
}

/// Every call that shows or changes a customer, with the body it needs.
const CALLS: &[(&str, &str, &str)] = &[
    ("GET", "context", ""),
    ("GET", "interactions", ""),
    ("GET", "interactions/till%3Aorder%3A30001", ""),
    ("GET", "stream", ""),
    ("PUT", "answers/k", r#"{"status":"declined"}"#),
    ("POST", "verifications", r#"{"kind":"authentication","status":"verified"}"#),
    ("POST", "notes", r#"{"kind":"note","text":"x"}"#),
    ("PUT", "commitments/c", r#"{"text":"x","status":"open"}"#),
    ("POST", "interactions", r#"{"id":"a:b:c","type":"call","channel":"voice","department":"support"}"#),
    ("PATCH", "interactions/till%3Aorder%3A30001", r#"{"status":"completed"}"#),
];

#[tokio::test]
async fn every_call_needs_a_good_token_for_the_customer() {
    let world = World::new().await;
    let expired = crate::support::token_until("support", "*", crate::support::seconds() - 60);
    let long = crate::support::token_until("support", "*", crate::support::seconds() + 3600);
    let other = token("support", "cus_other");
    let cases: [(&str, Option<String>, u16, &str); 7] = [
        (MAREN, None, 401, "token-missing"),
        (MAREN, Some("Basic YTpi".into()), 401, "token-missing"),
        (MAREN, Some("Bearer nonsense".into()), 401, "token-invalid"),
        (MAREN, Some(format!("Bearer {expired}")), 401, "token-expired"),
        (MAREN, Some(format!("Bearer {long}")), 401, "token-invalid"),
        (MAREN, Some(format!("Bearer {other}")), 403, "forbidden"),
        ("cus_none", Some(format!("Bearer {}", token("support", "*"))), 404, "not-found"),
    ];
    for (method, call, body) in CALLS {
        for (customer, authorization, status, code) in &cases {
            let mut request = Request::builder()
                .method(*method)
                .uri(format!("/v1/customers/{customer}/{call}"))
                .header("content-type", "application/json")
                .header("idempotency-key", "k");
            if let Some(value) = authorization {
                request = request.header("authorization", value);
            }
            let reply = world.send(request.body(Body::from(*body)).unwrap()).await;
            assert_eq!(
                (reply.status.as_u16(), reply.code().as_str()),
                (*status, *code),
                "{method} {call} {customer}"
            );
        }
    }
}

#[tokio::test]
async fn a_refusal_does_not_tell_whether_a_customer_exists() {
    let world = World::new().await;
    let other = token("support", "cus_other");
    for (method, call, body) in CALLS {
        let mut replies = Vec::new();
        for customer in [MAREN, "cus_none"] {
            let request = get(&format!("/v1/customers/{customer}/{call}"), &other)
                .method(*method)
                .header("content-type", "application/json")
                .header("idempotency-key", "k");
            replies.push(world.send(request.body(Body::from(*body)).unwrap()).await.body);
        }
        assert_eq!(replies[0], replies[1], "{method} {call}");
    }
}

#[tokio::test]
async fn the_description_is_the_one_that_was_agreed() {
    let world = World::new().await;
    let served = world.send(Request::get("/openapi.json").body(Body::empty()).unwrap()).await;
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(file, &served.body).unwrap();
    }
    let agreed = std::fs::read_to_string(file).unwrap();
    assert!(
        served.text() == agreed,
        "the API changed: run this test with UPDATE_OPENAPI=1 and review the difference"
    );
    assert_eq!(served.json()["openapi"], "3.1.0");
}

#[tokio::test]
async fn health_needs_no_token() {
    let world = World::new().await;
    for (path, body) in [("/healthz", "ok\n"), ("/readyz", "ready\n")] {
        let reply = world.send(Request::get(path).body(Body::empty()).unwrap()).await;
        assert_eq!((reply.status.as_u16(), reply.text().as_str()), (200, body));
    }
}
