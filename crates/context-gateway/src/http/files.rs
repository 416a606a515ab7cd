//! The widget and its pages from a directory: right types, precompressed forms, caching and policies.
//! Knows files below one directory and nothing above it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::UNIX_EPOCH,
};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use percent_encoding::percent_decode_str;

use super::{Gateway, conditional};
use crate::{Error, error::Refusal};

/// By the end of a name. What is not here is sent as bytes to keep.
const TYPES: &[(&str, &str)] = &[
    ("css", "text/css; charset=utf-8"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/x-icon"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("map", "application/json"),
    ("md", "text/markdown; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("webp", "image/webp"),
    ("woff2", "font/woff2"),
];

/// Precompressed forms beside a file, the best first: coding, end of the name.
const CODINGS: &[(&str, &str)] = &[("br", ".br"), ("gzip", ".gz")];

/// What every page may do.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
    style-src 'self'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/// What the panel in a frame may do; the origins that may frame it are added.
const FRAME_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
    style-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
    trusted-types 'none'; frame-ancestors 'self'";

/// Pages with another policy: this one shows what the widget says where WebAssembly is not allowed.
const OTHER_POLICIES: &[(&str, &str)] = &[(
    "/examples/csp-no-wasm.html",
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'; \
     trusted-types 'none'",
)];

/// Serves a file of the widget's directory, or says that there is no such thing.
pub(super) async fn serve(State(gateway): State<Arc<Gateway>>, request: Request) -> Result<Response, Error> {
    let Some(root) = &gateway.config.widget_dir else { return Err(Refusal::NotFound.into()) };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Refusal::NotFound.into());
    }
    let name = request.uri().path();
    let file = match find(root, name).await.ok_or(Refusal::NotFound)? {
        Named::File(file) => file,
        Named::Folder => return redirect(request.uri()).ok_or(Refusal::NotFound.into()),
    };
    let found = choose(&file, request.headers()).await.ok_or(Refusal::NotFound)?;
    let origins = &gateway.config.allow_origin;
    respond(name, &file, found, request.headers(), origins).await.ok_or(Refusal::NotFound.into())
}

/// What a path names.
enum Named {
    /// A file, or the page of a folder by the folder's whole name.
    File(PathBuf),
    /// A folder that has a page, without the slash at its end.
    Folder,
}

/// A file in the form in which it goes out.
struct Form {
    path: PathBuf,
    coding: Option<&'static str>,
    length: u64,
    changed: u128,
}

/// The file a path names. Whatever could lead out of the directory names nothing, links included.
async fn find(root: &Path, name: &str) -> Option<Named> {
    let name = percent_decode_str(name).decode_utf8().ok()?;
    let mut path = root.to_path_buf();
    let parts = name.strip_prefix('/')?;
    for part in parts.split('/').filter(|_| !parts.is_empty()) {
        let index = part.is_empty() && name.ends_with('/');
        let odd = part.is_empty() || part.starts_with('.') || part.contains(['\\', '\0', ':']);
        if odd && !index {
            return None;
        }
        path.push(part);
    }
    let folder = tokio::fs::metadata(&path).await.ok()?.is_dir();
    if folder {
        path.push("index.html");
    }
    let (root, path) =
        (tokio::fs::canonicalize(root).await.ok()?, tokio::fs::canonicalize(&path).await.ok()?);
    let named = if folder && !name.ends_with('/') { Named::Folder } else { Named::File(path.clone()) };
    (path.starts_with(root) && path.is_file()).then_some(named)
}

/// To the folder by its whole name: links of its page are relative to it. The address is relative as well, so that it
/// is right behind any proxy and cannot lead to another origin.
fn redirect(address: &Uri) -> Option<Response> {
    let (_, last) = address.path().rsplit_once('/')?;
    let query = address.query().map(|query| format!("?{query}")).unwrap_or_default();
    let location = HeaderValue::from_str(&format!("{last}/{query}")).ok()?;
    let headers =
        [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))];
    Some((StatusCode::PERMANENT_REDIRECT, headers).into_response())
}

async fn choose(file: &Path, headers: &HeaderMap) -> Option<Form> {
    for &(coding, end) in CODINGS.iter().filter(|(coding, _)| accepts(headers, coding)) {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        if let Some(form) = form(PathBuf::from(name), Some(coding)).await {
            return Some(form);
        }
    }
    form(file.to_owned(), None).await
}

