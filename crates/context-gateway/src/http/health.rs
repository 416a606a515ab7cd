//! Whether the process lives and whether it can answer. Knows nothing else.

use std::sync::Arc;

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::Gateway;

/// Answers as long as the process runs.
#[utoipa::path(get, path = "/healthz", tag = "health", security(()),
    responses((status = 200, description = "The process runs.", body = String, content_type = "text/plain")))]
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// Answers 200 when the database can be read, so that traffic may come.
#[utoipa::path(get, path = "/readyz", tag = "health", security(()),
    responses(
        (status = 200, description = "Requests can be answered.", body = String, content_type = "text/plain"),
        (status = 503, description = "They cannot.", body = String, content_type = "text/plain"),
    ))]
pub(super) async fn ready(State(gateway): State<Arc<Gateway>>) -> Response {
    let readable =
        gateway.store.read(|db| Ok(db.query_row("SELECT count(*) FROM source", [], |_| Ok(()))?)).await;
    match readable {
        Ok(()) => "ready\n".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response(),
    }
}
