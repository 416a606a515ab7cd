//! The question catalogue over HTTP and on the command line, answers as it wants them, and what may still be asked.

use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use axum::body::Body;
use serde_json::{Value as Json, json};

use crate::{
    command::program,
    stream::Reading,
    support::{KEY, MAREN, SECRET, World, get, token},
};

/// Two questions, of which one is German as well.
const SMALL: &str = r#"language = "en"

[[question]]
key = "router.model"
departments = ["support"]
reasons = ["technical"]

[question.en]
label = "Router"
text = "Which router do you have?"
phrases = ["which router do you have"]

[question.de]
label = "Router"
text = "Welchen Router haben Sie?"
phrases = ["welchen router haben sie"]

[[question]]
key = "callback.time"

[question.en]
label = "Time"
text = "When may we call?"
"#;

async fn small(dir: &Path) -> World {
    let file = dir.join("questions.toml");
    std::fs::write(&file, SMALL).unwrap();
    World::with(|options| options.questions = Some(file)).await
}

fn keys(catalogue: &Json) -> Vec<&str> {
    catalogue["questions"].as_array().unwrap().iter().map(|it| it["key"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_catalogue_is_served_in_the_language_that_comes_closest() {
    let dir = tempfile::tempdir().unwrap();
    let world = small(dir.path()).await;
    for (query, language, text, phrases) in [
        ("", "en", "Which router do you have?", &["which router do you have"][..]),
        (
            "?lang=de-AT",
            "de",
            "Welchen Router haben Sie?",
            &["welchen router haben sie", "which router do you have"],
        ),
        ("?lang=fr", "en", "Which router do you have?", &["which router do you have"]),
    ] {
        let catalogue = world.get("support", &format!("/v1/questions{query}")).await.json();
        assert_eq!(catalogue["language"], language, "{query}");
        assert_eq!(catalogue["questions"][0]["text"], text, "{query}");
        assert_eq!(catalogue["questions"][0]["phrases"], json!(phrases), "{query}");
        assert_eq!(catalogue["questions"][1]["text"], "When may we call?", "{query}");
    }
    for (query, expected) in [
        ("?department=support&reason=technical", &["router.model", "callback.time"][..]),
        ("?department=billing", &["callback.time"]),
        ("?department=support&reason=invoice", &["callback.time"]),
        ("?department=&reason=", &["router.model", "callback.time"]),
    ] {
        let catalogue = world.get("sales", &format!("/v1/questions{query}")).await.json();
        assert_eq!(keys(&catalogue), expected, "{query}");
    }
}

#[tokio::test]
async fn the_catalogue_may_be_kept_and_is_for_agents_only() {
    let world = World::new().await;
    let first = world.get("support", "/v1/questions?lang=ar").await;
    assert_eq!((first.status.as_u16(), first.header("cache-control")), (200, "private, max-age=60"));
    assert!(first.json()["questions"].as_array().unwrap().len() >= 40);
    let again =
        get("/v1/questions?lang=ar", &token("billing", "none")).header("if-none-match", first.header("etag"));
    let again = world.send(again.body(Body::empty()).unwrap()).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    assert_eq!(
        (again.header("etag"), again.header("cache-control")),
        (first.header("etag"), "private, max-age=60")
    );
    assert_ne!(world.get("support", "/v1/questions?lang=fr").await.header("etag"), first.header("etag"));
    let nobody = axum::http::Request::builder().uri("/v1/questions").body(Body::empty()).unwrap();
    assert_eq!(world.send(nobody).await.code(), "token-missing");
    let long = world.get("support", &format!("/v1/questions?reason={}", "x".repeat(201))).await;
    assert_eq!((long.status.as_u16(), &long.json()["errors"][0]["pointer"]), (400, &json!("?reason")));
}

#[tokio::test]
async fn the_catalogue_is_compressed_for_who_can_read_that() {
    let world = World::new().await;
    let plain = world.get("support", "/v1/questions?lang=ar").await;
    assert_eq!((plain.header("content-encoding"), plain.header("vary")), ("", "accept-encoding"));
    let request = get("/v1/questions?lang=ar", &token("support", "*")).header("accept-encoding", "gzip, br");
    let small = world.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!((small.header("content-encoding"), small.header("etag")), ("gzip", plain.header("etag")));
    assert!(small.body.len() * 2 < plain.body.len());
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(&small.body[..]).read_to_end(&mut text).unwrap();
    assert_eq!(text, plain.body);
}

#[tokio::test]
async fn a_changed_file_is_served_and_a_broken_one_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let world = small(dir.path()).await;
    let write = |text: &str| std::fs::write(dir.path().join("questions.toml"), text).unwrap();
    write(&SMALL.replace("When may we call?", "When shall we call?"));
    let change = world.gateway.questions.reload().unwrap();
    assert_eq!(change.to_string(), "changed callback.time");
    let served = world.get("support", "/v1/questions").await;
    assert_eq!(served.json()["questions"][1]["text"], "When shall we call?");
    write(&SMALL.replace("key = \"callback.time\"", "key = \"router.model\""));
    let error = world.gateway.questions.reload().unwrap_err().to_string();
    assert!(
        error.contains("questions.toml:19:7: `router.model` is the key of the question in line 4"),
        "{error}"
    );
    assert_eq!(world.get("support", "/v1/questions").await.header("etag"), served.header("etag"));
}

/// What the command prints for this file: exit code, standard output, standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = program().args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_command_line_checks_a_catalogue() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("my.toml");
    let path = file.to_str().unwrap();
    let check = |text: &str| {
        std::fs::write(&file, text).unwrap();
        run(&["questions", "check", path])
    };
    let (code, said, complained) = check(SMALL);
    assert_eq!((code, complained.as_str()), (0, ""));
    assert_eq!(
        said,
        "2 questions in en, de\nen lacks phrases of 1 question\nde lacks label of 1 question\n\
         de lacks text of 1 question\nde lacks phrases of 1 question\n"
    );
    let broken = SMALL.replace("label = \"Time\"\n", "").replace("reasons", "reason");
    let (code, said, complained) = check(&broken);
    assert_eq!((code, said.as_str()), (2, ""));
    assert_eq!(
        complained,
        format!(
            "context-gateway: {path} has 2 mistakes\n{path}:6:1: a question has no field `reason`: did you mean `reasons`?\n\
             {path}:21:1: [question.en] has no `label`: write it, others fall back to it\n"
        )
    );
    let (code, shipped, _) = run(&["questions", "print-default"]);
    let (checked, said, _) = check(&shipped);
    assert_eq!((code, checked), (0, 0));
    assert!(said.ends_with(" questions in en, ar, de, es, fr\n"), "{said}");
}

/// The program reads its file again by itself and when it is asked to; what is wrong it says and does not use.
#[cfg(unix)]
#[test]
fn a_running_gateway_reads_its_questions_again() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("questions.toml");
    std::fs::write(&file, SMALL).unwrap();
    std::fs::write(dir.path().join("key"), KEY).unwrap();
    let mut child = program()
        .args(["serve", "--listen", "127.0.0.1:0", "--database"])
        .arg(dir.path().join("a.sqlite"))
        .args(["--token-key-file".as_ref(), dir.path().join("key").as_os_str()])
        .args(["--questions".as_ref(), file.as_os_str()])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut wait_for = |expected: &str| {
        let started = Instant::now();
        let found = lines.by_ref().map_while(Result::ok).find(|line| line.contains(expected));
        assert!(found.is_some() && started.elapsed() < Duration::from_secs(20), "{expected}");
    };
    wait_for("questions=2");
    wait_for("listening");
    std::fs::write(&file, SMALL.replace("callback.time", "callback.hour")).unwrap();
    wait_for("added callback.hour; removed callback.time");
    std::fs::write(&file, "language = \"en\"\n").unwrap();
    wait_for("the questions stay as they were");
    wait_for("questions.toml:1:1: there is no question");
    std::fs::write(&file, SMALL.replace("callback.time", "callback.hour")).unwrap();
    wait_for("nothing changed");
    assert!(
        std::process::Command::new("kill")
            .args(["-HUP", &child.id().to_string()])
            .status()
            .unwrap()
            .success()
    );
    wait_for("nothing changed");
    child.kill().unwrap();
    child.wait().unwrap();
}

