//! The view of one department: applies the rules to contract objects.
//! Knows where in an object each field is, not which rule there is.

use std::{borrow::Cow, sync::Arc};

use context_contract::{
    Answer, Commitment, Interaction, Note, Profile, Value, Verification,
    enums::{AnswerStatus, Sensitivity},
    interaction::Period,
    mask,
    profile::{ContactPoint, Provenance},
    value::{Masked, Restricted},
};

use super::{Effect, Policy, Secrets};
use crate::questions::Catalogue;

/// What a restricted object says about why.
const BY_POLICY: &str = "policy";

/// The view of one department.
#[derive(Clone, Debug)]
pub struct Lens<'a> {
    policy: &'a Policy,
    department: &'a str,
    questions: Option<Arc<Catalogue>>,
}

impl<'a> Lens<'a> {
    pub(super) fn new(policy: &'a Policy, department: &'a str) -> Self {
        Self { policy, department, questions: None }
    }

    /// The same view, which also hides of answers what the catalogue calls sensitive, from every department.
    #[must_use]
    pub fn with_questions(self, questions: Arc<Catalogue>) -> Self {
        Self { questions: Some(questions), ..self }
    }

    /// Redacts a profile with its provenance, and returns what must not appear elsewhere.
    pub fn profile(&self, profile: &mut Profile) -> Secrets {
        let mut secrets = Secrets::default();
        self.provenance(profile, &mut secrets);
        for (name, value) in [("birthDate", &mut profile.birth_date), ("gender", &mut profile.gender)] {
            if let Some(value) = value {
                self.value(name, value, &mut secrets);
            }
        }
        profile.contact_points.iter_mut().for_each(|point| self.contact_point(point, &mut secrets));
        for identifier in &mut profile.external_identifier {
            let field = format!("externalIdentifier.{}", identifier.external_identifier_type);
            self.value(&field, &mut identifier.id, &mut secrets);
        }
        for (name, value) in &mut profile.traits {
            self.value(&format!("traits.{name}"), value, &mut secrets);
        }
        self.name(profile, &mut secrets);
        scrub_profile(profile, &secrets);
        secrets
    }

    /// Redacts an answer. A question whose answer is withheld stays, so that nobody asks it again.
    pub fn answer(&self, answer: &mut Answer, secrets: &Secrets) {
        if let Some(value) = &mut answer.value {
            let mut own = Secrets::default();
            match self.value(&format!("answers.{}", answer.key), value, &mut own) {
                Effect::Restrict => answer.status = AnswerStatus::Restricted,
                _ => secrets.scrub_value(value),
            }
            self.hide_sensitive(&answer.key, value);
        }
        secrets.scrub_option(&mut answer.question);
    }

    /// The catalogue may hide more than policy does, never less.
    fn hide_sensitive(&self, key: &str, value: &mut Value) {
        let entry = self.questions.as_ref().and_then(|questions| questions.entry(key));
        match entry.map(|entry| &entry.sensitivity) {
            None | Some(Sensitivity::Open) => {}
            Some(Sensitivity::Masked) => *value = mask::ends(value).into_owned(),
            Some(Sensitivity::Secret | Sensitivity::Other(_)) => {
                *value = mask::whole(Cow::Borrowed(value)).into_owned();
            }
        }
    }

    /// Redacts a verification: its claims are masked by whoever made it, and once more here.
    pub fn verification(&self, verification: &mut Verification, secrets: &Secrets) {
        if let Some(claims) = &mut verification.verified_claims {
            secrets.scrub_value(claims);
        }
    }

    /// Redacts a note.
    pub fn note(&self, note: &mut Note, secrets: &Secrets) {
        secrets.scrub(&mut note.text);
        if let Some(handoff) = &mut note.handoff {
            secrets.scrub_handoff(handoff);
        }
    }

    /// Redacts a promise.
    pub fn commitment(&self, commitment: &mut Commitment, secrets: &Secrets) {
        secrets.scrub(&mut commitment.text);
    }

    /// Redacts an interaction. A confidential one of a department whose secrets this one may not see becomes
    /// a line that says that something happened.
    #[must_use]
    pub fn interaction(
        &self,
        mut interaction: Interaction,
        confidential: bool,
        secrets: &Secrets,
    ) -> Interaction {
        if confidential
            && !self.policy.confidential(self.department).contains(interaction.department.as_str())
        {
            return restricted(interaction);
        }
        secrets.scrub_interaction(&mut interaction);
        interaction
    }

    fn name(&self, profile: &mut Profile, secrets: &mut Secrets) {
        let Some(name) = &mut profile.name else { return };
        if self.policy.effect(self.department, "name") != Effect::Show {
            secrets.remember(&Value::Text(name.full.clone()), "");
            name.full = "••••".to_owned();
            (name.given, name.surname) = (None, None);
        }
    }

