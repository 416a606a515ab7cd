//! Follows what is new about one customer, over as many connections as it takes.
//! Knows how a stream is kept up and read; what a change means is `live`'s.

use std::{cell::Cell, rc::Rc};

use context_contract::stream::StreamEventType;
use js_sys::{Date, JSON, Math, Reflect};
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, AbortSignal, Response};

use super::{
    Client,
    exchange::{Ask, Verb, any, refusal, sleep},
    path,
};
use crate::{
    body::{next_piece, reader},
    failure::Failure,
    json,
    live::Change,
    retry, sse,
};

/// The longest silence on a stream whose heartbeat is 15 s, in milliseconds.
const SILENCE_MS: u32 = 40_000;

/// How often the silence is measured, in milliseconds.
const WATCH_MS: u32 = 5_000;

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

impl Client {
    /// Follows what is new about a customer, connecting again whenever the connection breaks, until the signal
    /// aborts or the server refuses for good. Returns why it ended.
    pub async fn stream(&self, customer: &str, on: impl Fn(StreamSignal), signal: &AbortSignal) -> Failure {
        let mut stream = Stream { client: self, customer, on, last_id: None, retry_ms: 0, connections: 0 };
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
            sleep(wait.max(stream.retry_ms), signal).await;
            attempt = attempt.saturating_add(1);
        }
    }
}

/// One customer's stream over as many connections as it takes.
struct Stream<'a, F> {
    client: &'a Client,
    customer: &'a str,
    on: F,
    last_id: Option<String>,
    /// The server's wish for the time between two connections.
    retry_ms: u32,
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
        let ask = Ask { url, verb: Verb::Get, body: None };
        let mut headers = vec![("Accept", "text/event-stream")];
        let last_id = self.last_id.clone();
        headers.extend(last_id.as_deref().map(|id| ("Last-Event-ID", id)));
        let ended = match self.client.authorised(&ask, &headers, &limits, None).await {
            Ok(response) => self.follow(&response, &watchdog).await,
            Err(failure) => failure,
        };
        if watchdog.signal().aborted() { Failure::TimedOut } else { ended }
    }

    async fn follow(&mut self, response: &Response, watchdog: &Watchdog) -> Failure {
        if let Some(failure) = refusal(response) {
            return failure;
        }
        let Some(reader) = reader(response) else { return Failure::Malformed };
        self.connections += 1;
        (self.on)(StreamSignal::Live);
        if self.connections > 1 && self.last_id.is_none() {
            self.tell(Change::Reset);
        }
        let mut parser = sse::Parser::default();
        while let Ok(Some(piece)) = next_piece(&reader).await {
            watchdog.feed();
            for event in parser.push(&piece.to_vec()) {
                self.deliver(&event);
            }
            self.remember(&parser);
        }
        Failure::Offline
    }

    fn remember(&mut self, parser: &sse::Parser) {
        if let Some(id) = parser.last_id() {
            self.last_id = Some(id.to_owned());
        }
        if let Some(retry_ms) = parser.retry_ms() {
            self.retry_ms = retry_ms.min(retry::STREAM.cap_ms);
        }
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

fn read_event(event: &sse::ServerEvent) -> Option<(Rc<str>, Option<Change>)> {
    let sent = JSON::parse(&event.data).ok()?;
    let field = |name: &str| Reflect::get(&sent, &name.into()).ok();
    let subject = field("subject")?.as_string()?;
    let kind = StreamEventType::from(field("type")?.as_string()?.as_str());
    let change = json::read_value(&field("data")?, |text| Change::read(&kind, text)).ok()?;
    Some((subject.into(), change))
}
