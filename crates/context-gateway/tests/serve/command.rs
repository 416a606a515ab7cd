//! The program itself: what it says when it cannot start, and what survives when it is stopped or killed.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use context_gateway::store::open_for_writing;

use crate::support::{KEY, token};

pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_context-gateway"));
    command.env_clear();
    command
}

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

/// Fails with this exit code and one sentence that holds this.
fn check(arguments: &[&str], code: i32, sentence: &str) {
    let output = run(arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
    assert!(said.contains(sentence), "{arguments:?}: {said}");
    assert!(!said.contains("panicked") && !said.contains("RUST_BACKTRACE"), "{said}");
}

#[test]
fn says_in_a_sentence_why_it_does_not_start() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (database, text, config, key) = (path("a.sqlite"), path("a.csv"), path("a.toml"), path("key"));
    std::fs::write(&text, "name,email\n".repeat(200)).unwrap();
    std::fs::write(&config, "readers = 2\nlisten = 'nowhere'\n").unwrap();
    std::fs::write(&key, "short").unwrap();
    let newer = path("newer.sqlite");
    open_for_writing(Path::new(&newer)).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let free = "127.0.0.1:0";
    check(&["serve"], 2, "say which database to serve");
    check(&["serve", "--surprise"], 2, "unexpected argument '--surprise'");
    check(&["serve", "--listen", "nowhere"], 2, "invalid value 'nowhere'");
    check(&["serve", "--database", &database], 2, "--token-key-file");
    check(&["serve", "--database", &database, "--demo", "--listen", "0.0.0.0:0"], 2, "loopback");
    check(&["serve", "--database", &database, "--demo", "--config", &config], 2, "a.toml:2:");
    check(
        &["serve", "--database", &database, "--demo", "--config", "/none.toml"],
        1,
        "cannot use /none.toml",
    );
    check(&["serve", "--database", &text, "--demo", "--listen", free], 1, "file is not a database");
    check(&["serve", "--database", &newer, "--demo", "--listen", free], 1, "schema 99");
    check(
        &["serve", "--database", &database, "--demo", "--listen", &address],
        1,
        "another program listens there",
    );
    check(
        &["serve", "--database", &database, "--demo", "--listen", free, "--metrics-listen", &address],
        1,
        "another program listens there",
    );
    check(&["serve", "--database", &database, "--demo", "--widget-dir", "/none"], 1, "cannot use /none");
    check(&["serve", "--database", &database, "--demo", "--questions", &config], 2, "a.toml:1:1: ");
    check(&["serve", "--database", &database, "--demo", "--questions", "/none"], 1, "cannot use /none");
    check(
        &["serve", "--database", &database, "--token-key-file", &key, "--listen", free],
        1,
        "at least 32 bytes",
    );
}

#[test]
fn explains_itself() {
    let help = run(&["serve", "--help"]);
    let said = String::from_utf8_lossy(&help.stdout).into_owned();
    for option in [
        "--database",
        "--listen",
        "--metrics-listen",
        "--allow-origin",
        "--widget-dir",
        "--config",
        "--questions",
        "--demo",
        "CONTEXT_GATEWAY_LISTEN",
    ] {
        assert!(said.contains(option), "{option}: {said}");
    }
}

/// A gateway in a process of its own; killed when it is dropped.
struct Running {
    child: Child,
    address: SocketAddr,
}

impl Running {
    fn start(dir: &Path) -> Self {
        let key = dir.join("key");
        std::fs::write(&key, KEY).unwrap();
        let mut child = program()
            .args(["serve", "--listen", "127.0.0.1:0", "--audience", "test", "--database"])
            .arg(dir.join("a.sqlite"))
            .arg("--token-key-file")
            .arg(key)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = loop {
            let line = lines.next().expect("it ended").unwrap();
            if let Some((_, rest)) = line.split_once("address=") {
                break rest.split_whitespace().next().unwrap().parse().unwrap();
            }
        };
        // Somebody has to read what it says, or it would wait for its reader.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address }
    }

