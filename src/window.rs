//! Which rows of a long list are on the screen: heights, measured where a row has been drawn and estimated where not,
//! summed up piece by piece, so that a change costs what one piece costs. Pure; it knows pixels and no document.

use std::rc::Rc;

use crate::{
    order,
    store::rows::{Piece, Row, Rows},
};

/// The height of a row that nobody has seen yet, in pixels, until some have been measured.
const FIRST_GUESS: f64 = 58.0;

/// The tallest element that every browser draws, with room to spare: Firefox stops at about 17.9 million pixels.
const TALLEST: f64 = 15_000_000.0;

/// The rows that have a place in the list, and how tall they are.
#[derive(Clone, Debug)]
pub struct Layout {
    parts: Vec<Part>,
    count: usize,
    guess: f64,
    guessed: bool,
}

/// One piece of the timeline as it is laid out.
#[derive(Clone, Debug)]
struct Part {
    piece: Rc<Piece>,
    /// The rows that are shown.
    shown: Vec<u16>,
    /// Of all rows of the piece; 0 is not measured.
    heights: Vec<f32>,
    /// Whether any is.
    measured: bool,
    height: f64,
}

impl Default for Layout {
    fn default() -> Self {
        Self { parts: Vec::new(), count: 0, guess: FIRST_GUESS, guessed: true }
    }
}

impl Part {
    fn new(piece: Rc<Piece>, heights: Vec<f32>) -> Self {
        let measured = heights.iter().any(|height| *height > 0.0);
        Self { piece, shown: Vec::new(), heights, measured, height: 0.0 }
    }

    fn sum(&mut self, guess: f64) {
        self.height = if self.measured {
            self.shown.iter().map(|at| self.one(*at, guess)).sum()
        } else {
            self.shown.len() as f64 * guess
        };
    }

    fn one(&self, at: u16, guess: f64) -> f64 {
        let height = self.heights[usize::from(at)];
        if height > 0.0 { f64::from(height) } else { guess }
    }
}

impl Layout {
    /// Takes over what has changed. `shown_in` says which rows of a piece have a place, given the number of the piece;
    /// `sift` that it says something else than the last time, so that pieces that have not changed are asked about too.
    pub fn update(&mut self, rows: &Rows, shown_in: &dyn Fn(usize, &Rc<Piece>) -> Vec<u16>, sift: bool) {
        let pieces = rows.pieces();
        let same = |(part, piece): (&Part, &Rc<Piece>)| Rc::ptr_eq(&part.piece, piece);
        let head = self.parts.iter().zip(pieces).take_while(|it| same(*it)).count();
        let left = pieces.len().min(self.parts.len()) - head;
        let tail =
            self.parts.iter().rev().zip(pieces.iter().rev()).take(left).take_while(|it| same(*it)).count();
        let changed = head..self.parts.len() - tail;
        let mut known: Vec<(u64, f32)> = Vec::new();
        for part in &self.parts[changed.clone()] {
            known.extend(part.piece.iter().map(|row| row.key).zip(part.heights.iter().copied()));
        }
        order::by_key(&mut known, |(key, _)| *key);
        let height_of = |row: &Row| {
            known.binary_search_by_key(&row.key, |(key, _)| *key).map_or(0.0, |place| known[place].1)
        };
        let fresh = pieces[head..pieces.len() - tail]
            .iter()
            .map(|piece| Part::new(piece.clone(), piece.iter().map(height_of).collect()));
        let fresh: Vec<Part> = fresh.collect();
        let renewed = head..head + fresh.len();
        self.parts.splice(changed, fresh);
        for (at, part) in self.parts.iter_mut().enumerate() {
            if sift || renewed.contains(&at) {
                part.shown = shown_in(at, &part.piece);
                part.sum(self.guess);
            }
        }
        self.count = self.parts.iter().map(|part| part.shown.len()).sum();
    }

