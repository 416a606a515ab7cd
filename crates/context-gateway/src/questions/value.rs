//! What the answer to a question looks like, and whether a value is one.
//! Knows types of values, not whose they are.

use context_contract::{Timestamp, Value, value::Money};

/// How a value is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ValueType {
    /// Plain text.
    #[default]
    String,
    /// Yes or no.
    Boolean,
    /// A whole number.
    Integer,
    /// Any number.
    Decimal,
    /// A day, `2026-11-22`.
    Date,
    /// A moment in RFC 3339.
    DateTime,
    /// An amount with its currency.
    Money,
    /// One of a few texts.
    Choice,
}

impl ValueType {
    /// The types by the names they have in the contract.
    pub const KNOWN: &[(&str, Self)] = &[
        ("string", Self::String),
        ("boolean", Self::Boolean),
        ("integer", Self::Integer),
        ("decimal", Self::Decimal),
        ("date", Self::Date),
        ("dateTime", Self::DateTime),
        ("money", Self::Money),
        ("choice", Self::Choice),
    ];

    /// The type with this name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::KNOWN.iter().find(|(known, _)| *known == name).map(|(_, value_type)| *value_type)
    }

    /// Its name in the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::KNOWN.iter().find(|(_, known)| *known == self).map_or("string", |(name, _)| name)
    }

    /// Whether a value is of this type; for a choice, one of those given.
    ///
    /// # Errors
    /// What it has to be, as the end of a sentence that begins with the field.
    pub fn check<'c>(
        self,
        value: &Value,
        mut choices: impl Iterator<Item = &'c str>,
    ) -> Result<(), &'static str> {
        let text = value.as_text();
        let (fits, expected) = match self {
            Self::String => (text.is_some(), "is a text"),
            Self::Boolean => (matches!(value, Value::Bool(_)), "is true or false"),
            Self::Integer => (matches!(value, Value::Integer(_)), "is a whole number"),
            Self::Decimal => (matches!(value, Value::Integer(_) | Value::Decimal(_)), "is a number"),
            Self::Date => (text.is_some_and(is_date), "is a day, written 2026-11-22"),
            Self::DateTime => {
                (text.is_some_and(|text| Timestamp::parse(text).is_some()), "is a time in RFC 3339")
            }
            Self::Money => (
                matches!(value, Value::Money(money) if is_money(money)),
                "is an amount, written {\"value\": \"10.90\", \"currency\": \"EUR\"}",
            ),
            Self::Choice => (
                text.is_some_and(|text| choices.any(|choice| choice == text)),
                "is one of the question's choices",
            ),
        };
        if fits { Ok(()) } else { Err(expected) }
    }
}

/// A day of the calendar in its full form.
fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// A decimal number and a code of ISO 4217.
fn is_money(money: &Money) -> bool {
    let digits = |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit());
    let number = money.value.strip_prefix('-').unwrap_or(&money.value);
    let (whole, cents) = number.split_once('.').unwrap_or((number, "0"));
    let code = money.currency.len() == 3 && money.currency.chars().all(|letter| letter.is_ascii_uppercase());
    digits(whole) && digits(cents) && code
}

#[cfg(test)]
mod tests {
    use context_contract::Value;
    use serde_json::json;

    use super::ValueType;

    fn check(name: &str, value: &serde_json::Value, expected: bool) {
        let read: Value = serde_json::from_value(value.clone()).unwrap();
        let value_type = ValueType::of(name).unwrap();
        assert_eq!(value_type.as_str(), name);
        assert_eq!(
            value_type.check(&read, ["Cable", "Kabel"].into_iter()).is_ok(),
            expected,
            "{name} {value}"
        );
    }

    #[test]
    fn a_value_is_of_its_type() {
        check("string", &json!("AX-3000"), true);
        check("string", &json!(5), false);
        check("boolean", &json!(false), true);
        check("boolean", &json!("no"), false);
        check("integer", &json!(3), true);
        check("integer", &json!(3.5), false);
        check("decimal", &json!(3), true);
        check("decimal", &json!(3.5), true);
        check("decimal", &json!("3.5"), false);
        check("date", &json!("2028-02-29"), true);
        for wrong in ["2027-02-29", "20270228", "2027-2-28", "28.02.2027", "2027-02-28T10:00:00Z"] {
            check("date", &json!(wrong), false);
        }
        check("dateTime", &json!("2026-11-22T10:00:00Z"), true);
        check("dateTime", &json!("2026-11-22"), false);
        check("money", &json!({"value": "10.90", "currency": "EUR"}), true);
        check("money", &json!({"value": "-10", "currency": "EUR"}), true);
        for (value, currency) in [("", "EUR"), ("10,90", "EUR"), (".5", "EUR"), ("1", "euro"), ("1", "eur")] {
            check("money", &json!({"value": value, "currency": currency}), false);
        }
        check("money", &json!(10.9), false);
        check("choice", &json!("Cable"), true);
        check("choice", &json!("Kabel"), true);
        check("choice", &json!("cable"), false);
    }
}
