//! One thing that happened: when, what, who, how it stands. Knows one interaction and nothing around it.

use context_contract::{
    Interaction,
    enums::{InteractionStatus, Role},
};
use yew::prelude::*;

use super::{
    icon::{Glyph, icon},
    link::{SafeUrl, safe_link},
    text::{customer_text, moment},
    words::Words,
};
use crate::messages;

/// A row of the timeline. `on_follow` is told the id when its link is followed, and answers whether to go on.
pub fn timeline_item(words: &Words, item: &Interaction, on_follow: &Callback<String, bool>) -> Html {
    let time = item.interaction_date.start_date_time.map(|at| moment(words, at, words.format.time(at)));
    let department = item.department.as_str().to_owned();
    html! {
        <li key={item.id.clone()} part="timeline-item" class="item" data-testid="timeline-item">
            <span class="when">{ for time }</span>
            <div class="what">
                <p class="headline">{ headline(words, item, on_follow) }</p>
                <p class="facts-line">
                    <span class="department" data-department={department.clone()}>
                        <bdi>{ words.word("department", &department) }</bdi>
                    </span>
                    { for facts(words, item) }
                    { status(words, item) }
                </p>
            </div>
        </li>
    }
}

fn headline(words: &Words, item: &Interaction, on_follow: &Callback<String, bool>) -> Html {
    if item.restricted.is_some() {
        return html! {
            <span class="quiet">{ icon(Glyph::Lock) }{ words.get(messages::ITEM_RESTRICTED) }</span>
        };
    }
    let kind = || words.word("type", item.kind.as_str());
    let text = item.description.clone().filter(|text| !text.trim().is_empty()).unwrap_or_else(kind);
    let id = item.id.clone();
    let url = item.url.as_deref().and_then(SafeUrl::parse);
    safe_link(url, on_follow.reform(move |()| id.clone()), customer_text(&text))
}

/// Channel, agent, amount: what is known of them.
fn facts(words: &Words, item: &Interaction) -> Vec<Html> {
    let agent = item.participants.iter().find(|it| it.role == Role::Agent).and_then(|it| it.name.clone());
    let channel = item.channel.as_ref().map(|channel| words.word("channel", channel.as_str()));
    let amount = item.amount.as_ref().map(|amount| words.format.money(amount));
    let all = channel.into_iter().chain(agent).chain(amount);
    all.map(|fact| html! { <span class="fact">{ customer_text(&fact) }</span> }).collect()
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
