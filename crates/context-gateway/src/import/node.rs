//! A JSON value that borrows its text from the line it was read from, so that a row costs few allocations.
//! Knows JSON and how the contract's types read it, not what a value is for.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{
        IntoDeserializer, MapAccess, SeqAccess, Visitor,
        value::{BorrowedStrDeserializer, MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_json::{Number, Value as Json};

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// Text; owned only where the line has it escaped.
    Text(Cow<'a, str>),
    /// An array.
    List(Vec<Node<'a>>),
    /// An object. No name occurs twice.
    Object(Vec<(Cow<'a, str>, Node<'a>)>),
    /// A value that somebody else keeps.
    Shared(&'a Node<'a>),
}

/// More fields than this are sorted to find repeated names, because comparing each with each takes too long.
const FEW: usize = 16;

impl<'a> Node<'a> {
    /// Reads a line.
    ///
    /// # Errors
    /// When it is not JSON.
    pub(super) fn parse(line: &'a [u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(line)
    }

    /// Borrows the text of a value, or shares the value.
    #[must_use]
    pub(super) fn lend(&'a self) -> Self {
        match self {
            Self::Null => Self::Null,
            Self::Bool(value) => Self::Bool(*value),
            Self::Number(number) => Self::Number(number.clone()),
            Self::Text(text) => Self::Text(Cow::Borrowed(text)),
            other => Self::Shared(other.own()),
        }
    }

    /// The text, when it is text.
    #[must_use]
    pub(super) fn as_str(&self) -> Option<&str> {
        match self.own() {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Yes or no, when it is that.
    #[must_use]
    pub(super) fn as_bool(&self) -> Option<bool> {
        match self.own() {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The elements, when it is an array.
    #[must_use]
    pub(super) fn as_list(&self) -> Option<&[Self]> {
        match self.own() {
            Self::List(values) => Some(values),
            _ => None,
        }
    }

    /// Whether it is an object.
    #[must_use]
    pub(super) fn is_object(&self) -> bool {
        matches!(self.own(), Self::Object(_))
    }

    /// The field of that name, when it is an object that has one.
    #[must_use]
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        match self.own() {
            Self::Object(fields) => fields.iter().find(|(other, _)| other == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of it; of anything else how JSON writes it.
    #[must_use]
    pub(super) fn plain(&self) -> Cow<'_, str> {
        match self.own() {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Bool(true) => Cow::Borrowed("true"),
            Self::Bool(false) => Cow::Borrowed("false"),
            other => Cow::Owned(Json::from(other).to_string()),
        }
    }

    /// The place of a field; a value that is no object becomes one.
    pub(super) fn field(&mut self, name: &'a str) -> &mut Self {
        self.unshare();
        if !matches!(self, Self::Object(_)) {
            *self = Self::Object(Vec::new());
        }
        let Self::Object(fields) = self else { return self };
        let index = fields.iter().position(|(other, _)| other == name).unwrap_or_else(|| {
            fields.push((Cow::Borrowed(name), Self::Null));
            fields.len() - 1
        });
        &mut fields[index].1
    }

    /// The place of an element; a value that is no array becomes one.
    pub(super) fn element(&mut self, index: usize) -> &mut Self {
        self.unshare();
        if !matches!(self, Self::List(_)) {
            *self = Self::List(Vec::new());
        }
        let Self::List(values) = self else { return self };
        let length = values.len().max(index + 1);
        values.resize_with(length, || Self::Null);
        &mut values[index]
    }

    fn own(&self) -> &Self {
        let mut node = self;
        while let Self::Shared(other) = node {
            node = other;
        }
        node
    }

    fn unshare(&mut self) {
        if let Self::Shared(other) = self {
            *self = other.own().clone();
        }
    }
}

/// For what is rare: text of whole objects, and the place of a mistake.
impl From<&Node<'_>> for Json {
    fn from(node: &Node<'_>) -> Self {
        match node {
            Node::Null => Self::Null,
            Node::Bool(value) => Self::Bool(*value),
            Node::Number(number) => Self::Number(number.clone()),
            Node::Text(text) => Self::String(text.clone().into_owned()),
            Node::List(values) => Self::Array(values.iter().map(Self::from).collect()),
            Node::Object(fields) => Self::Object(
                fields.iter().map(|(name, value)| (name.clone().into_owned(), Self::from(value))).collect(),
            ),
            Node::Shared(other) => Self::from(*other),
        }
    }
}

impl From<Json> for Node<'_> {
    fn from(json: Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(value),
            Json::Number(number) => Self::Number(number),
            Json::String(text) => Self::Text(Cow::Owned(text)),
            Json::Array(values) => Self::List(values.into_iter().map(Self::from).collect()),
            Json::Object(fields) => Self::Object(
                fields.into_iter().map(|(name, value)| (Cow::Owned(name), Self::from(value))).collect(),
            ),
        }
    }
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

/// A name that is borrowed where it can be.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node<'de>, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node<'de>, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node<'de>, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node<'de>, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node<'de>, E> {
        Ok(Number::from_f64(value).map_or(Node::Null, Node::Number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node<'de>, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element()? {
            values.push(value);
        }
        Ok(Node::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node<'de>, A::Error> {
        let mut fields = Vec::with_capacity(FEW);
        while let Some((Name(name), value)) = entries.next_entry()? {
            fields.push((name, value));
        }
        keep_last(&mut fields);
        Ok(Node::Object(fields))
    }
}

/// Of several fields of one name the last one counts.
fn keep_last(fields: &mut Vec<(Cow<'_, str>, Node<'_>)>) {
    if fields.len() > FEW {
        fields.reverse();
        fields.sort_by(|(left, _), (right, _)| left.cmp(right));
        fields.dedup_by(|(later, _), (kept, _)| later == kept);
        return;
    }
    let mut place = 0;
    while place < fields.len() {
        let (before, after) = fields.split_at(place + 1);
        if after.iter().any(|(name, _)| *name == before[place].0) {
            fields.remove(place);
        } else {
            place += 1;
        }
    }
}

impl<'de> IntoDeserializer<'de, serde_json::Error> for &'de Node<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for &'de Node<'_> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self {
            Node::Null => visitor.visit_unit(),
            Node::Bool(value) => visitor.visit_bool(*value),
            Node::Number(number) => number.deserialize_any(visitor),
            Node::Text(text) => visitor.visit_borrowed_str(text),
            Node::List(values) => {
                let mut items = SeqDeserializer::new(values.iter());
                let value = visitor.visit_seq(&mut items)?;
                items.end().map(|()| value)
            }
            Node::Object(fields) => {
                let entries = fields.iter().map(|(name, value)| (BorrowedStrDeserializer::new(name), value));
                let mut entries = MapDeserializer::new(entries);
                let value = visitor.visit_map(&mut entries)?;
                entries.end().map(|()| value)
            }
            Node::Shared(other) => other.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.own() {
            Node::Null => visitor.visit_none(),
            other => visitor.visit_some(other),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        Json::from(self).deserialize_enum(name, variants, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};
    use serde_json::Value as Json;

    use super::Node;

    fn check(line: &str) {
        let expected: Result<Json, _> = serde_json::from_str(line);
        let found = Node::parse(line.as_bytes());
        match (&expected, &found) {
            (Ok(expected), Ok(found)) => {
                assert_eq!(&Json::from(found), expected, "{line}");
                assert_eq!(&Json::deserialize(found).unwrap(), expected, "{line}");
                assert_eq!(&Json::from(&Node::from(expected.clone()).lend()), expected, "{line}");
            }
            (Err(expected), Err(found)) => assert_eq!(found.column(), expected.column(), "{line}"),
            _ => panic!("{line}: {found:?} instead of {expected:?}"),
        }
    }

    #[test]
    fn reads_as_json_does() {
        check(r#"{"b":1,"a":[true,null,"x\n\u00e9",-1.5e3,18446744073709551615],"b":{"c":{}}}"#);
        check(r#"{"a":1,"a":2,"b":0,"a":3,"b":4}"#);
        check(&format!(
            "{{{}}}",
            (0..40).map(|n| format!("\"k{}\":{n}", n % 25)).collect::<Vec<_>>().join(",")
        ));
        check(r#"{"a":1,}"#);
        check(r#"{"a":"\ud800"}"#);
        check(&"[".repeat(200));
        check("1e999");
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Sample {
        #[serde(default)]
        text: String,
        number: Option<f64>,
        #[serde(default)]
        list: Vec<u8>,
        nested: Option<Box<Sample>>,
    }

    #[test]
    fn fills_types_as_json_does() {
        for line in [
            r#"{"text":"a","number":1,"list":[1,2],"nested":{"text":"\"b\"","number":null},"other":[{}]}"#,
            r#"["a",1.5,[],null]"#,
            r#"["a",1.5,[],null,"too many"]"#,
            r#"{"list":[256]}"#,
            r#"{"text":1}"#,
            r#"{"text":null}"#,
            r#""text""#,
        ] {
            let expected = Sample::deserialize(&serde_json::from_str::<Json>(line).unwrap()).ok();
            let node = Node::parse(line.as_bytes()).unwrap();
            assert_eq!(Sample::deserialize(&node).ok(), expected, "{line}");
            assert_eq!(Sample::deserialize(&node.lend()).ok(), expected, "{line}");
        }
    }

    fn any_json() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            any::<i64>().prop_map(Json::from),
            any::<f64>().prop_map(Json::from),
            "\\PC{0,8}".prop_map(Json::from),
        ];
        leaf.prop_recursive(4, 64, 8, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..8).prop_map(Json::from),
                prop::collection::vec(("\\PC{0,3}", inner), 0..24)
                    .prop_map(|fields| Json::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn agrees_with_json(json in any_json()) {
            check(&json.to_string());
        }
    }
}
