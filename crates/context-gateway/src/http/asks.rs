//! `POST /v1/asks` and `GET /v1/asks/summary`: how often customers are asked, by department and day.
//! Knows what may be counted and how it is added up; no customers, no agents, no questions.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, Method},
    response::Response,
};
use context_contract::asks::{
    AskCounts, AskDay, AskEvent, AskKind, AskReceipt, AskReport, AskSummary, DepartmentAsks,
};

use super::{
    Gateway,
    body::JsonBody,
    conditional,
    gateway::now,
    peer::{Caller, Visit},
    query::{self, Parameters},
    write::{Change, commit_apart},
};
use crate::{
    Error,
    error::Refusal,
    store::asks::{self, day_of, day_text, read_day},
};

/// The most entries of one report, and the most that one entry counts.
const MAX_EVENTS: usize = 20;
const MAX_COUNT: u32 = 500;

/// The days of a summary when the client does not say, and the most of them.
const DEFAULT_DAYS: i64 = 30;
const MAX_DAYS: i64 = 366;

/// Takes what a panel has counted since it last told.
///
/// Counted for the department of the token and for today in UTC. What is said is how often, never about whom or what.
#[utoipa::path(post, path = "/v1/asks", tag = "asks", request_body = AskReport,
    params(super::openapi::WriteHeaders),
    responses(
        (status = 200, description = "Counted.", body = AskReceipt),
        (status = 400, response = super::openapi::Invalid),
        (status = 401, response = super::openapi::Unauthorised),
        (status = 422, response = super::openapi::KeyReused),
        (status = 429, response = super::openapi::Overloaded),
    ))]
pub(super) async fn report(
    State(gateway): State<Arc<Gateway>>,
    Caller(agent): Caller,
    method: Method,
    headers: HeaderMap,
    body: JsonBody<AskReport>,
) -> Result<Response, Error> {
    let visit = Visit { agent, customer: String::new(), item: String::new() };
    let change = Change::new(visit, "asks", &method, &headers, &body.bytes)?;
    let counted = counts(&body.value.events)?;
    commit_apart(&gateway, change, move |db, change| {
        let day = day_of(change.now);
        let department = asks::add(db, &change.agent.department, day, &counted)?;
        Ok(AskReceipt { day: day_text(day), department, counted })
    })
    .await
}

/// The counts of some days.
///
/// Every day from the first to the last, whatever was counted; totals; and the share of repeat asks that was avoided.
#[utoipa::path(get, path = "/v1/asks/summary", tag = "asks",
    params(
        ("from" = Option<String>, Query, description = "First day in UTC, `2026-11-01`; 29 days before the last one when absent."),
        ("to" = Option<String>, Query, description = "Last day in UTC; today when absent. At most 366 days."),
        ("department" = Option<String>, Query, description = "Only this department."),
        ("If-None-Match" = Option<String>, Header, description = "The ETag the client has."),
    ),
    responses(
        (status = 200, description = "The counts.", body = AskSummary),
        (status = 304, description = "The client has them."),
        (status = 400, response = super::openapi::Invalid),
        (status = 401, response = super::openapi::Unauthorised),
        (status = 429, response = super::openapi::Overloaded),
    ))]
pub(super) async fn summary(
    State(gateway): State<Arc<Gateway>>,
    _caller: Caller,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let span = span(&parameters, day_of(now()))?;
    let department = department(&parameters)?;
    let found = gateway.store.read(move |db| {
        let known = asks::totals(db)?.into_iter().map(|(name, _)| name).collect();
        Ok(summarise(span, asks::between(db, span, department.as_deref())?, known))
    });
    let body = serde_json::to_vec(&found.await?)?;
    let etag = conditional::etag_of(&body);
    Ok(conditional::respond(&headers, body, &etag))
}

fn counts(events: &[AskEvent]) -> Result<AskCounts, Refusal> {
    if !(1..=MAX_EVENTS).contains(&events.len()) {
        return Err(Refusal::field("/events", &format!("has 1 to {MAX_EVENTS} entries")));
    }
    let mut counts = AskCounts::default();
    for (at, event) in events.iter().enumerate() {
        if !matches!(event.kind, AskKind::Suggested | AskKind::Avoided | AskKind::Happened) {
            return Err(Refusal::field(
                &format!("/events/{at}/kind"),
                "is suggested, avoided or happened: the others are counted here",
            ));
        }
        if !(1..=MAX_COUNT).contains(&event.count) {
            return Err(Refusal::field(
                &format!("/events/{at}/count"),
                &format!("is a number from 1 to {MAX_COUNT}"),
            ));
        }
        counts.add(&event.kind, u64::from(event.count));
    }
    Ok(counts)
}

/// The first and the last day.
fn span(parameters: &Parameters, today: i64) -> Result<(i64, i64), Refusal> {
    let last = day(parameters, "to")?.unwrap_or(today);
    let first = day(parameters, "from")?.unwrap_or(last - DEFAULT_DAYS + 1);
    match last - first + 1 {
        1..=MAX_DAYS => Ok((first, last)),
        ..=0 => Err(Refusal::field("?from", "is not after the last day")),
        _ => Err(Refusal::field("?from", &format!("is at most {MAX_DAYS} days before the last day"))),
    }
}

fn day(parameters: &Parameters, name: &str) -> Result<Option<i64>, Refusal> {
    let Some(text) = query::one(parameters, name).filter(|text| !text.is_empty()) else { return Ok(None) };
    let wrong = || Refusal::field(&format!("?{name}"), "is a day, written 2026-11-22");
    read_day(text).map(Some).ok_or_else(wrong)
}

fn department(parameters: &Parameters) -> Result<Option<String>, Refusal> {
    let given = query::one(parameters, "department").map(str::trim).filter(|text| !text.is_empty());
    if given.is_some_and(|text| text.chars().count() > 200) {
        return Err(Refusal::field("?department", "has more than 200 characters"));
    }
    Ok(given.map(asks::plain_name))
}

fn summarise(
    (first, last): (i64, i64),
    found: Vec<(i64, String, AskCounts)>,
    departments: Vec<String>,
) -> AskSummary {
    let mut totals = AskCounts::default();
    let mut found = found.into_iter().peekable();
    let days = (first..=last).map(|day| {
        let mut of_day = Vec::new();
        while let Some((_, department, counts)) = found.next_if(|(its, ..)| *its == day) {
            totals.add_all(&counts);
            of_day.push(DepartmentAsks { department, counts });
        }
        AskDay { day: day_text(day), departments: of_day }
    });
    let days = days.collect();
    let (from, to) = (day_text(first), day_text(last));
    AskSummary { from, to, departments, days, totals, avoided_rate: totals.avoided_rate() }
}
