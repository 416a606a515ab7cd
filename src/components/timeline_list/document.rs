//! The list in the document: its elements get their place, rows are measured, scrolling and changes of size are heard.
//! Knows elements and pixels; which rows they are is the list's.

use std::cell::Cell;

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{HtmlElement, ResizeObserver};
use yew::Callback;

use super::Viewport;
use crate::window::Scale;

/// The inside of the element that scrolls, in whole pixels; nothing while it is off the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    width: i32,
    height: i32,
}

/// Listeners that Yew does not know: one for scrolling that never holds it up, one for changes of size.
pub(super) struct Listeners {
    scroller: HtmlElement,
    observer: Option<ResizeObserver>,
    _scrolled: Closure<dyn Fn()>,
    _resized: Closure<dyn Fn()>,
}

impl Drop for Listeners {
    fn drop(&mut self) {
        let listener = self._scrolled.as_ref().unchecked_ref();
        // The element goes away with its listeners; a failure changes nothing.
        let _gone = self.scroller.remove_event_listener_with_callback("scroll", listener);
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// How a list goes on whose first rows are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// It has gone on already.
    Over,
    /// It is on the screen, or the agent wants to get somewhere in it: at once.
    Seen,
    /// It is below what the window shows: what is there comes onto the screen sooner without the other rows.
    Unseen,
}

impl Viewport {
    /// Looks once where the list has come to stand. It is as tall then as it will be, as far as that can be guessed.
    pub fn begin(&mut self) -> Beginning {
        let scroller = self.scroller.cast::<HtmlElement>().filter(|_| !self.begun);
        let Some(scroller) = scroller else { return Beginning::Over };
        self.begun = true;
        if self.range.len() == self.layout.count() {
            return Beginning::Over;
        }
        set_style(self.canvas.cast(), "block-size", Scale::new(self.layout.total(), 0.0).height);
        let screen = web_sys::window().and_then(|it| it.inner_height().ok()?.as_f64());
        let unseen = screen.is_some_and(|screen| scroller.get_bounding_client_rect().top() >= screen);
        // The other rows make it no taller, so that nobody need hear of it.
        self.size.set(size_of(&scroller));
        if unseen && self.anchor.is_none() { Beginning::Unseen } else { Beginning::Seen }
    }

    /// Brings the document in step with what was drawn. Returns whether it has to be drawn again.
    pub fn settle(&mut self) -> bool {
        let (Some(scroller), Some(rows)) =
            (self.scroller.cast::<HtmlElement>(), self.rows.cast::<HtmlElement>())
        else {
            return false;
        };
        self.look_at_size(&scroller);
        self.measure(&rows);
        let (y, total) = (self.scrolled(), self.layout.total());
        let scale = Scale::new(total, self.window);
        let scrolled = scale.to_element(y);
        set_style(self.canvas.cast(), "block-size", scale.height);
        let top = if self.range.is_empty() { 0.0 } else { self.layout.top(self.range.start) };
        set_style(Some(rows.clone()), "inset-block-start", scrolled + top - y);
        if (f64::from(scroller.scroll_top()) - scrolled).abs() >= 1.0 {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "the tallest element is shorter than 2^31 pixels"
            )]
            scroller.set_scroll_top(scrolled.round() as i32);
        }
        self.scroll_top = f64::from(scroller.scroll_top());
        self.restore_focus(&rows);
        let seen = self.wanted_seen();
        let again = self.window >= 1.0 && (seen.start < self.range.start || seen.end > self.range.end);
        self.take_own_height(&scroller);
        again
    }

    /// The list is as tall as its rows need, up to a limit, so that what was just written may have made it taller. At its
    /// beginning it needs no drawing for that, if all that is seen then is drawn already.
    fn take_own_height(&mut self, scroller: &HtmlElement) {
        let (size, known) = (size_of(scroller), self.size.get());
        let (height, end) = (f64::from(size.height), self.range.end);
        let is_drawn = self.layout.under(height) < end || end == self.layout.count();
        if size.width == known.width && self.anchor.is_none() && is_drawn {
            self.see(height);
            self.size.set(size);
        }
    }

    /// Starts to listen, once the elements are there.
    pub fn listen(&mut self, on_scroll: Callback<()>, on_resize: Callback<()>) {
        let Some(scroller) = self.scroller.cast::<HtmlElement>() else { return };
        let scrolled = Closure::<dyn Fn()>::new(move || on_scroll.emit(()));
        let (known, sized) = (self.size.clone(), scroller.clone());
        // Later: what is drawn while sizes are told may change them again, which browsers report as an error of the page's.
        let later = Cell::new(None);
        let resized = Closure::<dyn Fn()>::new(move || {
            let on_resize = on_resize.clone();
            if size_of(&sized) != known.get() {
                later.set(Some(Timeout::new(0, move || on_resize.emit(()))));
            }
        });
        let listener = scrolled.as_ref().unchecked_ref();
        // Without it the list still shows its beginning.
        let _listening = scroller.add_event_listener_with_callback("scroll", listener);
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(&scroller);
        }
        self.listeners = Some(Listeners { scroller, observer, _scrolled: scrolled, _resized: resized });
    }

    /// Whether the size of the list on the screen is another one than it was drawn for.
    #[must_use]
    pub fn has_other_size(&self) -> bool {
        self.scroller.cast::<HtmlElement>().is_some_and(|scroller| size_of(&scroller) != self.size.get())
    }

    fn look_at_size(&mut self, scroller: &HtmlElement) {
        let (size, known) = (size_of(scroller), self.size.get());
        if size.width != known.width && known.width > 0 && size.width > 0 {
            self.layout.forget();
        }
        self.see(f64::from(size.height));
        self.size.set(size);
    }

    fn see(&mut self, height: f64) {
        self.window = height;
        self.tallest = self.tallest.max(height);
    }

    fn measure(&mut self, rows: &HtmlElement) {
        let children = rows.children();
        if self.window < 1.0 {
            return;
        }
        for (at, (n, _, parked)) in (0..).zip(&self.drawn) {
            if let Some(child) = children.item(at).filter(|_| !parked) {
                self.layout.measure(*n, child.get_bounding_client_rect().height());
            }
        }
        self.layout.learn();
    }
}

fn size_of(scroller: &HtmlElement) -> Size {
    Size { width: scroller.client_width(), height: scroller.client_height() }
}

/// Sets a length. A style attribute would be refused by a page with a strict policy; this is not.
fn set_style(element: Option<HtmlElement>, name: &str, pixels: f64) {
    if let Some(element) = element {
        let text = format!("{}px", pixels.round());
        let _set = element.style().set_property(name, &text);
    }
}
