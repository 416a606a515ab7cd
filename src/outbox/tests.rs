//! The outbox against a server that loses answers, colleagues who write at the same time, and an agent who switches.

use std::{collections::BTreeMap, rc::Rc};

use context_contract::{
    Answer, Context, Timestamp, Value,
    enums::AnswerStatus,
    request::{AnswerWrite, FieldDecision, FieldWrite},
};
use proptest::prelude::*;
use serde_json::json;

use super::{Condition, Effect, EntryId, EntryState, News, Outbox, Outcome, Step, Target, Write, overlay};
use crate::{
    failure::Failure,
    live::Change,
    store::{Action, Arrival, Epoch, State, Subject},
};

const KEYS: [&str; 3] = ["router.model", "callback.time", "line.shared"];
const PEOPLE: [&str; 2] = ["anna", "bert"];

fn fixture() -> Rc<Context> {
    let text = include_str!("../../crates/context-contract/fixtures/context.json");
    Rc::new(serde_json::from_str(text).unwrap())
}

fn answer_write(key: &str, value: &str) -> Write {
    let body = AnswerWrite {
        value: Some(value.into()),
        status: AnswerStatus::Answered,
        action: None,
        question: None,
        value_type: None,
        answered_in: None,
        valid_for: None,
    };
    Write::Answer { key: key.to_owned(), body: Box::new(body) }
}

fn field_write(pointer: &str, decision: FieldDecision) -> Write {
    let body = FieldWrite { pointer: pointer.to_owned(), decision, decided_in: None };
    Write::Field { question: None, body: Box::new(body) }
}

fn answer(key: &str, value: &str, etag: u32) -> Answer {
    let answer = json!({"key": key, "value": value, "status": "answered", "etag": format!("\"{etag}\""), "source": "gateway"});
    serde_json::from_value(answer).unwrap()
}

fn record(customer: &str, write: Write, key: &str) -> Step {
    let at = Timestamp::parse("2026-11-22T09:12:00Z").unwrap();
    Step::Record {
        customer: customer.into(),
        endpoint: "https://g.example".into(),
        write: Rc::new(write),
        key: key.into(),
        at,
    }
}

/// An outbox with these things recorded for the customer of the fixture.
fn outbox(writes: Vec<Write>) -> (Outbox, Vec<EntryId>) {
    let (mut outbox, base) = (Outbox::default(), fixture());
    for (at, write) in writes.into_iter().enumerate() {
        outbox.take(record(&base.customer_id, write, &format!("k{at}")), Some(&*base));
    }
    let ids = outbox.of(&base.customer_id).map(|entry| entry.id).collect();
    (outbox, ids)
}

fn shown(outbox: &Outbox, key: &str) -> Option<Value> {
    let base = fixture();
    let entries: Vec<_> = outbox.of(&base.customer_id).cloned().collect();
    overlay(&base, &entries)
        .answers
        .iter()
        .find(|answer| answer.key == key)
        .and_then(|answer| answer.value.clone())
}

#[test]
fn what_is_recorded_is_shown_at_once_and_taken_back_when_it_is_refused() {
    let (mut outbox, ids) = outbox(vec![answer_write("router.model", "AX-9")]);
    assert_eq!(shown(&outbox, "router.model"), Some("AX-9".into()));
    outbox.take(Step::Sent(ids[0]), None);
    assert_eq!(shown(&outbox, "router.model"), Some("AX-9".into()));
    outbox.take(Step::Answered(ids[0], Outcome::Failed(Failure::Forbidden)), None);
    assert_eq!(shown(&outbox, "router.model"), Some("AX-3000".into()), "rolled back");
    let entry = outbox.about("cus_01J9", &Target::Answer("router.model".to_owned())).unwrap();
    assert_eq!(entry.state, EntryState::Rejected(Failure::Forbidden), "and kept, with the reason");
    outbox.take(Step::TryAgain(ids[0]), None);
    assert_eq!(outbox.sendable(), ids, "the agent may offer it again");
}

#[test]
fn a_copy_is_json_and_holds_everything() {
    let writes = vec![
        answer_write("router.model", "AX-9"),
        answer_write("router.model", "AX-10"),
        field_write("/birthDate", FieldDecision::Keep),
    ];
    let (mut outbox, ids) = outbox(writes);
    outbox.take(Step::Answered(ids[0], Outcome::Failed(Failure::Forbidden)), None);
    let copy = serde_json::to_string(&outbox).unwrap();
    let restored: Outbox = serde_json::from_str(&copy).unwrap();
    assert!(restored.of("cus_01J9").eq(outbox.of("cus_01J9")));
}

