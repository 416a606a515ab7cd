//! What a part of the panel needs to let the agent record something about the customer on screen: [`Recorder`].
//! Knows the outbox and the texts that are being typed; how a part looks, and how a write is sent, it does not.

use std::rc::Rc;

use context_contract::{Timestamp, fact::Occasion};
use js_sys::Math;
use yew::{Callback, UseReducerDispatcher};

use crate::{
    keeping::Keeping,
    outbox::{Entry, EntryId, Step, Target, Write},
    store::{Action, State},
};

/// Records for one customer. A clone records for the same one.
#[derive(Clone)]
pub struct Recorder {
    /// The customer on screen; `None` when nobody is, or when there is no server to tell.
    pub(crate) customer: Option<Rc<str>>,
    pub(crate) endpoint: Rc<str>,
    /// What is recorded for this customer and not confirmed.
    pub(crate) entries: Rc<[Rc<Entry>]>,
    pub(crate) keeping: Rc<Keeping>,
    pub(crate) dispatch: UseReducerDispatcher<State>,
    /// Now, by server time.
    pub(crate) now: Timestamp,
    /// The contact that is going on.
    pub(crate) occasion: Occasion,
}

/// When it was made makes no difference: otherwise whoever holds one would be drawn again with every render.
impl PartialEq for Recorder {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (self, other);
        (&a.customer, &a.endpoint, &a.occasion) == (&b.customer, &b.endpoint, &b.occasion)
            && (&a.entries, &a.keeping, &a.dispatch) == (&b.entries, &b.keeping, &b.dispatch)
    }
}

/// What the agent wants done with an entry that the server did not take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Send it once more as it is.
    TryAgain,
    /// Give it up.
    Discard,
    /// Leave what somebody else wrote.
    KeepTheirs,
    /// Replace what somebody else wrote.
    SaveMine,
}

impl Recorder {
    /// Whether anything can be recorded at all.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        self.customer.is_some()
    }

    /// The contact in which something is said now: for `answeredIn`, `performedIn`, `madeIn` and `decidedIn`.
    #[must_use]
    pub fn occasion(&self) -> Option<Occasion> {
        (self.occasion != Occasion::default()).then(|| self.occasion.clone())
    }

    /// Records, for the customer who is on screen now, even if it is called later.
    #[must_use]
    pub fn on_write(&self) -> Callback<Write> {
        let (customer, endpoint, at) = (self.customer.clone(), self.endpoint.clone(), self.now);
        let dispatch = self.dispatch.clone();
        Callback::from(move |write: Write| {
            let Some(customer) = customer.clone() else { return };
            let (endpoint, write, key) = (endpoint.clone(), Rc::new(write), new_key());
            dispatch.dispatch(Action::Outbox(Step::Record { customer, endpoint, write, key, at }));
        })
    }

    /// Does with an entry what the agent decides.
    #[must_use]
    pub fn on_decide(&self) -> Callback<(EntryId, Decision)> {
        let dispatch = self.dispatch.clone();
        Callback::from(move |(id, decision)| {
            dispatch.dispatch(Action::Outbox(match decision {
                Decision::TryAgain => Step::TryAgain(id),
                Decision::Discard | Decision::KeepTheirs => Step::Discard(id),
                Decision::SaveMine => Step::SaveMine(id, new_key()),
            }));
        })
    }

    /// The newest entry about this that the server has not confirmed.
    #[must_use]
    pub fn pending(&self, target: &Target) -> Option<&Rc<Entry>> {
        self.entries.iter().rev().find(|entry| entry.write.target() == *target)
    }

    /// Everything for this customer that the server has not confirmed, in the order in which it was recorded.
    #[must_use]
    pub fn entries(&self) -> &[Rc<Entry>] {
        &self.entries
    }

    /// What is typed into a field and not recorded. `field` is the part's own name for it: `answer/router.model`.
    #[must_use]
    pub fn draft(&self, field: &str) -> Option<String> {
        self.keeping.draft(self.customer.as_deref()?, field)
    }

    /// Keeps what is typed, without drawing anything: the field shows it already.
    pub fn keep_draft(&self, field: &str, text: String) {
        if let Some(customer) = self.customer.as_deref() {
            self.keeping.keep_typed(customer, field, text);
        }
    }

    /// Keeps what is chosen, which is no loss when the page is closed.
    pub fn keep_choice(&self, field: &str, value: String) {
        if let Some(customer) = self.customer.as_deref() {
            self.keeping.keep_chosen(customer, field, value);
        }
    }

    /// Forgets what was typed: it is recorded, or the agent does not want it.
    pub fn drop_draft(&self, field: &str) {
        if let Some(customer) = self.customer.as_deref() {
            self.keeping.drop_draft(customer, field);
        }
    }
}

/// A text that nobody has had before: 128 random bits. Also for ids that a client chooses.
#[must_use]
pub fn new_key() -> Rc<str> {
    let mut bytes = [0_u8; 16];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let filled = crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        // Every browser that runs this module has a good source; a poor one is still better than none.
        bytes.fill_with(|| (Math::random() * 256.0) as u8);
    }
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect::<String>().into()
}
