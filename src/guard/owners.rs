//! Whose a thing is that a clause asks for: the customer's, or somebody else's. Knows no mood and no phrase's weight.

use super::{
    Ear, Phrase,
    lists::{List, is_among},
    matching::{Known, common},
    moods::{Clause, Kind, Mood},
    vocabulary::LONG_NAME,
    words::{is_bare, is_yours},
};

/// Words that a clause has of a phrase at the least, less those that it has not, where a question word tells the most.
const LEAST_COMMON: i64 = -2;

/// "The tick beside your name" asks for no name.
const BESIDE_IT: &str = "beside next neben cote lado جنب بجانب";

/// Words between "beside" and what it is beside.
const BESIDE: usize = 3;

/// What asks how somebody is called.
const NAMES: &str = "name called heisst hiess nom appelle appelait nombre llama llamaba اسم اسمه اسمها";

/// Letters of a noun that ends in "our" have to be more than so many.
const LEAST_OF_OURS: usize = 4;

/// What somebody is told to have said, wanted or had to do.
const SAID: &str = "say said told gesagt wollte wollten devait dit dijo dijeron iba قال قالت قالك";

/// What says of somebody that a thing is theirs.
const HAS: &str = "has have hat haben ont tiene tienen عنده عندها عندهم";

/// Words between which and a thing nothing stands where the thing is a way to find something.
const BY: &str = "by per via";

/// Words for what was named before.
const THAT: &str = "that this diesem dieser diesen ce cet cette ese esa este esta هذا هذه";

/// Words between an "or" and whom it names.
const CHOICE: usize = 5;

impl Ear {
    /// Whether the words are said of the person who is spoken to. One word alone has to be theirs in so many words, or be
    /// what a question word asks for, or stand nearly alone.
    pub(super) fn is_customers(
        &self,
        places: &[usize],
        phrase: &Phrase,
        clause: &Clause,
        known: &Known,
    ) -> bool {
        let words = &clause.words;
        let Some(first) = places.first().copied() else { return false };
        // "Which of our shops".
        let is_one_of = || {
            first > 2
                && clause.kinds[first - 3] == Some(Kind::What)
                && self.cues.of.contains(words[first - 2].as_str())
        };
        if first > 0 && self.cues.others.contains(words[first - 1].as_str()) && !is_one_of() {
            return false;
        }
        if self.is_said_yours(first, clause)
            && words[first.saturating_sub(BESIDE)..first].iter().any(|word| is_among(BESIDE_IT, word))
        {
            return false;
        }
        // "When did the engineer say he'd be back?"
        if !known.people.is_empty() && words.iter().any(|word| is_among(SAID, word)) {
            return false;
        }
        // "What is the name of the neighbour who took it in?" does not ask whether one may.
        let names = |word: &String| is_among(NAMES, word);
        if !known.people.is_empty()
            && phrase.mood <= Mood::Asks
            && clause.moods[first] >= Mood::Requests
            && words.iter().any(names)
            && !phrase.whole.iter().flatten().any(names)
        {
            return false;
        }
        let is_of_things = phrase.kind.is_none_or(Kind::is_of_things);
        if is_of_things && self.is_handled(places, phrase, clause, known) {
            return false;
        }
        if places.len() == 1 && is_of_things && self.is_where(first, phrase, clause) {
            return false;
        }
        let is_number = || {
            let mut words = phrase.whole.iter().flatten();
            phrase.kind.is_some() && words.any(|word| self.cues.numbers.contains(word))
        };
        let is_named =
            is_of_things && (phrase.is_tight || phrase.is_personal || places.len() == 1 || is_number());
        let is_others = || {
            self.is_of_another(places, phrase, clause, known)
                || self.is_told_of(first, phrase, clause, known)
                || self.is_had(places, phrase, clause, known)
        };
        let is_deed = || is_of_things && self.is_deed(phrase, clause, known);
        if (is_named && is_others()) || self.is_of_people(phrase, clause, known) || is_deed() {
            return false;
        }
        if places.len() == 1
            && ((is_of_things && self.is_another_thing(first, phrase, clause, known))
                || Self::has_people(phrase, clause, known))
        {
            return false;
        }
        if known.is_receipt && !self.says_received(phrase.whole.iter().flatten()) {
            return false;
        }
        if places.len() > 1 {
            return true;
        }
        // "ما رقمك" is not asked by "ما رقم هاتف المتجر".
        if phrase.slots.len() == 1
            && phrase.whole.iter().flatten().any(|word| is_yours(word))
            && is_bare(&words[first])
        {
            return false;
        }
        if phrase.kind.is_some_and(|kind| !kind.is_of_things()) {
            return common(phrase, clause) >= LEAST_COMMON;
        }
        if phrase.mood <= Mood::Asks {
            return self.is_told_alone(first, known)
                || common(phrase, clause) * 3 >= phrase.whole.len() as i64;
        }
        // "What name would you like your network to have?"
        let is_own =
            |at: usize| known.at[at].iter().any(|word| self.vocabulary.word(*word).is_of(phrase.question));
        let is_other_thing = |at: usize| !is_own(at) && self.cues.yours.contains(words[at - 1].as_str());
        let is_foreign =
            |at: usize| clause.telling[at] && words[at].len() > 3 && (!known.words[at] || is_other_thing(at));
        if first > 0
            && phrase.is_personal
            && clause.kinds[first - 1] == Some(Kind::What)
            && (first + 1..words.len()).any(is_foreign)
        {
            return false;
        }
        let yours = phrase.is_personal
            && (is_yours(&words[first])
                || self.has_yours(&words[first.saturating_sub(2)..first])
                || self.has_yours(&words[first + 1..(first + 3).min(words.len())]));
        // "What was your question about the invoice?" does not ask which invoice.
        let is_other = |at: &usize| {
            clause.telling[*at] && !clause.framing[*at] && !self.cues.giving.contains(words[*at].as_str())
        };
        let before =
            (first.saturating_sub(6)..first).rev().take_while(|at| !known.words[*at] && !is_other(at));
        let asked = before.into_iter().any(|at| clause.kinds[at].is_some());
        let is_led = |at: &usize| !clause.telling[*at] || known.words[*at] || clause.framing[*at];
        let run = (0..first).rev().take_while(is_led).count();
        let demanded = clause.moods[first] == Mood::Demands && (run > 1 || run == first);
        yours
            || asked
            || demanded
            || (first <= 2 && words.len() == first + 1)
            || clause.is_fragment
            || self.leads(first, clause)
            || self.is_long_name(first, known)
    }

