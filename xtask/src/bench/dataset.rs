//! The benchmark's data: exports of an invented company, imported, with the time that took.
//! Knows where files are, nothing of what is in them but e-mail addresses.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{console, data, error::Error, fingerprint, gateway, paths::Paths, process};

/// The name of the mapping that `generate` writes beside the exports.
const MAPPING: &str = "mapping.toml";

/// A database of one size, and what filling it took.
#[derive(Clone, Debug)]
pub(crate) struct Dataset {
    pub(crate) customers: u32,
    pub(crate) database: PathBuf,
    pub(crate) rows: u64,
    pub(crate) import: Duration,
    /// Processor time of the import over all its threads; zero where the system does not tell.
    pub(crate) import_cpu: Duration,
    exports: PathBuf,
}

impl Dataset {
    /// Imports the exports anew, so that the rate is that of this run; the exports themselves are generated once per code.
    pub(crate) fn ensure(paths: &Paths, customers: u32) -> Result<Self, Error> {
        let folder = paths.target.join("bench").join(customers.to_string());
        let (exports, facts) = (folder.join("exports"), folder.join("facts.json"));
        let wanted = data::code_fingerprint(paths)?;
        let rows = match rows_known(&facts, &wanted) {
            Some(rows) => rows,
            None => generate(paths, customers, &exports, &facts, &wanted)?,
        };
        let database = folder.join("database").join("customers.sqlite");
        let (import, import_cpu) = import(paths, &exports, &database)?;
        Ok(Self { customers, database, rows, import, import_cpu, exports })
    }

    /// About `wanted` different e-mail addresses out of the exports, spread over all of them.
    pub(crate) fn sample_emails(&self, wanted: usize) -> Result<Vec<String>, Error> {
        let mut emails = BTreeSet::new();
        for file in fingerprint::files_below(&self.exports)? {
            for line in lines_of(&file)? {
                emails.extend(email_in(&line.map_err(Error::file(&file, "read"))?).map(str::to_owned));
            }
        }
        let stride = (emails.len() / wanted.max(1)).max(1);
        Ok(emails.into_iter().step_by(stride).take(wanted).collect())
    }

    /// Rows imported per second.
    pub(crate) fn import_rate(&self) -> f64 {
        self.rows as f64 / self.import.as_secs_f64().max(f64::EPSILON)
    }

    /// Processor time of a row, which says more than the rate where others use the machine too.
    pub(crate) fn import_cpu_per_row(&self) -> Duration {
        self.import_cpu / u32::try_from(self.rows).unwrap_or(u32::MAX).max(1)
    }
}

/// How many rows the exports have that this code generated earlier.
fn rows_known(facts: &Path, code: &str) -> Option<u64> {
    let known: Value = serde_json::from_str(&fs::read_to_string(facts).ok()?).ok()?;
    (known["code"] == code).then(|| known["rows"].as_u64())?
}

/// Writes the exports in place of older ones, and what is known of them beside them.
fn generate(paths: &Paths, customers: u32, exports: &Path, facts: &Path, code: &str) -> Result<u64, Error> {
    if exports.exists() {
        fs::remove_dir_all(exports).map_err(Error::file(exports, "removed"))?;
    }
    fs::create_dir_all(exports).map_err(Error::file(exports, "created"))?;
    console::say(format_args!("Generating the exports of {customers} customers."));
    let mut generate = Command::new(gateway::program(paths));
    generate
        .args(["generate", "--seed", "1", "--customers", &customers.to_string()])
        .arg("--out")
        .arg(exports);
    process::run_visible(&mut generate, "Generating")?;
    let rows = rows_of(exports)?;
    fingerprint::write_stamp(facts, &json!({ "code": code, "rows": rows }).to_string())?;
    Ok(rows)
}

