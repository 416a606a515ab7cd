//! Turns one row into a person as one department records them. Knows the fields of persons.

use std::collections::BTreeMap;

use context_contract::{Timestamp, Value, enums::ProvenanceMethod};
use serde::Deserialize;

use super::{
    extract::{Columns, Extract, Fault, Row, Test},
    mapping::RecordSpec,
    node::Node,
    object::required,
};
use crate::unify::{Field, Identifier, Record, Rules, compare::name_text};

/// The person of a mapping, resolved against the columns of a file.
#[derive(Debug)]
pub(super) struct PersonParser {
    key: Extract,
    observed_at: Option<Extract>,
    when: Option<Test>,
    identifiers: Vec<(String, Extract)>,
    fields: Vec<(String, Extract)>,
}

impl PersonParser {
    /// Resolves.
    ///
    /// # Errors
    /// One sentence when the file does not have what the mapping asks for.
    pub(super) fn new(spec: &RecordSpec, columns: &Columns) -> Result<Self, String> {
        let mut identifiers = vec![];
        for (kind, specs) in &spec.identifiers {
            for one in specs.iter() {
                identifiers.push((kind.clone(), columns.extract(one, kind)?));
            }
        }
        let field = |(target, spec): (&String, _)| Ok((target.clone(), columns.extract(spec, target)?));
        Ok(Self {
            key: columns.extract(&spec.key, "key")?,
            observed_at: spec
                .observed_at
                .as_ref()
                .map(|spec| columns.extract(spec, "observedAt"))
                .transpose()?,
            when: spec.when.as_ref().map(|condition| columns.test(condition)).transpose()?,
            identifiers,
            fields: spec.fields.iter().map(field).collect::<Result<_, String>>()?,
        })
    }

    /// The person a row is about, `None` when it is about none.
    ///
    /// # Errors
    /// Which column is at fault.
    pub(super) fn parse(
        &self,
        row: Row<'_>,
        source: &str,
        country: &str,
        rules: &Rules,
    ) -> Result<Option<Record>, Fault> {
        if self.when.as_ref().is_some_and(|test| !test.passes(row)) {
            return Ok(None);
        }
        let observed_at = self.observed_at.as_ref().map(|extract| extract.text(row)).transpose()?.flatten();
        Ok(Some(Record {
            source: source.to_owned(),
            key: required(&self.key, row, "the key")?.into_owned(),
            observed_at: observed_at.as_deref().and_then(Timestamp::parse),
            stub: false,
            decision: None,
            identifiers: self.identifiers(row, country, rules)?,
            fields: self.fields(row, country, rules)?,
        }))
    }

    /// Identifiers that are none of their kind are left out; the field of the same name still shows what was written.
    fn identifiers(&self, row: Row<'_>, country: &str, rules: &Rules) -> Result<Vec<Identifier>, Fault> {
        let mut identifiers = vec![];
        for (kind, extract) in &self.identifiers {
            let Some(value) = extract.value(row)? else { continue };
            let mut add = |text: &str| identifiers.extend(rules.normalise_in(kind, text, country));
            match value.as_list() {
                Some(values) => values.iter().filter_map(Node::as_str).for_each(add),
                None => add(&value.plain()),
            }
        }
        identifiers.sort();
        identifiers.dedup();
        Ok(identifiers)
    }

    fn fields(&self, row: Row<'_>, country: &str, rules: &Rules) -> Result<BTreeMap<String, Field>, Fault> {
        let mut fields = BTreeMap::<String, Field>::new();
        for (target, extract) in &self.fields {
            let Some(value) = extract.value(row)? else { continue };
            let value = in_usual_form(target, &value, country, rules);
            let (name, part) = group(target);
            let field = fields.entry(name).or_insert_with(|| Field {
                value: Value::Object([].into()),
                verified: extract.verified(row),
                method: extract.spec().method.as_deref().map(ProvenanceMethod::from),
                confidence: extract.spec().confidence,
            });
            match (&mut field.value, part) {
                (Value::Object(parts), Some(part)) => drop(parts.insert(part, value)),
                (whole, _) => *whole = value,
            }
        }
        if let Some(name) = fields.get_mut("name") {
            let full = name_text(&name.value);
            if let Value::Object(parts) = &mut name.value {
                parts.insert("full".into(), Value::Text(full));
            }
        }
        Ok(fields)
    }
}

/// Numbers are written internationally where that is possible, because the record's country is known only here.
fn in_usual_form(target: &str, value: &Node<'_>, country: &str, rules: &Rules) -> Value {
    let value = Value::deserialize(value).unwrap_or(Value::Null);
    match (target.split(':').next(), &value) {
        (Some("phone"), Value::Text(text)) => rules
            .normalise_in("phone", text, country)
            .filter(|_| country != rules.default_country)
            .map_or(value.clone(), |identifier| Value::Text(identifier.value)),
        (Some("segments"), Value::Text(_)) => Value::List(vec![value]),
        _ => value,
    }
}

/// `name.given` is a part of `name`, `postal:work.street` of `postal:work`, `traits.tier` the whole of `traits/tier`.
fn group(target: &str) -> (String, Option<String>) {
    match target.split_once('.') {
        Some(("traits", name)) => (format!("traits/{name}"), None),
        Some((name, part)) => (name.to_owned(), Some(part.to_owned())),
        None => (target.to_owned(), None),
    }
}
