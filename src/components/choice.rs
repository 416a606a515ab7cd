//! Several customers match: the agent chooses. Knows the candidates, not how they were found.

use std::rc::Rc;

use context_contract::request::Candidate;
use yew::prelude::*;

use super::{text::customer_text, words::Words};
use crate::messages;

/// The list of candidates, the best match first. `on_choose` is told the customer's id.
pub fn choice(words: &Words, candidates: &[Candidate], level: u8, on_choose: &Callback<Rc<str>>) -> Html {
    let heading = format!("h{level}");
    html! {
        <div class="choice">
            <@{heading} class="page-title">{ words.get(messages::CHOOSE_TITLE) }</@>
            <p>{ words.get(messages::CHOOSE_TEXT) }</p>
            <ul>{ for candidates.iter().map(|candidate| draw(words, candidate, on_choose)) }</ul>
        </div>
    }
}

fn draw(words: &Words, candidate: &Candidate, on_choose: &Callback<Rc<str>>) -> Html {
    let id: Rc<str> = candidate.id.as_str().into();
    let onclick = on_choose.reform(move |_: MouseEvent| id.clone());
    let matched: Vec<String> =
        candidate.matched.matched_on.iter().map(|on| words.word("field", on)).collect();
    let matched = words.fill(messages::CHOOSE_MATCHED, &[("what", &words.format.list(&matched))]);
    html! {
        <li key={candidate.id.clone()}>
            <button type="button" part="button" class="candidate" {onclick}>
                <b>{ customer_text(&candidate.display_name) }</b>
                <span class="quiet">{ matched }</span>
            </button>
        </li>
    }
}
