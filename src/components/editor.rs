//! A field into which an agent types what the customer says, fit for the kind of value. What is typed is kept as a
//! draft until it is recorded or another customer's turn has come and gone. Knows no question and no write.

use context_contract::Value;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::words::Words;
use crate::{ledger::parse, messages, recorder::Recorder};

/// Longest text that a gateway takes, in characters.
const LONGEST: &str = "2000";

/// Props of [`Editor`].
#[derive(Clone, PartialEq, Properties)]
pub struct EditorProps {
    /// Sentences.
    pub words: Words,
    /// Keeps the draft.
    pub recorder: Recorder,
    /// The draft's name.
    pub field: String,
    /// What is asked for, for screen readers.
    pub label: String,
    /// As in `ledger::value_type`.
    pub value_type: String,
    /// The answers to choose from, for `choice`.
    #[prop_or_default]
    pub choices: Vec<String>,
    /// Whether the agent has just asked for it: then it takes the focus.
    pub focus: bool,
    /// The agent is done: with a value, or without one.
    pub on_done: Callback<Option<Value>>,
}

/// The field with its buttons. Yes and no are recorded by one press.
#[component]
pub fn Editor(props: &EditorProps) -> Html {
    let place = use_node_ref();
    let invalid = use_state_eq(|| false);
    let first = place.clone();
    use_effect_with(props.focus, move |focus| {
        let first = first.cast::<HtmlElement>().filter(|_| *focus);
        let first = first.and_then(|form| form.query_selector("input, select, button").ok().flatten());
        if let Some(first) =
            first.and_then(|element| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(element).ok())
        {
            // An element that cannot take the focus leaves it where it was.
            let _focused = first.focus();
        }
    });
    let onsubmit = {
        let (props, invalid) = (props.clone(), invalid.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let typed = props.recorder.draft(&props.field).unwrap_or_default();
            let value = parse(&props.value_type, &typed);
            invalid.set(value.is_none());
            if value.is_some() {
                props.recorder.drop_draft(&props.field);
                props.on_done.emit(value);
            }
        })
    };
    let onkeydown = {
        let on_done = props.on_done.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                on_done.emit(None);
            }
        })
    };
    html! {
        <form ref={place} class="editor" {onsubmit} {onkeydown} novalidate=true>
            { field(props, *invalid) }
            { buttons(props) }
            if *invalid { <p class="invalid" role="alert">{ props.words.get(messages::INVALID) }</p> }
        </form>
    }
}

fn field(props: &EditorProps, invalid: bool) -> Html {
    let value = props.recorder.draft(&props.field).unwrap_or_default();
    match props.value_type.as_str() {
        "boolean" => yes_or_no(props),
        "choice" => choice(props, &value),
        "date" => input(props, value, "date", "", invalid),
        "integer" => input(props, value, "text", "numeric", invalid),
        "decimal" => input(props, value, "text", "decimal", invalid),
        _ => input(props, value, "text", "", invalid),
    }
}

fn input(props: &EditorProps, value: String, kind: &'static str, mode: &'static str, invalid: bool) -> Html {
    let (recorder, field) = (props.recorder.clone(), props.field.clone());
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            recorder.keep_draft(&field, input.value());
        }
    });
    let example = (props.value_type == "money").then_some("18.00 EUR");
    html! {
        <input type={kind} class="editor-field" inputmode={(!mode.is_empty()).then_some(mode)} {value} {oninput}
            aria-label={props.label.clone()} aria-invalid={invalid.then_some("true")} placeholder={example}
            autocomplete="off" maxlength={LONGEST} dir="auto" />
    }
}

fn choice(props: &EditorProps, chosen: &str) -> Html {
    let (recorder, field) = (props.recorder.clone(), props.field.clone());
    let onchange = Callback::from(move |event: Event| {
        if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
            recorder.keep_draft(&field, select.value());
        }
    });
    let option = |choice: &String| {
        html! { <option key={choice.clone()} value={choice.clone()} selected={choice == chosen}>{ choice }</option> }
    };
    html! {
        <select class="editor-field" aria-label={props.label.clone()} {onchange}>
            <option key="" value="" selected={chosen.is_empty()}>{ "–" }</option>
            { for props.choices.iter().map(option) }
        </select>
    }
}

fn yes_or_no(props: &EditorProps) -> Html {
    let button = |value: bool, label| {
        let onclick = props.on_done.reform(move |_: MouseEvent| Some(Value::Bool(value)));
        html! { <button type="button" part="button" class="text-button" {onclick}>{ props.words.get(label) }</button> }
    };
    html! {
        <span role="group" aria-label={props.label.clone()} class="editor-field">
            { button(true, messages::VALUE_YES) }
            { button(false, messages::VALUE_NO) }
        </span>
    }
}

fn buttons(props: &EditorProps) -> Html {
    let onclick = props.on_done.reform(|_: MouseEvent| None);
    html! {
        <>
            if props.value_type != "boolean" {
                <button type="submit" part="button" class="text-button">{ props.words.get(messages::SAVE) }</button>
            }
            <button type="button" part="button" class="text-button" {onclick}>{ props.words.get(messages::CANCEL) }</button>
        </>
    }
}
