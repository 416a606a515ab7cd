//! The systems the answer was put together from, and how each of them answered.
//! Knows no addresses and no secrets of those systems.

use serde::{Deserialize, Serialize};

use crate::{Problem, Timestamp, enums::SourceStatus};

/// One source and how it answered this time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Source {
    /// Machine name, as other objects refer to it.
    pub id: String,
    /// Name for people; the id where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `crm`, `support`, `billing`, `shop`, `cdp`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// How it answered.
    pub status: SourceStatus,
    /// The moment its data show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// Why it did not answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// The catalogue of sources.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceList {
    /// The sources in the operator's order.
    pub sources: Vec<Source>,
}
