//! Counts of what was asked, by department and day. Knows counts, neither customers nor agents nor questions.

use context_contract::{
    Timestamp,
    asks::{AskCounts, AskKind},
};
use rusqlite::{Connection, params};

use crate::Error;

const DAY_MS: i64 = 86_400_000;

/// The most departments that are told apart. Tokens name departments, and whoever issues them may name any number.
const MAX_DEPARTMENTS: i64 = 64;

/// The most characters of a department's name.
const MAX_NAME: usize = 40;

/// Where departments are counted whose names are too long, too strange or too many.
pub const OTHERS: &str = "other";

/// The day of a moment, counted from the Unix epoch in UTC.
#[must_use]
pub const fn day_of(moment: Timestamp) -> i64 {
    moment.as_millis().div_euclid(DAY_MS)
}

/// A day as it is written: `2026-11-22`.
#[must_use]
pub fn day_text(day: i64) -> String {
    Timestamp::from_millis(day.saturating_mul(DAY_MS)).to_string().chars().take(10).collect()
}

/// The day that is written so; `None` when it is none.
#[must_use]
pub fn read_day(text: &str) -> Option<i64> {
    let day = day_of(Timestamp::parse(&format!("{text}T00:00:00Z"))?);
    (day_text(day) == text).then_some(day)
}

/// The name by which a department is counted: in lower case, and plain enough for a label.
#[must_use]
pub fn plain_name(department: &str) -> String {
    let name = department.trim().to_lowercase();
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    let is_plain = (1..=MAX_NAME).contains(&name.len()) && name.chars().all(plain);
    if is_plain { name } else { OTHERS.to_owned() }
}

/// Adds to a count and returns the department it was counted for.
///
/// # Errors
/// [`Error::Store`].
pub fn add(connection: &Connection, department: &str, day: i64, counts: &AskCounts) -> Result<String, Error> {
    let department = counted_as(connection, department)?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO ask_count (department, day, kind, n) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (department, day, kind) DO UPDATE SET n = n + excluded.n",
    )?;
    for (kind, count) in counts.by_kind().iter().filter(|(_, count)| *count > 0) {
        statement.execute(params![department, day, kind.as_str(), count])?;
    }
    Ok(department)
}

/// Counts one thing that an agent of this department just did.
///
/// # Errors
/// [`Error::Store`].
pub fn count(connection: &Connection, department: &str, kind: &AskKind, now: Timestamp) -> Result<(), Error> {
    let mut counts = AskCounts::default();
    counts.add(kind, 1);
    add(connection, department, day_of(now), &counts).map(drop)
}

/// The counts of the days from the first to the last: day, department, counts, in this order. Of one department, if
/// one is named.
///
/// # Errors
/// [`Error::Store`].
pub fn between(
    connection: &Connection,
    (first, last): (i64, i64),
    department: Option<&str>,
) -> Result<Vec<(i64, String, AskCounts)>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT day, department, kind, n FROM ask_count
         WHERE day BETWEEN ?1 AND ?2 AND (?3 IS NULL OR department = ?3) ORDER BY 1, 2",
    )?;
    let mut rows = statement.query(params![first, last, department])?;
    let mut found: Vec<(i64, String, AskCounts)> = Vec::new();
    while let Some(row) = rows.next()? {
        let (day, department): (i64, String) = (row.get(0)?, row.get(1)?);
        if found.last().is_none_or(|(known, name, _)| (*known, name) != (day, &department)) {
            found.push((day, department, AskCounts::default()));
        }
        if let Some((_, _, counts)) = found.last_mut() {
            counts.add(&AskKind::from(row.get::<_, String>(2)?.as_str()), row.get(3)?);
        }
    }
    Ok(found)
}

/// Every department that was ever counted, by name, with all its counts.
///
/// # Errors
/// [`Error::Store`].
pub fn totals(connection: &Connection) -> Result<Vec<(String, AskCounts)>, Error> {
    let mut totals: Vec<(String, AskCounts)> = Vec::new();
    let mut statement = connection
        .prepare_cached("SELECT department, kind, sum(n) FROM ask_count GROUP BY 1, 2 ORDER BY 1, 2")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let department: String = row.get(0)?;
        if totals.last().is_none_or(|(known, _)| *known != department) {
            totals.push((department, AskCounts::default()));
        }
        if let Some((_, counts)) = totals.last_mut() {
            counts.add(&AskKind::from(row.get::<_, String>(1)?.as_str()), row.get(2)?);
        }
    }
    Ok(totals)
}

