//! What happened before, in every department: one stream by days, narrowed and searched, of any length.
//! Its own component, so that scrolling and live changes draw the rows on the screen again and nothing else. Knows the
//! loaded part; everything else it asks for by actions. What it looks like is in `feed`, what events mean in `input`.

mod feed;
mod input;

use std::{cell::RefCell, rc::Rc};

use context_contract::Context;
use gloo_timers::callback::Timeout;
use web_sys::HtmlElement;
use yew::prelude::*;

use self::feed::missing_link;
pub use self::input::{Pressed, search_by_key};
use super::{
    filters::{FilterLinks, filters, readback},
    timeline_detail::TURNS,
    timeline_list::{Beginning, Viewport},
    timeline_meter::meter_line,
    words::Words,
};
use crate::{
    row_actions::RowActions,
    store::{Action, Ask, Goal, PageFetch, Timeline, rows::Row},
};

/// Longer than a frame, in milliseconds.
const FRAME_MS: u32 = 20;

/// Props of [`TimelineView`].
#[derive(Clone, Properties, PartialEq)]
pub struct TimelineProps {
    /// What is loaded.
    pub timeline: Rc<Timeline>,
    /// Whether the filter stays for the next customers.
    pub pinned: bool,
    /// For the names of sources.
    pub context: Rc<Context>,
    /// The language.
    pub words: Words,
    /// Level of the days' headings.
    pub level: u8,
    /// The agent wants something changed.
    pub on_action: Callback<Action>,
    /// A link is followed: id of the interaction. Answers whether to go on.
    pub on_follow: Callback<String, bool>,
    /// The link to an interaction is to be copied: its id.
    pub on_copy: Callback<String>,
    /// What the host offers on rows.
    pub row_actions: RowActions,
    /// One of these was pressed: its id and that of the interaction.
    pub on_row_action: Callback<(String, String)>,
}

/// What happens to the list.
#[derive(Debug)]
pub enum Msg {
    /// It was scrolled.
    Scrolled,
    /// Its size on the screen changed.
    Resized,
    /// It has to be drawn again, because rows are not as tall as expected.
    Again,
    /// The focus is in this element of a row now, or outside of the list.
    Focus(Option<u32>),
    /// So many rows further, or back.
    Step(isize),
    /// The row that has the focus is opened or closed.
    ToggleFocused,
    /// Something in it was pressed.
    Press(Pressed),
    /// To the beginning.
    ToStart,
    /// The other filters are opened or closed.
    MoreFilters,
}

/// The timeline.
pub struct TimelineView {
    viewport: RefCell<Viewport>,
    heading: NodeRef,
    shown_heading: String,
    more_filters: bool,
    open_cases: Vec<u64>,
    turns: Vec<(u64, usize)>,
    reached: Option<u32>,
    /// The rows that come a frame after the first ones.
    rest: Option<Timeout>,
}

impl Component for TimelineView {
    type Message = Msg;
    type Properties = TimelineProps;

    fn create(context: &yew::Context<Self>) -> Self {
        let mut viewport = Viewport::default();
        viewport.update(&context.props().timeline, None);
        Self {
            viewport: RefCell::new(viewport),
            heading: NodeRef::default(),
            shown_heading: String::new(),
            more_filters: false,
            open_cases: Vec::new(),
            turns: Vec::new(),
            reached: None,
            rest: None,
        }
    }

    fn changed(&mut self, context: &yew::Context<Self>, before: &TimelineProps) -> bool {
        let timeline = &context.props().timeline;
        if !Rc::ptr_eq(timeline, &before.timeline) {
            let viewport = self.viewport.get_mut();
            let (loaded, on_more) = (viewport.layout.count(), viewport.is_more_focused());
            viewport.update(timeline, Some(&before.timeline));
            // The button for more goes away with the last page: the focus goes to what it brought.
            if on_more && !timeline.has_more() {
                viewport.focus(loaded.min(viewport.layout.count().saturating_sub(1)));
            }
            // Before anything is drawn, so that it need not be drawn again.
            self.pursue_goal(timeline);
        }
        true
    }

