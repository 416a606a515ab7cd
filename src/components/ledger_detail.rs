//! The history of a row of the ledger: where its value is from, who asked and answered, and what can be done about a row
//! that needs nothing. Knows what is told of an asking; what has to be settled is `ledger_settle`'s.

use context_contract::fact::Asking;
use yew::prelude::*;

use super::{
    confirm::{Press, press_button},
    ledger::Drawing,
    ledger_settle::presses,
    text::{customer_text, moment},
};
use crate::{ledger::Row, messages};

/// Where it is from in words, who asked and answered, and what can be done about a row that needs nothing.
pub(super) fn detail(drawing: &Drawing<'_>, row: &Row<'_>, on_press: &Callback<Press>) -> Html {
    let history = row.answer.map(|answer| answer.history.as_slice()).unwrap_or_default();
    let settled = !row.state.needs_confirmation();
    html! {
        <div class="detail">
            <p>{ for provenance(drawing, row) }{ open_button(drawing, row.origin.interaction) }</p>
            if !history.is_empty() {
                <ul aria-label={drawing.words.get(messages::LEDGER_HISTORY)}>
                    { for history.iter().map(|asking| asked(drawing, asking)) }
                </ul>
            }
            if settled {
                <div class="confirm-actions">
                    { for presses(drawing, row).into_iter().map(|press| press_button(drawing.words, press, on_press)) }
                </div>
            }
            { drawing.row_actions(row) }
        </div>
    }
}

/// Source, department, channel and the exact time.
fn provenance(drawing: &Drawing<'_>, row: &Row<'_>) -> Vec<Html> {
    let (words, origin) = (drawing.words, row.origin);
    let source = (!origin.source.is_empty()).then(|| words.source_name(drawing.sources, origin.source));
    let department = origin.department.map(|it| words.word("department", it.as_str()));
    let channel = origin.channel.map(|it| words.word("channel", it.as_str()));
    let at = origin.at.map(|at| words.format.exact(at));
    let facts = [source, department, channel, at].into_iter().flatten();
    facts.map(|fact| html! { <span class="fact"><bdi>{ fact }</bdi>{ " " }</span> }).collect()
}

fn asked(drawing: &Drawing<'_>, asking: &Asking) -> Html {
    let words = drawing.words;
    let occasion = asking.occasion.as_ref();
    let department =
        occasion.and_then(|it| it.department.as_ref()).map(|it| words.word("department", it.as_str()));
    let channel = occasion.and_then(|it| it.channel.as_ref()).map(|it| words.word("channel", it.as_str()));
    let facts = [asking.agent.clone(), department, channel].into_iter().flatten();
    let interaction = occasion.and_then(|it| it.interaction_id.as_deref());
    html! {
        <li key={format!("{} {}", asking.at, asking.action.as_str())}>
            <span class="fact">{ words.word("ask", asking.action.as_str()) }{ " " }</span>
            { for facts.map(|fact| html! { <span class="fact">{ customer_text(&fact) }{ " " }</span> }) }
            <span class="fact">{ moment(words, asking.at, words.format.ago(asking.at, words.now)) }{ " " }</span>
            { open_button(drawing, interaction) }
        </li>
    }
}

/// Leads to the interaction in the timeline.
fn open_button(drawing: &Drawing<'_>, interaction: Option<&str>) -> Html {
    let Some(id) = interaction.map(str::to_owned) else { return Html::default() };
    let onclick = drawing.props.on_open.reform(move |_: MouseEvent| id.clone());
    html! {
        <button type="button" part="link" class="text-button" {onclick}>{ drawing.words.get(messages::SHOW_CONTACT) }</button>
    }
}
