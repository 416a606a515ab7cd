//! A gateway over a small database of invented customers, and a client for it.

use std::{net::SocketAddr, path::Path, sync::Arc};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, Request, StatusCode},
};
use context_contract::{
    Context, Interaction, Timestamp,
    enums::{Channel, Department, Direction, InteractionStatus, InteractionType},
    interaction::Turn,
};
use context_gateway::{
    auth::{Agent, Tokens},
    config::{Config, ServeOptions},
    http::{Gateway, router},
    store::{
        fact::{FactRow, upsert},
        interaction::{InteractionRow, insert},
        open_for_writing,
    },
};
use http_body_util::BodyExt;
use rusqlite::{Connection, params};
use serde::Serialize;
use serde_json::Value as Json;
use tempfile::TempDir;
use tower::ServiceExt;

pub(crate) const KEY: &str = "an invented key of thirty-two bytes or more";
pub(crate) const FIXTURE: &str = include_str!("../../../context-contract/fixtures/context.json");

/// The customer of the contract's fixture, known as `cus_old` before a merge.
pub(crate) const MAREN: &str = "cus_01J9";
/// A customer whose stored profile holds everything that has to be masked.
pub(crate) const SECRET: &str = "cus_02AB";
/// A customer with [`MANY`] interactions.
pub(crate) const BUSY: &str = "cus_03CD";
pub(crate) const MANY: usize = 250;

/// A running gateway without a socket.
pub(crate) struct World {
    pub(crate) gateway: Arc<Gateway>,
    _dir: TempDir,
    app: Router,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The machine code of a problem, which must look like one.
    pub(crate) fn code(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        let problem: context_contract::Problem = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(problem.status, self.status.as_u16());
        assert!(!problem.title.is_empty());
        problem.code
    }
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut ServeOptions)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("customers.sqlite");
        seed(&database);
        let key = dir.path().join("key");
        std::fs::write(&key, KEY).unwrap();
        let mut options = ServeOptions {
            database: Some(database),
            token_key_file: Some(key),
            audience: Some("test".to_owned()),
            allow_origin: vec!["https://console.example".to_owned()],
            ..ServeOptions::default()
        };
        change(&mut options);
        let gateway = Gateway::new(Config::new(options, None).unwrap()).await.unwrap();
        Self { app: router(Arc::clone(&gateway)), gateway, _dir: dir }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.response(request).await;
        let (head, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Reply { status: head.status, headers: head.headers, body }
    }

    pub(crate) async fn response(&self, mut request: Request<Body>) -> axum::response::Response {
        let peer: SocketAddr = "127.0.0.1:50000".parse().unwrap();
        if request.extensions().get::<ConnectInfo<SocketAddr>>().is_none() {
            request.extensions_mut().insert(ConnectInfo(peer));
        }
        self.app.clone().oneshot(request).await.unwrap()
    }

    /// A read by an agent of a department who may see everybody.
    pub(crate) async fn get(&self, department: &str, path: &str) -> Reply {
        self.send(get(path, &token(department, "*")).body(Body::empty()).unwrap()).await
    }

    /// A write by an agent of support.
    pub(crate) async fn write(&self, method: &str, path: &str, key: &str, body: &str) -> Reply {
        self.write_with(method, path, key, body, &[]).await
    }

    pub(crate) async fn write_with(
        &self,
        method: &str,
        path: &str,
        key: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> Reply {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {}", token("support", "*")))
            .header("content-type", "application/json")
            .header("idempotency-key", key);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    pub(crate) fn database(&self) -> Connection {
        open_for_writing(&self.gateway.config.database).unwrap()
    }
}

pub(crate) fn get(path: &str, token: &str) -> axum::http::request::Builder {
    Request::builder().uri(path).header("authorization", format!("Bearer {token}"))
}

pub(crate) fn seconds() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs()
}

pub(crate) fn token(department: &str, customer: &str) -> String {
    token_until(department, customer, seconds() + 120)
}

