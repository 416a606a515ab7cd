//! Who was shown to be who they say, by the checks of every department: one passport for the customer, and one for
//! each person who speaks for them. Pure; judged by server time, which the caller supplies.

use context_contract::{
    Timestamp, Verification,
    enums::{Department, Party, VerificationKind, VerificationStatus},
};

use crate::order;

/// Failed attempts older than this are history, in milliseconds.
const ATTEMPTS_WITHIN: i64 = 24 * 3_600_000;

/// Methods of RFC 8176 that are one factor each, the strongest first: what somebody has in the hand, then what they
/// are, then what they know. Others (`mfa`, `geo`, `rba`) are properties of a sign-in and cannot be repeated.
pub const FACTORS: &[&str] = &[
    "otp", "hwk", "swk", "sc", "pop", "sms", "tel", "face", "fpt", "iris", "retina", "vbm", "pin", "pwd",
    "kba",
];

/// The passport of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Passport {
    /// The customer, or somebody who speaks for them.
    pub party: Party,
    /// The representative's name.
    pub name: Option<String>,
    /// The verdict of all checks.
    pub verdict: Verdict,
    /// Attempts of the last day that failed, the newest first.
    pub failed: Vec<Verification>,
    /// The check that shows the right to speak for the customer, while it is in force.
    pub authority: Option<Verification>,
}

/// The verdict, with the check it rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// In force for this agent, until the given moment if it ends at all.
    Verified(Verification, Option<Timestamp>),
    /// In force, but for other departments only.
    Elsewhere(Verification),
    /// Under way, or given up half way.
    Pending(Verification),
    /// The newest attempt failed.
    Failed(Verification),
    /// Was in force once.
    Lapsed {
        /// The check.
        check: Verification,
        /// The one factor to repeat: a method of RFC 8176. `None` when the check does not name one.
        repeat: Option<String>,
    },
    /// Nobody has checked.
    Nobody,
}

impl Passport {
    /// The passports for an agent of this department; without one, every department's check counts. The customer's
    /// comes first and is always there; representatives follow, the one checked last first.
    #[must_use]
    pub fn all(verifications: &[Verification], department: Option<&Department>, now: Timestamp) -> Vec<Self> {
        let mut people = vec![(Party::Customer, None)];
        let mut checks: Vec<&Verification> = verifications.iter().collect();
        order::by_key(&mut checks, |it| std::cmp::Reverse(it.valid_for.start_date_time));
        for check in checks.iter().filter(|it| it.party() != Party::Customer) {
            let person = (check.party(), check.party_name.clone());
            if !people.contains(&person) {
                people.push(person);
            }
        }
        people.into_iter().map(|person| Self::of(&checks, person, department, now)).collect()
    }

    /// `checks` are sorted, the newest first.
    fn of(
        checks: &[&Verification],
        (party, name): (Party, Option<String>),
        department: Option<&Department>,
        now: Timestamp,
    ) -> Self {
        let theirs =
            |it: &&&Verification| it.party() == party && (party == Party::Customer || it.party_name == name);
        let of_kind = |kind: VerificationKind| {
            checks.iter().filter(theirs).filter(move |it| it.kind == kind).copied().collect::<Vec<_>>()
        };
        let checks = of_kind(VerificationKind::Authentication);
        let recent = |it: &&Verification| {
            let at = it.valid_for.start_date_time;
            it.status == VerificationStatus::Failed
                && at.is_some_and(|at| now.as_millis() - at.as_millis() < ATTEMPTS_WITHIN)
        };
        let failed = checks.iter().copied().filter(recent).cloned().collect();
        let authority = of_kind(VerificationKind::Authorisation).into_iter().find(|it| is_in_force(it, now));
        let verdict = Verdict::of(&checks, department, now);
        Self { party, name, verdict, failed, authority: authority.cloned() }
    }

    /// The moment at which the verdict ends by itself.
    #[must_use]
    pub fn valid_until(&self) -> Option<Timestamp> {
        match &self.verdict {
            Verdict::Verified(_, until) => *until,
            _ => None,
        }
    }
}

impl Verdict {
    /// `checks` are one person's, the newest first.
    fn of(checks: &[&Verification], department: Option<&Department>, now: Timestamp) -> Self {
        // A failed attempt after the last success outweighs it: somebody could not show who they are.
        let completed = checks.iter().find(|it| it.status != VerificationStatus::Pending);
        if let Some(failed) = completed.filter(|it| it.status == VerificationStatus::Failed) {
            return Self::Failed((*failed).clone());
        }
        let in_force = || checks.iter().filter(|it| is_in_force(it, now));
        if let Some(check) = in_force().find(|it| counts_for(it, department)) {
            return Self::Verified((*check).clone(), check.valid_for.end_date_time);
        }
        let under_way =
            |it: &&&Verification| it.status == VerificationStatus::Pending && it.valid_for.contains(now);
        if let Some(check) = checks.iter().find(under_way) {
            return Self::Pending((*check).clone());
        }
        if let Some(check) = in_force().next() {
            return Self::Elsewhere((*check).clone());
        }
        let once = [VerificationStatus::Verified, VerificationStatus::Expired];
        match checks.iter().find(|it| once.contains(&it.status)) {
            Some(check) => Self::Lapsed { check: (*check).clone(), repeat: factor_to_repeat(&check.amr) },
            None => Self::Nobody,
        }
    }

