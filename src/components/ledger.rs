//! What has been answered already, row by row: label, value, whether it still has to be asked, where it is from; and
//! what can be done about it. Knows how a row looks; which state it is in is the contract's rule.

use std::rc::Rc;

use context_contract::{Question, Source, enums::Department};
use vecmap::VecSet;
use yew::prelude::*;

use super::{
    confirm::{Press, label_text},
    ledger_keys::on_key,
    ledger_missing::still_to_ask,
    ledger_row::draw_row,
    row_actions::{pressed, row_actions},
    words::Words,
};
use crate::{
    checking::Hint,
    ledger::{
        Counts, FieldName, Known, Relevance, Row, RowState, choose, confirm, correct, decline, rows, undo,
    },
    messages::{self, Message},
    outbox::Write,
    recorder::Recorder,
    row_actions::{RowActions, RowKind},
};

/// Props of [`Ledger`].
#[derive(Clone, Properties, PartialEq)]
pub struct LedgerProps {
    /// Sentences and formats.
    pub words: Words,
    /// Whose answers.
    pub context: Known,
    /// The catalogue.
    pub questions: Rc<[Question]>,
    /// The agent's department.
    pub department: Option<Department>,
    /// Why the customer got in touch.
    pub reason: Option<String>,
    /// Records what the agent does.
    pub recorder: Recorder,
    /// Questions that the agent is about to ask although they are answered.
    pub flagged: Rc<[Hint]>,
    /// A link of a row is followed: its key. Answers whether to go on.
    pub on_follow: Callback<String, bool>,
    /// The interaction with this id is to be shown in the timeline.
    pub on_open: Callback<String>,
    /// The agent copies something: key and text.
    pub on_copy: Callback<(String, String)>,
    /// What the host offers on rows.
    pub row_actions: RowActions,
    /// One of these was pressed: its id and the key of the question.
    pub on_row_action: Callback<(String, String)>,
}

/// What the agent has opened.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Shown {
    /// Rows whose history is visible.
    pub(super) open: VecSet<String>,
    /// The row that is being corrected or answered.
    pub(super) editing: Option<String>,
    /// Whether rows that matter to others are visible.
    pub(super) all: bool,
    /// The row that the tab key leads to.
    pub(super) active: Option<String>,
}

/// Everything a row is drawn with.
pub(super) struct Drawing<'a> {
    pub(super) words: &'a Words,
    pub(super) props: &'a LedgerProps,
    pub(super) sources: &'a [Source],
    pub(super) shown: &'a UseStateHandle<Shown>,
    /// Draws the rows again: whether an editor is open depends on drafts as well.
    pub(super) redraw: &'a UseForceUpdateHandle,
    /// The row that the tab key leads to.
    pub(super) active: &'a str,
}

/// The rows of the ledger.
#[component]
pub fn Ledger(props: &LedgerProps) -> Html {
    let shown = use_state_eq(Shown::default);
    let redraw = use_force_update();
    let words = &props.words;
    let rows = rows_of(props);
    if rows.is_empty() {
        return html! { <p class="quiet">{ words.get(messages::LEDGER_EMPTY) }</p> };
    }
    let (missing, known): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.state == RowState::Missing);
    let is_apart = |row: &Row<'_>| row.relevance == Relevance::Other && !is_flagged(props, row);
    let hidden = known.iter().filter(|row| is_apart(row)).count();
    let visible = |row: &&Row<'_>| shown.all || !is_apart(row);
    let visible: Vec<&Row<'_>> = known.iter().filter(visible).collect();
    let first = visible.iter().find(|row| shown.active.as_deref() == Some(&row.key)).or(visible.first());
    let active = first.map(|row| row.key.to_string()).unwrap_or_default();
    let drawing = Drawing {
        words,
        props,
        sources: &props.context.sources,
        shown: &shown,
        redraw: &redraw,
        active: &active,
    };
    html! {
        <div onkeydown={Callback::from(|event: KeyboardEvent| on_key(&event))}>
            <dl class="rows">{ for visible.into_iter().map(|row| draw_row(&drawing, row)) }</dl>
            { more(&drawing, hidden) }
            { still_to_ask(&drawing, &missing) }
        </div>
    }
}

/// Whether the agent is about to ask this once more.
pub(super) fn is_flagged(props: &LedgerProps, row: &Row<'_>) -> bool {
    let key = question_key(row);
    props.flagged.iter().any(|hint| hint.key == *key)
}

/// The key of the question of a row; that of the row where no question covers it.
fn question_key<'a>(row: &'a Row<'_>) -> &'a str {
    row.question.map_or(&*row.key, |question| &question.key)
}

/// The rows for these props, as the contract orders and judges them.
#[must_use]
pub fn rows_of(props: &LedgerProps) -> Vec<Row<'_>> {
    let (context, questions) = (&*props.context, &*props.questions);
    rows(context, questions, props.department.as_ref(), props.reason.as_deref(), props.words.now)
}

/// Keys of the questions that these rows offer for asking or confirming; those of other departments are out of sight.
#[must_use]
pub fn offered(props: &LedgerProps) -> Vec<String> {
    let is_offered = |row: &Row<'_>| {
        let visible = row.state == RowState::Missing || row.relevance != Relevance::Other;
        row.state.may_be_asked() && visible
    };
    rows_of(props).iter().filter(|row| is_offered(row)).map(|row| question_key(row).to_owned()).collect()
}

