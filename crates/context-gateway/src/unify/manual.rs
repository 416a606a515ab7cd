//! What an agent decides about a field instead of the rules: which field is meant, which value is right, and the record
//! in which that is kept. Pure.
//!
//! A decision is a record of its own beside those of the departments, with one field. So it takes part in unification
//! like every other record, survives every import, and taking it away leaves exactly what was there before.

use context_contract::{
    Profile, Timestamp, Value,
    request::{FieldDecision, FieldWrite},
};

use super::{
    Decision, Field, Record, RecordRef, Rules,
    choose::{Claim, choose},
    compare::comparison_key,
    profile::naming,
};

/// The most characters of a value an agent writes.
const MAX_TEXT: usize = 500;

/// Why a decision cannot be made: a pointer into the request and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecidable {
    /// JSON pointer into the request.
    pub pointer: &'static str,
    /// What is wrong, to go after the name of the field.
    pub detail: String,
}

/// The field of [`Record::fields`] that lies at a pointer into the profile, whether or not it has a value yet.
/// Contact points are named by their place (`/contactPoints/0/value`) or by their kind (`/contactPoints/email`).
#[must_use]
pub fn field_at(profile: &Profile, pointer: &str) -> Option<String> {
    let path: Vec<String> = pointer
        .strip_prefix('/')?
        .split('/')
        .map(|part| part.replace("~1", "/").replace("~0", "~"))
        .collect();
    match path.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["name"] | ["name", "full"] => Some("name".into()),
        [field @ ("birthDate" | "gender" | "kind" | "timeZone" | "preferredLanguages")] => Some(field.into()),
        ["traits", name] if !name.is_empty() => Some(format!("traits/{name}")),
        ["contactPoints", kind @ ("email" | "phone" | "postal")] => Some(kind.into()),
        ["contactPoints", place] | ["contactPoints", place, "value"] => {
            let point = profile.contact_points.get(place.parse::<usize>().ok()?)?;
            let kind = point.kind.as_str();
            match point.id.strip_prefix(kind)?.strip_prefix('-') {
                Some(label) => Some(format!("{kind}:{label}")),
                None => Some(kind.into()),
            }
        }
        _ => None,
    }
}

/// The record of a decision, to be kept in place of every earlier one about that field. `None` is [`FieldDecision::Undo`].
///
/// `key` is what the record is to be called among those of `source`.
///
/// # Errors
/// When the value is none of its field, or no record has the value that was chosen.
pub fn decide(
    records: &[Record],
    rules: &Rules,
    field: &str,
    wanted: &FieldWrite,
    (source, key, now): (&str, &str, Timestamp),
) -> Result<Option<Record>, Undecidable> {
    let (value, of) = match &wanted.decision {
        FieldDecision::Undo => return undo(records, field),
        FieldDecision::Correct { value } => (corrected(field, value, rules)?, None),
        FieldDecision::Keep => {
            let claim = kept(records, rules, field)?;
            (claim.field.clone(), Some(claim.record))
        }
        FieldDecision::Choose { source, record_id } => {
            let claim = chosen(records, rules, field, source, record_id.as_deref())?;
            (claim.field.clone(), Some(claim.record))
        }
    };
    let anchor = anchor(records).ok_or_else(|| wrong("/pointer", "belongs to nobody who is on record"))?;
    let identifiers = of.is_none().then(|| identifier(field, &value, rules)).flatten().into_iter().collect();
    Ok(Some(Record {
        source: source.to_owned(),
        key: key.to_owned(),
        observed_at: Some(now),
        stub: false,
        decision: Some(decision(anchor, of)),
        identifiers,
        fields: [(field.to_owned(), value)].into(),
    }))
}

/// What is decided about what a record says. What was decided before keeps the record it was about.
fn decision(anchor: RecordRef, of: Option<&Record>) -> Decision {
    match of.map(|record| (record, record.decision.as_ref())) {
        Some((_, Some(earlier))) => Decision { anchor, ..earlier.clone() },
        Some((record, None)) => {
            let of = Some(RecordRef { source: record.source.clone(), key: record.key.clone() });
            Decision { anchor, of, observed_at: record.observed_at }
        }
        None => Decision { anchor, of: None, observed_at: None },
    }
}

fn undo(records: &[Record], field: &str) -> Result<Option<Record>, Undecidable> {
    let decided = records.iter().any(|record| record.decision.is_some() && record.fields.contains_key(field));
    if decided {
        Ok(None)
    } else {
        Err(wrong("/decision", "has nothing to take back: the field follows the rules"))
    }
}

/// The record that names the customer, so that the decision stays with whoever has this id.
fn anchor(records: &[Record]) -> Option<RecordRef> {
    let recorded = records.iter().filter(|record| record.decision.is_none());
    let first = recorded.min_by_key(|record| naming(record.stub, &record.source, &record.key))?;
    Some(RecordRef { source: first.source.clone(), key: first.key.clone() })
}

fn claims<'a>(records: &'a [Record], field: &str) -> Vec<Claim<'a>> {
    let claim = |record: &'a Record| record.fields.get(field).map(|value| Claim { record, field: value });
    records.iter().filter_map(claim).collect()
}

