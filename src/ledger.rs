//! What an agent can do about a row of the ledger: confirm, correct, decline, choose, take back, each as a write.
//! Pure; the rows and their states are the contract's, sending is the outbox's, and how it looks the components'.

mod known;

use context_contract::{
    Value,
    enums::{AnswerFrom, AnswerStatus, AskAction, Resolution},
    fact::Occasion,
    profile::Alternative,
    request::{AnswerWrite, FieldDecision, FieldWrite},
    value::Money,
};

pub use context_contract::ledger::{
    Counts, FieldName, Label, Origin, Relevance, Row, RowState, Shape, counts, rows,
};

pub use self::known::Known;
use crate::outbox::{Target, Write};

/// What a write about this row is about, for looking up what is pending.
#[must_use]
pub fn target(row: &Row<'_>) -> Target {
    match &row.pointer {
        Some(pointer) => Target::Field(pointer.clone()),
        None => Target::Answer(key(row)),
    }
}

/// What is known is right. A value of which only a part is visible is confirmed without being named. `None` where nothing
/// is known, or nothing may be.
#[must_use]
pub fn confirm(row: &Row<'_>, occasion: Option<Occasion>) -> Option<Write> {
    if row.pointer.is_some() {
        return decide(row, FieldDecision::Keep, occasion);
    }
    let value = match row.answer?.value.clone()? {
        Value::Restricted(_) | Value::Null => return None,
        Value::Masked(_) => None,
        value => Some(value),
    };
    Some(answer(row, AskAction::Confirmed, value, occasion))
}

/// The customer says this; also the answer to a question that nobody could answer. `None` where a value cannot be
/// given: a verification is made, not told.
#[must_use]
pub fn correct(row: &Row<'_>, value: Value, occasion: Option<Occasion>) -> Option<Write> {
    if row.pointer.is_some() {
        return decide(row, FieldDecision::Correct { value }, occasion);
    }
    let action = if row.state == RowState::Missing { AskAction::Answered } else { AskAction::Corrected };
    is_told(row).then(|| answer(row, action, Some(value), occasion))
}

/// The customer does not want to say. `None` for a field that no question is about.
#[must_use]
pub fn decline(row: &Row<'_>, occasion: Option<Occasion>) -> Option<Write> {
    let asked = row.question.is_some() || row.answer.is_some();
    (asked && is_told(row)).then(|| answer(row, AskAction::Declined, None, occasion))
}

/// Another department's value is the right one.
#[must_use]
pub fn choose(row: &Row<'_>, other: &Alternative, occasion: Option<Occasion>) -> Option<Write> {
    let decision = FieldDecision::Choose { source: other.source.clone(), record_id: other.record_id.clone() };
    decide(row, decision, occasion)
}

/// The rule shall choose again. `None` where no person has chosen.
#[must_use]
pub fn undo(row: &Row<'_>, occasion: Option<Occasion>) -> Option<Write> {
    let chosen = row.rule == Some(&Resolution::Manual);
    chosen.then(|| decide(row, FieldDecision::Undo, occasion)).flatten()
}

/// What kind of value answers the row's question: one of the contract's value types, or `choice`.
#[must_use]
pub fn value_type<'a>(row: &Row<'a>) -> &'a str {
    let told = row.question.map(|question| question.value_type.as_str());
    let known = || row.answer.and_then(|answer| answer.value_type.as_deref());
    let guessed = if row.shape == Shape::Date { "date" } else { "string" };
    match told.or_else(known).unwrap_or(guessed) {
        "string" if row.question.is_some_and(|question| !question.choices.is_empty()) => "choice",
        kind => kind,
    }
}

/// Reads what was typed. `None` when it is not of that kind; nothing typed is no value of any kind.
#[must_use]
pub fn parse(value_type: &str, typed: &str) -> Option<Value> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    match value_type {
        "integer" => typed.parse().ok().map(Value::Integer),
        "decimal" => number(&decimal(typed)?).map(Value::Decimal),
        "money" => {
            let (amount, currency) = typed.rsplit_once(char::is_whitespace)?;
            let is_code = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_alphabetic());
            let (value, currency) = (decimal(amount)?, currency.to_ascii_uppercase());
            is_code.then_some(Value::Money(Money { value, currency }))
        }
        _ => Some(Value::Text(typed.to_owned())),
    }
}

