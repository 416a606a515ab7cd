//! One entry of the timeline: the headings above it, the row, what is opened, the other records of its case.
//! Knows one interaction and its case, and nothing of scrolling.

use context_contract::{
    Interaction, Source,
    enums::{InteractionStatus, Role},
};
use yew::prelude::*;

use super::{
    icon::{Glyph, icon},
    link::{SafeUrl, link_in_list},
    text::{customer_text, found_text, moment},
    timeline_detail::{TURNS, detail},
    words::Words,
};
use crate::{
    format::day_number,
    messages,
    row_actions::RowActions,
    search::Query,
    store::{Timeline, rows::Row},
};

/// What rows are drawn with.
pub struct Drawing<'a> {
    /// The language.
    pub words: &'a Words,
    /// The timeline that the row is of.
    pub timeline: &'a Timeline,
    /// What is searched for.
    pub query: &'a Query,
    /// For the names of sources.
    pub sources: &'a [Source],
    /// Level of the days' headings.
    pub level: u8,
    /// Whether what can be used in the row takes part in the order of Tab: only in the row that has the focus.
    pub reachable: bool,
    /// A link is followed: id of the interaction. Answers whether to go on.
    pub on_follow: &'a Callback<String, bool>,
    /// What the host offers on a row.
    pub row_actions: &'a RowActions,
}

/// An entry and its place in the list.
pub struct Entry<'a> {
    /// The row.
    pub row: &'a Row,
    /// The row above it.
    pub above: Option<&'a Row>,
    /// The row below it.
    pub below: Option<&'a Row>,
    /// Its element.
    pub slot: u32,
    /// Its number, from 1.
    pub position: usize,
    /// How many there are; `None` when nobody knows.
    pub size: Option<usize>,
    /// Whether Tab reaches it.
    pub is_stop: bool,
    /// Drawn outside of what is seen, because it has the focus.
    pub parked: bool,
    /// Whether the other records of its case are shown.
    pub case_open: bool,
    /// How many turns of an opened interaction are shown, by hash of its id.
    pub turns: &'a [(u64, usize)],
}

impl Drawing<'_> {
    /// A button that the list understands by its `data-do`.
    pub fn button(&self, does: &'static str, class: &'static str, text: String) -> Html {
        html! {
            <button type="button" part="button" {class} data-do={does} tabindex={self.tabindex()}>{ text }</button>
        }
    }

    /// The order of Tab for what can be used in the row.
    pub fn tabindex(&self) -> &'static str {
        if self.reachable { "0" } else { "-1" }
    }
}

/// An entry of the list.
pub fn entry(drawing: &Drawing<'_>, entry: &Entry<'_>) -> Html {
    let labelled = format!("entry-{}", entry.slot);
    let size = entry.size.map_or_else(|| "-1".to_owned(), |size| size.to_string());
    html! {
        <article key={entry.slot} part="timeline-item" class={classes!("entry", entry.parked.then_some("parked"))}
            data-testid="timeline-item" data-slot={entry.slot.to_string()}
            tabindex={if entry.is_stop { "0" } else { "-1" }} aria-labelledby={labelled.clone()}
            aria-posinset={entry.position.to_string()} aria-setsize={size}>
            { headings(drawing, entry) }
            { record(drawing, entry.row, Some(labelled), entry.turns) }
            { case(drawing, entry) }
            { gap(drawing, entry) }
        </article>
    }
}

/// A new month and a new day say so above their first row.
fn headings(drawing: &Drawing<'_>, entry: &Entry<'_>) -> Html {
    let (words, heading) = (drawing.words, format!("h{}", drawing.level));
    let day_of = |row: &Row| row.start().map(day_number);
    if entry.above.is_some_and(|above| day_of(above) == day_of(entry.row)) {
        return Html::default();
    }
    let Some(moment_of_row) = entry.row.start() else {
        return html! { <@{heading} class="day">{ words.get(messages::UNDATED) }</@> };
    };
    let month = words.format.month(moment_of_row);
    let before = entry.above.and_then(Row::start).unwrap_or(words.now);
    let title = moment(words, moment_of_row, words.format.day(moment_of_row, words.now));
    html! {
        <>
            if words.format.month(before) != month {
                <@{heading.clone()} class="month">{ month }</@>
            }
            <@{heading} class="day">{ title }</@>
        </>
    }
}

/// One record: its row, and what is opened of it.
fn record(drawing: &Drawing<'_>, row: &Row, label: Option<String>, turns: &[(u64, usize)]) -> Html {
    let (words, item) = (drawing.words, &row.item());
    let opened = drawing.timeline.open.iter().find(|opened| *opened.id == *item.id);
    let time = item.interaction_date.start_date_time.map(|at| moment(words, at, words.format.time(at)));
    let shown = turns.iter().find(|(key, _)| *key == row.key).map_or(TURNS, |(_, shown)| *shown);
    html! {
        <div class="item" data-record={row.key.to_string()}>
            <span class="when">{ for time }</span>
            <div class="what">
                <p class="headline" id={label}>{ headline(drawing, item, opened.is_some()) }</p>
                { facts_line(drawing, item) }
                { for opened.map(|opened| detail(drawing, item, &opened.detail, shown)) }
            </div>
        </div>
    }
}

