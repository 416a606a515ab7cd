//! Interactions in columns: texts one after the other in one string, times as numbers. Knows what a timeline needs of
//! an interaction, not where it is from.

use context_contract::{Interaction, enums::Role};

/// Texts of one interaction: id, type, channel, department, direction, status, description, agent, address, source.
const TEXTS: usize = 10;

/// Interactions in columns.
#[derive(Debug, Default, PartialEq)]
pub struct Arena {
    texts: String,
    /// Where each text ends.
    ends: Vec<u32>,
    /// When each began, in milliseconds since 1970; the least number where that is not known.
    times: Vec<i64>,
}

impl Arena {
    /// How many there are.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "wasm memory holds no more")]
    pub fn len(&self) -> u32 {
        self.times.len() as u32
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    /// Adds one.
    pub fn push(&mut self, item: &Interaction) {
        let agent =
            item.participants.iter().find(|it| it.role == Role::Agent).and_then(|it| it.name.as_deref());
        let texts: [Option<&str>; TEXTS] = [
            Some(&item.id),
            Some(item.kind.as_str()),
            item.channel.as_ref().map(|it| it.as_str()),
            Some(item.department.as_str()),
            item.direction.as_ref().map(|it| it.as_str()),
            item.status.as_ref().map(|it| it.as_str()),
            item.description.as_deref(),
            agent,
            item.url.as_deref(),
            Some(&item.source),
        ];
        for text in texts {
            self.texts.push_str(text.unwrap_or_default());
            self.ends.push(end_of(&self.texts));
        }
        self.times.push(item.interaction_date.start_date_time.map_or(i64::MIN, |at| at.as_millis()));
    }

    /// Adds a page in the same columns, all numbers with the least byte first: how many (u32), the times (i64 each),
    /// the lengths of the texts (u16 each), the texts in UTF-8. `None` when it is cut short or not UTF-8.
    pub fn extend_from_columns(&mut self, page: &[u8]) -> Option<()> {
        let (count, rest) = page.split_first_chunk::<4>()?;
        let count = u32::from_le_bytes(*count) as usize;
        let (times, rest) = rest.split_at_checked(count.checked_mul(8)?)?;
        let (lengths, texts) = rest.split_at_checked(count.checked_mul(2 * TEXTS)?)?;
        let texts = str::from_utf8(texts).ok()?;
        let mut end = self.texts.len();
        let ends = lengths.as_chunks::<2>().0.iter().map(|length| {
            end += usize::from(u16::from_le_bytes(*length));
            u32::try_from(end).unwrap_or(u32::MAX)
        });
        self.ends.extend(ends);
        self.times.extend(times.as_chunks::<8>().0.iter().map(|time| i64::from_le_bytes(*time)));
        self.texts.push_str(texts);
        Some(())
    }

    /// A number that depends on every byte.
    #[must_use]
    #[expect(clippy::cast_sign_loss, clippy::cast_possible_truncation, reason = "any mixture will do")]
    pub fn checksum(&self) -> u32 {
        let mix = |sum: u32, part: u32| sum.rotate_left(5) ^ part.wrapping_mul(0x9e37_79b1);
        let texts = self.texts.bytes().map(u32::from);
        let times = self.times.iter().map(|time| *time as u32);
        texts.chain(self.ends.iter().copied()).chain(times).fold(self.len(), mix)
    }
}

fn end_of(texts: &str) -> u32 {
    u32::try_from(texts.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Arena, TEXTS};

    fn page(count: u32, texts: &[&str], times: &[i64]) -> Vec<u8> {
        let mut page = count.to_le_bytes().to_vec();
        page.extend(times.iter().flat_map(|time| time.to_le_bytes()));
        page.extend(texts.iter().flat_map(|text| u16::try_from(text.len()).unwrap_or(0).to_le_bytes()));
        page.extend(texts.concat().bytes());
        page
    }

    #[test]
    fn columns_are_read_as_they_were_written() {
        let mut texts = [""; TEXTS];
        (texts[0], texts[6]) = ("a:1", "Zürich");
        let mut arena = Arena::default();
        assert_eq!(arena.extend_from_columns(&page(1, &texts, &[7])), Some(()));
        assert_eq!((arena.len(), arena.texts.as_str(), arena.ends[0]), (1, "a:1Zürich", 3));
        assert_eq!(arena.times, [7]);
    }

    #[test]
    fn a_page_that_is_cut_short_is_refused() {
        let whole = page(1, &["x"; TEXTS], &[7]);
        for length in 0..whole.len() - TEXTS {
            assert_eq!(Arena::default().extend_from_columns(&whole[..length]), None, "{length}");
        }
    }

    #[test]
    fn the_checksum_sees_every_part() {
        let mut before = Arena { texts: "ab".into(), ends: vec![2], times: vec![1] };
        let first = before.checksum();
        before.times[0] = 2;
        assert_ne!(before.checksum(), first);
        let other = Arena { texts: "aB".into(), ends: vec![2], times: vec![1] };
        assert_ne!(other.checksum(), first);
    }
}
