//! The catalogue of a running gateway: read at the start, read again when its file changes or somebody asks for it.
//! Knows files and signals; a version with mistakes is refused, and the one before stays.

use std::{
    collections::BTreeSet,
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::{Duration, SystemTime},
};

use super::Catalogue;
use crate::Error;

/// How often is looked whether the file has changed.
const LOOK: Duration = Duration::from_secs(2);

/// The catalogue that is in force, and where it comes from.
#[derive(Debug)]
pub struct LiveCatalogue {
    file: Option<PathBuf>,
    current: RwLock<Arc<Catalogue>>,
    seen: Mutex<Stamp>,
}

/// By what a changed file is known: when it was written and how long it is. `None` when it is not there.
type Stamp = Option<(SystemTime, u64)>;

/// What a new version of a catalogue changes, by keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Questions that were not there before.
    pub added: Vec<String>,
    /// Questions that are gone.
    pub removed: Vec<String>,
    /// Questions that are not what they were.
    pub changed: Vec<String>,
    /// The new default language, when it is another one.
    pub language: Option<String>,
}

impl LiveCatalogue {
    /// Reads the file, or takes the catalogue that is shipped.
    ///
    /// # Errors
    /// [`Error::File`] when it cannot be read, [`Error::Questions`] when it has mistakes.
    pub fn open(file: Option<&Path>) -> Result<Self, Error> {
        let seen = file.and_then(stamp);
        let catalogue = file.map_or_else(|| Ok(Catalogue::shipped()), read)?;
        Ok(Self {
            file: file.map(Path::to_owned),
            current: RwLock::new(Arc::new(catalogue)),
            seen: Mutex::new(seen),
        })
    }

    /// The catalogue of this moment. Who works with it keeps one and the same through a reload.
    #[must_use]
    pub fn current(&self) -> Arc<Catalogue> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the file again and says what that changes; the shipped catalogue changes nothing.
    ///
    /// # Errors
    /// As [`Self::open`]; the catalogue stays as it was.
    pub fn reload(&self) -> Result<Change, Error> {
        let Some(file) = &self.file else { return Ok(Change::default()) };
        // Before it is read: what is written meanwhile is seen the next time.
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = stamp(file);
        let catalogue = Arc::new(read(file)?);
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        let change = Change::between(&current, &catalogue);
        *current = catalogue;
        Ok(change)
    }

    /// Whether the file is another one than was read last.
    fn has_changed(&self) -> bool {
        let seen = *self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        self.file.as_deref().is_some_and(|file| stamp(file) != seen)
    }

    fn reload_and_tell(&self) {
        match self.reload() {
            Ok(change) => tracing::info!(%change, "questions read again"),
            Err(error) => tracing::error!(%error, "the questions stay as they were"),
        }
    }
}

/// Reads the file again whenever it changes, and on SIGHUP. Runs until it is aborted.
pub async fn watch(live: Arc<LiveCatalogue>) {
    let mut asked = Asked::new();
    loop {
        let is_asked = tokio::select! {
            () = asked.wait() => true,
            () = tokio::time::sleep(LOOK) => false,
        };
        let live = Arc::clone(&live);
        let look = move || {
            if is_asked || live.has_changed() {
                live.reload_and_tell();
            }
        };
        // Disks may be slow, and requests do not wait for them.
        if tokio::task::spawn_blocking(look).await.is_err() {
            tracing::error!("reading the questions again panicked");
        }
    }
}

/// SIGHUP, by which services are asked to read their files again.
struct Asked {
    #[cfg(unix)]
    signal: Option<tokio::signal::unix::Signal>,
}

impl Asked {
    #[cfg(unix)]
    fn new() -> Self {
        Self { signal: tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup()).ok() }
    }

    #[cfg(not(unix))]
    fn new() -> Self {
        Self {}
    }

    async fn wait(&mut self) {
        #[cfg(unix)]
        if let Some(signal) = &mut self.signal
            && signal.recv().await.is_some()
        {
            return;
        }
        std::future::pending::<()>().await;
    }
}

