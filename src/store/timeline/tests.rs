//! The timeline against a model: a server of which everything is known, and a network that delivers in any order.

use context_contract::{Interaction, InteractionPage, Timestamp, interaction::Page};
use proptest::prelude::*;
use serde_json::json;

use super::{Ask, PageFetch, Slice, Timeline};
use crate::store::{
    Facet, TimelineFilter,
    rows::{Place, Row, relations_of},
    values::Values,
};

const PAGE: usize = 5;
const DEPARTMENTS: [&str; 3] = ["support", "billing", "sales"];
const SOURCE_WORDS: [&str; 3] = ["router", "invoice", "Übergabe"];

fn item(n: u32, at: i64, version: i64) -> Interaction {
    let moment = |millis: i64| Timestamp::from_millis(millis).to_string();
    let parent =
        (n % 5 == 3).then(|| json!({"id": format!("i{:03}", n - 1), "relationshipType": "followUp"}));
    serde_json::from_value(json!({
        "id": format!("i{n:03}"), "type": "call", "source": "s", "department": DEPARTMENTS[n as usize % 3],
        "description": SOURCE_WORDS[n as usize % 3], "interactionDate": {"startDateTime": moment(at)},
        "lastUpdate": moment(version), "relationships": parent.into_iter().collect::<Vec<_>>(),
        "restricted": (n % 11 == 7).then_some("policy"),
    }))
    .unwrap()
}

/// What the server knows, and what it has told and will tell.
#[derive(Clone, Debug, Default)]
struct Server {
    items: Vec<Interaction>,
    events: Vec<(Interaction, bool)>,
    clock: i64,
}

impl Server {
    fn write(&mut self, n: u32, at: i64) {
        self.clock += 1;
        let (item, known) =
            (item(n, at, self.clock), self.items.iter().position(|it| it.id == format!("i{n:03}")));
        match known {
            Some(place) => self.items[place] = item.clone(),
            None => self.items.push(item.clone()),
        }
        self.events.push((item, known.is_none()));
    }

    fn sorted(&self, filter: &TimelineFilter) -> Vec<Interaction> {
        let words = filter.words().to_lowercase();
        let mut items = self.items.clone();
        items.retain(|it| {
            let department = filter.of(Facet::Department);
            let text = it.description.as_deref().unwrap_or_default().to_lowercase().replace('ü', "u");
            (department.is_empty() || filter.has(Facet::Department, it.department.as_str()))
                && (words.is_empty() || (it.restricted.is_none() && text.starts_with(&words)))
        });
        items.sort_by_key(Place::of);
        items
    }

    /// A page as the gateway makes it; the cursor is the place of its last item.
    fn page(&self, filter: &TimelineFilter, to: Option<Timestamp>, cursor: Option<&str>) -> InteractionPage {
        let after = cursor.map(|text| {
            let (at, id) = text.split_once(' ').unwrap();
            Place { at: at.parse().unwrap(), id: id.into() }
        });
        let all = self.sorted(filter);
        let total = all.len();
        let mut items: Vec<Interaction> = all
            .into_iter()
            .filter(|it| to.is_none_or(|to| it.interaction_date.start_date_time.unwrap() < to))
            .filter(|it| after.as_ref().is_none_or(|after| Place::of(it) > *after))
            .collect();
        let more = items.len() > PAGE;
        items.truncate(PAGE);
        let last = items.last().map(Place::of).filter(|_| more);
        let cursor = last.map(|place| format!("{} {}", place.at, place.id));
        let page = json!({"page": {"limit": PAGE, "hasMore": more, "nextCursor": cursor},
            "total": {"value": total, "relation": "eq"}});
        InteractionPage { items, ..serde_json::from_value(page).unwrap() }
    }
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Write(u32, i64),
    Tell(usize),
    Narrow(u8),
    More,
    Fill(usize),
    Jump(i64),
    /// The server works on the request that is under way.
    Work,
    /// Its answer arrives.
    Arrive,
    /// The stream misses what is not told yet and says so; the panel asks for the newest again.
    Reset,
    /// The server works on the renewal that is under way.
    WorkOnRenewal,
    /// The panel asks for the newest again although nothing was missed.
    Refresh,
    /// The renewal arrives.
    Renew,
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0u32..60, 0i64..40).prop_map(|(n, at)| Step::Write(n, at * 1000)),
        6 => (1usize..4).prop_map(Step::Tell),
        1 => (0u8..6).prop_map(Step::Narrow),
        3 => Just(Step::More),
        1 => (0usize..3).prop_map(Step::Fill),
        1 => (0i64..40).prop_map(|at| Step::Jump(at * 1000)),
        5 => Just(Step::Work),
        5 => Just(Step::Arrive),
        1 => Just(Step::Reset),
        1 => Just(Step::Refresh),
        2 => Just(Step::WorkOnRenewal),
        2 => Just(Step::Renew),
    ]
}

