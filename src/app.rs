//! The panel: provides the words, lays out the parts in the host's order, and turns what the agent does into
//! actions and events. Knows every part and none of their insides.

use std::{collections::BTreeSet, rc::Rc};

use context_contract::{
    Context,
    enums::{Channel, Department},
};
use gloo_timers::callback::Timeout;
use yew::{UseReducerDispatcher, prelude::*};

use crate::{
    asks::Whose,
    brief::{Situation, brief},
    checking::{Check, Flagged},
    components::{
        brief as brief_view,
        choice::choice,
        filters::describe,
        handoff::{self, HandoffLinks},
        header::{capitalised, display_name, header},
        hint::hint,
        ledger::{self as ledger_view, Ledger, LedgerProps},
        notice::{Reason, notice, title_of},
        notices::{NoticeLinks, notices},
        passport::{PassportLinks, passports},
        pen::Pen,
        promises,
        section::{self, Frame},
        skeleton::skeleton,
        sources::sources,
        timeline::{TimelineView, search_by_key},
        timeline_meter,
        verify::Here,
        words::Words,
    },
    config::{Config, Density, Direction, OWN_PREFIX, Section, Theme},
    contact::ContactSoFar,
    event::{Command, HostEvent, HostLink},
    failure::Failure,
    format::Format,
    guard::Guard,
    jump::use_jump,
    ledger,
    messages::{self, Texts},
    news::{Turn, turns, use_turns},
    outbox::News,
    passport::Passport,
    record::Record,
    session::{AskLog, Session, use_asks, use_session},
    store::{Action, Freshness, Ready, State, View},
};

/// What the fragment of an address begins with that leads to an interaction; element.js reads it.
const LINK_PREFIX: &str = "cc-interaction=";

/// The source of what is recorded in the gateway itself.
const GATEWAY: &str = "gateway";

/// Props of [`App`].
#[derive(Clone, Properties, PartialEq)]
pub struct AppProps {
    /// What the host wants.
    pub config: Rc<Config>,
    /// The way to the host.
    pub host: HostLink,
}

/// One panel.
#[component]
pub fn App(props: &AppProps) -> Html {
    let AppProps { config, host } = props;
    let session = use_session(config, host);
    let closed = use_state_eq(BTreeSet::<Section>::new);
    use_commands(host, &session, &closed);
    let texts = use_memo(config.labels.clone(), |labels| Texts::new(labels));
    let format = use_memo(config.lang.clone(), |lang| Format::new(lang.clone()));
    let words = Words { texts, format, now: session.now };
    let callbacks = use_memo((host.clone(), session.customer.clone(), session.dispatch.clone()), |it| {
        TimelineCallbacks::new(&it.0, it.1.as_ref(), &it.2)
    });
    let callbacks = &*callbacks;
    use_linked_interaction(config, &session);
    let root = use_node_ref();
    let on_jump = use_jump(&root, host, session.customer.clone(), opening(config, &session, &closed));
    let redraw = use_force_update();
    let redraw = Callback::from(move |()| redraw.force_update());
    let recorder = session.recorder.clone();
    let pen = recorder.is_possible().then(|| Pen { recorder, redraw: redraw.clone() });
    let flagged = use_state_eq(Flagged::default);
    let panel = Panel {
        config,
        host,
        session: &session,
        words: &words,
        closed: &closed,
        callbacks,
        pen,
        on_jump,
        redraw,
        flagged: &flagged,
    };
    let asks = use_asks(config, host);
    use_offers(&asks, panel.offered(), config.contact_id.as_ref());
    use_checks(host, panel.checked(), &session, config.contact_id.as_ref(), (&flagged, &asks));
    let link = host.clone();
    use_announcement(link, panel.announcement(), panel.is_patient());
    use_news(host, &session, &words);
    let said = words.clone();
    use_turns(host, session.customer.as_deref(), panel.turns(), move |turn| say(&said, turn));
    html! {
        <>
            <div class="hint-place" dir={panel.direction()} lang={config.lang.clone()}>{ panel.hints() }</div>
            <div ref={root} class={classes!("panel", panel.theme(), panel.density())} dir={panel.direction()}
                    lang={config.lang.clone()} role="group" aria-label={words.get(messages::PANEL)}
                    onkeydown={callbacks.on_key.clone()}>
                    { panel.content() }
            </div>
        </>
    }
}

