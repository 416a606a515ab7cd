//! What must be known before the first word: alerts, promises, limits of consent. The loudest first.
//! Knows which of them count now, by server time.

use context_contract::{
    Alert, Commitment, Consent, Context, Timestamp,
    enums::{CommitmentStatus, ConsentStatus, Severity},
};
use yew::prelude::*;

use super::{
    icon::{Glyph, icon},
    text::customer_text,
    words::Words,
};
use crate::messages;

/// Promises due later than this are shown quietly, in milliseconds.
const SOON: i64 = 24 * 3_600_000;

/// Alerts and promises.
pub fn notices(words: &Words, context: &Context) -> Html {
    let mut notices: Vec<Notice> = Vec::new();
    notices.extend(context.alerts.iter().filter_map(|alert| of_alert(words, alert)));
    notices.extend(context.commitments.iter().filter_map(|promise| of_promise(words, promise)));
    notices.extend(of_consents(words, &context.consents));
    notices.sort_by_key(|notice| notice.tone);
    if notices.is_empty() {
        return Html::default();
    }
    html! {
        <div key="alerts" part="section section-alerts" class="notices">
            <ul aria-label={words.get(messages::NOTICES)}>{ for notices.into_iter().map(draw) }</ul>
        </div>
    }
}

/// How loud, the loudest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tone {
    Bad,
    Warn,
    Quiet,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Bad => "bad",
            Self::Warn => "warn",
            Self::Quiet => "quiet",
        }
    }
}

struct Notice {
    key: String,
    tone: Tone,
    glyph: Glyph,
    /// For those who do not see the colour.
    spoken: Option<String>,
    text: String,
    detail: Option<String>,
    who: Option<String>,
}

fn draw(notice: Notice) -> Html {
    html! {
        <li key={notice.key} part="alert" class={classes!("alert", notice.tone.class())}>
            { icon(notice.glyph) }
            <p>
                if let Some(spoken) = notice.spoken { <span class="spoken">{ format!("{spoken}: ") }</span> }
                { customer_text(&notice.text) }
                if let Some(detail) = notice.detail { <span class="detail">{ detail }</span> }
            </p>
            if let Some(who) = notice.who { <span class="who">{ customer_text(&who) }</span> }
        </li>
    }
}

fn of_alert(words: &Words, alert: &Alert) -> Option<Notice> {
    if !alert.valid_for.contains(words.now) {
        return None;
    }
    let (tone, glyph, spoken) = match alert.severity {
        Severity::Critical => (Tone::Bad, Glyph::Warning, messages::SEVERITY_CRITICAL),
        Severity::Warning => (Tone::Warn, Glyph::Warning, messages::SEVERITY_WARNING),
        Severity::Info | Severity::Other(_) => (Tone::Quiet, Glyph::Info, messages::SEVERITY_INFO),
    };
    Some(Notice {
        key: format!("alert-{}", alert.id),
        tone,
        glyph,
        spoken: Some(words.get(spoken)),
        text: alert.title.clone(),
        detail: None,
        who: alert.department.as_ref().map(|it| words.word("department", it.as_str())),
    })
}

fn of_promise(words: &Words, promise: &Commitment) -> Option<Notice> {
    if promise.status != CommitmentStatus::Open {
        return None;
    }
    let (tone, detail) = match promise.due_at {
        Some(due) if due < words.now => (Tone::Bad, Some(due_text(words, messages::PROMISE_OVERDUE, due))),
        Some(due) => {
            let soon = due.as_millis() - words.now.as_millis() < SOON;
            (
                if soon { Tone::Warn } else { Tone::Quiet },
                Some(due_text(words, messages::PROMISE_DUE_AT, due)),
            )
        }
        None => (Tone::Quiet, None),
    };
    let department = promise.department.as_ref().map(|it| words.word("department", it.as_str()));
    let who: Vec<String> = promise.owner.clone().into_iter().chain(department).collect();
    Some(Notice {
        key: format!("promise-{}", promise.id),
        tone,
        glyph: Glyph::Clock,
        spoken: None,
        text: promise.text.clone(),
        detail,
        who: (!who.is_empty()).then(|| who.join(", ")),
    })
}

/// "Due in 2 hours", "Overdue since yesterday 17:00": the time of day where it is within a day or so.
fn due_text(words: &Words, message: messages::Message, due: Timestamp) -> String {
    let far = (due.as_millis() - words.now.as_millis()).abs() > 2 * SOON;
    let when = if far {
        words.format.date(due)
    } else {
        let (day, time) = (words.format.day(due, words.now), words.format.time(due));
        words.fill(messages::DAY_AND_TIME, &[("day", &day), ("time", &time)])
    };
    words.fill(message, &[("when", &when)])
}

fn of_consents(words: &Words, consents: &[Consent]) -> Vec<Notice> {
    let refused = |purpose: &str| {
        consents.iter().find(|consent| {
            let no = matches!(consent.status, ConsentStatus::Refused | ConsentStatus::Withdrawn);
            consent.purpose == purpose && no
        })
    };
    let limits = [("marketing", messages::MARKETING_WITHDRAWN), ("saleOrShare", messages::DO_NOT_SELL)];
    let found = limits.into_iter().filter_map(|(purpose, message)| Some((refused(purpose)?, message)));
    found.map(|(consent, message)| of_consent(words, consent, message)).collect()
}

fn of_consent(words: &Words, consent: &Consent, message: messages::Message) -> Notice {
    Notice {
        key: format!("consent-{}", consent.purpose),
        tone: Tone::Quiet,
        glyph: Glyph::Info,
        spoken: None,
        text: words.get(message),
        detail: None,
        who: consent.status_date.map(|date| words.format.date(date)),
    }
}
