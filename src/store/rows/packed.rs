//! One interaction in as few bytes as it can be read back from: a customer may have a hundred thousand, of which a dozen
//! are on the screen. Pure; it knows every member of the contract's type and no row.
//!
//! The layout is this program's own and never leaves it: the folded text, the id, a bit for each member that may be
//! missing, then the members. Numbers take seven bits to the byte, lowest first (LEB128), texts follow their length, a
//! known word is its number and an unknown one is written out.

mod reader;
mod writer;

use std::rc::Rc;

use context_contract::Interaction;

use self::{reader::Reader, writer::Writer};
use crate::search::searchable;

/// Bytes of the bits that say which members are there.
const FLAGS: usize = 3;

/// An interaction, packed. A clone shares its memory.
#[derive(Clone, Debug)]
pub(super) struct Packed(Rc<[u8]>);

impl Packed {
    /// Packs an interaction, with its text made ready to be searched.
    #[must_use]
    pub(super) fn of(item: &Interaction) -> Self {
        Self(Writer::write(&searchable(item), item).into())
    }

    /// The id.
    #[must_use]
    pub(super) fn id(&self) -> &str {
        std::str::from_utf8(self.behind_text().bytes()).unwrap_or_default()
    }

    /// The text in which words are found.
    #[must_use]
    pub(super) fn text(&self) -> &[u8] {
        Reader::new(&self.0).bytes()
    }

    /// The whole of it.
    #[must_use]
    pub(super) fn item(&self) -> Interaction {
        let mut from = self.behind_text();
        let id = from.text();
        from.flags();
        from.members(id)
    }

    /// Whether both are the same memory, and so the same interaction.
    #[must_use]
    pub(super) fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    fn behind_text(&self) -> Reader<'_> {
        let mut from = Reader::new(&self.0);
        from.bytes();
        from
    }
}

#[cfg(test)]
mod tests {
    use context_contract::Interaction;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::Packed;

    fn whole() -> Value {
        json!({
            "id": "crm:1", "type": "call", "channel": "voice", "department": "billing", "direction": "inbound",
            "status": "open", "reason": "invoice", "product": "router", "description": "Zoë fragt مرحبا",
            "interactionDate": {"startDateTime": "1969-01-02T03:04:05.678Z", "endDateTime": "2026-01-02T03:04:05Z"},
            "lastUpdate": "2026-01-03T03:04:05Z",
            "participants": [{"role": "agent", "name": "Ola K."}, {"role": "somebody"}],
            "relationships": [{"id": "crm:0", "relationshipType": "followUp"}, {"id": "x", "relationshipType": "own"}],
            "summary": {"text": "All is well.", "by": "agent"},
            "items": [{"name": "Router", "quantity": 1.5, "price": {"value": "10.99", "currency": "EUR"}}, {"name": ""}],
            "amount": {"value": "-0.10", "currency": "JPY"},
            "transcript": [{"role": "customer", "name": "Z", "at": "2026-01-02T03:04:05Z", "text": "Hi"},
                {"role": "bot", "text": "Hello"}],
            "sentiment": -0.25, "url": "https://crm.example/1", "source": "crm", "restricted": "policy",
        })
    }

    fn check(value: Value) {
        let item: Interaction = serde_json::from_value(value).unwrap();
        let packed = Packed::of(&item);
        assert_eq!(packed.item(), item);
        assert_eq!(packed.id(), item.id);
    }

    #[test]
    fn an_interaction_is_read_back_with_each_member_and_without_it() {
        let all = whole();
        check(all.clone());
        for name in all.as_object().unwrap().keys() {
            let mut without = all.clone();
            without.as_object_mut().unwrap().remove(name);
            if !["id", "type", "department", "interactionDate", "source"].contains(&name.as_str()) {
                check(without);
            }
        }
        check(json!({"id": "", "type": "", "department": "Rückholung", "interactionDate": {}, "source": ""}));
    }

    proptest! {
        #[test]
        fn any_text_number_and_moment(
            texts in prop::array::uniform5(".{0,300}"), millis in -62_135_596_800_000_i64..253_402_300_800_000,
            sentiment in prop::num::f64::NORMAL, others in prop::collection::vec(".{0,20}", 0..5),
        ) {
            let [id, kind, department, description, url] = texts;
            let others: Vec<Value> = others.iter().map(|name| json!({"role": name, "name": name})).collect();
            let mut item: Interaction = serde_json::from_value(json!({
                "id": id, "type": kind, "department": department, "description": description, "url": url,
                "interactionDate": {}, "source": "s", "participants": others, "sentiment": sentiment,
            })).unwrap();
            item.last_update = Some(context_contract::Timestamp::from_millis(millis));
            let packed = Packed::of(&item);
            prop_assert_eq!(packed.id(), &item.id);
            prop_assert_eq!(packed.item(), item);
        }
    }
}
