//! Who the customer was shown to be, by the checks of every department: one verdict for the top of the panel.
//! Pure; judged by server time, which the caller supplies.

use context_contract::{
    Timestamp, Verification,
    enums::{Department, VerificationKind, VerificationStatus},
};

/// The verdict, with the check it rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum Passport {
    /// In force for this agent, until the given moment if it ends at all.
    Verified(Verification, Option<Timestamp>),
    /// In force, but for other departments only.
    Elsewhere(Verification),
    /// Under way.
    Pending(Verification),
    /// The newest attempt failed.
    Failed(Verification),
    /// Was in force once.
    Expired(Verification),
    /// Nobody has checked.
    Nobody,
}

impl Passport {
    /// The verdict on the customer for an agent of this department; without one, every department's check counts.
    #[must_use]
    pub fn of(verifications: &[Verification], department: Option<&Department>, now: Timestamp) -> Self {
        let mut checks: Vec<&Verification> =
            verifications.iter().filter(|it| it.kind == VerificationKind::Authentication).collect();
        checks.sort_by_key(|it| std::cmp::Reverse(it.valid_for.start_date_time));
        let in_force = || checks.iter().filter(|it| is_in_force(it, now));
        // A failed attempt after the last success outweighs it: somebody could not show who they are.
        let newest = checks.first().filter(|it| it.status == VerificationStatus::Failed);
        if let Some(failed) = newest {
            return Self::Failed((*failed).clone());
        }
        if let Some(check) = in_force().find(|it| counts_for(it, department)) {
            return Self::Verified((*check).clone(), check.valid_for.end_date_time);
        }
        let with_status = |status: &VerificationStatus| checks.iter().find(|it| it.status == *status);
        if let Some(check) = with_status(&VerificationStatus::Pending) {
            return Self::Pending((*check).clone());
        }
        if let Some(check) = in_force().next() {
            return Self::Elsewhere((*check).clone());
        }
        let once = [VerificationStatus::Verified, VerificationStatus::Expired];
        checks
            .iter()
            .find(|it| once.contains(&it.status))
            .map_or(Self::Nobody, |it| Self::Expired((*it).clone()))
    }
}

fn is_in_force(check: &Verification, now: Timestamp) -> bool {
    check.status == VerificationStatus::Verified && check.valid_for.contains(now)
}

fn counts_for(check: &Verification, department: Option<&Department>) -> bool {
    let made_in = check.performed_in.as_ref().and_then(|it| it.department.as_ref());
    match department {
        None => true,
        Some(mine) => made_in.is_none_or(|made| made == mine) || check.reusable_for.contains(mine),
    }
}

#[cfg(test)]
mod tests {
    use context_contract::{Timestamp, Verification, enums::Department};
    use serde_json::json;

    use super::Passport;

    /// Status, minute it was made, department that made it, departments that may use it, against the verdict for
    /// support at minute 20.
    fn check(checks: &[(&str, u32, &str, &[&str])], expected: &str) {
        let verifications: Vec<Verification> = checks.iter().map(verification).collect();
        let now = Timestamp::parse("2026-11-22T09:20:00Z").unwrap();
        let passport = Passport::of(&verifications, Some(&Department::Support), now);
        let name = format!("{passport:?}");
        assert!(name.starts_with(expected), "{checks:?}: {name}");
    }

    fn verification((status, minute, department, reusable): &(&str, u32, &str, &[&str])) -> Verification {
        let start = format!("2026-11-22T09:{minute:02}:00Z");
        let end = format!("2026-11-22T09:{:02}:00Z", minute + 15);
        serde_json::from_value(json!({
            "id": start, "kind": "authentication", "status": status, "source": "gateway",
            "validFor": {"startDateTime": start, "endDateTime": end},
            "performedIn": {"department": department}, "reusableFor": reusable,
        }))
        .unwrap()
    }

    #[test]
    fn the_verdict_follows_the_checks() {
        check(&[], "Nobody");
        check(&[("verified", 10, "support", &[])], "Verified");
        check(&[("verified", 10, "billing", &["support"])], "Verified");
        check(&[("verified", 10, "billing", &[])], "Elsewhere");
        check(&[("verified", 1, "support", &[])], "Expired");
        check(&[("expired", 1, "support", &[])], "Expired");
        check(&[("pending", 19, "support", &[])], "Pending");
        check(&[("failed", 5, "support", &[]), ("verified", 10, "support", &[])], "Verified");
        check(&[("verified", 10, "support", &[]), ("failed", 15, "support", &[])], "Failed");
        check(&[("revoked", 10, "support", &[])], "Nobody");
    }
}