/// Fills a new database, and says how long that took by the clock and in all threads together.
fn import(paths: &Paths, exports: &Path, database: &Path) -> Result<(Duration, Duration), Error> {
    // With the folder go the files that SQLite keeps beside a database: they belong to the old one.
    let folder = database.parent().unwrap_or(database);
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(Error::file(folder, "removed"))?;
    }
    fs::create_dir_all(folder).map_err(Error::file(folder, "created"))?;
    console::say("Importing them.");
    let mut import = Command::new(gateway::program(paths));
    import
        .arg("import")
        .arg("--mapping")
        .arg(exports.join(MAPPING))
        .arg(exports)
        .arg("--database")
        .arg(database);
    let (started, before) = (Instant::now(), cpu_of_children());
    process::run_visible(&mut import, "Importing")?;
    Ok((started.elapsed(), cpu_of_children().saturating_sub(before)))
}

/// Resident memory of a process now and at its highest, in bytes; zero where the system does not tell.
pub(crate) fn memory_of(process: u32) -> (u64, u64) {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let kilobytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|rest| rest.split_whitespace().next()).and_then(|number| number.parse::<u64>().ok())
    };
    (kilobytes("VmRSS:").unwrap_or(0) * 1024, kilobytes("VmHWM:").unwrap_or(0) * 1024)
}

/// Processor time of all children that have ended; zero where the system does not tell.
fn cpu_of_children() -> Duration {
    cpu_in(&fs::read_to_string("/proc/self/stat").unwrap_or_default(), CHILDREN)
}

/// Processor time of a process so far; zero where the system does not tell.
pub(crate) fn cpu_of(process: u32) -> Duration {
    cpu_in(&fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default(), ITSELF)
}

/// Where `utime` and `stime` of proc_pid_stat(5) stand behind the name of the program.
const ITSELF: usize = 11;
/// Where `cutime` and `cstime` do.
const CHILDREN: usize = 13;

/// Two fields of proc_pid_stat(5), which Linux counts in hundredths of a second for programs. The name of the program is in
/// brackets before them and may hold anything.
fn cpu_in(stat: &str, first: usize) -> Duration {
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    let hundredths = fields.skip(first).take(2).filter_map(|field| field.parse::<u64>().ok()).sum::<u64>();
    Duration::from_millis(hundredths * 10)
}

/// The rows of the exports: one per line, but for the heading of a CSV file.
fn rows_of(exports: &Path) -> Result<u64, Error> {
    let mut rows = 0;
    for file in fingerprint::files_below(exports)? {
        let heading = match file.extension().and_then(|extension| extension.to_str()) {
            Some("csv") => 1,
            Some("ndjson") => 0,
            _ => continue,
        };
        rows += (lines_of(&file)?.count() as u64).saturating_sub(heading);
    }
    Ok(rows)
}

fn lines_of(file: &Path) -> Result<impl Iterator<Item = std::io::Result<String>>, Error> {
    Ok(BufReader::new(File::open(file).map_err(Error::file(file, "read"))?).lines())
}

/// The first word of a line that is an e-mail address, whatever the format around it.
fn email_in(line: &str) -> Option<&str> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "@._+-".contains(letter);
    let mut words = line.split(|letter| !is_part(letter));
    words.find(|word| {
        word.split_once('@').is_some_and(|(name, domain)| !name.is_empty() && domain.contains('.'))
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{CHILDREN, ITSELF, cpu_in, email_in};

    #[test]
    fn the_time_of_a_process_and_of_its_children_is_found() {
        let check = |stat, first, expect| {
            assert_eq!(cpu_in(stat, first), Duration::from_millis(expect), "{stat}");
        };
        let stat = "7 (a) b) S 1 7 7 0 -1 4194304 9 9 0 0 11 12 130 20 20 0 1 0 99";
        check(stat, ITSELF, 230);
        check(stat, CHILDREN, 1500);
        check("", ITSELF, 0);
    }

    #[test]
    fn an_address_is_found_in_any_format() {
        let check = |line, expect| assert_eq!(email_in(line), expect);
        check(r#"{"id":7,"email":"anna.berg@example.com"}"#, Some("anna.berg@example.com"));
        check("7,Berg;Anna,anna+x@example.org,", Some("anna+x@example.org"));
        check("7,@handle,no address", None);
    }
}
