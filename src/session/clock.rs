//! The clock on screen: now, by server time. Is told how far the server's clock is ahead, and knows no
//! requests.

use context_contract::Timestamp;
use gloo_timers::callback::Interval;
use yew::prelude::*;

/// How often ages and deadlines on screen are brought up to date, in milliseconds.
const TICK_MS: u32 = 10_000;

/// Now by server time, brought up to date every few seconds.
#[hook]
pub(super) fn use_now(offset: i64) -> Timestamp {
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
pub(super) fn local_now() -> Timestamp {
    Timestamp::from_millis(js_sys::Date::now() as i64)
}
