//! A node reads as JSON does, and fills types as JSON does.

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::Node;

fn check(line: &str) {
    let expected: Result<Json, _> = serde_json::from_str(line);
    let found = Node::parse(line.as_bytes());
    match (&expected, &found) {
        (Ok(expected), Ok(found)) => {
            assert_eq!(&Json::from(found), expected, "{line}");
            assert_eq!(&Json::deserialize(found).unwrap(), expected, "{line}");
            assert_eq!(&Json::from(&Node::from(expected.clone()).lend()), expected, "{line}");
        }
        (Err(expected), Err(found)) => assert_eq!(found.column(), expected.column(), "{line}"),
        _ => panic!("{line}: {found:?} instead of {expected:?}"),
    }
}

#[test]
fn reads_as_json_does() {
    check(r#"{"b":1,"a":[true,null,"x\n\u00e9",-1.5e3,18446744073709551615],"b":{"c":{}}}"#);
    check(r#"{"a":1,"a":2,"b":0,"a":3,"b":4}"#);
    check(&format!("{{{}}}", (0..40).map(|n| format!("\"k{}\":{n}", n % 25)).collect::<Vec<_>>().join(",")));
    check(r#"{"a":1,}"#);
    check(r#"{"a":"\ud800"}"#);
    check(&"[".repeat(200));
    check("1e999");
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Sample {
    #[serde(default)]
    text: String,
    number: Option<f64>,
    #[serde(default)]
    list: Vec<u8>,
    nested: Option<Box<Sample>>,
}

#[test]
fn fills_types_as_json_does() {
    for line in [
        r#"{"text":"a","number":1,"list":[1,2],"nested":{"text":"\"b\"","number":null},"other":[{}]}"#,
        r#"["a",1.5,[],null]"#,
        r#"["a",1.5,[],null,"too many"]"#,
        r#"{"list":[256]}"#,
        r#"{"text":1}"#,
        r#"{"text":null}"#,
        r#""text""#,
    ] {
        let expected = Sample::deserialize(&serde_json::from_str::<Json>(line).unwrap()).ok();
        let node = Node::parse(line.as_bytes()).unwrap();
        assert_eq!(Sample::deserialize(&node).ok(), expected, "{line}");
        assert_eq!(Sample::deserialize(&node.lend()).ok(), expected, "{line}");
    }
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        "\\PC{0,8}".prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Json::from),
            prop::collection::vec(("\\PC{0,3}", inner), 0..24)
                .prop_map(|fields| Json::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn agrees_with_json(json in any_json()) {
        check(&json.to_string());
    }
}
