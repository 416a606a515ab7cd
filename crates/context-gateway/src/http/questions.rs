//! `GET /v1/questions`: what the company asks, in the agent's language.
//! Knows parameters and caching; which questions there are is the catalogue's.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use context_contract::QuestionCatalogue;

use super::{
    Gateway, conditional,
    peer::Caller,
    query::{self, Parameters},
};
use crate::{Error, error::Refusal};

/// Nothing personal, but not for everybody; old by a minute at most, and then only asked whether it has changed.
const CACHE: HeaderValue = HeaderValue::from_static("private, max-age=60");

/// The most characters of a parameter.
const MAX_LENGTH: usize = 200;

/// The question catalogue.
///
/// In the language asked for, else in its more general one, else in the default language. Phrases are those of that
/// language and of the default one. Not personal: it may be cached.
#[utoipa::path(get, path = "/v1/questions", tag = "questions",
    params(
        ("department" = Option<String>, Query, description = "Only what this department needs."),
        ("reason" = Option<String>, Query, description = "Only what is needed for this contact reason."),
        ("lang" = Option<String>, Query, description = "BCP 47 tag of the language; `language` says which one it is."),
        ("If-None-Match" = Option<String>, Header, description = "The ETag the client has."),
    ),
    responses(
        (status = 200, description = "The questions in the operator's order.", body = QuestionCatalogue),
        (status = 304, description = "The client has it."),
        (status = 400, response = super::openapi::Invalid),
        (status = 401, response = super::openapi::Unauthorised),
        (status = 429, response = super::openapi::Overloaded),
    ))]
pub(super) async fn list(
    State(gateway): State<Arc<Gateway>>,
    _caller: Caller,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let wanted = Wanted::of(&parameters)?;
    let catalogue = gateway.questions.current();
    let questions = catalogue.serve(wanted.language, wanted.department, wanted.reason);
    let body = serde_json::to_vec(&questions)?;
    let etag = conditional::etag_of(&body);
    let mut response = conditional::respond(&headers, body, &etag);
    response.headers_mut().insert(header::CACHE_CONTROL, CACHE);
    Ok(response)
}

/// Which questions, in which language.
pub(super) struct Wanted<'p> {
    pub(super) department: Option<&'p str>,
    pub(super) reason: Option<&'p str>,
    /// Empty stands for the default one.
    pub(super) language: &'p str,
}

impl<'p> Wanted<'p> {
    pub(super) fn of(parameters: &'p Parameters) -> Result<Self, Refusal> {
        Ok(Self {
            department: short(parameters, "department")?,
            reason: short(parameters, "reason")?,
            language: short(parameters, "lang")?.unwrap_or_default(),
        })
    }
}

fn short<'p>(parameters: &'p Parameters, name: &str) -> Result<Option<&'p str>, Refusal> {
    let given = query::one(parameters, name).map(str::trim).filter(|value| !value.is_empty());
    if given.is_some_and(|value| value.chars().count() > MAX_LENGTH) {
        return Err(Refusal::field(&format!("?{name}"), "has more than 200 characters"));
    }
    Ok(given)
}
