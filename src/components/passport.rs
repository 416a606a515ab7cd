//! Am I sure who this is: one block for the customer and one for each person who speaks for them, with the verdict,
//! what it rests on, how long it counts, and what failed. Knows words and tones, not the verdict's rules.

use context_contract::{
    Timestamp, Verification,
    enums::{Channel, Department, Party},
};
use yew::prelude::*;

use super::{
    countdown::Countdown,
    icon::{Glyph, icon},
    pen::Pen,
    text::{customer_text, moment},
    verify,
    words::Words,
};
use crate::{
    messages,
    passport::{Passport, Verdict, is_carried_over, made_in},
    record::Record,
};

/// What the passports need besides themselves.
pub struct PassportLinks<'a> {
    /// The agent's department.
    pub department: Option<&'a Department>,
    /// The contact that is going on now, for what is recorded.
    pub contact: verify::Here<'a>,
    /// Server time minus this machine's, in milliseconds.
    pub offset: i64,
    /// Records a check. `None` when nothing can be recorded.
    pub pen: Option<&'a Pen>,
    /// A check comes near its end, or has reached it.
    pub on_turn: Callback<()>,
}

/// The passports and the form that records a check.
pub fn passports(words: &Words, passports: &[Passport], links: &PassportLinks<'_>) -> Html {
    let several = passports.len() > 1;
    let blocks = passports.iter().enumerate().map(|(place, it)| {
        let pen = links.pen.filter(|_| place == 0);
        block(words, it, several, links, pen)
    });
    html! {
        <div key="passport" part="section section-passport" class="passports">
            { for blocks }
            if let Some(pen) = links.pen { { verify::form(words, passports.first(), pen, &links.contact) } }
        </div>
    }
}

fn block(
    words: &Words,
    passport: &Passport,
    several: bool,
    links: &PassportLinks<'_>,
    pen: Option<&Pen>,
) -> Html {
    let (tone, glyph, title) = verdict(&passport.verdict);
    let record = passport.verdict.check().map(|check| Record::Verification(check.id.clone()).mark());
    let until = passport.valid_until();
    html! {
        <div part="passport" class={classes!("passport", tone)} data-record={record} tabindex="-1">
            { icon(glyph) }
            <div class="passport-text">
                if several { <p class="party">{ party(words, passport) }</p> }
                <p class="verdict">
                    <b>{ words.get(title) }</b>
                    if let Some(until) = until {
                        <Countdown {until} offset={links.offset} words={words.clone()} on_turn={links.on_turn.clone()} />
                    }
                </p>
                if let Verdict::Lapsed { repeat: Some(factor), .. } = &passport.verdict {
                    <p class="repeat">{ words.fill(messages::REPEAT_FACTOR, &[("how", &words.word("method", factor))]) }</p>
                }
                { facts_line("", details(words, passport, links.department)) }
                { facts_line("attempts", attempts(words, passport)) }
            </div>
            if let Some(pen) = pen { { verify::opener(words, pen) } }
        </div>
    }
}

fn verdict(verdict: &Verdict) -> (&'static str, Glyph, messages::Message) {
    match verdict {
        Verdict::Verified(..) => ("ok", Glyph::Check, messages::VERIFIED),
        Verdict::Elsewhere(_) => ("warn", Glyph::Warning, messages::VERIFICATION_ELSEWHERE),
        Verdict::Pending(_) => ("quiet", Glyph::Clock, messages::VERIFICATION_PENDING),
        Verdict::Failed(_) => ("bad", Glyph::Cross, messages::VERIFICATION_FAILED),
        Verdict::Lapsed { .. } => ("warn", Glyph::Clock, messages::VERIFICATION_EXPIRED),
        Verdict::Nobody => ("quiet", Glyph::Info, messages::NOT_VERIFIED),
    }
}

