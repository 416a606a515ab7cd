//! What has been answered already: one row for every identity field and every question, with its state.
//! Pure; it knows the contract and no words for people beyond the keys of `messages`.

use context_contract::{
    Answer, Context, Timestamp, Value, Verification,
    enums::{AnswerStatus, Channel, ContactPointKind, Department, Resolution, VerificationStatus},
    profile::{Alternative, Provenance},
};

use crate::messages::{self, Message};

/// One question and what is known about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Unique among the rows and stable: a JSON pointer into the profile, or the key of the answer.
    pub key: String,
    /// What the row is about.
    pub label: Label,
    /// What is known; `None` when nobody knows.
    pub value: Option<Value>,
    /// How the value is written.
    pub shape: Shape,
    /// Whether it has to be asked.
    pub state: RowState,
    /// Where it comes from.
    pub origin: Origin,
    /// Values that were not chosen.
    pub alternatives: Vec<Alternative>,
    /// The rule that chose.
    pub rule: Option<Resolution>,
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Label {
    /// A field that the panel has a word for.
    Field(Message),
    /// The operator's own words.
    Own(String),
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// As it is.
    Plain,
    /// A date without a time.
    Date,
    /// A telephone number that can be dialled.
    Phone,
    /// An e-mail address that can be written to.
    Email,
}

/// Whether a question has to be asked. Only stale, conflicting and missing ones may be suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowState {
    /// Shown to be true: do not ask.
    Verified,
    /// Said by the customer: do not ask.
    Answered,
    /// Sources disagree: confirm.
    Conflicting,
    /// Too old: confirm.
    Stale,
    /// Nobody knows: ask.
    Missing,
    /// The customer did not want to say: do not ask.
    Declined,
    /// Known, not for this agent: do not ask.
    Restricted,
}

/// Where a value comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    /// Id of the source.
    pub source: String,
    /// Who in the company learnt it.
    pub department: Option<Department>,
    /// By which way.
    pub channel: Option<Channel>,
    /// When.
    pub at: Option<Timestamp>,
}

/// How many rows need nothing, a confirmation, a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Verified, answered and restricted ones.
    pub known: u64,
    /// Stale and conflicting ones.
    pub confirm: u64,
    /// Missing ones.
    pub missing: u64,
}

/// All rows: identity first, then answers in the order of the contract, those still to ask last.
#[must_use]
pub fn rows(context: &Context, now: Timestamp) -> Vec<Row> {
    let mut rows = identity(context, now);
    rows.extend(context.answers.iter().map(|answer| of_answer(answer, now)));
    rows.sort_by_key(|row| row.state == RowState::Missing);
    rows
}

/// Sums up the rows.
#[must_use]
pub fn counts(rows: &[Row]) -> Counts {
    rows.iter().fold(Counts::default(), |mut counts, row| {
        match row.state {
            RowState::Verified | RowState::Answered | RowState::Restricted => counts.known += 1,
            RowState::Stale | RowState::Conflicting => counts.confirm += 1,
            RowState::Missing => counts.missing += 1,
            RowState::Declined => {}
        }
        counts
    })
}

/// A field of the profile on its way to becoming a row.
struct Field<'a> {
    pointer: String,
    label: Message,
    value: &'a Value,
    shape: Shape,
    /// The claim of OpenID Connect that a verification would have checked.
    claim: &'static str,
    verified: bool,
}

fn identity(context: &Context, now: Timestamp) -> Vec<Row> {
    let profile = &context.profile;
    let accounts = profile.external_identifier.iter().enumerate().filter_map(|(place, id)| {
        let is_account = id.external_identifier_type.eq_ignore_ascii_case("account");
        is_account.then(|| {
            let pointer = format!("/externalIdentifier/{place}/id");
            Field::new(pointer, messages::FIELD_ACCOUNT, &id.id, Shape::Plain, "account")
        })
    });
    let birth_date = profile.birth_date.iter().map(|value| {
        Field::new("/birthDate".to_owned(), messages::FIELD_BIRTH_DATE, value, Shape::Date, "birthdate")
    });
    let gender =
        profile.gender.iter().filter(|_| disputed(context, "/gender")).map(|value| {
            Field::new("/gender".to_owned(), messages::FIELD_GENDER, value, Shape::Plain, "gender")
        });
    let fields = accounts.chain(birth_date).chain(contact_points(context)).chain(gender);
    let mut rows: Vec<Row> = disputed_name(context).into_iter().collect();
    rows.extend(fields.map(|field| of_field(context, &field, now)));
    rows
}

