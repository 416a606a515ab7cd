//! One open stream: first the snapshot and how each source answered, then what happens, until the client has gone.
//! Knows when to read the event table, not who writes it.
//!
//! Announcements only wake a stream up: what it sends comes from the event table. So a slow reader, a missed
//! announcement, a resumed stream and a write by another process are one case, and order is the table's.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use axum::response::sse::Event;
use context_contract::{Context, Source, StreamEvent, Timestamp, Value, stream::StreamEventType};
use serde::Serialize;
use tokio::sync::{OwnedSemaphorePermit, broadcast, mpsc};

use super::{HEARTBEAT, Start};
use crate::{
    Error,
    auth::Agent,
    http::{
        Gateway,
        gateway::now,
        incidents::{self, earlier},
        interactions,
        reminders::Reminders,
    },
    store::{
        event::{self, Missed, StoredEvent},
        source,
    },
};

/// How long a client that resumes may have been away.
const AWAY: Duration = Duration::from_secs(60);

/// One open stream.
pub(super) struct Feed {
    gateway: Arc<Gateway>,
    agent: Agent,
    id: String,
    cid: i64,
    /// The last number sent.
    seq: i64,
    /// How the sources answered when the client was last told.
    sources: Vec<Source>,
    /// What is promised, and of what the client has been reminded.
    reminders: Reminders,
    /// Incidents the client knows of.
    warned: BTreeSet<String>,
    sender: mpsc::Sender<Event>,
    _permit: OwnedSemaphorePermit,
}

/// Why a stream ends on its own: the client has gone, or the store failed. Either way the client comes back.
struct Ended;

impl Feed {
    /// A stream that goes on behind `start`.
    pub(super) fn new(
        gateway: Arc<Gateway>,
        agent: Agent,
        id: String,
        start: &Start,
        sender: mpsc::Sender<Event>,
        permit: OwnedSemaphorePermit,
    ) -> Self {
        Self {
            gateway,
            agent,
            id,
            cid: start.cid,
            seq: start.seq,
            sources: Vec::new(),
            reminders: Reminders::new(),
            warned: BTreeSet::new(),
            sender,
            _permit: permit,
        }
    }

    /// Sends until the client has gone, the token has expired or the gateway stops.
    pub(super) async fn run(mut self, snapshot: Option<Context>, changes: broadcast::Receiver<i64>) {
        let expires = Timestamp::from_millis(i64::try_from(self.agent.exp).unwrap_or(0).saturating_mul(1000));
        let left = u64::try_from(expires.as_millis() - now().as_millis()).unwrap_or(0);
        let mut stopping = self.gateway.stopping();
        let gone = self.sender.clone();
        tokio::select! {
            _ = self.feed(snapshot, changes) => {}
            () = tokio::time::sleep(Duration::from_millis(left)) => {}
            _ = stopping.wait_for(|stop| *stop) => {}
            () = gone.closed() => {}
        }
    }

    async fn feed(
        &mut self,
        snapshot: Option<Context>,
        mut changes: broadcast::Receiver<i64>,
    ) -> Result<(), Ended> {
        let mut faults = self.gateway.faults_changed();
        let mut incidents = self.gateway.incidents.changed();
        // What began while a client that resumes was away, it does not know of.
        let away = if snapshot.is_some() { Duration::from_secs(1) } else { AWAY };
        let known = earlier(now(), away);
        if let Some(context) = snapshot {
            self.send(StreamEventType::Snapshot, self.seq, now(), value_of(&context)).await?;
        }
        self.tell_sources().await?;
        self.read_promises().await?;
        self.warn(known).await?;
        let before = self.gateway.config.remind_before;
        loop {
            self.catch_up().await?;
            tokio::select! {
                () = mine(&mut changes, self.cid) => {}
                _ = faults.changed() => self.tell_sources().await?,
                _ = incidents.changed() => self.warn(Timestamp::from_millis(i64::MIN)).await?,
                () = self.reminders.wait(before) => self.remind(before).await?,
                () = tokio::time::sleep(HEARTBEAT) => self.tell_sources().await?,
            }
        }
    }

