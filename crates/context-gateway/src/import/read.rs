//! Reads the rows of export files one by one, with their line and their text as it was.
//! Knows CSV, NDJSON and byte order marks, not what rows mean.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use csv::StringRecord;

use super::{
    extract::Fault,
    mapping::{FileSpec, Format},
    node::Node,
};
use crate::Error;

/// Longest row that is read; a longer one is a mistake of the export and is rejected.
const LONGEST_ROW: u64 = 16 * 1024 * 1024;

/// The files a path with an optional `*` in its last part stands for, in the order of their names.
///
/// # Errors
/// When the directory cannot be read, or nothing is there although it has to be.
pub(super) fn files(directory: &Path, spec: &FileSpec) -> Result<Vec<PathBuf>, Error> {
    let path = directory.join(spec.path.get_ref());
    let pattern = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut found = vec![];
    if pattern.contains('*') {
        let parent = path.parent().unwrap_or(directory);
        for entry in std::fs::read_dir(parent).map_err(|error| unusable(parent, &error))? {
            let entry = entry.map_err(|error| unusable(parent, &error))?;
            if matches(&pattern, &entry.file_name().to_string_lossy()) {
                found.push(entry.path());
            }
        }
        found.sort();
    } else if path.is_file() {
        found.push(path.clone());
    }
    if found.is_empty() && !spec.optional {
        let reason = "the mapping names this file and it is not there".into();
        return Err(Error::File { file: path, reason });
    }
    Ok(found)
}

/// An open file and where it stands.
pub(super) struct Rows {
    path: PathBuf,
    kind: Kind,
    line: u64,
}

enum Kind {
    Csv { reader: Box<csv::Reader<BufReader<File>>>, record: StringRecord, columns: usize, start: u64 },
    Ndjson { reader: BufReader<File>, text: Vec<u8>, offset: u64 },
}

