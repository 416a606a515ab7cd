//! One interaction in as few bytes as it can be read back from: a customer may have a hundred thousand, of which a dozen
//! are on the screen. Pure; it knows every member of the contract's type and no row.
//!
//! The layout is this program's own and never leaves it: the folded text, the id, a bit for each member that may be
//! missing, then the members. Numbers take seven bits to the byte, lowest first (LEB128), texts follow their length, a
//! known word is its number and an unknown one is written out.

use std::rc::Rc;

use context_contract::{
    Interaction, Money, Timestamp,
    enums::{Channel, Department, Direction, InteractionStatus, InteractionType, RelationshipType, Role},
    interaction::{Item, Participant, Period, Relationship, Summary, Turn},
};

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
        let text = searchable(item);
        let mut out = Writer { bytes: Vec::with_capacity(2 * text.len() + 32), flags: 0, bit: 0 };
        out.text(&text);
        out.text(&item.id);
        let flags = out.bytes.len();
        out.bytes.extend([0; FLAGS]);
        out.members(item);
        out.bytes[flags..flags + FLAGS].copy_from_slice(&out.flags.to_le_bytes()[..FLAGS]);
        Self(out.bytes.into())
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

/// Writes one interaction behind another member.
struct Writer {
    bytes: Vec<u8>,
    flags: u32,
    bit: u32,
}

impl Writer {
    /// Taken apart whole, so that a member that the contract gets is not forgotten here.
    fn members(&mut self, item: &Interaction) {
        let Interaction {
            id: _,
            kind,
            channel,
            department,
            direction,
            status,
            reason,
            product,
            description,
            interaction_date: Period { start_date_time, end_date_time },
            last_update,
            participants,
            relationships,
            summary,
            items,
            amount,
            transcript,
            sentiment,
            url,
            source,
            restricted,
        } = item;
        self.word(kind.as_str(), InteractionType::KNOWN);
        self.word(department.as_str(), Department::KNOWN);
        self.text(source);
        self.maybe(channel.as_ref(), |out, it| out.word(it.as_str(), Channel::KNOWN));
        self.maybe(direction.as_ref(), |out, it| out.word(it.as_str(), Direction::KNOWN));
        self.maybe(status.as_ref(), |out, it| out.word(it.as_str(), InteractionStatus::KNOWN));
        for text in [reason, product, description, url, restricted] {
            self.maybe(text.as_deref(), Self::text);
        }
        for moment in [start_date_time, end_date_time, last_update] {
            self.maybe(*moment, Self::moment);
        }
        self.maybe(summary.as_ref(), |out, it| {
            out.text(&it.text);
            out.text(&it.by);
        });
        self.maybe(amount.as_ref(), Self::money);
        self.maybe(*sentiment, Self::float);
        self.list(participants, |out, it| {
            out.word(it.role.as_str(), Role::KNOWN);
            out.or_none(it.name.as_deref(), Self::text);
        });
        self.list(relationships, |out, it| {
            out.text(&it.id);
            out.word(it.relationship_type.as_str(), RelationshipType::KNOWN);
        });
        self.list(items, |out, it| {
            out.text(&it.name);
            out.or_none(it.quantity, Self::float);
            out.or_none(it.price.as_ref(), Self::money);
        });
        self.list(transcript, |out, it| {
            out.word(it.role.as_str(), Role::KNOWN);
            out.or_none(it.name.as_deref(), Self::text);
            out.or_none(it.at, Self::moment);
            out.text(&it.text);
        });
    }

    /// A member that is written when it is there, with its bit.
    fn maybe<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        let bit = 1 << self.bit;
        self.bit += 1;
        if let Some(value) = value {
            self.flags |= bit;
            write(self, value);
        }
    }

    fn list<T>(&mut self, all: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.maybe((!all.is_empty()).then_some(all), |out, all| {
            out.number(all.len() as u64);
            all.iter().for_each(|one| write(out, one));
        });
    }

    /// Within a list, where there are no bits.
    fn or_none<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.bytes.push(u8::from(value.is_some()));
        if let Some(value) = value {
            write(self, value);
        }
    }

    fn word(&mut self, word: &str, known: &[&str]) {
        match known.iter().position(|it| *it == word) {
            Some(place) => self.number(place as u64 + 1),
            None => {
                self.number(0);
                self.text(word);
            }
        }
    }

    fn money(&mut self, money: &Money) {
        self.text(&money.value);
        self.text(&money.currency);
    }

    fn moment(&mut self, moment: Timestamp) {
        let millis = moment.as_millis();
        self.number(((millis << 1) ^ (millis >> 63)).cast_unsigned());
    }

    fn float(&mut self, value: f64) {
        self.bytes.extend(value.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.bytes.extend_from_slice(bytes);
    }

    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.bytes.push(number.to_le_bytes()[0]);
    }
}

