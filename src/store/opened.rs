//! Interactions that the agent has opened, and what was fetched to show them.
//! Pure; it knows what is there to be shown, not how.

use std::rc::Rc;

use context_contract::Interaction;

use crate::failure::Failure;

/// An interaction that is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Its id.
    pub id: Rc<str>,
    /// What there is to show.
    pub detail: Detail,
}

/// What one interaction consists of beyond its row.
#[derive(Clone, Debug, PartialEq)]
pub enum Detail {
    /// On its way.
    Loading,
    /// With what was said.
    Loaded(Rc<Interaction>),
    /// As it was; a newer version is on its way.
    Outdated(Rc<Interaction>),
    /// It could not be loaded.
    Failed(Failure),
    /// It is not there any more.
    Gone,
}

impl Detail {
    /// Whether it has to be asked for.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        matches!(self, Self::Loading | Self::Outdated(_))
    }
}
