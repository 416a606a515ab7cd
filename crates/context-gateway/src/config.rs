//! Options of the running gateway: command line over environment over file. Pure: text in, [`Config`] out.
//! Knows names, defaults and what contradicts what, not what the options are for.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

use clap::{Args, ValueEnum};
use serde::Deserialize;

use crate::{Error, policy::PolicyTable};

/// Options as a person gives them; what is absent here may come from the configuration file.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ServeOptions {
    /// Database to serve; created when it does not exist (required)
    #[arg(long, value_name = "FILE", env = "CONTEXT_GATEWAY_DATABASE")]
    pub database: Option<PathBuf>,
    /// Address to listen on (default: 127.0.0.1:8787)
    #[arg(long, value_name = "ADDRESS:PORT", env = "CONTEXT_GATEWAY_LISTEN")]
    pub listen: Option<SocketAddr>,
    /// Address at which Prometheus reads /metrics, without a token; for a network that only it reaches (default: none)
    #[arg(long, value_name = "ADDRESS:PORT", env = "CONTEXT_GATEWAY_METRICS_LISTEN")]
    pub metrics_listen: Option<SocketAddr>,
    /// Origin that may call from a browser, exactly as browsers write it, `https://console.example`; repeatable
    #[arg(long, value_name = "ORIGIN", env = "CONTEXT_GATEWAY_ALLOW_ORIGIN", value_delimiter = ',')]
    pub allow_origin: Vec<String>,
    /// Directory with the widget and its pages, served at /
    #[arg(long, value_name = "DIR", env = "CONTEXT_GATEWAY_WIDGET_DIR")]
    pub widget_dir: Option<PathBuf>,
    /// Question catalogue; read again when it changes and on SIGHUP (default: the one that is shipped)
    #[arg(long, value_name = "FILE", env = "CONTEXT_GATEWAY_QUESTIONS")]
    pub questions: Option<PathBuf>,
    /// File with the key that signs tokens, at least 32 bytes (required without --demo)
    #[arg(long, value_name = "FILE", env = "CONTEXT_GATEWAY_TOKEN_KEY_FILE")]
    pub token_key_file: Option<PathBuf>,
    /// What tokens have to name as their audience (default: context-gateway)
    #[arg(long, value_name = "NAME", env = "CONTEXT_GATEWAY_AUDIENCE")]
    pub audience: Option<String>,
    /// Add waiting contacts, a token issuer and failing sources for trying it out; loopback addresses only
    #[arg(long, env = "CONTEXT_GATEWAY_DEMO", num_args = 0..=1, default_missing_value = "true")]
    pub demo: Option<bool>,
    /// How log lines are written (default: text)
    #[arg(long, value_name = "FORMAT", env = "CONTEXT_GATEWAY_LOG_FORMAT")]
    pub log_format: Option<LogFormat>,
    /// Connections that read the database at once (default: 4)
    #[arg(long, value_name = "N", env = "CONTEXT_GATEWAY_READERS")]
    pub readers: Option<usize>,
    /// Requests answered at once; more get 429 (default: 256)
    #[arg(long, value_name = "N", env = "CONTEXT_GATEWAY_MAX_REQUESTS")]
    pub max_requests: Option<usize>,
    /// Streams open at once; more get 429 (default: 2000)
    #[arg(long, value_name = "N", env = "CONTEXT_GATEWAY_MAX_STREAMS")]
    pub max_streams: Option<usize>,
    /// Seconds after which a request is given up with 504 (default: 10)
    #[arg(long, value_name = "SECONDS", env = "CONTEXT_GATEWAY_REQUEST_TIMEOUT")]
    pub request_timeout: Option<u64>,
    /// Days within which contacts about the same reason count as repeated (default: 7)
    #[arg(long, value_name = "DAYS", env = "CONTEXT_GATEWAY_REPEAT_WINDOW")]
    pub repeat_window: Option<u64>,
    /// Minutes before a promise is due at which open panels are reminded; 0: only when it is due (default: 15)
    #[arg(long, value_name = "MINUTES", env = "CONTEXT_GATEWAY_REMIND_BEFORE")]
    pub remind_before: Option<u64>,
    /// TOML file with the same options and the section `policy`; command line and environment win over it
    #[arg(long, value_name = "FILE", env = "CONTEXT_GATEWAY_CONFIG")]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// What departments may see; only from the file.
    #[arg(skip)]
    pub policy: PolicyTable,
    /// What a check of who it is says where its maker does not; only from the file.
    #[arg(skip)]
    pub verification: VerificationDefaults,
}

