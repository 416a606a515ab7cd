//! What happens between a person and the company: stories that touch several departments, one row per contact.
//! Knows how contacts follow from each other; the facts they leave behind are in `facts`.

mod contact;

use context_contract::Timestamp;

use super::{
    answers::Occasion,
    company::{CAMPAIGNS, PRODUCTS, calls_about_the_incident},
    export::{Exports, Table},
    facts::Facts,
    people::{Person, System},
    phrases::Matter,
    random::Dice,
};
use crate::Error;

pub(super) const MINUTE: i64 = 60_000;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// One person's history while it is written.
pub(super) struct History<'a> {
    person: &'a Person,
    as_of: i64,
    dice: &'a mut Dice,
    exports: &'a mut Exports,
    facts: Facts,
    written: u64,
    wanted: u64,
    serial: u64,
}

/// Makes one thing happen at the given moment.
type Story<H> = fn(&mut H, i64) -> Result<(), Error>;

impl<'a> History<'a> {
    /// A person to whom nothing has happened yet.
    pub(super) fn new(
        person: &'a Person,
        as_of: Timestamp,
        dice: &'a mut Dice,
        exports: &'a mut Exports,
    ) -> Self {
        Self {
            person,
            as_of: as_of.as_millis(),
            dice,
            exports,
            facts: Facts::default(),
            written: 0,
            wanted: 0,
            serial: 0,
        }
    }

    /// Lets so many interactions happen, the latest story first, and writes the facts they leave.
    pub(super) fn write(mut self, wanted: u64) -> Result<(), Error> {
        self.wanted = wanted;
        let span = if wanted > 1000 { 3000 * DAY } else { 1100 * DAY };
        // One in six called in the last days; those are the contacts agents are asked about.
        let recent = self.person.index <= 3 || self.dice.per_mille(170);
        let mut first = recent;
        while self.written < self.wanted {
            let before = self.written;
            let ago = if first { self.dice.between(2 * HOUR, 4 * DAY) } else { self.dice.between(DAY, span) };
            let at = self.in_office_hours(self.as_of - ago);
            self.story(at, first)?;
            first = false;
            if self.written == before {
                self.call(Matter::Invoice, at, "billing", None)?;
            }
        }
        if calls_about_the_incident(self.person.index) && self.person.has_account() {
            self.incident()?;
        }
        let person = self.person;
        self.facts.write(person, self.as_of, self.wanted > 0, self.dice, self.exports)
    }

    /// Many call on one day, because what they have fails everywhere.
    fn incident(&mut self) -> Result<(), Error> {
        self.wanted += 1;
        let at = self.as_of - self.dice.between(HOUR / 2, 20 * HOUR);
        self.call(Matter::Technical, at, "support", None).map(drop)
    }

    /// Something that happens, by what the person has with the company.
    fn story(&mut self, at: i64, recent: bool) -> Result<(), Error> {
        let knows = |system| self.person.known_to(system);
        let mut possible: Vec<(u64, Story<Self>)> = vec![];
        if knows(System::Helpdesk) {
            possible.extend([
                (30, Self::fault as fn(&mut Self, i64) -> _),
                (14, Self::question),
                (3, Self::leaving),
                (5, Self::moving),
            ]);
        }
        if knows(System::Billing) {
            possible.push((26, Self::bill));
        }
        if knows(System::Shop) {
            possible.extend([(22, Self::shopping as fn(&mut Self, i64) -> _), (16, Self::browsing)]);
        }
        if knows(System::Tills) {
            possible.push((16, Self::in_the_store));
        }
        if knows(System::Crm) {
            possible.push((10, Self::advice));
        }
        if knows(System::Campaigns) {
            possible.push((18, Self::campaign));
        }
        if recent && knows(System::Helpdesk) {
            return self.fault(at);
        }
        let story = *self.dice.weighted(&possible);
        story(self, at)
    }

