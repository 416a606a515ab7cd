//! What an interaction consists of, once it is opened: summary, people, what was bought, what was said, and the ways
//! to its source. Knows one interaction and how much of it is loaded.

use context_contract::{
    Interaction,
    interaction::{Item, Turn},
};
use yew::prelude::*;

use super::{
    link::{SafeUrl, link_in_list},
    row_actions::row_actions,
    text::{found_text, moment},
    timeline_item::Drawing,
};
use crate::{messages, row_actions::RowKind, store::Detail};

/// What was said is shown in portions of so many turns: a chat of a day has hundreds.
pub const TURNS: usize = 20;

/// The opened part of a row. `turns` is how many the agent wants to see.
pub fn detail(drawing: &Drawing<'_>, item: &Interaction, state: &Detail, turns: usize) -> Html {
    let words = drawing.words;
    html! {
        <div class="opened">
            { match state {
                Detail::Loading => parts(drawing, item, None),
                Detail::Loaded(whole) | Detail::Outdated(whole) => parts(drawing, whole, Some(turns)),
                Detail::Gone => html! { <p class="note">{ words.get(messages::ITEM_GONE) }</p> },
                Detail::Failed(_) => html! {
                    <>
                        { parts(drawing, item, None) }
                        <p class="note warn">
                            { words.get(messages::ITEM_FAILED) }
                            { drawing.button("again", "text-button", words.get(messages::RETRY)) }
                        </p>
                    </>
                },
            } }
            if *state == Detail::Loading {
                <p class="note quiet">{ words.get(messages::LOADING_MORE) }</p>
            }
            { ways(drawing, item) }
        </div>
    }
}

/// `turns` is `None` while it is not known what was said.
fn parts(drawing: &Drawing<'_>, item: &Interaction, turns: Option<usize>) -> Html {
    let facts = facts(drawing, item);
    let empty = facts.is_empty() && item.summary.is_none() && item.transcript.is_empty();
    html! {
        <>
            { for item.summary.iter().map(|summary| {
                let by_model = summary.by == "model";
                let title = if by_model { messages::ITEM_SUMMARY_MODEL } else { messages::ITEM_SUMMARY };
                html! {
                    <p class="summary">
                        <b>{ drawing.words.get(title) }</b>{ " " }{ found_text(&summary.text, drawing.query) }
                    </p>
                }
            }) }
            if !facts.is_empty() {
                <dl class="particulars">{ for facts }</dl>
            }
            { for turns.map(|turns| conversation(drawing, &item.transcript, turns)) }
            if empty && turns.is_some() {
                <p class="note quiet">{ drawing.words.get(messages::ITEM_EMPTY) }</p>
            }
        </>
    }
}

fn facts(drawing: &Drawing<'_>, item: &Interaction) -> Vec<Html> {
    let words = drawing.words;
    let fact = |title, value: Html| html! { <div><dt>{ words.get(title) }</dt><dd>{ value }</dd></div> };
    let mut facts = Vec::new();
    if let Some(reason) = &item.reason {
        facts.push(fact(messages::CONTACT_REASON, found_text(reason, drawing.query)));
    }
    let people: Vec<Html> = item
        .participants
        .iter()
        .map(|person| {
            let role = words.word("role", person.role.as_str());
            let name = person.name.as_deref().map(|name| found_text(name, drawing.query));
            html! { <span class="fact">{ for name }{ " " }<span class="quiet"><bdi>{ role }</bdi></span></span> }
        })
        .collect();
    if !people.is_empty() {
        facts.push(fact(messages::ITEM_PEOPLE, html! { <>{ for people }</> }));
    }
    let period = item.interaction_date;
    if let (Some(start), Some(end)) = (period.start_date_time, period.end_date_time)
        && end > start
    {
        let lasted = words.format.duration(end.as_millis() - start.as_millis());
        facts.push(fact(messages::ITEM_DURATION, lasted.into()));
    }
    if !item.items.is_empty() {
        let bought = item.items.iter().map(|one| bought(drawing, one));
        facts.push(fact(messages::ITEM_BOUGHT, html! { <ul>{ for bought }</ul> }));
    }
    facts
}

fn bought(drawing: &Drawing<'_>, item: &Item) -> Html {
    let format = &drawing.words.format;
    let quantity = item.quantity.filter(|quantity| (*quantity - 1.0).abs() > f64::EPSILON);
    html! {
        <li>
            { for quantity.map(|quantity| format!("{} × ", format.number(quantity))) }
            { found_text(&item.name, drawing.query) }
            { for item.price.as_ref().map(|price| html! { <span class="price"><bdi>{ format.money(price) }</bdi></span> }) }
        </li>
    }
}

fn conversation(drawing: &Drawing<'_>, turns: &[Turn], shown: usize) -> Html {
    if turns.is_empty() {
        return Html::default();
    }
    let words = drawing.words;
    let more = turns.len().saturating_sub(shown);
    html! {
        <>
            <p class="said"><b>{ words.get(messages::ITEM_SAID) }</b></p>
            <ol class="conversation">{ for turns.iter().take(shown).map(|turn| one_turn(drawing, turn)) }</ol>
            if more > 0 {
                { drawing.button("turns", "text-button", words.count(messages::ITEM_MORE_SAID, more as u64)) }
            }
        </>
    }
}

fn one_turn(drawing: &Drawing<'_>, turn: &Turn) -> Html {
    let words = drawing.words;
    let role = words.word("role", turn.role.as_str());
    let who = match &turn.name {
        Some(name) => found_text(name, drawing.query),
        None => html! { <bdi>{ role }</bdi> },
    };
    html! {
        <li class={classes!("turn", (turn.role.as_str() != "customer").then_some("ours"))}>
            <span class="who">
                { who }{ for turn.at.map(|at| html! { <>{ " " }{ moment(words, at, words.format.time(at)) }</> }) }
            </span>
            <p>{ found_text(&turn.text, drawing.query) }</p>
        </li>
    }
}

/// To the record in its own system, and to this place in the panel.
fn ways(drawing: &Drawing<'_>, item: &Interaction) -> Html {
    let words = drawing.words;
    let source = words.source_name(drawing.sources, &item.source);
    let id = item.id.clone();
    let url = item.url.as_deref().and_then(SafeUrl::parse);
    let open = words.fill(messages::ITEM_OPEN, &[("source", &source)]);
    html! {
        <p class="ways">
            if url.is_some() {
                { link_in_list(url, drawing.reachable, drawing.on_follow.reform(move |()| id.clone()), html! { <bdi>{ open }</bdi> }) }
            } else {
                <span class="quiet"><bdi>{ source }</bdi></span>
            }
            { row_actions(words, drawing.row_actions, RowKind::Interaction, Some(drawing.tabindex())) }
            { drawing.button("copy", "text-button", words.get(messages::ITEM_COPY_LINK)) }
        </p>
    }
}
