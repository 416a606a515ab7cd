//! What must be known first, and what explains this contact: repeated contacts, incidents, alerts, promises that are
//! due, campaigns, and what keeps offers back. The loudest first. Knows which of them count now, by server time.

use context_contract::{
    Alert, Campaign, Commitment, Context, RepeatContact,
    enums::{ConsentSignal, Severity},
    fact::Incident,
};
use yew::prelude::*;

use super::{
    icon::{Glyph, icon},
    promises::{due_text, who},
    text::{customer_text, moment},
    words::Words,
};
use crate::{
    messages::{self, Message},
    offers::{Hold, HoldReason, offers},
    order,
    promises::{Standing, in_order, standing},
    record::Record,
    repeat::repeat,
};

/// Contacts that are linked from the banner of a repeated contact.
const MOST_LINKS: usize = 3;

/// What the notices need besides the context.
pub struct NoticeLinks<'a> {
    /// The contact that is going on now.
    pub contact: Option<&'a str>,
    /// The host's word for why the customer is here.
    pub reason: Option<&'a str>,
    /// The agent wants to see a record.
    pub on_jump: Callback<Record>,
}

/// Alerts and what explains the contact.
pub fn notices(words: &Words, context: &Context, links: &NoticeLinks<'_>) -> Html {
    let mut notices: Vec<Notice> = Vec::new();
    let repeated = repeat(context, links.contact, links.reason);
    notices.extend(repeated.map(|it| of_repeat(words, context, it, links)));
    notices.extend(context.alerts.iter().filter_map(|alert| of_alert(words, alert)));
    let promises = in_order(&context.commitments, words.now);
    notices.extend(promises.into_iter().filter_map(|promise| of_promise(words, promise, &links.on_jump)));
    let offers = offers(&context.campaigns, &context.consents, words.now);
    notices.extend(offers.shown.iter().map(|campaign| of_campaign(words, campaign)));
    notices.extend(offers.holds.iter().map(|hold| of_hold(words, context, hold)));
    order::by_key(&mut notices, |notice| notice.tone);
    if notices.is_empty() {
        return Html::default();
    }
    html! {
        <div key="alerts" part="section section-alerts" class="notices">
            <ul aria-label={words.get(messages::NOTICES)}>{ for notices.into_iter().map(draw) }</ul>
        </div>
    }
}

/// Contacts this close together are counted within the hour, in milliseconds.
const HOUR: i64 = 3_600_000;

/// "3rd contact about billing in 5 days: Support, Billing".
#[must_use]
pub fn repeat_text(words: &Words, repeat: &RepeatContact) -> String {
    let category = words.format.ordinal_category(repeat.count);
    let reason = words.word("reason", &repeat.reason);
    let span = words.now.as_millis() - repeat.since.as_millis();
    let (message, time) = match span {
        ..HOUR => (messages::REPEAT_HOUR_OTHER, String::new()),
        _ => (messages::REPEAT_OTHER, words.format.duration(span)),
    };
    let places = [("n", words.format.count(repeat.count)), ("reason", reason), ("time", time)];
    let places: Vec<(&str, &str)> = places.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let text = words.texts.counted(message, &category, &places);
    let departments: Vec<String> =
        repeat.departments.iter().map(|it| words.word("department", it.as_str())).collect();
    if departments.is_empty() {
        return text;
    }
    words.fill(messages::LABELLED, &[("label", &text), ("value", &departments.join(", "))])
}

/// "48 contacts about AX-3000 · technical in 24 h, usually 6".
#[must_use]
pub fn incident_text(words: &Words, incident: &Incident) -> String {
    let reason = words.word("reason", &incident.reason);
    let what = incident.product.iter().cloned().chain([reason]).collect::<Vec<_>>().join(" · ");
    let category = words.format.plural_category(incident.count);
    let (count, usual) = (words.format.count(incident.count), words.format.count(incident.usual));
    let places = [("n", count.as_str()), ("what", what.as_str()), ("usual", usual.as_str())];
    words.texts.counted(messages::INCIDENT_OTHER, &category, &places)
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
    /// The record it shows, for those who jump to it.
    record: Option<Record>,
    tone: Tone,
    glyph: Glyph,
    /// For those who do not see the colour.
    spoken: Option<String>,
    text: Html,
    detail: Option<Html>,
    who: Option<String>,
}

fn draw(notice: Notice) -> Html {
    let record = notice.record.as_ref().map(Record::mark);
    let tabindex = record.is_some().then_some("-1");
    html! {
        <li key={notice.key} part="alert" class={classes!("alert", notice.tone.class())} data-record={record} {tabindex}>
            { icon(notice.glyph) }
            <p>
                if let Some(spoken) = notice.spoken { <span class="spoken">{ format!("{spoken}: ") }</span> }
                { notice.text }{ " " }
                if let Some(detail) = notice.detail { <span class="basis">{ detail }</span> }
            </p>
            { " " }
            if let Some(who) = notice.who { <span class="who">{ customer_text(&who) }</span> }
        </li>
    }
}

