//! What time does to facts: answers grow stale, checks expire, alerts end. Pure.
//! The store keeps what was said; this says what it is worth at a moment.

use context_contract::{
    Alert, Answer, Timestamp, Verification,
    enums::{AnswerStatus, Severity, VerificationStatus},
};

/// An answer whose time is over has to be confirmed. Its own time counts; where it has none, the seconds after which
/// the question's answers grow stale.
pub fn answer(answer: &mut Answer, stale_after: Option<i64>, now: Timestamp) {
    let by_question = || Some(later(answer.answered_at?, stale_after?));
    let end = answer.valid_for.map_or_else(by_question, |period| period.end_date_time);
    if end.is_some_and(|end| end <= now) && answer.status == AnswerStatus::Answered {
        answer.status = AnswerStatus::Stale;
    }
}

/// A moment so many seconds later.
#[must_use]
pub fn later(moment: Timestamp, seconds: i64) -> Timestamp {
    Timestamp::from_millis(moment.as_millis().saturating_add(seconds.saturating_mul(1000)))
}

/// A check whose time is over was one once.
pub fn verification(verification: &mut Verification, now: Timestamp) {
    let over = verification.valid_for.end_date_time.is_some_and(|end| end <= now);
    if over && verification.status == VerificationStatus::Verified {
        verification.status = VerificationStatus::Expired;
    }
}

/// Keeps the alerts of this moment, the loudest first.
pub fn alerts(alerts: &mut Vec<Alert>, now: Timestamp) {
    alerts.retain(|alert| alert.valid_for.contains(now));
    alerts.sort_by_key(|alert| match alert.severity {
        Severity::Critical => 0,
        Severity::Warning => 1,
        Severity::Info => 2,
        Severity::Other(_) => 3,
    });
}

#[cfg(test)]
mod tests {
    use context_contract::{Alert, Answer, Timestamp, Verification};

    const NOW: &str = "2026-11-22T10:00:00Z";

    fn now() -> Timestamp {
        Timestamp::parse(NOW).unwrap()
    }

    /// An answer of this status, with more of its fields, to a question whose answers count so many seconds.
    fn check_answer(status: &str, more: &str, stale_after: Option<i64>, expected: &str) {
        let json = format!(r#"{{"key":"k","status":"{status}",{more}"source":"crm"}}"#);
        let mut answer: Answer = serde_json::from_str(&json).unwrap();
        super::answer(&mut answer, stale_after, now());
        assert_eq!(answer.status.as_str(), expected, "{json} {stale_after:?}");
    }

    #[test]
    fn answers_grow_stale() {
        let until = |end: &str| format!(r#""validFor":{{"endDateTime":"{end}"}},"#);
        check_answer("answered", &until("2026-11-22T10:00:01Z"), None, "answered");
        check_answer("answered", &until(NOW), None, "stale");
        check_answer("declined", &until(NOW), None, "declined");
        let said = r#""answeredAt":"2026-11-22T09:00:00Z","#;
        check_answer("answered", said, None, "answered");
        check_answer("answered", said, Some(3601), "answered");
        check_answer("answered", said, Some(3600), "stale");
        check_answer("declined", said, Some(3600), "declined");
        check_answer("answered", "", Some(3600), "answered");
        // What somebody set by hand comes before the rule.
        check_answer("answered", &format!("{said}{}", until("2026-11-23T00:00:00Z")), Some(60), "answered");
        check_answer("answered", &format!(r#"{said}"validFor":{{}},"#), Some(60), "answered");
    }

    fn check_verification(status: &str, end: &str, expected: &str) {
        let json = format!(
            r#"{{"id":"v","kind":"authentication","status":"{status}","validFor":{{"endDateTime":"{end}"}},"source":"ivr"}}"#
        );
        let mut verification: Verification = serde_json::from_str(&json).unwrap();
        super::verification(&mut verification, now());
        assert_eq!(verification.status.as_str(), expected, "{end}");
    }

    #[test]
    fn checks_expire() {
        check_verification("verified", "2026-11-22T10:00:01Z", "verified");
        check_verification("verified", NOW, "expired");
        check_verification("failed", NOW, "failed");
    }

    #[test]
    fn alerts_end_and_are_sorted() {
        let alert = |id: &str, severity: &str, start: &str| -> Alert {
            let json = format!(
                r#"{{"id":"{id}","severity":"{severity}","title":"t","validFor":{{"startDateTime":"{start}"}},"source":"s"}}"#
            );
            serde_json::from_str(&json).unwrap()
        };
        let mut alerts = vec![
            alert("a", "info", NOW),
            alert("b", "critical", NOW),
            alert("later", "critical", "2026-11-22T10:00:01Z"),
        ];
        super::alerts(&mut alerts, now());
        assert_eq!(alerts.iter().map(|alert| alert.id.as_str()).collect::<Vec<_>>(), ["b", "a"]);
    }
}
