//! Narrows the timeline: chips for what interactions can be told apart by, a period, and a search field; and says in
//! words what it is narrowed to. Knows the filter and counts, not what the filter lets through.

use std::rc::Rc;

use context_contract::Timestamp;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{
    icon::{Glyph, icon},
    timeline_meter::shown_of,
    words::Words,
};
use crate::{
    format::{day_for_field, day_from_field, start_of_day},
    messages::{self, Message},
    store::{Facet, Meter, Period, Timeline, TimelineFilter},
};

/// The periods on offer, in days; the last one is a year.
const PRESETS: [u16; 4] = [7, 30, 90, 365];

const DAY_MS: i64 = 86_400_000;

/// What the filters need to know and whom they tell.
pub struct FilterLinks<'a> {
    /// Whether everything but departments and words is shown.
    pub open: bool,
    /// Whether the filter stays for the next customers.
    pub pinned: bool,
    /// The agent narrows the timeline.
    pub on_change: &'a Callback<TimelineFilter>,
    /// The agent opens or closes the other filters.
    pub on_toggle: Callback<MouseEvent>,
    /// The agent wants the filter kept, or no longer.
    pub on_pin: Callback<bool>,
    /// The agent wants to get to a date.
    pub on_jump: Callback<Timestamp>,
}

/// Chips of departments, search field, and the other filters behind a button.
pub fn filters(words: &Words, timeline: &Timeline, links: &FilterLinks<'_>) -> Html {
    let label = words.get(messages::SEARCH);
    let filter = timeline.filter.clone();
    let oninput = links.on_change.reform(move |event: InputEvent| {
        let text = event.target_dyn_into::<HtmlInputElement>().map(|field| field.value());
        TimelineFilter { text: text.unwrap_or_default(), ..(*filter).clone() }
    });
    html! {
        <>
            { departments(words, timeline, links) }
            <div class="search-line">
                <input type="search" part="search" class="search" value={timeline.filter.text.clone()} {oninput}
                    placeholder={label.clone()} aria-label={label} aria-keyshortcuts="/"
                    autocomplete="off" spellcheck="false" maxlength="200" />
                <button type="button" part="button" class="filter more-filters" aria-expanded={links.open.to_string()}
                    onclick={links.on_toggle.clone()}>
                    { icon(Glyph::Filter) }<span>{ words.get(messages::FILTERS) }</span>
                </button>
            </div>
            if links.open {
                { others(words, timeline, links) }
            }
        </>
    }
}

/// Left out where there is nothing to choose.
fn departments(words: &Words, timeline: &Timeline, links: &FilterLinks<'_>) -> Html {
    let values = timeline.facet(Facet::Department);
    let chosen = timeline.filter.of(Facet::Department);
    if values.len() < 2 && chosen.is_empty() {
        return Html::default();
    }
    let filter = timeline.filter.clone();
    let all = links.on_change.reform(move |_: MouseEvent| {
        let mut next = (*filter).clone();
        next.chosen[Facet::Department as usize].clear();
        next
    });
    html! {
        <div part="filter" class="filters" role="group" aria-label={words.get(messages::FILTER_DEPARTMENTS)}>
            <button type="button" part="button" class="filter" aria-pressed={chosen.is_empty().to_string()}
                onclick={all}>{ words.get(messages::FILTER_ALL) }</button>
            { for chips(words, timeline, Facet::Department, links.on_change) }
        </div>
    }
}

fn others(words: &Words, timeline: &Timeline, links: &FilterLinks<'_>) -> Html {
    let group = |facet: Facet, title: Message| {
        let chips = chips(words, timeline, facet, links.on_change);
        if chips.is_empty() {
            return Html::default();
        }
        html! {
            <div class="filter-group" role="group" aria-label={words.get(title)}>
                <span class="filter-title" aria-hidden="true">{ words.get(title) }</span>
                <div class="filters">{ for chips }</div>
            </div>
        }
    };
    html! {
        <div class="more-filters-panel">
            { period(words, timeline, links) }
            { group(Facet::Channel, messages::FILTER_CHANNELS) }
            { group(Facet::Type, messages::FILTER_TYPES) }
            { group(Facet::Status, messages::FILTER_STATUSES) }
            { group(Facet::Direction, messages::FILTER_DIRECTIONS) }
            { jump(words, links) }
        </div>
    }
}