fn kept<'a>(records: &'a [Record], rules: &Rules, field: &str) -> Result<Claim<'a>, Undecidable> {
    let choice = choose(field, claims(records, field), rules);
    choice
        .map(|choice| choice.winner)
        .ok_or_else(|| wrong("/pointer", "has no value to keep; correct it instead"))
}

fn chosen<'a>(
    records: &'a [Record],
    rules: &Rules,
    field: &str,
    source: &str,
    key: Option<&str>,
) -> Result<Claim<'a>, Undecidable> {
    let named =
        |claim: &Claim<'_>| claim.record.source == source && key.is_none_or(|key| claim.record.key == key);
    let found: Vec<Claim<'_>> = claims(records, field).into_iter().filter(named).collect();
    let Some(first) = found.first().copied() else {
        let pointer = if key.is_some() { "/decision/recordId" } else { "/decision/source" };
        return Err(wrong(pointer, "has no value for this field; read the profile again"));
    };
    let says = |claim: &Claim<'_>| comparison_key(field, &claim.field.value, rules);
    if found.iter().any(|claim| says(claim) != says(&first)) {
        return Err(wrong("/decision/recordId", "is required: the source has several values"));
    }
    Ok(first)
}

/// The value in the form in which records keep it.
fn corrected(field: &str, value: &Value, rules: &Rules) -> Result<Field, Undecidable> {
    let value = match (field.split([':', '/']).next().unwrap_or(field), value) {
        (kind @ ("email" | "phone"), Value::Text(text)) => {
            rules.normalise(kind, text).map(|identifier| Value::Text(identifier.value)).ok_or_else(|| {
                no_value(if kind == "email" { "an e-mail address" } else { "a telephone number" })
            })?
        }
        ("postal", value) => postal(value)?,
        ("name", Value::Text(text)) => Value::Object([("full".to_owned(), Value::Text(plain(text)?))].into()),
        ("birthDate", Value::Text(text)) => date(text)?,
        ("kind", Value::Text(text)) if matches!(text.as_str(), "individual" | "org") => value.clone(),
        ("kind", _) => return Err(no_value("individual or org")),
        ("preferredLanguages", Value::List(tags)) => {
            let tags: Vec<Value> = tags.iter().map(language).collect::<Result<_, _>>()?;
            if tags.is_empty() { return Err(no_value("one language or several")) } else { Value::List(tags) }
        }
        ("preferredLanguages", tag) => Value::List(vec![language(tag)?]),
        ("traits", value @ (Value::Bool(_) | Value::Integer(_) | Value::Decimal(_) | Value::Money(_))) => {
            value.clone()
        }
        (_, Value::Text(text)) => Value::Text(plain(text)?),
        _ => return Err(no_value("plain text")),
    };
    Ok(Field::declared(value))
}

fn plain(text: &str) -> Result<String, Undecidable> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= MAX_TEXT;
    if fits { Ok(text.to_owned()) } else { Err(no_value("text of 1 to 500 characters")) }
}

fn date(text: &str) -> Result<Value, Undecidable> {
    let moment = format!("{}T00:00:00Z", text.trim());
    match Timestamp::parse(&moment) {
        Some(_) if text.trim().len() == 10 => Ok(Value::from(text.trim())),
        _ => Err(no_value("a date written as 1986-05-31")),
    }
}

fn language(tag: &Value) -> Result<Value, Undecidable> {
    let plausible = |tag: &&str| {
        (2..=35).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    tag.as_text().filter(plausible).map(Value::from).ok_or_else(|| no_value("a language tag as en or pt-BR"))
}

/// An address in its parts, or in one line, which then is its street.
fn postal(value: &Value) -> Result<Value, Undecidable> {
    const PARTS: [&str; 5] = ["street", "locality", "region", "postcode", "country"];
    match value {
        Value::Text(line) => Ok(Value::Object([("street".to_owned(), Value::Text(plain(line)?))].into())),
        Value::Object(parts)
            if !parts.is_empty() && parts.keys().all(|name| PARTS.contains(&name.as_str())) =>
        {
            let part = |(name, value): (&String, &Value)| {
                let text = value.as_text().ok_or_else(|| no_value("an address of texts"))?;
                Ok((name.clone(), Value::Text(plain(text)?)))
            };
            Ok(Value::Object(parts.iter().map(part).collect::<Result<_, _>>()?))
        }
        _ => Err(no_value("an address: street, locality, region, postcode, country, or one line of text")),
    }
}

/// A number or an address by which the customer can be found from now on.
fn identifier(field: &str, value: &Field, rules: &Rules) -> Option<super::Identifier> {
    let kind = field.split(':').next().filter(|kind| matches!(*kind, "email" | "phone"))?;
    rules.normalise(kind, value.value.as_text()?)
}

fn no_value(what: &str) -> Undecidable {
    wrong("/decision/value", &format!("is {what}"))
}

fn wrong(pointer: &'static str, detail: &str) -> Undecidable {
    Undecidable { pointer, detail: detail.to_owned() }
}

#[cfg(test)]
mod tests;
