//! Writes an interaction member by member. Knows the layout and not what it is kept for.

use context_contract::{
    Interaction, Money, Timestamp,
    enums::{Channel, Department, Direction, InteractionStatus, InteractionType, RelationshipType, Role},
    interaction::Period,
};

use super::FLAGS;

/// Writes one interaction behind another member.
pub(super) struct Writer {
    bytes: Vec<u8>,
    flags: u32,
    bit: u32,
}

impl Writer {
    /// Writes a whole interaction behind the text by which it is found.
    pub(super) fn write(text: &str, item: &Interaction) -> Vec<u8> {
        let mut out = Self { bytes: Vec::with_capacity(2 * text.len() + 32), flags: 0, bit: 0 };
        out.text(text);
        out.text(&item.id);
        let flags = out.bytes.len();
        out.bytes.extend([0; FLAGS]);
        out.members(item);
        out.bytes[flags..flags + FLAGS].copy_from_slice(&out.flags.to_le_bytes()[..FLAGS]);
        out.bytes
    }

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
