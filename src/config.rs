//! The element's attributes and properties as the panel's configuration: [`HostSnapshot`] in, [`Config`] out.
//!
//! Pure, and it never fails: a value that makes no sense becomes the default, so that a typing error in a page
//! costs one setting and not the panel. It knows neither the DOM nor the network.

use std::{collections::BTreeMap, rc::Rc};

use context_contract::{Context, enums::Department, request::Identifier};
use serde::Deserialize;

use crate::{
    backlog::Backlog,
    row_actions::{HostRowAction, RowActions},
};

/// At most this many identifiers are looked up, as in the contract.
const MOST_IDENTIFIERS: usize = 20;

/// Every attribute of the element. Each is a property as well, in camel case.
pub const ATTRIBUTES: &[&str] = &[
    "endpoint",
    "customer-id",
    "contact-id",
    "contact-reason",
    "sections",
    "department",
    "density",
    "theme",
    "loading",
    "heading-level",
    "draft",
    "lang-src",
];

/// Every property that is no attribute and can be written.
pub const PROPERTIES: &[&str] = &["identifiers", "context", "tokenProvider", "labels", "rowActions"];

/// What the name of a section begins with that the host fills itself; its slot has the whole name.
pub const OWN_PREFIX: &str = "own-";

/// Longer names of the host's own sections are a mistake.
const LONGEST_OWN_NAME: usize = 40;

/// What the element hands over: its attributes and properties as one plain object, all of them optional.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct HostSnapshot {
    /// Absolute http(s) URL; the element has resolved it against the page.
    pub endpoint: Option<String>,
    /// Opaque id of the customer.
    pub customer_id: Option<String>,
    /// Id of the contact going on now.
    pub contact_id: Option<String>,
    /// Machine name or text of its reason.
    pub contact_reason: Option<String>,
    /// Words separated by white space.
    pub sections: Option<String>,
    /// The agent's department.
    pub department: Option<String>,
    /// `comfortable` or `compact`.
    pub density: Option<String>,
    /// `auto`, `light` or `dark`.
    pub theme: Option<String>,
    /// `1` to `6`.
    pub heading_level: Option<String>,
    /// BCP 47 language in force at the element.
    pub lang: Option<String>,
    /// `ltr` or `rtl`, in force at the element.
    pub dir: Option<String>,
    /// Message key to text.
    pub labels: BTreeMap<String, String>,
    /// What the host offers on rows.
    pub row_actions: Vec<HostRowAction>,
    /// What is known about the person when no id is.
    pub identifiers: Vec<Identifier>,
    /// Id of the interaction that the page's address leads to.
    pub interaction: Option<String>,
    /// Differs whenever the host has selected somebody, also when that is who was there before.
    pub selection: u32,
}

/// What the panel goes by. Cheap to compare: an update that changes nothing draws nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Where the gateway is, without a slash at the end. Empty when the host gave none.
    pub endpoint: String,
    /// The customer, when the host knows who it is.
    pub customer_id: Option<Rc<str>>,
    /// What to look the customer up by otherwise.
    pub identifiers: Rc<[Identifier]>,
    /// The contact going on now.
    pub contact_id: Option<String>,
    /// Why the customer got in touch.
    pub contact_reason: Option<String>,
    /// What is shown, in this order, none twice.
    pub sections: Rc<[Section]>,
    /// The agent's department: the lens.
    pub department: Option<Department>,
    /// How close the rows are.
    pub density: Density,
    /// Light or dark.
    pub theme: Theme,
    /// Level of the panel's title, 1 to 6; sections are one below.
    pub heading_level: u8,
    /// BCP 47; `None` is the browser's own.
    pub lang: Option<String>,
    /// Direction of writing; `None` is the page's.
    pub dir: Option<Direction>,
    /// The interaction that the page's address leads to.
    pub interaction: Option<Rc<str>>,
    /// Another number whenever the host has selected somebody: who comes back at once is fetched and told of like anybody.
    pub selection: u32,
    /// The host's own wording by message key.
    pub labels: Rc<BTreeMap<String, String>>,
    /// What the host offers on rows, by the kind of row.
    pub row_actions: RowActions,
    /// A context that the host supplies, instead of a request.
    pub context: Option<Rc<Context>>,
    /// The interactions of that context which are still to be read.
    pub backlog: Option<Backlog>,
    /// The host supplied a context that is not of the contract's shape; nothing of it is shown.
    pub context_malformed: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self::from(HostSnapshot::default())
    }
}