async fn form(path: PathBuf, coding: Option<&'static str>) -> Option<Form> {
    let metadata = tokio::fs::metadata(&path).await.ok().filter(std::fs::Metadata::is_file)?;
    let changed = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
    Some(Form { path, coding, length: metadata.len(), changed })
}

async fn respond(
    name: &str,
    file: &Path,
    form: Form,
    request: &HeaderMap,
    origins: &[String],
) -> Option<Response> {
    let etag = format!("\"{:x}-{:x}{}\"", form.length, form.changed, form.coding.unwrap_or(""));
    let kind = content_type(file);
    let mut response = if conditional::is_unchanged(request, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        tokio::fs::read(&form.path).await.ok()?.into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::ETAG, HeaderValue::from_str(&etag).ok()?);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching(name)));
    headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = form.coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    if kind.starts_with("text/html") {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy(name, origins)?);
    } else {
        // The widget is there to be embedded by pages of other origins.
        headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    }
    Some(response)
}

fn content_type(file: &Path) -> &'static str {
    let end = file.extension().and_then(|end| end.to_str()).unwrap_or("");
    TYPES.iter().find(|(known, _)| *known == end).map_or("application/octet-stream", |(_, kind)| kind)
}

/// Files under a version never change; everything else is asked for again each time.
fn caching(name: &str) -> &'static str {
    let versioned = name.strip_prefix("/customer-context/").and_then(|rest| rest.split_once('/'));
    match versioned {
        Some((version, _)) if version.starts_with(|letter: char| letter.is_ascii_digit()) => {
            "public, max-age=31536000, immutable"
        }
        _ => "no-cache",
    }
}

fn policy(name: &str, origins: &[String]) -> Option<HeaderValue> {
    if is_frame(name) {
        return HeaderValue::from_str(&format!("{FRAME_POLICY} {}", origins.join(" "))).ok();
    }
    let other = OTHER_POLICIES.iter().find(|(page, _)| *page == name);
    Some(HeaderValue::from_static(other.map_or(PAGE_POLICY, |(_, policy)| policy)))
}

/// The document that pages of other origins put into a frame: only those that may call from a browser anyway.
fn is_frame(name: &str) -> bool {
    name.starts_with("/customer-context/") && name.ends_with("/frame.html")
}

/// Whether the client takes a content coding; `q=0` is a no.
fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let refused = parts.any(|part| part.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0)));
        named && !refused
    })
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, header};

    use super::{accepts, caching, policy};

    #[test]
    fn only_versioned_files_are_kept() {
        assert!(caching("/customer-context/0.1.0/customer-context.js").contains("immutable"));
        for name in
            ["/", "/index.html", "/customer-context/latest/customer-context.js", "/customer-context/0.1.0"]
        {
            assert_eq!(caching(name), "no-cache", "{name}");
        }
    }

    #[test]
    fn one_page_goes_without_wasm() {
        let of = |name: &str| policy(name, &[]).unwrap().to_str().unwrap().to_owned();
        assert!(of("/index.html").contains("wasm-unsafe-eval"));
        assert!(!of("/examples/csp-no-wasm.html").contains("wasm-unsafe-eval"));
    }

    #[test]
    fn only_known_origins_may_frame_the_panel_and_nobody_a_page() {
        let origins = ["https://console.example".to_owned(), "https://crm.example".to_owned()];
        let of = |name: &str| policy(name, &origins).unwrap().to_str().unwrap().to_owned();
        let frame = of("/customer-context/0.1.0/frame.html");
        assert!(
            frame.ends_with("frame-ancestors 'self' https://console.example https://crm.example"),
            "{frame}"
        );
        assert!(of("/index.html").contains("frame-ancestors 'self';"));
        assert!(!of("/examples/frame.html").contains("crm.example"));
    }

    #[test]
    fn codings() {
        let check = |value: &str, coding: &str, expected: bool| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, value.parse().unwrap());
            assert_eq!(accepts(&headers, coding), expected, "{value} {coding}");
        };
        check("gzip, deflate, br, zstd", "br", true);
        check("gzip;q=1.0, br;q=0", "br", false);
        check("gzip;q=0.5", "gzip", true);
        check("brotli", "br", false);
    }
}
