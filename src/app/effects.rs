//! What the panel does beside drawing: follows links and commands of the host, counts what is on offer, checks texts,
//! says what became of what was recorded. Knows the session and the host, no part of the panel.

use std::rc::Rc;

use vecmap::VecSet;
use yew::{platform::spawn_local, prelude::*};

use super::{with, without};
use crate::{
    asks::Whose,
    checking::{Check, Flagged},
    client,
    components::{
        ledger::{self, LedgerProps},
        words::Words,
    },
    config::{Config, Section},
    event::{Command, HostLink},
    format::Format,
    guard::Guard,
    messages,
    outbox::News,
    session::{Abort, AskLog, Session},
    store::{Action, View},
    turns::Turns,
};

/// Longer than a customer takes to get onto the screen, in milliseconds.
const SETTLED_MS: u32 = 1500;

/// Phrases of the catalogue that are read in one go: a few milliseconds.
const PHRASES_AT_ONCE: usize = 40;

/// Gets ready for the first customer, in turns with the page.
#[hook]
pub(super) fn use_warm(format: &Rc<Format>) {
    use_effect_with(format.clone(), |format| {
        let format = format.clone();
        spawn_local(async move {
            let Ok(turns) = Turns::new() else { return };
            for one in 0.. {
                turns.next().await;
                if format.warm(one).is_none() {
                    return;
                }
            }
        });
    });
}

/// Follows the link in the page's address, once its customer is on screen.
#[hook]
pub(super) fn use_linked_interaction(config: &Rc<Config>, session: &Session) {
    let ready = match &session.view {
        View::Ready(ready) => Some(ready.context.customer_id.clone()),
        _ => None,
    };
    let dispatch = session.dispatch.clone();
    use_effect_with((ready, config.interaction.clone()), move |linked| {
        if let (Some(_), Some(id)) = linked {
            dispatch.dispatch(Action::Reveal(id.clone()));
        }
    });
}

/// Takes the host's commands for as long as the panel is there.
#[hook]
pub(super) fn use_commands(host: &HostLink, session: &Session, closed: &UseStateHandle<VecSet<Section>>) {
    let (dispatch, closed, link) = (session.dispatch.clone(), closed.clone(), host.clone());
    use_effect_with((host.clone(), (*closed).clone()), move |_| {
        link.on_command(Callback::from(move |command| match command {
            Command::Refresh => dispatch.dispatch(Action::Refresh),
            Command::Expand(section) => closed.set(without(&closed, &section)),
            Command::Collapse(section) => closed.set(with(&closed, section)),
        }));
    });
}

/// Counts which questions are on offer, when something about them may have changed.
#[hook]
pub(super) fn use_offers(asks: &AskLog, props: Option<LedgerProps>, contact: Option<&String>) {
    let (asks, contact) = (asks.clone(), contact.cloned().unwrap_or_default());
    // By their places: contents would be compared from end to end with every render.
    let seen = props.as_ref().map(|props| {
        let places = (Rc::as_ptr(&props.context.0) as usize, Rc::as_ptr(&props.questions).addr());
        (places, contact.clone(), props.department.clone(), props.reason.clone())
    });
    use_effect_with(seen, move |_| {
        if let Some(props) = &props {
            asks.offer(&(props.context.customer_id.clone(), contact), &ledger::offered(props));
        }
    });
}

/// Reads the phrases of the catalogue a few at a time, once the customer is on screen: an agent's first letters are no
/// moment to do it.
#[hook]
fn use_reading(guard: &Rc<Guard>) {
    let guard = guard.clone();
    // By its place: phrases would be compared from end to end with every render.
    use_effect_with(Rc::as_ptr(&guard).addr(), move |_| {
        let abort = Abort::new();
        let signal = abort.signal();
        spawn_local(async move {
            client::sleep(SETTLED_MS, &signal).await;
            let Ok(turns) = Turns::new() else { return };
            while !signal.aborted() && !guard.read(PHRASES_AT_ONCE) {
                turns.next().await;
            }
        });
        move || drop(abort)
    });
}

/// Answers the host's questions about texts, as long as the panel is there.
#[hook]
pub(super) fn use_checks(
    host: &HostLink,
    props: Option<LedgerProps>,
    session: &Session,
    contact: Option<&String>,
    told_to: (&UseStateHandle<Flagged>, &AskLog),
) {
    let (flagged, asks) = told_to;
    let guard = use_memo(session.questions.clone(), |questions| Guard::new(questions));
    use_reading(&guard);
    let told = use_mut_ref(VecSet::new);
    let draft = use_mut_ref(|| None::<(Whose, String)>);
    let (flag, asks) = (flagged.setter(), asks.clone());
    let contact = contact.cloned().unwrap_or_default();
    let whose = props.as_ref().map(|props| (props.context.customer_id.clone(), contact));
    // By their places: contents would be compared from end to end with every render.
    let against = props
        .as_ref()
        .map(|props| (Rc::as_ptr(&props.context.0) as usize, Rc::as_ptr(&props.questions).addr()));
    let (checker, last, now) = (host.clone(), draft.clone(), whose.clone());
    let check = Callback::from(move |text: String| {
        let Some((props, whose)) = props.as_ref().zip(whose.as_ref()) else {
            return js_sys::Array::new().into();
        };
        last.replace(Some((whose.clone(), text.clone())));
        let (contact, host) = (Some(whose.1.as_str()).filter(|it| !it.is_empty()), &checker);
        Check { guard: &guard, props, contact, told: &told, host, asks: &asks, flag: &flag }.text(&text)
    });
    let (link, again) = (host.clone(), check.clone());
    use_effect(move || {
        link.on_check(Some(check));
        move || link.on_check(None)
    });
    // A draft that was there before the questions, or before an answer, asks for what is known now.
    use_effect_with((now, against), move |(now, _)| {
        let draft =
            draft.borrow().clone().filter(|(whose, text)| Some(whose) == now.as_ref() && !text.is_empty());
        if let Some((_, text)) = draft {
            again.emit(text);
        }
    });
}

/// Says what became of what the agent recorded, each time once.
#[hook]
pub(super) fn use_news(host: &HostLink, session: &Session, words: &Words) {
    let told = use_mut_ref(|| 0);
    let (link, words) = (host.clone(), words.clone());
    use_effect_with(session.news, move |news| {
        let Some((number, news)) = news.filter(|(number, _)| *number > *told.borrow()) else { return };
        *told.borrow_mut() = number;
        link.announce(&words.get(match news {
            News::Saved => messages::SAVED,
            News::Waiting => messages::NOT_SAVED_YET,
            News::Rejected => messages::NOT_SAVED,
            News::Conflicting => messages::CHANGED_ELSEWHERE,
        }));
    });
}
