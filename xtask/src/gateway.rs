//! Builds the gateway and starts it. Knows its command line, nothing of its inside.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use crate::{console, error::Error, paths::Paths, process};

/// How long the gateway may take from its start to its first answer.
const READY_WITHIN: Duration = Duration::from_secs(30);

/// The release build that is served and measured.
pub(crate) fn build(paths: &Paths) -> Command {
    let mut cargo = process::command(paths, "cargo");
    cargo.args(["build", "--profile", "gateway", "--package", "context-gateway", "--bin", "context-gateway"]);
    cargo
}

/// The program that `build` makes.
pub(crate) fn program(paths: &Paths) -> PathBuf {
    paths.target.join("gateway").join(format!("context-gateway{}", std::env::consts::EXE_SUFFIX))
}

/// Builds with Cargo's own output as progress.
pub(crate) fn ensure_built(paths: &Paths) -> Result<(), Error> {
    if !program(paths).is_file() {
        console::say("Building the gateway with optimisations (about 4 minutes the first time).");
    }
    process::run_visible(&mut build(paths), "The gateway's build")
}

/// The command that serves `database` and the built pages with everything the demonstration needs.
pub(crate) fn serve(paths: &Paths, database: &Path, port: u16) -> Command {
    let mut gateway = Command::new(program(paths));
    gateway.args(["serve", "--demo", "--listen", &format!("127.0.0.1:{port}")]);
    gateway.arg("--database").arg(database).arg("--widget-dir").arg(paths.dist());
    gateway
}

/// Whether nothing listens on that loopback port yet.
pub(crate) fn port_is_free(port: u16) -> bool {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).is_ok()
}

/// A console of another origin that the tests pretend to come from; no such host exists (RFC 6761).
const FOREIGN_CONSOLE: &str = "http://console.test";

/// A gateway of our own on a free loopback port; it is asked to end when this value goes.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    port: u16,
    log: PathBuf,
}

impl Running {
    /// Starts it and returns once it answers that it is ready.
    pub(crate) fn start(paths: &Paths, database: &Path, log: &Path) -> Result<Self, Error> {
        Self::start_for(paths, database, log, FOREIGN_CONSOLE)
    }

    /// The same for pages of this origin.
    pub(crate) fn start_for(paths: &Paths, database: &Path, log: &Path, origin: &str) -> Result<Self, Error> {
        let port = free_port()?;
        let mut serve = serve(paths, database, port);
        let child = process::spawn_logged(serve.args(["--allow-origin", origin]), log)?;
        let mut running = Self { child, port, log: log.to_path_buf() };
        running.wait_until_ready()?;
        Ok(running)
    }

    /// The origin its pages and calls live under.
    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The process id, for reading its memory use.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Where its output goes.
    pub(crate) fn log(&self) -> &Path {
        &self.log
    }

    fn wait_until_ready(&mut self) -> Result<(), Error> {
        let started = Instant::now();
        let url = format!("{}/readyz", self.origin());
        while started.elapsed() < READY_WITHIN {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(self.not_ready(format!("it ended with {status}")));
            }
            if ureq::get(&url).call().is_ok() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Err(self.not_ready(format!("no answer within {}", console::human(READY_WITHIN))))
    }

    fn not_ready(&self, reason: String) -> Error {
        Error::GatewayNotReady { reason, log: self.log.clone() }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        process::end(&mut self.child);
    }
}

/// A port of this machine on which nothing listens.
pub(crate) fn free_port() -> Result<u16, Error> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|source| Error::NoPort { source })?;
    Ok(listener.local_addr().map_err(|source| Error::NoPort { source })?.port())
}
