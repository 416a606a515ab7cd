//! What happened before, in every department: one stream by days, narrowed by department and words.
//! Knows the loaded part; more is asked for by a callback.

use std::rc::Rc;

use context_contract::{Interaction, Source, enums::Relation, interaction::Total};
use yew::prelude::*;

use super::{filters::filters, text::moment, timeline_item::timeline_item, words::Words};
use crate::{
    messages,
    store::{PageFetch, Timeline, TimelineFilter},
};

/// What the timeline needs besides what is loaded.
pub struct TimelineLinks {
    /// Level of the days' headings.
    pub level: u8,
    /// The agent narrows it.
    pub on_narrow: Callback<TimelineFilter>,
    /// The agent wants more.
    pub on_more: Callback<()>,
    /// A link is followed: id of the interaction. Answers whether to go on.
    pub on_follow: Callback<String, bool>,
}

/// Filters, days and the button for more.
pub fn timeline(words: &Words, timeline: &Timeline, links: &TimelineLinks) -> Html {
    let busy = matches!(timeline.fetch, PageFetch::First | PageFetch::More);
    html! {
        <div part="timeline" class="timeline" aria-busy={busy.to_string()}>
            { filters(words, &timeline.filter, &timeline.departments, &links.on_narrow) }
            <div class={classes!("days", (timeline.fetch == PageFetch::First).then_some("outdated"))}>
                { for days(words, &timeline.items).into_iter().map(|day| draw_day(words, links, &day)) }
            </div>
            { ending(words, timeline, links) }
        </div>
    }
}

/// "50 of 1,240 · Web shop did not answer": what is on screen, and what is known to be missing.
#[must_use]
pub fn summary(words: &Words, timeline: &Timeline, sources: &[Source]) -> String {
    let shown = shown_of_total(words, timeline.items.len(), timeline.total.as_ref());
    let failed: Vec<String> = sources
        .iter()
        .filter(|source| source.status.is_failure())
        .map(|source| words.source_name(sources, &source.id))
        .collect();
    let failed = (!failed.is_empty())
        .then(|| words.fill(messages::DID_NOT_ANSWER, &[("names", &words.format.list(&failed))]));
    shown.into_iter().chain(failed).collect::<Vec<_>>().join(" · ")
}

/// "50 of 1,240"; `None` when the server could not tell.
#[must_use]
pub fn shown_of_total(words: &Words, shown: usize, total: Option<&Total>) -> Option<String> {
    let total = total?;
    let message = match total.relation {
        Relation::Gte => messages::SHOWN_OF_AT_LEAST,
        Relation::Eq | Relation::Other(_) => messages::SHOWN_OF_TOTAL,
    };
    let (shown, total) = (words.format.count(shown as u64), words.format.count(total.value));
    Some(words.fill(message, &[("shown", &shown), ("total", &total)]))
}

/// The interactions of one day, in their order.
struct Day<'a> {
    key: Option<String>,
    items: Vec<&'a Rc<Interaction>>,
}

fn days<'a>(words: &Words, items: &'a [Rc<Interaction>]) -> Vec<Day<'a>> {
    let mut days: Vec<Day<'a>> = Vec::new();
    for item in items {
        let key = item.interaction_date.start_date_time.map(|at| words.format.day_key(at));
        match days.last_mut() {
            Some(day) if day.key == key => day.items.push(item),
            _ => days.push(Day { key, items: vec![item] }),
        }
    }
    days
}

fn draw_day(words: &Words, links: &TimelineLinks, day: &Day<'_>) -> Html {
    let heading = format!("h{}", links.level);
    let at = day.items.first().and_then(|item| item.interaction_date.start_date_time);
    let title = match at {
        Some(at) => moment(words, at, words.format.day(at, words.now)),
        None => Html::from(words.get(messages::UNDATED)),
    };
    let rows = day.items.iter().map(|item| timeline_item(words, item, &links.on_follow));
    html! {
        <div key={day.key.clone().unwrap_or_default()} class="day-group">
            <@{heading} class="day">{ title }</@>
            <ol>{ for rows }</ol>
        </div>
    }
}

/// What comes after the last row: more, a failure with another try, or why there is nothing.
fn ending(words: &Words, timeline: &Timeline, links: &TimelineLinks) -> Html {
    let on_more = links.on_more.reform(|_: MouseEvent| ());
    match &timeline.fetch {
        PageFetch::Failed(_) => html! {
            <p class="page-failed">
                { words.get(messages::TIMELINE_FAILED) }
                <button type="button" part="button" class="text-button" onclick={on_more}>
                    { words.get(messages::RETRY) }
                </button>
            </p>
        },
        PageFetch::More => html! { <p class="more quiet">{ words.get(messages::LOADING_MORE) }</p> },
        PageFetch::Idle if timeline.has_more => html! {
            <button type="button" part="button" class="more" onclick={on_more}>{ words.get(messages::LOAD_MORE) }</button>
        },
        PageFetch::Idle if timeline.items.is_empty() => nothing(words, timeline, links),
        PageFetch::Idle | PageFetch::First => Html::default(),
    }
}

/// Empty because of the filter is another thing than empty.
fn nothing(words: &Words, timeline: &Timeline, links: &TimelineLinks) -> Html {
    if timeline.filter.is_empty() {
        return html! { <p class="quiet">{ words.get(messages::TIMELINE_EMPTY) }</p> };
    }
    let hidden = timeline.unfiltered_total.as_ref().map_or(0, |total| total.value);
    let everything = links.on_narrow.reform(|_: MouseEvent| TimelineFilter::default());
    html! {
        <p class="quiet">
            { words.fill(messages::TIMELINE_NO_MATCH, &[("total", &words.format.count(hidden))]) }
            <button type="button" part="button" class="text-button" onclick={everything}>
                { words.get(messages::CLEAR_FILTER) }
            </button>
        </p>
    }
}
