//! The HTTP side: routes, and the layers every request passes. Knows paths, not SQL and not rules.

mod answers;
mod asks;
mod audit;
pub(crate) mod body;
mod commitments;
mod conditional;
mod context;
mod cursor;
mod fields;
mod files;
mod guard;
mod health;
pub(crate) mod incidents;
mod interaction_writes;
mod interactions;
mod ledger;
pub mod metrics;
mod notes;
mod origin;
mod peer;
mod problem;
mod query;
mod questions;
mod reminders;
mod resolve;
mod sources;
mod stream;
mod verifications;
mod write;

pub mod gateway;
pub mod openapi;

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::from_fn_with_state,
    routing::{get, patch, post, put},
};
use tower_http::{CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer};

pub use gateway::Gateway;

use crate::{demo, error::Refusal};

/// The largest body of a request, in bytes.
pub const MAX_BODY: usize = 64 * 1024;

/// The gateway as one service.
///
/// From the outside in: log line and timing, panics, origins, overload and deadline, then the route.
pub fn router(gateway: Arc<Gateway>) -> Router {
    let mut routes = contract().merge(openapi::routes());
    if gateway.config.demo {
        // Loopback alone, so that nobody far away sees it.
        routes = routes.merge(demo::routes()).merge(metrics::routes());
    }
    routes
        .fallback(files::serve)
        .method_not_allowed_fallback(async || Refusal::MethodNotAllowed)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(from_fn_with_state(Arc::clone(&gateway), guard::overload_and_deadline))
        .layer(origin::cors(&gateway.config.allow_origin))
        .layer(CatchPanicLayer::custom(problem::after_panic))
        .layer(from_fn_with_state(Arc::clone(&gateway), guard::headers_and_log))
        .with_state(gateway)
}

/// Compresses what is long, the same for everybody, and fetched once: the catalogue. A customer's context is short and is
/// waited for; whether it is worth the time is for a proxy to say, which knows how far the agents are away.
fn smaller() -> CompressionLayer {
    CompressionLayer::new().quality(CompressionLevel::Fastest)
}

/// Every call of the contract; whoever is not in this list needs no token.
fn contract() -> Router<Arc<Gateway>> {
    Router::new()
        .route("/v1/resolve", post(resolve::resolve))
        .route("/v1/sources", get(sources::list))
        .route("/v1/questions", get(questions::list).layer(smaller()))
        .route("/v1/asks", post(asks::report))
        .route("/v1/asks/summary", get(asks::summary))
        .route("/v1/customers/{id}/context", get(context::read))
        .route("/v1/customers/{id}/ledger", get(ledger::read))
        .route("/v1/customers/{id}/interactions", get(interactions::list).post(interaction_writes::open))
        .route("/v1/customers/{id}/interactions/{iid}", get(interactions::read))
        .route("/v1/customers/{id}/interactions/{iid}", patch(interaction_writes::change))
        .route("/v1/customers/{id}/answers/{key}", put(answers::write))
        .route("/v1/customers/{id}/fields", put(fields::write))
        .route("/v1/customers/{id}/verifications", post(verifications::write))
        .route("/v1/customers/{id}/notes", post(notes::write))
        .route("/v1/customers/{id}/commitments/{cid}", put(commitments::write))
        .route("/v1/customers/{id}/stream", get(stream::open))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
}
