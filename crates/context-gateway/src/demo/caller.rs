//! Whom the demo trusts: programs on this machine, and pages it served itself or that were allowed.
//! Knows peers, hosts and origins, not what they ask for.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, HeaderName, header, request::Parts},
};

use crate::{error::Refusal, http::Gateway};

/// Somebody on this machine.
pub(super) struct DemoCaller;

impl FromRequestParts<Arc<Gateway>> for DemoCaller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, gateway: &Arc<Gateway>) -> Result<Self, Refusal> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let local = peer.is_some_and(|ConnectInfo(peer)| peer.ip().is_loopback());
        if local && is_trusted(&parts.headers, &gateway.config.allow_origin) {
            Ok(Self)
        } else {
            Err(Refusal::NotFound)
        }
    }
}

/// The host must be this machine by name, or a page of another site could come back under its own name that leads
/// here (DNS rebinding). The origin, where a browser states one, is the host itself or an allowed one.
fn is_trusted(headers: &HeaderMap, allowed: &[String]) -> bool {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = text(&header::HOST).filter(|host| is_this_machine(host)) else { return false };
    headers.get(header::ORIGIN).is_none()
        || text(&header::ORIGIN).is_some_and(|origin| {
            origin == format!("http://{host}") || allowed.iter().any(|one| one == origin)
        })
}

fn is_this_machine(host: &str) -> bool {
    let name =
        host.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok()).map_or(host, |(name, _)| name);
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, header};

    use super::is_trusted;

    fn check(host: &str, origin: Option<&str>, expected: bool) {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        let allowed = ["https://console.example".to_owned()];
        assert_eq!(is_trusted(&headers, &allowed), expected, "{host} {origin:?}");
    }

    #[test]
    fn only_this_machine_and_allowed_pages() {
        check("127.0.0.1:8787", None, true);
        check("localhost:8787", Some("http://localhost:8787"), true);
        check("[::1]:8787", Some("http://[::1]:8787"), true);
        check("127.0.0.1:8787", Some("https://console.example"), true);
        check("127.0.0.1:8787", Some("http://localhost:8787"), false);
        check("127.0.0.1:8787", Some("http://127.0.0.1:9999"), false);
        check("127.0.0.1:8787", Some("null"), false);
        check("127.0.0.1:8787", Some("https://console.example.attacker.test"), false);
        check("attacker.test:8787", Some("http://attacker.test:8787"), false);
        check("attacker.test:8787", None, false);
        check("localhost.attacker.test", None, false);
        check("127.0.0.1.attacker.test:80", None, false);
    }
}
