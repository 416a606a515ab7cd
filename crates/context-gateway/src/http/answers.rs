//! `PUT /v1/customers/{id}/answers/{key}`: what the customer just said, so that nobody asks again.
//! Knows what makes an answer, not how it is kept; what a question expects is the catalogue's.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, Method},
    response::Response,
};
use context_contract::{
    Answer, Value,
    asks::AskKind,
    enums::{AnswerStatus, AskAction, Department},
    fact::{Asking, Occasion},
    interaction::Period,
    request::AnswerWrite,
    stream::StreamEventType,
};
use rusqlite::Transaction;

use super::{
    Gateway,
    body::JsonBody,
    peer::Visit,
    write::{Change, Outcome, check_id, check_length, commit},
};
use crate::{
    Error,
    error::Refusal,
    freshness::later,
    questions::{Catalogue, Entry, ValueType},
    store::{
        asks,
        customer::Customer,
        fact::{self, FactRow},
        source::GATEWAY,
    },
};

/// The most characters of an answer and of a question.
const MAX_TEXT: usize = 2000;

/// Writes an answer.
///
/// Replacing one needs `If-Match` with its ETag (or `*`); without it the answer is 428 with the ETag to send. A question
/// of the catalogue says itself what its answers look like and how long they count. To confirm what is known, send
/// `action` `confirmed`; the value may be left out, so that whoever sees only a part of it can confirm it all the same.
/// The count of how often the customer was asked grows with each write that is no confirmation and no correction.
#[utoipa::path(put, path = "/v1/customers/{id}/answers/{key}", tag = "writes", request_body = AnswerWrite,
    params(
        ("id" = String, Path, description = "Opaque customer id."),
        ("key" = String, Path, description = "Machine name of the question."),
        super::openapi::ReplaceHeaders,
    ),
    responses(
        (status = 200, description = "Replaced.", body = Answer),
        (status = 201, description = "Written.", body = Answer),
        (status = 400, response = super::openapi::Invalid),
        (status = 401, response = super::openapi::Unauthorised),
        (status = 403, response = super::openapi::Forbidden),
        (status = 404, response = super::openapi::NotFound),
        (status = 412, response = super::openapi::PreconditionFailed),
        (status = 422, response = super::openapi::KeyReused),
        (status = 428, response = super::openapi::PreconditionRequired),
    ))]
pub(super) async fn write(
    State(gateway): State<Arc<Gateway>>,
    visit: Visit,
    method: Method,
    headers: HeaderMap,
    body: JsonBody<AnswerWrite>,
) -> Result<Response, Error> {
    let change = Change::new(visit, "answers", &method, &headers, &body.bytes)?;
    check_id("", &change.item)?;
    let questions = gateway.questions.current();
    let said = Said::new(body.value, questions.entry(&change.item))?;
    commit(&gateway, change, "answer", StreamEventType::AnswerUpdated, move |db, customer, change| {
        put(db, customer, change, said, &questions)
    })
    .await
}

/// What a client says, free of contradictions.
struct Said {
    answer: AnswerWrite,
    action: AskAction,
}

impl Said {
    fn new(answer: AnswerWrite, entry: Option<&Entry>) -> Result<Self, Refusal> {
        check_length("/question", answer.question.as_deref(), MAX_TEXT)?;
        check_length("/value", answer.value.as_ref().and_then(Value::as_text), MAX_TEXT)?;
        let said = Self { action: action(&answer)?, answer };
        said.check_value(entry)?;
        Ok(said)
    }

    fn check_value(&self, entry: Option<&Entry>) -> Result<(), Refusal> {
        let wrong = |detail: &str| Err(Refusal::field("/value", detail));
        let declined = self.action == AskAction::Declined;
        match &self.answer.value {
            Some(_) if declined => wrong("is absent when the status is declined"),
            _ if declined || self.confirms_unseen() => Ok(()),
            None => wrong("is required when the status is answered"),
            Some(value) if is_withheld(value) => wrong("is a value, not a withheld one"),
            Some(value) => check_type(value, entry, self.answer.value_type.as_deref()),
        }
    }

    /// Whether what is known is confirmed by somebody who need not see it.
    fn confirms_unseen(&self) -> bool {
        self.action == AskAction::Confirmed && self.answer.value.as_ref().is_none_or(is_withheld)
    }

    /// The value that counts from now on.
    fn value(&self, before: Option<&Answer>) -> Result<Option<Value>, Refusal> {
        let known = before.and_then(|answer| answer.value.as_ref());
        let given = self.answer.value.as_ref().filter(|value| !is_withheld(value));
        match (&self.action, known, given) {
            (AskAction::Confirmed, Some(known), Some(given)) if known != given => {
                Err(Refusal::field("/value", "is another one than is known: send the action corrected"))
            }
            (AskAction::Confirmed, None, None) => {
                Err(Refusal::field("/value", "is required: nothing is known that could be confirmed"))
            }
            (AskAction::Confirmed, Some(known), None) => Ok(Some(known.clone())),
            (_, _, given) => Ok(given.cloned()),
        }
    }
}

