//! Identifiers and the one form of each kind. Knows how they are written, not whom they identify.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::phone;

/// A normalised identifier: two that are the same are equal text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Identifier {
    /// `email`, `phone`, `account`, or an external id type the operator declared.
    pub kind: String,
    /// In its one form.
    pub value: String,
}

/// How identifiers of a kind are brought into one form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Normaliser {
    /// Lower case, no blanks around it. The local part too: mailboxes that differ by case alone do not exist in practice.
    Email,
    /// E.164 with an extension as `;ext=`.
    Phone,
    /// Upper case without blanks, dots, dashes and slashes.
    Account,
    /// As it is, without blanks around it: declared ids distinguish upper and lower case.
    #[default]
    Exact,
}

impl Normaliser {
    /// Applies it. `None` when the text cannot be an identifier of this kind.
    #[must_use]
    pub fn apply(self, text: &str, country: &str, drop_tag: bool) -> Option<String> {
        match self {
            Self::Email => email(text, drop_tag),
            Self::Phone => phone::to_e164(text, country),
            Self::Account => account(text),
            Self::Exact => Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned),
        }
    }
}

impl Identifier {
    /// 128 bits of SHA-256 over kind and value: stands for the identifier where millions of them are compared.
    #[must_use]
    pub fn fingerprint(&self) -> u128 {
        let mut hash = Sha256::new();
        hash.update(self.kind.as_bytes());
        hash.update([0]);
        hash.update(self.value.as_bytes());
        let digest = hash.finalize();
        digest.iter().take(16).fold(0, |sum, byte| sum << 8 | u128::from(*byte))
    }
}

fn email(text: &str, drop_tag: bool) -> Option<String> {
    let text = text.trim().trim_start_matches("mailto:");
    let text = match text.is_ascii() {
        true => text.to_ascii_lowercase(),
        false => text.nfc().collect::<String>().to_lowercase(),
    };
    let (local, domain) = text.rsplit_once('@')?;
    let local = if drop_tag { local.split('+').next().unwrap_or(local) } else { local };
    let plausible = !local.is_empty()
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || c == ',' || c == ';');
    if !plausible {
        return None;
    }
    Some(if local.len() + 1 + domain.len() == text.len() { text } else { format!("{local}@{domain}") })
}

fn account(text: &str) -> Option<String> {
    let dropped = |c: &char| !(c.is_whitespace() || matches!(c, '.' | '-' | '/' | '_'));
    let folded = match text.is_ascii() {
        true => text.chars().filter(dropped).map(|c| c.to_ascii_uppercase()).collect(),
        false => text.nfkc().filter(dropped).collect::<String>().to_uppercase(),
    };
    (!folded.is_empty()).then_some(folded)
}

#[cfg(test)]
mod tests {
    use super::Normaliser;

    fn check(normaliser: Normaliser, text: &str, expected: Option<&str>) {
        assert_eq!(normaliser.apply(text, "US", false).as_deref(), expected, "{text}");
    }

    #[test]
    fn folds_mail_addresses_and_refuses_others() {
        check(Normaliser::Email, " Abbie.Moss@Example.COM ", Some("abbie.moss@example.com"));
        check(Normaliser::Email, "abbie+shop@example.com", Some("abbie+shop@example.com"));
        check(Normaliser::Email, "ΜΑΡΙΑ@παράδειγμα.example", Some("μαρια@παράδειγμα.example"));
        check(Normaliser::Email, "\"a@b\"@example.org", Some("\"a@b\"@example.org"));
        for text in
            ["", "abbie", "@example.com", "abbie@", "abbie@localhost", "a@b.example, c@d.example", "n/a"]
        {
            check(Normaliser::Email, text, None);
        }
        let tag = Normaliser::Email.apply("abbie+shop@example.com", "US", true);
        assert_eq!(tag.as_deref(), Some("abbie@example.com"));
    }

    #[test]
    fn folds_account_numbers_and_keeps_declared_ids() {
        check(Normaliser::Account, " ac-0012/34 ", Some("AC001234"));
        check(Normaliser::Account, "- -", None);
        check(Normaliser::Exact, " cntId_1 ", Some("cntId_1"));
        check(Normaliser::Exact, " ", None);
    }
}
