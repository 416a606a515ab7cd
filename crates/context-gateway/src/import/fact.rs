//! Turns one row into one fact. Knows the contract's kinds of facts and what tells two of a kind apart.

use context_contract::{Alert, Answer, Campaign, Commitment, Consent, Note, Timestamp, Verification};

use super::{
    extract::{Columns, Extract, Fault, Row, Test},
    mapping::{FactKind, FactSpec},
    node::Node,
    object::{Targets, build, digest, required, targets, to_json, typed},
};
use crate::unify::Identifier;

/// A fact of a mapping, resolved against the columns of a file.
#[derive(Debug)]
pub(super) struct FactParser {
    kind: FactKind,
    id: Option<Extract>,
    pub(super) owner: Vec<(String, Extract)>,
    when: Option<Test>,
    fields: Targets,
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

impl FactParser {
    /// Resolves.
    ///
    /// # Errors
    /// One sentence when the file does not have what the mapping asks for.
    pub(super) fn new(spec: &FactSpec, columns: &Columns) -> Result<Self, String> {
        Ok(Self {
            kind: spec.kind,
            id: spec.id.as_ref().map(|spec| columns.extract(spec, "id")).transpose()?,
            owner: super::parse::owners(&spec.owner, columns)?,
            when: spec.when.as_ref().map(|condition| columns.test(condition)).transpose()?,
            fields: targets(&spec.fields, columns)?,
        })
    }

    /// Whether the row says this fact.
    pub(super) fn applies(&self, row: Row<'_>) -> bool {
        self.when.as_ref().is_none_or(|test| test.passes(row))
    }

    /// The fact a row says.
    ///
    /// # Errors
    /// Which column is at fault.
    pub(super) fn parse(&self, row: Row<'_>, source: &str, owner: Identifier) -> Result<ParsedFact, Fault> {
        let mut object = build(&self.fields, row)?;
        *object.field("source") = Node::Text(source.into());
        if let Some(extract) = &self.id {
            let id = format!("{source}:{}", required(extract, row, "the key")?);
            *object.field("id") = Node::Text(id.into());
        }
        fact(self, &object, owner)
    }
}

fn fact(parser: &FactParser, object: &Node<'_>, owner: Identifier) -> Result<ParsedFact, Fault> {
    let text = |name: &str| object.get(name).and_then(Node::as_str).map(str::to_owned);
    let id = match parser.kind {
        FactKind::Answer => text("key"),
        FactKind::Consent => text("purpose").map(|purpose| match text("channel") {
            Some(channel) => format!("{purpose}/{channel}"),
            None => purpose,
        }),
        _ => text("id"),
    };
    let sort_at = sort_time(parser.kind, object);
    let body = body(parser, object)?;
    let id = id.ok_or_else(|| Fault::row("has nothing that tells it from others"))?;
    let digest = digest(&[&owner.kind, &owner.value, &body]);
    Ok(ParsedFact { kind: parser.kind, id, owner, sort_at, body, digest })
}

fn body(parser: &FactParser, object: &Node<'_>) -> Result<String, Fault> {
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
fn sort_time(kind: FactKind, object: &Node<'_>) -> i64 {
    let at = |pointer: &str| {
        let value = pointer.split('/').try_fold(object, |value, name| value.get(name));
        value.and_then(Node::as_str).and_then(Timestamp::parse).map(Timestamp::as_millis)
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
