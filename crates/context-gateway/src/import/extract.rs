//! Takes values out of rows as specs say, and says which column is at fault when it cannot.
//! Knows rows and conversions, not what the values are for. Reasons never quote the value: they are logged.

use std::{borrow::Cow, collections::BTreeMap};

use csv::StringRecord;

use super::{
    convert::{boolean, convert, into_text, is_decimal},
    date::DateFormat,
    mapping::FileSpec,
    node::Node,
    spec::{Condition, Detailed, Kind, Spec, Verified},
    target::kind_of,
};

/// A row of either format.
#[derive(Clone, Copy, Debug)]
pub(super) enum Row<'a> {
    /// Cells in the order of the header.
    Csv(&'a StringRecord),
    /// An object.
    Json(&'a Node<'a>),
}

/// Why a row cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The column, when it is one.
    pub(super) column: Option<String>,
    /// One sentence without the value.
    pub(super) reason: String,
}

/// The columns of a file: the header of CSV, nothing for NDJSON.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    header: Option<Vec<String>>,
    empty: Vec<String>,
    time_zone: Option<jiff::tz::TimeZone>,
}

/// A column, resolved.
#[derive(Clone, Debug)]
struct Column {
    name: String,
    place: Place,
}

#[derive(Clone, Debug)]
enum Place {
    Cell(usize),
    Path(Vec<String>),
}

/// A spec, resolved against the columns of a file.
#[derive(Clone, Debug)]
pub(super) struct Extract {
    origin: Origin,
    spec: Detailed,
    kind: Option<Kind>,
    dates: Vec<DateFormat>,
    time_zone: jiff::tz::TimeZone,
    empty: Vec<String>,
    verified: Option<Column>,
    meanings: Option<BTreeMap<String, Node<'static>>>,
    default: Option<Node<'static>>,
}

#[derive(Clone, Debug)]
enum Origin {
    Column(Column),
    Constant(Node<'static>),
    Template(Vec<Part>),
}

#[derive(Clone, Debug)]
enum Part {
    Text(String),
    Column(Column),
}

/// A condition, resolved.
#[derive(Clone, Debug)]
pub(super) struct Test {
    column: Column,
    words: Vec<String>,
}

impl Fault {
    /// A fault of the row as a whole.
    #[must_use]
    pub(super) fn row(reason: impl Into<String>) -> Self {
        Self { column: None, reason: reason.into() }
    }
}

impl Columns {
    /// The columns of a file with this header (CSV) or without one (NDJSON).
    ///
    /// # Errors
    /// One sentence when the time zone is not known on this machine.
    pub(super) fn new(file: &FileSpec, header: Option<Vec<String>>) -> Result<Self, String> {
        let time_zone = match file.time_zone.as_str() {
            "UTC" => jiff::tz::TimeZone::UTC,
            name => {
                jiff::tz::TimeZone::get(name).map_err(|_| format!("the time zone {name} is not known"))?
            }
        };
        Ok(Self { header, empty: file.empty.clone(), time_zone: Some(time_zone) })
    }

    /// Resolves a spec for a target.
    ///
    /// # Errors
    /// One sentence when a column is missing or a date format is not valid.
    pub(super) fn extract(&self, spec: &Spec, target: &str) -> Result<Extract, String> {
        let spec = (*spec.0).clone();
        let origin = match (&spec.column, &spec.value, &spec.template) {
            (Some(column), _, _) => Origin::Column(self.column(column)?),
            (_, Some(value), _) => Origin::Constant(value.clone().into()),
            (_, _, template) => Origin::Template(self.template(template.as_deref().unwrap_or_default())?),
        };
        let meanings =
            spec.map.iter().flatten().map(|(word, meaning)| (word.clone(), meaning.clone().into()));
        let dates = spec.date.iter().flat_map(|formats| formats.iter()).map(|format| DateFormat::new(format));
        Ok(Extract {
            origin,
            kind: spec.kind.or_else(|| kind_of(target)),
            dates: dates.collect::<Result<_, _>>()?,
            time_zone: self.time_zone.clone().unwrap_or(jiff::tz::TimeZone::UTC),
            empty: self.empty.clone(),
            verified: match &spec.verified {
                Some(Verified::Column(column)) => Some(self.column(column)?),
                _ => None,
            },
            meanings: spec.map.is_some().then(|| meanings.collect()),
            default: spec.default.clone().map(Node::from),
            spec,
        })
    }

    /// Resolves a condition.
    ///
    /// # Errors
    /// One sentence when the column is missing.
    pub(super) fn test(&self, condition: &Condition) -> Result<Test, String> {
        Ok(Test { column: self.column(&condition.column)?, words: condition.words.clone() })
    }

    fn column(&self, name: &str) -> Result<Column, String> {
        let place = match &self.header {
            Some(header) => match header.iter().position(|column| column == name) {
                Some(index) => Place::Cell(index),
                None => return Err(format!("there is no column {name}")),
            },
            None => Place::Path(name.split('.').map(str::to_owned).collect()),
        };
        Ok(Column { name: name.to_owned(), place })
    }

