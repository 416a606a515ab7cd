//! Builds the gateway, fills a database for it and starts it. Knows its command line, nothing of its inside.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use crate::{console, error::Error, fingerprint, paths::Paths, process};

/// What the generated or imported rows depend on beside the options.
const DATA_INPUTS: [&str; 4] = [
    "crates/context-gateway/migrations",
    "crates/context-gateway/src/generate",
    "crates/context-gateway/src/import",
    "crates/context-gateway/src/unify",
];

/// How long the gateway may take from its start to its first answer.
const READY_WITHIN: Duration = Duration::from_secs(30);

/// Where the customers come from.
#[derive(Clone, Debug)]
pub(crate) enum Data {
    /// An invented company with so many customers.
    Generated { customers: u32 },
    /// A folder of exports, read as a mapping file says.
    Imported { folder: PathBuf, mapping: PathBuf },
}

/// The release build that is served and measured.
pub(crate) fn build(paths: &Paths) -> Command {
    let mut cargo = process::command(paths, "cargo");
    cargo.args(["build", "--profile", "gateway", "--package", "context-gateway", "--bin", "context-gateway"]);
    cargo
}

/// The program that `build` makes.
pub(crate) fn program(paths: &Paths) -> PathBuf {
    paths.target.join("gateway").join(format!("context-gateway{}", std::env::consts::EXE_SUFFIX))
}

/// Builds with Cargo's own output as progress.
pub(crate) fn ensure_built(paths: &Paths) -> Result<(), Error> {
    if !program(paths).is_file() {
        console::say("Building the gateway with optimisations (about 4 minutes the first time).");
    }
    process::run_visible(&mut build(paths), "The gateway's build")
}

/// A database with that data below `folder`, made now unless the same options and sources made it before; `fresh` makes
/// it again in any case.
pub(crate) fn ensure_data(paths: &Paths, folder: &Path, data: &Data, fresh: bool) -> Result<PathBuf, Error> {
    let database = folder.join(format!("{}.sqlite", data.file_stem()));
    let stamp = database.with_extension("stamp");
    let wanted = data.fingerprint(paths)?;
    if !fresh && database.is_file() && fingerprint::is_stamped(&stamp, &wanted) {
        console::say(format_args!("Data: {} is there already.", data.describe()));
        return Ok(database);
    }
    remove_database(&database, &stamp)?;
    fs::create_dir_all(folder).map_err(Error::file(folder, "created"))?;
    console::say(format_args!("Data: making {}.", data.describe()));
    process::run_visible(&mut data.command(paths, &database), "Filling the database")?;
    fingerprint::write_stamp(&stamp, &wanted)?;
    Ok(database)
}

impl Data {
    fn file_stem(&self) -> String {
        match self {
            Self::Generated { customers } => format!("generated-{customers}"),
            Self::Imported { .. } => "imported".to_owned(),
        }
    }

    fn describe(&self) -> String {
        match self {
            Self::Generated { customers } => format!("a generated company of {customers} customers"),
            Self::Imported { folder, .. } => format!("the import of {}", folder.display()),
        }
    }

    /// Changes with the options, the exports to import and the code that reads them.
    fn fingerprint(&self, paths: &Paths) -> Result<String, Error> {
        let mut files: Vec<PathBuf> = DATA_INPUTS.iter().map(|input| paths.root.join(input)).collect();
        if let Self::Imported { folder, mapping } = self {
            files.extend([folder.clone(), mapping.clone()]);
        }
        Ok(format!("{}:{}", self.describe(), fingerprint::of_files(&files)?))
    }

    fn command(&self, paths: &Paths, database: &Path) -> Command {
        let mut gateway = Command::new(program(paths));
        match self {
            Self::Generated { customers } => {
                gateway.args(["generate", "--seed", "1", "--customers", &customers.to_string()]);
            }
            Self::Imported { folder, mapping } => {
                gateway.arg("import").arg("--mapping").arg(mapping).arg(folder);
            }
        }
        gateway.arg("--database").arg(database);
        gateway
    }
}

/// The command that serves `database` and the built pages with everything the demonstration needs.
pub(crate) fn serve(paths: &Paths, database: &Path, port: u16) -> Command {
    let mut gateway = Command::new(program(paths));
    gateway.args(["serve", "--demo", "--listen", &format!("127.0.0.1:{port}")]);
    gateway.arg("--database").arg(database).arg("--widget-dir").arg(paths.dist());
    gateway
}

/// Whether nothing listens on that loopback port yet.
pub(crate) fn port_is_free(port: u16) -> bool {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).is_ok()
}

/// A gateway of our own on a free loopback port; it is asked to end when this value goes.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    port: u16,
    log: PathBuf,
}

impl Running {
    /// Starts it and returns once it answers that it is ready.
    pub(crate) fn start(paths: &Paths, database: &Path, log: &Path) -> Result<Self, Error> {
        let port = free_port()?;
        let child = process::spawn_logged(&mut serve(paths, database, port), log)?;
        let mut running = Self { child, port, log: log.to_path_buf() };
        running.wait_until_ready()?;
        Ok(running)
    }

    /// The origin its pages and calls live under.
    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The process id, for reading its memory use.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Where its output goes.
    pub(crate) fn log(&self) -> &Path {
        &self.log
    }

    fn wait_until_ready(&mut self) -> Result<(), Error> {
        let started = Instant::now();
        let url = format!("{}/readyz", self.origin());
        while started.elapsed() < READY_WITHIN {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(self.not_ready(format!("it ended with {status}")));
            }
            if ureq::get(&url).call().is_ok() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Err(self.not_ready(format!("no answer within {}", console::human(READY_WITHIN))))
    }

    fn not_ready(&self, reason: String) -> Error {
        Error::GatewayNotReady { reason, log: self.log.clone() }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        process::end(&mut self.child);
    }
}

fn free_port() -> Result<u16, Error> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|source| Error::NoPort { source })?;
    Ok(listener.local_addr().map_err(|source| Error::NoPort { source })?.port())
}

/// A database is up to three files; a leftover journal would be applied to the new one.
fn remove_database(database: &Path, stamp: &Path) -> Result<(), Error> {
    let beside = |suffix: &str| PathBuf::from(format!("{}{suffix}", database.display()));
    for path in [database.to_path_buf(), beside("-wal"), beside("-shm"), stamp.to_path_buf()] {
        if path.exists() {
            fs::remove_file(&path).map_err(Error::file(&path, "removed"))?;
        }
    }
    Ok(())
}
