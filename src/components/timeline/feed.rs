//! The list as it is drawn: the ARIA feed with the rows on the screen, and what is said above and below it.
//! Knows the look of the list as a whole; a row is `timeline_item`'s, and what an event leads to is the component's.

use yew::prelude::*;

use super::{
    Msg, TimelineView,
    input::{focus_comes_to, focus_goes_to, on_click, on_key},
};
use crate::{
    components::{
        icon::{Glyph, icon},
        timeline_item::{Drawing, Entry, entry},
        words::Words,
    },
    messages,
    store::{Action, Detail, PageFetch, Timeline},
};

/// Letters of a time without a half of the day.
const SHORT_TIME: usize = 5;

impl TimelineView {
    /// The list as the ARIA feed pattern wants it: Tab reaches one row, keys lead from row to row.
    pub(super) fn list(&self, context: &Context<Self>) -> Html {
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
        let long_times = words.format.time(words.now).chars().count() > SHORT_TIME;
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
                        <div class={classes!("feed", long_times.then_some("long-times"))} ref={viewport.rows.clone()} {role} aria-busy={busy.to_string()}
                            aria-label={role.map(|_| words.get(messages::TIMELINE))}
                            onfocusin={link.callback(|event: FocusEvent| Msg::Focus(focus_comes_to(&event)))}
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
}

/// A link led to something that is not there.
pub(super) fn missing_link(words: &Words, timeline: &Timeline, on_action: &Callback<Action>) -> Html {
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
