//! Everything that can go wrong, documented by its outcome.
//! Knows sentences and exit codes; what a browser is told is decided in `http::problem`.

use std::path::{Path, PathBuf};

use context_contract::problem::FieldError;

use crate::questions::Mistake;

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
    /// The question catalogue has mistakes; it was not used. Exit code 2.
    #[error("{}", every(file, mistakes))]
    Questions {
        /// The file.
        file: PathBuf,
        /// All of them, in the order of the file.
        mistakes: Vec<Mistake>,
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
    /// A stop was asked for and requests were still open when their time to finish was over; they were cut off.
    #[error("requests that did not finish in time were cut off")]
    CutOff,
    /// The operating system gave no random numbers; no key was made.
    #[error("the operating system gave no random numbers: {0}")]
    Random(#[from] getrandom::Error),
    /// A token could not be signed; none was given out.
    #[error("a token could not be signed: {0}")]
    Token(#[from] jsonwebtoken::errors::Error),
    /// The store failed; a transaction that was open has been rolled back.
    #[error("the database failed: {0}")]
    Store(#[from] rusqlite::Error),
    /// The store holds something that is not what its column promises; the request was not answered.
    #[error("the database holds something unreadable: {0}")]
    Corrupt(#[from] serde_json::Error),
    /// A request was refused; nothing was changed.
    #[error("the request was refused: {0:?}")]
    Refused(#[from] Refusal),
}

/// Why a request was refused. The order is that of the HTTP status it leads to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// 400: the listed fields are wrong.
    #[error("invalid request")]
    Invalid(Vec<FieldError>),
    /// 400: a write came without a usable `Idempotency-Key`.
    #[error("no idempotency key")]
    NoIdempotencyKey,
    /// 400: the cursor was made by somebody else, for another list or under another filter.
    #[error("invalid cursor")]
    InvalidCursor,
    /// 401: there is no token.
    #[error("no token")]
    NoToken,
    /// 401: the token was good once.
    #[error("token expired")]
    TokenExpired,
    /// 401: the token is none of ours, for somebody else or too long-lived.
    #[error("token invalid")]
    TokenInvalid,
    /// 403: outside the token's customers; the same answer whether the customer exists or not.
    #[error("forbidden")]
    Forbidden,
    /// 403: another source owns the interaction; it is changed there.
    #[error("not writable")]
    NotWritable,
    /// 404: it does not exist, or not for this agent.
    #[error("not found")]
    NotFound,
    /// 405: the path exists, the method does not.
    #[error("method not allowed")]
    MethodNotAllowed,
    /// 409: something else has this id already.
    #[error("exists already")]
    Exists,
    /// 412: it has changed since the client read it; the current entity tag is given.
    #[error("precondition failed")]
    PreconditionFailed(Option<String>),
    /// 412: the same, with what it has become.
    #[error("changed meanwhile")]
    Changed {
        /// The current entity tag.
        etag: String,
        /// JSON of the object as it is now, as this reader may see it.
        current: String,
    },
    /// 413: the body is larger than the limit.
    #[error("body too large")]
    TooLarge,
    /// 415: the body is not declared as JSON.
    #[error("unsupported media type")]
    UnsupportedMediaType,
    /// 422: the idempotency key was used for another request.
    #[error("idempotency key reused")]
    KeyReused,
    /// 428: it exists, and the client did not say which state it changes; the current entity tag is given.
    #[error("precondition required")]
    PreconditionRequired(String),
    /// 429: too much at once; try again later.
    #[error("overloaded")]
    Overloaded,
    /// 503: every source failed, so that nothing could be said.
    #[error("no source answered")]
    NoSource,
    /// 503: views cannot be recorded, and what is not recorded is not shown.
    #[error("audit unavailable")]
    NoAudit,
    /// 504: it took longer than the operator allows.
    #[error("timed out")]
    TimedOut,
}

impl Refusal {
    /// One wrong field: a JSON pointer into the body or `?name`, and what is wrong with it.
    #[must_use]
    pub fn field(pointer: &str, detail: &str) -> Self {
        Self::Invalid(vec![FieldError { pointer: pointer.to_owned(), detail: detail.to_owned() }])
    }
}

impl Error {
    /// The exit code of the process: 2 where the person has to change the command line, 1 for everything else.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Options(_) | Self::Config { .. } | Self::Questions { .. } => 2,
            _ => 1,
        }
    }
}

/// How many there are, and one line for each as compilers write it, so that editors can jump there.
fn every(file: &Path, mistakes: &[Mistake]) -> String {
    let file = file.display();
    let count =
        if mistakes.len() == 1 { "a mistake".to_owned() } else { format!("{} mistakes", mistakes.len()) };
    let lines = mistakes.iter().map(|mistake| format!("\n{file}:{mistake}"));
    std::iter::once(format!("{file} has {count}")).chain(lines).collect()
}
