//! The names of what a mapping can fill: fields of persons, of interactions and of facts.
//! Knows names and what is required; the contract's types check the values.

use super::{
    mapping::{FactKind, FileSpec},
    spec::Kind,
};

/// Fields of a person. The first part of a name with dots is listed; `email`, `phone` and `postal` may carry a
/// label (`phone:mobile`), `traits` any name.
const PERSON: &[&str] = &[
    "name.full",
    "name.given",
    "name.surname",
    "kind",
    "birthDate",
    "gender",
    "preferredLanguages",
    "timeZone",
    "segments",
    "email",
    "phone",
    "postal.street",
    "postal.locality",
    "postal.region",
    "postal.postcode",
    "postal.country",
];

/// Fields of the contract's `Interaction` that come from the mapping.
const INTERACTION: &[&str] = &[
    "type",
    "channel",
    "department",
    "direction",
    "status",
    "reason",
    "product",
    "description",
    "interactionDate",
    "lastUpdate",
    "participants",
    "relationships",
    "summary",
    "items",
    "amount",
    "transcript",
    "sentiment",
    "url",
];

/// Says what is wrong with the targets of a file.
///
/// # Errors
/// One sentence.
pub(super) fn check(file: &FileSpec) -> Result<(), String> {
    if let Some(record) = &file.record
        && let Some(name) = record.fields.keys().find(|name| !is_person(name))
    {
        return Err(format!("a person has no field {name}"));
    }
    if let Some(interaction) = &file.interaction {
        require(
            "an interaction",
            &interaction.fields.keys().map(String::as_str).collect::<Vec<_>>(),
            &["type", "channel", "interactionDate.startDateTime"],
        )?;
        if let Some(name) = interaction.fields.keys().find(|name| !INTERACTION.contains(&first(name))) {
            return Err(format!("an interaction has no field {name}"));
        }
    }
    file.facts.iter().try_for_each(|fact| {
        let names: Vec<&str> = fact.fields.keys().map(String::as_str).collect();
        let (known, required) = fact_fields(fact.kind);
        require(fact.kind.as_str(), &names, required)?;
        let needs_id = !matches!(fact.kind, FactKind::Answer | FactKind::Consent);
        match names.iter().find(|name| !known.contains(&first(name))) {
            Some(name) => Err(format!("{} has no field {name}", fact.kind.as_str())),
            None if needs_id != fact.id.is_some() => {
                let word = if needs_id { "needs an" } else { "must not have an" };
                Err(format!("{} {word} id", fact.kind.as_str()))
            }
            None => Ok(()),
        }
    })
}

/// What a target becomes where the mapping does not say.
#[must_use]
pub(super) fn kind_of(target: &str) -> Option<Kind> {
    const MOMENTS: &[&str] = &[
        "observedAt",
        "lastUpdate",
        "dueAt",
        "statusDate",
        "date",
        "lastAskedAt",
        "answeredAt",
        "startDateTime",
        "endDateTime",
    ];
    match target.rsplit('.').next() {
        Some("birthDate") => Some(Kind::Date),
        Some(last) if MOMENTS.contains(&last) => Some(Kind::Time),
        Some("confidence" | "sentiment" | "quantity") => Some(Kind::Decimal),
        Some("askedCount") => Some(Kind::Integer),
        Some("confidential") => Some(Kind::Boolean),
        _ => None,
    }
}

fn require(what: &str, names: &[&str], required: &[&str]) -> Result<(), String> {
    match required.iter().find(|name| !names.contains(name)) {
        Some(name) => Err(format!("{what} needs the field {name}")),
        None => Ok(()),
    }
}

fn is_person(name: &str) -> bool {
    let unlabelled = match name.split_once(':') {
        Some((kind, label)) => match label.split_once('.') {
            Some((_, part)) => format!("{kind}.{part}"),
            None => kind.to_owned(),
        },
        None => name.to_owned(),
    };
    PERSON.contains(&unlabelled.as_str()) || (name.starts_with("traits.") && name.len() > "traits.".len())
}

fn first(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

/// All fields of a kind of fact, and those without which it says nothing.
const fn fact_fields(kind: FactKind) -> (&'static [&'static str], &'static [&'static str]) {
    match kind {
        FactKind::Verification => (
            &["kind", "status", "amr", "verified_claims", "validFor", "performedIn", "reusableFor"],
            &["kind", "status"],
        ),
        FactKind::Answer => (
            &[
                "key",
                "question",
                "value",
                "valueType",
                "status",
                "askedCount",
                "lastAskedAt",
                "answeredAt",
                "answeredIn",
                "history",
                "confidence",
                "validFor",
            ],
            &["key", "status"],
        ),
        FactKind::Commitment => {
            (&["text", "dueAt", "status", "department", "owner", "madeIn"], &["text", "status"])
        }
        FactKind::Consent => (
            &["purpose", "channel", "status", "statusDate", "legalBasis", "method", "signal", "jurisdiction"],
            &["purpose", "status"],
        ),
        FactKind::Note => (
            &["kind", "author", "date", "text", "handoff", "fromDepartment", "toDepartment", "interactionId"],
            &["kind", "date"],
        ),
        FactKind::Alert => {
            (&["severity", "category", "title", "validFor", "department"], &["severity", "title"])
        }
        FactKind::Campaign => (&["name", "channel", "status", "statusDate"], &["name", "status"]),
    }
}
