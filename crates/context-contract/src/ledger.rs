//! The ask ledger: every question that matters to this contact, with what is known about it and whether it has to be
//! asked. One pure function for gateway and widget alike, so that a phone menu and an agent get the same verdict.
//!
//! It knows the contract, no words for people and no clock: the caller supplies the moment, by server time.

mod field;

use std::borrow::Cow;

use serde::Serialize;

use self::field::{Field, fields_at, uncovered};
use crate::{
    Answer, Context, Question, Timestamp, Value, Verification,
    enums::{
        AnswerFrom, AnswerStatus, Channel, Department, Party, Resolution, Sensitivity, VerificationStatus,
    },
    mask,
    profile::Alternative,
};

pub use self::field::FieldName;

/// One question and what is known about it. Borrows from the context and the catalogue.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Row<'a> {
    /// Unique among the rows and stable: a JSON pointer into the profile, or the key of the question.
    pub key: Cow<'a, str>,
    /// What the row is about.
    pub label: Label<'a>,
    /// What is known, masked as its sensitivity says; `None` when nobody knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Cow<'a, Value>>,
    /// How the value is written.
    pub shape: Shape,
    /// Whether it has to be asked.
    pub state: RowState,
    /// How much of the value may be said.
    pub sensitivity: Sensitivity,
    /// To whom it matters.
    pub relevance: Relevance,
    /// Where it comes from.
    pub origin: Origin<'a>,
    /// Values that were not chosen, the runner-up first.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub alternatives: &'a [Alternative],
    /// The rule that chose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'a Resolution>,
    /// Where the value lies in the profile, if it does: what a decision about it has to name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The question of the catalogue, if it is there.
    #[serde(skip)]
    pub question: Option<&'a Question>,
    /// The recorded answer, if there is one: its history and its `etag`.
    #[serde(skip)]
    pub answer: Option<&'a Answer>,
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Label<'a> {
    /// A field of the profile that no question of the catalogue covers.
    Field(FieldName),
    /// The operator's own words.
    Own(&'a str),
}

/// How a value is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Shape {
    /// As it is.
    #[default]
    Plain,
    /// A date without a time.
    Date,
    /// A telephone number that can be dialled.
    Phone,
    /// An e-mail address that can be written to.
    Email,
}

/// Whether a question has to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
    /// Known, not for this reader: do not ask.
    Restricted,
}

impl RowState {
    /// Whether the question may be suggested to the agent. Everything else has been asked once too often.
    #[must_use]
    pub fn may_be_asked(self) -> bool {
        self == Self::Missing || self.needs_confirmation()
    }

    /// Whether what is known has to be confirmed.
    #[must_use]
    pub fn needs_confirmation(self) -> bool {
        matches!(self, Self::Stale | Self::Conflicting)
    }
}

/// To whom a row matters, the most relevant first: the department lens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Relevance {
    /// Needed for the reason of this contact.
    Contact,
    /// Needed by the agent's department, or by every department.
    Department,
    /// Known, and of use to others.
    Other,
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Origin<'a> {
    /// Id of the source; empty when nobody knows.
    pub source: &'a str,
    /// Who in the company learnt it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<&'a Department>,
    /// By which way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<&'a Channel>,
    /// In which interaction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interaction: Option<&'a str>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

/// How many rows need nothing, a confirmation, a question; rows that matter to others only are counted apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Counts {
    /// Verified, answered and restricted ones.
    pub known: u64,
    /// Stale and conflicting ones.
    pub confirm: u64,
    /// Missing ones.
    pub missing: u64,
    /// Declined ones.
    pub declined: u64,
    /// Known ones that matter to other departments or reasons only.
    pub other: u64,
}

/// All rows for an agent of this department in a contact with this reason: what the contact needs first, what is still
/// to be asked last. What nobody knows and nobody here needs is left out.
#[must_use]
pub fn rows<'a>(
    context: &'a Context,
    catalogue: &'a [Question],
    department: Option<&Department>,
    reason: Option<&str>,
    now: Timestamp,
) -> Vec<Row<'a>> {
    let ledger = Ledger { context, department, reason, now };
    let mut rows: Vec<Row<'a>> = Vec::with_capacity(catalogue.len());
    for field in uncovered(&context.profile, catalogue) {
        rows.push(ledger.of_field(field, None));
    }
    for question in catalogue {
        ledger.add(question, &mut rows);
    }
    for answer in &context.answers {
        if catalogue.iter().all(|question| question.key != answer.key) {
            rows.push(ledger.of_answer(answer, None));
        }
    }
    rows.retain(|row| row.state != RowState::Missing || row.relevance != Relevance::Other);
    rows.sort_by_key(|row| (row.state == RowState::Missing, row.relevance));
    rows
}