/// The section `[verification]` of the configuration file: what a check says where its maker does not.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct VerificationDefaults {
    /// Departments that accept it besides the one that made it; `*` for every department of the sources.
    pub reusable_for: Vec<String>,
    /// How many minutes it counts, 1 to 1440.
    pub minutes: u64,
}

impl Default for VerificationDefaults {
    fn default() -> Self {
        Self { reusable_for: vec!["*".to_owned()], minutes: 30 }
    }
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// The options of a gateway, complete and free of contradictions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The database file.
    pub database: PathBuf,
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The address at which metrics are read; absent: they are not.
    pub metrics_listen: Option<SocketAddr>,
    /// Origins that may call from a browser.
    pub allow_origin: Vec<String>,
    /// Directory with the widget.
    pub widget_dir: Option<PathBuf>,
    /// The question catalogue; absent: the one that is shipped.
    pub questions: Option<PathBuf>,
    /// File with the key that signs tokens; absent: a new key at each start.
    pub token_key_file: Option<PathBuf>,
    /// What tokens have to name as their audience.
    pub audience: String,
    /// Whether the demo's routes exist.
    pub demo: bool,
    /// How log lines are written.
    pub log_format: LogFormat,
    /// How much at once and how long.
    pub limits: Limits,
    /// What departments may see.
    pub policy: PolicyTable,
    /// Within which time contacts about the same reason count as repeated.
    pub repeat_window: Duration,
    /// How long before a promise is due open panels are reminded.
    pub remind_before: Duration,
    /// What a check says where its maker does not.
    pub verification: VerificationDefaults,
}

/// How much at once and how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections that read the database.
    pub readers: usize,
    /// Requests answered at once.
    pub max_requests: usize,
    /// Streams open at once.
    pub max_streams: usize,
    /// After which a request is given up.
    pub request_timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { readers: 4, max_requests: 256, max_streams: 2000, request_timeout: Duration::from_secs(10) }
    }
}

impl Config {
    /// Completes what a person gave by the file's text (when there is a file) and by the defaults.
    ///
    /// # Errors
    /// [`Error::Config`] with the line where the file is wrong, [`Error::Options`] for contradictions.
    pub fn new(given: ServeOptions, file: Option<(&Path, &str)>) -> Result<Self, Error> {
        let from_file = file.map(|(path, text)| parse(path, text)).transpose()?.unwrap_or_default();
        let options = given.or(from_file);
        let limits = limits(&options)?;
        let database =
            options.database.ok_or_else(|| wrong("say which database to serve: --database FILE"))?;
        let config = Self {
            database,
            listen: options.listen.unwrap_or(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8787)),
            metrics_listen: options.metrics_listen,
            allow_origin: options.allow_origin,
            widget_dir: options.widget_dir,
            questions: options.questions,
            token_key_file: options.token_key_file,
            audience: options.audience.unwrap_or_else(|| "context-gateway".to_owned()),
            demo: options.demo.unwrap_or(false),
            log_format: options.log_format.unwrap_or_default(),
            limits,
            policy: options.policy,
            repeat_window: Duration::from_secs(
                options.repeat_window.unwrap_or(7).saturating_mul(24 * 60 * 60),
            ),
            remind_before: Duration::from_secs(options.remind_before.unwrap_or(15).saturating_mul(60)),
            verification: options.verification,
        };
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), Error> {
        if self.demo && !self.listen.ip().is_loopback() {
            return Err(wrong("--demo gives tokens to everybody: it listens on loopback addresses only"));
        }
        if !self.demo && self.token_key_file.is_none() {
            return Err(wrong(
                "say which key signs tokens: --token-key-file FILE (or try it out with --demo)",
            ));
        }
        let ranges = [
            ("--repeat-window is a number of days from 1 to 90", self.repeat_window, 86_400, 90 * 86_400),
            ("--remind-before is a number of minutes from 0 to 1440", self.remind_before, 0, 86_400),
            (
                "verification.minutes is a number from 1 to 1440",
                Duration::from_secs(self.verification.minutes.saturating_mul(60)),
                60,
                86_400,
            ),
        ];
        if let Some((sentence, ..)) =
            ranges.iter().find(|(_, value, least, most)| !(*least..=*most).contains(&value.as_secs()))
        {
            return Err(wrong(sentence));
        }
        match self.allow_origin.iter().find(|origin| !is_origin(origin)) {
            Some(origin) => {
                Err(wrong(&format!("{origin:?} is no origin: write it as https://console.example")))
            }
            None => Ok(()),
        }
    }
}

