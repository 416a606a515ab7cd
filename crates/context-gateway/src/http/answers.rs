//! `PUT /v1/customers/{id}/answers/{key}`: what the customer just said, so that nobody asks again.
//! Knows what makes an answer, not how it is kept.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, Method},
    response::Response,
};
use context_contract::{
    Answer, Value,
    enums::{AnswerStatus, Department},
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
    store::{
        customer::Customer,
        fact::{self, FactRow},
        source::GATEWAY,
    },
};

/// The most characters of an answer and of a question.
const MAX_TEXT: usize = 2000;

/// Writes an answer.
///
/// Replacing one needs `If-Match` with its ETag (or `*`); without it the answer is 428 with the ETag to send. The
/// count of how often the customer was asked grows with each write.
#[utoipa::path(put, path = "/v1/customers/{id}/answers/{key}", tag = "writes", request_body = AnswerWrite,
    params(
        ("id" = String, Path, description = "Opaque customer id."),
        ("key" = String, Path, description = "Machine name of the question."),
        ("Idempotency-Key" = String, Header, description = "1 to 128 characters, new for each intended write."),
        ("If-Match" = Option<String>, Header, description = "The ETag of the answer that is replaced."),
        ("If-None-Match" = Option<String>, Header, description = "`*`: only when there is none yet."),
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
    check(&body.value)?;
    let wanted = body.value;
    commit(&gateway, change, "answer", StreamEventType::AnswerUpdated, move |db, customer, change| {
        put(db, customer, change, wanted)
    })
    .await
}

fn check(answer: &AnswerWrite) -> Result<(), Refusal> {
    check_length("/question", answer.question.as_deref(), MAX_TEXT)?;
    check_length("/value", answer.value.as_ref().and_then(Value::as_text), MAX_TEXT)?;
    match (&answer.status, &answer.value) {
        (AnswerStatus::Answered, Some(Value::Masked(_) | Value::Restricted(_) | Value::Null)) => {
            Err(Refusal::field("/value", "is a value, not a withheld one"))
        }
        (AnswerStatus::Answered, Some(_)) | (AnswerStatus::Declined, None) => Ok(()),
        (AnswerStatus::Answered, None) => {
            Err(Refusal::field("/value", "is required when the status is answered"))
        }
        (AnswerStatus::Declined, Some(_)) => {
            Err(Refusal::field("/value", "is absent when the status is declined"))
        }
        _ => Err(Refusal::field("/status", "is answered or declined")),
    }
}

fn put(
    db: &Transaction<'_>,
    customer: &Customer,
    change: &Change,
    wanted: AnswerWrite,
) -> Result<Outcome<Answer>, Error> {
    let before = fact::one::<Answer>(db, customer.cid, "answer", &change.item)?;
    change.condition.check(before.as_ref().map(|answer| answer.version))?;
    let created = before.is_none();
    let body = answer(before.map(|answer| answer.body), change, wanted);
    let row = FactRow { kind: "answer", id: &change.item, source: GATEWAY, sort_at: change.now, body: &body };
    let version = Some(fact::upsert(db, customer.cid, &row)?);
    Ok(Outcome { created, version, body })
}

fn answer(before: Option<Answer>, change: &Change, wanted: AnswerWrite) -> Answer {
    let (known_question, asked) = before.map_or((None, 0), |answer| (answer.question, answer.asked_count));
    let mut occasion = wanted.answered_in.unwrap_or_default();
    occasion.department.get_or_insert_with(|| Department::from(change.agent.department.as_str()));
    Answer {
        key: change.item.clone(),
        question: wanted.question.or(known_question),
        value: wanted.value,
        value_type: wanted.value_type,
        status: wanted.status,
        asked_count: asked.saturating_add(1),
        last_asked_at: Some(change.now),
        answered_at: Some(change.now),
        answered_in: Some(occasion),
        confidence: Some(1.0),
        valid_for: wanted.valid_for,
        history: Vec::new(),
        etag: None,
        source: GATEWAY.to_owned(),
    }
}
