//! Puts values into the JSON object of a contract type and checks it against the type.
//! Knows paths and types, not which columns mean what.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use super::{
    extract::{Columns, Extract, Fault, Row},
    spec::Spec,
};

/// Paths into the object and what fills them.
pub(super) type Targets = Vec<(Vec<String>, Extract)>;

/// Resolves the fields of a mapping against the columns of a file.
pub(super) fn targets(
    fields: &std::collections::BTreeMap<String, Spec>,
    columns: &Columns,
) -> Result<Targets, String> {
    let target = |(name, spec): (&String, _)| {
        Ok((name.split('.').map(str::to_owned).collect(), columns.extract(spec, name)?))
    };
    fields.iter().map(target).collect()
}

/// The text of a cell without which the row cannot be used.
pub(super) fn required(extract: &Extract, row: Row<'_>, what: &str) -> Result<String, Fault> {
    let fault =
        || Fault { column: extract.column_name().map(str::to_owned), reason: format!("{what} is empty") };
    extract.text(row)?.ok_or_else(fault)
}

/// The object of a row.
pub(super) fn build(fields: &Targets, row: Row<'_>) -> Result<Map<String, Json>, Fault> {
    let mut object = Json::Object(Map::new());
    for (path, extract) in fields {
        if let Some(value) = extract.value(row)? {
            put(&mut object, path, value);
        }
    }
    match object {
        Json::Object(object) => Ok(object),
        _ => Err(Fault::row("is no object")),
    }
}

/// Checks the object against the contract's type. The path of a mistake is told only when there is one, because
/// keeping track of it costs time.
pub(super) fn typed<T: DeserializeOwned>(object: &Json, fields: &Targets) -> Result<T, Fault> {
    T::deserialize(object).map_err(|_| match serde_path_to_error::deserialize::<_, T>(object) {
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
    let fills = |target: &Vec<String>| {
        let target = target.join(".");
        path == target || path.starts_with(&format!("{target}."))
    };
    let column =
        fields.iter().find(|(target, _)| fills(target)).and_then(|(_, extract)| extract.column_name());
    Fault { column: column.map(str::to_owned), reason: reason.to_owned() }
}

/// The JSON that is stored.
pub(super) fn to_json<T: Serialize>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|_| Fault::row("cannot be written as JSON"))
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

/// Puts a value at a path; a part that is a number is a place in a list.
fn put(place: &mut Json, path: &[String], value: Json) {
    let Some((first, rest)) = path.split_first() else {
        *place = value;
        return;
    };
    if let Ok(index) = first.parse::<usize>() {
        if !place.is_array() {
            *place = Json::Array(vec![]);
        }
        if let Json::Array(list) = place {
            list.resize(list.len().max(index + 1), Json::Null);
            put(&mut list[index], rest, value);
        }
        return;
    }
    if !place.is_object() {
        *place = Json::Object(Map::new());
    }
    if let Json::Object(object) = place {
        put(object.entry(first.as_str()).or_insert(Json::Null), rest, value);
    }
}
