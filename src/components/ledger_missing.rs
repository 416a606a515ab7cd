//! What nobody knows yet: the questions that may be asked, and a place for the answers.
//! Knows how they are offered; that nothing else is offered is the contract's rule.

use yew::prelude::*;

use super::{
    confirm::{Press, press_button},
    ledger::Drawing,
    ledger_settle::{editor, sides},
    pending::pending_note,
    text::customer_text,
};
use crate::{
    ledger::{Row, correct, decline, target},
    messages,
    outbox::Entry,
};

pub(super) fn still_to_ask(drawing: &Drawing<'_>, missing: &[Row<'_>]) -> Html {
    if missing.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <div class="still-to-ask">
                <b id="still-to-ask">{ drawing.words.get(messages::STILL_TO_ASK) }</b>
                <ul aria-labelledby="still-to-ask">{ for missing.iter().map(|row| chip(drawing, row)) }</ul>
            </div>
            { for missing.iter().map(|row| question(drawing, row)) }
        </>
    }
}

/// The label; a button where the answer can be typed.
fn chip(drawing: &Drawing<'_>, row: &Row<'_>) -> Html {
    let label = customer_text(&drawing.label(row));
    let told = correct(row, context_contract::Value::Null, None).is_some();
    let content = if drawing.props.recorder.is_possible() && told {
        let onclick = drawing.on_edit(Some(row.key.to_string())).reform(|_: MouseEvent| ());
        let open = drawing.is_editing(row).to_string();
        html! { <button type="button" class="ask" aria-expanded={open} {onclick}>{ label }</button> }
    } else {
        html! { <span class="ask">{ label }</span> }
    };
    html! { <li key={row.key.to_string()} data-record={format!("answer:{}", row.key)} data-state="missing">{ content }</li> }
}

/// The question as it should be asked, the field for its answer, and what became of an answer.
fn question(drawing: &Drawing<'_>, row: &Row<'_>) -> Html {
    let recorder = &drawing.props.recorder;
    let about = |entry: &Entry| sides(drawing.words, row, entry);
    let note = recorder.pending(&target(row)).is_some();
    if !drawing.is_editing(row) && !note {
        return Html::default();
    }
    let on_press = drawing.on_press(row);
    html! {
        <div key={format!("ask {}", row.key)} class="asking">
            if drawing.is_editing(row) {
                if let Some(question) = row.question { <p class="sentence">{ customer_text(&question.text) }</p> }
                { editor(drawing, row) }
                if decline(row, None).is_some() {
                    <div class="confirm-actions">{ press_button(drawing.words, Press::Decline, &on_press) }</div>
                }
                { drawing.row_actions(row) }
            }
            { pending_note(drawing.words, recorder, &target(row), &about) }
        </div>
    }
}
