//! One request and its answer: headers, signals, bodies, and what the browser's errors mean.
//!
//! It knows no resource and no token, and sends everything once.

use context_contract::Timestamp;
use gloo_net::{Error, http::Request};
use js_sys::{Array, Date, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestInit, Response};

use crate::{body::Body, failure::Failure, json::Malformed};

/// An answer and what its headers say.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetched<T> {
    /// The body.
    pub value: T,
    /// The `Date` header: ages and deadlines are judged by the server's clock.
    pub server_time: Option<Timestamp>,
}

/// A request before it has a token: what it takes to send it, and to send it again.
pub(super) struct Ask {
    pub(super) url: String,
    pub(super) verb: Verb,
    pub(super) body: Option<String>,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Get,
    Post,
    /// A POST that is sent to its end even if the page is left meanwhile.
    Tell,
    Put,
    Patch,
}

/// Sends the request once.
pub(super) async fn send(
    ask: &Ask,
    token: Option<&str>,
    headers: &[(&str, &str)],
    limits: &AbortSignal,
) -> Result<Response, Failure> {
    let builder = match ask.verb {
        Verb::Get => Request::get(&ask.url),
        Verb::Post | Verb::Tell => Request::post(&ask.url),
        Verb::Put => Request::put(&ask.url),
        Verb::Patch => Request::patch(&ask.url),
    };
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
    let mut request = request.map_err(|_| Failure::EndpointMissing)?;
    if ask.verb == Verb::Tell {
        request = kept_alive(request)?;
    }
    let response = request.send().await;
    response.map(Response::from).map_err(|error| fetch_failure(&error))
}

/// The same request, which the browser sends even if the page is left. The builder has no word for it.
fn kept_alive(request: Request) -> Result<Request, Failure> {
    let init = RequestInit::new();
    let set = Reflect::set(&init, &"keepalive".into(), &true.into());
    let kept = web_sys::Request::new_with_request_and_init(&request.into(), &init);
    set.and(kept).map(Request::from).map_err(|_| Failure::Malformed)
}

/// Makes an answer of its body.
pub(super) type Decode<T> = fn(&Body) -> Result<T, Malformed>;

/// Reads the answer, a refusal included.
pub(super) async fn read<T>(
    response: &Response,
    decode: impl Fn(&Body) -> Result<T, Malformed>,
) -> Result<Fetched<T>, Failure> {
    if let Some(failure) = refusal(response) {
        return Err(failure);
    }
    let value = decode(&read_body(response).await?).map_err(|_| Failure::Malformed)?;
    Ok(Fetched { value, server_time: server_time(response) })
}

/// The body, whatever the status. One that breaks off is a network failure.
pub(super) async fn read_body(response: &Response) -> Result<Body, Failure> {
    Body::read(response).await.map_err(|error| failure_of(&error))
}

/// The failure that the status stands for, if it is one.
pub(super) fn refusal(response: &Response) -> Option<Failure> {
    let retry_after = header(response, "Retry-After").and_then(|seconds| seconds.trim().parse().ok());
    Failure::from_status(response.status(), retry_after)
}

fn server_time(response: &Response) -> Option<Timestamp> {
    let millis = Date::parse(&header(response, "Date")?);
    millis.is_finite().then(|| Timestamp::from_millis(millis as i64))
}

/// A header of the answer, as far as the server lets pages read it.
pub(super) fn header(response: &Response, name: &str) -> Option<String> {
    response.headers().get(name).ok().flatten()
}

fn fetch_failure(error: &Error) -> Failure {
    match error {
        Error::JsError(error) => named_failure(&error.name),
        Error::GlooError(_) => Failure::Malformed,
    }
}

/// What a rejected promise of a response means.
pub(super) fn failure_of(error: &JsValue) -> Failure {
    named_failure(&name_of(error))
}

fn named_failure(name: &str) -> Failure {
    match name {
        "AbortError" => Failure::Aborted,
        "TimeoutError" => Failure::TimedOut,
        _ => Failure::Offline,
    }
}

fn name_of(error: &JsValue) -> String {
    Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default()
}

/// Aborts as soon as one of them does, and with its reason.
pub(super) fn any(signals: &[&AbortSignal]) -> AbortSignal {
    AbortSignal::any(&signals.iter().copied().collect::<Array>())
}

/// Waits, and no longer than until the signal aborts.
pub(crate) async fn sleep(milliseconds: u32, signal: &AbortSignal) {
    let end = any(&[signal, &AbortSignal::timeout_with_u32(milliseconds)]);
    let promise = Promise::new(&mut |resolve, _reject| {
        if end.aborted() || end.add_event_listener_with_callback("abort", &resolve).is_err() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    let _ = JsFuture::from(promise).await;
}
