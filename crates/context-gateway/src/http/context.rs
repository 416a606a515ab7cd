//! `GET /v1/customers/{id}/context`: everything for the first paint.
//! Knows which parts belong into it, not how they are stored or who may see what of them.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use context_contract::{Campaign, Context, Interaction, SCHEMA_VERSION, Timestamp};
use rusqlite::Connection;

use super::{
    Gateway, conditional,
    gateway::{all_failed, now},
    incidents::{self, Known},
    interactions::{Reader, read_page},
    peer::Visit,
    query::{self, Parameters},
};
use crate::{
    Error,
    auth::Agent,
    error::Refusal,
    freshness,
    insight::repeat,
    policy::{Lens, Secrets},
    store::{
        customer::{self, Customer},
        event,
        fact::{self, Facts},
        recent, source,
        timeline::{Filter, Scope},
    },
};

/// How long a campaign may explain a contact.
const CAMPAIGNS_OF: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A context, and from where in the order of events it is to be continued.
pub(super) struct Assembled {
    pub(super) context: Context,
    pub(super) customer: Customer,
    pub(super) seq: i64,
}

/// The unified view of a customer.
///
/// Profile, verifications, answers, promises, consents, notes, alerts, campaigns, the first page of the timeline and
/// how each source answered. A source that failed leaves `complete` false and the rest as it is.
#[utoipa::path(get, path = "/v1/customers/{id}/context", tag = "customers",
    params(
        ("id" = String, Path, description = "Opaque customer id."),
        ("limit" = Option<u32>, Query, description = "Interactions on the first page, 1 to 100, default 20."),
        ("If-None-Match" = Option<String>, Header, description = "The ETag the client has."),
    ),
    responses(
        (status = 200, description = "The context; `complete` says whether every source answered.", body = Context),
        (status = 304, description = "The client has it."),
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
    let limit = query::limit(&parameters)?;
    let Visit { agent, customer, .. } = visit;
    let (shared, asker) = (Arc::clone(&gateway), agent.clone());
    let (body, etag, today) = gateway
        .store
        .read(move |db| {
            let Assembled { context, customer, .. } = assemble(&shared, db, &asker, &customer, limit)?;
            let body = serde_json::to_vec(&context)?;
            let etag = conditional::etag_of(&body);
            Ok((body, etag, customer))
        })
        .await?;
    gateway.audit.record(&agent, "view", &today.id, "context")?;
    let mut response = conditional::respond(&headers, body, &etag);
    add_location(&mut response, &today);
    Ok(response)
}

/// Puts a context together in one moment of the database.
pub(super) fn assemble(
    gateway: &Gateway,
    db: &Connection,
    agent: &Agent,
    id: &str,
    limit: usize,
) -> Result<Assembled, Error> {
    let now = now();
    let customer = customer::find(db, id)?.ok_or(Refusal::NotFound)?;
    let mut sources = source::all(db, now)?;
    gateway.judge_sources(&mut sources);
    if all_failed(&sources) {
        return Err(Refusal::NoSource.into());
    }
    let lens = gateway.lens(agent);
    let mut profile = customer::profile(db, customer.cid)?;
    // The client keeps the id it asked with, so that it can tell whose answer this is.
    id.clone_into(&mut profile.id);
    let secrets = lens.profile(&mut profile);
    let reader = Reader { gateway, lens: &lens, secrets: &secrets, agent };
    let interactions = read_page(db, &reader, &customer, &Filter::default(), None, limit)?;
    let scope = scope(&reader, &customer);
    let last = incidents::last_moment(gateway.config.demo, &sources, now);
    let since = incidents::earlier(last, gateway.config.repeat_window);
    let contacts = recent_contacts(db, &reader, &scope, since)?;
    let mut facts = settled_facts(db, customer.cid, gateway, &lens, &secrets, now)?;
    let touching = incidents::alerts(db, gateway, &scope, &contacts, last)?;
    keep_recent(&mut facts.campaigns, last);
    facts.alerts.extend(touching.iter().map(Known::alert));
    freshness::alerts(&mut facts.alerts, now);
    let context = Context {
        schema_version: SCHEMA_VERSION.to_owned(),
        customer_id: id.to_owned(),
        complete: !sources.iter().any(|source| source.status.is_failure()),
        profile,
        verifications: facts.verifications,
        answers: facts.answers,
        commitments: facts.commitments,
        consents: facts.consents,
        notes: facts.notes,
        alerts: facts.alerts,
        repeats: repeat::repeats(&contacts, since),
        campaigns: facts.campaigns,
        interactions,
        sources,
    };
    Ok(Assembled { context, seq: event::latest(db)?, customer })
}

/// Campaigns whose news are of the last days, newest first. One that says no date cannot explain a contact.
fn keep_recent(campaigns: &mut Vec<Campaign>, last: Timestamp) {
    let since = incidents::earlier(last, CAMPAIGNS_OF);
    campaigns.retain(|campaign| campaign.status_date.is_some_and(|date| date >= since));
    campaigns.sort_by_key(|campaign| std::cmp::Reverse(campaign.status_date));
}

/// What of a customer's timeline this reader may look at.
pub(super) fn scope(reader: &Reader<'_>, customer: &Customer) -> Scope {
    let Reader { gateway, agent, .. } = reader;
    let confidential = gateway.policy.confidential(&agent.department);
    Scope { cid: customer.cid, confidential, without: gateway.silent_sources() }
}

/// Contacts since a moment, redacted: of what this reader may not see there is no reason to count by.
pub(super) fn recent_contacts(
    db: &Connection,
    reader: &Reader<'_>,
    scope: &Scope,
    since: Timestamp,
) -> Result<Vec<Interaction>, Error> {
    let Reader { lens, secrets, .. } = reader;
    let stored = recent::contacts(db, scope, since)?.into_iter();
    Ok(stored
        .map(|(interaction, confidential)| lens.interaction(interaction, confidential, secrets))
        .collect())
}

/// All facts as they are at this moment, redacted.
fn settled_facts(
    db: &Connection,
    cid: i64,
    gateway: &Gateway,
    lens: &Lens<'_>,
    secrets: &Secrets,
    now: Timestamp,
) -> Result<Facts, Error> {
    let mut facts = fact::all(db, cid, &gateway.silent_sources())?;
    let questions = gateway.questions.current();
    for answer in &mut facts.answers {
        freshness::answer(answer, questions.entry(&answer.key).and_then(|entry| entry.stale_after), now);
        lens.answer(answer, secrets);
    }
    for verification in &mut facts.verifications {
        freshness::verification(verification, now);
        lens.verification(verification, secrets);
    }
    freshness::alerts(&mut facts.alerts, now);
    facts.alerts.iter_mut().for_each(|alert| secrets.scrub(&mut alert.title));
    facts.commitments.iter_mut().for_each(|commitment| lens.commitment(commitment, secrets));
    facts.notes.iter_mut().for_each(|note| lens.note(note, secrets));
    Ok(facts)
}

/// Where this customer is today, when the id is that of one that was merged.
fn add_location(response: &mut Response, customer: &Customer) {
    if let Ok(location) = HeaderValue::from_str(&format!("/v1/customers/{}/context", customer.id)) {
        response.headers_mut().insert(header::CONTENT_LOCATION, location);
    }
}