impl From<HostSnapshot> for Config {
    fn from(host: HostSnapshot) -> Self {
        Self {
            endpoint: host.endpoint.and_then(http_url).unwrap_or_default(),
            customer_id: host.customer_id.and_then(text).map(Rc::from),
            identifiers: identifiers(host.identifiers),
            contact_id: host.contact_id.and_then(text),
            contact_reason: host.contact_reason.and_then(text),
            sections: sections(host.sections.as_deref().unwrap_or_default()),
            department: host.department.and_then(text).map(|name| Department::from(name.as_str())),
            density: word(host.density.as_deref(), &[("compact", Density::Compact)]),
            theme: word(host.theme.as_deref(), &[("light", Theme::Light), ("dark", Theme::Dark)]),
            heading_level: heading_level(host.heading_level.as_deref()),
            lang: host.lang.and_then(text),
            dir: word(host.dir.as_deref(), &[("ltr", Some(Direction::Ltr)), ("rtl", Some(Direction::Rtl))]),
            selection: host.selection,
            interaction: host.interaction.and_then(text).map(Rc::from),
            labels: Rc::new(host.labels),
            row_actions: RowActions::new(host.row_actions),
            context: None,
            backlog: None,
            context_malformed: false,
        }
    }
}

impl Config {
    /// How many interactions of the supplied context are still to be read.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.backlog.as_ref().map_or(0, Backlog::unread)
    }

    /// Sets the context that the host supplies: `None` when it supplies none, an error when it cannot be read.
    #[must_use]
    pub fn with_context<E>(mut self, context: Option<Result<Context, E>>) -> Self {
        self.context_malformed = matches!(context, Some(Err(_)));
        self.context = context.and_then(Result::ok).map(Rc::new);
        self.backlog = None;
        self
    }
}

/// A part of the panel that the host can leave out or move.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Who it is, and whether that was checked.
    Passport,
    /// What to know before the first word.
    Brief,
    /// What must be known first, and what explains the contact.
    Alerts,
    /// What the customer has answered already.
    Ledger,
    /// This contact so far.
    Contact,
    /// What was promised.
    Promises,
    /// What happened.
    Timeline,
    /// Where it comes from.
    Sources,
    /// A section of the host's, with a heading and a slot of the same name: `own-orders`.
    Own(Rc<str>),
}

impl Section {
    /// Every section of the panel's own, in the default order.
    pub const ALL: &'static [Self] = &[
        Self::Passport,
        Self::Brief,
        Self::Alerts,
        Self::Ledger,
        Self::Contact,
        Self::Promises,
        Self::Timeline,
        Self::Sources,
    ];

    /// The word for it in the `sections` attribute, in `expand()`, and in the part `section-{name}`.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Passport => "passport",
            Self::Brief => "brief",
            Self::Alerts => "alerts",
            Self::Ledger => "ledger",
            Self::Contact => "contact",
            Self::Promises => "promises",
            Self::Timeline => "timeline",
            Self::Sources => "sources",
            Self::Own(name) => name,
        }
    }

    /// The section of that name: one of the panel's, or one that the host fills.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let of_panel = Self::ALL.iter().find(|section| section.name() == name).cloned();
        of_panel.or_else(|| is_own_name(name).then(|| Self::Own(name.into())))
    }
}

/// Small letters, digits and hyphens after the prefix, so that the name serves as slot and part without escaping.
fn is_own_name(name: &str) -> bool {
    let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    let rest = name.strip_prefix(OWN_PREFIX).unwrap_or_default();
    !rest.is_empty() && name.len() <= LONGEST_OWN_NAME && rest.chars().all(fits)
}

/// How close the rows are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// Room to breathe.
    #[default]
    Comfortable,
    /// More on the screen.
    Compact,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the page says by `color-scheme`, or the system.
    #[default]
    Auto,
    /// Dark text on a light ground.
    Light,
    /// Light text on a dark ground.
    Dark,
}

