//! What all writes share: the idempotency key, one transaction with event and audit, and the answer.
//! Knows the order of the steps, not what is written.

use std::{borrow::Cow, sync::Arc};

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use context_contract::{Timestamp, stream::StreamEventType};
use rusqlite::{Connection, Transaction};
use serde::Serialize;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::{Gateway, audit, conditional::Condition, gateway::now, interactions, peer::Visit};
use crate::{
    Error,
    auth::Agent,
    error::Refusal,
    store::{
        Written,
        customer::{self, Customer},
        event as events,
        fact::{self, etag},
        idempotency::{self, Answered, Attempt},
        timeline::{self, StoredInteraction},
    },
};

/// The most characters of an idempotency key and of an id a client chooses.
const MAX_ID: usize = 128;

/// One write: who, to which customer, under which condition, by which attempt.
pub(super) struct Change {
    pub(super) agent: Agent,
    pub(super) customer: String,
    pub(super) item: String,
    pub(super) condition: Condition,
    pub(super) now: Timestamp,
    attempt: Attempt,
}

/// What a write did.
pub(super) struct Outcome<T> {
    pub(super) created: bool,
    pub(super) version: Option<i64>,
    pub(super) body: T,
}

impl Change {
    /// # Errors
    /// [`Refusal::NoIdempotencyKey`].
    pub(super) fn new(
        visit: Visit,
        resource: &str,
        method: &Method,
        headers: &HeaderMap,
        bytes: &Bytes,
    ) -> Result<Self, Refusal> {
        let key = headers.get("idempotency-key").and_then(|value| value.to_str().ok()).map(str::trim);
        let key = key.filter(|key| (1..=MAX_ID).contains(&key.len())).ok_or(Refusal::NoIdempotencyKey)?;
        let Visit { agent, customer, item } = visit;
        // Lengths before parts, so that no two different requests read the same.
        let mut digest = Sha256::new();
        for part in
            [method.as_str().as_bytes(), customer.as_bytes(), resource.as_bytes(), item.as_bytes(), bytes]
        {
            digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            digest.update(part);
        }
        let attempt =
            Attempt { agent: agent.sub.clone(), key: key.to_owned(), digest: digest.finalize().into() };
        Ok(Self { agent, customer, item, condition: Condition::of(headers), now: now(), attempt })
    }
}

/// Does the work once: in one transaction with its event, its audit row and its answer, all on disk before the
/// client hears of it. A repeated attempt gets the answer of the first.
pub(super) async fn commit<T, W>(
    gateway: &Arc<Gateway>,
    change: Change,
    resource: impl Into<Cow<'static, str>>,
    event: StreamEventType,
    work: W,
) -> Result<Response, Error>
where
    T: Serialize,
    W: FnOnce(&Transaction<'_>, &Customer, &Change) -> Result<Outcome<T>, Error> + Send + 'static,
{
    let (shared, resource) = (Arc::clone(gateway), resource.into());
    let store = &gateway.store;
    let done = store.write(move |db| {
        let customer = customer::find(db, &change.customer)?.ok_or(Refusal::NotFound)?;
        let earlier = idempotency::find(db, &change.attempt)?;
        let (answered, replayed) = match earlier {
            Some(answered) => (answered, true),
            None => match once(db, &customer, &change, (&resource, &event), work) {
                Ok(answered) => (answered, false),
                Err(error) => return Err(with_current(&shared, db, &customer, &change, &event, error)),
            },
        };
        let body = visible(&shared, db, &change, &event, (&answered.body, false))?;
        let value = Done { status: answered.status, etag: answered.etag, body, replayed };
        Ok(Written { value, changed: (!replayed).then_some(customer.cid) })
    });
    Ok(respond(done.await?))
}

/// The same for what belongs to no customer: no stream hears of it, and no view is recorded.
pub(super) async fn commit_apart<T, W>(gateway: &Gateway, change: Change, work: W) -> Result<Response, Error>
where
    T: Serialize,
    W: FnOnce(&Transaction<'_>, &Change) -> Result<T, Error> + Send + 'static,
{
    let done = gateway.store.write(move |db| {
        let earlier = idempotency::find(db, &change.attempt)?;
        let replayed = earlier.is_some();
        let answered = match earlier {
            Some(answered) => answered,
            None => {
                let body = serde_json::to_string(&work(db, &change)?)?;
                let answered = Answered { status: 200, etag: None, body };
                idempotency::keep(db, &change.attempt, &answered, change.now)?;
                answered
            }
        };
        let Answered { status, etag, body } = answered;
        Ok(Written { value: Done { status, etag, body, replayed }, changed: None })
    });
    Ok(respond(done.await?))
}

/// A text a client sends, at most so many characters.
pub(super) fn check_length(pointer: &str, text: Option<&str>, most: usize) -> Result<(), Refusal> {
    let fits = text.is_none_or(|text| text.chars().count() <= most);
    if fits { Ok(()) } else { Err(Refusal::field(pointer, &format!("has at most {most} characters"))) }
}

/// An id a client chooses: part of URLs, so plain.
pub(super) fn check_id(pointer: &str, id: &str) -> Result<(), Refusal> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "._:-/@+".contains(letter);
    if (1..=MAX_ID).contains(&id.len()) && id.chars().all(plain) {
        return Ok(());
    }
    Err(Refusal::field(pointer, "has 1 to 128 of the characters A-Z a-z 0-9 . _ : - / @ +"))
}

/// An id nobody has guessed or used.
pub(super) fn new_id(prefix: &str) -> Result<String, Error> {
    let mut bytes = [0; 12];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().fold(format!("{prefix}_"), |id, byte| format!("{id}{byte:02x}")))
}

