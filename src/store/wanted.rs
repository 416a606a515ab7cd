//! What the state asks of the server: derived from it, so that a request can be neither forgotten nor sent twice.
//! Pure; sending is `session`'s.

use std::rc::Rc;

use context_contract::request::Identifier;

use super::{Epoch, PageQuery, State, Subject};

/// A request for a customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// The answer has to carry it.
    pub epoch: Epoch,
    /// Which try this is.
    pub attempt: u32,
    /// What is asked.
    pub what: Target,
}

/// What is asked of the server.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// Nothing.
    Nothing,
    /// Who has these identifiers.
    LookUp(Rc<[Identifier]>),
    /// The context of this customer.
    Context(Rc<str>),
}

/// A request for a page of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct WantedPage {
    /// The answer has to carry it.
    pub epoch: Epoch,
    /// The answer has to carry it.
    pub generation: u32,
    /// Whose timeline.
    pub customer: Rc<str>,
    /// Which page.
    pub query: PageQuery,
}

/// A request for one interaction.
#[derive(Clone, Debug, PartialEq)]
pub struct WantedDetail {
    /// The answer has to carry it.
    pub epoch: Epoch,
    /// Whose interaction.
    pub customer: Rc<str>,
    /// Its id.
    pub id: Rc<str>,
}

impl State {
    /// The request that the state asks for. A change of it ends the old request and starts the new one.
    #[must_use]
    pub fn wanted(&self) -> Wanted {
        let what = match (&self.subject, &self.customer) {
            (Subject::Nobody | Subject::Supplied(..), _) => Target::Nothing,
            (_, Some(customer)) => Target::Context(customer.clone()),
            (Subject::LookUp(identifiers), None) => Target::LookUp(identifiers.clone()),
            (Subject::Customer(id), None) => Target::Context(id.clone()),
        };
        Wanted { epoch: self.epoch, attempt: self.attempt, what }
    }

    /// The page of the timeline that the state asks for.
    #[must_use]
    pub fn wanted_page(&self) -> Option<WantedPage> {
        let (ready, customer) = (self.ready()?, self.customer.clone()?);
        let (generation, query) = (ready.timeline.generation, ready.timeline.wanted()?);
        Some(WantedPage { epoch: self.epoch, generation, customer, query })
    }

    /// The interaction that the state asks for: one after the other, in the order in which they were opened.
    #[must_use]
    pub fn wanted_detail(&self) -> Option<WantedDetail> {
        let (ready, customer) = (self.ready()?, self.customer.clone()?);
        let id = ready.timeline.open.iter().find(|opened| opened.detail.is_wanted())?.id.clone();
        Some(WantedDetail { epoch: self.epoch, customer, id })
    }

    /// The customer whose changes the panel follows: the one on screen, unless the host supplies the context.
    #[must_use]
    pub fn followed(&self) -> Option<(Epoch, Rc<str>)> {
        let fetched = matches!(self.subject, Subject::Customer(_) | Subject::LookUp(_));
        let customer = self.ready().and(self.customer.clone())?;
        fetched.then_some((self.epoch, customer))
    }
}