/// Direction of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// The value that the word stands for; the default for no word and for one that is not in the table.
fn word<T: Copy + Default>(given: Option<&str>, table: &[(&str, T)]) -> T {
    let given = given.unwrap_or_default().trim();
    table
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(given))
        .map_or_else(T::default, |(_, value)| *value)
}

fn text(given: String) -> Option<String> {
    let trimmed = given.trim();
    match trimmed.len() {
        0 => None,
        length if length == given.len() => Some(given),
        _ => Some(trimmed.to_owned()),
    }
}

fn http_url(given: String) -> Option<String> {
    let url = text(given)?;
    let scheme_fits = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
    scheme_fits.then(|| url.trim_end_matches('/').to_owned())
}

fn heading_level(given: Option<&str>) -> u8 {
    given.and_then(|level| level.trim().parse::<i64>().ok()).map_or(2, |level| level.clamp(1, 6) as u8)
}

fn sections(given: &str) -> Rc<[Section]> {
    let mut sections = Vec::new();
    for section in given.split_whitespace().filter_map(Section::named) {
        if !sections.contains(&section) {
            sections.push(section);
        }
    }
    if sections.is_empty() { Section::ALL.into() } else { sections.into() }
}

fn identifiers(given: Vec<Identifier>) -> Rc<[Identifier]> {
    let blank =
        |identifier: &Identifier| identifier.kind.trim().is_empty() || identifier.value.trim().is_empty();
    given.into_iter().filter(|identifier| !blank(identifier)).take(MOST_IDENTIFIERS).collect()
}

#[cfg(test)]
mod tests {
    use context_contract::Context;
    use proptest::prelude::*;
    use serde_json::{Value as Json, json};

    use super::{Config, Density, Direction, HostSnapshot, Section, Theme};

    fn config(host: Json) -> Config {
        serde_json::from_value::<HostSnapshot>(host).unwrap().into()
    }

    fn check(host: &Json, expect: impl FnOnce(&mut Config)) {
        let mut expected = Config::default();
        expect(&mut expected);
        assert_eq!(config(host.clone()), expected, "{host}");
    }

    #[test]
    fn words_become_values_and_nonsense_the_default() {
        check(&json!({}), |_| {});
        check(&json!({"theme": "dark", "density": "compact"}), |it| {
            it.theme = Theme::Dark;
            it.density = Density::Compact;
        });
        check(&json!({"theme": " LIGHT "}), |it| it.theme = Theme::Light);
        check(&json!({"theme": "pink", "density": "", "dir": "up"}), |_| {});
        check(&json!({"dir": "rtl", "lang": "ar"}), |it| {
            it.dir = Some(Direction::Rtl);
            it.lang = Some("ar".to_owned());
        });
        check(&json!({"department": "lending"}), |it| it.department = Some("lending".into()));
        check(&json!({"customerId": "  ", "contactId": ""}), |_| {});
        check(&json!({"customerId": " cus_1 "}), |it| it.customer_id = Some("cus_1".into()));
    }

    #[test]
    fn heading_levels_are_clamped() {
        for (given, level) in
            [("1", 1), ("6", 6), ("0", 1), ("-3", 1), ("99", 6), ("h2", 2), ("", 2), ("3.5", 2)]
        {
            check(&json!({"headingLevel": given}), |it| it.heading_level = level);
        }
    }

    #[test]
    fn endpoints_are_http_and_lose_their_slash() {
        check(&json!({"endpoint": "https://gateway.example/"}), |it| {
            it.endpoint = "https://gateway.example".into();
        });
        check(&json!({"endpoint": "http://127.0.0.1:8787/api//"}), |it| {
            it.endpoint = "http://127.0.0.1:8787/api".into();
        });
        check(&json!({"endpoint": "javascript:alert(1)"}), |_| {});
        check(&json!({"endpoint": "data:text/plain,"}), |_| {});
    }