/// Reads what the writer has written, in its order.
struct Reader<'a> {
    rest: &'a [u8],
    flags: u32,
}

impl<'a> Reader<'a> {
    fn new(rest: &'a [u8]) -> Self {
        Self { rest, flags: 0 }
    }

    fn members(&mut self, id: String) -> Interaction {
        let kind = self.word(InteractionType::KNOWN);
        let department = self.word(Department::KNOWN);
        let source = self.text();
        let channel = self.maybe(|from| from.word(Channel::KNOWN));
        let direction = self.maybe(|from| from.word(Direction::KNOWN));
        let status = self.maybe(|from| from.word(InteractionStatus::KNOWN));
        let [reason, product, description, url, restricted] = [(); 5].map(|()| self.maybe(Self::text));
        let [start_date_time, end_date_time, last_update] = [(); 3].map(|()| self.maybe(Self::moment));
        let summary = self.maybe(|from| Summary { text: from.text(), by: from.text() });
        let amount = self.maybe(Self::money);
        let sentiment = self.maybe(Self::float);
        let participants = self.list(|from| Participant {
            role: from.word::<Role>(Role::KNOWN),
            name: from.or_none(Self::text),
        });
        let relationships = self.list(|from| Relationship {
            id: from.text(),
            relationship_type: from.word::<RelationshipType>(RelationshipType::KNOWN),
        });
        let items = self.list(|from| Item {
            name: from.text(),
            quantity: from.or_none(Self::float),
            price: from.or_none(Self::money),
        });
        let transcript = self.list(|from| Turn {
            role: from.word::<Role>(Role::KNOWN),
            name: from.or_none(Self::text),
            at: from.or_none(Self::moment),
            text: from.text(),
        });
        Interaction {
            id,
            kind,
            channel,
            department,
            direction,
            status,
            reason,
            product,
            description,
            interaction_date: Period { start_date_time, end_date_time },
            last_update,
            participants,
            relationships,
            summary,
            items,
            amount,
            transcript,
            sentiment,
            url,
            source,
            restricted,
        }
    }

    fn flags(&mut self) {
        let [a, b, c] = self.array();
        self.flags = u32::from_le_bytes([a, b, c, 0]);
    }

    fn maybe<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let there = self.flags & 1 == 1;
        self.flags >>= 1;
        there.then(|| read(self))
    }

    fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let read_all = |from: &mut Self| (0..from.number()).map(|_| read(from)).collect();
        self.maybe(read_all).unwrap_or_default()
    }

    fn or_none<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.array() == [1]).then(|| read(self))
    }

    fn word<T: for<'w> From<&'w str>>(&mut self, known: &[&str]) -> T {
        match usize::try_from(self.number()).ok().and_then(|number| number.checked_sub(1)) {
            Some(place) => T::from(known.get(place).copied().unwrap_or_default()),
            None => T::from(&self.text()),
        }
    }

    fn money(&mut self) -> Money {
        Money { value: self.text(), currency: self.text() }
    }

    fn moment(&mut self) -> Timestamp {
        let number = self.number();
        Timestamp::from_millis((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    fn float(&mut self) -> f64 {
        f64::from_le_bytes(self.array())
    }

    fn text(&mut self) -> String {
        String::from_utf8(self.bytes().to_vec()).unwrap_or_default()
    }

    fn bytes(&mut self) -> &'a [u8] {
        let length = usize::try_from(self.number()).unwrap_or_default();
        let (bytes, rest) = self.rest.split_at_checked(length).unwrap_or_default();
        self.rest = rest;
        bytes
    }

    fn array<const N: usize>(&mut self) -> [u8; N] {
        let (bytes, rest) = self.rest.split_first_chunk().map_or(([0; N], &[][..]), |(it, rest)| (*it, rest));
        self.rest = rest;
        bytes
    }

    fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let [byte] = self.array();
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        number
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