    /// How many rows have a place.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// How tall the list is.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.parts.iter().map(|part| part.height).sum()
    }

    /// The row of a number.
    #[must_use]
    pub fn row(&self, n: usize) -> Option<&Row> {
        let (part, within) = self.locate(n)?;
        let part = &self.parts[part];
        part.piece.get(usize::from(part.shown[within]))
    }

    /// Where the row of a number begins.
    #[must_use]
    pub fn top(&self, n: usize) -> f64 {
        let Some((part, within)) = self.locate(n) else { return self.total() };
        let before: f64 = self.parts[..part].iter().map(|part| part.height).sum();
        let part = &self.parts[part];
        before + part.shown[..within].iter().map(|at| part.one(*at, self.guess)).sum::<f64>()
    }

    /// How tall the row of a number is.
    #[must_use]
    pub fn height(&self, n: usize) -> f64 {
        self.locate(n).map_or(0.0, |(part, within)| {
            let part = &self.parts[part];
            part.one(part.shown[within], self.guess)
        })
    }

    /// The number of the row at a height; the last one below the end.
    #[must_use]
    pub fn under(&self, y: f64) -> usize {
        let (mut n, mut top) = (0, 0.0);
        for part in &self.parts {
            if top + part.height <= y {
                (n, top) = (n + part.shown.len(), top + part.height);
                continue;
            }
            for at in &part.shown {
                top += part.one(*at, self.guess);
                if top > y {
                    return n;
                }
                n += 1;
            }
        }
        self.count.saturating_sub(1)
    }

    /// The number of the first row that is not before a place in the order; the last one behind the end.
    #[must_use]
    pub fn nearest(&self, at: i64, id: &str) -> usize {
        let before = |row: &Row| row.against(at, id).is_lt();
        let mut n = 0;
        for part in &self.parts {
            if part.piece.last().is_some_and(before) {
                n += part.shown.len();
                continue;
            }
            n += part.shown.partition_point(|at| before(&part.piece[usize::from(*at)]));
            break;
        }
        n.min(self.count.saturating_sub(1))
    }

    /// The number of the row of a hash. Looks at all of them.
    #[must_use]
    pub fn number_of(&self, key: u64) -> Option<usize> {
        let shown =
            self.parts.iter().flat_map(|part| part.shown.iter().map(|at| &part.piece[usize::from(*at)]));
        shown.into_iter().position(|row| row.key == key)
    }

    /// Notes how tall the row of a number is. Returns whether that is news.
    pub fn measure(&mut self, n: usize, height: f64) -> bool {
        let Some((part, within)) = self.locate(n) else { return false };
        let part = &mut self.parts[part];
        let at = part.shown[within];
        let before = part.one(at, self.guess);
        #[expect(clippy::cast_possible_truncation, reason = "heights on a screen fit")]
        let measured = height as f32;
        part.heights[usize::from(at)] = measured;
        part.measured = true;
        part.height += f64::from(measured) - before;
        (f64::from(measured) - before).abs() > 0.01
    }

    /// Guesses from now on what rows are like that have been measured. Only the first time: a guess that changes
    /// would move what has been seen.
    pub fn learn(&mut self) {
        if !self.guessed {
            return;
        }
        let measured =
            || self.parts.iter().flat_map(|part| part.heights.iter()).filter(|height| **height > 0.0);
        let count = measured().count();
        if count > 0 {
            #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 rows")]
            let average = measured().map(|height| f64::from(*height)).sum::<f64>() / count as f64;
            self.guess = average.round();
            self.guessed = false;
            let guess = self.guess;
            self.parts.iter_mut().for_each(|part| part.sum(guess));
        }
    }

    /// Rows have become wider or narrower: what was measured is worth nothing.
    pub fn forget(&mut self) {
        self.guessed = true;
        let guess = self.guess;
        for part in &mut self.parts {
            part.heights.iter_mut().for_each(|height| *height = 0.0);
            part.measured = false;
            part.sum(guess);
        }
    }

    fn locate(&self, n: usize) -> Option<(usize, usize)> {
        let mut left = n;
        for (at, part) in self.parts.iter().enumerate() {
            if left < part.shown.len() {
                return Some((at, left));
            }
            left -= part.shown.len();
        }
        None
    }
}

/// Between the list and the element that stands for it, which may not be as tall as the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// How tall the element is.
    pub height: f64,
    ratio: f64,
}

impl Scale {
    /// For a list of this height, seen through a window of that height.
    #[must_use]
    pub fn new(total: f64, window: f64) -> Self {
        if total <= TALLEST {
            return Self { height: total, ratio: 1.0 };
        }
        Self { height: TALLEST, ratio: (total - window) / (TALLEST - window) }
    }

    /// Where the list is when the element is scrolled to `y`.
    #[must_use]
    pub fn to_list(self, y: f64) -> f64 {
        y * self.ratio
    }

    /// Where the element is when the list is scrolled to `y`.
    #[must_use]
    pub fn to_element(self, y: f64) -> f64 {
        y / self.ratio
    }
}

#[cfg(test)]
mod tests {
    use context_contract::Interaction;
    use proptest::prelude::*;
    use serde_json::json;

