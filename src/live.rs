//! Changes that arrive by the stream: reading them and applying them to the customer on screen.
//! Pure; the reducer has already made sure that a change is about this customer. Knows nothing of connections.

use std::rc::Rc;

use context_contract::{
    Alert, Answer, Commitment, Consent, Context, Interaction, Note, Profile, Source, Verification,
    stream::StreamEventType,
};
use serde::{Deserialize, Deserializer};

use crate::store::{Ready, Timeline};

/// Something about the customer is new. Holds the object in its new state.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// An interaction began.
    InteractionCreated(Box<Interaction>),
    /// An interaction changed.
    InteractionUpdated(Box<Interaction>),
    /// The unified profile changed.
    Profile(Box<Profile>),
    /// A check was made or changed.
    Verification(Box<Verification>),
    /// An answer was given or changed.
    Answer(Box<Answer>),
    /// A promise was made or changed.
    Commitment(Box<Commitment>),
    /// A consent changed.
    Consent(Box<Consent>),
    /// A note was written.
    Note(Box<Note>),
    /// An alert was raised.
    Alert(Box<Alert>),
    /// A source answered or failed.
    Source(Box<Source>),
    /// The state at the moment of connecting: what changed before that was not told.
    Snapshot(Box<Context>),
    /// Too much was missed; the context has to be fetched again.
    Reset,
}

impl Change {
    /// Reads the data of an event. `None` for kinds that this version does not know.
    ///
    /// # Errors
    /// When the data are not of the shape that the kind promises.
    pub fn read<'de, D: Deserializer<'de>>(
        kind: &StreamEventType,
        data: D,
    ) -> Result<Option<Self>, D::Error> {
        Ok(Some(match kind {
            StreamEventType::InteractionCreated => Self::InteractionCreated(Deserialize::deserialize(data)?),
            StreamEventType::InteractionUpdated => Self::InteractionUpdated(Deserialize::deserialize(data)?),
            StreamEventType::ProfileUpdated => Self::Profile(Deserialize::deserialize(data)?),
            StreamEventType::VerificationUpdated => Self::Verification(Deserialize::deserialize(data)?),
            StreamEventType::AnswerUpdated => Self::Answer(Deserialize::deserialize(data)?),
            StreamEventType::CommitmentUpdated | StreamEventType::CommitmentDue => {
                Self::Commitment(Deserialize::deserialize(data)?)
            }
            StreamEventType::ConsentUpdated => Self::Consent(Deserialize::deserialize(data)?),
            StreamEventType::NoteCreated => Self::Note(Deserialize::deserialize(data)?),
            StreamEventType::AlertRaised => Self::Alert(Deserialize::deserialize(data)?),
            StreamEventType::SourceStatus => Self::Source(Deserialize::deserialize(data)?),
            StreamEventType::Snapshot => Self::Snapshot(Deserialize::deserialize(data)?),
            StreamEventType::Reset => Self::Reset,
            StreamEventType::Other(_) => return Ok(None),
        }))
    }
}

/// Applies one change. Returns whether anything is different.
pub fn apply(ready: &mut Ready, change: Change) -> bool {
    let before = ready.clone();
    let context = Rc::make_mut(&mut ready.context);
    match change {
        Change::InteractionCreated(one) => add_interaction(&mut ready.timeline, context, *one),
        Change::InteractionUpdated(one) => update_interaction(&mut ready.timeline, context, *one),
        Change::Profile(profile) => context.profile = *profile,
        Change::Verification(one) => put(&mut context.verifications, *one, |it| &it.id),
        Change::Answer(one) => put(&mut context.answers, *one, |it| &it.key),
        Change::Commitment(one) => put(&mut context.commitments, *one, |it| &it.id),
        Change::Consent(one) => put_consent(&mut context.consents, *one),
        Change::Note(one) => put(&mut context.notes, *one, |it| &it.id),
        Change::Alert(one) => put(&mut context.alerts, *one, |it| &it.id),
        Change::Source(one) => put_source(context, *one),
        Change::Snapshot(snapshot) => catch_up(&mut ready.timeline, context, *snapshot),
        Change::Reset => {}
    }
    before != *ready
}

