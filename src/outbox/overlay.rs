//! Lays what is recorded over what the server knows, so that it is on screen at once.
//! Pure; knows what each write makes of a context, not whether the server will agree.

use std::rc::Rc;

use context_contract::{
    Answer, Commitment, Context, Interaction, Note, Profile, Timestamp, Value, Verification,
    enums::{AnswerStatus, AskAction, ProvenanceMethod, Resolution},
    fact::Asking,
    interaction::Period,
    profile::{Conflict, Provenance},
    request::{
        AnswerWrite, CommitmentWrite, FieldDecision, FieldWrite, InteractionPatch, NoteWrite,
        VerificationWrite,
    },
};

use super::{Entry, Write};

/// The source of what only this panel knows so far.
const UNSAVED: &str = "";

/// How long a check counts that says nothing else, in milliseconds; the gateway's default.
const CHECK_MS: i64 = 30 * 60 * 1_000;

/// The context as it will be when the server has everything that is on its way. Entries that the server refused or
/// that conflict are left out, and so are entries of other customers.
#[must_use]
pub fn overlay(base: &Rc<Context>, entries: &[Rc<Entry>]) -> Rc<Context> {
    let mut context = base.clone();
    for entry in entries.iter().filter(|it| it.is_undecided() && *it.customer == *base.customer_id) {
        lay(Rc::make_mut(&mut context), entry);
    }
    context
}

fn lay(context: &mut Context, entry: &Entry) {
    let at = entry.at;
    match &*entry.write {
        Write::Answer { key, body } => lay_answer(&mut context.answers, key, body, at),
        Write::Field { body, .. } => lay_field(&mut context.profile, body, at),
        Write::Verification(body) => context.verifications.insert(0, verification(&entry.key, body, at)),
        Write::Note(body) => context.notes.insert(0, note(&entry.key, body, at)),
        Write::Commitment { id, body } => lay_commitment(&mut context.commitments, id, body),
        Write::Interaction { id, body } => {
            if let Some(known) = context.interactions.items.iter_mut().find(|known| known.id == *id) {
                lay_interaction(known, body, at);
            }
        }
    }
}

fn lay_answer(answers: &mut Vec<Answer>, key: &str, body: &AnswerWrite, at: Timestamp) {
    let place = answers.iter().position(|answer| answer.key == key).unwrap_or_else(|| {
        answers.push(unasked(key));
        answers.len() - 1
    });
    let answer = &mut answers[place];
    if body.action != Some(AskAction::Confirmed) || body.value.is_some() {
        answer.value.clone_from(&body.value);
    }
    answer.value_type = body.value_type.clone().or_else(|| answer.value_type.take());
    answer.question = body.question.clone().or_else(|| answer.question.take());
    answer.status = body.status.clone();
    answer.asked_count = answer.asked_count.saturating_add(1);
    (answer.last_asked_at, answer.answered_at) = (Some(at), Some(at));
    answer.answered_in.clone_from(&body.answered_in);
    answer.valid_for = body.valid_for;
    answer.source = UNSAVED.to_owned();
    let action = body.action.clone().unwrap_or(match body.status {
        AnswerStatus::Declined => AskAction::Declined,
        _ => AskAction::Answered,
    });
    answer.history.insert(0, Asking { action, at, agent: None, occasion: body.answered_in.clone() });
}

/// A question about which nobody knows anything.
fn unasked(key: &str) -> Answer {
    Answer {
        key: key.to_owned(),
        question: None,
        value: None,
        value_type: None,
        status: AnswerStatus::Missing,
        asked_count: 0,
        last_asked_at: None,
        answered_at: None,
        answered_in: None,
        confidence: None,
        valid_for: None,
        history: Vec::new(),
        etag: None,
        source: UNSAVED.to_owned(),
    }
}

/// What a rule would choose once a decision is taken back, only the gateway knows: the field stays until it says so.
fn lay_field(profile: &mut Profile, body: &FieldWrite, at: Timestamp) {
    let pointer = &body.pointer;
    match &body.decision {
        FieldDecision::Keep => decide(profile, pointer, None, at),
        FieldDecision::Correct { value } => decide(profile, pointer, Some(value.clone()), at),
        FieldDecision::Choose { source, record_id } => {
            choose(profile, pointer, source, record_id.as_ref(), at);
        }
        FieldDecision::Undo => {}
    }
}

fn choose(profile: &mut Profile, pointer: &str, source: &str, record: Option<&String>, at: Timestamp) {
    let conflict = profile.provenance.get(pointer).and_then(|it| it.conflict.as_ref());
    let chosen = conflict.and_then(|it| {
        let fits = |other: &&_| -> bool {
            let other: &context_contract::profile::Alternative = other;
            other.source == source && (record.is_none() || other.record_id.as_ref() == record)
        };
        it.alternatives.iter().find(fits).map(|other| other.value.clone())
    });
    decide(profile, pointer, chosen, at);
}

