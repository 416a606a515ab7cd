//! Narrows the timeline: one chip per department and a search field. Knows the filter, not what it lets through.

use std::{rc::Rc, time::Duration};

use context_contract::enums::Department;
use web_sys::HtmlInputElement;
use yew::{platform::time::sleep, prelude::*};

use super::words::Words;
use crate::{messages, store::TimelineFilter};

/// A pause in typing after which the search is sent, in milliseconds.
const PAUSE_MS: u64 = 200;

/// Chips, with how much each department has, and the search field.
pub fn filters(
    words: &Words,
    filter: &TimelineFilter,
    departments: &[(Department, u64)],
    on_change: &Callback<TimelineFilter>,
) -> Html {
    let label = words.get(messages::SEARCH);
    html! {
        <>
            if departments.len() > 1 {
                <div part="filter" class="filters" role="group" aria-label={words.get(messages::FILTER_DEPARTMENTS)}>
                    { chip(words, filter, None, on_change) }
                    { for departments.iter().map(|department| chip(words, filter, Some(department), on_change)) }
                </div>
            }
            <SearchField {label} filter={filter.clone()} on_change={on_change.clone()} />
        </>
    }
}

fn chip(
    words: &Words,
    filter: &TimelineFilter,
    department: Option<&(Department, u64)>,
    on_change: &Callback<TimelineFilter>,
) -> Html {
    let chosen = department.map(|(name, _)| name.clone());
    let pressed = filter.department == chosen;
    let next = TimelineFilter { department: chosen, ..filter.clone() };
    let onclick = on_change.reform(move |_: MouseEvent| next.clone());
    let (key, text) = match department {
        None => (String::new(), words.get(messages::FILTER_ALL)),
        Some((name, count)) => {
            let word = words.word("department", name.as_str());
            (name.as_str().to_owned(), format!("{word} {}", words.format.count(*count)))
        }
    };
    html! {
        <button {key} type="button" part="button" class="filter" aria-pressed={pressed.to_string()} {onclick}>
            <bdi>{ text }</bdi>
        </button>
    }
}

/// Props of [`SearchField`].
#[derive(Properties, PartialEq)]
struct SearchFieldProps {
    label: String,
    filter: TimelineFilter,
    on_change: Callback<TimelineFilter>,
}

/// Sends what is typed after a pause, so that not every key costs a request.
#[component]
fn SearchField(props: &SearchFieldProps) -> Html {
    let typed = use_state_eq(|| props.filter.text.clone());
    let newest = use_mut_ref(|| 0u32);
    // The filter can be cleared from outside; what is typed follows it.
    let set_typed = typed.setter();
    use_effect_with(props.filter.text.clone(), move |text| set_typed.set(text.clone()));
    let oninput = {
        let (typed, on_change, filter) = (typed.setter(), props.on_change.clone(), props.filter.clone());
        Callback::from(move |event: InputEvent| {
            let Some(field) = event.target_dyn_into::<HtmlInputElement>() else { return };
            typed.set(field.value());
            *newest.borrow_mut() += 1;
            let next = TimelineFilter { text: field.value(), ..filter.clone() };
            spawn_after_pause(&newest, on_change.clone(), next);
        })
    };
    html! {
        <input type="search" part="search" class="search" value={(*typed).clone()} {oninput}
            placeholder={props.label.clone()} aria-label={props.label.clone()}
            autocomplete="off" spellcheck="false" maxlength="200" />
    }
}

fn spawn_after_pause(
    newest: &Rc<std::cell::RefCell<u32>>,
    on_change: Callback<TimelineFilter>,
    next: TimelineFilter,
) {
    let (newest, mine) = (newest.clone(), *newest.borrow());
    yew::platform::spawn_local(async move {
        sleep(Duration::from_millis(PAUSE_MS)).await;
        if *newest.borrow() == mine {
            on_change.emit(next);
        }
    });
}
