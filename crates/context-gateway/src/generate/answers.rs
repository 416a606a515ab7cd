//! The questions a customer was asked, again and again as companies do, and what came of it.
//! Knows occasions and what may be answered; which questions there are is the shipped catalogue's.

use std::{collections::BTreeMap, sync::LazyLock};

use serde_json::{Value as Json, json};

use super::{
    company::{AGENTS, SAYINGS},
    export::{Exports, Table},
    history::time,
    people::Person,
    random::Dice,
    records::helpdesk_id,
};
use crate::{
    Error,
    questions::{Catalogue, Entry, ValueType},
};

/// The help desk tells of each question at most so many occasions, the newest first.
const TOLD: usize = 8;

/// What comes of it when a department asks what another one knows, by weight: the last time, and before.
const LAST: &[(u64, &str)] = &[(55, "answered"), (35, "confirmed"), (10, "corrected")];
const BETWEEN: &[(u64, &str)] = &[(50, "answered"), (32, "confirmed"), (10, "corrected"), (8, "asked")];

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::shipped);

/// When, where and by whom a question was put.
#[derive(Clone, Debug)]
pub(super) struct Occasion {
    at: i64,
    within: Option<String>,
    department: &'static str,
    channel: &'static str,
}

impl Occasion {
    /// In a call to a department.
    pub(super) fn call(at: i64, within: Option<&str>, department: &'static str) -> Self {
        Self { at, within: within.map(str::to_owned), department, channel: "voice" }
    }

    /// In writing, by support.
    pub(super) fn written(at: i64, within: Option<&str>, channel: &'static str) -> Self {
        Self { at, within: within.map(str::to_owned), department: "support", channel }
    }
}

/// Every question that was asked, with all its occasions.
#[derive(Default)]
pub(super) struct Asked(BTreeMap<&'static str, Vec<Occasion>>);

impl Asked {
    /// These questions were put on this occasion.
    pub(super) fn add(&mut self, keys: &[&'static str], occasion: &Occasion) {
        for key in keys {
            self.0.entry(key).or_default().push(occasion.clone());
        }
    }

    /// Writes one answer for each question, whatever it was.
    pub(super) fn write(
        self,
        person: &Person,
        as_of: i64,
        dice: &mut Dice,
        exports: &mut Exports,
    ) -> Result<(), Error> {
        for (key, mut occasions) in self.0 {
            occasions.retain(|occasion| occasion.at < as_of);
            occasions.sort_by_key(|occasion| occasion.at);
            if let Some(entry) = CATALOGUE.entry(key).filter(|_| !occasions.is_empty()) {
                let told = Told::new(entry, &occasions, as_of, dice);
                exports.object(Table::HelpdeskAnswers, &told.json(person, entry, dice))?;
            }
        }
        Ok(())
    }
}

/// What the help desk tells about a question.
struct Told<'o> {
    /// What happened, the oldest first.
    happened: Vec<(&'static str, &'o Occasion)>,
    status: &'static str,
    until: Option<i64>,
}

impl<'o> Told<'o> {
    fn new(entry: &Entry, occasions: &'o [Occasion], as_of: i64, dice: &mut Dice) -> Self {
        let status = *dice.weighted(&[(80, "answered"), (8, "missing"), (7, "declined"), (5, "conflicting")]);
        let mut happened = Vec::with_capacity(occasions.len());
        for (place, occasion) in occasions.iter().enumerate() {
            let turn = Turn { is_first: place == 0, is_last: place + 1 == occasions.len() };
            happened.push((turn.action(status, dice), occasion));
        }
        let answered = happened.iter().rev().find(|(action, _)| is_answer(action)).map(|(_, it)| it.at);
        let until = answered.zip(entry.stale_after).map(|(at, seconds)| at + seconds * 1000);
        let is_stale = status == "answered" && until.is_some_and(|until| until < as_of);
        Self { happened, status: if is_stale { "stale" } else { status }, until }
    }

    fn json(&self, person: &Person, entry: &Entry, dice: &mut Dice) -> Json {
        let newest = |wanted: fn(&str) -> bool| self.happened.iter().rev().find(|(action, _)| wanted(action));
        let (answered, asked) = (newest(is_answer), newest(is_asking));
        let place = answered.or(asked).map(|(_, occasion)| *occasion);
        let value = answered.filter(|_| self.status != "declined").map(|_| value(entry, person, dice));
        let history: Vec<Json> =
            self.happened.iter().rev().take(TOLD).map(|(action, it)| asking(action, it, dice)).collect();
        json!({
            "user": helpdesk_id(person), "key": entry.key, "question": words(entry).map(|it| it.0),
            "type": entry.value_type.as_str(), "status": self.status,
            "count": self.happened.iter().filter(|(action, _)| is_asking(action)).count(), "value": value,
            "askedAt": asked.map(|(_, occasion)| time(occasion.at)),
            "answeredAt": answered.map(|(_, occasion)| time(occasion.at)),
            "interaction": place.and_then(|occasion| occasion.within.as_deref()),
            "department": place.map(|occasion| occasion.department), "channel": place.map(|it| it.channel),
            "until": self.until.map(time), "confidence": if self.status == "conflicting" { 0.5 } else { 1.0 },
            "history": history,
        })
    }
}

/// Where in the life of a question an occasion is.
struct Turn {
    is_first: bool,
    is_last: bool,
}

impl Turn {
    /// What happened then, so that in the end the question stands where it does.
    fn action(&self, status: &str, dice: &mut Dice) -> &'static str {
        match status {
            "missing" => "asked",
            "declined" if self.is_last => "declined",
            "declined" => dice.pick(&["asked", "declined"]),
            _ if self.is_first => "answered",
            // Most departments ask again what another one knows; that is what the panel is for.
            _ if self.is_last => one(LAST, dice),
            _ => one(BETWEEN, dice),
        }
    }
}

