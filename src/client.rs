//! Asks the gateway. With its parts, `asks`, `exchange`, `stream` and `write`, the only place that talks to the network.
//!
//! Every request has a deadline, can be aborted, carries the host's token, and repeats itself only where that is
//! harmless. It knows nothing of what is on screen; whether an answer is still wanted, the store judges.

mod asks;
mod exchange;
mod stream;
mod write;

use std::rc::Rc;

use context_contract::{
    Interaction, InteractionPage, QuestionCatalogue,
    request::{Identifier, ResolveRequest, ResolveResponse},
};
use js_sys::{Math, encode_uri_component};
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Response};

pub(crate) use self::exchange::sleep;
use self::exchange::{Ask, Decode, Verb, any, failure_of, read, send};
pub use self::{exchange::Fetched, stream::StreamSignal};
use crate::{
    backlog::Handed,
    event::HostLink,
    failure::Failure,
    json, retry,
    store::{Facet, PageQuery},
};

/// Interactions in the first paint.
pub const FIRST_PAGE: u32 = 20;

/// The longest wait for one answer, its body included, in milliseconds.
pub const DEADLINE_MS: u32 = 10_000;

/// Interactions in every further page.
pub const NEXT_PAGE: u32 = 50;

/// Asks one gateway on behalf of one mounted panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    endpoint: Rc<str>,
    host: HostLink,
}

impl Client {
    /// A client for the gateway at `endpoint`, an absolute URL without a slash at the end.
    #[must_use]
    pub fn new(endpoint: &str, host: HostLink) -> Self {
        Self { endpoint: endpoint.into(), host }
    }

    /// Who has these identifiers. None, one or several.
    ///
    /// # Errors
    /// Every [`Failure`] but `WrongCustomer`, as with all of these.
    pub async fn resolve(
        &self,
        identifiers: &[Identifier],
        signal: &AbortSignal,
    ) -> Result<Fetched<ResolveResponse>, Failure> {
        let request = ResolveRequest { identifiers: identifiers.to_vec() };
        let body = json::to_text(&request).ok_or(Failure::Malformed)?;
        self.ask("/v1/resolve", Some(body), signal).await
    }

    /// Everything for the first paint, with at most `limit` interactions.
    ///
    /// # Errors
    /// As [`Self::resolve`].
    pub async fn context(
        &self,
        customer: &str,
        limit: u32,
        signal: &AbortSignal,
    ) -> Result<Fetched<Handed>, Failure> {
        let url = format!("{}/context?limit={limit}", path(customer));
        let Fetched { value, server_time } =
            self.ask_and(&url, None, signal, |body| Ok(body.clone())).await?;
        match Handed::from_body(value, signal).await {
            Ok(value) => Ok(Fetched { value, server_time }),
            Err(json::Malformed) => Err(if signal.aborted() { Failure::Aborted } else { Failure::Malformed }),
        }
    }

    /// A page of the timeline, with at most `limit` interactions.
    ///
    /// # Errors
    /// As [`Self::resolve`].
    pub async fn interactions(
        &self,
        customer: &str,
        query: &PageQuery,
        limit: u32,
        signal: &AbortSignal,
    ) -> Result<Fetched<InteractionPage>, Failure> {
        self.ask(&format!("{}/interactions{}", path(customer), search(query, limit)), None, signal).await
    }

    /// One interaction with what was said.
    ///
    /// # Errors
    /// As [`Self::resolve`].
    pub async fn interaction(
        &self,
        customer: &str,
        id: &str,
        signal: &AbortSignal,
    ) -> Result<Fetched<Interaction>, Failure> {
        self.ask(&format!("{}/interactions/{}", path(customer), encode_uri_component(id)), None, signal).await
    }

    /// Every question that the company asks, in this language (BCP 47) where the catalogue has it.
    ///
    /// # Errors
    /// As [`Self::resolve`].
    pub async fn questions(
        &self,
        language: Option<&str>,
        signal: &AbortSignal,
    ) -> Result<Fetched<QuestionCatalogue>, Failure> {
        let language = language.map(|tag| format!("?lang={}", encode_uri_component(tag)));
        self.ask(&format!("/v1/questions{}", language.unwrap_or_default()), None, signal).await
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        path: &str,
        body: Option<String>,
        signal: &AbortSignal,
    ) -> Result<Fetched<T>, Failure> {
        self.ask_and(path, body, signal, |body| json::from_bytes(body.whole())).await
    }

