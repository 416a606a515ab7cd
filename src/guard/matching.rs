//! Whether a clause asks by a phrase: which of its words are there, how near to each other, and whether what stands
//! around them is about something else. Knows one phrase and one clause at a time.

use super::{
    Ear, Phrase,
    handled::Handled,
    lists::{in_order, is_among},
    moods::{Clause, Kind, Mood},
    vocabulary::LONG_NAME,
    words::stem,
};

/// Words that may stand between those of a phrase.
const GAP: usize = 6;

/// In a text they may be farther: "the number of your new account".
const TIGHT_IN_TEXT: usize = 4;

/// "New" stands by what is new: "which address should the new hub go to" asks for no new address.
const NEW_IN_TEXT: usize = 2;

/// The share of a phrase's weight that has to be there, in hundredths.
const LEAST_SHARE: u32 = 76;

/// The weight of a question word that asks for one kind of thing.
const KIND_WEIGHT: u32 = 4;

/// Words by which it is begun to say what something is for.
const PURPOSES: &str = "so to in before um damit bevor pour afin avant para antes حتي كي عشان علشان مشان";

/// What the vocabulary has of a clause.
pub(super) struct Known {
    /// Words of the vocabulary that the clause has, in their order, and where it has them.
    pub(super) places: Vec<(usize, Vec<usize>)>,
    /// Of each word of the vocabulary, which of these it is, counted from one; none is naught.
    index: Vec<u16>,
    /// Of each word of the clause, whether the vocabulary has it.
    pub(super) words: Vec<bool>,
    /// Of each word of the clause, the words of the vocabulary that it may be.
    pub(super) at: Vec<Vec<usize>>,
    /// Where it has people.
    pub(super) people: Vec<usize>,
    /// Whether it asks by yes or no whether something was received.
    pub(super) is_receipt: bool,
    /// Of each word of the clause, which word of the vocabulary it is to the letter.
    pub(super) exact: Vec<Option<usize>>,
    /// What it says is done with things.
    pub(super) handled: Handled,
}

/// A phrase that is in a clause.
pub(super) struct Found {
    pub(super) question: usize,
    pub(super) places: Vec<usize>,
    /// What was found of it, less what was not.
    pub(super) weight: i64,
    /// Whether it has nothing but common words.
    pub(super) is_said: bool,
}

impl Known {
    /// Where the clause has a word of the vocabulary.
    pub(super) fn places_of(&self, word: usize) -> &[usize] {
        let at = usize::from(self.index[word]);
        if at == 0 { &[] } else { &self.places[at - 1].1 }
    }
}

impl Ear {
    pub(super) fn known(&self, clause: &Clause) -> Known {
        let telling = clause.words.iter().enumerate().filter(|(at, _)| clause.telling[*at]);
        let stems: Vec<(usize, &str)> = telling.map(|(at, word)| (at, stem(word))).collect();
        let places = self.vocabulary.found_in(&stems);
        let mut index = vec![0; self.told_by.len()];
        (1..).zip(&places).for_each(|(number, (word, _))| index[*word] = number);
        let mut at = vec![Vec::new(); clause.words.len()];
        for (word, places) in &places {
            places.iter().for_each(|place| at[*place].push(*word));
        }
        let words = at.iter().map(|all| !all.is_empty()).collect();
        let mut exact = vec![None; clause.words.len()];
        stems.iter().for_each(|(at, stem)| exact[*at] = self.vocabulary.place_of(stem));
        // "So that the engineer can call you, I need": nothing is asked of who is named where nothing is asked.
        let asks = clause.moods.iter().any(|mood| *mood > Mood::States);
        let is_person = |at: &usize| {
            (!asks || clause.moods[*at] > Mood::States) && self.cues.is_person(&clause.words[*at])
        };
        let people = (0..clause.words.len()).filter(is_person).collect();
        let is_receipt = self.is_receipt(clause);
        let handled = self.handled(clause);
        Known { places, index, words, at, people, is_receipt, exact, handled }
    }

    /// The phrase in the clause, if the clause asks by it.
    pub(super) fn matched(&self, phrase: &Phrase, clause: &Clause, known: &Known) -> Option<Found> {
        if clause.denied && !phrase.denies {
            return None;
        }
        let may_be_enough = self.may_be_enough(phrase, known);
        let mut starts = phrase
            .leading()
            .flat_map(|word| known.places_of(word))
            .filter(|start| may_be_enough || self.is_told_by(**start, phrase, clause, known));
        let found = starts.find_map(|start| self.matched_at(*start, phrase, clause, known));
        found.or_else(|| phrase.may_be_said().then(|| said(phrase, clause)).flatten())
    }