    /// "Have you got the app installed on your phone?" names it as a place, and so does "under the old address".
    fn is_where(&self, at: usize, phrase: &Phrase, clause: &Clause) -> bool {
        let words = &clause.words;
        // "I can't find you by name", "nothing under that name".
        let names = |word: &String| phrase.whole.iter().flatten().any(|it| it == word);
        let by = at.checked_sub(1).is_some_and(|by| is_among(BY, &words[by]) && !names(&words[by]));
        let leads =
            |word: &String| self.cues.places.contains(word) || is_among("with con mit avec a zu to ب", word);
        let that = at > 1 && is_among(THAT, &words[at - 1]) && leads(&words[at - 2]);
        if by || that {
            return true;
        }
        let is_arabic = words[at].starts_with("ال") || is_yours(&words[at]);
        let before = if is_arabic { at.checked_sub(1) } else { at.checked_sub(2) };
        let Some(before) = before.map(|before| &words[before]) else { return false };
        let is_known = is_arabic || self.cues.articles.contains(&words[at - 1]);
        (self.is_said_yours(at, clause) || (is_known && clause.moods[at] < Mood::Demands))
            && self.cues.places.contains(before)
            && !phrase.whole.iter().flatten().any(|word| word == before)
    }

    /// "Your son's birthday", "does your neighbour have a number": somebody whom the phrase does not name.
    fn is_of_people(&self, phrase: &Phrase, clause: &Clause, known: &Known) -> bool {
        let words = &clause.words;
        let is_person = |at: usize| {
            let word = words[at].as_str();
            // "In your name or in your wife's" asks for a choice.
            let is_choice =
                words[at.saturating_sub(CHOICE)..at].iter().any(|word| self.cues.or.contains(word));
            if is_choice {
                return false;
            }
            let is_owner = words.get(at + 1).is_some_and(|next| next == "s");
            // A phrase that names the neighbour asks for nothing of the neighbour's.
            if is_owner && !phrase.whole.iter().flatten().any(|it| it == "s") {
                return true;
            }
            let theirs = is_owner || is_yours(word) || self.has_yours(&words[at.saturating_sub(1)..at]);
            theirs && !phrase.names(word)
        };
        known.people.iter().copied().any(is_person)
    }

