//! The public interface as `src/api.json` describes it is the one that the code has: attributes, properties, sections,
//! events and their details. The manifest, the types and the README are made of that file.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use customer_context::{
    components::icon::Glyph,
    config::{ATTRIBUTES, OWN_PREFIX, PROPERTIES, Section},
    event::{EVENTS, PanelState},
    row_actions::{RESERVED, RowKind},
};
use serde_json::Value;

fn api() -> Value {
    serde_json::from_str(include_str!("../src/api.json")).unwrap()
}

fn names(members: &Value) -> Vec<String> {
    members.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect()
}

fn union_of(names: &[&str]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(" | ")
}

#[test]
fn attributes_and_properties() {
    let api = api();
    assert_eq!(names(&api["attributes"]), ATTRIBUTES);
    let writable = api["properties"].as_array().unwrap().iter().filter(|it| it["readonly"] != true);
    let writable: Vec<_> = writable.map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(writable, PROPERTIES);
}

#[test]
fn sections_and_states() {
    let api = api();
    let sections: Vec<_> = Section::ALL.iter().map(|section| section.name()).collect();
    let union = format!("{} | `{OWN_PREFIX}${{string}}`", union_of(&sections));
    assert_eq!(api["types"]["SectionName"], union);
    let attribute = api["attributes"].as_array().unwrap().iter().find(|it| it["name"] == "sections").unwrap();
    assert!(
        attribute["text"].as_str().unwrap().contains(&format!("`{}`", sections.join(" "))),
        "{attribute}"
    );
    let states: Vec<_> = PanelState::ALL.iter().map(|state| state.name()).collect();
    assert_eq!(names(&api["states"]), states);
}

#[test]
fn actions_on_rows() {
    let api = api();
    let kinds: Vec<_> = RowKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(api["types"]["RowKind"], union_of(&kinds));
    let icons: Vec<_> = Glyph::NAMED.iter().map(|(name, _)| *name).collect();
    assert_eq!(api["types"]["RowIcon"], union_of(&icons));
    let in_class = format!("const RESERVED_ACTIONS = {RESERVED:?};");
    assert!(include_str!("../src/plain.js").contains(&in_class), "plain.js lacks {in_class}");
}

#[test]
fn events_and_their_details() {
    let api = api();
    let described: Vec<_> = api["events"].as_array().unwrap().clone();
    let in_code: Vec<_> = EVENTS.iter().map(|kind| kind.name).collect();
    assert_eq!(names(&api["events"]), in_code);
    for (kind, event) in EVENTS.iter().zip(&described) {
        assert_eq!(names(&event["detail"]), kind.detail, "{}", kind.name);
        assert_eq!(event["cancelable"] == true, kind.cancelable, "{}", kind.name);
    }
}
