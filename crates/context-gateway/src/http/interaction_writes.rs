//! `POST` and `PATCH` of interactions: the contact going on now, opened, transferred and closed by the console.
//! Knows what may change, not how an interaction is kept.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, Method, header},
    response::Response,
};
use context_contract::{
    Interaction,
    enums::{InteractionStatus, Role},
    interaction::{Participant, Period},
    request::{InteractionPatch, InteractionWrite},
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
        interaction::{InteractionRow, insert, replace},
        source::GATEWAY,
        timeline,
    },
};

/// The most characters of a description or a summary.
const MAX_TEXT: usize = 10_000;

/// Opens the contact that is going on now.
#[utoipa::path(post, path = "/v1/customers/{id}/interactions", tag = "writes", request_body = InteractionWrite,
    params(
        ("id" = String, Path, description = "Opaque customer id."),
        super::openapi::WriteHeaders,
    ),
    responses(
        (status = 201, description = "Opened; `Location` says where it is.", body = Interaction),
        (status = 400, response = super::openapi::Invalid),
        (status = 401, response = super::openapi::Unauthorised),
        (status = 403, response = super::openapi::Forbidden),
        (status = 404, response = super::openapi::NotFound),
        (status = 409, response = super::openapi::Exists),
        (status = 422, response = super::openapi::KeyReused),
    ))]
pub(super) async fn open(
    State(gateway): State<Arc<Gateway>>,
    visit: Visit,
    method: Method,
    headers: HeaderMap,
    body: JsonBody<InteractionWrite>,
) -> Result<Response, Error> {
    let change = Change::new(visit, "interactions", &method, &headers, &body.bytes)?;
    let wanted = body.value;
    check_id("/id", &wanted.id)?;
    check_length("/description", wanted.description.as_deref(), MAX_TEXT)?;
    check_length("/reason", wanted.reason.as_deref(), 200)?;
    check_length("/product", wanted.product.as_deref(), 200)?;
    let location = location(&change.customer, &wanted.id);
    let opened = commit(
        &gateway,
        change,
        "interaction",
        StreamEventType::InteractionCreated,
        |db, customer, change| create(db, customer, change, wanted),
    );
    let mut response = opened.await?;
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// Transfers or closes a contact, or says what came of it. Absent fields stay as they are.
///
/// `If-Match` is honoured where it is sent. What another system owns is changed there, not here.
#[utoipa::path(patch, path = "/v1/customers/{id}/interactions/{iid}", tag = "writes", request_body = InteractionPatch,
    params(
        ("id" = String, Path, description = "Opaque customer id."),
        ("iid" = String, Path, description = "Id of the interaction."),
        super::openapi::WriteHeaders,
        ("If-Match" = Option<String>, Header, description = "The ETag of the interaction."),
    ),
    responses(
        (status = 200, description = "Changed.", body = Interaction),
        (status = 400, response = super::openapi::Invalid),
        (status = 401, response = super::openapi::Unauthorised),
        (status = 403, response = super::openapi::Forbidden),
        (status = 404, response = super::openapi::NotFound),
        (status = 412, response = super::openapi::PreconditionFailed),
        (status = 422, response = super::openapi::KeyReused),
    ))]
pub(super) async fn change(
    State(gateway): State<Arc<Gateway>>,
    visit: Visit,
    method: Method,
    headers: HeaderMap,
    body: JsonBody<InteractionPatch>,
) -> Result<Response, Error> {
    let change = Change::new(visit, "interactions", &method, &headers, &body.bytes)?;
    let wanted = body.value;
    check_length("/description", wanted.description.as_deref(), MAX_TEXT)?;
    check_length("/reason", wanted.reason.as_deref(), 200)?;
    check_length("/product", wanted.product.as_deref(), 200)?;
    check_length("/summary/text", wanted.summary.as_ref().map(|summary| summary.text.as_str()), MAX_TEXT)?;
    commit(&gateway, change, "interaction", StreamEventType::InteractionUpdated, |db, customer, change| {
        update(db, customer, change, wanted)
    })
    .await
}

fn create(
    db: &Transaction<'_>,
    customer: &Customer,
    change: &Change,
    wanted: InteractionWrite,
) -> Result<Outcome<Interaction>, Error> {
    if timeline::exists(db, &wanted.id)? {
        return Err(Refusal::Exists.into());
    }
    let body = interaction(change, wanted);
    let row = InteractionRow {
        cid: customer.cid,
        owner: ("customer", &customer.id),
        interaction: &body,
        transcript: &[],
        confidential: false,
    };
    insert(db, &row)?;
    Ok(Outcome { created: true, version: Some(1), body })
}

fn update(
    db: &Transaction<'_>,
    customer: &Customer,
    change: &Change,
    wanted: InteractionPatch,
) -> Result<Outcome<Interaction>, Error> {
    let found = timeline::one(db, customer.cid, &change.item)?.ok_or(Refusal::NotFound)?;
    if found.interaction.source != GATEWAY {
        return Err(Refusal::NotWritable.into());
    }
    change.condition.check_if_stated(found.version)?;
    let mut before = found.interaction;
    let transcript = std::mem::take(&mut before.transcript);
    let body = patched(before.clone(), wanted, change);
    let version = Some(replace(db, customer.cid, &before, &body, &transcript)?);
    Ok(Outcome { created: false, version, body })
}

fn interaction(change: &Change, wanted: InteractionWrite) -> Interaction {
    let mut period = wanted.interaction_date.unwrap_or_default();
    period.start_date_time.get_or_insert(change.now);
    Interaction {
        id: wanted.id,
        kind: wanted.kind,
        channel: Some(wanted.channel),
        department: wanted.department,
        direction: wanted.direction,
        status: Some(wanted.status.unwrap_or(InteractionStatus::InProgress)),
        reason: wanted.reason,
        product: wanted.product,
        description: wanted.description,
        interaction_date: period,
        last_update: Some(change.now),
        participants: vec![Participant { role: Role::Agent, name: Some(change.agent.name.clone()) }],
        relationships: wanted.relationships,
        summary: None,
        items: Vec::new(),
        amount: None,
        transcript: Vec::new(),
        sentiment: None,
        url: None,
        source: GATEWAY.to_owned(),
        restricted: None,
    }
}

/// Whoever transfers a contact took part in it, and stays known when another department has it.
fn patched(mut before: Interaction, wanted: InteractionPatch, change: &Change) -> Interaction {
    let agent = Participant { role: Role::Agent, name: Some(change.agent.name.clone()) };
    let transferred = wanted.department.as_ref().is_some_and(|department| *department != before.department);
    if transferred && !before.participants.contains(&agent) {
        before.participants.push(agent);
    }
    let Period { start_date_time, end_date_time } = before.interaction_date;
    Interaction {
        department: wanted.department.unwrap_or(before.department),
        status: wanted.status.or(before.status),
        reason: wanted.reason.or(before.reason),
        product: wanted.product.or(before.product),
        description: wanted.description.or(before.description),
        interaction_date: Period { start_date_time, end_date_time: wanted.end_date_time.or(end_date_time) },
        summary: wanted.summary.or(before.summary),
        last_update: Some(change.now),
        ..before
    }
}

fn location(customer: &str, id: &str) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    format!("/v1/customers/{customer}/interactions/{}", utf8_percent_encode(id, NON_ALPHANUMERIC))
}