fn facts_line(drawing: &Drawing<'_>, item: &Interaction) -> Html {
    let department = item.department.as_str().to_owned();
    html! {
        <p class="facts-line">
            <span class="department" data-department={department.clone()}>
                <bdi>{ drawing.words.word("department", &department) }</bdi>
            </span>
            { " " }
            { for facts(drawing, item) }
            { status(drawing.words, item) }
        </p>
    }
}

fn headline(drawing: &Drawing<'_>, item: &Interaction, open: bool) -> Html {
    let words = drawing.words;
    if item.restricted.is_some() {
        return html! {
            <span class="quiet">{ icon(Glyph::Lock) }{ words.get(messages::ITEM_RESTRICTED) }</span>
        };
    }
    let kind = || words.word("type", item.kind.as_str());
    let text = item.description.clone().filter(|text| !text.trim().is_empty()).unwrap_or_else(kind);
    let url = item.url.as_deref().and_then(SafeUrl::parse);
    let id = item.id.clone();
    let source = words.source_name(drawing.sources, &item.source);
    let label = words.fill(messages::ITEM_OPEN, &[("source", &source)]);
    let arrow = html! { <>{ icon(Glyph::Outward) }<span class="spoken">{ label }</span></> };
    html! {
        <>
            <button type="button" class="opener" data-do="toggle" aria-expanded={open.to_string()}
                tabindex={drawing.tabindex()}>{ found_text(&text, drawing.query) }</button>
            if url.is_some() && !open {
                <span class="outward">
                    { link_in_list(url, drawing.reachable, drawing.on_follow.reform(move |()| id.clone()), arrow) }
                </span>
            }
        </>
    }
}

/// Kind, channel, agent, amount: what is known of them.
fn facts(drawing: &Drawing<'_>, item: &Interaction) -> Vec<Html> {
    let words = drawing.words;
    let agent = item.participants.iter().find(|it| it.role == Role::Agent).and_then(|it| it.name.clone());
    let channel = item.channel.as_ref().map(|channel| words.word("channel", channel.as_str()));
    let amount = item.amount.as_ref().map(|amount| words.format.money(amount));
    let plain = |text: String| html! { <span class="fact">{ customer_text(&text) }{ " " }</span> };
    let found =
        |text: String| html! { <span class="fact">{ found_text(&text, drawing.query) }{ " " }</span> };
    channel.map(plain).into_iter().chain(agent.map(found)).chain(amount.map(plain)).collect()
}

fn status(words: &Words, item: &Interaction) -> Html {
    let Some(status) = &item.status else { return Html::default() };
    let tone = match status {
        InteractionStatus::Open
        | InteractionStatus::InProgress
        | InteractionStatus::WaitingCustomer
        | InteractionStatus::WaitingInternal => "warn",
        InteractionStatus::Failed => "bad",
        InteractionStatus::Completed | InteractionStatus::Cancelled | InteractionStatus::Other(_) => "quiet",
    };
    html! {
        <span part="badge" class={classes!("badge", tone)}><bdi>{ words.word("status", status.as_str()) }</bdi></span>
    }
}

/// The other records of the case, folded into this one.
fn case(drawing: &Drawing<'_>, entry: &Entry<'_>) -> Html {
    let others = drawing.timeline.others_in_case(entry.row);
    if others == 0 {
        return Html::default();
    }
    let label = drawing.words.count(messages::CASE_MORE, others as u64);
    let rest = if entry.case_open { drawing.timeline.rest_of_case(entry.row) } else { Vec::new() };
    html! {
        <div class="case">
            <button type="button" class="case-toggle" data-do="case" aria-expanded={entry.case_open.to_string()}
                tabindex={drawing.tabindex()}>{ icon(Glyph::Chevron) }{ label }</button>
            { for rest.iter().map(|row| html! {
                <>
                    <p class="case-day">{ for row.start().map(|at| {
                        moment(drawing.words, at, drawing.words.format.day(at, drawing.words.now))
                    }) }</p>
                    { record(drawing, row, None, entry.turns) }
                </>
            }) }
        </div>
    }
}

/// More than what is loaded lies between this row and the next one.
fn gap(drawing: &Drawing<'_>, entry: &Entry<'_>) -> Html {
    if entry.below.is_none() || drawing.timeline.gap_below(entry.row).is_none() {
        return Html::default();
    }
    html! {
        <p class="gap">
            { drawing.words.get(messages::GAP) }
            { drawing.button("fill", "text-button", drawing.words.get(messages::LOAD_MORE)) }
        </p>
    }
}
