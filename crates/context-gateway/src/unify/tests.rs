//! Properties of unification over invented records: order, transitivity, nothing lost, nothing joined without reason.

use std::collections::{BTreeMap, BTreeSet};

use context_contract::{
    Timestamp, Value,
    enums::Resolution,
    request::{FieldDecision, FieldWrite},
};
use proptest::{prelude::*, sample::Index};

use super::{
    Clusterer, Field, Identifier, Owner, Record, Rules, manual::decide, rules::IdentifierRule, unify,
};

const SHARED_MAIL: &str = "info@example.com";

fn rules() -> Rules {
    let mut rules = Rules::default();
    rules.identifiers.insert(
        "email".into(),
        IdentifierRule { exclude: vec!["info@*".into()], ..rules.identifier("email") },
    );
    rules.identifiers.insert("phone".into(), IdentifierRule { merge: false, ..rules.identifier("phone") });
    rules
        .identifiers
        .insert("desk".into(), IdentifierRule { max_records: Some(2), ..IdentifierRule::default() });
    rules.identifiers.insert("crm".into(), IdentifierRule::default());
    rules.priorities = [("a".to_owned(), 2), ("b".to_owned(), 1), ("c".to_owned(), 1)].into();
    rules
}

fn identifier() -> impl Strategy<Value = Identifier> {
    let mail = prop_oneof![Just(SHARED_MAIL.to_owned()), (0..6u8).prop_map(|n| format!("p{n}@example.com"))];
    prop_oneof![
        mail.prop_map(|value| ("email", value)),
        (0..4u8).prop_map(|n| ("phone", format!("+1555555010{n}"))),
        (0..2u8).prop_map(|n| ("desk", format!("{n}"))),
        (0..6u8).prop_map(|n| ("crm", format!("C{n}"))),
    ]
    .prop_map(|(kind, value)| Identifier { kind: kind.into(), value })
}

fn fields() -> impl Strategy<Value = BTreeMap<String, Field>> {
    let value = prop_oneof![Just("x"), Just("X"), Just("y"), Just("z")];
    let field = (value, any::<bool>())
        .prop_map(|(text, verified)| Field { verified, ..Field::declared(Value::from(text)) });
    let name = prop_oneof![
        Just("gender"),
        Just("birthDate"),
        Just("traits/tier"),
        Just("email"),
        Just("phone:mobile")
    ];
    prop::collection::btree_map(name.prop_map(str::to_owned), field, 0..4)
}

/// Records with distinct keys, in the order of their keys.
fn records() -> impl Strategy<Value = Vec<Record>> {
    let record = (
        prop::sample::select(vec!["a", "b", "c"]),
        prop::option::of(0..3i64),
        prop::collection::vec(identifier(), 0..4),
        fields(),
    );
    prop::collection::vec(record, 1..24).prop_map(|records| {
        let record =
            |(key, (source, at, identifiers, fields)): (usize, (&str, Option<i64>, Vec<Identifier>, _))| {
                Record {
                    source: source.into(),
                    key: format!("{key:02}"),
                    observed_at: at.map(Timestamp::from_millis),
                    stub: false,
                    decision: None,
                    identifiers,
                    fields,
                }
            };
        records.into_iter().enumerate().map(record).collect()
    })
}

fn shuffled(records: &[Record], order: &[Index]) -> Vec<Record> {
    let mut left = records.to_vec();
    order.iter().cycle().take(records.len()).map(|index| left.swap_remove(index.index(left.len()))).collect()
}

/// Customers as sets of (source, key).
fn customers(records: &[Record], rules: &Rules) -> BTreeSet<BTreeSet<(String, String)>> {
    groups(records, rules)
        .iter()
        .map(|group| group.iter().map(|r| (r.source.clone(), r.key.clone())).collect())
        .collect()
}

fn groups(records: &[Record], rules: &Rules) -> Vec<Vec<Record>> {
    let mut clusterer = Clusterer::new(rules);
    records.iter().for_each(|record| clusterer.add(record.stub, &record.identifiers));
    let clusters = clusterer.finish();
    let mut groups = vec![vec![]; clusters.count as usize];
    records
        .iter()
        .zip(&clusters.of_record)
        .for_each(|(record, cluster)| groups[*cluster as usize].push(record.clone()));
    groups
}