fn filter(n: u8) -> TimelineFilter {
    let everything = TimelineFilter::default();
    match n {
        0 | 1 => everything,
        2 => everything.toggled(Facet::Department, "billing"),
        3 => everything.toggled(Facet::Department, "support").toggled(Facet::Department, "sales"),
        4 => TimelineFilter { text: "UBER".to_owned(), ..everything },
        _ => TimelineFilter { text: "rout".to_owned(), ..everything.toggled(Facet::Department, "support") },
    }
}

/// The panel's side, with what is on its way to it.
struct World {
    server: Server,
    timeline: Timeline,
    told: usize,
    /// Generation, question, answer once the server has worked on it.
    page: Option<(u32, super::PageQuery, Option<InteractionPage>)>,
    renewal: Option<(bool, Option<InteractionPage>)>,
}

impl World {
    fn new(start: &[(u32, i64)]) -> Self {
        let mut server = Server::default();
        start.iter().for_each(|(n, at)| server.write(*n, *at * 1000));
        let told = server.events.len();
        let timeline = Timeline::new(&server.page(&TimelineFilter::default(), None, None), false, 0);
        Self { server, timeline, told, page: None, renewal: None }
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Write(n, at) => self.server.write(n, at),
            Step::Tell(count) => self.tell(count),
            Step::Narrow(n) => drop(self.timeline.narrow(filter(n))),
            Step::More => drop(self.timeline.load_more()),
            Step::Fill(gap) => drop(self.timeline.fill(gap)),
            Step::Jump(at) => drop(self.timeline.jump(Timestamp::from_millis(at))),
            Step::Work => self.work(),
            Step::Arrive => self.arrive(),
            Step::Reset => {
                self.told = self.server.events.len();
                self.timeline.lose_track();
                self.renewal = Some((false, None));
            }
            Step::Refresh => self.renewal = Some((!self.timeline.has_lost_track(), None)),
            Step::WorkOnRenewal => self.work_on_renewal(),
            Step::Renew => {
                if let Some((keep, Some(page))) = self.renewal.take_if(|(_, page)| page.is_some()) {
                    self.timeline.renew(&page, keep && !self.timeline.has_lost_track());
                }
            }
        }
        self.ask();
    }

    fn tell(&mut self, count: usize) {
        for (item, created) in self.server.events[self.told..].iter().take(count) {
            self.timeline.changed(item, *created);
            self.told += 1;
        }
    }

    /// The effect of the session: one request at a time, given up when another one is wanted.
    fn ask(&mut self) {
        let wanted = self.timeline.wanted().map(|query| (self.timeline.generation, query));
        match (&self.page, wanted) {
            (Some((generation, query, _)), Some(wanted)) if (*generation, query) == (wanted.0, &wanted.1) => {
            }
            (_, wanted) => self.page = wanted.map(|(generation, query)| (generation, query, None)),
        }
    }

    fn work(&mut self) {
        if let Some((_, query, answer)) = &mut self.page {
            answer.get_or_insert(self.server.page(&query.filter, query.to, query.cursor.as_deref()));
        }
    }

    fn work_on_renewal(&mut self) {
        if let Some((_, answer)) = &mut self.renewal {
            answer.get_or_insert(self.server.page(&TimelineFilter::default(), None, None));
        }
    }

    fn arrive(&mut self) {
        if let Some((generation, _, Some(page))) = self.page.take_if(|(.., answer)| answer.is_some())
            && generation == self.timeline.generation
        {
            self.timeline.arrived(Ok(page));
        }
    }

    /// Everything that is on its way arrives, and the agent asks until there is nothing more.
    fn settle(&mut self) {
        self.step(Step::WorkOnRenewal);
        self.step(Step::Renew);
        self.tell(usize::MAX);
        for _ in 0..200 {
            self.step(Step::Work);
            self.step(Step::Arrive);
            if self.timeline.fetch == PageFetch::Idle && self.timeline.current_gaps().is_empty() {
                return;
            }
            self.step(Step::More);
        }
        panic!("there is always more: {:?}", self.timeline.current_gaps());
    }

    fn shown(&self) -> Vec<String> {
        let rows = self.timeline.rows.iter();
        let of_case = |row: &&Row| self.timeline.filter.is_empty() && row.covered;
        rows.filter(|row| self.timeline.shows(row) || of_case(row)).map(|row| row.item().id.clone()).collect()
    }

    fn check_always(&self) {
        let places: Vec<Place> = self.timeline.rows.iter().map(Row::place).collect();
        assert!(places.is_sorted(), "in order");
        let mut ids: Vec<&str> = places.iter().map(|place| &*place.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), places.len(), "no duplicate");
        let meter = self.timeline.meter();
        assert_eq!(
            meter.shown + meter.hidden + meter.not_loaded + meter.restricted,
            meter.total,
            "{meter:?}"
        );
        let passing = self.timeline.rows.iter().filter(|row| self.timeline.passes(row));
        assert_eq!(meter.shown + meter.restricted, passing.count() as u64, "the tally is right");
        for (n, piece) in self.timeline.rows.pieces().iter().enumerate() {
            let shown = piece.iter().map(|row| self.timeline.shows(row));
            let has_place = self.timeline.shown_in(n, piece);
            assert!(
                shown.eq((0..piece.len()).map(|at| has_place.contains(&(at as u16)))),
                "the list shows it"
            );
        }
        self.check_cases();
    }

    /// Of each case exactly the newest loaded record has a place of its own.
    fn check_cases(&self) {
        let mut seen = Vec::new();
        for row in self.timeline.rows.iter().filter(|row| row.covered) {
            let case = self.timeline.threads.case(row.key);
            let first = case.is_none_or(|case| !seen.contains(&case));
            seen.extend(case);
            assert_eq!(row.folded, !first, "{}", row.item().id);
            if first && self.timeline.filter.is_empty() {
                let others = self.timeline.rest_of_case(row).len();
                assert_eq!(self.timeline.others_in_case(row), others, "{}", row.item().id);
            }
        }
    }

    fn check_settled(&mut self) {
        self.settle();
        let expected = self.server.sorted(&self.timeline.filter);
        let ids: Vec<String> = expected.iter().map(|it| it.id.clone()).collect();
        assert_eq!(self.shown(), ids, "under {:?}", self.timeline.filter);
        for (row, item) in self.timeline.rows.iter().filter(|row| self.timeline.passes(row)).zip(&expected) {
            assert_eq!(row.item(), *item, "the newest version");
        }
        assert_eq!(self.timeline.meter().not_loaded, 0);
        assert_eq!(self.timeline.meter().matching, Some(ids.len() as u64));
    }
}

