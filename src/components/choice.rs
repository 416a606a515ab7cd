//! Several customers match: the agent chooses. Knows the candidates, not how they were found.

use std::rc::Rc;

use context_contract::request::Candidate;
use yew::prelude::*;

use super::{
    text::CustomerText,
    words::{Words, use_words},
};
use crate::messages;

/// Props of [`Choice`].
#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    /// Who may be meant, the best match first.
    pub candidates: Rc<[Candidate]>,
    /// Level of the heading.
    pub level: u8,
    /// The agent chose: the customer's id.
    pub on_choose: Callback<Rc<str>>,
}

/// The list of candidates.
#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let words = use_words();
    let heading = format!("h{}", props.level);
    html! {
        <div class="choice">
            <@{heading} class="page-title">{ words.get(messages::CHOOSE_TITLE) }</@>
            <p>{ words.get(messages::CHOOSE_TEXT) }</p>
            <ul>{ for props.candidates.iter().map(|candidate| draw(&words, props, candidate)) }</ul>
        </div>
    }
}

fn draw(words: &Words, props: &ChoiceProps, candidate: &Candidate) -> Html {
    let id: Rc<str> = candidate.id.as_str().into();
    let onclick = props.on_choose.reform(move |_: MouseEvent| id.clone());
    let matched: Vec<String> =
        candidate.matched.matched_on.iter().map(|on| words.word("field", on)).collect();
    let matched = words.fill(messages::CHOOSE_MATCHED, &[("what", &words.format.list(&matched))]);
    html! {
        <li key={candidate.id.clone()}>
            <button type="button" part="button" class="candidate" {onclick}>
                <b><CustomerText text={candidate.display_name.clone()} /></b>
                <span class="quiet">{ matched }</span>
            </button>
        </li>
    }
}
