//! The newest page again, by a refresh or by the stream: what is missing on it is gone, what it does not reach is a gap.

use std::rc::Rc;

use context_contract::InteractionPage;

use super::{
    super::{
        counts::Counts,
        gaps::{self, Gap, Stretch},
        rows::{Place, Row},
    },
    PageFetch, Timeline,
};

impl Timeline {
    /// A newer first page, by a refresh or by the stream. What is older stays when the stream has told all that
    /// happened to it; else it has to be fetched again.
    pub(crate) fn renew(&mut self, page: &InteractionPage, keep_older: bool) {
        self.generation = self.generation.wrapping_add(1);
        self.fetch = PageFetch::Idle;
        if keep_older {
            self.merge_newest(page);
        } else {
            self.start_again(page);
        }
        self.ask_again();
    }

    /// Forgets everything but the page and what the stream has told since it is complete again.
    fn start_again(&mut self, page: &InteractionPage) {
        let told: Vec<Row> = self.rows.iter().filter(|row| row.live).cloned().collect();
        let newest = Self::with_values(page, self.alone, self.values.clone());
        self.aside.extend(told);
        (self.rows, self.threads, self.case_sizes) = (newest.rows, newest.threads, newest.case_sizes);
        (self.gaps, self.counts, self.values) = (newest.gaps, newest.counts, newest.values);
        let known: Vec<Row> = std::mem::take(&mut self.aside);
        self.lost_track = false;
        for row in known {
            self.changed(&row.item(), false);
        }
    }

    /// Whether changes were missed, so that what is older has to be fetched again too.
    pub(in crate::store) fn has_lost_track(&self) -> bool {
        self.lost_track
    }

    /// Changes were missed. What was told before may be out of date, what is told from now on is not.
    pub(in crate::store) fn lose_track(&mut self) -> bool {
        self.lost_track = true;
        self.aside.clear();
        let live: Vec<u64> = self.rows.iter().filter(|row| row.live).map(|row| row.key).collect();
        for spot in live.into_iter().filter_map(|key| self.rows.find_key(key)).collect::<Vec<_>>() {
            self.rows.change(spot, |row| row.live = false);
        }
        true
    }

    /// The first page again: what is missing on it is gone, what it does not reach is a gap.
    fn merge_newest(&mut self, page: &InteractionPage) {
        let last = page.items.iter().map(Place::of).max();
        let within = |row: &Row| match &last {
            Some(last) if page.page.has_more => row.against(last.at, &last.id).is_le(),
            _ => !page.page.has_more,
        };
        let gone = |row: &Row| {
            row.covered && !row.live && within(row) && page.items.iter().all(|item| item.id != row.id())
        };
        let gone: Vec<u64> = self.rows.iter().filter(|row| gone(row)).map(|row| row.key).collect();
        let mut cases: Vec<u64> = gone.iter().filter_map(|key| self.threads.case(*key)).collect();
        for key in gone {
            if let Some(spot) = self.rows.find_key(key) {
                self.take(spot);
            }
        }
        self.counts = Rc::new(Counts::of_page(page));
        let known = last.as_ref().is_none_or(|last| {
            let row = self.rows.get(self.rows.spot_of(last.at, &last.id));
            row.is_some_and(|row| row.covered && row.against(last.at, &last.id).is_eq())
        });
        for item in &page.items {
            cases.extend(self.put(item, true, false));
        }
        self.fold(cases);
        let next =
            page.page.has_more.then(|| Gap { cursor: page.page.next_cursor.clone(), ..Gap::default() });
        self.gaps.insert(0, Gap::default());
        gaps::close(&mut self.gaps, 0, Stretch { last, last_known: known, next });
        self.take_from_aside();
    }
}
