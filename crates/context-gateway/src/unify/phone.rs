//! Telephone numbers as people and systems write them, brought to E.164.
//! Knows lengths, trunk prefixes and international prefixes, not which numbers are in service.
//!
//! Deliberately not a validating library: identifiers have to be equal when they are the same number, and exports
//! of real departments are full of numbers that no plan contains. A number only has to be possible.
//!
//! An extension belongs to the number: `983.566.0706x9509` becomes `+19835660706;ext=9509`, the form of RFC 3966.
//! Two people behind one switchboard therefore do not share an identifier.

/// A national numbering plan, after ITU-T E.164 and the national plans it lists.
struct Plan {
    /// ISO 3166-1 alpha-2.
    country: &'static str,
    /// Country calling code.
    code: &'static str,
    /// What is dialled before a national number and dropped in E.164; empty where nothing is.
    trunk: &'static str,
    /// Least digits of a national significant number.
    least: usize,
    /// Most digits of a national significant number.
    most: usize,
}

const fn plan(
    country: &'static str,
    code: &'static str,
    trunk: &'static str,
    least: usize,
    most: usize,
) -> Plan {
    Plan { country, code, trunk, least, most }
}

/// Plans by country. Where several countries share a calling code, the first one stands for all of them.
const PLANS: &[Plan] = &[
    plan("US", "1", "1", 10, 10),
    plan("CA", "1", "1", 10, 10),
    plan("RU", "7", "8", 10, 10),
    plan("KZ", "7", "8", 10, 10),
    plan("EG", "20", "0", 8, 10),
    plan("ZA", "27", "0", 9, 9),
    plan("GR", "30", "", 10, 10),
    plan("NL", "31", "0", 9, 9),
    plan("BE", "32", "0", 8, 9),
    plan("FR", "33", "0", 9, 9),
    plan("ES", "34", "", 9, 9),
    plan("HU", "36", "06", 8, 9),
    plan("IT", "39", "", 6, 11),
    plan("RO", "40", "0", 9, 9),
    plan("CH", "41", "0", 9, 9),
    plan("AT", "43", "0", 4, 13),
    plan("GB", "44", "0", 9, 10),
    plan("DK", "45", "", 8, 8),
    plan("SE", "46", "0", 7, 10),
    plan("NO", "47", "", 8, 8),
    plan("PL", "48", "", 9, 9),
    plan("DE", "49", "0", 6, 12),
    plan("PE", "51", "0", 8, 9),
    plan("MX", "52", "", 10, 10),
    plan("AR", "54", "0", 10, 11),
    plan("BR", "55", "0", 10, 11),
    plan("CL", "56", "", 9, 9),
    plan("CO", "57", "", 10, 10),
    plan("MY", "60", "0", 8, 10),
    plan("AU", "61", "0", 9, 9),
    plan("ID", "62", "0", 8, 12),
    plan("PH", "63", "0", 8, 10),
    plan("NZ", "64", "0", 8, 10),
    plan("SG", "65", "", 8, 8),
    plan("TH", "66", "0", 8, 9),
    plan("JP", "81", "0", 9, 10),
    plan("KR", "82", "0", 8, 10),
    plan("VN", "84", "0", 9, 10),
    plan("CN", "86", "0", 10, 11),
    plan("TR", "90", "0", 10, 10),
    plan("IN", "91", "0", 10, 10),
    plan("PK", "92", "0", 9, 10),
    plan("MA", "212", "0", 9, 9),
    plan("NG", "234", "0", 8, 10),
    plan("KE", "254", "0", 9, 9),
    plan("PT", "351", "", 9, 9),
    plan("LU", "352", "", 4, 11),
    plan("IE", "353", "0", 7, 9),
    plan("IS", "354", "", 7, 7),
    plan("MT", "356", "", 8, 8),
    plan("CY", "357", "", 8, 8),
    plan("FI", "358", "0", 5, 12),
    plan("BG", "359", "0", 7, 9),
    plan("LT", "370", "0", 8, 8),
    plan("LV", "371", "", 8, 8),
    plan("EE", "372", "", 7, 8),
    plan("UA", "380", "0", 9, 9),
    plan("RS", "381", "0", 8, 9),
    plan("HR", "385", "0", 8, 9),
    plan("SI", "386", "0", 8, 8),
    plan("CZ", "420", "", 9, 9),
    plan("SK", "421", "0", 9, 9),
    plan("HK", "852", "", 8, 8),
    plan("BD", "880", "0", 8, 10),
    plan("TW", "886", "0", 8, 9),
    plan("SA", "966", "0", 8, 9),
    plan("AE", "971", "0", 8, 9),
    plan("IL", "972", "0", 8, 9),
];

/// Words that announce an extension, in the spelling of exports.
const EXTENSION_MARKS: &[&str] = &[";ext=", "extension", "ext.", "ext", "x", "#", "доб.", "доб"];

/// Whether numbers can be read as national numbers of this country (ISO 3166-1 alpha-2).
#[must_use]
pub fn knows_country(country: &str) -> bool {
    plan_of(country).is_some()
}

/// Brings a number to E.164, with an extension as `;ext=` behind it. `None` when it cannot be a telephone number.
///
/// A number without `+`, `00` or `011` is read as a national one of `country` (ISO 3166-1 alpha-2).
#[must_use]
pub fn to_e164(text: &str, country: &str) -> Option<String> {
    let folded = fold_digits(text.trim().trim_start_matches("tel:"));
    let (number, extension) = split_extension(&folded)?;
    let e164 = normalise(number, plan_of(country)?)?;
    Some(match extension {
        Some(extension) => format!("+{e164};ext={extension}"),
        None => format!("+{e164}"),
    })
}

