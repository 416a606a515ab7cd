//! How the panel stands, in the words that the host reads. Knows the words, not when which
//! of them is true: that is the session's.

/// What `state` and `:state()` of the element say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PanelState {
    /// The first answer is awaited.
    #[default]
    Loading,
    /// A customer, or a choice of several, is on screen.
    Ready,
    /// Nobody is selected, or nobody was found by the identifiers.
    Empty,
    /// There is nothing to show, because something failed.
    Error,
    /// The last-known view is on screen, because a newer one could not be had.
    Stale,
    /// As `stale`, because the server cannot be reached.
    Offline,
}

impl PanelState {
    /// Every state, in the order of the documentation.
    pub const ALL: &'static [Self] =
        &[Self::Loading, Self::Ready, Self::Empty, Self::Error, Self::Stale, Self::Offline];

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Ready => "ready",
            Self::Empty => "empty",
            Self::Error => "error",
            Self::Stale => "stale",
            Self::Offline => "offline",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PanelState;

    #[test]
    fn states_have_one_word_each() {
        let names: Vec<_> = PanelState::ALL.iter().map(|state| state.name()).collect();
        assert_eq!(names, ["loading", "ready", "empty", "error", "stale", "offline"]);
    }
}