fn one(choices: &'static [(u64, &'static str)], dice: &mut Dice) -> &'static str {
    let chosen: &&str = dice.weighted(choices);
    chosen
}

fn is_answer(action: &str) -> bool {
    matches!(action, "answered" | "confirmed" | "corrected")
}

fn is_asking(action: &str) -> bool {
    matches!(action, "asked" | "answered" | "declined")
}

fn asking(action: &str, occasion: &Occasion, dice: &mut Dice) -> Json {
    let team: Vec<&str> = AGENTS
        .iter()
        .filter(|(department, _)| *department == occasion.department)
        .map(|(_, name)| *name)
        .collect();
    let mut place = json!({"department": occasion.department, "channel": occasion.channel});
    if let Some(within) = &occasion.within {
        place["interactionId"] = within.as_str().into();
    }
    json!({"action": action, "at": time(occasion.at), "agent": dice.pick(&team), "in": place})
}

/// The words of a question in the company's language: how it is put, and the answers to choose from.
fn words(entry: &Entry) -> Option<(&str, &[String])> {
    let texts = entry.texts.get(CATALOGUE.language())?;
    Some((texts.text.as_str(), texts.choices.as_slice()))
}

/// Something that a customer may have said.
fn value(entry: &Entry, person: &Person, dice: &mut Dice) -> Json {
    let choices = words(entry).map_or(&[][..], |(_, choices)| choices);
    let sayings = SAYINGS.iter().find(|(key, _)| *key == entry.key).map_or(&[][..], |(_, sayings)| *sayings);
    let said = |dice: &mut Dice| if sayings.is_empty() { person.phone.as_str() } else { dice.pick(sayings) };
    match entry.value_type {
        ValueType::Choice if !choices.is_empty() => {
            let choices: Vec<&str> = choices.iter().map(String::as_str).collect();
            json!(dice.pick(&choices))
        }
        ValueType::Boolean => json!(dice.per_mille(400)),
        ValueType::Integer => json!(dice.between(1, 5)),
        ValueType::Money => json!({"value": said(dice), "currency": person.place.currency}),
        _ => json!(said(dice)),
    }
}