    fn matched_at(&self, start: usize, phrase: &Phrase, clause: &Clause, known: &Known) -> Option<Found> {
        // "Your name and account number" does not ask for the name of the account.
        let is_and = |word: &String| self.cues.and.contains(word.as_str());
        let asks_by_est = clause.words.windows(2).any(|pair| pair[0] == "est" && pair[1] == "ce");
        let is_verb = |word: &String| self.cues.copulas.contains(word.as_str()) && !asks_by_est;
        let spans = |at: usize| {
            let between = &clause.words[at.min(start)..at.max(start)];
            let joins =
                !phrase.has_and && phrase.kind.is_none_or(Kind::is_of_things) && between.iter().any(is_and);
            let most = if phrase.is_new { NEW_IN_TEXT } else { TIGHT_IN_TEXT };
            joins || (phrase.is_tight && (between.len() > most || between.iter().any(is_verb)))
        };
        // "Let's start with your postcode" does not ask when something started.
        let is_of_things = phrase.kind.is_none_or(Kind::is_of_things);
        // And what something is for is no part of what is asked: "your phone number, so that I find the order".
        let is_asked = |at: usize| {
            let ends = || (start..at).find(|at| clause.moods[*at] == Mood::States);
            phrase.mood < Mood::Requests
                || at < start
                || clause.moods[at] > Mood::States
                || ends().is_none_or(|end| end == start || !is_for_another(end, phrase, clause))
        };
        let is_free = |at: usize| !is_of_things || (!clause.framing[at] && is_asked(at));
        if !is_free(start) || (is_of_things && Self::is_purpose_of(start, phrase, clause)) {
            return None;
        }
        // One word is two of the phrase's only where it is made of two.
        let is_new = |at: usize, taken: &[usize]| {
            !taken.contains(&at) || clause.words[at].chars().count() >= LONG_NAME
        };
        let near = |slot: &[usize], taken: &[usize]| {
            let places = slot.iter().flat_map(|word| known.places_of(*word).iter().map(|at| (*at, *word)));
            let places = places.filter(|(at, _)| {
                is_free(*at)
                    && is_new(*at, taken)
                    && at.abs_diff(start) <= phrase.slots.len() + GAP
                    && !spans(*at)
            });
            places.min_by_key(|(at, _)| at.abs_diff(start))
        };
        let (mut there, mut all, mut sure, mut places) = (0, 0, 0, vec![start]);
        let mut taken: Vec<usize> = Vec::new();
        for slot in &phrase.slots {
            let Some((at, word)) = near(slot, &taken) else {
                all += self.most_weight(slot);
                continue;
            };
            let weight = self.weight(word);
            (all, there) = (all + weight, there + weight);
            // Another form of it counts as much as the word that it is.
            sure += known.exact[at].map_or(weight, |it| self.weight(it).min(weight));
            places.push(at);
            taken.push(at);
        }
        let places = in_order(places);
        let last = *places.last()?;
        // "When do you move, and your new address": the question word is not the address's.
        let first = places.first().copied().unwrap_or(last);
        let from =
            clause.words[..first].iter().rposition(|word| is_and(word) && word != "as").unwrap_or_default();
        let kind = clause.kind_for(from, last, phrase.kind);
        let asked_kind = phrase.kind.filter(|kind| *kind != Kind::What);
        if kind.is_some_and(|kind| !kind.is_of_things() && Some(kind) != asked_kind)
            || asked_kind.is_some_and(|it| Some(it) != kind)
            || (phrase.is_verbal() && places.len() == 1 && kind.is_none())
        {
            return None;
        }
        if self.is_about_another(&places, from, phrase, clause, known) {
            return None;
        }
        let bonus = if asked_kind.is_some() { KIND_WEIGHT } else { 0 };
        let (there, all) = (there + bonus, all + bonus);
        let covers = || (0..clause.words.len()).all(|at| !clause.telling[at] || places.contains(&at));
        // "Je vous rappelle à quel numéro ?" asks from its middle on.
        let is_said_in = |least: Mood| places.iter().any(|at| clause.moods[*at] >= least);
        // "Möchten Sie per Lastschrift oder auf Rechnung zahlen?" offers what it asks.
        let is_choice = || {
            let is_or = |word: &String| self.cues.or.contains(word.as_str());
            phrase.has_or && is_said_in(phrase.mood.min(Mood::Acts)) && clause.words.iter().any(is_or)
        };
        let asks = is_said_in(phrase.mood)
            || is_choice()
            || (clause.is_fragment && phrase.mood >= Mood::Requests && covers());
        let enough = there * 100 >= all * LEAST_SHARE || self.is_told_by(start, phrase, clause, known);
        (asks && enough && self.is_customers(&places, phrase, clause, known)).then(|| {
            let missing = i64::from(all - there);
            let fits = match (phrase.kind, kind) {
                (Some(_), Some(_)) => 4,
                (None, Some(_)) if phrase.mood <= Mood::Asks => -8,
                (None, None) if phrase.mood <= Mood::Asks && clause.moods[start] == Mood::Demands => -8,
                _ => 0,
            };
            let weight = (i64::from(sure + bonus) * 8) - missing * 4 + common(phrase, clause) + fits;
            Found { question: phrase.question, places, weight, is_said: false }
        })
    }

