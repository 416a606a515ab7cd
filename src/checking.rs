//! What the panel says about a text that the agent is typing: which questions it asks, and what is known about each.
//! Joins the guard, which hears questions, with the ledger, which knows their states. Each question that is known already
//! is told to the host once in a contact, marked among the rows, and announced.

use std::{cell::RefCell, rc::Rc};

use js_sys::Array;
use vecmap::VecSet;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::{
    components::{
        confirm::{label_text, sentence},
        ledger::{LedgerProps, rows_of},
        ledger_row::state_name,
        text::plain,
        words::Words,
    },
    event::{HostEvent, HostLink, object},
    guard::Guard,
    ledger::{Row, RowState},
    messages,
    session::AskLog,
};

/// A question that the text in the agent's hands asks although it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Its key.
    pub key: String,
    /// What it is about.
    pub label: String,
    /// What is known: value, source, when.
    pub known: String,
}

/// What the text in the agent's hands asks in vain, and whose customer's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flagged {
    customer: Rc<str>,
    hints: Rc<[Hint]>,
}

impl Flagged {
    /// The hints, as long as this customer is on screen.
    #[must_use]
    pub fn of(&self, customer: &str) -> Rc<[Hint]> {
        if *self.customer == *customer { self.hints.clone() } else { Rc::from([]) }
    }
}

/// Everything a text is checked with.
pub struct Check<'a> {
    /// Hears the questions of the catalogue in `props`.
    pub guard: &'a Guard,
    /// Whose answers, for whom.
    pub props: &'a LedgerProps,
    /// The contact that goes on.
    pub contact: Option<&'a str>,
    /// What was told already: customer, contact, question.
    pub told: &'a RefCell<VecSet<(String, String, String)>>,
    /// The way to the host.
    pub host: &'a HostLink,
    /// Counts what becomes of it.
    pub asks: &'a AskLog,
    /// Marks rows.
    pub flag: &'a UseStateSetter<Flagged>,
}

impl Check<'_> {
    /// One object for each question that the text asks.
    #[must_use]
    pub fn text(&self, text: &str) -> JsValue {
        let rows = rows_of(self.props);
        let (found, mut known, mut hints) = (Array::new(), Vec::new(), Vec::new());
        for at in self.guard.asked(text) {
            let Some(question) = self.props.questions.get(at) else { continue };
            let fitting = rows.iter().filter(|row| row.question.is_some_and(|it| it.key == question.key));
            let row = fitting.clone().find(|row| !row.state.may_be_asked()).or(fitting.clone().next());
            let state = row.map_or(RowState::Missing, |row| row.state);
            let (key, label) = (&question.key, &question.label);
            if let Some(row) = row.filter(|row| !row.state.may_be_asked()) {
                known.push(key.clone());
                let said = self.known(row, self.said(row).as_deref());
                hints.push(Hint { key: key.clone(), label: label.clone(), known: said });
                self.tell(key, label, state);
            }
            found.push(&self.answer(key, label, &question.text, row));
        }
        let customer = &self.props.context.customer_id;
        self.asks.check(&(customer.clone(), self.contact.unwrap_or_default().to_owned()), text, &known);
        let customer = customer.as_str().into();
        self.flag.set(Flagged { customer, hints: hints.into() });
        found.into()
    }

    fn answer(&self, key: &str, label: &str, text: &str, row: Option<&Row<'_>>) -> JsValue {
        let words = &self.props.words;
        let state = row.map_or(RowState::Missing, |row| row.state);
        let said = row.and_then(|row| self.said(row));
        let advice = match row {
            Some(row) if row.state.needs_confirmation() => {
                sentence(words, row, &label_text(words, &row.label))
            }
            Some(row) if !row.state.may_be_asked() => self.known(row, said.as_deref()),
            _ => text.to_owned(),
        };
        let value = said.map_or(JsValue::NULL, JsValue::from);
        object(&[
            ("key", key.into()),
            ("state", state_name(state).into()),
            ("label", label.into()),
            ("known", (!state.may_be_asked()).into()),
            ("sentence", advice.into()),
            ("value", value),
        ])
        .into()
    }

    /// The value as it may be said, if there is one.
    fn said(&self, row: &Row<'_>) -> Option<String> {
        let said = plain(&self.props.words, &*row.sayable()?, row.shape);
        Some(said).filter(|said| !said.is_empty() && row.state != RowState::Declined)
    }

    /// "AX-3000 · Support · 20 days ago".
    fn known(&self, row: &Row<'_>, said: Option<&str>) -> String {
        let words = &self.props.words;
        let what = said.map(str::to_owned).unwrap_or_else(|| match row.state {
            RowState::Declined => words.get(messages::STATE_DECLINED),
            RowState::Restricted => words.get(messages::STATE_RESTRICTED),
            RowState::Verified if row.value.is_none() => words.get(messages::STATE_VERIFIED),
            _ => words.get(messages::VALUE_HIDDEN),
        });
        let who = self.origin(words, row);
        let when = row.origin.at.map(|at| words.format.ago(at, words.now));
        [Some(what), who, when].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn origin(&self, words: &Words, row: &Row<'_>) -> Option<String> {
        let department = row.origin.department.map(|it| words.word("department", it.as_str()));
        let source = || words.source_name(&self.props.context.sources, row.origin.source);
        department.or_else(|| (!row.origin.source.is_empty()).then(source))
    }

    fn tell(&self, key: &str, label: &str, state: RowState) {
        let customer = &self.props.context.customer_id;
        let contact = self.contact.unwrap_or_default();
        let once = (customer.clone(), contact.to_owned(), key.to_owned());
        if !self.told.borrow_mut().insert(once) {
            return;
        }
        let words = &self.props.words;
        self.host.announce(&words.fill(messages::ALREADY_KNOWN, &[("label", label)]));
        self.host.dispatch(&HostEvent::RepeatQuestion {
            customer_id: customer.as_str().into(),
            key: key.to_owned(),
            state: state_name(state),
        });
    }
}
