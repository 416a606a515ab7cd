//! `GET /v1/customers/{id}/stream`: who may open a stream, where it begins, and the answer that carries it.
//! Knows the request; what is sent and when is `feed`'s.

mod feed;

use std::{sync::Arc, time::Duration};

use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use context_contract::{Context, StreamEvent};
use tokio::sync::mpsc;
use tokio_stream::{StreamExt, wrappers::ReceiverStream};

use self::feed::Feed;
use super::{Gateway, context, peer::Visit};
use crate::{Error, auth::Agent, error::Refusal, store::customer};

/// Silence after which a heartbeat is sent, and the table is read for what other processes wrote.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Events that may wait for a slow client before the stream waits too.
const BUFFER: usize = 32;

/// Interactions in the snapshot.
const SNAPSHOT_LIMIT: usize = 20;

/// What happens to a customer, as server-sent events.
///
/// Each `data:` is a CloudEvents 1.0 object. First `snapshot` (unless `Last-Event-ID` resumes), then `source.status`
/// for each source, then what happens. `commitment.due` reminds of a promise before and when it is due. `reset` says that too much was missed. The stream ends when the token does.
#[utoipa::path(get, path = "/v1/customers/{id}/stream", tag = "customers",
    params(
        ("id" = String, Path, description = "Opaque customer id."),
        ("Last-Event-ID" = Option<String>, Header, description = "The last `id:` the client has seen."),
    ),
    responses(
        (status = 200, description = "The stream.", body = StreamEvent, content_type = "text/event-stream"),
        (status = 401, response = super::openapi::Unauthorised),
        (status = 403, response = super::openapi::Forbidden),
        (status = 404, response = super::openapi::NotFound),
        (status = 429, response = super::openapi::Overloaded),
        (status = 503, response = super::openapi::Unavailable),
    ))]
pub(super) async fn open(
    State(gateway): State<Arc<Gateway>>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let permit = Arc::clone(&gateway.streams).try_acquire_owned().map_err(|_| Refusal::Overloaded)?;
    let Visit { agent, customer: id, .. } = visit;
    // Before the snapshot is read, so that nothing falls between the two.
    let changes = gateway.store.changes();
    let start = start(&gateway, &agent, &id, resume_from(&headers)).await?;
    gateway.audit.record(&agent, "view", &start.today, "stream")?;
    let (sender, receiver) = mpsc::channel(BUFFER);
    let feed = Feed::new(gateway, agent, id, &start, sender, permit);
    tokio::spawn(feed.run(start.snapshot, changes));
    let events = ReceiverStream::new(receiver).map(Ok::<Event, std::convert::Infallible>);
    let mut response =
        Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT).text("heartbeat")).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Some proxies collect a body before they pass it on.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}

/// Where a stream begins.
struct Start {
    cid: i64,
    today: String,
    seq: i64,
    snapshot: Option<Context>,
}

async fn start(gateway: &Arc<Gateway>, agent: &Agent, id: &str, resume: Option<i64>) -> Result<Start, Error> {
    let (shared, agent, id) = (Arc::clone(gateway), agent.clone(), id.to_owned());
    gateway
        .store
        .read(move |db| {
            if let Some(seq) = resume {
                let customer = customer::find(db, &id)?.ok_or(Refusal::NotFound)?;
                return Ok(Start { cid: customer.cid, today: customer.id, seq, snapshot: None });
            }
            let assembled = context::assemble(&shared, db, &agent, &id, SNAPSHOT_LIMIT)?;
            let customer = assembled.customer;
            let snapshot = Some(assembled.context);
            Ok(Start { cid: customer.cid, today: customer.id, seq: assembled.seq, snapshot })
        })
        .await
}

fn resume_from(headers: &HeaderMap) -> Option<i64> {
    headers.get("last-event-id")?.to_str().ok()?.trim().parse().ok()
}
