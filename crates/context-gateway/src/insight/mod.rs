//! What facts say together or in time that none says by itself: that a customer comes back about the same thing, that
//! many customers come about one thing, that a promise is due. Pure: no store, no clock, nobody's rights.

pub mod incident;
pub mod promise;
pub mod repeat;

use context_contract::{
    Interaction,
    enums::{Direction, InteractionType as Kind, RelationshipType},
    interaction::Relationship,
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

/// Reason and product of a contact that says a reason, the product empty when it names none. `None` also for what
/// belongs to another contact: a transfer does not make two of one.
#[must_use]
pub fn topic_of(interaction: &Interaction) -> Option<(&str, &str)> {
    let reason = interaction.reason.as_deref().filter(|reason| !reason.is_empty())?;
    let continues = interaction.relationships.iter().any(continues);
    (is_contact(interaction) && !continues)
        .then(|| (reason, interaction.product.as_deref().unwrap_or_default()))
}

/// Whether a link says that this contact is the other one, taken over or filed.
pub(crate) fn continues(link: &Relationship) -> bool {
    matches!(link.relationship_type, RelationshipType::Parent | RelationshipType::Handover)
}
