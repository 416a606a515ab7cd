//! What facts say together or in time that none says by itself: that a customer comes back about the same thing, that
//! many customers come about one thing, that a promise is due. Pure: no store, no clock, nobody's rights.

pub mod promise;
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
