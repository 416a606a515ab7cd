//! When somebody has to be reminded of a promise. Pure: knows promises and moments, not who listens.
//!
//! Two moments of each open promise: some time before it is due, and when it is due. Whether one is overdue, readers see
//! by themselves.

use std::time::Duration;

use context_contract::{Commitment, Timestamp, enums::CommitmentStatus};

/// The first moment after `told` at which somebody has to be reminded.
#[must_use]
pub fn next_reminder(promises: &[Commitment], before: Duration, told: Timestamp) -> Option<Timestamp> {
    promises
        .iter()
        .flat_map(|promise| moments(promise, before))
        .flatten()
        .filter(|moment| *moment > told)
        .min()
}

/// The promises of which somebody has to be reminded because of a moment after `told` and not after `now`, each once.
#[must_use]
pub fn due(promises: &[Commitment], before: Duration, told: Timestamp, now: Timestamp) -> Vec<&Commitment> {
    let is_due = |promise: &&Commitment| {
        moments(promise, before).into_iter().flatten().any(|moment| told < moment && moment <= now)
    };
    promises.iter().filter(is_due).collect()
}

fn moments(promise: &Commitment, before: Duration) -> [Option<Timestamp>; 2] {
    let due = promise.due_at.filter(|_| promise.status == CommitmentStatus::Open);
    let before = i64::try_from(before.as_millis()).unwrap_or(i64::MAX);
    [due.map(|due| Timestamp::from_millis(due.as_millis().saturating_sub(before))), due]
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use context_contract::{Commitment, Timestamp};

    use super::{due, next_reminder};

    const BEFORE: Duration = Duration::from_secs(15 * 60);

    fn at(time: &str) -> Timestamp {
        Timestamp::parse(&format!("2026-11-22T{time}:00Z")).unwrap()
    }

    fn promises() -> Vec<Commitment> {
        let promise = |id: &str, status: &str, due: &str| -> Commitment {
            serde_json::from_str(&format!(r#"{{"id":"{id}","text":"t","status":"{status}"{due}}}"#)).unwrap()
        };
        vec![
            promise("a", "open", r#","dueAt":"2026-11-22T10:00:00Z""#),
            promise("b", "open", r#","dueAt":"2026-11-22T10:10:00Z""#),
            promise("kept", "kept", r#","dueAt":"2026-11-22T09:50:00Z""#),
            promise("some day", "open", ""),
        ]
    }

    fn check(told: &str, now: &str, expected: &[&str], next: Option<&str>) {
        let promises = promises();
        let ids: Vec<&str> =
            due(&promises, BEFORE, at(told), at(now)).iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, expected, "{told} {now}");
        assert_eq!(next_reminder(&promises, BEFORE, at(now)), next.map(at), "after {now}");
    }

    #[test]
    fn each_open_promise_has_two_moments() {
        check("09:00", "09:44", &[], Some("09:45"));
        check("09:44", "09:45", &["a"], Some("09:55"));
        check("09:45", "09:54", &[], Some("09:55"));
        check("09:45", "09:55", &["b"], Some("10:00"));
        check("09:55", "10:00", &["a"], Some("10:10"));
        check("10:00", "10:10", &["b"], None);
        check("10:10", "23:00", &[], None);
        // After a pause of the machine each is told once.
        check("09:00", "12:00", &["a", "b"], None);
    }

    #[test]
    fn without_time_before_there_is_one_moment() {
        let promises = promises();
        assert_eq!(next_reminder(&promises, Duration::ZERO, at("09:00")), Some(at("10:00")));
        assert!(due(&promises, Duration::ZERO, at("09:00"), at("09:59")).is_empty());
    }
}
