//! Tells the server how often customers are asked: some seconds after something was counted, at once when a draft
//! has ended, and when nobody looks any more. Knows when; what counts is `asks`'s, the request the client's.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use context_contract::asks::AskReport;
use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, closure::Closure};
use yew::{hook, platform::spawn_local, prelude::*};

use crate::{
    asks::{Asks, Whose},
    client::Client,
    config::Config,
    event::HostLink,
    failure::Failure,
};

/// How long counts are gathered, in milliseconds.
const GATHER_MS: u32 = 10_000;

/// Counts for one panel. A clone counts for the same one. What waits when the panel goes is not told: its tokens go
/// with it.
#[derive(Clone)]
pub struct AskLog(Rc<Inner>);

struct Inner {
    client: Client,
    asks: RefCell<Asks>,
    /// Whose token is good for telling.
    customer: RefCell<String>,
    timer: RefCell<Option<Timeout>>,
    /// The server does not count.
    deaf: Rc<Cell<bool>>,
}

impl AskLog {
    fn new(client: Client) -> Self {
        let (asks, customer, timer) = (RefCell::default(), RefCell::default(), RefCell::default());
        Self(Rc::new(Inner { client, asks, customer, timer, deaf: Rc::default() }))
    }

    /// As [`Asks::offer`].
    pub fn offer(&self, whose: &Whose, keys: &[String]) {
        self.0.customer.replace(whose.0.clone());
        self.0.asks.borrow_mut().offer(whose, keys);
        self.later();
    }

    /// As [`Asks::check`].
    pub fn check(&self, whose: &Whose, text: &str, repeated: &[String]) {
        self.0.customer.replace(whose.0.clone());
        let ended = self.0.asks.borrow_mut().check(whose, text, repeated);
        // Before the agent hands over: what is told is counted for the department of the moment.
        if ended { self.0.tell() } else { self.later() }
    }

    fn later(&self) {
        let mut timer = self.0.timer.borrow_mut();
        if timer.is_some() || !self.0.asks.borrow().is_waiting() {
            return;
        }
        let inner = Rc::downgrade(&self.0);
        *timer = Some(Timeout::new(GATHER_MS, move || {
            if let Some(inner) = inner.upgrade() {
                inner.tell();
            }
        }));
    }
}

impl Inner {
    fn tell(&self) {
        drop(self.timer.take());
        let events = self.asks.borrow_mut().take();
        if events.is_empty() || self.deaf.get() {
            return;
        }
        let (client, customer, deaf) =
            (self.client.clone(), self.customer.borrow().clone(), self.deaf.clone());
        spawn_local(async move {
            let told = client.report_asks(&AskReport { events }, &customer).await;
            deaf.set(matches!(told, Err(Failure::NotFound)));
        });
    }
}

/// The counts of this panel.
#[hook]
pub fn use_asks(config: &Config, host: &HostLink) -> AskLog {
    let log = use_memo((config.endpoint.clone(), host.clone()), |(endpoint, host)| {
        AskLog::new(Client::new(endpoint, host.clone()))
    });
    let hidden = log.clone();
    use_effect_with((config.endpoint.clone(), host.clone()), move |_| {
        let listener = Hidden::listen(move || hidden.0.tell());
        move || drop(listener)
    });
    (*log).clone()
}

/// Hears that nobody looks at the page any more: it may not come back.
struct Hidden(Closure<dyn Fn()>);

impl Hidden {
    fn listen(run: impl Fn() + 'static) -> Self {
        let closure = Closure::<dyn Fn()>::new(move || {
            if web_sys::window().and_then(|window| window.document()).is_some_and(|page| page.hidden()) {
                run();
            }
        });
        if let Some(page) = web_sys::window().and_then(|window| window.document()) {
            let _ = page.add_event_listener_with_callback(EVENT, closure.as_ref().unchecked_ref());
        }
        Self(closure)
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        if let Some(page) = web_sys::window().and_then(|window| window.document()) {
            let _ = page.remove_event_listener_with_callback(EVENT, self.0.as_ref().unchecked_ref());
        }
    }
}

const EVENT: &str = "visibilitychange";
