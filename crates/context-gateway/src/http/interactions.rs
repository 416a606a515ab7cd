//! The timeline over HTTP: pages with filters, counts and search, and one interaction with what was said.
//! Knows pages and cursors, not SQL and not rules.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use context_contract::{Interaction, InteractionPage, interaction::Page};
use rusqlite::Connection;

use super::{
    Gateway, conditional, cursor,
    peer::Visit,
    query::{self, Parameters},
};
use crate::{
    Error,
    auth::Agent,
    error::Refusal,
    policy::{Lens, Secrets},
    store::{
        counts,
        customer::{self, Customer},
        timeline::{self, Filter, Place, Scope},
    },
};

/// Who reads, through which eyes.
pub(super) struct Reader<'a> {
    pub(super) gateway: &'a Gateway,
    pub(super) lens: &'a Lens<'a>,
    pub(super) secrets: &'a Secrets,
    pub(super) agent: &'a Agent,
}

/// A page of a customer's timeline.
///
/// Newest first, in the stable order `(startDateTime desc, id)`. Filters may be repeated or separated by commas.
/// Each facet is counted with every filter but its own. `q` finds interactions with every word; the last word may be
/// unfinished.
#[utoipa::path(get, path = "/v1/customers/{id}/interactions", tag = "interactions",
    params(
        ("id" = String, Path, description = "Opaque customer id."),
        ("cursor" = Option<String>, Query, description = "`page.nextCursor` of the page before, as it was."),
        ("limit" = Option<u32>, Query, description = "1 to 100, default 20."),
        ("department" = Option<Vec<String>>, Query, description = "Only these departments."),
        ("channel" = Option<Vec<String>>, Query, description = "Only these channels."),
        ("type" = Option<Vec<String>>, Query, description = "Only these types."),
        ("status" = Option<Vec<String>>, Query, description = "Only these statuses."),
        ("direction" = Option<Vec<String>>, Query, description = "Only these directions: `inbound`, `outbound`."),
        ("from" = Option<String>, Query, description = "Not before; RFC 3339."),
        ("to" = Option<String>, Query, description = "Before; RFC 3339."),
        ("q" = Option<String>, Query, description = "Words to find, at most 200 characters."),
    ),
    responses(
        (status = 200, description = "The page, and `Link: rel=\"next\"` when there are more.", body = InteractionPage),
        (status = 304, description = "The client has it."),
        (status = 400, response = super::openapi::Invalid),
        (status = 401, response = super::openapi::Unauthorised),
        (status = 403, response = super::openapi::Forbidden),
        (status = 404, response = super::openapi::NotFound),
    ))]
pub(super) async fn list(
    State(gateway): State<Arc<Gateway>>,
    visit: Visit,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let (limit, filter) = (query::limit(&parameters)?, query::filter(&parameters)?);
    let cursor = query::one(&parameters, "cursor").map(str::to_owned);
    let Visit { agent, customer: id, .. } = visit;
    let (shared, asker) = (Arc::clone(&gateway), agent.clone());
    let (body, next, today) = gateway
        .store
        .read(move |db| {
            let (customer, secrets) = open(&shared, db, &asker, &id)?;
            let lens = shared.policy.lens(&asker.department);
            let reader = Reader { gateway: &shared, lens: &lens, secrets: &secrets, agent: &asker };
            let page = read_page(db, &reader, &customer, &filter, cursor.as_deref(), limit)?;
            let body = serde_json::to_vec(&page)?;
            Ok((body, page.page.next_cursor, customer))
        })
        .await?;
    gateway.audit.record(&agent, "view", &today.id, "interactions")?;
    let etag = conditional::etag_of(&body);
    let mut response = conditional::respond(&headers, body, &etag);
    if let Some(link) = next.and_then(|next| link(&parameters, &next)) {
        response.headers_mut().insert(header::LINK, link);
    }
    Ok(response)
}

