//! A record of the context by kind and id: what a line of the panel rests on, and where a jump leads.
//! Pure; it knows neither the row that shows the record nor how the focus gets there.

use crate::config::Section;

/// A record of the context.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Record {
    /// Something that happened, by its id.
    Interaction(String),
    /// A question, by its key.
    Answer(String),
    /// A promise, by its id.
    Commitment(String),
    /// An alert, by its id.
    Alert(String),
    /// A campaign, by its id.
    Campaign(String),
    /// A check of who it is, by its id.
    Verification(String),
}

impl Record {
    /// What it is, as `cc-navigate` says it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Interaction(_) => "interaction",
            Self::Answer(_) => "answer",
            Self::Commitment(_) => "commitment",
            Self::Alert(_) => "alert",
            Self::Campaign(_) => "campaign",
            Self::Verification(_) => "verification",
        }
    }

    /// Its id among those of its kind.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Interaction(id)
            | Self::Answer(id)
            | Self::Commitment(id)
            | Self::Alert(id)
            | Self::Campaign(id)
            | Self::Verification(id) => id,
        }
    }

    /// The value of `data-record` on the row that shows it.
    #[must_use]
    pub fn mark(&self) -> String {
        format!("{}:{}", self.kind(), self.id())
    }

    /// The section that shows it; it has to be open before the focus can go there.
    #[must_use]
    pub fn section(&self) -> Section {
        match self {
            Self::Interaction(_) => Section::Timeline,
            Self::Answer(_) => Section::Ledger,
            Self::Commitment(_) => Section::Promises,
            Self::Alert(_) | Self::Campaign(_) => Section::Alerts,
            Self::Verification(_) => Section::Passport,
        }
    }
}