/// Follows the link in the page's address, once its customer is on screen.
#[hook]
fn use_linked_interaction(config: &Rc<Config>, session: &Session) {
    let ready = match &session.view {
        View::Ready(ready) => Some(ready.context.customer_id.clone()),
        _ => None,
    };
    let dispatch = session.dispatch.clone();
    use_effect_with((ready, config.interaction.clone()), move |linked| {
        if let (Some(_), Some(id)) = linked {
            dispatch.dispatch(Action::Reveal(id.clone()));
        }
    });
}

/// Opens the section of a record. Getting to an interaction is the timeline's: it may have to be fetched first.
fn opening(
    config: &Rc<Config>,
    session: &Session,
    closed: &UseStateHandle<BTreeSet<Section>>,
) -> Callback<Record, bool> {
    let (config, dispatch, closed) = (config.clone(), session.dispatch.clone(), closed.clone());
    Callback::from(move |record: Record| {
        let section = record.section();
        if closed.contains(&section) {
            closed.set(without(&closed, &section));
        }
        match record {
            Record::Interaction(id) if config.sections.contains(&section) => {
                dispatch.dispatch(Action::Reveal(id.into()));
                true
            }
            _ => false,
        }
    })
}

/// What a screen reader says of something that has turned.
fn say(words: &Words, turn: &Turn) -> String {
    match turn {
        Turn::Near(_) => words.get(messages::ANNOUNCE_NEAR),
        Turn::Lapsed(_, None) => words.get(messages::VERIFICATION_EXPIRED),
        Turn::Lapsed(_, Some(factor)) => {
            let repeat = words.fill(messages::REPEAT_FACTOR, &[("how", &words.word("method", factor))]);
            format!("{}. {repeat}", words.get(messages::VERIFICATION_EXPIRED))
        }
        Turn::Soon(_, text, due) => {
            let when = words.format.time(*due);
            words.fill(messages::PROMISE_SOON, &[("when", &when), ("text", text)])
        }
        Turn::Overdue(_, text) => words.fill(messages::PROMISE_NOW_OVERDUE, &[("text", text)]),
    }
}

/// The shortest time between two announcements of what changes by itself, in milliseconds.
const ANNOUNCE_MS: f64 = 2_000.0;

/// Says what a screen reader is to say. What is patient waits until the last one has been heard, and only the newest
/// of it is said.
#[hook]
fn use_announcement(link: HostLink, text: String, patient: bool) {
    let last = use_mut_ref(|| f64::MIN);
    use_effect_with(text, move |text| {
        let (text, last) = (text.clone(), last.clone());
        let wait = if patient { *last.borrow() + ANNOUNCE_MS - js_sys::Date::now() } else { 0.0 };
        let say = move || {
            *last.borrow_mut() = js_sys::Date::now();
            link.announce(&text);
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and two seconds"
        )]
        let timer = if wait > 0.0 {
            Some(Timeout::new(wait.ceil() as u32, say))
        } else {
            say();
            None
        };
        move || drop(timer)
    });
}

/// Takes the host's commands for as long as the panel is there.
#[hook]
fn use_commands(host: &HostLink, session: &Session, closed: &UseStateHandle<BTreeSet<Section>>) {
    let (dispatch, closed, link) = (session.dispatch.clone(), closed.clone(), host.clone());
    use_effect_with((host.clone(), (*closed).clone()), move |_| {
        link.on_command(Callback::from(move |command| match command {
            Command::Refresh => dispatch.dispatch(Action::Refresh),
            Command::Expand(section) => closed.set(without(&closed, &section)),
            Command::Collapse(section) => closed.set(with(&closed, section)),
        }));
    });
}

/// Counts which questions are on offer, when something about them may have changed.
#[hook]
fn use_offers(asks: &AskLog, props: Option<LedgerProps>, contact: Option<&String>) {
    let (asks, contact) = (asks.clone(), contact.cloned().unwrap_or_default());
    // By their places: contents would be compared from end to end with every render.
    let seen = props.as_ref().map(|props| {
        let places = (Rc::as_ptr(&props.context) as usize, Rc::as_ptr(&props.questions).addr());
        (places, contact.clone(), props.department.clone(), props.reason.clone())
    });
    use_effect_with(seen, move |_| {
        if let Some(props) = &props {
            asks.offer(&(props.context.customer_id.clone(), contact), &ledger_view::offered(props));
        }
    });
}