/// A decimal number with a point, whatever sign the typist's country has for it.
fn decimal(typed: &str) -> Option<String> {
    let number = typed.trim().replace(',', ".");
    let (whole, rest) = number.split_once('.').unwrap_or((&number, "0"));
    let whole_digits = whole.strip_prefix('-').unwrap_or(whole);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(whole_digits) && digits(rest)).then_some(number)
}

/// The number of a text that [`decimal`] gave; `None` when it has more digits than a double holds. A whole number below
/// 2^53 divided by a power of ten up to 10^22 is rounded once, to the nearest double (Clinger 1990): so the standard
/// library's tables for all other cases, some 10 kB after compression, stay out of the module.
fn number(decimal: &str) -> Option<f64> {
    let (whole, rest) = decimal.split_once('.').unwrap_or((decimal, ""));
    let rest = rest.trim_end_matches('0');
    let digits: i64 = format!("{whole}{rest}").parse().ok()?;
    let sign = if whole.starts_with('-') { -1.0 } else { 1.0 };
    let is_exact = digits.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS && rest.len() <= 22;
    is_exact.then(|| f64::copysign(digits as f64, sign) / (0..rest.len()).fold(1.0, |power, _| power * 10.0))
}

/// Whether the customer's word answers it.
fn is_told(row: &Row<'_>) -> bool {
    row.question.is_none_or(|question| question.from != AnswerFrom::Verification)
}

fn key(row: &Row<'_>) -> String {
    row.question.map_or_else(|| row.key.to_string(), |question| question.key.clone())
}

fn decide(row: &Row<'_>, decision: FieldDecision, decided_in: Option<Occasion>) -> Option<Write> {
    let body = FieldWrite { pointer: row.pointer.clone()?, decision, decided_in };
    Some(Write::Field { question: row.question.map(|it| it.key.clone()), body: Box::new(body) })
}

fn answer(row: &Row<'_>, action: AskAction, value: Option<Value>, answered_in: Option<Occasion>) -> Write {
    let declined = action == AskAction::Declined;
    let own = row.answer.and_then(|answer| answer.question.clone());
    let value_type = match value_type(row) {
        "choice" => "string",
        kind => kind,
    };
    let body = AnswerWrite {
        value,
        status: if declined { AnswerStatus::Declined } else { AnswerStatus::Answered },
        action: Some(action),
        question: row.question.map(|question| question.text.clone()).or(own),
        value_type: Some(value_type.to_owned()),
        answered_in,
        valid_for: None,
    };
    Write::Answer { key: key(row), body: Box::new(body) }
}

#[cfg(test)]
mod tests {
    use context_contract::{Context, QuestionCatalogue, Timestamp, Value, request::FieldDecision};
    use proptest::prelude::*;
    use serde_json::{Value as Json, json};

    use super::{Row, choose, confirm, correct, decline, number, parse, rows, undo};
    use crate::outbox::Write;

