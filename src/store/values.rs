//! The values of facets as small numbers: a customer with a hundred thousand interactions has some dozens of different
//! ones, and comparing numbers is what makes filters quick. Pure; it knows values by facet, not who has them.

use std::rc::Rc;

use context_contract::Interaction;

use super::filter::Facet;

/// What stands for a value of a facet. Zero is no value.
pub type Code = u16;

/// One code for each facet, in the order of [`Facet::ALL`].
pub type Codes = [Code; 5];

/// Values that come when so many are known already are not told apart: nobody chooses among them.
const MOST: usize = Code::MAX as usize - 1;

/// Codes of other [`Values`] for the same values.
#[derive(Debug)]
pub(super) struct Renamed([Vec<Code>; 5]);

impl Renamed {
    pub(super) fn codes(&self, codes: &Codes) -> Codes {
        let code = |facet: Facet| {
            let place = usize::from(codes[facet as usize]).checked_sub(1);
            // What is not told apart there is not told apart here.
            place.map_or(0, |place| self.0[facet as usize].get(place).copied().unwrap_or(Code::MAX))
        };
        Facet::ALL.map(code)
    }
}

/// All values that have been met, by facet. A clone shares its memory until a new value comes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values {
    by_facet: Rc<[Vec<Rc<str>>; 5]>,
}

impl Values {
    /// The codes of an interaction. What a restricted one hides takes no part.
    pub(super) fn codes_of(&mut self, item: &Interaction) -> Codes {
        let restricted = item.restricted.is_some();
        Facet::ALL.map(|facet| match facet.of(item) {
            Some(value) if !(restricted && facet.is_hidden_when_restricted()) => self.code(facet, value),
            _ => 0,
        })
    }

    /// The code of a value, which gets one if it has none.
    pub(super) fn code(&mut self, facet: Facet, value: &str) -> Code {
        let known = &self.by_facet[facet as usize];
        let place = known.iter().position(|it| **it == *value).unwrap_or(known.len());
        if place == known.len() && place < MOST {
            Rc::make_mut(&mut self.by_facet)[facet as usize].push(value.into());
        }
        #[expect(clippy::cast_possible_truncation, reason = "there are never more than that many")]
        let code = place as Code + 1;
        code
    }

    /// Takes over values that others have met, and says which codes they have here.
    pub(super) fn adopt(&mut self, others: &Self) -> Renamed {
        Renamed(Facet::ALL.map(|facet| {
            others.by_facet[facet as usize].iter().map(|value| self.code(facet, value)).collect()
        }))
    }

    /// The value that a code stands for.
    #[must_use]
    pub fn value(&self, facet: Facet, code: Code) -> Option<&Rc<str>> {
        self.by_facet[facet as usize].get(usize::from(code).checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::Values;
    use crate::store::Facet;

    #[test]
    fn a_value_keeps_its_code_and_facets_have_their_own() {
        let mut values = Values::default();
        let billing = values.code(Facet::Department, "billing");
        let open = values.code(Facet::Status, "open");
        assert_eq!(values.code(Facet::Department, "billing"), billing);
        assert_ne!(values.code(Facet::Department, "open"), billing);
        assert_eq!(values.value(Facet::Department, billing).map(|it| &**it), Some("billing"));
        assert_eq!(values.value(Facet::Status, open).map(|it| &**it), Some("open"));
        assert_eq!(values.value(Facet::Status, 0), None);
    }
}