    fn contact_point(&self, point: &mut ContactPoint, secrets: &mut Secrets) {
        let field = format!("contactPoints.{}", point.kind);
        if self.value(&field, &mut point.value, secrets) != Effect::Show {
            // The parts say what the whole does.
            point.address = None;
        }
    }

    /// The values that were not chosen are as sensitive as the one that was.
    fn provenance(&self, profile: &mut Profile, secrets: &mut Secrets) {
        let mut provenance = std::mem::take(&mut profile.provenance);
        for (pointer, entry) in &mut provenance {
            let field = field_name(profile, pointer);
            for alternative in entry.conflict.iter_mut().flat_map(|conflict| &mut conflict.alternatives) {
                self.value(&field, &mut alternative.value, secrets);
            }
        }
        profile.provenance = provenance;
    }

    fn value(&self, field: &str, value: &mut Value, secrets: &mut Secrets) -> Effect {
        let effect = self.policy.effect(self.department, field);
        let hidden = match effect {
            Effect::Show => return effect,
            Effect::MaskToLastFour => masked(last_four(value)),
            Effect::Mask => masked(String::new()),
            Effect::Restrict => Value::Restricted(Restricted { restricted: BY_POLICY.into() }),
        };
        // What arrived masked or withheld stays as its source sent it.
        if !matches!(value, Value::Masked(_) | Value::Restricted(_)) {
            let raw = std::mem::replace(value, hidden);
            let shown =
                if let Value::Masked(masked) = &value { masked.masked.clone() } else { String::new() };
            secrets.remember(&raw, &shown);
        }
        effect
    }
}

/// The name by which rules know what lies at a pointer into the profile.
fn field_name(profile: &Profile, pointer: &str) -> String {
    let mut tokens = pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"));
    let (first, second) = (tokens.next().unwrap_or_default(), tokens.next().unwrap_or_default());
    let index: Option<usize> = second.parse().ok();
    match first.as_str() {
        "contactPoints" => {
            let point = index.and_then(|index| profile.contact_points.get(index));
            format!("contactPoints.{}", point.map_or("", |point| point.kind.as_str()))
        }
        "externalIdentifier" => {
            let identifier = index.and_then(|index| profile.external_identifier.get(index));
            format!("externalIdentifier.{}", identifier.map_or("", |id| id.external_identifier_type.as_str()))
        }
        "traits" => format!("traits.{second}"),
        _ => first,
    }
}

/// Records are often called by the very number that is masked, and systems repeat each other's numbers.
fn scrub_profile(profile: &mut Profile, secrets: &Secrets) {
    let drop_when_hidden = |text: &mut Option<String>| {
        if text.as_ref().is_some_and(|text| secrets.are_in(text)) {
            *text = None;
        }
    };
    for Provenance { record_id, conflict, .. } in profile.provenance.values_mut() {
        drop_when_hidden(record_id);
        for alternative in conflict.iter_mut().flat_map(|conflict| &mut conflict.alternatives) {
            drop_when_hidden(&mut alternative.record_id);
            secrets.scrub_value(&mut alternative.value);
        }
    }
    for identifier in &mut profile.external_identifier {
        secrets.scrub_value(&mut identifier.id);
    }
    profile.traits.values_mut().for_each(|value| secrets.scrub_value(value));
    profile.contact_points.iter_mut().for_each(|point| secrets.scrub_value(&mut point.value));
}

/// Only that it happened, in which department, as what and when.
fn restricted(interaction: Interaction) -> Interaction {
    let Period { start_date_time, end_date_time } = interaction.interaction_date;
    Interaction {
        id: interaction.id,
        kind: interaction.kind,
        channel: None,
        department: interaction.department,
        direction: None,
        status: None,
        reason: None,
        product: None,
        description: None,
        interaction_date: Period { start_date_time, end_date_time },
        last_update: None,
        participants: Vec::new(),
        relationships: Vec::new(),
        summary: None,
        items: Vec::new(),
        amount: None,
        transcript: Vec::new(),
        sentiment: None,
        url: None,
        source: interaction.source,
        restricted: Some(BY_POLICY.to_owned()),
    }
}

fn masked(shown: String) -> Value {
    Value::Masked(Masked { masked: shown, handle: None })
}

/// The end of a text or a number, where that says little about the rest; nothing of anything else.
fn last_four(value: &Value) -> String {
    match value {
        Value::Text(text) => mask::last_four(text),
        Value::Integer(number) => mask::last_four(&number.to_string()),
        _ => String::new(),
    }
}
