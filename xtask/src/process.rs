//! Runs other programs: visibly, or into a log while saying that they still run. Knows nothing of what they do.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{console, error::Error, paths::Paths};

/// How often a running step is looked at.
const POLL: Duration = Duration::from_millis(100);
/// How often a line is printed for a step that still runs while nobody watches the terminal.
const REMINDER: Duration = Duration::from_secs(60);

/// A command in the workspace's root that finds the pinned tools first.
pub(crate) fn command(paths: &Paths, program: &str) -> Command {
    let mut command = Command::new(paths.which(program).unwrap_or_else(|| PathBuf::from(program)));
    command.current_dir(&paths.root).env("PATH", paths.search_path_variable()).stdin(Stdio::null());
    command
}

/// Runs a command whose own output is the progress shown.
pub(crate) fn run_visible(command: &mut Command, what: &str) -> Result<(), Error> {
    match status_of(command)? {
        status if status.success() => Ok(()),
        status => Err(Error::Failed { what: what.to_owned(), status }),
    }
}

/// Runs a command with its output on the terminal and returns how it ended.
pub(crate) fn status_of(command: &mut Command) -> Result<ExitStatus, Error> {
    command.status().map_err(|source| not_started(command, source))
}

/// Runs a command with both outputs appended to `log`, printing now and then that it still runs.
pub(crate) fn run_logged(command: &mut Command, what: &str, log: &Path) -> Result<(), Error> {
    let mut child = spawn_logged(command, log)?;
    match wait_saying(&mut child, what).map_err(Error::file(log, "written"))? {
        status if status.success() => Ok(()),
        status => Err(Error::Failed { what: what.to_owned(), status }),
    }
}

/// Starts a command with both outputs appended to `log`.
pub(crate) fn spawn_logged(command: &mut Command, log: &Path) -> Result<Child, Error> {
    let out = append_to(log)?;
    let err = out.try_clone().map_err(Error::file(log, "written"))?;
    command.stdout(out).stderr(err).spawn().map_err(|source| not_started(command, source))
}

/// The standard output of a command whose complaints go to the terminal.
pub(crate) fn answer_of(command: &mut Command, what: &str) -> Result<String, Error> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|source| not_started(command, source))?;
    match output.status {
        status if status.success() => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        status => Err(Error::Failed { what: what.to_owned(), status }),
    }
}

/// The trimmed standard output of a command that succeeded; `None` when it is missing or failed.
pub(crate) fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Hands this process over to another program, so that signals such as ctrl-c reach it and nothing has to pass them on.
#[cfg(unix)]
pub(crate) fn become_program(command: &mut Command) -> Result<(), Error> {
    let source = std::os::unix::process::CommandExt::exec(command);
    Err(not_started(command, source))
}

/// Runs another program to its end; the console sends ctrl-c to both.
#[cfg(not(unix))]
pub(crate) fn become_program(command: &mut Command) -> Result<(), Error> {
    run_visible(command, "The gateway")
}

/// Asks a child to end, gives it ten seconds to finish what it serves, and ends it for good after that.
pub(crate) fn end(child: &mut Child) {
    // The standard library can only kill; the `kill` program sends the signal that lets a server drain.
    let asked = cfg!(unix)
        && Command::new("kill")
            .args(["-TERM", &child.id().to_string()])
            .status()
            .is_ok_and(|status| status.success());
    let deadline = Instant::now() + Duration::from_secs(10);
    while asked && Instant::now() < deadline {
        if matches!(child.try_wait(), Ok(Some(_))) {
            return;
        }
        thread::sleep(POLL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn wait_saying(child: &mut Child, what: &str) -> std::io::Result<ExitStatus> {
    let started = Instant::now();
    let mut reminded = started;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        thread::sleep(POLL);
        if console::is_watched() {
            console::overwrite(format_args!("  {what}, {}", console::human(started.elapsed())));
        } else if reminded.elapsed() >= REMINDER {
            reminded = Instant::now();
            console::say(format_args!("  {what} still runs, {}", console::human(started.elapsed())));
        }
    }
}

fn append_to(log: &Path) -> Result<File, Error> {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder).map_err(Error::file(folder, "created"))?;
    }
    File::options().create(true).append(true).open(log).map_err(Error::file(log, "written"))
}

fn not_started(command: &Command, source: std::io::Error) -> Error {
    Error::Start { program: command.get_program().to_string_lossy().into_owned(), source }
}