#[test]
fn conditions_are_those_of_what_is_on_screen() {
    let check = |write: Write, expect: Condition| {
        let (outbox, ids) = outbox(vec![write]);
        assert_eq!(outbox.entry(ids[0]).unwrap().condition, expect);
    };
    check(answer_write("router.model", "x"), Condition::Exists);
    check(answer_write("pet.name", "x"), Condition::Absent);
    check(field_write("/birthDate", FieldDecision::Keep), Condition::None);
    let mut base = Context::clone(&fixture());
    base.profile.etag = Some("\"p7\"".to_owned());
    base.answers[0].etag = Some("\"3\"".to_owned());
    let mut outbox = Outbox::default();
    outbox.take(record(&base.customer_id, field_write("/birthDate", FieldDecision::Keep), "a"), Some(&base));
    outbox.take(record(&base.customer_id, answer_write("router.model", "x"), "b"), Some(&base));
    let conditions: Vec<_> = outbox.of(&base.customer_id).map(|entry| entry.condition.clone()).collect();
    assert_eq!(conditions, [Condition::Is("\"p7\"".to_owned()), Condition::Is("\"3\"".to_owned())]);
}

#[test]
fn a_newer_answer_waits_for_the_one_on_its_way_and_builds_on_it() {
    let (mut outbox, ids) = outbox(vec![answer_write("router.model", "AX-1")]);
    let base = fixture();
    outbox.take(Step::Sent(ids[0]), None);
    outbox.take(record(&base.customer_id, answer_write("router.model", "AX-2"), "second"), Some(&*base));
    assert!(outbox.sendable().is_empty(), "one at a time");
    assert_eq!(shown(&outbox, "router.model"), Some("AX-2".into()));
    let saved = Change::Answer(Box::new(answer("router.model", "AX-1", 8)));
    outbox.take(Step::Answered(ids[0], Outcome::Saved(Box::new(saved))), None);
    let next = outbox.sendable();
    assert_eq!(outbox.entry(next[0]).unwrap().condition, Condition::Is("\"8\"".to_owned()));
}

#[test]
fn what_was_not_sent_yet_gives_way_to_what_is_recorded_later() {
    let (outbox, ids) =
        outbox(vec![answer_write("router.model", "AX-1"), answer_write("router.model", "AX-2")]);
    assert_eq!(ids.len(), 1);
    assert_eq!(shown(&outbox, "router.model"), Some("AX-2".into()));
}

#[test]
fn a_concurrent_change_is_the_agents_to_decide() {
    let conflict = || {
        let (mut outbox, ids) = outbox(vec![answer_write("router.model", "mine")]);
        outbox.take(Step::Sent(ids[0]), None);
        let theirs = Change::Answer(Box::new(answer("router.model", "theirs", 5)));
        let outcome = Outcome::Conflict { current: Some(Box::new(theirs.clone())), etag: None };
        let effect = outbox.take(Step::Answered(ids[0], outcome), None);
        assert_eq!(
            effect,
            Effect::Learnt("cus_01J9".into(), Box::new(theirs)),
            "theirs is what the server has"
        );
        assert_eq!(outbox.news().unwrap().2, News::Conflicting);
        assert_eq!(
            shown(&outbox, "router.model"),
            Some("AX-3000".into()),
            "mine is not shown as if it were saved"
        );
        (outbox, ids[0])
    };
    let (mut outbox, id) = conflict();
    outbox.take(Step::SaveMine(id, "fresh".into()), None);
    let entry = outbox.entry(outbox.sendable()[0]).unwrap();
    assert_eq!((&*entry.key, &entry.condition), ("fresh", &Condition::Is("\"5\"".to_owned())));
    let (mut outbox, id) = conflict();
    outbox.take(Step::Discard(id), None);
    assert!(outbox.is_empty());
}

#[test]
fn a_colleague_who_wrote_the_same_is_no_conflict() {
    let (mut outbox, ids) = outbox(vec![answer_write("router.model", "AX-9")]);
    outbox.take(Step::Sent(ids[0]), None);
    let theirs = Change::Answer(Box::new(answer("router.model", "AX-9", 5)));
    let outcome = Outcome::Conflict { current: Some(Box::new(theirs)), etag: None };
    outbox.take(Step::Answered(ids[0], outcome), None);
    assert!(outbox.is_empty());
}

