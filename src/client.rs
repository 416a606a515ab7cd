//! Asks the gateway: the only file that talks to the network.
//!
//! Every request has a deadline, can be aborted, carries the host's token, and repeats itself only where that is
//! harmless. Answers go from `Response.json()` straight into the contract's types, without a JSON parser of our
//! own in the download. It knows nothing of what is on screen; whether an answer is still wanted, the store judges.

use std::{cell::Cell, rc::Rc};

use context_contract::{
    Context, Interaction, InteractionPage, Timestamp,
    request::{Identifier, ResolveRequest, ResolveResponse},
    stream::StreamEventType,
};
use gloo_net::{Error, http::Request};
use js_sys::{Array, Date, JSON, Math, Promise, Reflect, Uint8Array, encode_uri_component};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, AbortSignal, ReadableStreamDefaultReader, Response};

use crate::{event::HostLink, failure::Failure, live::Change, retry, sse};

/// Interactions in the first paint and in every further page.
pub const FIRST_PAGE: u32 = 20;

/// The longest wait for one answer, its body included, in milliseconds.
pub const DEADLINE_MS: u32 = 10_000;

/// The longest silence on a stream whose heartbeat is 15 s, in milliseconds.
pub const SILENCE_MS: u32 = 40_000;

/// How often the silence is measured, in milliseconds.
const WATCH_MS: u32 = 5_000;

/// An answer and what its headers say.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetched<T> {
    /// The body.
    pub value: T,
    /// The `Date` header: ages and deadlines are judged by the server's clock.
    pub server_time: Option<Timestamp>,
    /// The `ETag` header.
    pub etag: Option<String>,
}

/// Which page of a customer's interactions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelineQuery {
    /// Where the page begins: `nextCursor` of the one before.
    pub cursor: Option<String>,
    /// At most this many; 0 leaves it to the server.
    pub limit: u32,
    /// Only this department.
    pub department: Option<String>,
    /// Words to search for.
    pub text: Option<String>,
}

/// What a stream brings.
#[derive(Clone, Debug, PartialEq)]
pub enum StreamSignal {
    /// Connected.
    Live,
    /// The connection is gone; another attempt follows by itself.
    Interrupted,
    /// Something is new about the customer with this id.
    Change(Rc<str>, Change),
}

/// Asks one gateway on behalf of one mounted panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    endpoint: Rc<str>,
    host: HostLink,
}