/// Answers the host's questions about texts, as long as the panel is there.
#[hook]
fn use_checks(
    host: &HostLink,
    props: Option<LedgerProps>,
    session: &Session,
    contact: Option<&String>,
    told_to: (&UseStateHandle<Flagged>, &AskLog),
) {
    let (flagged, asks) = told_to;
    let guard = use_memo(session.questions.clone(), |questions| Guard::new(questions));
    let told = use_mut_ref(BTreeSet::new);
    let draft = use_mut_ref(|| None::<(Whose, String)>);
    let (flag, asks) = (flagged.setter(), asks.clone());
    let contact = contact.cloned().unwrap_or_default();
    let whose = props.as_ref().map(|props| (props.context.customer_id.clone(), contact));
    // By their places: contents would be compared from end to end with every render.
    let against = props
        .as_ref()
        .map(|props| (Rc::as_ptr(&props.context) as usize, Rc::as_ptr(&props.questions).addr()));
    let (checker, last, now) = (host.clone(), draft.clone(), whose.clone());
    let check = Callback::from(move |text: String| {
        let Some((props, whose)) = props.as_ref().zip(whose.as_ref()) else {
            return js_sys::Array::new().into();
        };
        last.replace(Some((whose.clone(), text.clone())));
        let (contact, host) = (Some(whose.1.as_str()).filter(|it| !it.is_empty()), &checker);
        Check { guard: &guard, props, contact, told: &told, host, asks: &asks, flag: &flag }.text(&text)
    });
    let (link, again) = (host.clone(), check.clone());
    use_effect(move || {
        link.on_check(Some(check));
        move || link.on_check(None)
    });
    // A draft that was there before the questions, or before an answer, asks for what is known now.
    use_effect_with((now, against), move |(now, _)| {
        let draft =
            draft.borrow().clone().filter(|(whose, text)| Some(whose) == now.as_ref() && !text.is_empty());
        if let Some((_, text)) = draft {
            again.emit(text);
        }
    });
}

/// Says what became of what the agent recorded, each time once.
#[hook]
fn use_news(host: &HostLink, session: &Session, words: &Words) {
    let told = use_mut_ref(|| 0);
    let (link, words) = (host.clone(), words.clone());
    use_effect_with(session.news, move |news| {
        let Some((number, news)) = news.filter(|(number, _)| *number > *told.borrow()) else { return };
        *told.borrow_mut() = number;
        link.announce(&words.get(match news {
            News::Saved => messages::SAVED,
            News::Waiting => messages::NOT_SAVED_YET,
            News::Rejected => messages::NOT_SAVED,
            News::Conflicting => messages::CHANGED_ELSEWHERE,
        }));
    });
}

fn with(closed: &BTreeSet<Section>, section: Section) -> BTreeSet<Section> {
    closed.iter().cloned().chain([section]).collect()
}

fn without(closed: &BTreeSet<Section>, section: &Section) -> BTreeSet<Section> {
    closed.iter().filter(|it| *it != section).cloned().collect()
}

/// Everything a render needs, so that its parts can be drawn by short functions.
struct Panel<'a> {
    config: &'a Rc<Config>,
    host: &'a HostLink,
    session: &'a Session,
    words: &'a Words,
    closed: &'a UseStateHandle<BTreeSet<Section>>,
    callbacks: &'a TimelineCallbacks,
    pen: Option<Pen>,
    on_jump: Callback<Record>,
    redraw: Callback<()>,
    flagged: &'a UseStateHandle<Flagged>,
}

/// What the timeline tells the panel. The same as long as the customer is, so that nothing is drawn for their sake.
#[derive(PartialEq)]
struct TimelineCallbacks {
    on_action: Callback<Action>,
    on_follow: Callback<String, bool>,
    on_copy_link: Callback<String>,
    on_row_action: Callback<(String, String)>,
    on_key: Callback<KeyboardEvent>,
}

