//! Errors on the wire: problem details, RFC 9457, with a machine code.
//! Knows no particular error; texts here are for developers and never shown to agents.

use serde::{Deserialize, Serialize};

use crate::Value;

/// A problem. Sent as `application/problem+json`, and inside a [`crate::Source`] that failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URI that names the kind of problem; `about:blank` when the status says it all.
    #[serde(rename = "type", default = "about_blank")]
    pub kind: String,
    /// A short text, the same for every occurrence.
    #[serde(default)]
    pub title: String,
    /// The HTTP status.
    #[serde(default)]
    pub status: u16,
    /// Machine code: `source-timeout`, `token-expired`. Programs decide by this alone.
    #[serde(default)]
    pub code: String,
    /// What to do about this occurrence; never holds personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The fields that were wrong, for status 400 and 422.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// For status 412: the object as it is now, as this reader may see it, its `etag` included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<Value>,
}

/// One wrong field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// JSON pointer (RFC 6901) into the request body, or `?name` for a query parameter.
    pub pointer: String,
    /// What is wrong with it.
    pub detail: String,
}

fn about_blank() -> String {
    "about:blank".to_owned()
}
