//! What happened in the contact that is going on now: reason, asked, answered, tried, promised, next.
//! Pure; it gathers what the context already holds and invents nothing.

use context_contract::{
    Answer, Context, Note, Timestamp, Value,
    enums::{AskAction, CommitmentStatus, Department, NoteKind, RelationshipType},
    fact::{Handoff, Occasion},
};

use crate::order;

/// One of the six things the next agent needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Why the customer is here.
    Reason,
    /// What was asked and not answered.
    Asked,
    /// What the customer answered.
    Answered,
    /// What was tried.
    Tried,
    /// What was promised.
    Promised,
    /// What comes next.
    Next,
}

impl Field {
    /// All six, in the order of the card.
    pub const ALL: [Self; 6] =
        [Self::Reason, Self::Asked, Self::Answered, Self::Tried, Self::Promised, Self::Next];

    /// Its name in the contract.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reason => "reason",
            Self::Asked => "asked",
            Self::Answered => "answered",
            Self::Tried => "tried",
            Self::Promised => "promised",
            Self::Next => "next",
        }
    }

    /// What the hand-off says in this field.
    #[must_use]
    pub fn of(self, handoff: &Handoff) -> Option<&str> {
        let text = match self {
            Self::Reason => &handoff.reason,
            Self::Asked => &handoff.asked,
            Self::Answered => &handoff.answered,
            Self::Tried => &handoff.tried,
            Self::Promised => &handoff.promised,
            Self::Next => &handoff.next,
        };
        text.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }
}

/// The name of the draft in which an agent edits something of this contact's hand-off.
#[must_use]
pub fn draft(contact_id: &str, name: &str) -> String {
    format!("handoff/{contact_id}/{name}")
}

/// The draft that says which field is open.
pub const OPEN: &str = "open";
/// The draft that says to whom the contact goes.
pub const TO: &str = "to";
/// The draft that says that the contact is the gateway's own, and is transferred there.
pub const OWN: &str = "own";

/// Every draft of this contact's hand-off.
#[must_use]
pub fn drafts(contact_id: &str) -> Vec<String> {
    let fields = Field::ALL.iter().map(|field| field.name());
    fields.chain([OPEN, TO, OWN]).map(|name| draft(contact_id, name)).collect()
}

/// One line of a field. Texts are customer or agent text, shown as they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// What it is about, or all there is to say.
    pub text: String,
    /// The answer, as this agent may see it.
    pub value: Option<Value>,
    /// The customer did not want to say.
    pub declined: bool,
}

/// A hand-off that somebody left for this agent.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// Who wrote it.
    pub author: Option<String>,
    /// From which department.
    pub from: Option<Department>,
    /// When.
    pub date: Timestamp,
    /// What goes in none of the fields.
    pub text: String,
}

/// The contact so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContactSoFar {
    lines: [Vec<Line>; 6],
    /// The newest hand-off of this contact for this agent's department.
    pub received: Option<Received>,
    /// How often the contact was handed over.
    pub transfers: u64,
    /// When it began.
    pub began: Option<Timestamp>,
}

impl ContactSoFar {
    /// Gathers what belongs to the contact. `reason` is the host's word for it, `department` the agent's.
    #[must_use]
    pub fn gather(
        context: &Context,
        contact_id: Option<&str>,
        reason: Option<&str>,
        department: Option<&Department>,
    ) -> Self {
        let mut so_far = Self::default();
        so_far.fill(Field::Reason, reason);
        if let Some(contact_id) = contact_id {
            so_far.add_interaction(context, contact_id);
            so_far.add_answers(context, contact_id);
            so_far.add_handoffs(context, contact_id, department);
            so_far.add_promises(context, contact_id);
        }
        so_far
    }

    /// What is known for a field.
    #[must_use]
    pub fn lines(&self, field: Field) -> &[Line] {
        &self.lines[field as usize]
    }

    /// The field as text to be edited and sent, a line each. Answers are named and not repeated: a text has no policy,
    /// and whoever reads it sees the values that they may see in their own panel.
    #[must_use]
    pub fn text(&self, field: Field) -> String {
        let texts: Vec<&str> = self.lines(field).iter().map(|line| line.text.as_str()).collect();
        texts.join("\n")
    }

    /// A line that another one says already is not said twice.
    fn add(&mut self, field: Field, line: Line) {
        let lines = &mut self.lines[field as usize];
        let text = line.text.to_lowercase();
        if !text.trim().is_empty() && !lines.iter().any(|known| known.text.to_lowercase().contains(&text)) {
            lines.push(line);
        }
    }

