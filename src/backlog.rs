//! A context that holds more interactions than anybody sees at once: the first are read with it, the others a few at a
//! time, so that nothing on the page waits for them. Knows the browser's values; what is done with them the store knows.

mod scan;

use std::rc::Rc;

use context_contract::{
    Context, Interaction,
    enums::Relation,
    interaction::{Page, Total},
};
use js_sys::{Array, Date, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

use self::scan::{Cut, Found, Scan, list_of};
use crate::{
    body::Body,
    failure::Failure,
    json::{self, Malformed},
    store::{
        Slice,
        rows::{Row, relations_of},
        values::Values,
    },
    turns::{SLICE_MS, Turns},
};

/// So many are read with the context.
const AT_ONCE: usize = 100;

/// So many are read in one go: a turn ends between two goes.
const GO: usize = 20;

/// An answer that is longer may hold more interactions than are read at once, in bytes. It is searched for them first.
const LONG: usize = 128 * 1024;

/// So many bytes of it are searched in one go.
const STRIDE: usize = 64 * 1024;

/// How often the list is drawn at most with what has been read meanwhile, in milliseconds.
const DRAWN_MS: f64 = 200.0;

/// The list is drawn when it has grown by one part in so many.
const GROWN_BY: usize = 2;

/// So many rows are taken into the list in one go: more would hold the page up.
const MOST_IN_SLICE: usize = 4_000;

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
    Bytes(Body, Rc<[usize]>),
}

impl PartialEq for Items {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Objects(these), Self::Objects(those)) => these == those,
            (Self::Bytes(these, _), Self::Bytes(those, _)) => these == those,
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
    pub async fn from_body(body: Body, signal: &AbortSignal) -> Result<Self, Malformed> {
        if body.size() <= LONG {
            return json::from_bytes(body.whole()).map(Self::whole);
        }
        let turns = Turns::new().map_err(|_| Malformed)?;
        let found = search(&body, signal, &turns).await?;
        let handed = match found.and_then(|found| Self::cut(&body, found)) {
            Some(handed) => handed,
            None => Self::read(&json::parse(&body.whole())?)?,
        };
        // What is done with it takes long enough.
        turns.next().await;
        Ok(handed)
    }

    /// Reads an answer but for its long list.
    fn cut(body: &Body, found: Found) -> Option<Self> {
        let mut head = body.bytes(0..found.rest.start);
        head.extend(body.bytes(found.rest.end..body.size()));
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
        let mut read = Read::default();
        let (mut drawn, mut drawn_at) = (at, Date::now());
        while at < self.count {
            turns.next().await;
            if signal.aborted() {
                return;
            }
            let Ok(next) = self.read_on(at, &mut read) else {
                return on_slice(Err(Failure::Malformed));
            };
            at = next;
            let is_longer = at - drawn >= drawn / GROWN_BY && Date::now() - drawn_at >= DRAWN_MS;
            if at == self.count || is_longer || at - drawn >= MOST_IN_SLICE {
                turns.next().await;
                if signal.aborted() {
                    return;
                }
                on_slice(Ok(read.slice()));
                (drawn, drawn_at) = (at, Date::now());
            }
        }
        for last in [Slice::Cases, Slice::End(self.page)] {
            turns.next().await;
            if !signal.aborted() {
                on_slice(Ok(last));
            }
        }
    }

    /// Reads until it is somebody else's turn. Returns how far it came.
    fn read_on(&self, mut at: usize, read: &mut Read) -> Result<usize, Malformed> {
        let until = Date::now() + SLICE_MS;
        while at < self.count && Date::now() < until {
            self.go(at)?.iter().for_each(|item| read.add(item));
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
                json::from_bytes(list_of(&body.bytes(*from..*to)))
            }
        }
    }
}

/// What has been read and not been handed on.
#[derive(Default)]
struct Read {
    rows: Vec<Row>,
    values: Values,
    related: Vec<(u64, u64)>,
}

impl Read {
    fn add(&mut self, item: &Interaction) {
        self.rows.push(Row::new(item, &mut self.values));
        self.related.extend(relations_of(item));
    }

    fn slice(&mut self) -> Slice {
        let (rows, related) = (std::mem::take(&mut self.rows), std::mem::take(&mut self.related));
        Slice::Rows { rows, values: self.values.clone(), related }
    }
}

/// Searches an answer for its long list, in turns with the page.
async fn search(body: &Body, signal: &AbortSignal, turns: &Turns) -> Result<Option<Found>, Malformed> {
    let mut scan = Scan::new(Cut { first: AT_ONCE, go: GO });
    let mut at = 0;
    while at < body.size() {
        turns.next().await;
        if signal.aborted() {
            return Err(Malformed);
        }
        let until = Date::now() + SLICE_MS;
        while at < body.size() && Date::now() < until {
            scan.push(&body.bytes(at..at + STRIDE));
            at += STRIDE;
        }
    }
    turns.next().await;
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
