//! The panel as a component for Yew applications: the same panel, in a shadow root of its own, without the element
//! class. Knows how a Rust host stands in for the element; what the panel does is `app`'s.

use std::{cell::RefCell, future::Future, pin::Pin, rc::Rc};

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::future_to_promise;
use web_sys::{
    AbortController, CssStyleSheet, CustomEvent, CustomEventInit, Element, HtmlElement, ShadowRootInit,
    ShadowRootMode,
};
use yew::prelude::*;

use crate::{
    app::App,
    config::Config,
    event::{Hooks, HostLink},
};

/// Every style of the panel, tokens first. The element class adopts the same files.
pub const STYLES: &str = concat!(
    include_str!("styles/tokens.css"),
    include_str!("styles/base.css"),
    include_str!("element.css"),
    include_str!("components/brief.css"),
    include_str!("components/choice.css"),
    include_str!("components/confirm.css"),
    include_str!("components/handoff.css"),
    include_str!("components/header.css"),
    include_str!("components/hint.css"),
    include_str!("components/ledger.css"),
    include_str!("components/notice.css"),
    include_str!("components/notices.css"),
    include_str!("components/passport.css"),
    include_str!("components/pending.css"),
    include_str!("components/promises.css"),
    include_str!("components/section.css"),
    include_str!("components/skeleton.css"),
    include_str!("components/sources.css"),
    include_str!("components/timeline.css"),
    include_str!("components/timeline_detail.css"),
    include_str!("components/timeline_list.css"),
    include_str!("components/verify.css"),
);

type TokenFuture = Pin<Box<dyn Future<Output = Result<String, JsValue>>>>;

/// For what a token is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenRequest {
    /// The token that the server did not accept, if this is about a new one.
    pub refused: Option<String>,
    /// The customer whose records are written; without one it is whoever the configuration selects.
    pub customer: Option<String>,
}

/// Gives the bearer token for the next requests. Two are equal when they are clones of one.
#[derive(Clone)]
pub struct TokenProvider(Rc<dyn Fn(TokenRequest) -> TokenFuture>);

impl TokenProvider {
    /// From an asynchronous function; an error shows the panel's "sign-in" message.
    pub fn new<F: Future<Output = Result<String, JsValue>> + 'static>(
        provide: impl Fn(TokenRequest) -> F + 'static,
    ) -> Self {
        Self(Rc::new(move |request| Box::pin(provide(request))))
    }
}

impl PartialEq for TokenProvider {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Props of [`CustomerContext`].
#[derive(Clone, Properties, PartialEq)]
pub struct CustomerContextProps {
    /// Whom to show, from where, and how. A change of customer leaves nothing of the former one.
    pub config: Rc<Config>,
    /// Without one, requests carry no token.
    #[prop_or_default]
    pub token: Option<TokenProvider>,
    /// The panel's `cc-*` events, before they bubble from the component's element; `prevent_default()` counts.
    #[prop_or_default]
    pub on_event: Callback<CustomEvent>,
    /// What goes into the panel's slots, each child with its `slot`.
    #[prop_or_default]
    pub children: Html,
}

/// The customer-context panel.
#[component]
pub fn CustomerContext(props: &CustomerContextProps) -> Html {
    let place = use_node_ref();
    let surface = use_state(|| None::<Element>);
    let stand_in = use_memo((), |()| StandIn::new(place.clone()));
    *stand_in.props.borrow_mut() = Some(props.clone());
    {
        let (place, surface) = (place.clone(), surface.setter());
        use_effect_with((), move |()| {
            surface.set(place.cast::<HtmlElement>().and_then(|it| open_surface(&it)));
        });
    }
    let panel = (*surface).clone().map(|surface| {
        let panel = html! { <App config={props.config.clone()} host={stand_in.link.clone()} /> };
        create_portal(panel, surface)
    });
    html! { <div ref={place} class="customer-context">{ panel }{ props.children.clone() }</div> }
}

/// A shadow root with the styles and an element for the panel. `None` where the browser has no shadow roots.
fn open_surface(place: &HtmlElement) -> Option<Element> {
    let root = place.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).ok()?;
    let sheet = CssStyleSheet::new().ok()?;
    // The promise is of the sheet itself; without `@import` there is nothing to wait for.
    let _same_sheet = sheet.replace(STYLES);
    Reflect::set(&root, &"adoptedStyleSheets".into(), &Array::of1(&sheet)).ok()?;
    let surface = place.owner_document()?.create_element("div").ok()?;
    root.append_child(&surface).ok()?;
    Some(surface)
}

