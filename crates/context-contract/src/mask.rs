//! Masks: how much of a value may be seen or said, and whether two masked values can be the same.
//! Knows values, not who is looking: that is the gateway's policy.

use std::borrow::Cow;

use crate::{Value, value::Masked};

/// What stands in the place of what may not be seen.
const DOTS: &str = "••••";

/// A text has to be this long before its end says nothing about the rest, in characters.
const SHORTEST: usize = 8;

/// Only the ends of a value: `•••• 0706`; of an e-mail address its first letter and its domain, `m••••@example.com`.
/// A short text shows nothing. What is masked or restricted already stays so.
#[must_use]
pub fn ends(value: &Value) -> Cow<'_, Value> {
    let text = match value {
        Value::Masked(_) | Value::Restricted(_) | Value::Null => return Cow::Borrowed(value),
        Value::Text(text) => Cow::Borrowed(text.trim()),
        Value::Integer(number) => Cow::Owned(number.to_string()),
        _ => return whole(Cow::Borrowed(value)),
    };
    Cow::Owned(hidden(match text.rsplit_once('@') {
        Some((name, domain)) if !domain.is_empty() => {
            format!("{}{DOTS}@{domain}", name.chars().next().map(String::from).unwrap_or_default())
        }
        _ => last_four(&text),
    }))
}

/// Nothing of a value but that it exists.
#[must_use]
pub fn whole(value: Cow<'_, Value>) -> Cow<'_, Value> {
    match value.as_ref() {
        Value::Restricted(_) | Value::Null => value,
        _ => Cow::Owned(hidden(String::new())),
    }
}

/// The last four characters of a text of eight or more; of a shorter one that would be too much of it.
#[must_use]
pub fn last_four(text: &str) -> String {
    let text = text.trim();
    let count = text.chars().count();
    if count < SHORTEST {
        return DOTS.to_owned();
    }
    let end: String = text.chars().skip(count - 4).collect();
    format!("{DOTS} {}", end.trim_start())
}

/// Whether a verified claim can be about this value. Claims are masked in ways of their own (`+44113***0706`): what is
/// visible of both has to agree. A claim that shows nothing proves only a value that shows nothing either; guessing
/// "verified" would be the worse mistake.
#[must_use]
pub fn agree(claim: &Value, value: &Value) -> bool {
    let (Some(claim), Some(value)) = (visible(claim), visible(value)) else { return true };
    let length = claim.len().min(value.len());
    claim.is_empty() == value.is_empty() && claim[claim.len() - length..] == value[value.len() - length..]
}

fn visible(value: &Value) -> Option<Vec<char>> {
    match value {
        Value::Text(text) => Some(last_visible(text)),
        Value::Masked(masked) => Some(last_visible(&masked.masked)),
        _ => None,
    }
}

/// The letters and digits after the last masking character.
fn last_visible(text: &str) -> Vec<char> {
    let tail = text.rsplit(['*', '•', '·', 'X']).next().unwrap_or_default();
    tail.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn hidden(masked: String) -> Value {
    Value::Masked(Masked { masked, handle: None })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{agree, ends};
    use crate::Value;

    fn read(json: &serde_json::Value) -> Value {
        serde_json::from_value(json.clone()).unwrap()
    }

    #[test]
    fn only_the_ends_are_shown() {
        let check = |value: serde_json::Value, expected: serde_json::Value| {
            assert_eq!(*ends(&read(&value)), read(&expected), "{value}");
        };
        check(json!("+441134960706"), json!({"masked": "•••• 0706"}));
        check(json!("maren.oakfield@example.com"), json!({"masked": "m••••@example.com"}));
        check(json!("@example.com"), json!({"masked": "••••@example.com"}));
        check(json!("12 Elm Row, LS1 4AP"), json!({"masked": "•••• 4AP"}));
        check(json!("pin 12"), json!({"masked": "••••"}));
        check(json!(12345678), json!({"masked": "•••• 5678"}));
        check(json!(true), json!({"masked": ""}));
        check(json!({"value": "10.00", "currency": "EUR"}), json!({"masked": ""}));
        check(json!({"masked": "•••• 4421"}), json!({"masked": "•••• 4421"}));
        check(json!({"restricted": "policy"}), json!({"restricted": "policy"}));
    }

    #[test]
    fn claims_are_compared_by_what_is_visible() {
        let check = |claim: serde_json::Value, value: serde_json::Value, expected: bool| {
            assert_eq!(agree(&read(&claim), &read(&value)), expected, "{claim} {value}");
        };
        check(json!("+44113***0706"), json!("+441134960706"), true);
        check(json!("+44113***0188"), json!("+441134960706"), false);
        check(json!({"masked": ""}), json!({"masked": ""}), true);
        check(json!({"masked": ""}), json!({"masked": "•••• 4421"}), false);
        check(json!({"masked": "•••• 4422"}), json!({"masked": "•••• 4421"}), false);
    }
}
