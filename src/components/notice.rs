//! The panel when there is nothing else to show: nobody selected, nobody found, something failed.
//! Knows what an agent can do about it; where the words come from is decided by machine codes alone.

use yew::prelude::*;

use super::{
    icon::{Glyph, Icon},
    words::use_words,
};
use crate::{
    failure::Failure,
    messages::{self, Message},
};

/// Props of [`Notice`].
#[derive(Properties, PartialEq)]
pub struct NoticeProps {
    /// What is wrong, or `None` when nothing is and nobody is selected.
    pub failure: Option<Failure>,
    /// Nobody has the given identifiers.
    #[prop_or_default]
    pub no_match: bool,
    /// Level of the heading.
    pub level: u8,
    /// The agent wants another try.
    pub on_retry: Callback<()>,
}

/// A picture, a sentence about what is, a sentence about what to do.
#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    let words = use_words();
    let (glyph, title, text) = match (&props.failure, props.no_match) {
        (Some(failure), _) => of_failure(failure),
        (None, true) => (Glyph::Search, messages::NO_MATCH_TITLE, messages::NO_MATCH_TEXT),
        (None, false) => (Glyph::Person, messages::NOBODY_TITLE, messages::NOBODY_TEXT),
    };
    let (kind, retry) = match &props.failure {
        Some(failure) => ("error", offers_retry(failure)),
        None => ("empty", props.no_match),
    };
    let heading = format!("h{}", props.level);
    let onclick = props.on_retry.reform(|_: MouseEvent| ());
    html! {
        <div part={kind} class={classes!("page", kind)} data-code={props.failure.as_ref().map(Failure::code)}>
            <slot name={kind}>
                <span class="page-picture"><Icon {glyph} /></span>
                <@{heading} class="page-title">{ words.get(title) }</@>
                <p>{ words.get(text) }</p>
                if retry {
                    <button type="button" part="button" class="button" {onclick}>{ words.get(messages::RETRY) }</button>
                }
            </slot>
        </div>
    }
}

/// Asking again cannot change who may see whom, nor how the host is set up.
fn offers_retry(failure: &Failure) -> bool {
    !matches!(
        failure,
        Failure::Forbidden | Failure::NotFound | Failure::WrongCustomer | Failure::EndpointMissing
    )
}

/// Title of a failure, for the live region.
#[must_use]
pub fn title_of(failure: &Failure) -> Message {
    of_failure(failure).1
}

fn of_failure(failure: &Failure) -> (Glyph, Message, Message) {
    match failure {
        Failure::Offline => (Glyph::Offline, messages::ERROR_OFFLINE_TITLE, messages::ERROR_OFFLINE_TEXT),
        Failure::TimedOut => (Glyph::Clock, messages::ERROR_TIMEOUT_TITLE, messages::ERROR_TIMEOUT_TEXT),
        Failure::TokenRefused => (Glyph::Lock, messages::ERROR_TOKEN_TITLE, messages::ERROR_TOKEN_TEXT),
        Failure::TokenMissing => {
            (Glyph::Lock, messages::ERROR_TOKEN_TITLE, messages::ERROR_TOKEN_MISSING_TEXT)
        }
        Failure::Forbidden => (Glyph::Lock, messages::ERROR_FORBIDDEN_TITLE, messages::ERROR_FORBIDDEN_TEXT),
        Failure::NotFound => (Glyph::Search, messages::ERROR_NOT_FOUND_TITLE, messages::ERROR_NOT_FOUND_TEXT),
        Failure::RateLimited { .. } => (Glyph::Clock, messages::ERROR_BUSY_TITLE, messages::ERROR_BUSY_TEXT),
        Failure::WrongCustomer => (Glyph::Warning, messages::ERROR_WRONG_TITLE, messages::ERROR_WRONG_TEXT),
        Failure::EndpointMissing => (Glyph::Warning, messages::ERROR_SETUP_TITLE, messages::ERROR_SETUP_TEXT),
        Failure::Aborted | Failure::Rejected { .. } | Failure::Server { .. } | Failure::Malformed => {
            (Glyph::Warning, messages::ERROR_SERVER_TITLE, messages::ERROR_SERVER_TEXT)
        }
    }
}