    /// The check that the verdict rests on.
    #[must_use]
    pub fn check(&self) -> Option<&Verification> {
        match self {
            Self::Verified(check, _)
            | Self::Elsewhere(check)
            | Self::Pending(check)
            | Self::Failed(check)
            | Self::Lapsed { check, .. } => Some(check),
            Self::Nobody => None,
        }
    }
}

/// What has to be shown again when a check has lapsed: of its factors the strongest, and nothing else. What somebody
/// knows does not wear off within the day; that they still hold the telephone has to be seen anew.
#[must_use]
pub fn factor_to_repeat(amr: &[String]) -> Option<String> {
    FACTORS.iter().find(|factor| amr.iter().any(|used| used == *factor)).map(|factor| (*factor).to_owned())
}

/// What a countdown shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Whole minutes, two at least.
    Minutes(i64),
    /// Whole seconds, less than two minutes of them; the last one is shown until it is over.
    Seconds(i64),
    /// It is over.
    Nothing,
}

impl Left {
    /// What is left of this many milliseconds.
    #[must_use]
    pub fn of(millis: i64) -> Self {
        match millis {
            ..=0 => Self::Nothing,
            1..120_000 => Self::Seconds((millis + 999) / 1000),
            _ => Self::Minutes(millis / 60_000),
        }
    }
}

/// How near a check is to its end; each turn is said once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// More than five minutes to go.
    Far,
    /// Five minutes at most.
    Near,
    /// Over.
    Over,
}

impl Stage {
    /// The stage with this many milliseconds to go.
    #[must_use]
    pub fn of(millis: i64) -> Self {
        match millis {
            ..=0 => Self::Over,
            1..=300_000 => Self::Near,
            _ => Self::Far,
        }
    }
}

/// Whether the check was made by another department than this one and counts for it all the same.
#[must_use]
pub fn is_carried_over(check: &Verification, department: Option<&Department>) -> bool {
    matches!((made_in(check), department), (Some(made), Some(mine)) if made != mine)
}

/// The department that made the check.
#[must_use]
pub fn made_in(check: &Verification) -> Option<&Department> {
    check.performed_in.as_ref()?.department.as_ref()
}

fn is_in_force(check: &Verification, now: Timestamp) -> bool {
    check.status == VerificationStatus::Verified && check.valid_for.contains(now)
}

fn counts_for(check: &Verification, department: Option<&Department>) -> bool {
    department.is_none_or(|mine| {
        made_in(check).is_none_or(|made| made == mine) || check.reusable_for.contains(mine)
    })
}

#[cfg(test)]
mod tests {
    use context_contract::{
        Timestamp, Verification,
        enums::{Department, Party},
    };
    use serde_json::{Value as Json, json};

    use super::{Left, Passport, Stage, Verdict, factor_to_repeat, is_carried_over};

    fn read(verifications: &Json) -> Vec<Verification> {
        serde_json::from_value(verifications.clone()).unwrap()
    }

    fn passports(verifications: &Json) -> Vec<Passport> {
        let now = Timestamp::parse("2026-11-22T09:20:00Z").unwrap();
        Passport::all(&read(verifications), Some(&Department::Support), now)
    }

    /// Status, minute it was made, department that made it, departments that may use it, against the verdict for
    /// support at minute 20.
    fn check(checks: &[(&str, u32, &str, &[&str])], expected: &str) {
        let verifications: Vec<Json> = checks.iter().map(verification).collect();
        let name = format!("{:?}", passports(&json!(verifications))[0].verdict);
        assert!(name.starts_with(expected), "{checks:?}: {name}");
    }

    fn verification((status, minute, department, reusable): &(&str, u32, &str, &[&str])) -> Json {
        let start = format!("2026-11-22T09:{minute:02}:00Z");
        let end = format!("2026-11-22T09:{:02}:00Z", minute + 15);
        json!({
            "id": start, "kind": "authentication", "status": status, "source": "gateway", "amr": ["kba", "otp"],
            "validFor": {"startDateTime": start, "endDateTime": end},
            "performedIn": {"department": department}, "reusableFor": reusable,
        })
    }