/// Sums up the rows.
#[must_use]
pub fn counts(rows: &[Row<'_>]) -> Counts {
    let mut counts = Counts::default();
    for row in rows {
        let count = match row.state {
            _ if row.relevance == Relevance::Other => &mut counts.other,
            RowState::Verified | RowState::Answered | RowState::Restricted => &mut counts.known,
            RowState::Stale | RowState::Conflicting => &mut counts.confirm,
            RowState::Missing => &mut counts.missing,
            RowState::Declined => &mut counts.declined,
        };
        *count += 1;
    }
    counts
}

impl Row<'_> {
    /// What may be said of the value to somebody who may be the customer: a sentence that confirms must not tell a
    /// stranger more than the mask shows. `None` when there is nothing that may be said.
    #[must_use]
    pub fn sayable(&self) -> Option<Cow<'_, Value>> {
        let value = self.value.as_deref()?;
        let said = match self.sensitivity {
            Sensitivity::Open => Cow::Borrowed(value),
            Sensitivity::Masked => mask::ends(value),
            Sensitivity::Secret | Sensitivity::Other(_) => return None,
        };
        match said.as_ref() {
            Value::Restricted(_) | Value::Null => None,
            Value::Masked(masked) if masked.masked.is_empty() => None,
            _ => Some(said),
        }
    }
}

/// What every row is judged by.
struct Ledger<'a, 'l> {
    context: &'a Context,
    department: Option<&'l Department>,
    reason: Option<&'l str>,
    now: Timestamp,
}

impl<'a> Ledger<'a, '_> {
    fn add(&self, question: &'a Question, rows: &mut Vec<Row<'a>>) {
        let recorded = self.context.answers.iter().find(|answer| answer.key == question.key);
        if question.from == AnswerFrom::Profile {
            let before = rows.len();
            for field in fields_at(&self.context.profile, question) {
                let row = self.of_field(field, Some(question));
                rows.push(unless_declined(row, recorded));
            }
            if rows.len() > before {
                return;
            }
        }
        if question.from == AnswerFrom::Verification
            && let Some(check) = self.context.verifications.iter().find(|it| self.is_by(it, &question.path))
        {
            return rows.push(self.of_check(check, question));
        }
        rows.push(match recorded {
            Some(answer) => self.of_answer(answer, Some(question)),
            None => self.missing(question),
        });
    }

    fn of_field(&self, field: Field<'a>, question: Option<&'a Question>) -> Row<'a> {
        let provenance = self.context.profile.provenance.get(&field.pointer);
        let conflict = provenance.and_then(|it| it.conflict.as_ref());
        let proof = self.context.verifications.iter().find(|it| self.proves(it, &field));
        let observed = provenance.and_then(|it| it.observed_at);
        let state = match field.value.as_ref() {
            Value::Restricted(_) => RowState::Restricted,
            _ if proof.is_some() => RowState::Verified,
            // A conflict that a person has settled is settled.
            _ if conflict.is_some_and(|it| it.resolution != Resolution::Manual) => RowState::Conflicting,
            _ if field.verified => RowState::Verified,
            _ if self.is_stale(question, observed) => RowState::Stale,
            _ => RowState::Answered,
        };
        let source = provenance.map_or("", |it| &it.source);
        let sensitivity = question.map_or(field.sensitivity, |it| it.sensitivity.clone());
        Row {
            key: field.pointer.clone().into(),
            label: question.map_or(Label::Field(field.name), |it| Label::Own(&it.label)),
            value: Some(masked(field.value, question)),
            shape: field.shape,
            state,
            sensitivity,
            relevance: question.map_or(Relevance::Department, |it| self.relevance(it)),
            origin: proof.map_or(Origin { source, at: observed, ..Origin::default() }, origin_of),
            alternatives: conflict.map_or(&[], |it| &it.alternatives),
            rule: conflict.map(|it| &it.resolution),
            pointer: Some(field.pointer),
            question,
            answer: None,
        }
    }

    fn of_answer(&self, answer: &'a Answer, question: Option<&'a Question>) -> Row<'a> {
        let occasion = answer.answered_in.as_ref();
        let own = answer.question.as_deref().unwrap_or(&answer.key);
        let department = occasion.and_then(|it| it.department.as_ref());
        let elsewhere = self.department.is_some() && department.is_some() && department != self.department;
        let unasked = if elsewhere { Relevance::Other } else { Relevance::Department };
        let value_type = question.map(|it| it.value_type.as_str()).or(answer.value_type.as_deref());
        Row {
            label: Label::Own(question.map_or(own, |it| &it.label)),
            value: answer.value.as_ref().map(|value| masked(Cow::Borrowed(value), question)),
            shape: if value_type == Some("date") { Shape::Date } else { Shape::Plain },
            state: self.state_of(answer, question),
            sensitivity: question.map_or(Sensitivity::Open, |it| it.sensitivity.clone()),
            relevance: question.map_or(unasked, |it| self.relevance(it)),
            origin: Origin {
                source: &answer.source,
                department,
                channel: occasion.and_then(|it| it.channel.as_ref()),
                interaction: occasion.and_then(|it| it.interaction_id.as_deref()),
                at: answer.answered_at.or(answer.last_asked_at),
            },
            answer: Some(answer),
            ..bare(&answer.key, question)
        }
    }

    fn of_check(&self, check: &'a Verification, question: &'a Question) -> Row<'a> {
        Row {
            state: RowState::Verified,
            relevance: self.relevance(question),
            origin: origin_of(check),
            ..bare(&question.key, Some(question))
        }
    }

    fn missing(&self, question: &'a Question) -> Row<'a> {
        Row { relevance: self.relevance(question), ..bare(&question.key, Some(question)) }
    }

    fn relevance(&self, question: &Question) -> Relevance {
        let is_mine = question.departments.is_empty()
            || self.department.is_none_or(|mine| question.departments.contains(mine));
        let is_about = question.reasons.iter().any(|reason| Some(reason.as_str()) == self.reason);
        match (is_mine, self.reason) {
            (false, _) => Relevance::Other,
            (true, _) if is_about => Relevance::Contact,
            (true, Some(_)) if !question.reasons.is_empty() => Relevance::Other,
            (true, _) => Relevance::Department,
        }
    }

    /// The server's word, except that time passes while the panel is open. An unknown status with a value counts as
    /// stale: asking to confirm is the careful reading.
    fn state_of(&self, answer: &Answer, question: Option<&Question>) -> RowState {
        let lapsed = answer.valid_for.is_some_and(|valid| !valid.contains(self.now))
            || (answer.valid_for.is_none() && self.is_stale(question, answer.answered_at));
        match (&answer.status, &answer.value) {
            (AnswerStatus::Restricted, _) | (_, Some(Value::Restricted(_))) => RowState::Restricted,
            (AnswerStatus::Declined, _) => RowState::Declined,
            (AnswerStatus::Missing, _) | (_, None) => RowState::Missing,
            (AnswerStatus::Conflicting, _) => RowState::Conflicting,
            (AnswerStatus::Answered, Some(_)) if !lapsed => RowState::Answered,
            (AnswerStatus::Answered | AnswerStatus::Stale | AnswerStatus::Other(_), Some(_)) => {
                RowState::Stale
            }
        }
    }

    fn is_stale(&self, question: Option<&Question>, learnt: Option<Timestamp>) -> bool {
        let (Some(after), Some(learnt)) = (question.and_then(|it| it.stale_after), learnt) else {
            return false;
        };
        self.now.as_millis().saturating_sub(learnt.as_millis()) >= after.saturating_mul(1000)
    }

    fn is_in_force(&self, check: &Verification) -> bool {
        check.status == VerificationStatus::Verified
            && check.party() == Party::Customer
            && check.valid_for.contains(self.now)
    }

    /// Whether this check is in force and was made by this method; an empty method is any.
    fn is_by(&self, check: &Verification, method: &str) -> bool {
        self.is_in_force(check) && (method.is_empty() || check.amr.iter().any(|it| it == method))
    }

    /// Whether this check, still in force, was about this very field.
    fn proves(&self, check: &Verification, field: &Field<'_>) -> bool {
        let claims = check.verified_claims.as_ref();
        self.is_in_force(check)
            && claims
                .and_then(|claims| claims.pointer(&format!("/claims/{}", field.claim)))
                .is_some_and(|claim| mask::agree(claim, &field.value))
    }
}