pub(crate) fn token_until(department: &str, customer: &str, exp: u64) -> String {
    let agent = Agent {
        sub: "agent-1".into(),
        name: "Rian M.".into(),
        department: department.into(),
        customers: vec![customer.into()],
        aud: "test".into(),
        exp,
    };
    Tokens::new(KEY.as_bytes().to_vec(), "test").sign(&agent).unwrap()
}

pub(crate) fn fixture() -> Context {
    serde_json::from_str(FIXTURE).unwrap()
}

fn seed(database: &Path) {
    let db = open_for_writing(database).unwrap();
    for (priority, id) in
        (1..).zip(["phone", "till", "mailer", "legal", "shop", "helpdesk", "billing", "crm"])
    {
        db.execute(
            "INSERT INTO source (id, name, kind, department, priority, as_of) VALUES (?1, ?1, ?1, ?1, ?2, 1000)",
            params![id, priority],
        )
        .unwrap();
    }
    // One transaction: a commit for each row would wait for the disk a thousand times.
    db.execute_batch("BEGIN").unwrap();
    seed_maren(&db);
    seed_secret(&db);
    seed_busy(&db);
    db.execute_batch("COMMIT").unwrap();
}

fn customer(db: &Connection, cid: i64, id: &str, name: &str, profile: &str) {
    db.execute(
        "INSERT INTO customer (cid, id, display_name, profile, updated_at) VALUES (?1, ?2, ?3, ?4, 0)",
        params![cid, id, name, profile],
    )
    .unwrap();
}

fn identifier(db: &Connection, rid: i64, cid: i64, identifiers: &[(&str, &str)]) {
    db.execute(
        "INSERT INTO record (rid, source, record_key, cid, body) VALUES (?1, 'crm', ?1, ?2, '{}')",
        params![rid, cid],
    )
    .unwrap();
    for (kind, value) in identifiers {
        db.execute(
            "INSERT INTO identifier (kind, value, rid) VALUES (?1, ?2, ?3)",
            params![kind, value, rid],
        )
        .unwrap();
    }
}

fn fact<T: Serialize>(
    db: &Connection,
    cid: i64,
    (kind, id, source): (&str, &str, &str),
    at: usize,
    body: &T,
) {
    // Newest first is the order of the fixture.
    let sort_at = Timestamp::from_millis(1_000_000 - i64::try_from(at).unwrap());
    upsert(db, cid, &FactRow { kind, id, source, sort_at, body }).unwrap();
}

fn seed_maren(db: &Connection) {
    let context = fixture();
    customer(db, 1, MAREN, "Maren Oakfield", &serde_json::to_string(&context.profile).unwrap());
    db.execute("INSERT INTO customer_alias VALUES ('cus_old', 1)", []).unwrap();
    identifier(db, 1, 1, &[("email", "maren.oakfield@example.com"), ("phone", "+441134960706")]);
    for (at, one) in context.verifications.iter().enumerate() {
        fact(db, 1, ("verification", &one.id, &one.source), at, one);
    }
    for (at, one) in context.answers.iter().enumerate() {
        fact(db, 1, ("answer", &one.key, &one.source), at, one);
    }
    for (at, one) in context.commitments.iter().enumerate() {
        fact(db, 1, ("commitment", &one.id, "billing"), at, one);
    }
    for (at, one) in context.consents.iter().enumerate() {
        fact(db, 1, ("consent", &one.purpose, &one.source), at, one);
    }
    for (at, one) in context.notes.iter().enumerate() {
        fact(db, 1, ("note", &one.id, "crm"), at, one);
    }
    for (at, one) in context.alerts.iter().enumerate() {
        fact(db, 1, ("alert", &one.id, &one.source), at, one);
    }
    for (at, one) in context.campaigns.iter().enumerate() {
        fact(db, 1, ("campaign", &one.id, &one.source), at, one);
    }
    for interaction in context.interactions.items {
        let confidential = interaction.restricted.is_some();
        let stored = if confidential { confide(interaction) } else { interaction };
        put(db, 1, &stored, &[], confidential);
    }
    let detail = include_str!("../../../context-contract/fixtures/interaction_detail.json");
    let mut detail: Interaction = serde_json::from_str(detail).unwrap();
    let transcript = std::mem::take(&mut detail.transcript);
    put(db, 2, &detail, &transcript, false);
}

