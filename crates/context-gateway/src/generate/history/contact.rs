//! The rows that a single contact leaves in the exports of the department that had it.
//! Knows what each department writes down, not why the person got in touch.

use serde_json::{Value as Json, json};

use super::{
    super::{
        company::{AGENTS, PRODUCTS, product},
        export::Table,
        people::System,
        phrases::{Matter, asked, noted, says},
        random::Dice,
        records::{helpdesk_id, loyalty_number, shop_id},
    },
    DAY, History, MINUTE, time,
};
use crate::Error;

/// A contact that is younger than this may still be open.
const OPEN_FOR: i64 = 4 * DAY;

impl History<'_> {
    /// A call, with who said what in some. Returns its id where it happened.
    pub(super) fn call(
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
    pub(super) fn ticket(
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

    pub(super) fn activity(&mut self, kind: &str, subject: &str, at: i64) -> Result<(), Error> {
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

    pub(super) fn payment(&mut self, at: i64, text: &str, amount: i64, state: &str) -> Result<(), Error> {
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
    pub(super) fn order(&mut self, at: i64, item: &str, price: i64) -> Result<(Option<String>, bool), Error> {
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

    pub(super) fn session(&mut self, at: i64, what: &str) -> Result<(), Error> {
        let id = self.next_id();
        let (length, device) = (self.dice.between(1, 40) * MINUTE, self.dice.pick(&["web", "app", "web"]));
        if !self.happens(at) {
            return Ok(());
        }
        let cells =
            [&id, &shop_id(self.person), &time(at), &time((at + length).min(self.as_of)), what, device];
        self.exports.cells(Table::ShopSessions, &cells)
    }

    pub(super) fn review(&mut self, at: i64, item: &str) -> Result<(), Error> {
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

    pub(super) fn receipt(
        &mut self,
        kind: &str,
        at: i64,
        text: &str,
        item: &str,
        price: i64,
    ) -> Result<(), Error> {
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

    pub(super) fn survey(&mut self, at: i64) -> Result<(), Error> {
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

    pub(super) fn conversation(&mut self, matter: Matter, at: i64, agent: &str) -> Json {
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

    pub(super) fn note(&mut self, matter: Matter) -> String {
        let (item, _) = self.dice.pick(PRODUCTS);
        noted(matter, item, self.person.place.currency, self.dice)
    }

    /// Old cases are closed; of young ones somebody still has to do something.
    pub(super) fn state(&mut self, at: i64) -> &'static str {
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

    pub(super) fn agent(&mut self, department: &str) -> &'static str {
        let own: Vec<&'static str> =
            AGENTS.iter().filter(|(of, _)| *of == department).map(|(_, name)| *name).collect();
        self.dice.pick(&own)
    }
}

fn links(after: Option<(&str, &str)>) -> Json {
    after.map_or(Json::Null, |(id, kind)| json!([{"id": id, "relationshipType": kind}]))
}

fn money(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
