//! The only ways in which a text of a customer, an agent or another system gets onto the screen: as a text node
//! in `<bdi dir="auto">`, cut where nobody would read on. Knows no markup and makes none.

use context_contract::{Timestamp, Value};
use yew::prelude::*;

use super::words::Words;
use crate::{ledger::Shape, messages, search::Query};

/// Longer texts are cut: nobody reads them in a side column, and a text of ten megabytes would stop the page.
const LONGEST: usize = 2_000;

/// A text that somebody else wrote.
pub fn customer_text(text: &str) -> Html {
    html! { <bdi dir="auto">{ cut(text) }</bdi> }
}

/// As [`customer_text`], with what is searched for marked.
pub fn found_text(text: &str, query: &Query) -> Html {
    let text = cut(text);
    let mut parts = Vec::new();
    let mut end = 0;
    for place in query.places(&text) {
        parts.push(Html::from(&text[end..place.start]));
        parts.push(html! { <mark>{ &text[place.clone()] }</mark> });
        end = place.end;
    }
    parts.push(Html::from(&text[end..]));
    html! { <bdi dir="auto">{ for parts }</bdi> }
}

/// A value; `None` is one that nobody knows. False, empty, masked, restricted and unknown never look alike, nor do
/// they sound alike.
pub fn value_text(words: &Words, value: Option<&Value>, shape: Shape) -> Html {
    let quiet = |text: String| html! { <span class="quiet">{ text }</span> };
    match value {
        None | Some(Value::Null) => quiet("–".to_owned()),
        Some(Value::Masked(masked)) if masked.masked.is_empty() => {
            html! { <span class="masked">{ words.get(messages::VALUE_HIDDEN) }</span> }
        }
        Some(Value::Masked(masked)) => masked_text(words, &masked.masked),
        Some(Value::Restricted(_)) => quiet(words.get(messages::STATE_RESTRICTED)),
        Some(Value::Text(text)) if text.trim().is_empty() => quiet(words.get(messages::VALUE_EMPTY)),
        Some(value) => customer_text(&plain(words, value, shape)),
    }
}

/// Dots are read as "dot dot dot": a screen reader gets the words for it.
fn masked_text(words: &Words, masked: &str) -> Html {
    let visible: String = masked.chars().filter(|letter| letter.is_alphanumeric()).collect();
    html! {
        <span class="masked">
            <span aria-hidden="true">{ customer_text(masked) }</span>
            <span class="spoken">{ words.fill(messages::VALUE_MASKED, &[("visible", &visible)]) }</span>
        </span>
    }
}

/// The value as one line of text, without what may not be seen.
#[must_use]
pub fn plain(words: &Words, value: &Value, shape: Shape) -> String {
    let each = |value| plain(words, value, shape);
    match value {
        Value::Bool(true) => words.get(messages::VALUE_YES),
        Value::Bool(false) => words.get(messages::VALUE_NO),
        #[expect(clippy::cast_precision_loss, reason = "shown to a person")]
        Value::Integer(number) => words.format.number(*number as f64),
        Value::Decimal(number) => words.format.number(*number),
        Value::Text(text) if shape == Shape::Date => words.format.calendar_date(text),
        // RFC 3966 is for machines: people write the extension behind an x.
        Value::Text(text) if shape == Shape::Phone => text.replace(";ext=", " x"),
        Value::Text(text) => text.clone(),
        Value::Money(money) => words.format.money(money),
        Value::Masked(masked) => masked.masked.clone(),
        Value::List(values) => words.format.list(&values.iter().map(each).collect::<Vec<_>>()),
        Value::Object(fields) => words.format.list(&fields.values().map(each).collect::<Vec<_>>()),
        Value::Restricted(_) | Value::Null => String::new(),
    }
}

/// A time, short on screen and exact on demand.
pub fn moment(words: &Words, at: Timestamp, text: String) -> Html {
    html! { <time datetime={at.to_string()} title={words.format.exact(at)}>{ text }</time> }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, cut};

    #[test]
    fn long_texts_are_cut_between_letters() {
        assert_eq!(cut("Ünï"), "Ünï");
        let long = "ü".repeat(LONGEST + 5);
        assert_eq!(cut(&long).chars().count(), LONGEST + 1);
    }
}
