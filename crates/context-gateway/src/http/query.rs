//! Query strings: limits and filters. Knows names and ranges, not what is listed.

use std::collections::BTreeSet;

use axum::extract::Query;
use context_contract::Timestamp;

use crate::{error::Refusal, store::timeline::Filter};

/// The parameters in the order in which they were sent; a name may come several times.
pub(super) type Parameters = Query<Vec<(String, String)>>;

/// Items on a page when the client does not say.
const DEFAULT_LIMIT: usize = 20;

/// The most items on a page.
const MAX_LIMIT: usize = 100;

/// The most values of one filter, and the most characters of one value.
const MAX_VALUES: usize = 50;
const MAX_LENGTH: usize = 200;

/// How many items the client wants on a page.
pub(super) fn limit(parameters: &Parameters) -> Result<usize, Refusal> {
    match one(parameters, "limit") {
        None => Ok(DEFAULT_LIMIT),
        Some(text) => match text.parse() {
            Ok(limit @ 1..=MAX_LIMIT) => Ok(limit),
            _ => Err(Refusal::field("?limit", "is a number from 1 to 100")),
        },
    }
}

/// What the client wants to see. Values of a filter are separated by commas or sent one by one.
pub(super) fn filter(parameters: &Parameters) -> Result<Filter, Refusal> {
    Ok(Filter {
        department: many(parameters, "department")?,
        channel: many(parameters, "channel")?,
        kind: many(parameters, "type")?,
        status: many(parameters, "status")?,
        direction: many(parameters, "direction")?,
        from: moment(parameters, "from")?,
        to: moment(parameters, "to")?,
        search: search(parameters)?,
    })
}

/// The value of a parameter that comes at most once.
pub(super) fn one<'a>(parameters: &'a Parameters, name: &str) -> Option<&'a str> {
    parameters.0.iter().rev().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
}

fn many(parameters: &Parameters, name: &str) -> Result<BTreeSet<String>, Refusal> {
    let given = parameters.0.iter().filter(|(given, _)| given == name);
    let values =
        given.flat_map(|(_, value)| value.split(',')).map(str::trim).filter(|value| !value.is_empty());
    let values: BTreeSet<String> = values.map(str::to_owned).collect();
    if values.len() > MAX_VALUES || values.iter().any(|value| value.chars().count() > MAX_LENGTH) {
        return Err(Refusal::field(&format!("?{name}"), "has too many or too long values"));
    }
    Ok(values)
}

fn moment(parameters: &Parameters, name: &str) -> Result<Option<Timestamp>, Refusal> {
    let Some(text) = one(parameters, name).filter(|text| !text.is_empty()) else { return Ok(None) };
    let moment = Timestamp::parse(text);
    moment
        .map(Some)
        .ok_or_else(|| Refusal::field(&format!("?{name}"), "is a time in RFC 3339, its + written %2B"))
}

fn search(parameters: &Parameters) -> Result<Option<String>, Refusal> {
    let Some(words) = one(parameters, "q").map(str::trim).filter(|words| !words.is_empty()) else {
        return Ok(None);
    };
    if words.chars().count() > MAX_LENGTH {
        return Err(Refusal::field("?q", "has more than 200 characters"));
    }
    Ok(Some(words.to_owned()))
}
