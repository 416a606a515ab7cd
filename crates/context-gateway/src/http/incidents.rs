//! The incidents of this moment, and which customers they touch. Knows when to count anew and whom to warn; what is
//! unusual is decided in `insight::incident`.
//!
//! Counted anew every minute for all customers at once; whether an incident touches a customer is looked up when
//! somebody reads that customer, so that a thousand of them cost nothing while nobody looks.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use context_contract::{Alert, Interaction, Source, Timestamp, fact::Incident};
use rusqlite::Connection;
use tokio::sync::watch;

use super::{Gateway, context, gateway::now, interactions, interactions::Reader};
use crate::{
    Error,
    auth::Agent,
    insight::incident::{self, Active},
    store::{
        customer::Customer,
        recent,
        source::{self, GATEWAY},
        timeline::Scope,
        volume,
    },
};

/// How often contacts are counted anew.
const INTERVAL: Duration = Duration::from_secs(60);

/// How long a contact about an incident is one of its contacts.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What is unusual now.
pub(crate) struct Incidents {
    known: RwLock<Vec<Known>>,
    changed: watch::Sender<u64>,
}

/// An incident and since when this gateway knows of it.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    active: Active,
    pub(crate) since: Timestamp,
}

impl Incidents {
    pub(crate) fn new() -> Self {
        Self { known: RwLock::default(), changed: watch::Sender::new(0) }
    }

    /// Changes whenever there is a new incident.
    pub(crate) fn changed(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    fn all(&self) -> Vec<Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps since when the ones that go on have been known.
    fn replace(&self, active: Vec<Active>, now: Timestamp) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let since = |incident: &Incident| {
            let id = incident::id(incident);
            known.iter().find(|one| incident::id(&one.active.incident) == id).map(|one| one.since)
        };
        let next: Vec<(Option<Timestamp>, Active)> =
            active.into_iter().map(|active| (since(&active.incident), active)).collect();
        let is_new = next.iter().any(|(since, _)| since.is_none());
        *known =
            next.into_iter().map(|(since, active)| Known { active, since: since.unwrap_or(now) }).collect();
        drop(known);
        if is_new {
            self.changed.send_modify(|n| *n += 1);
        }
    }
}

impl Gateway {
    /// Counts contacts anew and judges them.
    ///
    /// # Errors
    /// When the store fails; what was known stays known.
    pub async fn refresh_incidents(&self) -> Result<(), Error> {
        let (demo, now) = (self.config.demo, now());
        let series = self.store.read(move |db| {
            let sources = source::all(db, now)?;
            volume::series(db, last_moment(demo, &sources, now))
        });
        self.incidents.replace(incident::incidents(&series.await?), now);
        Ok(())
    }
}

/// Counts anew for as long as the gateway runs.
pub(crate) async fn watch_volume(gateway: Arc<Gateway>) {
    loop {
        if let Err(error) = gateway.refresh_incidents().await {
            tracing::warn!(%error, "contacts could not be counted, trying again in a minute");
        }
        tokio::time::sleep(INTERVAL).await;
    }
}

/// The moment up to which there are data. In the demo the exports are as old as they are, and what was "lately" is
/// lately in them; a real gateway judges by the clock.
pub(super) fn last_moment(demo: bool, sources: &[Source], now: Timestamp) -> Timestamp {
    let newest = sources.iter().filter_map(|source| source.as_of).max();
    if demo { newest.map_or(now, |newest| newest.min(now)) } else { now }
}

/// That much earlier.
pub(super) fn earlier(moment: Timestamp, by: Duration) -> Timestamp {
    let millis = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
    Timestamp::from_millis(moment.as_millis().saturating_sub(millis))
}

/// A warning of each incident that touches the customer: whoever got in touch about it within the last day, and
/// whoever has the product. Contacts are those of the last days as this reader sees them.
pub(super) fn alerts(
    db: &Connection,
    gateway: &Gateway,
    scope: &Scope,
    contacts: &[Interaction],
    last: Timestamp,
) -> Result<Vec<Known>, Error> {
    let since = earlier(last, DAY);
    let mut touching = Vec::new();
    for known in gateway.incidents.all() {
        let incident = &known.active.incident;
        let mut lately = contacts
            .iter()
            .filter(|contact| contact.interaction_date.start_date_time.is_some_and(|start| start >= since));
        let asked = lately.any(|contact| incident::is_about(incident, contact));
        let has = || incident.product.as_ref().map_or(Ok(false), |product| recent::has(db, scope, product));
        if asked || has()? {
            touching.push(known);
        }
    }
    Ok(touching)
}

/// The same for an open stream, which has nothing at hand yet.
pub(super) async fn touching(gateway: &Arc<Gateway>, agent: &Agent, id: &str) -> Result<Vec<Known>, Error> {
    if gateway.incidents.all().is_empty() {
        return Ok(Vec::new());
    }
    let (shared, agent, id) = (Arc::clone(gateway), agent.clone(), id.to_owned());
    gateway
        .store
        .read(move |db| {
            let (customer, secrets): (Customer, _) = interactions::open(&shared, db, &agent, &id)?;
            let lens = shared.policy.lens(&agent.department);
            let reader = Reader { gateway: &shared, lens: &lens, secrets: &secrets, agent: &agent };
            let scope = context::scope(&reader, &customer);
            let last = last_moment(shared.config.demo, &source::all(db, now())?, now());
            let contacts = context::recent_contacts(db, &reader, &scope, earlier(last, DAY))?;
            alerts(db, &shared, &scope, &contacts, last)
        })
        .await
}

impl Known {
    /// What the agent is warned of.
    pub(super) fn alert(&self) -> Alert {
        incident::alert(&self.active, GATEWAY, self.since)
    }
}
