//! Turns one row into what the store keeps: a person, an interaction, facts.
//! Knows the mapping of one file and the contract's types, not how rows are read or written.

use context_contract::{
    Alert, Answer, Campaign, Commitment, Consent, Interaction, Note, Timestamp, Value, Verification,
    enums::ProvenanceMethod,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value as Json, json};
use sha2::{Digest, Sha256};

use super::{
    extract::{Columns, Extract, Fault, Row, Test},
    mapping::{FactKind, FactSpec, FileSpec, InteractionSpec, OwnerSpec, RecordSpec},
    spec::OneOrMany,
};
use crate::{
    store::search::searchable_text,
    unify::{Field, Identifier, Record, Rules, compare::name_text},
};

/// What becomes of the rows of one file.
#[derive(Debug)]
pub(super) struct FileParser<'a> {
    rules: &'a Rules,
    source: String,
    department: String,
    country: Option<Extract>,
    record: Option<RecordParser>,
    interaction: Option<InteractionParser>,
    facts: Vec<FactParser>,
}

#[derive(Debug)]
struct RecordParser {
    key: Extract,
    observed_at: Option<Extract>,
    when: Option<Test>,
    identifiers: Vec<(String, Extract)>,
    fields: Vec<(String, Extract)>,
}

#[derive(Debug)]
struct InteractionParser {
    id: Extract,
    owner: Vec<(String, Extract)>,
    confidential: Option<Extract>,
    when: Option<Test>,
    fields: Vec<(Vec<String>, Extract)>,
}

#[derive(Debug)]
struct FactParser {
    kind: FactKind,
    id: Option<Extract>,
    owner: Vec<(String, Extract)>,
    when: Option<Test>,
    fields: Vec<(Vec<String>, Extract)>,
}

/// An interaction, ready to be written.
#[derive(Debug)]
pub(super) struct ParsedInteraction {
    /// `source:type:key`.
    pub(super) id: String,
    /// Whose it is.
    pub(super) owner: Identifier,
    /// When it began.
    pub(super) started_at: Timestamp,
    /// Who in the company.
    pub(super) department: String,
    /// By which way.
    pub(super) channel: String,
    /// What kind of thing.
    pub(super) kind: String,
    /// Where it stands.
    pub(super) status: String,
    /// Whether only its own department may see it.
    pub(super) confidential: bool,
    /// The contract's JSON without transcript.
    pub(super) body: String,
    /// The transcript's JSON.
    pub(super) detail: Option<String>,
    /// What full-text search sees.
    pub(super) text: String,
    /// Hash of all of it.
    pub(super) digest: i64,
}

/// A fact, ready to be written.
#[derive(Debug)]
pub(super) struct ParsedFact {
    /// What it is.
    pub(super) kind: FactKind,
    /// Unique within customer and kind.
    pub(super) id: String,
    /// Whose it is.
    pub(super) owner: Identifier,
    /// Newest first.
    pub(super) sort_at: i64,
    /// The contract's JSON.
    pub(super) body: String,
    /// Hash of all of it.
    pub(super) digest: i64,
}

impl<'a> FileParser<'a> {
    /// Resolves the mapping of a file against its columns.
    ///
    /// # Errors
    /// One sentence when the file does not have what the mapping asks for.
    pub(super) fn new(file: &FileSpec, department: &str, columns: &Columns, rules: &'a Rules) -> Result<Self, String> {
        Ok(Self {
            rules,
            source: file.source.get_ref().clone(),
            department: department.to_owned(),
            country: file.country.as_ref().map(|spec| columns.extract(spec, "country")).transpose()?,
            record: file.record.as_ref().map(|record| RecordParser::new(record, columns)).transpose()?,
            interaction: file.interaction.as_ref().map(|spec| InteractionParser::new(spec, columns)).transpose()?,
            facts: file.facts.iter().map(|fact| FactParser::new(fact, columns)).collect::<Result<_, _>>()?,
        })
    }

    /// The person the row is about, if it is about one.
    ///
    /// # Errors
    /// Which column is at fault.
    pub(super) fn record(&self, row: Row<'_>) -> Result<Option<Record>, Fault> {
        let Some(parser) = &self.record else { return Ok(None) };
        if parser.when.as_ref().is_some_and(|test| !test.passes(row)) {
            return Ok(None);
        }
        let country = self.country(row)?;
        let identifiers = self.identifiers(parser, row, &country)?;
        Ok(Some(Record {
            source: self.source.clone(),
            key: required(&parser.key, row, "the key")?,
            observed_at: match &parser.observed_at {
                Some(extract) => extract.text(row)?.as_deref().and_then(Timestamp::parse),
                None => None,
            },
            stub: false,
            identifiers,
            fields: self.fields(parser, row, &country)?,
        }))
    }

