//! What time does to facts: answers grow stale, checks expire, alerts end. Pure.
//! The store keeps what was said; this says what it is worth at a moment.

use context_contract::{
    Alert, Answer, Timestamp, Verification,
    enums::{AnswerStatus, Severity, VerificationStatus},
};

/// An answer whose time is over has to be confirmed.
pub fn answer(answer: &mut Answer, now: Timestamp) {
    let over = answer.valid_for.and_then(|period| period.end_date_time).is_some_and(|end| end <= now);
    if over && answer.status == AnswerStatus::Answered {
        answer.status = AnswerStatus::Stale;
    }
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

    fn check_answer(status: &str, end: &str, expected: &str) {
        let json = format!(
            r#"{{"key":"k","status":"{status}","validFor":{{"endDateTime":"{end}"}},"source":"crm"}}"#
        );
        let mut answer: Answer = serde_json::from_str(&json).unwrap();
        super::answer(&mut answer, now());
        assert_eq!(answer.status.as_str(), expected, "{end}");
    }

    #[test]
    fn answers_grow_stale() {
        check_answer("answered", "2026-11-22T10:00:01Z", "answered");
        check_answer("answered", NOW, "stale");
        check_answer("declined", NOW, "declined");
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
