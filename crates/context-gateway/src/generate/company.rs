//! The invented company: its people, products, campaigns and what its customers say. Knows names and prices, no customers.

use super::phrases::Matter;

/// Who works there. Invented.
pub(super) const AGENTS: &[(&str, &str)] = &[
    ("support", "Rian M."),
    ("support", "Joana Pires"),
    ("support", "Temperance Adeyemi"),
    ("support", "小林 健"),
    ("billing", "Sören Falk"),
    ("billing", "Meera Nair"),
    ("billing", "Odile Garnier"),
    ("sales", "Bo Lindgren"),
    ("sales", "Karim Haddad"),
    ("sales", "Tess van Dijk"),
    ("store", "Marta Kovács"),
    ("store", "Dion Clarke"),
    ("web", "Aino Virtanen"),
    ("marketing", "Ravi Menon"),
];

/// What it sells: name and price in hundredths.
pub(super) const PRODUCTS: &[(&str, i64)] = &[
    ("Router AX-3000", 12_900),
    ("Router AX-5400 mesh set", 27_900),
    ("Fibre 250 installation", 4_900),
    ("Phone Aurora 7, 128 GB, graphite", 64_900),
    ("Phone Aurora 7 Pro, 256 GB, sea green", 99_900),
    ("SIM card, replacement", 990),
    ("TV box with remote", 8_900),
    ("Screen protector, set of two", 1_990),
    ("Charging cable USB-C, 2 m", 1_490),
    ("Prepaid top-up", 2_000),
    ("Tablet Halo 11, cellular", 52_900),
    ("Headset for video calls", 7_490),
];

/// Routers customers have.
pub(super) const ROUTERS: &[&str] = &["AX-3000", "AX-5400", "AX-1800", "Own device"];

/// What customers pay for every month.
const TARIFFS: [&str; 4] = ["Fibre 250", "Fibre 1000", "Mobile M", "Mobile L"];

/// The router of the customer with this number: one in sixteen has the one that fails today.
pub(super) const fn router(index: u64) -> &'static str {
    match index % 16 {
        7 => "AX-3000",
        0..=6 => "AX-5400",
        8..=13 => "AX-1800",
        _ => "Own device",
    }
}

/// The product a contact of this customer is about. A device of somebody else's is no product of the company.
pub(super) fn product(index: u64, matter: Matter) -> Option<&'static str> {
    match (matter, router(index)) {
        (Matter::Technical, "AX-3000") => Some("Router AX-3000"),
        (Matter::Technical, "AX-5400") => Some("Router AX-5400 mesh set"),
        (Matter::Technical, "AX-1800") => Some("Router AX-1800"),
        (Matter::Technical | Matter::Order, _) => None,
        (Matter::Invoice | Matter::Move | Matter::Cancel, _) => {
            TARIFFS.get(usize::try_from(index % 4).unwrap_or(0)).copied()
        }
    }
}

/// Whether this customer calls on the last day because the router fails: two in five of those who have it.
pub(super) fn calls_about_the_incident(index: u64) -> bool {
    router(index) == "AX-3000" && (index / 16) % 5 < 2
}

/// Campaigns: machine name, name, channel.
pub(super) const CAMPAIGNS: &[(&str, &str, &str)] = &[
    ("autumn-upgrade", "Autumn upgrade", "email"),
    ("fibre-street", "Fibre comes to your street", "mail"),
    ("win-back", "We miss you", "email"),
    ("family-plan", "One plan for the family", "sms"),
    ("app-first", "Your bill in the app", "app"),
    ("black-week", "Black week 🖤", "email"),
];

/// What customers say when they are asked, by the keys of the shipped questions, where the question does not say it.
pub(super) const SAYINGS: &[(&str, &[&str])] = &[
    ("router.model", ROUTERS),
    ("problem.since", &["This morning", "Yesterday evening", "About a week"]),
    ("callback.time", &["Mornings", "After 17:00", "Any time"]),
    ("tariff.current", &["Fibre 250", "Fibre 1000", "Mobile M", "Mobile L"]),
    ("move.date", &["2026-12-01", "2027-01-01", "2027-02-15"]),
    ("budget.monthly", &["25.00", "40.00", "60.00"]),
];

/// Jurisdictions by country in which Global Privacy Control has to be honoured.
pub(super) const PRIVACY_STATES: &[&str] = &["US-CA", "US-CO", "US-CT"];
