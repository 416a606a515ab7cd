//! What to know before the first word, in five lines at most: built by rules with a stated priority, every line with
//! the record it rests on. Pure; it words nothing and knows no row that shows a record.
//!
//! The priority is the order of `RULES`: safety first, then what the company owes, then what explains the contact,
//! then what is open, and last what is good to know.

use context_contract::{
    Alert, Campaign, Context, Interaction, RepeatContact, Timestamp, Verification,
    enums::{
        AnswerStatus, Channel, Department, Direction, InteractionStatus, InteractionType, Party, Severity,
    },
    fact::Incident,
};

use crate::{
    offers::offers,
    passport::{Passport, Verdict},
    promises::{Standing, in_order, standing},
    record::Record,
    repeat::repeat,
};

/// More lines are no longer brief.
pub const MOST: usize = 5;

/// What the lines are built from.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// Everything known.
    pub context: &'a Context,
    /// The contact that is going on now.
    pub contact_id: Option<&'a str>,
    /// The host's word for why the customer is here.
    pub reason: Option<&'a str>,
    /// The agent's department.
    pub department: Option<&'a Department>,
    /// Now, by server time.
    pub now: Timestamp,
}

/// A line of the brief. It is made in this module alone, and never without its record.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    says: Says,
    record: Record,
}

impl Line {
    /// What it says.
    #[must_use]
    pub fn says(&self) -> &Says {
        &self.says
    }

    /// The record it rests on.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
    }
}

/// What a line says, to be worded in the agent's language.
#[derive(Clone, Debug, PartialEq)]
pub enum Says {
    /// The last attempt to check who this is failed.
    CheckFailed {
        /// Attempts of the last day that failed.
        attempts: u64,
        /// Whose.
        party: Party,
    },
    /// A promise is overdue.
    Overdue {
        /// What was promised.
        text: String,
        /// Since when.
        due: Timestamp,
        /// How many more are overdue.
        more: u64,
    },
    /// An alert that cannot wait.
    Alert {
        /// In the words of its source.
        title: String,
    },
    /// Many customers have the same problem.
    Incident(Incident),
    /// The customer was here before about the same.
    Repeat(RepeatContact),
    /// A case is open.
    OpenCase {
        /// What kind of thing.
        kind: InteractionType,
        /// In one line.
        text: String,
        /// Whose it is.
        department: Department,
    },
    /// A promise is due within a day.
    DueSoon {
        /// What was promised.
        text: String,
        /// When.
        due: Timestamp,
    },
    /// An answer has to be confirmed.
    Confirm {
        /// The question.
        question: String,
        /// How many more have to be.
        more: u64,
    },
    /// A campaign that may be why the customer is here.
    Campaign {
        /// Its name.
        name: String,
        /// By which way.
        channel: Option<Channel>,
        /// Since when.
        at: Option<Timestamp>,
    },
    /// The customer got in touch before.
    LastContact {
        /// In one line.
        text: String,
        /// Whose it was.
        department: Department,
        /// When.
        at: Timestamp,
    },
    /// It was checked who this is.
    Verified {
        /// Where.
        department: Option<Department>,
        /// When.
        at: Option<Timestamp>,
    },
}

type Rule = fn(&Situation<'_>) -> Option<Line>;

/// The rules, the most important first. Each makes one line or none.
const RULES: &[Rule] = &[
    check_failed,
    overdue,
    incident,
    critical_alert,
    repeated,
    open_case,
    due_soon,
    to_confirm,
    warning,
    campaign,
    last_contact,
    verified,
];

/// The lines, the most important first; no record twice. None where nothing is known.
#[must_use]
pub fn brief(situation: &Situation<'_>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::with_capacity(MOST);
    for line in RULES.iter().filter_map(|rule| rule(situation)) {
        if lines.len() < MOST && lines.iter().all(|known| known.record != line.record) {
            lines.push(line);
        }
    }
    lines
}

fn line(says: Says, record: Record) -> Option<Line> {
    Some(Line { says, record })
}

fn passports(it: &Situation<'_>) -> Vec<Passport> {
    Passport::all(&it.context.verifications, it.department, it.now)
}

fn check_failed(it: &Situation<'_>) -> Option<Line> {
    passports(it).into_iter().find_map(|passport| match &passport.verdict {
        Verdict::Failed(Verification { id, .. }) => {
            // An attempt of which nobody knows the time is one all the same.
            let attempts = passport.failed.len().max(1) as u64;
            line(Says::CheckFailed { attempts, party: passport.party }, Record::Verification(id.clone()))
        }
        _ => None,
    })
}

fn overdue(it: &Situation<'_>) -> Option<Line> {
    let late = |promise: &&_| standing(promise, it.now) == Standing::Overdue;
    let mut late = in_order(&it.context.commitments, it.now).into_iter().filter(late);
    let first = late.next()?;
    let says = Says::Overdue { text: first.text.clone(), due: first.due_at?, more: late.count() as u64 };
    line(says, Record::Commitment(first.id.clone()))
}

fn due_soon(it: &Situation<'_>) -> Option<Line> {
    let soon = |promise: &&_| matches!(standing(promise, it.now), Standing::Soon | Standing::Today);
    let first = in_order(&it.context.commitments, it.now).into_iter().find(soon)?;
    line(Says::DueSoon { text: first.text.clone(), due: first.due_at? }, Record::Commitment(first.id.clone()))
}

fn alerts<'a>(it: &Situation<'a>) -> impl Iterator<Item = &'a Alert> {
    let now = it.now;
    it.context.alerts.iter().filter(move |alert| alert.valid_for.contains(now))
}

