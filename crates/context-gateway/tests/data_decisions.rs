//! What an agent decided about a field: it wins, survives imports, merges and splits, joins nobody, and can be taken back.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod data_support;

use std::{
    fs,
    path::{Path, PathBuf},
};

use context_contract::{Profile, Timestamp, request::FieldWrite};
use context_gateway::{
    import::Mapping,
    store::{
        customer,
        decision::{self, Deciding},
        open_for_writing, source,
    },
    unify::manual::field_at,
};
use data_support::{content, content_and_versions, number, run};
use serde_json::{Value as Json, json};
use tempfile::TempDir;

const MAPPING: &str = r#"
version = 1

[unify]
default-country = "GB"

[unify.identifiers.phone]
merge = false

[[source]]
id = "crm"
name = "CRM"
kind = "crm"
department = "sales"
priority = 2

[[source]]
id = "shop"
name = "Shop"
kind = "shop"
department = "web"
priority = 1

[[file]]
path = "crm.csv"
source = "crm"

[file.record]
key = "Id"
observed-at = { column = "Seen", date = "%Y-%m-%d" }
identifiers = { email = "Mail", phone = "Phone" }

[file.record.fields]
"name.full" = "Name"
birthDate = "Born"
phone = "Phone"

[[file]]
path = "shop.csv"
source = "shop"

[file.record]
key = "Id"
observed-at = { column = "Seen", date = "%Y-%m-%d" }
identifiers = { email = "Mail", phone = "Phone" }

[file.record.fields]
"name.full" = "Name"
birthDate = "Born"
phone = "Phone"
"#;

const HEAD: &str = "Id,Name,Mail,Phone,Born,Seen\n";
const CRM: &str = "c1,Abbie Moss,abbie@example.com,0113 496 0001,1986-05-08,2026-01-01\n";
const SHOP: &str = "s1,Abbie Moss,abbie@example.com,0113 496 0009,1986-08-05,2026-02-01\n";
const OTHER: &str = "c2,Ben Ames,ben@example.com,0113 496 0002,1970-01-01,2026-01-01\n";

struct Place {
    dir: TempDir,
    mapping: Mapping,
}

impl Place {
    fn new() -> Self {
        let mapping = Mapping::parse(MAPPING, Path::new("mapping.toml")).unwrap();
        Self { dir: tempfile::tempdir().unwrap(), mapping }
    }

    fn database(&self) -> PathBuf {
        self.dir.path().join("a.sqlite")
    }

    fn import(&self, crm: &[&str], shop: &[&str]) {
        fs::write(self.dir.path().join("crm.csv"), format!("{HEAD}{}", crm.concat())).unwrap();
        fs::write(self.dir.path().join("shop.csv"), format!("{HEAD}{}", shop.concat())).unwrap();
        run(&self.database(), &self.mapping, self.dir.path());
    }

    /// The profile of the customer who has this record.
    fn profile(&self, source: &str, key: &str) -> Profile {
        let db = open_for_writing(&self.database()).unwrap();
        customer::profile(&db, cid(&db, source, key)).unwrap()
    }

    fn decide(&self, source: &str, key: &str, pointer: &str, decision: &Json) -> Profile {
        decide(&self.database(), source, key, pointer, decision)
    }
}

fn cid(db: &rusqlite::Connection, source: &str, key: &str) -> i64 {
    let sql = "SELECT cid FROM record WHERE source = ?1 AND record_key = ?2";
    db.query_row(sql, [source, key], |row| row.get(0)).unwrap()
}

/// Each decision is a minute after the one before it.
fn decide(database: &Path, source: &str, key: &str, pointer: &str, decision: &Json) -> Profile {
    let db = open_for_writing(database).unwrap();
    source::ensure_gateway(&db).unwrap();
    let cid = cid(&db, source, key);
    let made: i64 = db.query_row("SELECT coalesce(max(rid), 0) FROM record", [], |row| row.get(0)).unwrap();
    let wanted: FieldWrite =
        serde_json::from_value(json!({"pointer": pointer, "decision": decision})).unwrap();
    let before = customer::profile(&db, cid).unwrap();
    let field = field_at(&before, pointer).unwrap();
    let now = Timestamp::from_millis(1_790_000_000_000 + made * 60_000);
    let name = format!("manual_{made}_{field}");
    let after = decision::decide(&db, cid, &field, &wanted, &Deciding { key: &name, now }).unwrap();
    assert_eq!(after.id, before.id, "a decision renames nobody");
    after
}

