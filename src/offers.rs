//! What this customer was offered lately, and whether it may be talked about: the consent guard.
//! Pure; a refusal always outweighs an offer, and it says since when and from where.

use context_contract::{
    Campaign, Consent, Timestamp,
    enums::{CampaignStatus, Channel, ConsentSignal, ConsentStatus},
};

use crate::order;

/// How far back an offer may explain a contact, in milliseconds.
const LATELY: i64 = 30 * 24 * 3_600_000;

/// The offers of the last 30 days and what stands against them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offers {
    /// Campaigns that may be shown, the newest first.
    pub shown: Vec<Campaign>,
    /// What keeps offers back, do-not-sell first.
    pub holds: Vec<Hold>,
    /// How many campaigns are kept back.
    pub hidden: u64,
}

/// A consent that keeps offers back.
#[derive(Clone, Debug, PartialEq)]
pub struct Hold {
    /// Why.
    pub reason: HoldReason,
    /// Only offers by this way; `None` is every way.
    pub channel: Option<Channel>,
    /// Since when.
    pub since: Option<Timestamp>,
    /// The source that has it.
    pub source: String,
}

/// Why offers are kept back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoldReason {
    /// The customer's data may be neither sold nor shared; with the signal that said so.
    DoNotSell(Option<ConsentSignal>),
    /// Consent to marketing was taken back.
    Withdrawn,
    /// Consent to marketing was asked for and refused.
    Refused,
    /// Consent to marketing ran out or is void.
    Lapsed,
}

/// Guards the offers by the consents.
#[must_use]
pub fn offers(campaigns: &[Campaign], consents: &[Consent], now: Timestamp) -> Offers {
    let holds = holds(consents);
    let held = |it: &Campaign| holds.iter().any(|hold| hold.covers(it.channel.as_ref()));
    let recent: Vec<&Campaign> = campaigns.iter().filter(|it| is_recent(it, now)).collect();
    let mut shown: Vec<Campaign> = recent.iter().copied().filter(|it| !held(it)).cloned().collect();
    order::by_key(&mut shown, |it| std::cmp::Reverse(it.status_date));
    let hidden = (recent.len() - shown.len()) as u64;
    Offers { shown, holds, hidden }
}

impl Hold {
    /// An offer of which nobody knows the way may have come by the forbidden one.
    fn covers(&self, channel: Option<&Channel>) -> bool {
        match (&self.channel, channel) {
            (Some(held), Some(used)) => held == used,
            (None, _) | (_, None) => true,
        }
    }
}

/// Chosen or held back is not yet shown to anybody. Without a date it cannot be said to be recent.
fn is_recent(campaign: &Campaign, now: Timestamp) -> bool {
    let reached = !matches!(campaign.status, CampaignStatus::Targeted | CampaignStatus::Suppressed);
    let age = campaign.status_date.map(|at| now.as_millis() - at.as_millis());
    reached && age.is_some_and(|age| age <= LATELY)
}

fn holds(consents: &[Consent]) -> Vec<Hold> {
    let mut holds: Vec<Hold> =
        consents.iter().filter(|it| is_latest(consents, it)).filter_map(hold).collect();
    order::by_key(&mut holds, |hold| !matches!(hold.reason, HoldReason::DoNotSell(_)));
    holds
}

/// Several sources may know about one consent: the newest word counts, and a refusal among equals.
fn is_latest(all: &[Consent], one: &Consent) -> bool {
    let rank = |it: &Consent| (it.status_date, hold(it).is_some());
    let same = |it: &&Consent| (&it.purpose, &it.channel) == (&one.purpose, &one.channel);
    all.iter().filter(same).all(|other| rank(other) <= rank(one))
}

fn hold(consent: &Consent) -> Option<Hold> {
    use ConsentStatus::{Expired, Invalidated, Refused, Withdrawn};
    let reason = match (consent.purpose.as_str(), &consent.status) {
        ("saleOrShare", Refused | Withdrawn) => HoldReason::DoNotSell(consent.signal.clone()),
        ("marketing", Withdrawn) => HoldReason::Withdrawn,
        ("marketing", Refused) => HoldReason::Refused,
        ("marketing", Expired | Invalidated) => HoldReason::Lapsed,
        _ => return None,
    };
    let channel = consent.channel.clone();
    Some(Hold { reason, channel, since: consent.status_date, source: consent.source.clone() })
}

