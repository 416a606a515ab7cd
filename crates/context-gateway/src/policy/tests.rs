//! The table role x field, and that what is hidden in one place is hidden in all.

use std::sync::Arc;

use context_contract::{Answer, Context, Interaction, Profile, Value};
use serde_json::{Value as Json, json};

use super::{Effect, FieldRule, Policy, PolicyTable, Secrets};
use crate::questions::Catalogue;

const DEPARTMENTS: [&str; 6] = ["support", "sales", "billing", "marketing", "store", "web"];

/// One letter per department in the order above: `+` shown, `4` last four, `0` masked, `-` restricted.
fn check(policy: &Policy, field: &str, expected: &str) {
    let letter = |department: &&str| match policy.effect(department, field) {
        Effect::Show => '+',
        Effect::MaskToLastFour => '4',
        Effect::Mask => '0',
        Effect::Restrict => '-',
    };
    assert_eq!(DEPARTMENTS.iter().map(letter).collect::<String>(), expected, "{field}");
}

#[test]
fn shipped_table() {
    let policy = Policy::default();
    check(&policy, "name", "++++++");
    check(&policy, "birthDate", "+0+000");
    check(&policy, "answers.birthDate", "+0+000");
    check(&policy, "gender", "++++++");
    check(&policy, "contactPoints.email", "++++++");
    check(&policy, "contactPoints.phone", "++++++");
    check(&policy, "externalIdentifier.Account", "444444");
    check(&policy, "externalIdentifier.Contact", "++++++");
    check(&policy, "answers.account.number", "444444");
    check(&policy, "traits.paymentHandle", "444444");
    check(&policy, "traits.cardNumber", "444444");
    check(&policy, "traits.iban", "444444");
    check(&policy, "traits.income", "--+---");
    check(&policy, "traits.cvv", "------");
    check(&policy, "traits.loyaltyTier", "++++++");
}

#[test]
fn the_operators_rules_come_first() {
    let rule = |field: &str, effect, except: &[&str]| FieldRule {
        field: field.into(),
        effect,
        except: except.iter().map(|&name| name.into()).collect(),
    };
    let policy = Policy::new(PolicyTable {
        field: vec![
            rule("birthDate", Effect::Show, &[]),
            rule("contactPoints.*", Effect::Restrict, &["store"]),
            rule("externalIdentifier.Account", Effect::MaskToLastFour, &["billing"]),
        ],
        ..PolicyTable::default()
    });
    check(&policy, "birthDate", "++++++");
    check(&policy, "contactPoints.phone", "----+-");
    check(&policy, "externalIdentifier.Account", "44+444");
    check(&policy, "traits.income", "--+---");
}

fn raw_profile() -> Profile {
    serde_json::from_str(
        r#"{"id":"cus_1","kind":"individual","name":{"full":"Maren Oakfield"},"birthDate":"1986-05-08",
        "contactPoints":[{"id":"email","kind":"email","value":"maren@example.com"},
            {"id":"postal","kind":"postal","value":"12 Elm Row","address":{"street":"12 Elm Row"}}],
        "externalIdentifier":[{"owner":"crm","externalIdentifierType":"Account","id":"ACC-77124421"},
            {"owner":"shop","externalIdentifierType":"Customer","id":"ACC-77124421"}],
        "traits":{"income":"52 thousand","note":"born 1986-05-08"},
        "provenance":{
            "/birthDate":{"source":"crm","recordId":"C-1","method":"declared","conflict":{"resolution":"sourcePriority",
                "alternatives":[{"value":"2018-05-08","source":"loyalty","recordId":"L-1"}]}},
            "/externalIdentifier/0/id":{"source":"crm","recordId":"ACC-77124421","method":"declared"}}}"#,
    )
    .unwrap()
}

