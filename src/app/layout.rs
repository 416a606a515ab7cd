//! The panel around its sections: theme and direction, the host's order, what stands in the place of a customer.
//! Knows every section by name and none of what is in it.

use std::rc::Rc;

use yew::prelude::*;

use super::{Panel, with, without};
use crate::{
    components::{
        choice::choice,
        header::{capitalised, header},
        hint::hint,
        notice::{Reason, notice},
        notices::{NoticeLinks, notices},
        section::{self, Frame},
        skeleton::skeleton,
        sources::sources,
    },
    config::{Density, Direction, OWN_PREFIX, Section, Theme},
    failure::Failure,
    messages,
    store::{Freshness, Ready, View},
};

impl Panel<'_> {
    pub(super) fn theme(&self) -> Option<&'static str> {
        match self.config.theme {
            Theme::Auto => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }

    pub(super) fn density(&self) -> Option<&'static str> {
        (self.config.density == Density::Compact).then_some("compact")
    }

    pub(super) fn direction(&self) -> Option<&'static str> {
        self.config.dir.map(|direction| match direction {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        })
    }

    /// Level of the headings below the panel's title.
    pub(super) fn level_below(&self, steps: u8) -> u8 {
        (self.config.heading_level + steps).min(6)
    }

    pub(super) fn content(&self) -> Html {
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

    pub(super) fn customer(&self, ready: &Ready) -> Html {
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
    pub(super) fn sections(&self, ready: &Ready) -> Vec<Section> {
        let mut sections = self.config.sections.to_vec();
        if sections == Section::ALL && self.so_far(ready).received.is_some() {
            sections.retain(|section| *section != Section::Contact);
            sections.insert(1, Section::Contact);
        }
        sections
    }

    /// What the agent is about to ask in vain.
    pub(super) fn hints(&self) -> Html {
        match &self.session.view {
            View::Ready(ready) => hint(self.words, &self.flagged.of(&ready.context.customer_id)),
            _ => Html::default(),
        }
    }

    /// Says that this is an older view, why, and offers another try.
    pub(super) fn staleness(&self, freshness: &Freshness) -> Html {
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

    pub(super) fn section(&self, section: &Section, ready: &Ready) -> Html {
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
    pub(super) fn own_section(&self, section: &Section, name: &Rc<str>) -> Html {
        let plain = || capitalised(&name.trim_start_matches(OWN_PREFIX).replace('-', " "));
        let title = self.words.texts.label(&format!("section.{name}")).map_or_else(plain, str::to_owned);
        let title = html! { <slot name={format!("{name}-heading")}>{ title }</slot> };
        self.titled(section.clone(), title, String::new(), html! { <slot name={name.clone()} /> })
    }

    pub(super) fn frame(
        &self,
        section: Section,
        title: messages::Message,
        facts: String,
        content: Html,
    ) -> Html {
        self.titled(section, self.words.get(title).into(), facts, content)
    }

    pub(super) fn titled(&self, section: Section, title: Html, facts: String, content: Html) -> Html {
        let closed = self.closed.clone();
        let on_toggle = Callback::from(move |section| {
            let open = !closed.contains(&section);
            closed.set(if open { with(&closed, section) } else { without(&closed, &section) });
        });
        let level = self.level_below(1);
        let open = !self.closed.contains(&section);
        section::section(Frame { section, level, title, facts, open, on_toggle }, content)
    }
}
