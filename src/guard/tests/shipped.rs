//! The cues and the phrases that are shipped: each is what it has to be to be found.

use context_contract::Question;
use serde_json::{Value, json};

use crate::guard::{Guard, cues, frames, handled, spelling::words_of};

/// Every cue is compared with folded words, so it has to be one.
#[test]
fn cues_are_folded() {
    let words = [
        cues::FUNCTION,
        cues::YOURS,
        cues::OTHERS,
        cues::OF,
        cues::WHEN,
        cues::WHERE,
        cues::WHY,
        cues::WHO,
        cues::MUCH,
        cues::WHAT,
        cues::WHAT_FIRST,
        cues::GIVING,
        cues::YES_OR_NO,
        cues::NEGATIONS,
        cues::COPULAS,
        cues::AND,
        cues::OR,
        cues::ARTICLES,
        cues::BEFORE_COMPOUNDS,
        cues::GENERIC,
        cues::ASIDE,
        cues::FILLERS,
        cues::INVERTED,
        cues::NUMBERS,
        cues::NUMBERED,
        frames::PEOPLE,
        frames::PLACES,
        frames::PRONOUNS,
        frames::RECEIVED,
        handled::CHANGED,
        handled::SCREENS,
    ];
    let expressions = [
        cues::PURPOSE,
        cues::ECHO,
        cues::ASK,
        cues::HAVE,
        cues::MODAL,
        cues::OFFER,
        cues::BREAK,
        cues::PLAIN,
        cues::TOPIC,
        cues::CLOSE,
        cues::TAG,
        cues::LATER,
        frames::TELL,
        frames::LACK,
        frames::NEEDLESS,
        frames::RHETORICAL,
        frames::THANKS,
    ];
    let words = words.iter().flat_map(|list| list.split_whitespace());
    // What is no word: room for others, and that it opens a clause.
    let bare = |cue: &str| {
        cue.split_whitespace().filter(|it| !["~", "^"].contains(it)).collect::<Vec<_>>().join(" ")
    };
    let all = words.chain(expressions.iter().flat_map(|list| list.split('|'))).map(bare);
    let wrong: Vec<_> = all.filter(|cue| words_of(cue).join(" ") != *cue).collect();
    assert!(wrong.is_empty(), "{}", wrong.join(", "));
}

/// The catalogue that is shipped, in one language.
fn shipped(language: &str) -> Vec<Question> {
    let catalogue: Value =
        toml::from_str(include_str!("../../../crates/context-gateway/questions/default.toml")).unwrap();
    let question = |one: &Value| {
        let words = &one[language];
        serde_json::from_value(
            json!({"key": one["key"], "label": words["label"], "text": words["text"], "phrases": words["phrases"]}),
        )
    };
    catalogue["question"].as_array().unwrap().iter().map(question).collect::<Result<_, _>>().unwrap()
}

/// A phrase so often that each of the words that may stand for others is in it once.
fn spelt(phrase: &str) -> Vec<String> {
    let words: Vec<Vec<&str>> = phrase.split(' ').map(|word| word.split('|').collect()).collect();
    let most = words.iter().map(Vec::len).max().unwrap_or_default();
    let one = |at: usize| words.iter().map(|all| all[at.min(all.len() - 1)]).collect::<Vec<_>>().join(" ");
    (0..most).map(one).collect()
}

#[test]
fn every_phrase_of_the_shipped_catalogue_asks_its_own_question() {
    let mut wrong = Vec::new();
    for language in ["en", "de", "fr", "es", "ar"] {
        let questions = shipped(language);
        let guard = Guard::new(&questions);
        for (at, question) in questions.iter().enumerate() {
            for phrase in question.phrases.iter().chain([&question.text]).flat_map(|it| spelt(it)) {
                let asked = guard.asked(&format!("{phrase}?"));
                if asked != [at] {
                    let asked: Vec<_> = asked.iter().map(|at| questions[*at].key.as_str()).collect();
                    wrong.push(format!("{language} {}: {phrase} — {asked:?}", question.key));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
