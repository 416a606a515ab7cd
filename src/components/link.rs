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

/// Props of [`SafeLink`].
#[derive(Properties, PartialEq)]
pub struct SafeLinkProps {
    /// Where to; `None` shows the children without a link.
    pub url: Option<SafeUrl>,
    /// Asked before the link is followed; `false` leaves it to the host.
    pub on_follow: Callback<(), bool>,
    /// What is clicked.
    pub children: Html,
}

/// A link, or plain text where the address is not safe.
#[component]
pub fn SafeLink(props: &SafeLinkProps) -> Html {
    let Some(url) = props.url.clone() else { return props.children.clone() };
    let on_follow = props.on_follow.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        if !on_follow.emit(()) {
            event.prevent_default();
        }
    });
    let target = url.leaves_page.then_some("_blank");
    html! {
        <a part="link" class="link" href={url.href} {target} rel="noopener noreferrer" {onclick}>
            { props.children.clone() }
        </a>
    }
}
