//! What has to be settled about a row of the ledger, and by what: the other values, the rule, the sentence to confirm
//! with its buttons, the editor, and two versions side by side. Knows what makes sense for which row, not how it is saved.

use std::borrow::Cow;

use context_contract::{
    Value,
    enums::{AnswerFrom, Resolution},
    mask,
    profile::Alternative,
    request::FieldDecision,
};
use yew::prelude::*;

use super::{
    confirm::{Press, confirm, press_button, sentence, value_line},
    editor::Editor,
    ledger::Drawing,
    ledger_row::origin,
    pending::Sides,
    text::value_text,
    words::Words,
};
use crate::{
    ledger::{self, Origin, Row, RowState},
    messages,
    outbox::{Entry, Write},
};

pub(super) fn confirm_box(drawing: &Drawing<'_>, row: &Row<'_>, on_press: &Callback<Press>) -> Html {
    let text = sentence(drawing.words, row, &drawing.label(row));
    let key = row.key.to_string();
    let on_copy = drawing.props.on_copy.reform(move |text| (key.clone(), text));
    confirm(drawing.words, &text, &presses(drawing, row), on_press, &on_copy)
}

pub(super) fn editor(drawing: &Drawing<'_>, row: &Row<'_>) -> Html {
    if !drawing.is_editing(row) {
        return Html::default();
    }
    let choices = row.question.map(|question| question.choices.clone()).unwrap_or_default();
    html! {
        <Editor words={drawing.words.clone()} recorder={drawing.props.recorder.clone()} field={drawing.draft_name(row)}
            label={drawing.label(row)} value_type={ledger::value_type(row).to_owned()} {choices}
            focus={drawing.shown.editing.as_deref() == Some(&row.key)} on_done={drawing.on_done(row)} />
    }
}

/// Side by side with the chosen one: value, source, age, and a way to choose it.
pub(super) fn alternative(
    drawing: &Drawing<'_>,
    row: &Row<'_>,
    place: usize,
    other: &Alternative,
    on_press: &Callback<Press>,
) -> Html {
    let words = drawing.words;
    let from = Origin { source: &other.source, at: other.observed_at, ..Origin::default() };
    // The catalogue's mask holds for every value of the field.
    let masked = matches!(row.value.as_deref(), Some(Value::Masked(_)));
    let shown = if masked { mask::ends(&other.value) } else { Cow::Borrowed(&other.value) };
    html! {
        <div class="line other">
            <span part="value" class="value">{ value_text(words, Some(&shown), row.shape) }</span>
            if drawing.props.recorder.is_possible() && row.pointer.is_some() {
                { press_button(words, Press::Choose(place), on_press) }
            }
            <span part="source" class="chip">{ for origin(drawing, from) }</span>
        </div>
    }
}

pub(super) fn rule_message(rule: &Resolution) -> Option<messages::Message> {
    Some(match rule {
        Resolution::Recency => messages::RULE_RECENCY,
        Resolution::SourcePriority => messages::RULE_PRIORITY,
        Resolution::Verified => messages::RULE_VERIFIED,
        Resolution::Manual => messages::RULE_MANUAL,
        Resolution::Other(_) => return None,
    })
}

/// What can be done about the row now.
pub(super) fn presses(drawing: &Drawing<'_>, row: &Row<'_>) -> Vec<Press> {
    if !drawing.props.recorder.is_possible() || row.state == RowState::Restricted {
        return Vec::new();
    }
    let told = row.question.is_none_or(|question| question.from != AnswerFrom::Verification);
    let all = [
        (Press::Confirm, row.state.needs_confirmation() && ledger::confirm(row, None).is_some()),
        (Press::Correct, told),
        (Press::Decline, row.state != RowState::Declined && ledger::decline(row, None).is_some()),
        (Press::Undo, ledger::undo(row, None).is_some()),
    ];
    all.into_iter().filter(|(_, can)| *can).map(|(press, _)| press).collect()
}

/// What the agent recorded and what the server has, each as one line.
pub(super) fn sides(words: &Words, row: &Row<'_>, entry: &Entry) -> Sides {
    let mine = match &*entry.write {
        Write::Answer { body, .. } => value_line(words, row, body.value.as_ref()),
        Write::Field { body, .. } => decided(words, row, &body.decision),
        _ => String::new(),
    };
    let theirs = row.value.as_deref().filter(|_| row.state != RowState::Declined);
    let newest = row.answer.and_then(|answer| answer.history.first());
    let agent = newest.and_then(|asking| asking.agent.clone());
    let department = row.origin.department.map(|it| words.word("department", it.as_str()));
    let when = row.origin.at.map(|at| words.format.ago(at, words.now));
    let by = [agent.or(department), when].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Sides { mine, theirs: value_line(words, row, theirs), by }
}

fn decided(words: &Words, row: &Row<'_>, decision: &FieldDecision) -> String {
    match decision {
        FieldDecision::Keep => words.get(messages::CONFIRM),
        FieldDecision::Correct { value } => value_line(words, row, Some(value)),
        FieldDecision::Choose { source, .. } => {
            let chosen = row.alternatives.iter().find(|other| other.source == *source);
            value_line(words, row, chosen.map(|other| &other.value))
        }
        FieldDecision::Undo => words.get(messages::UNDO),
    }
}
