//! Repeat contact: that the customer got in touch more than once about the same reason. Pure.
//!
//! What was handed over, and the case that was filed for a call, is the contact it came from: the customer got in touch
//! once. A follow-up is a contact of its own, because the customer had to come back.

use std::collections::{BTreeMap, BTreeSet};

use context_contract::{Interaction, RepeatContact, Timestamp, interaction::Relationship};

use super::{continues, is_contact};

/// The most contacts that are named.
const MOST: usize = 20;

/// The reasons about which there were at least two contacts since a moment, the one of the newest contact first.
///
/// Contacts without a reason say nothing, and so do those of which the reader may not see it.
#[must_use]
pub fn repeats(interactions: &[Interaction], since: Timestamp) -> Vec<RepeatContact> {
    let mut by_reason: BTreeMap<&str, Vec<&Interaction>> = BTreeMap::new();
    for contact in interactions.iter().filter(|one| is_contact(one) && start(one) >= since) {
        if let Some(reason) = contact.reason.as_deref().filter(|reason| !reason.is_empty()) {
            by_reason.entry(reason).or_default().push(contact);
        }
    }
    let mut found: Vec<(Timestamp, RepeatContact)> =
        by_reason.into_iter().filter_map(|(reason, contacts)| repeat(reason, contacts)).collect();
    found.sort_by(|(left, _), (right, _)| right.cmp(left));
    found.into_iter().map(|(_, repeat)| repeat).collect()
}

/// The repeat of one reason and when its newest contact began. `None` when there was one contact only.
fn repeat(reason: &str, mut contacts: Vec<&Interaction>) -> Option<(Timestamp, RepeatContact)> {
    contacts.sort_by(|left, right| start(right).cmp(&start(left)).then_with(|| left.id.cmp(&right.id)));
    let newest = start(contacts.first()?);
    let since = start(contacts.last()?);
    let mut departments = Vec::new();
    for contact in &contacts {
        if !departments.contains(&contact.department) {
            departments.push(contact.department.clone());
        }
    }
    let first_of_each = occasions(&contacts);
    let count = first_of_each.len() as u64;
    let interactions = first_of_each.into_iter().take(MOST).collect();
    (count >= 2).then(|| {
        (newest, RepeatContact { reason: reason.to_owned(), count, since, departments, interactions })
    })
}

/// The contact that began each occasion, newest first: all but those that belong to another one of the list.
fn occasions(contacts: &[&Interaction]) -> Vec<String> {
    let known: BTreeSet<&str> = contacts.iter().map(|contact| contact.id.as_str()).collect();
    let belongs = |contact: &Interaction| {
        let other = |link: &Relationship| link.id != contact.id && known.contains(link.id.as_str());
        contact.relationships.iter().any(|link| continues(link) && other(link))
    };
    contacts.iter().filter(|contact| !belongs(contact)).map(|contact| contact.id.clone()).collect()
}

fn start(interaction: &Interaction) -> Timestamp {
    interaction.interaction_date.start_date_time.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use context_contract::{Interaction, Timestamp};

    use super::repeats;

    /// `id type department reason day [more]`; more is JSON of further fields.
    fn contact(line: &str) -> Interaction {
        let parts: Vec<&str> = line.splitn(6, ' ').collect();
        let [id, kind, department, reason, day, ..] = parts[..] else { panic!("{line}") };
        let more = parts.get(5).map_or(String::new(), |more| format!(",{more}"));
        let reason = if reason == "-" { String::new() } else { format!(r#""reason":"{reason}","#) };
        let json = format!(
            r#"{{"id":"{id}","type":"{kind}","department":"{department}",{reason}"source":"s",
            "interactionDate":{{"startDateTime":"2026-11-{day}T09:00:00Z"}}{more}}}"#
        );
        serde_json::from_str(&json).unwrap()
    }

    /// Each repeat as `reason count since departments ids`.
    fn check(lines: &[&str], expected: &[&str]) {
        let contacts: Vec<Interaction> = lines.iter().map(|line| contact(line)).collect();
        let found = repeats(&contacts, Timestamp::parse("2026-11-15T00:00:00Z").unwrap());
        let told: Vec<String> = found
            .iter()
            .map(|one| {
                let departments: Vec<&str> = one.departments.iter().map(|d| d.as_str()).collect();
                let day = one.since.to_string()[8..10].to_owned();
                format!(
                    "{} {} {day} {} {}",
                    one.reason,
                    one.count,
                    departments.join(","),
                    one.interactions.join(",")
                )
            })
            .collect();
        assert_eq!(told, expected, "{lines:?}");
    }

    #[test]
    fn the_same_reason_within_the_window() {
        let (old, first, second) =
            ("o call support technical 14", "a call support technical 16", "b chat billing technical 20");
        check(&[first], &[]);
        check(&[second, first], &["technical 2 16 billing,support b,a"]);
        check(&[first, second], &["technical 2 16 billing,support b,a"]);
        check(&[second, old], &[]);
        check(&[first, "b chat billing invoice 20"], &[]);
        check(&[first, "b chat billing - 20"], &[]);
    }

    #[test]
    fn the_reason_of_the_newest_contact_comes_first() {
        check(
            &["a call support x 16", "b call support x 17", "c visit store y 18", "d email web y 16"],
            &["y 2 16 store,web c,d", "x 2 16 support b,a"],
        );
    }

    #[test]
    fn only_what_the_customer_began_counts() {
        let call = "a call support x 16";
        for other in ["order", "webSession", "campaignTouch", "payment", "survey", "review", "meeting"] {
            check(&[call, &format!("b {other} web x 17")], &[]);
        }
        check(&[call, r#"b call sales x 17 "direction":"outbound""#], &[]);
        check(&[call, r#"b message web x 17 "direction":"inbound""#], &["x 2 16 web,support b,a"]);
    }

    #[test]
    fn what_belongs_to_a_contact_is_that_contact() {
        let link = |kind: &str| format!(r#""relationships":[{{"id":"a","relationshipType":"{kind}"}}]"#);
        let call = "a call billing x 16";
        check(&[call, &format!("b call support x 16 {}", link("handover"))], &[]);
        check(&[call, &format!("b ticket support x 16 {}", link("parent"))], &[]);
        check(&[call, &format!("b chat support x 17 {}", link("followUp"))], &["x 2 16 support,billing b,a"]);
        // What it belongs to is about something else, or too long ago: then it stands for itself.
        check(
            &[&format!("b ticket support x 16 {}", link("parent")), "c call support x 17"],
            &["x 2 16 support c,b"],
        );
    }
}
