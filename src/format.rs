//! Dates, numbers, money, plurals and names of languages in the agent's language, by the browser's `Intl`.
//! Knows no locale itself, and no sentences: those are `messages`.

use std::{
    cell::RefCell,
    hash::{DefaultHasher, Hash, Hasher},
};

use context_contract::{Money, Timestamp};
use js_sys::{Array, Function, Object, Reflect};
use vecmap::VecMap;
use wasm_bindgen::{JsCast, JsValue};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Formats for one language. Making an `Intl` object costs more than using it, so each is made once.
pub struct Format {
    locale: Option<String>,
    made: RefCell<VecMap<u64, Option<Made>>>,
}

/// An `Intl` object and its method that is called, which is asked for once: every look into an object costs a name.
#[derive(Clone)]
struct Made {
    object: JsValue,
    method: Function,
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.locale == other.locale
    }
}

/// `[name, value]` of an `Intl` option.
type Options<'a> = &'a [(&'a str, &'a str)];

impl Format {
    /// For a BCP 47 tag; the browser's language without one or when the browser does not know it.
    #[must_use]
    pub fn new(locale: Option<String>) -> Self {
        Self { locale, made: RefCell::default() }
    }

    /// Makes one of what every customer is drawn with, before anybody waits for it. `None` when there is no such one.
    #[must_use]
    pub fn warm(&self, one: usize) -> Option<String> {
        let at = Timestamp::from_millis(0);
        let makes: [&dyn Fn() -> String; 8] = [
            &|| self.exact(at),
            &|| self.time(at),
            &|| self.month(at),
            &|| self.day(at, Timestamp::from_millis(400 * DAY)),
            &|| self.ago(at, at),
            &|| self.short_age(at, at),
            &|| self.count(0),
            &|| self.parts(&[]),
        ];
        makes.get(one).map(|make| make())
    }

    /// `09:14`, in the agent's time zone.
    #[must_use]
    pub fn time(&self, at: Timestamp) -> String {
        self.date_time(at, &[("timeStyle", "short")])
    }

    /// `14:05`, in the customer's time zone. `None` when the browser does not know the zone.
    #[must_use]
    pub fn time_in_zone(&self, at: Timestamp, zone: &str) -> Option<String> {
        self.apply("DateTimeFormat", &[("timeStyle", "short"), ("timeZone", zone)], "format", &date(at))
    }

    /// `19 Nov 2026`.
    #[must_use]
    pub fn date(&self, at: Timestamp) -> String {
        self.date_time(at, &[("dateStyle", "medium")])
    }

    /// `19 November 2026 at 09:14:00`, for tooltips.
    #[must_use]
    pub fn exact(&self, at: Timestamp) -> String {
        self.date_time(at, &[("dateStyle", "long"), ("timeStyle", "medium")])
    }

    /// A date without a time, `1986-05-08`, as `8 May 1986`; as it is when it is not one.
    #[must_use]
    pub fn calendar_date(&self, text: &str) -> String {
        match Timestamp::parse(&format!("{text}T00:00:00Z")) {
            Some(at) => self.date_time(at, &[("dateStyle", "medium"), ("timeZone", "UTC")]),
            None => text.to_owned(),
        }
    }

    /// `today`, `yesterday`, `Thursday 19 November`, with the year where it is not this one.
    #[must_use]
    pub fn day(&self, at: Timestamp, now: Timestamp) -> String {
        let days = day_number(now) - day_number(at);
        if (0..2).contains(&days) {
            return self.relative(-days, "day");
        }
        let mut options = vec![("weekday", "long"), ("day", "numeric"), ("month", "long")];
        // A year of the agent's calendar, which need not be the Gregorian one.
        let year = |at| self.date_time(at, &[("year", "numeric")]);
        if year(at) != year(now) {
            options.push(("year", "numeric"));
        }
        self.date_time(at, &options)
    }

    /// `November 2026`, in the agent's time zone.
    #[must_use]
    pub fn month(&self, at: Timestamp) -> String {
        self.date_time(at, &[("month", "long"), ("year", "numeric")])
    }

    /// `3 minutes ago`, `in 2 hours`, `yesterday`.
    #[must_use]
    pub fn ago(&self, at: Timestamp, now: Timestamp) -> String {
        let (amount, unit) = age(now.as_millis() - at.as_millis());
        self.relative(-amount, unit)
    }

