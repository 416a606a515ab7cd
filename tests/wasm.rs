//! The widget's edges in a real browser: what the element class hands over, what comes back by its hooks, and the
//! data path from JSON into the contract's types. The whole element is tested by the end-to-end tests.
#![cfg(target_arch = "wasm32")]
#![cfg_attr(
    target_arch = "wasm32",
    expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")
)]

use std::{cell::RefCell, rc::Rc};

use context_contract::{Context, interaction::Page};
use customer_context::{
    CustomerContext,
    body::Body,
    component::CustomerContextProps,
    config::{Config, HostSnapshot, Section},
    element::{container, expand, mount, refresh, unmount, update},
    event::{EVENTS, Hooks, HostEvent, HostLink},
    json::{self, Malformed},
};
use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::Response;
use yew::Callback;

wasm_bindgen_test_configure!(run_in_browser);

const FIXTURE: &str = include_str!("../crates/context-contract/fixtures/context.json");

/// Hooks as the element class makes them, that write down every call.
fn hooks(prevent: &str) -> (Hooks, Array) {
    let make = Function::new_with_args(
        "calls, prevent",
        "return {
            signal: new AbortController().signal,
            dispatch: (name, cancelable, detail) => { calls.push(['dispatch', name, cancelable, detail]); return name !== prevent; },
            report: (state, code) => { calls.push(['report', state, code]); },
            announce: (text) => { calls.push(['announce', text]); },
            rendered: (revision, state, code) => { calls.push(['rendered', revision, state, code]); },
            token: (refused) => { calls.push(['token', refused]); return Promise.resolve(null); },
            prefetched: (url, body) => { calls.push(['prefetched', url, body]); return undefined; },
            keep: (copy, unsaved) => { calls.push(['keep', copy, unsaved]); },
            kept: () => null,
        };",
    );
    let calls = Array::new();
    let made = make.call2(&JsValue::UNDEFINED, &calls, &prevent.into()).unwrap();
    (made.unchecked_into(), calls)
}

fn object(json: &str) -> JsValue {
    JSON::parse(json).unwrap()
}

fn text_of(handle: u32) -> String {
    container(handle).and_then(|element| element.text_content()).unwrap_or_default()
}

/// The name in the fixture.
fn name() -> String {
    serde_json::from_str::<Context>(FIXTURE).unwrap().profile.name.unwrap().full
}

/// Waits until it is so, at most two seconds.
async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..100 {
        if is_so() {
            return;
        }
        pause().await;
    }
    panic!("waited in vain until {what}");
}