/// A chip for each value that there is, and for each that is chosen although there is none.
fn chips(
    words: &Words,
    timeline: &Timeline,
    facet: Facet,
    on_change: &Callback<TimelineFilter>,
) -> Vec<Html> {
    let counted = timeline.facet(facet);
    let chosen = timeline.filter.of(facet).iter();
    let gone =
        chosen.filter(|value| counted.iter().all(|(known, _)| known != *value)).map(|value| (value, 0));
    let known = counted.iter().map(|(value, count)| (value, *count)).filter(|(value, _)| !value.is_empty());
    known.chain(gone).map(|(value, count)| chip(words, timeline, facet, value, count, on_change)).collect()
}

fn chip(
    words: &Words,
    timeline: &Timeline,
    facet: Facet,
    value: &Rc<str>,
    count: u64,
    on_change: &Callback<TimelineFilter>,
) -> Html {
    let pressed = timeline.filter.has(facet, value);
    let (filter, chosen) = (timeline.filter.clone(), value.clone());
    let onclick = on_change.reform(move |_: MouseEvent| filter.toggled(facet, &chosen));
    html! {
        <button key={value.to_string()} type="button" part="button" class="filter" aria-pressed={pressed.to_string()}
            {onclick}>
            <bdi>{ words.word(facet.name(), value) }</bdi>{ " " }
            <span>{ words.format.count(count) }</span>
        </button>
    }
}

fn period(words: &Words, timeline: &Timeline, links: &FilterLinks<'_>) -> Html {
    let title = words.get(messages::PERIOD);
    let (filter, now) = (timeline.filter.clone(), words.now);
    let choose = move |next: Period| TimelineFilter { period: next, ..(*filter).clone() };
    let choose_preset = choose.clone();
    let presets = PRESETS.into_iter().map(|days| {
        let pressed = timeline.is_last(days);
        let choose = choose_preset.clone();
        let onclick = links.on_change.reform(move |_: MouseEvent| {
            choose(if pressed { Period::Always } else { Period::Last { days, from: start_of_day(now, days - 1) } })
        });
        html! {
            <button key={days} type="button" part="button" class="filter" aria-pressed={pressed.to_string()} {onclick}>
                { last_days(words, days) }
            </button>
        }
    });
    let (from, to) = match timeline.filter.period {
        Period::Between { from, to } => (from, to),
        Period::Always | Period::Last { .. } => (None, None),
    };
    let between = |from: Option<Timestamp>, to: Option<Timestamp>| match (from, to) {
        (None, None) => Period::Always,
        _ => Period::Between { from, to },
    };
    let choose_to = choose.clone();
    let on_from = links.on_change.reform(move |day: Option<Timestamp>| choose(between(day, to)));
    let on_to =
        links.on_change.reform(move |day: Option<Timestamp>| choose_to(between(from, day.map(day_after))));
    let last = to.map(|to| Timestamp::from_millis(to.as_millis() - 1));
    html! {
        <div class="filter-group" role="group" aria-label={title.clone()}>
            <span class="filter-title" aria-hidden="true">{ title }</span>
            <div class="filters">{ for presets }</div>
            <div class="dates">
                { date_field(words.get(messages::PERIOD_FROM), from, &on_from) }
                { date_field(words.get(messages::PERIOD_TO), last, &on_to) }
            </div>
        </div>
    }
}

