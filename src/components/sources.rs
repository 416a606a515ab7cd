//! Where it all comes from: every source and how it answered, with another try for those that failed.
//! Knows the statuses and nothing of how sources are asked.

use std::rc::Rc;

use context_contract::{Source, enums::SourceStatus};
use yew::prelude::*;

use super::{
    icon::{Glyph, Icon},
    words::{Words, use_words},
};
use crate::messages;

/// Props of [`Sources`].
#[derive(Properties, PartialEq)]
pub struct SourcesProps {
    /// The sources.
    pub sources: Rc<[Source]>,
    /// The agent wants a source to be asked again: its id.
    pub on_retry: Callback<String>,
}

/// The foot of the panel.
#[component]
pub fn Sources(props: &SourcesProps) -> Html {
    let words = use_words();
    if props.sources.is_empty() {
        return Html::default();
    }
    html! {
        <section part="section section-sources" class="sources" aria-label={words.get(messages::SOURCES)}>
            <ul>{ for props.sources.iter().map(|source| draw(&words, props, source)) }</ul>
        </section>
    }
}

fn draw(words: &Words, props: &SourcesProps, source: &Source) -> Html {
    let failed = source.status.is_failure();
    let fresh = source.status == SourceStatus::Ok;
    let name = words.source_name(&props.sources, &source.id);
    let status = status(words, source);
    let title = source.as_of.map(|at| words.format.exact(at));
    html! {
        <li key={source.id.clone()} part="source" class={classes!(failed.then_some("warn"))} {title}>
            <bdi>{ name.clone() }</bdi>
            if fresh {
                <Icon glyph={Glyph::Check} />
                <span class="spoken">{ status }</span>
            } else {
                <span class="fact">{ status }</span>
            }
            if failed { { retry(words, props, source, &name) } }
        </li>
    }
}

fn retry(words: &Words, props: &SourcesProps, source: &Source, name: &str) -> Html {
    let id = source.id.clone();
    let onclick = props.on_retry.reform(move |_: MouseEvent| id.clone());
    let retry = words.get(messages::RETRY);
    let label = format!("{retry}: {name}");
    html! {
        <button type="button" part="button" class="text-button" aria-label={label} {onclick}>{ retry }</button>
    }
}

fn status(words: &Words, source: &Source) -> String {
    match (&source.status, source.as_of) {
        (SourceStatus::Stale, Some(at)) => {
            words.fill(messages::SOURCE_STALE, &[("when", &words.format.date(at))])
        }
        (status, _) => words.word("source", status.as_str()),
    }
}
