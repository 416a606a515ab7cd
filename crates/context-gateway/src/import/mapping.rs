//! The mapping: how the exports of departments become records, interactions and facts, as an operator writes it.
//! Knows the TOML and what in it contradicts itself; knows neither files nor rows.
//!
//! `mappings/contoso.toml` is the documented example.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use toml::Spanned;

use super::spec::{Condition, OneOrMany, Spec};
use crate::{
    Error,
    unify::{Rules, phone},
};

/// A whole mapping file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Mapping {
    /// Version of this format: 1.
    pub version: Spanned<u32>,
    /// The rules of unification.
    #[serde(default)]
    pub unify: Rules,
    /// The systems of the departments.
    #[serde(default, rename = "source")]
    pub sources: Vec<SourceSpec>,
    /// Their exports, in the order in which they are read.
    #[serde(default, rename = "file")]
    pub files: Vec<FileSpec>,
}

/// A system of a department.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SourceSpec {
    /// Machine name; part of interaction ids, so it must not change.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// `crm`, `support`, `billing`, `shop`, `cdp`, …
    pub kind: String,
    /// Who in the company keeps it.
    pub department: String,
    /// Decides between sources that disagree: higher wins.
    #[serde(default)]
    pub priority: i64,
    /// `90m`, `26h` or `7d` after its last import the source counts as stale. Absent: never.
    #[serde(default)]
    pub stale_after: Option<Duration>,
}

/// An export.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FileSpec {
    /// Path below the data directory; `*` in the last part stands for anything.
    pub path: Spanned<String>,
    /// The system it is from.
    pub source: Spanned<String>,
    /// `csv` or `ndjson`. Absent: by the ending of the path.
    #[serde(default)]
    pub format: Option<Format>,
    /// What separates the columns of a CSV file.
    #[serde(default = "comma")]
    pub delimiter: char,
    /// Whether the file may be missing.
    #[serde(default)]
    pub optional: bool,
    /// Contents that mean an empty cell: `N/A`, `-`.
    #[serde(default)]
    pub empty: Vec<String>,
    /// ISO 3166-1 alpha-2 country in which the row's telephone numbers are written.
    #[serde(default)]
    pub country: Option<Spec>,
    /// IANA zone of times without an offset.
    #[serde(default = "utc")]
    pub time_zone: String,
    /// Each row is a person.
    #[serde(default)]
    pub record: Option<RecordSpec>,
    /// Each row is something that happened.
    #[serde(default)]
    pub interaction: Option<InteractionSpec>,
    /// Each row says these facts.
    #[serde(default, rename = "fact")]
    pub facts: Vec<FactSpec>,
}

/// How rows become persons.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RecordSpec {
    /// The source's key of the person.
    pub key: Spec,
    /// When the source last saw the person.
    #[serde(default)]
    pub observed_at: Option<Spec>,
    /// Only rows for which this holds.
    #[serde(default)]
    pub when: Option<Condition>,
    /// Identifiers by kind.
    #[serde(default)]
    pub identifiers: BTreeMap<String, OneOrMany<Spec>>,
    /// Profile fields; see `target` for the names.
    #[serde(default)]
    pub fields: BTreeMap<String, Spec>,
}

/// How rows become interactions.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct InteractionSpec {
    /// The source's key; the interaction's id is `source:type:key`.
    pub id: Spec,
    /// Whose it is: the first kind whose value is not empty.
    pub owner: OneOrMany<OwnerSpec>,
    /// Whether only its own department may see more than that it exists.
    #[serde(default)]
    pub confidential: Option<Spec>,
    /// Only rows for which this holds.
    #[serde(default)]
    pub when: Option<Condition>,
    /// Fields of the contract's `Interaction`, nested ones with dots.
    pub fields: BTreeMap<String, Spec>,
}

/// How rows become facts.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FactSpec {
    /// What it is.
    pub kind: FactKind,
    /// The source's key; answers and consents have none, their question and purpose tell them apart.
    #[serde(default)]
    pub id: Option<Spec>,
    /// Whose it is: the first kind whose value is not empty.
    pub owner: OneOrMany<OwnerSpec>,
    /// Only rows for which this holds.
    #[serde(default)]
    pub when: Option<Condition>,
    /// Fields of the contract's type, nested ones with dots.
    pub fields: BTreeMap<String, Spec>,
}

/// An identifier by which a row names its customer.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OwnerSpec {
    /// Kind of identifier.
    pub kind: String,
    /// Its value.
    pub value: Spec,
}

/// Kinds of facts; the contract's types of the same names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the contract's types of the same names say what they are")]
pub enum FactKind {
    Verification,
    Answer,
    Commitment,
    Consent,
    Note,
    Alert,
    Campaign,
}

/// Formats of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// RFC 4180 with a header line, UTF-8, with or without a byte order mark.
    Csv,
    /// One JSON object per line.
    Ndjson,
}

/// A length of time written as `90m`, `26h` or `7d`, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration(pub i64);