fn contact_points(context: &Context) -> impl Iterator<Item = Field<'_>> {
    context.profile.contact_points.iter().enumerate().filter_map(|(place, point)| {
        let (label, shape, claim) = match point.kind {
            ContactPointKind::Phone => (messages::FIELD_PHONE, Shape::Phone, "phone_number"),
            ContactPointKind::Email => (messages::FIELD_EMAIL, Shape::Email, "email"),
            ContactPointKind::Postal => (messages::FIELD_ADDRESS, Shape::Plain, "address"),
            ContactPointKind::Other(_) => return None,
        };
        let pointer = format!("/contactPoints/{place}/value");
        let field = Field::new(pointer, label, &point.value, shape, claim);
        Some(Field { verified: point.verified == Some(true), ..field })
    })
}

impl<'a> Field<'a> {
    fn new(pointer: String, label: Message, value: &'a Value, shape: Shape, claim: &'static str) -> Self {
        Self { pointer, label, value, shape, claim, verified: false }
    }
}

fn disputed(context: &Context, pointer: &str) -> bool {
    context.profile.provenance.get(pointer).is_some_and(|it| it.conflict.is_some())
}

/// The name is in the header; it gets a row only when sources disagree about it.
fn disputed_name(context: &Context) -> Option<Row> {
    let pointer = "/name/full";
    let name = context.profile.name.as_ref().filter(|_| disputed(context, pointer))?;
    let provenance = context.profile.provenance.get(pointer)?;
    let value = Some(Value::Text(name.full.clone()));
    Some(row(pointer, messages::FIELD_NAME, value, Shape::Plain, RowState::Conflicting, Some(provenance)))
}

fn of_field(context: &Context, field: &Field<'_>, now: Timestamp) -> Row {
    let provenance = context.profile.provenance.get(&field.pointer);
    let proof = context.verifications.iter().find(|it| proves(it, field, now));
    let conflict = provenance.is_some_and(|it| it.conflict.is_some());
    let state = match field.value {
        Value::Restricted(_) => RowState::Restricted,
        _ if proof.is_some() => RowState::Verified,
        _ if conflict => RowState::Conflicting,
        _ if field.verified => RowState::Verified,
        _ => RowState::Answered,
    };
    let value = Some(field.value.clone());
    let mut row = row(&field.pointer, field.label, value, field.shape, state, provenance);
    if let Some(proof) = proof {
        row.origin = origin_of(proof);
    }
    row
}

fn row(
    key: &str,
    label: Message,
    value: Option<Value>,
    shape: Shape,
    state: RowState,
    provenance: Option<&Provenance>,
) -> Row {
    let conflict = provenance.and_then(|it| it.conflict.as_ref());
    let origin =
        provenance.map(|it| Origin { source: it.source.clone(), at: it.observed_at, ..Origin::default() });
    Row {
        key: key.to_owned(),
        label: Label::Field(label),
        value,
        shape,
        state,
        origin: origin.unwrap_or_default(),
        alternatives: conflict.map(|it| it.alternatives.clone()).unwrap_or_default(),
        rule: conflict.map(|it| it.resolution.clone()),
    }
}

/// Whether this check, still in force, was about this very field.
fn proves(verification: &Verification, field: &Field<'_>, now: Timestamp) -> bool {
    let in_force =
        verification.status == VerificationStatus::Verified && verification.valid_for.contains(now);
    let claims = verification.verified_claims.as_ref();
    in_force
        && claims
            .and_then(|claims| claims.pointer(&format!("/claims/{}", field.claim)))
            .is_some_and(|claim| same_value(claim, field.value))
}

/// Claims are masked in ways of their own (`+44113***0706`): what is visible of both has to agree. A claim that
/// shows nothing proves only a field that shows nothing either; guessing "verified" would be the worse mistake.
fn same_value(claim: &Value, value: &Value) -> bool {
    let visible = |value: &Value| match value {
        Value::Text(text) => Some(last_visible(text)),
        Value::Masked(masked) => Some(last_visible(&masked.masked)),
        _ => None,
    };
    match (visible(claim), visible(value)) {
        (Some(claim), Some(value)) => {
            let length = claim.len().min(value.len());
            claim.is_empty() == value.is_empty()
                && claim[claim.len() - length..] == value[value.len() - length..]
        }
        _ => true,
    }
}