    /// What happened, if the row says that something did.
    ///
    /// # Errors
    /// Which column is at fault.
    pub(super) fn interaction(&self, row: Row<'_>) -> Result<Option<ParsedInteraction>, Fault> {
        let Some(parser) = &self.interaction else { return Ok(None) };
        if parser.when.as_ref().is_some_and(|test| !test.passes(row)) {
            return Ok(None);
        }
        let owner = self.owner(&parser.owner, row)?;
        let key = required(&parser.id, row, "the key")?;
        let mut object = build(&parser.fields, row)?;
        let kind = object.get("type").and_then(Json::as_str).unwrap_or_default();
        let id = format!("{}:{kind}:{key}", self.source);
        object.insert("id".into(), Json::String(id.clone()));
        object.insert("source".into(), Json::String(self.source.clone()));
        object.entry("department").or_insert_with(|| Json::String(self.department.clone()));
        object.entry("status").or_insert_with(|| json!("completed"));
        let mut interaction: Interaction = typed(Json::Object(object), &parser.fields)?;
        let confidential = match &parser.confidential {
            Some(extract) => extract.value(row)? == Some(Json::Bool(true)),
            None => false,
        };
        let Some(started_at) = interaction.interaction_date.start_date_time else {
            return Err(fault_at("interactionDate.startDateTime", &parser.fields, "is required and empty"));
        };
        let transcript = std::mem::take(&mut interaction.transcript);
        let detail = (!transcript.is_empty()).then(|| to_json(&transcript)).transpose()?;
        let body = to_json(&interaction)?;
        let hidden = if confidential { "1" } else { "" };
        let parts: [&str; 5] = [&owner.kind, &owner.value, &body, detail.as_deref().unwrap_or_default(), hidden];
        Ok(Some(ParsedInteraction {
            digest: digest(&parts),
            started_at,
            department: interaction.department.as_str().to_owned(),
            channel: interaction.channel.as_ref().map(|channel| channel.as_str().to_owned()).unwrap_or_default(),
            kind: interaction.kind.as_str().to_owned(),
            status: interaction.status.as_ref().map(|status| status.as_str().to_owned()).unwrap_or_default(),
            confidential,
            text: searchable_text(&interaction, &transcript),
            id,
            owner,
            body,
            detail,
        }))
    }

    /// The facts the row says, each by itself: a bad one does not spoil the others.
    pub(super) fn facts(&self, row: Row<'_>) -> impl Iterator<Item = Result<ParsedFact, Fault>> {
        self.facts.iter().filter(move |parser| parser.when.as_ref().is_none_or(|test| test.passes(row))).map(move |parser| {
            let owner = self.owner(&parser.owner, row)?;
            let mut object = build(&parser.fields, row)?;
            object.insert("source".into(), Json::String(self.source.clone()));
            if let Some(extract) = &parser.id {
                object.insert("id".into(), Json::String(format!("{}:{}", self.source, required(extract, row, "the key")?)));
            }
            fact(parser, object, owner)
        })
    }

    fn country(&self, row: Row<'_>) -> Result<String, Fault> {
        let named = self.country.as_ref().map(|extract| extract.text(row)).transpose()?.flatten();
        Ok(named.unwrap_or_else(|| self.rules.default_country.clone()))
    }

    /// Identifiers that are none of their kind are left out; the field of the same name still shows what was written.
    fn identifiers(&self, parser: &RecordParser, row: Row<'_>, country: &str) -> Result<Vec<Identifier>, Fault> {
        let mut identifiers = vec![];
        for (kind, extract) in &parser.identifiers {
            let texts = match extract.value(row)? {
                Some(Json::Array(values)) => values.iter().filter_map(Json::as_str).map(str::to_owned).collect(),
                Some(Json::String(text)) => vec![text],
                Some(other) => vec![other.to_string()],
                None => vec![],
            };
            identifiers.extend(texts.iter().filter_map(|text| self.rules.normalise_in(kind, text, country)));
        }
        identifiers.sort();
        identifiers.dedup();
        Ok(identifiers)
    }

