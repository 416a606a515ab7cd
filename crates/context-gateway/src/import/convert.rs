//! Makes values of the kind the contract wants. Knows kinds, neither rows nor columns.

use std::borrow::Cow;

use jiff::tz::TimeZone;
use serde_json::Number;

use super::{
    date::{DateFormat, is_usual_time, parse_date, parse_time},
    node::Node,
    spec::Kind,
};

/// Makes a value of the wanted kind; as it is where none is wanted.
///
/// # Errors
/// One sentence without the value.
pub(super) fn convert<'a>(
    value: Node<'a>,
    kind: Option<Kind>,
    dates: &[DateFormat],
    time_zone: &TimeZone,
) -> Result<Node<'a>, String> {
    let Some(kind) = kind else { return Ok(value) };
    match kind {
        Kind::Text => Ok(Node::Text(into_text(value))),
        Kind::Integer => match value.plain().parse::<i64>() {
            Ok(number) => Ok(Node::Number(number.into())),
            Err(_) => Err("is not a whole number".into()),
        },
        Kind::Decimal => match value.plain().parse().ok().and_then(Number::from_f64) {
            Some(number) => Ok(Node::Number(number)),
            None => Err("is not a number".into()),
        },
        Kind::Boolean => match value.as_bool().or_else(|| boolean(&value.plain())) {
            Some(answer) => Ok(Node::Bool(answer)),
            None => Err("is neither yes nor no".into()),
        },
        Kind::Date => match parse_date(&value.plain(), dates) {
            Some(date) => Ok(Node::Text(date.into())),
            None => Err("is not a date of the given format".into()),
        },
        Kind::Time => {
            let text = into_text(value);
            match parse_time(&text, dates, time_zone) {
                Some(_) if dates.is_empty() && is_usual_time(&text) => Ok(Node::Text(text)),
                Some(time) => Ok(Node::Text(time.to_string().into())),
                None => Err("is not a time of the given format".into()),
            }
        }
        Kind::Json => match value.as_str() {
            Some(text) => match serde_json::from_str::<serde_json::Value>(text) {
                Ok(json) => Ok(json.into()),
                Err(_) => Err("is not JSON".into()),
            },
            None => Ok(value),
        },
    }
}

/// The text of a value; of a number as it is written.
pub(super) fn into_text(value: Node<'_>) -> Cow<'_, str> {
    match value {
        Node::Text(text) => text,
        other => Cow::Owned(other.plain().into_owned()),
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