impl TimelineCallbacks {
    fn new(host: &HostLink, customer: Option<&Rc<str>>, dispatch: &UseReducerDispatcher<State>) -> Self {
        let (dispatch, customer) = (dispatch.clone(), customer.cloned().unwrap_or_default());
        let (follower, followed) = (host.clone(), customer.clone());
        let copier = host.clone();
        let (actor, acted) = (host.clone(), customer.clone());
        Self {
            on_action: Callback::from(move |action| dispatch.dispatch(action)),
            on_follow: Callback::from(move |id| {
                follower.dispatch(&HostEvent::Navigate {
                    customer_id: followed.clone(),
                    kind: "interaction",
                    id,
                })
            }),
            on_copy_link: Callback::from(move |id: String| {
                let event =
                    HostEvent::Copy { customer_id: customer.clone(), field: "interactionLink".to_owned() };
                if copier.dispatch(&event) {
                    copy_link(&id);
                }
            }),
            // What the host has declared is the host's to do: nothing follows here.
            on_row_action: Callback::from(move |(action, id): (String, String)| {
                let (customer_id, action) = (Some(acted.clone()), action.into());
                actor.dispatch(&HostEvent::Action { customer_id, action, id: Some(id) });
            }),
            on_key: Callback::from(|event: KeyboardEvent| search_by_key(&event)),
        }
    }
}

/// The address of this page, leading to the interaction: its id is as opaque as the customer's.
fn copy_link(id: &str) {
    let Some(window) = web_sys::window() else { return };
    let page = window.location().href().unwrap_or_default();
    let page = page.split('#').next().unwrap_or_default();
    let link = format!("{page}#{LINK_PREFIX}{}", js_sys::encode_uri_component(id));
    // A page without the right to the clipboard keeps its text: nothing is lost.
    let _unheard = window.navigator().clipboard().write_text(&link);
}

