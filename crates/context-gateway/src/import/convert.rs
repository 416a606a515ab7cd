//! Makes values of the kind the contract wants. Knows kinds, neither rows nor columns.

use std::borrow::Cow;

use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};

use super::{
    date::{DateFormat, parse_date, parse_time},
    spec::Kind,
};

/// Makes a value of the wanted kind; as it is where none is wanted.
///
/// # Errors
/// One sentence without the value.
pub(super) fn convert(
    value: Cow<'_, Json>,
    kind: Option<Kind>,
    dates: &[DateFormat],
    time_zone: &TimeZone,
) -> Result<Json, String> {
    let Some(kind) = kind else { return Ok(value.into_owned()) };
    match kind {
        Kind::Text => Ok(Json::String(plain(&value))),
        Kind::Integer => {
            plain(&value).parse::<i64>().map(Json::from).map_err(|_| "is not a whole number".into())
        }
        Kind::Decimal => match plain(&value).parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(json!(number)),
            _ => Err("is not a number".into()),
        },
        Kind::Boolean => match value.as_bool().or_else(|| boolean(&plain(&value))) {
            Some(answer) => Ok(Json::Bool(answer)),
            None => Err("is neither yes nor no".into()),
        },
        Kind::Date => parse_date(&plain(&value), dates)
            .map(Json::String)
            .ok_or("is not a date of the given format".into()),
        Kind::Time => parse_time(&plain(&value), dates, time_zone)
            .map(|time| Json::String(time.to_string()))
            .ok_or("is not a time of the given format".into()),
        Kind::Json => match value.as_ref() {
            Json::String(text) => serde_json::from_str(text).map_err(|_| "is not JSON".into()),
            other => Ok(other.clone()),
        },
    }
}

/// The text of a value; of a number as it is written.
pub(super) fn plain(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Yes or no in a few languages of computers.
pub(super) fn boolean(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "yes" | "true" | "1" | "y" | "t" | "on" => Some(true),
        "no" | "false" | "0" | "n" | "f" | "off" => Some(false),
        _ => None,
    }
}

/// Digits with an optional sign and fraction: what the contract allows for money.
pub(super) fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}
