//! A value of unknown type, and the two ways in which it may be withheld.
//! Knows how values are written, not who may see them: that is the gateway's policy.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{MapAccess, SeqAccess, Visitor},
    ser::SerializeMap,
};

/// Any value of the contract. `null` is read as an absent field, never as a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Yes or no. `false` is an answer, not an absence.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Decimal(f64),
    /// Plain text, never markup.
    Text(String),
    /// An amount of money.
    Money(Money),
    /// It exists and this reader may see a part of it.
    Masked(Masked),
    /// It exists and this reader may not see it.
    Restricted(Restricted),
    /// Several values.
    List(Vec<Value>),
    /// A document of another standard, kept as it is.
    Object(BTreeMap<String, Value>),
    /// An explicit nothing inside a list or object of another standard.
    Null,
}

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Money {
    /// Decimal number as text, in units of the currency: `10.99`. Text, because binary fractions lose cents.
    pub value: String,
    /// ISO 4217 code.
    pub currency: String,
}

/// A value of which only a part may be seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Masked {
    /// What may be shown: `•••• 4421`. Empty when nothing of it may.
    pub masked: String,
    /// Opaque reference by which a permitted reader may ask for the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
}

/// A value that may not be seen at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Restricted {
    /// Why, as a machine code: `policy`.
    pub restricted: String,
}

impl Value {
    /// The plain text, when it is plain text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What lies at a JSON pointer (RFC 6901) below this value.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        pointer.split('/').skip(1).try_fold(self, |value, token| match value {
            Self::Object(fields) => fields.get(&token.replace("~1", "/").replace("~0", "~")),
            Self::List(items) => items.get(token.parse::<usize>().ok()?),
            _ => None,
        })
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Serialize for Value {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_i64(*value),
            Self::Decimal(value) => serializer.serialize_f64(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::Money(value) => value.serialize(serializer),
            Self::Masked(value) => value.serialize(serializer),
            Self::Restricted(value) => value.serialize(serializer),
            Self::List(values) => serializer.collect_seq(values),
            Self::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (name, value) in fields {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
            Self::Null => serializer.serialize_unit(),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Integer(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "a number beyond i64 is a measurement, not a count")]
    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(i64::try_from(value).map_or(Value::Decimal(value as f64), Value::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Decimal(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::Text(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(Self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut fields = BTreeMap::new();
        while let Some((name, value)) = entries.next_entry::<String, Value>()? {
            fields.insert(name, value);
        }
        Ok(recognise(fields))
    }
}

/// Money, masked and restricted are told from other objects by having exactly their fields.
fn recognise(mut fields: BTreeMap<String, Value>) -> Value {
    let names: Vec<&str> = fields.keys().map(String::as_str).collect();
    let all_text = fields.values().all(|value| matches!(value, Value::Text(_)));
    match (all_text, names.as_slice()) {
        (true, ["currency", "value"]) => {
            Value::Money(Money { value: take(&mut fields, "value"), currency: take(&mut fields, "currency") })
        }
        (true, ["masked"]) => Value::Masked(Masked { masked: take(&mut fields, "masked"), handle: None }),
        (true, ["handle", "masked"]) => Value::Masked(Masked {
            masked: take(&mut fields, "masked"),
            handle: Some(take(&mut fields, "handle")),
        }),
        (true, ["restricted"]) => {
            Value::Restricted(Restricted { restricted: take(&mut fields, "restricted") })
        }
        _ => Value::Object(fields),
    }
}

fn take(fields: &mut BTreeMap<String, Value>, name: &str) -> String {
    match fields.remove(name) {
        Some(Value::Text(text)) => text,
        _ => String::new(),
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Value {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, SchemaType};
        ObjectBuilder::new()
            .schema_type(SchemaType::AnyValue)
            .description(Some(
                "Any JSON value. An object with exactly `masked` (and optionally `handle`) is a masked value, one \
                 with exactly `restricted` a withheld one, one with exactly `value` and `currency` is money.",
            ))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Value {
    fn name() -> std::borrow::Cow<'static, str> {
        std::borrow::Cow::Borrowed("Value")
    }
}

#[cfg(test)]
mod tests {
    use super::{Masked, Money, Restricted, Value};

    fn check(json: &str, expected: &Value) {
        let read: Value = serde_json::from_str(json).unwrap();
        assert_eq!(&read, expected, "{json}");
        assert_eq!(serde_json::to_string(&read).unwrap(), json);
    }

    #[test]
    fn keeps_false_masked_restricted_and_empty_apart() {
        check("false", &Value::Bool(false));
        check("\"\"", &Value::from(""));
        check(
            r#"{"masked":"•••• 4421"}"#,
            &Value::Masked(Masked { masked: "•••• 4421".into(), handle: None }),
        );
        check(r#"{"restricted":"policy"}"#, &Value::Restricted(Restricted { restricted: "policy".into() }));
        check("[]", &Value::List(vec![]));
    }

    #[test]
    fn keeps_numbers_as_they_were() {
        check("293", &Value::Integer(293));
        check("0.5", &Value::Decimal(0.5));
        let money = Money { value: "10.90".into(), currency: "USD".into() };
        check(r#"{"value":"10.90","currency":"USD"}"#, &Value::Money(money));
    }

    #[test]
    fn follows_pointers() {
        let value: Value = serde_json::from_str(r#"{"a":[{"b/c":1}]}"#).unwrap();
        assert_eq!(value.pointer("/a/0/b~1c"), Some(&Value::Integer(1)));
        assert_eq!(value.pointer("/a/1"), None);
    }
}