#[test]
fn nothing_hidden_remains_anywhere_in_the_profile() {
    let policy = Policy::default();
    let (mut sales, mut billing) = (raw_profile(), raw_profile());
    policy.lens("sales").profile(&mut sales);
    policy.lens("billing").profile(&mut billing);
    let (sales, billing) = (serde_json::to_string(&sales).unwrap(), serde_json::to_string(&billing).unwrap());
    for canary in ["1986-05-08", "2018-05-08", "7712", "52 thousand"] {
        assert!(!sales.contains(canary), "{canary} in {sales}");
    }
    assert!(sales.contains(r#"{"masked":"•••• 4421"}"#) && sales.contains(r#"{"restricted":"policy"}"#));
    assert!(billing.contains("1986-05-08") && billing.contains("2018-05-08") && !billing.contains("7712"));
}

#[test]
fn a_hidden_contact_point_hides_its_parts() {
    let rule = FieldRule { field: "contactPoints.postal".into(), effect: Effect::Mask, except: vec![] };
    let policy = Policy::new(PolicyTable { field: vec![rule], ..PolicyTable::default() });
    let mut profile = raw_profile();
    policy.lens("support").profile(&mut profile);
    assert!(!serde_json::to_string(&profile).unwrap().contains("Elm"));
}

#[test]
fn what_is_masked_already_stays_as_it_came() {
    let fixture = include_str!("../../../context-contract/fixtures/context.json");
    let mut context: Context = serde_json::from_str(fixture).unwrap();
    let before = context.profile.external_identifier[0].id.clone();
    Policy::default().lens("sales").profile(&mut context.profile);
    assert_eq!(context.profile.external_identifier[0].id, before);
}

/// What an agent of billing sees of an answer to a question of this sensitivity, under a rule of the operator.
fn check_answer(sensitivity: &str, effect: Option<Effect>, value: &Json, expected: &Json) {
    let catalogue = format!(
        "language = \"en\"\n[[question]]\nkey = \"k\"\nsensitivity = \"{sensitivity}\"\n[question.en]\nlabel = \"L\"\ntext = \"T?\"\n"
    );
    let rule = |effect| FieldRule { field: "answers.k".into(), effect, except: vec![] };
    let policy =
        Policy::new(PolicyTable { field: effect.map(rule).into_iter().collect(), ..PolicyTable::default() });
    let lens = policy.lens("billing").with_questions(Arc::new(Catalogue::parse(&catalogue).unwrap()));
    let answer = json!({"key": "k", "value": value, "status": "answered", "source": "s"});
    let mut answer: Answer = serde_json::from_value(answer).unwrap();
    lens.answer(&mut answer, &Secrets::default());
    assert_eq!(&serde_json::to_value(&answer.value).unwrap(), expected, "{sensitivity} {effect:?} {value}");
}

#[test]
fn the_catalogue_hides_more_than_policy_and_never_less() {
    let (iban, last) = (json!("DE02120300000000202051"), json!({"masked": "•••• 2051"}));
    let (nothing, withheld) = (json!({"masked": ""}), json!({"restricted": "policy"}));
    check_answer("open", None, &iban, &iban);
    check_answer("masked", None, &iban, &last);
    check_answer("masked", None, &json!("maren@example.com"), &json!({"masked": "m••••@example.com"}));
    check_answer("masked", None, &json!(false), &nothing);
    check_answer("secret", None, &iban, &nothing);
    check_answer("secret", None, &json!(false), &nothing);
    check_answer("masked", Some(Effect::Show), &iban, &last);
    check_answer("masked", Some(Effect::Mask), &iban, &nothing);
    check_answer("secret", Some(Effect::MaskToLastFour), &iban, &nothing);
    check_answer("open", Some(Effect::MaskToLastFour), &iban, &last);
    check_answer("secret", Some(Effect::Restrict), &iban, &withheld);
}

fn interaction() -> Interaction {
    serde_json::from_str(
        r#"{"id":"legal:ticket:1","type":"ticket","channel":"email","department":"legal","status":"open",
        "reason":"complaint","description":"canary ACC-77124421","interactionDate":{"startDateTime":"2026-01-02T00:00:00Z"},
        "participants":[{"role":"agent","name":"canary"}],"summary":{"text":"canary","by":"human"},
        "transcript":[{"role":"customer","text":"canary"}],"url":"https://legal.example/canary","source":"legal"}"#,
    )
    .unwrap()
}

#[test]
fn a_confidential_interaction_is_a_bare_line_for_others() {
    let policy = Policy::default();
    for department in DEPARTMENTS {
        let seen = policy.lens(department).interaction(interaction(), true, &Secrets::default());
        assert_eq!(
            serde_json::to_string(&seen).unwrap(),
            r#"{"id":"legal:ticket:1","type":"ticket","department":"legal","interactionDate":{"startDateTime":"2026-01-02T00:00:00Z"},"source":"legal","restricted":"policy"}"#,
            "{department}"
        );
    }
    let own = policy.lens("legal").interaction(interaction(), true, &Secrets::default());
    assert_eq!(own, interaction());
}

#[test]
fn a_secret_is_hidden_in_texts_too() {
    let policy = Policy::default();
    let lens = policy.lens("support");
    let secrets = lens.profile(&mut raw_profile());
    let seen = lens.interaction(interaction(), false, &secrets);
    assert_eq!(seen.description.as_deref(), Some("canary •••• 4421"));
    let mut value = Value::Text("My number is ACC-77124421.".into());
    secrets.scrub_value(&mut value);
    assert_eq!(value, Value::Text("My number is •••• 4421.".into()));
}
