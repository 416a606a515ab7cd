//! Reads what the writer has written, in the same order. Knows the layout and not what it is kept for.

use context_contract::{
    Interaction, Money, Timestamp,
    enums::{Channel, Department, Direction, InteractionStatus, InteractionType, RelationshipType, Role},
    interaction::{Item, Participant, Period, Relationship, Summary, Turn},
};

/// What is still to be read.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
    flags: u32,
}

impl<'a> Reader<'a> {
    pub(super) fn new(rest: &'a [u8]) -> Self {
        Self { rest, flags: 0 }
    }

    pub(super) fn members(&mut self, id: String) -> Interaction {
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

    pub(super) fn flags(&mut self) {
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

    pub(super) fn text(&mut self) -> String {
        String::from_utf8(self.bytes().to_vec()).unwrap_or_default()
    }

    pub(super) fn bytes(&mut self) -> &'a [u8] {
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