/// What happened; a client may leave it to the status.
fn action(answer: &AnswerWrite) -> Result<AskAction, Refusal> {
    let wrong = |detail: &str| Err(Refusal::field("/action", detail));
    match (&answer.status, &answer.action) {
        (AnswerStatus::Declined, None | Some(AskAction::Declined)) => Ok(AskAction::Declined),
        (AnswerStatus::Declined, Some(_)) => wrong("is declined when the status is declined"),
        (AnswerStatus::Answered, None) => Ok(AskAction::Answered),
        (
            AnswerStatus::Answered,
            Some(action @ (AskAction::Answered | AskAction::Confirmed | AskAction::Corrected)),
        ) => Ok(action.clone()),
        (AnswerStatus::Answered, Some(_)) => {
            wrong("is answered, confirmed or corrected when the status is answered")
        }
        _ => Err(Refusal::field("/status", "is answered or declined")),
    }
}

fn is_withheld(value: &Value) -> bool {
    matches!(value, Value::Masked(_) | Value::Restricted(_) | Value::Null)
}

/// The catalogue knows best what an answer looks like; of a question that is not in it the client does.
fn check_type(value: &Value, entry: Option<&Entry>, stated: Option<&str>) -> Result<(), Refusal> {
    let outcome = match entry {
        Some(entry) => entry.value_type.check(value, entry.choices()),
        None => match stated.and_then(ValueType::of) {
            // Nobody but the catalogue knows the choices.
            None | Some(ValueType::Choice) => Ok(()),
            Some(value_type) => value_type.check(value, std::iter::empty()),
        },
    };
    outcome.map_err(|detail| Refusal::field("/value", detail))
}

fn put(
    db: &Transaction<'_>,
    customer: &Customer,
    change: &Change,
    said: Said,
    questions: &Catalogue,
) -> Result<Outcome<Answer>, Error> {
    let before = fact::one::<Answer>(db, customer.cid, "answer", &change.item)?;
    change.condition.check(before.as_ref().map(|answer| answer.version))?;
    let created = before.is_none();
    if said.action == AskAction::Confirmed {
        asks::count(db, &change.agent.department, &AskKind::Confirmed, change.now)?;
    }
    let body = answer(before.map(|answer| answer.body), change, said, questions)?;
    let row = FactRow { kind: "answer", id: &change.item, source: GATEWAY, sort_at: change.now, body: &body };
    let version = Some(fact::upsert(db, customer.cid, &row)?);
    Ok(Outcome { created, version, body })
}

fn answer(
    before: Option<Answer>,
    change: &Change,
    said: Said,
    questions: &Catalogue,
) -> Result<Answer, Refusal> {
    let value = said.value(before.as_ref())?;
    let entry = questions.entry(&change.item);
    let Said { answer: wanted, action } = said;
    let is_answer = action != AskAction::Declined;
    // Confirming and correcting is what is done instead of asking.
    let was_asked = !matches!(action, AskAction::Confirmed | AskAction::Corrected);
    let mut occasion = wanted.answered_in.unwrap_or_default();
    occasion.department.get_or_insert_with(|| Department::from(change.agent.department.as_str()));
    let history = history(before.as_ref(), action, change, &occasion);
    let (asked, last_asked_at, known_question, known_type) = before.map_or((0, None, None, None), |answer| {
        (answer.asked_count, answer.last_asked_at, answer.question, answer.value_type)
    });
    let own_text = |entry: &Entry| entry.texts.get(questions.language()).map(|texts| texts.text.clone());
    let own_type = |entry: &Entry| entry.value_type.as_str().to_owned();
    Ok(Answer {
        key: change.item.clone(),
        question: entry.and_then(own_text).or(wanted.question).or(known_question),
        value,
        value_type: entry.map(own_type).or(wanted.value_type).or(known_type),
        status: wanted.status,
        asked_count: asked.saturating_add(u32::from(was_asked)),
        last_asked_at: if was_asked { Some(change.now) } else { last_asked_at },
        answered_at: is_answer.then_some(change.now),
        answered_in: Some(occasion),
        confidence: is_answer.then_some(1.0),
        valid_for: wanted.valid_for.or_else(|| default_period(entry.filter(|_| is_answer)?, change)),
        history,
        etag: None,
        source: GATEWAY.to_owned(),
    })
}

/// From now on for as long as answers to the question count; `None` for always.
fn default_period(entry: &Entry, change: &Change) -> Option<Period> {
    let end = later(change.now, entry.stale_after?);
    Some(Period { start_date_time: Some(change.now), end_date_time: Some(end) })
}

/// What happened to the question, the newest first. It names who and where, never what was said.
fn history(before: Option<&Answer>, action: AskAction, change: &Change, occasion: &Occasion) -> Vec<Asking> {
    let newest = Asking {
        action,
        at: change.now,
        agent: Some(change.agent.name.clone()),
        occasion: Some(occasion.clone()),
    };
    let earlier = before.map(earlier).unwrap_or_default();
    std::iter::once(newest).chain(earlier).take(Asking::KEPT).collect()
}

/// What a source without a history still tells: that it was answered once, or asked.
fn earlier(before: &Answer) -> Vec<Asking> {
    if !before.history.is_empty() {
        return before.history.clone();
    }
    let action = match before.status {
        AnswerStatus::Declined => AskAction::Declined,
        _ if before.value.is_some() => AskAction::Answered,
        _ => AskAction::Asked,
    };
    let at = before.answered_at.or(before.last_asked_at);
    let asking = |at| Asking { action, at, agent: None, occasion: before.answered_in.clone() };
    at.map(asking).into_iter().collect()
}
