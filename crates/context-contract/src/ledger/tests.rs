//! The ledger over the golden context and a small catalogue: states, lens, masks, order.

use serde_json::json;

use super::{Counts, Label, Relevance, Row, RowState, counts, rows};
use crate::{Context, Question, QuestionCatalogue, Timestamp, Value, enums::Department};

const NOW: &str = "2026-11-22T09:05:00Z";

fn context() -> Context {
    serde_json::from_str(include_str!("../../fixtures/context.json")).unwrap()
}

fn catalogue() -> Vec<Question> {
    let text = include_str!("../../fixtures/questions.json");
    serde_json::from_str::<QuestionCatalogue>(text).unwrap().questions
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn find<'r, 'a>(rows: &'r [Row<'a>], key: &str) -> &'r Row<'a> {
    rows.iter().find(|row| row.key == key).unwrap_or_else(|| panic!("no row {key}"))
}

fn check(now: &str, catalogue: &[Question], key: &str, expected: RowState) {
    let context = context();
    let rows = rows(&context, catalogue, None, None, at(now));
    assert_eq!(find(&rows, key).state, expected, "{key} at {now}");
}

#[test]
fn every_state_is_told_apart_without_a_catalogue() {
    check(NOW, &[], "/contactPoints/0/value", RowState::Verified);
    check(NOW, &[], "/birthDate", RowState::Answered);
    check(NOW, &[], "router.model", RowState::Answered);
    check(NOW, &[], "line.shared", RowState::Answered);
    check(NOW, &[], "address.current", RowState::Stale);
    check(NOW, &[], "callback.time", RowState::Missing);
    check(NOW, &[], "occupation", RowState::Declined);
    check(NOW, &[], "credit.limit", RowState::Restricted);
    check(NOW, &[], "household.size", RowState::Conflicting);
}

#[test]
fn the_catalogue_says_what_is_missing_and_what_is_too_old() {
    let catalogue = catalogue();
    check(NOW, &catalogue, "device.serial", RowState::Missing);
    check(NOW, &catalogue, "/contactPoints/2/value", RowState::Stale);
    check(NOW, &catalogue, "otp", RowState::Verified);
    check("2026-11-22T09:40:00Z", &catalogue, "otp", RowState::Missing);
    check(NOW, &catalogue, "line.shared", RowState::Answered);
    check("2027-11-02T09:18:00Z", &catalogue, "line.shared", RowState::Stale);
}

#[test]
fn a_known_name_is_not_asked_for() {
    let json = json!({"key": "identity.name", "label": "Name", "text": "?", "from": "profile", "path": "/name/full"});
    let question: Question = serde_json::from_value(json).unwrap();
    check(NOW, &[question], "/name/full", RowState::Answered);
    let context = context();
    assert!(rows(&context, &[], None, None, at(NOW)).iter().all(|row| row.key != "/name/full"));
}

#[test]
fn a_check_of_the_very_number_settles_the_conflict_until_it_lapses() {
    check(NOW, &[], "/contactPoints/1/value", RowState::Verified);
    check("2026-11-22T09:40:00Z", &[], "/contactPoints/1/value", RowState::Conflicting);
}

#[test]
fn a_check_of_the_representative_proves_nothing_about_the_customer() {
    let mut context = context();
    context.verifications[0].party = Some("representative".into());
    let rows = rows(&context, &[], None, None, at(NOW));
    assert_eq!(find(&rows, "/contactPoints/1/value").state, RowState::Conflicting);
}

#[test]
fn what_a_person_has_settled_is_settled() {
    let mut context = context();
    let provenance = context.profile.provenance.get_mut("/contactPoints/1/value").unwrap();
    provenance.conflict.as_mut().unwrap().resolution = "manual".into();
    let rows = rows(&context, &[], None, None, at("2026-11-22T09:40:00Z"));
    assert_eq!(find(&rows, "/contactPoints/1/value").state, RowState::Answered);
}

#[test]
fn answers_lapse_while_the_panel_is_open() {
    check("2027-12-01T00:00:00Z", &[], "router.model", RowState::Stale);
}

#[test]
fn only_three_states_may_be_asked() {
    use RowState::{Answered, Conflicting, Declined, Missing, Restricted, Stale, Verified};
    let asked = [Stale, Conflicting, Missing];
    for state in [Verified, Answered, Conflicting, Stale, Missing, Declined, Restricted] {
        assert_eq!(state.may_be_asked(), asked.contains(&state), "{state:?}");
    }
}

