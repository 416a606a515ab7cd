//! The loaded interactions in the contract's order, in pieces that states share: a change copies one piece, and what
//! is the same in two states is the same memory. Pure; it knows order and ids, not filters and not pages.

mod keys;
mod packed;
mod place;
mod row;

use std::{cmp::Ordering, rc::Rc};

use self::keys::Keys;
pub use self::{
    place::{Place, key_of, relations_of},
    row::Row,
};
use crate::order;

/// Rows in a piece at most. A larger piece is copied for longer, a smaller one makes more of them.
const MOST_IN_PIECE: usize = 256;

/// Where a row is: piece, and place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot(pub usize, pub usize);

/// A piece of the timeline.
pub type Piece = Vec<Row>;

/// Interactions in order, no id twice.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    pieces: Rc<Vec<Rc<Piece>>>,
    count: usize,
    /// Those of all rows, and of some that were taken out.
    keys: Keys,
}

impl PartialEq for Rows {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.pieces, &other.pieces)
            || (self.count == other.count && self.iter().zip(other.iter()).all(|(a, b)| a == b))
    }
}

impl Rows {
    /// From rows in any order; of two with the same id the first one stays.
    #[must_use]
    pub fn from_unordered(rows: Vec<Row>) -> Self {
        let mut all = Self::default();
        all.extend(rows, |_| {});
        all
    }

    /// Puts many rows in, in any order; of two with the same id the one that is there, or comes first, stays. `on_new`
    /// is told of those that came in, in order.
    pub fn extend(&mut self, rows: Vec<Row>, on_new: impl FnMut(&Row)) {
        let (fresh, keys) = self.fresh(rows);
        fresh.iter().for_each(on_new);
        let behind = |last: &Row| fresh.first().is_none_or(|row| last.against(row.at(), row.id()).is_lt());
        if self.iter().next_back().is_none_or(behind) {
            let pieces = Rc::make_mut(&mut self.pieces);
            self.count += fresh.len();
            self.keys.add(keys.into_iter());
            let mut fresh = fresh.into_iter();
            while fresh.len() > 0 {
                pieces.push(Rc::new(fresh.by_ref().take(MOST_IN_PIECE / 2).collect()));
            }
        } else {
            fresh.into_iter().for_each(|row| self.insert(row));
        }
    }

    /// Those whose id is not there, in order, no id twice; and the hashes of their ids, in the order of these.
    fn fresh(&self, rows: Vec<Row>) -> (Vec<Row>, Vec<u64>) {
        let mut keys: Vec<(u64, usize)> = rows.iter().enumerate().map(|(n, row)| (row.key, n)).collect();
        keys.sort_unstable();
        let mut fresh = vec![true; rows.len()];
        for pair in keys.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            fresh[pair[1].1] = false;
        }
        if keys.iter().any(|(key, _)| self.keys.may_hold(*key)) {
            for known in self.iter() {
                let from = keys.partition_point(|(key, _)| *key < known.key);
                keys[from..]
                    .iter()
                    .take_while(|(key, _)| *key == known.key)
                    .for_each(|(_, n)| fresh[*n] = false);
            }
        }
        let new = keys.into_iter().filter(|(_, n)| fresh[*n]).map(|(key, _)| key).collect();
        let mut kept: Vec<Row> =
            rows.into_iter().zip(fresh).filter_map(|(row, fresh)| fresh.then_some(row)).collect();
        order::by(&mut kept, |a, b| a.against(b.at(), b.id()));
        (kept, new)
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The pieces in order. Two that are the same memory hold the same.
    #[must_use]
    pub fn pieces(&self) -> &[Rc<Piece>] {
        &self.pieces
    }

