//! What the agent has typed and not recorded yet, by customer and field, so that no update, switch or error of the
//! panel loses it. Kept in memory only. Knows no fields: their names are those of the parts that own them.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use vecmap::VecMap;

/// Typed texts, and what was chosen beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafts(VecMap<(Rc<str>, String), Draft>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Draft {
    Typed(String),
    Chosen(String),
}

impl Draft {
    fn text(&self) -> &str {
        let (Self::Typed(text) | Self::Chosen(text)) = self;
        text
    }
}

impl Drafts {
    /// What is typed into this field of this customer, if anything was.
    #[must_use]
    pub fn get(&self, customer: &str, field: &str) -> Option<&str> {
        self.0.get(&(customer.into(), field.to_owned())).map(Draft::text)
    }

    /// Whether there is nothing, not even an empty field.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether anything was typed that would have to be typed again.
    #[must_use]
    pub fn are_typed(&self) -> bool {
        self.0.values().any(|draft| matches!(draft, Draft::Typed(text) if !text.trim().is_empty()))
    }

    /// Keeps what is typed. An empty text is kept as well: the agent has emptied the field.
    pub fn set(&mut self, customer: &str, field: &str, text: String) {
        self.0.insert((customer.into(), field.to_owned()), Draft::Typed(text));
    }

    /// Keeps what is chosen: which form is open, one of several.
    pub fn choose(&mut self, customer: &str, field: &str, value: String) {
        self.0.insert((customer.into(), field.to_owned()), Draft::Chosen(value));
    }

    /// Forgets what was typed: it is recorded, or the agent does not want it.
    pub fn take(&mut self, customer: &str, field: &str) {
        self.0.remove(&(customer.into(), field.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::Drafts;

    #[test]
    fn each_customer_has_texts_of_their_own() {
        let mut drafts = Drafts::default();
        drafts.set("cus_1", "answer/router.model", "AX".to_owned());
        drafts.set("cus_1", "answer/router.model", "AX-3".to_owned());
        assert_eq!(drafts.get("cus_1", "answer/router.model"), Some("AX-3"));
        assert_eq!(drafts.get("cus_2", "answer/router.model"), None);
        assert_eq!(drafts.get("cus_1", "answer/line.shared"), None);
        drafts.take("cus_1", "answer/router.model");
        assert_eq!(drafts.get("cus_1", "answer/router.model"), None);
        assert!(drafts.is_empty());
    }

    #[test]
    fn only_what_was_typed_would_be_lost() {
        let mut drafts = Drafts::default();
        drafts.choose("cus_1", "promise", "open".to_owned());
        drafts.set("cus_1", "promise/text", " ".to_owned());
        assert!(!drafts.are_typed() && !drafts.is_empty());
        drafts.set("cus_1", "promise/text", "Call back".to_owned());
        assert!(drafts.are_typed());
    }
}