/// A request before it has a token: what it takes to send it, and to send it again.
struct Ask {
    url: String,
    body: Option<String>,
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
        let body = to_json(&request).ok_or(Failure::Malformed)?;
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
    ) -> Result<Fetched<Context>, Failure> {
        self.ask(&format!("{}/context?limit={limit}", path(customer)), None, signal).await
    }

    /// A page of the timeline.
    ///
    /// # Errors
    /// As [`Self::resolve`].
    pub async fn interactions(
        &self,
        customer: &str,
        query: &TimelineQuery,
        signal: &AbortSignal,
    ) -> Result<Fetched<InteractionPage>, Failure> {
        self.ask(&format!("{}/interactions{}", path(customer), query.to_search()), None, signal).await
    }

    /// One interaction with its transcript or items.
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

    /// Follows what is new about a customer, connecting again whenever the connection breaks, until the signal
    /// aborts or the server refuses for good. Returns why it ended.
    pub async fn stream(&self, customer: &str, on: impl Fn(StreamSignal), signal: &AbortSignal) -> Failure {
        let mut stream = Stream { client: self, customer, on, last_id: None, connections: 0 };
        let mut attempt = 0;
        loop {
            let connections = stream.connections;
            let failure = stream.connect(signal).await;
            if signal.aborted() || self.host.signal().aborted() {
                return Failure::Aborted;
            }
            if stream.connections > connections {
                attempt = 0;
                (stream.on)(StreamSignal::Interrupted);
            }
            let Some(wait) = retry::STREAM.wait_ms(&failure, attempt, Math::random()) else { return failure };
            sleep(wait, signal).await;
            attempt = attempt.saturating_add(1);
        }
    }

    /// Asks until there is an answer, or a failure that asking again does not mend.
    async fn ask<T: DeserializeOwned>(
        &self,
        path: &str,
        body: Option<String>,
        signal: &AbortSignal,
    ) -> Result<Fetched<T>, Failure> {
        let ask = Ask { url: self.url(path)?, body };
        let mut attempt = 0;
        loop {
            let failure = match self.ask_once(&ask, signal).await {
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

    async fn ask_once<T: DeserializeOwned>(
        &self,
        ask: &Ask,
        signal: &AbortSignal,
    ) -> Result<Fetched<T>, Failure> {
        let limits = any(&[signal, &self.host.signal(), &AbortSignal::timeout_with_u32(DEADLINE_MS)]);
        let answer = async {
            let response = self.authorised(ask, &[], &limits).await?;
            read(&response).await
        };
        // The browser reports an abort and a broken connection in several ways; the signals say which it was.
        answer.await.map_err(|failure| if signal.aborted() { Failure::Aborted } else { failure })
    }

    /// Sends with the token, and once more with a fresh one when the server refuses the first.
    async fn authorised(
        &self,
        ask: &Ask,
        headers: &[(&str, &str)],
        limits: &AbortSignal,
    ) -> Result<Response, Failure> {
        if limits.aborted() {
            return Err(Failure::Aborted);
        }
        let token = self.token(None).await?;
        let response = match self.prefetched(ask).await {
            Some(settled) => settled?,
            None => send(ask, token.as_deref(), headers, limits).await?,
        };
        if response.status() != 401 {
            return Ok(response);
        }
        let fresh = self.token(token.as_deref()).await?;
        if fresh == token { Ok(response) } else { send(ask, fresh.as_deref(), headers, limits).await }
    }

    /// The answer to this request, when the element has sent it before this module was there and not given it up.
    async fn prefetched(&self, ask: &Ask) -> Option<Result<Response, Failure>> {
        let promise = self.host.prefetched(&ask.url, ask.body.as_deref())?;
        match JsFuture::from(promise).await {
            Ok(response) => Some(response.dyn_into().map_err(|_| Failure::Malformed)),
            Err(error) => {
                let failure = named_failure(&name_of(&error));
                (failure != Failure::Aborted).then_some(Err(failure))
            }
        }
    }

    async fn token(&self, refused: Option<&str>) -> Result<Option<String>, Failure> {
        let token = JsFuture::from(self.host.token(refused)).await;
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

impl TimelineQuery {
    fn to_search(&self) -> String {
        let limit = (self.limit > 0).then(|| self.limit.to_string());
        let pairs = [
            ("cursor", &self.cursor),
            ("limit", &limit),
            ("department", &self.department),
            ("q", &self.text),
        ];
        let mut search = String::new();
        for (name, value) in pairs {
            if let Some(value) = value {
                search.push(if search.is_empty() { '?' } else { '&' });
                search.push_str(name);
                search.push('=');
                search.push_str(&String::from(encode_uri_component(value)));
            }
        }
        search
    }
}

/// One customer's stream over as many connections as it takes.
struct Stream<'a, F> {
    client: &'a Client,
    customer: &'a str,
    on: F,
    last_id: Option<String>,
    connections: u32,
}

impl<F: Fn(StreamSignal)> Stream<'_, F> {
    /// One connection, from the request to its end.
    async fn connect(&mut self, signal: &AbortSignal) -> Failure {
        let Ok(url) = self.client.url(&format!("{}/stream", path(self.customer))) else {
            return Failure::EndpointMissing;
        };
        let Some(watchdog) = Watchdog::start() else { return Failure::Aborted };
        let limits = any(&[signal, &self.client.host.signal(), &watchdog.signal()]);
        let ask = Ask { url, body: None };
        let mut headers = vec![("Accept", "text/event-stream")];
        let last_id = self.last_id.clone();
        headers.extend(last_id.as_deref().map(|id| ("Last-Event-ID", id)));
        let ended = match self.client.authorised(&ask, &headers, &limits).await {
            Ok(response) => self.follow(&response, &watchdog).await,
            Err(failure) => failure,
        };
        if watchdog.signal().aborted() { Failure::TimedOut } else { ended }
    }

    async fn follow(&mut self, response: &Response, watchdog: &Watchdog) -> Failure {
        if let Some(failure) = refusal(response) {
            return failure;
        }
        let Some(body) = response.body() else { return Failure::Malformed };
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        self.connections += 1;
        (self.on)(StreamSignal::Live);
        if self.connections > 1 && self.last_id.is_none() {
            self.tell(Change::Reset);
        }
        let mut parser = sse::Parser::default();
        while let Some(chunk) = next_chunk(&reader).await {
            watchdog.feed();
            for event in parser.push(&chunk) {
                self.deliver(&event);
            }
            if let Some(id) = parser.last_id() {
                self.last_id = Some(id.to_owned());
            }
        }
        Failure::Offline
    }

    /// An event that cannot be read may have been important: the context is fetched again instead.
    fn deliver(&self, event: &sse::ServerEvent) {
        match read_event(event) {
            Some((subject, Some(change))) => (self.on)(StreamSignal::Change(subject, change)),
            Some((_, None)) => {}
            None => self.tell(Change::Reset),
        }
    }

    fn tell(&self, change: Change) {
        (self.on)(StreamSignal::Change(self.customer.into(), change));
    }
}

/// Aborts a connection that is silent for too long: a network that vanished does not say good-bye.
struct Watchdog {
    controller: AbortController,
    last_sign: Rc<Cell<f64>>,
    done: AbortController,
}

impl Watchdog {
    fn start() -> Option<Self> {
        let (controller, done) = (AbortController::new().ok()?, AbortController::new().ok()?);
        let last_sign = Rc::new(Cell::new(Date::now()));
        let (watched, seen, stop) = (controller.clone(), last_sign.clone(), done.signal());
        spawn_local(async move {
            while !stop.aborted() {
                if Date::now() - seen.get() > f64::from(SILENCE_MS) {
                    watched.abort();
                    return;
                }
                sleep(WATCH_MS, &stop).await;
            }
        });
        Some(Self { controller, last_sign, done })
    }

    fn feed(&self) {
        self.last_sign.set(Date::now());
    }

    fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.done.abort();
        // Frees the connection when the reader stopped for another reason than this watchdog.
        if !self.controller.signal().aborted() {
            self.controller.abort();
        }
    }
}

async fn send(
    ask: &Ask,
    token: Option<&str>,
    headers: &[(&str, &str)],
    limits: &AbortSignal,
) -> Result<Response, Failure> {
    let builder = if ask.body.is_some() { Request::post(&ask.url) } else { Request::get(&ask.url) };
    let mut builder = builder.abort_signal(Some(limits));
    for (name, value) in headers {
        builder = builder.header(name, value);
    }
    if let Some(token) = token {
        builder = builder.header("Authorization", &format!("Bearer {token}"));
    }
    let request = match &ask.body {
        Some(body) => builder.header("Content-Type", "application/json").body(body),
        None => builder.build(),
    };
    let response = request.map_err(|_| Failure::EndpointMissing)?.send().await;
    response.map(Response::from).map_err(|error| fetch_failure(&error))
}

async fn read<T: DeserializeOwned>(response: &Response) -> Result<Fetched<T>, Failure> {
    if let Some(failure) = refusal(response) {
        return Err(failure);
    }
    let body = response.json().map_err(|_| Failure::Malformed)?;
    let json = JsFuture::from(body).await.map_err(|error| body_failure(&name_of(&error)))?;
    let value = serde_wasm_bindgen::from_value(json).map_err(|_| Failure::Malformed)?;
    Ok(Fetched { value, server_time: server_time(response), etag: header(response, "ETag") })
}

fn read_event(event: &sse::ServerEvent) -> Option<(Rc<str>, Option<Change>)> {
    let json = JSON::parse(&event.data).ok()?;
    let field = |name: &str| Reflect::get(&json, &name.into()).ok();
    let subject = field("subject")?.as_string()?;
    let kind = StreamEventType::from(field("type")?.as_string()?.as_str());
    let change = Change::read(&kind, serde_wasm_bindgen::Deserializer::from(field("data")?)).ok()?;
    Some((subject.into(), change))
}

async fn next_chunk(reader: &ReadableStreamDefaultReader) -> Option<Vec<u8>> {
    let result = JsFuture::from(reader.read()).await.ok()?;
    let value = Reflect::get(&result, &"value".into()).ok()?;
    value.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec())
}

