//! The effects around the store: one hook that sends the requests the state asks for and reports to the host.
//! Knows when to ask and when to give up; what an answer means is the store's, how it is fetched the client's.

mod asking;
mod catalogue;
mod sending;

use std::rc::Rc;

use context_contract::{Question, Timestamp, fact::Occasion};
use gloo_timers::callback::Interval;
use web_sys::{AbortController, AbortSignal};
use yew::{Reducible, UseReducerDispatcher, hook, platform::spawn_local, prelude::*};

pub use self::asking::{AskLog, use_asks};
use self::{catalogue::use_questions, sending::use_sending};

use crate::{
    backlog::Handed,
    client::{self, Client, FIRST_PAGE, Fetched, NEXT_PAGE, StreamSignal},
    config::Config,
    event::{HostEvent, HostLink, PanelState, failed_sources},
    failure::Failure,
    keeping::Keeping,
    outbox::{Entry, News, overlay},
    recorder::Recorder,
    store::{
        Action, Arrival, Epoch, Freshness, Slice, State, StreamState, Subject, Target, View, Wanted,
        WantedDetail, WantedPage,
    },
};

/// How often ages and deadlines on screen are brought up to date, in milliseconds.
const TICK_MS: u32 = 10_000;

/// A pause in typing after which the search is sent, in milliseconds.
const TYPING_PAUSE_MS: u32 = 200;

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
    let view = view_of(config, &state, &subject);

    use_selection(subject, &dispatch);
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

fn view_of(config: &Config, state: &State, subject: &Subject) -> View {
    match state.view_for(subject) {
        _ if config.context_malformed => View::Failed(Failure::Malformed),
        view => view,
    }
}

/// Runs after the render in which the skeleton has replaced the former customer.
#[hook]
fn use_selection(subject: Subject, dispatch: &UseReducerDispatcher<State>) {
    let dispatch = dispatch.clone();
    use_effect_with(subject, move |subject| dispatch.dispatch(Action::Select(subject.clone())));
}

#[hook]
fn use_context_requests(
    client: &Rc<Client>,
    wanted: Wanted,
    host: &HostLink,
    dispatch: &UseReducerDispatcher<State>,
) {
    let (dispatch, host) = (dispatch.clone(), host.clone());
    use_effect_with((client.clone(), wanted), move |(client, wanted)| {
        let abort = Abort::new();
        let (client, epoch, signal) = (client.clone(), wanted.epoch, abort.signal());
        match wanted.what.clone() {
            Target::Nothing => {}
            Target::LookUp(identifiers) => {
                host.dispatch(&HostEvent::LoadStart { customer_id: None });
                spawn_local(async move {
                    let result = client.resolve(&identifiers, &signal).await;
                    dispatch.dispatch(Action::Resolved(epoch, result.map(|fetched| fetched.value.customers)));
                });
            }
            Target::Context(customer) => {
                host.dispatch(&HostEvent::LoadStart { customer_id: Some(customer.clone()) });
                spawn_local(async move {
                    let result = client.context(&customer, FIRST_PAGE, &signal).await;
                    let backlog = result.as_ref().ok().and_then(|fetched| fetched.value.backlog.clone());
                    dispatch.dispatch(Action::Arrived(epoch, result.map(arrival)));
                    if let Some(backlog) = backlog {
                        backlog.read(&signal, reader(epoch, &customer, &dispatch)).await;
                    }
                });
            }
        }
        move || drop(abort)
    });
}

fn arrival(fetched: Fetched<Handed>) -> Arrival {
    let unread = fetched.value.unread();
    let (context, server_time) = (fetched.value.context, fetched.server_time);
    Arrival { context, unread, server_time, local_time: local_now() }
}

/// What is done with every slice that was read.
fn reader(
    epoch: Epoch,
    customer: &Rc<str>,
    dispatch: &UseReducerDispatcher<State>,
) -> impl Fn(Result<Slice, Failure>) + use<> {
    let (customer, dispatch) = (customer.clone(), dispatch.clone());
    move |slice| dispatch.dispatch(Action::Read(epoch, customer.clone(), slice))
}

/// Reads on what the host has supplied, once it is on screen.
#[hook]
fn use_supplied_backlog(config: &Config, state: &State, dispatch: &UseReducerDispatcher<State>) {
    let dispatch = dispatch.clone();
    let on_screen = state.ready().is_some() && state.subject == subject_of(config);
    let backlog = config.backlog.clone().filter(|_| on_screen);
    let wanted = backlog.zip(state.customer.clone()).map(|(backlog, whose)| (state.epoch, whose, backlog));
    use_effect_with(wanted, move |wanted| {
        let abort = Abort::new();
        if let Some((epoch, customer, backlog)) = wanted.clone() {
            let signal = abort.signal();
            spawn_local(async move { backlog.read(&signal, reader(epoch, &customer, &dispatch)).await });
        }
        move || drop(abort)
    });
}

#[hook]
fn use_page_requests(
    client: &Rc<Client>,
    wanted: Option<WantedPage>,
    dispatch: &UseReducerDispatcher<State>,
) {
    let dispatch = dispatch.clone();
    use_effect_with((client.clone(), wanted), move |(client, wanted)| {
        let abort = Abort::new();
        if let Some(wanted) = wanted.clone() {
            let (client, signal) = (client.clone(), abort.signal());
            spawn_local(async move { dispatch.dispatch(fetch_page(&client, wanted, &signal).await) });
        }
        move || drop(abort)
    });
}

