//! The loaded part of a customer's history, under the filter that the agent chose.
//! Pure; it knows pages and filters, not whose history it is: the reducer has made sure of that.

use std::rc::Rc;

use context_contract::{Interaction, InteractionPage, enums::Department, interaction::Total};

use crate::failure::Failure;

/// What the agent narrowed the timeline to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelineFilter {
    /// One department, or all.
    pub department: Option<Department>,
    /// Words to search for; empty is none.
    pub text: String,
}

impl TimelineFilter {
    /// Whether everything is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.department.is_none() && self.text.trim().is_empty()
    }
}

/// The timeline under its filter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// What it is narrowed to.
    pub filter: TimelineFilter,
    /// Counts the filters; a page of an older filter is dropped.
    pub generation: u32,
    /// Newest first, no id twice.
    pub items: Vec<Rc<Interaction>>,
    /// Whether older ones exist.
    pub has_more: bool,
    /// Where they begin.
    pub next_cursor: Option<String>,
    /// How many there are under the filter, when the server can tell.
    pub total: Option<Total>,
    /// Departments and their counts without any filter, for the chips.
    pub departments: Rc<[(Department, u64)]>,
    /// How many there are without any filter.
    pub unfiltered_total: Option<Total>,
    /// The page being fetched.
    pub fetch: PageFetch,
}

/// The state of the newest page request.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum PageFetch {
    /// None under way.
    #[default]
    Idle,
    /// The first page under a new filter; what is shown belongs to the old one.
    First,
    /// The next page.
    More,
    /// It failed; what is shown stays.
    Failed(Failure),
}

impl Timeline {
    /// The first page, unfiltered.
    pub(super) fn new(page: &InteractionPage) -> Self {
        let mut timeline = Self {
            departments: departments(page),
            unfiltered_total: page.total.clone(),
            total: page.total.clone(),
            has_more: page.page.has_more,
            next_cursor: page.page.next_cursor.clone(),
            ..Self::default()
        };
        timeline.append(&page.items);
        timeline
    }

    /// After a refresh the filter stays; its first page has to be fetched again.
    pub(super) fn keep_filter_of(&mut self, before: &Self) {
        self.generation = before.generation.wrapping_add(1);
        self.filter = before.filter.clone();
        if !self.filter.is_empty() {
            self.items.clear();
            self.fetch = PageFetch::First;
        }
    }

    pub(super) fn narrow(&mut self, filter: TimelineFilter) -> bool {
        let changed = self.filter != filter;
        if changed {
            self.filter = filter;
            self.generation = self.generation.wrapping_add(1);
            self.next_cursor = None;
            self.fetch = PageFetch::First;
        }
        changed
    }

    pub(super) fn load_more(&mut self) -> bool {
        let first_failed = self.next_cursor.is_none() && matches!(self.fetch, PageFetch::Failed(_));
        let possible = !matches!(self.fetch, PageFetch::First | PageFetch::More);
        if first_failed {
            self.fetch = PageFetch::First;
            self.generation = self.generation.wrapping_add(1);
        } else if possible && self.has_more {
            self.fetch = PageFetch::More;
        } else {
            return false;
        }
        true
    }

    pub(super) fn arrived(&mut self, result: Result<InteractionPage, Failure>) -> bool {
        match result {
            Err(Failure::Aborted) => return false,
            Err(failure) => self.fetch = PageFetch::Failed(failure),
            Ok(page) => self.take_page(page),
        }
        true
    }

    fn take_page(&mut self, page: InteractionPage) {
        if self.fetch == PageFetch::First {
            self.items.clear();
        }
        self.append(&page.items);
        self.has_more = page.page.has_more;
        self.next_cursor = page.page.next_cursor;
        if page.total.is_some() {
            self.total = page.total;
        }
        self.fetch = PageFetch::Idle;
    }

    fn append(&mut self, items: &[Interaction]) {
        for item in items {
            if self.items.iter().all(|known| known.id != item.id) {
                self.items.push(Rc::new(item.clone()));
            }
        }
    }
}

/// The largest departments first; equal ones by name, so that the chips keep their places.
fn departments(page: &InteractionPage) -> Rc<[(Department, u64)]> {
    let counts = page.facets.get("department");
    let mut departments: Vec<_> =
        counts.into_iter().flatten().map(|(name, count)| (Department::from(name.as_str()), *count)).collect();
    departments.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    departments.into()
}
