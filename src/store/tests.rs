//! Tests of the reducer, among them the one that matters most: whatever happens in whatever order, nothing of
//! another customer is ever on screen.

use std::rc::Rc;

use context_contract::{
    Context, InteractionPage, Timestamp,
    request::{Candidate, Identifier, Match},
};
use proptest::prelude::*;
use serde_json::json;

use super::{
    Action, Arrival, Ask, Detail, Epoch, Facet, Freshness, Goal, PageFetch, State, StreamState, Subject,
    TimelineFilter, View,
};
use crate::{failure::Failure, live::Change};

/// A context in which the customer's id is the canary in every text.
fn context(customer: &str) -> Rc<Context> {
    let item = |n: u32| {
        json!({"id": format!("{customer}:call:{n}"), "type": "call", "department": "support", "source": "s",
               "description": customer, "interactionDate": {"startDateTime": "2026-11-22T09:00:00Z"}})
    };
    let json = json!({
        "schemaVersion": "1.0", "customerId": customer, "complete": true,
        "profile": {"id": customer, "kind": "individual", "name": {"full": customer}},
        "interactions": {"items": [item(1), item(2)],
            "page": {"limit": 2, "hasMore": true, "nextCursor": format!("{customer}-cursor")},
            "facets": {"department": {"support": 4, "billing": 9}}, "total": {"value": 13, "relation": "eq"}},
    });
    Rc::new(serde_json::from_value(json).unwrap())
}

fn page(customer: &str, n: u32, more: bool) -> InteractionPage {
    let json = json!({
        "items": [{"id": format!("{customer}:call:{n}"), "type": "call", "department": "support", "source": "s",
            "description": customer, "interactionDate": {"startDateTime": "2026-11-21T09:00:00Z"}}],
        "page": {"limit": 1, "hasMore": more, "nextCursor": if more { Some("next") } else { None }},
    });
    serde_json::from_value(json).unwrap()
}

fn arrival(customer: &str) -> Arrival {
    let server = Timestamp::parse("2026-11-22T09:00:05Z");
    let local_time = Timestamp::parse("2026-11-22T09:00:00Z").unwrap();
    Arrival { context: context(customer), unread: 0, server_time: server, local_time }
}

fn subject(customer: &str) -> Subject {
    Subject::Customer(customer.into())
}

fn candidate(id: &str) -> Candidate {
    let matched = Match { confidence: 1.0, method: "exact".to_owned(), matched_on: vec!["phone".to_owned()] };
    Candidate { id: id.to_owned(), display_name: id.to_owned(), matched }
}

fn given(actions: impl IntoIterator<Item = Action>) -> State {
    actions.into_iter().fold(State::default(), |state, action| state.after(action).unwrap_or(state))
}

fn ready(customer: &str) -> State {
    given([Action::Select(subject(customer)), Action::Arrived(Epoch(1), Ok(arrival(customer)))])
}

#[test]
fn a_switch_leaves_nothing_behind() {
    let state = ready("anna").after(Action::Select(subject("bert"))).unwrap();
    assert_eq!(state.view, View::Loading);
    assert!(!format!("{state:?}").contains("anna"));
}

#[test]
fn until_the_switch_is_reduced_a_skeleton_is_shown() {
    let state = ready("anna");
    assert!(matches!(state.view_for(&subject("anna")), View::Ready(_)));
    assert_eq!(state.view_for(&subject("bert")), View::Loading);
    assert_eq!(state.view_for(&Subject::Nobody), View::Nobody);
}

#[test]
fn late_answers_are_dropped() {
    let state = given([Action::Select(subject("anna")), Action::Select(subject("bert"))]);
    assert_eq!(state.after(Action::Arrived(Epoch(1), Ok(arrival("anna")))), None);
}

#[test]
fn an_answer_that_names_another_customer_is_refused() {
    let state = given([Action::Select(subject("anna")), Action::Arrived(Epoch(1), Ok(arrival("bert")))]);
    assert_eq!(state.view, View::Failed(Failure::WrongCustomer));
}

#[test]
fn one_match_is_taken_and_several_are_offered() {
    let look_up = Subject::LookUp([Identifier { kind: "phone".into(), value: "1".into() }].into());
    let select = || Action::Select(look_up.clone());
    let one = given([select(), Action::Resolved(Epoch(1), Ok(vec![candidate("anna")]))]);
    assert_eq!((one.customer.as_deref(), &one.view), (Some("anna"), &View::Loading));
    let two = vec![candidate("anna"), candidate("bert")];
    let several = given([select(), Action::Resolved(Epoch(1), Ok(two))]);
    assert_eq!(several.after(Action::Choose("carl".into())), None, "only what was offered");
    let chosen = several.after(Action::Choose("bert".into())).unwrap();
    assert_eq!((chosen.customer.as_deref(), chosen.view), (Some("bert"), View::Loading));
    let none = given([select(), Action::Resolved(Epoch(1), Ok(vec![]))]);
    assert_eq!(none.view, View::NoMatch);
}

