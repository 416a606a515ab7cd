//! A context that holds more interactions than anybody sees at once: the first are read with it, the others a few at a
//! time, so that nothing on the page waits for them. Knows the browser's values; what is done with them the store knows.

mod scan;

use std::rc::Rc;

use context_contract::{
    Context, Interaction,
    enums::Relation,
    interaction::{Page, Total},
};
use js_sys::{Array, Date, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

use self::scan::{Cut, Found, Scan, list_of};
use crate::{
    failure::Failure,
    json::{self, Malformed},
    store::{Slice, rows::Row, values::Values},
    turns::Turns,
};

/// So many are read with the context.
const AT_ONCE: usize = 100;

/// So many are read in one go: a turn ends between two goes.
const GO: usize = 20;

/// An answer that is longer may hold more interactions than are read at once, in bytes. It is searched for them first.
const LONG: u32 = 128 * 1024;

/// So many bytes of it are searched in one go.
const STRIDE: u32 = 64 * 1024;

/// How long is read before the page has its turn again, in milliseconds: half of a frame.
const SLICE_MS: f64 = 8.0;

/// How often the list is drawn at most with what has been read meanwhile, in milliseconds.
const DRAWN_MS: f64 = 200.0;

/// The list is drawn when it has grown by one part in so many: taking rows in looks at all that are there, so that a
/// fixed pace would cost the more the longer the list is.
const GROWN_BY: usize = 2;

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
    items: Items,
    count: usize,
    page: Page,
}

/// How they are there.
#[derive(Clone, Debug)]
enum Items {
    /// As objects of the page.
    Objects(Array),
    /// As an answer's bytes, and where in it each go begins.
    Bytes(Uint8Array, Rc<[usize]>),
}

impl PartialEq for Items {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Objects(these), Self::Objects(those)) => these == those,
            (Self::Bytes(these, _), Self::Bytes(those, _)) => Object::is(these, those),
            (Self::Objects(_), Self::Bytes(..)) | (Self::Bytes(..), Self::Objects(_)) => false,
        }
    }
}

impl Handed {
    /// Reads an object of the contract's shape.
    ///
    /// # Errors
    /// When it is of another shape. That of what is not read yet shows when it is read.
    pub fn read(value: &JsValue) -> Result<Self, Malformed> {
        let begun = long_list(value).and_then(|(interactions, items)| {
            let first = without(value, &interactions, &items).ok()?;
            Self::begun(json::from_value(&first).ok()?, items.length() as usize, Items::Objects(items))
        });
        begun.map_or_else(|| json::from_value(value).map(Self::whole), Ok)
    }

    /// Reads the body of an answer; a long one in turns with the page.
    ///
    /// # Errors
    /// As [`Self::read`], and when the signal aborts meanwhile.
    pub async fn from_body(body: Uint8Array, signal: &AbortSignal) -> Result<Self, Malformed> {
        if body.length() <= LONG {
            return json::from_body(&body).map(Self::whole);
        }
        match search(&body, signal).await?.and_then(|found| Self::cut(&body, found)) {
            Some(handed) => Ok(handed),
            None => Self::read(&json::parse(&body)?),
        }
    }

    /// Reads an answer but for its long list.
    fn cut(body: &Uint8Array, found: Found) -> Option<Self> {
        let (start, end) = (found.rest.start as u32, found.rest.end as u32);
        let mut head = body.subarray(0, start).to_vec();
        head.extend(body.subarray(end, body.length()).to_vec());
        let items = Items::Bytes(body.clone(), found.bounds.into());
        Self::begun(json::from_bytes(head).ok()?, found.count, items)
    }

    /// The context says that it goes on, and how many interactions there are.
    fn begun(mut context: Context, count: usize, items: Items) -> Option<Self> {
        let first = &mut context.interactions;
        let goes_on = Page { limit: first.page.limit, has_more: true, next_cursor: None };
        let page = std::mem::replace(&mut first.page, goes_on);
        first.total.get_or_insert(Total { value: count as u64, relation: Relation::Gte });
        Some(Self { context: Rc::new(context), backlog: Some(Backlog { items, count, page }) })
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
        self.count - AT_ONCE
    }

