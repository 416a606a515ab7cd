//! The panel when there is nothing else to show: nobody selected, nobody found, something failed.
//! Knows what an agent can do about it; where the words come from is decided by machine codes alone.

use yew::prelude::*;

use super::{
    icon::{Glyph, icon},
    words::Words,
};
use crate::{
    failure::Failure,
    messages::{self, Message},
};

/// Why there is nothing else to show.
#[derive(Clone, Copy, Debug)]
pub enum Reason<'a> {
    /// Nobody is selected.
    Nobody,
    /// Nobody has the given identifiers.
    NoMatch,
    /// Something failed.
    Failed(&'a Failure),
}

/// A picture, a sentence about what is, a sentence about what to do. `level` is that of the heading, 1 to 6.
pub fn notice(words: &Words, reason: Reason<'_>, level: u8, on_retry: &Callback<()>) -> Html {
    let (glyph, title, text) = match reason {
        Reason::Failed(failure) => of_failure(failure),
        Reason::NoMatch => (Glyph::Search, messages::NO_MATCH_TITLE, messages::NO_MATCH_TEXT),
        Reason::Nobody => (Glyph::Person, messages::NOBODY_TITLE, messages::NOBODY_TEXT),
    };
    let (kind, code, retry) = match reason {
        Reason::Failed(failure) => ("error", Some(failure.code()), offers_retry(failure)),
        Reason::NoMatch => ("empty", None, true),
        Reason::Nobody => ("empty", None, false),
    };
    let heading = format!("h{level}");
    let onclick = on_retry.reform(|_: MouseEvent| ());
    html! {
        <div part={kind} class={classes!("page", kind)} data-code={code}>
            <slot name={kind}>
                <span class="page-picture">{ icon(glyph) }</span>
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