/// Whether the identifier may join these records by the rules above, told independently of the clusterer.
fn may_join(identifier: &Identifier, records: &[Record]) -> bool {
    let holders = records.iter().filter(|record| record.identifiers.contains(identifier)).count();
    match identifier.kind.as_str() {
        "phone" => false,
        "email" => identifier.value != SHARED_MAIL,
        "desk" => holders <= 2,
        _ => true,
    }
}

/// Joins by walking from record to record: slow, obvious, and the reference for the clusterer.
fn walk(start: &Record, records: &[Record]) -> BTreeSet<(String, String)> {
    let (mut found, mut waiting) = (BTreeSet::new(), vec![start]);
    while let Some(record) = waiting.pop() {
        if found.insert((record.source.clone(), record.key.clone())) {
            let shares = |other: &&Record| {
                record.identifiers.iter().any(|i| other.identifiers.contains(i) && may_join(i, records))
            };
            waiting.extend(records.iter().filter(shares));
        }
    }
    found
}

proptest! {
    #[test]
    fn order_does_not_matter(records in records(), order in prop::collection::vec(any::<Index>(), 1..24)) {
        let rules = rules();
        let other = shuffled(&records, &order);
        prop_assert_eq!(customers(&records, &rules), customers(&other, &rules));
        let unified = |records: &[Record]| -> BTreeMap<String, _> {
            groups(records, &rules).iter().map(|group| unify(group, &rules)).map(|u| (u.profile.id.clone(), u)).collect()
        };
        prop_assert_eq!(unified(&records), unified(&other));
    }

    #[test]
    fn joins_exactly_what_shared_identifiers_connect(records in records()) {
        let expected: BTreeSet<_> = records.iter().map(|record| walk(record, &records)).collect();
        prop_assert_eq!(customers(&records, &rules()), expected);
    }

    #[test]
    fn nothing_is_lost(records in records()) {
        let rules = rules();
        for group in groups(&records, &rules) {
            let unified = unify(&group, &rules);
            let text = serde_json::to_value(&unified.profile).unwrap();
            for record in &group {
                for identifier in record.identifiers.iter().filter(|i| !["email", "phone"].contains(&i.kind.as_str())) {
                    let known = unified.profile.external_identifier.iter().any(|e| e.id == Value::Text(identifier.value.clone()));
                    prop_assert!(known, "{identifier:?}");
                }
                for (field, claim) in &record.fields {
                    prop_assert!(is_told(field, claim, &text), "{field} {claim:?} in {text}");
                }
            }
        }
    }

    #[test]
    fn an_identifier_names_one_customer_or_several(records in records()) {
        let rules = rules();
        let mut clusterer = Clusterer::new(&rules);
        records.iter().for_each(|record| clusterer.add(false, &record.identifiers));
        let clusters = clusterer.finish();
        for identifier in records.iter().flat_map(|record| &record.identifiers) {
            let holders = records.iter().zip(&clusters.of_record).filter(|(record, _)| record.identifiers.contains(identifier));
            let named: BTreeSet<u32> = holders.map(|(_, cluster)| *cluster).collect();
            match clusters.owner(identifier) {
                Owner::One(cluster) => prop_assert_eq!(named, [cluster].into()),
                Owner::Several => prop_assert!(named.len() > 1),
                Owner::Nobody => prop_assert!(identifier.value == SHARED_MAIL || identifier.kind == "desk"),
            }
        }
    }

    #[test]
    fn a_decision_changes_its_field_alone_and_joins_nobody(
        records in records(),
        value in prop_oneof![Just("x"), Just("y"), Just("z"), Just("new")],
    ) {
        let rules = rules();
        for group in groups(&records, &rules) {
            let before = unify(&group, &rules);
            let wanted = FieldWrite {
                pointer: "/gender".into(),
                decision: FieldDecision::Correct { value: Value::from(value) },
                decided_in: None,
            };
            let named = ("gateway", "manual_1", Timestamp::from_millis(9));
            let decided = decide(&group, &rules, "gender", &wanted, named).unwrap().unwrap();
            let mut with = group.clone();
            with.insert(0, decided.clone());
            let mut after = unify(&with, &rules);
            prop_assert_eq!(after.profile.gender.as_ref().and_then(Value::as_text), Some(value));
            let conflict = after.profile.provenance["/gender"].conflict.as_ref();
            prop_assert!(conflict.is_none_or(|conflict| conflict.resolution == Resolution::Manual));
            let lost = group.iter().filter_map(|record| record.fields.get("gender"));
            let differs = lost.into_iter().any(|field| !field.value.as_text().unwrap().eq_ignore_ascii_case(value));
            prop_assert_eq!(conflict.is_some(), differs);
            // But for the field itself the profile is the one that was there before.
            let mut plain = before.profile.clone();
            for profile in [&mut after.profile, &mut plain] {
                profile.gender = None;
                profile.provenance.remove("/gender");
            }
            prop_assert_eq!(&after.profile, &plain);
            prop_assert_eq!(&after.display_name, &before.display_name);
        }
    }

    #[test]
    fn a_stub_follows_its_identifier(records in records(), identifier in identifier()) {
        let rules = rules();
        let stub = Record::stub("z", identifier.clone());
        let (before, mut with) = (customers(&records, &rules), records.clone());
        with.push(stub.clone());
        let after = customers(&with, &rules);
        let alone = after.contains(&walk(&stub, std::slice::from_ref(&stub)));
        prop_assert_eq!(after.len(), before.len() + usize::from(alone));
    }
}

