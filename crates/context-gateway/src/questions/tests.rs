//! Catalogues as text: every mistake at its place, the shipped one complete, the languages that are served.

use std::collections::BTreeMap;

use context_contract::enums::Sensitivity;

use super::{Catalogue, SHIPPED, phrase};

/// A good catalogue of two questions, line by line.
const GOOD: &str = r#"language = "en"

[[question]]
key = "router.model"
type = "choice"
stale-after = "180d"
departments = ["support"]
reasons = ["technical"]

[question.en]
label = "Router"
text = "Which router do you have?"
confirm = "Is it still {value}?"
choices = ["AX-3000", "Other"]
phrases = ["which router do you have"]

[question.de]
label = "Router"
text = "Welchen Router haben Sie?"
choices = ["AX-3000", "Anderer"]
phrases = ["welchen router haben sie"]

[[question]]
key = "contact.phone"
from = "profile"
path = "/contactPoints/phone"
sensitivity = "masked"

[question.en]
label = "Phone"
text = "What is your phone number?"
phrases = ["what is your phone number"]
"#;

fn mistakes(text: &str) -> Vec<String> {
    Catalogue::parse(text).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

/// Replaces one text of the good catalogue and expects these mistakes and no others.
fn check(before: &str, after: &str, expected: &[&str]) {
    assert!(GOOD.contains(before), "{before}");
    let text = GOOD.replacen(before, after, 1);
    assert_eq!(mistakes(&text), expected, "{before} -> {after}");
}

#[test]
fn the_good_one_is_good() {
    assert_eq!(mistakes(GOOD), [""; 0]);
    let catalogue = Catalogue::parse(GOOD).unwrap();
    let router = catalogue.entry("router.model").unwrap();
    assert_eq!((router.stale_after, catalogue.languages()), (Some(15_552_000), vec!["en", "de"]));
    assert_eq!(router.choices().collect::<Vec<_>>(), ["AX-3000", "Anderer", "AX-3000", "Other"]);
    assert_eq!(catalogue.entry("contact.phone").unwrap().sensitivity, Sensitivity::Masked);
    let gaps = catalogue.gaps();
    assert_eq!(
        gaps.iter().map(|(tag, part, count)| format!("{tag} {part} {count}")).collect::<Vec<_>>(),
        ["de label 1", "de text 1", "de phrases 1"]
    );
}

#[test]
fn what_is_no_toml() {
    check(
        "\"180d\"",
        "180 days",
        &["6:15: this is not TOML: string values must be quoted, expected literal string"],
    );
    check(
        "key = \"router.model\"",
        "key \"router.model\"",
        &["4:5: this is not TOML: key with no value, expected `=`"],
    );
    check(
        "label = \"Router\"\n",
        "label = \"Router\"\nlabel = \"R\"\n",
        &["12:1: this is not TOML: duplicate key"],
    );
}

#[test]
fn what_the_file_lacks() {
    check(
        "language = \"en\"\n",
        "",
        &["1:1: the default language is missing: write language = \"en\" above the first question"],
    );
    check(
        "language = \"en\"",
        "language = \"english\"",
        &["1:12: `english` is no language: write a tag of BCP 47, as in \"en\""],
    );
    check(
        "language = \"en\"",
        "langauge = \"en\"",
        &[
            "1:1: a catalogue has no `langauge`: did you mean `language`?",
            "1:1: the default language is missing: write language = \"en\" above the first question",
        ],
    );
    check("language = \"en\"", "language = \"EN\"", &["1:12: the language `EN` is written `en`"]);
    check(
        "language = \"en\"",
        "language = \"fr\"",
        &[
            "3:1: the words in the default language are missing: add [question.fr] with label and text",
            "23:1: the words in the default language are missing: add [question.fr] with label and text",
        ],
    );
    assert_eq!(
        mistakes("language = \"en\"\n"),
        ["1:1: there is no question: write at least one under [[question]]"]
    );
    assert_eq!(
        mistakes("language = \"en\"\nquestion = \"x\"\n"),
        ["2:12: questions are a list: write [[question]] above each, with two brackets",]
    );
    assert_eq!(
        mistakes("language = \"en\"\nquestion = [1]\n"),
        ["2:13: a question is a table: write it under [[question]]",]
    );
}

#[test]
fn what_a_question_gets_wrong() {
    check(
        "stale-after",
        "stale-afer",
        &["6:1: a question has no field `stale-afer`: did you mean `stale-after`?"],
    );
    check(
        "departments = [",
        "colour = [",
        &[
            "7:1: a question has no field `colour`: take it away, or see docs/questions.md for those there are",
        ],
    );
    check(
        "type = \"choice\"",
        "type = \"choice\"\nlabel = \"x\"",
        &["6:1: `label` belongs to a language: write it under [question.en]"],
    );
    check(
        "key = \"router.model\"\n",
        "",
        &["3:1: the question has no key: write one that stays, as in key = \"router.model\""],
    );
    check(
        "\"router.model\"",
        "\"router model\"",
        &["4:7: `router model` is no key: write 1 to 128 of the characters A-Z a-z 0-9 . _ -"],
    );
    check(
        "\"contact.phone\"",
        "\"router.model\"",
        &["24:7: `router.model` is the key of the question in line 4 already: write another one"],
    );
    check("\"router.model\"", "7", &["4:7: `key` is a text: write key = \"7\""]);
    check(
        "type = \"choice\"",
        "type = \"chioce\"",
        &[
            "5:8: `chioce` is no value type: did you mean `choice`?",
            "14:11: `choices` belong to type = \"choice\": write that in the question, or take them away",
            "20:11: `choices` belong to type = \"choice\": write that in the question, or take them away",
        ],
    );
    check(
        "\"masked\"",
        "\"hidden\"",
        &["27:15: `hidden` is no sensitivity: write one of open, masked or secret"],
    );
    check(
        "\"180d\"",
        "\"180 days\"",
        &[
            "6:15: `180 days` is no duration: write a whole number and m, h, d or w, as in \"180d\" or \"12h\"",
        ],
    );
    check(
        "[\"support\"]",
        "\"support\"",
        &["7:15: `departments` is a list of texts: write departments = [\"support\"]"],
    );
    check(
        "[\"technical\"]",
        "[\"technical\", \"\", \"technical\", 3]",
        &[
            "8:25: a text of `reasons` is empty: take it away",
            "8:29: `technical` is in `reasons` twice: take one away",
            "8:42: `reasons` is a list of texts: write \"3\"",
        ],
    );
}

#[test]
fn where_answers_cannot_come_from() {
    check(
        "from = \"profile\"",
        "from = \"profiles\"",
        &[
            "25:8: `profiles` is no place answers come from: did you mean `profile`?",
            "26:8: an answer is kept under its key: take `path` away, or write from = \"profile\"",
        ],
    );
    check(
        "/contactPoints/phone",
        "/contactPoint/phone",
        &["26:8: the profile has no `/contactPoint/phone`: did you mean `/contactPoints/phone`?"],
    );
    check(
        "path = \"/contactPoints/phone\"\n",
        "",
        &["25:8: the field of the profile is missing: add path, as in path = \"/contactPoints/email\""],
    );
    check(
        "from = \"profile\"\npath = \"/contactPoints/phone\"",
        "from = \"verification\"\npath = \"opt\"",
        &["26:8: `opt` is no method of RFC 8176: did you mean `otp`?"],
    );
    check(
        "from = \"profile\"\npath = \"/contactPoints/phone\"",
        "from = \"verification\"\nstale-after = \"1d\"",
        &["26:15: a check says itself until when it counts: take `stale-after` away"],
    );
}

#[test]
fn what_a_language_gets_wrong() {
    check(
        "[question.de]",
        "[question.german]",
        &["17:11: `german` is no language: write a tag of BCP 47, as in [question.de] or [question.pt-BR]"],
    );
    check("[question.de]", "[question.de-at]", &["17:11: the language `de-at` is written `de-AT`"]);
    check(
        "label = \"Router\"\n",
        "lable = \"Router\"\n",
        &[
            "10:1: [question.en] has no `label`: write it, others fall back to it",
            "11:1: `lable` is no field of a language: did you mean `label`?",
        ],
    );
    check("text = \"Which router do you have?\"", "text = \" \"", &["12:8: `text` is empty: write it"]);
    check(
        "text = \"Welchen Router haben Sie?\"",
        "text = \"\"",
        &["19:8: `text` is empty: write it, or take the line away"],
    );
    check(
        "Is it still {value}?",
        "Is it still right?",
        &["13:11: `confirm` does not say what to confirm: put {value} where the value goes"],
    );
    check(
        "Is it still {value}?",
        "Is it {value} or {name}?",
        &["13:11: `confirm` has {value} once and no other braces"],
    );
    check(
        "sensitivity = \"masked\"\n\n[question.en]",
        "sensitivity = \"secret\"\n\n[question.en]\nconfirm = \"{value}?\"",
        &["30:11: nothing of a secret may be said: take `confirm` away"],
    );
    check(
        "[\"AX-3000\", \"Other\"]",
        "[\"AX-3000\"]",
        &[
            "14:11: a choice has two answers or more: write choices = [\"…\", \"…\"] in [question.en]",
            "20:11: 2 choices where en has 1: write the same ones in the same order",
        ],
    );
    check(
        "[\"AX-3000\", \"Anderer\"]",
        "[\"AX-3000\", \"Anderer\", \"Keiner\"]",
        &["20:11: 3 choices where en has 2: write the same ones in the same order"],
    );
    check(
        "type = \"choice\"",
        "type = \"string\"",
        &[
            "14:11: `choices` belong to type = \"choice\": write that in the question, or take them away",
            "20:11: `choices` belong to type = \"choice\": write that in the question, or take them away",
        ],
    );
}

#[test]
fn phrases_that_say_too_little_or_the_same() {
    check(
        "[\"which router do you have\"]",
        "[\"router\", \"\", \"Which Router?\", \"which router\"]",
        &[
            "15:12: `router` would be heard in every sentence: write a phrase of two words or more",
            "15:22: a text of `phrases` is empty: take it away",
            "15:43: `which router` is in `phrases` twice: take one away",
        ],
    );
    check(
        "\"what is your phone number\"",
        "\"Which router do you have?\"",
        &[
            "32:12: `which router do you have` is a phrase of `router.model` in line 15 already: take it away from one of them",
        ],
    );
    // The same words in another language are another phrase.
    check("\"welchen router haben sie\"", "\"what is your phone number\"", &[]);
}

#[test]
fn all_mistakes_at_once_with_columns_in_characters() {
    let text = "language = \"en\"\n[[question]]\nkey = \"ä ö\"\ntype = \"txt\"\n[question.en]\nlabel = \"ä\"\nphrases = [\"über\", \"größe\"]\n";
    assert_eq!(
        mistakes(text),
        [
            "3:7: `ä ö` is no key: write 1 to 128 of the characters A-Z a-z 0-9 . _ -",
            "4:8: `txt` is no value type: write one of string, boolean, integer, decimal, date, dateTime, money or choice",
            "5:1: [question.en] has no `text`: write it, others fall back to it",
            "7:12: `über` would be heard in every sentence: write a phrase of two words or more",
            "7:20: `größe` would be heard in every sentence: write a phrase of two words or more",
        ]
    );
}

fn check_served(language: &str, expected: (&str, &str, &[&str], &[&str])) {
    let served = Catalogue::parse(GOOD).unwrap().serve(language, None, None);
    let router = &served.questions[0];
    let lists = (router.choices.iter(), router.phrases.iter());
    let (choices, phrases): (Vec<_>, Vec<_>) =
        (lists.0.map(String::as_str).collect(), lists.1.map(String::as_str).collect());
    assert_eq!((served.language.as_str(), router.text.as_str()), (expected.0, expected.1), "{language}");
    assert_eq!((choices.as_slice(), phrases.as_slice()), (expected.2, expected.3), "{language}");
    // What a language lacks comes from the default one.
    assert_eq!(served.questions[1].text, "What is your phone number?");
}

#[test]
fn the_language_that_comes_closest() {
    let (english, german) = ("which router do you have", "welchen router haben sie");
    let own: &[&str] = &["AX-3000", "Anderer"];
    for tag in ["de", "de-AT", "DE"] {
        check_served(tag, ("de", "Welchen Router haben Sie?", own, &[german, english]));
    }
    for tag in ["en", "en-GB", "fr", ""] {
        check_served(tag, ("en", "Which router do you have?", &["AX-3000", "Other"], &[english]));
    }
    // A sentence that confirms comes with the question's own words or not at all.
    let confirm =
        |tag: &str| Catalogue::parse(GOOD).unwrap().serve(tag, None, None).questions[0].confirm.clone();
    assert_eq!((confirm("de"), confirm("fr").as_deref()), (None, Some("Is it still {value}?")));
}

fn check_needed(department: Option<&str>, reason: Option<&str>, expected: &[&str]) {
    let served = Catalogue::parse(GOOD).unwrap().serve("en", department, reason);
    let keys: Vec<&str> = served.questions.iter().map(|question| question.key.as_str()).collect();
    assert_eq!(keys, expected, "{department:?} {reason:?}");
}

#[test]
fn what_a_department_needs_for_a_reason() {
    check_needed(None, None, &["router.model", "contact.phone"]);
    check_needed(Some("support"), Some("technical"), &["router.model", "contact.phone"]);
    check_needed(Some("support"), Some("invoice"), &["contact.phone"]);
    check_needed(Some("billing"), None, &["contact.phone"]);
    check_needed(None, Some("technical"), &["router.model", "contact.phone"]);
}

/// The five languages of the panel.
const LANGUAGES: [&str; 5] = ["en", "ar", "de", "es", "fr"];

#[test]
fn the_shipped_catalogue_is_complete() {
    assert_eq!(mistakes(SHIPPED), [""; 0]);
    let catalogue = Catalogue::shipped();
    assert_eq!(catalogue.languages(), LANGUAGES);
    assert_eq!(catalogue.gaps(), []);
    assert!(catalogue.entries().len() >= 40, "{}", catalogue.entries().len());
    for entry in catalogue.entries() {
        for (tag, texts) in &entry.texts {
            let has_confirm = texts.confirm.is_some();
            assert_eq!(has_confirm, entry.sensitivity != Sensitivity::Secret, "{} {tag} confirm", entry.key);
            assert!(texts.phrases.len() >= 2, "{} {tag} {}", entry.key, texts.phrases.len());
        }
    }
}

#[test]
fn every_department_has_questions_of_its_own() {
    let catalogue = Catalogue::shipped();
    for department in ["support", "billing", "sales", "store"] {
        let own = catalogue
            .entries()
            .iter()
            .filter(|entry| entry.departments.iter().any(|it| it.as_str() == department));
        assert!(own.count() >= 8, "{department}");
    }
}

/// A phrase is found again by its words, whatever the capitals and marks, and belongs to one question of its language.
#[test]
fn every_shipped_phrase_is_its_questions_own() {
    let catalogue = Catalogue::shipped();
    let mut owners: BTreeMap<(&str, String), &str> = BTreeMap::new();
    for entry in catalogue.entries() {
        for (tag, phrase) in
            entry.texts.iter().flat_map(|(tag, texts)| texts.phrases.iter().map(move |it| (tag, it)))
        {
            let heard = phrase::normalise(&format!("{}?", phrase.to_uppercase()));
            let written = phrase::normalise(phrase);
            assert_eq!(written, *phrase, "{} {tag}", entry.key);
            // Capitals of German ß are SS.
            assert!(heard == written || written.contains('ß'), "{heard} {written}");
            assert_eq!(*owners.entry((tag.as_str(), written)).or_insert(&entry.key), entry.key, "{tag}");
        }
    }
}
