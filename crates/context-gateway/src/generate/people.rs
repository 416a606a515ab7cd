//! Invents customers: who they are, and what each department has on record about them, with the mistakes that
//! departments make. Knows one person at a time, not what happens to them.

use jiff::civil::Date;

use super::{
    places::{PLACES, Place, fill_digits},
    random::Dice,
};

/// A system of a department.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum System {
    /// Sales.
    Crm,
    /// Billing.
    Billing,
    /// Support.
    Helpdesk,
    /// Web shop.
    Shop,
    /// Marketing.
    Campaigns,
    /// Store tills with the loyalty programme.
    Tills,
}

/// How many of a thousand customers each system knows.
const REACH: &[(System, u64)] = &[
    (System::Crm, 450),
    (System::Billing, 800),
    (System::Helpdesk, 650),
    (System::Shop, 700),
    (System::Campaigns, 550),
    (System::Tills, 450),
];

/// An invented person.
pub(super) struct Person {
    /// Counted from 1.
    pub(super) index: u64,
    /// Where they live.
    pub(super) place: &'static Place,
    /// Given name; the only one where people have one.
    pub(super) given: String,
    /// Family name, empty where there is none.
    pub(super) surname: String,
    /// `female`, `male`, or what they prefer.
    pub(super) gender: &'static str,
    /// Birth date.
    pub(super) born: Date,
    /// Address, absent for a few.
    pub(super) email: Option<String>,
    /// E.164.
    pub(super) phone: String,
    /// A second number of a few.
    pub(super) mobile: Option<String>,
    /// Where they live now.
    pub(super) home: Home,
    /// Language, mostly that of the country.
    pub(super) language: &'static str,
    /// A company.
    pub(super) business: bool,
    systems: Vec<System>,
    /// What single systems have wrong or old.
    slips: Vec<(System, Slip)>,
    former: Former,
}

/// A postal address.
#[derive(Clone)]
pub(super) struct Home {
    /// Street and house.
    pub(super) street: String,
    /// Town.
    pub(super) town: &'static str,
    /// Region.
    pub(super) region: &'static str,
    /// Postcode.
    pub(super) postcode: String,
    /// IANA time zone.
    pub(super) zone: &'static str,
}

/// What was true before.
struct Former {
    phone: String,
    home: Home,
}

/// What a system has wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slip {
    OldPhone,
    OldAddress,
    BirthDate,
    Spelling,
    Mail,
}

/// What one system has on record.
pub(super) struct OnRecord {
    /// Given name.
    pub(super) given: String,
    /// Family name.
    pub(super) surname: String,
    /// Birth date.
    pub(super) born: Date,
    /// E-mail address.
    pub(super) email: Option<String>,
    /// Number as this system writes it.
    pub(super) phone: String,
    /// Postal address.
    pub(super) home: Home,
}

impl Person {
    /// Invents the customer of this number.
    pub(super) fn invent(seed: u64, index: u64, dice: &mut Dice) -> Self {
        let place = dice.weighted(PLACES);
        let woman = dice.per_mille(505);
        let half: Vec<&str> = place.given.iter().skip(usize::from(!woman)).step_by(2).copied().collect();
        let (given, surname) = names(place, &half, dice);
        let gender = if dice.per_mille(12) {
            "nonbinary"
        } else if woman {
            "female"
        } else {
            "male"
        };
        let home = home(place, dice);
        let phone = phone(seed, index, place, dice);
        let email = (!dice.per_mille(60)).then(|| mail(&given, &surname, index, dice));
        let mut systems: Vec<System> = vec![];
        if dice.per_mille(120) {
            systems.push(
                dice.weighted(&[
                    (5, System::Billing),
                    (3, System::Shop),
                    (2, System::Tills),
                    (2, System::Helpdesk),
                ])
                .to_owned(),
            );
        } else {
            systems
                .extend(REACH.iter().filter(|(_, reach)| dice.per_mille(*reach)).map(|(system, _)| *system));
        }
        if index <= 3 {
            systems = REACH.iter().map(|(system, _)| *system).collect();
        }
        if email.is_none() && index > 3 {
            systems.retain(|system| !matches!(system, System::Shop | System::Campaigns));
        }
        if systems.is_empty() {
            systems.push(System::Billing);
        }
        let former =
            Former { phone: fill_digits(dice.pick(place.phones), dice), home: self::home(place, dice) };
        let mut person = Self {
            index,
            place,
            given,
            surname,
            gender,
            born: born(dice),
            email: email.or_else(|| (index <= 3).then(|| format!("customer.{index}@example.com"))),
            phone,
            mobile: dice.per_mille(150).then(|| fill_digits(dice.pick(place.phones), dice)),
            home,
            language: if dice.per_mille(70) { "en-GB" } else { place.language },
            business: dice.per_mille(40),
            systems,
            slips: vec![],
            former,
        };
        person.make_slips(dice);
        person
    }

