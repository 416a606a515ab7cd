//! What turns while the panel is open: a check that comes near its end or has ended, a promise that is due. Each turn
//! is said once, and what was so already when the customer came on screen is not said at all.
//! The list is pure; knows no words beyond the messages it names.

use std::{cell::RefCell, rc::Rc};

use context_contract::{Context, Timestamp, enums::Department};
use vecmap::VecSet;
use yew::prelude::*;

use crate::{
    event::HostLink,
    passport::{Passport, Stage, Verdict},
    promises::{Standing, reminders},
};

/// Something that has turned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// A check has five minutes left, by its id.
    Near(String),
    /// A check has ended, by its id; with the one factor to repeat.
    Lapsed(String, Option<String>),
    /// A promise is due soon, by its id; with its text and time.
    Soon(String, String, Timestamp),
    /// A promise is overdue, by its id; with its text.
    Overdue(String, String),
}

/// Everything that has turned by now. `reminded` are promises of which the server has reminded.
#[must_use]
pub fn turns(
    context: &Context,
    reminded: &VecSet<String>,
    department: Option<&Department>,
    now: Timestamp,
) -> VecSet<Turn> {
    let passports = Passport::all(&context.verifications, department, now);
    let checks = passports.into_iter().filter_map(|passport| match passport.verdict {
        Verdict::Verified(check, Some(until)) => {
            (Stage::of(until.as_millis() - now.as_millis()) == Stage::Near).then_some(Turn::Near(check.id))
        }
        Verdict::Lapsed { check, repeat } => Some(Turn::Lapsed(check.id, repeat)),
        _ => None,
    });
    let promises =
        reminders(&context.commitments, reminded, now).into_iter().filter_map(|(promise, standing)| {
            let (id, text) = (promise.id.clone(), promise.text.clone());
            Some(match standing {
                Standing::Overdue => Turn::Overdue(id, text),
                _ => Turn::Soon(id, text, promise.due_at?),
            })
        });
    checks.chain(promises).collect()
}

/// Says what has turned since the last time, for the customer on screen. `say` words a turn.
#[hook]
pub fn use_turns(
    host: &HostLink,
    customer: Option<&str>,
    turns: VecSet<Turn>,
    say: impl Fn(&Turn) -> String + 'static,
) {
    let known = use_mut_ref(|| None::<(String, VecSet<Turn>)>);
    let (host, customer) = (host.clone(), customer.map(str::to_owned));
    use_effect_with((customer, turns), move |(customer, turns)| {
        let news = learn(&known, customer.as_deref(), turns);
        if !news.is_empty() {
            host.announce(&news.iter().map(say).collect::<Vec<_>>().join(". "));
        }
    });
}

type Known = Rc<RefCell<Option<(String, VecSet<Turn>)>>>;

/// What is new for this customer. Somebody else's turns are forgotten, and a customer's first ones are no news.
fn learn(known: &Known, customer: Option<&str>, turns: &VecSet<Turn>) -> Vec<Turn> {
    let before = known.take();
    let same = before.filter(|(whose, _)| Some(whose.as_str()) == customer).map(|(_, seen)| seen);
    let news = same.as_ref().map(|seen| turns.difference(seen).cloned().collect()).unwrap_or_default();
    let seen = same.into_iter().flatten().chain(turns.iter().cloned()).collect();
    *known.borrow_mut() = customer.map(|customer| (customer.to_owned(), seen));
    news
}

#[cfg(test)]
mod tests {
    use context_contract::{Context, Timestamp};
    use vecmap::VecSet;

    use super::{Known, Turn, learn, turns};

    fn context() -> Context {
        serde_json::from_str(include_str!("../crates/context-contract/fixtures/context.json")).unwrap()
    }

    /// The check of the fixture ends at 09:32, its promise is due at 17:00.
    fn check(time: &str, expected: &[Turn]) {
        let now = Timestamp::parse(&format!("2026-11-22T{time}Z")).unwrap();
        assert_eq!(
            turns(&context(), &VecSet::new(), None, now),
            expected.iter().cloned().collect(),
            "{time}"
        );
    }

    #[test]
    fn turns_come_by_server_time() {
        let due = Timestamp::parse("2026-11-22T17:00:00Z").unwrap();
        let (id, text) = ("cm1".to_owned(), "Callback before 17:00".to_owned());
        let lapsed = Turn::Lapsed("vrf_7".to_owned(), Some("otp".to_owned()));
        check("09:26:59", &[]);
        check("09:27:00", &[Turn::Near("vrf_7".to_owned())]);
        check("09:32:00", std::slice::from_ref(&lapsed));
        check("16:45:00", &[lapsed.clone(), Turn::Soon(id.clone(), text.clone(), due)]);
        check("17:00:00", &[lapsed, Turn::Overdue(id, text)]);
    }

    #[test]
    fn each_turn_is_news_once_and_only_while_one_watches() {
        let known = Known::default();
        let set = |ids: &[&str]| ids.iter().map(|id| Turn::Near((*id).to_owned())).collect::<VecSet<_>>();
        let check = |customer: Option<&str>, ids: &[&str], expected: &[&str]| {
            let news: VecSet<_> = learn(&known, customer, &set(ids)).into_iter().collect();
            assert_eq!(news, set(expected), "{customer:?} {ids:?}");
        };
        check(Some("a"), &["1"], &[]);
        check(Some("a"), &["1", "2"], &["2"]);
        check(Some("a"), &["1"], &[]);
        check(Some("a"), &["1", "2"], &[]);
        check(Some("b"), &["1", "2", "3"], &[]);
        check(None, &[], &[]);
        check(Some("a"), &["3"], &[]);
    }
}