fn plan_of(country: &str) -> Option<&'static Plan> {
    PLANS.iter().find(|plan| plan.country.eq_ignore_ascii_case(country))
}

/// Digits of other scripts become ASCII, letters become lower case.
fn fold_digits(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars()
        .map(|character| ascii_digit(character).unwrap_or(character))
        .collect::<String>()
        .to_lowercase()
}

fn ascii_digit(character: char) -> Option<char> {
    let zero = match character {
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '０'..='９' => '０',
        '＋' => return Some('+'),
        _ => return None,
    };
    char::from_digit(u32::from(character) - u32::from(zero), 10)
}

/// The number and its extension. `None` when letters are left that announce no extension.
fn split_extension(text: &str) -> Option<(&str, Option<&str>)> {
    let Some(start) = text.find(|c: char| c.is_alphabetic() || matches!(c, '#' | ';')) else {
        return Some((text, None));
    };
    let (number, rest) = text.split_at(start);
    let digits = EXTENSION_MARKS.iter().find_map(|mark| rest.strip_prefix(mark))?;
    let digits = digits.trim_matches([' ', '.', ':']);
    let plausible = (1..=11).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    plausible.then_some((number, Some(digits)))
}

fn normalise(number: &str, home: &Plan) -> Option<String> {
    let allowed = |c: char| {
        c.is_ascii_digit() || c.is_whitespace() || "+-./()–‑\u{a0}\u{200e}\u{202a}\u{202c}".contains(c)
    };
    if !number.chars().all(allowed) {
        return None;
    }
    let international = number.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '+').starts_with('+');
    let written = if international { number.replace("(0)", "") } else { number.to_owned() };
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    if international {
        return from_international(&digits);
    }
    let prefixed = ["011", "00"].iter().find_map(|prefix| digits.strip_prefix(prefix));
    if let Some(rest) = prefixed.filter(|rest| rest.len() >= 9 && !fits(&digits, home)) {
        return from_international(rest);
    }
    from_national(&digits, home)
}

fn from_national(digits: &str, home: &Plan) -> Option<String> {
    let mut national = digits;
    // Again and again, so that a number that was brought to its form already stays as it is.
    while let Some(rest) = national.strip_prefix(home.trunk).filter(|rest| rest.len() < national.len()) {
        if !fits(rest, home) {
            break;
        }
        national = rest;
    }
    fits(national, home).then(|| format!("{}{national}", home.code))
}

fn from_international(digits: &str) -> Option<String> {
    if let Some(plan) = PLANS.iter().find(|plan| digits.starts_with(plan.code)) {
        // `+44 0113 …` keeps a trunk prefix that nobody dials from abroad.
        return from_national(&digits[plan.code.len()..], plan);
    }
    (8..=15).contains(&digits.len()).then(|| digits.to_owned())
}

fn fits(national: &str, plan: &Plan) -> bool {
    (plan.least..=plan.most).contains(&national.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::to_e164;

    fn check(text: &str, country: &str, expected: Option<&str>) {
        assert_eq!(to_e164(text, country).as_deref(), expected, "{text} in {country}");
    }

    #[test]
    fn reads_the_forms_of_one_export() {
        check("983.566.0706x9509", "US", Some("+19835660706;ext=9509"));
        check("+1-569-626-5660", "US", Some("+15696265660"));
        check("001-569-626-5660x123", "US", Some("+15696265660;ext=123"));
        check("(569)626-5660", "US", Some("+15696265660"));
        check("1-604-555-0155", "US", Some("+16045550155"));
        check("0787699373", "US", Some("+10787699373"));
        check("787699373", "US", None);
        check("", "US", None);
    }

    #[test]
    fn drops_the_trunk_prefix_where_there_is_one() {
        check("0113 496 0001", "GB", Some("+441134960001"));
        check("+44 (0)113 496 0001", "GB", Some("+441134960001"));
        check("0044 113 496 0001", "DE", Some("+441134960001"));
        check("011 44 113 496 0001", "US", Some("+441134960001"));
        check("8 (495) 000-00-01", "RU", Some("+74950000001"));
        check("06 1 555 0001", "HU", Some("+3615550001"));
        check("06 5550 0001", "IT", Some("+390655500001"));
        check("030 23125 001", "DE", Some("+493023125001"));
        check("00000000", "DE", Some("+49000000"));
    }

    #[test]
    fn reads_other_digits_and_refuses_words() {
        check("٠٥٠ ٠٠٠ ٠٠٠١", "AE", Some("+971500000001"));
        check("０３－００００－０００１", "JP", None);
        check("tel:+1-569-626-5660;ext=7", "US", Some("+15696265660;ext=7"));
        check("ask at the desk", "US", None);
        check("569 626 5660 evenings", "US", None);
        check("+1 569 626 5660 ext. 12", "FR", Some("+15696265660;ext=12"));
    }

    proptest! {
        #[test]
        fn is_idempotent(digits in "[0-9]{6,14}", country in prop::sample::select(vec!["US", "GB", "DE", "IT", "RU", "JP"])) {
            if let Some(once) = to_e164(&digits, country) {
                prop_assert_eq!(to_e164(&once, country), Some(once.clone()));
                prop_assert_eq!(to_e164(&once, "FR"), Some(once));
            }
        }

        #[test]
        fn never_panics(text in "\\PC{0,40}") {
            let _ = to_e164(&text, "GB");
        }
    }
}
