//! What an agent of a department may see. Pure: contract objects in, the same objects with less in them out.
//! Knows fields and departments, not where the objects come from or how they are sent.

mod body;
mod lens;
mod rule;
mod secret;

use std::collections::BTreeSet;

pub use lens::Lens;
pub use rule::{Effect, FieldRule, PolicyTable, SHIPPED};
pub use secret::Secrets;

/// The rules of one gateway.
#[derive(Clone, Debug)]
pub struct Policy {
    rules: Vec<FieldRule>,
    table: PolicyTable,
}

impl Policy {
    /// The operator's rules before the shipped ones.
    #[must_use]
    pub fn new(table: PolicyTable) -> Self {
        // Names are compared without case, and many times for each answer: lower case once and for all.
        let lower = |rule: FieldRule| FieldRule { field: rule.field.to_ascii_lowercase(), ..rule };
        let rules = table.field.iter().cloned().chain(rule::shipped()).map(lower).collect();
        Self { rules, table }
    }

    /// What happens to a field in front of a department: the first rule that fits decides.
    #[must_use]
    pub fn effect(&self, department: &str, field: &str) -> Effect {
        let field = field.to_ascii_lowercase();
        let rule = self.rules.iter().find(|rule| rule::fits(&rule.field, &field));
        rule.map_or(Effect::Show, |rule| {
            let excepted = rule.except.iter().any(|name| name == department);
            if excepted { Effect::Show } else { rule.effect }
        })
    }

    /// Departments whose confidential interactions this department may see: its own, and what is configured.
    #[must_use]
    pub fn confidential(&self, department: &str) -> BTreeSet<String> {
        let others =
            self.table.confidential.iter().filter(|(_, readers)| readers.iter().any(|r| r == department));
        others.map(|(owner, _)| owner.clone()).chain([department.to_owned()]).collect()
    }

    /// The view of one department.
    #[must_use]
    pub fn lens<'a>(&'a self, department: &'a str) -> Lens<'a> {
        Lens::new(self, department)
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::new(PolicyTable::default())
    }
}

#[cfg(test)]
mod tests;
