//! Takes the agent out of the bearer token, and opens a customer for them.
//! Knows the order of the checks: token, scope, existence.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, Path},
    http::{header, request::Parts},
};

use super::{Gateway, gateway::now};
use crate::{Error, auth::Agent, error::Refusal};

/// The agent who asks; there is none without a good token.
pub(super) struct Caller(pub(super) Agent);

impl FromRequestParts<Arc<Gateway>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, gateway: &Arc<Gateway>) -> Result<Self, Refusal> {
        let value = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let (scheme, token) = value.and_then(|value| value.split_once(' ')).ok_or(Refusal::NoToken)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Refusal::NoToken);
        }
        let seconds = u64::try_from(now().as_millis() / 1000).unwrap_or(0);
        gateway.tokens.check(token.trim(), seconds).map(Caller)
    }
}

/// An agent and the id of a customer their token covers; whether the customer exists is not known yet.
pub(super) struct Visit {
    pub(super) agent: Agent,
    pub(super) customer: String,
    /// The second variable of the path, where there is one.
    pub(super) item: String,
}

impl FromRequestParts<Arc<Gateway>> for Visit {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, gateway: &Arc<Gateway>) -> Result<Self, Error> {
        let Caller(agent) = Caller::from_request_parts(parts, gateway).await?;
        let path = Path::<Vec<String>>::from_request_parts(parts, gateway).await;
        let mut path = path.map_err(|_| Refusal::NotFound)?.0.into_iter();
        let (customer, item) = (path.next().unwrap_or_default(), path.next().unwrap_or_default());
        // Before any look-up, so that neither answer nor time tells whether the customer exists.
        if !agent.may_see(&customer) {
            return Err(Refusal::Forbidden.into());
        }
        Ok(Self { agent, customer, item })
    }
}
