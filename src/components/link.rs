//! The only way in which an address becomes a link: the browser's own parser says what it is, and only https,
//! mailto and tel are followed. Knows nothing of the host; the caller is asked before a link is followed.

use web_sys::Url;
use yew::prelude::*;

/// An address that may be followed.
#[derive(Clone, Debug, PartialEq)]
pub struct SafeUrl {
    href: String,
    leaves_page: bool,
}

impl SafeUrl {
    /// The address, if it is absolute and of an allowed scheme.
    #[must_use]
    pub fn parse(address: &str) -> Option<Self> {
        let url = Url::new(address).ok()?;
        let leaves_page = url.protocol() == "https:";
        let allowed = leaves_page || matches!(url.protocol().as_str(), "mailto:" | "tel:");
        allowed.then(|| Self { href: url.href(), leaves_page })
    }
}

/// A link around the content, or the content alone where there is no safe address. `on_follow` is asked before the
/// link is followed; `false` leaves it to the host.
pub fn safe_link(url: Option<SafeUrl>, on_follow: Callback<(), bool>, content: Html) -> Html {
    link_in_list(url, true, on_follow, content)
}

/// As [`safe_link`], in a list of which Tab does not reach every row.
pub fn link_in_list(
    url: Option<SafeUrl>,
    reachable: bool,
    on_follow: Callback<(), bool>,
    content: Html,
) -> Html {
    let Some(url) = url else { return content };
    let onclick = Callback::from(move |event: MouseEvent| {
        if !on_follow.emit(()) {
            event.prevent_default();
        }
    });
    let target = url.leaves_page.then_some("_blank");
    let tabindex = (!reachable).then_some("-1");
    html! {
        <a part="link" class="link" href={url.href} {target} rel="noopener noreferrer" {tabindex} {onclick}>{ content }</a>
    }
}