/// Puts the value, if there is a new one, and keeps the old one beside it.
fn decide(profile: &mut Profile, pointer: &str, value: Option<Value>, at: Timestamp) {
    let before = field_value(profile, pointer);
    let provenance = profile.provenance.entry(pointer.to_owned()).or_insert_with(unknown_provenance);
    let old = context_contract::profile::Alternative {
        value: before.unwrap_or(Value::Null),
        source: provenance.source.clone(),
        record_id: provenance.record_id.clone(),
        observed_at: provenance.observed_at,
    };
    let mut alternatives = provenance.conflict.take().map(|it| it.alternatives).unwrap_or_default();
    if let Some(value) = value {
        alternatives.retain(|other| other.value != value);
        if old.value != Value::Null {
            alternatives.insert(0, old);
        }
        set_field(profile, pointer, value);
    }
    let decided = Conflict { resolution: Resolution::Manual, alternatives };
    if let Some(provenance) = profile.provenance.get_mut(pointer) {
        provenance.conflict = Some(decided);
        provenance.observed_at = Some(at);
    }
}

fn unknown_provenance() -> Provenance {
    Provenance {
        source: UNSAVED.to_owned(),
        record_id: None,
        observed_at: None,
        method: ProvenanceMethod::Declared,
        confidence: None,
        conflict: None,
    }
}

/// The value of a profile's field, by JSON pointer. `None` for fields that nobody knows and that do not exist.
#[must_use]
pub fn field_value(profile: &Profile, pointer: &str) -> Option<Value> {
    let parts: Vec<&str> = pointer.split('/').skip(1).collect();
    let place = |text: &str| text.parse::<usize>().ok();
    match *parts.as_slice() {
        ["birthDate"] => profile.birth_date.clone(),
        ["gender"] => profile.gender.clone(),
        ["name", "full"] => profile.name.as_ref().map(|name| Value::Text(name.full.clone())),
        ["contactPoints", at, "value"] => {
            profile.contact_points.get(place(at)?).map(|point| point.value.clone())
        }
        ["externalIdentifier", at, "id"] => {
            profile.external_identifier.get(place(at)?).map(|id| id.id.clone())
        }
        ["traits", name] => profile.traits.get(&name.replace("~1", "/").replace("~0", "~")).cloned(),
        _ => None,
    }
}

fn set_field(profile: &mut Profile, pointer: &str, value: Value) {
    let parts: Vec<&str> = pointer.split('/').skip(1).collect();
    let place = |text: &str| text.parse::<usize>().ok();
    let slot = match *parts.as_slice() {
        ["birthDate"] => profile.birth_date.insert(Value::Null),
        ["gender"] => profile.gender.insert(Value::Null),
        ["name", "full"] => {
            if let Value::Text(full) = value {
                profile.name.get_or_insert_default().full = full;
            }
            return;
        }
        ["contactPoints", at, "value"] => {
            let Some(point) = place(at).and_then(|at| profile.contact_points.get_mut(at)) else { return };
            &mut point.value
        }
        ["externalIdentifier", at, "id"] => {
            let Some(id) = place(at).and_then(|at| profile.external_identifier.get_mut(at)) else { return };
            &mut id.id
        }
        ["traits", name] => {
            profile.traits.entry(name.replace("~1", "/").replace("~0", "~")).or_insert(Value::Null)
        }
        _ => return,
    };
    *slot = value;
}

fn verification(key: &str, body: &VerificationWrite, at: Timestamp) -> Verification {
    let end = Timestamp::from_millis(at.as_millis() + CHECK_MS);
    let valid_for = body.valid_for.unwrap_or(Period { start_date_time: Some(at), end_date_time: Some(end) });
    Verification {
        id: key.to_owned(),
        kind: body.kind.clone(),
        status: body.status.clone(),
        amr: body.amr.clone(),
        verified_claims: body.verified_claims.clone(),
        valid_for,
        performed_in: body.performed_in.clone(),
        reusable_for: body.reusable_for.clone(),
        party: body.party.clone(),
        party_name: body.party_name.clone(),
        performed_by: None,
        source: UNSAVED.to_owned(),
    }
}

fn note(key: &str, body: &NoteWrite, at: Timestamp) -> Note {
    Note {
        id: key.to_owned(),
        kind: body.kind.clone(),
        author: None,
        date: at,
        text: body.text.clone(),
        handoff: body.handoff.clone(),
        from_department: None,
        to_department: body.to_department.clone(),
        interaction_id: body.interaction_id.clone(),
    }
}

fn lay_commitment(commitments: &mut Vec<Commitment>, id: &str, body: &CommitmentWrite) {
    let known = commitments.iter().position(|known| known.id == id);
    let before = known.map(|place| commitments[place].clone());
    let promise = Commitment {
        id: id.to_owned(),
        text: body.text.clone(),
        due_at: body.due_at,
        status: body.status.clone(),
        department: before
            .as_ref()
            .map_or_else(|| body.made_in.as_ref()?.department.clone(), |before| before.department.clone()),
        owner: body.owner.clone().or_else(|| before.as_ref()?.owner.clone()),
        made_in: body.made_in.clone().or_else(|| before.as_ref()?.made_in.clone()),
        etag: before.and_then(|before| before.etag),
    };
    match known {
        Some(place) => commitments[place] = promise,
        None => commitments.insert(0, promise),
    }
}

fn lay_interaction(known: &mut Interaction, body: &InteractionPatch, at: Timestamp) {
    if let Some(department) = &body.department {
        known.department = department.clone();
    }
    known.status = body.status.clone().or_else(|| known.status.take());
    known.reason = body.reason.clone().or_else(|| known.reason.take());
    known.description = body.description.clone().or_else(|| known.description.take());
    known.summary = body.summary.clone().or_else(|| known.summary.take());
    known.interaction_date.end_date_time = body.end_date_time.or(known.interaction_date.end_date_time);
    known.last_update = Some(at);
}
