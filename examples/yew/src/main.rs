//! The panel in a Yew application, in both ways: as the element that any page can use, with a module of its own, and as
//! the component of the crate, inside this application's module. Knows invented customers and no server.

use std::rc::Rc;

use context_contract::Context;
use customer_context::{
    CustomerContext,
    config::{Config, Density, Section},
};
use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::{CustomEvent, Element};
use yew::prelude::*;

#[wasm_bindgen(raw_module = "./customers.js")]
extern "C" {
    /// The customers of all examples.
    #[wasm_bindgen(thread_local_v2, js_name = customers)]
    static CUSTOMERS: Array;
}

#[wasm_bindgen]
extern "C" {
    /// The element's class, as far as it is used here.
    type Panel;

    #[wasm_bindgen(method)]
    fn collapse(this: &Panel, section: &str) -> Promise;
}

/// A customer as the element wants it, an object of the contract, and as the component does.
#[derive(Clone, PartialEq)]
struct Customer {
    id: AttrValue,
    object: JsValue,
    context: Rc<Context>,
}

impl Customer {
    fn all() -> Vec<Self> {
        CUSTOMERS.with(|customers| customers.iter().filter_map(Self::read).collect())
    }

    fn read(object: JsValue) -> Option<Self> {
        let context: Context = serde_wasm_bindgen::from_value(object.clone()).ok()?;
        Some(Self { id: context.customer_id.clone().into(), object, context: Rc::new(context) })
    }
}

/// The whole page.
#[component]
fn Page() -> Html {
    let customers = use_memo((), |()| Customer::all());
    let current = use_state(|| 0);
    let shown = use_state(|| true);
    let swapped = use_state(|| false);
    let opened = use_state(|| 0);
    let panel = use_node_ref();
    let single = use_node_ref();
    let loaded = use_loaded(&single);
    let Some(customer) = customers.get(*current) else { return Html::default() };
    let next = {
        let (current, count) = (current.clone(), customers.len());
        Callback::from(move |_: MouseEvent| current.set((*current + 1) % count))
    };
    let on_open = {
        let opened = opened.clone();
        Callback::from(move |_: MouseEvent| opened.set(*opened + 1))
    };
    let on_collapse = {
        let panel = panel.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(panel) = panel.get() {
                // The promise says whether there is such a section; nothing here depends on it.
                let _opened = panel.unchecked_into::<Panel>().collapse("ledger");
            }
        })
    };
    let mut order: Vec<&Customer> = customers.iter().collect();
    if *swapped {
        order.reverse();
    }
    html! {
        <>
            <h1>{ "Yew" }</h1>
            <button onclick={next}>{ "Next customer" }</button>
            <button onclick={toggle(&shown)}>{ "Show or hide" }</button>
            <button onclick={toggle(&swapped)}>{ "Swap the list" }</button>
            <button onclick={on_collapse}>{ "Collapse" }</button>
            <p>
                { "On screen: " }<output data-testid="loaded">{ (*loaded).clone() }</output>
                { ", opened " }<output data-testid="opened">{ *opened }</output>{ " times" }
            </p>
            <div ref={single} class="panels" data-testid="single">
                if *shown {
                    <customer-context ref={panel} ~context={customer.object.clone()} sections="ledger timeline">
                        <button slot="actions" onclick={on_open}>{ "Open in CRM" }</button>
                    </customer-context>
                }
            </div>
            <div class="panels" data-testid="list">
                { for order.into_iter().map(|customer| html! {
                    <customer-context key={&*customer.id} ~context={customer.object.clone()} sections="ledger"
                        density="compact" />
                }) }
            </div>
            <Component customer={customer.clone()} />
        </>
    }
}

/// Props of [`Component`].
#[derive(PartialEq, Properties)]
struct ComponentProps {
    customer: Customer,
}

/// The same customer by the crate's component, which draws in this application's module.
#[component]
fn Component(props: &ComponentProps) -> Html {
    let context = props.customer.context.clone();
    let config = use_memo(context, |context| Config {
        sections: [Section::Ledger, Section::Own("own-notes".into())].into(),
        density: Density::Compact,
        context: Some(context.clone()),
        ..Config::default()
    });
    let heard = use_state(String::new);
    let on_event = {
        let heard = heard.clone();
        Callback::from(move |event: CustomEvent| {
            if event.type_() == "cc-load" {
                heard.set(customer_of(&event));
            }
        })
    };
    html! {
        <div data-testid="component">
            <p>{ "The component shows " }<output data-testid="component-loaded">{ (*heard).clone() }</output></p>
            <CustomerContext {config} {on_event}>
                <p slot="own-notes">{ "Notes of the application" }</p>
            </CustomerContext>
        </div>
    }
}

/// The customer on the element's screen, told by its event as that bubbles through `place`.
#[hook]
fn use_loaded(place: &NodeRef) -> UseStateHandle<String> {
    let loaded = use_state(|| "nobody".to_owned());
    let (setter, place) = (loaded.setter(), place.clone());
    use_effect_with((), move |()| {
        let listener =
            Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| setter.set(customer_of(&event)));
        let target = place.cast::<Element>();
        if let Some(target) = &target {
            // An element takes every listener.
            let _added =
                target.add_event_listener_with_callback("cc-load", listener.as_ref().unchecked_ref());
        }
        move || {
            let function = listener.as_ref().unchecked_ref();
            let _removed =
                target.map(|target| target.remove_event_listener_with_callback("cc-load", function));
        }
    });
    loaded
}

fn customer_of(event: &CustomEvent) -> String {
    let id = Reflect::get(&event.detail(), &"customerId".into()).ok();
    id.and_then(|id| id.as_string()).unwrap_or_default()
}

fn toggle(state: &UseStateHandle<bool>) -> Callback<MouseEvent> {
    let state = state.clone();
    Callback::from(move |_| state.set(!*state))
}

fn main() {
    yew::Renderer::<Page>::new().render();
}