    fn add_text(&mut self, field: Field, text: &str) {
        for text in text.lines().map(str::trim) {
            self.add(field, Line { text: text.to_owned(), ..Line::default() });
        }
    }

    /// Says something where nothing is said yet.
    fn fill(&mut self, field: Field, text: Option<&str>) {
        if self.lines(field).is_empty() {
            self.add_text(field, text.unwrap_or_default());
        }
    }

    fn add_interaction(&mut self, context: &Context, contact_id: &str) {
        let Some(contact) = context.interactions.items.iter().find(|it| it.id == contact_id) else { return };
        self.began = contact.interaction_date.start_date_time;
        let handovers =
            contact.relationships.iter().filter(|it| it.relationship_type == RelationshipType::Handover);
        self.transfers = handovers.count() as u64;
        // The customer's own words say more than the host's code for them.
        if let Some(description) = &contact.description {
            self.lines[Field::Reason as usize].clear();
            self.fill(Field::Reason, Some(description));
        }
    }

    fn add_answers(&mut self, context: &Context, contact_id: &str) {
        for answer in &context.answers {
            let Some(action) = last_action_here(answer, contact_id) else { continue };
            let text = answer.question.clone().unwrap_or_else(|| answer.key.clone());
            let declined = action == AskAction::Declined;
            match &answer.value {
                Some(value) if action != AskAction::Asked && !declined => {
                    self.add(Field::Answered, Line { text, value: Some(value.clone()), declined });
                }
                None | Some(_) => {
                    let field = if declined { Field::Answered } else { Field::Asked };
                    self.add(field, Line { text, value: None, declined });
                }
            }
        }
    }

    fn add_promises(&mut self, context: &Context, contact_id: &str) {
        let made_here = context.commitments.iter().filter(|it| {
            is_here(it.made_in.as_ref(), contact_id) && it.status != CommitmentStatus::Withdrawn
        });
        for promise in made_here {
            self.add_text(Field::Promised, &promise.text);
        }
    }

    /// Hand-offs of this contact, the newest first; an older one adds only what the newer ones leave open. What a
    /// colleague wrote as the reason is newer than how the contact began.
    fn add_handoffs(&mut self, context: &Context, contact_id: &str, department: Option<&Department>) {
        let handoffs = handoffs(context, contact_id);
        self.transfers = self.transfers.max(handoffs.len() as u64);
        self.received = handoffs.first().filter(|note| is_for(note, department)).map(|note| received(note));
        let reason = handoffs.iter().find_map(|note| Field::Reason.of(note.handoff.as_ref()?));
        if reason.is_some() {
            self.lines[Field::Reason as usize].clear();
        }
        for note in handoffs {
            let fields = note.handoff.clone().unwrap_or_default();
            // Answers of the records are added to: the colleague may have written down what no question covers.
            if let Some(answered) = Field::Answered.of(&fields) {
                self.add_text(Field::Answered, answered);
            }
            for field in Field::ALL {
                self.fill(field, field.of(&fields));
            }
            if note.handoff.is_none() {
                self.fill(Field::Next, Some(&note.text));
            }
        }
    }
}

/// Hand-offs of this contact, the newest first.
fn handoffs<'a>(context: &'a Context, contact_id: &str) -> Vec<&'a Note> {
    let here =
        |note: &&Note| note.kind == NoteKind::Handoff && note.interaction_id.as_deref() == Some(contact_id);
    let mut handoffs: Vec<&Note> = context.notes.iter().filter(here).collect();
    order::by_key(&mut handoffs, |note| std::cmp::Reverse(note.date));
    handoffs
}

/// A hand-off for nobody in particular is for whoever has the contact now, except for those who wrote it.
fn is_for(note: &Note, department: Option<&Department>) -> bool {
    match (&note.to_department, department) {
        (Some(to), Some(mine)) => to == mine,
        (None, Some(mine)) => note.from_department.as_ref() != Some(mine),
        (_, None) => true,
    }
}

fn received(note: &Note) -> Received {
    let text = note.handoff.as_ref().map(|_| note.text.trim().to_owned()).unwrap_or_default();
    Received { author: note.author.clone(), from: note.from_department.clone(), date: note.date, text }
}

fn is_here(occasion: Option<&Occasion>, contact_id: &str) -> bool {
    occasion.and_then(|it| it.interaction_id.as_deref()) == Some(contact_id)
}

/// The last thing that happened to the question in this contact; a gateway without histories says only where the
/// answer was given.
fn last_action_here(answer: &Answer, contact_id: &str) -> Option<AskAction> {
    let here = answer.history.iter().filter(|it| is_here(it.occasion.as_ref(), contact_id));
    let last = here.max_by_key(|it| it.at).map(|it| it.action.clone());
    let answered = if answer.value.is_some() { AskAction::Answered } else { AskAction::Asked };
    last.or_else(|| is_here(answer.answered_in.as_ref(), contact_id).then_some(answered))
}

