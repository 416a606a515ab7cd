//! The rules of unification as an operator writes them: which identifiers join records, and how values are chosen.
//! Knows the rules and their defaults, not the records they are applied to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::identifier::{Identifier, Normaliser};

/// All rules. Serialised into the store, so that a look-up normalises exactly as the import did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Rules {
    /// ISO 3166-1 alpha-2 country whose numbers are written without a country code.
    pub default_country: String,
    /// One rule per kind of identifier. `email`, `phone` and `account` have defaults.
    pub identifiers: BTreeMap<String, IdentifierRule>,
    /// How one value is chosen among several: the first criterion that tells two values apart decides.
    pub order: Vec<Criterion>,
    /// Other orders for single fields: `birthDate`, `phone`, `traits/loyaltyTier`.
    pub fields: BTreeMap<String, Vec<Criterion>>,
    /// Priority of each source; higher wins. Filled from the sources, not written by hand.
    #[serde(rename = "source-priorities")]
    pub priorities: BTreeMap<String, i64>,
}

/// What one kind of identifier can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct IdentifierRule {
    /// How it is brought into one form.
    pub normaliser: Normaliser,
    /// Whether records that share it are one customer. Otherwise it only finds customers.
    pub merge: bool,
    /// Values that belong to nobody in particular, a switchboard or `info@*`; one `*` at either end.
    pub exclude: Vec<String>,
    /// Values in more records than this belong to nobody in particular. Absent: no limit.
    pub max_records: Option<usize>,
    /// What it is called in `externalIdentifier`: `Contact`, `LoyaltyMember`. Absent: the kind itself.
    pub label: Option<String>,
    /// E-mail only: drop `+tag` before the `@`. Off, because only the mail domain's owner knows whether it may be.
    pub drop_tag: bool,
}

/// What tells two values apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Criterion {
    /// A verified value before one that is not.
    Verified,
    /// The value of the source with the higher priority.
    SourcePriority,
    /// The value that was observed later.
    Recency,
}

/// What an identifier may do in this unification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It joins records, as long as not more than `max_records` have it.
    Joins {
        /// Most records that may share it.
        max_records: usize,
    },
    /// It finds customers and joins nothing.
    Finds {
        /// Most records that may share it.
        max_records: usize,
    },
    /// It belongs to nobody in particular.
    Excluded,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            default_country: "US".into(),
            identifiers: BTreeMap::new(),
            order: vec![Criterion::Verified, Criterion::SourcePriority, Criterion::Recency],
            fields: BTreeMap::new(),
            priorities: BTreeMap::new(),
        }
    }
}

impl Default for IdentifierRule {
    fn default() -> Self {
        Self {
            normaliser: Normaliser::Exact,
            merge: true,
            exclude: Vec::new(),
            max_records: None,
            label: None,
            drop_tag: false,
        }
    }
}

impl Rules {
    /// The rule of a kind: the operator's, or the default one.
    #[must_use]
    pub fn identifier(&self, kind: &str) -> IdentifierRule {
        self.identifiers.get(kind).cloned().unwrap_or_else(|| default_rule(kind))
    }

    /// Whether the kind is declared or has a default.
    #[must_use]
    pub fn knows(&self, kind: &str) -> bool {
        self.identifiers.contains_key(kind) || matches!(kind, "email" | "phone" | "account")
    }

    /// Fills the normalisers of the kinds whose name says what they are. Called once after reading.
    pub fn complete(&mut self) {
        for (kind, rule) in &mut self.identifiers {
            if rule.normaliser == Normaliser::Exact {
                rule.normaliser = default_rule(kind).normaliser;
            }
        }
    }

    /// Brings an identifier into its one form. `None` when it cannot be one of its kind.
    #[must_use]
    pub fn normalise(&self, kind: &str, value: &str) -> Option<Identifier> {
        self.normalise_in(kind, value, &self.default_country)
    }

    /// As [`Rules::normalise`], for a record that says in which country its numbers are.
    #[must_use]
    pub fn normalise_in(&self, kind: &str, value: &str, country: &str) -> Option<Identifier> {
        let fallback;
        let rule = match self.identifiers.get(kind) {
            Some(rule) => rule,
            None => {
                fallback = default_rule(kind);
                &fallback
            }
        };
        let value = rule.normaliser.apply(value, country, rule.drop_tag)?;
        Some(Identifier { kind: kind.to_owned(), value })
    }

    /// What this identifier may do.
    #[must_use]
    pub fn role(&self, identifier: &Identifier) -> Role {
        let fallback;
        let rule = match self.identifiers.get(&identifier.kind) {
            Some(rule) => rule,
            None => {
                fallback = default_rule(&identifier.kind);
                &fallback
            }
        };
        let max_records = rule.max_records.unwrap_or(usize::MAX);
        if rule.exclude.iter().any(|pattern| self.excludes(&identifier.kind, pattern, &identifier.value)) {
            Role::Excluded
        } else if rule.merge {
            Role::Joins { max_records }
        } else {
            Role::Finds { max_records }
        }
    }

    /// The criteria for a field.
    #[must_use]
    pub fn order_of(&self, field: &str) -> &[Criterion] {
        self.fields.get(field).unwrap_or(&self.order)
    }

    /// The priority of a source; 0 when it has none.
    #[must_use]
    pub fn priority(&self, source: &str) -> i64 {
        self.priorities.get(source).copied().unwrap_or(0)
    }

    fn excludes(&self, kind: &str, pattern: &str, value: &str) -> bool {
        if let Some(ending) = pattern.strip_prefix('*') {
            return value.ends_with(&ending.to_lowercase()) || value.ends_with(ending);
        }
        if let Some(beginning) = pattern.strip_suffix('*') {
            return value.starts_with(&beginning.to_lowercase()) || value.starts_with(beginning);
        }
        pattern == value || self.normalise(kind, pattern).is_some_and(|identifier| identifier.value == value)
    }
}

fn default_rule(kind: &str) -> IdentifierRule {
    let normaliser = match kind {
        "email" => Normaliser::Email,
        "phone" => Normaliser::Phone,
        "account" => Normaliser::Account,
        _ => Normaliser::Exact,
    };
    IdentifierRule { normaliser, ..IdentifierRule::default() }
}