/// Value, resolution and alternatives of a field.
fn told(profile: &Profile, pointer: &str) -> String {
    let json = serde_json::to_value(profile).unwrap();
    let provenance = &profile.provenance[pointer];
    let (resolution, others) = provenance.conflict.as_ref().map_or(("agreed", vec![]), |conflict| {
        let others = conflict.alternatives.iter();
        (
            conflict.resolution.as_str(),
            others.map(|other| format!("{}={}", other.source, other.value.as_text().unwrap())).collect(),
        )
    });
    let value = json.pointer(pointer).unwrap().as_str().unwrap();
    format!("{value} of {} by {resolution} not {}", provenance.source, others.join(" "))
}

/// The same without its tag, which says that something happened.
fn untagged(profile: Profile) -> Profile {
    Profile { etag: None, ..profile }
}

fn choose(source: &str) -> Json {
    json!({"kind": "choose", "source": source})
}

fn correct(value: &str) -> Json {
    json!({"kind": "correct", "value": value})
}

fn undo() -> Json {
    json!({"kind": "undo"})
}

#[test]
fn a_choice_wins_over_every_rule_and_can_be_taken_back() {
    let place = Place::new();
    place.import(&[CRM], &[SHOP]);
    let before = place.profile("crm", "c1");
    assert_eq!(told(&before, "/birthDate"), "1986-05-08 of crm by sourcePriority not shop=1986-08-05");
    let after = place.decide("crm", "c1", "/birthDate", &choose("shop"));
    assert_eq!(told(&after, "/birthDate"), "1986-08-05 of shop by manual not crm=1986-05-08");
    assert_ne!(after.etag, before.etag);
    let kept = place.decide("crm", "c1", "/birthDate", &json!({"kind": "keep"}));
    assert_eq!(told(&kept, "/birthDate"), "1986-08-05 of shop by manual not crm=1986-05-08");
    let corrected = place.decide("crm", "c1", "/birthDate", &correct("1986-05-09"));
    assert_eq!(
        told(&corrected, "/birthDate"),
        "1986-05-09 of gateway by manual not crm=1986-05-08 shop=1986-08-05"
    );
    let records = "SELECT count(*) FROM record WHERE source = 'gateway'";
    assert_eq!(number(&place.database(), records), 1, "one decision about one field");
    let undone = place.decide("crm", "c1", "/birthDate", &undo());
    assert_eq!(untagged(undone), untagged(before));
    assert_eq!(number(&place.database(), records), 0);
}

#[test]
fn a_decision_survives_imports() {
    let place = Place::new();
    place.import(&[CRM], &[SHOP]);
    place.decide("crm", "c1", "/birthDate", &choose("shop"));
    place.decide("crm", "c1", "/contactPoints/0/value", &correct("0113 496 0005"));
    let decided = content_and_versions(&place.database());
    place.import(&[CRM], &[SHOP]);
    assert_eq!(content_and_versions(&place.database()), decided, "the same files change nothing");
    let newer = CRM.replace("1986-05-08", "1990-01-01").replace("2026-01-01", "2026-03-01");
    place.import(&[&newer], &[SHOP]);
    let profile = place.profile("crm", "c1");
    assert_eq!(told(&profile, "/birthDate"), "1986-08-05 of shop by manual not crm=1990-01-01");
    assert_eq!(
        told(&profile, "/contactPoints/0/value"),
        "+441134960005 of gateway by manual not crm=+441134960001 shop=+441134960009"
    );
    place.decide("crm", "c1", "/birthDate", &undo());
    place.decide("crm", "c1", "/contactPoints/0/value", &undo());
    let fresh = Place::new();
    fresh.import(&[&newer], &[SHOP]);
    assert_eq!(content(&place.database()), content(&fresh.database()), "nothing of it is left");
}

#[test]
fn a_decision_goes_with_its_customer() {
    let place = Place::new();
    let apart = SHOP.replace("abbie@", "abbie.moss@");
    place.import(&[CRM], &[&apart]);
    place.decide("shop", "s1", "/birthDate", &correct("1986-12-24"));
    place.import(&[CRM], &[SHOP]);
    assert_eq!(number(&place.database(), "SELECT count(*) FROM customer"), 1);
    let together = place.profile("crm", "c1");
    assert_eq!(
        told(&together, "/birthDate"),
        "1986-12-24 of gateway by manual not crm=1986-05-08 shop=1986-08-05"
    );
    let again = apart.replace("2026-02-01", "2026-03-01");
    place.import(&[CRM], &[&again]);
    assert_eq!(told(&place.profile("crm", "c1"), "/birthDate"), "1986-05-08 of crm by agreed not ");
    let alone = place.profile("shop", "s1");
    assert_eq!(told(&alone, "/birthDate"), "1986-12-24 of gateway by manual not shop=1986-08-05");
}

