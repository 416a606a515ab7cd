//! What all requests of one gateway share. Knows the parts, not the requests.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, OnceLock, PoisonError, RwLock},
};

use context_contract::{Problem, Source, Timestamp, enums::SourceStatus};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::{audit::AuditLog, incidents::Incidents, metrics::Traffic};
use crate::{
    Error,
    auth::{Agent, Tokens},
    config::Config,
    demo::Contact,
    policy::{Lens, Policy},
    questions::LiveCatalogue,
    store::{Store, Written, source},
};

/// The parts of one running gateway.
pub struct Gateway {
    /// The options it runs with.
    pub config: Config,
    /// The database.
    pub store: Store,
    /// Who is asking.
    pub tokens: Tokens,
    /// What they may see.
    pub policy: Policy,
    /// What the company asks.
    pub questions: Arc<LiveCatalogue>,
    /// Who saw what.
    pub(crate) audit: AuditLog,
    /// Requests that may still be taken on.
    pub(crate) requests: Arc<Semaphore>,
    /// Streams that may still be opened.
    pub(crate) streams: Arc<Semaphore>,
    /// What was answered since the start.
    pub(crate) traffic: Traffic,
    /// What is unusual now.
    pub(crate) incidents: Incidents,
    /// Who waits in the demo.
    pub(crate) queue: OnceLock<Vec<Contact>>,
    /// Signs cursors.
    pub(crate) cursor_key: Vec<u8>,
    stop: watch::Sender<bool>,
    faults: RwLock<BTreeMap<String, SourceStatus>>,
    faults_changed: watch::Sender<u64>,
}

impl Gateway {
    /// Opens the database and puts the parts together. Needs a running tokio.
    ///
    /// # Errors
    /// When the database or the key cannot be used.
    pub async fn new(config: Config) -> Result<Arc<Self>, Error> {
        // Before the database is touched: a wrong catalogue ends the start.
        let questions = Arc::new(LiveCatalogue::open(config.questions.as_deref())?);
        let store = Store::open(&config.database, config.limits.readers)?;
        let tokens = match &config.token_key_file {
            Some(file) => Tokens::from_file(file, &config.audience)?,
            None => Tokens::random(&config.audience)?,
        };
        store.write(|db| Ok(Written { value: source::ensure_gateway(db)?, changed: None })).await?;
        Ok(Arc::new(Self {
            policy: Policy::new(config.policy.clone()),
            questions,
            audit: AuditLog::start(store.clone()),
            requests: Arc::new(Semaphore::new(config.limits.max_requests)),
            streams: Arc::new(Semaphore::new(config.limits.max_streams)),
            traffic: Traffic::new(),
            incidents: Incidents::new(),
            queue: OnceLock::new(),
            cursor_key: tokens.derived_key("cursor"),
            stop: watch::Sender::new(false),
            faults: RwLock::default(),
            faults_changed: watch::Sender::new(0),
            config,
            store,
            tokens,
        }))
    }

    /// What an agent may see: the department's view, and of answers what the catalogue lets out.
    pub(crate) fn lens<'a>(&'a self, agent: &'a Agent) -> Lens<'a> {
        self.policy.lens(&agent.department).with_questions(self.questions.current())
    }

    /// Asks streams to end, so that a stop does not wait for them.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }

    /// Becomes `true` when the gateway is stopping.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.stop.subscribe()
    }

    /// How many streams are open.
    #[must_use]
    pub fn open_streams(&self) -> usize {
        self.config.limits.max_streams - self.streams.available_permits()
    }

    /// Takes the place of one request, for as long as the guard lives. `None` when there is none left.
    #[must_use]
    pub fn hold_a_request(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.requests).try_acquire_owned().ok()
    }

    /// Writes what the audit still holds.
    pub async fn flush(&self) {
        self.audit.flush().await;
    }

    /// Makes a source answer with this status until it is `ok` again.
    pub(crate) fn set_fault(&self, source: String, status: SourceStatus) {
        let mut faults = self.faults.write().unwrap_or_else(PoisonError::into_inner);
        if status == SourceStatus::Ok {
            faults.remove(&source);
        } else {
            faults.insert(source, status);
        }
        drop(faults);
        self.faults_changed.send_modify(|n| *n += 1);
    }

    /// Changes whenever a source fails or recovers.
    pub(crate) fn faults_changed(&self) -> watch::Receiver<u64> {
        self.faults_changed.subscribe()
    }

    /// The sources that do not answer: nothing of theirs is shown.
    pub(crate) fn silent_sources(&self) -> BTreeSet<String> {
        let faults = self.faults.read().unwrap_or_else(PoisonError::into_inner);
        faults.iter().filter(|(_, status)| is_silent(status)).map(|(id, _)| id.clone()).collect()
    }

    /// Gives each source the status it answers with, and the problem where it does not.
    pub(crate) fn judge_sources(&self, sources: &mut [Source]) {
        let faults = self.faults.read().unwrap_or_else(PoisonError::into_inner);
        for source in sources {
            if let Some(status) = faults.get(&source.id) {
                source.status = status.clone();
            }
            source.problem = problem_of(&source.status);
        }
    }
}

/// Whether every source that belongs to a department failed.
pub(crate) fn all_failed(sources: &[Source]) -> bool {
    let mut others = sources.iter().filter(|source| source.id != source::GATEWAY).peekable();
    others.peek().is_some() && others.all(|source| is_silent(&source.status))
}

/// The moment of this request.
pub(crate) fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// Whether a source with this status says nothing at all.
fn is_silent(status: &SourceStatus) -> bool {
    use SourceStatus::{Denied, Disabled, Error, NotFound, Timeout};
    matches!(status, Timeout | Error | Denied | Disabled | NotFound)
}

fn problem_of(status: &SourceStatus) -> Option<Problem> {
    let (title, http, code) = match status {
        SourceStatus::Timeout => ("Source did not answer in time", 504, "source-timeout"),
        SourceStatus::Error => ("Source failed", 502, "source-error"),
        SourceStatus::Denied => ("Source refused", 403, "source-denied"),
        SourceStatus::Partial => ("Source answered in part", 206, "source-partial"),
        _ => return None,
    };
    let (kind, title, code) = ("about:blank".to_owned(), title.to_owned(), code.to_owned());
    Some(Problem { kind, title, status: http, code, detail: None, errors: Vec::new(), current: None })
}