/// "Customer", "Representative · Ilse Brandvold · may act for the customer".
fn party(words: &Words, passport: &Passport) -> Html {
    if passport.party == Party::Customer {
        return Html::from(words.get(messages::PARTY_CUSTOMER));
    }
    let authority = match passport.authority {
        Some(_) => messages::AUTHORITY,
        None => messages::NO_AUTHORITY,
    };
    let facts =
        [Some(words.get(messages::PARTY_REPRESENTATIVE)), passport.name.clone(), Some(words.get(authority))];
    let fact = |fact: String| html! { <span class="fact">{ customer_text(&fact) }{ " " }</span> };
    html! { <>{ for facts.into_iter().flatten().map(fact) }</> }
}

fn facts_line(class: &'static str, facts: Vec<Html>) -> Html {
    if facts.is_empty() {
        return Html::default();
    }
    let fact = |fact: Html| html! { <span class="fact">{ fact }{ " " }</span> };
    html! { <p class={classes!("basis", class)}>{ for facts.into_iter().map(fact) }</p> }
}

/// By whom and where, how, when; and what follows from it, where the verdict is not simply good.
fn details(words: &Words, passport: &Passport, department: Option<&Department>) -> Vec<Html> {
    let Some(check) = passport.verdict.check() else { return Vec::new() };
    let carried = is_carried_over(check, department) && matches!(passport.verdict, Verdict::Verified(..));
    let first = match &passport.verdict {
        Verdict::Elsewhere(check) => {
            let place = made_in(check).into_iter().chain(&check.reusable_for);
            let mut places: Vec<String> = Vec::new();
            for place in place.map(|place| words.word("department", place.as_str())) {
                if !places.contains(&place) {
                    places.push(place);
                }
            }
            Some(words.fill(messages::COUNTS_IN, &[("where", &words.format.list(&places))]))
        }
        _ if carried => made_in(check).map(|place| {
            words.fill(messages::CARRIED_OVER, &[("who", &words.word("department", place.as_str()))])
        }),
        _ => None,
    };
    let text = |text: String| customer_text(&text);
    let by = who(words, check, !carried && !matches!(passport.verdict, Verdict::Elsewhere(_)));
    first
        .into_iter()
        .map(text)
        .chain(by.map(text))
        .chain(how(words, check).map(text))
        .chain(when(words, check))
        .collect()
}

/// "Rian M., Billing". A person, or the system that stands for the channel.
fn who(words: &Words, check: &Verification, with_department: bool) -> Option<String> {
    let channel = check.performed_in.as_ref().and_then(|it| it.channel.as_ref());
    let maker = check.performed_by.clone().or_else(|| match channel {
        Some(Channel::Voice) => Some(words.get(messages::BY_PHONE_MENU)),
        Some(Channel::Web | Channel::App) => Some(words.get(messages::BY_PORTAL)),
        _ => None,
    });
    let department =
        made_in(check).filter(|_| with_department).map(|it| words.word("department", it.as_str()));
    let all: Vec<String> = maker.into_iter().chain(department).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

fn how(words: &Words, check: &Verification) -> Option<String> {
    let methods: Vec<String> = check.amr.iter().map(|method| words.word("method", method)).collect();
    (!methods.is_empty()).then(|| methods.join(", "))
}

fn when(words: &Words, check: &Verification) -> Option<Html> {
    let at = check.valid_for.start_date_time?;
    Some(ago(words, at))
}

fn ago(words: &Words, at: Timestamp) -> Html {
    moment(words, at, words.format.ago(at, words.now))
}

/// "2 failed attempts · PIN · 5 minutes ago"; a single one that the verdict tells already is not told twice.
fn attempts(words: &Words, passport: &Passport) -> Vec<Html> {
    let Some(last) = passport.failed.first() else { return Vec::new() };
    if passport.failed.len() == 1 && matches!(passport.verdict, Verdict::Failed(_)) {
        return Vec::new();
    }
    let count = Html::from(words.count(messages::ATTEMPTS_OTHER, passport.failed.len() as u64));
    let how = how(words, last).map(|how| customer_text(&how));
    [Some(count), how, when(words, last)].into_iter().flatten().collect()
}