    /// "Does the owner have a contract number": a person with an article leads to it, and it is not said to be the
    /// customer's.
    fn is_told_of(&self, first: usize, phrase: &Phrase, clause: &Clause, known: &Known) -> bool {
        let words = &clause.words;
        let mut people = known.people.iter().copied().filter(|at| *at < first);
        people.any(|at| {
            let is_named = words[at].starts_with("ال")
                || at
                    .checked_sub(1)
                    .is_some_and(|before| self.cues.articles.contains(words[before].as_str()));
            is_named
                && !phrase.names(&words[at])
                && ((!self.has_yours(&words[at + 1..first]) && !is_yours(&words[first]))
                    || words[at + 1..first].iter().any(|word| is_among(HAS, word)))
        })
    }

    /// "Which date of birth has the child": who has it stands behind it.
    fn is_had(&self, places: &[usize], phrase: &Phrase, clause: &Clause, known: &Known) -> bool {
        let words = &clause.words;
        let Some(last) = places.last() else { return false };
        known.people.iter().filter(|at| *at > last).any(|at| {
            words[last + 1..*at].iter().any(|word| is_among(HAS, word)) && !phrase.names(&words[*at])
        })
    }

    /// "Which number did the scammer call you from": somebody has done something to the customer.
    fn is_deed(&self, phrase: &Phrase, clause: &Clause, known: &Known) -> bool {
        let words = &clause.words;
        let did = |two: &[String]| {
            is_among("did hat", &two[0])
                || two[1] == "hatte"
                || (two[0] == "vous" && two[1] == "a")
                || (two[0] == "le" && two[1].ends_with('o'))
        };
        let is_doer = |at: &usize| {
            *at > 0 && self.cues.articles.contains(words[at - 1].as_str()) && !phrase.names(&words[*at])
        };
        known.people.iter().any(is_doer) && words.windows(2).any(did)
    }

    /// "Did my e-mail reach you?"
    pub(super) fn is_receipt(&self, clause: &Clause) -> bool {
        clause.kinds.iter().all(Option::is_none)
            && self.says_received(clause.words.iter())
            && clause.words.iter().take(2).any(|word| {
                let word = word.as_str();
                self.cues.yes_or_no.contains(word)
                    || self.cues.received.contains(word)
                    || matches!(word, "ya" | "le" | "te")
            })
    }