    /// Whether a system knows them.
    pub(super) fn known_to(&self, system: System) -> bool {
        self.systems.contains(&system)
    }

    /// Account number: printed on invoices, known to sales and, for some, to support.
    pub(super) fn account(&self) -> String {
        format!("70-{:04}-{:04}", self.index / 10_000, self.index % 10_000)
    }

    /// Whether an account number can be found for them anywhere.
    pub(super) fn has_account(&self) -> bool {
        self.known_to(System::Billing) || self.known_to(System::Crm)
    }

    /// Full name in the order its owner uses.
    pub(super) fn full_name(&self) -> String {
        join_name(self.place, &self.given, &self.surname)
    }

    /// What a system has on record.
    pub(super) fn on_record(&self, system: System, dice: &mut Dice) -> OnRecord {
        let slipped = |slip| self.slips.contains(&(system, slip));
        let phone = if slipped(Slip::OldPhone) { &self.former.phone } else { &self.phone };
        OnRecord {
            given: if slipped(Slip::Spelling) { misspell(&self.given) } else { self.given.clone() },
            surname: self.surname.clone(),
            born: if slipped(Slip::BirthDate) { confuse(self.born) } else { self.born },
            email: match (&self.email, slipped(Slip::Mail)) {
                (Some(email), true) => Some(email.replace('@', "x@")),
                (email, _) => email.clone(),
            },
            phone: as_written(phone, self.place.country, dice),
            home: if slipped(Slip::OldAddress) { self.former.home.clone() } else { self.home.clone() },
        }
    }

    /// How their name is joined from parts that a system has.
    pub(super) fn name_of(&self, record: &OnRecord) -> String {
        join_name(self.place, &record.given, &record.surname)
    }

    /// Departments disagree about few things of few customers; only systems that know them can.
    fn make_slips(&mut self, dice: &mut Dice) {
        const RATES: &[(Slip, u64)] = &[
            (Slip::OldPhone, 80),
            (Slip::OldAddress, 60),
            (Slip::BirthDate, 20),
            (Slip::Spelling, 40),
            (Slip::Mail, 8),
        ];
        for (slip, rate) in RATES {
            if dice.per_mille(*rate) || (self.index <= 2 && matches!(slip, Slip::OldPhone | Slip::BirthDate))
            {
                self.slips.push((dice.pick(&self.systems), *slip));
            }
        }
    }
}

fn names(place: &Place, given: &[&str], dice: &mut Dice) -> (String, String) {
    let mut first = dice.pick(given).to_owned();
    if place.surnames.is_empty() {
        return (first, String::new());
    }
    let mut last = dice.pick(place.surnames).to_owned();
    match dice.below(1000) {
        // Somebody whose name fits into no column.
        0..4 => {
            first = format!("{first} {} {}", dice.pick(given), dice.pick(given));
            last = format!("{last} {} y {}", dice.pick(place.surnames), dice.pick(place.surnames));
        }
        4..10 => last = String::new(),
        10..60 if !place.family_first => last = format!("{last}-{}", dice.pick(place.surnames)),
        _ => {}
    }
    (first, last)
}