/// What the fixture shows as restricted is stored with everything that must not be seen.
fn confide(interaction: Interaction) -> Interaction {
    Interaction {
        channel: Some(Channel::Mail),
        status: Some(InteractionStatus::Failed),
        direction: Some(Direction::from("canaryward")),
        description: Some("canaryword of a confidential matter".into()),
        reason: Some("canaryreason".into()),
        restricted: None,
        ..interaction
    }
}

pub(crate) const SECRET_PROFILE: &str = r#"{"id":"cus_02AB","kind":"individual","name":{"full":"Tobias Oakfield"},
    "birthDate":"1961-02-03","contactPoints":[{"id":"email","kind":"email","value":"tobias@example.com"}],
    "externalIdentifier":[{"owner":"billing","externalIdentifierType":"Account","id":"ACC-99334421"}],
    "traits":{"income":"72 thousand","paymentHandle":"tobias-pays-8812"},
    "provenance":{"/birthDate":{"source":"crm","recordId":"C-2","method":"declared","conflict":{
        "resolution":"sourcePriority","alternatives":[{"value":"1961-03-02","source":"shop"}]}},
      "/externalIdentifier/0/id":{"source":"billing","recordId":"ACC-99334421","method":"declared"}}}"#;

fn seed_secret(db: &Connection) {
    customer(db, 2, SECRET, "Tobias Oakfield", SECRET_PROFILE);
    // The phone is shared with the first customer: a look-up by it has two answers.
    identifier(db, 2, 2, &[("email", "tobias@example.com"), ("phone", "+441134960706")]);
    let mut leak = interaction(2, 1);
    leak.id = "billing:call:leak".into();
    leak.description = Some("Read out ACC-99334421, born 1961-02-03".into());
    put(db, 2, &leak, &[], false);
}

fn seed_busy(db: &Connection) {
    customer(
        db,
        3,
        BUSY,
        "Ines Ashdown",
        r#"{"id":"cus_03CD","kind":"individual","name":{"full":"Ines Ashdown"}}"#,
    );
    for number in 0..MANY {
        put(db, 3, &interaction(3, number), &[], false);
    }
}

/// Departments, channels, statuses and directions in turn; three at a time begin at the same moment.
pub(crate) fn interaction(cid: i64, number: usize) -> Interaction {
    let departments = ["support", "billing", "sales", "web", "store"];
    let (channels, statuses) = (["voice", "chat", "email"], ["open", "completed"]);
    let directions = ["inbound", "inbound", "inbound", "outbound"];
    let start = 1_700_000_000_000 + i64::try_from(number / 3).unwrap() * 60_000;
    let json = format!(
        r#"{{"id":"crm:call:{cid}-{number:03}","type":"call","department":"{}","channel":"{}","status":"{}","direction":"{}",
        "description":"Matter number{number} about ünderfloor heating","interactionDate":{{"startDateTime":"{}"}},"source":"crm"}}"#,
        departments[number % 5],
        channels[number % 3],
        statuses[number % 2],
        directions[number % 4],
        Timestamp::from_millis(start)
    );
    let interaction: Interaction = serde_json::from_str(&json).unwrap();
    assert_eq!(interaction.kind, InteractionType::Call);
    assert!(!matches!(interaction.department, Department::Other(_)));
    interaction
}

pub(crate) fn put(
    db: &Connection,
    cid: i64,
    interaction: &Interaction,
    transcript: &[Turn],
    confidential: bool,
) {
    insert(db, &InteractionRow { cid, owner: ("crm", "x"), interaction, transcript, confidential }).unwrap();
}
