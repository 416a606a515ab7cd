//! The properties by which interactions are filtered and counted. Knows their names, their order and which of them a
//! restricted interaction hides, not how they are counted.

use context_contract::{
    Interaction,
    enums::{Channel, Direction, InteractionStatus},
};

/// How many there are.
pub const COUNT: usize = 5;

/// As columns, query parameters and rows of counts name them. Every array of facets has this order.
pub const FACETS: [&str; COUNT] = ["department", "type", "channel", "status", "direction"];

/// The value of each, `''` where the interaction has none.
pub type Values<T> = [T; COUNT];

/// From here on they are part of what a restricted interaction hides.
pub const FIRST_HIDDEN: usize = 2;

/// What an interaction is counted under.
#[must_use]
pub fn values_of(interaction: &Interaction) -> Values<&str> {
    [
        interaction.department.as_str(),
        interaction.kind.as_str(),
        interaction.channel.as_ref().map_or("", Channel::as_str),
        interaction.status.as_ref().map_or("", InteractionStatus::as_str),
        interaction.direction.as_ref().map_or("", Direction::as_str),
    ]
}
