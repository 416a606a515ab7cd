//! Chooses one value of a field among those of several records, by the operator's rules.
//! Knows claims and criteria, not what the field means.

use std::cmp::Ordering;

use context_contract::enums::Resolution;

use super::{Field, Record, Rules, compare::comparison_key, rules::Criterion};

/// That a record gives a field a value.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// The record.
    pub record: &'a Record,
    /// The value.
    pub field: &'a Field,
}

/// What was chosen, and what was not.
#[derive(Debug)]
pub struct Choice<'a> {
    /// The claim that won.
    pub winner: Claim<'a>,
    /// The rule that decided between the winner and the runner-up. `None` when everybody agrees.
    pub resolution: Option<Resolution>,
    /// Claims that say something else, the runner-up first; of one source each value once.
    pub losers: Vec<Claim<'a>>,
}

/// Chooses. `None` when nobody claims anything.
#[must_use]
pub fn choose<'a>(field: &str, mut claims: Vec<Claim<'a>>, rules: &Rules) -> Option<Choice<'a>> {
    let order = rules.order_of(field);
    claims.sort_by(|left, right| {
        manual(*left, *right)
            .then_with(|| rank(*left, *right, order, rules))
            .then_with(|| tie_break(*left, *right))
    });
    let winner = *claims.first()?;
    let mut agreed = None;
    let mut seen = vec![];
    let mut losers = vec![];
    for claim in &claims[1..] {
        // Most claims repeat the winner to the letter.
        if claim.field.value == winner.field.value {
            continue;
        }
        let agreed = agreed.get_or_insert_with(|| comparison_key(field, &winner.field.value, rules));
        let key = comparison_key(field, &claim.field.value, rules);
        let mark = (key, claim.record.source.as_str());
        if mark.0 != *agreed && !seen.contains(&mark) {
            seen.push(mark);
            losers.push(*claim);
        }
    }
    let resolution = losers.first().map(|loser| decided_by(winner, *loser, order, rules));
    Some(Choice { winner, resolution, losers })
}

/// What an agent decided comes before every rule; of several decisions, which a merge may bring together, the latest.
fn manual(left: Claim<'_>, right: Claim<'_>) -> Ordering {
    let (left, right) = (left.record, right.record);
    match (left.decision.is_some(), right.decision.is_some()) {
        (true, true) => right.observed_at.cmp(&left.observed_at),
        (left, right) => right.cmp(&left),
    }
}

fn rank(left: Claim<'_>, right: Claim<'_>, order: &[Criterion], rules: &Rules) -> Ordering {
    order
        .iter()
        .map(|criterion| by(*criterion, left, right, rules))
        .find(|o| o.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// The better one is less, so that it sorts first.
fn by(criterion: Criterion, left: Claim<'_>, right: Claim<'_>, rules: &Rules) -> Ordering {
    match criterion {
        Criterion::Verified => right.field.verified.cmp(&left.field.verified),
        Criterion::SourcePriority => {
            rules.priority(&right.record.source).cmp(&rules.priority(&left.record.source))
        }
        Criterion::Recency => right.record.observed_at.cmp(&left.record.observed_at),
    }
}

/// Nothing tells them apart, and yet the result must not depend on the order of arrival.
fn tie_break(left: Claim<'_>, right: Claim<'_>) -> Ordering {
    (&left.record.source, &left.record.key).cmp(&(&right.record.source, &right.record.key))
}

fn decided_by(winner: Claim<'_>, loser: Claim<'_>, order: &[Criterion], rules: &Rules) -> Resolution {
    if winner.record.decision.is_some() {
        return Resolution::Manual;
    }
    let criterion = order.iter().find(|criterion| by(**criterion, winner, loser, rules).is_ne());
    match criterion {
        Some(Criterion::Verified) => Resolution::Verified,
        Some(Criterion::SourcePriority) => Resolution::SourcePriority,
        Some(Criterion::Recency) => Resolution::Recency,
        None => Resolution::Other("recordOrder".into()),
    }
}
