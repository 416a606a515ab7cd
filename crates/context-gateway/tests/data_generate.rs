//! The invented company: the same bytes for the same seed, believable in kind and number, invented in every detail.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod data_support;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use context_contract::{Answer, Timestamp};
use context_gateway::{
    generate::{Generate, MAPPING, generate},
    import::Mapping,
    questions::Catalogue,
};
use data_support::{AS_OF, content_and_versions, lines, number, run};
use sha2::{Digest, Sha256};

/// Hash of everything 30 customers of seed 1 leave behind. Changes when, and only when, the company changes.
const LOCKED: &str = "7a8a7b131ab721c8b767cf5b911d8829187a3ccec0371d8e6171f6b31b7de464";

const RESERVED_NUMBERS: &[&str] = &[
    "+120255501",
    "+121255501",
    "+130355501",
    "+131255501",
    "+140455501",
    "+141555501",
    "+150355501",
    "+151255501",
    "+160255501",
    "+161755501",
    "+170255501",
    "+171355501",
    "+180155501",
    "+181855501",
    "+191255501",
    "+191955501",
    "+44113496",
    "+44121496",
    "+44131496",
    "+44141496",
    "+44151496",
    "+44161496",
    "+442079460",
    "+44292018",
    "+447700900",
    "+493023125",
    "+494066969",
    "+492214710",
    "+496990009",
    "+498999998",
    "+49171392",
    "+49176040690",
    "+3319900",
    "+3326191",
    "+3335301",
    "+3346571",
    "+3353649",
    "+3363998",
    "+6125550",
    "+6135550",
    "+6175550",
    "+6185550",
];

fn company(customers: u64, seed: u64, directory: &Path) -> u64 {
    let as_of = Timestamp::parse(AS_OF).unwrap();
    generate(&Generate { customers, seed, as_of }, directory, |_| {}).unwrap()
}

fn files(directory: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(directory).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            let below = files(&entry.path());
            found.extend(
                below
                    .into_iter()
                    .map(|(name, bytes)| (format!("{}/{name}", entry.file_name().display()), bytes)),
            );
        } else {
            found.insert(entry.file_name().display().to_string(), fs::read(entry.path()).unwrap());
        }
    }
    found
}

fn hash(customers: u64, seed: u64) -> String {
    let place = tempfile::tempdir().unwrap();
    company(customers, seed, place.path());
    let mut hash = Sha256::new();
    for (name, bytes) in files(place.path()) {
        hash.update(name.as_bytes());
        hash.update(bytes);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    assert_eq!(hash(30, 1), LOCKED);
    assert_ne!(hash(30, 2), LOCKED);
}

#[test]
fn a_customer_does_not_depend_on_how_many_follow() {
    let (small, large) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    company(10, 1, small.path());
    company(12, 1, large.path());
    let (small, large) = (files(small.path()), files(large.path()));
    let contacts = "crm/contacts.ndjson";
    assert!(large[contacts].starts_with(&small[contacts]) && !small[contacts].is_empty());
}

#[test]
fn everybody_is_invented_and_nothing_is_in_the_future() {
    let place = tempfile::tempdir().unwrap();
    company(150, 3, place.path());
    let mapping = Mapping::parse(MAPPING, Path::new("mapping.toml")).unwrap();
    for (name, bytes) in files(place.path()).into_iter().filter(|(name, _)| name != "mapping.toml") {
        let text = String::from_utf8(bytes).unwrap();
        for word in
            text.split(|c: char| c.is_whitespace() || "\",;<>".contains(c)).filter(|word| word.contains('@'))
        {
            let domain = word.rsplit('@').next().unwrap().to_lowercase();
            assert!(
                ["example.com", "example.org", "example.net"].contains(&domain.as_str()),
                "{name}: {word}"
            );
        }
        for number in text
            .lines()
            .filter_map(|line| line.split("\"ani\":\"").nth(1))
            .filter_map(|rest| rest.split('"').next())
        {
            let number = mapping.unify.normalise("phone", number).unwrap().value;
            assert!(RESERVED_NUMBERS.iter().any(|reserved| number.starts_with(reserved)), "{name}: {number}");
        }
    }
}

/// Answers are to questions of the catalogue and of their types, stand in every way in which they can stand, and tell
/// who asked, the newest first.
fn check_answers(database: &Path) {
    let questions = Catalogue::shipped();
    let answers = lines(database, "SELECT body FROM fact WHERE kind = 'answer'");
    let answers: Vec<Answer> = answers.iter().map(|body| serde_json::from_str(body).unwrap()).collect();
    let statuses: BTreeSet<&str> = answers.iter().map(|answer| answer.status.as_str()).collect();
    assert_eq!(statuses, BTreeSet::from(["answered", "conflicting", "declined", "missing", "stale"]));
    for answer in &answers {
        let entry = questions.entry(&answer.key).unwrap();
        let fits =
            answer.value.as_ref().is_none_or(|value| entry.value_type.check(value, entry.choices()).is_ok());
        assert!(fits && answer.value_type.as_deref() == Some(entry.value_type.as_str()), "{answer:?}");
        assert_eq!(
            answer.value.is_none(),
            matches!(answer.status.as_str(), "missing" | "declined"),
            "{answer:?}"
        );
        let moments: Vec<Timestamp> = answer.history.iter().map(|asking| asking.at).collect();
        assert!(!moments.is_empty() && moments.is_sorted_by(|a, b| a >= b), "{answer:?}");
        assert!(answer.history.iter().all(|asking| asking.agent.is_some() && asking.occasion.is_some()));
        let newest = answer.answered_at.max(answer.last_asked_at);
        assert_eq!(newest, Some(answer.history[0].at), "{answer:?}");
    }
    // A call in which nobody said who calls is another customer\'s until the two are joined.
    let occasions = "SELECT count(*) FROM fact f, json_each(f.body, '$.history') h WHERE f.kind = 'answer'
        AND h.value ->> '$.in.interactionId' IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.id = h.value ->> '$.in.interactionId')";
    assert_eq!(number(database, occasions), 0, "what a history leads to is there");
}

