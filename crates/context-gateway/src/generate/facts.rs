//! What contacts leave behind: checks, promises, hand-offs, alerts; answers by `answers`.
//! Collects while the history is written, so that an answer asked three times is one answer.

use serde_json::{Value as Json, json};

use super::{
    answers::{Asked, Occasion},
    company::AGENTS,
    export::{Exports, Table},
    history::{DAY, HOUR, MINUTE, time},
    people::{Person, System},
    phrases::Matter,
    random::Dice,
    records::helpdesk_id,
};
use crate::Error;

/// Checks, promises and hand-offs older than this are nobody's business any more.
const REMEMBERED: i64 = 120 * DAY;
/// A customer has at most so many of each.
const MOST: usize = 6;

/// An event that leaves something: moment and interaction.
type Trace = (i64, Option<String>);

/// What has been left so far.
#[derive(Default)]
pub(super) struct Facts {
    asked: Asked,
    verified: Vec<(i64, String, String)>,
    promised: Vec<(Matter, Trace)>,
    handed_off: Vec<(Matter, Trace)>,
    failed_payments: Vec<i64>,
}

impl Facts {
    /// These questions were asked.
    pub(super) fn asked(&mut self, keys: &[&'static str], occasion: &Occasion) {
        self.asked.add(keys, occasion);
    }

    /// Somebody made sure who it is.
    pub(super) fn verified(&mut self, at: i64, within: &str, department: &str) {
        self.verified.push((at, within.to_owned(), department.to_owned()));
    }

    /// Somebody promised something.
    pub(super) fn promise(&mut self, matter: Matter, at: i64, within: Option<&str>) {
        self.promised.push((matter, (at, within.map(str::to_owned))));
    }

    /// Somebody handed the contact over.
    pub(super) fn handoff(&mut self, matter: Matter, at: i64, within: Option<&str>) {
        self.handed_off.push((matter, (at, within.map(str::to_owned))));
    }

    /// Money did not arrive.
    pub(super) fn payment_failed(&mut self, at: i64) {
        self.failed_payments.push(at);
    }

    /// Writes all of it.
    pub(super) fn write(
        mut self,
        person: &Person,
        as_of: i64,
        any: bool,
        dice: &mut Dice,
        exports: &mut Exports,
    ) -> Result<(), Error> {
        if person.index == 1 {
            // The first customer has one of everything.
            self.failed_payments.push(as_of - 2 * DAY);
        }
        self.failed_payments.retain(|at| (as_of - 30 * DAY..as_of).contains(at));
        for at in latest(self.failed_payments.into_iter(), |at| *at).into_iter().take(1) {
            payment_alert(person, at, exports)?;
        }
        if !person.known_to(System::Helpdesk) || !any {
            return Ok(());
        }
        let remembered = |at: i64| (as_of - REMEMBERED..as_of).contains(&at);
        for (number, (at, within, department)) in
            latest(self.verified.into_iter().filter(|v| remembered(v.0)), |v| v.0).into_iter().enumerate()
        {
            verification(person, number, (at, &within, &department), as_of, dice, exports)?;
        }
        self.asked.write(person, as_of, dice, exports)?;
        for (number, (matter, trace)) in
            latest(self.promised.into_iter().filter(|p| remembered(p.1.0)), |p| p.1.0).into_iter().enumerate()
        {
            promise(person, number, matter, &trace, as_of, dice, exports)?;
        }
        for (number, (matter, trace)) in
            latest(self.handed_off.into_iter().filter(|h| remembered(h.1.0)), |h| h.1.0)
                .into_iter()
                .enumerate()
        {
            handoff(person, number, matter, &trace, dice, exports)?;
        }
        if dice.per_mille(250) {
            note(person, as_of, dice, exports)?;
        }
        if dice.per_mille(30) || person.index <= 2 { incident(person, as_of, dice, exports) } else { Ok(()) }
    }
}

/// The newest ones, newest first.
fn latest<T>(items: impl Iterator<Item = T>, at: impl Fn(&T) -> i64) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_by_key(|item| std::cmp::Reverse(at(item)));
    items.truncate(MOST);
    items
}

fn payment_alert(person: &Person, at: i64, exports: &mut Exports) -> Result<(), Error> {
    exports.object(
        Table::BillingAlerts,
        &json!({"id": format!("pay-{}", person.index), "account": person.account(), "level": "critical",
            "text": "Payment returned by the bank", "from": time(at), "until": Json::Null}),
    )
}

fn incident(person: &Person, as_of: i64, dice: &mut Dice, exports: &mut Exports) -> Result<(), Error> {
    let from = as_of - dice.between(HOUR, 9 * HOUR);
    exports.object(
        Table::HelpdeskIncidents,
        &json!({"id": format!("inc-{}", person.index), "user": helpdesk_id(person), "level": "warning",
            "text": format!("Fibre outage in {}, repair expected today", person.home.town),
            "from": time(from), "until": time(as_of + dice.between(2, 30) * HOUR)}),
    )
}