fn refusal(response: &Response) -> Option<Failure> {
    let retry_after = header(response, "Retry-After").and_then(|seconds| seconds.trim().parse().ok());
    Failure::from_status(response.status(), retry_after)
}

fn server_time(response: &Response) -> Option<Timestamp> {
    let millis = Date::parse(&header(response, "Date")?);
    millis.is_finite().then(|| Timestamp::from_millis(millis as i64))
}

fn header(response: &Response, name: &str) -> Option<String> {
    response.headers().get(name).ok().flatten()
}

fn path(customer: &str) -> String {
    format!("/v1/customers/{}", encode_uri_component(customer))
}

fn to_json(value: &impl Serialize) -> Option<String> {
    let value = value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).ok()?;
    JSON::stringify(&value).ok().map(String::from)
}

fn fetch_failure(error: &Error) -> Failure {
    match error {
        Error::JsError(error) => named_failure(&error.name),
        Error::GlooError(_) => Failure::Malformed,
    }
}

fn named_failure(name: &str) -> Failure {
    match name {
        "AbortError" => Failure::Aborted,
        "TimeoutError" => Failure::TimedOut,
        _ => Failure::Offline,
    }
}

/// A body that breaks off is a network failure; one that arrives and is no JSON is not.
fn body_failure(name: &str) -> Failure {
    if name == "SyntaxError" { Failure::Malformed } else { named_failure(name) }
}

fn name_of(error: &JsValue) -> String {
    Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default()
}

/// Aborts as soon as one of them does, and with its reason.
fn any(signals: &[&AbortSignal]) -> AbortSignal {
    AbortSignal::any(&signals.iter().copied().collect::<Array>())
}

/// Waits, and no longer than until the signal aborts.
async fn sleep(milliseconds: u32, signal: &AbortSignal) {
    let end = any(&[signal, &AbortSignal::timeout_with_u32(milliseconds)]);
    let promise = Promise::new(&mut |resolve, _reject| {
        if end.aborted() || end.add_event_listener_with_callback("abort", &resolve).is_err() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    let _ = JsFuture::from(promise).await;
}