#[test]
fn a_change_of_another_field_is_no_conflict() {
    let (mut outbox, ids) = outbox(vec![field_write("/contactPoints/0/value", FieldDecision::Keep)]);
    let mut profile = fixture().profile.clone();
    profile.etag = Some("\"p2\"".to_owned());
    profile.contact_points[2].value = "somewhere else".into();
    let clash = |profile: &context_contract::Profile| {
        let current = Some(Box::new(Change::Profile(Box::new(profile.clone()))));
        Outcome::Conflict { current, etag: None }
    };
    outbox.take(Step::Sent(ids[0]), None);
    outbox.take(Step::Answered(ids[0], clash(&profile)), None);
    assert_eq!(outbox.entry(ids[0]).unwrap().condition, Condition::Is("\"p2\"".to_owned()));
    assert_eq!(outbox.sendable(), ids, "offered again by itself");
    profile.contact_points[0].value = "new@example.com".into();
    outbox.take(Step::Sent(ids[0]), None);
    outbox.take(Step::Answered(ids[0], clash(&profile)), None);
    assert!(
        matches!(outbox.entry(ids[0]).unwrap().state, EntryState::Conflicting { .. }),
        "the field itself"
    );
}

#[test]
fn decisions_about_fields_are_shown_at_once() {
    let check = |decision: FieldDecision, value: &str, others: &[&str]| {
        let (outbox, _) = outbox(vec![field_write("/contactPoints/1/value", decision)]);
        let base = fixture();
        let entries: Vec<_> = outbox.of(&base.customer_id).cloned().collect();
        let profile = overlay(&base, &entries).profile.clone();
        assert_eq!(profile.contact_points[1].value, value.into());
        let conflict = profile.provenance["/contactPoints/1/value"].conflict.clone().unwrap();
        assert_eq!(conflict.resolution.as_str(), "manual");
        let texts: Vec<_> = conflict.alternatives.iter().filter_map(|other| other.value.as_text()).collect();
        assert_eq!(texts, others);
    };
    check(FieldDecision::Keep, "+441134960706", &["+441134960188"]);
    let choose = FieldDecision::Choose { source: "loyalty".to_owned(), record_id: Some("L-1000".to_owned()) };
    check(choose, "+441134960188", &["+441134960706"]);
    let correct = FieldDecision::Correct { value: "+441134960555".into() };
    check(correct, "+441134960555", &["+441134960706", "+441134960188"]);
}

/// A server that keeps answers, versions and the answers to keys it has seen.
#[derive(Default)]
struct Server {
    answers: BTreeMap<(String, String), (String, u32)>,
    replies: BTreeMap<String, Answer>,
    carried_out: BTreeMap<String, u32>,
}

impl Server {
    fn current(&self, customer: &str, key: &str) -> Option<Answer> {
        let (value, version) = self.answers.get(&(customer.to_owned(), key.to_owned()))?;
        Some(answer(key, value, *version))
    }

    fn put(&mut self, customer: &str, key: &str, value: &str) -> Answer {
        let kept = self.answers.entry((customer.to_owned(), key.to_owned())).or_default();
        *kept = (value.to_owned(), kept.1 + 1);
        *self.carried_out.entry(value.to_owned()).or_default() += 1;
        answer(key, value, kept.1)
    }

    fn handle(&mut self, entry: &super::Entry) -> Outcome {
        let saved = |answer: Answer| Outcome::Saved(Box::new(Change::Answer(Box::new(answer))));
        if let Some(reply) = self.replies.get(&*entry.key) {
            return saved(reply.clone());
        }
        let Write::Answer { key, body } = &*entry.write else { panic!("only answers are recorded here") };
        let current = self.current(&entry.customer, key);
        let fits = match (&entry.condition, &current) {
            (Condition::Absent, current) => current.is_none(),
            (Condition::Is(etag), Some(current)) => current.etag.as_ref() == Some(etag),
            (condition, _) => panic!("{condition:?} is never sent for an answer with a tag"),
        };
        if !fits {
            let etag = current.as_ref().and_then(|current| current.etag.clone());
            let current = current.map(|current| Box::new(Change::Answer(Box::new(current))));
            return Outcome::Conflict { current, etag };
        }
        let value = body.value.as_ref().and_then(Value::as_text).unwrap().to_owned();
        let answer = self.put(&entry.customer, key, &value);
        self.replies.insert(entry.key.to_string(), answer.clone());
        saved(answer)
    }