/// The letters and digits after the last masking character.
fn last_visible(text: &str) -> Vec<char> {
    let tail = text.rsplit(['*', '•', '·', 'X']).next().unwrap_or_default();
    tail.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn origin_of(verification: &Verification) -> Origin {
    let occasion = verification.performed_in.clone().unwrap_or_default();
    Origin {
        source: verification.source.clone(),
        department: occasion.department,
        channel: occasion.channel,
        at: verification.valid_for.start_date_time,
    }
}

fn of_answer(answer: &Answer, now: Timestamp) -> Row {
    let occasion = answer.answered_in.clone().unwrap_or_default();
    let label = answer.question.clone().unwrap_or_else(|| answer.key.clone());
    Row {
        key: answer.key.clone(),
        label: Label::Own(label),
        value: answer.value.clone(),
        shape: if answer.value_type.as_deref() == Some("date") { Shape::Date } else { Shape::Plain },
        state: state_of(answer, now),
        origin: Origin {
            source: answer.source.clone(),
            department: occasion.department,
            channel: occasion.channel,
            at: answer.answered_at.or(answer.last_asked_at),
        },
        alternatives: Vec::new(),
        rule: None,
    }
}

/// The server's word, except that time passes while the panel is open. An unknown status with a value counts as
/// stale: asking to confirm is the careful reading.
fn state_of(answer: &Answer, now: Timestamp) -> RowState {
    let lapsed = answer.valid_for.is_some_and(|valid| !valid.contains(now));
    match (&answer.status, &answer.value) {
        (AnswerStatus::Restricted, _) | (_, Some(Value::Restricted(_))) => RowState::Restricted,
        (AnswerStatus::Declined, _) => RowState::Declined,
        (AnswerStatus::Missing, _) | (_, None) => RowState::Missing,
        (AnswerStatus::Conflicting, _) => RowState::Conflicting,
        (AnswerStatus::Answered, Some(_)) if !lapsed => RowState::Answered,
        (AnswerStatus::Answered | AnswerStatus::Stale | AnswerStatus::Other(_), Some(_)) => RowState::Stale,
    }
}

#[cfg(test)]
mod tests {
    use context_contract::{Context, Timestamp};
    use serde_json::json;

    use super::{Counts, Label, RowState, counts, rows, same_value};

    fn context() -> Context {
        serde_json::from_str(include_str!("../crates/context-contract/fixtures/context.json")).unwrap()
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    fn check(now: &str, key: &str, expected: RowState) {
        let rows = rows(&context(), at(now));
        let row = rows.iter().find(|row| row.key == key).unwrap();
        assert_eq!(row.state, expected, "{key} at {now}");
    }

    const NOW: &str = "2026-11-22T09:05:00Z";

    #[test]
    fn every_state_is_told_apart() {
        check(NOW, "/contactPoints/0/value", RowState::Verified);
        check(NOW, "/birthDate", RowState::Answered);
        check(NOW, "router.model", RowState::Answered);
        check(NOW, "line.shared", RowState::Answered);
        check(NOW, "address.current", RowState::Stale);
        check(NOW, "callback.time", RowState::Missing);
        check(NOW, "occupation", RowState::Declined);
        check(NOW, "credit.limit", RowState::Restricted);
        check(NOW, "household.size", RowState::Conflicting);
    }

    #[test]
    fn a_check_of_the_very_number_settles_the_conflict_until_it_lapses() {
        check(NOW, "/contactPoints/1/value", RowState::Verified);
        check("2026-11-22T09:40:00Z", "/contactPoints/1/value", RowState::Conflicting);
    }

    #[test]
    fn answers_lapse_while_the_panel_is_open() {
        check("2027-12-01T00:00:00Z", "router.model", RowState::Stale);
    }

    #[test]
    fn missing_ones_come_last_and_are_counted() {
        let rows = rows(&context(), at(NOW));
        assert_eq!(rows.last().unwrap().label, Label::Own("Best time to call back".to_owned()));
        assert_eq!(counts(&rows), Counts { known: 8, confirm: 2, missing: 1 });
    }

    #[test]
    fn claims_are_compared_by_what_is_visible() {
        let check = |claim: serde_json::Value, value: serde_json::Value, expected: bool| {
            let read = |json: &serde_json::Value| serde_json::from_value(json.clone()).unwrap();
            assert_eq!(same_value(&read(&claim), &read(&value)), expected, "{claim} {value}");
        };
        check(json!("+44113***0706"), json!("+441134960706"), true);
        check(json!("+44113***0188"), json!("+441134960706"), false);
        check(json!({"masked": ""}), json!({"masked": ""}), true);
        check(json!({"masked": ""}), json!({"masked": "•••• 4421"}), false);
        check(json!({"masked": "•••• 4422"}), json!({"masked": "•••• 4421"}), false);
    }
}
