//! `PUT /v1/customers/{id}/commitments/{id}`: a promise made, kept or broken.
//! Knows what makes a promise, not how it is kept in the store.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, Method},
    response::Response,
};
use context_contract::{
    Commitment,
    enums::{CommitmentStatus, Department},
    request::CommitmentWrite,
    stream::StreamEventType,
};
use rusqlite::Transaction;

use super::{
    Gateway,
    body::JsonBody,
    peer::Visit,
    write::{Change, Outcome, check_id, check_length, commit},
};
use crate::{
    Error,
    error::Refusal,
    store::{
        customer::Customer,
        fact::{self, FactRow},
        source::GATEWAY,
    },
};

/// Writes a promise. Replacing one needs `If-Match` with its ETag (or `*`).
#[utoipa::path(put, path = "/v1/customers/{id}/commitments/{cid}", tag = "writes", request_body = CommitmentWrite,
    params(
        ("id" = String, Path, description = "Opaque customer id."),
        ("cid" = String, Path, description = "Id of the promise; of a new one, chosen by the client."),
        super::openapi::ReplaceHeaders,
    ),
    responses(
        (status = 200, description = "Replaced.", body = Commitment),
        (status = 201, description = "Written.", body = Commitment),
        (status = 400, response = super::openapi::Invalid),
        (status = 401, response = super::openapi::Unauthorised),
        (status = 403, response = super::openapi::Forbidden),
        (status = 404, response = super::openapi::NotFound),
        (status = 412, response = super::openapi::PreconditionFailed),
        (status = 422, response = super::openapi::KeyReused),
        (status = 428, response = super::openapi::PreconditionRequired),
    ))]
pub(super) async fn write(
    State(gateway): State<Arc<Gateway>>,
    visit: Visit,
    method: Method,
    headers: HeaderMap,
    body: JsonBody<CommitmentWrite>,
) -> Result<Response, Error> {
    let change = Change::new(visit, "commitments", &method, &headers, &body.bytes)?;
    let wanted = body.value;
    check_id("", &change.item)?;
    check(&wanted)?;
    commit(&gateway, change, "commitment", StreamEventType::CommitmentUpdated, move |db, customer, change| {
        put(db, customer, change, wanted)
    })
    .await
}

fn check(wanted: &CommitmentWrite) -> Result<(), Refusal> {
    if wanted.text.trim().is_empty() {
        return Err(Refusal::field("/text", "is required"));
    }
    check_length("/text", Some(&wanted.text), 2000)?;
    check_length("/owner", wanted.owner.as_deref(), 200)?;
    match &wanted.status {
        CommitmentStatus::Other(_) => Err(Refusal::field("/status", "is open, kept, broken or withdrawn")),
        _ => Ok(()),
    }
}

fn put(
    db: &Transaction<'_>,
    customer: &Customer,
    change: &Change,
    wanted: CommitmentWrite,
) -> Result<Outcome<Commitment>, Error> {
    let before = fact::one::<Commitment>(db, customer.cid, "commitment", &change.item)?;
    change.condition.check(before.as_ref().map(|promise| promise.version))?;
    let created = before.is_none();
    let body = commitment(before.map(|promise| promise.body), change, wanted);
    let row = FactRow {
        kind: "commitment",
        id: &change.item,
        source: GATEWAY,
        sort_at: body.due_at.unwrap_or(change.now),
        body: &body,
    };
    let version = Some(fact::upsert(db, customer.cid, &row)?);
    Ok(Outcome { created, version, body })
}

/// Who promised and where stays with the promise, whoever keeps it.
fn commitment(before: Option<Commitment>, change: &Change, wanted: CommitmentWrite) -> Commitment {
    let (department, owner, made_in) =
        before.map_or((None, None, None), |promise| (promise.department, promise.owner, promise.made_in));
    Commitment {
        id: change.item.clone(),
        text: wanted.text,
        due_at: wanted.due_at,
        status: wanted.status,
        department: department.or_else(|| Some(Department::from(change.agent.department.as_str()))),
        owner: wanted.owner.or(owner),
        made_in: wanted.made_in.or(made_in),
        etag: None,
    }
}