impl Panel<'_> {
    fn theme(&self) -> Option<&'static str> {
        match self.config.theme {
            Theme::Auto => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }

    fn density(&self) -> Option<&'static str> {
        (self.config.density == Density::Compact).then_some("compact")
    }

    fn direction(&self) -> Option<&'static str> {
        self.config.dir.map(|direction| match direction {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        })
    }

    /// Level of the headings below the panel's title.
    fn level_below(&self, steps: u8) -> u8 {
        (self.config.heading_level + steps).min(6)
    }

    fn content(&self) -> Html {
        let level = self.config.heading_level;
        let notice = |reason| notice(self.words, reason, level, &self.on_retry().reform(|()| None));
        match &self.session.view {
            View::Loading => skeleton(),
            View::Nobody => notice(Reason::Nobody),
            View::NoMatch => notice(Reason::NoMatch),
            View::Failed(failure) => notice(Reason::Failed(failure)),
            View::Choosing(candidates) => choice(self.words, candidates, level, &self.on_choose()),
            View::Ready(ready) => self.customer(ready),
        }
    }

    fn customer(&self, ready: &Ready) -> Html {
        html! {
            <>
                { header(self.words, ready, self.config.heading_level) }
                { self.staleness(&ready.freshness) }
                <div class="actions"><slot name="actions" /></div>
                { for self.sections(ready).iter().map(|section| self.section(section, ready)) }
            </>
        }
    }

    /// The host's order. Where it has none of its own, a hand-off for this agent comes before everything else.
    fn sections(&self, ready: &Ready) -> Vec<Section> {
        let mut sections = self.config.sections.to_vec();
        if sections == Section::ALL && self.so_far(ready).received.is_some() {
            sections.retain(|section| *section != Section::Contact);
            sections.insert(1, Section::Contact);
        }
        sections
    }

    /// What the agent is about to ask in vain.
    fn hints(&self) -> Html {
        match &self.session.view {
            View::Ready(ready) => hint(self.words, &self.flagged.of(&ready.context.customer_id)),
            _ => Html::default(),
        }
    }

    fn so_far(&self, ready: &Ready) -> ContactSoFar {
        let Config { contact_id, contact_reason, department, .. } = &**self.config;
        let (id, reason) = (contact_id.as_deref(), contact_reason.as_deref());
        ContactSoFar::gather(&ready.context, id, reason, department.as_ref())
    }

    /// Where what is recorded now is recorded.
    fn here<'b>(&'b self, context: &'b Context) -> Here<'b> {
        let interaction = self.config.contact_id.as_deref();
        let contact = context.interactions.items.iter().find(|it| Some(it.id.as_str()) == interaction);
        let channel: Option<&Channel> = contact.and_then(|it| it.channel.as_ref());
        Here { interaction, department: self.config.department.as_ref(), channel }
    }

    fn turns(&self) -> BTreeSet<Turn> {
        match &self.session.view {
            View::Ready(ready) => {
                turns(&ready.context, &ready.reminded, self.config.department.as_ref(), self.words.now)
            }
            _ => BTreeSet::new(),
        }
    }

    /// Says that this is an older view, why, and offers another try.
    fn staleness(&self, freshness: &Freshness) -> Html {
        let Freshness::LastKnown { as_of, failure } = freshness else { return Html::default() };
        let message = match failure {
            Failure::Offline => messages::STALE_OFFLINE,
            _ => messages::STALE_OTHER,
        };
        let text = self.words.fill(message, &[("time", &self.words.format.time(*as_of))]);
        let onclick = self.on_retry().reform(|_: MouseEvent| None);
        html! {
            <div class="staleness" data-code={failure.code()}>
                <p>{ text }</p>
                <button type="button" part="button" class="text-button" {onclick}>{ self.words.get(messages::RETRY) }</button>
            </div>
        }
    }

    fn section(&self, section: &Section, ready: &Ready) -> Html {
        let context = &ready.context;
        match section {
            Section::Passport => self.passports(ready),
            Section::Brief => self.brief(context),
            Section::Alerts => {
                let (contact, reason) = self.contact_and_reason();
                notices(self.words, context, &NoticeLinks { contact, reason, on_jump: self.on_jump.clone() })
            }
            Section::Ledger => self.ledger(ready),
            Section::Contact => self.contact(ready),
            Section::Promises => self.promises(context),
            Section::Timeline => self.timeline(ready),
            Section::Sources => sources(self.words, &context.sources, &self.on_retry().reform(Some)),
            Section::Own(name) => self.own_section(section, name),
        }
    }

    /// A section that the host fills: its content and, if it likes, its heading are slots.
    fn own_section(&self, section: &Section, name: &Rc<str>) -> Html {
        let plain = || capitalised(&name.trim_start_matches(OWN_PREFIX).replace('-', " "));
        let title = self.words.texts.label(&format!("section.{name}")).map_or_else(plain, str::to_owned);
        let title = html! { <slot name={format!("{name}-heading")}>{ title }</slot> };
        self.titled(section.clone(), title, String::new(), html! { <slot name={name.clone()} /> })
    }

    /// What texts of the agent are checked against: the rows of the customer on screen.
    fn checked(&self) -> Option<LedgerProps> {
        match &self.session.view {
            View::Ready(ready) => Some(self.ledger_props(ready)),
            _ => None,
        }
    }

    /// The rows on screen; none where the host leaves the section out.
    fn offered(&self) -> Option<LedgerProps> {
        self.checked().filter(|_| self.config.sections.contains(&Section::Ledger))
    }

    fn ledger_props(&self, ready: &Ready) -> LedgerProps {
        LedgerProps {
            words: self.words.clone(),
            context: ready.context.clone(),
            questions: self.session.questions.clone(),
            department: self.config.department.clone(),
            reason: self.config.contact_reason.clone(),
            recorder: self.session.recorder.clone(),
            flagged: self.flagged.of(&ready.context.customer_id),
            on_follow: self.on_follow("contactPoint"),
            on_open: self.on_open(),
            on_copy: self.on_copy(),
            row_actions: self.config.row_actions.clone(),
            on_row_action: self.callbacks.on_row_action.clone(),
        }
    }

    fn ledger(&self, ready: &Ready) -> Html {
        let props = self.ledger_props(ready);
        let facts = ledger_view::summary(self.words, ledger::counts(&ledger_view::rows_of(&props)));
        // The key gives every customer rows of their own: what is open belongs to the one on screen.
        let content = html! { <Ledger key={ready.context.customer_id.clone()} ..props /> };
        self.frame(Section::Ledger, messages::LEDGER, facts, content)
    }

    fn contact_and_reason(&self) -> (Option<&str>, Option<&str>) {
        (self.config.contact_id.as_deref(), self.config.contact_reason.as_deref())
    }

    fn passports(&self, ready: &Ready) -> Html {
        let (context, department) = (&ready.context, self.config.department.as_ref());
        let links = PassportLinks {
            department,
            contact: self.here(context),
            offset: ready.clock_offset,
            pen: self.pen.as_ref(),
            on_turn: self.redraw.clone(),
        };
        passports(self.words, &Passport::all(&context.verifications, department, self.words.now), &links)
    }

    /// Left out where nothing is known.
    fn brief(&self, context: &Context) -> Html {
        let (contact_id, reason) = self.contact_and_reason();
        let department = self.config.department.as_ref();
        let lines = brief(&Situation { context, contact_id, reason, department, now: self.words.now });
        if lines.is_empty() {
            return Html::default();
        }
        let content = brief_view::brief(self.words, &lines, &self.on_jump);
        self.frame(Section::Brief, messages::BRIEF, String::new(), content)
    }

    /// Left out while nobody is in contact: an empty hand-off says nothing.
    fn contact(&self, ready: &Ready) -> Html {
        let (contact, reason) = self.contact_and_reason();
        if contact.is_none() && reason.is_none() {
            return Html::default();
        }
        let so_far = self.so_far(ready);
        let own = self.is_own(&ready.context);
        let links = HandoffLinks { contact, departments: self.others(ready), own, pen: self.pen.as_ref() };
        let title = if so_far.received.is_some() { messages::HAND_OFF } else { messages::CONTACT };
        let facts = handoff::summary(self.words, &so_far);
        self.frame(Section::Contact, title, facts, handoff::handoff(self.words, &so_far, &links))
    }

    /// Whether the contact was opened in the gateway, which then transfers it as well.
    fn is_own(&self, context: &Context) -> bool {
        let contact =
            context.interactions.items.iter().find(|it| Some(&it.id) == self.config.contact_id.as_ref());
        contact.is_some_and(|contact| contact.source == GATEWAY)
    }

    /// Departments that a contact can be handed to: those that talk to people, and those of this customer's history.
    fn others(&self, ready: &Ready) -> Vec<Department> {
        use Department::{Billing, Sales, Store, Support};
        let mut all = vec![Support, Sales, Billing, Store];
        let facets = ready.context.interactions.facets.get("department");
        let more =
            facets.into_iter().flat_map(|facet| facet.keys()).map(|name| Department::from(name.as_str()));
        all.extend(more.filter(|it| !matches!(it, Department::Marketing | Department::Web)));
        let mut others: Vec<Department> = Vec::new();
        for department in all {
            if self.config.department.as_ref() != Some(&department) && !others.contains(&department) {
                others.push(department);
            }
        }
        others
    }

    /// Left out where nothing is promised and nothing can be.
    fn promises(&self, context: &Context) -> Html {
        if context.commitments.is_empty() && self.pen.is_none() {
            return Html::default();
        }
        let facts = promises::summary(self.words, &context.commitments);
        let here = self.here(context);
        let content = promises::promises(self.words, &context.commitments, self.pen.as_ref(), &here);
        self.frame(Section::Promises, messages::PROMISES, facts, content)
    }

    fn timeline(&self, ready: &Ready) -> Html {
        let facts = timeline_meter::summary(self.words, &ready.timeline.meter(), &ready.context.sources);
        let content = html! {
            <TimelineView key={ready.context.customer_id.clone()} timeline={ready.timeline.clone()}
                pinned={self.session.pinned} context={ready.context.clone()} words={self.words.clone()}
                level={self.level_below(2)} on_action={self.callbacks.on_action.clone()}
                on_follow={self.callbacks.on_follow.clone()} on_copy={self.callbacks.on_copy_link.clone()}
                row_actions={self.config.row_actions.clone()} on_row_action={self.callbacks.on_row_action.clone()} />
        };
        self.frame(Section::Timeline, messages::TIMELINE, facts, content)
    }

    fn frame(&self, section: Section, title: messages::Message, facts: String, content: Html) -> Html {
        self.titled(section, self.words.get(title).into(), facts, content)
    }

    fn titled(&self, section: Section, title: Html, facts: String, content: Html) -> Html {
        let closed = self.closed.clone();
        let on_toggle = Callback::from(move |section| {
            let open = !closed.contains(&section);
            closed.set(if open { with(&closed, section) } else { without(&closed, &section) });
        });
        let level = self.level_below(1);
        let open = !self.closed.contains(&section);
        section::section(Frame { section, level, title, facts, open, on_toggle }, content)
    }

    /// What a screen reader says of itself: who is on screen, what was loaded, what went wrong.
    fn announcement(&self) -> String {
        match &self.session.view {
            View::Loading => self.words.get(messages::LOADING),
            View::Nobody => String::new(),
            View::NoMatch => self.words.get(messages::NO_MATCH_TITLE),
            View::Choosing(_) => self.words.get(messages::CHOOSE_TEXT),
            View::Failed(failure) => self.words.get(title_of(failure)),
            View::Ready(ready) => self.announce_customer(ready),
        }
    }

    /// Whether what is to be said changes by itself, as often as the stream likes.
    fn is_patient(&self) -> bool {
        matches!(&self.session.view, View::Ready(ready) if ready.timeline.news > 0)
    }

    fn announce_customer(&self, ready: &Ready) -> String {
        let timeline = &ready.timeline;
        if timeline.news > 0 && timeline.filter.is_empty() {
            return self.words.count(messages::ANNOUNCE_NEW_OTHER, u64::from(timeline.news));
        }
        if !timeline.filter.is_empty() && !timeline.awaits_first() {
            return describe(self.words, timeline, &timeline.meter());
        }
        let meter = timeline.meter();
        let loaded = meter.shown + meter.restricted;
        if loaded <= ready.context.interactions.items.len() as u64 {
            return display_name(&ready.context.profile);
        }
        let (shown, total) = (self.words.format.count(loaded), self.words.format.count(meter.total));
        self.words.fill(messages::ANNOUNCE_LOADED, &[("shown", &shown), ("total", &total)])
    }

    /// Another try, of one source or of everything.
    fn on_retry(&self) -> Callback<Option<String>> {
        let (dispatch, host) = (self.session.dispatch.clone(), self.host.clone());
        let customer_id = self.session.customer.clone();
        Callback::from(move |id| {
            if host.dispatch(&HostEvent::Action {
                customer_id: customer_id.clone(),
                action: "retry".into(),
                id,
            }) {
                dispatch.dispatch(Action::Refresh);
            }
        })
    }

    fn on_choose(&self) -> Callback<Rc<str>> {
        let (dispatch, host) = (self.session.dispatch.clone(), self.host.clone());
        Callback::from(move |customer: Rc<str>| {
            let id = Some(customer.to_string());
            if host.dispatch(&HostEvent::Action { customer_id: None, action: "choose".into(), id }) {
                dispatch.dispatch(Action::Choose(customer));
            }
        })
    }

    fn on_follow(&self, kind: &'static str) -> Callback<String, bool> {
        let (host, customer) = (self.host.clone(), self.session.customer.clone());
        Callback::from(move |id| {
            let customer_id = customer.clone().unwrap_or_default();
            host.dispatch(&HostEvent::Navigate { customer_id, kind, id })
        })
    }

    /// Leads to an interaction in the timeline, unless the host shows it elsewhere.
    fn on_open(&self) -> Callback<String> {
        let follow = self.on_follow("interaction");
        let (dispatch, closed) = (self.session.dispatch.clone(), self.closed.clone());
        Callback::from(move |id: String| {
            let record = id.as_str().into();
            if follow.emit(id) {
                closed.set(without(&closed, &Section::Timeline));
                dispatch.dispatch(Action::Reveal(record));
            }
        })
    }

    fn on_copy(&self) -> Callback<(String, String)> {
        let (host, customer) = (self.host.clone(), self.session.customer.clone());
        Callback::from(move |(field, text): (String, String)| {
            let customer_id = customer.clone().unwrap_or_default();
            if host.dispatch(&HostEvent::Copy { customer_id, field })
                && let Some(window) = web_sys::window()
            {
                // A page without the right to the clipboard keeps its text: nothing is lost.
                let _unheard = window.navigator().clipboard().write_text(&text);
            }
        })
    }
}
