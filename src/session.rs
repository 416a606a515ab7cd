//! The effects around the store: one hook that keeps it in step with the host and the server.
//! Knows which effects a panel has and in which order; what an answer means is the store's, how it is fetched the client's.

mod abort;
mod asking;
mod catalogue;
mod clock;
mod reports;
mod requests;
mod sending;

use std::{cell::RefCell, rc::Rc};

use context_contract::{Question, Timestamp, fact::Occasion};
use yew::{Reducible, UseReducerDispatcher, hook, prelude::*};

pub(crate) use self::abort::Abort;
pub use self::asking::{AskLog, use_asks};
use self::{
    catalogue::use_questions,
    clock::use_now,
    reports::use_reports,
    requests::{
        use_context_requests, use_detail_requests, use_page_requests, use_stream, use_supplied_backlog,
    },
    sending::use_sending,
};
use crate::{
    client::Client,
    config::Config,
    event::HostLink,
    failure::Failure,
    keeping::Keeping,
    outbox::{Entry, News, overlay},
    recorder::Recorder,
    store::{Action, State, Subject, View},
};

impl Reducible for State {
    type Action = Action;

    /// The same `Rc` comes back when nothing changed: then nothing is drawn.
    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        self.after(action).map_or(self, Rc::new)
    }
}

/// The state of one panel and the way to change it.
#[derive(Clone, PartialEq)]
pub struct Session {
    /// What may be shown for the subject that the host asks for now.
    pub view: View,
    /// Changes the state.
    pub dispatch: UseReducerDispatcher<State>,
    /// The customer, once it is clear who it is.
    pub customer: Option<Rc<str>>,
    /// Whether the filter is kept for the next customers.
    pub pinned: bool,
    /// Now, by server time.
    pub now: Timestamp,
    /// Records something about the customer on screen.
    pub recorder: Recorder,
    /// What became of something recorded for this customer last, with a number that grows.
    pub news: Option<(u32, News)>,
    /// The questions that the company asks; empty while they are unknown.
    pub questions: Rc<[Question]>,
}

/// Whom the host asks for.
#[must_use]
pub fn subject_of(config: &Config) -> Subject {
    match (&config.context, &config.customer_id) {
        (Some(context), _) => Subject::Supplied(context.clone(), config.unread()),
        (None, Some(id)) => Subject::Customer(id.clone()),
        (None, None) if !config.identifiers.is_empty() => Subject::LookUp(config.identifiers.clone()),
        (None, None) => Subject::Nobody,
    }
}

/// Runs a panel: keeps the store in step with the host and the server.
#[hook]
pub fn use_session(config: &Rc<Config>, host: &HostLink) -> Session {
    let keeping = use_memo(host.clone(), Keeping::restored);
    let keeping: &Rc<Keeping> = &keeping;
    let state = use_reducer(|| State::with_outbox(keeping.outbox()));
    let dispatch = state.dispatcher();
    let subject = subject_of(config);
    let client = use_memo((config.endpoint.clone(), host.clone()), |(endpoint, host)| {
        Client::new(endpoint, host.clone())
    });
    let told = use_mut_ref(|| config.selection);
    let view = view_of(config, &state, &subject, *told.borrow() == config.selection);

    use_selection((subject, config.selection), &told, &dispatch);
    use_context_requests(&client, state.wanted(), host, &dispatch);
    use_supplied_backlog(config, &state, &dispatch);
    use_page_requests(&client, state.wanted_page(), &dispatch);
    use_detail_requests(&client, state.wanted_detail(), &dispatch);
    use_stream(&client, &state, &dispatch);
    use_reports(&view, &state, host);
    use_sending(&state, host, keeping, &dispatch);
    use_keeping(keeping, &state);
    let offset = state.ready().map_or(0, |ready| ready.clock_offset);
    let now = use_now(offset);
    let questions = use_questions(&client, config, &state);
    let recorder = recorder(config, &state, keeping.clone(), &dispatch, now);
    let view = with_recorded(view, &recorder.entries);
    let news = state.outbox.news().filter(|(_, whose, _)| Some(whose) == state.customer.as_ref());
    let news = news.map(|(number, _, news)| (*number, *news));
    let (customer, pinned) = (state.customer.clone(), state.pinned.is_some());
    Session { view, dispatch, customer, pinned, now, recorder, news, questions }
}

/// What is recorded is on screen at once.
fn with_recorded(mut view: View, entries: &[Rc<Entry>]) -> View {
    if let View::Ready(ready) = &mut view {
        ready.context = overlay(&ready.context, entries);
    }
    view
}

/// The copy is made when what was recorded is on screen: until then the copy has the draft.
#[hook]
fn use_keeping(keeping: &Rc<Keeping>, state: &State) {
    let keeping = keeping.clone();
    use_effect_with(state.outbox.clone(), move |outbox| keeping.keep_outbox(outbox));
}

fn recorder(
    config: &Config,
    state: &State,
    keeping: Rc<Keeping>,
    dispatch: &UseReducerDispatcher<State>,
    now: Timestamp,
) -> Recorder {
    let on_screen = state.ready().and(state.customer.clone());
    let customer = on_screen.filter(|_| !config.endpoint.is_empty());
    let entries = customer.iter().flat_map(|customer| state.outbox.of(customer)).cloned().collect();
    let occasion = Occasion {
        interaction_id: config.contact_id.clone(),
        department: config.department.clone(),
        channel: state.ready().and_then(|ready| {
            let contacts = &ready.context.interactions.items;
            contacts.iter().find(|it| Some(&it.id) == config.contact_id.as_ref())?.channel.clone()
        }),
    };
    let (endpoint, dispatch) = (config.endpoint.as_str().into(), dispatch.clone());
    Recorder { customer, endpoint, entries, keeping, dispatch, now, occasion }
}

/// `is_told` is whether the reducer has seen this selection, which may be of the same person as the one before.
fn view_of(config: &Config, state: &State, subject: &Subject, is_told: bool) -> View {
    match subject {
        _ if config.context_malformed => View::Failed(Failure::Malformed),
        subject if is_told => state.view_for(subject),
        subject => State::default().view_for(subject),
    }
}

/// Runs after the render in which the skeleton has replaced the former customer.
#[hook]
fn use_selection(selection: (Subject, u32), told: &Rc<RefCell<u32>>, dispatch: &UseReducerDispatcher<State>) {
    let (told, dispatch) = (told.clone(), dispatch.clone());
    use_effect_with(selection, move |(subject, selection)| {
        told.replace(*selection);
        dispatch.dispatch(Action::Select(subject.clone()));
    });
}
