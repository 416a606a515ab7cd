//! `POST /v1/resolve`: from an e-mail address, a number or a key of another system to customers.
//! Knows requests and candidates; how identifiers are written alike is `unify`'s knowledge.

use std::sync::Arc;

use axum::{extract::State, http::HeaderMap, response::Response};
use context_contract::{
    problem::FieldError,
    request::{Identifier, ResolveRequest, ResolveResponse},
};

use super::{Gateway, body::JsonBody, conditional, peer::Caller};
use crate::{Error, error::Refusal, store::customer};

/// The most identifiers of one look-up, and the most characters of one.
const MAX_IDENTIFIERS: usize = 20;
const MAX_LENGTH: usize = 320;

/// Finds the customers that share any of the identifiers.
///
/// None, one or several is a normal answer: with several, a person chooses. Identifiers are in the body because they
/// never belong into a URL. Nothing is changed, so no `Idempotency-Key` is needed.
#[utoipa::path(post, path = "/v1/resolve", tag = "customers", request_body = ResolveRequest,
    responses(
        (status = 200, description = "The candidates, the best match first.", body = ResolveResponse),
        (status = 400, response = super::openapi::Invalid),
        (status = 401, response = super::openapi::Unauthorised),
    ))]
pub(super) async fn resolve(
    State(gateway): State<Arc<Gateway>>,
    Caller(agent): Caller,
    headers: HeaderMap,
    body: JsonBody<ResolveRequest>,
) -> Result<Response, Error> {
    let identifiers = body.value.identifiers;
    check(&identifiers)?;
    let kinds = identifiers.iter().map(|identifier| identifier.kind.as_str()).collect::<Vec<_>>().join(" ");
    let mut customers = gateway.store.read(move |db| customer::candidates(db, &identifiers)).await?;
    customers.retain(|candidate| agent.may_see(&candidate.id));
    let ids = customers.iter().map(|candidate| candidate.id.as_str()).collect::<Vec<_>>().join(" ");
    gateway.audit.record(&agent, "resolve", &ids, &kinds)?;
    let body = serde_json::to_vec(&ResolveResponse { customers })?;
    let etag = conditional::etag_of(&body);
    Ok(conditional::respond(&headers, body, &etag))
}

fn check(identifiers: &[Identifier]) -> Result<(), Refusal> {
    if !(1..=MAX_IDENTIFIERS).contains(&identifiers.len()) {
        return Err(Refusal::field("/identifiers", "has 1 to 20 entries"));
    }
    let mut errors = Vec::new();
    for (place, identifier) in identifiers.iter().enumerate() {
        for (name, text) in [("type", &identifier.kind), ("value", &identifier.value)] {
            if text.trim().is_empty() || text.chars().count() > MAX_LENGTH {
                let pointer = format!("/identifiers/{place}/{name}");
                errors.push(FieldError { pointer, detail: format!("has 1 to {MAX_LENGTH} characters") });
            }
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid(errors)) }
}
