//! `POST /v1/customers/{id}/notes`: a note or a hand-off for whoever comes next.
//! Knows what makes a note, not how it is kept.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, Method},
    response::Response,
};
use context_contract::{
    Note,
    asks::AskKind,
    enums::{Department, NoteKind},
    fact::Handoff,
    request::NoteWrite,
    stream::StreamEventType,
};

use super::{
    Gateway,
    body::JsonBody,
    peer::Visit,
    write::{Change, Outcome, check_length, commit, new_id},
};
use crate::{
    Error,
    error::Refusal,
    store::{
        asks,
        fact::{self, FactRow},
        source::GATEWAY,
    },
};

/// The most characters of a note and of each field of a hand-off.
const MAX_TEXT: usize = 10_000;

/// Writes a note or a hand-off. Author and department are the token's.
///
/// A hand-off names the department it goes to, and says something in its fields or its text.
#[utoipa::path(post, path = "/v1/customers/{id}/notes", tag = "writes", request_body = NoteWrite,
    params(
        ("id" = String, Path, description = "Opaque customer id."),
        super::openapi::WriteHeaders,
    ),
    responses(
        (status = 201, description = "Written.", body = Note),
        (status = 400, response = super::openapi::Invalid),
        (status = 401, response = super::openapi::Unauthorised),
        (status = 403, response = super::openapi::Forbidden),
        (status = 404, response = super::openapi::NotFound),
        (status = 422, response = super::openapi::KeyReused),
    ))]
pub(super) async fn write(
    State(gateway): State<Arc<Gateway>>,
    visit: Visit,
    method: Method,
    headers: HeaderMap,
    body: JsonBody<NoteWrite>,
) -> Result<Response, Error> {
    let change = Change::new(visit, "notes", &method, &headers, &body.bytes)?;
    let wanted = body.value;
    check(&wanted)?;
    let body = note(&change, wanted)?;
    commit(&gateway, change, "note", StreamEventType::NoteCreated, move |db, customer, change| {
        let row = FactRow { kind: "note", id: &body.id, source: GATEWAY, sort_at: change.now, body: &body };
        let version = Some(fact::upsert(db, customer.cid, &row)?);
        if body.kind == NoteKind::Handoff {
            asks::count(db, &change.agent.department, &AskKind::Handoff, change.now)?;
        }
        Ok(Outcome { created: true, version, body })
    })
    .await
}

fn check(wanted: &NoteWrite) -> Result<(), Refusal> {
    check_length("/text", Some(&wanted.text), MAX_TEXT)?;
    check_length("/interactionId", wanted.interaction_id.as_deref(), 200)?;
    check_length("/toDepartment", wanted.to_department.as_ref().map(Department::as_str), 100)?;
    match (&wanted.kind, &wanted.to_department) {
        (NoteKind::Handoff, None) => {
            return Err(Refusal::field("/toDepartment", "is required: say who goes on with the contact"));
        }
        (NoteKind::Other(_), _) => return Err(Refusal::field("/kind", "is note or handoff")),
        _ => {}
    }
    let fields = wanted.handoff.as_ref().map(fields).unwrap_or_default();
    for (name, text) in fields {
        check_length(&format!("/handoff/{name}"), text, MAX_TEXT)?;
    }
    let says_something = fields.iter().any(|(_, text)| text.is_some_and(|text| !text.trim().is_empty()));
    if wanted.text.trim().is_empty() && !says_something {
        return Err(Refusal::field("/text", "is required unless the hand-off says something"));
    }
    Ok(())
}

fn fields(handoff: &Handoff) -> [(&'static str, Option<&str>); 6] {
    [
        ("reason", handoff.reason.as_deref()),
        ("asked", handoff.asked.as_deref()),
        ("answered", handoff.answered.as_deref()),
        ("tried", handoff.tried.as_deref()),
        ("promised", handoff.promised.as_deref()),
        ("next", handoff.next.as_deref()),
    ]
}

fn note(change: &Change, wanted: NoteWrite) -> Result<Note, Error> {
    Ok(Note {
        id: new_id("nte")?,
        kind: wanted.kind,
        author: Some(change.agent.name.clone()),
        date: change.now,
        text: wanted.text,
        handoff: wanted.handoff,
        from_department: Some(Department::from(change.agent.department.as_str())),
        to_department: wanted.to_department,
        interaction_id: wanted.interaction_id,
    })
}