fn incident(it: &Situation<'_>) -> Option<Line> {
    let alert = alerts(it).find(|alert| alert.incident.is_some())?;
    line(Says::Incident(alert.incident.clone()?), Record::Alert(alert.id.clone()))
}

fn critical_alert(it: &Situation<'_>) -> Option<Line> {
    alert_of(it, &Severity::Critical)
}

fn warning(it: &Situation<'_>) -> Option<Line> {
    alert_of(it, &Severity::Warning)
}

fn alert_of(it: &Situation<'_>, severity: &Severity) -> Option<Line> {
    let alert = alerts(it).find(|alert| alert.severity == *severity && alert.incident.is_none())?;
    line(Says::Alert { title: alert.title.clone() }, Record::Alert(alert.id.clone()))
}

/// Interactions that may be named: not the one going on now, and not one that this agent may not see.
fn past<'a>(it: &Situation<'a>) -> impl Iterator<Item = &'a Interaction> {
    let current = it.contact_id;
    let items = it.context.interactions.items.iter();
    items.filter(move |item| Some(item.id.as_str()) != current && item.restricted.is_none())
}

/// Rests on the newest of the contacts before this one that the context holds.
fn repeated(it: &Situation<'_>) -> Option<Line> {
    let found = repeat(it.context, it.contact_id, it.reason)?;
    let before = past(it).find(|item| found.interactions.contains(&item.id))?;
    line(Says::Repeat(found.clone()), Record::Interaction(before.id.clone()))
}

fn open_case(it: &Situation<'_>) -> Option<Line> {
    use InteractionStatus::{InProgress, Open, WaitingCustomer, WaitingInternal};
    let is_open = |item: &&Interaction| {
        matches!(item.status, Some(Open | InProgress | WaitingCustomer | WaitingInternal))
            && item.kind == InteractionType::Ticket
    };
    let case = past(it).find(is_open)?;
    let says = Says::OpenCase {
        kind: case.kind.clone(),
        text: case.description.clone()?,
        department: case.department.clone(),
    };
    line(says, Record::Interaction(case.id.clone()))
}

fn to_confirm(it: &Situation<'_>) -> Option<Line> {
    let doubtful = |status: &AnswerStatus| matches!(status, AnswerStatus::Stale | AnswerStatus::Conflicting);
    let mut answers = it.context.answers.iter().filter(|answer| doubtful(&answer.status));
    let first = answers.next()?;
    let question = first.question.clone().unwrap_or_else(|| first.key.clone());
    line(Says::Confirm { question, more: answers.count() as u64 }, Record::Answer(first.key.clone()))
}

/// Only what the consent guard lets through.
fn campaign(it: &Situation<'_>) -> Option<Line> {
    let offers = offers(&it.context.campaigns, &it.context.consents, it.now);
    let Campaign { id, name, channel, status_date, .. } = offers.shown.into_iter().next()?;
    line(Says::Campaign { name, channel, at: status_date }, Record::Campaign(id))
}

fn last_contact(it: &Situation<'_>) -> Option<Line> {
    let last =
        past(it).find(|item| item.direction == Some(Direction::Inbound) && item.description.is_some())?;
    let says = Says::LastContact {
        text: last.description.clone()?,
        department: last.department.clone(),
        at: last.interaction_date.start_date_time?,
    };
    line(says, Record::Interaction(last.id.clone()))
}

fn verified(it: &Situation<'_>) -> Option<Line> {
    let passport = passports(it).into_iter().next()?;
    let Verdict::Verified(check, _) = passport.verdict else { return None };
    let department = crate::passport::made_in(&check).cloned();
    line(Says::Verified { department, at: check.valid_for.start_date_time }, Record::Verification(check.id))
}

#[cfg(test)]
mod tests;
