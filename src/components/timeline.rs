//! What happened before, in every department: one stream by days, narrowed and searched, of any length.
//! Its own component, so that scrolling and live changes draw the rows on the screen again and nothing else. Knows the
//! loaded part; everything else it asks for by actions.

use std::{cell::RefCell, rc::Rc};

use context_contract::Context;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::{
    filters::{FilterLinks, filters, readback},
    icon::{Glyph, icon},
    row_actions::action_of,
    timeline_detail::TURNS,
    timeline_item::{Drawing, Entry, entry},
    timeline_list::Viewport,
    timeline_meter::meter_line,
    words::Words,
};
use crate::{
    messages,
    row_actions::RowActions,
    store::{Action, Ask, Detail, Goal, PageFetch, Timeline},
};

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

/// What was pressed in a row.
#[derive(Debug)]
pub struct Pressed {
    does: String,
    act: Option<String>,
    slot: u32,
    record: Option<u64>,
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
        if self.viewport.get_mut().settle() {
            context.link().send_message(Msg::Again);
        }
        self.write_heading(context.props());
        self.load_near_end(context.props());
    }
}

impl TimelineView {
    /// The list as the ARIA feed pattern wants it: Tab reaches one row, keys lead from row to row.
    fn list(&self, context: &yew::Context<Self>) -> Html {
        let props = context.props();
        let (words, timeline, link) = (&props.words, &*props.timeline, context.link());
        let mut viewport = self.viewport.borrow_mut();
        let drawn = viewport.draw();
        let size = timeline.current_gaps().is_empty().then(|| viewport.layout.count());
        let stop = viewport.tab_stop();
        let rows = drawn.iter().map(|it| {
            let drawing = Drawing {
                words,
                timeline,
                query: timeline.sieve().query(),
                sources: &props.context.sources,
                level: props.level,
                reachable: viewport.is_focused(it.row.key),
                on_follow: &props.on_follow,
                row_actions: &props.row_actions,
            };
            let case = timeline.threads.case(it.row.key);
            let place = Entry {
                row: &it.row,
                above: it.n.checked_sub(1).and_then(|above| viewport.layout.row(above)),
                below: viewport.layout.row(it.n + 1),
                slot: it.slot,
                position: it.n + 1,
                size,
                is_stop: stop == Some(it.n),
                parked: it.parked,
                case_open: case.is_some_and(|case| self.open_cases.contains(&case)),
                turns: &self.turns,
            };
            entry(&drawing, &place)
        });
        let busy = matches!(timeline.fetch, PageFetch::Asking(_)) || timeline.is_reading();
        // A feed without articles is none.
        let role = (viewport.layout.count() > 0).then_some("feed");
        html! {
            <div class="list">
                if viewport.unseen > 0 {
                    <button type="button" part="button" class="new-above" onclick={link.callback(|_| Msg::ToStart)}>
                        { icon(Glyph::Up) }{ words.count(messages::NEW_ABOVE, viewport.unseen as u64) }
                    </button>
                }
                <div class="sticky-day" ref={self.heading.clone()} aria-hidden="true"></div>
                <div class="scroller" ref={viewport.scroller.clone()}>
                    <div class="canvas" ref={viewport.canvas.clone()}>
                        <div class="feed" ref={viewport.rows.clone()} {role} aria-busy={busy.to_string()}
                            aria-label={role.map(|_| words.get(messages::TIMELINE))}
                            onfocusin={link.callback(|event: FocusEvent| Msg::Focus(element_of(&event).and_then(|it| slot_of(&it))))}
                            onfocusout={link.callback(|event: FocusEvent| Msg::Focus(focus_goes_to(&event)))}
                            onkeydown={link.batch_callback(|event: KeyboardEvent| on_key(&event))}
                            onclick={link.batch_callback(|event: MouseEvent| on_click(&event))}>
                            { for rows }
                        </div>
                    </div>
                    { ending(words, timeline, &props.on_action) }
                </div>
            </div>
        }
    }

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
        if let Some(item) = row.map(|row| row.item()).filter(|item| item.restricted.is_none()) {
            context.props().on_action.emit(Action::Toggle(item.id.as_str().into()));
        }
        false
    }

    fn on_press(&mut self, context: &yew::Context<Self>, pressed: &Pressed) -> bool {
        let props = context.props();
        let Some(row) = self.viewport.get_mut().row_in(pressed.slot).cloned() else { return false };
        let record = pressed.record.unwrap_or(row.key);
        let id = || -> Option<Rc<str>> {
            let spot = props.timeline.rows.find_key(record)?;
            Some(props.timeline.rows.get(spot)?.item().id.as_str().into())
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
                let n = viewport.layout.nearest(shown.at(), &shown.item().id);
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
        let at = row.and_then(|row| row.item().interaction_date.start_date_time);
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

/// A link led to something that is not there.
fn missing_link(words: &Words, timeline: &Timeline, on_action: &Callback<Action>) -> Html {
    let Some(missing) = timeline.missing() else { return Html::default() };
    let id = missing.id.clone();
    let gone = missing.detail == Detail::Gone;
    let again = on_action.reform(move |_: MouseEvent| Action::Reveal(id.clone()));
    html! {
        <p class="page-failed" data-testid="missing-link">
            { words.get(if gone { messages::ITEM_LINK_GONE } else { messages::ITEM_LINK_FAILED }) }
            if !gone {
                <button type="button" part="button" class="text-button" onclick={again}>
                    { words.get(messages::RETRY) }
                </button>
            }
        </p>
    }
}

/// What comes after the last row: more, a failure with another try, or why there is nothing.
fn ending(words: &Words, timeline: &Timeline, on_action: &Callback<Action>) -> Html {
    let on_more = on_action.reform(|_: MouseEvent| Action::LoadMore);
    let searching = !timeline.filter.is_empty();
    match &timeline.fetch {
        PageFetch::Failed(..) => html! {
            <p class="page-failed">
                { words.get(if searching { messages::TIMELINE_REST_FAILED } else { messages::TIMELINE_FAILED }) }
                <button type="button" part="button" class="text-button" onclick={on_more}>
                    { words.get(messages::RETRY) }
                </button>
            </p>
        },
        PageFetch::Asking(_) if timeline.awaits_first() && searching => html! {
            <p class="more quiet">{ words.get(messages::SEARCHING_REST) }</p>
        },
        // The button stays while its page is on the way: the focus may be on it.
        fetch if timeline.has_more() => {
            let busy = matches!(fetch, PageFetch::Asking(_));
            let text = if busy { messages::LOADING_MORE } else { messages::LOAD_MORE };
            html! {
                <button type="button" part="button" class="more" aria-disabled={busy.to_string()} onclick={on_more}>
                    { words.get(text) }
                </button>
            }
        }
        PageFetch::Asking(_) => html! { <p class="more quiet">{ words.get(messages::LOADING_MORE) }</p> },
        PageFetch::Idle if timeline.is_reading() => {
            html! { <p class="more quiet">{ words.get(messages::LOADING_MORE) }</p> }
        }
        PageFetch::Idle if timeline.meter().matching == Some(0) => nothing(words, timeline),
        PageFetch::Idle => Html::default(),
    }
}

/// Empty because of the filter is another thing than empty.
fn nothing(words: &Words, timeline: &Timeline) -> Html {
    if timeline.filter.is_empty() {
        return html! { <p class="quiet">{ words.get(messages::TIMELINE_EMPTY) }</p> };
    }
    let hidden = words.format.count(timeline.meter().hidden);
    html! { <p class="quiet">{ words.fill(messages::TIMELINE_NO_MATCH, &[("total", &hidden)]) }</p> }
}

/// Puts the cursor into the search when `/` is pressed anywhere in the panel, but not while somebody types.
pub fn search_by_key(event: &KeyboardEvent) {
    let plain = event.key() == "/" && !event.ctrl_key() && !event.meta_key() && !event.alt_key();
    let typing =
        element_of(event).is_some_and(|it| matches!(it.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"));
    let panel = event.current_target().and_then(|it| it.dyn_into::<Element>().ok());
    let field =
        panel.filter(|_| plain && !typing).and_then(|panel| panel.query_selector(".search").ok().flatten());
    if let Some(field) = field.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        // A field that cannot take the focus is not on the screen.
        let _focused = field.focus();
    }
}

/// Keys of the ARIA feed pattern. What a key does by itself has to be prevented before the event is over.
fn on_key(event: &KeyboardEvent) -> Option<Msg> {
    let control = event.ctrl_key() || event.meta_key();
    let message = match event.key().as_str() {
        "PageDown" => Msg::Step(1),
        "PageUp" => Msg::Step(-1),
        key @ ("Home" | "End") if control => {
            event.prevent_default();
            leave(event, key == "End");
            return None;
        }
        "Enter" if element_of(event).is_some_and(|it| it.has_attribute("data-slot")) => Msg::ToggleFocused,
        _ => return None,
    };
    event.prevent_default();
    Some(message)
}

/// One listener for everything in the list that can be pressed: `data-do` says what, `data-record` on what.
fn on_click(event: &MouseEvent) -> Option<Msg> {
    let pressed = element_of(event)?.closest("[data-do]").ok().flatten()?;
    let does = pressed.get_attribute("data-do")?;
    let (act, record) = (action_of(&pressed), record_of(&pressed));
    Some(Msg::Press(Pressed { does, act, slot: slot_of(&pressed)?, record }))
}

fn focus_goes_to(event: &FocusEvent) -> Option<u32> {
    event.related_target().and_then(|it| it.dyn_into::<Element>().ok()).and_then(|it| slot_of(&it))
}

/// The element an event came from. Within a shadow tree that is the inner one.
fn element_of(event: &Event) -> Option<Element> {
    let inner = event.composed_path().get(0);
    inner.dyn_into::<Element>().ok().or_else(|| event.target()?.dyn_into().ok())
}

fn slot_of(element: &Element) -> Option<u32> {
    element.closest("[data-slot]").ok().flatten()?.get_attribute("data-slot")?.parse().ok()
}

fn record_of(element: &Element) -> Option<u64> {
    element.closest("[data-record]").ok().flatten()?.get_attribute("data-record")?.parse().ok()
}

/// Moves the focus to what comes before the list, or after it, as the feed pattern wants.
fn leave(event: &KeyboardEvent, forward: bool) {
    let Some(feed) = element_of(event).and_then(|it| it.closest("[role=feed]").ok().flatten()) else {
        return;
    };
    let Some(root) = feed.closest(".panel").ok().flatten() else { return };
    let usable =
        "a[href]:not([tabindex='-1']), button:not(:disabled):not([tabindex='-1']), input:not(:disabled)";
    let Ok(all) = root.query_selector_all(usable) else { return };
    let wanted = if forward {
        web_sys::Node::DOCUMENT_POSITION_FOLLOWING
    } else {
        web_sys::Node::DOCUMENT_POSITION_PRECEDING
    };
    let nodes = (0..all.length()).filter_map(|at| all.item(at));
    let beyond = |node: &web_sys::Node| {
        let position = feed.compare_document_position(node);
        position & wanted != 0 && position & web_sys::Node::DOCUMENT_POSITION_CONTAINED_BY == 0
    };
    let mut found = nodes.filter(beyond);
    let next = if forward { found.next() } else { found.next_back() };
    if let Some(next) = next.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _focused = next.focus();
    }
}
