//! The words and formats of one language, handed down to every part of the panel.
//! Joins `messages` and `format` where a sentence needs both; knows nothing of where it is shown.

use std::rc::Rc;

use context_contract::{Source, Timestamp};

use crate::{
    format::Format,
    messages::{Message, Texts},
};

/// Everything that depends on the language, and the moment that ages are counted from.
#[derive(Clone, PartialEq)]
pub struct Words {
    /// The sentences.
    pub texts: Rc<Texts>,
    /// The formats.
    pub format: Rc<Format>,
    /// Now, by server time.
    pub now: Timestamp,
}

/// How far the moment of [`Words::calm`] may be ahead, in milliseconds: as long as the clock on screen stands still.
const CALM_MS: i64 = 10_000;

impl Words {
    /// The same with a moment that is the same for a while, for parts that are not to be drawn again because a second went by.
    /// It is never behind: what has just happened is not in the future, and what lapses does so on time or a little early.
    #[must_use]
    pub fn calm(&self) -> Self {
        Self { now: calmed(self.now), ..self.clone() }
    }

    /// A sentence.
    #[must_use]
    pub fn get(&self, message: Message) -> String {
        self.texts.get(message)
    }

    /// A sentence with places.
    #[must_use]
    pub fn fill(&self, message: Message, places: &[(&str, &str)]) -> String {
        self.texts.fill(message, places)
    }

    /// A sentence with a number in it, `{n}`, in the form that the language has for this number.
    #[must_use]
    pub fn count(&self, message: Message, number: u64) -> String {
        let category = self.format.plural_category(number);
        self.texts.counted(message, &category, &[("n", &self.format.count(number))])
    }

    /// The word for a machine value.
    #[must_use]
    pub fn word(&self, group: &str, value: &str) -> String {
        self.texts.word(group, value)
    }

    /// The name of a source, by its id.
    #[must_use]
    pub fn source_name(&self, sources: &[Source], id: &str) -> String {
        let known = sources.iter().find(|source| source.id == id);
        known.and_then(|source| source.name.clone()).unwrap_or_else(|| id.to_owned())
    }
}

fn calmed(now: Timestamp) -> Timestamp {
    let ticks = now.as_millis().div_euclid(CALM_MS) + 1;
    Timestamp::from_millis(ticks * CALM_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(now: i64, expect: i64) {
        assert_eq!(calmed(Timestamp::from_millis(now)), Timestamp::from_millis(expect));
    }

    #[test]
    fn the_calm_moment_is_ahead_and_stands_still() {
        check(20_000, 30_000);
        check(20_001, 30_000);
        check(29_999, 30_000);
        check(30_000, 40_000);
        check(-1, 0);
    }
}
