//! Imports small exports: bad rows, formats, repetition, order of arrival, merging and splitting, what agents changed.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod data_support;

use std::{
    fs,
    path::{Path, PathBuf},
};

use context_gateway::{
    Error,
    import::Mapping,
    store::{open_for_writing, search::match_expression},
};
use data_support::{content, content_and_versions, lines, number, run};
use tempfile::TempDir;

const MAPPING: &str = r#"
version = 1

[unify]
default-country = "GB"

[unify.identifiers.phone]
merge = false

[unify.identifiers.email]
exclude = ["info@*"]

[unify.identifiers.member]
label = "Member"

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

[[source]]
id = "calls"
name = "Calls"
kind = "ccaas"
department = "support"

[[file]]
path = "people*.csv"
source = "crm"
delimiter = ";"
optional = true
empty = ["n/a"]

[file.record]
key = "Id"
observed-at = { column = "Seen", date = ["%d.%m.%Y", "%Y-%m-%d"] }
identifiers = { account = "Account", email = "Mail", phone = "Phone" }

[file.record.fields]
"name.full" = { template = "{First} {Last}" }
birthDate = { column = "Born", date = "%d.%m.%Y" }
gender = { column = "Sex", map = { f = "female", m = "male" } }
email = "Mail"
phone = "Phone"

[[file]]
path = "users.ndjson"
source = "shop"
optional = true

[file.record]
key = "id"
identifiers = { member = "id", email = "contact.mail", phone = "contact.phones" }

[file.record.fields]
"name.full" = "name"
email = "contact.mail"

[[file.fact]]
kind = "answer"
owner = { kind = "member", value = "id" }
when = { column = "router" }

[file.fact.fields]
key = { value = "router.model" }
status = { value = "answered" }
value = "router"
answeredAt = { value = "2026-01-01T00:00:00Z" }

[[file]]
path = "orders.ndjson"
source = "shop"
optional = true

[file.interaction]
id = "no"
owner = { kind = "member", value = "user" }
confidential = "secret"

[file.interaction.fields]
type = { value = "order" }
channel = { value = "web" }
description = { template = "order of {what}" }
amount = { column = "total", currency = "GBP" }
"interactionDate.startDateTime" = { column = "at", date = "unix" }
"items.0.name" = "what"
"items.0.quantity" = "many"

[[file]]
path = "calls.csv"
source = "calls"
optional = true

[file.interaction]
id = "Call"
owner = [{ kind = "account", value = "Account" }, { kind = "phone", value = "From" }]

[file.interaction.fields]
type = { value = "call" }
channel = { value = "voice" }
"interactionDate.startDateTime" = { column = "At", date = "%Y-%m-%d %H:%M" }
"#;

const PEOPLE: &str = "Id;First;Last;Account;Mail;Phone;Born;Sex;Seen
1;Abbie;Moss;AC-1;abbie@example.com;0113 496 0001;08.05.1986;f;14.03.2020
2;Ben;Ames;AC-2;info@example.com;0113 496 0002;n/a;m;2020-03-14
3;Cleo;Ames;AC-3;info@example.com;0113 496 0002;01.02.1990;f;14.03.2020
";
const USERS: &str = r#"{"id":"u1","name":"Moss Abbie","contact":{"mail":"ABBIE@example.com","phones":["+44 113 496 0001"]},"router":"AX-3000"}
{"id":"u2","name":"Dana Fox","contact":{"mail":"dana@example.com","phones":[]}}
"#;
const ORDERS: &str = r#"{"no":"o1","user":"u1","what":"router","total":"12.50","at":1764547200,"many":1}
{"no":"o2","user":"u9","what":"cable","total":3,"at":1764547201,"secret":true}
"#;
const CALLS: &str = "Call,Account,From,At
c1,ac 1,,2025-01-02 10:00
c2,,+44 113 496 0002,2025-01-03 10:00
c3,,0113 496 0009,2025-01-04 10:00
c4,,0113 496 0001,2025-01-05 10:00
";
const ALL: [(&str, &str); 4] =
    [("people.csv", PEOPLE), ("users.ndjson", USERS), ("orders.ndjson", ORDERS), ("calls.csv", CALLS)];