#[test]
fn of_two_decisions_that_a_merge_brings_together_the_later_one_wins() {
    let place = Place::new();
    let apart = SHOP.replace("abbie@", "abbie.moss@");
    place.import(&[CRM], &[&apart]);
    place.decide("crm", "c1", "/birthDate", &correct("1986-12-24"));
    place.decide("shop", "s1", "/birthDate", &correct("1986-12-25"));
    place.import(&[CRM], &[SHOP]);
    let together = place.profile("crm", "c1");
    assert!(
        told(&together, "/birthDate").starts_with("1986-12-25 of gateway by manual not gateway=1986-12-24")
    );
    let undone = place.decide("crm", "c1", "/birthDate", &undo());
    assert_eq!(told(&undone, "/birthDate"), "1986-05-08 of crm by sourcePriority not shop=1986-08-05");
}

#[test]
fn a_corrected_address_finds_its_customer_and_joins_nobody() {
    let place = Place::new();
    place.import(&[CRM, OTHER], &[SHOP]);
    place.decide("crm", "c1", "/contactPoints/email", &correct("Ben@Example.com"));
    place.import(&[CRM, OTHER], &[SHOP]);
    assert_eq!(number(&place.database(), "SELECT count(*) FROM customer"), 2);
    assert_eq!(
        told(&place.profile("crm", "c1"), "/contactPoints/0/value"),
        "ben@example.com of gateway by agreed not "
    );
    let db = open_for_writing(&place.database()).unwrap();
    let by_mail = [serde_json::from_value(json!({"type": "email", "value": "ben@example.com"})).unwrap()];
    assert_eq!(customer::candidates(&db, &by_mail).unwrap().len(), 2, "both can be found by it");
    // The record it is about changes its own identifiers: it stays, and makes nobody new.
    let moved = CRM.replace("abbie@", "abbie.new@").replace("2026-01-01", "2026-03-01");
    place.import(&[&moved, OTHER], &[SHOP]);
    let without = "SELECT count(*) FROM customer c WHERE NOT EXISTS
        (SELECT 1 FROM record r WHERE r.cid = c.cid AND r.source <> 'gateway')";
    assert_eq!(number(&place.database(), without), 0);
}

#[test]
fn a_corrected_number_is_preferred_and_the_old_one_stays() {
    let place = Place::new();
    place.import(&[CRM], &[]);
    let after = place.decide("crm", "c1", "/contactPoints/0/value", &correct("(0113) 496-0007"));
    assert_eq!(
        told(&after, "/contactPoints/0/value"),
        "+441134960007 of gateway by manual not crm=+441134960001"
    );
    assert_eq!(after.contact_points[0].pref, Some(1));
}

#[test]
fn a_conflict_of_contoso_is_decided_and_taken_back() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/contoso");
    let directory = std::env::var_os("CONTOSO_DIR").map_or(beside, PathBuf::from);
    if !directory.join("ecommerce_contacts.csv").is_file() {
        println!("skipped: there is no Contoso data in {}", directory.display());
        return;
    }
    let mapping =
        Mapping::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("mappings/contoso.toml")).unwrap();
    let workplace = tempfile::tempdir().unwrap();
    let database = workplace.path().join("contoso.sqlite");
    run(&database, &mapping, &directory);
    let before = content(&database);
    let conflict = "SELECT r.source, r.record_key, p.value ->> '$.conflict.alternatives[0].source'
        FROM customer c JOIN record r USING (cid), json_each(c.profile, '$.provenance') p
        WHERE p.key = '/birthDate' AND p.value ->> '$.conflict' IS NOT NULL ORDER BY c.id LIMIT 1";
    let found = data_support::lines(&database, conflict);
    let [source, key, other] = found[0].split(" | ").collect::<Vec<_>>()[..] else { unreachable!() };
    let chosen = decide(&database, source, key, "/birthDate", &choose(other));
    assert_eq!(chosen.provenance["/birthDate"].conflict.as_ref().unwrap().resolution.as_str(), "manual");
    assert_eq!(chosen.provenance["/birthDate"].source, other);
    run(&database, &mapping, &directory);
    assert_eq!(number(&database, "SELECT count(*) FROM customer WHERE profile LIKE '%\"manual\"%'"), 1);
    decide(&database, source, key, "/birthDate", &undo());
    assert_eq!(content(&database), before);
}