proptest! {
    // 850 histories of 120 steps: more than 100,000.
    #![proptest_config(ProptestConfig::with_cases(850))]

    #[test]
    fn nothing_is_lost_and_nothing_is_there_twice(
        start in prop::collection::vec((0u32..60, 0i64..40), 0..40),
        steps in prop::collection::vec(any_step(), 120),
    ) {
        let mut world = World::new(&start);
        for step in steps {
            world.step(step);
            world.check_always();
        }
        world.check_settled();
        world.step(Step::Narrow(0));
        world.check_settled();
    }
}

fn loaded(n: u32) -> World {
    let start: Vec<(u32, i64)> = (0..n).map(|n| (n, i64::from(n))).collect();
    World::new(&start)
}

#[test]
fn a_jump_leaves_a_gap_that_can_be_filled() {
    let mut world = loaded(40);
    world.step(Step::Jump(10_000));
    assert_eq!(world.timeline.fetch, PageFetch::Asking(Ask::Jump(Timestamp::from_millis(10_000))));
    world.step(Step::Work);
    world.step(Step::Arrive);
    assert_eq!(world.timeline.current_gaps().len(), 2);
    assert_eq!(world.shown()[5], "i009", "behind the first page comes what was jumped to");
    world.step(Step::Jump(8_000));
    assert_eq!(world.timeline.fetch, PageFetch::Idle, "that is loaded");
    for _ in 0..6 {
        world.step(Step::Fill(0));
        world.step(Step::Work);
        world.step(Step::Arrive);
    }
    assert_eq!(world.timeline.current_gaps().len(), 1, "the gap is closed");
    world.check_settled();
}

