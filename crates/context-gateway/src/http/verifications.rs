//! `POST /v1/customers/{id}/verifications`: a check that was just made, so that nobody makes it again.
//! Knows what makes a verification, not how it is kept.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, Method},
    response::Response,
};
use context_contract::{
    Timestamp, Verification,
    enums::{Department, VerificationStatus},
    interaction::Period,
    request::VerificationWrite,
    stream::StreamEventType,
};

use super::{
    Gateway,
    body::JsonBody,
    peer::Visit,
    write::{Change, Outcome, check_length, commit, new_id},
};
use crate::{
    Error,
    error::Refusal,
    store::{
        fact::{self, FactRow},
        source::GATEWAY,
    },
};

/// How long a check counts when its maker does not say, and at most, in milliseconds.
const DEFAULT_VALIDITY: i64 = 30 * 60 * 1000;
const MAX_VALIDITY: i64 = 24 * 60 * 60 * 1000;

/// The most methods and departments of one check.
const MAX_ENTRIES: usize = 20;

/// Writes a check that was just made. It counts for 30 minutes unless it says otherwise, and for a day at most.
#[utoipa::path(post, path = "/v1/customers/{id}/verifications", tag = "writes", request_body = VerificationWrite,
    params(
        ("id" = String, Path, description = "Opaque customer id."),
        ("Idempotency-Key" = String, Header, description = "1 to 128 characters, new for each intended write."),
    ),
    responses(
        (status = 201, description = "Written.", body = Verification),
        (status = 400, response = super::openapi::Invalid),
        (status = 401, response = super::openapi::Unauthorised),
        (status = 403, response = super::openapi::Forbidden),
        (status = 404, response = super::openapi::NotFound),
        (status = 422, response = super::openapi::KeyReused),
    ))]
pub(super) async fn write(
    State(gateway): State<Arc<Gateway>>,
    visit: Visit,
    method: Method,
    headers: HeaderMap,
    body: JsonBody<VerificationWrite>,
) -> Result<Response, Error> {
    let change = Change::new(visit, "verifications", &method, &headers, &body.bytes)?;
    let wanted = body.value;
    check(&wanted)?;
    let body = verification(&change, wanted)?;
    commit(
        &gateway,
        change,
        "verification",
        StreamEventType::VerificationUpdated,
        move |db, customer, change| {
            let row = FactRow {
                kind: "verification",
                id: &body.id,
                source: GATEWAY,
                sort_at: change.now,
                body: &body,
            };
            let version = Some(fact::upsert(db, customer.cid, &row)?);
            Ok(Outcome { created: true, version, body })
        },
    )
    .await
}

fn check(wanted: &VerificationWrite) -> Result<(), Refusal> {
    if !matches!(wanted.status, VerificationStatus::Verified | VerificationStatus::Failed) {
        return Err(Refusal::field("/status", "is verified or failed"));
    }
    for (pointer, count) in [("/amr", wanted.amr.len()), ("/reusableFor", wanted.reusable_for.len())] {
        if count > MAX_ENTRIES {
            return Err(Refusal::field(pointer, "has at most 20 entries"));
        }
    }
    wanted.amr.iter().try_for_each(|method| check_length("/amr", Some(method), 32))
}

fn verification(change: &Change, wanted: VerificationWrite) -> Result<Verification, Error> {
    let mut occasion = wanted.performed_in.unwrap_or_default();
    occasion.department.get_or_insert_with(|| Department::from(change.agent.department.as_str()));
    Ok(Verification {
        id: new_id("vrf")?,
        kind: wanted.kind,
        status: wanted.status,
        amr: wanted.amr,
        verified_claims: wanted.verified_claims,
        valid_for: validity(wanted.valid_for, change.now)?,
        performed_in: Some(occasion),
        reusable_for: wanted.reusable_for,
        party: wanted.party,
        party_name: wanted.party_name,
        performed_by: Some(change.agent.name.clone()),
        source: GATEWAY.to_owned(),
    })
}

fn validity(wanted: Option<Period>, now: Timestamp) -> Result<Period, Refusal> {
    let start = wanted.and_then(|period| period.start_date_time).unwrap_or(now);
    let default_end = Timestamp::from_millis(start.as_millis().saturating_add(DEFAULT_VALIDITY));
    let end = wanted.and_then(|period| period.end_date_time).unwrap_or(default_end);
    let lasts = end.as_millis().saturating_sub(start.as_millis());
    if lasts <= 0 || lasts > MAX_VALIDITY {
        return Err(Refusal::field("/validFor", "is at most 24 hours long and ends after it starts"));
    }
    Ok(Period { start_date_time: Some(start), end_date_time: Some(end) })
}
