//! The language files against the texts of the panel and of the element: complete, translated, with the same places.
//! Knows the files and the catalogue, not how they are shown.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a file that cannot be read fails the test, as it should")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use customer_context::messages;

/// The forms of CLDR that a text about a number may have besides its own.
const CATEGORIES: &[&str] = &["zero", "one", "two", "few", "many", "other"];
/// Those that stand for few enough numbers to do without the figure: "two transfers".
const WITHOUT_FIGURE: &[&str] = &["zero", "one", "two"];

/// Words that are the same in English: language and keys.
const SAME_AS_ENGLISH: &[(&str, &str)] = &[
    ("ar", ""),
    (
        "de",
        "live method.pin field.name department.marketing department.web channel.chat channel.web channel.app \
         type.chat type.ticket role.agent role.bot timeline.status",
    ),
    (
        "es",
        "role.bot method.pin value.no department.marketing department.web channel.chat channel.web type.chat",
    ),
    (
        "it",
        "method.pin method.pwd method.sc value.no department.marketing department.web channel.chat channel.email \
         channel.web channel.app channel.social type.chat type.email type.ticket field.email",
    ),
    (
        "fr",
        "field.email section.sources department.marketing department.web channel.chat channel.email channel.web \
         type.chat type.email type.ticket type.message role.agent timeline.type item.said",
    ),
];

/// The example of a language that a host adds: it may lag behind the panel, as any host's file.
const EXAMPLE: &str = "it";

type Texts = BTreeMap<String, String>;

/// Every language that has a file: the panel's, and the example of one that a host adds.
fn languages() -> BTreeMap<String, Texts> {
    let folders = ["src/lang", "www/examples/lang"].map(|it| Path::new(env!("CARGO_MANIFEST_DIR")).join(it));
    let files =
        folders.into_iter().flat_map(|it| fs::read_dir(it).unwrap()).map(|entry| entry.unwrap().path());
    let read = |path: &Path| serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    files.map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), read(&path))).collect()
}

/// Every English text: the panel's, and what the element says when there is no panel.
fn english() -> Texts {
    let panel = messages::ALL.iter().map(|message| (message.key.to_owned(), message.english.to_owned()));
    let notices: Texts = notices();
    assert!(notices.contains_key("boot.retry") && notices.len() > 10, "notices.js is read: {notices:?}");
    panel.chain(notices).collect()
}

/// The lines `"key": "text",` of notices.js.
fn notices() -> Texts {
    let source = include_str!("../src/notices.js");
    let line = |line: &str| {
        let (key, text) = line.trim().strip_prefix('"')?.split_once("\": \"")?;
        Some((key.to_owned(), text.strip_suffix("\",")?.to_owned()))
    };
    source.lines().filter_map(line).collect()
}

/// The names in braces.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

/// The text of which the key is a plural form, and the category.
fn plural_form<'a>(english: &'a Texts, key: &'a str) -> Option<(&'a str, &'a str)> {
    let (stem, category) = key.rsplit_once('.')?;
    let text = english.get(stem).or_else(|| english.get(&format!("{stem}.other")))?;
    (CATEGORIES.contains(&category) && places(text).contains("n")).then_some((text, category))
}

#[test]
fn every_language_has_every_text_and_no_other() {
    let english = english();
    let languages = languages();
    assert!(languages.len() >= 5, "the files are found");
    for (language, texts) in &languages {
        let missing: Vec<_> = english.keys().filter(|key| !texts.contains_key(*key)).collect();
        assert!(missing.is_empty() || language == EXAMPLE, "{language}.json lacks {missing:?}");
        let unknown =
            texts.keys().filter(|key| !english.contains_key(*key) && plural_form(&english, key).is_none());
        assert_eq!(
            unknown.collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "{language}.json has keys that nothing reads"
        );
    }
}

/// Whether there is anything to translate besides the places.
fn has_words(text: &str) -> bool {
    let outside =
        text.split('{').flat_map(|rest| rest.split_once('}').map_or(rest, |(_, rest)| rest).chars());
    outside.into_iter().any(char::is_alphabetic)
}

#[test]
fn every_text_is_translated() {
    let english = english();
    for (language, texts) in languages() {
        let same = texts.iter().filter(|(key, text)| english.get(*key) == Some(text) && has_words(text));
        let same: BTreeSet<&str> = same.map(|(key, _)| key.as_str()).collect();
        let allowed =
            SAME_AS_ENGLISH.iter().find(|(known, _)| *known == language).map_or("", |(_, keys)| keys);
        let allowed: BTreeSet<&str> = allowed.split_whitespace().collect();
        assert_eq!(same, allowed, "{language}.json: the words that are the same in English");
    }
}

#[test]
fn places_are_kept() {
    let english = english();
    for (language, texts) in languages() {
        for (key, text) in &texts {
            let (original, category) = match english.get(key) {
                Some(original) => (original.as_str(), key.rsplit('.').next().unwrap_or_default()),
                None => plural_form(&english, key).unwrap(),
            };
            let (mut expected, found) = (places(original), places(text));
            if expected.contains("n") && !found.contains("n") && WITHOUT_FIGURE.contains(&category) {
                expected.remove("n");
            }
            assert_eq!(found, expected, "{language}.json {key}: {text}");
        }
    }
}

#[test]
fn no_text_is_empty_or_has_stray_spaces() {
    for (language, texts) in languages() {
        for (key, text) in &texts {
            assert!(
                !text.is_empty() && text.trim() == text && !text.contains("  "),
                "{language}.json {key}: {text:?}"
            );
        }
    }
}

#[test]
fn punctuation_is_of_the_language() {
    let languages = languages();
    let check = |language: &str, wrong: &[&str]| {
        for (key, text) in &languages[language] {
            // The keyword of a policy is quoted as it has to be typed.
            let text = text.replace("'wasm-unsafe-eval'", "");
            let found: Vec<_> =
                ["'", "\"", "..."].iter().chain(wrong).filter(|wrong| text.contains(**wrong)).collect();
            assert!(found.is_empty(), "{language}.json {key}: {found:?} in {text:?}");
        }
    };
    check("ar", &["?", ",", ";"]);
    check("de", &["\u{201d}", " …"]);
    check("it", &[" ?", " !", " :", " …"]);
    check("es", &[" ?", " !", " :"]);
    check("fr", &[" ?", " !", " ;", " :", "« ", " »"]);
    let questions = languages["es"].values().filter(|text| text.contains(['?', '!']));
    questions.for_each(|text| assert!(text.contains(['¿', '¡']), "{text}"));
}
