//! A context that holds more interactions than anybody sees at once: the first are read with it, the others a few at a
//! time, so that nothing on the page waits for them. Knows the browser's values; what is done with them the store knows.

use std::rc::Rc;

use context_contract::{Context, Interaction, interaction::Page};
use js_sys::{Array, Date, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

use crate::{
    failure::Failure,
    json::{self, Malformed},
    store::{Slice, rows::Entry},
    turns::Turns,
};

/// So many are read with the context.
const AT_ONCE: u32 = 100;

/// So many are read in one go: a turn ends between two goes.
const GO: u32 = 20;

/// An answer that is longer may hold more interactions than are read at once, in bytes. It is looked at as an object
/// first, which takes longer than reading it straight.
const LONG: u32 = 128 * 1024;

/// How long is read before the page has its turn again, in milliseconds: half of a frame.
const SLICE_MS: f64 = 8.0;

/// How often the list is drawn at most with what has been read meanwhile, in milliseconds.
const DRAWN_MS: f64 = 200.0;

/// The list is drawn when it has grown by one part in so many: a drawing looks at all rows, so that a fixed pace would
/// cost the more the longer the list is.
const GROWN_BY: u32 = 2;

/// A context and what is still to be read of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Handed {
    /// The context, with its newest interactions.
    pub context: Rc<Context>,
    /// The others, if there are any.
    pub backlog: Option<Backlog>,
}

/// Interactions that are there and not read yet. A clone is the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Backlog {
    items: Array,
    page: Page,
}

impl Handed {
    /// Reads a context of the contract's shape.
    ///
    /// # Errors
    /// When it is of another shape. That of what is not read yet shows when it is read.
    pub fn read(value: &JsValue) -> Result<Self, Malformed> {
        let long = long_page(value);
        let Some((begun, backlog)) = long.and_then(|long| begin(value, long).ok()) else {
            return json::from_value(value).map(Self::whole);
        };
        Ok(Self { context: Rc::new(json::from_value(&begun)?), backlog: Some(backlog) })
    }

    /// Reads the body of an answer.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn from_body(body: &Uint8Array) -> Result<Self, Malformed> {
        if body.length() > LONG {
            Self::read(&json::parse(body)?)
        } else {
            json::from_body(body).map(Self::whole)
        }
    }

    fn whole(context: Context) -> Self {
        Self { context: Rc::new(context), backlog: None }
    }

    /// How many interactions are still to be read.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.backlog.as_ref().map_or(0, Backlog::unread)
    }
}

impl Backlog {
    /// How many interactions it holds beyond those that were read with the context.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.items.length().saturating_sub(AT_ONCE) as usize
    }

    /// Reads all of it, slice by slice. Ends early when the signal aborts, or when something is of another shape.
    pub async fn read(self, signal: &AbortSignal, on_slice: impl Fn(Result<Slice, Failure>)) {
        let Ok(turns) = Turns::new() else { return };
        let mut at = AT_ONCE;
        let mut entries = Vec::new();
        let (mut drawn, mut drawn_at) = (at, Date::now());
        while at < self.items.length() {
            turns.next().await;
            if signal.aborted() {
                return;
            }
            let Ok(next) = self.read_on(at, &mut entries) else { return on_slice(Err(Failure::Malformed)) };
            at = next;
            let left = self.items.length() - at;
            let is_longer = at - drawn >= drawn / GROWN_BY && Date::now() - drawn_at >= DRAWN_MS;
            if left == 0 || is_longer {
                (drawn, drawn_at) = (at, Date::now());
                let rest = (left == 0).then(|| self.page.clone());
                on_slice(Ok(Slice { entries: std::mem::take(&mut entries), left: left as usize, rest }));
            }
        }
    }

    /// Reads until it is somebody else's turn. Returns how far it came.
    fn read_on(&self, mut at: u32, entries: &mut Vec<Rc<Entry>>) -> Result<u32, Malformed> {
        let until = Date::now() + SLICE_MS;
        while at < self.items.length() && Date::now() < until {
            let read: Vec<Interaction> = json::from_value(&self.items.slice(at, at + GO))?;
            entries.extend(read.into_iter().map(Entry::prepared));
            at = self.items.length().min(at + GO);
        }
        Ok(at)
    }
}

/// The first page of a context, when it is longer than what is read at once.
fn long_page(context: &JsValue) -> Option<(JsValue, Array)> {
    let interactions = context.is_object().then(|| get(context, "interactions"))?;
    let items = interactions.is_object().then(|| get(&interactions, "items"))?.dyn_into::<Array>().ok()?;
    (items.length() > AT_ONCE).then_some((interactions, items))
}

/// How many there are, as far as is known before all of them are read.
fn total(interactions: &JsValue, items: &Array) -> JsValue {
    let told = get(interactions, "total");
    let counted = || object(&[("value", &items.length().into()), ("relation", &"gte".into())]);
    if told.is_object() { told } else { counted() }
}

/// The context with its first interactions alone, and the others.
fn begin(context: &JsValue, (interactions, items): (JsValue, Array)) -> Result<(JsValue, Backlog), JsValue> {
    let page = get(&interactions, "page");
    let page = if page.is_undefined() { Ok(Page::default()) } else { json::from_value(&page) };
    let page = page.map_err(|_| JsValue::NULL)?;
    let goes_on = object(&[("limit", &page.limit.into()), ("hasMore", &true.into())]);
    let (first, total) = (items.slice(0, AT_ONCE), total(&interactions, &items));
    let begun = with(&interactions, &[("items", &first), ("page", &goes_on), ("total", &total)])?;
    Ok((with(context, &[("interactions", &begun)])?, Backlog { items, page }))
}

/// The same object with other members; the one that was handed over stays as it is.
fn with(value: &JsValue, members: &[(&str, &JsValue)]) -> Result<JsValue, JsValue> {
    let sources = [value.clone().unchecked_into(), object(members).unchecked_into()];
    Object::<JsValue>::assign_many(&Object::new(), &sources).map(Into::into)
}

fn object(members: &[(&str, &JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, member) in members {
        // A plain object takes every member.
        let _set = Reflect::set(&object, &(*name).into(), member);
    }
    object.into()
}

fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap_or_default()
}
