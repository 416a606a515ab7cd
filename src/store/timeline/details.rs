//! What the agent wants to get to and to see more of: days, linked interactions, opened rows.

use std::rc::Rc;

use context_contract::{Interaction, Timestamp};

use super::{
    super::{
        filter::TimelineFilter,
        opened::{Detail, Opened},
        rows::Place,
    },
    Goal, Timeline,
};
use crate::failure::Failure;

impl Timeline {
    /// Gets to what was there before a moment: at once where that is loaded, by a page where it is not.
    pub(in crate::store) fn jump(&mut self, before: Timestamp) -> bool {
        self.aim(Goal::Before(before));
        self.fetch_around(before);
        true
    }

    /// Gets to an interaction and opens it.
    pub(in crate::store) fn reveal(&mut self, id: Rc<str>) -> bool {
        self.revealing = None;
        match self.rows.find(&id).and_then(|spot| self.rows.get(spot)).cloned() {
            Some(row) if row.covered => {
                if !self.passes(&row) {
                    self.narrow(TimelineFilter::default());
                }
                if !row.is_restricted() && !self.is_open(&id) {
                    self.toggle(&id);
                }
                self.aim(Goal::Row(id));
            }
            _ if self.alone => return false,
            _ => {
                self.close(&id);
                self.open.push(Opened { id: id.clone(), detail: Detail::Loading });
                self.revealing = Some(id);
            }
        }
        true
    }

    fn aim(&mut self, goal: Goal) {
        let serial = self.goal.as_ref().map_or(0, |(serial, _)| serial.wrapping_add(1));
        self.goal = Some((serial, goal));
    }

    /// Whether the interaction is open.
    #[must_use]
    pub fn is_open(&self, id: &str) -> bool {
        self.open.iter().any(|opened| *opened.id == *id)
    }

    pub(super) fn close(&mut self, id: &str) {
        self.open.retain(|opened| *opened.id != *id);
    }

    /// Opens an interaction, or closes it.
    pub(in crate::store) fn toggle(&mut self, id: &str) -> bool {
        if self.is_open(id) {
            self.close(id);
            return true;
        }
        let Some(row) = self.rows.find(id).and_then(|spot| self.rows.get(spot)) else { return false };
        let detail = if self.alone { Detail::Loaded(Rc::new(row.item())) } else { Detail::Loading };
        self.open.push(Opened { id: id.into(), detail });
        true
    }

    /// Asks again for what could not be loaded.
    pub(in crate::store) fn open_again(&mut self, id: &str) -> bool {
        self.set_detail(id, Detail::Loading)
    }

    pub(in crate::store) fn detail_arrived(
        &mut self,
        id: &str,
        result: Result<Box<Interaction>, Failure>,
    ) -> bool {
        let detail = match result {
            Err(Failure::Aborted) => return false,
            Err(Failure::NotFound) => Detail::Gone,
            Err(failure) => Detail::Failed(failure),
            Ok(item) => Detail::Loaded(Rc::from(item)),
        };
        if self.revealing.as_deref() == Some(id)
            && let Detail::Loaded(item) = &detail
        {
            let end = Timestamp::from_millis(Place::of(item).at + 1);
            self.revealing = None;
            self.narrow(TimelineFilter::default());
            self.aim(Goal::Row(id.into()));
            self.fetch_around(end);
        }
        self.set_detail(id, detail)
    }

    fn set_detail(&mut self, id: &str, detail: Detail) -> bool {
        let Some(opened) = self.open.iter_mut().find(|opened| *opened.id == *id) else { return false };
        opened.detail = detail;
        true
    }

    /// What is open is asked for again when it has changed; until then the older version stays.
    pub(super) fn outdate(&mut self, id: &str) {
        if let Some(opened) = self.open.iter_mut().find(|opened| *opened.id == *id)
            && let Detail::Loaded(item) = &opened.detail
        {
            opened.detail = Detail::Outdated(item.clone());
        }
    }

    /// The linked interaction that is not there, or no longer.
    #[must_use]
    pub fn missing(&self) -> Option<&Opened> {
        let id = self.revealing.as_deref()?;
        self.open.iter().find(|opened| *opened.id == *id && opened.detail != Detail::Loading)
    }
}
