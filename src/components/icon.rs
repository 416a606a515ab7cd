//! Small pictures, drawn with the colour of the text around them. They are decoration: the words beside them
//! say the same, so screen readers skip them.

use yew::prelude::*;

/// Which picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// A tick: verified, answered.
    Check,
    /// A triangle: look here.
    Warning,
    /// A clock: due, or old.
    Clock,
    /// A circle with an i: good to know.
    Info,
    /// A padlock: exists, may not be seen.
    Lock,
    /// A cross: failed.
    Cross,
    /// A wedge that points down: opens and closes.
    Chevron,
    /// Two sheets: copies.
    Copy,
    /// A person: nobody here yet.
    Person,
    /// A cloud with a line through it: no connection.
    Offline,
    /// A magnifying glass: not found.
    Search,
    /// An arrow out of a box: opens elsewhere.
    Outward,
    /// Three lines, each shorter: narrows.
    Filter,
    /// A drawing pin: stays.
    Pin,
    /// An arrow upwards: to the beginning.
    Up,
    /// A pencil: edit.
    Pencil,
    /// A plus: add.
    Plus,
    /// Two arrows in a circle: again.
    Repeat,
    /// A horn: a campaign.
    Horn,
    /// A speech bubble: something that happened.
    Bubble,
    /// A question mark: to confirm.
    Question,
}

impl Glyph {
    /// The pictures that a host can choose by name, for actions of its own.
    pub const NAMED: &'static [(&'static str, Self)] = &[
        ("bubble", Self::Bubble),
        ("check", Self::Check),
        ("clock", Self::Clock),
        ("copy", Self::Copy),
        ("info", Self::Info),
        ("outward", Self::Outward),
        ("pencil", Self::Pencil),
        ("person", Self::Person),
        ("pin", Self::Pin),
        ("plus", Self::Plus),
        ("question", Self::Question),
        ("repeat", Self::Repeat),
        ("search", Self::Search),
        ("warning", Self::Warning),
    ];

    /// The picture of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMED.iter().find(|(known, _)| *known == name).map(|(_, glyph)| *glyph)
    }

    /// The outline on a grid of 16 by 16.
    fn outline(self) -> &'static str {
        match self {
            Self::Check => "M3.5 8.5l3 3 6-7",
            Self::Warning => "M8 2.5l6 11H2zM8 6.5v3.2M8 11.8v.2",
            Self::Clock => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 5v3.2l2.2 1.3",
            Self::Info => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 7.4V11M8 5v.2",
            Self::Lock => "M4 7.5h8v6H4zM5.5 7.5V5.6a2.5 2.5 0 0 1 5 0v1.9",
            Self::Cross => "M4 4l8 8M12 4l-8 8",
            Self::Chevron => "M4.5 6.5L8 10l3.5-3.5",
            Self::Copy => "M5.5 5.5h7v8h-7zM3.5 10.5v-8h7",
            Self::Person => {
                "M8 2.5a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.2zM3 13.5c.4-2.6 2.3-4 5-4s4.6 1.4 5 4"
            }
            Self::Offline => {
                "M4.5 12a2.6 2.6 0 0 1 .3-5.2 3.4 3.4 0 0 1 6.5.6 2.400 2.400 0 0 1-.2 4.600zM2.5 2.5l11 11"
            }
            Self::Outward => "M6.5 4H3.5v8.5H12V9.5M9.5 3.5h3v3M12.5 3.5L7.5 8.5",
            Self::Filter => "M2.5 4.5h11M4.5 8h7M6.5 11.5h3",
            Self::Pin => "M5.5 2.5h5l-.6 4.5 2.1 2H4l2.1-2zM8 9v4.5",
            Self::Up => "M8 13V3.5M4 7.5l4-4 4 4",
            Self::Pencil => "M3 13l.6-2.800L10.500 3.300l2.200 2.200-6.900 6.900zM9.200 4.600l2.200 2.200",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Repeat => {
                "M3 8a5 5 0 0 1 8.800-3.200L13 6M13 3v3h-3M13 8a5 5 0 0 1-8.800 3.200L3 10M3 13v-3h3"
            }
            Self::Horn => "M3 6.500v3l2 .3 6 2.700v-9L5 6.200zM5.300 10l.9 3.200h1.600l-.8-2.800M13 6.500v3",
            Self::Bubble => "M2.500 3.500h11v7.500H7l-3 2.500V11H2.500z",
            Self::Question => "M5.700 6a2.300 2.300 0 1 1 3.400 2c-.7.400-1.100.8-1.100 1.700M8 12v.2",
            Self::Search => "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.5 10.5l3 3",
        }
    }
}

/// A picture as tall as the text.
pub fn icon(glyph: Glyph) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d={glyph.outline()} /></svg>
    }
}