    /// The line does not work: call, ticket, follow-up, survey.
    fn fault(&mut self, at: i64) -> Result<(), Error> {
        let matter = Matter::Technical;
        let misdirected = self.dice.per_mille(250);
        let start = if misdirected { self.call(matter, at, "billing", None)? } else { None };
        let answered = at + self.minutes(6, 25);
        let call = self.call(matter, answered, "support", start.as_deref().map(|id| (id, "handover")))?;
        if misdirected {
            self.facts.handoff(matter, at + 5 * MINUTE, call.as_deref());
        }
        let occasion = Occasion::call(at, call.as_deref(), "support");
        self.facts.asked(&["router.model", "device.lights"], &occasion);
        if self.dice.per_mille(600) {
            self.facts.asked(&["problem.since", "problem.restarted"], &occasion);
        }
        let filed = at + self.minutes(30, 50);
        let ticket = self.ticket("email", matter, filed, call.as_deref().map(|id| (id, "parent")))?;
        self.facts.promise(matter, at + 40 * MINUTE, ticket.as_deref());
        let mut last = ticket;
        for round in 0..self.dice.below(3) {
            let again = at + DAY * (i64::try_from(round).unwrap_or(0) + 1) + self.minutes(0, 500);
            let channel = self.dice.pick(&["chat", "email", "sms", "chat"]);
            last = self.ticket(channel, matter, again, last.as_deref().map(|id| (id, "followUp")))?;
            let occasion = Occasion::written(again, last.as_deref(), channel);
            self.facts.asked(&["connection.type"], &occasion);
            if self.dice.per_mille(300) {
                self.facts.asked(&["problem.since", "problem.devices"], &occasion);
            }
        }
        if self.dice.per_mille(250) { self.survey(at + 5 * DAY) } else { Ok(()) }
    }

    fn question(&mut self, at: i64) -> Result<(), Error> {
        let matter = self.dice.pick(&Matter::ALL);
        let channel =
            *self.dice.weighted(&[(40, "chat"), (30, "email"), (15, "sms"), (10, "web"), (5, "social")]);
        let ticket = self.ticket(channel, matter, at, None)?;
        let occasion = Occasion::written(at, ticket.as_deref(), channel);
        self.facts.asked(&["callback.number"], &occasion);
        if self.dice.per_mille(500) {
            self.facts.asked(&["callback.time"], &occasion);
        }
        Ok(())
    }

    fn bill(&mut self, at: i64) -> Result<(), Error> {
        let failed = self.dice.per_mille(120);
        let amount = self.dice.between(990, 11_990);
        self.payment(at, "Monthly invoice", amount, if failed { "returned" } else { "paid" })?;
        if !failed {
            return Ok(());
        }
        self.facts.payment_failed(at);
        self.payment(at + 3 * DAY, "Reminder fee", 500, "open")?;
        let call = self.call(Matter::Invoice, at + 4 * DAY, "billing", None)?;
        let occasion = Occasion::call(at + 4 * DAY, call.as_deref(), "billing");
        self.facts.asked(&["payment.method", "invoice.paper"], &occasion);
        self.payment(at + 5 * DAY, "Monthly invoice, second attempt", amount + 500, "paid")
    }

    fn shopping(&mut self, at: i64) -> Result<(), Error> {
        self.session(at, "Looked at three offers, put one into the basket")?;
        let (item, price) = self.dice.pick(PRODUCTS);
        let ordered = at + self.minutes(5, 30);
        let (order, bought) = self.order(ordered, item, price)?;
        if self.person.known_to(System::Billing) && bought {
            self.payment(
                at + 40 * MINUTE,
                &format!("Order {}", order.as_deref().unwrap_or_default()),
                price,
                "paid",
            )?;
        }
        if self.dice.per_mille(150) && self.person.known_to(System::Helpdesk) {
            self.ticket("email", Matter::Order, at + 4 * DAY, order.as_deref().map(|id| (id, "followUp")))?;
        }
        if self.dice.per_mille(200) { self.review(at + 9 * DAY, item) } else { Ok(()) }
    }

    fn browsing(&mut self, at: i64) -> Result<(), Error> {
        let what = self.dice.pick(&[
            "Read the help page on Wi-Fi coverage",
            "Compared tariffs",
            "Downloaded the last invoice",
            "Searched for \"cancel contract\"",
            "Checked the status of an order",
            "Signed in, changed the delivery address",
        ]);
        self.session(at, what)
    }