    fn update(&mut self, context: &yew::Context<Self>, message: Msg) -> bool {
        match message {
            Msg::Scrolled => {
                let again = self.viewport.get_mut().on_scroll();
                self.write_heading(context.props());
                self.load_near_end(context.props());
                again
            }
            Msg::Resized => self.viewport.get_mut().has_other_size(),
            Msg::Again => true,
            Msg::Focus(slot) => self.viewport.get_mut().on_focus(slot),
            Msg::Step(by) => self.step(context, by),
            Msg::ToggleFocused => self.toggle_focused(context),
            Msg::Press(pressed) => self.on_press(context, &pressed),
            Msg::ToStart => {
                self.viewport.get_mut().go_to_start();
                true
            }
            Msg::MoreFilters => {
                self.more_filters = !self.more_filters;
                true
            }
        }
    }

    fn view(&self, context: &yew::Context<Self>) -> Html {
        let props = context.props();
        let (words, timeline) = (&props.words, &*props.timeline);
        let link = context.link();
        let meter = timeline.meter();
        let on_action = &props.on_action;
        let links = FilterLinks {
            open: self.more_filters,
            pinned: props.pinned,
            on_change: &on_action.reform(Action::Narrow),
            on_toggle: link.callback(|_| Msg::MoreFilters),
            on_pin: on_action.reform(Action::Pin),
            on_jump: on_action.reform(Action::Jump),
        };
        html! {
            <div part="timeline" class="timeline">
                { filters(words, timeline, &links) }
                { readback(words, timeline, &meter, &links) }
                { missing_link(words, timeline, on_action) }
                { self.list(context) }
                { meter_line(words, &meter) }
            </div>
        }
    }

    fn rendered(&mut self, context: &yew::Context<Self>, first: bool) {
        if first {
            let link = context.link();
            self.viewport
                .get_mut()
                .listen(link.callback(|()| Msg::Scrolled), link.callback(|()| Msg::Resized));
        }
        self.pursue_goal(&context.props().timeline);
        let link = context.link().clone();
        match self.viewport.get_mut().begin() {
            Beginning::Over => {}
            Beginning::Seen => return link.send_message(Msg::Again),
            Beginning::Unseen => {
                self.rest = Some(Timeout::new(FRAME_MS, move || link.send_message(Msg::Again)));
                return;
            }
        }
        let viewport = self.viewport.get_mut();
        if viewport.settle() {
            context.link().send_message(Msg::Again);
        } else if viewport.is_without_margin() {
            self.rest = Some(Timeout::new(FRAME_MS, move || link.send_message(Msg::Again)));
        }
        self.write_heading(context.props());
        self.load_near_end(context.props());
    }
}

impl TimelineView {
    fn step(&mut self, context: &yew::Context<Self>, by: isize) -> bool {
        let viewport = self.viewport.get_mut();
        let Some(next) = viewport.focused_row().and_then(|row| row.checked_add_signed(by)) else {
            return false;
        };
        if next < viewport.layout.count() {
            viewport.focus(next);
            return true;
        }
        if context.props().timeline.has_more() && context.props().timeline.fetch == PageFetch::Idle {
            context.props().on_action.emit(Action::LoadMore);
        }
        false
    }

    fn toggle_focused(&mut self, context: &yew::Context<Self>) -> bool {
        let viewport = self.viewport.get_mut();
        let row = viewport.focused_row().and_then(|row| viewport.layout.row(row));
        if let Some(row) = row.filter(|row| !row.is_restricted()) {
            context.props().on_action.emit(Action::Toggle(row.id().into()));
        }
        false
    }