/// Everything but the timeline is replaced; of the timeline, what is new since the fetch is added, so that the
/// agent's place in it stays. A snapshot of another customer is not believed.
fn catch_up(timeline: &mut Timeline, context: &mut Context, mut snapshot: Context) {
    if snapshot.customer_id != context.customer_id {
        return;
    }
    let newer = std::mem::take(&mut snapshot.interactions.items);
    snapshot.interactions = std::mem::take(&mut context.interactions);
    *context = snapshot;
    for one in newer.into_iter().rev() {
        let known = context.interactions.items.iter().any(|known| known.id == one.id);
        let before_loaded = timeline.items.last().is_some_and(|oldest| newer_first(oldest, &one));
        if known || !before_loaded {
            add_interaction(timeline, context, one);
        }
    }
}

/// Replaces the object with the same key in its place; a new one comes first, as lists are newest first.
fn put<T>(list: &mut Vec<T>, one: T, key: impl Fn(&T) -> &String) {
    match list.iter().position(|known| key(known) == key(&one)) {
        Some(place) => list[place] = one,
        None => list.insert(0, one),
    }
}

fn put_consent(list: &mut Vec<Consent>, one: Consent) {
    list.retain(|known| (&known.purpose, &known.channel) != (&one.purpose, &one.channel));
    list.insert(0, one);
}

fn put_source(context: &mut Context, one: Source) {
    match context.sources.iter().position(|known| known.id == one.id) {
        Some(place) => context.sources[place] = one,
        None => context.sources.push(one),
    }
    context.complete = context.sources.iter().all(|source| !source.status.is_failure());
}

/// The context keeps every interaction it has heard of, so that one that is announced twice counts once.
fn add_interaction(timeline: &mut Timeline, context: &mut Context, one: Interaction) {
    if context.interactions.items.iter().any(|known| known.id == one.id) {
        return update_interaction(timeline, context, one);
    }
    context.interactions.items.insert(0, one.clone());
    count(timeline, &one);
    insert_in_order(timeline, one);
}

fn update_interaction(timeline: &mut Timeline, context: &mut Context, one: Interaction) {
    if let Some(known) = context.interactions.items.iter_mut().find(|known| known.id == one.id) {
        *known = one.clone();
    }
    match timeline.items.iter().position(|known| known.id == one.id) {
        Some(place) if belongs(timeline, &one) => timeline.items[place] = Rc::new(one),
        Some(place) => drop(timeline.items.remove(place)),
        None => insert_in_order(timeline, one),
    }
}

/// Under a search nothing new appears: whether it matches, only the server can tell.
fn belongs(timeline: &Timeline, one: &Interaction) -> bool {
    let known = timeline.items.iter().any(|shown| shown.id == one.id);
    let searching = !timeline.filter.text.trim().is_empty();
    let department = timeline.filter.department.as_ref();
    (known || !searching) && department.is_none_or(|wanted| *wanted == one.department)
}

fn insert_in_order(timeline: &mut Timeline, one: Interaction) {
    let end = timeline.items.len();
    let place = timeline.items.iter().position(|known| newer_first(&one, known)).unwrap_or(end);
    let beyond_loaded = place == end && timeline.has_more;
    if belongs(timeline, &one) && !beyond_loaded {
        timeline.items.insert(place, Rc::new(one));
    }
}

/// The contract's order: start descending, then id.
fn newer_first(a: &Interaction, b: &Interaction) -> bool {
    let start = |it: &Interaction| it.interaction_date.start_date_time;
    start(a) > start(b) || (start(a) == start(b) && a.id < b.id)
}

fn count(timeline: &mut Timeline, one: &Interaction) {
    if let Some(total) = &mut timeline.unfiltered_total {
        total.value += 1;
    }
    if belongs(timeline, one)
        && let Some(total) = &mut timeline.total
    {
        total.value += 1;
    }
    let mut departments = timeline.departments.to_vec();
    match departments.iter_mut().find(|(department, _)| *department == one.department) {
        Some((_, count)) => *count += 1,
        None => departments.push((one.department.clone(), 1)),
    }
    timeline.departments = departments.into();
}