    #[test]
    fn sections_keep_the_hosts_order() {
        use Section::{Ledger, Timeline};
        check(&json!({"sections": "timeline ledger"}), |it| it.sections = [Timeline, Ledger].into());
        check(&json!({"sections": " timeline  weather timeline\nledger"}), |it| {
            it.sections = [Timeline, Ledger].into();
        });
        check(&json!({"sections": "weather"}), |_| {});
        assert!(Section::ALL.iter().all(|it| Section::named(it.name()).as_ref() == Some(it)));
    }

    #[test]
    fn sections_of_the_hosts_own_stand_among_the_panels() {
        use Section::{Ledger, Own, Timeline};
        check(&json!({"sections": "ledger own-orders own-orders timeline"}), |it| {
            it.sections = [Ledger, Own("own-orders".into()), Timeline].into();
        });
        for name in ["own-", "own-Orders", "own-a b", "own-é", "orders", "own_orders", &"own-x".repeat(9)] {
            assert_eq!(Section::named(name), None, "{name}");
        }
    }

    #[test]
    fn blank_identifiers_do_not_count() {
        let one = json!({"type": "email", "value": "abbie@example.com"});
        let host = json!({"identifiers": [one, {"type": "", "value": "x"}, {"type": "phone", "value": " "}]});
        assert_eq!(config(host).identifiers.len(), 1);
        assert_eq!(config(json!({"identifiers": vec![one; 30]})).identifiers.len(), 20);
    }

    #[test]
    fn a_supplied_context_is_taken_whole_or_not_at_all() {
        let text = include_str!("../crates/context-contract/fixtures/context.json");
        let good = Config::default().with_context(Some(serde_json::from_str::<Context>(text)));
        assert!(good.context.is_some() && !good.context_malformed);
        let bad = Config::default().with_context(Some(serde_json::from_str::<Context>("{}")));
        assert!(bad.context.is_none() && bad.context_malformed);
        assert_eq!(Config::default().with_context::<()>(None), Config::default());
    }

    /// The text between two marks of a source file.
    fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
        text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).map(|(inner, _)| inner).unwrap()
    }

    /// Every second piece between double quotes: the quoted words.
    fn quoted(text: &str) -> Vec<&str> {
        text.split('"').skip(1).step_by(2).collect()
    }

    #[test]
    fn the_element_class_has_the_same_attributes_and_properties() {
        let settings = include_str!("settings.js");
        let reflected = quoted(between(settings, "const REFLECTED = {", "};"));
        let attributes: Vec<_> = reflected.iter().copied().step_by(2).collect();
        assert_eq!(attributes, super::ATTRIBUTES);
        for (attribute, property) in attributes.iter().zip(reflected.iter().skip(1).step_by(2)) {
            let camel: String = attribute
                .split('-')
                .enumerate()
                .map(
                    |(at, word)| {
                        if at == 0 { word.to_owned() } else { word[..1].to_uppercase() + &word[1..] }
                    },
                )
                .collect();
            assert_eq!(camel, *property);
        }
        assert_eq!(quoted(between(settings, "const UNREFLECTED = [", "]")), super::PROPERTIES);
    }

    #[test]
    fn the_first_request_of_the_class_is_the_one_that_the_client_would_send() {
        let expect = format!("const FIRST_PAGE = {};", crate::client::FIRST_PAGE);
        assert!(include_str!("prefetch.js").contains(&expect));
    }

    #[test]
    fn every_failure_of_the_loader_has_words() {
        let codes = quoted(between(include_str!("loader.js"), "LOAD_FAILURES = [", "]"));
        assert_eq!(codes.len(), 6);
        for code in codes {
            let notices = include_str!("notices.js");
            assert!(notices.contains(&format!("\"boot.{code}\":")), "{code} lacks a title");
            assert!(notices.contains(&format!("\"boot.{code}.detail\":")), "{code} lacks a detail");
        }
    }

    proptest! {
        #[test]
        fn never_fails(word in "\\PC{0,30}", level in "[-0-9]{0,30}") {
            let host = json!({"endpoint": word, "customerId": word, "sections": word, "theme": word,
                              "density": word, "dir": word, "lang": word, "headingLevel": level});
            let config = config(host);
            prop_assert!((1..=6).contains(&config.heading_level));
            prop_assert!(!config.sections.is_empty());
        }
    }
}