    use super::{Layout, Rc, Scale, TALLEST};
    use crate::store::{
        rows::{Piece, Row, Rows},
        values::Values,
    };

    fn row(n: u32) -> Row {
        let item = json!({"id": format!("i{n:05}"), "type": "call", "department": "support", "source": "s",
            "interactionDate": {"startDateTime": "2026-11-22T09:00:00Z"}});
        Row::new(&serde_json::from_value::<Interaction>(item).unwrap(), &mut Values::default())
    }

    fn number(row: &Row) -> u32 {
        row.id()[1..].parse().unwrap()
    }

    fn shown_in(modulus: u32) -> impl Fn(usize, &Rc<Piece>) -> Vec<u16> {
        move |_, piece| {
            let shown = (0..).zip(piece.iter()).filter(|(_, row)| number(row).is_multiple_of(modulus));
            shown.map(|(at, _)| at).collect()
        }
    }

    #[derive(Clone, Debug)]
    enum Step {
        Insert(u32),
        Remove(u32),
        Show(u32),
        Measure(u16, u8),
    }

    fn any_step() -> impl Strategy<Value = Step> {
        prop_oneof![
            6 => (0u32..3000).prop_map(Step::Insert),
            2 => (0u32..3000).prop_map(Step::Remove),
            1 => (1u32..4).prop_map(Step::Show),
            6 => (0u16..900, 20u8..200).prop_map(|(n, height)| Step::Measure(n, height)),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn is_what_a_plain_list_of_heights_is(
            start in prop::collection::btree_set(0u32..3000, 0..900),
            steps in prop::collection::vec(any_step(), 0..60),
        ) {
            let mut rows = Rows::from_unordered(start.iter().map(|n| row(*n)).collect());
            let mut plain: std::collections::BTreeMap<u32, f64> = start.iter().map(|n| (*n, 58.0)).collect();
            let (mut layout, mut modulus) = (Layout::default(), 1);
            layout.update(&rows, &shown_in(1), true);
            for step in steps {
                let mut sift = false;
                match step {
                    Step::Insert(n) if plain.contains_key(&n) => {}
                    Step::Insert(n) => {
                        rows.insert(row(n));
                        plain.insert(n, 58.0);
                    }
                    Step::Remove(n) => {
                        if plain.remove(&n).is_some() {
                            let spot = rows.find(&format!("i{n:05}")).unwrap();
                            rows.remove(spot);
                        }
                    }
                    Step::Show(n) => (modulus, sift) = (n, true),
                    Step::Measure(n, height) => {
                        let shown = plain.keys().filter(|it| *it % modulus == 0).nth(usize::from(n)).copied();
                        layout.measure(usize::from(n), f64::from(height));
                        if let Some(number) = shown {
                            plain.insert(number, f64::from(height));
                        }
                    }
                }
                layout.update(&rows, &shown_in(modulus), sift);
                let shown: Vec<(u32, f64)> =
                    plain.iter().filter(|(n, _)| n.is_multiple_of(modulus)).map(|(n, height)| (*n, *height)).collect();
                prop_assert_eq!(layout.count(), shown.len());
                let total: f64 = shown.iter().map(|(_, height)| height).sum();
                prop_assert!((layout.total() - total).abs() < 0.1);
                let mut top = 0.0;
                for (n, (name, height)) in shown.iter().enumerate().step_by(37) {
                    top = if n == 0 { 0.0 } else { top };
                    let expected: f64 = shown[..n].iter().map(|(_, height)| height).sum();
                    prop_assert_eq!(number(layout.row(n).unwrap()), *name);
                    prop_assert!((layout.top(n) - expected).abs() < 0.1);
                    prop_assert_eq!(layout.height(n), *height);
                    prop_assert_eq!(layout.under(expected + 1.0), n);
                    let row = row(*name);
                    prop_assert_eq!(layout.nearest(row.at(), row.id()), n);
                }
            }
        }
    }

    #[test]
    fn a_list_that_is_too_tall_is_scrolled_faster() {
        let check = |total: f64| {
            let scale = Scale::new(total, 500.0);
            assert!(scale.height <= TALLEST);
            assert!(
                (scale.to_list(scale.height - 500.0) - (total - 500.0)).abs() < 1e-3,
                "the end is reached"
            );
            assert!((scale.to_list(scale.to_element(total / 3.0)) - total / 3.0).abs() < 1e-3);
        };
        check(100.0);
        check(TALLEST);
        check(TALLEST * 9.0);
    }
}
