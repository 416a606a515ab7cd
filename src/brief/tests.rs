//! The rules of the brief: their order, their records, and that no line stands without one.

use context_contract::{Context, Timestamp, enums::Department};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::{Line, MOST, Situation, brief};
use crate::record::Record;

const NOW: &str = "2026-11-22T09:20:00Z";

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn lines(context: &Context) -> Vec<Line> {
    let (contact_id, department) = (Some("phone:call:CA1"), Some(&Department::Support));
    brief(&Situation { context, contact_id, reason: None, department, now: at(NOW) })
}

fn empty() -> Json {
    json!({"schemaVersion": "1.0", "customerId": "cus_1", "complete": true, "profile": {"id": "cus_1", "kind": "individual"}})
}

/// The members of a context besides the empty one, against the records of the lines in their order.
fn check(members: &Json, expected: &[&str]) {
    let mut context = empty();
    context.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    let context: Context = serde_json::from_value(context).unwrap();
    let marks: Vec<String> = lines(&context).iter().map(|line| line.record().mark()).collect();
    assert_eq!(marks, expected, "{members}");
}

fn check_of(status: &str) -> Json {
    json!({"id": "v", "kind": "authentication", "status": status, "source": "gateway",
        "validFor": {"startDateTime": "2026-11-22T09:00:00Z", "endDateTime": "2026-11-22T09:30:00Z"}})
}

fn promise(id: &str, status: &str, due: &str) -> Json {
    json!({"id": id, "text": id, "status": status, "dueAt": due})
}

fn alert(id: &str, severity: &str, incident: bool) -> Json {
    let incident = incident.then(|| json!({"reason": "technical", "count": 48, "usual": 6}));
    json!({"id": id, "severity": severity, "title": id, "source": "s", "incident": incident})
}

fn interaction(id: &str, kind: &str, status: &str) -> Json {
    json!({"id": id, "type": kind, "department": "support", "status": status, "direction": "inbound", "reason": "technical",
        "description": id, "interactionDate": {"startDateTime": "2026-11-20T09:00:00Z"}, "source": "s"})
}

fn repeats(interactions: &[&str]) -> Json {
    json!([{"reason": "technical", "count": 3, "since": "2026-11-18T09:00:00Z", "departments": ["support"], "interactions": interactions}])
}

fn answer(key: &str, status: &str) -> Json {
    json!({"key": key, "question": key, "value": "x", "status": status, "source": "s"})
}

fn campaign() -> Json {
    json!({"id": "c", "name": "c", "channel": "email", "status": "opened", "statusDate": "2026-11-19T18:00:00Z", "source": "m"})
}

#[test]
fn every_rule_makes_its_line() {
    let late = "2026-11-22T08:00:00Z";
    check(&json!({}), &[]);
    check(&json!({"verifications": [check_of("failed")]}), &["verification:v"]);
    check(&json!({"verifications": [check_of("verified")]}), &["verification:v"]);
    check(&json!({"verifications": [check_of("pending")]}), &[]);
    check(&json!({"commitments": [promise("p", "open", late)]}), &["commitment:p"]);
    check(&json!({"commitments": [promise("p", "open", "2026-11-22T17:00:00Z")]}), &["commitment:p"]);
    check(&json!({"commitments": [promise("p", "open", "2026-12-22T17:00:00Z")]}), &[]);
    check(&json!({"commitments": [promise("p", "kept", late)]}), &[]);
    check(&json!({"alerts": [alert("a", "critical", false)]}), &["alert:a"]);
    check(&json!({"alerts": [alert("a", "warning", true)]}), &["alert:a"]);
    check(&json!({"alerts": [alert("a", "info", false)]}), &[]);
    check(&json!({"answers": [answer("k", "stale")]}), &["answer:k"]);
    check(&json!({"answers": [answer("k", "answered"), answer("l", "missing")]}), &[]);
    check(&json!({"campaigns": [campaign()]}), &["campaign:c"]);
    let ticket = interaction("t", "ticket", "open");
    check(&json!({"interactions": {"items": [ticket]}}), &["interaction:t"]);
    check(&json!({"interactions": {"items": [interaction("c", "call", "completed")]}}), &["interaction:c"]);
}

#[test]
fn the_consent_guard_covers_the_brief() {
    let refused = json!({"purpose": "saleOrShare", "status": "refused", "signal": "gpc", "source": "shop"});
    check(&json!({"campaigns": [campaign()], "consents": [refused]}), &[]);
}

