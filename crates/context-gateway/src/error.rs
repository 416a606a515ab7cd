//! Everything that can go wrong, documented by its outcome.
//! Knows sentences and exit codes; what a browser is told is decided in `http::problem`.

use std::path::PathBuf;

/// Why a command or a request did not do what was asked. Every text is one sentence, free of personal data.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The options contradict each other or are out of range; nothing was started. Exit code 2.
    #[error("{0}")]
    Options(String),
    /// The configuration file is not valid; nothing was started. Exit code 2.
    #[error("{}:{line}: {reason}", file.display())]
    Config {
        /// The file.
        file: PathBuf,
        /// Line, counted from 1.
        line: usize,
        /// What is wrong there.
        reason: String,
    },
    /// A file or directory could not be used; nothing was changed.
    #[error("cannot use {}: {reason}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What the operating system said.
        reason: String,
    },
    /// The address is taken or not ours; nothing was started.
    #[error("cannot listen on {address}: {reason}")]
    Listen {
        /// The address that was asked for.
        address: std::net::SocketAddr,
        /// Why.
        reason: String,
    },
    /// The database was written by a newer version; it was left as it is.
    #[error("{} has schema {found}, this program knows {known}: use a newer context-gateway", file.display())]
    NewerSchema {
        /// The database.
        file: PathBuf,
        /// Schema version of the file.
        found: i64,
        /// Newest schema version of this program.
        known: i64,
    },
    /// The store failed; a transaction that was open has been rolled back.
    #[error("the database failed: {0}")]
    Store(#[from] rusqlite::Error),
    /// The store holds something that is not what its column promises; the request was not answered.
    #[error("the database holds something unreadable: {0}")]
    Corrupt(#[from] serde_json::Error),
}

impl Error {
    /// The exit code of the process: 2 where the person has to change the command line, 1 for everything else.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Options(_) | Self::Config { .. } => 2,
            _ => 1,
        }
    }
}
