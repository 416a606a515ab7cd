//! The only place that prints. Knows nothing of what is being said, nor of where a child process writes.

use std::{
    fmt::Display,
    io::{self, IsTerminal, Write},
    time::Duration,
};

/// Prints one line. A reader that has gone away is no reason to stop the work, so write errors are dropped.
pub(crate) fn say(line: impl Display) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

/// Prints the sentence that ends a command that could not do its work.
pub(crate) fn complain(line: impl Display) {
    let _ = writeln!(io::stderr().lock(), "error: {line}");
}

/// Whether a person is watching, so that a line may be overwritten rather than repeated.
pub(crate) fn is_watched() -> bool {
    io::stdout().is_terminal()
}

/// Replaces the line under the cursor; only for a watched terminal.
pub(crate) fn overwrite(line: impl Display) {
    let mut out = io::stdout().lock();
    let _ = write!(out, "\r\x1b[2K{line}");
    let _ = out.flush();
}

/// A duration as people say it: `0.4 s`, `12 s`, `3 min 05 s`.
pub(crate) fn human(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_as_people_say_them() {
        let check = |millis, expect: &str| assert_eq!(human(Duration::from_millis(millis)), expect);
        check(420, "0.4 s");
        check(12_900, "12 s");
        check(185_000, "3 min 05 s");
    }
}