impl Change {
    fn between(before: &Catalogue, after: &Catalogue) -> Self {
        let keys = |catalogue: &Catalogue| -> BTreeSet<String> {
            catalogue.entries().iter().map(|entry| entry.key.clone()).collect()
        };
        let (old, new) = (keys(before), keys(after));
        let is_changed = |key: &&String| before.entry(key) != after.entry(key);
        Self {
            added: new.difference(&old).cloned().collect(),
            removed: old.difference(&new).cloned().collect(),
            changed: old.intersection(&new).filter(is_changed).cloned().collect(),
            language: (before.language() != after.language()).then(|| after.language().to_owned()),
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lists = [("added", &self.added), ("removed", &self.removed), ("changed", &self.changed)];
        let named = lists.iter().filter(|(_, keys)| !keys.is_empty());
        let mut parts: Vec<String> =
            named.map(|(what, keys)| format!("{what} {}", keys.join(", "))).collect();
        parts.extend(self.language.iter().map(|tag| format!("default language {tag}")));
        match parts.as_slice() {
            [] => f.write_str("nothing changed"),
            parts => f.write_str(&parts.join("; ")),
        }
    }
}

fn read(file: &Path) -> Result<Catalogue, Error> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Error::File { file: file.to_owned(), reason: error.to_string() })?;
    Catalogue::parse(&text).map_err(|mistakes| Error::Questions { file: file.to_owned(), mistakes })
}

fn stamp(file: &Path) -> Stamp {
    let found = std::fs::metadata(file).ok()?;
    Some((found.modified().ok()?, found.len()))
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, Change, LiveCatalogue};

    fn file(questions: &[(&str, &str)]) -> String {
        let question = |(key, text): &(&str, &str)| {
            format!("[[question]]\nkey = \"{key}\"\n[question.en]\nlabel = \"{key}\"\ntext = \"{text}\"\n")
        };
        format!("language = \"en\"\n{}", questions.iter().map(question).collect::<String>())
    }

    fn keys(live: &LiveCatalogue) -> Vec<String> {
        live.current().entries().iter().map(|entry| entry.key.clone()).collect()
    }

    #[test]
    fn a_new_version_is_taken_and_a_broken_one_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("questions.toml");
        let write = |text: &str| std::fs::write(&path, text).unwrap();
        write(&file(&[("a", "A?"), ("b", "B?")]));
        let live = LiveCatalogue::open(Some(&path)).unwrap();
        assert!(!live.has_changed());

        write(&file(&[("b", "B, please?"), ("c", "C?")]));
        assert!(live.has_changed());
        assert_eq!(live.reload().unwrap().to_string(), "added c; removed a; changed b");
        assert_eq!((keys(&live), live.has_changed()), (vec!["b".to_owned(), "c".to_owned()], false));

        write("language = \"en\"\n[[question]]\nkay = \"a\"\n");
        assert!(live.has_changed());
        let error = live.reload().unwrap_err().to_string();
        assert!(error.contains("questions.toml:3:1: a question has no field `kay`"), "{error}");
        // Refused once, it is not read again and again.
        assert_eq!((keys(&live).len(), live.has_changed()), (2, false));

        std::fs::remove_file(&path).unwrap();
        assert!(live.has_changed() && live.reload().is_err() && keys(&live).len() == 2);
        write(&file(&[("b", "B, please?"), ("c", "C?")]));
        assert_eq!(live.reload().unwrap().to_string(), "nothing changed");
    }

    #[test]
    fn the_shipped_catalogue_stays() {
        let live = LiveCatalogue::open(None).unwrap();
        assert!(!live.has_changed());
        assert_eq!(live.reload().unwrap(), Change::default());
        assert_eq!(*live.current(), Catalogue::shipped());
    }
}
