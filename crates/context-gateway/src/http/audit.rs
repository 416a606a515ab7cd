//! Records who saw what, many rows in one transaction. Knows batches, not what was seen.
//!
//! No audit, no data: a view that cannot be recorded is not given. A view is taken into a bounded queue before the
//! answer leaves and reaches the disk within [`INTERVAL`]; when the queue is full or the disk refuses, views are
//! refused too. A view per transaction would cost every reader a wait for the disk.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use rusqlite::ErrorCode;
use tokio::sync::{mpsc, oneshot};

use super::gateway::now;
use crate::{
    Error,
    auth::Agent,
    error::Refusal,
    store::{
        Store, Written,
        audit::{AuditRow, append},
    },
};

/// How long a view may wait for others to be written with.
const INTERVAL: Duration = Duration::from_millis(50);

/// How many views may wait.
const QUEUE: usize = 8192;

enum Entry {
    Row(AuditRow),
    Flush(oneshot::Sender<()>),
}

/// The way into the audit.
#[derive(Clone)]
pub(crate) struct AuditLog {
    queue: mpsc::Sender<Entry>,
    broken: Arc<AtomicBool>,
}

impl AuditLog {
    /// Starts the task that writes. Needs a running tokio.
    pub(crate) fn start(store: Store) -> Self {
        let (queue, entries) = mpsc::channel(QUEUE);
        let broken = Arc::new(AtomicBool::new(false));
        tokio::spawn(write_all(store, entries, Arc::clone(&broken)));
        Self { queue, broken }
    }

    /// Records that an agent is about to see something.
    ///
    /// # Errors
    /// [`Refusal::NoAudit`]: do not show it.
    pub(crate) fn record(
        &self,
        agent: &Agent,
        action: &'static str,
        customer: &str,
        detail: &str,
    ) -> Result<(), Refusal> {
        let entry = Entry::Row(row(agent, action, customer, detail));
        let taken = self.queue.try_send(entry).is_ok();
        if taken && !self.broken.load(Ordering::Relaxed) { Ok(()) } else { Err(Refusal::NoAudit) }
    }

    /// Returns when everything recorded so far is on disk.
    pub(crate) async fn flush(&self) {
        let (done, wait) = oneshot::channel();
        if self.queue.send(Entry::Flush(done)).await.is_ok() {
            // The task ends only with the gateway itself: then there is nothing to wait for.
            let _ = wait.await;
        }
    }
}

/// One row of the audit, of this moment.
pub(crate) fn row(agent: &Agent, action: &'static str, customer: &str, detail: &str) -> AuditRow {
    AuditRow {
        at: now(),
        agent: agent.sub.clone(),
        department: agent.department.clone(),
        action,
        customer: customer.to_owned(),
        detail: detail.to_owned(),
    }
}

async fn write_all(store: Store, mut entries: mpsc::Receiver<Entry>, broken: Arc<AtomicBool>) {
    let mut batch = Vec::new();
    while entries.recv_many(&mut batch, QUEUE).await > 0 {
        let mut rows = Vec::new();
        let mut waiting = Vec::new();
        for entry in batch.drain(..) {
            match entry {
                Entry::Row(row) => rows.push(row),
                Entry::Flush(done) => waiting.push(done),
            }
        }
        write(&store, rows, &broken).await;
        let urgent = !waiting.is_empty();
        for done in waiting {
            // Whoever asked may have stopped waiting.
            let _ = done.send(());
        }
        if !urgent {
            tokio::time::sleep(INTERVAL).await;
        }
    }
}

/// Writes a batch, trying again until it is on disk. A database that another process is writing to is only slow, and
/// the queue says when that is too slow; any other failure stops views at once.
async fn write(store: &Store, rows: Vec<AuditRow>, broken: &AtomicBool) {
    let rows = Arc::new(rows);
    while !rows.is_empty() {
        let batch = Arc::clone(&rows);
        let written = store.write(move |db| {
            batch.iter().try_for_each(|row| append(db, row))?;
            Ok(Written { value: (), changed: None })
        });
        let Err(error) = written.await else { break };
        let busy = matches!(&error, Error::Store(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy));
        broken.store(!busy, Ordering::Relaxed);
        tracing::error!(%error, "views could not be recorded, trying again");
        tokio::time::sleep(INTERVAL).await;
    }
    broken.store(false, Ordering::Relaxed);
}
