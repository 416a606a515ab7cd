//! Durations as operators write them: `180d`, `12h`. Knows no moments.

/// The longest duration that means anything: a hundred years, in seconds.
const LONGEST: i64 = 36_525 * 24 * 60 * 60;

/// Seconds of a duration, or what is wrong with it.
pub(super) fn seconds(text: &str) -> Result<i64, String> {
    let unreadable = || {
        format!("`{text}` is no duration: write a whole number and m, h, d or w, as in \"180d\" or \"12h\"")
    };
    let unit = text.chars().last().ok_or_else(unreadable)?;
    let (number, seconds) = match unit {
        'm' => (&text[..text.len() - 1], 60),
        'h' => (&text[..text.len() - 1], 60 * 60),
        'd' => (&text[..text.len() - 1], 24 * 60 * 60),
        'w' => (&text[..text.len() - 1], 7 * 24 * 60 * 60),
        _ => return Err(unreadable()),
    };
    if number.is_empty() || !number.chars().all(|letter| letter.is_ascii_digit()) {
        return Err(unreadable());
    }
    match number.parse::<i64>().ok().and_then(|number| number.checked_mul(seconds)) {
        Some(0) => {
            Err(format!("`{text}` would be stale at once: write a longer time, or leave it out for never"))
        }
        Some(seconds) if seconds <= LONGEST => Ok(seconds),
        _ => Err(format!("`{text}` is more than a hundred years: leave it out for never")),
    }
}

#[cfg(test)]
mod tests {
    use super::seconds;

    fn check(text: &str, expected: Result<i64, &str>) {
        let result = seconds(text);
        match expected {
            Ok(seconds) => assert_eq!(result, Ok(seconds), "{text}"),
            Err(part) => assert!(result.as_ref().is_err_and(|it| it.contains(part)), "{text}: {result:?}"),
        }
    }

    #[test]
    fn reads_numbers_with_a_unit() {
        check("30m", Ok(1800));
        check("12h", Ok(43_200));
        check("180d", Ok(15_552_000));
        check("2w", Ok(1_209_600));
        check("0d", Err("stale at once"));
        for wrong in ["", "d", "180", "180 d", "-1d", "1.5d", "180 days", "P180D", "١d", "180é"] {
            check(wrong, Err("is no duration"));
        }
        check("36526d", Err("hundred years"));
        check("99999999999999999999d", Err("hundred years"));
    }
}