/// What [`Rows::next`] finds.
pub(super) enum Next<'a> {
    /// A row of CSV.
    Cells(&'a StringRecord),
    /// A row of NDJSON.
    Object(Node<'a>),
    /// Something that is no row.
    Bad(Fault),
    /// The end.
    End,
}

/// What is found without taking a row apart.
enum Found {
    /// A row.
    Row,
    /// Something that is no row.
    Bad(Fault),
    /// The end.
    End,
}

impl Rows {
    /// Opens a file and reads its header.
    ///
    /// # Errors
    /// [`Error::File`] when it cannot be read.
    pub(super) fn open(path: &Path, spec: &FileSpec) -> Result<(Self, Option<Vec<String>>), Error> {
        let mut file = File::open(path).map_err(|error| unusable(path, &error))?;
        let mark = skip_byte_order_mark(&mut file).map_err(|error| unusable(path, &error))?;
        let (kind, header) = match spec.format() {
            Format::Csv => {
                let delimiter = u8::try_from(spec.delimiter).unwrap_or(b',');
                let buffered = BufReader::with_capacity(1 << 17, file);
                let mut reader =
                    csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(buffered);
                let header = reader.headers().map_err(|error| unusable(path, &error))?;
                let header: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
                let (columns, start) = (header.len(), mark);
                (
                    Kind::Csv { reader: Box::new(reader), record: StringRecord::new(), columns, start },
                    Some(header),
                )
            }
            Format::Ndjson => {
                let reader = BufReader::with_capacity(1 << 17, file);
                (Kind::Ndjson { reader, text: vec![], offset: mark }, None)
            }
        };
        Ok((Self { path: path.to_owned(), kind, line: 0 }, header))
    }

    /// The next row.
    ///
    /// # Errors
    /// [`Error::File`] when the file cannot be read on.
    pub(super) fn next(&mut self) -> Result<Next<'_>, Error> {
        match self.advance()? {
            Found::Row => Ok(self.row()),
            Found::Bad(fault) => Ok(Next::Bad(fault)),
            Found::End => Ok(Next::End),
        }
    }

    /// Passes over a row without taking it apart. `false` at the end.
    ///
    /// # Errors
    /// As [`Rows::next`].
    pub(super) fn skip(&mut self) -> Result<bool, Error> {
        Ok(!matches!(self.advance()?, Found::End))
    }

    fn advance(&mut self) -> Result<Found, Error> {
        match &mut self.kind {
            Kind::Csv { reader, record, columns, .. } => match reader.read_record(record) {
                Ok(false) => Ok(Found::End),
                Ok(true) => {
                    self.line = record.position().map_or(self.line, csv::Position::line);
                    Ok(match record.len() == *columns {
                        true => Found::Row,
                        false => {
                            Found::Bad(Fault::row(format!("has {} cells instead of {columns}", record.len())))
                        }
                    })
                }
                Err(error) => match error.kind() {
                    csv::ErrorKind::Utf8 { pos, .. } => {
                        self.line = pos.as_ref().map_or(self.line, csv::Position::line);
                        Ok(Found::Bad(Fault::row("is not UTF-8")))
                    }
                    _ => Err(unusable(&self.path, &error)),
                },
            },
            Kind::Ndjson { reader, text, offset } => loop {
                *offset += text.len() as u64;
                text.clear();
                self.line += 1;
                let read = reader.by_ref().take(LONGEST_ROW).read_until(b'\n', text);
                match read.map_err(|error| unusable(&self.path, &error))? {
                    0 => return Ok(Found::End),
                    _ if text.iter().all(u8::is_ascii_whitespace) => {}
                    _ => return Ok(Found::Row),
                }
            },
        }
    }

    fn row(&self) -> Next<'_> {
        match &self.kind {
            Kind::Csv { record, .. } => Next::Cells(record),
            Kind::Ndjson { text, .. } => match Node::parse(text) {
                Ok(object @ Node::Object(_)) => Next::Object(object),
                Ok(_) => Next::Bad(Fault::row("is no JSON object")),
                Err(error) => Next::Bad(Fault::row(format!("is not JSON, at character {}", error.column()))),
            },
        }
    }

    /// How many bytes have been read.
    #[must_use]
    pub(super) fn offset(&self) -> u64 {
        match &self.kind {
            Kind::Csv { reader, .. } => reader.position().byte(),
            Kind::Ndjson { text, offset, .. } => offset + text.len() as u64,
        }
    }

    /// The line on which the last row begins, counted from 1, and the row as it stands in the file; what is no UTF-8
    /// is shown as replacement characters.
    #[must_use]
    pub(super) fn last(&self) -> (u64, String) {
        let bytes = match &self.kind {
            Kind::Csv { record, start, reader, .. } => {
                let from = record.position().map_or(0, csv::Position::byte) + start;
                self.reread(from, reader.position().byte() + start).unwrap_or_default()
            }
            Kind::Ndjson { text, .. } => text.clone(),
        };
        let text = String::from_utf8_lossy(&bytes);
        // The CSV reader stops between the two characters of a line end, and passes over empty lines.
        let row = text.trim_start_matches(['\r', '\n']);
        let passed = text[..text.len() - row.len()].matches('\n').count() as u64;
        (self.line + passed, row.trim_end_matches(['\r', '\n']).to_owned())
    }

    /// Rows are read again only when they are rejected, so that all others cost no copy.
    fn reread(&self, from: u64, to: u64) -> std::io::Result<Vec<u8>> {
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = vec![];
        file.take(to.saturating_sub(from).min(LONGEST_ROW)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// How many bytes the mark has; the file stands behind it.
fn skip_byte_order_mark(file: &mut File) -> std::io::Result<u64> {
    let mut start = [0; 3];
    let read = file.read(&mut start)?;
    let mark = if read == 3 && start == *b"\xef\xbb\xbf" { 3 } else { 0 };
    file.seek(SeekFrom::Start(mark))
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|tail| {
            tail.char_indices()
                .map(|(index, _)| index)
                .chain([tail.len()])
                .any(|index| matches(rest, &tail[index..]))
        }),
        None => pattern == name,
    }
}

fn unusable(path: &Path, error: &dyn std::fmt::Display) -> Error {
    Error::File { file: path.to_owned(), reason: error.to_string() }
}
