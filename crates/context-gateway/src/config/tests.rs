//! Precedence, contradictions, and where a file is wrong.

use std::path::Path;

use super::{Config, ServeOptions, is_origin};
use crate::Error;

fn given() -> ServeOptions {
    ServeOptions { database: Some("a.sqlite".into()), demo: Some(true), ..ServeOptions::default() }
}

fn check(given: ServeOptions, file: &str, expected: Result<&dyn Fn(&Config) -> bool, &str>) {
    match (Config::new(given, Some((Path::new("gateway.toml"), file))), expected) {
        (Ok(config), Ok(holds)) => assert!(holds(&config), "{config:?}"),
        (Err(error), Err(sentence)) => {
            assert!(error.to_string().contains(sentence), "{error}");
            assert_eq!(error.exit_code(), 2);
        }
        (outcome, _) => panic!("{file}: {outcome:?}"),
    }
}

#[test]
fn defaults() {
    check(given(), "", Ok(&|c| c.listen.to_string() == "127.0.0.1:8787" && c.limits.readers == 4));
}

#[test]
fn what_is_given_wins_over_the_file() {
    let listen = Some("127.0.0.1:1".parse().unwrap());
    let file = "listen = '127.0.0.1:2'\nreaders = 9\nallow-origin = ['https://a.example']\n";
    check(ServeOptions { listen, ..given() }, file, Ok(&|c| c.listen.port() == 1 && c.limits.readers == 9));
    check(given(), "", Ok(&|c| c.metrics_listen.is_none()));
    check(
        given(),
        "metrics-listen = '127.0.0.1:9464'\n",
        Ok(&|c| c.metrics_listen.is_some_and(|address| address.port() == 9464)),
    );
    check(
        given(),
        "repeat-window = 3\nremind-before = 0\n",
        Ok(&|c| c.repeat_window.as_secs() == 3 * 86_400),
    );
    let file_of_checks = "[verification]\nreusable-for = ['billing']\n";
    check(
        given(),
        file_of_checks,
        Ok(&|c| c.verification.reusable_for == ["billing"] && c.verification.minutes == 30),
    );
    check(given(), file, Ok(&|c| c.listen.port() == 2 && c.allow_origin == ["https://a.example"]));
}

#[test]
fn the_file_may_say_everything() {
    let file = "database = 'b.sqlite'\ntoken-key-file = 'key'\n[[policy.field]]\nfield = 'birthDate'\neffect = 'show'\n\
                [policy.confidential]\nlegal = ['support']\n";
    check(ServeOptions::default(), file, Ok(&|c| c.policy.field.len() == 1 && !c.demo));
}

#[test]
fn says_where_the_file_is_wrong() {
    check(given(), "readers = 2\nlisten = 'nowhere'\n", Err("gateway.toml:2: "));
    check(given(), "\n\nsurprise = 1\n", Err("gateway.toml:3: unknown field `surprise`"));
    check(given(), "readers = \n", Err("gateway.toml:1: "));
    check(
        given(),
        "[[policy.field]]\nfield = 'a'\neffect = 'hide'\n",
        Err("gateway.toml:3: unknown variant `hide`"),
    );
}

#[test]
fn refuses_contradictions() {
    check(ServeOptions::default(), "", Err("--database"));
    check(ServeOptions { demo: None, ..given() }, "", Err("--token-key-file"));
    let listen = Some("0.0.0.0:8787".parse().unwrap());
    check(ServeOptions { listen, ..given() }, "", Err("loopback"));
    check(ServeOptions { readers: Some(0), ..given() }, "", Err("--readers"));
    check(ServeOptions { repeat_window: Some(0), ..given() }, "", Err("--repeat-window"));
    check(ServeOptions { remind_before: Some(u64::MAX), ..given() }, "", Err("--remind-before"));
    check(given(), "[verification]\nminutes = 0\n", Err("verification.minutes"));
    check(ServeOptions { allow_origin: vec!["*".into()], ..given() }, "", Err("no origin"));
}

#[test]
fn a_missing_file_is_no_config_error() {
    assert!(matches!(Config::new(ServeOptions::default(), None), Err(Error::Options(_))));
}

#[test]
fn origins() {
    for good in ["https://a.example", "http://localhost:5173", "http://[::1]:8080", "https://a.example:8443"]
    {
        assert!(is_origin(good), "{good}");
    }
    for bad in [
        "null",
        "*",
        "a.example",
        "https://",
        "https://a.example/",
        "https://a.example:443",
        "https://A.example",
        "https://a.example?x",
        "https://u@a.example",
        "ftp://a.example",
        "http://a.example:80",
        "https://a.example.",
        "https://:1",
    ] {
        assert!(!is_origin(bad), "{bad}");
    }
}