    fn context(&self, customer: &str) -> Context {
        let mut context: Context = Context::clone(&fixture());
        customer.clone_into(&mut context.customer_id);
        customer.clone_into(&mut context.profile.id);
        context.answers = KEYS.iter().filter_map(|key| self.current(customer, key)).collect();
        context
    }
}

/// What happens, as a careless network and two busy people would have it.
#[derive(Clone, Copy, Debug)]
enum Happening {
    /// The agent turns to somebody.
    Turn(usize),
    /// The agent records an answer to this question.
    Record(usize),
    /// A request begins, for the nth that may.
    Begin,
    /// A request ends: as the server says, or unheard after it was done, or before, or refused.
    End(usize, Ending),
    /// A colleague writes; whether the stream tells.
    Colleague(usize, usize, bool),
    /// The context is fetched again.
    Fetch,
    /// The network is back.
    Resume,
    /// The agent decides about whatever is to be decided.
    Decide(bool),
}

#[derive(Clone, Copy, Debug)]
enum Ending {
    AsItShould,
    Unheard,
    NotArrived,
    Refused,
}

fn happening() -> impl Strategy<Value = Happening> {
    let ending = prop_oneof![
        4 => Just(Ending::AsItShould), 2 => Just(Ending::Unheard), 1 => Just(Ending::NotArrived), 1 => Just(Ending::Refused)
    ];
    prop_oneof![
        2 => (0..PEOPLE.len()).prop_map(Happening::Turn),
        4 => (0..KEYS.len()).prop_map(Happening::Record),
        4 => Just(Happening::Begin),
        4 => (0..3usize, ending).prop_map(|(nth, ending)| Happening::End(nth, ending)),
        2 => (0..PEOPLE.len(), 0..KEYS.len(), any::<bool>()).prop_map(|(who, key, told)| Happening::Colleague(who, key, told)),
        1 => Just(Happening::Fetch),
        2 => Just(Happening::Resume),
        2 => any::<bool>().prop_map(Happening::Decide),
    ]
}

/// A panel, its server, and what the agent has recorded or given up.
struct World {
    state: State,
    server: Server,
    recorded: Vec<(String, String, String)>,
    given_up: Vec<String>,
    made: u32,
}

impl World {
    fn new() -> Self {
        let mut world = Self {
            state: State::default(),
            server: Server::default(),
            recorded: Vec::new(),
            given_up: Vec::new(),
            made: 0,
        };
        world.turn(0);
        world
    }

    fn act(&mut self, action: Action) {
        if let Some(next) = self.state.after(action) {
            self.state = next;
        }
    }

    fn step(&mut self, step: Step) {
        self.act(Action::Outbox(step));
    }

    fn epoch(&self) -> Epoch {
        self.state.epoch
    }

    fn arrive(&mut self) {
        let Some(customer) = self.state.customer.clone() else { return };
        let context = Rc::new(self.server.context(&customer));
        let arrival = Arrival { context, unread: 0, server_time: None, local_time: Timestamp::default() };
        self.act(Action::Arrived(self.epoch(), Ok(arrival)));
    }

    fn turn(&mut self, to: usize) {
        self.act(Action::Select(Subject::Customer(PEOPLE[to].into())));
        self.arrive();
    }

    fn fresh(&mut self, text: &str) -> String {
        self.made += 1;
        format!("{text}-{}", self.made)
    }

    fn happen(&mut self, happening: Happening) {
        match happening {
            Happening::Turn(to) => self.turn(to),
            Happening::Record(key) => self.record(KEYS[key]),
            Happening::Begin => {
                for id in self.state.outbox.sendable() {
                    self.step(Step::Sent(id));
                }
            }
            Happening::End(nth, ending) => self.end(nth, ending),
            Happening::Colleague(who, key, told) => self.colleague(PEOPLE[who], KEYS[key], told),
            Happening::Fetch => {
                self.act(Action::Refresh);
                self.arrive();
            }
            Happening::Resume => self.step(Step::Resume),
            Happening::Decide(mine) => self.decide(mine),
        }
    }

    fn record(&mut self, key: &str) {
        let Some(customer) = self.state.customer.clone() else { return };
        let (value, attempt) = (self.fresh(&customer), self.fresh("key"));
        self.recorded.push((customer.to_string(), key.to_owned(), value.clone()));
        self.step(record(&customer, answer_write(key, &value), &attempt));
    }

