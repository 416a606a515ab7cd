//! What the benchmark asks the gateway: a token, who an e-mail address belongs to, a customer's context.
//! Knows the contract's calls, nothing of rates and rounds.

use std::path::PathBuf;

use serde_json::{Value, json};
use ureq::Agent;

use crate::{error::Error, gateway::Running};

/// What Chromium sends, so that the gateway does for the benchmark what it does for a browser.
const ACCEPT_ENCODING: &str = "gzip, deflate, br, zstd";
/// The department whose view is asked for.
const DEPARTMENT: &str = "support";

/// Asks one gateway.
#[derive(Debug)]
pub(crate) struct Client {
    agent: Agent,
    origin: String,
    log: PathBuf,
}

/// One request for a context, ready to be sent any number of times within the life of its token (five minutes).
#[derive(Clone, Debug)]
pub(crate) struct Request {
    url: String,
    authorization: String,
    log: PathBuf,
}

impl Client {
    /// Of that gateway.
    pub(crate) fn new(gateway: &Running) -> Self {
        Self { agent: Agent::new_with_defaults(), origin: gateway.origin(), log: gateway.log().to_path_buf() }
    }

    /// A request for the context of everybody who has one of the addresses.
    pub(crate) fn context_requests(&self, emails: &[String]) -> Result<Vec<Request>, Error> {
        let authorization = self.authorization()?;
        let mut requests = Vec::with_capacity(emails.len());
        for email in emails {
            let found = self.post(
                "/v1/resolve",
                Some(&authorization),
                &json!({"identifiers": [{"type": "email", "value": email}]}),
            )?;
            let ids = found["customers"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|customer| customer["id"].as_str());
            requests.extend(ids.take(1).map(|id| self.context_request(id, &authorization)));
        }
        if requests.is_empty() {
            return Err(self.unusable("/v1/resolve", "no customer was found by any address".to_owned()));
        }
        Ok(requests)
    }

    fn context_request(&self, customer: &str, authorization: &str) -> Request {
        Request {
            url: format!("{}/v1/customers/{customer}/context?limit=20", self.origin),
            authorization: authorization.to_owned(),
            log: self.log.clone(),
        }
    }

    /// A token for every customer, which is what a demonstration gives when none is named.
    pub(crate) fn authorization(&self) -> Result<String, Error> {
        let wanted = json!({"agent": "benchmark", "department": DEPARTMENT});
        let answer = self.post("/demo/token", None, &wanted)?;
        let token = answer["token"].as_str();
        token
            .map(|token| format!("Bearer {token}"))
            .ok_or_else(|| self.unusable("/demo/token", "no token".to_owned()))
    }

    /// Posts JSON and reads the JSON of the answer.
    pub(crate) fn post(&self, path: &str, authorization: Option<&str>, body: &Value) -> Result<Value, Error> {
        let mut request = self.agent.post(format!("{}{path}", self.origin));
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        let answer = request.send_json(body).and_then(|mut response| response.body_mut().read_json());
        answer.map_err(|error| self.unusable(path, error.to_string()))
    }

    fn unusable(&self, request: &str, reason: String) -> Error {
        Error::Answer { request: request.to_owned(), reason, log: self.log.clone() }
    }
}

impl Request {
    /// Sends it and reads the whole answer; returns how many bytes of body travelled.
    pub(crate) fn send(&self, agent: &Agent) -> Result<u64, Error> {
        let request = agent.get(&self.url).header("authorization", &self.authorization);
        let answer = request.header("accept-encoding", ACCEPT_ENCODING).call();
        let body = answer.and_then(|mut response| response.body_mut().read_to_vec());
        let unusable = |error: ureq::Error| Error::Answer {
            request: "a customer's context".to_owned(),
            reason: error.to_string(),
            log: self.log.clone(),
        };
        body.map(|body| body.len() as u64).map_err(unusable)
    }
}
