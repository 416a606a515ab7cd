//! Entity tags and conditions (RFC 9110, section 13). Knows tags, not what they are of.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

use crate::{error::Refusal, store::fact::etag};

/// Personal data are not kept by anything between here and the page.
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// A strong entity tag of a whole body.
pub(super) fn etag_of(body: &[u8]) -> String {
    use std::fmt::Write as _;
    let digest = Sha256::digest(body);
    digest.iter().take(16).fold(String::from("\""), |mut tag, byte| {
        // Writing to a String does not fail.
        let _ = write!(tag, "{byte:02x}");
        tag
    }) + "\""
}

/// A body of personal data with its tag, or 304 when the client has that very body.
pub(super) fn respond(request: &HeaderMap, body: Vec<u8>, etag: &str) -> Response {
    let tag = HeaderValue::from_str(etag).unwrap_or(HeaderValue::from_static("\"\""));
    let headers = [(header::CACHE_CONTROL, NO_STORE), (header::ETAG, tag)];
    if is_unchanged(request, etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], body).into_response()
}

/// Whether `If-None-Match` names this tag; weak comparison, as the standard says for reading.
pub(super) fn is_unchanged(request: &HeaderMap, etag: &str) -> bool {
    tags(request, &header::IF_NONE_MATCH).iter().any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
}

/// What a write demands of the present state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Condition {
    must_be: Vec<String>,
    must_not_exist: bool,
}

impl Condition {
    pub(super) fn of(request: &HeaderMap) -> Self {
        let must_not_exist = tags(request, &header::IF_NONE_MATCH).iter().any(|tag| tag == "*");
        Self { must_be: tags(request, &header::IF_MATCH), must_not_exist }
    }

    /// Whether something with this version (or nothing) may be replaced.
    pub(super) fn check(&self, version: Option<i64>) -> Result<(), Refusal> {
        let Some(etag) = version.map(etag) else {
            return if self.must_be.is_empty() { Ok(()) } else { Err(Refusal::PreconditionFailed(None)) };
        };
        if self.must_not_exist {
            return Err(Refusal::PreconditionFailed(Some(etag)));
        }
        if self.must_be.is_empty() {
            return Err(Refusal::PreconditionRequired(etag));
        }
        self.check_stated(&etag)
    }

    /// Whether something that always exists and has this tag may be changed.
    pub(super) fn check_tag(&self, etag: &str) -> Result<(), Refusal> {
        if self.must_be.is_empty() {
            return Err(Refusal::PreconditionRequired(etag.to_owned()));
        }
        self.check_stated(etag)
    }

    /// The same where a condition is welcome and not demanded.
    pub(super) fn check_if_stated(&self, version: i64) -> Result<(), Refusal> {
        if self.must_be.is_empty() { Ok(()) } else { self.check_stated(&etag(version)) }
    }

    fn check_stated(&self, etag: &str) -> Result<(), Refusal> {
        let holds = self.must_be.iter().any(|tag| tag == "*" || tag == etag);
        if holds { Ok(()) } else { Err(Refusal::PreconditionFailed(Some(etag.to_owned()))) }
    }
}

fn tags(request: &HeaderMap, name: &header::HeaderName) -> Vec<String> {
    let values = request.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().to_owned())
        .filter(|tag| !tag.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;

    use super::Condition;
    use crate::error::Refusal;

    fn check(headers: &[(&'static str, &str)], version: Option<i64>, expected: &Result<(), Refusal>) {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        assert_eq!(&Condition::of(&map).check(version), expected, "{headers:?} {version:?}");
    }

    #[test]
    fn conditions() {
        let failed = |tag: Option<&str>| Err(Refusal::PreconditionFailed(tag.map(str::to_owned)));
        check(&[], None, &Ok(()));
        check(&[], Some(2), &Err(Refusal::PreconditionRequired("\"v2\"".into())));
        check(&[("if-match", "\"v2\"")], Some(2), &Ok(()));
        check(&[("if-match", "\"v1\", \"v2\"")], Some(2), &Ok(()));
        check(&[("if-match", "*")], Some(2), &Ok(()));
        check(&[("if-match", "\"v1\"")], Some(2), &failed(Some("\"v2\"")));
        check(&[("if-match", "W/\"v2\"")], Some(2), &failed(Some("\"v2\"")));
        check(&[("if-match", "\"v1\"")], None, &failed(None));
        check(&[("if-none-match", "*")], None, &Ok(()));
        check(&[("if-none-match", "*")], Some(2), &failed(Some("\"v2\"")));
    }
}