fn answer(key: &str) -> String {
    format!("/v1/customers/{MAREN}/answers/{key}")
}

/// A write of this body for this question is refused at this place with this text; without a text it is taken.
async fn check(world: &World, key: &str, body: &str, pointer: &str, detail: &str) {
    let reply = world.write_with("PUT", &answer(key), &format!("{key}{body}"), body, &[]).await;
    if detail.is_empty() {
        assert!(reply.status.is_success(), "{key} {body}: {}", reply.text());
    } else {
        let error = &reply.json()["errors"][0];
        assert_eq!(
            (error["pointer"].as_str(), error["detail"].as_str()),
            (Some(pointer), Some(detail)),
            "{key} {body}"
        );
    }
}

#[tokio::test]
async fn values_are_of_the_questions_type() {
    let world = World::new().await;
    let answered = |value: &str| format!(r#"{{"status":"answered","value":{value}}}"#);
    for (key, value, detail) in [
        ("invoice.paper", "\"yes\"", "is true or false"),
        ("invoice.paper", "false", ""),
        ("occupation.new", "\"anything\"", ""),
        ("move.date", "\"next week\"", "is a day, written 2026-11-22"),
        ("move.date", "\"2026-12-01\"", ""),
        ("invoice.amount", "12.5", r#"is an amount, written {"value": "10.90", "currency": "EUR"}"#),
        ("invoice.amount", r#"{"value":"12.50","currency":"EUR"}"#, ""),
        ("connection.type", "\"String\"", "is one of the question's choices"),
        ("connection.type", "\"Kabel\"", ""),
        ("device.serial", "7", "is a text"),
    ] {
        check(&world, key, &answered(value), "/value", detail).await;
    }
    let typed = r#"{"status":"answered","value":"7","valueType":"integer"}"#;
    check(&world, "own.question", typed, "/value", "is a whole number").await;
    check(&world, "own.question", &typed.replace("\"7\"", "7"), "", "").await;
}

#[tokio::test]
async fn actions_agree_with_the_status() {
    let world = World::new().await;
    let answered = "is answered, confirmed or corrected when the status is answered";
    for (body, pointer, detail) in [
        (
            r#"{"status":"declined","action":"answered"}"#,
            "/action",
            "is declined when the status is declined",
        ),
        (r#"{"status":"answered","value":"x","action":"declined"}"#, "/action", answered),
        (r#"{"status":"answered","value":"x","action":"asked"}"#, "/action", answered),
        (
            r#"{"status":"answered","action":"corrected"}"#,
            "/value",
            "is required when the status is answered",
        ),
        (
            r#"{"status":"answered","action":"confirmed"}"#,
            "/value",
            "is required: nothing is known that could be confirmed",
        ),
        (r#"{"status":"declined","action":"declined"}"#, "", ""),
    ] {
        check(&world, "technician.time", body, pointer, detail).await;
    }
}

#[tokio::test]
async fn a_question_of_the_catalogue_brings_its_words_and_its_time() {
    let world = World::new().await;
    let body = r#"{"status":"answered","value":"after 17:00","question":"own words","valueType":"string"}"#;
    let reply = world.write("PUT", &answer("problem.since"), "a", body).await.json();
    assert_eq!(
        (&reply["question"], &reply["valueType"]),
        (&json!("Since when have you had the problem?"), &json!("string"))
    );
    let period: context_contract::interaction::Period =
        serde_json::from_value(reply["validFor"].clone()).unwrap();
    let length = period.end_date_time.unwrap().as_millis() - period.start_date_time.unwrap().as_millis();
    assert_eq!(length, 3 * 24 * 60 * 60 * 1000);
    let stated = r#"{"status":"answered","value":"x","validFor":{"endDateTime":"2100-01-01T00:00:00Z"}}"#;
    let reply = world.write("PUT", &answer("problem.error"), "b", stated).await.json();
    assert_eq!(reply["validFor"], json!({"endDateTime": "2100-01-01T00:00:00Z"}));
    let declined = world.write("PUT", &answer("device.system"), "c", r#"{"status":"declined"}"#).await.json();
    assert_eq!((declined.get("validFor"), declined.get("answeredAt")), (None, None));
}

/// The states of one answer in turn: its tag each time, what happened newest first, and nothing of it twice.
#[tokio::test]
async fn an_answer_remembers_what_happened_and_never_what_was_said() {
    let world = World::new().await;
    let occasion = json!({"interactionId": "phone:call:CA1", "channel": "voice"});
    let mut tag = "\"v1\"".to_owned();
    for (number, (action, value)) in
        [("confirmed", json!(null)), ("corrected", json!("AX-4000")), ("answered", json!("AX-5000"))]
            .iter()
            .enumerate()
    {
        let body = json!({"status": "answered", "action": action, "value": value, "answeredIn": occasion});
        let key = format!("k{number}");
        let reply = world
            .write_with("PUT", &answer("router.model"), &key, &body.to_string(), &[("if-match", &tag)])
            .await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        tag = reply.header("etag").to_owned();
        assert_eq!(reply.json()["etag"], tag);
    }
    let context = world.get("support", &format!("/v1/customers/{MAREN}/context")).await.json();
    let known = context["answers"].as_array().unwrap().iter().find(|it| it["key"] == "router.model").unwrap();
    assert_eq!(
        (&known["value"], &known["etag"], &known["askedCount"]),
        (&json!("AX-5000"), &json!(tag), &json!(3))
    );
    let history = known["history"].as_array().unwrap();
    let actions: Vec<&str> = history.iter().map(|it| it["action"].as_str().unwrap()).collect();
    // The last one is what the source told before there was a history.
    assert_eq!(actions, ["answered", "corrected", "confirmed", "answered"]);
    assert_eq!(
        (&history[0]["agent"], &history[0]["in"]["interactionId"]),
        (&json!("Rian M."), &json!("phone:call:CA1"))
    );
    assert_eq!((history[0]["in"]["department"].as_str(), history[3].get("agent")), (Some("support"), None));
    assert!(!known["history"].to_string().contains("AX-"));
}

#[tokio::test]
async fn what_is_kept_of_a_question_has_an_end() {
    let world = World::new().await;
    for number in 0..25 {
        let body = format!(r#"{{"status":"answered","value":"try {number}"}}"#);
        let reply = world
            .write_with("PUT", &answer("problem.since"), &format!("k{number}"), &body, &[("if-match", "*")])
            .await;
        // The first write finds nothing to match.
        if number == 0 {
            assert_eq!(reply.status, 412);
            world.write("PUT", &answer("problem.since"), "first", &body).await;
        }
    }
    let last = world
        .write_with("PUT", &answer("problem.since"), "last", r#"{"status":"declined"}"#, &[("if-match", "*")])
        .await
        .json();
    assert_eq!(
        (last["history"].as_array().unwrap().len(), &last["history"][0]["action"]),
        (20, &json!("declined"))
    );
}

#[tokio::test]
async fn who_changes_an_older_answer_sees_the_present_one() {
    let world = World::new().await;
    let confirm = r#"{"status":"answered","action":"confirmed","value":"BX-1"}"#;
    let other = world.write_with("PUT", &answer("router.model"), "a", confirm, &[("if-match", "*")]).await;
    assert_eq!(
        other.json()["errors"][0]["detail"],
        "is another one than is known: send the action corrected"
    );
    let body = r#"{"status":"answered","value":"AX-9"}"#;
    let late = world.write_with("PUT", &answer("router.model"), "b", body, &[("if-match", "\"v0\"")]).await;
    let current = &late.json()["current"];
    assert_eq!(
        (late.status.as_u16(), &current["value"], &current["etag"]),
        (412, &json!("AX-3000"), &json!("\"v1\""))
    );
}

/// An account number of a bank, said once: nobody sees more than its end, in no answer and in no event.
#[tokio::test]
async fn a_sensitive_answer_leaves_masked() {
    let world = World::new().await;
    let iban = "DE02120300000000202051";
    let path = format!("/v1/customers/{SECRET}/answers/payment.iban");
    let mut stream = Reading::open(&world, SECRET, &token("billing", "*"), None).await;
    let body = format!(r#"{{"status":"answered","value":"{iban}"}}"#);
    let written = world.write("PUT", &path, "a", &body).await;
    let late = world.write_with("PUT", &path, "b", &body, &[("if-match", "\"v0\"")]).await;
    let confirm = r#"{"status":"answered","action":"confirmed","value":{"masked":"•••• 2051"}}"#;
    let confirmed = world.write_with("PUT", &path, "c", confirm, &[("if-match", "\"v1\"")]).await;
    assert_eq!((written.status.as_u16(), late.status.as_u16(), confirmed.status.as_u16()), (201, 412, 200));
    let context = world.get("billing", &format!("/v1/customers/{SECRET}/context")).await;
    let ledger = world.get("billing", &format!("/v1/customers/{SECRET}/ledger")).await;
    let event = stream.skip_to("answer.updated").await.data.to_string();
    for text in [written.text(), late.text(), confirmed.text(), context.text(), ledger.text(), event] {
        assert!(text.contains(r#"{"masked":"•••• 2051"}"#) && !text.contains("1203"), "{text}");
    }
    let stored: String = world
        .database()
        .query_row("SELECT body FROM fact WHERE kind = 'answer' AND id = 'payment.iban'", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert!(stored.contains(iban), "who confirms without seeing does not overwrite: {stored}");
}

#[tokio::test]
async fn the_ledger_says_what_may_still_be_asked() {
    let world = World::new().await;
    let path = format!("/v1/customers/{MAREN}/ledger?department=support&reason=technical&lang=de");
    let reply = world.get("billing", &path).await;
    assert_eq!((reply.status.as_u16(), reply.header("cache-control")), (200, "no-store"));
    let page = reply.json();
    assert_eq!((&page["customerId"], &page["language"]), (&json!(MAREN), &json!("de")));
    let rows = page["rows"].as_array().unwrap();
    let row =
        |key: &str| rows.iter().find(|row| row["key"] == key).unwrap_or_else(|| panic!("{key}: {page}"));
    for (key, state, may_be_asked) in [
        ("router.model", "answered", false),
        ("/birthDate", "answered", false),
        ("/contactPoints/2/value", "stale", true),
        ("household.size", "conflicting", true),
        ("problem.since", "missing", true),
        ("credit.limit", "restricted", false),
    ] {
        assert_eq!(
            (&row(key)["state"], &row(key)["mayBeAsked"]),
            (&json!(state), &json!(may_be_asked)),
            "{key}"
        );
    }
    assert_eq!(
        (&row("router.model")["value"], &row("router.model")["etag"]),
        (&json!("AX-3000"), &json!("\"v1\""))
    );
    assert_eq!(row("problem.since")["question"]["text"], "Seit wann besteht das Problem?");
    assert_eq!(row("problem.since").get("value"), None);
    let missing = rows.iter().filter(|row| row["state"] == "missing").count();
    assert_eq!(page["counts"]["missing"], missing);
    assert!(rows.iter().all(|row| row["state"] != "missing" || row["relevance"] != "other"), "{page}");
    let again = get(&path, &token("billing", "*")).header("if-none-match", reply.header("etag"));
    assert_eq!(world.send(again.body(Body::empty()).unwrap()).await.status, 304);
    let other = world.send(get(&path, &token("billing", SECRET)).body(Body::empty()).unwrap()).await;
    assert_eq!(other.status, 403);
}
