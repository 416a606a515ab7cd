//! A moment, RFC 3339 in UTC on the wire and milliseconds since the Unix epoch inside.
//! Knows no time zones and no calendars of people: showing times is the browser's `Intl`.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

const MILLIS_PER_DAY: i64 = 86_400_000;

/// Bytes of a usual timestamp with milliseconds.
const LONGEST: usize = "0000-00-00T00:00:00.000Z".len();

/// A moment in UTC with millisecond precision, between the years 0000 and 9999.
///
/// Reads every RFC 3339 timestamp, offsets included, and also one without seconds (`2026-11-22T09:02Z`) as
/// OpenID Connect for Identity Assurance allows. Writes `2026-11-22T09:02:00Z`, with three decimals only where
/// they are not zero. A leap second counts as the first moment of the next minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Parses RFC 3339. `None` when the text is anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (year, month, day) = (digits(bytes, 0, 4)?, digits(bytes, 5, 2)?, digits(bytes, 8, 2)?);
        let (hour, minute) = (digits(bytes, 11, 2)?, digits(bytes, 14, 2)?);
        let separators = bytes[4] == b'-' && bytes[7] == b'-' && bytes[13] == b':';
        if !separators || !matches!(bytes[10], b'T' | b't' | b' ') {
            return None;
        }
        let (second, millis, rest) = seconds(bytes.get(16..)?)?;
        let offset = offset_minutes(rest)?;
        let in_range =
            (1..=days_in_month(year, month)?).contains(&day) && hour < 24 && minute < 60 && second <= 60;
        if !in_range {
            return None;
        }
        let minutes = hour * 60 + minute - offset;
        let days = days_from_civil(year, month, day);
        Some(Self(days * MILLIS_PER_DAY + minutes * 60_000 + second * 1000 + millis))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.written(&mut [0; LONGEST]) {
            Some(text) => f.write_str(text),
            None => self.write_unusual(f),
        }
    }
}

impl Timestamp {
    /// Writes digit by digit: stores write millions of these, and `fmt` takes ten times as long. `None` outside of
    /// the years 0000 to 9999.
    fn written(self, buffer: &mut [u8; LONGEST]) -> Option<&str> {
        let (days, millis) = (self.0.div_euclid(MILLIS_PER_DAY), self.0.rem_euclid(MILLIS_PER_DAY));
        let (year, month, day) = civil_from_days(days);
        (0..=9999).contains(&year).then_some(())?;
        buffer.copy_from_slice(b"0000-00-00T00:00:00.000Z");
        put_digits(&mut buffer[..4], year);
        put_digits(&mut buffer[5..7], month);
        put_digits(&mut buffer[8..10], day);
        put_digits(&mut buffer[11..13], millis / 3_600_000);
        put_digits(&mut buffer[14..16], millis / 60_000 % 60);
        put_digits(&mut buffer[17..19], millis / 1000 % 60);
        put_digits(&mut buffer[20..23], millis % 1000);
        let text = match millis % 1000 {
            0 => {
                buffer[19] = b'Z';
                &buffer[..20]
            }
            _ => &buffer[..],
        };
        std::str::from_utf8(text).ok()
    }

