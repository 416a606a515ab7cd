//! Am I sure who this is: the verdict of all checks in one line. Knows words and tones, not the verdict's rules.

use context_contract::{Timestamp, Verification};
use yew::prelude::*;

use super::{
    icon::{Glyph, icon},
    words::Words,
};
use crate::{messages, passport::Passport};

/// The verification passport.
pub fn passport_line(words: &Words, passport: &Passport) -> Html {
    let (tone, glyph, title) = verdict(words, passport);
    let (details, left) = match passport {
        Passport::Verified(check, until) => {
            (by(words, check), until.and_then(|until| time_left(words, until)))
        }
        Passport::Elsewhere(check)
        | Passport::Pending(check)
        | Passport::Failed(check)
        | Passport::Expired(check) => (by(words, check), None),
        Passport::Nobody => (None, None),
    };
    html! {
        <div key="passport" part="passport" class={classes!("passport", tone)}>
            { icon(glyph) }
            <p><b>{ title }</b>{ details.map(|details| format!(" {details}")) }</p>
            if let Some(left) = left { <span class="left"><bdi>{ left }</bdi></span> }
        </div>
    }
}

fn verdict(words: &Words, passport: &Passport) -> (&'static str, Glyph, String) {
    match passport {
        Passport::Verified(..) => ("ok", Glyph::Check, words.get(messages::VERIFIED)),
        Passport::Elsewhere(check) => {
            let who = department(words, check).unwrap_or_else(|| check.source.clone());
            ("warn", Glyph::Warning, words.fill(messages::VERIFICATION_ELSEWHERE, &[("who", &who)]))
        }
        Passport::Pending(_) => ("quiet", Glyph::Clock, words.get(messages::VERIFICATION_PENDING)),
        Passport::Failed(_) => ("bad", Glyph::Cross, words.get(messages::VERIFICATION_FAILED)),
        Passport::Expired(_) => ("warn", Glyph::Clock, words.get(messages::VERIFICATION_EXPIRED)),
        Passport::Nobody => ("quiet", Glyph::Info, words.get(messages::NOT_VERIFIED)),
    }
}

/// "by Billing, one-time code, 3 minutes ago", without what is not known.
fn by(words: &Words, check: &Verification) -> Option<String> {
    let who = department(words, check)?;
    let when = check.valid_for.start_date_time.map(|at| words.format.ago(at, words.now))?;
    let places = [("who", who.as_str()), ("when", when.as_str())];
    Some(match check.amr.first().map(|method| words.word("method", method)) {
        Some(how) => words.fill(messages::VERIFIED_BY, &[places[0], ("how", &how), places[1]]),
        None => words.fill(messages::VERIFIED_BY_UNKNOWN_MEANS, &places),
    })
}

fn department(words: &Words, check: &Verification) -> Option<String> {
    let department = check.performed_in.as_ref()?.department.as_ref()?;
    Some(words.word("department", department.as_str()))
}

fn time_left(words: &Words, until: Timestamp) -> Option<String> {
    let left = until.as_millis() - words.now.as_millis();
    (left > 0).then(|| words.fill(messages::TIME_LEFT, &[("time", &words.format.duration(left))]))
}
