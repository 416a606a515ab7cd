//! Sends what an agent recorded: methods, conditions and keys of requests that change something.
//! Knows how a write is put on the wire; when it is sent and what its outcome means is `outbox`'s.

use context_contract::stream::StreamEventType;
use js_sys::{Math, Reflect, encode_uri_component};
use wasm_bindgen::JsValue;
use web_sys::{AbortController, AbortSignal, Response};

use super::{
    Client, DEADLINE_MS,
    exchange::{Ask, Verb, header, read, read_body, sleep},
    path,
};
use crate::{
    failure::Failure,
    json::{self, Malformed},
    live::Change,
    outbox::{Condition, Entry, Outcome, Write},
    retry,
};

impl Client {
    /// Sends what was recorded, and again with the same key where nobody knows whether it arrived.
    ///
    /// It does not end with the panel: what an agent has recorded is to reach the server even if the element is taken
    /// out of the page in the next moment.
    pub async fn write(&self, entry: &Entry) -> Outcome {
        let Some((ask, headers)) = self.request(entry) else {
            return Outcome::Failed(Failure::EndpointMissing);
        };
        let headers: Vec<(&str, &str)> =
            headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        // A deadline of its own for every attempt; nothing else ends it.
        let Ok(never) = AbortController::new().map(|controller| controller.signal()) else {
            return Outcome::Failed(Failure::Aborted);
        };
        let mut attempt = 0;
        loop {
            let failure = match self.write_once(entry, &ask, &headers).await {
                Outcome::Failed(failure) => failure,
                outcome => return outcome,
            };
            let Some(wait) = retry::REQUEST.wait_ms(&failure, attempt, Math::random()) else {
                return Outcome::Failed(failure);
            };
            sleep(wait, &never).await;
            attempt += 1;
        }
    }

    async fn write_once(&self, entry: &Entry, ask: &Ask, headers: &[(&str, &str)]) -> Outcome {
        let limits = AbortSignal::timeout_with_u32(DEADLINE_MS);
        let response = match self.authorised(ask, headers, &limits, Some(&entry.customer)).await {
            Ok(response) => response,
            Err(failure) => return Outcome::Failed(failure),
        };
        if response.status() == 412 {
            return conflict(&entry.write, &response).await;
        }
        match read(&response, |body| to_change(&entry.write, &json::parse(&body.whole())?)).await {
            Ok(saved) => Outcome::Saved(Box::new(saved.value)),
            Err(failure) => Outcome::Failed(failure),
        }
    }

    fn request(&self, entry: &Entry) -> Option<(Ask, Vec<(&'static str, String)>)> {
        let customer = path(&entry.customer);
        let item = |name: &str, id: &str| format!("{customer}/{name}/{}", encode_uri_component(id));
        let (verb, path, body) = match &*entry.write {
            Write::Answer { key, body } => (Verb::Put, item("answers", key), json::to_text(body)),
            Write::Field { body, .. } => (Verb::Put, format!("{customer}/fields"), json::to_text(body)),
            Write::Verification(body) => {
                (Verb::Post, format!("{customer}/verifications"), json::to_text(body))
            }
            Write::Note(body) => (Verb::Post, format!("{customer}/notes"), json::to_text(body)),
            Write::Commitment { id, body } => (Verb::Put, item("commitments", id), json::to_text(body)),
            Write::Interaction { id, body } => (Verb::Patch, item("interactions", id), json::to_text(body)),
        };
        let mut headers = vec![("Idempotency-Key", entry.key.to_string())];
        headers.extend(match &entry.condition {
            Condition::None | Condition::After(_) => None,
            Condition::Absent => Some(("If-None-Match", "*".to_owned())),
            Condition::Exists => Some(("If-Match", "*".to_owned())),
            Condition::Is(etag) => Some(("If-Match", etag.clone())),
        });
        Some((Ask { url: self.url(&path).ok()?, verb, body: Some(body?) }, headers))
    }
}

/// What somebody else made of it. A server that does not say leaves that to a look at the context.
async fn conflict(write: &Write, response: &Response) -> Outcome {
    let body = read_body(response).await.ok();
    let problem = body.and_then(|body| json::parse(&body.whole()).ok());
    let current = problem.and_then(|problem| Reflect::get(&problem, &"current".into()).ok());
    let current = current.filter(|current| !current.is_null_or_undefined());
    let current = current.and_then(|current| to_change(write, &current).ok()).map(Box::new);
    Outcome::Conflict { current, etag: header(response, "ETag") }
}

/// The object in its new state, read as one that arrives on the stream.
fn to_change(write: &Write, object: &JsValue) -> Result<Change, Malformed> {
    let kind = match write {
        Write::Answer { .. } => StreamEventType::AnswerUpdated,
        Write::Field { .. } => StreamEventType::ProfileUpdated,
        Write::Verification(_) => StreamEventType::VerificationUpdated,
        Write::Note(_) => StreamEventType::NoteCreated,
        Write::Commitment { .. } => StreamEventType::CommitmentUpdated,
        Write::Interaction { .. } => StreamEventType::InteractionUpdated,
    };
    json::read_value(object, |text| Change::read(&kind, text))?.ok_or(Malformed)
}