/// Whether the value, in this or an agreeing spelling, is the chosen one or among the alternatives.
fn is_told(field: &str, claim: &Field, profile: &serde_json::Value) -> bool {
    let told = profile.to_string().to_lowercase();
    let value = claim.value.as_text().unwrap_or_default().to_lowercase();
    told.contains(&format!("{value:?}")) && !field.is_empty()
}

fn record(source: &str, key: &str, at: i64, field: &str, value: &str, verified: bool) -> Record {
    let claim = Field { verified, ..Field::declared(Value::from(value)) };
    Record {
        source: source.into(),
        key: key.into(),
        observed_at: Some(Timestamp::from_millis(at)),
        stub: false,
        decision: None,
        identifiers: vec![],
        fields: [(field.to_owned(), claim)].into(),
    }
}

fn check(records: &[Record], chosen: &str, resolution: Option<&str>, alternatives: &[&str]) {
    let unified = unify(records, &rules());
    let (_, provenance) = unified.profile.provenance.first_key_value().unwrap();
    let json = serde_json::to_value(&unified.profile).unwrap();
    assert_eq!(json.pointer("/gender").unwrap(), chosen);
    assert_eq!(provenance.conflict.as_ref().map(|c| c.resolution.as_str()), resolution);
    let others = provenance.conflict.iter().flat_map(|c| &c.alternatives).map(|a| a.value.as_text().unwrap());
    assert_eq!(others.collect::<Vec<_>>(), alternatives);
}

#[test]
fn chooses_by_the_stated_rules() {
    let a = |value, verified| record("a", "1", 1, "gender", value, verified);
    let b = |value, verified| record("b", "1", 2, "gender", value, verified);
    let c = |value, verified| record("c", "1", 3, "gender", value, verified);
    check(&[a("x", false), b("X", false)], "x", None, &[]);
    check(&[b("y", false), a("x", false)], "x", Some("sourcePriority"), &["y"]);
    check(&[a("x", false), b("y", true)], "y", Some("verified"), &["x"]);
    check(&[b("y", false), c("z", false)], "z", Some("recency"), &["y"]);
    check(&[a("x", false), b("y", false), c("z", false)], "x", Some("sourcePriority"), &["z", "y"]);
    check(
        &[record("b", "1", 2, "gender", "p", false), record("b", "2", 2, "gender", "q", false)],
        "p",
        Some("recordOrder"),
        &["q"],
    );
}
