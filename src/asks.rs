//! What counts as a question suggested, a repeat ask avoided and one that happened. Pure: it is told what is on offer
//! and what the texts in the agent's hands ask, and knows neither screen nor network.
//!
//! A draft begins with a text and ends when it is empty again. What it was warned of and still asks when it vanishes has
//! been asked; what was taken out before has not. So a draft that is thrown away at once counts as sent: the number
//! errs against the panel, never in its favour. In one contact a question counts once of each kind.

use context_contract::asks::{AskEvent, AskKind};
use vecmap::{VecMap, VecSet};

/// Contacts whose counted questions are remembered; an agent has a few at a time.
const CONTACTS: usize = 50;

/// The most that one entry of a report may count.
const MOST: u32 = 500;

/// Customer and contact; the contact is empty where the host names none.
pub type Whose = (String, String);

/// Counts until they are told.
#[derive(Clone, Debug, Default)]
pub struct Asks {
    /// The one in hand last.
    contacts: Vec<Contact>,
    waiting: VecMap<AskKind, u32>,
}

/// What was counted in one contact, and its draft.
#[derive(Clone, Debug, Default)]
struct Contact {
    whose: Whose,
    counted: VecSet<(AskKind, String)>,
    /// What the draft was warned of.
    warned: VecSet<String>,
    /// What its text asks now.
    asking: VecSet<String>,
}

impl Asks {
    /// These questions are on screen to be asked.
    pub fn offer(&mut self, whose: &Whose, keys: &[String]) {
        for key in keys {
            self.count(whose, AskKind::Suggested, key);
        }
    }

    /// The draft says this now, and asks these questions although they are answered. Returns whether the draft ended
    /// with something to tell.
    pub fn check(&mut self, whose: &Whose, text: &str, repeated: &[String]) -> bool {
        let contact = self.contact(whose);
        if !text.trim().is_empty() {
            contact.asking = repeated.iter().cloned().collect();
            contact.warned.extend(repeated.iter().cloned());
            return false;
        }
        let (warned, asking) = (std::mem::take(&mut contact.warned), std::mem::take(&mut contact.asking));
        for key in &warned {
            let kind = if asking.contains(key) { AskKind::Happened } else { AskKind::Avoided };
            self.count(whose, kind, key);
        }
        !warned.is_empty()
    }

    /// Whether there is something to tell.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// What has been counted since this was asked last.
    #[must_use]
    pub fn take(&mut self) -> Vec<AskEvent> {
        let waiting = std::mem::take(&mut self.waiting);
        waiting.into_iter().map(|(kind, count)| AskEvent { kind, count: count.min(MOST) }).collect()
    }

    fn count(&mut self, whose: &Whose, kind: AskKind, key: &str) {
        if self.contact(whose).counted.insert((kind.clone(), key.to_owned())) {
            *self.waiting.entry(kind).or_default() += 1;
        }
    }

    /// The contact, as the last of the list.
    fn contact(&mut self, whose: &Whose) -> &mut Contact {
        let at = self.contacts.iter().position(|contact| contact.whose == *whose);
        let contact = match at {
            Some(at) => self.contacts.remove(at),
            None => Contact { whose: whose.clone(), ..Contact::default() },
        };
        if self.contacts.len() == CONTACTS {
            self.contacts.remove(0);
        }
        let last = self.contacts.len();
        self.contacts.push(contact);
        &mut self.contacts[last]
    }
}

#[cfg(test)]
mod tests {
    use context_contract::asks::AskKind::{Avoided, Happened, Suggested};

    use super::{AskEvent, AskKind, Asks, CONTACTS, Whose};

    fn whose(contact: &str) -> Whose {
        ("cus_1".to_owned(), contact.to_owned())
    }

    fn keys(names: &str) -> Vec<String> {
        names.split_whitespace().map(str::to_owned).collect()
    }

    fn events(expect: &[(AskKind, u32)]) -> Vec<AskEvent> {
        expect.iter().map(|(kind, count)| AskEvent { kind: kind.clone(), count: *count }).collect()
    }

    /// Steps are contact, text and the questions that it repeats.
    fn check(steps: &[(&str, &str, &str)], expect: &[(AskKind, u32)]) {
        let mut asks = Asks::default();
        for (contact, text, repeated) in steps {
            asks.check(&whose(contact), text, &keys(repeated));
        }
        assert_eq!(asks.take(), events(expect), "{steps:?}");
        assert!(!asks.is_waiting());
    }

    #[test]
    fn a_draft_decides_when_it_ends() {
        check(&[("a", "Hello", ""), ("a", "", "")], &[]);
        check(&[("a", "Your router?", "router")], &[]);
        check(&[("a", "Your router?", "router"), ("a", "", "")], &[(Happened, 1)]);
        check(&[("a", "Your router?", "router"), ("a", "  ", "")], &[(Happened, 1)]);
        check(&[("a", "Your router?", "router"), ("a", "Your r", ""), ("a", "", "")], &[(Avoided, 1)]);
        check(&[("a", "Your router?", "router"), ("a", "Is it an AX?", ""), ("a", "", "")], &[(Avoided, 1)]);
        check(
            &[("a", "Router? Name?", "router name"), ("a", "Name?", "name"), ("a", "", "")],
            &[(Avoided, 1), (Happened, 1)],
        );
    }

    #[test]
    fn what_comes_back_before_it_is_sent_is_asked() {
        check(
            &[("a", "Router?", "router"), ("a", "Hm", ""), ("a", "Router?", "router"), ("a", "", "")],
            &[(Happened, 1)],
        );
    }

    #[test]
    fn a_question_counts_once_of_each_kind_in_a_contact() {
        let asked = [("a", "Router?", "router"), ("a", "", "")];
        let taken_out = [("a", "Router?", "router"), ("a", "Hm", ""), ("a", "", "")];
        check(&[asked, asked].concat(), &[(Happened, 1)]);
        check(&[&taken_out[..], &taken_out, &asked].concat(), &[(Avoided, 1), (Happened, 1)]);
        check(
            &[("a", "Router?", "router"), ("a", "", ""), ("b", "Router?", "router"), ("b", "", "")],
            &[(Happened, 2)],
        );
    }

    #[test]
    fn each_contact_has_a_draft_of_its_own() {
        check(&[("a", "Router?", "router"), ("b", "Hello", ""), ("b", "", "")], &[]);
        check(&[("a", "Router?", "router"), ("b", "Hello", ""), ("a", "", "")], &[(Happened, 1)]);
    }

    #[test]
    fn what_is_offered_counts_once_in_a_contact() {
        let mut asks = Asks::default();
        asks.offer(&whose("a"), &keys("router address"));
        asks.offer(&whose("a"), &keys("router name"));
        assert_eq!(asks.take(), events(&[(Suggested, 3)]));
        asks.offer(&whose("a"), &keys("router"));
        assert!(!asks.is_waiting());
        asks.offer(&whose("b"), &keys("router"));
        assert_eq!(asks.take(), events(&[(Suggested, 1)]));
    }

    #[test]
    fn contacts_of_long_ago_are_forgotten() {
        let mut asks = Asks::default();
        for number in 0..=CONTACTS {
            asks.offer(&whose(&number.to_string()), &keys("router"));
        }
        assert_eq!(asks.contacts.len(), CONTACTS);
    }
}
