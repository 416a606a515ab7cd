//! What happens between a person and the company: stories that touch several departments, one row per contact.
//! Knows how contacts follow from each other; the facts they leave behind are in `facts`.

use context_contract::Timestamp;
use serde_json::{Value as Json, json};

use super::{
    answers::Occasion,
    company::{AGENTS, CAMPAIGNS, PRODUCTS, calls_about_the_incident, product},
    export::{Exports, Table},
    facts::Facts,
    people::{Person, System},
    phrases::{Matter, asked, noted, says},
    random::Dice,
    records::{helpdesk_id, loyalty_number, shop_id},
};
use crate::Error;

pub(super) const MINUTE: i64 = 60_000;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// A contact that is younger than this may still be open.
const OPEN_FOR: i64 = 4 * DAY;

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

    /// A call, with who said what in some. Returns its id where it happened.
    fn call(
        &mut self,
        matter: Matter,
        at: i64,
        department: &str,
        after: Option<(&str, &str)>,
    ) -> Result<Option<String>, Error> {
        let id = self.next_id();
        let (agent, seconds) = (self.agent(department), self.dice.between(45, 1900));
        let (transcribed, identified) =
            (self.dice.per_mille(300), self.person.has_account() && !self.dice.per_mille(4));
        let summary = self.note(matter);
        if !self.happens(at) {
            return Ok(None);
        }
        let transcript = if transcribed { self.conversation(matter, at, agent) } else { Json::Null };
        let sentiment = self.dice.pick(&[-0.8, -0.4, 0.0, 0.3, 0.7]);
        self.exports.object(
            Table::PhoneCalls,
            &json!({
                "id": id, "account": identified.then(|| self.person.account()), "ani": self.person.phone, "queue": department,
                "at": time(at), "seconds": seconds, "until": time(at + seconds * 1000), "agent": agent, "reason": matter.reason(), "product": product(self.person.index, matter),
                "subject": says("en", matter).subject, "summary": summary, "by": if transcribed { "model" } else { "human" },
                "transcript": transcript, "sentiment": sentiment, "links": links(after),
                "state": if self.dice.per_mille(30) { "abandoned" } else { "done" },
                "private": matter == Matter::Cancel && self.dice.per_mille(300),
            }),
        )?;
        let id = format!("phone:call:{id}");
        if self.dice.per_mille(350) {
            self.facts.verified(at + MINUTE, &id, department);
        }
        Ok(Some(id))
    }

    /// A case at the help desk by any written channel. Returns its id where it happened.
    fn ticket(
        &mut self,
        channel: &str,
        matter: Matter,
        at: i64,
        after: Option<(&str, &str)>,
    ) -> Result<Option<String>, Error> {
        let id = self.next_id();
        let kind = match channel {
            "chat" => "chat",
            "sms" => "message",
            "social" => "socialPost",
            "email" if after.is_some_and(|(_, kind)| kind == "followUp") => "email",
            _ => "ticket",
        };
        let said = says(self.person.language, matter);
        let agent = self.agent("support");
        let (summary, transcribed) = (self.note(matter), self.dice.per_mille(450));
        let state = self.state(at);
        if !self.happens(at) {
            return Ok(None);
        }
        let closed = matches!(state, "solved" | "dropped").then(|| self.dice.between(2, 4000) * MINUTE);
        let talk =
            if transcribed || kind == "chat" { self.conversation(matter, at, agent) } else { Json::Null };
        self.exports.object(
            Table::HelpdeskTickets,
            &json!({
                "id": id, "requester": helpdesk_id(self.person), "kind": kind, "channel": channel, "topic": matter.reason(), "product": product(self.person.index, matter),
                "subject": said.subject, "state": state, "created": at / 1000,
                "closed": closed.map(|later| (at + later).min(self.as_of) / 1000), "agent": agent, "summary": summary,
                "comments": talk, "links": links(after), "url": format!("https://support.example.com/tickets/{id}"),
                "restricted": self.dice.per_mille(15) || (matter == Matter::Cancel && self.dice.per_mille(200)),
            }),
        )?;
        Ok(Some(format!("helpdesk:{kind}:{id}")))
    }

    fn activity(&mut self, kind: &str, subject: &str, at: i64) -> Result<(), Error> {
        let (id, agent) = (self.next_id(), self.agent("sales"));
        let outbound = self.dice.per_mille(600);
        if !self.happens(at) {
            return Ok(());
        }
        self.exports.object(
            Table::CrmActivities,
            &json!({
                "id": id, "contact": format!("C-{:07}", self.person.index), "kind": kind, "subject": subject, "at": time(at),
                "until": (kind != "Mail").then(|| time(at + 25 * MINUTE)), "by": agent, "outbound": outbound,
                "private": self.dice.per_mille(10),
            }),
        )
    }

    fn payment(&mut self, at: i64, text: &str, amount: i64, state: &str) -> Result<(), Error> {
        let id = self.next_id();
        if !self.happens(at) {
            return Ok(());
        }
        let when = time(at);
        let when = format!("{}.{}.{} {}", &when[8..10], &when[5..7], &when[..4], &when[11..16]);
        let cells = [
            &id,
            &self.person.account(),
            &when,
            text,
            &money(amount),
            self.person.place.currency,
            state,
            "in",
        ];
        self.exports.cells(Table::BillingPayments, &cells)
    }

    /// Returns the order's id where it happened, and whether it was not cancelled.
    fn order(&mut self, at: i64, item: &str, price: i64) -> Result<(Option<String>, bool), Error> {
        let id = self.next_id();
        let quantity = *self.dice.weighted(&[(85, 1), (12, 2), (3, 3)]);
        let state = if at > self.as_of - 2 * DAY {
            "shipped"
        } else {
            *self.dice.weighted(&[(90, "delivered"), (5, "cancelled"), (5, "returned")])
        };
        let app = self.dice.per_mille(350);
        if !self.happens(at) {
            return Ok((None, false));
        }
        self.exports.object(
            Table::ShopOrders,
            &json!({
                "order": id, "uid": shop_id(self.person), "at": at, "state": state, "app": app, "product": item,
                "lines": [{"name": item, "quantity": quantity, "price": {"value": money(price), "currency": self.person.place.currency}}],
                "total": {"value": money(price * quantity), "currency": self.person.place.currency},
                "title": if quantity == 1 { item.to_owned() } else { format!("{quantity} × {item}") },
            }),
        )?;
        Ok((Some(format!("shop:order:{id}")), state != "cancelled"))
    }

    fn session(&mut self, at: i64, what: &str) -> Result<(), Error> {
        let id = self.next_id();
        let (length, device) = (self.dice.between(1, 40) * MINUTE, self.dice.pick(&["web", "app", "web"]));
        if !self.happens(at) {
            return Ok(());
        }
        let cells =
            [&id, &shop_id(self.person), &time(at), &time((at + length).min(self.as_of)), what, device];
        self.exports.cells(Table::ShopSessions, &cells)
    }

    fn review(&mut self, at: i64, item: &str) -> Result<(), Error> {
        let id = self.next_id();
        let (stars, text) = self.dice.pick(&[
            (5, "Does what it should, set up in ten minutes 👍"),
            (4, "Good device, manual could be better."),
            (3, "It works, most of the time."),
            (1, "Arrived scratched. Support was friendly at least 😤"),
            (5, "👨‍👩‍👧‍👦 whole family is happy"),
        ]);
        if !self.happens(at) {
            return Ok(());
        }
        self.exports.object(
            Table::ShopReviews,
            &json!({"id": id, "uid": shop_id(self.person), "at": at, "stars": stars, "product": item, "text": text}),
        )
    }

    fn receipt(&mut self, kind: &str, at: i64, text: &str, item: &str, price: i64) -> Result<(), Error> {
        let id = self.next_id();
        let (store, clerk) = (
            self.dice.pick(&["Harbour Street", "Central Station", "Mall of the North"]),
            self.agent("store"),
        );
        if !self.happens(at) {
            return Ok(());
        }
        let when = time(at);
        let when = format!("{}/{}/{} {}", &when[5..7], &when[8..10], &when[..4], &when[11..16]);
        let total = if price == 0 { String::new() } else { money(price) };
        let currency = if price == 0 { "" } else { self.person.place.currency };
        let cells =
            [&id, &loyalty_number(self.person), kind, &when, store, text, item, &total, currency, clerk];
        self.exports.cells(Table::StoreReceipts, &cells)
    }

    fn survey(&mut self, at: i64) -> Result<(), Error> {
        let Some(email) = self.person.email.clone().filter(|_| self.person.known_to(System::Campaigns))
        else {
            return Ok(());
        };
        let (id, score) = (self.next_id(), self.dice.between(1, 5));
        let text = if score < 3 { "Had to explain everything twice." } else { "Quick and friendly." };
        if !self.happens(at) {
            return Ok(());
        }
        self.exports.cells(Table::MarketingSurveys, &[&id, &email, &time(at), &score.to_string(), text])
    }

    fn conversation(&mut self, matter: Matter, at: i64, agent: &str) -> Json {
        let said = says(self.person.language, matter);
        let customer = self.person.full_name();
        let mut moment = at;
        let mut turn = |role: &str, name: &str, text: &str, dice: &mut Dice| {
            moment += dice.between(4, 50) * 1000;
            json!({"role": role, "name": name, "at": time(moment), "text": text})
        };
        let mut turns = vec![turn(
            "bot",
            "Assistant",
            "Hello! One moment, I am looking for somebody who can help.",
            self.dice,
        )];
        turns.push(turn("customer", &customer, said.opening, self.dice));
        for _ in 0..self.dice.between(1, 3) {
            turns.push(turn("agent", agent, asked(matter, self.dice), self.dice));
            let answer = self.dice.pick(&[
                "Yes.",
                "One moment… yes, it is.",
                "I told your colleague yesterday already.",
                "No, I don’t think so.",
                "👍",
            ]);
            turns.push(turn("customer", &customer, answer, self.dice));
        }
        let closing = noted(matter, "the item", self.person.place.currency, self.dice);
        turns.push(turn("agent", agent, &closing, self.dice));
        turns.push(turn("customer", &customer, said.thanks, self.dice));
        Json::Array(turns)
    }

    fn note(&mut self, matter: Matter) -> String {
        let (item, _) = self.dice.pick(PRODUCTS);
        noted(matter, item, self.person.place.currency, self.dice)
    }

    /// Old cases are closed; of young ones somebody still has to do something.
    fn state(&mut self, at: i64) -> &'static str {
        if self.as_of - at > OPEN_FOR {
            return self.dice.weighted::<&str>(&[(96, "solved"), (4, "dropped")]);
        }
        self.dice.weighted::<&str>(&[
            (30, "new"),
            (25, "open"),
            (20, "pending"),
            (10, "hold"),
            (15, "solved"),
        ])
    }

    fn agent(&mut self, department: &str) -> &'static str {
        let own: Vec<&'static str> =
            AGENTS.iter().filter(|(of, _)| *of == department).map(|(_, name)| *name).collect();
        self.dice.pick(&own)
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

fn links(after: Option<(&str, &str)>) -> Json {
    after.map_or(Json::Null, |(id, kind)| json!([{"id": id, "relationshipType": kind}]))
}

/// RFC 3339 with whole seconds.
pub(super) fn time(millis: i64) -> String {
    Timestamp::from_millis(millis - millis.rem_euclid(1000)).to_string()
}

fn money(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
