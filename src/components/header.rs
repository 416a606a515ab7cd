//! Who it is: initials, name, and what helps to begin the conversation.
//! Knows the profile; whether the identity was checked is the passport's.

use context_contract::{Profile, Value, enums::ContactPointKind};
use yew::prelude::*;

use super::{text::customer_text, words::Words};
use crate::{
    messages,
    store::{Freshness, Ready, StreamState},
};

/// The head of the panel. `level` is that of its heading, 1 to 6.
pub fn header(words: &Words, ready: &Ready, level: u8) -> Html {
    let profile = &ready.context.profile;
    let name = display_name(profile);
    let heading = format!("h{level}");
    html! {
        <header part="header" class="header">
            <slot name="header">
                <div part="avatar" class="avatar" aria-hidden="true">{ initials(&name) }</div>
                <@{heading} part="title" class="name">{ customer_text(&name) }</@>
                { badge(words, &ready.freshness, ready.stream) }
                <p class="about">{ for about(words, profile) }</p>
            </slot>
        </header>
    }
}

/// The customer's name; the id where nobody knows a name.
#[must_use]
pub fn display_name(profile: &Profile) -> String {
    let name = profile.name.as_ref().map(|name| name.full.trim()).filter(|name| !name.is_empty());
    name.unwrap_or(&profile.id).to_owned()
}

fn badge(words: &Words, freshness: &Freshness, stream: StreamState) -> Html {
    let (tone, text) = match (freshness, stream) {
        (Freshness::LastKnown { as_of, .. }, _) => {
            ("warn", words.fill(messages::AS_OF, &[("time", &words.format.time(*as_of))]))
        }
        (Freshness::Refreshing { .. }, _) => ("quiet", words.get(messages::REFRESHING)),
        (Freshness::Current { .. }, StreamState::Live) => ("ok", words.get(messages::LIVE)),
        (Freshness::Current { .. }, StreamState::Interrupted) => ("warn", words.get(messages::RECONNECTING)),
        (Freshness::Current { .. }, StreamState::Off) => return Html::default(),
    };
    html! { <span part="badge" class={classes!("badge", "presence", tone)}>{ text }</span> }
}

/// Tier, local time and language, as far as they are known, each in its own isolated run of text.
fn about(words: &Words, profile: &Profile) -> impl Iterator<Item = Html> {
    let text = |fact: Option<String>| fact.map(|fact| customer_text(&fact));
    let facts = [standing(words, profile), text(local_time(words, profile)), text(language(words, profile))];
    facts.into_iter().flatten().map(|fact| html! { <span class="fact">{ fact }{ " " }</span> })
}

/// "Gold since 2017". The tier is another's word inside the panel's sentence: it must not decide its direction.
fn standing(words: &Words, profile: &Profile) -> Option<Html> {
    let text = |name: &str| profile.traits.get(name).and_then(Value::as_text).filter(|text| !text.is_empty());
    let since = text("customerSince").map(|since| {
        let year = since.split('-').next().unwrap_or(since);
        words.fill(messages::CUSTOMER_SINCE, &[("year", year)])
    });
    match (text("loyaltyTier").map(capitalised), since) {
        (Some(tier), Some(since)) => {
            Some(html! { <bdi dir="auto">{ customer_text(&tier) }{ format!(" {since}") }</bdi> })
        }
        (tier, since) => {
            tier.or_else(|| since.map(|since| capitalised(&since))).map(|text| customer_text(&text))
        }
    }
}

fn local_time(words: &Words, profile: &Profile) -> Option<String> {
    let time = words.format.time_in_zone(words.now, profile.time_zone.as_deref()?)?;
    let homes = profile.contact_points.iter().filter(|point| point.kind == ContactPointKind::Postal);
    let place = homes.filter_map(|home| home.address.as_ref()?.locality.as_deref()).next();
    Some(match place {
        Some(place) => words.fill(messages::LOCAL_TIME, &[("time", &time), ("place", place)]),
        None => words.fill(messages::LOCAL_TIME_ONLY, &[("time", &time)]),
    })
}

fn language(words: &Words, profile: &Profile) -> Option<String> {
    profile.preferred_languages.first().map(|tag| {
        let language = tag.split('-').next().unwrap_or(tag);
        words.format.language(language)
    })
}

/// With a capital letter at its beginning.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The first letters of the first and the last word; names of one word have one.
fn initials(name: &str) -> String {
    let mut words =
        name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next();
    let upper = |letter: char| letter.to_uppercase().collect::<String>();
    first.into_iter().chain(words.next_back()).map(upper).collect()
}

#[cfg(test)]
mod tests {
    use super::{capitalised, initials};

    #[test]
    fn initials_fit_every_kind_of_name() {
        let check = |name: &str, expected: &str| assert_eq!(initials(name), expected, "{name}");
        check("Maren Oakfield", "MO");
        check("Juan Carlos de la Vega", "JV");
        check("Suharto", "S");
        check("王小明", "王");
        check("élodie d’Arc", "ÉD");
        check("", "");
        check("\u{202e} (!)", "");
    }

    #[test]
    fn words_are_capitalised() {
        assert_eq!(capitalised("gold"), "Gold");
        assert_eq!(capitalised(""), "");
    }
}
