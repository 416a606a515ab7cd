//! This contact so far, and the hand-off: six lines that the next agent reads first, each edited in place, and the way
//! to hand the contact over. Knows how they are laid out; what belongs to the contact is gathered elsewhere.

use context_contract::{
    Value,
    enums::{Department, NoteKind},
    fact::Handoff,
    request::NoteWrite,
};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{
    field::TypingField,
    icon::{Glyph, icon},
    pen::Pen,
    pending::{Sides, pending_note},
    text::{customer_text, plain},
    words::Words,
};
use crate::{
    contact::{ContactSoFar, Field, Line, OPEN, OWN, TO, draft},
    ledger::Shape,
    messages::{self, Message},
    outbox::{Entry, EntryState, Target, Write},
};

/// Texts longer than this do not fit into two lines of the narrowest panel, in characters.
const TWO_LINES: usize = 48;

/// What the card needs besides the contact.
pub struct HandoffLinks<'a> {
    /// The contact that is going on now.
    pub contact: Option<&'a str>,
    /// Departments that it can be handed to.
    pub departments: Vec<Department>,
    /// Whether the contact is the gateway's own, so that it is transferred there as well.
    pub own: bool,
    /// Writes the hand-off. `None` when nothing can be written.
    pub pen: Option<&'a Pen>,
}

/// The six rows, and the way to hand over.
pub fn handoff(words: &Words, contact: &ContactSoFar, links: &HandoffLinks<'_>) -> Html {
    let desk = links.pen.zip(links.contact).map(|(pen, contact)| Desk { pen, contact });
    let rows = Field::ALL.iter().map(|field| row(words, contact, *field, desk));
    html! {
        <>
            <dl class="handoff">{ for rows }</dl>
            if let Some(note) = contact.received.as_ref().map(|it| &it.text).filter(|text| !text.is_empty()) {
                <p class="handoff-note">{ customer_text(note) }</p>
            }
            if let Some(desk) = desk { { sending(words, contact, links, desk) } }
        </>
    }
}

/// "Rian M., Billing · 4 minutes ago" of a hand-off, else "2 transfers · 11 min".
#[must_use]
pub fn summary(words: &Words, contact: &ContactSoFar) -> String {
    let facts = match &contact.received {
        Some(received) => {
            let from = received.from.as_ref().map(|it| words.word("department", it.as_str()));
            let who: Vec<String> = received.author.clone().into_iter().chain(from).collect();
            [Some(who.join(", ")), Some(words.format.ago(received.date, words.now))]
        }
        None => [
            (contact.transfers > 0).then(|| words.count(messages::TRANSFERS_OTHER, contact.transfers)),
            contact.began.map(|began| words.format.duration(words.now.as_millis() - began.as_millis())),
        ],
    };
    facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The pen, and the contact that it writes about.
#[derive(Clone, Copy)]
struct Desk<'a> {
    pen: &'a Pen,
    contact: &'a str,
}

impl Desk<'_> {
    fn draft(self, name: &str) -> String {
        draft(self.contact, name)
    }

    /// What is in the field: the agent's words, else what was gathered.
    fn text(self, contact: &ContactSoFar, field: Field) -> String {
        let draft = self.pen.draft(&self.draft(field.name()));
        draft.unwrap_or_else(|| contact.text(field))
    }
}

fn label(field: Field) -> Message {
    match field {
        Field::Reason => messages::CONTACT_REASON,
        Field::Asked => messages::CONTACT_ASKED,
        Field::Answered => messages::CONTACT_ANSWERED,
        Field::Tried => messages::CONTACT_TRIED,
        Field::Promised => messages::CONTACT_PROMISED,
        Field::Next => messages::CONTACT_NEXT,
    }
}

fn row(words: &Words, contact: &ContactSoFar, field: Field, desk: Option<Desk<'_>>) -> Html {
    let label = words.get(label(field));
    let open = desk.is_some_and(|desk| desk.pen.entered(&desk.draft(OPEN)) == field.name());
    let content = match desk {
        Some(desk) if open => editor(words, contact, field, desk, label.clone()),
        _ => shown(words, contact, field, desk),
    };
    html! {
        <div key={field.name()} class="handoff-row" data-field={field.name()}>
            <dt part="label">{ label.clone() }</dt>
            <dd part="value">
                { content }
                if let Some(desk) = desk.filter(|_| !open) { { edit_button(words, field, desk, &label) } }
            </dd>
        </div>
    }
}

/// At most two lines; what is longer opens.
fn shown(words: &Words, contact: &ContactSoFar, field: Field, desk: Option<Desk<'_>>) -> Html {
    let draft = desk.and_then(|desk| desk.pen.draft(&desk.draft(field.name())));
    let texts: Vec<String> = match draft {
        Some(draft) => draft.lines().map(str::to_owned).collect(),
        None => contact.lines(field).iter().map(|line| in_full(words, line)).collect(),
    };
    if texts.iter().all(|text| text.trim().is_empty()) {
        return html! { <span class="handoff-text quiet">{ "–" }</span> };
    }
    let long = texts.len() > 2 || texts.iter().map(|text| text.chars().count()).sum::<usize>() > TWO_LINES;
    let lines = texts.iter().map(|text| html! { <span class="handoff-line">{ customer_text(text) }</span> });
    if long {
        return html! { <details class="handoff-text"><summary><span class="clamped">{ for lines }</span></summary></details> };
    }
    html! { <span class="handoff-text">{ for lines }</span> }
}