    /// `3m`, `20d`, `3y`: the age for narrow places.
    #[must_use]
    pub fn short_age(&self, at: Timestamp, now: Timestamp) -> String {
        let (amount, unit) = age((now.as_millis() - at.as_millis()).max(0));
        // The narrow forms of "month" and "minute" are the same letter in several languages.
        self.unit(amount, unit, if unit == "month" { "short" } else { "narrow" })
    }

    /// `27 min`, `2 hr`: a duration in milliseconds.
    #[must_use]
    pub fn duration(&self, millis: i64) -> String {
        let (amount, unit) = age(millis.max(0));
        self.unit(amount, unit, "short")
    }

    /// `95 sec`.
    #[must_use]
    pub fn seconds(&self, seconds: i64) -> String {
        self.unit(seconds, "second", "short")
    }

    /// `1,240`.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    pub fn count(&self, number: u64) -> String {
        self.number(number as f64)
    }

    /// `0.5`.
    #[must_use]
    pub fn number(&self, number: f64) -> String {
        self.apply("NumberFormat", &[], "format", &number.into()).unwrap_or_else(|| number.to_string())
    }

    /// `£18.00`; amount and code where the browser does not know the currency.
    #[must_use]
    pub fn money(&self, money: &Money) -> String {
        let options = [("style", "currency"), ("currency", money.currency.as_str())];
        // The text goes to `Intl` as it is: it formats decimal strings without loss.
        self.apply("NumberFormat", &options, "format", &money.value.as_str().into())
            .unwrap_or_else(|| format!("{} {}", money.value, money.currency))
    }

    /// `German` for `de`; the tag where the browser does not know it.
    #[must_use]
    pub fn language(&self, tag: &str) -> String {
        self.apply("DisplayNames", &[("type", "language")], "of", &tag.into())
            .unwrap_or_else(|| tag.to_owned())
    }

    /// `A, B and C`.
    #[must_use]
    pub fn list(&self, items: &[String]) -> String {
        let array: Array = items.iter().map(|item| JsValue::from_str(item)).collect();
        self.apply("ListFormat", &[], "format", &array).unwrap_or_else(|| items.join(", "))
    }

    /// `A, B, C`: parts that stand side by side.
    #[must_use]
    pub fn parts(&self, items: &[String]) -> String {
        let array: Array = items.iter().map(|item| JsValue::from_str(item)).collect();
        self.apply("ListFormat", &[("type", "unit"), ("style", "short")], "format", &array)
            .unwrap_or_else(|| items.join(", "))
    }

    /// The plural category of CLDR that the language puts this number in: `one`, `two`, `few`, `many`, `other`.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    pub fn plural_category(&self, number: u64) -> String {
        let category = self.apply("PluralRules", &[], "select", &(number as f64).into());
        category.unwrap_or_else(|| if number == 1 { "one" } else { "other" }.to_owned())
    }

    /// The category of the ordinal number, `3rd`: `one`, `two`, `few`, `many`, `other`.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    pub fn ordinal_category(&self, number: u64) -> String {
        let category = self.apply("PluralRules", &[("type", "ordinal")], "select", &(number as f64).into());
        category.unwrap_or_else(|| "other".to_owned())
    }

    fn date_time(&self, at: Timestamp, options: Options<'_>) -> String {
        self.apply("DateTimeFormat", options, "format", &date(at)).unwrap_or_else(|| at.to_string())
    }

    #[expect(clippy::cast_precision_loss, reason = "ages stay far below 2^53")]
    fn relative(&self, amount: i64, unit: &str) -> String {
        let made = self.made("RelativeTimeFormat", &[("numeric", "auto")], "format");
        made.and_then(|it| it.method.call2(&it.object, &(amount as f64).into(), &unit.into()).ok())
            .and_then(|text| text.as_string())
            .unwrap_or_else(|| format!("{amount} {unit}"))
    }

    #[expect(clippy::cast_precision_loss, reason = "ages stay far below 2^53")]
    fn unit(&self, amount: i64, unit: &str, display: &str) -> String {
        let options = [("style", "unit"), ("unit", unit), ("unitDisplay", display)];
        self.apply("NumberFormat", &options, "format", &(amount as f64).into())
            .unwrap_or_else(|| format!("{amount} {unit}"))
    }

    fn apply(&self, kind: &str, options: Options<'_>, name: &str, value: &JsValue) -> Option<String> {
        let made = self.made(kind, options, name)?;
        made.method.call1(&made.object, value).ok()?.as_string()
    }

    /// The `Intl` object, made on first use. `None` when the browser refuses these options.
    fn made(&self, kind: &str, options: Options<'_>, name: &str) -> Option<Made> {
        let mut hasher = DefaultHasher::new();
        (kind, options).hash(&mut hasher);
        let mut made = self.made.borrow_mut();
        let make = || {
            let object = self.make(kind, options)?;
            let method = Reflect::get(&object, &name.into()).ok()?.dyn_into().ok()?;
            Some(Made { object, method })
        };
        made.entry(hasher.finish()).or_insert_with(make).clone()
    }

    fn make(&self, kind: &str, options: Options<'_>) -> Option<JsValue> {
        let given = Object::new();
        for (name, value) in options {
            Reflect::set(&given, &(*name).into(), &(*value).into()).ok()?;
        }
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let constructor: Function = Reflect::get(&intl, &kind.into()).ok()?.dyn_into().ok()?;
        let with = |locale: JsValue| Reflect::construct(&constructor, &Array::of2(&locale, &given)).ok();
        // A tag that is not well-formed throws; the browser's own language is the answer then.
        self.locale.as_deref().and_then(|tag| with(tag.into())).or_else(|| with(JsValue::UNDEFINED))
    }
}

