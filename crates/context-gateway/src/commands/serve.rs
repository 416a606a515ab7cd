//! `context-gateway serve`: turns options into a running server. Knows the order of start and stop only.

use std::{io::IsTerminal, net::SocketAddr, path::Path, sync::Arc, thread, time::Duration};

use context_contract::Timestamp;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

pub use crate::config::ServeOptions;

use crate::{
    Error,
    config::{Config, LogFormat},
    demo,
    http::{Gateway, gateway::now, incidents::watch_volume, metrics, router},
    questions,
    store::{Written, event, idempotency, volume},
};

/// How long requests may take to finish after a stop was asked for.
const DRAIN: Duration = Duration::from_secs(10);

/// How often what is no longer needed is forgotten, and how old it is then.
const TIDY: Duration = Duration::from_secs(600);
const KEPT_MS: i64 = 24 * 60 * 60 * 1000;

/// Serves until the process is told to stop.
///
/// # Errors
/// When the options contradict each other, the database cannot be used or the address is taken.
pub fn run(options: ServeOptions) -> Result<(), Error> {
    let file = options.config.clone();
    let text = file.as_deref().map(read).transpose()?;
    let config = Config::new(options, file.as_deref().zip(text.as_deref()))?;
    start_log(config.log_format);
    check_directory(config.widget_dir.as_deref())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(workers()).enable_all().build();
    let runtime = runtime.map_err(|error| Error::Options(format!("no threads can be started: {error}")))?;
    runtime.block_on(serve(config))
}

/// Threads for connections: half as many as processors. Queries and the JSON of their answers run on the store's threads,
/// and on a small machine a second thread for connections mostly wakes up to find the first has done the work.
fn workers() -> usize {
    thread::available_parallelism().map_or(1, |processors| processors.get().div_ceil(2))
}

async fn serve(config: Config) -> Result<(), Error> {
    let address = config.listen;
    // The port first: a second start on it must not touch the database.
    let listener = bind(address).await?;
    let metrics = match config.metrics_listen {
        Some(address) => Some(bind(address).await?),
        None => None,
    };
    let gateway = Gateway::new(config).await?;
    if gateway.config.demo {
        demo::prepare(&gateway).await?;
    }
    let tidying = tokio::spawn(tidy(Arc::clone(&gateway)));
    let watching = tokio::spawn(questions::watch(Arc::clone(&gateway.questions)));
    let counting = tokio::spawn(watch_volume(Arc::clone(&gateway)));
    let measuring = metrics.map(|listener| tokio::spawn(tell_metrics(listener, Arc::clone(&gateway))));
    let bound = listener.local_addr().unwrap_or(address);
    tell_questions(&gateway);
    tracing::info!(address = %bound, demo = gateway.config.demo, "listening");
    let outcome = answer(listener, &gateway).await;
    tidying.abort();
    counting.abort();
    if let Some(measuring) = measuring {
        measuring.abort();
    }
    watching.abort();
    if tokio::time::timeout(DRAIN, gateway.flush()).await.is_err() {
        tracing::error!("the last views could not be recorded");
    }
    tracing::info!("stopped");
    outcome
}

async fn bind(address: SocketAddr) -> Result<TcpListener, Error> {
    TcpListener::bind(address).await.map_err(|error| cannot_listen(address, &error))
}

/// Answers who collects metrics, for as long as the process runs.
async fn tell_metrics(listener: TcpListener, gateway: Arc<Gateway>) {
    if let Ok(address) = listener.local_addr() {
        tracing::info!(%address, "metrics");
    }
    if let Err(error) = axum::serve(listener, metrics::router(gateway)).await {
        tracing::error!(%error, "metrics are no longer told");
    }
}

/// Answers until a stop is asked for, then until what is open has finished or its time is over.
async fn answer(listener: TcpListener, gateway: &Arc<Gateway>) -> Result<(), Error> {
    let service = router(Arc::clone(gateway)).into_make_service_with_connect_info::<SocketAddr>();
    let (asked, wait) = tokio::sync::oneshot::channel();
    let stopping = Arc::clone(gateway);
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        stop_asked().await;
        tracing::info!("stopping");
        stopping.stop();
        // The other half waits for as long as the server runs.
        let _ = asked.send(());
    });
    let deadline = async {
        if wait.await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        outcome = server => outcome.map_err(|error| Error::Options(format!("the server ended: {error}"))),
        () = deadline => Err(Error::CutOff),
    }
}

fn tell_questions(gateway: &Gateway) {
    let catalogue = gateway.questions.current();
    let languages = catalogue.languages().join(", ");
    tracing::info!(questions = catalogue.entries().len(), languages, "questions read");
}

/// SIGTERM from whoever runs the service, or Ctrl-C.
async fn stop_asked() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// Forgets old events and answers to old writes, so that the database does not grow with time alone.
async fn tidy(gateway: Arc<Gateway>) {
    loop {
        // The exports of a demo may be as old as they like.
        let demo = gateway.config.demo;
        let before = Timestamp::from_millis(now().as_millis() - KEPT_MS);
        let tidied = gateway.store.write(move |db| {
            let value = event::forget(db, before)?
                + idempotency::forget(db, before)?
                + if demo { 0 } else { volume::forget(db, now())? };
            Ok(Written { value, changed: None })
        });
        match tidied.await {
            Ok(rows) => tracing::debug!(rows, "forgot what is older than a day"),
            Err(error) => tracing::warn!(%error, "old rows could not be forgotten"),
        }
        tokio::time::sleep(TIDY).await;
    }
}

/// Log lines go to standard error; `RUST_LOG` chooses which.
fn start_log(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A log that exists already is somebody else's, and as good.
    let _ = match format {
        LogFormat::Text => log.with_ansi(std::io::stderr().is_terminal()).try_init(),
        LogFormat::Json => log.json().try_init(),
    };
}

fn read(file: &Path) -> Result<String, Error> {
    std::fs::read_to_string(file).map_err(|error| unusable(file, &error))
}

fn check_directory(dir: Option<&Path>) -> Result<(), Error> {
    let Some(dir) = dir else { return Ok(()) };
    std::fs::read_dir(dir).map(drop).map_err(|error| unusable(dir, &error))
}

fn unusable(file: &Path, error: &std::io::Error) -> Error {
    Error::File { file: file.to_owned(), reason: error.to_string() }
}

fn cannot_listen(address: SocketAddr, error: &std::io::Error) -> Error {
    let reason = match error.kind() {
        std::io::ErrorKind::AddrInUse => "another program listens there; choose another address".to_owned(),
        _ => error.to_string(),
    };
    Error::Listen { address, reason }
}
