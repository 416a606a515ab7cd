//! Makes a promise: what, until when, who keeps it. What is entered is kept as a draft, so that no update or switch
//! loses it. Knows the browser's calendar, not how a promise stands.

use context_contract::{Timestamp, enums::CommitmentStatus, fact::Occasion, request::CommitmentWrite};
use js_sys::Date;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{
    field::TypingField,
    icon::{Glyph, icon},
    pen::Pen,
    verify::{Here, choices},
    words::Words,
};
use crate::{
    messages::{self, Message},
    outbox::Write,
    recorder::new_key,
};

/// The draft that says that the form is open; the others begin with its name.
const FORM: &str = "promise";
const TEXT: &str = "promise/text";
const DUE: &str = "promise/due";
const OWN_TIME: &str = "promise/own-time";
const OWNER: &str = "promise/owner";

/// The button, or the form that it opens. What is made is made in the contact that is going on.
pub fn promise_form(words: &Words, pen: &Pen, here: &Here<'_>) -> Html {
    if pen.draft(FORM).is_none() {
        let onclick = {
            let pen = pen.clone();
            Callback::from(move |_: MouseEvent| pen.choose(FORM, "open"))
        };
        return html! {
            <button type="button" part="button" class="text-button add" {onclick}>
                { icon(Glyph::Plus) }{ words.get(messages::PROMISE_MAKE) }
            </button>
        };
    }
    let presets = Preset::ALL.iter().filter(|(preset, ..)| preset.moment(words.now) > words.now);
    let mut offered: Vec<(&'static str, Message)> = presets.map(|(_, name, label)| (*name, *label)).collect();
    offered.push(("own", messages::DUE_OWN));
    let usual = offered.first().map_or("own", |(name, _)| *name);
    let chosen = pen.draft(DUE).unwrap_or_else(|| usual.to_owned());
    let complete = write(words.now, pen, &chosen, here.occasion()).is_some();
    let onsubmit = {
        let (pen, chosen, occasion, now) = (pen.clone(), chosen.clone(), here.occasion(), words.now);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(body) = write(now, &pen, &chosen, occasion.clone()) {
                let id = format!("prm-{}", new_key());
                pen.write(Write::Commitment { id, body: Box::new(body) });
                forget(&pen);
            }
        })
    };
    let close = {
        let pen = pen.clone();
        Callback::from(move |()| forget(&pen))
    };
    let on_typed = {
        let pen = pen.clone();
        Callback::from(move |text: String| pen.keep(TEXT, text))
    };
    let label = words.get(messages::PROMISE_TEXT);
    html! {
        <form part="form" class="form" {onsubmit} aria-label={words.get(messages::PROMISE_MAKE)}>
            <div class="form-row">
                <span class="form-label" aria-hidden="true">{ label.clone() }</span>
                <TypingField {label} value={pen.entered(TEXT)} required=true {on_typed} on_done={close.clone()} />
            </div>
            { choices(words, pen, messages::PROMISE_DUE, DUE, &offered, usual) }
            if chosen == "own" { { own_time(words, pen) } }
            { input(pen, OWNER, "text", words.get(messages::PROMISE_OWNER)) }
            <div class="form-end">
                <button type="button" part="button" class="text-button" onclick={close.reform(|_: MouseEvent| ())}>{ words.get(messages::CANCEL) }</button>
                <button type="submit" part="button" class="button" disabled={!complete}>{ words.get(messages::SAVE) }</button>
            </div>
        </form>
    }
}

/// When a promise can be due without typing a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Preset {
    Today,
    Tomorrow,
    TwoDays,
}

impl Preset {
    const ALL: [(Self, &'static str, Message); 3] = [
        (Self::Today, "today", messages::DUE_TODAY),
        (Self::Tomorrow, "tomorrow", messages::DUE_TOMORROW),
        (Self::TwoDays, "two-days", messages::DUE_TWO_DAYS),
    ];

    /// The moment, in the agent's time zone: the browser knows its calendar.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "times fit into 53 bits"
    )]
    fn moment(self, now: Timestamp) -> Timestamp {
        let at = Date::new(&(now.as_millis() as f64).into());
        let (days, hour) = match self {
            Self::Today => (0, Some(17)),
            Self::Tomorrow => (1, Some(12)),
            Self::TwoDays => (2, None),
        };
        at.set_date(at.get_date() + days);
        if let Some(hour) = hour {
            at.set_hours(hour);
            at.set_minutes(0);
            at.set_seconds(0);
            at.set_milliseconds(0);
        }
        Timestamp::from_millis(at.get_time() as i64)
    }
}

fn own_time(words: &Words, pen: &Pen) -> Html {
    input(pen, OWN_TIME, "datetime-local", words.get(messages::DUE_OWN))
}

fn input(pen: &Pen, field: &'static str, kind: &'static str, label: String) -> Html {
    let oninput = {
        let pen = pen.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                pen.keep(field, input.value());
            }
        })
    };
    html! {
        <label class="form-row">
            <span class="form-label">{ label }</span>
            <input type={kind} class="input" value={pen.entered(field)} {oninput} maxlength="200" autocomplete="off" />
        </label>
    }
}

fn forget(pen: &Pen) {
    pen.forget([FORM, TEXT, DUE, OWN_TIME, OWNER]);
}

/// What is sent; `None` while something is missing or the time has passed.
fn write(now: Timestamp, pen: &Pen, due: &str, occasion: Occasion) -> Option<CommitmentWrite> {
    let text = Some(pen.entered(TEXT).trim().to_owned()).filter(|text| !text.is_empty())?;
    let due_at = match Preset::ALL.iter().find(|(_, name, _)| *name == due) {
        Some((preset, ..)) => preset.moment(now),
        None => local_moment(&pen.entered(OWN_TIME))?,
    };
    let owner = Some(pen.entered(OWNER).trim().to_owned()).filter(|owner| !owner.is_empty());
    (due_at > now).then_some(CommitmentWrite {
        text,
        status: CommitmentStatus::Open,
        due_at: Some(due_at),
        owner,
        made_in: Some(occasion),
    })
}

/// `2026-11-22T17:00` in the agent's time zone.
#[expect(clippy::cast_possible_truncation, reason = "times fit into 53 bits")]
fn local_moment(text: &str) -> Option<Timestamp> {
    let millis = Date::parse(text);
    (!text.is_empty() && millis.is_finite()).then(|| Timestamp::from_millis(millis as i64))
}
