//! A mistake in a catalogue: where it is, what is wrong and what to write instead.
//! Knows lines and columns, not what a catalogue is made of.

use std::fmt;

/// Something wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// What is wrong, and what to write instead.
    pub text: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.text)
    }
}

/// Collects mistakes while a file is read.
pub(super) struct Mistakes<'a> {
    file: &'a str,
    found: Vec<Mistake>,
}

impl<'a> Mistakes<'a> {
    pub(super) fn new(file: &'a str) -> Self {
        Self { file, found: Vec::new() }
    }

    /// Something is wrong at this byte.
    pub(super) fn add(&mut self, at: usize, text: impl Into<String>) {
        let before = &self.file[..self.file.floor_char_boundary(at)];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        self.found.push(Mistake {
            line: self.line(at),
            column: before[line_start..].chars().count() + 1,
            text: text.into(),
        });
    }

    /// The line in which this byte is.
    pub(super) fn line(&self, at: usize) -> usize {
        let before = &self.file[..self.file.floor_char_boundary(at)];
        before.matches('\n').count() + 1
    }

    /// Everything that was found, in the order of the file, nothing twice.
    pub(super) fn finish(mut self) -> Vec<Mistake> {
        self.found.sort();
        self.found.dedup();
        self.found
    }
}
