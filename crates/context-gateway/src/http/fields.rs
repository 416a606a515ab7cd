//! `PUT /v1/customers/{id}/fields`: which value of a field is right, said by an agent.
//! Knows who may decide about what, not how values are chosen or kept.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, Method},
    response::Response,
};
use context_contract::{
    Profile,
    asks::AskKind,
    request::{FieldDecision, FieldWrite},
    stream::StreamEventType,
};
use rusqlite::Transaction;

use super::{
    Gateway,
    body::JsonBody,
    peer::Visit,
    write::{Change, Outcome, check_length, commit, new_id},
};
use crate::{
    Error,
    error::Refusal,
    policy::Effect,
    store::{
        asks,
        customer::{self, Customer},
        decision::{self, Deciding},
    },
    unify::manual::field_at,
};

/// Decides which value of a field of the profile is right, or takes such a decision back.
///
/// The decision wins over every rule as `manual`, the other values stay as alternatives, and it survives imports. Needs
/// `If-Match` with the profile's `etag` (or `*`). The answer is the new profile.
#[utoipa::path(put, path = "/v1/customers/{id}/fields", tag = "writes", request_body = FieldWrite,
    params(
        ("id" = String, Path, description = "Opaque customer id."),
        super::openapi::WriteHeaders,
        ("If-Match" = Option<String>, Header, description = "The `etag` of the profile the agent saw."),
    ),
    responses(
        (status = 200, description = "Decided; the profile as it is now.", body = Profile),
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
    body: JsonBody<FieldWrite>,
) -> Result<Response, Error> {
    let change = Change::new(visit, "fields", &method, &headers, &body.bytes)?;
    let wanted = body.value;
    check_length("/pointer", Some(&wanted.pointer), 200)?;
    // Names the field in the audit; what was decided about it stays out.
    let resource = format!("field {}", wanted.pointer);
    let shared = Arc::clone(&gateway);
    commit(&gateway, change, resource, StreamEventType::ProfileUpdated, move |db, customer, change| {
        put(&shared, db, customer, change, &wanted)
    })
    .await
}

fn put(
    gateway: &Gateway,
    db: &Transaction<'_>,
    customer: &Customer,
    change: &Change,
    wanted: &FieldWrite,
) -> Result<Outcome<Profile>, Error> {
    let before = customer::profile(db, customer.cid)?;
    change.condition.check_tag(before.etag.as_deref().unwrap_or_default())?;
    let field = field_at(&before, &wanted.pointer)
        .ok_or_else(|| Refusal::field("/pointer", "is no field of this profile that can be decided"))?;
    if gateway.policy.effect(&change.agent.department, &policy_name(&field)) == Effect::Restrict {
        return Err(Refusal::Forbidden.into());
    }
    let deciding = Deciding { key: &new_id("manual")?, now: change.now };
    if matches!(wanted.decision, FieldDecision::Keep | FieldDecision::Choose { .. }) {
        asks::count(db, &change.agent.department, &AskKind::Confirmed, change.now)?;
    }
    let body = decision::decide(db, customer.cid, &field, wanted, &deciding)?;
    Ok(Outcome { created: false, version: None, body })
}

/// The name by which the policy knows a field of the profile.
fn policy_name(field: &str) -> String {
    match field.split([':', '/']).collect::<Vec<_>>()[..] {
        [kind @ ("email" | "phone" | "postal"), ..] => format!("contactPoints.{kind}"),
        ["traits", ..] => field.replacen('/', ".", 1),
        _ => field.to_owned(),
    }
}
