//! Puts values into the JSON object of a contract type and checks it against the type.
//! Knows paths and types, not which columns mean what.

use std::{borrow::Cow, cell::RefCell};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::{
    extract::{Columns, Extract, Fault, Row},
    node::Node,
    spec::Spec,
};

/// Paths into the object and what fills them.
pub(super) type Targets = Vec<Target>;

/// A path into the object and what fills it.
#[derive(Debug)]
pub(super) struct Target {
    name: String,
    path: Vec<Step>,
    extract: Extract,
}

/// A part of a path; a number is a place in a list.
#[derive(Debug)]
enum Step {
    Field(String),
    Element(usize),
}

thread_local! {
    /// Where JSON is written before its length is known, so that no text grows while it is.
    static BODY: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Resolves the fields of a mapping against the columns of a file.
pub(super) fn targets(
    fields: &std::collections::BTreeMap<String, Spec>,
    columns: &Columns,
) -> Result<Targets, String> {
    let step = |part: &str| part.parse().map_or_else(|_| Step::Field(part.to_owned()), Step::Element);
    let target = |(name, spec): (&String, _)| {
        let path = name.split('.').map(step).collect();
        Ok(Target { name: name.clone(), path, extract: columns.extract(spec, name)? })
    };
    fields.iter().map(target).collect()
}

/// The text of a cell without which the row cannot be used.
pub(super) fn required<'a>(extract: &'a Extract, row: Row<'a>, what: &str) -> Result<Cow<'a, str>, Fault> {
    let fault =
        || Fault { column: extract.column_name().map(str::to_owned), reason: format!("{what} is empty") };
    extract.text(row)?.ok_or_else(fault)
}

/// The object of a row.
pub(super) fn build<'a>(fields: &'a Targets, row: Row<'a>) -> Result<Node<'a>, Fault> {
    let mut object = Node::Object(Vec::with_capacity(fields.len() + 6));
    for target in fields {
        if let Some(value) = target.extract.value(row)? {
            put(&mut object, &target.path, value);
        }
    }
    if object.is_object() { Ok(object) } else { Err(Fault::row("is no object")) }
}

/// Checks the object against the contract's type. The path of a mistake is told only when there is one, because
/// keeping track of it costs time.
pub(super) fn typed<T: DeserializeOwned>(object: &Node<'_>, fields: &Targets) -> Result<T, Fault> {
    T::deserialize(object).map_err(|_| match serde_path_to_error::deserialize::<_, T>(Json::from(object)) {
        Ok(_) => Fault::row("does not fit the contract"),
        Err(error) => {
            let path = error.path().to_string();
            fault_at(&path, fields, &format!("does not fit the contract at {path}"))
        }
    })
}

/// A fault of the column that filled the path.
pub(super) fn fault_at(path: &str, fields: &Targets, reason: &str) -> Fault {
    let path = path.replace('[', ".").replace(']', "");
    let fills = |target: &&Target| path == target.name || path.starts_with(&format!("{}.", target.name));
    let column = fields.iter().find(fills).and_then(|target| target.extract.column_name());
    Fault { column: column.map(str::to_owned), reason: reason.to_owned() }
}

/// The JSON that is stored.
pub(super) fn to_json<T: Serialize>(value: &T) -> Result<String, Fault> {
    let written = BODY.with_borrow_mut(|body| {
        body.clear();
        serde_json::to_writer(&mut *body, value).ok()?;
        str::from_utf8(body).ok().map(str::to_owned)
    });
    written.ok_or_else(|| Fault::row("cannot be written as JSON"))
}

/// Tells one content from another: 64 bits of SHA-256.
pub(super) fn digest(parts: &[&str]) -> i64 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(8).fold(0, |sum, byte| sum << 8 | i64::from(*byte))
}

/// Puts a value at a path.
fn put<'a>(object: &mut Node<'a>, path: &'a [Step], value: Node<'a>) {
    let place = path.iter().fold(object, |place, step| match step {
        Step::Field(name) => place.field(name),
        Step::Element(index) => place.element(*index),
    });
    *place = value;
}
