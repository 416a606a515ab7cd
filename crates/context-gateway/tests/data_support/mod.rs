//! What the tests of import and generation share: running an import, and reading back what the store says, in a form
//! that does not depend on internal numbers.

use std::path::Path;

use context_contract::Timestamp;
use context_gateway::{
    import::{Import, Mapping, Summary, import},
    store::facet::FACETS,
};
use rusqlite::{Connection, types::ValueRef};

/// A moment after everything the tests import.
pub(crate) const AS_OF: &str = "2026-11-22T09:00:00Z";

/// Imports without progress.
pub(crate) fn run(database: &Path, mapping: &Mapping, directory: &Path) -> Summary {
    let as_of = Timestamp::parse(AS_OF).unwrap();
    import(&Import { database, mapping, directory, as_of, progress: false }).unwrap()
}

/// One number out of the store.
pub(crate) fn number(database: &Path, sql: &str) -> i64 {
    Connection::open(database).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// All rows of a query as text, one line each, sorted.
pub(crate) fn lines(database: &Path, sql: &str) -> Vec<String> {
    let connection = Connection::open(database).unwrap();
    let mut statement = connection.prepare(sql).unwrap();
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| {
        let cells = (0..columns).map(|column| match row.get_ref(column).unwrap() {
            ValueRef::Null => "-".to_owned(),
            ValueRef::Integer(number) => number.to_string(),
            ValueRef::Real(number) => number.to_string(),
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        });
        Ok(cells.collect::<Vec<_>>().join(" | "))
    });
    let mut lines: Vec<String> = rows.unwrap().map(Result::unwrap).collect();
    lines.sort();
    lines
}

/// Fails when the full text contradicts itself.
fn check_text(database: &Path) {
    let check = "INSERT INTO interaction_text (interaction_text) VALUES ('integrity-check')";
    Connection::open(database).unwrap().execute(check, []).unwrap();
    let missing =
        "SELECT (SELECT count(*) FROM interaction) - (SELECT count(*) FROM interaction_text_docsize)";
    assert_eq!(number(database, missing), 0);
}

/// Fails when the counts that are kept are not those of the interactions, or a direction is not that of the body.
fn check_facets(database: &Path) {
    let mut counted = lines(database, "SELECT cid, 'total', '', count(*) FROM interaction GROUP BY cid");
    for facet in FACETS {
        let sql = format!("SELECT cid, '{facet}', {facet}, count(*) FROM interaction GROUP BY cid, {facet}");
        counted.extend(lines(database, &sql));
    }
    counted.sort();
    assert_eq!(lines(database, "SELECT cid, facet, value, n FROM facet"), counted);
    let other = "SELECT count(*) FROM interaction WHERE direction <> coalesce(body ->> '$.direction', '')";
    assert_eq!(number(database, other), 0);
}

/// Everything a reader can see, told by public ids: equal for equal content, however it came about.
pub(crate) fn content(database: &Path) -> Vec<String> {
    check_text(database);
    check_facets(database);
    [
        "SELECT 'customer', id, display_name, profile FROM customer",
        "SELECT 'record', c.id, r.source, r.record_key, r.body FROM record r JOIN customer c USING (cid)",
        "SELECT 'interaction', c.id, i.id, i.body, i.detail, i.confidential FROM interaction i JOIN customer c USING (cid)",
        "SELECT 'fact', c.id, f.kind, f.id, f.source, f.body FROM fact f JOIN customer c USING (cid)",
        "SELECT 'facet', c.id, f.facet, f.value, f.n FROM facet f JOIN customer c USING (cid)",
        "SELECT 'text', count(*) FROM interaction_text WHERE interaction_text MATCH 'text : order'",
    ]
    .into_iter()
    .flat_map(|sql| lines(database, sql))
    .collect()
}

/// Content and versions: equal only when nothing at all was written.
pub(crate) fn content_and_versions(database: &Path) -> Vec<String> {
    let versions =
        "SELECT 'version', id, version FROM customer UNION ALL SELECT 'version', id, version FROM interaction
         UNION ALL SELECT 'version', id, version FROM fact";
    let mut all = content(database);
    all.extend(lines(database, versions));
    all
}