fn in_full(words: &Words, line: &Line) -> String {
    let value = match &line.value {
        _ if line.declined => words.get(messages::STATE_DECLINED),
        Some(Value::Masked(masked)) if masked.masked.is_empty() => words.get(messages::VALUE_HIDDEN),
        Some(value) => plain(words, value, Shape::Plain),
        None => return line.text.clone(),
    };
    if value.is_empty() { line.text.clone() } else { format!("{} {value}", line.text) }
}

fn edit_button(words: &Words, field: Field, desk: Desk<'_>, label: &str) -> Html {
    let (pen, name) = (desk.pen.clone(), desk.draft(OPEN));
    let onclick = Callback::from(move |_: MouseEvent| pen.choose(&name, field.name()));
    let name = words.fill(messages::LABELLED, &[("label", &words.get(messages::EDIT)), ("value", label)]);
    html! {
        <button type="button" part="button" class="icon-button edit" aria-label={name} {onclick}>{ icon(Glyph::Pencil) }</button>
    }
}

fn editor(words: &Words, contact: &ContactSoFar, field: Field, desk: Desk<'_>, label: String) -> Html {
    let value = desk.text(contact, field);
    let on_typed = {
        let (pen, name) = (desk.pen.clone(), desk.draft(field.name()));
        Callback::from(move |text: String| pen.keep(&name, text))
    };
    let on_done = {
        let (pen, name) = (desk.pen.clone(), desk.draft(OPEN));
        Callback::from(move |()| pen.forget([name.as_str()]))
    };
    let done = on_done.reform(|_: MouseEvent| ());
    html! {
        <>
            <TypingField {label} {value} {on_typed} {on_done} />
            <button type="button" part="button" class="icon-button edit" aria-label={words.get(messages::DONE)} onclick={done}>{ icon(Glyph::Check) }</button>
        </>
    }
}

/// To whom, the button, and how the hand-off stands that was sent.
fn sending(words: &Words, contact: &ContactSoFar, links: &HandoffLinks<'_>, desk: Desk<'_>) -> Html {
    let departments = &links.departments;
    let pending = desk.pen.entry(&Target::Note).filter(|entry| is_handoff(entry));
    if let Some(entry) = pending {
        let on_its_way = matches!(entry.state, EntryState::Queued | EntryState::Sending);
        let note = pending_note(words, &desk.pen.recorder, &Target::Note, &|_| Sides::default());
        return html! {
            <div class="handoff-sent">
                if on_its_way { <p class="quiet">{ words.get(messages::SAVING) }</p> }
                { note }
            </div>
        };
    }
    let to_name = desk.draft(TO);
    let chosen = desk.pen.draft(&to_name).map(|name| Department::from(name.as_str()));
    let chosen = chosen.filter(|it| departments.contains(it)).or_else(|| departments.first().cloned());
    let Some(to) = chosen else { return Html::default() };
    let onchange = {
        let pen = desk.pen.clone();
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlSelectElement>() {
                pen.choose(&to_name, &field.value());
            }
        })
    };
    let empty = note(contact, &to, desk).handoff.is_none_or(|it| it == Handoff::default());
    let onclick = {
        let (pen, contact, id, to) = (desk.pen.clone(), contact.clone(), desk.contact.to_owned(), to.clone());
        let own = links.own.then(|| desk.draft(OWN));
        Callback::from(move |_: MouseEvent| {
            if let Some(own) = &own {
                pen.recorder.keep_choice(own, to.to_string());
            }
            let desk = Desk { pen: &pen, contact: &id };
            pen.write(Write::Note(Box::new(note(&contact, &to, desk))));
        })
    };
    let option = |it: &Department| {
        let name = it.as_str().to_owned();
        html! { <option key={name.clone()} value={name.clone()} selected={*it == to}>{ words.word("department", &name) }</option> }
    };
    html! {
        <div class="handoff-end">
            <select class="input" aria-label={words.get(messages::HAND_OVER_TO)} {onchange}>{ for departments.iter().map(option) }</select>
            <button type="button" part="button" class="button" disabled={empty} {onclick}>{ words.get(messages::HAND_OVER) }</button>
        </div>
    }
}

fn is_handoff(entry: &Entry) -> bool {
    matches!(&*entry.write, Write::Note(note) if note.kind == NoteKind::Handoff)
}

fn note(contact: &ContactSoFar, to: &Department, desk: Desk<'_>) -> NoteWrite {
    let text = |field| Some(desk.text(contact, field).trim().to_owned()).filter(|text| !text.is_empty());
    let handoff = Handoff {
        reason: text(Field::Reason),
        asked: text(Field::Asked),
        answered: text(Field::Answered),
        tried: text(Field::Tried),
        promised: text(Field::Promised),
        next: text(Field::Next),
    };
    NoteWrite {
        kind: NoteKind::Handoff,
        text: String::new(),
        handoff: Some(handoff),
        to_department: Some(to.clone()),
        interaction_id: Some(desk.contact.to_owned()),
    }
}
