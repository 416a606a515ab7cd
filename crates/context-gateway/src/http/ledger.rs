//! `GET /v1/customers/{id}/ledger`: what may still be asked, for phone menus and bots that have no panel.
//! Knows how to answer with the ledger; what it says is the contract's, and the same as in every panel.

use std::sync::Arc;

use axum::{extract::State, http::HeaderMap, response::Response};
use context_contract::{
    Question,
    enums::Department,
    ledger::{self, Counts, Row},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Gateway, conditional, context, gateway::now, peer::Visit, query::Parameters, questions::Wanted};
use crate::Error;

/// Interactions that are read along: none is needed, and one is the least a page has.
const INTERACTIONS: usize = 1;

/// The ask ledger of a customer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LedgerPage<'a> {
    /// The customer this is about.
    customer_id: &'a str,
    /// BCP 47 tag of the language the questions are in.
    language: &'a str,
    /// How many need nothing, a confirmation, a question.
    counts: Counts,
    /// What the contact needs first, what nobody knows last.
    rows: Vec<LedgerRow<'a>>,
}

/// One question and what is known about it, as this reader may see it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LedgerRow<'a> {
    #[serde(flatten)]
    row: &'a Row<'a>,
    /// Whether it may be asked or has to be confirmed; everything else has been asked once too often.
    may_be_asked: bool,
    /// The question of the catalogue, without its phrases.
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<LedgerQuestion<'a>>,
    /// What `If-Match` has to say to replace the recorded answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    etag: Option<&'a str>,
}

/// How to ask, and under which key to write the answer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LedgerQuestion<'a> {
    /// Machine name of the question.
    key: &'a str,
    /// The question as it is put to a customer.
    text: &'a str,
    /// The sentence that confirms, with `{value}` for what may be said of the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirm: Option<&'a str>,
    /// As in the answer.
    value_type: &'a str,
    /// The answers to choose from.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    choices: &'a [String],
}

/// What may still be asked.
///
/// Every question that matters, judged as every panel judges it: only rows with `mayBeAsked` are to be asked or
/// confirmed. Values are what this agent may see. Without `department` the agent's own counts.
#[utoipa::path(get, path = "/v1/customers/{id}/ledger", tag = "questions",
    params(
        ("id" = String, Path, description = "Opaque customer id."),
        ("department" = Option<String>, Query, description = "Who asks; default: the agent's department."),
        ("reason" = Option<String>, Query, description = "Machine name of the contact's reason."),
        ("lang" = Option<String>, Query, description = "BCP 47 tag of the language of the questions."),
        ("If-None-Match" = Option<String>, Header, description = "The ETag the client has."),
    ),
    responses(
        (status = 200, description = "The ledger at this moment.", body = LedgerPage),
        (status = 304, description = "The client has it."),
        (status = 400, response = super::openapi::Invalid),
        (status = 401, response = super::openapi::Unauthorised),
        (status = 403, response = super::openapi::Forbidden),
        (status = 404, response = super::openapi::NotFound),
        (status = 429, response = super::openapi::Overloaded),
        (status = 503, response = super::openapi::Unavailable),
    ))]
pub(super) async fn read(
    State(gateway): State<Arc<Gateway>>,
    visit: Visit,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let wanted = Wanted::of(&parameters)?;
    let Visit { agent, customer, .. } = visit;
    let department = Department::from(wanted.department.unwrap_or(&agent.department));
    let reason = wanted.reason.map(str::to_owned);
    let catalogue = gateway.questions.current().serve(wanted.language, None, None);
    let (shared, asker) = (Arc::clone(&gateway), agent.clone());
    let (body, today) = gateway
        .store
        .read(move |db| {
            let found = context::assemble(&shared, db, &asker, &customer, INTERACTIONS)?;
            let (questions, reason) = (&catalogue.questions, reason.as_deref());
            let rows = ledger::rows(&found.context, questions, Some(&department), reason, now());
            let page = LedgerPage {
                customer_id: &customer,
                language: &catalogue.language,
                counts: ledger::counts(&rows),
                rows: rows.iter().map(LedgerRow::new).collect(),
            };
            Ok((serde_json::to_vec(&page)?, found.customer.id))
        })
        .await?;
    gateway.audit.record(&agent, "view", &today, "ledger")?;
    let etag = conditional::etag_of(&body);
    Ok(conditional::respond(&headers, body, &etag))
}

impl<'a> LedgerRow<'a> {
    fn new(row: &'a Row<'a>) -> Self {
        Self {
            row,
            may_be_asked: row.state.may_be_asked(),
            question: row.question.map(LedgerQuestion::new),
            etag: row.answer.and_then(|answer| answer.etag.as_deref()),
        }
    }
}

impl<'a> LedgerQuestion<'a> {
    fn new(question: &'a Question) -> Self {
        Self {
            key: &question.key,
            text: &question.text,
            confirm: question.confirm.as_deref(),
            value_type: &question.value_type,
            choices: &question.choices,
        }
    }
}
