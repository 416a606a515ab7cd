//! Changes that arrive by the stream: reading them and applying them to the customer on screen.
//! Pure; the reducer has already made sure that a change is about this customer. Knows nothing of connections.

use std::rc::Rc;

use context_contract::{
    Alert, Answer, Commitment, Consent, Context, Interaction, Note, Profile, Source, Verification,
    stream::StreamEventType,
};

use crate::{json, store::Ready};

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
    /// A promise is due soon, or overdue, by the gateway's clock.
    Due(Box<Commitment>),
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
    /// Reads the data of an event, which are JSON. `None` for kinds that this version does not know.
    ///
    /// # Errors
    /// When the data are not of the shape that the kind promises.
    pub fn read(kind: &StreamEventType, data: &str) -> serde_json::Result<Option<Self>> {
        Ok(Some(match kind {
            StreamEventType::InteractionCreated => Self::InteractionCreated(json::read(data)?),
            StreamEventType::InteractionUpdated => Self::InteractionUpdated(json::read(data)?),
            StreamEventType::ProfileUpdated => Self::Profile(json::read(data)?),
            StreamEventType::VerificationUpdated => Self::Verification(json::read(data)?),
            StreamEventType::AnswerUpdated => Self::Answer(json::read(data)?),
            StreamEventType::CommitmentUpdated => Self::Commitment(json::read(data)?),
            StreamEventType::CommitmentDue => Self::Due(json::read(data)?),
            StreamEventType::ConsentUpdated => Self::Consent(json::read(data)?),
            StreamEventType::NoteCreated => Self::Note(json::read(data)?),
            StreamEventType::AlertRaised => Self::Alert(json::read(data)?),
            StreamEventType::SourceStatus => Self::Source(json::read(data)?),
            StreamEventType::Snapshot => Self::Snapshot(json::read(data)?),
            StreamEventType::Reset => Self::Reset,
            StreamEventType::Other(_) => return Ok(None),
        }))
    }
}

/// The interactions that a context keeps for whoever looks there for the contact going on now.
const RECENT: usize = 20;

/// Applies one change. Returns whether anything is different.
pub fn apply(ready: &mut Ready, change: Change) -> bool {
    match change {
        Change::InteractionCreated(one) => interaction(ready, *one, true),
        Change::InteractionUpdated(one) => interaction(ready, *one, false),
        Change::Snapshot(snapshot) => catch_up(ready, *snapshot),
        other => {
            let told = matches!(&other, Change::Due(due) if ready.reminded.insert(due.id.clone()));
            let mut context = (*ready.context).clone();
            apply_to_context(&mut context, other);
            let different = context != *ready.context;
            if different {
                ready.context = Rc::new(context);
            }
            different || told
        }
    }
}

fn apply_to_context(context: &mut Context, change: Change) {
    match change {
        Change::Profile(profile) => context.profile = *profile,
        Change::Verification(one) => put(&mut context.verifications, *one, |it| &it.id),
        Change::Answer(one) => put(&mut context.answers, *one, |it| &it.key),
        Change::Commitment(one) | Change::Due(one) => put(&mut context.commitments, *one, |it| &it.id),
        Change::Consent(one) => put_consent(&mut context.consents, *one),
        Change::Note(one) => put(&mut context.notes, *one, |it| &it.id),
        Change::Alert(one) => put(&mut context.alerts, *one, |it| &it.id),
        Change::Source(one) => put_source(context, *one),
        Change::InteractionCreated(_)
        | Change::InteractionUpdated(_)
        | Change::Snapshot(_)
        | Change::Reset => {}
    }
}

/// Everything but the timeline is replaced; of the timeline, what is new since the fetch is added, so that the
/// agent's place in it stays. A snapshot of another customer is not believed.
fn catch_up(ready: &mut Ready, snapshot: Context) -> bool {
    if snapshot.customer_id != ready.context.customer_id || snapshot == *ready.context {
        return false;
    }
    Rc::make_mut(&mut ready.timeline).renew(&snapshot.interactions, true);
    ready.context = Rc::new(snapshot);
    true
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

/// The timeline knows all that is loaded; the context keeps the few newest.
fn interaction(ready: &mut Ready, one: Interaction, created: bool) -> bool {
    let different = Rc::make_mut(&mut ready.timeline).changed(&one, created);
    let known = ready.context.interactions.items.iter().any(|known| known.id == one.id);
    if different && (created || known) {
        let recent = &mut Rc::make_mut(&mut ready.context).interactions.items;
        put(recent, one, |it| &it.id);
        recent.truncate(RECENT);
    }
    different
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
        let state = State::default().after(Action::Select(Subject::Supplied(context.into(), 0))).unwrap();
        state.ready().unwrap().clone()
    }

    fn check(kind: &str, data: &Json, expect: impl FnOnce(&Ready)) {
        let mut ready = ready();
        let change = Change::read(&StreamEventType::from(kind), &data.to_string()).unwrap().unwrap();
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
    fn a_reminder_is_remembered() {
        let data =
            json!({"id": "cm1", "text": "Callback", "status": "open", "dueAt": "2026-11-22T17:00:00Z"});
        check("commitment.due", &data, |ready| {
            assert!(ready.reminded.contains("cm1"));
            assert_eq!(ready.context.commitments[0].text, "Callback");
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
        let ids =
            |ready: &Ready| ready.timeline.rows.iter().map(|row| row.id().to_owned()).collect::<Vec<_>>();
        check("interaction.created", &at("new", "2026-11-20T00:00:00Z"), |ready| {
            assert_eq!(ids(ready)[1], "new");
            assert_eq!(ready.timeline.meter().total, 1241);
        });
        check("interaction.updated", &at("phone:call:CA1", "2026-11-22T09:01:00Z"), |ready| {
            assert_eq!(ready.timeline.rows.len(), 5);
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
        let before = ready.timeline.rows.len();
        assert!(apply(&mut ready, Change::Snapshot(Box::new(snapshot.clone()))));
        assert!(ready.context.alerts.is_empty());
        assert_eq!(ready.timeline.rows.len(), before);
        let first = ready.timeline.rows.iter().next().unwrap();
        assert_eq!(first.item().description.as_deref(), Some("changed"));
        snapshot.customer_id = "somebody-else".to_owned();
        snapshot.alerts = serde_json::from_value(
            json!([{"id": "a", "severity": "info", "title": "foreign", "source": "s"}]),
        )
        .unwrap();
        assert!(!apply(&mut ready, Change::Snapshot(Box::new(snapshot))));
    }

    #[test]
    fn unknown_kinds_are_ignored_and_wrong_shapes_are_errors() {
        assert_eq!(Change::read(&StreamEventType::from("weather.changed"), "1").unwrap(), None);
        assert!(Change::read(&StreamEventType::AnswerUpdated, r#"{"key": 1}"#).is_err());
    }
}