struct Bench {
    place: TempDir,
    mapping: Mapping,
    imports: std::cell::Cell<u32>,
}

impl Bench {
    fn new() -> Self {
        let mapping = Mapping::parse(MAPPING, Path::new("mapping.toml")).unwrap();
        Self { place: tempfile::tempdir().unwrap(), mapping, imports: 0.into() }
    }

    fn database(&self) -> PathBuf {
        self.place.path().join("store.sqlite")
    }

    fn import(&self, files: &[(&str, &str)]) -> context_gateway::import::Summary {
        self.imports.set(self.imports.get() + 1);
        let directory = self.place.path().join(self.imports.get().to_string());
        fs::create_dir(&directory).unwrap();
        files.iter().for_each(|(name, text)| fs::write(directory.join(name), text).unwrap());
        run(&self.database(), &self.mapping, &directory)
    }

    fn rejects(&self) -> Vec<serde_json::Value> {
        let text =
            fs::read_to_string(self.place.path().join("store.sqlite.rejects.ndjson")).unwrap_or_default();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Whose an interaction is, by name.
    fn owner(&self, interaction: &str) -> String {
        let sql = format!(
            "SELECT c.display_name FROM interaction i JOIN customer c USING (cid) WHERE i.id = '{interaction}'"
        );
        lines(&self.database(), &sql).concat()
    }
}

#[test]
fn joins_departments_and_loses_nothing() {
    let bench = Bench::new();
    let summary = bench.import(&ALL);
    // Abbie in both, Ben, Cleo (same mailbox of the company, same phone: not joined), Dana, u9 of an order, and the
    // callers of a number two people have and of one nobody has.
    assert_eq!((summary.rows, summary.customers, summary.nameless, summary.rejected), (11, 7, 3, 0));
    assert!(summary.conflicts.is_empty(), "{:?}", summary.conflicts);
    for (interaction, owner) in [
        ("shop:order:o1", "Abbie Moss"),
        ("shop:order:o2", "u9"),
        ("calls:call:c1", "Abbie Moss"),
        ("calls:call:c2", "•••• 0002"),
        ("calls:call:c3", "•••• 0009"),
        ("calls:call:c4", "Abbie Moss"),
    ] {
        assert_eq!(bench.owner(interaction), owner, "{interaction}");
    }
    let found = "SELECT count(*) FROM interaction_text WHERE interaction_text MATCH 'text : router'";
    assert_eq!(number(&bench.database(), found), 1);
    let order =
        lines(&bench.database(), "SELECT body, confidential FROM interaction WHERE id = 'shop:order:o2'")
            .concat();
    assert!(
        order.contains(r#""amount":{"value":"3","currency":"GBP"}"#) && order.ends_with("| 1"),
        "{order}"
    );
}

#[test]
fn a_second_import_changes_nothing() {
    let bench = Bench::new();
    bench.import(&ALL);
    let before = content_and_versions(&bench.database());
    let again = bench.import(&ALL);
    assert_eq!((again.records, again.interactions, again.facts, again.unchanged), (0, 0, 0, 12));
    assert_eq!(content_and_versions(&bench.database()), before);
}

/// Many more rows than are handed over at once, every 131st of them broken; users that nobody records.
fn many_orders() -> (String, Vec<usize>) {
    let broken: Vec<usize> = (1..=1500).filter(|line| line % 131 == 0).collect();
    let row = |line: usize| match broken.contains(&line) {
        true => "{\n".to_owned(),
        false => {
            let user = line * 7 % 40;
            format!(r#"{{"no":"o{line:04}","user":"m{user}","what":"राउटर","at":1760000000}}"#) + "\n"
        }
    };
    ((1..=1500).map(row).collect(), broken)
}

#[test]
fn many_rows_are_written_in_the_order_of_their_file() {
    let (orders, broken) = many_orders();
    let (new, empty) = (Bench::new(), Bench::new());
    drop(open_for_writing(&empty.database()).unwrap());
    for bench in [&new, &empty] {
        let summary = bench.import(&[ALL[0], ALL[1], ("orders.ndjson", &orders)]);
        assert_eq!(summary.interactions, 1500 - broken.len() as u64);
        let disordered =
            "SELECT count(*) FROM interaction a JOIN interaction b ON b.seq = a.seq + 1 WHERE b.id <= a.id";
        assert_eq!(number(&bench.database(), disordered), 0);
        let lines = bench.rejects().iter().map(|reject| reject["line"].as_u64().unwrap()).collect::<Vec<_>>();
        assert_eq!(lines, broken.iter().map(|line| *line as u64).collect::<Vec<_>>());
        let unnumbered = "SELECT count(*) FROM record WHERE cid NOT IN (SELECT cid FROM customer)";
        assert_eq!(number(&bench.database(), unnumbered), 0);
    }
    assert_eq!(content(&new.database()), content(&empty.database()));
}

#[test]
fn words_with_vowel_signs_are_found_whole() {
    let bench = Bench::new();
    bench.import(&[("orders.ndjson", &many_orders().0)]);
    let cid = number(&bench.database(), "SELECT cid FROM interaction WHERE id = 'shop:order:o0001'");
    let all = number(&bench.database(), &format!("SELECT count(*) FROM interaction WHERE cid = {cid}"));
    let found = |typed: &str| {
        let expression = match_expression(cid, typed);
        let sql = "SELECT count(*) FROM interaction_text WHERE interaction_text MATCH";
        number(&bench.database(), &format!("{sql} '{expression}'"))
    };
    assert!(all > 1);
    assert_eq!(
        [found("राउटर"), found("राउ"), found("राउटर order"), found("टर"), found("o0001")],
        [all, all, all, 0, 1]
    );
}

#[test]
fn a_new_database_and_an_empty_one_are_filled_alike() {
    let (new, empty) = (Bench::new(), Bench::new());
    drop(open_for_writing(&empty.database()).unwrap());
    // Somebody and something twice in one export: the later row counts.
    let people = format!("{PEOPLE}1;Abigail;Moss;AC-1;abigail@example.com;0113 496 0001;;f;2021-03-14\n");
    let orders = format!("{ORDERS}{}", ORDERS.replace("router", "modem"));
    let files = [("people.csv", people.as_str()), ALL[1], ("orders.ndjson", &orders), ALL[3]];
    for bench in [&new, &empty] {
        let summary = bench.import(&files);
        assert_eq!((summary.records, summary.interactions, summary.unchanged), (6, 7, 1));
        let found = |word: &str| {
            format!("SELECT rowid FROM interaction_text WHERE interaction_text MATCH 'text : {word}'")
        };
        assert_eq!(lines(&bench.database(), &found("router")), Vec::<String>::new());
        assert_eq!(lines(&bench.database(), &found("modem")), ["1"]);
        let beside = fs::read_dir(bench.place.path()).unwrap().map(|entry| entry.unwrap().file_name());
        assert!(!beside.into_iter().any(|name| name.to_string_lossy().contains("importing")));
    }
    assert_eq!(content(&new.database()), content(&empty.database()));
}

#[test]
fn the_order_of_departments_does_not_matter() {
    let at_once = Bench::new();
    at_once.import(&ALL);
    let expected = content(&at_once.database());
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [3, 0, 2, 1], [1, 3, 0, 2]] {
        let bench = Bench::new();
        order.iter().for_each(|place| drop(bench.import(&ALL[*place..=*place])));
        // Stubs that found their customer stay as records; they show nothing.
        let told = |line: &&String| !line.starts_with("record");
        let (left, right): (Vec<_>, Vec<_>) = (content(&bench.database()), expected.clone());
        assert_eq!(
            left.iter().filter(told).collect::<Vec<_>>(),
            right.iter().filter(told).collect::<Vec<_>>(),
            "{order:?}"
        );
    }
}

#[test]
fn former_ids_of_merged_customers_lead_to_the_new_one() {
    let bench = Bench::new();
    bench.import(&[ALL[1], ALL[2]]);
    let former =
        lines(&bench.database(), "SELECT id FROM customer WHERE display_name = 'Moss Abbie'").concat();
    bench.import(&[ALL[0]]);
    let sql = format!(
        "SELECT c.display_name FROM customer_alias a JOIN customer c USING (cid) WHERE a.id = '{former}'"
    );
    assert_eq!(lines(&bench.database(), &sql), ["Abbie Moss"]);
    assert_eq!(bench.owner("shop:order:o1"), "Abbie Moss");
}

#[test]
fn a_customer_splits_when_the_shared_identifier_goes() {
    let bench = Bench::new();
    bench.import(&ALL);
    let other_mail = USERS.replace("ABBIE@example.com", "moss@example.com");
    bench.import(&[("users.ndjson", &other_mail)]);
    assert_eq!(bench.owner("shop:order:o1"), "Moss Abbie");
    assert_eq!(bench.owner("calls:call:c1"), "Abbie Moss");
    // A number two customers have names neither.
    assert_eq!(bench.owner("calls:call:c4"), "•••• 0001");
    bench.import(&[ALL[1]]);
    assert_eq!(bench.owner("shop:order:o1"), "Abbie Moss");
    assert_eq!(bench.owner("calls:call:c4"), "Abbie Moss");
}

#[test]
fn changed_rows_update_and_agents_keep_their_changes() {
    let bench = Bench::new();
    bench.import(&ALL);
    let agent = rusqlite::Connection::open(bench.database()).unwrap();
    agent.execute("UPDATE fact SET body = replace(body, 'AX-3000', 'AX-5400'), version = 2", []).unwrap();
    drop(agent);
    let changed = PEOPLE.replace("Abbie;Moss", "Abigail;Moss").replace("14.03.2020", "15.03.2020");
    let summary = bench.import(&[
        ("people.csv", &changed),
        ALL[1],
        ("orders.ndjson", &ORDERS.replace("router", "modem")),
    ]);
    assert_eq!((summary.records, summary.interactions, summary.facts), (2, 1, 0));
    assert_eq!(bench.owner("shop:order:o1"), "Abigail Moss");
    assert_eq!(summary.conflicts.get("name"), Some(&1));
    let words = |word: &str| {
        number(
            &bench.database(),
            &format!("SELECT count(*) FROM interaction_text WHERE interaction_text MATCH 'text : {word}'"),
        )
    };
    assert_eq!((words("router"), words("modem")), (0, 1));
    assert_eq!(number(&bench.database(), "SELECT count(*) FROM fact WHERE body LIKE '%AX-5400%'"), 1);
}

fn check_reject(file: (&str, &[u8]), good: i64, expected: &[(u64, &str, &str, &str)]) {
    let bench = Bench::new();
    let directory = bench.place.path().join("in");
    fs::create_dir(&directory).unwrap();
    fs::write(directory.join(file.0), file.1).unwrap();
    let summary = run(&bench.database(), &bench.mapping, &directory);
    let rejects = bench.rejects();
    let text = |reject: &serde_json::Value, name: &str| reject[name].as_str().unwrap_or_default().to_owned();
    let told: Vec<_> = rejects
        .iter()
        .map(|r| (r["line"].as_u64().unwrap(), text(r, "column"), text(r, "reason"), text(r, "row")))
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(line, column, reason, row)| (*line, (*column).into(), (*reason).into(), (*row).into()))
        .collect();
    assert_eq!(told, expected);
    assert!(rejects.iter().all(|reject| reject["file"] == file.0));
    assert_eq!(summary.rejected, expected.len() as u64);
    assert_eq!(
        number(
            &bench.database(),
            "SELECT (SELECT count(*) FROM record) + (SELECT count(*) FROM interaction)"
        ),
        good
    );
}

#[test]
fn bad_rows_are_kept_aside_with_their_reason() {
    let people = b"\xef\xbb\xbfId;First;Last;Account;Mail;Phone;Born;Sex;Seen\r\n\
        1;\"Abbie\r\nAnn\";Moss;;;;08.05.1986;f;\r\n\
        2;Ben;Ames;;;;31.02.1990;m;\r\n\
        3;Cleo\r\n\
        4;D\xff;Fox;;;;;f;\r\n\
        ;Eve;Fox;;;;;f;\r\n\
        6;Finn;\"Fo\"\"x\";;;;;x;\r\n\
        7;Gil;Fox;;not a mail;unknown;;m;\r\n";
    check_reject(
        ("people_1.csv", people),
        2,
        &[
            (4, "Born", "is not a date of the given format", "2;Ben;Ames;;;;31.02.1990;m;"),
            (5, "", "has 2 cells instead of 9", "3;Cleo"),
            (6, "", "is not UTF-8", "4;D\u{fffd};Fox;;;;;f;"),
            (7, "Id", "the key is empty", ";Eve;Fox;;;;;f;"),
            (8, "Sex", "is a word that is not in the map", "6;Finn;\"Fo\"\"x\";;;;;x;"),
        ],
    );
    let orders = br#"{"no":"o1","user":"u1","what":"router","total":"12.50","at":1764547200}
not json

{"no":"o2","user":"u1","what":"router","total":"a lot","at":1764547200}
{"no":"o3","user":"u1","what":"router","total":1,"at":"soon"}
{"no":"o4","what":"router","total":1,"at":1764547200}
{"no":"o5","user":"u1","what":"router","total":1}
[1]
{"no":"o6","user":"u1","what":["x"],"total":1,"at":1764547200}
"#;
    check_reject(
        ("orders.ndjson", orders),
        2,
        &[
            (2, "", "is not JSON, at character 2", "not json"),
            (
                4,
                "total",
                "is not an amount",
                r#"{"no":"o2","user":"u1","what":"router","total":"a lot","at":1764547200}"#,
            ),
            (
                5,
                "at",
                "is not a time of the given format",
                r#"{"no":"o3","user":"u1","what":"router","total":1,"at":"soon"}"#,
            ),
            (6, "user", "names no customer", r#"{"no":"o4","what":"router","total":1,"at":1764547200}"#),
            (7, "at", "is required and empty", r#"{"no":"o5","user":"u1","what":"router","total":1}"#),
            (8, "", "is no JSON object", "[1]"),
            (
                9,
                "what",
                "does not fit the contract at items[0].name",
                r#"{"no":"o6","user":"u1","what":["x"],"total":1,"at":1764547200}"#,
            ),
        ],
    );
}

#[test]
fn a_file_that_is_not_as_the_mapping_says_stops_the_import_and_leaves_nothing() {
    let bench = Bench::new();
    let directory = bench.place.path().join("in");
    fs::create_dir(&directory).unwrap();
    fs::write(directory.join("people.csv"), "Id;First\n1;Abbie\n").unwrap();
    let job = context_gateway::import::Import {
        database: &bench.database(),
        mapping: &bench.mapping,
        directory: &directory,
        as_of: context_contract::Timestamp::from_millis(0),
        progress: false,
    };
    let error = context_gateway::import::import(&job).unwrap_err();
    assert!(
        matches!(&error, Error::File { reason, .. } if reason.starts_with("there is no column")),
        "{error}"
    );
    let left = fs::read_dir(bench.place.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(left.collect::<Vec<_>>(), ["in"]);
}