#[test]
fn the_company_is_imported_without_rejects_and_looks_like_one() {
    let place = tempfile::tempdir().unwrap();
    let exports = place.path().join("exports");
    let written = company(40, 5, &exports);
    let database = place.path().join("store.sqlite");
    let mapping = Mapping::read(&exports.join("mapping.toml")).unwrap();
    let summary = run(&database, &mapping, &exports);
    assert_eq!((summary.rows, summary.rejected), (written, 0));
    assert!((40..=46).contains(&summary.customers), "{summary}");
    let phones = "SELECT r.body ->> '$.fields.phone.value' FROM record r WHERE r.body ->> '$.fields.phone.value' IS NOT NULL";
    for phone in lines(&database, phones) {
        let normal = mapping.unify.normalise("phone", &phone).map(|identifier| identifier.value);
        assert!(
            normal.is_some_and(|normal| RESERVED_NUMBERS.iter().any(|reserved| normal.starts_with(reserved))),
            "{phone}"
        );
    }
    let types: BTreeSet<String> =
        lines(&database, "SELECT DISTINCT type FROM interaction").into_iter().collect();
    let known: BTreeSet<String> =
        context_contract::enums::InteractionType::KNOWN.iter().map(|kind| (*kind).to_owned()).collect();
    assert_eq!(types, known);
    let kinds = lines(&database, "SELECT DISTINCT kind FROM fact");
    assert_eq!(kinds, ["alert", "answer", "campaign", "commitment", "consent", "note", "verification"]);
    check_answers(&database);
    let shared =
        "SELECT count(*) FROM (SELECT 1 FROM identifier i JOIN record r USING (rid) WHERE i.kind = 'phone'
        GROUP BY i.value HAVING count(DISTINCT r.cid) > 1)";
    assert!(number(&database, shared) > 0, "nobody shares a number");
    assert_eq!(number(&database, "SELECT max(n) FROM facet WHERE facet = 'total'"), 4000);
    assert!(number(&database, "SELECT count(*) FROM interaction WHERE confidential = 1") > 0);
    assert!(number(&database, "SELECT count(*) FROM interaction WHERE detail IS NOT NULL") > 0);
    let latest = "SELECT max(started_at) FROM interaction";
    assert!(number(&database, latest) < Timestamp::parse(AS_OF).unwrap().as_millis());
    let dangling = "SELECT count(*) FROM interaction i, json_each(i.body, '$.relationships') link
        WHERE NOT EXISTS (SELECT 1 FROM interaction o WHERE o.id = link.value ->> '$.id' AND o.cid = i.cid)";
    assert_eq!(number(&database, dangling), 0);

    let before = content_and_versions(&database);
    run(&database, &mapping, &exports);
    assert!(content_and_versions(&database) == before, "a second import changed something");
}
