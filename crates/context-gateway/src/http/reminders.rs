//! Reminds an open stream of promises: what is due next, and when. Knows one stream's promises, not how it is written to.

use std::{sync::Arc, time::Duration};

use context_contract::{Commitment, Timestamp};

use super::{Gateway, gateway::now, interactions};
use crate::{Error, auth::Agent, insight::promise, store::fact};

/// The promises to one customer as one agent may see them.
pub(super) struct Reminders {
    promises: Vec<Commitment>,
    /// Up to which moment the reader has been reminded. What was due before the stream opened is in the snapshot.
    told: Timestamp,
}

impl Reminders {
    /// Nothing to remind of yet.
    pub(super) fn new() -> Self {
        Self { promises: Vec::new(), told: now() }
    }

    /// Reads what is promised now.
    ///
    /// # Errors
    /// When the store fails, or the customer is gone.
    pub(super) async fn read(
        &mut self,
        gateway: &Arc<Gateway>,
        agent: &Agent,
        id: &str,
    ) -> Result<(), Error> {
        let (shared, agent, id) = (Arc::clone(gateway), agent.clone(), id.to_owned());
        let promises = gateway.store.read(move |db| {
            let (customer, secrets) = interactions::open(&shared, db, &agent, &id)?;
            let lens = shared.policy.lens(&agent.department);
            let mut promises = fact::all(db, customer.cid, &shared.silent_sources())?.commitments;
            promises.iter_mut().for_each(|promise| lens.commitment(promise, &secrets));
            Ok(promises)
        });
        self.promises = promises.await?;
        Ok(())
    }

    /// Returns when something is due; never when nothing is.
    pub(super) async fn wait(&self, before: Duration) {
        match promise::next_reminder(&self.promises, before, self.told) {
            Some(moment) => {
                let left = u64::try_from(moment.as_millis() - now().as_millis()).unwrap_or(0);
                tokio::time::sleep(Duration::from_millis(left)).await;
            }
            None => std::future::pending().await,
        }
    }

    /// Of what the reader has to be reminded now; each moment once.
    pub(super) fn take(&mut self, before: Duration) -> Vec<Commitment> {
        let now = now();
        let due = promise::due(&self.promises, before, self.told, now).into_iter().cloned().collect();
        self.told = now.max(self.told);
        due
    }
}
