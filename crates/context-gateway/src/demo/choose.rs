//! Whom to put into the queue: customers about whom there is something to see.
//! Knows what is interesting, not what they call about.

use std::collections::BTreeSet;

use rusqlite::Connection;

use crate::Error;

/// How many customers are looked at for what cannot be looked up: enough to find some, few enough not to wait.
const SAMPLE: usize = 20_000;

/// What makes a customer interesting, in the order in which the queue takes turns.
const SIGNALS: &[&str] = &[
    // Sources disagree about them.
    "SELECT cid FROM (SELECT cid, profile FROM customer ORDER BY cid LIMIT ?1)
     WHERE profile LIKE '%\"conflict\":%' LIMIT 40",
    // The longest history.
    "SELECT cid FROM facet WHERE facet = 'total' AND ?1 ORDER BY n DESC, cid LIMIT 2",
    // Something is promised to them.
    "SELECT DISTINCT cid FROM fact WHERE kind = 'commitment' AND body LIKE '%\"status\":\"open\"%'
     AND cid IN (SELECT cid FROM customer ORDER BY cid LIMIT ?1) LIMIT 40",
    // Something must be known before the first word.
    "SELECT DISTINCT cid FROM fact WHERE kind = 'alert'
     AND cid IN (SELECT cid FROM customer ORDER BY cid LIMIT ?1) LIMIT 40",
    // A history of ordinary length.
    "SELECT cid FROM facet WHERE facet = 'total' AND n BETWEEN 5 AND 200
     AND cid IN (SELECT cid FROM customer ORDER BY cid LIMIT ?1) ORDER BY n DESC, cid LIMIT 40",
    // Anybody.
    "SELECT cid FROM customer ORDER BY cid LIMIT min(40, ?1)",
];

/// At most so many customers, each for another reason as long as there are reasons. Within a reason, those come
/// first who are interesting in more than one way.
pub(super) fn customers(db: &Connection, wanted: usize) -> Result<Vec<i64>, Error> {
    let mut lists = SIGNALS.iter().map(|sql| matching(db, sql)).collect::<Result<Vec<_>, _>>()?;
    let signals = lists.clone();
    let count = |cid: &i64| std::cmp::Reverse(signals.iter().filter(|list| list.contains(cid)).count());
    lists.iter_mut().for_each(|list| list.sort_by_key(count));
    let (mut chosen, mut seen) = (Vec::new(), BTreeSet::new());
    // The last list, everybody, only fills what the others leave empty.
    let (rest, reasons) =
        lists.split_last().map_or((&[][..], &[][..]), |(rest, reasons)| (rest.as_slice(), reasons));
    let longest = reasons.iter().map(Vec::len).max().unwrap_or(0);
    let in_turn = (0..longest).flat_map(|place| reasons.iter().filter_map(move |list| list.get(place)));
    for &cid in in_turn.chain(rest) {
        if chosen.len() < wanted && seen.insert(cid) {
            chosen.push(cid);
        }
    }
    Ok(chosen)
}

fn matching(db: &Connection, sql: &str) -> Result<Vec<i64>, Error> {
    let mut statement = db.prepare(sql)?;
    let rows = statement.query_map([SAMPLE], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
