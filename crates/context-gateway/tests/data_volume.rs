//! The volume of contacts is counted while importing, stays equal to what is in the store, and shows the incident.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "other tests use the rest of it")]
mod data_support;

use std::{fs, path::Path};

use context_contract::Timestamp;
use context_gateway::{
    generate::{Generate, generate},
    import::Mapping,
    insight::incident,
    store::{open_for_writing, volume},
};
use data_support::{AS_OF, lines, run};
use serde_json::Value as Json;

/// The same counts, taken from the interactions themselves. Whole hours that are at the edge of what is kept stay out.
const RECOUNT: &str =
    "SELECT started_at / 3600000, body ->> '$.reason', coalesce(body ->> '$.product', ''), count(*)
    FROM interaction WHERE started_at >= (SELECT max(as_of) FROM source) - 15 * 86400000
      AND type IN ('call', 'chat', 'email', 'ticket', 'message', 'visit')
      AND coalesce(body ->> '$.reason', '') <> '' AND coalesce(body ->> '$.direction', '') <> 'outbound'
      AND NOT EXISTS (SELECT 1 FROM json_each(body, '$.relationships') l
          WHERE l.value ->> '$.relationshipType' IN ('parent', 'handover'))
    GROUP BY 1, 2, 3";
const KEPT: &str = "SELECT hour, reason, product, n FROM contact_volume
    WHERE n > 0 AND hour >= ((SELECT max(as_of) FROM source) - 15 * 86400000) / 3600000";

const MAPPING: &str = r#"
version = 1

[[source]]
id = "calls"
name = "Calls"
kind = "ccaas"
department = "support"

[[file]]
path = "calls.csv"
source = "calls"

[file.interaction]
id = "Id"
owner = { kind = "account", value = "Account" }

[file.interaction.fields]
type = { value = "call" }
channel = { value = "voice" }
direction = "Direction"
reason = "Reason"
product = "Product"
"interactionDate.startDateTime" = "At"
"relationships.0.id" = "After"
"relationships.0.relationshipType" = "How"
"#;

const HEAD: &str = "Id,Account,Direction,Reason,Product,At,After,How\n";
const CALLS: &str = "1,A1,inbound,technical,Router,2026-11-22T08:10:00Z,,
2,A1,inbound,technical,Router,2026-11-22T08:50:00Z,,
3,A2,inbound,technical,,2026-11-10T08:50:00Z,,
4,A2,inbound,invoice,,2026-11-21T08:50:00Z,calls:call:3,handover
5,A2,inbound,invoice,,2026-11-21T08:51:00Z,calls:call:3,followUp
6,A3,outbound,invoice,,2026-11-21T08:51:00Z,,
7,A3,inbound,,,2026-11-21T08:51:00Z,,
8,A3,inbound,invoice,,2026-09-21T08:51:00Z,,
";

#[test]
fn the_volume_is_kept_while_importing() {
    let place = tempfile::tempdir().unwrap();
    let database = place.path().join("a.sqlite");
    let mapping = Mapping::parse(MAPPING, Path::new("mapping.toml")).unwrap();
    let import = |calls: &str| {
        fs::write(place.path().join("calls.csv"), format!("{HEAD}{calls}")).unwrap();
        run(&database, &mapping, place.path());
        assert_eq!(lines(&database, KEPT), lines(&database, RECOUNT));
        lines(&database, "SELECT reason, product, sum(n) FROM contact_volume WHERE n > 0 GROUP BY 1, 2")
    };
    let counted = import(CALLS);
    assert_eq!(counted, ["invoice |  | 1", "technical |  | 1", "technical | Router | 2"]);
    assert_eq!(import(CALLS), counted, "the same once more");
    let turned_out = CALLS.replace("2,A1,inbound,technical,Router", "2,A1,inbound,move,Fibre 250");
    let counted = import(&turned_out);
    assert_eq!(
        counted,
        ["invoice |  | 1", "move | Fibre 250 | 1", "technical |  | 1", "technical | Router | 1"]
    );
    let later = turned_out + "9,A9,inbound,move,Fibre 250,2026-11-22T08:55:00Z,,\n";
    assert_eq!(import(&later)[1], "move | Fibre 250 | 2");
}

#[test]
fn a_generated_company_has_one_incident() {
    let place = tempfile::tempdir().unwrap();
    let as_of = Timestamp::parse(AS_OF).unwrap();
    let exports = place.path().join("exports");
    generate(&Generate { customers: 1000, seed: 1, as_of }, &exports, |_| {}).unwrap();
    let db = open_for_writing(&place.path().join("a.sqlite")).unwrap();
    db.execute_batch("BEGIN").unwrap();
    for (file, reason, at) in
        [("phone/calls.ndjson", "reason", "at"), ("helpdesk/tickets.ndjson", "topic", "created")]
    {
        for line in fs::read_to_string(exports.join(file)).unwrap().lines() {
            let row: Json = serde_json::from_str(line).unwrap();
            let moment = row[at].as_i64().map(|seconds| Timestamp::from_millis(seconds * 1000));
            let moment = moment.or_else(|| Timestamp::parse(row[at].as_str()?)).unwrap();
            let link = row["links"][0]["relationshipType"].as_str();
            if !matches!(link, Some("parent" | "handover"))
                && volume::hour(moment) > volume::first_hour(as_of)
            {
                let topic = (row[reason].as_str().unwrap(), row["product"].as_str().unwrap_or_default());
                volume::add(&db, (volume::hour(moment), topic.0, topic.1), 1).unwrap();
            }
        }
    }
    let found = incident::incidents(&volume::series(&db, as_of).unwrap());
    let told: Vec<String> = found.iter().map(|active| incident::id(&active.incident)).collect();
    assert_eq!(told, ["incident:technical:Router AX-3000"], "{found:?}");
}

#[test]
fn nothing_is_unusual_before_anybody_knows_what_is_usual() {
    let place = tempfile::tempdir().unwrap();
    let db = open_for_writing(&place.path().join("a.sqlite")).unwrap();
    let now = Timestamp::parse(AS_OF).unwrap();
    let last = volume::hour(now);
    volume::add(&db, (last, "technical", ""), 50).unwrap();
    assert!(volume::series(&db, now).unwrap().is_empty());
    volume::add(&db, (last - 7 * 24, "invoice", ""), 1).unwrap();
    let series = volume::series(&db, now).unwrap();
    assert_eq!(series.len(), 2);
    assert_eq!((series[0].before[6], series[1].today), (1, 50));
    // The first hour of the last day, the last one before it, and what is not yet.
    for (hour, n) in [(last - 23, 3), (last - 24, 5), (last + 1, 7), (last - 15 * 24, 9)] {
        volume::add(&db, (hour, "move", "Fibre 250"), n).unwrap();
    }
    let moves = volume::series(&db, now).unwrap().into_iter().find(|one| one.reason == "move").unwrap();
    assert_eq!((moves.today, moves.before[0], moves.before.iter().sum::<u64>()), (3, 5, 5));
    // Nothing is taken from what is not counted.
    volume::add(&db, (last - 3, "move", "Fibre 250"), -1).unwrap();
    volume::forget(&db, now).unwrap();
    assert_eq!(volume::series(&db, now).unwrap().len(), 3);
}
