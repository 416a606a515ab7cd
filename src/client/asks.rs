//! Tells the server what was counted. Nobody waits for it, and it may outlive the page.

use context_contract::asks::AskReport;
use js_sys::Math;
use web_sys::{AbortController, AbortSignal};

use super::{
    Client, DEADLINE_MS,
    exchange::{Ask, Verb, read, sleep},
};
use crate::{failure::Failure, json, recorder::new_key, retry};

impl Client {
    /// Sends a report, and again with the same key where nobody knows whether it arrived. What cannot be told after
    /// that is lost: a count is not worth disturbing anybody.
    ///
    /// # Errors
    /// As with every request.
    pub async fn report_asks(&self, report: &AskReport, customer: &str) -> Result<(), Failure> {
        let body = json::to_text(report).ok_or(Failure::Malformed)?;
        let ask = Ask { url: self.url("/v1/asks")?, verb: Verb::Tell, body: Some(body) };
        let key = new_key();
        let never = AbortController::new().map_err(|_| Failure::Aborted)?.signal();
        let mut attempt = 0;
        loop {
            let failure = match self.report_once(&ask, &key, customer).await {
                Ok(()) => return Ok(()),
                Err(failure) => failure,
            };
            let Some(wait) = retry::REQUEST.wait_ms(&failure, attempt, Math::random()) else {
                return Err(failure);
            };
            sleep(wait, &never).await;
            attempt += 1;
        }
    }

    async fn report_once(&self, ask: &Ask, key: &str, customer: &str) -> Result<(), Failure> {
        let limits = AbortSignal::timeout_with_u32(DEADLINE_MS);
        let response = self.authorised(ask, &[("Idempotency-Key", key)], &limits, Some(customer)).await?;
        read(&response, |_| Ok(())).await.map(drop)
    }
}
