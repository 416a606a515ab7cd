//! The buttons that a host has declared for rows. Knows how they look and which was pressed, nothing of the row.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::{
    icon::{Glyph, icon},
    words::Words,
};
use crate::row_actions::{RowActions, RowKind};

/// The buttons for a row of this kind. One listener around many rows finds the action by [`pressed`].
pub fn row_actions(
    words: &Words,
    actions: &RowActions,
    kind: RowKind,
    tabindex: Option<&'static str>,
) -> Html {
    let buttons = actions.on(kind).map(|action| {
        let label = words.texts.label(&format!("action.{}", action.id)).unwrap_or(&action.label).to_owned();
        let picture = action.icon.as_deref().and_then(Glyph::named).map(icon);
        html! {
            <button key={action.id.clone()} type="button" part="button row-action" class="text-button row-action"
                data-do="act" data-act={action.id.clone()} {tabindex}>{ for picture }<bdi>{ label }</bdi></button>
        }
    });
    html! { <>{ for buttons }</> }
}

/// The id of the action that was pressed.
#[must_use]
pub fn pressed(event: &MouseEvent) -> Option<String> {
    let inner = event.composed_path().get(0).dyn_into::<Element>().ok()?;
    action_of(&inner)
}

/// The id of the action that an element belongs to.
#[must_use]
pub fn action_of(element: &Element) -> Option<String> {
    element.closest("[data-act]").ok().flatten()?.get_attribute("data-act")
}
