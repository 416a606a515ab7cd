//! How one value is taken out of a row, as an operator writes it: a column, a constant or a template, and what is
//! done with it. Knows the notation; `extract` carries it out.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor, value::MapAccessDeserializer},
};
use serde_json::Value as Json;

/// Where a value comes from. A plain string is the name of a column.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Detailed {
    /// A column of CSV, or a path with dots into the object of an NDJSON line.
    #[serde(default)]
    pub column: Option<String>,
    /// Always this.
    #[serde(default)]
    pub value: Option<Json>,
    /// Text with `{column}` in it. No value when all its columns are empty.
    #[serde(default)]
    pub template: Option<String>,
    /// Formats of dates and times, tried in this order: those of `strptime`, `rfc3339`, `unix`, `unix-ms`.
    #[serde(default)]
    pub date: Option<OneOrMany<String>>,
    /// What it becomes. Absent: text from CSV, as it is from NDJSON.
    #[serde(default, rename = "type")]
    pub kind: Option<Kind>,
    /// ISO 4217 code: the number becomes an amount of money.
    #[serde(default)]
    pub currency: Option<String>,
    /// Words of the source and what they mean. A word that is not among them is an error unless there is a default.
    #[serde(default)]
    pub map: Option<BTreeMap<String, Json>>,
    /// The value of an empty cell, or of a word that is not in `map`.
    #[serde(default)]
    pub default: Option<Json>,
    /// Whether a row without it is rejected.
    #[serde(default)]
    pub required: bool,
    /// What separates several values in one cell; makes a list.
    #[serde(default)]
    pub separator: Option<String>,
    /// Profile fields only: whether the source has checked it, always or by a column.
    #[serde(default)]
    pub verified: Option<Verified>,
    /// Profile fields only: `declared`, `observed`, `computed` or `inferred`.
    #[serde(default)]
    pub method: Option<String>,
    /// Profile fields only: how sure the source is, 0 to 1.
    #[serde(default)]
    pub confidence: Option<f64>,
}

/// See [`Detailed`].
#[derive(Clone, Debug, PartialEq)]
pub struct Spec(pub Box<Detailed>);

/// What a value becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// Any number.
    Decimal,
    /// `yes`, `true`, `1`, `y`, `t`, `on` or `no`, `false`, `0`, `n`, `f`, `off` in any case.
    Boolean,
    /// A calendar date, `YYYY-MM-DD`.
    Date,
    /// A moment, RFC 3339.
    Time,
    /// JSON written into a cell.
    Json,
}

/// Whether a value has been checked.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Verified {
    /// Always or never.
    Always(bool),
    /// Where this column says yes or holds anything but a no.
    Column(String),
}

/// Only rows whose column is one of these words; without words, only rows where it is not empty.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Condition {
    /// The column.
    pub column: String,
    /// The words.
    #[serde(default, rename = "in")]
    pub words: Vec<String>,
}

/// One or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<T> OneOrMany<T> {
    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Values<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Values<T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("one entry or a list of entries")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Vec<T>, E> {
                T::deserialize(serde::de::value::StrDeserializer::new(text)).map(|one| vec![one])
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Vec<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(|one| vec![one])
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut entries: A) -> Result<Vec<T>, A::Error> {
                let mut all = vec![];
                while let Some(entry) = entries.next_element()? {
                    all.push(entry);
                }
                Ok(all)
            }
        }

        deserializer.deserialize_any(Values(std::marker::PhantomData)).map(Self)
    }
}

impl<'de> Deserialize<'de> for Spec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SpecVisitor;

        impl<'de> Visitor<'de> for SpecVisitor {
            type Value = Detailed;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a column, or a table with column, value or template")
            }

            fn visit_str<E>(self, text: &str) -> Result<Detailed, E> {
                Ok(Detailed { column: Some(text.to_owned()), ..Detailed::default() })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Detailed, A::Error> {
                let detailed = Detailed::deserialize(MapAccessDeserializer::new(map))?;
                let origins =
                    [detailed.column.is_some(), detailed.value.is_some(), detailed.template.is_some()];
                match origins.iter().filter(|given| **given).count() {
                    1 => Ok(detailed),
                    _ => Err(serde::de::Error::custom("give exactly one of column, value and template")),
                }
            }
        }

        deserializer.deserialize_any(SpecVisitor).map(|detailed| Self(Box::new(detailed)))
    }
}