#[test]
fn what_is_loaded_is_sifted_at_once() {
    let mut world = loaded(5);
    world.step(Step::Narrow(2));
    assert_eq!(world.timeline.fetch, PageFetch::Idle, "everything is loaded: nobody has to be asked");
    assert_eq!(world.shown(), ["i004", "i001"]);
    assert_eq!(world.timeline.facet(Facet::Department).len(), 3, "chips say what choosing them would show");
    let mut world = loaded(40);
    world.step(Step::Narrow(4));
    assert_eq!(world.shown(), ["i038", "i035"], "before the server has said anything");
    assert!(world.timeline.awaits_first());
    world.check_settled();
}

#[test]
fn a_case_is_shown_by_its_newest_record() {
    let world = loaded(4);
    assert_eq!(world.timeline.rows.iter().filter(|row| world.timeline.shows(row)).count(), 3);
    let head = world.timeline.rows.iter().next().unwrap();
    let rest: Vec<String> =
        world.timeline.rest_of_case(head).iter().map(|row| row.item().id.clone()).collect();
    assert_eq!(rest, ["i002"]);
}

/// Histories that the random ones have found to lose something.
#[test]
fn what_was_lost_once_is_not_lost_again() {
    let check = |start: &[(u32, i64)], steps: &[Step]| {
        let mut world = World::new(start);
        for step in steps {
            world.step(*step);
            world.check_always();
        }
        world.check_settled();
        world.step(Step::Narrow(0));
        world.check_settled();
    };
    // Told of after the renewal was made, loaded by a page before it arrives.
    check(
        &[(7, 30), (0, 30), (1, 30)],
        &[
            Step::Write(13, 30_000),
            Step::Reset,
            Step::Write(3, 30_000),
            Step::Write(2, 0),
            Step::WorkOnRenewal,
            Step::Renew,
            Step::Reset,
            Step::Write(0, 0),
            Step::WorkOnRenewal,
            Step::Write(4, 1_000),
            Step::Tell(3),
            Step::More,
            Step::Work,
            Step::Arrive,
        ],
    );
    // On the page at a place that it has left for one further down.
    check(
        &[],
        &[
            Step::Write(5, 21_000),
            Step::Write(20, 21_000),
            Step::Write(2, 20_000),
            Step::Write(0, 0),
            Step::Write(1, 0),
            Step::Write(27, 0),
            Step::Reset,
            Step::Write(8, 0),
            Step::WorkOnRenewal,
            Step::Write(6, 0),
            Step::Write(9, 21_000),
            Step::Write(14, 21_000),
            Step::Narrow(3),
            Step::Write(3, 0),
            Step::Renew,
            Step::Work,
            Step::Write(5, 16_000),
        ],
    );
    // It passed where everything is loaded, and goes to where only the filtered list is.
    let start = [5, 12, 19, 0, 6, 1, 20, 2, 7, 21].map(|n| (n, 5 + i64::from(n % 3)));
    check(
        &start,
        &[
            Step::Narrow(3),
            Step::Work,
            Step::Arrive,
            Step::More,
            Step::Write(44, 7_000),
            Step::Work,
            Step::Write(44, 0),
            Step::Arrive,
        ],
    );
}

