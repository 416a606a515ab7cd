//! The files of the repository: what git tracks or would track, so that nothing generated is looked at.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// One text file: its path from the workspace's root, with forward slashes, and its text.
pub(crate) struct TextFile {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl TextFile {
    /// Whether its name ends in one of these extensions.
    pub(crate) fn has_extension(&self, extensions: &[&str]) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|own| extensions.iter().any(|extension| own == *extension))
    }
}

/// The workspace's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// A file that has to be there.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every text file of the repository.
pub(crate) fn all() -> Vec<TextFile> {
    let arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let output = Command::new("git").args(arguments).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "git ls-files failed: the checks look at what git tracks");
    let names = String::from_utf8(output.stdout).unwrap();
    let text_of = |path: &str| fs::read_to_string(root().join(path)).ok();
    let files =
        names.split('\0').filter_map(|path| Some(TextFile { path: path.to_owned(), text: text_of(path)? }));
    files.collect()
}

/// Fails with every complaint on its own line.
pub(crate) fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}
