//! Fills databases for the gateway, and only when the options or the code that fills them changed.
//! Knows the gateway's command line, nothing of the rows.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{console, error::Error, fingerprint, gateway, paths::Paths, process};

/// What the rows depend on beside the options.
const INPUTS: [&str; 5] = [
    "crates/context-gateway/mappings",
    "crates/context-gateway/migrations",
    "crates/context-gateway/src/generate",
    "crates/context-gateway/src/import",
    "crates/context-gateway/src/unify",
];

/// Where the customers come from.
#[derive(Clone, Debug)]
pub(crate) enum Data {
    /// An invented company with so many customers.
    Generated { customers: u32 },
    /// A folder of exports, read as a mapping file says.
    Imported { folder: PathBuf, mapping: PathBuf },
}

impl Data {
    /// A database with this data below `folder`, made now unless the same options and sources made it before; `fresh`
    /// makes it again in any case.
    pub(crate) fn ensure(&self, paths: &Paths, folder: &Path, fresh: bool) -> Result<PathBuf, Error> {
        let database = folder.join(self.file_name());
        let stamp = stamp_of(&database);
        let wanted = self.fingerprint(paths)?;
        if !fresh && database.is_file() && fingerprint::is_stamped(&stamp, &wanted) {
            console::say(format_args!("Data: {} is there already (--fresh makes it anew).", self.describe()));
            return Ok(database);
        }
        console::say(format_args!("Data: making {}.", self.describe()));
        process::run_visible(&mut self.filling(paths, &database)?, "Filling the database")?;
        fingerprint::write_stamp(&stamp, &wanted)?;
        Ok(database)
    }

    /// The command that fills `database`, which is removed first.
    pub(crate) fn filling(&self, paths: &Paths, database: &Path) -> Result<Command, Error> {
        remove_database(database)?;
        let folder = database.parent().unwrap_or(&paths.target);
        fs::create_dir_all(folder).map_err(Error::file(folder, "created"))?;
        let mut gateway = Command::new(gateway::program(paths));
        match self {
            Self::Generated { customers } => {
                // The demonstration is about today: promises due in an hour, a contact ten minutes ago.
                gateway.args([
                    "generate",
                    "--seed",
                    "1",
                    "--as-of",
                    "now",
                    "--customers",
                    &customers.to_string(),
                ]);
            }
            Self::Imported { folder, mapping } => {
                gateway.arg("import").arg("--mapping").arg(mapping).arg(folder);
            }
        }
        gateway.arg("--database").arg(database);
        Ok(gateway)
    }

    fn file_name(&self) -> String {
        match self {
            Self::Generated { customers } => format!("generated-{customers}.sqlite"),
            Self::Imported { .. } => "imported.sqlite".to_owned(),
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
        let imported = match self {
            Self::Generated { .. } => String::new(),
            Self::Imported { folder, mapping } => fingerprint::of_files(&[folder.clone(), mapping.clone()])?,
        };
        Ok(format!("{}:{}:{imported}", self.describe(), code_fingerprint(paths)?))
    }
}

/// Changes whenever the same options might give other rows.
pub(crate) fn code_fingerprint(paths: &Paths) -> Result<String, Error> {
    let inputs: Vec<PathBuf> = INPUTS.iter().map(|input| paths.root.join(input)).collect();
    fingerprint::of_files(&inputs)
}

/// Where it is written down what a finished database was made from. It is written last, so that an interrupted run
/// leaves a database that is made again.
fn stamp_of(database: &Path) -> PathBuf {
    database.with_extension("stamp")
}

/// A database is up to three files; a leftover journal would be applied to the new one.
fn remove_database(database: &Path) -> Result<(), Error> {
    let beside = |suffix: &str| PathBuf::from(format!("{}{suffix}", database.display()));
    for path in [database.to_path_buf(), beside("-wal"), beside("-shm"), stamp_of(database)] {
        if path.exists() {
            fs::remove_file(&path).map_err(Error::file(&path, "removed"))?;
        }
    }
    Ok(())
}
