//! Where things are: the workspace, the target directory, the tools. Knows nothing of what is done with them.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
};

/// The folders every command works in.
#[derive(Clone, Debug)]
pub(crate) struct Paths {
    /// The folder of the workspace's `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Cargo's output; `CARGO_TARGET_DIR` when that is set.
    pub(crate) target: PathBuf,
    /// Whether the widget is the smallest build, which has folders of its own.
    pub(crate) smallest: bool,
}

impl Paths {
    /// Finds the folders from this crate's own place, so that commands work from any directory inside the workspace.
    pub(crate) fn find() -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.parent().unwrap_or(here).to_path_buf();
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
        Self { root, target, smallest: false }
    }

    /// Where tools are installed when none that fits is on PATH: ignored by git, inside the clone, never global.
    pub(crate) fn tools(&self) -> PathBuf {
        self.root.join(".tools")
    }

    /// What Trunk builds: the pages and the distributable.
    pub(crate) fn dist(&self) -> PathBuf {
        if self.smallest { self.smallest_target().join("dist") } else { self.root.join("dist") }
    }

    /// Cargo's output of the smallest build: another compiler's, which would take turns with the usual one in one folder.
    pub(crate) fn smallest_target(&self) -> PathBuf {
        self.target.join("smallest")
    }

    /// Logs and stamps of these commands.
    pub(crate) fn scratch(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// Reports of the browser tests and where their failures leave pictures.
    pub(crate) fn results(&self) -> PathBuf {
        self.root.join("tests/results")
    }

    /// Where Cargo keeps what it downloads and installs.
    #[expect(clippy::unused_self, reason = "all folders are asked for in one place")]
    pub(crate) fn cargo_home(&self) -> Option<PathBuf> {
        let named = env::var_os("CARGO_HOME").map(PathBuf::from);
        named.or_else(|| env::home_dir().map(|home| home.join(".cargo")))
    }

    /// The folders searched for programs: what the project pinned first, then what the person has.
    pub(crate) fn search_path(&self) -> Vec<PathBuf> {
        let own = [self.root.join("node_modules/.bin"), self.tools().join("bin")];
        let inherited = env::var_os("PATH").unwrap_or_default();
        own.into_iter()
            .chain(self.cargo_home().map(|home| home.join("bin")))
            .chain(env::split_paths(&inherited))
            .collect()
    }

    /// The same folders as a value for `PATH`.
    pub(crate) fn search_path_variable(&self) -> OsString {
        env::join_paths(self.search_path()).unwrap_or_else(|_| env::var_os("PATH").unwrap_or_default())
    }

    /// The first file of that name in the searched folders.
    pub(crate) fn which(&self, program: &str) -> Option<PathBuf> {
        let file = format!("{program}{}", env::consts::EXE_SUFFIX);
        self.search_path().into_iter().map(|folder| folder.join(&file)).find(|path| path.is_file())
    }
}
