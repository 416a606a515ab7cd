//! The invented company: its people, products, campaigns and questions. Knows names and prices, no customers.

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

/// Campaigns: machine name, name, channel.
pub(super) const CAMPAIGNS: &[(&str, &str, &str)] = &[
    ("autumn-upgrade", "Autumn upgrade", "email"),
    ("fibre-street", "Fibre comes to your street", "mail"),
    ("win-back", "We miss you", "email"),
    ("family-plan", "One plan for the family", "sms"),
    ("app-first", "Your bill in the app", "app"),
    ("black-week", "Black week 🖤", "email"),
];

/// Questions that are commonly asked: machine name, words, type, answers, days an answer counts (0: for ever).
pub(super) const QUESTIONS: &[(&str, &str, &str, &[&str], i64)] = &[
    ("router.model", "Which router model do you have?", "string", ROUTERS, 365),
    ("connection.type", "Is the device connected by cable or by Wi-Fi?", "string", &["Cable", "Wi-Fi"], 180),
    (
        "device.lights",
        "What colour is the light on the front?",
        "string",
        &["Green", "Red", "Orange, blinking"],
        1,
    ),
    ("contact.callbackNumber", "On which number can we reach you?", "string", &[], 180),
    (
        "contact.callbackTime",
        "When can we call you back?",
        "string",
        &["Mornings", "After 17:00", "Any time"],
        90,
    ),
    ("household.size", "How many people use the connection?", "integer", &["1", "2", "3", "4", "6"], 730),
    (
        "payment.method",
        "How do you pay your invoices?",
        "string",
        &["Direct debit", "Card", "Bank transfer"],
        365,
    ),
    ("invoice.paper", "Do you want your invoice on paper?", "boolean", &["true", "false"], 0),
    ("move.date", "When are you moving?", "date", &["2026-12-01", "2027-01-01", "2027-02-15"], 60),
    (
        "problem.since",
        "Since when does the problem exist?",
        "string",
        &["This morning", "Yesterday evening", "About a week"],
        3,
    ),
];

/// Jurisdictions by country in which Global Privacy Control has to be honoured.
pub(super) const PRIVACY_STATES: &[&str] = &["US-CA", "US-CO", "US-CT"];