    fn on_press(&mut self, context: &yew::Context<Self>, pressed: &Pressed) -> bool {
        let props = context.props();
        let Some(row) = self.viewport.get_mut().row_in(pressed.slot).cloned() else { return false };
        let record = pressed.record.unwrap_or(row.key);
        let id = || -> Option<Rc<str>> {
            let spot = props.timeline.rows.find_key(record)?;
            Some(props.timeline.rows.get(spot)?.id().into())
        };
        match pressed.does.as_str() {
            "toggle" => id().into_iter().for_each(|id| props.on_action.emit(Action::Toggle(id))),
            "again" => id().into_iter().for_each(|id| props.on_action.emit(Action::OpenAgain(id))),
            "act" => {
                let pressed = pressed.act.clone().zip(id().map(|id| id.to_string()));
                pressed.into_iter().for_each(|pressed| props.on_row_action.emit(pressed));
            }
            "copy" => id().into_iter().for_each(|id| props.on_copy.emit(id.to_string())),
            "turns" => self.show_more_turns(record),
            "case" => self.toggle_case(props.timeline.threads.case(row.key)),
            "fill" => {
                let gap = props.timeline.gap_below(&row);
                gap.into_iter().for_each(|gap| props.on_action.emit(Action::Fill(gap)));
            }
            _ => return false,
        }
        true
    }

    fn show_more_turns(&mut self, record: u64) {
        match self.turns.iter_mut().find(|(key, _)| *key == record) {
            Some((_, shown)) => *shown += TURNS * 5,
            None => self.turns.push((record, TURNS * 6)),
        }
    }

    fn toggle_case(&mut self, case: Option<u64>) {
        let Some(case) = case else { return };
        match self.open_cases.iter().position(|open| *open == case) {
            Some(place) => drop(self.open_cases.remove(place)),
            None => self.open_cases.push(case),
        }
    }

    /// Gets to where a link or the agent wants to be, as soon as that is loaded.
    fn pursue_goal(&mut self, timeline: &Timeline) {
        let Some((serial, goal)) = timeline.goal.clone().filter(|(serial, _)| self.reached != Some(*serial))
        else {
            return;
        };
        let viewport = self.viewport.get_mut();
        match goal {
            Goal::Before(_) if matches!(timeline.fetch, PageFetch::Asking(Ask::Jump(_))) => return,
            Goal::Before(moment) => viewport.go_to(viewport.layout.nearest(moment.as_millis() - 1, "")),
            Goal::Row(id) => {
                let row = timeline.rows.find(&id).and_then(|spot| timeline.rows.get(spot));
                let Some((row, shown)) = row.and_then(|row| Some((row, timeline.shown_for(row)?))) else {
                    return;
                };
                let n = viewport.layout.nearest(shown.at(), shown.id());
                if row.folded {
                    self.open_cases.extend(timeline.threads.case(row.key));
                }
                viewport.go_to(n);
                viewport.focus(n);
            }
        }
        self.reached = Some(serial);
    }

    /// Older pages come by themselves when the end is near; after a failure the agent has to ask.
    fn load_near_end(&mut self, props: &TimelineProps) {
        let idle = props.timeline.fetch == PageFetch::Idle && props.timeline.has_more();
        let viewport = self.viewport.get_mut();
        // Whoever stands on the button for more presses it.
        if idle && viewport.is_near_end() && !viewport.is_more_focused() {
            props.on_action.emit(Action::LoadMore);
        }
    }

    /// The day of the first row on the screen, written past Yew: it changes with every row that scrolls by.
    fn write_heading(&mut self, props: &TimelineProps) {
        let viewport = self.viewport.get_mut();
        let row = viewport.row_under_heading();
        let at = row.and_then(Row::start);
        let text = at.map(|at| props.words.format.day(at, props.words.now)).unwrap_or_default();
        if text != self.shown_heading
            && let Some(heading) = self.heading.cast::<HtmlElement>()
        {
            heading.set_text_content(Some(&text));
            heading.set_hidden(text.is_empty());
            self.shown_heading = text;
        }
    }
}