#[cfg(test)]
mod tests {
    use context_contract::{Context, enums::Department};
    use serde_json::{Value as Json, json};

    use super::{ContactSoFar, Field};

    const CALL: &str = "phone:call:CA1";

    fn context() -> Context {
        serde_json::from_str(include_str!("../crates/context-contract/fixtures/context.json")).unwrap()
    }

    fn texts(so_far: &ContactSoFar, field: Field) -> Vec<&str> {
        so_far.lines(field).iter().map(|line| line.text.as_str()).collect()
    }

    fn gather(context: &Context) -> ContactSoFar {
        ContactSoFar::gather(context, Some(CALL), Some("technical"), Some(&Department::Support))
    }

    #[test]
    fn the_hand_off_and_the_records_make_one_picture() {
        let so_far = gather(&context());
        assert_eq!(texts(&so_far, Field::Reason), ["Router restarts several times a day"]);
        assert_eq!(
            texts(&so_far, Field::Promised),
            ["Callback before 17:00"],
            "once, though two records say it"
        );
        assert_eq!(texts(&so_far, Field::Next), ["Check line, then replace the router"]);
        assert_eq!(so_far.transfers, 1);
        assert!(so_far.began.is_some());
    }

    #[test]
    fn nothing_of_other_contacts_gets_in() {
        let so_far = ContactSoFar::gather(&context(), Some("phone:call:CA2"), None, None);
        assert!(Field::ALL.iter().all(|field| so_far.lines(*field).is_empty()) && so_far.received.is_none());
        let so_far = ContactSoFar::gather(&context(), None, Some("invoice"), None);
        assert_eq!(texts(&so_far, Field::Reason), ["invoice"], "the host's word is all there is");
    }

    #[test]
    fn the_last_thing_that_happened_to_a_question_in_this_contact_decides() {
        let check = |history: Json, value: Json, asked: usize, answered: usize| {
            let mut context = context();
            context.notes.clear();
            let answer = json!([{"key": "k", "question": "Q", "value": value, "status": "answered", "history": history, "source": "g"}]);
            context.answers = serde_json::from_value(answer).unwrap();
            let so_far = gather(&context);
            let found = (so_far.lines(Field::Asked).len(), so_far.lines(Field::Answered).len());
            assert_eq!(found, (asked, answered), "{history} {value}");
        };
        let entry = |action: &str, minute: u32, id: &str| json!({"action": action, "at": format!("2026-11-22T09:{minute:02}:00Z"), "in": {"interactionId": id}});
        check(json!([]), json!("AX"), 0, 0);
        check(json!([entry("asked", 1, CALL)]), Json::Null, 1, 0);
        check(json!([entry("asked", 1, CALL)]), json!("old value"), 1, 0);
        check(json!([entry("answered", 2, CALL), entry("asked", 1, CALL)]), json!("AX"), 0, 1);
        check(json!([entry("asked", 1, CALL), entry("confirmed", 2, CALL)]), json!("AX"), 0, 1);
        check(json!([entry("declined", 2, CALL)]), Json::Null, 0, 1);
        check(json!([entry("answered", 2, "another")]), json!("AX"), 0, 0);
    }

    #[test]
    fn an_answer_is_named_but_its_value_never_becomes_text() {
        let mut context = context();
        context.notes.clear();
        context.answers =
            serde_json::from_value(json!([{"key": "k", "question": "Which router?", "value": "AX-3000",
            "status": "answered", "answeredIn": {"interactionId": CALL}, "source": "g"}]))
            .unwrap();
        let so_far = gather(&context);
        assert_eq!(so_far.lines(Field::Answered)[0].value, Some("AX-3000".into()));
        assert_eq!(so_far.text(Field::Answered), "Which router?");
    }

    #[test]
    fn a_hand_off_is_for_the_department_it_names() {
        let check = |to: Json, mine: Option<&Department>, expected: bool| {
            let mut context = context();
            context.notes[0].to_department = serde_json::from_value(to.clone()).unwrap();
            let so_far = ContactSoFar::gather(&context, Some(CALL), None, mine);
            assert_eq!(so_far.received.is_some(), expected, "{to} {mine:?}");
        };
        check(json!("support"), Some(&Department::Support), true);
        check(json!("support"), Some(&Department::Billing), false);
        check(Json::Null, Some(&Department::Support), true);
        check(Json::Null, Some(&Department::Billing), false);
        check(json!("support"), None, true);
    }
}
