//! The panel: provides the words, lays out the parts in the host's order, and turns what the agent does into
//! actions and events. Knows every part and none of their insides.

use std::{collections::BTreeSet, rc::Rc};

use yew::prelude::*;

use crate::{
    components::{
        choice::Choice,
        contact::{self, Contact},
        header::{Header, display_name},
        ledger::{self as ledger_view, Ledger},
        notice::{Notice, title_of},
        notices::Notices,
        passport::PassportLine,
        section::SectionFrame,
        skeleton::Skeleton,
        sources::Sources,
        timeline::{self, TimelineView},
        words::Words,
    },
    config::{Config, Density, Direction, Section, Theme},
    contact::ContactSoFar,
    event::{Command, HostEvent, HostLink},
    failure::Failure,
    format::Format,
    ledger,
    messages::{self, Texts},
    passport::Passport,
    session::{Session, use_session},
    store::{Action, Freshness, Ready, TimelineFilter, View},
};

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
    let panel = Panel { config, host, session: &session, words: &words, closed: &closed };
    html! {
        <ContextProvider<Words> context={words.clone()}>
            <div class={classes!("panel", panel.theme(), panel.density())} dir={panel.direction()}
                lang={config.lang.clone()} role="region" aria-label={words.get(messages::PANEL)}>
                <div class="spoken" role="status" aria-live="polite" data-testid="announcer">{ panel.announcement() }</div>
                { panel.content() }
            </div>
        </ContextProvider<Words>>
    }
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
        match &self.session.view {
            View::Loading => html! { <Skeleton /> },
            View::Nobody => self.notice(None, false),
            View::NoMatch => self.notice(None, true),
            View::Failed(failure) => self.notice(Some(failure.clone()), false),
            View::Choosing(candidates) => html! {
                <Choice candidates={candidates.clone()} level={self.config.heading_level} on_choose={self.on_choose()} />
            },
            View::Ready(ready) => self.customer(ready),
        }
    }

    fn notice(&self, failure: Option<Failure>, no_match: bool) -> Html {
        let on_retry = self.on_retry().reform(|()| None);
        html! { <Notice {failure} {no_match} level={self.config.heading_level} {on_retry} /> }
    }

    fn customer(&self, ready: &Ready) -> Html {
        let sections = self.config.sections.iter().map(|section| self.section(*section, ready));
        html! {
            <>
                <Header profile={ready.context.profile.clone()} level={self.config.heading_level}
                    freshness={ready.freshness.clone()} stream={ready.stream} />
                { self.staleness(&ready.freshness) }
                <div class="actions"><slot name="actions" /></div>
                { for sections }
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
        let key = section.name();
        match section {
            Section::Passport => {
                let checks = &ready.context.verifications;
                let passport = Passport::of(checks, self.config.department.as_ref(), self.words.now);
                html! { <PassportLine {key} {passport} /> }
            }
            Section::Alerts => html! { <Notices {key} context={ready.context.clone()} /> },
            Section::Ledger => self.ledger(ready),
            Section::Contact => self.contact(ready),
            Section::Timeline => self.timeline(ready),
            Section::Sources => {
                let sources: Rc<[_]> = ready.context.sources.as_slice().into();
                html! { <Sources {key} {sources} on_retry={self.on_retry().reform(Some)} /> }
            }
        }
    }

    fn ledger(&self, ready: &Ready) -> Html {
        let rows = ledger::rows(&ready.context, self.words.now);
        let facts = ledger_view::summary(self.words, ledger::counts(&rows));
        let sources: Rc<[_]> = ready.context.sources.as_slice().into();
        let rows: Rc<[_]> = rows.into();
        let content = html! {
            <Ledger {rows} {sources} on_follow={self.on_follow("contactPoint")} on_copy={self.on_copy()} />
        };
        self.frame(Section::Ledger, messages::LEDGER, facts, content)
    }

    /// Left out while nobody is in contact: an empty hand-off says nothing.
    fn contact(&self, ready: &Ready) -> Html {
        let (id, reason) = (self.config.contact_id.as_deref(), self.config.contact_reason.as_deref());
        if id.is_none() && reason.is_none() {
            return Html::default();
        }
        let contact = ContactSoFar::gather(&ready.context, id, reason);
        let facts = contact::summary(self.words, &contact);
        self.frame(Section::Contact, messages::CONTACT, facts, html! { <Contact {contact} /> })
    }

    fn timeline(&self, ready: &Ready) -> Html {
        let dispatch = self.session.dispatch.clone();
        let on_narrow =
            Callback::from(move |filter: TimelineFilter| dispatch.dispatch(Action::Narrow(filter)));
        let dispatch = self.session.dispatch.clone();
        let on_more = Callback::from(move |()| dispatch.dispatch(Action::LoadMore));
        let facts = timeline::summary(self.words, &ready.timeline, &ready.context.sources);
        let content = html! {
            <TimelineView timeline={ready.timeline.clone()} level={self.level_below(2)} {on_narrow} {on_more}
                on_follow={self.on_follow("interaction")} />
        };
        self.frame(Section::Timeline, messages::TIMELINE, facts, content)
    }

    fn frame(&self, section: Section, title: messages::Message, facts: String, content: Html) -> Html {
        let closed = self.closed.clone();
        let on_toggle = Callback::from(move |section| {
            let open = !closed.contains(&section);
            closed.set(if open { with(&closed, section) } else { without(&closed, section) });
        });
        let open = !self.closed.contains(&section);
        html! {
            <SectionFrame key={section.name()} {section} level={self.level_below(1)} title={self.words.get(title)}
                facts={html! { { facts } }} {open} {on_toggle}>{ content }</SectionFrame>
        }
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
        let loaded = ready.timeline.items.len();
        let grown = ready.timeline.generation > 0 || loaded > ready.context.interactions.items.len();
        if !grown {
            return display_name(&ready.context.profile);
        }
        let total = ready.timeline.total.as_ref().map_or(loaded as u64, |total| total.value);
        let (shown, total) = (self.words.format.count(loaded as u64), self.words.format.count(total));
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
