//! Where a list is not loaded: every stretch between two loaded rows, or behind the last one, of which only the
//! server knows what is in it. Pure; it knows places and cursors, not what lies in between.

use context_contract::Timestamp;

use super::rows::{Place, Row, Rows};

/// A stretch that is not loaded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gap {
    /// It begins behind this place; `None` is at the very beginning.
    pub after: Option<Place>,
    /// Pages are asked for with this end.
    pub to: Option<Timestamp>,
    /// Where the next page begins, in the server's words.
    pub cursor: Option<String>,
}

impl Gap {
    /// From when the next page is asked for. Without a cursor the time has to do: what is there twice is seen.
    #[must_use]
    pub fn end(&self) -> Option<Timestamp> {
        match (&self.cursor, &self.after) {
            (None, Some(after)) => Some(Timestamp::from_millis(after.at + 1)),
            _ => self.to,
        }
    }
}

/// What a page says about the stretch it was asked for.
pub(super) struct Stretch {
    /// The last place on the page.
    pub(super) last: Option<Place>,
    /// Whether that one was in the list already.
    pub(super) last_known: bool,
    /// How to go on; `None` when there is nothing more.
    pub(super) next: Option<Gap>,
}

/// Closes a gap as far as the page reaches.
pub(super) fn close(gaps: &mut Vec<Gap>, at: usize, stretch: Stretch) {
    if at >= gaps.len() {
        return;
    }
    let Some(next) = stretch.next else { return gaps.truncate(at) };
    let Some(last) = stretch.last else {
        (gaps[at].cursor, gaps[at].to) = (next.cursor, next.to);
        return;
    };
    let forward = gaps[at].after.as_ref().is_none_or(|after| *after < last);
    let overtaken = |gap: &Gap| gap.after.as_ref().is_some_and(|after| *after < last);
    let later = gaps[at + 1..].iter().take_while(|gap| overtaken(gap)).count();
    gaps.drain(at + 1..at + 1 + later);
    if forward && stretch.last_known {
        gaps.remove(at);
    } else {
        let after = if forward { Some(last) } else { gaps[at].after.clone() };
        gaps[at] = Gap { after, ..next };
    }
}

/// The gap in which a place lies. `belongs` tells the rows of the list.
pub(super) fn around(
    gaps: &[Gap],
    rows: &Rows,
    place: &Place,
    belongs: impl Fn(&Row) -> bool,
) -> Option<usize> {
    let at = gaps.iter().rposition(|gap| gap.after.as_ref().is_none_or(|after| after < place))?;
    let above = rows.before(rows.spot_of(place.at, &place.id)).find(|row| belongs(row));
    let in_it = match (above, &gaps[at].after) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(above), Some(after)) => above.against(after.at, &after.id).is_le(),
    };
    in_it.then_some(at)
}
