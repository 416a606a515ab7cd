//! Errors on the wire: `application/problem+json` (RFC 9457) with a machine code.
//! Knows what a client is told; details stay in the log, without personal data.

use std::any::Any;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use context_contract::{Problem, problem::FieldError};
use rusqlite::ErrorCode;

use crate::{Error, error::Refusal};

/// Seconds after which a client may try again when there was too much to do.
const RETRY_AFTER_S: &str = "1";

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(refusal) => refusal.into_response(),
            // Another process, an import perhaps, is writing for longer than a request may wait.
            Self::Store(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                Refusal::Overloaded.into_response()
            }
            other => {
                tracing::error!(error = %other, "a request failed");
                respond(&problem(500, "internal", "The gateway failed", None))
            }
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = respond(&problem_of(&self));
        let headers = response.headers_mut();
        match &self {
            Self::NoToken | Self::TokenExpired | Self::TokenInvalid => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Self::Overloaded | Self::NoSource | Self::NoAudit => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER_S));
            }
            Self::PreconditionFailed(Some(etag))
            | Self::Changed { etag, .. }
            | Self::PreconditionRequired(etag) => {
                if let Ok(etag) = HeaderValue::from_str(etag) {
                    headers.insert(header::ETAG, etag);
                }
            }
            _ => {}
        }
        response
    }
}

/// The answer after a panic: nothing of it goes out, nor into the log beyond the fact.
pub(super) fn after_panic(_panic: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a request panicked");
    respond(&problem(500, "internal", "The gateway failed", None))
}

/// What a client is told about a refusal.
fn problem_of(refusal: &Refusal) -> Problem {
    let (status, code, title) = match refusal {
        Refusal::Invalid(errors) => return invalid(errors),
        Refusal::NoIdempotencyKey => {
            (400, "idempotency-key-required", "Send an Idempotency-Key of 1 to 128 characters")
        }
        Refusal::InvalidCursor => (400, "invalid-cursor", "Start again without the cursor"),
        Refusal::NoToken => (401, "token-missing", "Send a bearer token"),
        Refusal::TokenExpired => (401, "token-expired", "The token has expired"),
        Refusal::TokenInvalid => (401, "token-invalid", "The token is not valid"),
        Refusal::Forbidden => (403, "forbidden", "The token does not cover this"),
        Refusal::NotWritable => (403, "not-writable", "Another system owns this"),
        Refusal::NotFound => (404, "not-found", "There is no such thing"),
        Refusal::MethodNotAllowed => (405, "method-not-allowed", "This path has other methods"),
        Refusal::Exists => (409, "exists", "Something else has this id"),
        Refusal::PreconditionFailed(_) => (412, "precondition-failed", "It has changed in the meantime"),
        Refusal::Changed { current, .. } => return changed(current),
        Refusal::TooLarge => (413, "too-large", "The body is too large"),
        Refusal::UnsupportedMediaType => (415, "unsupported-media-type", "Send application/json"),
        Refusal::KeyReused => {
            (422, "idempotency-key-reused", "The Idempotency-Key belongs to another request")
        }
        Refusal::PreconditionRequired(_) => {
            (428, "precondition-required", "Send If-Match with the current ETag")
        }
        Refusal::Overloaded => (429, "overloaded", "Too much at once"),
        Refusal::NoSource => (503, "no-source", "No source answered"),
        Refusal::NoAudit => (503, "audit-unavailable", "Views cannot be recorded"),
        Refusal::TimedOut => (504, "timeout", "It took too long"),
    };
    problem(status, code, title, None)
}

fn invalid(errors: &[FieldError]) -> Problem {
    let detail = "Correct the listed fields and send the request again.";
    let problem = problem(400, "invalid-request", "The request is not valid", Some(detail));
    Problem { errors: errors.to_vec(), ..problem }
}

fn changed(current: &str) -> Problem {
    let detail = "Compare with `current`, and send the request again with its `etag` in If-Match.";
    let problem = problem(412, "precondition-failed", "It has changed in the meantime", Some(detail));
    Problem { current: serde_json::from_str(current).ok(), ..problem }
}

fn problem(status: u16, code: &str, title: &str, detail: Option<&str>) -> Problem {
    Problem {
        kind: "about:blank".to_owned(),
        title: title.to_owned(),
        status,
        code: code.to_owned(),
        detail: detail.map(str::to_owned),
        errors: Vec::new(),
        current: None,
    }
}

fn respond(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_vec(problem).unwrap_or_default();
    let kind = HeaderValue::from_static("application/problem+json");
    (
        status,
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))],
        body,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, http::Request, routing::get};
    use http_body_util::BodyExt;
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    #[tokio::test]
    async fn a_panic_says_nothing_about_itself() {
        let route = get(async || -> &'static str { panic!("canary") });
        let app = Router::new().route("/", route).layer(CatchPanicLayer::custom(super::after_panic));
        let response = app.oneshot(Request::get("/").body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), 500);
        let body = response.into_body().collect().await.unwrap().to_bytes();
        let problem: context_contract::Problem = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem.code, "internal");
        assert!(!String::from_utf8_lossy(&body).contains("canary"));
    }
}