    fn write_unusual(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, millis) = (self.0.div_euclid(MILLIS_PER_DAY), self.0.rem_euclid(MILLIS_PER_DAY));
        let (year, month, day) = civil_from_days(days);
        let (hour, minute, second) = (millis / 3_600_000, millis / 60_000 % 60, millis / 1000 % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        match millis % 1000 {
            0 => f.write_str("Z"),
            fraction => write!(f, ".{fraction:03}Z"),
        }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.written(&mut [0; LONGEST]) {
            Some(text) => serializer.serialize_str(text),
            None => serializer.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("expected a time in RFC 3339"))
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Timestamp {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .description(Some("RFC 3339, UTC."))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Timestamp {
    fn name() -> std::borrow::Cow<'static, str> {
        std::borrow::Cow::Borrowed("Timestamp")
    }
}

fn digits(bytes: &[u8], start: usize, count: usize) -> Option<i64> {
    let part = bytes.get(start..start + count)?;
    part.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
}

/// Fills all places with the last digits of a number.
#[expect(clippy::cast_sign_loss, reason = "a digit fits")]
fn put_digits(places: &mut [u8], number: i64) {
    let mut rest = number;
    for place in places.iter_mut().rev() {
        *place = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
}

/// The optional `:SS[.fraction]`: whole seconds, milliseconds, and what follows.
fn seconds(rest: &[u8]) -> Option<(i64, i64, &[u8])> {
    if rest.first() != Some(&b':') {
        return Some((0, 0, rest));
    }
    let second = digits(rest, 1, 2)?;
    let rest = &rest[3..];
    if rest.first() != Some(&b'.') {
        return Some((second, 0, rest));
    }
    let length = rest[1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let millis = (0..3).fold(0, |sum, place| {
        let digit = if place < length { i64::from(rest[1 + place] - b'0') } else { 0 };
        sum * 10 + digit
    });
    (length > 0).then(|| (second, millis, &rest[1 + length..]))
}

fn offset_minutes(rest: &[u8]) -> Option<i64> {
    match rest {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), _, _, b':', _, _] => {
            let (hours, minutes) = (digits(rest, 1, 2)?, digits(rest, 4, 2)?);
            let total = hours * 60 + minutes;
            (hours < 24 && minutes < 60).then_some(if *sign == b'-' { -total } else { total })
        }
        _ => None,
    }
}

fn days_in_month(year: i64, month: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => Some(28 + i64::from(leap)),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar. The year is counted from March, so that the leap
/// day comes last; after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let shifted = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Timestamp;

    fn check(text: &str, expected: Option<&str>) {
        let written = Timestamp::parse(text).map(|time| time.to_string());
        assert_eq!(written.as_deref(), expected, "{text}");
    }

    #[test]
    fn reads_what_the_standard_allows() {
        check("2026-11-22T09:02:00Z", Some("2026-11-22T09:02:00Z"));
        check("2026-11-22T09:02Z", Some("2026-11-22T09:02:00Z"));
        check("2026-11-22t09:02:00.5z", Some("2026-11-22T09:02:00.500Z"));
        check("2026-11-22T09:02:00.123456789Z", Some("2026-11-22T09:02:00.123Z"));
        check("2026-11-22T00:30:00+01:00", Some("2026-11-21T23:30:00Z"));
        check("2024-02-29T23:59:60Z", Some("2024-03-01T00:00:00Z"));
        check("1969-12-31T23:59:59.999Z", Some("1969-12-31T23:59:59.999Z"));
    }

    #[test]
    fn writes_what_no_calendar_has() {
        assert_eq!(Timestamp::from_millis(-62_167_219_200_001).to_string(), "-001-12-31T23:59:59.999Z");
        assert_eq!(Timestamp::from_millis(253_402_300_800_000).to_string(), "10000-01-01T00:00:00Z");
    }

    #[test]
    fn refuses_everything_else() {
        for text in [
            "",
            "2026-11-22",
            "2026-11-22T09:02:00",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-11-22T24:00:00Z",
            "2026-11-22T09:60:00Z",
            "2026-11-22T09:02:00.Z",
            "2026-11-22T09:02:00+0100",
            "2026-11-22T09:02:00Zjunk",
            "２026-11-22T09:02:00Z",
            "2026/11/22T09:02:00Z",
        ] {
            check(text, None);
        }
    }

    proptest! {
        #[test]
        fn agrees_with_a_calendar_library(millis in -62_135_596_800_000i64..253_402_300_799_999) {
            let ours = Timestamp::from_millis(millis).to_string();
            let theirs = jiff::Timestamp::from_millisecond(millis).unwrap();
            prop_assert_eq!(ours.parse::<jiff::Timestamp>().unwrap(), theirs);
            prop_assert_eq!(Timestamp::parse(&theirs.to_string()), Some(Timestamp::from_millis(millis)));
            prop_assert_eq!(serde_json::to_string(&Timestamp::from_millis(millis)).unwrap(), format!("\"{ours}\""));
        }

        #[test]
        fn never_panics(text in "\\PC{0,40}") {
            let _ = Timestamp::parse(&text);
        }
    }
}
