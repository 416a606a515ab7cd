//! The panel: provides the words, lays out the parts in the host's order, and turns what the agent does into
//! actions and events. Knows every part and none of their insides.

use std::{collections::BTreeSet, rc::Rc};

use yew::{UseReducerDispatcher, prelude::*};

use crate::{
    components::{
        choice::choice,
        contact::{self, contact},
        filters::describe,
        header::{display_name, header},
        ledger::{self as ledger_view, Ledger, LedgerProps},
        notice::{Reason, notice, title_of},
        notices::notices,
        passport::passport_line,
        section::{self, Frame},
        skeleton::skeleton,
        sources::sources,
        timeline::{TimelineView, search_by_key},
        timeline_meter,
        words::Words,
    },
    config::{Config, Density, Direction, Section, Theme},
    contact::ContactSoFar,
    event::{Command, HostEvent, HostLink},
    failure::Failure,
    format::Format,
    ledger,
    messages::{self, Texts},
    outbox::News,
    passport::Passport,
    session::{Session, use_session},
    store::{Action, Freshness, Ready, State, View},
};

/// What the fragment of an address begins with that leads to an interaction; element.js reads it.
const LINK_PREFIX: &str = "cc-interaction=";

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
    let panel = Panel { config, host, session: &session, words: &words, closed: &closed, callbacks };
    let link = host.clone();
    use_effect_with(panel.announcement(), move |text| link.announce(text));
    use_news(host, &session, &words);
    html! {
        <div class={classes!("panel", panel.theme(), panel.density())} dir={panel.direction()}
                lang={config.lang.clone()} role="group" aria-label={words.get(messages::PANEL)}
                onkeydown={callbacks.on_key.clone()}>
                { panel.content() }
        </div>
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

/// Takes the host's commands for as long as the panel is there.
#[hook]
fn use_commands(host: &HostLink, session: &Session, closed: &UseStateHandle<BTreeSet<Section>>) {
    let (dispatch, closed, link) = (session.dispatch.clone(), closed.clone(), host.clone());
    use_effect_with((host.clone(), (*closed).clone()), move |_| {
        link.on_command(Callback::from(move |command| match command {
            Command::Refresh => dispatch.dispatch(Action::Refresh),
            Command::Expand(section) => closed.set(without(&closed, section)),
            Command::Collapse(section) => closed.set(with(&closed, section)),
        }));
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
    closed.iter().copied().chain([section]).collect()
}

fn without(closed: &BTreeSet<Section>, section: Section) -> BTreeSet<Section> {
    closed.iter().copied().filter(|it| *it != section).collect()
}

/// Everything a render needs, so that its parts can be drawn by short functions.
struct Panel<'a> {
    config: &'a Rc<Config>,
    host: &'a HostLink,
    session: &'a Session,
    words: &'a Words,
    closed: &'a UseStateHandle<BTreeSet<Section>>,
    callbacks: &'a TimelineCallbacks,
}

/// What the timeline tells the panel. The same as long as the customer is, so that nothing is drawn for their sake.
#[derive(PartialEq)]
struct TimelineCallbacks {
    on_action: Callback<Action>,
    on_follow: Callback<String, bool>,
    on_copy_link: Callback<String>,
    on_key: Callback<KeyboardEvent>,
}

impl TimelineCallbacks {
    fn new(host: &HostLink, customer: Option<&Rc<str>>, dispatch: &UseReducerDispatcher<State>) -> Self {
        let (dispatch, customer) = (dispatch.clone(), customer.cloned().unwrap_or_default());
        let (follower, followed) = (host.clone(), customer.clone());
        let copier = host.clone();
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
                { for self.config.sections.iter().map(|section| self.section(*section, ready)) }
            </>
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

    fn section(&self, section: Section, ready: &Ready) -> Html {
        let context = &ready.context;
        match section {
            Section::Passport => {
                let department = self.config.department.as_ref();
                passport_line(self.words, &Passport::of(&context.verifications, department, self.words.now))
            }
            Section::Alerts => notices(self.words, context),
            Section::Ledger => self.ledger(ready),
            Section::Contact => self.contact(ready),
            Section::Timeline => self.timeline(ready),
            Section::Sources => sources(self.words, &context.sources, &self.on_retry().reform(Some)),
        }
    }

    fn ledger(&self, ready: &Ready) -> Html {
        let props = LedgerProps {
            words: self.words.clone(),
            context: ready.context.clone(),
            questions: self.session.questions.clone(),
            department: self.config.department.clone(),
            reason: self.config.contact_reason.clone(),
            recorder: self.session.recorder.clone(),
            flagged: Rc::from([]),
            on_follow: self.on_follow("contactPoint"),
            on_open: self.on_open(),
            on_copy: self.on_copy(),
        };
        let facts = ledger_view::summary(self.words, ledger::counts(&ledger_view::rows_of(&props)));
        // The key gives every customer rows of their own: what is open belongs to the one on screen.
        let content = html! { <Ledger key={ready.context.customer_id.clone()} ..props /> };
        self.frame(Section::Ledger, messages::LEDGER, facts, content)
    }

    /// Left out while nobody is in contact: an empty hand-off says nothing.
    fn contact(&self, ready: &Ready) -> Html {
        let (id, reason) = (self.config.contact_id.as_deref(), self.config.contact_reason.as_deref());
        if id.is_none() && reason.is_none() {
            return Html::default();
        }
        let so_far = ContactSoFar::gather(&ready.context, id, reason);
        let facts = contact::summary(self.words, &so_far);
        self.frame(Section::Contact, messages::CONTACT, facts, contact(self.words, &so_far))
    }

    fn timeline(&self, ready: &Ready) -> Html {
        let facts = timeline_meter::summary(self.words, &ready.timeline.meter(), &ready.context.sources);
        let content = html! {
            <TimelineView key={ready.context.customer_id.clone()} timeline={ready.timeline.clone()}
                pinned={self.session.pinned} context={ready.context.clone()} words={self.words.clone()}
                level={self.level_below(2)} on_action={self.callbacks.on_action.clone()}
                on_follow={self.callbacks.on_follow.clone()} on_copy={self.callbacks.on_copy_link.clone()} />
        };
        self.frame(Section::Timeline, messages::TIMELINE, facts, content)
    }

    fn frame(&self, section: Section, title: messages::Message, facts: String, content: Html) -> Html {
        let closed = self.closed.clone();
        let on_toggle = Callback::from(move |section| {
            let open = !closed.contains(&section);
            closed.set(if open { with(&closed, section) } else { without(&closed, section) });
        });
        let (level, title) = (self.level_below(1), self.words.get(title));
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
            if host.dispatch(&HostEvent::Action { customer_id: customer_id.clone(), action: "retry", id }) {
                dispatch.dispatch(Action::Refresh);
            }
        })
    }

    fn on_choose(&self) -> Callback<Rc<str>> {
        let (dispatch, host) = (self.session.dispatch.clone(), self.host.clone());
        Callback::from(move |customer: Rc<str>| {
            let id = Some(customer.to_string());
            if host.dispatch(&HostEvent::Action { customer_id: None, action: "choose", id }) {
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
                closed.set(without(&closed, Section::Timeline));
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