/// One interaction with what was said.
#[utoipa::path(get, path = "/v1/customers/{id}/interactions/{iid}", tag = "interactions",
    params(
        ("id" = String, Path, description = "Opaque customer id."),
        ("iid" = String, Path, description = "Id of the interaction."),
    ),
    responses(
        (status = 200, description = "The interaction with its transcript.", body = Interaction),
        (status = 304, description = "The client has it."),
        (status = 401, response = super::openapi::Unauthorised),
        (status = 403, response = super::openapi::Forbidden),
        (status = 404, response = super::openapi::NotFound),
    ))]
pub(super) async fn read(
    State(gateway): State<Arc<Gateway>>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let Visit { agent, customer: id, item } = visit;
    let (shared, asker) = (Arc::clone(&gateway), agent.clone());
    let (body, today) = gateway
        .store
        .read(move |db| {
            let (customer, secrets) = open(&shared, db, &asker, &id)?;
            let found = timeline::one(db, customer.cid, &item)?.ok_or(Refusal::NotFound)?;
            if shared.silent_sources().contains(&found.interaction.source) {
                return Err(Refusal::NoSource.into());
            }
            let lens = shared.policy.lens(&asker.department);
            let seen = lens.interaction(found.interaction, found.confidential, &secrets);
            Ok((serde_json::to_vec(&seen)?, customer))
        })
        .await?;
    gateway.audit.record(&agent, "view", &today.id, "interaction")?;
    let etag = conditional::etag_of(&body);
    Ok(conditional::respond(&headers, body, &etag))
}

/// Reads and redacts a page.
pub(super) fn read_page(
    db: &Connection,
    reader: &Reader<'_>,
    customer: &Customer,
    filter: &Filter,
    cursor: Option<&str>,
    limit: usize,
) -> Result<InteractionPage, Error> {
    let Reader { gateway, lens, secrets, agent } = reader;
    let confidential = gateway.policy.confidential(&agent.department);
    let scope = Scope { cid: customer.cid, confidential, without: gateway.silent_sources() };
    let list = cursor::list(customer.cid, &agent.department, filter);
    let place = cursor.map(|text| cursor::read(&gateway.cursor_key, &list, text)).transpose()?;
    let stored = timeline::page(db, &scope, filter, place.as_ref(), limit)?;
    let last: Option<Place> = stored.items.last().map(|item| item.place.clone()).filter(|_| stored.has_more);
    let next_cursor = last.map(|place| cursor::write(&gateway.cursor_key, &list, &place));
    let counted = counts::count(db, &scope, filter)?;
    let items = stored.items.into_iter();
    Ok(InteractionPage {
        items: items.map(|item| lens.interaction(item.interaction, item.confidential, secrets)).collect(),
        page: Page {
            limit: u32::try_from(limit).unwrap_or(u32::MAX),
            has_more: stored.has_more,
            next_cursor,
        },
        total: Some(counted.total(scope.without.is_empty())),
        facets: counted.facets,
    })
}

/// The customer, and what must not appear in any text about them.
pub(super) fn open(
    gateway: &Gateway,
    db: &Connection,
    agent: &Agent,
    id: &str,
) -> Result<(Customer, Secrets), Error> {
    let customer = customer::find(db, id)?.ok_or(Refusal::NotFound)?;
    let mut profile = customer::profile(db, customer.cid)?;
    let secrets = gateway.policy.lens(&agent.department).profile(&mut profile);
    Ok((customer, secrets))
}

/// `Link: <?…&cursor=…>; rel="next"` (RFC 8288), relative to the list itself.
fn link(parameters: &Parameters, next: &str) -> Option<HeaderValue> {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    let mut query = String::new();
    for (name, value) in parameters.0.iter().filter(|(name, _)| name != "cursor") {
        let (name, value) =
            (utf8_percent_encode(name, NON_ALPHANUMERIC), utf8_percent_encode(value, NON_ALPHANUMERIC));
        query += &format!("{name}={value}&");
    }
    HeaderValue::from_str(&format!("<?{query}cursor={next}>; rel=\"next\"")).ok()
}
