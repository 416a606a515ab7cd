//! Turns one row into what the store keeps: a person, an interaction, facts.
//! Knows the mapping of one file and the contract's types, not how rows are read or written.

use std::borrow::Cow;

use context_contract::{
    Interaction, Timestamp,
    enums::{Channel, Department, Direction, InteractionStatus, InteractionType},
};

use super::{
    extract::{Columns, Extract, Fault, Row, Test},
    fact::{FactParser, ParsedFact},
    mapping::{FileSpec, InteractionSpec, OwnerSpec},
    node::Node,
    object::{Targets, build, digest, fault_at, required, targets, to_json, typed},
    person::PersonParser,
    spec::OneOrMany,
    volume::Topic,
};
use crate::{
    insight::topic_of,
    store::search::searchable_text,
    unify::{Identifier, Record, Rules},
};

/// What becomes of the rows of one file.
#[derive(Debug)]
pub(super) struct FileParser<'a> {
    rules: &'a Rules,
    source: String,
    department: String,
    country: Option<Extract>,
    person: Option<PersonParser>,
    interaction: Option<InteractionParser>,
    facts: Vec<FactParser>,
}

#[derive(Debug)]
struct InteractionParser {
    id: Extract,
    owner: Vec<(String, Extract)>,
    confidential: Option<Extract>,
    when: Option<Test>,
    fields: Targets,
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
    pub(super) department: Department,
    /// By which way.
    pub(super) channel: Option<Channel>,
    /// What kind of thing.
    pub(super) kind: InteractionType,
    /// Where it stands.
    pub(super) status: Option<InteractionStatus>,
    /// Who started it.
    pub(super) direction: Option<Direction>,
    /// What a contact is about.
    pub(super) topic: Option<Topic>,
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

impl<'a> FileParser<'a> {
    /// Resolves the mapping of a file against its columns.
    ///
    /// # Errors
    /// One sentence when the file does not have what the mapping asks for.
    pub(super) fn new(
        file: &FileSpec,
        department: &str,
        columns: &Columns,
        rules: &'a Rules,
    ) -> Result<Self, String> {
        Ok(Self {
            rules,
            source: file.source.get_ref().clone(),
            department: department.to_owned(),
            country: file.country.as_ref().map(|spec| columns.extract(spec, "country")).transpose()?,
            person: file.record.as_ref().map(|record| PersonParser::new(record, columns)).transpose()?,
            interaction: file
                .interaction
                .as_ref()
                .map(|spec| InteractionParser::new(spec, columns))
                .transpose()?,
            facts: file.facts.iter().map(|fact| FactParser::new(fact, columns)).collect::<Result<_, _>>()?,
        })
    }

    /// The person the row is about, if it is about one.
    ///
    /// # Errors
    /// Which column is at fault.
    pub(super) fn record(&self, row: Row<'_>) -> Result<Option<Record>, Fault> {
        match &self.person {
            Some(parser) => parser.parse(row, &self.source, &self.country(row)?, self.rules),
            None => Ok(None),
        }
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
        let kind = object.get("type").and_then(Node::as_str).unwrap_or_default();
        let id = format!("{}:{kind}:{key}", self.source);
        *object.field("id") = Node::Text(Cow::Borrowed(&id));
        *object.field("source") = Node::Text(Cow::Borrowed(&self.source));
        for (name, value) in self.defaults() {
            if object.get(name).is_none() {
                *object.field(name) = value;
            }
        }
        let mut interaction: Interaction = typed(&object, &parser.fields)?;
        let confidential = match &parser.confidential {
            Some(extract) => extract.value(row)?.as_ref().and_then(Node::as_bool) == Some(true),
            None => false,
        };
        let Some(started_at) = interaction.interaction_date.start_date_time else {
            return Err(fault_at("interactionDate.startDateTime", &parser.fields, "is required and empty"));
        };
        let transcript = std::mem::take(&mut interaction.transcript);
        let detail = (!transcript.is_empty()).then(|| to_json(&transcript)).transpose()?;
        let body = to_json(&interaction)?;
        let hidden = if confidential { "1" } else { "" };
        let parts: [&str; 5] =
            [&owner.kind, &owner.value, &body, detail.as_deref().unwrap_or_default(), hidden];
        Ok(Some(ParsedInteraction {
            digest: digest(&parts),
            started_at,
            topic: topic_of(&interaction).map(|(reason, product)| (reason.to_owned(), product.to_owned())),
            text: searchable_text(&interaction, &transcript),
            department: interaction.department,
            channel: interaction.channel,
            kind: interaction.kind,
            status: interaction.status,
            direction: interaction.direction,
            confidential,
            id: interaction.id,
            owner,
            body,
            detail,
        }))
    }

    /// The facts the row says, each by itself: a bad one does not spoil the others.
    pub(super) fn facts(&self, row: Row<'_>) -> impl Iterator<Item = Result<ParsedFact, Fault>> {
        let applying = self.facts.iter().filter(move |parser| parser.applies(row));
        applying.map(move |parser| parser.parse(row, &self.source, self.owner(&parser.owner, row)?))
    }

    /// What an interaction has where its row does not say otherwise.
    fn defaults(&self) -> [(&'static str, Node<'_>); 3] {
        [
            ("department", Node::Text(Cow::Borrowed(&self.department))),
            ("status", Node::Text(Cow::Borrowed("completed"))),
            ("interactionDate", Node::Object(vec![])),
        ]
    }

    fn country<'r>(&'r self, row: Row<'r>) -> Result<Cow<'r, str>, Fault> {
        let named = self.country.as_ref().map(|extract| extract.text(row)).transpose()?.flatten();
        Ok(named.unwrap_or(Cow::Borrowed(&self.rules.default_country)))
    }

    fn owner(&self, owners: &[(String, Extract)], row: Row<'_>) -> Result<Identifier, Fault> {
        let country = self.country(row)?;
        for (kind, extract) in owners {
            if let Some(text) = extract.text(row)? {
                let identifier = self.rules.normalise_in(kind, &text, &country);
                let fault = || Fault {
                    column: extract.column_name().map(str::to_owned),
                    reason: format!("is no identifier of the kind {kind}"),
                };
                return identifier.ok_or_else(fault);
            }
        }
        let column = owners.first().and_then(|(_, extract)| extract.column_name()).map(str::to_owned);
        Err(Fault { column, reason: "names no customer".into() })
    }
}

impl InteractionParser {
    fn new(spec: &InteractionSpec, columns: &Columns) -> Result<Self, String> {
        Ok(Self {
            id: columns.extract(&spec.id, "id")?,
            owner: owners(&spec.owner, columns)?,
            confidential: spec
                .confidential
                .as_ref()
                .map(|spec| columns.extract(spec, "confidential"))
                .transpose()?,
            when: spec.when.as_ref().map(|condition| columns.test(condition)).transpose()?,
            fields: targets(&spec.fields, columns)?,
        })
    }
}

/// Resolves the identifiers by which rows name their customer.
pub(super) fn owners(
    specs: &OneOrMany<OwnerSpec>,
    columns: &Columns,
) -> Result<Vec<(String, Extract)>, String> {
    specs.iter().map(|owner| Ok((owner.kind.clone(), columns.extract(&owner.value, "owner")?))).collect()
}