fn of_repeat(words: &Words, context: &Context, repeat: &RepeatContact, links: &NoticeLinks<'_>) -> Notice {
    let others = repeat.interactions.iter().filter(|id| Some(id.as_str()) != links.contact);
    let known = others.filter_map(|id| context.interactions.items.iter().find(|it| it.id == *id));
    let link = |it: &context_contract::Interaction| {
        let day = it.interaction_date.start_date_time.map(|at| words.format.day(at, words.now));
        let place = words.word("department", it.department.as_str());
        let text = day.into_iter().chain([place]).collect::<Vec<_>>().join(", ");
        jump_button(&links.on_jump, Record::Interaction(it.id.clone()), text)
    };
    Notice {
        key: "repeat".to_owned(),
        record: None,
        tone: Tone::Warn,
        glyph: Glyph::Repeat,
        spoken: None,
        text: customer_text(&repeat_text(words, repeat)),
        detail: Some(html! { <span class="links">{ for known.take(MOST_LINKS).map(link) }</span> }),
        who: None,
    }
}

fn jump_button(on_jump: &Callback<Record>, record: Record, text: String) -> Html {
    let key = record.mark();
    let onclick = on_jump.reform(move |_: MouseEvent| record.clone());
    html! { <button {key} type="button" part="button" class="text-button" {onclick}><bdi>{ text }</bdi></button> }
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
    let text = alert.incident.as_ref().map_or_else(|| alert.title.clone(), |it| incident_text(words, it));
    Some(Notice {
        key: format!("alert-{}", alert.id),
        record: Some(Record::Alert(alert.id.clone())),
        tone,
        glyph,
        spoken: Some(words.get(spoken)),
        text: customer_text(&text),
        detail: None,
        who: alert.department.as_ref().map(|it| words.word("department", it.as_str())),
    })
}

/// Later ones are in their own section.
fn of_promise(words: &Words, promise: &Commitment, on_jump: &Callback<Record>) -> Option<Notice> {
    let tone = match standing(promise, words.now) {
        Standing::Overdue => Tone::Bad,
        Standing::Soon | Standing::Today => Tone::Warn,
        Standing::Open | Standing::Settled => return None,
    };
    let record = Record::Commitment(promise.id.clone());
    let text = html! {
        <button type="button" part="button" class="row-button" onclick={on_jump.reform(move |_: MouseEvent| record.clone())}>
            { customer_text(&promise.text) }
        </button>
    };
    let detail = due_text(words, promise).zip(promise.due_at);
    Some(Notice {
        key: format!("promise-{}", promise.id),
        record: None,
        tone,
        glyph: Glyph::Clock,
        spoken: None,
        text,
        detail: detail.map(|(text, at)| {
            let ago = words.format.ago(at, words.now);
            html! { <><span class="fact">{ moment(words, at, text) }{ " " }</span><span class="fact">{ ago }{ " " }</span></> }
        }),
        who: who(words, promise),
    })
}

fn of_campaign(words: &Words, campaign: &Campaign) -> Notice {
    let status = words.word("campaign", campaign.status.as_str());
    let channel = campaign.channel.as_ref().map(|it| words.word("channel", it.as_str()));
    let facts: Vec<String> =
        [words.word("type", "campaignTouch"), status].into_iter().chain(channel).collect();
    Notice {
        key: format!("campaign-{}", campaign.id),
        record: Some(Record::Campaign(campaign.id.clone())),
        tone: Tone::Quiet,
        glyph: Glyph::Horn,
        spoken: None,
        text: customer_text(&campaign.name),
        detail: Some(Html::from(facts.join(" · "))),
        who: campaign.status_date.map(|at| words.format.ago(at, words.now)),
    }
}

/// Why nothing may be offered: "Do not offer anything: the customer withdrew consent · E-mail · 1 Sep 2026 · Mailer".
fn of_hold(words: &Words, context: &Context, hold: &Hold) -> Notice {
    let signal = match &hold.reason {
        HoldReason::DoNotSell(signal) => signal.as_ref().map(|it| words.get(signal_text(it))),
        _ => None,
    };
    let channel = hold.channel.as_ref().map(|it| words.word("channel", it.as_str()));
    let since = hold.since.map(|at| words.format.date(at));
    let source = (!hold.source.is_empty()).then(|| words.source_name(&context.sources, &hold.source));
    let facts: Vec<String> = [signal, channel, since, source].into_iter().flatten().collect();
    let channel = hold.channel.as_ref().map_or("", |it| it.as_str());
    Notice {
        key: format!("hold-{}-{channel}", hold_text(&hold.reason).key),
        record: None,
        tone: Tone::Quiet,
        glyph: Glyph::Lock,
        spoken: None,
        text: Html::from(words.get(hold_text(&hold.reason))),
        detail: Some(customer_text(&facts.join(" · "))),
        who: None,
    }
}

fn hold_text(reason: &HoldReason) -> Message {
    match reason {
        HoldReason::DoNotSell(_) => messages::DO_NOT_SELL,
        HoldReason::Withdrawn => messages::MARKETING_WITHDRAWN,
        HoldReason::Refused => messages::MARKETING_REFUSED,
        HoldReason::Lapsed => messages::MARKETING_LAPSED,
    }
}

fn signal_text(signal: &ConsentSignal) -> Message {
    match signal {
        ConsentSignal::Gpc => messages::SIGNAL_GPC,
        ConsentSignal::Gpp => messages::SIGNAL_GPP,
        ConsentSignal::Usp => messages::SIGNAL_USP,
        ConsentSignal::Manual | ConsentSignal::Other(_) => messages::SIGNAL_MANUAL,
    }
}
