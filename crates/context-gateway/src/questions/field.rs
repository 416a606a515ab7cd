//! Reads typed values out of a table, each with its place, and says what is wrong with those of another type.
//! Knows TOML, not what the fields mean.

use std::borrow::Cow;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::mistake::Mistakes;

/// A value and the byte at which it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<T> {
    pub(super) at: usize,
    pub(super) it: T,
}

/// Byte at which something begins.
pub(super) fn place<T>(spanned: &Spanned<T>) -> usize {
    spanned.span().start
}

/// The text of a field. Another type is a mistake.
pub(super) fn text<'t>(
    table: &'t DeTable<'_>,
    name: &str,
    mistakes: &mut Mistakes<'_>,
) -> Option<At<&'t str>> {
    let value = table.get(name)?;
    let read = value.get_ref().as_str();
    if read.is_none() {
        let shown = shown(value.get_ref());
        mistakes.add(place(value), format!("`{name}` is a text: write {name} = \"{shown}\""));
    }
    Some(At { at: place(value), it: read?.trim() })
}

/// The texts of a field; an absent field has none. Another type, an empty text or one that comes twice is a mistake.
pub(super) fn texts<'t>(table: &'t DeTable<'_>, name: &str, mistakes: &mut Mistakes<'_>) -> Vec<At<&'t str>> {
    let Some(value) = table.get(name) else { return Vec::new() };
    let Some(items) = value.get_ref().as_array() else {
        let shown = shown(value.get_ref());
        mistakes.add(place(value), format!("`{name}` is a list of texts: write {name} = [\"{shown}\"]"));
        return Vec::new();
    };
    let mut read: Vec<At<&str>> = Vec::new();
    for item in items {
        match item.get_ref().as_str().map(str::trim) {
            None => {
                let shown = shown(item.get_ref());
                mistakes.add(place(item), format!("`{name}` is a list of texts: write \"{shown}\""));
            }
            Some("") => mistakes.add(place(item), format!("a text of `{name}` is empty: take it away")),
            Some(text) if read.iter().any(|known| known.it == text) => {
                mistakes.add(place(item), format!("`{text}` is in `{name}` twice: take one away"));
            }
            Some(text) => read.push(At { at: place(item), it: text }),
        }
    }
    read
}

/// A value as it might be meant when it is put in quotes.
fn shown<'v>(value: &'v DeValue<'_>) -> Cow<'v, str> {
    match value {
        DeValue::String(text) => Cow::Borrowed(text),
        DeValue::Integer(number) => Cow::Borrowed(number.as_str()),
        DeValue::Float(number) => Cow::Borrowed(number.as_str()),
        DeValue::Boolean(yes) => Cow::Owned(yes.to_string()),
        DeValue::Datetime(time) => Cow::Owned(time.to_string()),
        DeValue::Array(items) => {
            items.iter().next().map_or(Cow::Borrowed("…"), |item| shown(item.get_ref()))
        }
        DeValue::Table(_) => Cow::Borrowed("…"),
    }
}
