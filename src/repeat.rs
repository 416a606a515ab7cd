//! Whether this contact is one of several about the same thing. Pure; the gateway counts, this only chooses which
//! of its counts is about the contact that is going on now.

use context_contract::{Context, RepeatContact};

/// The repeated reason that explains this contact. `reason` is the host's word for why the customer is here: a
/// machine name, or a text, which is nobody's machine name. Where nobody knows the reason, the newest repetition is
/// the best guess; where it is known and not repeated, there is none.
#[must_use]
pub fn repeat<'a>(
    context: &'a Context,
    contact_id: Option<&str>,
    reason: Option<&str>,
) -> Option<&'a RepeatContact> {
    let contact = context.interactions.items.iter().find(|it| Some(it.id.as_str()) == contact_id);
    let own = contact.and_then(|it| it.reason.as_deref());
    let host =
        reason.map(str::trim).filter(|reason| !reason.is_empty() && !reason.contains(char::is_whitespace));
    let about = |reason: &str| context.repeats.iter().find(|it| it.reason.eq_ignore_ascii_case(reason));
    match (host, own) {
        (None, None) => context.repeats.first(),
        (host, own) => host.and_then(about).or_else(|| own.and_then(about)),
    }
}

#[cfg(test)]
mod tests {
    use context_contract::Context;
    use serde_json::json;

    use super::repeat;

    /// The contact CA1 of the fixture has the reason `technical`.
    fn check(contact_id: Option<&str>, reason: Option<&str>, repeats: &[&str], expected: Option<&str>) {
        let text = include_str!("../crates/context-contract/fixtures/context.json");
        let mut context: Context = serde_json::from_str(text).unwrap();
        let one = |reason: &&str| json!({"reason": reason, "count": 3, "since": "2026-11-18T09:00:00Z", "departments": ["support"], "interactions": []});
        let repeats: Vec<_> = repeats.iter().map(one).collect();
        context.repeats = serde_json::from_value(json!(repeats)).unwrap();
        let found = repeat(&context, contact_id, reason).map(|it| it.reason.as_str());
        assert_eq!(found, expected, "{contact_id:?} {reason:?}");
    }

    #[test]
    fn the_reason_of_this_contact_decides() {
        let (call, both) = (Some("phone:call:CA1"), &["billing", "technical"]);
        check(call, Some("billing"), both, Some("billing"));
        check(call, Some("Technical"), both, Some("technical"));
        check(call, Some("Router restarts several times a day"), both, Some("technical"));
        check(call, None, both, Some("technical"));
        check(call, Some("delivery"), both, Some("technical"));
        check(None, Some("delivery"), both, None);
        check(None, None, both, Some("billing"));
        check(None, Some("My router is broken"), both, Some("billing"));
        check(call, None, &["billing"], None);
        check(None, None, &[], None);
    }
}