/// "7 known · 1 to confirm · 1 missing", without zeroes.
#[must_use]
pub fn summary(words: &Words, counts: Counts) -> String {
    let all = [
        (messages::LEDGER_KNOWN, counts.known),
        (messages::LEDGER_CONFIRM, counts.confirm),
        (messages::LEDGER_MISSING, counts.missing),
    ];
    let some =
        all.into_iter().filter(|(_, count)| *count > 0).map(|(message, count)| words.count(message, count));
    some.collect::<Vec<_>>().join(" · ")
}

/// The panel's word for a field.
pub(super) fn field_message(name: FieldName) -> Message {
    match name {
        FieldName::Name | FieldName::Other => messages::FIELD_NAME,
        FieldName::Account => messages::FIELD_ACCOUNT,
        FieldName::BirthDate => messages::FIELD_BIRTH_DATE,
        FieldName::Email => messages::FIELD_EMAIL,
        FieldName::Phone => messages::FIELD_PHONE,
        FieldName::Address => messages::FIELD_ADDRESS,
        FieldName::Gender => messages::FIELD_GENDER,
    }
}

fn more(drawing: &Drawing<'_>, hidden: usize) -> Html {
    if hidden == 0 {
        return Html::default();
    }
    let (words, shown) = (drawing.words, drawing.shown.clone());
    let text = match shown.all {
        true => words.get(messages::LEDGER_LESS),
        false => words.count(messages::LEDGER_MORE, hidden as u64),
    };
    let all = shown.all;
    let onclick = Callback::from(move |_: MouseEvent| shown.set(Shown { all: !all, ..(*shown).clone() }));
    html! {
        <button type="button" part="button" class="text-button more-rows" aria-expanded={all.to_string()} {onclick}>{ text }</button>
    }
}

impl Drawing<'_> {
    /// What a press on this row does. Every write is made now and is for the customer who is on screen now.
    pub(super) fn on_press(&self, row: &Row<'_>) -> Callback<Press> {
        let occasion = || self.props.recorder.occasion();
        let write = self.props.recorder.on_write();
        let choices: Vec<Option<Write>> =
            row.alternatives.iter().map(|other| choose(row, other, occasion())).collect();
        let (confirm, decline, undo) =
            (confirm(row, occasion()), decline(row, occasion()), undo(row, occasion()));
        let edit = self.on_edit(Some(row.key.to_string()));
        Callback::from(move |press| {
            let one = match press {
                Press::Confirm => confirm.clone(),
                Press::Decline => decline.clone(),
                Press::Undo => undo.clone(),
                Press::Choose(place) => choices.get(place).cloned().flatten(),
                Press::Correct => return edit.emit(()),
            };
            one.into_iter().for_each(|one| write.emit(one));
        })
    }

    /// Opens the editor of this row, or closes whichever is open.
    pub(super) fn on_edit(&self, key: Option<String>) -> Callback<()> {
        let shown = self.shown.clone();
        Callback::from(move |()| {
            let editing = key.clone().filter(|key| shown.editing.as_ref() != Some(key));
            shown.set(Shown { editing, ..(*shown).clone() });
        })
    }

    /// Takes what the editor of this row gives.
    pub(super) fn on_done(&self, row: &Row<'_>) -> Callback<Option<context_contract::Value>> {
        let (write, close) = (self.props.recorder.on_write(), self.on_edit(None));
        let redraw = self.redraw.clone();
        let template = correct(row, context_contract::Value::Null, self.props.recorder.occasion());
        Callback::from(move |value| {
            if let Some((value, template)) = Option::zip(value, template.clone()) {
                write.emit(template.with_value(value));
            }
            close.emit(());
            redraw.force_update();
        })
    }

    /// The name of this row's draft.
    pub(super) fn draft_name(&self, row: &Row<'_>) -> String {
        format!("answer/{}", row.key)
    }

    /// Whether the row's editor is open, because the agent has opened it or because something is typed already.
    pub(super) fn is_editing(&self, row: &Row<'_>) -> bool {
        let typed = || self.props.recorder.draft(&self.draft_name(row)).is_some_and(|text| !text.is_empty());
        self.props.recorder.is_possible() && (self.shown.editing.as_deref() == Some(&row.key) || typed())
    }

    /// What the host offers on this row.
    pub(super) fn row_actions(&self, row: &Row<'_>) -> Html {
        if self.props.row_actions.on(RowKind::Question).next().is_none() {
            return Html::default();
        }
        let key = question_key(row).to_owned();
        let on_action = self.props.on_row_action.clone();
        let onclick = Callback::from(move |event: MouseEvent| {
            pressed(&event).into_iter().for_each(|action| on_action.emit((action, key.clone())));
        });
        let buttons = row_actions(self.words, &self.props.row_actions, RowKind::Question, None);
        html! { <div class="confirm-actions" {onclick}>{ buttons }</div> }
    }

    pub(super) fn label(&self, row: &Row<'_>) -> String {
        label_text(self.words, &row.label)
    }
}