/// A department that is not known yet takes a place, as long as there are places.
fn counted_as(connection: &Connection, department: &str) -> Result<String, Error> {
    let name = plain_name(department);
    let known = "SELECT EXISTS (SELECT 1 FROM ask_count WHERE department = ?1)";
    if connection.prepare_cached(known)?.query_row([&name], |row| row.get::<_, bool>(0))? {
        return Ok(name);
    }
    let taken: i64 = connection
        .prepare_cached("SELECT count(DISTINCT department) FROM ask_count")?
        .query_row([], |row| row.get(0))?;
    Ok(if taken < MAX_DEPARTMENTS { name } else { OTHERS.to_owned() })
}

#[cfg(test)]
mod tests {
    use context_contract::asks::{AskCounts, AskKind};

    use super::{MAX_DEPARTMENTS, OTHERS, add, between, day_text, plain_name, read_day, totals};
    use crate::store::open_for_writing;

    fn check_name(given: &str, expect: &str) {
        assert_eq!(plain_name(given), expect, "{given:?}");
    }

    #[test]
    fn names_are_plain() {
        check_name("support", "support");
        check_name(" Customer-Care.2 ", "customer-care.2");
        check_name("", OTHERS);
        check_name("two words", OTHERS);
        check_name("quote\"d", OTHERS);
        check_name("línea", OTHERS);
        check_name(&"a".repeat(41), OTHERS);
    }

    fn check_day(text: &str, expect: Option<i64>) {
        assert_eq!(read_day(text), expect, "{text:?}");
    }

    #[test]
    fn days_are_read_and_written() {
        check_day("1970-01-01", Some(0));
        check_day("1970-01-02", Some(1));
        check_day("1969-12-31", Some(-1));
        check_day("2026-02-30", None);
        check_day("2026-2-3", None);
        check_day("2026-11-22T10:00:00Z", None);
        check_day("", None);
        assert_eq!(day_text(read_day("2028-02-29").unwrap()), "2028-02-29");
    }

    fn avoided(count: u64) -> AskCounts {
        AskCounts { avoided: count, ..AskCounts::default() }
    }

    #[test]
    fn counts_add_up_by_department_and_day() {
        let dir = tempfile::tempdir().unwrap();
        let db = open_for_writing(&dir.path().join("a.sqlite")).unwrap();
        for (department, day, count) in
            [("support", 1, 2), ("Support", 1, 3), ("support", 2, 1), ("sales", 2, 4)]
        {
            add(&db, department, day, &avoided(count)).unwrap();
        }
        let all = between(&db, (1, 2), None).unwrap();
        let expected = [(1, "support", 5), (2, "sales", 4), (2, "support", 1)];
        let row = |(day, department, count): (i64, &str, u64)| (day, department.to_owned(), avoided(count));
        assert_eq!(all, expected.map(row));
        assert_eq!(between(&db, (1, 1), Some("sales")).unwrap(), []);
        assert_eq!(between(&db, (2, 2), Some("sales")).unwrap(), [row((2, "sales", 4))]);
        assert_eq!(
            totals(&db).unwrap(),
            [("sales".to_owned(), avoided(4)), ("support".to_owned(), avoided(6))]
        );
    }

    #[test]
    fn departments_take_no_more_places_than_there_are() {
        let dir = tempfile::tempdir().unwrap();
        let db = open_for_writing(&dir.path().join("a.sqlite")).unwrap();
        let mut counts = AskCounts::default();
        counts.add(&AskKind::Handoff, 1);
        for number in 0..MAX_DEPARTMENTS {
            assert_eq!(add(&db, &format!("d{number}"), 1, &counts).unwrap(), format!("d{number}"));
        }
        assert_eq!(add(&db, "late", 1, &counts).unwrap(), OTHERS);
        assert_eq!(add(&db, "d0", 1, &counts).unwrap(), "d0", "those who are known stay known");
    }
}
