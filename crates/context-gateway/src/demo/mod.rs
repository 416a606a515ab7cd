//! For trying it out: waiting contacts, a token issuer, sources that fail on request. Only with `serve --demo`.
//! Knows whom to trust on one machine, nothing that a real gateway needs.

mod asks;
mod caller;
mod choose;
mod contacts;
mod script;

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use context_contract::enums::SourceStatus;
use serde::{Deserialize, Serialize};

pub use contacts::Contact;

use caller::DemoCaller;

use crate::{
    Error,
    auth::MAX_LIFETIME_S,
    error::Refusal,
    http::{Gateway, body::JsonBody, gateway::now},
    store::source,
};

/// Puts the waiting contacts and a month of counts into the store.
///
/// # Errors
/// [`Error::Store`] when the database cannot be written.
pub async fn prepare(gateway: &Arc<Gateway>) -> Result<(), Error> {
    asks::prepare(gateway).await?;
    contacts::prepare(gateway).await
}

/// The demo's routes.
pub(crate) fn routes() -> Router<Arc<Gateway>> {
    Router::new()
        .route("/demo/token", post(token))
        .route("/demo/queue", get(queue))
        .route("/demo/faults", post(fault))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenRequest {
    agent: String,
    department: String,
    /// Without it the token covers every customer.
    customer: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TokenResponse {
    token: String,
    /// Seconds.
    expires_in: u64,
}

#[derive(Serialize)]
struct Queue {
    contacts: Vec<Contact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultRequest {
    source: String,
    /// A status of the contract; `ok` ends the fault.
    status: String,
}

async fn token(
    State(gateway): State<Arc<Gateway>>,
    _caller: DemoCaller,
    body: JsonBody<TokenRequest>,
) -> Result<Json<TokenResponse>, Error> {
    let wanted = body.value;
    for (pointer, text) in [("/agent", &wanted.agent), ("/department", &wanted.department)] {
        if text.trim().is_empty() || text.chars().count() > 100 {
            return Err(Refusal::field(pointer, "has 1 to 100 characters").into());
        }
    }
    let customers = vec![wanted.customer.unwrap_or_else(|| "*".to_owned())];
    let seconds = u64::try_from(now().as_millis() / 1000).unwrap_or(0);
    let token = gateway.tokens.issue(&wanted.agent, &wanted.department, customers, seconds)?;
    Ok(Json(TokenResponse { token, expires_in: MAX_LIFETIME_S }))
}

async fn queue(State(gateway): State<Arc<Gateway>>, _caller: DemoCaller) -> Json<Queue> {
    Json(Queue { contacts: gateway.queue.get().cloned().unwrap_or_default() })
}

async fn fault(
    State(gateway): State<Arc<Gateway>>,
    _caller: DemoCaller,
    body: JsonBody<FaultRequest>,
) -> Result<StatusCode, Error> {
    let wanted = body.value;
    let status = SourceStatus::from(wanted.status.as_str());
    if matches!(status, SourceStatus::Other(_)) {
        return Err(Refusal::field("/status", "is a status of a source").into());
    }
    let sources = gateway.store.read(|db| source::all(db, now())).await?;
    if !sources.iter().any(|source| source.id == wanted.source) {
        return Err(Refusal::NotFound.into());
    }
    gateway.set_fault(wanted.source, status);
    Ok(StatusCode::NO_CONTENT)
}