struct Done {
    status: u16,
    etag: Option<String>,
    body: String,
    replayed: bool,
}

fn once<T: Serialize>(
    db: &Transaction<'_>,
    customer: &Customer,
    change: &Change,
    (resource, event): (&str, &StreamEventType),
    work: impl FnOnce(&Transaction<'_>, &Customer, &Change) -> Result<Outcome<T>, Error>,
) -> Result<Answered, Error> {
    let outcome = work(db, customer, change)?;
    let mut body = serde_json::to_value(&outcome.body)?;
    let tag = outcome.version.map(etag).or_else(|| body["etag"].as_str().map(str::to_owned));
    if let Some(tag) = tag.as_ref().filter(|_| is_tagged(event)) {
        body["etag"] = tag.as_str().into();
    }
    events::append(db, customer.cid, event, change.now, &body)?;
    crate::store::audit::append(db, &audit::row(&change.agent, "write", &customer.id, resource))?;
    let answered = Answered {
        status: if outcome.created { 201 } else { 200 },
        etag: tag,
        body: serde_json::to_string(&body)?,
    };
    idempotency::keep(db, &change.attempt, &answered, change.now)?;
    Ok(answered)
}

/// Whether the object says itself what `If-Match` has to say.
const fn is_tagged(event: &StreamEventType) -> bool {
    use StreamEventType as Kind;
    matches!(event, Kind::AnswerUpdated | Kind::CommitmentUpdated | Kind::ProfileUpdated)
}

/// What was written, as its writer may see it: a write is no way to read more.
fn visible(
    gateway: &Gateway,
    db: &Connection,
    change: &Change,
    event: &StreamEventType,
    (body, confidential): (&str, bool),
) -> Result<String, Error> {
    let (_, secrets) = interactions::open(gateway, db, &change.agent, &change.customer)?;
    let lens = gateway.lens(&change.agent);
    let shown = lens.body(event, body, confidential, &secrets)?.unwrap_or_default();
    if *event != StreamEventType::ProfileUpdated {
        return Ok(shown);
    }
    // The client keeps the id it asked with, so that it can tell whose answer this is.
    let mut profile: Json = serde_json::from_str(&shown)?;
    profile["id"] = change.customer.as_str().into();
    Ok(profile.to_string())
}

/// Whoever is told that something has changed is told what it has become, so that nobody has to ask for it.
fn with_current(
    gateway: &Gateway,
    db: &Connection,
    customer: &Customer,
    change: &Change,
    event: &StreamEventType,
    error: Error,
) -> Error {
    let Error::Refused(Refusal::PreconditionFailed(Some(etag))) = error else { return error };
    let shown = current(db, customer, change, event).and_then(|found| {
        let Some((mut body, confidential)) = found else { return Ok(None) };
        body["etag"] = etag.as_str().into();
        visible(gateway, db, change, event, (&body.to_string(), confidential)).map(Some)
    });
    match shown {
        Ok(Some(current)) => Refusal::Changed { etag, current }.into(),
        Ok(None) => Refusal::PreconditionFailed(Some(etag)).into(),
        Err(error) => error,
    }
}

/// What the write was about, as it is stored, and whether only its own department may see it.
fn current(
    db: &Connection,
    customer: &Customer,
    change: &Change,
    event: &StreamEventType,
) -> Result<Option<(Json, bool)>, Error> {
    let fact = |kind: &str| {
        let found = fact::one::<Json>(db, customer.cid, kind, &change.item)?;
        Ok(found.map(|fact| (fact.body, false)))
    };
    match event {
        StreamEventType::AnswerUpdated => fact("answer"),
        StreamEventType::CommitmentUpdated => fact("commitment"),
        StreamEventType::ProfileUpdated => {
            Ok(Some((serde_json::to_value(customer::profile(db, customer.cid)?)?, false)))
        }
        StreamEventType::InteractionUpdated => {
            let found = timeline::one(db, customer.cid, &change.item)?;
            let body = |found: &StoredInteraction| serde_json::to_value(&found.interaction);
            Ok(found.map(|found| Ok::<_, Error>((body(&found)?, found.confidential))).transpose()?)
        }
        _ => Ok(None),
    }
}

fn respond(done: Done) -> Response {
    let status = StatusCode::from_u16(done.status).unwrap_or(StatusCode::OK);
    let fixed = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    let mut response = (status, fixed, done.body).into_response();
    let headers = response.headers_mut();
    if let Some(etag) = done.etag.and_then(|etag| HeaderValue::from_str(&etag).ok()) {
        headers.insert(header::ETAG, etag);
    }
    if done.replayed {
        headers.insert(HeaderName::from_static("idempotency-replayed"), HeaderValue::from_static("true"));
    }
    response
}
