//! Why something could not be had: [`Failure`], with its machine code and what it means for the view on screen.
//!
//! Pure. It holds codes and numbers only, never text of the server: what the agent reads is chosen by the code.

use serde::{Deserialize, Serialize};

/// Why a request brought nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// The server could not be reached: no network, a refused connection, or an origin that the server does not
    /// allow. Browsers do not tell these apart.
    Offline,
    /// No answer within the deadline.
    TimedOut,
    /// The widget itself gave the request up, because the customer changed or the panel went away.
    Aborted,
    /// 401, and again after one fresh token.
    TokenRefused,
    /// The host's `tokenProvider` failed.
    TokenMissing,
    /// 403.
    Forbidden,
    /// 404, also when the customer exists and this agent may not know.
    NotFound,
    /// 429, or 503 with a time to wait.
    RateLimited {
        /// Seconds to wait, when the server said so.
        retry_after: Option<u32>,
    },
    /// 400, 422 and every other refusal that asking again does not change.
    Rejected {
        /// The HTTP status.
        status: u16,
    },
    /// 5xx.
    Server {
        /// The HTTP status.
        status: u16,
    },
    /// An answer that is not of the contract's shape.
    Malformed,
    /// The answer named another customer than the one that was asked for.
    WrongCustomer,
    /// The host gave no `endpoint`, or one that is not an http(s) URL.
    EndpointMissing,
}

impl Failure {
    /// Every machine code, in the order of the variants.
    pub const CODES: &'static [&'static str] = &[
        "offline",
        "timed-out",
        "aborted",
        "token-refused",
        "token-missing",
        "forbidden",
        "not-found",
        "rate-limited",
        "rejected",
        "server-error",
        "malformed",
        "wrong-customer",
        "endpoint-missing",
    ];

    /// The machine code that the host sees in `error.code` and in `cc-error`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::TimedOut => "timed-out",
            Self::Aborted => "aborted",
            Self::TokenRefused => "token-refused",
            Self::TokenMissing => "token-missing",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::RateLimited { .. } => "rate-limited",
            Self::Rejected { .. } => "rejected",
            Self::Server { .. } => "server-error",
            Self::Malformed => "malformed",
            Self::WrongCustomer => "wrong-customer",
            Self::EndpointMissing => "endpoint-missing",
        }
    }

    /// The failure that an HTTP status stands for; `None` for success.
    #[must_use]
    pub fn from_status(status: u16, retry_after: Option<u32>) -> Option<Self> {
        match status {
            200..=299 => None,
            401 => Some(Self::TokenRefused),
            403 => Some(Self::Forbidden),
            404 | 410 => Some(Self::NotFound),
            408 | 504 => Some(Self::TimedOut),
            429 => Some(Self::RateLimited { retry_after }),
            503 if retry_after.is_some() => Some(Self::RateLimited { retry_after }),
            500..=599 => Some(Self::Server { status }),
            _ => Some(Self::Rejected { status }),
        }
    }

    /// Whether the last-known view may stay on screen: the server could not answer, rather than would not.
    #[must_use]
    pub fn keeps_last_known(&self) -> bool {
        match self {
            Self::Offline
            | Self::TimedOut
            | Self::Aborted
            | Self::RateLimited { .. }
            | Self::Server { .. }
            | Self::Malformed => true,
            Self::TokenRefused
            | Self::TokenMissing
            | Self::Forbidden
            | Self::NotFound
            | Self::Rejected { .. }
            | Self::WrongCustomer
            | Self::EndpointMissing => false,
        }
    }

    /// Whether the same request may succeed a moment later, without anybody doing anything.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Offline | Self::TimedOut | Self::RateLimited { .. } => true,
            Self::Server { status } => *status != 501,
            _ => false,
        }
    }

    /// Seconds that the server asked to wait.
    #[must_use]
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::RateLimited { retry_after } => *retry_after,
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Failure;

    fn check(status: u16, retry_after: Option<u32>, code: Option<&str>, transient: bool, keeps: bool) {
        let failure = Failure::from_status(status, retry_after);
        assert_eq!(failure.as_ref().map(Failure::code), code, "{status}");
        assert_eq!(failure.as_ref().is_some_and(Failure::is_transient), transient, "{status} transient");
        assert_eq!(failure.as_ref().is_some_and(Failure::keeps_last_known), keeps, "{status} keeps");
    }

    #[test]
    fn statuses_have_one_meaning_each() {
        check(200, None, None, false, false);
        check(204, None, None, false, false);
        check(304, None, Some("rejected"), false, false);
        check(400, None, Some("rejected"), false, false);
        check(401, None, Some("token-refused"), false, false);
        check(403, None, Some("forbidden"), false, false);
        check(404, None, Some("not-found"), false, false);
        check(408, None, Some("timed-out"), true, true);
        check(429, Some(3), Some("rate-limited"), true, true);
        check(500, None, Some("server-error"), true, true);
        check(501, None, Some("server-error"), false, true);
        check(503, None, Some("server-error"), true, true);
        check(503, Some(9), Some("rate-limited"), true, true);
        check(504, None, Some("timed-out"), true, true);
    }

    #[test]
    fn the_list_of_codes_is_complete() {
        let all = [
            Failure::Offline,
            Failure::TimedOut,
            Failure::Aborted,
            Failure::TokenRefused,
            Failure::TokenMissing,
            Failure::Forbidden,
            Failure::NotFound,
            Failure::RateLimited { retry_after: None },
            Failure::Rejected { status: 400 },
            Failure::Server { status: 500 },
            Failure::Malformed,
            Failure::WrongCustomer,
            Failure::EndpointMissing,
        ];
        assert_eq!(all.iter().map(Failure::code).collect::<Vec<_>>(), Failure::CODES);
    }
}
