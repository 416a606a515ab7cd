//! The sections of a customer, each made of the context and of what the host has said. Knows what each section needs,
//! not how it is drawn.

use context_contract::{Context, Interaction, enums::Department};
use yew::prelude::*;

use super::Panel;
use crate::{
    brief::{Situation, brief},
    components::{
        brief as brief_view,
        handoff::{self, HandoffLinks},
        ledger::{self as ledger_view, Ledger, LedgerProps},
        passport::{PassportLinks, passports},
        promises,
        timeline::TimelineView,
        timeline_meter,
        verify::Here,
    },
    config::{Config, Section},
    contact::ContactSoFar,
    ledger::{self, Known},
    messages,
    passport::Passport,
    store::{Ready, View},
};

/// The source of what is recorded in the gateway itself.
const GATEWAY: &str = "gateway";

impl Panel<'_> {
    pub(super) fn so_far(&self, ready: &Ready) -> ContactSoFar {
        let Config { contact_id, contact_reason, department, .. } = &**self.config;
        let (id, reason) = (contact_id.as_deref(), contact_reason.as_deref());
        ContactSoFar::gather(&ready.context, id, reason, department.as_ref())
    }

    /// The contact under way, where the history has it.
    fn present<'b>(&self, context: &'b Context) -> Option<&'b Interaction> {
        let id = self.config.contact_id.as_ref()?;
        context.interactions.items.iter().find(|it| it.id == *id)
    }

    /// Where what is recorded now is recorded.
    pub(super) fn here<'b>(&'b self, context: &'b Context) -> Here<'b> {
        let channel = self.present(context).and_then(|contact| contact.channel.as_ref());
        let interaction = self.config.contact_id.as_deref();
        Here { interaction, department: self.config.department.as_ref(), channel }
    }

    /// What texts of the agent are checked against: the rows of the customer on screen.
    pub(super) fn checked(&self) -> Option<LedgerProps> {
        match &self.session.view {
            View::Ready(ready) => Some(self.ledger_props(ready)),
            _ => None,
        }
    }

    /// The rows on screen; none where the host leaves the section out.
    pub(super) fn offered(&self) -> Option<LedgerProps> {
        self.checked().filter(|_| self.config.sections.contains(&Section::Ledger))
    }

    pub(super) fn ledger_props(&self, ready: &Ready) -> LedgerProps {
        LedgerProps {
            words: self.words.calm(),
            context: Known(ready.context.clone()),
            questions: self.session.questions.clone(),
            department: self.config.department.clone(),
            reason: self.config.contact_reason.clone(),
            recorder: self.session.recorder.clone(),
            flagged: self.flagged.of(&ready.context.customer_id),
            on_follow: self.callbacks.on_follow_point.clone(),
            on_open: self.callbacks.on_open.clone(),
            on_copy: self.callbacks.on_copy.clone(),
            row_actions: self.config.row_actions.clone(),
            on_row_action: self.callbacks.on_row_action.clone(),
        }
    }

    pub(super) fn ledger(&self, ready: &Ready) -> Html {
        let props = self.ledger_props(ready);
        let facts = ledger_view::summary(self.words, ledger::counts(&ledger_view::rows_of(&props)));
        // The key gives every customer rows of their own: what is open belongs to the one on screen.
        let content = html! { <Ledger key={ready.context.customer_id.clone()} ..props /> };
        self.frame(Section::Ledger, messages::LEDGER, facts, content)
    }

    pub(super) fn contact_and_reason(&self) -> (Option<&str>, Option<&str>) {
        (self.config.contact_id.as_deref(), self.config.contact_reason.as_deref())
    }

    pub(super) fn passports(&self, ready: &Ready) -> Html {
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
    pub(super) fn brief(&self, context: &Context) -> Html {
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
    pub(super) fn contact(&self, ready: &Ready) -> Html {
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
        self.present(context).is_some_and(|contact| contact.source == GATEWAY)
    }

    /// Departments that a contact can be handed to: those that talk to people, and those of this customer's history.
    pub(super) fn others(&self, ready: &Ready) -> Vec<Department> {
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
    pub(super) fn promises(&self, context: &Context) -> Html {
        if context.commitments.is_empty() && self.pen.is_none() {
            return Html::default();
        }
        let facts = promises::summary(self.words, &context.commitments);
        let here = self.here(context);
        let content = promises::promises(self.words, &context.commitments, self.pen.as_ref(), &here);
        self.frame(Section::Promises, messages::PROMISES, facts, content)
    }

    pub(super) fn timeline(&self, ready: &Ready) -> Html {
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
}