    fn says_received<'a>(&self, mut words: impl Iterator<Item = &'a String>) -> bool {
        words.any(|word| self.cues.received.contains(word.as_str()))
    }

    /// "Comment s'appelle le conseiller": somebody is there whom the phrase does not name.
    fn has_people(phrase: &Phrase, clause: &Clause, known: &Known) -> bool {
        let mut people = known.people.iter().map(|at| &clause.words[*at]);
        people.any(|word| !phrase.names(word))
    }

    /// "Rechnungsnummer" tells as much as two words.
    fn is_long_name(&self, at: usize, known: &Known) -> bool {
        let mut all = known.at[at].iter().map(|word| self.vocabulary.word(*word));
        all.any(|word| word.spread == 1 && word.stem.chars().count() >= LONG_NAME)
    }

    /// "I need your e-mail" asks for the e-mail address: one word is enough when it is the word of one question and no
    /// other, it is said to be the customer's, and the request is made in so many words.
    pub(super) fn is_told_by(&self, at: usize, phrase: &Phrase, clause: &Clause, known: &Known) -> bool {
        let names = |word: &&usize| self.vocabulary.word(**word).is_name;
        phrase.is_personal
            && clause.moods[at] == Mood::Demands
            && self.is_said_yours(at, clause)
            && phrase.slots.iter().flatten().filter(names).any(|word| known.places_of(*word).contains(&at))
    }

    /// "Your e-mail".
    pub(super) fn is_said_yours(&self, at: usize, clause: &Clause) -> bool {
        is_yours(&clause.words[at]) || self.has_yours(&clause.words[at.saturating_sub(1)..at])
    }

    fn has_yours(&self, words: &[String]) -> bool {
        words.iter().any(|word| self.cues.yours.contains(word.as_str()))
    }

    /// Whether no other question has the word at a place.
    fn is_told_alone(&self, at: usize, known: &Known) -> bool {
        known.at[at].iter().all(|word| self.vocabulary.word(*word).spread == 1)
    }

    /// Whether nothing else is named before it.
    fn leads(&self, at: usize, clause: &Clause) -> bool {
        let is_other =
            |at: usize| clause.telling[at] && !self.cues.giving.contains(clause.words[at].as_str());
        clause.moods[at] >= Mood::Requests && !(0..at).any(is_other)
    }

    /// "The file name", "wie heißt das Restaurant": one word alone is told by its neighbours to be of something else.
    fn is_another_thing(&self, at: usize, phrase: &Phrase, clause: &Clause, known: &Known) -> bool {
        let words = &clause.words;
        let is = |at: usize, list: &List| words.get(at).is_some_and(|word| list.contains(word.as_str()));
        let is_foreign = |at: usize| {
            words.get(at).is_some_and(|word| word.len() > 2 && clause.telling[at])
                && !known.at[at].iter().any(|word| self.vocabulary.word(*word).is_of(phrase.question))
        };
        let says = |at: usize| !is_among("denn noch eigentlich nochmal", &words[at]);
        let behind = (at + 1..words.len()).find(|at| says(*at) && !is(*at, &self.cues.copulas));
        let owned = behind.is_some_and(|at| {
            (is(at, &self.cues.articles) || is(at, &self.cues.yours)) && is_foreign(at + 1)
        });
        (at > 1 && is_foreign(at - 1) && is(at - 2, &self.cues.before_compounds)) || owned
    }

    /// "The phone number of the repair shop": what it belongs to is no word of the question's.
    fn is_of_another(&self, places: &[usize], phrase: &Phrase, clause: &Clause, known: &Known) -> bool {
        let is_own =
            |at: usize| known.at[at].iter().any(|word| self.vocabulary.word(*word).is_of(phrase.question));
        let (Some(first), Some(last)) = (places.first(), places.last()) else { return false };
        // "The neighbour's number".
        if *first > 1 && clause.words[*first - 1] == "s" {
            let owner = &clause.words[*first - 2];
            if !self.cues.function.contains(owner.as_str())
                && clause.kinds[*first - 2].is_none()
                && !is_own(*first - 2)
            {
                return true;
            }
        }
        // "رقم هاتف المتجر": what a bare word belongs to follows it with an article.
        if is_bare(&clause.words[*last])
            && (self.is_of_definite(*last, clause, is_own) || is_of_ours(&clause.words[last + 1..]))
        {
            return true;
        }
        let mut at = last + 1;
        while at < clause.words.len() {
            if is_own(at) {
                at += 1;
                continue;
            }
            if !self.cues.of.contains(clause.words[at].as_str()) {
                return false;
            }
            let mut behind = clause.words.iter().enumerate().skip(at + 1);
            let owner = behind.find(|(_, word)| word.len() > 3 && !self.cues.yours.contains(word.as_str()));
            let Some((owner, word)) = owner else { return false };
            if self.cues.function.contains(word.as_str()) {
                return false;
            }
            if !is_own(owner) {
                return true;
            }
            at = owner + 1;
        }
        false
    }

    /// Whether an owner with an article follows a bare word, at once or behind another bare one.
    fn is_of_definite(&self, at: usize, clause: &Clause, is_own: impl Fn(usize) -> bool) -> bool {
        let is_other = |at: usize| !is_own(at) && !self.cues.function.contains(clause.words[at].as_str());
        let definite = |at: usize| clause.words.get(at).is_some_and(|word| word.starts_with("ال"));
        let bare = |at: usize| clause.words.get(at).is_some_and(|word| is_bare(word)) && is_other(at);
        (definite(at + 1) && is_other(at + 1)) || (bare(at + 1) && definite(at + 2) && is_other(at + 2))
    }
}

/// "عنوان مستودعنا": what is ours ends so, and so do verbs of ours.
fn is_of_ours(behind: &[String]) -> bool {
    behind.first().is_some_and(|word| {
        word.ends_with("نا")
            && word.chars().count() > LEAST_OF_OURS
            && !word.starts_with(['ي', 'ت', 'ن'])
            && !is_among("عندنا لدينا معانا", word)
    })
}
