//! Keeps rows that cannot be used, word for word, with the reason, one JSON object per line.
//! Knows the file they go to. It holds customers' data: only its owner may read it.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::PathBuf,
};

use serde::Serialize;

use crate::Error;

/// A row that cannot be used.
#[derive(Debug, Serialize)]
pub(super) struct Reject {
    /// The file, below the data directory.
    pub(super) file: String,
    /// The line on which the row begins, counted from 1.
    pub(super) line: u64,
    /// The column at fault, when it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) column: Option<String>,
    /// What is wrong.
    pub(super) reason: String,
    /// The row as it stands in the file.
    pub(super) row: String,
}

/// The rejects file of one import. It is made when the first row is rejected; the one of the last import is removed.
#[derive(Debug)]
pub(super) struct Rejects {
    path: PathBuf,
    file: Option<BufWriter<File>>,
    count: u64,
}

impl Rejects {
    /// Starts without rejects.
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, file: None, count: 0 }
    }

    /// Keeps a row.
    pub(super) fn keep(&mut self, reject: &Reject) -> Result<(), Error> {
        self.count += 1;
        let line = serde_json::to_string(reject)?;
        let path = self.path.clone();
        let written = self.file().and_then(|file| writeln!(file, "{line}"));
        written.map_err(|error| Error::File { file: path, reason: error.to_string() })
    }

    /// How many there were.
    pub(super) fn finish(mut self) -> Result<u64, Error> {
        let finished = match &mut self.file {
            Some(file) => file.flush(),
            None => match std::fs::remove_file(&self.path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            },
        };
        finished.map_err(|error| Error::File { file: self.path.clone(), reason: error.to_string() })?;
        Ok(self.count)
    }

    fn file(&mut self) -> std::io::Result<&mut BufWriter<File>> {
        if self.file.is_none() {
            self.file = Some(BufWriter::new(private_file(&self.path)?));
        }
        self.file.as_mut().ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }
}

fn private_file(path: &std::path::Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
