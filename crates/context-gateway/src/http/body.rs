//! Reads a JSON body: declared as JSON, within the size, not nested beyond reason, and of the right shape.
//! Knows how to say which field is wrong.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
};
use serde::de::DeserializeOwned;

use super::Gateway;
use crate::error::Refusal;

/// Deeper than any object of the contract; a parser that recurses needs an end.
const MAX_DEPTH: usize = 32;

/// A body and the bytes it was read from, which a repeated request must equal.
pub(crate) struct JsonBody<T> {
    pub(crate) value: T,
    pub(crate) bytes: Bytes,
}

impl<T: DeserializeOwned> FromRequest<Arc<Gateway>> for JsonBody<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, gateway: &Arc<Gateway>) -> Result<Self, Refusal> {
        if !is_json(request.headers()) {
            return Err(Refusal::UnsupportedMediaType);
        }
        let bytes = Bytes::from_request(request, gateway).await.map_err(|error| unread(&error))?;
        Ok(Self { value: parse(&bytes)?, bytes })
    }
}

/// Parses, or says where it went wrong.
pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    if depth(bytes) > MAX_DEPTH {
        return Err(Refusal::field("", &format!("is nested more than {MAX_DEPTH} levels deep")));
    }
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| Refusal::field(&pointer(error.path()), &reason(error.inner())))?;
    deserializer.end().map_err(|_| Refusal::field("", "has something after its end"))?;
    Ok(value)
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    value.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn unread(error: &BytesRejection) -> Refusal {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Refusal::TooLarge
    } else {
        Refusal::field("", "broke off")
    }
}

/// The category and the place, never the text: error messages of parsers repeat what was sent.
fn reason(error: &serde_json::Error) -> String {
    let what = match error.classify() {
        serde_json::error::Category::Data => "is missing or not of the right type",
        _ => "is not JSON",
    };
    format!("{what} (line {}, column {})", error.line(), error.column())
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer += &format!("/{index}"),
            Segment::Map { key } => pointer += &format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

/// How deep brackets nest, without building anything. Brackets in strings do not count.
fn depth(bytes: &[u8]) -> usize {
    let (mut now, mut most, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for &byte in bytes {
        match (in_string, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_string = !in_string,
            (false, b'[' | b'{') => {
                now += 1;
                most = most.max(now);
            }
            (false, b']' | b'}') => now = now.saturating_sub(1),
            _ => {}
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use context_contract::request::ResolveRequest;

    use super::{depth, parse};
    use crate::error::Refusal;

    fn check(body: &str, pointer: &str) {
        let Err(Refusal::Invalid(errors)) = parse::<ResolveRequest>(body.as_bytes()) else {
            panic!("{body}")
        };
        assert_eq!(errors[0].pointer, pointer, "{body} {errors:?}");
        assert!(!errors[0].detail.contains("secret"), "{errors:?}");
    }

    #[test]
    fn says_where() {
        check("", "");
        check("{", "");
        check("{}", "");
        check(r#"{"identifiers":"secret"}"#, "/identifiers");
        check(r#"{"identifiers":[{"type":"email","value":{"secret":1}}]}"#, "/identifiers/0/value");
        check(r#"{"identifiers":[]} secret"#, "");
        check(&format!("{}{}", "[".repeat(200), "]".repeat(200)), "");
    }

    #[test]
    fn brackets_in_strings_do_not_nest() {
        assert_eq!(depth(br#"{"a":"[[[\"[[","b":[1]}"#), 2);
    }
}
