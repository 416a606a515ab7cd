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
    enums::{Department, Party, VerificationStatus},
    interaction::Period,
    request::VerificationWrite,
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
    store::{
        customer::Customer,
        fact::{self, FactRow},
        source::{self, GATEWAY},
    },
};

/// How long a check counts at most, in milliseconds.
const MAX_VALIDITY: i64 = 24 * 60 * 60 * 1000;

/// Ways to check who somebody is: the values of RFC 8176, section 2.
const METHODS: &[&str] = &[
    "face", "fpt", "geo", "hwk", "iris", "kba", "mca", "mfa", "otp", "pin", "pwd", "rba", "retina", "sc",
    "sms", "swk", "tel", "user", "vbm", "wia",
];

/// In the configuration: every department.
const EVERY_DEPARTMENT: &str = "*";

/// The most methods and departments of one check.
const MAX_ENTRIES: usize = 20;

/// Writes a check that was just made, also one that failed: whoever comes next has to see it.
///
/// It counts for 30 minutes unless it or the configuration says otherwise, and for a day at most. `reusableFor` left
/// empty is what the configuration says, every department as shipped. Who made it is the token's. `amr` has values of
/// RFC 8176; a representative has a name, `partyName`.
#[utoipa::path(post, path = "/v1/customers/{id}/verifications", tag = "writes", request_body = VerificationWrite,
    params(
        ("id" = String, Path, description = "Opaque customer id."),
        super::openapi::WriteHeaders,
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
    let body = verification(&gateway, &change, wanted)?;
    let configured = gateway.config.verification.reusable_for.clone();
    commit(
        &gateway,
        change,
        "verification",
        StreamEventType::VerificationUpdated,
        move |db, customer, change| post(db, customer, change, body, &configured),
    )
    .await
}

fn post(
    db: &Transaction<'_>,
    customer: &Customer,
    change: &Change,
    mut body: Verification,
    configured: &[String],
) -> Result<Outcome<Verification>, Error> {
    if body.reusable_for.is_empty() {
        body.reusable_for = reusable_for(db, configured)?;
    }
    let row =
        FactRow { kind: "verification", id: &body.id, source: GATEWAY, sort_at: change.now, body: &body };
    let version = Some(fact::upsert(db, customer.cid, &row)?);
    Ok(Outcome { created: true, version, body })
}

/// Departments by name, so that readers need not know what "every" means.
fn reusable_for(db: &Transaction<'_>, configured: &[String]) -> Result<Vec<Department>, Error> {
    if configured.iter().any(|name| name == EVERY_DEPARTMENT) {
        return source::departments(db);
    }
    Ok(configured.iter().map(|name| Department::from(name.as_str())).collect())
}

fn check(wanted: &VerificationWrite) -> Result<(), Refusal> {
    use VerificationStatus::{Failed, Pending, Verified};
    if !matches!(wanted.status, Verified | Failed | Pending) {
        return Err(Refusal::field("/status", "is verified, failed or pending"));
    }
    for (pointer, count) in [("/amr", wanted.amr.len()), ("/reusableFor", wanted.reusable_for.len())] {
        if count > MAX_ENTRIES {
            return Err(Refusal::field(pointer, "has at most 20 entries"));
        }
    }
    if let Some(place) = wanted.amr.iter().position(|method| !METHODS.contains(&method.as_str())) {
        let methods = METHODS.join(", ");
        return Err(Refusal::field(&format!("/amr/{place}"), &format!("is a value of RFC 8176: {methods}")));
    }
    wanted.reusable_for.iter().try_for_each(|name| check_length("/reusableFor", Some(name.as_str()), 100))?;
    check_party(wanted)
}

/// Somebody who speaks for the customer is somebody else, and has a name.
fn check_party(wanted: &VerificationWrite) -> Result<(), Refusal> {
    let name = wanted.party_name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    check_length("/partyName", wanted.party_name.as_deref(), 200)?;
    match (&wanted.party, name) {
        (Some(Party::Representative), None) => {
            Err(Refusal::field("/partyName", "is required when a representative was checked"))
        }
        (Some(Party::Other(_)), _) => Err(Refusal::field("/party", "is customer or representative")),
        (None | Some(Party::Customer), Some(_)) => {
            Err(Refusal::field("/partyName", "is absent when the customer was checked"))
        }
        _ => Ok(()),
    }
}

fn verification(
    gateway: &Gateway,
    change: &Change,
    wanted: VerificationWrite,
) -> Result<Verification, Error> {
    let minutes = gateway.config.verification.minutes;
    let mut occasion = wanted.performed_in.unwrap_or_default();
    occasion.department.get_or_insert_with(|| Department::from(change.agent.department.as_str()));
    Ok(Verification {
        id: new_id("vrf")?,
        kind: wanted.kind,
        status: wanted.status,
        amr: wanted.amr,
        verified_claims: wanted.verified_claims,
        valid_for: validity(wanted.valid_for, change.now, minutes)?,
        performed_in: Some(occasion),
        reusable_for: wanted.reusable_for,
        party: wanted.party,
        party_name: wanted.party_name,
        performed_by: Some(change.agent.name.clone()),
        source: GATEWAY.to_owned(),
    })
}

fn validity(wanted: Option<Period>, now: Timestamp, minutes: u64) -> Result<Period, Refusal> {
    let start = wanted.and_then(|period| period.start_date_time).unwrap_or(now);
    let default = i64::try_from(minutes.saturating_mul(60_000)).unwrap_or(MAX_VALIDITY);
    let default_end = Timestamp::from_millis(start.as_millis().saturating_add(default));
    let end = wanted.and_then(|period| period.end_date_time).unwrap_or(default_end);
    let lasts = end.as_millis().saturating_sub(start.as_millis());
    if lasts <= 0 || lasts > MAX_VALIDITY {
        return Err(Refusal::field("/validFor", "is at most 24 hours long and ends after it starts"));
    }
    Ok(Period { start_date_time: Some(start), end_date_time: Some(end) })
}
