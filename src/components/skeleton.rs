//! The shape of the panel while its first answer is awaited. Decoration: the live region says that it loads.

use yew::prelude::*;

/// Grey bars where text will be. The element class draws the same ones before this module is there.
pub fn skeleton() -> Html {
    html! {
        <div part="skeleton" class="skeleton" aria-hidden="true">
            <div class="bone round" /><div class="bone title" /><div class="bone line" />
            <div class="bone block" /><div class="bone row" /><div class="bone row" /><div class="bone row" />
            <div class="bone row" /><div class="bone block" />
        </div>
    }
}
