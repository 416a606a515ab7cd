//! Which field a pointer names, and what each decision becomes or why it cannot be made.

use context_contract::{Timestamp, Value, request::FieldWrite};

use super::{decide, field_at};
use crate::unify::{Field, Record, Rules, unify};

fn record(source: &str, key: &str, fields: &[(&str, &str)]) -> Record {
    let field = |(name, value): &(&str, &str)| {
        let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(*value));
        ((*name).to_owned(), Field::declared(value))
    };
    Record {
        source: source.into(),
        key: key.into(),
        observed_at: Some(Timestamp::from_millis(1)),
        stub: false,
        decision: None,
        identifiers: vec![],
        fields: fields.iter().map(field).collect(),
    }
}

fn records() -> Vec<Record> {
    vec![
        record(
            "crm",
            "c1",
            &[
                ("name", r#"{"full":"Abbie Moss"}"#),
                ("phone", "+441134960001"),
                ("phone:mobile", "+447700900001"),
            ],
        ),
        record("crm", "c2", &[("phone", "+441134960002"), ("birthDate", "1986-05-08")]),
        record("shop", "s1", &[("phone", "+441134960003"), ("traits/a~b/c", "x")]),
    ]
}

fn check_pointer(pointer: &str, expected: Option<&str>) {
    let profile = unify(&records(), &Rules::default()).profile;
    assert_eq!(field_at(&profile, pointer).as_deref(), expected, "{pointer}");
}

#[test]
fn pointers_name_fields() {
    check_pointer("/birthDate", Some("birthDate"));
    check_pointer("/gender", Some("gender"));
    check_pointer("/name/full", Some("name"));
    check_pointer("/name", Some("name"));
    check_pointer("/traits/a~0b~1c", Some("traits/a~b/c"));
    check_pointer("/traits/new", Some("traits/new"));
    check_pointer("/contactPoints/0/value", Some("phone"));
    check_pointer("/contactPoints/1/value", Some("phone:mobile"));
    check_pointer("/contactPoints/1", Some("phone:mobile"));
    check_pointer("/contactPoints/email", Some("email"));
    for none in [
        "",
        "/",
        "birthDate",
        "/id",
        "/name/given",
        "/traits/",
        "/contactPoints/9/value",
        "/contactPoints/-",
        "/contactPoints/0/pref",
        "/externalIdentifier/0/id",
        "/provenance",
        "/segments/0",
        "/birthDate/x",
    ] {
        check_pointer(none, None);
    }
}

/// What is kept, as JSON, or `pointer detail`.
fn check(field: &str, decision: &str, expected: Result<&str, &str>) {
    let json = format!(r#"{{"pointer":"/x","decision":{decision}}}"#);
    let wanted: FieldWrite = serde_json::from_str(&json).unwrap();
    let named = ("gateway", "manual_1", Timestamp::from_millis(2));
    let rules = Rules { default_country: "GB".into(), ..Rules::default() };
    let outcome = decide(&records(), &rules, field, &wanted, named);
    let told = match &outcome {
        Ok(record) => Ok(record.as_ref().map_or_else(String::new, |record| {
            assert_eq!(record.decision.as_ref().unwrap().anchor.key, "c1");
            serde_json::to_string(&record.fields[field].value).unwrap()
        })),
        Err(error) => Err(format!("{} {}", error.pointer, error.detail)),
    };
    match (told, expected) {
        (Ok(told), Ok(expected)) => assert_eq!(told, expected, "{field} {decision}"),
        (Err(told), Err(expected)) => assert!(told.starts_with(expected), "{field} {decision}: {told}"),
        (told, _) => panic!("{field} {decision}: {told:?}"),
    }
}

#[test]
fn values_are_kept_chosen_and_corrected() {
    check("phone", r#"{"kind":"keep"}"#, Ok(r#""+441134960001""#));
    check("phone", r#"{"kind":"choose","source":"shop"}"#, Ok(r#""+441134960003""#));
    check("phone", r#"{"kind":"choose","source":"crm","recordId":"c2"}"#, Ok(r#""+441134960002""#));
    check("phone", r#"{"kind":"correct","value":"0113 496 0009"}"#, Ok(r#""+441134960009""#));
    check("email", r#"{"kind":"correct","value":" A@Example.com "}"#, Ok(r#""a@example.com""#));
    check("birthDate", r#"{"kind":"correct","value":"1986-05-31"}"#, Ok(r#""1986-05-31""#));
    check("name", r#"{"kind":"correct","value":"Abbie M. Moss"}"#, Ok(r#"{"full":"Abbie M. Moss"}"#));
    check(
        "postal",
        r#"{"kind":"correct","value":"1 High Street, Leeds"}"#,
        Ok(r#"{"street":"1 High Street, Leeds"}"#),
    );
    check("postal", r#"{"kind":"correct","value":{"locality":"Leeds"}}"#, Ok(r#"{"locality":"Leeds"}"#));
    check("preferredLanguages", r#"{"kind":"correct","value":"pt-BR"}"#, Ok(r#"["pt-BR"]"#));
    check("traits/points", r#"{"kind":"correct","value":12}"#, Ok("12"));
    check("kind", r#"{"kind":"correct","value":"org"}"#, Ok(r#""org""#));
}

#[test]
fn what_cannot_be_decided_says_why() {
    check("gender", r#"{"kind":"keep"}"#, Err("/pointer has no value to keep"));
    check("phone", r#"{"kind":"choose","source":"crm"}"#, Err("/decision/recordId is required"));
    check("phone", r#"{"kind":"choose","source":"till"}"#, Err("/decision/source has no value"));
    check(
        "phone",
        r#"{"kind":"choose","source":"crm","recordId":"c9"}"#,
        Err("/decision/recordId has no value"),
    );
    check("phone", r#"{"kind":"undo"}"#, Err("/decision has nothing to take back"));
    for (field, value) in [
        ("phone", r#""call me""#),
        ("phone", "5"),
        ("email", r#""a at b""#),
        ("birthDate", r#""31.5.1986""#),
        ("birthDate", r#""1986-02-30""#),
        ("name", r#""  ""#),
        ("gender", r#"{"masked":"••••"}"#),
        ("gender", r#"{"restricted":"policy"}"#),
        ("kind", r#""robot""#),
        ("preferredLanguages", "[]"),
        ("preferredLanguages", r#""deutsch bitte""#),
        ("postal", r#"{"planet":"Mars"}"#),
        ("traits/a", "null"),
    ] {
        check(field, &format!(r#"{{"kind":"correct","value":{value}}}"#), Err("/decision/value is "));
    }
    check(
        "gender",
        &format!(r#"{{"kind":"correct","value":"{}"}}"#, "x".repeat(501)),
        Err("/decision/value is "),
    );
}

#[test]
fn nobody_on_record_decides_nothing() {
    let wanted: FieldWrite =
        serde_json::from_str(r#"{"pointer":"/x","decision":{"kind":"correct","value":"x"}}"#).unwrap();
    let named = ("gateway", "manual_1", Timestamp::from_millis(2));
    assert!(decide(&[], &Rules::default(), "gender", &wanted, named).is_err());
}
