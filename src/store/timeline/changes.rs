//! What the stream tells about single interactions, also about those that are not loaded. A page that was on its way
//! may be older than what was told.

use std::rc::Rc;

use context_contract::Interaction;

use super::{
    super::rows::{Place, Row, Spot},
    Sifted, Timeline,
};

impl Timeline {
    /// Something happened to an interaction. Returns whether anything is different.
    pub(crate) fn changed(&mut self, item: &Interaction, created: bool) -> bool {
        match self.rows.find_by(&Place::of(item)) {
            Some(spot) => self.update(spot, item),
            None => self.hear_of(item, created),
        }
    }

    fn update(&mut self, spot: Spot, item: &Interaction) -> bool {
        let Some(before) = self.rows.get(spot).cloned() else { return false };
        let known = before.item();
        let same = *item == known;
        if is_older(item, &known) || (same && before.live) {
            return false;
        }
        // What is the same keeps its memory, so that nothing is drawn again.
        let row = if same { before.clone() } else { self.row(item) };
        self.count(&before, -1);
        self.count(&row, 1);
        let place = row.place();
        self.aside.retain(|told| told.key != before.key);
        self.take(spot);
        // A row that stays where it is stays in the list, also as the first one behind a gap.
        let covered = (before.covered && place == before.place()) || self.is_covered(&place);
        let found = self.is_still_found(&before, &row);
        if covered || found {
            if !covered {
                self.aside.push(row.clone());
            }
            self.insert(row.standing(covered, before.folded, true));
            let case = self.join(&place);
            self.fold(case.into_iter().collect());
            if same {
                return covered != before.covered;
            }
            self.outdate(&place.id);
        } else {
            self.aside.push(row);
            let case = self.threads.case(before.key);
            self.fold(case.into_iter().collect());
        }
        true
    }

    /// Something that is not loaded: it comes into the list unless it lies where more is missing. What is announced
    /// twice counts once.
    fn hear_of(&mut self, item: &Interaction, created: bool) -> bool {
        let row = self.row(item);
        let (key, place) = (row.key, row.place());
        let told = self.aside.iter().position(|known| known.key == key);
        if told.is_some_and(|told| is_older(item, &self.aside[told].item())) {
            return false;
        }
        told.into_iter().for_each(|told| drop(self.aside.remove(told)));
        let new = created && told.is_none();
        if new {
            self.count(&row, 1);
        }
        let covered = self.is_covered(&place);
        let found = self.sieve.narrows() && self.passes(&row) && self.gap_around(&place).is_none();
        if !covered && !found {
            self.aside.push(row);
            return new;
        }
        if !covered {
            self.find(key);
            self.aside.push(row.clone());
        }
        self.news += u32::from(new);
        self.insert(row.standing(covered, false, true));
        let case = self.join(&place);
        self.fold(case.into_iter().collect());
        true
    }

    /// What was told of a stretch that is loaded by now.
    pub(super) fn take_from_aside(&mut self) {
        let mut cases = Vec::new();
        for row in std::mem::take(&mut self.aside) {
            let place = row.place();
            if self.is_covered(&place) {
                cases.extend(self.put(&row.item(), true, true));
                continue;
            }
            if self.sieve.narrows() && self.passes(&row) && self.gap_around(&place).is_none() {
                self.find(row.key);
                cases.extend(self.put(&row.item(), false, true));
            }
            self.aside.push(row);
        }
        self.fold(cases);
    }

    /// Whether the row, as it is now, is part of what is known of the server's list: it stays where the server has
    /// found it, or it comes to stand where the server has searched.
    fn is_still_found(&mut self, before: &Row, row: &Row) -> bool {
        let known = self.found.keys.binary_search(&before.key).ok();
        if let Some(at) = known {
            Rc::make_mut(&mut self.found.keys).remove(at);
            self.sifted = Sifted::default();
        }
        let place = row.place();
        let stays = known.is_some() && place == before.place();
        let reached = self.sieve.narrows() && self.gap_around(&place).is_none();
        // What the server has found by its words it has found, whatever words the panel knows.
        let passes = match known {
            Some(_) => self.sieve.obstacles(row).none(),
            None => self.sieve.lets_through(row),
        };
        let found = (stays || reached) && passes;
        if found {
            self.find(before.key);
        }
        found
    }

    /// Puts an interaction into its place, or a newer version of it into the place of the older one. Returns the case
    /// to be folded again.
    pub(super) fn put(&mut self, item: &Interaction, covered: bool, live: bool) -> Option<u64> {
        let id = &item.id;
        let told = self.aside.iter().position(|known| known.id() == *id);
        // What the stream has told of is not gone because an older first page lacks it.
        let live = live || told.is_some();
        if let Some(told) = told {
            // The newer version knows better where it stands; it waits until that is loaded.
            if is_older(item, &self.aside[told].item()) {
                return None;
            }
            if covered {
                self.aside.remove(told);
            } else {
                self.aside[told] = self.row(item);
            }
        }
        let place = match self.rows.find_by(&Place::of(item)) {
            None => {
                let row = self.row(item);
                let place = row.place();
                self.insert(row.standing(covered, false, live));
                place
            }
            Some(spot) => {
                let before = self.rows.get(spot)?.clone();
                let known = before.item();
                let kept = is_older(item, &known) || *item == known;
                let paged = covered.then(|| Place::of(item));
                let row = if kept { before.clone() } else { self.row(item) };
                let place = row.place();
                // What the page covers is the place it knows, which a newer version may have left.
                let paged = paged.is_some_and(|paged| paged == place);
                if kept && (before.covered || !paged) {
                    return None;
                }
                self.take(spot);
                let covered =
                    paged || (before.covered && (place == before.place() || self.is_covered(&place)));
                self.insert(row.standing(covered, before.folded, live || before.live));
                place
            }
        };
        self.join(&place)
    }
}

/// A copy that was on its way while a newer one arrived.
fn is_older(item: &Interaction, than: &Interaction) -> bool {
    matches!((item.last_update, than.last_update), (Some(item), Some(than)) if item < than)
}
