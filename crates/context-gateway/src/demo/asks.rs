//! A month of invented counts, so that the page for team leads has something to show before anybody has worked.
//! Knows plausible numbers; the same ones at every start, and none where anything was counted already.

use context_contract::asks::AskCounts;

use crate::{
    Error,
    http::{Gateway, gateway::now},
    store::{
        Written,
        asks::{add, day_of, totals},
    },
};

/// How many days before today have counts. Today has none: what is counted there has happened.
const DAYS: i64 = 29;

/// A department, and how many contacts it has on an ordinary day.
const DEPARTMENTS: &[(&str, u64)] =
    &[("support", 64), ("billing", 38), ("sales", 27), ("store", 12), ("marketing", 6)];

/// Writes the counts, unless there are some.
pub(super) async fn prepare(gateway: &Gateway) -> Result<(), Error> {
    let today = day_of(now());
    let written = gateway.store.write(move |db| {
        if totals(db)?.is_empty() {
            for ago in 1..=DAYS {
                for (place, department) in (1..).zip(DEPARTMENTS) {
                    add(db, department.0, today - ago, &counts(*department, place, today - ago, ago))?;
                }
            }
        }
        Ok(Written { value: (), changed: None })
    });
    written.await
}

/// The counts of one day: fewer contacts at weekends, and fewer questions repeated the longer the guard is in use.
fn counts((_, contacts): (&str, u64), place: u64, day: i64, ago: i64) -> AskCounts {
    // The first day of the epoch was a Thursday.
    let weekend = (day + 3).rem_euclid(7) >= 5;
    let contacts = contacts * if weekend { 30 } else { 100 } * (90 + wobble(place, day, 1) % 21) / 10_000;
    let known = (contacts * (30 + wobble(place, day, 2) % 9) + 50) / 100;
    let progress = u64::try_from(DAYS - ago).unwrap_or_default();
    let happened = (known * (42_u64.saturating_sub(progress) + wobble(place, day, 3) % 7) + 50) / 100;
    AskCounts {
        suggested: contacts * (180 + wobble(place, day, 4) % 60) / 100,
        avoided: known - happened.min(known),
        happened: happened.min(known),
        confirmed: contacts * (50 + wobble(place, day, 5) % 25) / 100,
        handoff: (contacts * (8 + wobble(place, day, 6) % 8) + 50) / 100,
    }
}

/// A number that looks like chance and is the same every time (the finaliser of SplitMix64).
fn wobble(place: u64, day: i64, salt: u64) -> u64 {
    let seed = day.unsigned_abs().wrapping_mul(31).wrapping_add(place).wrapping_mul(31).wrapping_add(salt);
    let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use context_contract::asks::AskCounts;

    use super::{DAYS, DEPARTMENTS, counts};

    #[test]
    fn a_month_is_believable() {
        let month = |ago: std::ops::RangeInclusive<i64>| {
            let mut all = AskCounts::default();
            for ago in ago {
                for (place, department) in (1..).zip(DEPARTMENTS) {
                    all.add_all(&counts(*department, place, 20_000 - ago, ago));
                }
            }
            all
        };
        let (early, late) = (month(20..=DAYS).avoided_rate().unwrap(), month(1..=10).avoided_rate().unwrap());
        assert!(0.5 < early && early < late && late < 0.95, "{early} {late}");
        let all = month(1..=DAYS);
        assert!(all.by_kind().iter().all(|(_, count)| *count > 100), "{all:?}");
        assert_eq!(month(1..=DAYS), all, "the same every time");
    }
}
