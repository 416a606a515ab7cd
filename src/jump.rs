//! Leads the agent to a record: opens its section and puts the focus on the row that shows it; where the panel has no
//! such row, the host is asked. Knows rows by their mark alone, not how they are drawn.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::{
    event::{HostEvent, HostLink},
    record::Record,
};

/// A way to jump. `root` is the panel; `on_open` opens the section of the record before the focus goes there, and
/// answers whether it takes over the rest as well.
#[hook]
pub fn use_jump(
    root: &NodeRef,
    host: &HostLink,
    customer: Option<Rc<str>>,
    on_open: Callback<Record, bool>,
) -> Callback<Record> {
    let wanted = use_state(|| None::<Rc<(Record, bool)>>);
    let (root, host) = (root.clone(), host.clone());
    // The same record wanted again is another jump: every one has an allocation of its own.
    let allocation = wanted.as_ref().map(|record| Rc::as_ptr(record) as usize);
    let jump = (*wanted).clone();
    use_effect_with(allocation, move |_| {
        let Some((record, taken_over)) = jump.as_deref() else { return };
        let there = root.cast::<Element>().is_some_and(|root| {
            if *taken_over { show_section(&root, record) } else { focus_row(&root, record) }
        });
        if !there {
            let (customer_id, kind) = (customer.unwrap_or_default(), record.kind());
            host.dispatch(&HostEvent::Navigate { customer_id, kind, id: record.id().to_owned() });
        }
    });
    Callback::from(move |record: Record| {
        let taken_over = on_open.emit(record.clone());
        wanted.set(Some(Rc::new((record, taken_over))));
    })
}

/// Where the section moves its rows itself, the page still has to move to the section.
fn show_section(root: &Element, record: &Record) -> bool {
    let section = root.query_selector(&format!(".section-{}", record.section().name())).ok().flatten();
    section.is_some_and(|section| {
        section.scroll_into_view();
        true
    })
}

/// Ids come from other systems: the marks are compared, never put into a selector.
fn focus_row(root: &Element, record: &Record) -> bool {
    let mark = record.mark();
    let Ok(rows) = root.query_selector_all("[data-record]") else { return false };
    let rows = (0..rows.length()).filter_map(|place| rows.item(place)?.dyn_into::<HtmlElement>().ok());
    let found = rows.into_iter().find(|row| row.get_attribute("data-record").as_deref() == Some(&mark));
    found.is_some_and(|row| row.focus().is_ok())
}