    fn template(&self, template: &str) -> Result<Vec<Part>, String> {
        let mut parts = vec![];
        let mut rest = template;
        while let Some((text, tail)) = rest.split_once('{') {
            let (column, tail) = tail.split_once('}').ok_or("a { in a template is not closed")?;
            parts.push(Part::Text(text.to_owned()));
            parts.push(Part::Column(self.column(column)?));
            rest = tail;
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(parts)
    }
}

impl Column {
    /// What the row has there; `None` when nothing.
    fn read<'a>(&self, row: Row<'a>) -> Option<Node<'a>> {
        match (&self.place, row) {
            (Place::Cell(index), Row::Csv(record)) => {
                let text = record.get(*index)?.trim();
                (!text.is_empty()).then_some(Node::Text(Cow::Borrowed(text)))
            }
            (Place::Path(path), Row::Json(object)) => {
                let value = path.iter().try_fold(object, |value, name| value.get(name))?;
                let empty = *value == Node::Null || value.as_str().is_some_and(|text| text.trim().is_empty());
                (!empty).then(|| value.lend())
            }
            _ => None,
        }
    }
}

impl Test {
    /// Whether the row passes.
    #[must_use]
    pub(super) fn passes(&self, row: Row<'_>) -> bool {
        match self.column.read(row) {
            Some(_) if self.words.is_empty() => true,
            Some(value) => {
                let word = value.plain();
                self.words.iter().any(|other| *other == word)
            }
            None => false,
        }
    }
}

impl Extract {
    /// The value, `None` when the row has none.
    ///
    /// # Errors
    /// When the cell cannot be what it should be, or is empty and required.
    pub(super) fn value<'a>(&'a self, row: Row<'a>) -> Result<Option<Node<'a>>, Fault> {
        let found = match &self.origin {
            Origin::Constant(value) => return Ok(Some(value.lend())),
            Origin::Column(column) => column.read(row),
            Origin::Template(parts) => fill(parts, row).map(|text| Node::Text(text.into())),
        };
        let found =
            found.filter(|value| !value.as_str().is_some_and(|text| self.empty.iter().any(|e| e == text)));
        match found {
            Some(value) => self.convert(value).map(Some).map_err(|reason| self.fault(reason)),
            None if self.default.is_some() => Ok(self.default.as_ref().map(Node::lend)),
            None if self.spec.required => Err(self.fault("is required and empty".into())),
            None => Ok(None),
        }
    }

    /// The value as text; numbers as they are written.
    ///
    /// # Errors
    /// As [`Extract::value`].
    pub(super) fn text<'a>(&'a self, row: Row<'a>) -> Result<Option<Cow<'a, str>>, Fault> {
        Ok(self.value(row)?.map(into_text))
    }

    /// Whether the source has checked the value.
    #[must_use]
    pub(super) fn verified(&self, row: Row<'_>) -> bool {
        match (&self.spec.verified, &self.verified) {
            (Some(Verified::Always(always)), _) => *always,
            (_, Some(column)) => column.read(row).is_some_and(|value| boolean(&value.plain()) != Some(false)),
            _ => false,
        }
    }

    /// The spec behind it.
    #[must_use]
    pub(super) const fn spec(&self) -> &Detailed {
        &self.spec
    }

    /// The name of the column, where it is one.
    #[must_use]
    pub(super) fn column_name(&self) -> Option<&str> {
        match &self.origin {
            Origin::Column(column) => Some(&column.name),
            Origin::Constant(_) => None,
            Origin::Template(_) => self.spec.template.as_deref(),
        }
    }

    fn fault(&self, reason: String) -> Fault {
        Fault { column: self.column_name().map(str::to_owned), reason }
    }

    fn convert<'a>(&'a self, value: Node<'a>) -> Result<Node<'a>, String> {
        if let Some(meanings) = &self.meanings {
            return match meanings.get(value.plain().as_ref()).or(self.default.as_ref()) {
                Some(meaning) => Ok(meaning.lend()),
                None => Err("is a word that is not in the map".into()),
            };
        }
        if let Some(separator) = &self.spec.separator {
            let text = value.plain();
            let parts = text.split(separator.as_str()).map(str::trim).filter(|part| !part.is_empty());
            return Ok(Node::List(parts.map(|part| Node::Text(part.to_owned().into())).collect()));
        }
        if let Some(currency) = &self.spec.currency {
            let number = into_text(value);
            let amount = [("value", number), ("currency", Cow::Borrowed(currency.as_str()))];
            return match is_decimal(&amount[0].1) {
                true => Ok(Node::Object(amount.map(|(name, text)| (name.into(), Node::Text(text))).into())),
                false => Err("is not an amount".into()),
            };
        }
        convert(value, self.kind, &self.dates, &self.time_zone)
    }
}

/// The text of a template with single blanks, `None` when all its columns are empty.
fn fill(parts: &[Part], row: Row<'_>) -> Option<String> {
    let mut text = String::new();
    let (mut columns, mut filled) = (0, 0);
    for part in parts {
        match part {
            Part::Text(fixed) => text.push_str(fixed),
            Part::Column(column) => {
                columns += 1;
                if let Some(value) = column.read(row) {
                    filled += 1;
                    text.push_str(&value.plain());
                }
            }
        }
    }
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!joined.is_empty() && (columns == 0 || filled > 0)).then_some(joined)
}