    fn in_the_store(&mut self, at: i64) -> Result<(), Error> {
        let (item, price) = self.dice.pick(PRODUCTS);
        let text = self.dice.pick(&[
            "Asked about trade-in",
            "Phone does not charge, cleaned the port",
            "Helped with data transfer",
            "Wanted to see the new phones",
        ]);
        self.receipt("visit", at, text, "", 0)?;
        if self.dice.per_mille(550) {
            self.receipt("purchase", at + 12 * MINUTE, "Bought in the store", item, price)
        } else {
            Ok(())
        }
    }

    fn advice(&mut self, at: i64) -> Result<(), Error> {
        let (item, _) = self.dice.pick(PRODUCTS);
        let (kind, subject) = self.dice.pick(&[
            ("Call", "Called back about a longer term"),
            ("Meeting", "Advice on moving the whole office to fibre"),
            ("Mail", "Offer sent"),
            ("Call", "Asked for a second SIM card"),
        ]);
        if self.dice.per_mille(300) {
            self.facts.asked(&["usage.purpose", "budget.monthly"], &Occasion::call(at, None, "sales"));
        }
        self.activity(kind, &format!("{subject}: {item}"), at)
    }

    fn campaign(&mut self, at: i64) -> Result<(), Error> {
        let campaign = self.dice.pick(CAMPAIGNS);
        let state = *self.dice.weighted(&[
            (40, "delivered"),
            (35, "opened"),
            (15, "clicked"),
            (4, "converted"),
            (6, "suppressed"),
        ]);
        let id = self.next_id();
        let Some(email) = self.person.email.clone() else { return Ok(()) };
        if self.happens(at) {
            let cells = [&id, &email, campaign.0, campaign.1, campaign.2, state, &time(at)];
            self.exports.cells(Table::MarketingTouches, &cells)?;
        }
        if self.dice.per_mille(60) { self.survey(at + 2 * DAY) } else { Ok(()) }
    }

    fn moving(&mut self, at: i64) -> Result<(), Error> {
        let call = self.call(Matter::Move, at, "sales", None)?;
        let occasion = Occasion::call(at, call.as_deref(), "sales");
        self.facts.asked(&["move.date", "household.size", "number.keep"], &occasion);
        let ticket =
            self.ticket("email", Matter::Move, at + HOUR, call.as_deref().map(|id| (id, "handover")))?;
        self.facts.promise(Matter::Move, at + HOUR, ticket.as_deref());
        Ok(())
    }

    fn leaving(&mut self, at: i64) -> Result<(), Error> {
        let call = self.call(Matter::Cancel, at, "sales", None)?;
        let occasion = Occasion::call(at, call.as_deref(), "sales");
        self.facts.asked(&["cancellation.reason", "tariff.current"], &occasion);
        self.facts.promise(Matter::Cancel, at + HOUR, call.as_deref());
        self.ticket("email", Matter::Cancel, at + HOUR, call.as_deref().map(|id| (id, "followUp"))).map(drop)
    }

    /// Whether there is room for it and it is not in the future; counts it if so.
    fn happens(&mut self, at: i64) -> bool {
        let happens = self.written < self.wanted && at < self.as_of;
        self.written += u64::from(happens);
        happens
    }

    fn next_id(&mut self) -> String {
        self.serial += 1;
        format!("{:06}{:05}", self.person.index, self.serial)
    }

    fn minutes(&mut self, low: i64, high: i64) -> i64 {
        self.dice.between(low, high) * MINUTE
    }

    /// Moves a moment of the night into the day of the person's part of the world.
    fn in_office_hours(&mut self, at: i64) -> i64 {
        let offset = match self.person.home.zone.split('/').next() {
            Some("America") => -6,
            Some("Asia") => 6,
            Some("Australia") => 9,
            _ => 1,
        };
        let local = at + offset * HOUR;
        match local.rem_euclid(DAY) / HOUR {
            8..=20 => at,
            _ => {
                local.div_euclid(DAY) * DAY + self.dice.between(8 * 60, 19 * 60) * MINUTE
                    - offset * HOUR
                    - DAY
            }
        }
    }
}

/// RFC 3339 with whole seconds.
pub(super) fn time(millis: i64) -> String {
    Timestamp::from_millis(millis - millis.rem_euclid(1000)).to_string()
}
