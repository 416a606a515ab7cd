//! What a screen reader says of itself: who is on screen, what was loaded, what has turned, what went wrong. Knows the
//! words and when to say them, nothing of how the panel is drawn.

use gloo_timers::callback::Timeout;
use vecmap::VecSet;
use yew::prelude::*;

use super::Panel;
use crate::{
    components::{filters::describe, header::display_name, notice::title_of, words::Words},
    event::HostLink,
    messages,
    news::{Turn, turns},
    store::{Ready, View},
};

/// The shortest time between two announcements of what changes by itself, in milliseconds.
const ANNOUNCE_MS: f64 = 2_000.0;

/// Says what a screen reader is to say. What is patient waits until the last one has been heard, and only the newest
/// of it is said.
#[hook]
pub(super) fn use_announcement(link: HostLink, text: String, patient: bool) {
    let last = use_mut_ref(|| f64::MIN);
    use_effect_with(text, move |text| {
        let (text, last) = (text.clone(), last.clone());
        let wait = if patient { *last.borrow() + ANNOUNCE_MS - js_sys::Date::now() } else { 0.0 };
        let say = move || {
            *last.borrow_mut() = js_sys::Date::now();
            link.announce(&text);
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and two seconds"
        )]
        let timer = if wait > 0.0 {
            Some(Timeout::new(wait.ceil() as u32, say))
        } else {
            say();
            None
        };
        move || drop(timer)
    });
}

/// What a screen reader says of something that has turned.
pub(super) fn say(words: &Words, turn: &Turn) -> String {
    match turn {
        Turn::Near(_) => words.get(messages::ANNOUNCE_NEAR),
        Turn::Lapsed(_, None) => words.get(messages::VERIFICATION_EXPIRED),
        Turn::Lapsed(_, Some(factor)) => {
            let repeat = words.fill(messages::REPEAT_FACTOR, &[("how", &words.word("method", factor))]);
            format!("{}. {repeat}", words.get(messages::VERIFICATION_EXPIRED))
        }
        Turn::Soon(_, text, due) => {
            let when = words.format.time(*due);
            words.fill(messages::PROMISE_SOON, &[("when", &when), ("text", text)])
        }
        Turn::Overdue(_, text) => words.fill(messages::PROMISE_NOW_OVERDUE, &[("text", text)]),
    }
}

impl Panel<'_> {
    /// What a screen reader says of itself: who is on screen, what was loaded, what went wrong.
    pub(super) fn announcement(&self) -> String {
        match &self.session.view {
            View::Loading => self.words.get(messages::LOADING),
            View::Nobody => String::new(),
            View::NoMatch => self.words.get(messages::NO_MATCH_TITLE),
            View::Choosing(_) => self.words.get(messages::CHOOSE_TEXT),
            View::Failed(failure) => self.words.get(title_of(failure)),
            View::Ready(ready) => self.announce_customer(ready),
        }
    }

    /// Whether what is to be said changes by itself, as often as the stream likes.
    pub(super) fn is_patient(&self) -> bool {
        matches!(&self.session.view, View::Ready(ready) if ready.timeline.news > 0)
    }

    pub(super) fn announce_customer(&self, ready: &Ready) -> String {
        let timeline = &ready.timeline;
        if timeline.news > 0 && timeline.filter.is_empty() {
            return self.words.count(messages::ANNOUNCE_NEW_OTHER, u64::from(timeline.news));
        }
        if !timeline.filter.is_empty() && !timeline.awaits_first() {
            return describe(self.words, timeline, &timeline.meter());
        }
        let meter = timeline.meter();
        let loaded = meter.shown + meter.restricted;
        if loaded <= ready.context.interactions.items.len() as u64 {
            return display_name(&ready.context.profile);
        }
        let (shown, total) = (self.words.format.count(loaded), self.words.format.count(meter.total));
        self.words.fill(messages::ANNOUNCE_LOADED, &[("shown", &shown), ("total", &total)])
    }

    pub(super) fn turns(&self) -> VecSet<Turn> {
        match &self.session.view {
            View::Ready(ready) => {
                turns(&ready.context, &ready.reminded, self.config.department.as_ref(), self.words.now)
            }
            _ => VecSet::new(),
        }
    }
}