    /// Sends what the table has beyond the last number sent.
    async fn catch_up(&mut self) -> Result<(), Ended> {
        let (shared, agent, id, seq) =
            (Arc::clone(&self.gateway), self.agent.clone(), self.id.clone(), self.seq);
        let read = self.gateway.store.read(move |db| {
            // By id, because the customer may have been merged into another one meanwhile.
            let (customer, secrets) = interactions::open(&shared, db, &agent, &id)?;
            let missed = event::after(db, customer.cid, seq)?;
            let silent = shared.silent_sources();
            let lens = shared.lens(&agent);
            let redact = |event: &StoredEvent| -> Result<Option<Value>, Error> {
                let json = lens.body(&event.kind, &event.body, event.confidential, &secrets)?;
                let mut value = json.map(|json| serde_json::from_str::<Value>(&json)).transpose()?;
                // The client keeps the id it asked with, so that it can tell whose profile this is.
                if let (StreamEventType::ProfileUpdated, Some(Value::Object(profile))) =
                    (&event.kind, &mut value)
                {
                    profile.insert("id".to_owned(), Value::from(id.as_str()));
                }
                let from = value.as_ref().and_then(|value| value.pointer("/source")).and_then(Value::as_text);
                Ok(if from.is_some_and(|source| silent.contains(source)) { None } else { value })
            };
            let Missed::Events(events) = missed else { return Ok((customer.cid, missed, Vec::new())) };
            let bodies = events.iter().map(redact).collect::<Result<Vec<_>, _>>()?;
            Ok((customer.cid, Missed::Events(events), bodies))
        });
        let (cid, missed, bodies) = read.await.map_err(|_| Ended)?;
        self.cid = cid;
        match missed {
            Missed::TooMuch(latest) => {
                self.seq = latest;
                self.send(StreamEventType::Reset, latest, now(), None).await
            }
            Missed::Events(events) => {
                if events.iter().any(|event| event.kind == StreamEventType::CommitmentUpdated) {
                    self.read_promises().await?;
                }
                let contact = [StreamEventType::InteractionCreated, StreamEventType::InteractionUpdated];
                let in_touch = events.iter().any(|event| contact.contains(&event.kind));
                for (event, body) in events.into_iter().zip(bodies) {
                    self.seq = event.seq;
                    if body.is_some() {
                        self.send(event.kind, event.seq, event.at, body).await?;
                    }
                }
                if in_touch { self.warn(Timestamp::from_millis(i64::MIN)).await } else { Ok(()) }
            }
        }
    }

    async fn read_promises(&mut self) -> Result<(), Ended> {
        self.reminders.read(&self.gateway, &self.agent, &self.id).await.map_err(|_| Ended)
    }

    /// Reminds this client alone. The number stays the last one, so that nothing is missed or sent twice after a pause.
    async fn remind(&mut self, before: Duration) -> Result<(), Ended> {
        for promise in self.reminders.take(before) {
            self.send(StreamEventType::CommitmentDue, self.seq, now(), value_of(&promise)).await?;
        }
        Ok(())
    }

    /// Warns of incidents that touch the customer, each once; of those known until then the client was told before.
    async fn warn(&mut self, known: Timestamp) -> Result<(), Ended> {
        let touching = incidents::touching(&self.gateway, &self.agent, &self.id).await.map_err(|_| Ended)?;
        for incident in touching {
            let alert = incident.alert();
            if self.warned.insert(alert.id.clone()) && incident.since > known {
                self.send(StreamEventType::AlertRaised, self.seq, now(), value_of(&alert)).await?;
            }
        }
        Ok(())
    }

    /// Tells how the sources answer, each one whose answer has changed since the client was last told.
    async fn tell_sources(&mut self) -> Result<(), Ended> {
        let mut sources = self.gateway.store.read(|db| source::all(db, now())).await.map_err(|_| Ended)?;
        self.gateway.judge_sources(&mut sources);
        for source in &sources {
            if !self.sources.contains(source) {
                self.send(StreamEventType::SourceStatus, self.seq, now(), value_of(source)).await?;
            }
        }
        self.sources = sources;
        Ok(())
    }

    async fn send(
        &self,
        kind: StreamEventType,
        seq: i64,
        time: Timestamp,
        data: Option<Value>,
    ) -> Result<(), Ended> {
        let event = Event::default().id(seq.to_string()).event(kind.as_str());
        let envelope = StreamEvent {
            specversion: "1.0".to_owned(),
            id: seq.to_string(),
            source: format!("/v1/customers/{}", self.id),
            kind,
            subject: self.id.clone(),
            time,
            data,
        };
        let json = serde_json::to_string(&envelope).map_err(|_| Ended)?;
        self.sender.send(event.data(json)).await.map_err(|_| Ended)
    }
}

/// Returns when this customer may have something new; too many announcements at once count as one.
async fn mine(changes: &mut broadcast::Receiver<i64>, cid: i64) {
    loop {
        match changes.recv().await {
            Ok(changed) if changed != cid => {}
            Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => return,
            // The gateway is ending; whoever waits for it ends the stream.
            Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
        }
    }
}

fn value_of(object: &impl Serialize) -> Option<Value> {
    let json = serde_json::to_string(object).ok()?;
    serde_json::from_str(&json).ok()
}