#[cfg(test)]
mod tests {
    use context_contract::{Campaign, Consent, Timestamp};
    use serde_json::{Value as Json, json};

    use super::{HoldReason, offers};

    /// An e-mail and a text message of this month, against what may be shown of them and why not.
    fn check(consents: &Json, shown: &[&str], reasons: &[HoldReason]) {
        let campaigns = json!([
            {"id": "mail", "name": "Mail", "channel": "email", "status": "opened", "statusDate": "2026-11-19T18:00:00Z", "source": "m"},
            {"id": "text", "name": "Text", "channel": "sms", "status": "sent", "statusDate": "2026-11-18T18:00:00Z", "source": "m"},
            {"id": "any", "name": "Any", "status": "clicked", "statusDate": "2026-11-17T18:00:00Z", "source": "m"},
            {"id": "old", "name": "Old", "channel": "sms", "status": "sent", "statusDate": "2026-10-01T18:00:00Z", "source": "m"},
            {"id": "undated", "name": "Undated", "channel": "sms", "status": "sent", "source": "m"},
            {"id": "suppressed", "name": "Held", "channel": "sms", "status": "suppressed", "statusDate": "2026-11-18T18:00:00Z", "source": "m"},
        ]);
        let campaigns: Vec<Campaign> = serde_json::from_value(campaigns).unwrap();
        let parsed: Vec<Consent> = serde_json::from_value(consents.clone()).unwrap();
        let found = offers(&campaigns, &parsed, Timestamp::parse("2026-11-22T09:00:00Z").unwrap());
        let ids: Vec<&str> = found.shown.iter().map(|it| it.id.as_str()).collect();
        let why: Vec<HoldReason> = found.holds.iter().map(|hold| hold.reason.clone()).collect();
        assert_eq!((ids.as_slice(), why.as_slice()), (shown, reasons), "{consents}");
        assert_eq!(found.hidden, 3 - shown.len() as u64, "{consents}: what is hidden is counted");
    }

    fn marketing(status: &str) -> Json {
        json!({"purpose": "marketing", "status": status, "statusDate": "2026-09-01T10:00:00Z", "source": "m"})
    }

    #[test]
    fn a_refusal_hides_offers() {
        let all = &["mail", "text", "any"];
        check(&json!([]), all, &[]);
        for status in ["given", "renewed", "requested", "unknown", "something-new"] {
            check(&json!([marketing(status)]), all, &[]);
        }
        check(&json!([marketing("withdrawn")]), &[], &[HoldReason::Withdrawn]);
        check(&json!([marketing("refused")]), &[], &[HoldReason::Refused]);
        check(&json!([marketing("expired")]), &[], &[HoldReason::Lapsed]);
        check(&json!([marketing("invalidated")]), &[], &[HoldReason::Lapsed]);
        check(&json!([{"purpose": "recording", "status": "refused", "source": "m"}]), all, &[]);
    }

    #[test]
    fn do_not_sell_hides_everything_and_comes_first() {
        let signals = [("gpc", "Gpc"), ("gpp", "Gpp"), ("usp", "Usp"), ("manual", "Manual")];
        for (signal, name) in signals {
            let consent =
                json!({"purpose": "saleOrShare", "status": "refused", "signal": signal, "source": "shop"});
            let parsed = serde_json::from_value(json!(signal)).unwrap();
            let reason = HoldReason::DoNotSell(Some(parsed));
            assert!(format!("{reason:?}").contains(name));
            check(&json!([marketing("withdrawn"), consent]), &[], &[reason, HoldReason::Withdrawn]);
        }
        let given = json!({"purpose": "saleOrShare", "status": "given", "source": "shop"});
        check(&json!([given]), &["mail", "text", "any"], &[]);
    }

    #[test]
    fn a_refusal_for_one_way_leaves_the_others() {
        let mut by_mail = marketing("withdrawn");
        by_mail["channel"] = json!("email");
        check(&json!([by_mail, marketing("given")]), &["text"], &[HoldReason::Withdrawn]);
    }

    #[test]
    fn the_newest_word_counts_and_the_refusal_among_equals() {
        let mut later = marketing("given");
        later["statusDate"] = json!("2026-10-01T10:00:00Z");
        check(&json!([marketing("withdrawn"), later]), &["mail", "text", "any"], &[]);
        check(&json!([marketing("given"), marketing("withdrawn")]), &[], &[HoldReason::Withdrawn]);
    }
}
