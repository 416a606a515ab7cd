//! What happened in the contact that is going on now: reason, asked, answered, tried, promised, next.
//! Pure; it gathers what the context already holds and invents nothing.

use context_contract::{
    Context, Timestamp, Value,
    enums::{CommitmentStatus, NoteKind, RelationshipType},
    fact::Occasion,
};

/// The contact so far. Every text is customer or agent text, shown as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContactSoFar {
    /// Why the customer got in touch.
    pub reason: Vec<String>,
    /// Questions that were asked and not answered.
    pub asked: Vec<String>,
    /// Questions that were answered, with the answer where it may be shown.
    pub answered: Vec<(String, Option<Value>)>,
    /// The answers that a colleague summed up in the hand-off.
    pub answered_note: Option<String>,
    /// What was tried.
    pub tried: Vec<String>,
    /// What was promised.
    pub promised: Vec<String>,
    /// What comes next.
    pub next: Vec<String>,
    /// How often the contact was handed over.
    pub transfers: u64,
    /// When it began.
    pub began: Option<Timestamp>,
}

impl ContactSoFar {
    /// Gathers what belongs to the contact. `reason` is the host's word for it.
    #[must_use]
    pub fn gather(context: &Context, contact_id: Option<&str>, reason: Option<&str>) -> Self {
        let mut so_far = Self { reason: reason.into_iter().map(str::to_owned).collect(), ..Self::default() };
        if let Some(contact_id) = contact_id {
            so_far.add_interaction(context, contact_id);
            so_far.add_answers(context, contact_id);
            so_far.add_promises(context, contact_id);
            so_far.add_handoffs(context, contact_id);
        }
        so_far
    }

    /// Whether there is anything to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let texts = [&self.reason, &self.asked, &self.tried, &self.promised, &self.next];
        texts.iter().all(|list| list.is_empty()) && self.answered.is_empty() && self.answered_note.is_none()
    }

    fn add_interaction(&mut self, context: &Context, contact_id: &str) {
        let Some(contact) = context.interactions.items.iter().find(|it| it.id == contact_id) else { return };
        self.began = contact.interaction_date.start_date_time;
        let handovers =
            contact.relationships.iter().filter(|it| it.relationship_type == RelationshipType::Handover);
        self.transfers = handovers.count() as u64;
        // The customer's own words say more than the host's code for them.
        if let Some(description) = &contact.description {
            self.reason = vec![description.clone()];
        }
    }

    fn add_answers(&mut self, context: &Context, contact_id: &str) {
        let here = |occasion: &Option<Occasion>| {
            occasion.as_ref().and_then(|it| it.interaction_id.as_deref()) == Some(contact_id)
        };
        for answer in context.answers.iter().filter(|answer| here(&answer.answered_in)) {
            let question = answer.question.clone().unwrap_or_else(|| answer.key.clone());
            match &answer.value {
                Some(value) => self.answered.push((question, Some(value.clone()))),
                None => self.asked.push(question),
            }
        }
    }

    fn add_promises(&mut self, context: &Context, contact_id: &str) {
        let made_here = context.commitments.iter().filter(|it| {
            it.made_in.as_ref().and_then(|made| made.interaction_id.as_deref()) == Some(contact_id)
                && it.status != CommitmentStatus::Withdrawn
        });
        self.promised.extend(made_here.map(|it| it.text.clone()));
    }

    /// Hand-offs of this contact, the newest first; an older one adds only what the newer ones leave open.
    fn add_handoffs(&mut self, context: &Context, contact_id: &str) {
        let mut handoffs: Vec<_> = context
            .notes
            .iter()
            .filter(|note| {
                note.kind == NoteKind::Handoff && note.interaction_id.as_deref() == Some(contact_id)
            })
            .collect();
        handoffs.sort_by_key(|note| std::cmp::Reverse(note.date));
        self.transfers = self.transfers.max(handoffs.len() as u64);
        for note in handoffs {
            let fields = note.handoff.clone().unwrap_or_default();
            fill(&mut self.reason, fields.reason);
            fill(&mut self.asked, fields.asked);
            self.answered_note = self.answered_note.take().or(fields.answered);
            fill(&mut self.tried, fields.tried);
            fill(&mut self.promised, fields.promised);
            fill(&mut self.next, fields.next.or_else(|| note.handoff.is_none().then(|| note.text.clone())));
        }
    }
}

fn fill(list: &mut Vec<String>, text: Option<String>) {
    if list.is_empty() {
        list.extend(text.filter(|text| !text.trim().is_empty()));
    }
}

#[cfg(test)]
mod tests {
    use context_contract::Context;

    use super::ContactSoFar;

    fn context() -> Context {
        serde_json::from_str(include_str!("../crates/context-contract/fixtures/context.json")).unwrap()
    }

    #[test]
    fn the_hand_off_and_the_records_make_one_picture() {
        let so_far = ContactSoFar::gather(&context(), Some("phone:call:CA1"), Some("technical"));
        assert_eq!(so_far.reason, ["Router restarts several times a day"]);
        assert_eq!(so_far.promised, ["Callback before 17:00"], "once, though record and note both say it");
        assert_eq!(so_far.next, ["Check line, then replace the router"]);
        assert_eq!(so_far.transfers, 1);
        assert!(so_far.began.is_some());
    }

    #[test]
    fn nothing_of_other_contacts_gets_in() {
        let so_far = ContactSoFar::gather(&context(), Some("phone:call:CA2"), None);
        assert!(so_far.is_empty());
        let so_far = ContactSoFar::gather(&context(), None, Some("invoice"));
        assert_eq!(so_far.reason, ["invoice"], "the host's word is all there is");
    }
}
