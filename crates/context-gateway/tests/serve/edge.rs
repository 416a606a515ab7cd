//! The edges: origins, headers, bodies, limits, files, and the demo's routes.

use std::{fs, net::SocketAddr};

use axum::{body::Body, extract::ConnectInfo, http::Request};
use serde_json::json;

use crate::support::{MAREN, Reply, World, get, token};

fn contexts() -> String {
    format!("/v1/customers/{MAREN}/context")
}

#[tokio::test]
async fn only_exact_origins_are_allowed() {
    let world = World::new().await;
    for (origin, allowed) in [
        ("https://console.example", true),
        ("http://console.example", false),
        ("https://console.example:8443", false),
        ("https://console.example.attacker.test", false),
        ("https://attackerconsole.example", false),
        ("https://sub.console.example", false),
        ("https://console.exampl", false),
        ("https://CONSOLE.example", false),
        ("https://console.example/", false),
        ("null", false),
        ("*", false),
    ] {
        let request =
            get(&contexts(), &token("support", "*")).header("origin", origin).body(Body::empty()).unwrap();
        let reply = world.send(request).await;
        let expected = if allowed { origin } else { "" };
        assert_eq!(reply.header("access-control-allow-origin"), expected, "{origin}");
        assert!(reply.header("vary").to_lowercase().contains("origin"));
        assert_eq!(reply.header("access-control-allow-credentials"), "");
        let preflight = Request::options(contexts())
            .header("origin", origin)
            .header("access-control-request-method", "PUT")
            .header("access-control-request-headers", "authorization,idempotency-key,if-match")
            .body(Body::empty())
            .unwrap();
        let reply = world.send(preflight).await;
        assert_eq!(reply.header("access-control-allow-origin"), expected, "{origin}");
    }
}

#[tokio::test]
async fn a_preflight_names_what_the_widget_sends_and_reads() {
    let world = World::new().await;
    let request = Request::options(contexts())
        .header("origin", "https://console.example")
        .header("access-control-request-method", "GET")
        .body(Body::empty())
        .unwrap();
    let reply = world.send(request).await;
    for header in
        ["authorization", "content-type", "idempotency-key", "if-match", "if-none-match", "last-event-id"]
    {
        assert!(reply.header("access-control-allow-headers").contains(header), "{header}");
    }
    let request = get(&contexts(), &token("support", "*")).header("origin", "https://console.example");
    let reply = world.send(request.body(Body::empty()).unwrap()).await;
    for header in ["date", "etag", "link", "retry-after", "server-timing"] {
        assert!(reply.header("access-control-expose-headers").contains(header), "{header}");
    }
}