fn page_of(items: &[Interaction], more: bool) -> InteractionPage {
    let total = more.then(|| json!({"value": items.len(), "relation": "gte"}));
    let page = json!({"page": {"limit": PAGE, "hasMore": more}, "total": total});
    InteractionPage { items: items.to_vec(), ..serde_json::from_value(page).unwrap() }
}

fn slice(items: &[Interaction]) -> Slice {
    let mut values = Values::default();
    let rows = items.iter().map(|item| Row::new(item, &mut values)).collect();
    Slice::Rows { rows, values, related: items.iter().flat_map(relations_of).collect() }
}

/// Takes in the last of what was handed over.
fn finish(timeline: &mut Timeline, items: &[Interaction]) {
    timeline.take_slice(slice(items));
    timeline.take_slice(Slice::Cases);
    timeline.take_slice(Slice::End(Page::default()));
}

/// Rows with their place in cases, meter and counts: what is on screen.
fn look(timeline: &Timeline) -> impl PartialEq + std::fmt::Debug {
    let rows: Vec<_> = timeline
        .rows
        .iter()
        .map(|row| (row.item(), row.folded, timeline.shows(row), timeline.others_in_case(row)))
        .collect();
    (rows, timeline.meter(), Facet::ALL.map(|facet| timeline.facet(facet).clone()), timeline.has_more())
}

proptest! {
    #[test]
    fn read_a_few_at_a_time_or_all_at_once(
        mut numbers in prop::collection::vec((0u32..60, 0i64..40), 1..80),
        first in 1usize..20, in_slice in 1usize..30, narrowed in 0u8..6, sorted: bool,
    ) {
        if sorted {
            numbers.sort_unstable_by_key(|(n, at)| (-*at, *n));
        }
        let items: Vec<Interaction> = numbers.iter().map(|(n, at)| item(*n, *at * 1000, 0)).collect();
        let mut at_once = Timeline::new(&page_of(&items, false), true, 0);
        at_once.narrow(filter(narrowed));
        let (begun, mut rest) = items.split_at(first.min(items.len() - 1));
        let mut timeline = Timeline::new(&page_of(begun, true), true, rest.len());
        timeline.narrow(filter(narrowed));
        while !rest.is_empty() {
            prop_assert!(timeline.is_reading() && !timeline.has_more());
            let (next, others) = rest.split_at(in_slice.min(rest.len()));
            prop_assert!(timeline.take_slice(slice(next)));
            rest = others;
        }
        prop_assert!(timeline.is_reading());
        finish(&mut timeline, &[]);
        prop_assert!(!timeline.is_reading());
        prop_assert_eq!(look(&timeline), look(&at_once));
    }
}

#[test]
fn news_and_searches_while_more_is_read() {
    let items: Vec<Interaction> = (0..30).map(|n| item(n, 100_000 - i64::from(n) * 1000, 0)).collect();
    let mut timeline = Timeline::new(&page_of(&items[..10], true), false, 20);
    assert!(!timeline.load_more() && timeline.wanted().is_none(), "what is read is not asked for");
    assert!(timeline.changed(&item(40, 200_000, 1), true), "above what is read");
    assert!(
        !timeline.changed(&item(15, 85_000, 1), false),
        "below it: kept until what was handed over is read"
    );
    timeline.take_slice(slice(&items[10..20]));
    assert_eq!(timeline.rows.len(), 21);
    timeline.narrow(filter(2));
    assert!(timeline.wanted().is_some(), "the server is asked for the rest all the same");
    assert!(timeline.arrived(Ok(page_of(&[items[22].clone(), items[25].clone()], false))));
    finish(&mut timeline, &items[20..]);
    timeline.narrow(TimelineFilter::default());
    assert_eq!((timeline.rows.len(), timeline.meter().total, timeline.has_more()), (31, 31, false));
    let newer = timeline.rows.iter().find(|row| row.id() == "i015").unwrap();
    assert_eq!(newer.item().last_update.map(Timestamp::as_millis), Some(1), "the newer version stays");
    assert!(timeline.rows.iter().all(|row| row.covered), "what the search had brought before too");
    assert!(!timeline.take_slice(slice(&items)), "nothing is read twice");
}
