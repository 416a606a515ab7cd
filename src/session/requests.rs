//! Asks the server for what the state wants, and follows what it tells: a change of what is wanted ends the old request.
//! Knows when to ask and when to give up; what an answer means is the store's, how it is fetched the client's.

use std::rc::Rc;

use web_sys::AbortSignal;
use yew::{UseReducerDispatcher, hook, platform::spawn_local, prelude::*};

use super::{Abort, clock::local_now, subject_of};
use crate::{
    backlog::Handed,
    client::{self, Client, FIRST_PAGE, Fetched, NEXT_PAGE, StreamSignal},
    config::Config,
    event::{HostEvent, HostLink},
    failure::Failure,
    store::{Action, Arrival, Epoch, Slice, State, StreamState, Target, Wanted, WantedDetail, WantedPage},
};

/// A pause in typing after which the search is sent, in milliseconds.
const TYPING_PAUSE_MS: u32 = 200;

#[hook]
pub(super) fn use_context_requests(
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
pub(super) fn use_supplied_backlog(config: &Config, state: &State, dispatch: &UseReducerDispatcher<State>) {
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
pub(super) fn use_page_requests(
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
pub(super) fn use_detail_requests(
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
pub(super) fn use_stream(client: &Rc<Client>, state: &State, dispatch: &UseReducerDispatcher<State>) {
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