/// Does for the panel what the element class does otherwise.
struct StandIn {
    props: Rc<RefCell<Option<CustomerContextProps>>>,
    link: HostLink,
    closing: Option<AbortController>,
    _dispatch: Closure<dyn Fn(String, bool, JsValue) -> bool>,
    _token: Closure<dyn Fn(Option<String>, Option<String>) -> Promise>,
    _ignore: Closure<dyn Fn()>,
}

impl StandIn {
    fn new(place: NodeRef) -> Self {
        let props: Rc<RefCell<Option<CustomerContextProps>>> = Rc::default();
        let closing = AbortController::new().ok();
        let known = props.clone();
        let dispatch = Closure::new(move |name: String, cancelable, detail| {
            let on_event = known.borrow().as_ref().map(|props| props.on_event.clone());
            dispatch_event(&place, on_event, &name, cancelable, &detail)
        });
        let known = props.clone();
        let token = Closure::new(move |refused, customer| {
            let provider = known.borrow().as_ref().and_then(|props| props.token.clone());
            future_to_promise(provide_token(provider, TokenRequest { refused, customer }))
        });
        let ignore = Closure::new(|| ());
        let hooks = Object::new();
        let signal = closing.as_ref().map_or(JsValue::UNDEFINED, |it| it.signal().into());
        let members: [(&str, &JsValue); 9] = [
            ("dispatch", dispatch.as_ref()),
            ("token", token.as_ref()),
            ("report", ignore.as_ref()),
            ("announce", ignore.as_ref()),
            ("rendered", ignore.as_ref()),
            ("prefetched", ignore.as_ref()),
            ("keep", ignore.as_ref()),
            ("kept", ignore.as_ref()),
            ("signal", &signal),
        ];
        for (name, member) in members {
            // A plain object takes every member.
            let _set = Reflect::set(&hooks, &name.into(), member);
        }
        let link = HostLink::new(hooks.unchecked_into::<Hooks>());
        Self { props, link, closing, _dispatch: dispatch, _token: token, _ignore: ignore }
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        if let Some(closing) = &self.closing {
            closing.abort();
        }
    }
}

fn dispatch_event(
    place: &NodeRef,
    on_event: Option<Callback<CustomEvent>>,
    name: &str,
    cancelable: bool,
    detail: &JsValue,
) -> bool {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(cancelable);
    init.set_detail(detail);
    let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) else { return true };
    if let Some(on_event) = on_event {
        on_event.emit(event.clone());
    }
    let dispatched = place.cast::<HtmlElement>().map(|element| element.dispatch_event(&event));
    !event.default_prevented() && dispatched.is_none_or(|result| result.unwrap_or(true))
}

async fn provide_token(provider: Option<TokenProvider>, request: TokenRequest) -> Result<JsValue, JsValue> {
    match provider {
        None => Ok(JsValue::NULL),
        Some(provider) => (provider.0)(request).await.map(JsValue::from),
    }
}

#[cfg(test)]
mod tests {
    use super::STYLES;

    #[test]
    fn no_style_sheet_of_a_component_is_forgotten() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/components");
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "css") {
                assert!(STYLES.contains(&std::fs::read_to_string(&path).unwrap()), "{}", path.display());
            }
        }
    }
}