    fn with_row<T>(key: &str, look: impl FnOnce(&Row<'_>) -> T) -> T {
        let context: Context =
            serde_json::from_str(include_str!("../crates/context-contract/fixtures/context.json")).unwrap();
        let catalogue: QuestionCatalogue =
            serde_json::from_str(include_str!("../crates/context-contract/fixtures/questions.json")).unwrap();
        let now = Timestamp::parse("2026-11-22T09:40:00Z").unwrap();
        let support = "support".into();
        let rows = rows(&context, &catalogue.questions, Some(&support), Some("technical"), now);
        look(rows.iter().find(|row| row.key == key).unwrap())
    }

    fn check_answer(write: Option<Write>, key: &str, expect: &Json) {
        let Some(Write::Answer { key: written, body }) = write else { panic!("{key} is an answer") };
        assert_eq!(written, key);
        let body = serde_json::to_value(&body).unwrap();
        for (name, value) in expect.as_object().unwrap() {
            assert_eq!(&body[name], value, "{key} {name}");
        }
    }

    #[test]
    fn answers_are_confirmed_corrected_and_declined() {
        with_row("address.current", |row| {
            let expect = json!({"value": "12 Elm Row, Leeds", "status": "answered", "action": "confirmed"});
            check_answer(confirm(row, None), "address.current", &expect);
            let expect = json!({"value": "9 Ash Lane", "action": "corrected", "question": "Is this still your address?"});
            check_answer(correct(row, "9 Ash Lane".into(), None), "address.current", &expect);
            check_answer(
                decline(row, None),
                "address.current",
                &json!({"status": "declined", "value": null}),
            );
        });
    }

    #[test]
    fn what_nobody_knew_is_answered_not_corrected() {
        with_row("device.serial", |row| {
            assert_eq!(confirm(row, None), None, "there is nothing to confirm");
            let expect = json!({"action": "answered", "valueType": "string"});
            check_answer(correct(row, "SN-1".into(), None), "device.serial", &expect);
        });
    }

    #[test]
    fn what_is_seen_in_part_is_confirmed_without_being_named() {
        with_row("address.current", |row| {
            let mut answer = row.answer.unwrap().clone();
            answer.value = Some(serde_json::from_value(json!({"masked": "•••• 4AP"})).unwrap());
            let row = Row { answer: Some(&answer), ..row.clone() };
            let expect = json!({"value": null, "status": "answered", "action": "confirmed"});
            check_answer(confirm(&row, None), "address.current", &expect);
        });
    }

    #[test]
    fn what_is_restricted_is_not_written_back() {
        with_row("credit.limit", |row| assert_eq!(confirm(row, None), None));
    }

    #[test]
    fn fields_are_decided_about() {
        let check = |write: Option<Write>, expect: FieldDecision| {
            let Some(Write::Field { body, .. }) = write else { panic!("{expect:?} is a decision") };
            assert_eq!((body.pointer.as_str(), &body.decision), ("/contactPoints/1/value", &expect));
        };
        with_row("/contactPoints/1/value", |row| {
            check(confirm(row, None), FieldDecision::Keep);
            check(
                correct(row, "+441134960555".into(), None),
                FieldDecision::Correct { value: "+441134960555".into() },
            );
            let (source, record_id) = ("loyalty".to_owned(), Some("L-1000".to_owned()));
            check(choose(row, &row.alternatives[0], None), FieldDecision::Choose { source, record_id });
            assert_eq!(undo(row, None), None, "a rule chose, not a person");
        });
    }

    #[test]
    fn typed_values_become_values_of_their_kind() {
        let check = |kind: &str, typed: &str, expect: Option<Json>| {
            let expect = expect.map(|json| serde_json::from_value::<Value>(json).unwrap());
            assert_eq!(parse(kind, typed), expect, "{kind} {typed}");
        };
        check("string", "  AX-3000 ", Some(json!("AX-3000")));
        check("string", "   ", None);
        check("integer", "42", Some(json!(42)));
        check("integer", "4.2", None);
        check("decimal", "4,5", Some(json!(4.5)));
        check("decimal", "four", None);
        check("decimal", "-0.50", Some(json!(-0.5)));
        check("decimal", "9007199254740993.5", None);
        check("money", "18,00 gbp", Some(json!({"value": "18.00", "currency": "GBP"})));
        check("money", "-3 EUR", Some(json!({"value": "-3", "currency": "EUR"})));
        check("money", "18.00", None);
        check("money", "1.2.3 EUR", None);
        check("date", "1986-05-08", Some(json!("1986-05-08")));
        check("choice", "By e-mail", Some(json!("By e-mail")));
    }

    proptest! {
        #[test]
        fn a_decimal_is_what_the_standard_library_reads(
            digits in -(1i64 << 53)..=1 << 53, places in 0usize..=22,
        ) {
            let sign = if digits < 0 { "-" } else { "" };
            let padded = format!("{:0>1$}", digits.unsigned_abs(), places + 1);
            let (whole, rest) = padded.split_at(padded.len() - places);
            let text = if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") };
            prop_assert_eq!(number(&text), text.parse::<f64>().ok());
        }
    }
}