    /// Asks until there is an answer, or a failure that asking again does not mend.
    async fn ask_and<T>(
        &self,
        path: &str,
        body: Option<String>,
        signal: &AbortSignal,
        decode: Decode<T>,
    ) -> Result<Fetched<T>, Failure> {
        let verb = if body.is_some() { Verb::Post } else { Verb::Get };
        let ask = Ask { url: self.url(path)?, verb, body };
        let mut attempt = 0;
        loop {
            let failure = match self.ask_once(&ask, signal, decode).await {
                Ok(fetched) => return Ok(fetched),
                Err(failure) => failure,
            };
            let Some(wait) = retry::REQUEST.wait_ms(&failure, attempt, Math::random()) else {
                return Err(failure);
            };
            sleep(wait, signal).await;
            attempt += 1;
        }
    }

    async fn ask_once<T>(
        &self,
        ask: &Ask,
        signal: &AbortSignal,
        decode: Decode<T>,
    ) -> Result<Fetched<T>, Failure> {
        let limits = any(&[signal, &self.host.signal(), &AbortSignal::timeout_with_u32(DEADLINE_MS)]);
        let answer = async {
            let response = self.authorised(ask, &[], &limits, None).await?;
            read(&response, decode).await
        };
        // The browser reports an abort and a broken connection in several ways; the signals say which it was.
        answer.await.map_err(|failure| if signal.aborted() { Failure::Aborted } else { failure })
    }

    /// Sends with the token, and once more with a fresh one when the server refuses the first. The token is that for
    /// this customer; for the one who is selected when nobody is named.
    async fn authorised(
        &self,
        ask: &Ask,
        headers: &[(&str, &str)],
        limits: &AbortSignal,
        customer: Option<&str>,
    ) -> Result<Response, Failure> {
        if limits.aborted() {
            return Err(Failure::Aborted);
        }
        let token = self.token(None, customer).await?;
        let response = match self.prefetched(ask).await {
            Some(settled) => settled?,
            None => send(ask, token.as_deref(), headers, limits).await?,
        };
        if response.status() != 401 {
            return Ok(response);
        }
        let fresh = self.token(token.as_deref(), customer).await?;
        if fresh == token { Ok(response) } else { send(ask, fresh.as_deref(), headers, limits).await }
    }

    /// The answer to this request, when the element has sent it before this module was there and not given it up.
    async fn prefetched(&self, ask: &Ask) -> Option<Result<Response, Failure>> {
        let promise = self.host.prefetched(&ask.url, ask.body.as_deref())?;
        match JsFuture::from(promise).await {
            Ok(response) => Some(response.dyn_into().map_err(|_| Failure::Malformed)),
            Err(error) => {
                let failure = failure_of(&error);
                (failure != Failure::Aborted).then_some(Err(failure))
            }
        }
    }

    async fn token(&self, refused: Option<&str>, customer: Option<&str>) -> Result<Option<String>, Failure> {
        let token = JsFuture::from(self.host.token(refused, customer)).await;
        token.map(|token| token.as_string()).map_err(|_| Failure::TokenMissing)
    }

    fn url(&self, path: &str) -> Result<String, Failure> {
        if self.endpoint.is_empty() {
            Err(Failure::EndpointMissing)
        } else {
            Ok(format!("{}{path}", self.endpoint))
        }
    }
}

/// The query string of a page.
fn search(query: &PageQuery, limit: u32) -> String {
    let mut search = format!("?limit={limit}");
    let mut add = |name: &str, value: &str| {
        search.push('&');
        search.push_str(name);
        search.push('=');
        search.push_str(&String::from(encode_uri_component(value)));
    };
    for facet in Facet::ALL {
        query.filter.of(facet).iter().for_each(|value| add(facet.name(), value));
    }
    query.filter.period.from().iter().for_each(|from| add("from", &from.to_string()));
    query.to.iter().for_each(|to| add("to", &to.to_string()));
    query.cursor.iter().for_each(|cursor| add("cursor", cursor));
    if !query.filter.words().is_empty() {
        add("q", query.filter.words());
    }
    search
}

fn path(customer: &str) -> String {
    format!("/v1/customers/{}", encode_uri_component(customer))
}
