//! Host in: the functions that the element class calls. Each mount has a number, its handle.
//!
//! A root of Yew can never be given back whole: its listeners stay for ever. So roots are kept and used again; a
//! root shows at most one panel at a time, and an unmounted panel leaves an empty root behind for the next.
//! It knows neither the network nor what the panel shows.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, JsValue, UnwrapThrowExt, prelude::wasm_bindgen};
use web_sys::{HtmlElement, window};
use yew::{AppHandle, Component, Html, Properties, Renderer, html};

use crate::{
    app::{App, AppProps},
    backlog::Handed,
    config::{Config, HostSnapshot, Section},
    event::{Command, Hooks, HostLink},
    json, messages,
};

thread_local! {
    static ROOTS: RefCell<Vec<MountedRoot>> = const { RefCell::new(Vec::new()) };
}

/// Prepares the module: a panic names its place and never its message, which may hold personal data.
#[wasm_bindgen]
pub fn prepare() {
    yew::set_custom_panic_hook(Box::new(|panic| {
        let place = panic.location().map(|at| format!("{}:{}", file_name(at.file()), at.line()));
        web_sys::console::error_1(
            &format!("customer-context stopped at {}", place.unwrap_or_default()).into(),
        );
    }));
}

/// Mounts a panel and returns its handle. `snapshot` is a [`HostSnapshot`], `context` a host-supplied context or
/// `undefined`; `revision` comes back through the hooks once it is rendered.
#[wasm_bindgen]
pub fn mount(snapshot: &JsValue, context: JsValue, revision: u32, hooks: Hooks) -> u32 {
    let host = HostLink::new(hooks);
    ROOTS.with_borrow_mut(|roots| {
        let handle = roots.iter().position(|root| root.panel.is_none()).unwrap_or_else(|| {
            roots.push(MountedRoot::new());
            roots.len() - 1
        });
        let root = &mut roots[handle];
        root.panel = Some(Panel { host, context: SuppliedContext::default() });
        root.render(snapshot, context, revision);
        handle as u32
    })
}

/// The element to put into the page for a mount.
#[wasm_bindgen]
pub fn container(handle: u32) -> Option<HtmlElement> {
    ROOTS.with_borrow(|roots| roots.get(handle as usize).map(|root| root.container.clone()))
}

/// Hands over changed attributes and properties.
#[wasm_bindgen]
pub fn update(handle: u32, snapshot: &JsValue, context: JsValue, revision: u32) {
    with_root(handle, |root| root.render(snapshot, context, revision));
}

/// Ends a mount: its panel is destroyed, its text is gone, its root waits for the next.
#[wasm_bindgen]
pub fn unmount(handle: u32) {
    with_root(handle, |root| {
        root.panel = None;
        root.app.update(RootProps::default());
    });
}

/// Fetches again.
#[wasm_bindgen]
pub fn refresh(handle: u32) {
    command(handle, Command::Refresh);
}

/// Opens a section; `false` when there is none of that name.
#[wasm_bindgen]
pub fn expand(handle: u32, section: &str) -> bool {
    Section::named(section).map(|section| command(handle, Command::Expand(section))).is_some()
}

/// Closes a section; `false` when there is none of that name.
#[wasm_bindgen]
pub fn collapse(handle: u32, section: &str) -> bool {
    Section::named(section).map(|section| command(handle, Command::Collapse(section))).is_some()
}

/// Which of these keys of texts nothing reads.
#[wasm_bindgen(js_name = unreadKeys)]
#[must_use]
pub fn unread_keys(keys: Vec<String>) -> Vec<String> {
    keys.into_iter().filter(|key| !messages::is_read(key)).collect()
}

/// What the panel makes of a text that the agent is typing: a list of `{ key, state, label, known, sentence, value }`,
/// one for each question of the catalogue that the text asks.
#[wasm_bindgen(js_name = checkText)]
pub fn check_text(handle: u32, text: &str) -> JsValue {
    let find =
        |roots: &Vec<MountedRoot>| roots.get(handle as usize)?.panel.as_ref().map(|panel| panel.host.clone());
    let host = ROOTS.with_borrow(find);
    host.map_or_else(|| js_sys::Array::new().into(), |host| host.check(text.to_owned()))
}

/// A root of Yew, which stays, and the panel in it, which comes and goes.
struct MountedRoot {
    container: HtmlElement,
    app: AppHandle<Root>,
    panel: Option<Panel>,
}

struct Panel {
    host: HostLink,
    context: SuppliedContext,
}

/// The host-supplied context as it was given and as it was read, so that it is read once.
#[derive(Default)]
struct SuppliedContext {
    given: JsValue,
    read: Option<Result<Handed, ()>>,
}

impl MountedRoot {
    fn new() -> Self {
        let document =
            window().and_then(|window| window.document()).expect_throw("a widget lives in a document");
        let container: HtmlElement =
            document.create_element("div").expect_throw("a document makes elements").unchecked_into();
        container.set_class_name("mount");
        let app =
            Renderer::<Root>::with_root_and_props(container.clone().into(), RootProps::default()).render();
        Self { container, app, panel: None }
    }

    fn render(&mut self, snapshot: &JsValue, context: JsValue, revision: u32) {
        let Some(panel) = &mut self.panel else { return };
        // The class builds the snapshot out of strings; a failure here would be a defect, and costs settings only.
        let snapshot: HostSnapshot = json::from_value(snapshot).unwrap_or_default();
        let mut config = Config::from(snapshot);
        panel.context.hand_over(context, &mut config);
        let panel = AppProps { config: Rc::new(config), host: panel.host.clone() };
        self.app.update(RootProps { panel: Some(panel), revision });
    }
}

impl SuppliedContext {
    fn hand_over(&mut self, given: JsValue, config: &mut Config) {
        if self.given != given {
            let read = || Handed::read(&given).map_err(|_| ());
            self.read = (!given.is_null_or_undefined()).then(read);
            self.given = given;
        }
        config.context_malformed = matches!(self.read, Some(Err(())));
        if let Some(Ok(handed)) = &self.read {
            (config.context, config.backlog) = (Some(handed.context.clone()), handed.backlog.clone());
        }
    }
}

#[derive(Clone, Default, PartialEq, Properties)]
struct RootProps {
    panel: Option<AppProps>,
    revision: u32,
}

/// Shows the panel, if there is one, and says when it is in the DOM.
struct Root;

impl Component for Root {
    type Message = ();
    type Properties = RootProps;

    fn create(_context: &yew::Context<Self>) -> Self {
        Self
    }

    fn view(&self, context: &yew::Context<Self>) -> Html {
        // The key gives every mount a panel of its own: nothing of the one before survives in it.
        context.props().panel.as_ref().map_or_else(Html::default, |AppProps { config, host }| {
            html! { <App key={host.id()} config={config.clone()} host={host.clone()} /> }
        })
    }

    fn rendered(&mut self, context: &yew::Context<Self>, _first: bool) {
        if let Some(panel) = &context.props().panel {
            panel.host.rendered(context.props().revision);
        }
    }
}

fn with_root(handle: u32, change: impl FnOnce(&mut MountedRoot)) {
    ROOTS.with_borrow_mut(|roots| roots.get_mut(handle as usize).map(change));
}

fn command(handle: u32, command: Command) {
    let find =
        |roots: &Vec<MountedRoot>| roots.get(handle as usize)?.panel.as_ref().map(|panel| panel.host.clone());
    if let Some(host) = ROOTS.with_borrow(find) {
        host.command(command);
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}