#[test]
fn a_failed_refresh_keeps_the_last_known_view_and_a_refused_one_does_not() {
    let check = |failure: Failure, keeps: bool| {
        let state = ready("anna").after(Action::Refresh).unwrap();
        let state = state.after(Action::Arrived(Epoch(1), Err(failure.clone()))).unwrap();
        let kept = matches!(state.ready().map(|ready| &ready.freshness), Some(Freshness::LastKnown { .. }));
        assert_eq!(kept, keeps, "{failure:?}");
    };
    check(Failure::Offline, true);
    check(Failure::TimedOut, true);
    check(Failure::Forbidden, false);
    check(Failure::NotFound, false);
    check(Failure::TokenRefused, false);
}

#[test]
fn clocks_are_compared_at_arrival() {
    assert_eq!(ready("anna").ready().unwrap().clock_offset, 5000);
}

#[test]
fn pages_are_appended_once() {
    let state = ready("anna").after(Action::LoadMore).unwrap();
    assert_eq!(state.ready().unwrap().timeline.fetch, PageFetch::Asking(Ask::Gap(0)));
    assert_eq!(state.after(Action::LoadMore), None, "one page at a time");
    let arrived = |n, more| Action::PageArrived(Epoch(1), 0, "anna".into(), Ok(page("anna", n, more)));
    let state = state.after(arrived(2, true)).unwrap();
    assert_eq!(state.ready().unwrap().timeline.rows.len(), 2, "an id that is there already");
    assert_eq!(state.after(arrived(3, false)), None, "nobody asked");
    let state = state.after(Action::LoadMore).unwrap().after(arrived(3, false)).unwrap();
    assert_eq!(state.ready().unwrap().timeline.rows.len(), 3);
    assert_eq!(state.after(Action::LoadMore), None, "there are no more");
}

#[test]
fn a_page_of_an_older_filter_is_dropped() {
    let filter = TimelineFilter::default().toggled(Facet::Department, "billing");
    let state = ready("anna").after(Action::Narrow(filter.clone())).unwrap();
    assert_eq!(state.after(Action::Narrow(filter)), None, "no change, no request");
    let late = Action::PageArrived(Epoch(1), 0, "anna".into(), Ok(page("anna", 7, false)));
    assert_eq!(state.after(late), None);
    let new = Action::PageArrived(Epoch(1), 1, "anna".into(), Ok(page("anna", 7, false)));
    let timeline = state.after(new).unwrap().ready().unwrap().timeline.clone();
    let shown: Vec<_> = timeline.rows.iter().filter(|row| timeline.shows(row)).collect();
    assert_eq!(shown.len(), 1, "what the server found, and nothing that does not pass");
}

#[test]
fn a_pinned_filter_goes_along_without_its_words() {
    let filter = TimelineFilter { text: "anna".to_owned(), ..TimelineFilter::default() };
    let filter = filter.toggled(Facet::Department, "billing");
    let state = ready("anna").after(Action::Narrow(filter)).unwrap().after(Action::Pin(true)).unwrap();
    assert_eq!(state.after(Action::Pin(true)), None);
    let next = state.after(Action::Select(subject("bert"))).unwrap();
    assert!(!format!("{next:?}").contains("anna"));
    let next = next.after(Action::Arrived(next.epoch, Ok(arrival("bert")))).unwrap();
    let filter = next.ready().unwrap().timeline.filter.clone();
    assert!(filter.has(Facet::Department, "billing") && filter.text.is_empty());
    let unpinned = next.after(Action::Pin(false)).unwrap().after(Action::Select(subject("carl"))).unwrap();
    let unpinned = unpinned.after(Action::Arrived(unpinned.epoch, Ok(arrival("carl")))).unwrap();
    assert!(unpinned.ready().unwrap().timeline.filter.is_empty());
    assert_eq!(next.after(Action::Clear).unwrap().pinned, None, "log-out forgets it");
}