/// When the day began that was so many days before a moment, in the agent's time zone.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds of a valid date")]
pub fn start_of_day(at: Timestamp, days_before: u16) -> Timestamp {
    let date = date(at);
    date.set_hours(0);
    date.set_minutes(0);
    date.set_seconds(0);
    date.set_milliseconds(0);
    date.set_date(date.get_date().wrapping_sub(u32::from(days_before)));
    Timestamp::from_millis(date.get_time() as i64)
}

/// When a day began that is written as `2026-11-22`, in the agent's time zone. `None` for anything else.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds of a valid date")]
pub fn day_from_field(text: &str) -> Option<Timestamp> {
    let time = js_sys::Date::new(&format!("{text}T00:00:00").into()).get_time();
    (text.len() == 10 && time.is_finite()).then(|| Timestamp::from_millis(time as i64))
}

/// The day of a moment as `2026-11-22`, in the agent's time zone.
#[must_use]
pub fn day_for_field(at: Timestamp) -> String {
    let date = date(at);
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// The number of the day that it is in the agent's time zone, counted from 1970.
#[must_use]
pub fn day_number(at: Timestamp) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "minutes of a day, whole")]
    let west = date(at).get_timezone_offset() as i64;
    (at.as_millis() - west * MINUTE).div_euclid(DAY)
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of four-digit years stay below 2^53")]
fn date(at: Timestamp) -> js_sys::Date {
    js_sys::Date::new(&(at.as_millis() as f64).into())
}

/// The largest unit of which the duration holds at least one whole; minutes for what is shorter.
fn age(millis: i64) -> (i64, &'static str) {
    let units = [(365 * DAY, "year"), (30 * DAY, "month"), (DAY, "day"), (HOUR, "hour")];
    let fitting = units.iter().find(|(length, _)| millis.abs() >= *length);
    let (length, name) = fitting.copied().unwrap_or((MINUTE, "minute"));
    (millis / length, name)
}

#[cfg(test)]
mod tests {
    use super::{DAY, HOUR, MINUTE, age};

    #[test]
    fn ages_use_the_largest_whole_unit() {
        let check = |millis: i64, expected: (i64, &str)| assert_eq!(age(millis), expected, "{millis}");
        check(0, (0, "minute"));
        check(59 * MINUTE, (59, "minute"));
        check(90 * MINUTE, (1, "hour"));
        check(-2 * HOUR, (-2, "hour"));
        check(29 * DAY, (29, "day"));
        check(45 * DAY, (1, "month"));
        check(3 * 366 * DAY, (3, "year"));
    }
}
