//! Imports the Contoso sample data with the shipped mapping, where the data is: in `CONTOSO_DIR`, or in
//! `../shared/data/contoso` beside the repository. The data is not part of the repository.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says what it skips"
)]

mod data_support;

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use context_gateway::{import::Mapping, unify::compare::same_name};
use data_support::{content_and_versions, lines, number, run};

fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/contoso");
    let directory = std::env::var_os("CONTOSO_DIR").map_or(beside, PathBuf::from);
    if directory.join("ecommerce_contacts.csv").is_file() {
        return Some(directory);
    }
    println!("skipped: there is no Contoso data in {}", directory.display());
    None
}

fn mapping() -> Mapping {
    Mapping::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("mappings/contoso.toml")).unwrap()
}

#[test]
fn imports_contoso_and_names_its_conflicts() {
    let Some(directory) = data() else { return };
    let workplace = tempfile::tempdir().unwrap();
    let database = workplace.path().join("contoso.sqlite");
    let summary = run(&database, &mapping(), &directory);

    assert_eq!(summary.rows, 5000 + 5002 + 12_369 + 20_024 + 20_020);
    assert_eq!(summary.rejected, 0);
    // 5,000 contacts and two loyalty members without one; purchases and reviews name three more whom nobody records.
    assert_eq!((summary.customers, summary.nameless, summary.merged), (5005, 3, 5000));
    // Of 867 phones that differ as written 820 differ by the country code alone and two are missing in one file. The
    // remaining 45 have lost their leading zero in the shop. Of three birth dates one is missing in the shop.
    let conflicts: Vec<(&str, u64)> =
        summary.conflicts.iter().map(|(field, count)| (field.as_str(), *count)).collect();
    assert_eq!(conflicts, [("birthDate", 2), ("email", 1), ("gender", 1), ("phone", 45)]);

    let everywhere = "SELECT count(*) FROM customer c
         WHERE EXISTS (SELECT 1 FROM record r WHERE r.cid = c.cid AND r.source = 'shop' AND r.body NOT LIKE '%\"stub\":true%')
           AND EXISTS (SELECT 1 FROM record r WHERE r.cid = c.cid AND r.source = 'loyalty')
           AND EXISTS (SELECT 1 FROM interaction i WHERE i.cid = c.cid AND i.source = 'shop')
           AND EXISTS (SELECT 1 FROM interaction i WHERE i.cid = c.cid AND i.source = 'pos')";
    assert_eq!(number(&database, everywhere), 4121);
    let reviewed = format!(
        "{everywhere} AND EXISTS (SELECT 1 FROM interaction i WHERE i.cid = c.cid AND i.source = 'reviews')"
    );
    assert_eq!(number(&database, &reviewed), 4119);
    assert_eq!(number(&database, "SELECT sum(n) FROM facet WHERE facet = 'total'"), 12_369 + 20_024 + 20_020);

    shows_both_birth_dates(&database);
    is_idempotent(&database, &directory);
}

fn shows_both_birth_dates(database: &Path) {
    let told = lines(
        database,
        "SELECT json_extract(profile, '$.birthDate'), json_extract(profile, '$.provenance./birthDate.source'),
            json_extract(profile, '$.provenance./birthDate.conflict.resolution'),
            json_extract(profile, '$.provenance./birthDate.conflict.alternatives[0].value'), json_extract(profile, '$.gender')
         FROM customer WHERE display_name = 'Abbie Moss'",
    );
    assert_eq!(told, ["1986-05-08 | shop | sourcePriority | 2018-05-08 | female"]);
}

fn is_idempotent(database: &Path, directory: &Path) {
    let before = content_and_versions(database);
    let again = run(database, &mapping(), directory);
    assert_eq!((again.records, again.interactions, again.facts), (0, 0, 0));
    assert_eq!((again.customers, again.merged, again.conflicts["phone"]), (5005, 5000, 45));
    assert!(content_and_versions(database) == before, "a second import changed something");
}

type Row = HashMap<String, String>;

fn rows(path: &Path) -> BTreeMap<String, Row> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(|row| row.unwrap()).map(|row: Row| (row["ContactId"].clone(), row)).collect()
}

/// The same counts out of the files alone, so that the comments above stay true.
#[test]
fn counts_what_differs_as_written() {
    let Some(directory) = data() else { return };
    let contacts = rows(&directory.join("ecommerce_contacts.csv"));
    let members = rows(&directory.join("loyalty_members.csv"));
    let pairs: Vec<(&Row, &Row)> =
        members.iter().filter_map(|(id, member)| Some((contacts.get(id)?, member))).collect();
    let differ = |column: &str| pairs.iter().filter(|(a, b)| a[column] != b[column]).count();
    let full_names = pairs.iter().map(|(a, b)| (a["FullName"].as_str(), b["FullName"].as_str()));
    let (reordered, misspelt): (Vec<_>, Vec<_>) =
        full_names.filter(|(a, b)| a != b).partition(|(a, b)| same_name(a, b));

    assert_eq!(pairs.len(), 5000);
    assert_eq!((differ("Telephone"), differ("Gender"), differ("EMail")), (867, 1, 1));
    assert_eq!((differ("FirstName"), differ("LastName")), (0, 0));
    assert_eq!(reordered.len() + misspelt.len(), 2743);
    // 1,223 differ by word order alone; in the others one of the two has a wrong letter.
    assert_eq!(reordered.len(), 1223);
}
