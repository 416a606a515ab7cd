//! The OpenAPI 3.1 description, generated from the handlers and the contract. Knows the list of calls.

use std::sync::{Arc, LazyLock};

use axum::{Router, http::header, routing::get};
use context_contract::Problem;
use utoipa::{
    IntoParams, Modify, OpenApi, ToResponse,
    openapi::{
        ContentBuilder, Ref, RefOr, Response, ResponseBuilder,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use super::Gateway;

/// The description.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Customer Context gateway",
        description = "What every department already knows about a customer, for the customer-context widget.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    paths(
        super::resolve::resolve,
        super::context::read,
        super::interactions::list,
        super::interactions::read,
        super::interaction_writes::open,
        super::interaction_writes::change,
        super::answers::write,
        super::fields::write,
        super::verifications::write,
        super::notes::write,
        super::commitments::write,
        super::stream::open,
        super::questions::list,
        super::ledger::read,
        super::asks::report,
        super::asks::summary,
        super::sources::list,
        super::health::alive,
        super::health::ready,
    ),
    components(
        schemas(Problem),
        responses(
            Invalid, Unauthorised, Forbidden, NotFound, Exists, PreconditionFailed, KeyReused, PreconditionRequired,
            Overloaded, Unavailable
        ),
    ),
    security(("token" = [])),
    modifiers(&Bearer),
)]
pub struct Description;

/// The description as it is served: pretty, with a line break at its end.
#[must_use]
pub fn json() -> String {
    let description = Description::openapi();
    serde_json::to_string_pretty(&description).map(|json| json + "\n").unwrap_or_default()
}

/// `GET /openapi.json`: no secret in it, so no token needed.
pub(super) fn routes() -> Router<Arc<Gateway>> {
    static JSON: LazyLock<String> = LazyLock::new(json);
    Router::new()
        .route("/openapi.json", get(async || ([(header::CONTENT_TYPE, "application/json")], JSON.as_str())))
}

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some(
                "HS256; claims sub, name, department, customers (ids or `*`), aud, exp at most five minutes ahead.",
            ))
            .build();
        openapi.components.get_or_insert_default().add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// The headers of every write.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes headers that `write::Change` reads")]
pub(super) struct WriteHeaders {
    /// 1 to 128 characters, new for each intended write.
    #[param(rename = "Idempotency-Key")]
    idempotency_key: String,
}

/// The headers of a write that creates or replaces.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes headers that `conditional::Condition` reads")]
pub(super) struct ReplaceHeaders {
    /// 1 to 128 characters, new for each intended write.
    #[param(rename = "Idempotency-Key")]
    idempotency_key: String,
    /// The `etag` of what is replaced, or `*`.
    #[param(rename = "If-Match")]
    if_match: Option<String>,
    /// `*`: only when there is none yet.
    #[param(rename = "If-None-Match")]
    if_none_match: Option<String>,
}

/// Declares the answers that many calls share: all of them problems.
macro_rules! problems {
    ($($(#[$doc:meta])* $name:ident = $description:literal;)+) => {
        $(
            $(#[$doc])*
            pub(super) struct $name;

            impl<'r> ToResponse<'r> for $name {
                fn response() -> (&'r str, RefOr<Response>) {
                    let schema = Some(RefOr::Ref(Ref::from_schema_name("Problem")));
                    let content = ContentBuilder::new().schema(schema).build();
                    let response = ResponseBuilder::new()
                        .description($description)
                        .content("application/problem+json", content)
                        .build();
                    (stringify!($name), RefOr::T(response))
                }
            }
        )+
    };
}

problems! {
    /// 400.
    Invalid = "The request is not valid; `errors` lists the fields.";
    /// 401.
    Unauthorised = "No token, or one that is not good; `code` says which.";
    /// 403.
    Forbidden = "The token does not cover this customer, whether or not it exists.";
    /// 404.
    NotFound = "There is no such thing, or not for this agent.";
    /// 409.
    Exists = "Something else has this id.";
    /// 412.
    PreconditionFailed = "It has changed in the meantime; `current` is what it is now, `ETag` its tag.";
    /// 422.
    KeyReused = "The Idempotency-Key was used for another request.";
    /// 428.
    PreconditionRequired = "It exists: send `If-Match` with the `ETag` of this answer.";
    /// 429.
    Overloaded = "Too much at once; `Retry-After` says when to come back.";
    /// 503.
    Unavailable = "Every source failed, or views cannot be recorded; `Retry-After` says when to come back.";
}