    fn end(&mut self, nth: usize, ending: Ending) {
        let sending = |who: &&str| -> Vec<Rc<super::Entry>> {
            self.state.outbox.of(who).filter(|entry| entry.state == EntryState::Sending).cloned().collect()
        };
        let sending: Vec<_> = PEOPLE.iter().flat_map(sending).collect();
        let Some(entry) = sending.get(nth % sending.len().max(1)).cloned() else { return };
        let outcome = match ending {
            Ending::AsItShould => self.server.handle(&entry),
            Ending::Unheard => {
                self.server.handle(&entry);
                Outcome::Failed(Failure::TimedOut)
            }
            Ending::NotArrived => Outcome::Failed(Failure::Offline),
            Ending::Refused => Outcome::Failed(Failure::Forbidden),
        };
        self.step(Step::Answered(entry.id, outcome));
    }

    fn colleague(&mut self, who: &str, key: &str, told: bool) {
        let value = self.fresh("colleague");
        let answer = self.server.put(who, key, &value);
        if told {
            let change = Change::Answer(Box::new(answer));
            self.act(Action::Changed(self.epoch(), who.into(), change));
        }
    }

    fn decide(&mut self, mine: bool) {
        let open = |who: &&str| -> Vec<Rc<super::Entry>> {
            self.state.outbox.of(who).filter(|entry| !entry.is_undecided()).cloned().collect()
        };
        for entry in PEOPLE.iter().flat_map(open).collect::<Vec<_>>() {
            let key = self.fresh("key");
            match entry.state {
                _ if !mine => {
                    self.given_up.push(value_of(&entry));
                    self.step(Step::Discard(entry.id));
                }
                EntryState::Conflicting { .. } => self.step(Step::SaveMine(entry.id, key.into())),
                _ => self.step(Step::TryAgain(entry.id)),
            }
        }
    }

    /// A good day: everything gets through, and the agent insists.
    fn settle(&mut self) {
        for _ in 0..40 {
            for happening in [Happening::Resume, Happening::Decide(true), Happening::Begin] {
                self.happen(happening);
            }
            self.end(0, Ending::AsItShould);
        }
    }

    /// What is on screen, drafts of the server and the agent's own together.
    fn screen(&self) -> Option<Rc<Context>> {
        let ready = self.state.ready()?;
        let entries: Vec<_> = self.state.outbox.of(&ready.context.customer_id).cloned().collect();
        Some(overlay(&ready.context, &entries))
    }

    /// Whether this value is accounted for: the server had it, the agent wrote something newer or gave it up, or it is
    /// still in the outbox.
    fn is_accounted_for(&self, at: usize) -> bool {
        let (customer, key, value) = &self.recorded[at];
        let newer = self.recorded[at + 1..].iter().any(|other| other.0 == *customer && other.1 == *key);
        let kept = self.state.outbox.of(customer).any(|entry| value_of(entry) == *value);
        newer || kept || self.given_up.contains(value) || self.server.carried_out.contains_key(value)
    }
}

fn value_of(entry: &super::Entry) -> String {
    let Write::Answer { body, .. } = &*entry.write else { return String::new() };
    body.value.as_ref().and_then(Value::as_text).unwrap_or_default().to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nothing_is_lost_doubled_or_mixed_up(happenings in prop::collection::vec(happening(), 0..60)) {
        let mut world = World::new();
        for happening in happenings {
            world.happen(happening);
            if let Some(screen) = world.screen() {
                let text = format!("{:?}", screen.answers);
                let foreign = PEOPLE.iter().any(|who| **who != *screen.customer_id && text.contains(*who));
                prop_assert!(!foreign, "{} sees {text}", screen.customer_id);
            }
            prop_assert!((0..world.recorded.len()).all(|at| world.is_accounted_for(at)), "something is lost");
        }
        world.settle();
        prop_assert!(world.state.outbox.is_empty(), "everything gets through in the end");
        prop_assert!(world.server.carried_out.values().all(|times| *times == 1), "and once");
        for (who, person) in PEOPLE.iter().enumerate() {
            let before = world.screen().filter(|screen| screen.customer_id == *person);
            world.turn(who);
            let after = world.screen().unwrap();
            prop_assert_eq!(&after.answers, &world.server.context(person).answers);
            // What this panel wrote last is on screen before it is fetched again.
            for answer in before.iter().flat_map(|screen| &screen.answers) {
                let ours = answer.value.as_ref().and_then(Value::as_text).is_some_and(|text| text.starts_with(person));
                let theirs = world.server.current(person, &answer.key).unwrap();
                let told_late = theirs.value.as_ref().and_then(Value::as_text).is_some_and(|text| text.starts_with("colleague"));
                prop_assert!(!ours || told_late || answer.value == theirs.value);
            }
        }
    }
}
