//! How long something still counts, by server time: minutes, and seconds when it is nearly over. It has a clock of
//! its own, so that nothing else is drawn again by its ticking, and it is silent: who looks sees it, who listens hears
//! only the turns that the panel announces.

use context_contract::Timestamp;
use gloo_timers::callback::Interval;
use yew::prelude::*;

use super::words::Words;
use crate::{
    messages,
    passport::{Left, Stage},
};

/// How often it looks at the clock, in milliseconds: while it shows minutes, and while it shows seconds.
const SLOW_MS: u32 = 5_000;
const FAST_MS: u32 = 500;

/// Props of [`Countdown`].
#[derive(Clone, Properties, PartialEq)]
pub struct CountdownProps {
    /// The end.
    pub until: Timestamp,
    /// Server time minus this machine's, in milliseconds.
    pub offset: i64,
    /// The words.
    pub words: Words,
    /// It comes near its end, or has reached it: the panel has to be drawn again.
    pub on_turn: Callback<()>,
}

/// "27 min left", "95 sec left", and nothing afterwards.
#[component]
pub fn Countdown(props: &CountdownProps) -> Html {
    let CountdownProps { until, offset, .. } = *props;
    let shown = use_state_eq(|| left(until, offset));
    let (set, on_turn) = (shown.setter(), props.on_turn.clone());
    let now = left(until, offset);
    let stage = Stage::of(until.as_millis() - server_now(offset));
    let fast = matches!(now, Left::Seconds(_));
    use_effect_with((until, offset, fast, stage), move |(until, offset, fast, stage)| {
        let (until, offset, stage) = (*until, *offset, *stage);
        let interval = Interval::new(if *fast { FAST_MS } else { SLOW_MS }, move || {
            set.set(left(until, offset));
            if Stage::of(until.as_millis() - server_now(offset)) != stage {
                on_turn.emit(());
            }
        });
        move || drop(interval)
    });
    let format = &props.words.format;
    let time = match now {
        Left::Minutes(minutes) => format.duration(minutes * 60_000),
        Left::Seconds(seconds) => format.seconds(seconds),
        Left::Nothing => return Html::default(),
    };
    html! {
        <span class="left" title={format.exact(until)}>
            <bdi>{ props.words.fill(messages::TIME_LEFT, &[("time", &time)]) }</bdi>
        </span>
    }
}

fn left(until: Timestamp, offset: i64) -> Left {
    Left::of(until.as_millis() - server_now(offset))
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit into 53 bits")]
fn server_now(offset: i64) -> i64 {
    js_sys::Date::now() as i64 + offset
}
