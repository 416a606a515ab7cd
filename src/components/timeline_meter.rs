//! Where all of a customer's interactions are: shown, hidden by the filter, not loaded, restricted. The parts add up
//! to the total, and sources that failed are named. Knows numbers.

use context_contract::Source;
use yew::prelude::*;

use super::words::Words;
use crate::{
    messages::{self, Message},
    store::Meter,
};

/// The bar and its parts in words.
pub fn meter_line(words: &Words, meter: &Meter) -> Html {
    let parts: [(Message, u64, &str); 4] = [
        (messages::METER_SHOWN, meter.shown, "shown"),
        (messages::METER_HIDDEN, meter.hidden, "hidden"),
        (messages::METER_NOT_LOADED, meter.not_loaded, "away"),
        (messages::METER_RESTRICTED, meter.restricted, "restricted"),
    ];
    let there = || parts.iter().filter(|(_, count, _)| *count > 0);
    let total = if meter.at_least { messages::METER_AT_LEAST } else { messages::METER_TOTAL };
    html! {
        <div class="meter" data-testid="meter">
            { bar(meter, there().map(|(_, count, class)| (*count, *class))) }
            <p class="meter-words">
                { for there().map(|(message, count, class)| html! {
                    <span class={classes!("meter-part", *class)}><bdi>{ words.count(*message, *count) }</bdi>{ " " }</span>
                }) }
                <span class="meter-total"><bdi>{ words.count(total, meter.total) }</bdi></span>
            </p>
        </div>
    }
}

/// Widths are attributes of a drawing: style attributes would be refused by a page with a strict policy.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn bar(meter: &Meter, parts: impl Iterator<Item = (u64, &'static str)>) -> Html {
    let percent = |count: u64| (count * 1000 / meter.total.max(1)) as f64 / 10.0;
    let mut start = 0;
    let drawn = parts.map(|(count, class)| {
        let (x, width) = (percent(start), percent(count));
        start += count;
        html! {
            <rect {class} x={format!("{x}%")} width={format!("{width}%")} y="0" height="100%" />
        }
    });
    html! { <svg class="meter-bar" aria-hidden="true">{ for drawn }</svg> }
}

/// "50 of 1,240 · Web shop did not answer": what is on screen, and what is known to be missing.
#[must_use]
pub fn summary(words: &Words, meter: &Meter, sources: &[Source]) -> String {
    let shown = (meter.total > 0).then(|| shown_of(words, meter.shown + meter.restricted, meter));
    shown.into_iter().chain(failed(words, sources)).collect::<Vec<_>>().join(" · ")
}

/// "50 of 1,240", or of more than that.
#[must_use]
pub fn shown_of(words: &Words, shown: u64, meter: &Meter) -> String {
    let message = if meter.at_least { messages::SHOWN_OF_AT_LEAST } else { messages::SHOWN_OF_TOTAL };
    let (shown, total) = (words.format.count(shown), words.format.count(meter.total));
    words.fill(message, &[("shown", &shown), ("total", &total)])
}

/// "Web shop and Till did not answer".
fn failed(words: &Words, sources: &[Source]) -> Option<String> {
    let failed = sources.iter().filter(|source| source.status.is_failure());
    let names: Vec<String> = failed.map(|source| words.source_name(sources, &source.id)).collect();
    (!names.is_empty())
        .then(|| words.fill(messages::DID_NOT_ANSWER, &[("names", &words.format.list(&names))]))
}
