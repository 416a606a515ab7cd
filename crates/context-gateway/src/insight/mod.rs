//! What contacts say together that none says by itself: that a customer comes back about the same thing, and that many
//! customers come about one thing. Pure: knows contacts and counts; no store, no clock, nobody's rights.

pub mod repeat;

use context_contract::{
    Interaction,
    enums::{Direction, InteractionType as Kind},
};

/// Kinds by which a customer gets in touch. An order, a look at the web site or a campaign is no question that somebody
/// has to answer.
pub const CONTACTS: &[Kind] =
    &[Kind::Call, Kind::Chat, Kind::Email, Kind::Ticket, Kind::Message, Kind::Visit];

/// Whether the customer got in touch: by one of [`CONTACTS`], and not because the company did.
#[must_use]
pub fn is_contact(interaction: &Interaction) -> bool {
    CONTACTS.contains(&interaction.kind) && interaction.direction != Some(Direction::Outbound)
}
