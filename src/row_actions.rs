//! What the host offers on rows of the panel: declared once, drawn on every row of its kind, answered by an event.
//!
//! Rows of a long timeline are few elements that are filled again and again, so a row has no slot that a host could
//! fill; it has what is declared here. Pure; knows neither where the buttons stand nor what the host does then.

use std::rc::Rc;

use serde::Deserialize;

/// More than this on one row is a menu, and not the panel's.
const MOST_PER_KIND: usize = 6;

/// Actions of `cc-action` that are the panel's own.
pub const RESERVED: &[&str] = &["retry", "choose"];

/// One action as the host declares it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct HostRowAction {
    /// What the event names; `action.{id}` is the key by which a language replaces the label.
    pub id: String,
    /// What the button says.
    pub label: String,
    /// A picture of the panel's own.
    pub icon: Option<String>,
    /// `interaction` or `question`.
    #[serde(rename = "for")]
    pub on: String,
}

/// A kind of row that can have actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// Something that happened, in the timeline.
    Interaction,
    /// A question and what is known of its answer, in the ledger.
    Question,
}

impl RowKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Interaction, Self::Question];

    /// The word for it in `for`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Interaction => "interaction",
            Self::Question => "question",
        }
    }
}

/// What is offered on rows. Cheap to clone and to compare.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowActions(Rc<[HostRowAction]>);

impl RowActions {
    /// Those that can be shown: with an id of their own, a label, and a kind of row that there is.
    #[must_use]
    pub fn new(declared: Vec<HostRowAction>) -> Self {
        let mut kept: Vec<HostRowAction> = Vec::new();
        for action in declared {
            let of_kind = kept.iter().filter(|it| it.on == action.on);
            let doubled = of_kind.clone().any(|it| it.id == action.id);
            if is_usable(&action) && !doubled && of_kind.count() < MOST_PER_KIND {
                kept.push(action);
            }
        }
        Self(kept.into())
    }

    /// What is offered on rows of this kind, in the host's order.
    pub fn on(&self, kind: RowKind) -> impl Iterator<Item = &HostRowAction> {
        self.0.iter().filter(move |it| it.on == kind.name())
    }
}

fn is_usable(action: &HostRowAction) -> bool {
    let known = RowKind::ALL.iter().any(|kind| kind.name() == action.on);
    known && !action.id.is_empty() && !action.label.is_empty() && !RESERVED.contains(&action.id.as_str())
}

#[cfg(test)]
mod tests {
    use super::{HostRowAction, RowActions, RowKind};

    fn action(id: &str, label: &str, on: &str) -> HostRowAction {
        HostRowAction { id: id.to_owned(), label: label.to_owned(), icon: None, on: on.to_owned() }
    }

    fn check(declared: Vec<HostRowAction>, expect: &[&str]) {
        let actions = RowActions::new(declared);
        let of_kind = |kind| actions.on(kind).map(move |it| format!("{}/{}", kind.name(), it.id));
        let found: Vec<String> = RowKind::ALL.iter().flat_map(|kind| of_kind(*kind)).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn rows_get_what_is_declared_for_their_kind() {
        check(Vec::new(), &[]);
        let both = [action("ticket", "Open", "interaction"), action("ask", "Ask", "question")];
        check(both.to_vec(), &["interaction/ticket", "question/ask"]);
        let one_id_on_both = [action("ticket", "Open", "interaction"), action("ticket", "Open", "question")];
        check(one_id_on_both.to_vec(), &["interaction/ticket", "question/ticket"]);
    }

    #[test]
    fn what_cannot_be_shown_is_left_out() {
        check(vec![action("", "Open", "question"), action("x", "", "question")], &[]);
        check(vec![action("retry", "Retry", "question"), action("x", "Open", "promise")], &[]);
        check(vec![action("x", "One", "question"), action("x", "Two", "question")], &["question/x"]);
        let many = (0..20).map(|n| action(&n.to_string(), "Open", "interaction")).collect();
        check(
            many,
            &["0", "1", "2", "3", "4", "5"].map(|n| format!("interaction/{n}")).each_ref().map(|it| &**it),
        );
    }
}
