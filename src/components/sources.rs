//! Where it all comes from: every source and how it answered, with another try for those that failed.
//! Knows the statuses and nothing of how sources are asked.

use context_contract::{Source, enums::SourceStatus};
use yew::prelude::*;

use super::{
    icon::{Glyph, icon},
    words::Words,
};
use crate::messages;

/// The foot of the panel. `on_retry` is told the source that the agent wants to be asked again.
pub fn sources(words: &Words, sources: &[Source], on_retry: &Callback<String>) -> Html {
    if sources.is_empty() {
        return Html::default();
    }
    html! {
        <div key="sources" part="section section-sources" class="sources">
            <ul aria-label={words.get(messages::SOURCES)}>{ for sources.iter().map(|source| draw(words, source, on_retry)) }</ul>
        </div>
    }
}

fn draw(words: &Words, source: &Source, on_retry: &Callback<String>) -> Html {
    let failed = source.status.is_failure();
    let fresh = source.status == SourceStatus::Ok;
    let name = source.name.clone().unwrap_or_else(|| source.id.clone());
    let status = status(words, source);
    let title = source.as_of.map(|at| words.format.exact(at));
    html! {
        <li key={source.id.clone()} part="source" class={classes!(failed.then_some("warn"))} {title}>
            <bdi>{ name.clone() }</bdi>
            if fresh {
                { icon(Glyph::Check) }
                <span class="spoken">{ status }</span>
            } else {
                <span class="fact">{ status }</span>
            }
            if failed { { retry(words, source, &name, on_retry) } }
        </li>
    }
}

fn retry(words: &Words, source: &Source, name: &str, on_retry: &Callback<String>) -> Html {
    let id = source.id.clone();
    let onclick = on_retry.reform(move |_: MouseEvent| id.clone());
    let retry = words.get(messages::RETRY);
    let label = words.fill(messages::LABELLED, &[("label", &retry), ("value", name)]);
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
