//! Dates and times as exports write them. Knows formats and zones, not which column has which.

use context_contract::Timestamp;
use jiff::{civil, fmt::strtime::BrokenDownTime, tz::TimeZone};

/// A format an operator may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DateFormat {
    /// RFC 3339.
    Rfc3339,
    /// Seconds since 1970, with or without a fraction.
    Unix,
    /// Milliseconds since 1970.
    UnixMillis,
    /// As `strptime` knows them: `%m/%d/%Y`, `%d.%m.%Y %H:%M`.
    Pattern(String),
}

impl DateFormat {
    /// Reads the name of a format.
    ///
    /// # Errors
    /// One sentence when a pattern has a directive nobody knows.
    pub(super) fn new(name: &str) -> Result<Self, String> {
        match name {
            "rfc3339" => Ok(Self::Rfc3339),
            "unix" => Ok(Self::Unix),
            "unix-ms" => Ok(Self::UnixMillis),
            pattern if !pattern.contains('%') => Err(format!("{pattern} is no date format")),
            pattern => {
                // Writing a sample is the way to learn whether every directive is known.
                let sample = civil::datetime(2000, 1, 2, 3, 4, 5, 0).to_zoned(TimeZone::UTC);
                let written = sample.map(|zoned| BrokenDownTime::from(&zoned).to_string(pattern));
                match written {
                    Ok(Ok(_)) => Ok(Self::Pattern(pattern.to_owned())),
                    _ => Err(format!("{pattern} is no date format")),
                }
            }
        }
    }
}

/// A moment, by the first format that fits; RFC 3339 where none is given. A date alone is its first moment in `zone`.
#[must_use]
pub(super) fn parse_time(text: &str, formats: &[DateFormat], zone: &TimeZone) -> Option<Timestamp> {
    if formats.is_empty() {
        return Timestamp::parse(text);
    }
    formats.iter().find_map(|format| match format {
        DateFormat::Rfc3339 => Timestamp::parse(text),
        DateFormat::Unix => seconds(text),
        DateFormat::UnixMillis => text.parse().ok().map(Timestamp::from_millis),
        DateFormat::Pattern(pattern) => by_pattern(text, pattern, zone),
    })
}

/// Whether a time that could be parsed as RFC 3339 is written the way the contract writes it already.
#[must_use]
pub(super) fn is_usual_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 20 && bytes[10] == b'T' && bytes[17] < b'6' && bytes[19] == b'Z'
}

/// A calendar date as `YYYY-MM-DD`. A moment counts as the day it has in its own writing.
#[must_use]
pub(super) fn parse_date(text: &str, formats: &[DateFormat]) -> Option<String> {
    if formats.is_empty() {
        return text.parse::<civil::Date>().ok().map(|date| date.to_string());
    }
    formats.iter().find_map(|format| match format {
        DateFormat::Rfc3339 => Timestamp::parse(text).and(text.get(..10)).map(str::to_owned),
        DateFormat::Unix => seconds(text).map(|time| time.to_string()[..10].to_owned()),
        DateFormat::UnixMillis => {
            text.parse().ok().map(|millis| Timestamp::from_millis(millis).to_string()[..10].to_owned())
        }
        DateFormat::Pattern(pattern) => {
            BrokenDownTime::parse(pattern, text).ok()?.to_date().ok().map(|date| date.to_string())
        }
    })
}

#[expect(clippy::cast_possible_truncation, reason = "seconds of any year fit after the range check")]
fn seconds(text: &str) -> Option<Timestamp> {
    let seconds: f64 = text.parse().ok()?;
    (seconds.abs() < 253_402_300_800.0).then(|| Timestamp::from_millis((seconds * 1000.0).round() as i64))
}

fn by_pattern(text: &str, pattern: &str, zone: &TimeZone) -> Option<Timestamp> {
    let parsed = BrokenDownTime::parse(pattern, text).ok()?;
    if let Ok(moment) = parsed.to_timestamp() {
        return Some(Timestamp::from_millis(moment.as_millisecond()));
    }
    let date = parsed.to_date().ok()?;
    let time = parsed.to_time().unwrap_or(civil::Time::midnight());
    let zoned = date.to_datetime(time).to_zoned(zone.clone()).ok()?;
    Some(Timestamp::from_millis(zoned.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use jiff::tz::{TimeZone, offset};

    use super::{DateFormat, parse_date, parse_time};

    fn formats(names: &[&str]) -> Vec<DateFormat> {
        names.iter().map(|name| DateFormat::new(name).unwrap()).collect()
    }

    fn check(text: &str, names: &[&str], time: Option<&str>, date: Option<&str>) {
        let formats = formats(names);
        let zone = TimeZone::fixed(offset(2));
        assert_eq!(parse_time(text, &formats, &zone).map(|time| time.to_string()).as_deref(), time, "{text}");
        assert_eq!(parse_date(text, &formats).as_deref(), date, "{text}");
    }

    #[test]
    fn reads_the_formats_of_exports() {
        check("5/8/1986", &["%m/%d/%Y"], Some("1986-05-07T22:00:00Z"), Some("1986-05-08"));
        check("2018-05-08", &["%m/%d/%Y", "%Y-%m-%d"], Some("2018-05-07T22:00:00Z"), Some("2018-05-08"));
        check("31.12.2025 23:30", &["%d.%m.%Y %H:%M"], Some("2025-12-31T21:30:00Z"), Some("2025-12-31"));
        check("2025-12-31T23:30:00-05:00", &["rfc3339"], Some("2026-01-01T04:30:00Z"), Some("2025-12-31"));
        check("1764547200", &["unix"], Some("2025-12-01T00:00:00Z"), Some("2025-12-01"));
        check("1764547200.25", &["unix"], Some("2025-12-01T00:00:00.250Z"), Some("2025-12-01"));
        check("1764547200001", &["unix-ms"], Some("2025-12-01T00:00:00.001Z"), Some("2025-12-01"));
        check(
            "31/12/2025 23:30 +0000",
            &["%d/%m/%Y %H:%M %z"],
            Some("2025-12-31T23:30:00Z"),
            Some("2025-12-31"),
        );
        check("2025-12-31T23:30:00Z", &[], Some("2025-12-31T23:30:00Z"), None);
        check("2025-12-31", &[], None, Some("2025-12-31"));
    }

    #[test]
    fn refuses_what_is_no_date() {
        check("13/13/2018", &["%m/%d/%Y"], None, None);
        check("2/29/2018", &["%m/%d/%Y"], None, None);
        check("soon", &["rfc3339", "unix", "unix-ms"], None, None);
        check("1e300", &["unix"], None, None);
        assert!(DateFormat::new("%&").is_err());
        assert!(DateFormat::new("dd.mm.yyyy").is_err());
    }
}