fn verification(
    person: &Person,
    number: usize,
    (at, within, department): (i64, &str, &str),
    as_of: i64,
    dice: &mut Dice,
    exports: &mut Exports,
) -> Result<(), Error> {
    let failed = dice.per_mille(60);
    // The latest check of some is minutes old, so that the passport is seen in every state.
    let at = if number == 0 && as_of - at < DAY && dice.per_mille(400) {
        as_of - dice.between(2, 25) * MINUTE
    } else {
        at
    };
    let (amr, method) = dice.pick(&[("otp", "token"), ("kba", "kbv"), ("pin", "data"), ("vbm", "vpip")]);
    let tail = person.phone.get(person.phone.len().saturating_sub(4)..).unwrap_or_default();
    let head = person.phone.get(..4).unwrap_or_default();
    exports.object(
        Table::HelpdeskVerifications,
        &json!({
            "id": format!("v-{}-{number}", person.index), "user": helpdesk_id(person), "state": if failed { "failed" } else { "verified" },
            "amr": [amr, "tel"], "from": time(at), "until": time(at + 30 * MINUTE), "interaction": within, "department": department,
            "reusable": ["support", "billing", "sales"],
            "claims": {
                "verification": {"trust_framework": "https://gateway.example/trust/contact-centre-v1",
                    "assurance_level": if amr == "otp" { "cc2" } else { "cc1" }, "time": time(at),
                    "evidence": [{"type": "electronic_record", "check_details": [{"check_method": method, "organization": "contact-centre"}]}]},
                "claims": {"phone_number": format!("{head}•••{tail}")},
            },
        }),
    )
}

fn promise(
    person: &Person,
    number: usize,
    matter: Matter,
    (at, within): &Trace,
    as_of: i64,
    dice: &mut Dice,
    exports: &mut Exports,
) -> Result<(), Error> {
    let (text, department, hours) = match matter {
        Matter::Technical => dice.pick(&[
            ("Technician calls before 17:00", "support", 24),
            ("Replacement router sent by courier", "support", 48),
        ]),
        Matter::Move => ("Written confirmation of the move", "sales", 72),
        _ => {
            dice.pick(&[("Offer by e-mail", "sales", 24), ("Callback from the retention desk", "sales", 48)])
        }
    };
    // Of the newest promises some are due today, whatever the clock says.
    let today = as_of.div_euclid(DAY) * DAY + 17 * HOUR;
    let due =
        if number == 0 && as_of - at < 4 * DAY && dice.per_mille(500) { today } else { at + hours * HOUR };
    let (_, owner) = dice.pick(AGENTS);
    let young = as_of - at < 10 * DAY;
    let status = if young {
        *dice.weighted(&[(70, "open"), (30, "kept")])
    } else {
        *dice.weighted(&[(80, "kept"), (14, "broken"), (3, "withdrawn"), (3, "open")])
    };
    exports.object(
        Table::HelpdeskCommitments,
        &json!({"id": format!("p-{}-{number}", person.index), "user": helpdesk_id(person), "text": text, "due": time(due),
            "status": status, "department": department, "owner": owner, "interaction": within}),
    )
}

fn handoff(
    person: &Person,
    number: usize,
    matter: Matter,
    (at, within): &Trace,
    dice: &mut Dice,
    exports: &mut Exports,
) -> Result<(), Error> {
    let (reason, asked, answered, tried, next) = match matter {
        Matter::Technical => (
            "Router reboots several times a day",
            "Router model, colour of the light",
            "AX-3000, light turns red before it reboots",
            "Restart, other socket",
            "Line test, then firmware",
        ),
        _ => (
            "Wants to know what the new contract costs",
            "Current tariff",
            "Fibre 250",
            "Explained the invoice",
            "Offer with discount",
        ),
    };
    let author = AGENTS.iter().find(|(department, _)| *department == "billing").map_or("", |(_, name)| *name);
    exports.object(
        Table::HelpdeskNotes,
        &json!({
            "id": format!("h-{}-{number}", person.index), "user": helpdesk_id(person), "kind": "handoff", "author": author, "at": time(*at), "text": "",
            "handoff": {"reason": reason, "asked": asked, "answered": answered, "tried": tried,
                "promised": dice.per_mille(500).then_some("Callback before 17:00"), "next": next},
            "from": "billing", "to": "support", "interaction": within,
        }),
    )
}

fn note(person: &Person, as_of: i64, dice: &mut Dice, exports: &mut Exports) -> Result<(), Error> {
    let text = dice.pick(&[
        "Prefers to be called after 17:00, works in shifts.",
        "Hard of hearing: write instead of calling.",
        "Speaks for her mother as well, power of attorney on file.",
        "Please do not offer the family plan again, was asked three times.",
        "Pronounce the surname slowly, it matters to him 🙂",
    ]);
    let (department, author) = dice.pick(AGENTS);
    exports.object(
        Table::HelpdeskNotes,
        &json!({"id": format!("n-{}", person.index), "user": helpdesk_id(person), "kind": "note", "author": author,
            "at": time(as_of - dice.between(DAY, 300 * DAY)), "text": text, "from": department}),
    )
}
