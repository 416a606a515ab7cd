//! Which field is shown to which department, as a table: configured rules first, then the ones shipped.
//! Knows names of fields and effects, not how an effect is applied.

use serde::Deserialize;

/// What happens to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Sent as it is.
    Show,
    /// The last four characters are sent: `•••• 4421`.
    MaskToLastFour,
    /// It is sent that there is a value, and nothing of it.
    Mask,
    /// It is sent that policy withholds it.
    Restrict,
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FieldRule {
    /// Name of the field, `*` standing for any text, case ignored: `birthDate`, `gender`, `name`,
    /// `contactPoints.email`, `externalIdentifier.Account`, `traits.income`, `answers.router.model`.
    pub field: String,
    /// What happens to it.
    pub effect: Effect,
    /// Departments for which it is shown all the same.
    #[serde(default)]
    pub except: Vec<String>,
}

/// The section `[policy]` of the configuration file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PolicyTable {
    /// Looked at in this order, before the rules that are shipped; the first that fits decides.
    #[serde(default)]
    pub field: Vec<FieldRule>,
    /// Departments that may see confidential interactions of others, by the department that owns them.
    #[serde(default)]
    pub confidential: std::collections::BTreeMap<String, Vec<String>>,
}

/// The rules that are shipped: field, effect, departments for which it is shown all the same.
pub const SHIPPED: &[(&str, Effect, &[&str])] = &[
    ("*cvv*", Effect::Restrict, &[]),
    ("*cvc*", Effect::Restrict, &[]),
    ("*password*", Effect::Restrict, &[]),
    ("*birthDate*", Effect::Mask, &["support", "billing"]),
    ("*birth.date*", Effect::Mask, &["support", "billing"]),
    ("externalIdentifier.*account*", Effect::MaskToLastFour, &[]),
    ("externalIdentifier.*payment*", Effect::MaskToLastFour, &[]),
    ("traits.*account*number*", Effect::MaskToLastFour, &[]),
    ("answers.*account*", Effect::MaskToLastFour, &[]),
    ("*payment*handle*", Effect::MaskToLastFour, &[]),
    ("*card*number*", Effect::MaskToLastFour, &[]),
    ("*iban*", Effect::MaskToLastFour, &[]),
    ("traits.*income*", Effect::Restrict, &["billing"]),
    ("traits.*credit*score*", Effect::Restrict, &["billing"]),
];

/// The shipped table as rules.
pub(super) fn shipped() -> Vec<FieldRule> {
    let rule = |&(field, effect, except): &(&str, Effect, &[&str])| FieldRule {
        field: field.to_owned(),
        effect,
        except: except.iter().map(|&department| department.to_owned()).collect(),
    };
    SHIPPED.iter().map(rule).collect()
}

/// Whether a name fits a pattern in which `*` stands for any text. Both in lower case.
pub(super) fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::fits;

    fn check(pattern: &str, name: &str, expected: bool) {
        let (pattern, name) = (pattern.to_ascii_lowercase(), name.to_ascii_lowercase());
        assert_eq!(fits(&pattern, &name), expected, "{pattern} {name}");
    }

    #[test]
    fn patterns() {
        check("birthDate", "birthDate", true);
        check("birthDate", "birthDates", false);
        check("birthdate", "birthDate", true);
        check("*birthDate*", "answers.birthDate", true);
        check("traits.*account*number*", "traits.accountNumber", true);
        check("traits.*account*number*", "traits.numberOfAccounts", false);
        check("externalIdentifier.*account*", "externalIdentifier.Account", true);
        check("externalIdentifier.*account*", "externalIdentifier.Contact", false);
        check("*", "", true);
        check("a*a", "a", false);
    }
}
