//! A JSON value that borrows its text from the line it was read from, so that a row costs few allocations.
//! Knows JSON, not what a value is for; `reading` knows how it is made of a line and how types are made of it.

mod reading;

use std::borrow::Cow;

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

impl<'a> Node<'a> {
    /// Reads a line.
    ///
    /// # Errors
    /// When it is not JSON.
    pub(super) fn parse(line: &'a [u8]) -> Result<Self, serde_json::Error> {
        // The whole line is checked at once, which is faster than text by text. Where it is no UTF-8, JSON says where.
        match std::str::from_utf8(line) {
            Ok(text) => reading::read(serde_json::Deserializer::from_str(text)),
            Err(_) => reading::read(serde_json::Deserializer::from_slice(line)),
        }
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

#[cfg(test)]
mod tests;