    /// All rows in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Row> {
        self.pieces.iter().flat_map(|piece| piece.iter())
    }

    /// The row at a spot.
    #[must_use]
    pub fn get(&self, spot: Spot) -> Option<&Row> {
        self.pieces.get(spot.0)?.get(spot.1)
    }

    /// The row of this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Spot> {
        self.find_key(key_of(id))
    }

    /// The row of this id, which is looked for first where it would stand.
    #[must_use]
    pub fn find_by(&self, place: &Place) -> Option<Spot> {
        self.standing_on(place).or_else(|| self.find(&place.id))
    }

    /// The row on this very place.
    #[must_use]
    pub fn standing_on(&self, place: &Place) -> Option<Spot> {
        let spot = self.spot_of(place.at, &place.id);
        self.get(spot).is_some_and(|row| row.against(place.at, &place.id).is_eq()).then_some(spot)
    }

    /// The row of this hash. Looks at all of them when it is there.
    #[must_use]
    pub fn find_key(&self, key: u64) -> Option<Spot> {
        if !self.keys.may_hold(key) {
            return None;
        }
        self.pieces
            .iter()
            .enumerate()
            .find_map(|(piece, rows)| rows.iter().position(|row| row.key == key).map(|row| Spot(piece, row)))
    }

    /// The first row that is not before a place; behind the last one when there is none.
    #[must_use]
    pub fn spot_of(&self, at: i64, id: &str) -> Spot {
        let before = |row: &Row| row.against(at, id) == Ordering::Less;
        let piece = self.pieces.partition_point(|piece| piece.last().is_some_and(before));
        let row = self.pieces.get(piece).map_or(0, |piece| piece.partition_point(before));
        Spot(piece, row)
    }

    /// The rows before a spot, the nearest first.
    pub fn before(&self, spot: Spot) -> impl Iterator<Item = &Row> {
        let here = self.pieces.get(spot.0).map_or(&[][..], |piece| &piece[..spot.1]);
        let earlier = &self.pieces[..spot.0.min(self.pieces.len())];
        here.iter().rev().chain(earlier.iter().rev().flat_map(|piece| piece.iter().rev()))
    }

    /// The rows from a spot on.
    pub fn from(&self, spot: Spot) -> impl Iterator<Item = &Row> {
        let here = self.pieces.get(spot.0).map_or(&[][..], |piece| &piece[spot.1..]);
        let later = self.pieces.get(spot.0 + 1..).unwrap_or_default();
        here.iter().chain(later.iter().flat_map(|piece| piece.iter()))
    }

    /// Puts a row into its place. The id must not be there.
    pub fn insert(&mut self, row: Row) {
        if !self.keys.may_hold(row.key) {
            self.keys.add([row.key].into_iter());
        }
        let Spot(at, within) = self.spot_of(row.at(), row.id());
        let pieces = Rc::make_mut(&mut self.pieces);
        self.count += 1;
        // Behind the last piece: it belongs to that one.
        let (at, within) = match pieces.len() {
            0 => {
                pieces.push(Rc::default());
                (0, 0)
            }
            count if at == count => (count - 1, pieces[count - 1].len()),
            _ => (at, within),
        };
        let piece = Rc::make_mut(&mut pieces[at]);
        piece.insert(within, row);
        if piece.len() > MOST_IN_PIECE {
            let second = piece.split_off(MOST_IN_PIECE / 2);
            pieces.insert(at + 1, Rc::new(second));
        }
    }

    /// Takes a row out.
    pub fn remove(&mut self, spot: Spot) -> Row {
        let pieces = Rc::make_mut(&mut self.pieces);
        let row = Rc::make_mut(&mut pieces[spot.0]).remove(spot.1);
        if pieces[spot.0].is_empty() {
            pieces.remove(spot.0);
        }
        self.count -= 1;
        row
    }

    /// Changes a row in its place; id and start stay.
    pub fn change(&mut self, spot: Spot, change: impl FnOnce(&mut Row)) {
        change(&mut Rc::make_mut(&mut Rc::make_mut(&mut self.pieces)[spot.0])[spot.1]);
    }
}