    /// "I need your number to open the account": the place belongs to what something else is asked for.
    fn is_purpose_of(at: usize, phrase: &Phrase, clause: &Clause) -> bool {
        let asked = clause.moods[..at].iter().rposition(|mood| *mood > Mood::States);
        phrase.mood >= Mood::Requests
            && clause.moods[at..].iter().all(|mood| *mood == Mood::States)
            && asked.is_some_and(|asked| {
                clause.moods[asked] == Mood::Demands && is_for_another(asked + 1, phrase, clause)
            })
    }

    /// Whether so much of a phrase is anywhere in the clause that it may be there: most are told apart by this alone.
    fn may_be_enough(&self, phrase: &Phrase, known: &Known) -> bool {
        let bonus = if phrase.kind.is_some_and(|kind| kind != Kind::What) { KIND_WEIGHT } else { 0 };
        let (mut there, mut all) = (bonus, bonus);
        for slot in &phrase.slots {
            let found = slot.iter().filter(|word| !known.places_of(**word).is_empty());
            match found.map(|word| self.weight(*word)).max() {
                Some(weight) => (there, all) = (there + weight, all + weight),
                None => all += self.most_weight(slot),
            }
        }
        there * 100 >= all * LEAST_SHARE
    }

    /// "Which e-mail may I send the invoice to" asks for no invoice: what the question word stands before is meant.
    fn is_about_another(
        &self,
        places: &[usize],
        from: usize,
        phrase: &Phrase,
        clause: &Clause,
        known: &Known,
    ) -> bool {
        let Some(first) = places.first().copied().filter(|_| phrase.kind.is_none_or(Kind::is_of_things))
        else {
            return false;
        };
        let is_head = |at: &usize| clause.kinds[*at] == Some(Kind::What) && clause.telling[*at + 1];
        let Some(head) = (from..first.saturating_sub(1)).rev().find(is_head).map(|at| at + 1) else {
            return false;
        };
        let word = clause.words[head].as_str();
        let is_generic = self.cues.generic.contains(stem(word)) || self.cues.giving.contains(word);
        !is_generic && (known.words[head] || places.len() == 1)
    }
}

/// Whether what begins here says what something is for, and the phrase does not: "the address for the delivery" does.
fn is_for_another(at: usize, phrase: &Phrase, clause: &Clause) -> bool {
    let word = &clause.words[at];
    (is_among(PURPOSES, word) || word.starts_with('ل')) && !phrase.whole.iter().flatten().any(|it| it == word)
}

/// How many of the phrase's words the clause has, less those that it has not.
pub(super) fn common(phrase: &Phrase, clause: &Clause) -> i64 {
    let has = |spelt: &Vec<String>| spelt.iter().any(|word| clause.words.contains(word));
    phrase.whole.iter().map(|spelt| if has(spelt) { 1 } else { -1 }).sum()
}

/// A phrase of nothing but common words is there when all of them follow each other.
fn said(phrase: &Phrase, clause: &Clause) -> Option<Found> {
    let length = phrase.whole.len();
    let is_it = |words: &[String]| phrase.whole.iter().zip(words).all(|(spelt, word)| spelt.contains(word));
    let at = (length > 1).then(|| clause.words.windows(length).position(is_it))??;
    let places = (at..at + length).collect();
    let asks = clause.moods[at + length - 1] >= phrase.mood;
    asks.then_some(Found { question: phrase.question, places, weight: 0, is_said: true })
}
