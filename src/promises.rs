//! What was promised to the customer, by every department: what is overdue, what comes next, what is settled.
//! Pure; judged by server time. It knows no calendar: the moments that a promise can be due at come from outside.

use context_contract::{Commitment, Timestamp, enums::CommitmentStatus, request::CommitmentWrite};
use vecmap::VecSet;

use crate::order;

/// A promise due within this time is due soon, in milliseconds.
const SOON: i64 = 15 * 60_000;

/// Within this time a promise is worth a place among the alerts, in milliseconds.
const TODAY: i64 = 24 * 3_600_000;

/// How a promise stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Open, and its time has passed.
    Overdue,
    /// Open and due within a quarter of an hour.
    Soon,
    /// Open and due within a day.
    Today,
    /// Open and due later, or at no time in particular.
    Open,
    /// Kept, broken or withdrawn.
    Settled,
}

/// How the promise stands now.
#[must_use]
pub fn standing(promise: &Commitment, now: Timestamp) -> Standing {
    if promise.status != CommitmentStatus::Open {
        return Standing::Settled;
    }
    match promise.due_at.map(|due| due.as_millis() - now.as_millis()) {
        Some(left) if left <= 0 => Standing::Overdue,
        Some(left) if left <= SOON => Standing::Soon,
        Some(left) if left <= TODAY => Standing::Today,
        Some(_) | None => Standing::Open,
    }
}

/// Promises in the order in which they need somebody: overdue ones first, then by due time, those without one after
/// them; the settled ones last, the newest first.
#[must_use]
pub fn in_order(promises: &[Commitment], now: Timestamp) -> Vec<&Commitment> {
    let mut all: Vec<&Commitment> = promises.iter().collect();
    order::by_key(&mut all, |it| {
        let due = it.due_at.map_or(i64::MAX, Timestamp::as_millis);
        let settled = standing(it, now) == Standing::Settled;
        // Negated, so that among the settled ones the newest comes first.
        (settled, if settled { due.saturating_neg() } else { due })
    });
    all
}

/// What the agent has to be reminded of: open promises that are due soon or overdue, with how they stand. `reminded`
/// are those of which the server has reminded already: what is soon enough for it, is soon enough here.
#[must_use]
pub fn reminders<'a>(
    promises: &'a [Commitment],
    reminded: &VecSet<String>,
    now: Timestamp,
) -> Vec<(&'a Commitment, Standing)> {
    let standing = |it: &'a Commitment| match standing(it, now) {
        Standing::Today | Standing::Open if reminded.contains(&it.id) => (it, Standing::Soon),
        standing => (it, standing),
    };
    let due = |(_, standing): &(_, Standing)| matches!(standing, Standing::Overdue | Standing::Soon);
    in_order(promises, now).into_iter().map(standing).filter(due).collect()
}

/// The promise with another status; everything else stays as it was.
#[must_use]
pub fn with_status(promise: &Commitment, status: CommitmentStatus) -> CommitmentWrite {
    CommitmentWrite {
        text: promise.text.clone(),
        status,
        due_at: promise.due_at,
        owner: promise.owner.clone(),
        made_in: promise.made_in.clone(),
    }
}

#[cfg(test)]
mod tests {
    use context_contract::{Commitment, Timestamp, enums::CommitmentStatus};
    use serde_json::json;

    use super::{Standing, in_order, reminders, standing, with_status};

    const NOW: &str = "2026-11-22T17:00:00Z";

    fn promise(id: &str, status: &str, due: Option<&str>) -> Commitment {
        let due = due.map(|time| format!("2026-11-{time}Z"));
        serde_json::from_value(
            json!({"id": id, "text": id, "status": status, "dueAt": due, "owner": "Rian M."}),
        )
        .unwrap()
    }

    fn now() -> Timestamp {
        Timestamp::parse(NOW).unwrap()
    }

    #[test]
    fn promises_stand_by_server_time() {
        let check = |status: &str, due: Option<&str>, expected: Standing| {
            assert_eq!(standing(&promise("p", status, due), now()), expected, "{status} {due:?}");
        };
        check("open", Some("22T16:59:59"), Standing::Overdue);
        check("open", Some("22T17:00:00"), Standing::Overdue);
        check("open", Some("22T17:15:00"), Standing::Soon);
        check("open", Some("22T17:15:01"), Standing::Today);
        check("open", Some("23T17:00:01"), Standing::Open);
        check("open", None, Standing::Open);
        for settled in ["kept", "broken", "withdrawn", "something-new"] {
            check(settled, Some("22T16:00:00"), Standing::Settled);
        }
    }

    fn all() -> Vec<Commitment> {
        vec![
            promise("undated", "open", None),
            promise("tomorrow", "open", Some("23T12:00:00")),
            promise("kept last week", "kept", Some("15T12:00:00")),
            promise("late", "open", Some("22T12:00:00")),
            promise("very late", "open", Some("20T12:00:00")),
            promise("broken yesterday", "broken", Some("21T12:00:00")),
            promise("in ten minutes", "open", Some("22T17:10:00")),
        ]
    }

    #[test]
    fn overdue_ones_come_first() {
        let all = all();
        let order: Vec<&str> = in_order(&all, now()).iter().map(|it| it.id.as_str()).collect();
        let expected = [
            "very late",
            "late",
            "in ten minutes",
            "tomorrow",
            "undated",
            "broken yesterday",
            "kept last week",
        ];
        assert_eq!(order, expected);
    }

    #[test]
    fn only_what_is_due_is_a_reminder() {
        let all = all();
        let (overdue, soon) = (Standing::Overdue, Standing::Soon);
        let check = |reminded: &[&str], expected: &[(&str, Standing)]| {
            let reminded = reminded.iter().map(|id| (*id).to_owned()).collect();
            let found = reminders(&all, &reminded, now());
            let found: Vec<_> = found.into_iter().map(|(it, how)| (it.id.as_str(), how)).collect();
            assert_eq!(found, expected, "{reminded:?}");
        };
        let due = [("very late", overdue), ("late", overdue), ("in ten minutes", soon)];
        check(&[], &due);
        check(&["kept last week", "late"], &due);
        check(&["tomorrow"], &[due[0], due[1], due[2], ("tomorrow", soon)]);
    }

    #[test]
    fn a_change_of_status_keeps_the_rest() {
        let promise = promise("p", "open", Some("22T12:00:00"));
        let write = with_status(&promise, CommitmentStatus::Kept);
        assert_eq!((write.text, write.due_at, write.owner), (promise.text, promise.due_at, promise.owner));
        assert_eq!(write.status, CommitmentStatus::Kept);
    }
}
