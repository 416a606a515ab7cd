//! What a short question asks of a thing that was named before it: "and the number?", "what's the address there?" Knows
//! no phrase.

use super::{
    Ear,
    lists::is_among,
    moods::{Clause, Mood},
    words::stem,
};

/// Words for a place to which things go.
const ADDRESSES: &str = "address anschrift adresse direccion domicilio عنوان";

/// What is said of all of it.
const WHOLE: &str = "full whole complete exact over there vollstandige ganze genaue complete exacte entiere completa exacta entera الكامل بالضبط كامل";

impl Ear {
    /// The "number" of a clause that asks for one and names nothing that it is of.
    pub(super) fn bare_number<'a>(&self, clause: &'a Clause) -> Option<&'a str> {
        let asks = clause.is_fragment || clause.moods.iter().any(|mood| *mood >= Mood::Requests);
        let mut told = (0..clause.words.len()).filter(|at| clause.telling[*at] && !clause.framing[*at]);
        let word = clause.words[told.next()?].as_str();
        (asks && !clause.denied && told.next().is_none() && self.cues.numbers.contains(word)).then_some(word)
    }

    /// The "address" of a clause that does not say of what it is, nor that it is the customer's.
    pub(super) fn bare_address<'a>(&self, clause: &'a Clause) -> Option<&'a str> {
        let mut told = (0..clause.words.len()).filter(|at| {
            let word = clause.words[*at].as_str();
            clause.telling[*at]
                && !clause.framing[*at]
                && !self.cues.giving.contains(word)
                && !is_among(WHOLE, word)
        });
        let at = told.next().filter(|at| !self.is_said_yours(*at, clause))?;
        let word = clause.words[at].trim_start_matches('و').trim_start_matches("ال");
        (told.next().is_none() && is_among(ADDRESSES, word)).then_some(word)
    }

    /// What is asked by the address of something that was named before.
    pub(super) fn address_of(&self, before: &Clause, address: &str) -> Vec<usize> {
        let named =
            (0..before.words.len()).rev().filter(|at| before.telling[*at]).map(|at| &before.words[at]);
        let asked = |words: &[&str]| {
            self.asked_in(&self.cues.requested(words.iter().map(|it| (*it).to_owned()).collect()))
        };
        let alone = asked(&[address]);
        let of = |thing: &String| {
            let both = asked(&[address, thing]);
            if both == alone || both == asked(&[thing]) { Vec::new() } else { both }
        };
        named.map(of).find(|asked| !asked.is_empty()).unwrap_or_default()
    }

    /// What is asked by a number of something that was named before.
    pub(super) fn number_of(&self, before: &Clause, number: &str) -> Vec<usize> {
        let named = (0..before.words.len()).filter(|at| before.telling[*at]).map(|at| &before.words[at]);
        let named = named.filter(|word| self.cues.numbered.contains(stem(word)));
        let asked = named.last().map(|thing| self.cues.requested(vec![number.to_owned(), thing.clone()]));
        asked.map_or_else(Vec::new, |asked| self.asked_in(&asked))
    }
}
