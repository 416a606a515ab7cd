//! Where in the profile the answers of questions lie. Knows the profile's shape and the standard claim that a check of
//! each field would have made; nothing of states.

use std::borrow::Cow;

use serde::Serialize;

use super::Shape;
use crate::{
    Profile, Question, Value,
    enums::{AnswerFrom, Sensitivity},
};

/// A field of the profile that gets a row without a question in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FieldName {
    /// The name, when sources disagree about it; otherwise it is in the header.
    Name,
    /// The account number.
    Account,
    /// The date of birth.
    BirthDate,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A postal address.
    Address,
    /// The gender, when sources disagree about it.
    Gender,
    /// Anything else, by a question of the catalogue.
    Other,
}

/// A field on its way to becoming a row.
pub(super) struct Field<'a> {
    pub(super) pointer: String,
    pub(super) name: FieldName,
    pub(super) value: Cow<'a, Value>,
    pub(super) shape: Shape,
    pub(super) sensitivity: Sensitivity,
    /// The claim of OpenID Connect that a verification would have checked.
    pub(super) claim: Cow<'a, str>,
    pub(super) verified: bool,
}

/// Path, name, claim, shape, in the order of the panel.
const KNOWN: &[(&str, FieldName, &str, Shape)] = &[
    ("/name/full", FieldName::Name, "name", Shape::Plain),
    ("/externalIdentifier/Account", FieldName::Account, "account", Shape::Plain),
    ("/birthDate", FieldName::BirthDate, "birthdate", Shape::Date),
    ("/contactPoints/email", FieldName::Email, "email", Shape::Email),
    ("/contactPoints/phone", FieldName::Phone, "phone_number", Shape::Phone),
    ("/contactPoints/postal", FieldName::Address, "address", Shape::Plain),
    ("/gender", FieldName::Gender, "gender", Shape::Plain),
];

/// The known fields that no question of the catalogue asks for.
pub(super) fn uncovered<'a>(profile: &'a Profile, catalogue: &[Question]) -> Vec<Field<'a>> {
    let covered = |path: &str| {
        catalogue.iter().any(|it| it.from == AnswerFrom::Profile && it.path.eq_ignore_ascii_case(path))
    };
    let mut fields = Vec::new();
    for (path, ..) in KNOWN.iter().filter(|(path, ..)| !covered(path)) {
        add(profile, path, None, &mut fields);
    }
    // The header shows these; a row is for what has to be settled.
    let in_header = |name| matches!(name, FieldName::Name | FieldName::Gender);
    fields.retain(|it| !in_header(it.name) || is_disputed(profile, &it.pointer));
    fields
}

/// The fields that answer this question.
pub(super) fn fields_at<'a>(profile: &'a Profile, question: &'a Question) -> Vec<Field<'a>> {
    let mut fields = Vec::new();
    add(profile, &question.path, question.claim.as_deref(), &mut fields);
    fields
}

fn add<'a>(profile: &'a Profile, path: &str, claim: Option<&'a str>, fields: &mut Vec<Field<'a>>) {
    let known = KNOWN.iter().find(|(known, ..)| known.eq_ignore_ascii_case(path));
    let (name, standard, shape) =
        known.map_or((FieldName::Other, "", Shape::Plain), |(_, name, claim, shape)| (*name, *claim, *shape));
    let mut push = |pointer: String, value: Cow<'a, Value>, verified: bool| {
        let claim = claim.unwrap_or(standard).into();
        // Whoever hears the sentence may not be the customer: without a word from the operator, only the ends are said.
        let open = matches!(name, FieldName::Name | FieldName::Gender | FieldName::Other);
        let sensitivity = if open { Sensitivity::Open } else { Sensitivity::Masked };
        fields.push(Field { pointer, name, value, shape, sensitivity, claim, verified });
    };
    match path.split('/').skip(1).collect::<Vec<_>>().as_slice() {
        ["contactPoints", kind] => {
            for (place, point) in profile.contact_points.iter().enumerate() {
                if point.kind.as_str().eq_ignore_ascii_case(kind) {
                    let verified = point.verified == Some(true);
                    push(format!("/contactPoints/{place}/value"), Cow::Borrowed(&point.value), verified);
                }
            }
        }
        ["externalIdentifier", kind] => {
            for (place, id) in profile.external_identifier.iter().enumerate() {
                if id.external_identifier_type.eq_ignore_ascii_case(kind) {
                    push(format!("/externalIdentifier/{place}/id"), Cow::Borrowed(&id.id), false);
                }
            }
        }
        ["name", "full"] => {
            if let Some(name) = &profile.name {
                push(path.to_owned(), Cow::Owned(Value::Text(name.full.clone())), false);
            }
        }
        _ => {
            if let Some(value) = single(profile, path) {
                push(path.to_owned(), value, false);
            }
        }
    }
}

fn single<'a>(profile: &'a Profile, path: &str) -> Option<Cow<'a, Value>> {
    match path {
        "/birthDate" => profile.birth_date.as_ref().map(Cow::Borrowed),
        "/gender" => profile.gender.as_ref().map(Cow::Borrowed),
        "/timeZone" => profile.time_zone.as_deref().map(|zone| Cow::Owned(Value::from(zone))),
        "/preferredLanguages/0" => {
            profile.preferred_languages.first().map(|tag| Cow::Owned(Value::from(tag.as_str())))
        }
        _ => profile.traits.get(path.strip_prefix("/traits/")?).map(Cow::Borrowed),
    }
}

fn is_disputed(profile: &Profile, pointer: &str) -> bool {
    profile.provenance.get(pointer).is_some_and(|it| it.conflict.is_some())
}
