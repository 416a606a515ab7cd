//! Says whether files changed since a step last ran. Knows nothing of what the step makes of them.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use crate::error::Error;

/// A number that changes whenever a name or a byte under `paths` changes. Missing paths count as empty, so that a file
/// that appears later is noticed. Only good for comparing with one taken on the same machine.
pub(crate) fn of_files(paths: &[PathBuf]) -> Result<String, Error> {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        hash_path(path, &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Whether `stamp` holds exactly `value`.
pub(crate) fn is_stamped(stamp: &Path, value: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|text| text == value)
}

/// Writes `value` down for the next run.
pub(crate) fn write_stamp(stamp: &Path, value: &str) -> Result<(), Error> {
    if let Some(folder) = stamp.parent() {
        fs::create_dir_all(folder).map_err(Error::file(folder, "created"))?;
    }
    fs::write(stamp, value).map_err(Error::file(stamp, "written"))
}

/// Every file below `folder`, sorted, so that the order a file system lists them in does not matter.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::file(folder, "read"))? {
        let path = entry.map_err(Error::file(folder, "read"))?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn hash_path(path: &Path, hasher: &mut DefaultHasher) -> Result<(), Error> {
    path.hash(hasher);
    if path.is_dir() {
        for file in files_below(path)? {
            hash_path(&file, hasher)?;
        }
    } else if path.is_file() {
        fs::read(path).map_err(Error::file(path, "read"))?.hash(hasher);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_byte_and_a_new_file_are_noticed() {
        let folder = std::env::temp_dir().join(format!("xtask-fingerprint-{}", std::process::id()));
        fs::create_dir_all(folder.join("inner")).unwrap();
        let take = || of_files(std::slice::from_ref(&folder)).unwrap();
        let empty = take();
        fs::write(folder.join("inner/file"), "a").unwrap();
        let first = take();
        fs::write(folder.join("inner/file"), "b").unwrap();
        let second = take();
        assert_eq!(take(), second);
        assert!(empty != first && first != second);
        fs::remove_dir_all(&folder).unwrap();
    }
}