    fn send(&self, request: &str) -> String {
        let mut socket = TcpStream::connect(self.address).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        socket.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).unwrap();
        answer
    }

    fn note(&self, text: &str) -> String {
        let body = format!(r#"{{"kind":"note","text":"{text}"}}"#);
        self.send(&format!(
            "POST /v1/customers/cus_1/notes HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\nidempotency-key: {text}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            token("support", "*"),
            body.len()
        ))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Ended already in most tests.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn seeded() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let db = open_for_writing(&dir.path().join("a.sqlite")).unwrap();
    let profile = r#"{"id":"cus_1","kind":"individual"}"#;
    db.execute(
        "INSERT INTO customer (id, display_name, profile, updated_at) VALUES ('cus_1', 'A', ?1, 0)",
        [profile],
    )
    .unwrap();
    dir
}

fn notes(dir: &Path) -> i64 {
    let db = open_for_writing(&dir.join("a.sqlite")).unwrap();
    db.query_row("SELECT count(*) FROM fact WHERE kind = 'note'", [], |row| row.get(0)).unwrap()
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let dir = seeded();
    let mut running = Running::start(dir.path());
    for number in 0..25 {
        let answer = running.note(&format!("n{number}"));
        assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    }
    running.child.kill().unwrap();
    running.child.wait().unwrap();
    assert_eq!(notes(dir.path()), 25);
    let again = Running::start(dir.path());
    // The client that did not hear the answer asks again and changes nothing.
    assert!(again.note("n24").contains("idempotency-replayed: true"));
    assert_eq!(notes(dir.path()), 25);
}

#[cfg(unix)]
#[test]
fn ends_cleanly_when_asked_although_a_stream_is_open() {
    let dir = seeded();
    let mut running = Running::start(dir.path());
    let mut stream = TcpStream::connect(running.address).unwrap();
    let token = token("support", "*");
    let request = format!(
        "GET /v1/customers/cus_1/stream HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut first = [0; 64];
    stream.read_exact(&mut first).unwrap();
    assert!(first.starts_with(b"HTTP/1.1 200"));
    let asked = Command::new("kill").args(["-TERM", &running.child.id().to_string()]).status().unwrap();
    assert!(asked.success());
    assert!(running.child.wait().unwrap().success());
    let views: i64 = open_for_writing(&dir.path().join("a.sqlite"))
        .unwrap()
        .query_row("SELECT count(*) FROM audit WHERE action = 'view'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(views, 1, "what was seen is recorded before the end");
}

#[test]
fn the_log_holds_no_ids_and_no_queries() {
    let dir = seeded();
    let mut running = Running::start(dir.path());
    running.child.kill().unwrap();
    let key = dir.path().join("key");
    let mut child = program()
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--audience",
            "test",
            "--log-format",
            "json",
            "--database",
        ])
        .arg(dir.path().join("a.sqlite"))
        .arg("--token-key-file")
        .arg(key)
        .env("RUST_LOG", "debug")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    let address: String = loop {
        said.clear();
        log.read_line(&mut said).unwrap();
        let line: serde_json::Value = serde_json::from_str(&said).unwrap();
        if let Some(address) = line["fields"]["address"].as_str() {
            break address.to_owned();
        }
    };
    let running = Running { child, address: address.parse().unwrap() };
    let token = token("support", "*");
    running.send(&format!(
        "GET /v1/customers/cus_1/interactions?q=canaryword HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\nconnection: close\r\n\r\n"
    ));
    running.note("canarynote");
    drop(running);
    let mut rest = String::new();
    log.read_to_string(&mut rest).unwrap();
    assert!(
        rest.contains("/v1/customers/{id}/interactions") && rest.contains("/v1/customers/{id}/notes"),
        "{rest}"
    );
    for canary in ["canary", "cus_1", &token] {
        assert!(!rest.contains(canary), "{canary}: {rest}");
    }
}