#[test]
fn an_interaction_is_fetched_when_it_is_opened() {
    let state = ready("anna").after(Action::Toggle("anna:call:1".into())).unwrap();
    let wanted = state.wanted_detail().unwrap();
    assert_eq!((&*wanted.customer, &*wanted.id), ("anna", "anna:call:1"));
    let answer = |result| Action::DetailArrived(Epoch(1), "anna".into(), "anna:call:1".into(), result);
    let detail = |state: &State| state.ready().unwrap().timeline.open[0].detail.clone();
    let failed = state.after(answer(Err(Failure::Offline))).unwrap();
    assert_eq!((detail(&failed), failed.wanted_detail()), (Detail::Failed(Failure::Offline), None));
    let again = failed.after(Action::OpenAgain("anna:call:1".into())).unwrap();
    assert!(again.wanted_detail().is_some());
    assert_eq!(detail(&again.after(answer(Err(Failure::NotFound))).unwrap()), Detail::Gone);
    let whole = page("anna", 1, false).items.remove(0);
    let loaded = again.after(answer(Ok(Box::new(whole.clone())))).unwrap();
    assert_eq!(detail(&loaded), Detail::Loaded(whole.into()));
    assert_eq!(
        loaded.after(Action::Toggle("anna:call:1".into())).unwrap().ready().unwrap().timeline.open,
        []
    );
    let foreign = Action::DetailArrived(Epoch(1), "bert".into(), "anna:call:1".into(), Err(Failure::Offline));
    assert_eq!(state.after(foreign), None);
}

#[test]
fn a_link_to_what_is_not_loaded_fetches_it_and_its_surroundings() {
    let state = ready("anna").after(Action::Reveal("anna:call:9".into())).unwrap();
    let wanted = state.wanted_detail().unwrap();
    let gone = Action::DetailArrived(Epoch(1), "anna".into(), wanted.id.clone(), Err(Failure::NotFound));
    assert!(state.after(gone).unwrap().ready().unwrap().timeline.missing().is_some());
    let found = page("anna", 9, false).items.remove(0);
    let state =
        state.after(Action::DetailArrived(Epoch(1), "anna".into(), wanted.id, Ok(Box::new(found)))).unwrap();
    let timeline = &state.ready().unwrap().timeline;
    assert_eq!(timeline.goal.as_ref().unwrap().1, Goal::Row("anna:call:9".into()));
    assert!(matches!(timeline.fetch, PageFetch::Asking(Ask::Jump(_))));
}

#[test]
fn a_reset_of_the_stream_fetches_again() {
    let state = ready("anna").after(Action::Changed(Epoch(1), "anna".into(), Change::Reset)).unwrap();
    assert_eq!(state.attempt, 1);
}

const PEOPLE: [&str; 4] = ["anna", "bert", "carl", "dora"];

/// Actions as a careless network would deliver them: any epoch, any customer, any order.
fn any_action() -> impl Strategy<Value = Action> {
    let person = || prop::sample::select(&PEOPLE[..]);
    let epoch = || (0u32..12).prop_map(Epoch);
    prop_oneof![
        3 => person().prop_map(|who| Action::Select(subject(who))),
        1 => Just(Action::Select(Subject::Nobody)),
        1 => Just(Action::Select(Subject::LookUp([].into()))),
        1 => person().prop_map(|who| Action::Select(Subject::Supplied(context(who), 0))),
        4 => (epoch(), person()).prop_map(|(epoch, who)| Action::Arrived(epoch, Ok(arrival(who)))),
        1 => epoch().prop_map(|epoch| Action::Arrived(epoch, Err(Failure::Offline))),
        2 => (epoch(), prop::collection::vec(person(), 0..3)).prop_map(|(epoch, who)| {
            Action::Resolved(epoch, Ok(who.into_iter().map(candidate).collect()))
        }),
        1 => person().prop_map(|who| Action::Choose(who.into())),
        1 => Just(Action::Refresh),
        1 => Just(Action::LoadMore),
        1 => Just(Action::Narrow(TimelineFilter { text: "router".to_owned(), ..TimelineFilter::default() })),
        2 => (epoch(), 0u32..3, person(), 1u32..6).prop_map(|(epoch, generation, who, n)| {
            Action::PageArrived(epoch, generation, who.into(), Ok(page(who, n, true)))
        }),
        2 => (epoch(), person()).prop_map(|(epoch, who)| {
            let item = page(who, 9, true).items.remove(0);
            Action::Changed(epoch, who.into(), Change::InteractionCreated(Box::new(item)))
        }),
        1 => epoch().prop_map(|epoch| Action::Stream(epoch, StreamState::Live)),
        1 => Just(Action::Clear),
        1 => Just(Action::Pin(true)),
        1 => person().prop_map(|who| Action::Toggle(format!("{who}:call:1").into())),
        1 => (epoch(), person()).prop_map(|(epoch, who)| {
            let item = page(who, 1, true).items.remove(0);
            Action::DetailArrived(epoch, who.into(), item.id.as_str().into(), Ok(Box::new(item)))
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn nobody_elses_data_is_ever_in_the_state(actions in prop::collection::vec(any_action(), 0..40)) {
        let mut state = State::default();
        for action in actions {
            state = state.after(action).unwrap_or(state);
            let shown = format!("{:?}", state.view);
            let foreign = |who: &&str| shown.contains(*who) && state.customer.as_deref() != Some(*who);
            let offered = matches!(state.view, View::Choosing(_));
            prop_assert!(offered || !PEOPLE.iter().any(foreign), "{shown}");
        }
    }
}
