//! The golden fixtures are read and written back without loss. The gateway's and the widget's tests read the
//! same files, so that a drift of the contract fails in three places.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use context_contract::{
    Alert, Answer, Commitment, Context, Interaction, Problem, QuestionCatalogue, RepeatContact, StreamEvent,
    Value, Verification,
    asks::{AskCounts, AskReceipt, AskReport, AskSummary},
    enums::{AnswerStatus, InteractionType, Party, SourceStatus},
    request::{
        AnswerWrite, CommitmentWrite, FieldWrite, InteractionPatch, InteractionWrite, NoteWrite,
        ResolveRequest, ResolveResponse, VerificationWrite,
    },
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value as Json;

fn fixture(name: &str) -> Json {
    let path = format!("{}/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn check<T: DeserializeOwned + Serialize>(json: Json) -> T {
    let read: T = serde_json::from_value(json.clone()).unwrap();
    let mut written = serde_json::to_value(&read).unwrap();
    canonical_numbers(&mut written);
    let mut expected = json;
    canonical_numbers(&mut expected);
    assert_eq!(written, expected);
    read
}

/// `1` and `1.0` are the same number in JSON.
fn canonical_numbers(json: &mut Json) {
    match json {
        Json::Array(items) => items.iter_mut().for_each(canonical_numbers),
        Json::Object(fields) => fields.values_mut().for_each(canonical_numbers),
        Json::Number(number) => *number = serde_json::Number::from_f64(number.as_f64().unwrap()).unwrap(),
        Json::Null | Json::Bool(_) | Json::String(_) => {}
    }
}

#[test]
fn contexts_round_trip() {
    let context: Context = check(fixture("context"));
    assert_eq!(context.answers[1].value, Some(Value::Bool(false)), "a spoken no is a value");
    assert_eq!(context.answers[3].value, None, "nobody knows");
    assert_eq!(context.answers[3].status, AnswerStatus::Missing);
    assert!(matches!(context.profile.birth_date, Some(Value::Masked(_))), "known, hidden");
    assert!(matches!(context.answers[5].value, Some(Value::Restricted(_))), "known, not for this reader");
    assert_eq!(context.sources[3].status, SourceStatus::Timeout);
    let minimal: Context = check(fixture("context_minimal"));
    assert_eq!(minimal.profile.kind.as_str(), "household", "unknown kinds are kept");
}

#[test]
fn interactions_round_trip_with_unknown_words() {
    let interaction: Interaction = check(fixture("interaction_detail"));
    assert_eq!(interaction.kind, InteractionType::Other("hologram".to_owned()));
}

#[test]
fn the_other_messages_round_trip() {
    check::<ResolveResponse>(fixture("resolve_several"));
    check::<Problem>(fixture("problem"));
    check::<StreamEvent>(fixture("stream_event"));
    let requests = fixture("requests");
    check::<ResolveRequest>(requests["resolve"].clone());
    check::<AnswerWrite>(requests["answer"].clone());
    check::<AnswerWrite>(requests["declined"].clone());
    check::<VerificationWrite>(requests["verification"].clone());
    check::<NoteWrite>(requests["note"].clone());
    check::<CommitmentWrite>(requests["commitment"].clone());
    check::<InteractionWrite>(requests["interaction"].clone());
    check::<InteractionPatch>(requests["patch"].clone());
}

#[test]
fn counts_of_asks_round_trip_and_add_up() {
    let asks = fixture("asks");
    let report: AskReport = check(asks["report"].clone());
    assert_eq!(report.events[2].kind.as_str(), "futureKind", "unknown kinds are kept");
    check::<AskReceipt>(asks["receipt"].clone());
    check::<AskSummary>(asks["emptySummary"].clone());
    let summary: AskSummary = check(asks["summary"].clone());
    let mut totals = AskCounts::default();
    for department in summary.days.iter().flat_map(|day| &day.departments) {
        totals.add_all(&department.counts);
    }
    assert_eq!(totals, summary.totals);
    assert_eq!(totals.avoided_rate(), summary.avoided_rate);
    assert_eq!(AskCounts::default().avoided_rate(), None, "no rate without a question in danger");
}

#[test]
fn single_facts_and_decisions_round_trip() {
    let facts = fixture("facts");
    let answer: Answer = check(facts["answer"].clone());
    assert_eq!(answer.history.len(), 3, "unknown actions are kept");
    let verification: Verification = check(facts["verification"].clone());
    assert_eq!(verification.party(), Party::Representative);
    check::<Commitment>(facts["commitment"].clone());
    check::<Alert>(facts["alert"].clone());
    check::<RepeatContact>(facts["repeat"].clone());
    check::<Vec<FieldWrite>>(facts["fields"].clone());
    let conflict: Problem = check(facts["conflict"].clone());
    assert!(conflict.current.is_some());
    check::<QuestionCatalogue>(fixture("questions"));
}

#[test]
fn unknown_fields_and_absent_lists_are_no_error() {
    let json = r#"{"schemaVersion":"1.9","customerId":"c","complete":true,"profile":{"id":"c","kind":"org","shoeSize":44},"fromTheFuture":{}}"#;
    let context: Context = serde_json::from_str(json).unwrap();
    assert!(context.answers.is_empty() && context.interactions.items.is_empty());
}

#[test]
fn null_is_absent_and_not_false() {
    let json = r#"{"key":"k","value":null,"status":"missing","source":"s"}"#;
    let answer: Answer = serde_json::from_str(json).unwrap();
    assert_eq!(answer.value, None);
}