    #[test]
    fn the_verdict_follows_the_checks() {
        check(&[], "Nobody");
        check(&[("verified", 10, "support", &[])], "Verified");
        check(&[("verified", 10, "billing", &["support"])], "Verified");
        check(&[("verified", 10, "billing", &[])], "Elsewhere");
        check(&[("verified", 1, "support", &[])], "Lapsed");
        check(&[("expired", 1, "support", &[])], "Lapsed");
        check(&[("pending", 19, "support", &[])], "Pending");
        check(&[("pending", 1, "support", &[])], "Nobody");
        check(&[("verified", 10, "support", &[]), ("pending", 15, "support", &[])], "Verified");
        check(&[("failed", 5, "support", &[]), ("verified", 10, "support", &[])], "Verified");
        check(&[("verified", 10, "support", &[]), ("failed", 15, "support", &[])], "Failed");
        check(&[("failed", 12, "support", &[]), ("pending", 15, "support", &[])], "Failed");
        check(&[("revoked", 10, "support", &[])], "Nobody");
    }

    #[test]
    fn it_lapses_at_the_second() {
        let check = |time: &str, expected: &str| {
            let made = read(&json!([verification(&("verified", 10, "support", &[]))]));
            let now = Timestamp::parse(time).unwrap();
            let verdict = format!("{:?}", Passport::all(&made, None, now)[0].verdict);
            assert!(verdict.starts_with(expected), "{time}: {verdict}");
        };
        check("2026-11-22T09:24:59Z", "Verified");
        check("2026-11-22T09:25:00Z", "Lapsed");
    }

    #[test]
    fn one_factor_is_repeated() {
        let check = |amr: &[&str], expected: Option<&str>| {
            let amr: Vec<String> = amr.iter().map(|it| (*it).to_owned()).collect();
            assert_eq!(factor_to_repeat(&amr).as_deref(), expected, "{amr:?}");
        };
        check(&["kba", "otp"], Some("otp"));
        check(&["tel", "kba"], Some("tel"));
        check(&["kba", "pin"], Some("pin"));
        check(&["vbm", "pin"], Some("vbm"));
        check(&["kba"], Some("kba"));
        check(&["mfa", "sms"], Some("sms"));
        check(&["mfa", "geo"], None);
        check(&["something-new"], None);
        check(&[], None);
    }

    #[test]
    fn minutes_become_seconds_and_then_nothing() {
        let check = |millis: i64, left: Left, stage: Stage| {
            assert_eq!((Left::of(millis), Stage::of(millis)), (left, stage), "{millis}");
        };
        check(27 * 60_000 + 59_999, Left::Minutes(27), Stage::Far);
        check(300_001, Left::Minutes(5), Stage::Far);
        check(300_000, Left::Minutes(5), Stage::Near);
        check(120_000, Left::Minutes(2), Stage::Near);
        check(119_999, Left::Seconds(120), Stage::Near);
        check(1_000, Left::Seconds(1), Stage::Near);
        check(1, Left::Seconds(1), Stage::Near);
        check(0, Left::Nothing, Stage::Over);
        check(-5, Left::Nothing, Stage::Over);
    }

    #[test]
    fn customer_and_representatives_are_told_apart() {
        let with = |mut check: Json, more: &Json| {
            check.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            check
        };
        let named = |name: &str| json!({"party": "representative", "partyName": name});
        let found = passports(&json!([
            with(verification(&("verified", 10, "support", &[])), &named("Ilse Brandvold")),
            with(verification(&("failed", 12, "support", &[])), &named("Tobias Oakfield")),
            with(
                verification(&("verified", 11, "support", &[])),
                &json!({
                "kind": "authorisation", "party": "representative", "partyName": "Ilse Brandvold"})
            ),
        ]));
        assert_eq!(found.len(), 3);
        assert_eq!((&found[0].party, &found[0].verdict), (&Party::Customer, &Verdict::Nobody));
        assert_eq!(found[1].name.as_deref(), Some("Tobias Oakfield"), "the one checked last comes first");
        assert!(matches!(found[1].verdict, Verdict::Failed(_)) && found[1].authority.is_none());
        assert!(matches!(found[2].verdict, Verdict::Verified(..)) && found[2].authority.is_some());
    }

    #[test]
    fn failed_attempts_stay_visible_after_a_success() {
        let mut old = verification(&("failed", 1, "support", &[]));
        old["validFor"] = json!({"startDateTime": "2026-11-20T09:00:00Z"});
        let found = passports(&json!([
            old,
            verification(&("failed", 3, "support", &[])),
            verification(&("failed", 5, "support", &[])),
            verification(&("verified", 10, "support", &[])),
        ]));
        assert!(matches!(found[0].verdict, Verdict::Verified(..)));
        let minutes: Vec<&str> = found[0].failed.iter().map(|it| &it.id[14..16]).collect();
        assert_eq!(minutes, ["05", "03"], "newest first, and nothing of the day before yesterday");
    }

    #[test]
    fn a_check_of_another_department_is_carried_over() {
        let check = |made: &str, mine: Option<&Department>, expected: bool| {
            let check = &read(&json!([verification(&("verified", 10, made, &[]))]))[0];
            assert_eq!(is_carried_over(check, mine), expected, "{made} {mine:?}");
        };
        check("billing", Some(&Department::Support), true);
        check("support", Some(&Department::Support), false);
        check("billing", None, false);
    }
}