fn join_name(place: &Place, given: &str, surname: &str) -> String {
    match (surname.is_empty(), place.family_first) {
        (true, _) => given.to_owned(),
        (false, true) => format!("{surname}{given}"),
        (false, false) => format!("{given} {surname}"),
    }
}

fn home(place: &'static Place, dice: &mut Dice) -> Home {
    let (town, region, postcode, zone) = dice.pick(place.towns);
    Home {
        street: fill_digits(dice.pick(place.streets), dice),
        town,
        region,
        postcode: fill_digits(postcode, dice),
        zone,
    }
}

fn born(dice: &mut Dice) -> Date {
    let year = dice.between(1938, 2007);
    let day = dice.between(1, 28);
    Date::new(
        i16::try_from(year).unwrap_or(1980),
        i8::try_from(dice.between(1, 12)).unwrap_or(1),
        i8::try_from(day).unwrap_or(1),
    )
    .unwrap_or(Date::constant(1980, 1, 1))
}

/// Some people share a number: neighbours in the numbering live together.
fn phone(seed: u64, index: u64, place: &Place, dice: &mut Dice) -> String {
    let own = fill_digits(dice.pick(place.phones), dice);
    if !dice.per_mille(90) && !(4..=6).contains(&index) {
        return own;
    }
    let mut household = Dice::new(seed ^ 0x686f_7573_6568_6f6c, index / 4);
    fill_digits("+141555501##", &mut household)
}

fn mail(given: &str, surname: &str, index: u64, dice: &mut Dice) -> String {
    let slug = |text: &str| -> String {
        let folded: String = unicode_normalization::UnicodeNormalization::nfkd(text).collect();
        folded.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect()
    };
    let parts: Vec<String> =
        [slug(given), slug(surname)].into_iter().filter(|part| !part.is_empty()).collect();
    let local = if parts.is_empty() { "customer".to_owned() } else { parts.join(".") };
    format!("{local}.{index}@example.{}", dice.pick(&["com", "org", "net"]))
}

/// Two letters swapped, as a tired hand does.
fn misspell(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    match letters.len() {
        0..3 => letters.push('.'),
        length => letters.swap(length - 2, length - 1),
    }
    let swapped: String = letters.into_iter().collect();
    if swapped == name { format!("{name}h") } else { swapped }
}

/// Day and month confused where that is a date, the wrong decade otherwise.
fn confuse(born: Date) -> Date {
    let swapped = Date::new(born.year(), born.day(), born.month()).ok().filter(|date| *date != born);
    swapped.or_else(|| Date::new(born.year() + 10, born.month(), born.day()).ok()).unwrap_or(born)
}

/// The number as people type it: nationally where it is a national one.
fn as_written(e164: &str, country: &str, dice: &mut Dice) -> String {
    let digits = &e164[1..];
    match (country, dice.below(4)) {
        ("US", form) if digits.len() == 11 && digits.starts_with('1') => {
            let (area, office, line) = (&digits[1..4], &digits[4..7], &digits[7..]);
            match form {
                0 => format!("({area}) {office}-{line}"),
                1 => format!("{area}.{office}.{line}"),
                2 => format!("001-{area}-{office}-{line}"),
                _ => e164.to_owned(),
            }
        }
        ("GB", 0) if digits.starts_with("44") => format!("0{} {}", &digits[2..6], &digits[6..]),
        ("DE", 0) if digits.starts_with("49") => format!("0{}/{}", &digits[2..5], &digits[5..]),
        ("FR", 0) if digits.starts_with("33") => format!(
            "0{} {} {} {} {}",
            &digits[2..3],
            &digits[3..5],
            &digits[5..7],
            &digits[7..9],
            &digits[9..]
        ),
        (_, 1) => format!("+{} {}", &digits[..2], &digits[2..]),
        _ => e164.to_owned(),
    }
}
