//! What the agent has typed and not recorded yet, by customer and field, so that no update, switch or error of the
//! panel loses it. Kept in memory only. Knows no fields: their names are those of the parts that own them.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

/// Typed texts, and what was chosen beside them: a list, because JSON has no map whose keys are pairs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafts(Vec<Field>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Field {
    customer: Rc<str>,
    name: String,
    draft: Draft,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Draft {
    Typed(String),
    Chosen(String),
}

impl Field {
    fn is(&self, customer: &str, name: &str) -> bool {
        *self.customer == *customer && self.name == name
    }
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
        self.0.iter().find(|it| it.is(customer, field)).map(|it| it.draft.text())
    }

    /// Whether there is nothing, not even an empty field.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether anything was typed that would have to be typed again.
    #[must_use]
    pub fn are_typed(&self) -> bool {
        self.0.iter().any(|it| matches!(&it.draft, Draft::Typed(text) if !text.trim().is_empty()))
    }

    /// Keeps what is typed. An empty text is kept as well: the agent has emptied the field.
    pub fn set(&mut self, customer: &str, field: &str, text: String) {
        self.put(customer, field, Draft::Typed(text));
    }

    /// Keeps what is chosen: which form is open, one of several.
    pub fn choose(&mut self, customer: &str, field: &str, value: String) {
        self.put(customer, field, Draft::Chosen(value));
    }

    /// Forgets what was typed: it is recorded, or the agent does not want it.
    pub fn take(&mut self, customer: &str, field: &str) {
        self.0.retain(|it| !it.is(customer, field));
    }

    fn put(&mut self, customer: &str, field: &str, draft: Draft) {
        match self.0.iter_mut().find(|it| it.is(customer, field)) {
            Some(known) => known.draft = draft,
            None => self.0.push(Field { customer: customer.into(), name: field.to_owned(), draft }),
        }
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
    fn a_copy_is_json_and_holds_everything() {
        let mut drafts = Drafts::default();
        drafts.set("cus_1", "answer/router.model", "AX".to_owned());
        drafts.choose("cus_2", "promise", "open".to_owned());
        let copy = serde_json::to_string(&drafts).unwrap();
        assert_eq!(serde_json::from_str::<Drafts>(&copy).unwrap(), drafts);
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
