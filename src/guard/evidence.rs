//! How much speaks for it that a clause asks the question of a phrase that is in it: what is seen of it, each with a weight.
//! Knows no language.
//!
//! The weights are thousandths of those that a logistic regression found for the labelled sentences of `bench/guard`; what did
//! not help on the sentences of writers who were left out of it is not looked at.

use super::{
    Ear, Phrase,
    matching::{Found, Known, Sighting, common},
    moods::{Clause, Mood},
    owners::DOUBTS,
    signs::Cues,
};

/// What is looked at.
const FACTS: usize = 16;

/// What each of the `facts` tells.
const TOLD: [i32; FACTS] =
    [-2753, -456, 436, 156, -621, -349, 276, 198, 442, 76, 649, -3468, -942, -736, 344, -494];

/// What each of the doubts tells whose the thing is.
const DOUBTED: [i32; DOUBTS] = [-449, -1297, -779, -925, -519];

/// What it tells how the clause asks, from a statement to a demand: for a phrase that offers, for one that asks by yes or
/// no, and for one that requests.
const MOODS: [[i32; 5]; 3] =
    [[-1728, 856, -2327, 853, -1585], [-750, -2265, 615, 315, 63], [-1216, -1883, -541, 46, 483]];

/// What it tells that nothing is amiss.
const PLAIN: i32 = 1249;

/// What it tells how far the question is ahead of others.
const LEAD: i32 = 67;

/// What it tells that no other phrase of the question is there.
const ONCE: i32 = -424;

/// What it tells that a few are.
const OFTEN: i32 = 362;

/// What speaks for a phrase that is said word for word and nothing beside.
const SURE: i32 = 100_000;

/// What has to speak for a question, so that nobody is warned in vain.
const LEAST: i32 = 400;

/// The lead of a question that has no rival.
const UNRIVALLED: i64 = 20;

/// The longest lead that counts.
const LONGEST_LEAD: i64 = 40;

/// So many phrases of a question are a few.
const FEW: usize = 3;

/// The share of a phrase, in hundredths, that is enough where nothing else is amiss.
const ENOUGH: u32 = 76;

impl Ear {
    /// What speaks for a phrase and against it, beside what else is found.
    pub(super) fn evidence(&self, seen: &Sighting, phrase: &Phrase, clause: &Clause, known: &Known) -> i32 {
        // What is said word for word and nothing beside is meant.
        if seen.mood >= phrase.mood && is_verbatim(phrase, clause) {
            return SURE;
        }
        let doubts = self.doubts(&seen.places, phrase, clause, known);
        let is_plain = is_plain(seen, phrase, clause)
            && !doubts.contains(&true)
            && self.is_customers(&seen.places, phrase, clause, known);
        let plain = if is_plain { PLAIN } else { 0 };
        let facts = facts(&self.cues, seen, phrase, clause, known);
        mood_told(phrase.mood, seen.mood)
            + weighed(&facts, &TOLD)
            + weighed(&doubts.map(i32::from), &DOUBTED)
            + plain
    }
}

/// Whether enough of the phrase is there and the clause asks for it as the phrase does, and for nothing else.
fn is_plain(seen: &Sighting, phrase: &Phrase, clause: &Clause) -> bool {
    let is_item = clause.is_fragment && phrase.mood >= Mood::Requests && covers(seen, clause);
    let is_enough = seen.is_told || seen.there * 100 >= seen.all * ENOUGH;
    is_enough && (seen.mood >= phrase.mood || is_item) && !seen.is_about_another
}

/// Whether the clause says nothing beside the phrase.
fn covers(seen: &Sighting, clause: &Clause) -> bool {
    (0..clause.words.len()).all(|at| !clause.telling[at] || seen.places.contains(&at))
}

/// Whether the clause has the words of the phrase and no others that tell anything.
fn is_verbatim(phrase: &Phrase, clause: &Clause) -> bool {
    let is_phrases = |word: &String| phrase.whole.iter().flatten().any(|it| it == word);
    let mut told = clause.words.iter().zip(&clause.telling).filter(|(_, telling)| **telling);
    common(phrase, clause) == phrase.whole.len() as i64 && told.all(|(word, _)| is_phrases(word))
}

fn mood_told(asked: Mood, seen: Mood) -> i32 {
    let asked = match asked {
        Mood::States | Mood::Acts => 0,
        Mood::Asks => 1,
        Mood::Requests | Mood::Demands => 2,
    };
    MOODS[asked][seen as usize]
}

fn weighed<const COUNT: usize>(facts: &[i32; COUNT], weights: &[i32; COUNT]) -> i32 {
    facts.iter().zip(weights).map(|(fact, weight)| fact * weight).sum()
}

/// What is seen of a phrase; the first of them is always so.
fn facts(cues: &Cues, seen: &Sighting, phrase: &Phrase, clause: &Clause, known: &Known) -> [i32; FACTS] {
    let share = seen.there * 100 / seen.all.max(1);
    let inexact = seen.there.saturating_sub(seen.sure);
    [
        1,
        i32::from(share < 90),
        i32::from(share >= 100),
        seen.all.min(24) as i32,
        inexact.min(8) as i32,
        i32::from(seen.places.len() == 1),
        i32::from(phrase.slots.len() == 1),
        i32::from(clause.is_fragment),
        i32::from(covers(seen, clause)),
        i32::from(clause.is_marked),
        i32::from(clause.is_unfinished),
        i32::from(clause.needless),
        i32::from(seen.is_about_another),
        i32::from(!known.people.is_empty()),
        common(phrase, clause).clamp(-4, 4) as i32,
        beside(cues, seen, clause).min(3) as i32,
    ]
}

/// How many telling words stand beside the phrase, between the "and" before it and the one behind it.
fn beside(cues: &Cues, seen: &Sighting, clause: &Clause) -> usize {
    let (Some(first), Some(last)) = (seen.places.first(), seen.places.last()) else { return 0 };
    let is_and = |word: &String| cues.and.contains(word);
    let from = clause.words[..*first].iter().rposition(is_and).unwrap_or_default();
    let to = clause.words[*last..].iter().position(is_and).map_or(clause.words.len(), |at| last + at);
    let is_other = |at: &usize| clause.telling[*at] && !clause.framing[*at] && !seen.places.contains(at);
    (from..to).filter(is_other).count()
}

/// Those of the phrases found in a clause for which enough speaks: how many of one question are there counts, and how far
/// it is ahead of the questions with which it shares a word.
pub(super) fn convincing(found: Vec<Found>) -> Vec<Found> {
    let standing: Vec<i32> = found.iter().map(|one| standing(one, &found)).collect();
    let both = found.into_iter().zip(standing);
    let enough = both.filter(|(one, standing)| one.is_said || one.evidence + standing > LEAST);
    enough.map(|(one, _)| one).collect()
}

fn standing(one: &Found, found: &[Found]) -> i32 {
    let same = found.iter().filter(|other| other.question == one.question);
    let rivals = found.iter().filter(|other| other.question != one.question);
    let rivals = rivals.filter(|other| other.places.iter().any(|at| one.places.contains(at)));
    let best = same.clone().map(|other| other.weight).max().unwrap_or_default();
    let lead = rivals.map(|rival| rival.weight).max().map_or(UNRIVALLED, |rival| best - rival);
    let lead = lead.clamp(-LONGEST_LEAD, LONGEST_LEAD) as i32;
    let told = match same.count() {
        0 | 1 => ONCE,
        FEW.. => OFTEN,
        _ => 0,
    };
    lead * LEAD + told
}