/// Whoever did not want to say whether a value is still right is not asked again.
fn unless_declined<'a>(row: Row<'a>, recorded: Option<&'a Answer>) -> Row<'a> {
    match recorded.filter(|answer| answer.status == AnswerStatus::Declined) {
        Some(answer) if row.state.may_be_asked() => {
            Row { state: RowState::Declined, answer: Some(answer), ..row }
        }
        _ => row,
    }
}

/// A row of which nothing is known.
fn bare<'a>(key: &'a str, question: Option<&'a Question>) -> Row<'a> {
    Row {
        key: key.into(),
        label: Label::Own(question.map_or(key, |it| &it.label)),
        value: None,
        shape: Shape::Plain,
        state: RowState::Missing,
        sensitivity: question.map_or(Sensitivity::Open, |it| it.sensitivity.clone()),
        relevance: Relevance::Department,
        origin: Origin::default(),
        alternatives: &[],
        rule: None,
        pointer: None,
        question,
        answer: None,
    }
}

/// As the catalogue says. Without a question the value stays as the server sent it: policy has been at work there.
fn masked<'a>(value: Cow<'a, Value>, question: Option<&Question>) -> Cow<'a, Value> {
    match question.map(|it| &it.sensitivity) {
        Some(Sensitivity::Masked) => Cow::Owned(mask::ends(&value).into_owned()),
        Some(Sensitivity::Secret | Sensitivity::Other(_)) => mask::whole(value),
        Some(Sensitivity::Open) | None => value,
    }
}

fn origin_of(check: &Verification) -> Origin<'_> {
    let occasion = check.performed_in.as_ref();
    Origin {
        source: &check.source,
        department: occasion.and_then(|it| it.department.as_ref()),
        channel: occasion.and_then(|it| it.channel.as_ref()),
        interaction: occasion.and_then(|it| it.interaction_id.as_deref()),
        at: check.valid_for.start_date_time,
    }
}

#[cfg(test)]
mod tests;