    /// Reads all of it, slice by slice. Ends early when the signal aborts, or when something is of another shape.
    pub async fn read(self, signal: &AbortSignal, on_slice: impl Fn(Result<Slice, Failure>)) {
        let Ok(turns) = Turns::new() else { return };
        let mut at = AT_ONCE;
        let (mut rows, mut values) = (Vec::new(), Values::default());
        let (mut drawn, mut drawn_at) = (at, Date::now());
        while at < self.count {
            turns.next().await;
            if signal.aborted() {
                return;
            }
            let Ok(next) = self.read_on(at, &mut rows, &mut values) else {
                return on_slice(Err(Failure::Malformed));
            };
            at = next;
            let left = self.count - at;
            let is_longer = at - drawn >= drawn / GROWN_BY && Date::now() - drawn_at >= DRAWN_MS;
            if left == 0 || is_longer {
                (drawn, drawn_at) = (at, Date::now());
                let rest = (left == 0).then(|| self.page.clone());
                let (rows, values) = (std::mem::take(&mut rows), values.clone());
                on_slice(Ok(Slice { rows, values, left, rest }));
            }
        }
    }

    /// Reads until it is somebody else's turn. Returns how far it came.
    fn read_on(&self, mut at: usize, rows: &mut Vec<Row>, values: &mut Values) -> Result<usize, Malformed> {
        let until = Date::now() + SLICE_MS;
        while at < self.count && Date::now() < until {
            rows.extend(self.go(at)?.iter().map(|item| Row::new(item, values)));
            at = self.count.min(at + GO);
        }
        Ok(at)
    }

    /// The interactions from a number on.
    fn go(&self, at: usize) -> Result<Vec<Interaction>, Malformed> {
        match &self.items {
            Items::Objects(items) => json::from_value(&items.slice(at as u32, (at + GO) as u32)),
            Items::Bytes(body, bounds) => {
                let go = (at - AT_ONCE) / GO;
                let (Some(from), Some(to)) = (bounds.get(go), bounds.get(go + 1)) else {
                    return Err(Malformed);
                };
                json::from_bytes(list_of(&body.subarray(*from as u32, *to as u32).to_vec()))
            }
        }
    }
}

/// Searches an answer for its long list, in turns with the page.
async fn search(body: &Uint8Array, signal: &AbortSignal) -> Result<Option<Found>, Malformed> {
    let Ok(turns) = Turns::new() else { return Ok(None) };
    let mut scan = Scan::new(Cut { first: AT_ONCE, go: GO });
    let mut stride = vec![0; STRIDE as usize];
    let mut at = 0;
    while at < body.length() {
        turns.next().await;
        if signal.aborted() {
            return Err(Malformed);
        }
        let until = Date::now() + SLICE_MS;
        while at < body.length() && Date::now() < until {
            let bytes = body.subarray(at, body.length().min(at + STRIDE));
            let stride = &mut stride[..bytes.length() as usize];
            bytes.copy_to(stride);
            scan.push(stride);
            at += bytes.length();
        }
    }
    Ok(scan.finish())
}

/// The first page of a context and its list, when that is longer than what is read at once.
fn long_list(context: &JsValue) -> Option<(JsValue, Array)> {
    let interactions = context.is_object().then(|| get(context, "interactions"))?;
    let items = interactions.is_object().then(|| get(&interactions, "items"))?.dyn_into::<Array>().ok()?;
    (items.length() as usize > AT_ONCE).then_some((interactions, items))
}

/// The context with its first interactions alone.
fn without(context: &JsValue, interactions: &JsValue, items: &Array) -> Result<JsValue, JsValue> {
    let first = with(interactions, "items", &items.slice(0, AT_ONCE as u32))?;
    with(context, "interactions", &first)
}

/// The same object with another member; the one that was handed over stays as it is.
fn with(value: &JsValue, name: &str, member: &JsValue) -> Result<JsValue, JsValue> {
    let copy = Object::<JsValue>::assign(&Object::new(), value.unchecked_ref());
    // A plain object takes every member.
    let _set = Reflect::set(&copy, &name.into(), member);
    Ok(copy.into())
}

fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap_or_default()
}
