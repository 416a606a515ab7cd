//! A text field that is opened to be typed into: it takes the focus as soon as it is there. Knows nothing of what is
//! typed; keeping it is the caller's.

use web_sys::{HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Props of [`TypingField`].
#[derive(Properties, PartialEq)]
pub struct TypingFieldProps {
    /// Its accessible name.
    pub label: String,
    /// What is in it when it appears; afterwards what is typed counts, which nothing drawn later may overwrite.
    pub value: String,
    /// Lines that are visible.
    #[prop_or(2)]
    pub rows: u32,
    /// Whether it takes the focus when it appears.
    #[prop_or(true)]
    pub focused: bool,
    /// Whether the form cannot do without it.
    #[prop_or_default]
    pub required: bool,
    /// What is typed.
    pub on_typed: Callback<String>,
    /// Escape, or Enter with the control key: done here.
    pub on_done: Callback<()>,
}

/// A text field of a few lines.
#[component]
pub fn TypingField(props: &TypingFieldProps) -> Html {
    let node = use_node_ref();
    let focused = props.focused.then(|| node.clone());
    use_effect_with((), move |()| {
        if let Some(field) = focused.and_then(|node| node.cast::<HtmlElement>()) {
            // A field that cannot take the focus is one that the agent clicks into.
            let _unfocused = field.focus();
        }
    });
    let on_typed = props.on_typed.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(field) = event.target_dyn_into::<HtmlTextAreaElement>() {
            on_typed.emit(field.value());
        }
    });
    let on_done = props.on_done.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let done =
            event.key() == "Escape" || (event.key() == "Enter" && (event.ctrl_key() || event.meta_key()));
        if done {
            event.prevent_default();
            on_done.emit(());
        }
    });
    html! {
        <textarea ref={node} class="input" rows={props.rows.to_string()} maxlength="2000" defaultvalue={props.value.clone()}
            aria-label={props.label.clone()} required={props.required} {oninput} {onkeydown} />
    }
}