#[cfg(test)]
mod tests {
    use context_contract::{Context, stream::StreamEventType};
    use serde_json::{Value as Json, json};

    use super::{Change, apply};
    use crate::store::{Action, Ready, State, Subject};

    fn ready() -> Ready {
        let text = include_str!("../crates/context-contract/fixtures/context.json");
        let context: Context = serde_json::from_str(text).unwrap();
        let state = State::default().after(Action::Select(Subject::Supplied(context.into()))).unwrap();
        state.ready().unwrap().clone()
    }

    fn check(kind: &str, data: &Json, expect: impl FnOnce(&Ready)) {
        let mut ready = ready();
        let change = Change::read(&StreamEventType::from(kind), data).unwrap().unwrap();
        assert!(apply(&mut ready, change.clone()), "{kind} changes something");
        expect(&ready);
        assert!(!apply(&mut ready, change), "{kind} a second time changes nothing");
    }

    #[test]
    fn answers_are_replaced_by_key() {
        let data =
            json!({"key": "callback.time", "value": "after 17:00", "status": "answered", "source": "g"});
        check("answer.updated", &data, |ready| {
            assert_eq!(ready.context.answers.len(), 7);
            assert_eq!(ready.context.answers[3].value, Some("after 17:00".into()));
        });
    }

    #[test]
    fn a_source_that_recovers_makes_the_view_complete() {
        check("source.status", &json!({"id": "shop", "status": "ok"}), |ready| {
            assert!(ready.context.complete);
        });
    }

    #[test]
    fn interactions_change_in_place_or_go_where_their_time_belongs() {
        let at = |id: &str, time: &str| {
            json!({"id": id, "type": "call", "department": "sales", "source": "s",
                   "interactionDate": {"startDateTime": time}})
        };
        let ids = |ready: &Ready| ready.timeline.items.iter().map(|it| it.id.clone()).collect::<Vec<_>>();
        check("interaction.created", &at("new", "2026-11-20T00:00:00Z"), |ready| {
            assert_eq!(ids(ready)[1], "new");
            assert_eq!(ready.timeline.total.as_ref().unwrap().value, 1241);
        });
        check("interaction.updated", &at("phone:call:CA1", "2026-11-22T09:01:00Z"), |ready| {
            assert_eq!(ready.timeline.items.len(), 5);
        });
        check("interaction.created", &at("old", "2020-01-01T00:00:00Z"), |ready| {
            assert!(
                !ids(ready).contains(&"old".to_owned()),
                "older than what is loaded: it comes with its page"
            );
        });
    }

    #[test]
    fn a_snapshot_brings_what_was_missed_and_never_another_customer() {
        let mut snapshot: Context =
            serde_json::from_str(include_str!("../crates/context-contract/fixtures/context.json")).unwrap();
        snapshot.alerts.clear();
        snapshot.interactions.items[0].description = Some("changed".to_owned());
        let mut ready = ready();
        let before = ready.timeline.items.len();
        assert!(apply(&mut ready, Change::Snapshot(Box::new(snapshot.clone()))));
        assert!(ready.context.alerts.is_empty());
        assert_eq!(ready.timeline.items.len(), before);
        assert_eq!(ready.timeline.items[0].description.as_deref(), Some("changed"));
        snapshot.customer_id = "somebody-else".to_owned();
        snapshot.alerts = serde_json::from_value(
            json!([{"id": "a", "severity": "info", "title": "foreign", "source": "s"}]),
        )
        .unwrap();
        assert!(!apply(&mut ready, Change::Snapshot(Box::new(snapshot))));
    }

    #[test]
    fn unknown_kinds_are_ignored_and_wrong_shapes_are_errors() {
        assert_eq!(Change::read(&StreamEventType::from("weather.changed"), json!(1)).unwrap(), None);
        assert!(Change::read(&StreamEventType::AnswerUpdated, json!({"key": 1})).is_err());
    }
}