fn jump(words: &Words, links: &FilterLinks<'_>) -> Html {
    let on_jump = links.on_jump.clone();
    let on_day = Callback::from(move |day: Option<Timestamp>| {
        if let Some(day) = day {
            on_jump.emit(day_after(day));
        }
    });
    html! { <div class="dates jump">{ date_field(words.get(messages::GO_TO_DATE), None, &on_day) }</div> }
}

fn date_field(label: String, value: Option<Timestamp>, on_day: &Callback<Option<Timestamp>>) -> Html {
    let onchange = on_day.reform(|event: Event| {
        let field = event.target_dyn_into::<HtmlInputElement>();
        field.and_then(|field| day_from_field(&field.value()))
    });
    let value = value.map(day_for_field).unwrap_or_default();
    html! {
        <label class="date-field">
            <span>{ label }</span>
            <input type="date" class="date" {value} {onchange} min="1970-01-01" max="9999-12-31" />
        </label>
    }
}

/// The day after begins at midnight, also where a day has 23 or 25 hours.
fn day_after(day: Timestamp) -> Timestamp {
    start_of_day(Timestamp::from_millis(day.as_millis() + DAY_MS + DAY_MS / 4), 0)
}

fn last_days(words: &Words, days: u16) -> String {
    if days == 365 {
        words.get(messages::LAST_YEAR)
    } else {
        words.count(messages::LAST_DAYS, u64::from(days))
    }
}

/// "Billing, last 90 days, 12 of 1,240" and what can be done about it; nothing while nothing is narrowed.
pub fn readback(words: &Words, timeline: &Timeline, meter: &Meter, links: &FilterLinks<'_>) -> Html {
    if timeline.filter.is_empty() && !links.pinned {
        return Html::default();
    }
    let (pinned, on_pin) = (links.pinned, links.on_pin.clone());
    let everything = links.on_change.reform(|_: MouseEvent| TimelineFilter::default());
    html! {
        <div class="readback">
            <p data-testid="readback"><bdi>{ describe(words, timeline, meter) }</bdi></p>
            <button type="button" part="button" class="text-button pin" aria-pressed={pinned.to_string()}
                onclick={Callback::from(move |_: MouseEvent| on_pin.emit(!pinned))}>
                { icon(Glyph::Pin) }{ words.get(messages::PIN_FILTER) }
            </button>
            if !timeline.filter.is_empty() {
                <button type="button" part="button" class="text-button" onclick={everything}>
                    { words.get(messages::CLEAR_FILTER) }
                </button>
            }
        </div>
    }
}

/// The filter in words, with how many it lets through.
#[must_use]
pub fn describe(words: &Words, timeline: &Timeline, meter: &Meter) -> String {
    let filter = &timeline.filter;
    let mut parts: Vec<String> = Facet::ALL
        .into_iter()
        .flat_map(|facet| filter.of(facet).iter().map(move |value| words.word(facet.name(), value)))
        .collect();
    parts.extend(describe_period(words, filter.period));
    if !filter.words().is_empty() {
        parts.push(words.fill(messages::QUOTED, &[("text", filter.words())]));
    }
    parts.push(shown_of(words, meter.matching.unwrap_or(meter.shown + meter.restricted), meter));
    words.format.parts(&parts)
}

fn describe_period(words: &Words, period: Period) -> Option<String> {
    let day = |at: Timestamp| words.format.date(at);
    let last = |to: Timestamp| day(Timestamp::from_millis(to.as_millis() - 1));
    match period {
        Period::Always | Period::Between { from: None, to: None } => None,
        Period::Last { days, .. } => Some(last_days(words, days)),
        Period::Between { from: Some(from), to: Some(to) } => {
            Some(words.fill(messages::PERIOD_BETWEEN, &[("from", &day(from)), ("to", &last(to))]))
        }
        Period::Between { from: Some(from), to: None } => {
            Some(words.fill(messages::PERIOD_SINCE, &[("from", &day(from))]))
        }
        Period::Between { from: None, to: Some(to) } => {
            Some(words.fill(messages::PERIOD_UNTIL, &[("to", &last(to))]))
        }
    }
}