/// While the agent is typing, not every key costs a request: one that is given up during the pause is never sent.
async fn fetch_page(client: &Client, wanted: WantedPage, signal: &AbortSignal) -> Action {
    if wanted.query.typing {
        client::sleep(TYPING_PAUSE_MS, signal).await;
    }
    let page = if signal.aborted() {
        Err(Failure::Aborted)
    } else {
        let page = client.interactions(&wanted.customer, &wanted.query, NEXT_PAGE, signal).await;
        page.map(|fetched| fetched.value)
    };
    Action::PageArrived(wanted.epoch, wanted.generation, wanted.customer, page)
}

#[hook]
fn use_detail_requests(
    client: &Rc<Client>,
    wanted: Option<WantedDetail>,
    dispatch: &UseReducerDispatcher<State>,
) {
    let dispatch = dispatch.clone();
    use_effect_with((client.clone(), wanted), move |(client, wanted)| {
        let abort = Abort::new();
        if let Some(WantedDetail { epoch, customer, id }) = wanted.clone() {
            let (client, signal) = (client.clone(), abort.signal());
            spawn_local(async move {
                let detail = client.interaction(&customer, &id, &signal).await;
                dispatch.dispatch(Action::DetailArrived(
                    epoch,
                    customer,
                    id,
                    detail.map(|it| Box::new(it.value)),
                ));
            });
        }
        move || drop(abort)
    });
}

#[hook]
fn use_stream(client: &Rc<Client>, state: &State, dispatch: &UseReducerDispatcher<State>) {
    let dispatch = dispatch.clone();
    use_effect_with((client.clone(), state.followed()), move |(client, followed)| {
        let abort = Abort::new();
        if let Some((epoch, customer)) = followed.clone() {
            let (client, signal) = (client.clone(), abort.signal());
            let on = move |signal| {
                dispatch.dispatch(match signal {
                    StreamSignal::Live => Action::Stream(epoch, StreamState::Live),
                    StreamSignal::Interrupted => Action::Stream(epoch, StreamState::Interrupted),
                    StreamSignal::Change(subject, change) => Action::Changed(epoch, subject, change),
                });
            };
            // A stream that ends for good leaves the panel as it is: what is on screen was true when it was fetched.
            spawn_local(async move {
                let _ended = client.stream(&customer, on, &signal).await;
            });
        }
        move || drop(abort)
    });
}

/// Tells the host how the panel stands, after it stands so in the DOM.
#[hook]
fn use_reports(view: &View, state: &State, host: &HostLink) {
    let standing = standing(view);
    let link = host.clone();
    use_effect_with(standing, move |(state, failure)| link.report(*state, failure.as_ref()));
    let loaded = match view {
        View::Ready(ready) if matches!(ready.freshness, Freshness::Current { .. }) => {
            Some((state.epoch, state.attempt, ready.context.customer_id.clone()))
        }
        _ => None,
    };
    let (link, view) = (host.clone(), view.clone());
    use_effect_with(loaded, move |loaded| {
        if let (Some(_), View::Ready(ready)) = (loaded, &view) {
            link.dispatch(&HostEvent::Load {
                customer_id: ready.context.customer_id.as_str().into(),
                complete: ready.context.complete,
                failed_sources: failed_sources(&ready.context),
            });
        }
    });
}

fn standing(view: &View) -> (PanelState, Option<Failure>) {
    match view {
        View::Nobody | View::NoMatch => (PanelState::Empty, None),
        View::Loading => (PanelState::Loading, None),
        View::Choosing(_) => (PanelState::Ready, None),
        View::Failed(failure) => (PanelState::Error, Some(failure.clone())),
        View::Ready(ready) => match &ready.freshness {
            Freshness::Current { .. } | Freshness::Refreshing { .. } => (PanelState::Ready, None),
            Freshness::LastKnown { failure: Failure::Offline, .. } => {
                (PanelState::Offline, Some(Failure::Offline))
            }
            Freshness::LastKnown { failure, .. } => (PanelState::Stale, Some(failure.clone())),
        },
    }
}

/// Now by server time, brought up to date every few seconds.
#[hook]
fn use_now(offset: i64) -> Timestamp {
    let local = use_state_eq(local_now);
    let set = local.setter();
    use_effect_with((), move |()| {
        let interval = Interval::new(TICK_MS, move || set.set(local_now()));
        move || drop(interval)
    });
    // The clock on screen never runs behind the data: a render between two ticks reads the clock itself.
    let newest = local_now().max(*local);
    Timestamp::from_millis(newest.as_millis() + offset)
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit into 53 bits")]
fn local_now() -> Timestamp {
    Timestamp::from_millis(js_sys::Date::now() as i64)
}

/// Ends its request, or another work, when it is dropped.
pub(crate) struct Abort(Option<AbortController>);

impl Abort {
    pub(crate) fn new() -> Self {
        Self(AbortController::new().ok())
    }

    pub(crate) fn signal(&self) -> AbortSignal {
        self.0.as_ref().map_or_else(AbortSignal::abort, AbortController::signal)
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}
