//! Connections and threads: several readers, one writer, none of them on the threads that serve sockets.
//! Knows how a query is run and when a change is announced, not what is asked.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, broadcast};

use super::schema::{open_for_reading, open_for_writing};
use crate::Error;

/// How many announcements a slow listener may be behind; one that is further behind reads the store anyway.
const ANNOUNCEMENTS: usize = 1024;

/// How long a write waits for another process, an import perhaps: less than a request may take.
const BUSY: Duration = Duration::from_secs(5);

/// The database of one running gateway. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    idle: Mutex<Vec<Connection>>,
    permits: Arc<Semaphore>,
    writer: Arc<tokio::sync::Mutex<Connection>>,
    changes: broadcast::Sender<i64>,
}

/// What a write leaves behind: the value for the caller and whose stream has something new.
pub struct Written<T> {
    /// The value for the caller.
    pub value: T,
    /// The customer (`cid`) whose event table grew, if any did.
    pub changed: Option<i64>,
}

impl Store {
    /// Opens the database, creating or migrating it, with so many connections for reading.
    ///
    /// # Errors
    /// As [`open_for_writing`].
    pub fn open(path: &Path, readers: usize) -> Result<Self, Error> {
        let writer = open_for_writing(path)?;
        writer.busy_timeout(BUSY)?;
        let writer = Arc::new(tokio::sync::Mutex::new(writer));
        let idle: Vec<_> = (0..readers.max(1)).map(|_| open_for_reading(path)).collect::<Result<_, _>>()?;
        let permits = Arc::new(Semaphore::new(idle.len()));
        let (changes, _) = broadcast::channel(ANNOUNCEMENTS);
        let inner = Inner { idle: Mutex::new(idle), permits, writer, changes };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Runs a query on a connection of its own; everything it reads is of one moment.
    ///
    /// # Errors
    /// What the query returns, or the store's own failure.
    pub async fn read<T, Q>(&self, query: Q) -> Result<T, Error>
    where
        T: Send + 'static,
        Q: FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    {
        let lent = Lent::take(Arc::clone(&self.inner)).await?;
        on_a_blocking_thread(move || {
            let snapshot = lent.connection()?.unchecked_transaction()?;
            query(&snapshot)
        })
        .await
    }

    /// Runs a change in one transaction. When this returns, the change is on disk and has been announced; when it
    /// fails, nothing has happened. Changes run one after the other.
    ///
    /// # Errors
    /// What the change returns, or the store's own failure.
    pub async fn write<T, C>(&self, change: C) -> Result<T, Error>
    where
        T: Send + 'static,
        C: FnOnce(&Transaction<'_>) -> Result<Written<T>, Error> + Send + 'static,
    {
        let inner = Arc::clone(&self.inner);
        let mut writer = Arc::clone(&inner.writer).lock_owned().await;
        on_a_blocking_thread(move || {
            let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let written = change(&transaction)?;
            transaction.commit()?;
            if let Some(cid) = written.changed {
                // Nobody listening is fine: the events are in the table for whoever comes later.
                let _ = inner.changes.send(cid);
            }
            Ok(written.value)
        })
        .await
    }

    /// Announces `cid` after each change to that customer. Listeners then read the event table; a lost
    /// announcement costs them time, never an event.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<i64> {
        self.inner.changes.subscribe()
    }
}

/// A connection on loan. It moves to the thread that uses it, so that it comes back when the query ends, even by
/// a panic or after the caller has gone away.
struct Lent {
    inner: Arc<Inner>,
    connection: Option<Connection>,
    // Given back after the connection, so that whoever gets it finds one.
    _permit: OwnedSemaphorePermit,
}

impl Lent {
    async fn take(inner: Arc<Inner>) -> Result<Self, Error> {
        let permit = Arc::clone(&inner.permits).acquire_owned().await.map_err(|_| unavailable())?;
        let connection = lock(&inner.idle).pop();
        Ok(Self { inner, connection, _permit: permit })
    }

    fn connection(&self) -> Result<&Connection, Error> {
        self.connection.as_ref().ok_or_else(unavailable)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            lock(&self.inner.idle).push(connection);
        }
    }
}

/// The runtime is shutting down.
fn unavailable() -> Error {
    Error::Store(rusqlite::Error::InvalidQuery)
}

async fn on_a_blocking_thread<T, F>(work: F) -> Result<T, Error>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, Error> + Send + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(outcome) => outcome,
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => Err(unavailable()),
    }
}

/// A panic elsewhere does not make a connection unusable: its transaction was rolled back while unwinding.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
