//! Everything that can stop a command, one plain sentence each, saying what to do next. Knows nothing of how it is shown.

use std::{io, path::PathBuf, process::ExitStatus};

/// Why a command stopped. The text is the whole message: it names the thing, the reason and the way out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A program is not on PATH or may not be run.
    #[error("`{program}` could not be started ({source}); install it or put it on PATH.")]
    Start { program: String, source: io::Error },
    /// A program ran and said no.
    #[error("{what} failed ({status}); what it printed says why.")]
    Failed { what: String, status: ExitStatus },
    /// A file could not be read, written or removed.
    #[error("{path} could not be {action} ({source}); check that it exists, its permissions and the free space.", path = .path.display())]
    File { path: PathBuf, action: &'static str, source: io::Error },
    /// A file was read but does not hold what it should.
    #[error("{path} does not hold {expected}; restore it from version control or delete it if it is under target/.", path = .path.display())]
    Content { path: PathBuf, expected: String },
    /// No Node.js, or one that is too old for the pinned packages.
    #[error(
        "Node.js {needed} or newer with npm is needed and {found}; install it from your system's packages or nodejs.org, then run the command again."
    )]
    Node { needed: u32, found: String },
    /// No Chromium or ChromeDriver, and no apt to install one with.
    #[error(
        "{missing} is needed for the browser tests, was not found, and there is no apt-get to install it with; install it and name it in {variable}."
    )]
    Browser { missing: &'static str, variable: &'static str },
    /// Not all of Firefox, WebKitGTK and a screen for it, and no apt to install them with.
    #[error(
        "Debian's packages {packages} are needed for the checks in three engines, and there is no apt-get to install them with; install their programs and name them in FIREFOX, WEBKIT_DRIVER, MINI_BROWSER and XVFB."
    )]
    Engines { packages: String },
    /// The registry or the network refused a tool.
    #[error(
        "{tool} could not be installed ({status}); check the network and that you may install software, or install it by hand, put it on PATH and run the command again."
    )]
    Install { tool: String, status: ExitStatus },
    /// The port for the gateway is taken.
    #[error("Port {port} of 127.0.0.1 is in use; stop what listens there or choose another with --port.")]
    PortInUse { port: u16 },
    /// No loopback port could be had at all.
    #[error("No free port could be had on 127.0.0.1 ({source}); check the limits on open sockets.")]
    NoPort { source: io::Error },
    /// The gateway ended before it answered.
    #[error("The gateway did not become ready: {reason}; its output is in {log}.", log = .log.display())]
    GatewayNotReady { reason: String, log: PathBuf },
    /// The gateway answered something the command cannot work with.
    #[error("The gateway's answer to {request} was not usable: {reason}; look at its log in {log}.", log = .log.display())]
    Answer { request: String, reason: String, log: PathBuf },
    /// Two builds of one commit are not the same.
    #[error("{first} and {second} differ: unpack both and compare, then make the build independent of what differs.", first = .first.display(), second = .second.display())]
    Differs { first: PathBuf, second: PathBuf },
    /// A step that exists to run tests ran none.
    #[error(
        "No test ran in this step; a step without tests proves nothing, so look for a filter or a missing test file."
    )]
    NoTests,
    /// A step ran only some of its tests.
    #[error("{count} tests were skipped; every test has to run, so remove the skip or the test.")]
    SkippedTests { count: u64 },
    /// The tests of a step failed.
    #[error("{count} tests failed.")]
    FailedTests { count: u64 },
    /// A measured figure missed its target.
    #[error("{0}")]
    Target(String),
}

impl Error {
    /// Turns an input or output error into one that names the file and what was being done to it.
    pub(crate) fn file(path: impl Into<PathBuf>, action: &'static str) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, action, source }
    }
}