async fn pause() {
    let later = Function::new_with_args("resolve", "setTimeout(resolve, 20)");
    let promise = Promise::new(&mut |resolve, _| {
        later.call1(&JsValue::UNDEFINED, &resolve).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// Waits until the panel has reported this, as JSON, and nothing since.
async fn reported(calls: &Array, expect: &str) {
    until(expect, || calls_of(calls, "report").last().is_some_and(|last| last == expect)).await;
}

/// Waits until this revision is in the DOM.
async fn rendered(calls: &Array, revision: u32) {
    let start = format!("[{revision},");
    until(&start, || calls_of(calls, "rendered").iter().any(|call| call.starts_with(&start))).await;
}

/// An answer whose body comes in pieces of these lengths: 0, 1, 2 and so on.
fn answer(lengths: &[u32]) -> Response {
    let make = Function::new_with_args(
        "lengths",
        "let next = 0;
        return new Response(new ReadableStream({
            pull(stream) {
                if (lengths.length === 0) stream.close();
                else stream.enqueue(Uint8Array.from({ length: lengths.shift() }, () => next++));
            },
        }));",
    );
    let lengths: Array = lengths.iter().map(|length| JsValue::from(*length)).collect();
    make.call1(&JsValue::UNDEFINED, &lengths).unwrap().unchecked_into()
}

/// The calls of one hook, each as JSON without the name.
fn calls_of(calls: &Array, name: &str) -> Vec<String> {
    let named = |call: &Array| call.get(0).as_string().as_deref() == Some(name);
    let rest = |call: Array| String::from(JSON::stringify(&call.slice(1, call.length())).unwrap());
    calls.iter().map(JsCast::unchecked_into::<Array>).filter(named).map(rest).collect()
}

#[wasm_bindgen_test]
fn an_object_of_the_page_reads_as_the_text_of_an_answer() {
    let object: Context = json::from_value(&object(FIXTURE)).unwrap();
    let text: Context = json::from_bytes(FIXTURE.as_bytes().to_vec()).unwrap();
    assert_eq!(object, text);
}

#[wasm_bindgen_test]
async fn a_body_is_the_same_however_it_comes() {
    let all: Vec<u8> = (0..30).collect();
    for lengths in [&[30][..], &[1, 0, 12, 17], &[29, 1, 0]] {
        let body = Body::read(&answer(lengths)).await.unwrap();
        assert_eq!(body.whole(), all);
        for start in 0..=30 {
            for end in start..=31 {
                assert_eq!(
                    body.bytes(start..end),
                    all[start..end.min(30)],
                    "{start} to {end} of {lengths:?}"
                );
            }
        }
    }
    assert_eq!(Body::read(&answer(&[])).await.unwrap().size(), 0);
    assert!(Body::read(&Response::error()).await.unwrap().whole().is_empty(), "an answer without a body");
}

#[wasm_bindgen_test]
fn json_that_is_odd_and_clear_is_read() {
    let read = |body: &[u8]| json::from_bytes::<Page>(body.to_vec());
    let clear = Page { limit: 50, next_cursor: Some("n\u{fffd}".into()), ..Page::default() };
    assert_eq!(
        read(br#"{"limit": 50.0, "nextCursor": "n\ud83d"}"#),
        Ok(clear.clone()),
        "a whole number, half an emoji"
    );
    assert_eq!(
        read(b"\xef\xbb\xbf{\"limit\": 50, \"nextCursor\": \"n\xff\"}"),
        Ok(clear),
        "a mark, a broken byte"
    );
    let escaped = Page { next_cursor: Some(r"\ud83d".into()), ..Page::default() };
    assert_eq!(read(br#"{"limit": 0.0, "nextCursor": "\\ud83d"}"#), Ok(escaped), "a backslash of its own");
    for text in ["", "{", r#"{"limit": "50"}"#, r#"{"limit": 1.5}"#, "undefined"] {
        assert_eq!(read(text.as_bytes()), Err(Malformed), "{text}");
    }
}

#[wasm_bindgen_test]
fn what_is_no_json_is_malformed_and_ends_nothing() {
    let itself = Object::new();
    Reflect::set(&itself, &"itself".into(), &itself).unwrap();
    let function = Function::new_no_args("");
    for value in [JsValue::UNDEFINED, itself.into(), function.into(), JsValue::bigint_from_str("7")] {
        assert_eq!(json::from_value::<Page>(&value), Err(Malformed));
    }
}

#[wasm_bindgen_test]
fn a_snapshot_of_the_class_becomes_a_config() {
    let text = r#"{"endpoint": "https://gateway.example", "customerId": "cus_1", "contactId": null, "sections": "ledger",
        "headingLevel": "3", "labels": {"live": "Direct"}, "identifiers": [{"type": "email", "value": "a@example.com"}],
        "lang": null, "somethingNewer": 1}"#;
    let snapshot: HostSnapshot = json::from_value(&object(text)).unwrap();
    let config = Config::from(snapshot);
    assert_eq!(config.customer_id.as_deref(), Some("cus_1"));
    assert_eq!(config.sections, Rc::from([Section::Ledger]));
    assert_eq!((config.heading_level, config.contact_id, config.lang), (3, None, None));
    assert_eq!(config.labels.get("live").map(String::as_str), Some("Direct"));
    assert_eq!(config.identifiers.len(), 1);
}

#[wasm_bindgen_test]
async fn a_supplied_context_is_shown_and_taken_away() {
    let (hooks, calls) = hooks("");
    let handle = mount(&object("{}"), object(FIXTURE), 1, hooks);
    rendered(&calls, 1).await;
    reported(&calls, r#"["ready",null]"#).await;
    assert!(text_of(handle).contains(&name()));

    update(handle, &object("{}"), JsValue::UNDEFINED, 2);
    rendered(&calls, 2).await;
    assert!(
        !text_of(handle).contains(&name()),
        "gone by the time in which the element may show the panel again"
    );
    reported(&calls, r#"["empty",null]"#).await;
    unmount(handle);
}

#[wasm_bindgen_test]
async fn a_malformed_context_is_an_error_and_shows_nothing_of_itself() {
    let (hooks, calls) = hooks("");
    let handle = mount(&object("{}"), object(r#"{"customerId": "cus_1", "profile": "Canary"}"#), 1, hooks);
    reported(&calls, r#"["error","malformed"]"#).await;
    assert!(!text_of(handle).contains("Canary"));
    unmount(handle);
}

#[wasm_bindgen_test]
async fn without_an_endpoint_the_error_says_so() {
    let (hooks, calls) = hooks("");
    let handle = mount(&object(r#"{"customerId": "cus_1"}"#), JsValue::UNDEFINED, 1, hooks);
    reported(&calls, r#"["error","endpoint-missing"]"#).await;
    unmount(handle);
}

#[wasm_bindgen_test]
async fn an_unmounted_root_is_empty_and_serves_the_next_mount() {
    let mut first = None;
    for revision in 0..50 {
        let (hooks, calls) = hooks("");
        let handle = mount(&object("{}"), object(FIXTURE), revision, hooks);
        assert_eq!(*first.get_or_insert(handle), handle, "no root is made while one is free");
        rendered(&calls, revision).await;
        let root = container(handle).unwrap();
        assert!(root.first_child().is_some());
        unmount(handle);
        until("the root is empty", || root.first_child().is_none()).await;
    }
}

#[wasm_bindgen_test]
fn events_hold_what_the_table_says_and_can_be_prevented() {
    let events = [
        HostEvent::LoadStart { customer_id: None },
        HostEvent::Load {
            customer_id: "cus_1".into(),
            complete: false,
            failed_sources: vec!["shop".to_owned()],
        },
        HostEvent::Navigate { customer_id: "cus_1".into(), kind: "interaction", id: "i1".to_owned() },
        HostEvent::Action { customer_id: None, action: "retry".into(), id: Some("shop".to_owned()) },
        HostEvent::Copy { customer_id: "cus_1".into(), field: "router.model".to_owned() },
        HostEvent::Answer { customer_id: "cus_1".into(), key: "router.model".to_owned(), status: "answered" },
        HostEvent::RepeatQuestion {
            customer_id: "cus_1".into(),
            key: "router.model".to_owned(),
            state: "answered",
        },
    ];
    for event in events {
        let kind = event.kind();
        assert!(EVENTS.contains(&kind));
        let (hooks, calls) = hooks(kind.name);
        assert_eq!(HostLink::new(hooks).dispatch(&event), !kind.cancelable, "{}", kind.name);
        let call: Array = calls.get(0).unchecked_into();
        assert_eq!(call.get(1).as_string().as_deref(), Some(kind.name));
        assert_eq!(call.get(2).as_bool(), Some(kind.cancelable));
        let names: Vec<_> = Object::keys(call.get(3).unchecked_ref::<Object>())
            .iter()
            .filter_map(|key| key.as_string())
            .collect();
        assert_eq!(names, kind.detail);
        assert!(Reflect::get(&call.get(3), &names[0].as_str().into()).is_ok());
    }
}

#[wasm_bindgen_test]
fn calls_for_nobody_do_nothing() {
    refresh(4_000);
    unmount(4_000);
    update(4_000, &JsValue::UNDEFINED, JsValue::UNDEFINED, 1);
    assert!(container(4_000).is_none());
    assert!(!expand(4_000, "weather"));
}

#[wasm_bindgen_test]
async fn a_yew_application_uses_the_panel_as_a_component() {
    let document = web_sys::window().unwrap().document().unwrap();
    let root = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&root).unwrap();
    let context: Context = serde_json::from_str(FIXTURE).unwrap();
    let told: Rc<RefCell<Vec<String>>> = Rc::default();
    let listener = told.clone();
    let props = |context: Option<Context>| CustomerContextProps {
        config: Rc::new(Config::default().with_context(context.map(Ok::<_, ()>))),
        token: None,
        on_event: Callback::from({
            let told = listener.clone();
            move |event: web_sys::CustomEvent| told.borrow_mut().push(event.type_())
        }),
        children: yew::Html::default(),
    };
    let renderer = yew::Renderer::<CustomerContext>::with_root_and_props(root.clone(), props(Some(context)));
    let mut app = renderer.render();
    let shown = || {
        let place = root.query_selector(".customer-context").unwrap();
        place.and_then(|place| place.shadow_root()?.text_content()).unwrap_or_default()
    };
    until("the customer is on screen", || shown().contains(&name())).await;
    until("the application is told", || *told.borrow() == ["cc-load"]).await;

    app.update(props(None));
    until("nobody is on screen", || shown().contains("No customer selected")).await;
    assert!(!shown().contains(&name()));
    app.destroy();
    root.remove();
}