impl ServeOptions {
    fn or(self, other: Self) -> Self {
        Self {
            database: self.database.or(other.database),
            listen: self.listen.or(other.listen),
            metrics_listen: self.metrics_listen.or(other.metrics_listen),
            allow_origin: if self.allow_origin.is_empty() { other.allow_origin } else { self.allow_origin },
            widget_dir: self.widget_dir.or(other.widget_dir),
            questions: self.questions.or(other.questions),
            token_key_file: self.token_key_file.or(other.token_key_file),
            audience: self.audience.or(other.audience),
            demo: self.demo.or(other.demo),
            log_format: self.log_format.or(other.log_format),
            readers: self.readers.or(other.readers),
            max_requests: self.max_requests.or(other.max_requests),
            max_streams: self.max_streams.or(other.max_streams),
            request_timeout: self.request_timeout.or(other.request_timeout),
            repeat_window: self.repeat_window.or(other.repeat_window),
            remind_before: self.remind_before.or(other.remind_before),
            config: self.config,
            policy: other.policy,
            verification: if self.verification == VerificationDefaults::default() {
                other.verification
            } else {
                self.verification
            },
        }
    }
}

/// Whether a text is an origin as browsers write it: scheme, host, port unless it is the scheme's own.
#[must_use]
pub fn is_origin(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let default_port = if scheme == "https" { ":443" } else { ":80" };
    let host_letters = |letter: char| {
        letter.is_ascii_lowercase()
            || letter.is_ascii_digit()
            || matches!(letter, '.' | '-' | ':' | '[' | ']')
    };
    matches!(scheme, "http" | "https")
        && !rest.is_empty()
        && rest.chars().all(host_letters)
        && !rest.starts_with(':')
        && !rest.ends_with([':', '.'])
        && !rest.ends_with(default_port)
}

fn limits(options: &ServeOptions) -> Result<Limits, Error> {
    let default = Limits::default();
    let seconds = options.request_timeout.unwrap_or(default.request_timeout.as_secs());
    let limits = Limits {
        readers: options.readers.unwrap_or(default.readers),
        max_requests: options.max_requests.unwrap_or(default.max_requests),
        max_streams: options.max_streams.unwrap_or(default.max_streams),
        request_timeout: Duration::from_secs(seconds),
    };
    let named = [
        ("readers", limits.readers, 64),
        ("max-requests", limits.max_requests, 100_000),
        ("max-streams", limits.max_streams, 1_000_000),
        ("request-timeout", usize::try_from(seconds).unwrap_or(usize::MAX), 300),
    ];
    match named.into_iter().find(|&(_, value, most)| value == 0 || value > most) {
        Some((name, _, most)) => Err(wrong(&format!("--{name} is a number from 1 to {most}"))),
        None => Ok(limits),
    }
}

fn parse(path: &Path, text: &str) -> Result<ServeOptions, Error> {
    toml::from_str(text).map_err(|error| Error::Config {
        file: path.to_owned(),
        line: error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count()),
        reason: error.message().replace('\n', " "),
    })
}

fn wrong(sentence: &str) -> Error {
    Error::Options(sentence.to_owned())
}

#[cfg(test)]
mod tests;
