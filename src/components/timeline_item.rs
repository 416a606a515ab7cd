//! One thing that happened: when, what, who, how it stands. Knows one interaction and nothing around it.

use std::rc::Rc;

use context_contract::{
    Interaction,
    enums::{InteractionStatus, Role},
};
use yew::prelude::*;

use super::{
    icon::{Glyph, Icon},
    link::{SafeLink, SafeUrl},
    text::{CustomerText, Moment},
    words::{Words, use_words},
};
use crate::messages;

/// Props of [`TimelineItem`].
#[derive(Properties, PartialEq)]
pub struct TimelineItemProps {
    /// What happened.
    pub interaction: Rc<Interaction>,
    /// Its link is followed: its id. Answers whether to go on.
    pub on_follow: Callback<String, bool>,
}

/// A row of the timeline.
#[component]
pub fn TimelineItem(props: &TimelineItemProps) -> Html {
    let words = use_words();
    let item = &props.interaction;
    let time = item
        .interaction_date
        .start_date_time
        .map(|at| html! { <Moment {at} text={words.format.time(at)} /> });
    let department = item.department.as_str().to_owned();
    html! {
        <li part="timeline-item" class="item" data-testid="timeline-item">
            <span class="when">{ for time }</span>
            <div class="what">
                <p class="headline">{ headline(&words, props) }</p>
                <p class="facts-line">
                    <span class="department" data-department={department.clone()}>
                        <bdi>{ words.word("department", &department) }</bdi>
                    </span>
                    { for facts(&words, item) }
                    { status(&words, item) }
                </p>
            </div>
        </li>
    }
}

fn headline(words: &Words, props: &TimelineItemProps) -> Html {
    let item = &props.interaction;
    if item.restricted.is_some() {
        return html! {
            <span class="quiet"><Icon glyph={Glyph::Lock} />{ words.get(messages::ITEM_RESTRICTED) }</span>
        };
    }
    let kind = || words.word("type", item.kind.as_str());
    let text = item.description.clone().filter(|text| !text.trim().is_empty()).unwrap_or_else(kind);
    let id = item.id.clone();
    let on_follow = props.on_follow.reform(move |()| id.clone());
    html! {
        <SafeLink url={item.url.as_deref().and_then(SafeUrl::parse)} {on_follow}><CustomerText {text} /></SafeLink>
    }
}

/// Channel, agent, amount: what is known of them.
fn facts(words: &Words, item: &Interaction) -> Vec<Html> {
    let agent = item.participants.iter().find(|it| it.role == Role::Agent).and_then(|it| it.name.clone());
    let channel = item.channel.as_ref().map(|channel| words.word("channel", channel.as_str()));
    let amount = item.amount.as_ref().map(|amount| words.format.money(amount));
    let all = channel.into_iter().chain(agent).chain(amount);
    all.map(|fact| html! { <span class="fact"><CustomerText text={fact} /></span> }).collect()
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
