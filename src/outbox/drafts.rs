//! What the agent has typed and not recorded yet, by customer and field, so that no update, switch or error of the
//! panel loses it. Kept in memory only. Knows no fields: their names are those of the parts that own them.

use std::{collections::BTreeMap, rc::Rc};

/// Typed texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts(BTreeMap<(Rc<str>, String), String>);

impl Drafts {
    /// What is typed into this field of this customer, if anything was.
    #[must_use]
    pub fn get(&self, customer: &str, field: &str) -> Option<&str> {
        self.0.get(&(customer.into(), field.to_owned())).map(String::as_str)
    }

    /// Keeps what is typed. An empty text is kept as well: the agent has emptied the field.
    pub fn set(&mut self, customer: &str, field: &str, text: String) {
        self.0.insert((customer.into(), field.to_owned()), text);
    }

    /// Forgets what was typed: it is recorded, or the agent does not want it.
    pub fn take(&mut self, customer: &str, field: &str) -> Option<String> {
        self.0.remove(&(customer.into(), field.to_owned()))
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
        assert_eq!(drafts.take("cus_1", "answer/router.model").as_deref(), Some("AX-3"));
        assert_eq!(drafts.get("cus_1", "answer/router.model"), None);
    }
}
