//! How often customers are asked: counts by department and day, without customers, agents or questions.
//! Knows what is counted; when something counts is decided by the widget and the gateway.

use serde::{Deserialize, Serialize};

use crate::open_enum::open_enum;

open_enum! {
    /// What is counted.
    AskKind {
        /// A question was offered for asking: what is known is missing, stale or contradictory.
        Suggested = "suggested",
        /// The agent was warned that a question is answered already, and did not ask it.
        Avoided = "avoided",
        /// The agent was warned, and asked all the same.
        Happened = "happened",
        /// Something known was confirmed instead of asked for.
        Confirmed = "confirmed",
        /// A contact was handed over with what the next agent needs to know.
        Handoff = "handoff",
    }
}

/// Body of `POST /v1/asks`: what a panel has counted since it last told. The department is the token's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskReport {
    /// 1 to 20 entries; several of one kind are added up.
    pub events: Vec<AskEvent>,
}

/// How often something happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskEvent {
    /// `suggested`, `avoided` or `happened`; the gateway counts the other kinds itself.
    pub kind: AskKind,
    /// 1 to 500.
    pub count: u32,
}

/// Answer of `POST /v1/asks`: where it was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskReceipt {
    /// The day in UTC: `2026-11-22`.
    pub day: String,
    /// The department it was counted for.
    pub department: String,
    /// What was counted.
    pub counted: AskCounts,
}

/// Counts by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskCounts {
    /// [`AskKind::Suggested`].
    pub suggested: u64,
    /// [`AskKind::Avoided`].
    pub avoided: u64,
    /// [`AskKind::Happened`].
    pub happened: u64,
    /// [`AskKind::Confirmed`].
    pub confirmed: u64,
    /// [`AskKind::Handoff`].
    pub handoff: u64,
}

impl AskCounts {
    /// Adds to one of the counts; a kind that this version does not know is left out.
    pub fn add(&mut self, kind: &AskKind, count: u64) {
        let field = match kind {
            AskKind::Suggested => &mut self.suggested,
            AskKind::Avoided => &mut self.avoided,
            AskKind::Happened => &mut self.happened,
            AskKind::Confirmed => &mut self.confirmed,
            AskKind::Handoff => &mut self.handoff,
            AskKind::Other(_) => return,
        };
        *field = field.saturating_add(count);
    }

    /// Adds all of them.
    pub fn add_all(&mut self, other: &Self) {
        for (kind, count) in other.by_kind() {
            self.add(&kind, count);
        }
    }

    /// Every count with its kind, in the order of the contract.
    #[must_use]
    pub const fn by_kind(&self) -> [(AskKind, u64); 5] {
        [
            (AskKind::Suggested, self.suggested),
            (AskKind::Avoided, self.avoided),
            (AskKind::Happened, self.happened),
            (AskKind::Confirmed, self.confirmed),
            (AskKind::Handoff, self.handoff),
        ]
    }

    /// The share of repeat asks that was avoided, 0 to 1; `None` when no question was in danger of being repeated.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of questions stay far below 2^52")]
    pub fn avoided_rate(&self) -> Option<f64> {
        let all = self.avoided.saturating_add(self.happened);
        (all > 0).then(|| self.avoided as f64 / all as f64)
    }
}

/// Answer of `GET /v1/asks/summary`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskSummary {
    /// The first day, in UTC: `2026-11-01`.
    pub from: String,
    /// The last day; it takes part.
    pub to: String,
    /// Every department that was ever counted, by name, whether or not it takes part here.
    pub departments: Vec<String>,
    /// Every day from the first to the last, those without counts too.
    pub days: Vec<AskDay>,
    /// All days and departments that take part.
    pub totals: AskCounts,
    /// Avoided out of avoided and happened, 0 to 1; absent when there was neither.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avoided_rate: Option<f64>,
}

/// One day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskDay {
    /// In UTC: `2026-11-22`.
    pub day: String,
    /// The departments with counts, by name.
    pub departments: Vec<DepartmentAsks>,
}

/// The counts of one department on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DepartmentAsks {
    /// The department as it is counted: `support`.
    pub department: String,
    /// What was counted.
    #[serde(flatten)]
    pub counts: AskCounts,
}