#[test]
fn a_repetition_rests_on_a_contact_that_is_there() {
    let items = json!({"items": [interaction("phone:call:CA1", "call", "inProgress"), interaction("b", "chat", "completed")]});
    check(&json!({"interactions": items, "repeats": repeats(&["phone:call:CA1", "b"])}), &["interaction:b"]);
    let alone = json!({"items": [interaction("phone:call:CA1", "call", "inProgress")]});
    check(&json!({"interactions": alone, "repeats": repeats(&["phone:call:CA1", "gone"])}), &[]);
}

#[test]
fn what_this_agent_may_not_see_is_not_named() {
    let mut hidden = interaction("t", "ticket", "open");
    hidden["restricted"] = json!("policy");
    check(&json!({"interactions": {"items": [hidden]}}), &[]);
}

#[test]
fn the_most_important_come_first_and_the_rest_is_left_out() {
    let members = json!({
        "verifications": [check_of("failed")],
        "commitments": [promise("soon", "open", "2026-11-22T17:00:00Z"), promise("late", "open", "2026-11-22T08:00:00Z")],
        "alerts": [alert("critical", "critical", false), alert("incident", "warning", true)],
        "interactions": {"items": [interaction("repeated", "chat", "completed"), interaction("ticket", "ticket", "open")]},
        "repeats": repeats(&["repeated"]),
        "answers": [answer("k", "stale")],
        "campaigns": [campaign()],
    });
    let expected =
        ["verification:v", "commitment:late", "alert:incident", "alert:critical", "interaction:repeated"];
    check(&members, &expected);
}

/// Whether the context has the record.
fn holds(context: &Context, record: &Record) -> bool {
    match record {
        Record::Interaction(id) => context.interactions.items.iter().any(|it| it.id == *id),
        Record::Answer(key) => context.answers.iter().any(|it| it.key == *key),
        Record::Commitment(id) => context.commitments.iter().any(|it| it.id == *id),
        Record::Alert(id) => context.alerts.iter().any(|it| it.id == *id),
        Record::Campaign(id) => context.campaigns.iter().any(|it| it.id == *id),
        Record::Verification(id) => context.verifications.iter().any(|it| it.id == *id),
    }
}

/// Some of these things, in any order.
fn some(things: Vec<Json>) -> impl Strategy<Value = Json> {
    let all = things.len();
    proptest::sample::subsequence(things, 0..=all).prop_shuffle().prop_map(Json::from)
}

proptest! {
    #[test]
    fn no_line_without_its_record(
        verifications in some(["failed", "verified", "pending", "expired"].map(check_of).to_vec()),
        commitments in some(vec![
            promise("p1", "open", "2026-11-22T08:00:00Z"), promise("p2", "open", "2026-11-22T09:25:00Z"),
            promise("p3", "kept", "2026-11-22T08:00:00Z"), json!({"id": "p4", "text": "", "status": "open"}),
        ]),
        alerts in some(vec![alert("a1", "critical", true), alert("a2", "warning", false), alert("a3", "info", false)]),
        answers in some(vec![answer("k1", "stale"), answer("k2", "conflicting"), answer("k3", "missing")]),
        campaigns in some(vec![campaign(), json!({"id": "d", "name": "d", "status": "sent", "source": "m"})]),
        items in some(vec![
            interaction("phone:call:CA1", "call", "inProgress"), interaction("i1", "ticket", "open"),
            interaction("i2", "chat", "completed"), json!({"id": "i3", "type": "order", "department": "store", "interactionDate": {}, "source": "s"}),
        ]),
        repeated in some(vec![json!("i1"), json!("i2"), json!("phone:call:CA1"), json!("gone")]),
    ) {
        let mut context = empty();
        let repeats = json!([{"reason": "technical", "count": 2, "since": NOW, "departments": [], "interactions": repeated}]);
        let members = json!({"verifications": verifications, "commitments": commitments, "alerts": alerts, "answers": answers,
            "campaigns": campaigns, "interactions": {"items": items}, "repeats": repeats});
        context.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        let context: Context = serde_json::from_value(context).unwrap();
        let lines = lines(&context);
        prop_assert!(lines.len() <= MOST);
        for (place, line) in lines.iter().enumerate() {
            prop_assert!(holds(&context, line.record()), "{line:?}");
            prop_assert!(lines[..place].iter().all(|other| other.record() != line.record()), "{line:?} twice");
        }
    }
}
