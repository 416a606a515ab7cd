//! Incidents: unusually many contacts about one thing in the last day. Pure: counts in, a judgement out.
//!
//! The rule. Counts of independent contacts scatter like a Poisson variable, whose square root scatters by one half
//! however large it is (Anscombe 1948). So `z = 2 (√(today + ⅜) − √(mean + ⅜)) / √(1 + 1/14)` says by how many standard
//! deviations today exceeds the mean of the fourteen days before, the last factor because that mean is itself
//! a measurement. Real contacts scatter more than Poisson: `z` is divided by √φ, φ being the variance of those days over
//! their mean where that exceeds one. From [`WARNING`] on it is unusual: by chance alone less than once in 30,000
//! thing-days. Two more conditions keep out what nobody would call an incident: at least [`FEWEST`] contacts, and at
//! least twice the mean.

use context_contract::{Alert, Interaction, Timestamp, enums::Severity, fact::Incident, interaction::Period};

/// How many days the baseline has.
pub const DAYS: usize = 14;

/// Standard deviations above the mean from which it is unusual, and from which it is critical.
pub const WARNING: f64 = 4.0;
/// See [`WARNING`].
pub const CRITICAL: f64 = 8.0;

/// Fewer contacts in a day are no incident.
pub const FEWEST: u64 = 5;

/// How many contacts there were about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Machine name of the reason.
    pub reason: String,
    /// The product's name; empty when the contacts named none.
    pub product: String,
    /// In the last 24 hours.
    pub today: u64,
    /// In each of the fourteen days before.
    pub before: [u64; DAYS],
}

/// An incident and how loud it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Active {
    /// The figures.
    pub incident: Incident,
    /// Warning or critical.
    pub severity: Severity,
}

/// Whether this is unusual, and how much.
#[must_use]
pub fn unusual(today: u64, before: &[u64; DAYS]) -> Option<Severity> {
    let mean = mean(before);
    let z = 2.0 * ((float(today) + 0.375).sqrt() - (mean + 0.375).sqrt())
        / (1.0 + 1.0 / float(DAYS as u64)).sqrt()
        / dispersion(before, mean).sqrt();
    let many = today >= FEWEST && float(today) >= 2.0 * mean;
    match z {
        z if many && z >= CRITICAL => Some(Severity::Critical),
        z if many && z >= WARNING => Some(Severity::Warning),
        _ => None,
    }
}

/// The incidents among several things, the largest first.
#[must_use]
pub fn incidents(series: &[Series]) -> Vec<Active> {
    let judge = |one: &Series| {
        let severity = unusual(one.today, &one.before)?;
        let incident = Incident {
            product: Some(one.product.clone()).filter(|product| !product.is_empty()),
            reason: one.reason.clone(),
            count: one.today,
            usual: rounded(mean(&one.before)),
        };
        Some(Active { incident, severity })
    };
    let mut found: Vec<Active> = series.iter().filter_map(judge).collect();
    found.sort_by(|a, b| {
        b.incident.count.cmp(&a.incident.count).then_with(|| id(&a.incident).cmp(&id(&b.incident)))
    });
    found
}

/// Whether a contact is about the same thing.
#[must_use]
pub fn is_about(incident: &Incident, contact: &Interaction) -> bool {
    contact.reason.as_deref() == Some(incident.reason.as_str()) && contact.product == incident.product
}

/// What a customer whom it touches is warned of.
#[must_use]
pub fn alert(active: &Active, source: &str, since: Timestamp) -> Alert {
    let Active { incident, severity } = active;
    let about = incident.product.as_ref().map_or_else(String::new, |product| format!(": {product}"));
    Alert {
        id: id(incident),
        severity: severity.clone(),
        category: Some("incident".to_owned()),
        title: format!(
            "{} contacts about {}{about} in 24 hours, usually {}",
            incident.count, incident.reason, incident.usual
        ),
        valid_for: Period { start_date_time: Some(since), end_date_time: None },
        source: source.to_owned(),
        department: None,
        incident: Some(incident.clone()),
    }
}

/// The same for the same thing, however many contacts there are by now.
#[must_use]
pub fn id(incident: &Incident) -> String {
    format!("incident:{}:{}", incident.reason, incident.product.as_deref().unwrap_or_default())
}

fn mean(before: &[u64; DAYS]) -> f64 {
    float(before.iter().sum()) / float(DAYS as u64)
}

/// Variance over mean, at least one.
fn dispersion(before: &[u64; DAYS], mean: f64) -> f64 {
    let squares: f64 = before.iter().map(|&count| (float(count) - mean).powi(2)).sum();
    let variance = squares / float(DAYS as u64 - 1);
    if mean > 0.0 { (variance / mean).max(1.0) } else { 1.0 }
}

#[expect(clippy::cast_precision_loss, reason = "contacts of a day")]
fn float(count: u64) -> f64 {
    count as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a mean of counts")]
fn rounded(mean: f64) -> u64 {
    mean.round() as u64
}

#[cfg(test)]
mod tests {
    use context_contract::enums::Severity;

    use super::{DAYS, Series, incidents, unusual};

    fn check(today: u64, before: [u64; DAYS], expected: Option<&Severity>) {
        assert_eq!(unusual(today, &before).as_ref(), expected, "{today} after {before:?}");
    }

    #[test]
    fn judges_by_what_is_usual() {
        use Severity::{Critical, Warning};
        check(0, [0; 14], None);
        check(4, [0; 14], None);
        // Out of nothing.
        check(7, [0; 14], Some(&Warning));
        check(25, [0; 14], Some(&Critical));
        // About the mean, and about twice the mean of few.
        check(12, [10; 14], None);
        check(20, [10; 14], None);
        check(27, [10; 14], None);
        check(28, [10; 14], Some(&Warning));
        check(60, [10; 14], Some(&Critical));
        // Many are judged by the same scale; twice the mean is the least.
        check(130, [100; 14], None);
        check(150, [100; 14], None);
        check(199, [100; 14], None);
        check(200, [100; 14], Some(&Warning));
        check(210, [100; 14], Some(&Critical));
        // Fewer than usual is another matter.
        check(0, [100; 14], None);
    }

    #[test]
    fn days_that_differ_anyway_take_more() {
        let weekends = [10, 10, 10, 10, 10, 0, 0, 10, 10, 10, 10, 10, 0, 0];
        check(24, [7; 14], Some(&Severity::Warning));
        check(24, weekends, None);
        check(45, weekends, Some(&Severity::Warning));
        let campaign = [2, 2, 2, 2, 40, 38, 2, 2, 2, 2, 2, 2, 2, 2];
        check(42, campaign, None);
        check(42, [2; 14], Some(&Severity::Critical));
    }

    #[test]
    fn names_the_largest_first() {
        let series = |reason: &str, product: &str, today| Series {
            reason: reason.into(),
            product: product.into(),
            today,
            before: [1; 14],
        };
        let found = incidents(&[
            series("technical", "Router AX-3000", 30),
            series("invoice", "", 50),
            series("move", "Fibre 250", 1),
        ]);
        let told: Vec<String> = found
            .iter()
            .map(|active| super::alert(active, "gateway", context_contract::Timestamp::default()).title)
            .collect();
        assert_eq!(
            told,
            [
                "50 contacts about invoice in 24 hours, usually 1",
                "30 contacts about technical: Router AX-3000 in 24 hours, usually 1"
            ]
        );
        assert_eq!(super::id(&found[1].incident), "incident:technical:Router AX-3000");
    }
}