impl FactKind {
    /// As the store writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verification => "verification",
            Self::Answer => "answer",
            Self::Commitment => "commitment",
            Self::Consent => "consent",
            Self::Note => "note",
            Self::Alert => "alert",
            Self::Campaign => "campaign",
        }
    }
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let unit = match text.chars().last() {
            Some('m') => 60,
            Some('h') => 3600,
            Some('d') => 86_400,
            _ => 0,
        };
        let number: Option<i64> =
            text.get(..text.len().saturating_sub(1)).and_then(|digits| digits.parse().ok());
        match number.and_then(|number| number.checked_mul(unit)) {
            Some(seconds) if seconds > 0 => Ok(Self(seconds)),
            _ => Err(serde::de::Error::custom("expected a length of time such as 90m, 26h or 7d")),
        }
    }
}

impl FileSpec {
    /// The format, by its name or the path's ending.
    #[must_use]
    pub fn format(&self) -> Format {
        let ends_with = |ending: &str| self.path.get_ref().to_lowercase().ends_with(ending);
        let by_ending = if [".ndjson", ".jsonl", ".json"].iter().any(|e| ends_with(e)) {
            Format::Ndjson
        } else {
            Format::Csv
        };
        self.format.unwrap_or(by_ending)
    }
}

impl Mapping {
    /// Reads and checks a mapping file.
    ///
    /// # Errors
    /// [`Error::File`] when it cannot be read, [`Error::Config`] with the line when it is not valid.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| Error::File { file: path.to_owned(), reason: error.to_string() })?;
        Self::parse(&text, path)
    }

    /// As [`Mapping::read`], of a text; `path` is named in errors.
    ///
    /// # Errors
    /// [`Error::Config`] with the line.
    pub fn parse(text: &str, path: &Path) -> Result<Self, Error> {
        let at = |offset: usize, reason: String| Error::Config {
            file: PathBuf::from(path),
            line: text[..offset.min(text.len())].matches('\n').count() + 1,
            reason,
        };
        let mut mapping: Self = toml::from_str(text)
            .map_err(|error| at(error.span().map_or(0, |span| span.start), error.message().to_owned()))?;
        mapping.unify.complete();
        mapping.unify.priorities =
            mapping.sources.iter().map(|source| (source.id.clone(), source.priority)).collect();
        mapping.check().map_err(|(offset, reason)| at(offset, reason))?;
        Ok(mapping)
    }

    fn check(&self) -> Result<(), (usize, String)> {
        if *self.version.get_ref() != 1 {
            return Err((self.version.span().start, "this program knows version 1 of the mapping".into()));
        }
        if !phone::knows_country(&self.unify.default_country) {
            return Err((
                0,
                format!("the telephone numbers of {} are not known", self.unify.default_country),
            ));
        }
        self.files.iter().try_for_each(|file| self.check_file(file))
    }

    fn check_file(&self, file: &FileSpec) -> Result<(), (usize, String)> {
        let here = file.path.span().start;
        if !self.sources.iter().any(|source| source.id == *file.source.get_ref()) {
            return Err((
                file.source.span().start,
                format!("no [[source]] has the id {}", file.source.get_ref()),
            ));
        }
        if !file.delimiter.is_ascii() {
            return Err((here, "the delimiter has to be one ASCII character".into()));
        }
        let kinds = file.record.iter().flat_map(|record| record.identifiers.keys());
        let owners = file.interaction.iter().map(|interaction| &interaction.owner);
        let owners = owners.chain(file.facts.iter().map(|fact| &fact.owner)).flat_map(OneOrMany::iter);
        match kinds.chain(owners.map(|owner| &owner.kind)).find(|kind| !self.unify.knows(kind)) {
            Some(kind) => {
                Err((here, format!("declare the identifier kind {kind} under [unify.identifiers]")))
            }
            None => super::target::check(file).map_err(|reason| (here, reason)),
        }
    }
}

const fn comma() -> char {
    ','
}

fn utc() -> String {
    "UTC".into()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Mapping;

    fn check(text: &str, expected: &str) {
        let error = Mapping::parse(text, Path::new("m.toml")).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }

    const SOURCE: &str = "version = 1\n[[source]]\nid='a'\nname='A'\nkind='crm'\ndepartment='web'\n";

    #[test]
    fn names_the_line_of_a_mistake() {
        check("version = 2\n", "m.toml:1: this program knows version 1");
        check("version = 1\nvversion = 1\n", "m.toml:2: unknown field `vversion`");
        check("version = 1\n[unify]\n\ndefault-contry = 'DE'\n", "m.toml:4: unknown field `default-contry`");
        check(&format!("{SOURCE}stale-after = '7 weeks'\n"), "m.toml:7: expected a length of time");
        let file = |rest: &str| format!("{SOURCE}[[file]]\npath='x.csv'\nsource='{rest}");
        check(&file("b'\n"), "m.toml:9: no [[source]] has the id b");
        check(
            &file("a'\nrecord.key='K'\nrecord.identifiers={member='M'}\n"),
            "m.toml:8: declare the identifier kind member",
        );
        check(
            &file("a'\nrecord.key='K'\nrecord.fields={nmae='M'}\n"),
            "m.toml:8: a person has no field nmae",
        );
        check(&file("a'\nrecord.key={colum='K'}\n"), "m.toml:10: unknown field `colum`");
    }
}