#[tokio::test]
async fn every_error_is_a_problem() {
    let world = World::new().await;
    let token = token("support", "*");
    let check = async |request: Request<Body>, status: u16, code: &str| {
        let reply = world.send(request).await;
        assert_eq!((reply.status.as_u16(), reply.code().as_str()), (status, code));
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
    };
    let post = |kind: &str, body: &str| {
        get("/v1/resolve", &token)
            .method("POST")
            .header("content-type", kind)
            .body(Body::from(body.to_owned()))
            .unwrap()
    };
    check(Request::get("/nowhere").body(Body::empty()).unwrap(), 404, "not-found").await;
    check(Request::get("/v1/nowhere").body(Body::empty()).unwrap(), 404, "not-found").await;
    check(get(&contexts(), &token).method("DELETE").body(Body::empty()).unwrap(), 405, "method-not-allowed")
        .await;
    check(post("text/plain", "{}"), 415, "unsupported-media-type").await;
    check(post("application/json", "{"), 400, "invalid-request").await;
    check(post("application/json", r#"{"identifiers":[]}"#), 400, "invalid-request").await;
    check(post("application/json", &"[".repeat(40_000)), 400, "invalid-request").await;
    check(post("application/json", &" ".repeat(70_000)), 413, "too-large").await;
    check(Request::get("/demo/queue").body(Body::empty()).unwrap(), 404, "not-found").await;
}

#[tokio::test]
async fn too_much_at_once_is_refused() {
    let world = World::with(|options| options.max_requests = Some(1)).await;
    let permit = world.gateway.hold_a_request();
    let refused = world.get("support", &contexts()).await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (429, "overloaded"));
    assert_eq!(refused.header("retry-after"), "1");
    drop(permit);
    assert_eq!(world.get("support", &contexts()).await.status, 200);
}

#[tokio::test]
async fn what_takes_too_long_is_given_up() {
    let world = World::with(|options| options.request_timeout = Some(1)).await;
    let body = Body::from_stream(tokio_stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let request =
        get("/v1/resolve", &token("support", "*")).method("POST").header("content-type", "application/json");
    let given_up = world.send(request.body(body).unwrap()).await;
    assert_eq!((given_up.status.as_u16(), given_up.code().as_str()), (504, "timeout"));
}

fn widget(dir: &std::path::Path) {
    let versioned = dir.join("customer-context/0.1.0");
    fs::create_dir_all(&versioned).unwrap();
    fs::create_dir_all(dir.join("examples")).unwrap();
    fs::create_dir_all(dir.join("docs/api")).unwrap();
    fs::write(dir.join("docs/index.html"), "<!doctype html>docs").unwrap();
    fs::write(dir.join("docs/api/index.html"), "<!doctype html>api").unwrap();
    fs::write(dir.join("index.html"), "<!doctype html>console").unwrap();
    fs::write(dir.join("style.css"), "body{}").unwrap();
    fs::write(dir.join("examples/csp-no-wasm.html"), "<!doctype html>no wasm").unwrap();
    fs::write(versioned.join("customer-context.js"), "plain").unwrap();
    fs::write(versioned.join("customer-context.js.br"), "brotli").unwrap();
    fs::write(versioned.join("customer-context.js.gz"), "gzip").unwrap();
    fs::write(versioned.join("customer-context_bg.wasm"), "wasm").unwrap();
    fs::write(dir.join(".hidden"), "secret").unwrap();
}

async fn file(world: &World, path: &str, accept: &str) -> Reply {
    world.send(Request::get(path).header("accept-encoding", accept).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn files_have_types_policies_and_caching() {
    let dir = tempfile::tempdir().unwrap();
    let site = dir.path().join("site");
    fs::create_dir(&site).unwrap();
    widget(&site);
    fs::write(dir.path().join("outside.txt"), "secret").unwrap();
    let world = World::with(|options| options.widget_dir = Some(site.clone())).await;
    let script = "/customer-context/0.1.0/customer-context.js";
    for (path, accept, kind, body, coding) in [
        ("/", "", "text/html; charset=utf-8", "<!doctype html>console", ""),
        ("/index.html", "br", "text/html; charset=utf-8", "<!doctype html>console", ""),
        ("/style.css", "br", "text/css; charset=utf-8", "body{}", ""),
        (script, "", "text/javascript; charset=utf-8", "plain", ""),
        (script, "gzip", "text/javascript; charset=utf-8", "gzip", "gzip"),
        (script, "gzip, br", "text/javascript; charset=utf-8", "brotli", "br"),
        (script, "br;q=0, gzip", "text/javascript; charset=utf-8", "gzip", "gzip"),
        ("/customer-context/0.1.0/customer-context_bg.wasm", "br", "application/wasm", "wasm", ""),
    ] {
        let reply = file(&world, path, accept).await;
        assert_eq!((reply.status.as_u16(), reply.text().as_str()), (200, body), "{path} {accept}");
        assert_eq!(
            (reply.header("content-type"), reply.header("content-encoding")),
            (kind, coding),
            "{path}"
        );
        assert_eq!(reply.header("cache-control").contains("immutable"), path.contains("0.1.0"), "{path}");
        assert_eq!(
            reply.header("content-security-policy").is_empty(),
            !kind.starts_with("text/html"),
            "{path}"
        );
        assert_eq!(reply.header("referrer-policy"), "no-referrer");
        let again = Request::get(path)
            .header("accept-encoding", accept)
            .header("if-none-match", reply.header("etag"));
        let again = world.send(again.body(Body::empty()).unwrap()).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
    }
    let policy = file(&world, "/index.html", "").await.header("content-security-policy").to_owned();
    assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval'") && policy.contains("default-src 'none'"));
    let bare = file(&world, "/examples/csp-no-wasm.html", "").await;
    assert!(!bare.header("content-security-policy").contains("wasm-unsafe-eval"));
    std::os::unix::fs::symlink(dir.path().join("outside.txt"), site.join("link.txt")).unwrap();
    for path in [
        "/../outside.txt",
        "/%2e%2e/outside.txt",
        "/..%2foutside.txt",
        "/examples/..%5c..%5coutside.txt",
        "/.hidden",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/link.txt",
        "/examples",
        "/none.html",
        "/index.html%00.css",
        "/%ff",
    ] {
        let reply = file(&world, path, "").await;
        assert_eq!(reply.status, 404, "{path}: {}", reply.text());
    }
}

#[tokio::test]
async fn a_folder_without_its_slash_leads_to_the_one_with_it() {
    let dir = tempfile::tempdir().unwrap();
    widget(dir.path());
    let world = World::with(|options| options.widget_dir = Some(dir.path().to_owned())).await;
    let check = async |path: &str, status: u16, location: &str| {
        let reply = file(&world, path, "br").await;
        assert_eq!((reply.status.as_u16(), reply.header("location")), (status, location), "{path}");
    };
    check("/docs", 308, "docs/").await;
    check("/docs/api", 308, "api/").await;
    check("/docs?theme=dark&q=%2F", 308, "docs/?theme=dark&q=%2F").await;
    check("/%64ocs", 308, "%64ocs/").await;
    check("/docs/", 200, "").await;
    check("/docs/api/", 200, "").await;
    // Without a page there is nothing to lead to, and nothing leads to another origin.
    check("/examples", 404, "").await;
    check("/examples/", 404, "").await;
    check("//docs", 404, "").await;
    check("//example.net/..", 404, "").await;
}

async fn demo() -> World {
    World::with(|options| {
        options.token_key_file = None;
        options.demo = Some(true);
    })
    .await
}

fn demo_request(method: &str, path: &str, body: &str) -> Request<Body> {
    let request = Request::builder().method(method).uri(path).header("host", "127.0.0.1:8787");
    request.header("content-type", "application/json").body(Body::from(body.to_owned())).unwrap()
}

async fn demo_token(world: &World, body: &str) -> String {
    let reply = world.send(demo_request("POST", "/demo/token", body)).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()["token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_demos_tokens_are_good_and_for_this_machine_alone() {
    let world = demo().await;
    let token =
        demo_token(&world, &format!(r#"{{"agent":"Rian M.","department":"sales","customer":"{MAREN}"}}"#))
            .await;
    let read = |path: String| get(&path, &token).body(Body::empty()).unwrap();
    assert_eq!(world.send(read(contexts())).await.status, 200);
    assert_eq!(world.send(read("/v1/customers/cus_03CD/context".into())).await.status, 403);
    let mut far = demo_request("POST", "/demo/token", r#"{"agent":"x","department":"sales"}"#);
    far.extensions_mut().insert(ConnectInfo::<SocketAddr>("192.0.2.7:1".parse().unwrap()));
    assert_eq!(world.send(far).await.status, 404);
    let mut foreign = demo_request("POST", "/demo/token", r#"{"agent":"x","department":"sales"}"#);
    foreign.headers_mut().insert("origin", "https://attacker.test".parse().unwrap());
    assert_eq!(world.send(foreign).await.status, 404);
    let wrong = world.send(demo_request("POST", "/demo/token", r#"{"agent":"","department":"sales"}"#)).await;
    assert_eq!((wrong.status.as_u16(), wrong.code().as_str()), (400, "invalid-request"));
}

#[tokio::test]
async fn the_queue_is_fresh_at_each_start_and_leaves_nothing_behind() {
    let world = demo().await;
    for _ in 0..2 {
        context_gateway::demo::prepare(&world.gateway).await.unwrap();
    }
    let queue = world.send(demo_request("GET", "/demo/queue", "")).await.json();
    let contacts = queue["contacts"].as_array().unwrap();
    assert_eq!(contacts.len(), 3, "one contact per customer");
    let token = demo_token(&world, r#"{"agent":"Rian M.","department":"support"}"#).await;
    for contact in contacts {
        let (id, customer) =
            (contact["contactId"].as_str().unwrap(), contact["customerId"].as_str().unwrap());
        let context = get(&format!("/v1/customers/{customer}/context"), &token).body(Body::empty()).unwrap();
        let context = world.send(context).await.json();
        let first = &context["interactions"]["items"][0];
        assert_eq!((&first["id"], &first["status"]), (&json!(id), &json!("open")));
        let demo = context["interactions"]["items"].as_array().unwrap();
        assert_eq!(demo.iter().filter(|item| item["id"].as_str().unwrap().contains("demo-")).count(), 1);
        let kept = context["interactions"]["total"]["value"].as_u64().unwrap();
        let counted: u64 = context["interactions"]["facets"]["status"]
            .as_object()
            .unwrap()
            .values()
            .map(|n| n.as_u64().unwrap())
            .sum();
        assert!(counted <= kept && kept - counted <= 1, "only the confidential ticket is hidden: {context}");
    }
    let verified = world.database().query_row(
        "SELECT count(*) FROM fact WHERE kind = 'verification' AND id GLOB 'demo-*'",
        [],
        |row| row.get::<_, i64>(0),
    );
    assert_eq!(verified.unwrap(), 2);
}

#[tokio::test]
async fn a_failing_source_is_named_and_left_out() {
    let world = demo().await;
    let token = demo_token(&world, r#"{"agent":"Rian M.","department":"support"}"#).await;
    let fault = async |source: &str, status: &str| {
        let body = json!({"source": source, "status": status}).to_string();
        world.send(demo_request("POST", "/demo/faults", &body)).await.status.as_u16()
    };
    let context = async || world.send(get(&contexts(), &token).body(Body::empty()).unwrap()).await;
    let before = context().await;
    for (status, code) in
        [("timeout", "source-timeout"), ("error", "source-error"), ("denied", "source-denied")]
    {
        assert_eq!(fault("helpdesk", status).await, 204);
        let seen = context().await.json();
        assert_eq!(seen["complete"], false);
        let source =
            seen["sources"].as_array().unwrap().iter().find(|source| source["id"] == "helpdesk").unwrap();
        assert_eq!((&source["status"], &source["problem"]["code"]), (&json!(status), &json!(code)));
        let text = json!([seen["interactions"]["items"], seen["answers"]]).to_string();
        assert!(!text.contains("\"source\":\"helpdesk\""), "{text}");
        assert_eq!(seen["interactions"]["total"], json!({"value": 3, "relation": "gte"}));
    }
    assert_eq!(fault("helpdesk", "ok").await, 204);
    assert_eq!(context().await.header("etag"), before.header("etag"));
    assert_eq!(fault("helpdesk", "nonsense").await, 400);
    assert_eq!(fault("nobody", "error").await, 404);
    for source in ["crm", "billing", "helpdesk", "shop", "legal", "mailer", "till", "phone"] {
        fault(source, "error").await;
    }
    let none = context().await;
    assert_eq!((none.status.as_u16(), none.code().as_str()), (503, "no-source"));
}