#[test]
fn the_lens_orders_and_trims() {
    let (context, catalogue) = (context(), catalogue());
    let of = |department: Option<Department>, reason: Option<&str>, key: &str| {
        let rows = rows(&context, &catalogue, department.as_ref(), reason, at(NOW));
        rows.iter().find(|row| row.key == key).map(|row| row.relevance)
    };
    let support = || Some(Department::Support);
    assert_eq!(of(support(), Some("technical"), "router.model"), Some(Relevance::Contact));
    assert_eq!(of(support(), Some("moving"), "router.model"), Some(Relevance::Other));
    assert_eq!(of(support(), None, "router.model"), Some(Relevance::Department));
    assert_eq!(of(Some(Department::Billing), None, "router.model"), Some(Relevance::Other));
    assert_eq!(of(None, None, "router.model"), Some(Relevance::Department));
    // What nobody knows and nobody here needs is not on the list at all.
    assert_eq!(of(support(), Some("technical"), "device.serial"), Some(Relevance::Contact));
    assert_eq!(of(Some(Department::Billing), None, "device.serial"), None);
    // Without a question in the catalogue, where it was answered decides.
    assert_eq!(of(support(), None, "address.current"), Some(Relevance::Other));
}

#[test]
fn what_the_contact_needs_comes_first_and_what_is_missing_last() {
    let (context, catalogue) = (context(), catalogue());
    let rows = rows(&context, &catalogue, Some(&Department::Support), Some("technical"), at(NOW));
    let order: Vec<_> = rows.iter().map(|row| (row.state == RowState::Missing, row.relevance)).collect();
    assert!(order.is_sorted(), "{order:?}");
    assert_eq!(rows[0].key, "router.model");
    assert_eq!(rows[0].label, Label::Own("Router model"));
    assert_eq!(rows.last().unwrap().state, RowState::Missing);
    assert_eq!(counts(&rows), Counts { known: 8, confirm: 1, missing: 2, declined: 1, other: 2 });
}

#[test]
fn values_are_masked_as_the_catalogue_says_and_sentences_say_no_more() {
    let (context, catalogue) = (context(), catalogue());
    let rows = rows(&context, &catalogue, None, None, at(NOW));
    let read = |json: serde_json::Value| Some(serde_json::from_value::<Value>(json).unwrap());
    let shown = |key: &str| find(&rows, key).value.as_deref().cloned();
    let said = |key: &str| find(&rows, key).sayable().map(|value| value.into_owned());
    assert_eq!(shown("router.model"), read(json!("AX-3000")));
    assert_eq!(said("router.model"), read(json!("AX-3000")));
    assert_eq!(shown("/contactPoints/1/value"), read(json!("+441134960706")));
    assert_eq!(said("/contactPoints/1/value"), read(json!({"masked": "•••• 0706"})));
    assert_eq!(shown("/contactPoints/2/value"), read(json!({"masked": "•••• 4AP"})));
    assert_eq!(shown("occupation"), None);
    assert_eq!(shown("household.size"), read(json!({"masked": ""})));
    assert_eq!(said("household.size"), None);
    assert_eq!(said("credit.limit"), None);
    assert_eq!(said("/birthDate"), None);
}

/// Gateway and widget read the same rows from the same fixtures; whoever changes the rules sees it here first.
#[test]
fn rows_are_written_as_the_golden_fixture_says() {
    let (context, catalogue) = (context(), catalogue());
    let rows = rows(&context, &catalogue, Some(&Department::Support), Some("technical"), at(NOW));
    let expected: serde_json::Value =
        serde_json::from_str(include_str!("../../fixtures/ledger.json")).unwrap();
    assert_eq!(serde_json::to_value(&rows).unwrap(), expected);
}

#[test]
fn whoever_does_not_want_to_say_whether_a_field_is_right_is_not_asked_again() {
    let (mut context, catalogue) = (context(), catalogue());
    let state = |context: &Context| {
        find(&rows(context, &catalogue, None, None, at(NOW)), "/contactPoints/2/value").state
    };
    assert_eq!(state(&context), RowState::Stale);
    let declined = json!({"key": "identity.address", "status": "declined", "source": "gateway"});
    context.answers.push(serde_json::from_value(declined).unwrap());
    assert_eq!(state(&context), RowState::Declined);
}
