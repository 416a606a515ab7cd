//! `GET /v1/sources`: the catalogue of sources. Knows no customer.

use std::sync::Arc;

use axum::{extract::State, http::HeaderMap, response::Response};
use context_contract::source::SourceList;

use super::{Gateway, conditional, gateway::now, peer::Caller};
use crate::{Error, store::source};

/// The systems the gateway puts customers together from.
#[utoipa::path(get, path = "/v1/sources", tag = "sources",
    responses(
        (status = 200, description = "The sources in the operator's order.", body = SourceList),
        (status = 304, description = "The client has it."),
        (status = 401, response = super::openapi::Unauthorised),
    ))]
pub(super) async fn list(
    State(gateway): State<Arc<Gateway>>,
    _caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let mut sources = gateway.store.read(|db| source::all(db, now())).await?;
    gateway.judge_sources(&mut sources);
    let body = serde_json::to_vec(&SourceList { sources })?;
    let etag = conditional::etag_of(&body);
    Ok(conditional::respond(&headers, body, &etag))
}