    fn fields(&self, parser: &RecordParser, row: Row<'_>, country: &str) -> Result<std::collections::BTreeMap<String, Field>, Fault> {
        let mut fields = std::collections::BTreeMap::<String, Field>::new();
        for (target, extract) in &parser.fields {
            let Some(value) = extract.value(row)? else { continue };
            let value = self.in_usual_form(target, value, country);
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

    /// Numbers are written internationally where that is possible, because the record's country is known only here.
    fn in_usual_form(&self, target: &str, value: Json, country: &str) -> Value {
        let value = serde_json::from_value(value).unwrap_or(Value::Null);
        match (target.split(':').next(), &value) {
            (Some("phone"), Value::Text(text)) => self
                .rules
                .normalise_in("phone", text, country)
                .filter(|_| country != self.rules.default_country)
                .map_or(value.clone(), |identifier| Value::Text(identifier.value)),
            (Some("segments"), Value::Text(_)) => Value::List(vec![value]),
            _ => value,
        }
    }

    fn owner(&self, owners: &[(String, Extract)], row: Row<'_>) -> Result<Identifier, Fault> {
        let country = self.country(row)?;
        for (kind, extract) in owners {
            if let Some(text) = extract.text(row)? {
                let identifier = self.rules.normalise_in(kind, &text, &country);
                let fault = || Fault { column: extract.column_name().map(str::to_owned), reason: format!("is no identifier of the kind {kind}") };
                return identifier.ok_or_else(fault);
            }
        }
        let column = owners.first().and_then(|(_, extract)| extract.column_name()).map(str::to_owned);
        Err(Fault { column, reason: "names no customer".into() })
    }
}

impl RecordParser {
    fn new(spec: &RecordSpec, columns: &Columns) -> Result<Self, String> {
        let mut identifiers = vec![];
        for (kind, specs) in &spec.identifiers {
            for one in specs.iter() {
                identifiers.push((kind.clone(), columns.extract(one, kind)?));
            }
        }
        let field = |(target, spec): (&String, _)| Ok((target.clone(), columns.extract(spec, target)?));
        Ok(Self {
            key: columns.extract(&spec.key, "key")?,
            observed_at: spec.observed_at.as_ref().map(|spec| columns.extract(spec, "observedAt")).transpose()?,
            when: spec.when.as_ref().map(|condition| columns.test(condition)).transpose()?,
            identifiers,
            fields: spec.fields.iter().map(field).collect::<Result<_, String>>()?,
        })
    }
}

impl InteractionParser {
    fn new(spec: &InteractionSpec, columns: &Columns) -> Result<Self, String> {
        Ok(Self {
            id: columns.extract(&spec.id, "id")?,
            owner: owners(&spec.owner, columns)?,
            confidential: spec.confidential.as_ref().map(|spec| columns.extract(spec, "confidential")).transpose()?,
            when: spec.when.as_ref().map(|condition| columns.test(condition)).transpose()?,
            fields: targets(&spec.fields, columns)?,
        })
    }
}

impl FactParser {
    fn new(spec: &FactSpec, columns: &Columns) -> Result<Self, String> {
        Ok(Self {
            kind: spec.kind,
            id: spec.id.as_ref().map(|spec| columns.extract(spec, "id")).transpose()?,
            owner: owners(&spec.owner, columns)?,
            when: spec.when.as_ref().map(|condition| columns.test(condition)).transpose()?,
            fields: targets(&spec.fields, columns)?,
        })
    }
}

fn owners(specs: &OneOrMany<OwnerSpec>, columns: &Columns) -> Result<Vec<(String, Extract)>, String> {
    specs.iter().map(|owner| Ok((owner.kind.clone(), columns.extract(&owner.value, "owner")?))).collect()
}

type Targets = Vec<(Vec<String>, Extract)>;

fn targets(fields: &std::collections::BTreeMap<String, super::spec::Spec>, columns: &Columns) -> Result<Targets, String> {
    let target = |(name, spec): (&String, _)| {
        Ok((name.split('.').map(str::to_owned).collect(), columns.extract(spec, name)?))
    };
    fields.iter().map(target).collect()
}

fn required(extract: &Extract, row: Row<'_>, what: &str) -> Result<String, Fault> {
    let fault = || Fault { column: extract.column_name().map(str::to_owned), reason: format!("{what} is empty") };
    extract.text(row)?.ok_or_else(fault)
}

/// `name.given` is a part of `name`, `postal:work.street` of `postal:work`, `traits.tier` the whole of `traits/tier`.
fn group(target: &str) -> (String, Option<String>) {
    match target.split_once('.') {
        Some(("traits", name)) => (format!("traits/{name}"), None),
        Some((name, part)) => (name.to_owned(), Some(part.to_owned())),
        None => (target.to_owned(), None),
    }
}

fn build(fields: &Targets, row: Row<'_>) -> Result<Map<String, Json>, Fault> {
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

/// Checks the object against the contract's type. The path of a mistake is told only when there is one, because
/// keeping track of it costs time.
fn typed<T: DeserializeOwned>(object: Json, fields: &Targets) -> Result<T, Fault> {
    T::deserialize(&object).map_err(|_| match serde_path_to_error::deserialize::<_, T>(&object) {
        Ok(_) => Fault::row("does not fit the contract"),
        Err(error) => {
            let path = error.path().to_string();
            fault_at(&path, fields, &format!("does not fit the contract at {path}"))
        }
    })
}

/// A fault of the column that filled the path.
fn fault_at(path: &str, fields: &Targets, reason: &str) -> Fault {
    let fills = |target: &Vec<String>| {
        let target = target.join(".");
        path == target || path.starts_with(&format!("{target}.")) || path.starts_with(&format!("{target}["))
    };
    let column = fields.iter().find(|(target, _)| fills(target)).and_then(|(_, extract)| extract.column_name());
    Fault { column: column.map(str::to_owned), reason: reason.to_owned() }
}

fn fact(parser: &FactParser, object: Map<String, Json>, owner: Identifier) -> Result<ParsedFact, Fault> {
    let text = |name: &str| object.get(name).and_then(Json::as_str).map(str::to_owned);
    let id = match parser.kind {
        FactKind::Answer => text("key"),
        FactKind::Consent => text("purpose").map(|purpose| match text("channel") {
            Some(channel) => format!("{purpose}/{channel}"),
            None => purpose,
        }),
        _ => text("id"),
    };
    let sort_at = sort_time(parser.kind, &object);
    let body = body(parser, Json::Object(object))?;
    let id = id.ok_or_else(|| Fault::row("has nothing that tells it from others"))?;
    let digest = digest(&[&owner.kind, &owner.value, &body]);
    Ok(ParsedFact { kind: parser.kind, id, owner, sort_at, body, digest })
}

fn body(parser: &FactParser, object: Json) -> Result<String, Fault> {
    let fields = &parser.fields;
    match parser.kind {
        FactKind::Verification => to_json(&typed::<Verification>(object, fields)?),
        FactKind::Answer => to_json(&typed::<Answer>(object, fields)?),
        FactKind::Commitment => to_json(&typed::<Commitment>(object, fields)?),
        FactKind::Consent => to_json(&typed::<Consent>(object, fields)?),
        FactKind::Note => to_json(&typed::<Note>(object, fields)?),
        FactKind::Alert => to_json(&typed::<Alert>(object, fields)?),
        FactKind::Campaign => to_json(&typed::<Campaign>(object, fields)?),
    }
}

/// The moment by which facts of a kind are sorted, 0 where the row has none.
fn sort_time(kind: FactKind, object: &Map<String, Json>) -> i64 {
    let at = |pointer: &str| {
        let value = pointer.split('/').try_fold(None, |found: Option<&Json>, part| match found {
            None => object.get(part).map(Some),
            Some(value) => value.get(part).map(Some),
        });
        value.flatten().and_then(Json::as_str).and_then(Timestamp::parse).map(Timestamp::as_millis)
    };
    let found = match kind {
        FactKind::Verification | FactKind::Alert => at("validFor/startDateTime"),
        FactKind::Answer => at("answeredAt").or_else(|| at("lastAskedAt")),
        FactKind::Commitment => at("dueAt"),
        FactKind::Consent | FactKind::Campaign => at("statusDate"),
        FactKind::Note => at("date"),
    };
    found.unwrap_or(0)
}

fn to_json<T: Serialize>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|_| Fault::row("cannot be written as JSON"))
}

fn digest(parts: &[&str]) -> i64 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(8).fold(0, |sum, byte| sum << 8 | i64::from(*byte))
}
