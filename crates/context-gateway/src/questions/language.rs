//! Language tags (BCP 47): how they are written, and which one comes closest (RFC 4647, lookup).
//! Knows tags, not texts.

/// A tag and its more general ones: `zh-Hant-TW`, `zh-Hant`, `zh`.
pub(super) fn general(tag: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(tag), |tag| tag.rsplit_once('-').map(|(general, _)| general))
}

/// The language of those there are that comes closest to the one wanted, without regard to capitals.
pub(super) fn closest<'t>(wanted: &str, there: &[&'t str]) -> Option<&'t str> {
    general(wanted.trim())
        .find_map(|general| there.iter().copied().find(|tag| tag.eq_ignore_ascii_case(general)))
}

/// The usual written form of a tag, `de`, `pt-BR`, `zh-Hant-TW`; `None` when it is no tag.
pub(super) fn canonical(tag: &str) -> Option<String> {
    let mut parts = tag.split('-');
    let language = parts.next().filter(|it| (2..=3).contains(&it.len()) && is_letters(it))?;
    let mut written = language.to_ascii_lowercase();
    for part in parts {
        if !(1..=8).contains(&part.len()) || !part.chars().all(|letter| letter.is_ascii_alphanumeric()) {
            return None;
        }
        written.push('-');
        written.push_str(&subtag(part));
    }
    Some(written)
}

/// Scripts have a capital, regions are in capitals, everything else is small.
fn subtag(part: &str) -> String {
    match part.len() {
        2 if is_letters(part) => part.to_ascii_uppercase(),
        4 if is_letters(part) => part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase(),
        _ => part.to_ascii_lowercase(),
    }
}

fn is_letters(text: &str) -> bool {
    text.chars().all(|letter| letter.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::{canonical, closest};

    fn check_closest(wanted: &str, expected: Option<&str>) {
        assert_eq!(closest(wanted, &["en", "de", "pt-BR", "zh-Hant"]), expected, "{wanted}");
    }

    #[test]
    fn the_exact_one_then_the_more_general_ones() {
        check_closest("de", Some("de"));
        check_closest("de-AT", Some("de"));
        check_closest("DE-at-1996", Some("de"));
        check_closest("pt-br", Some("pt-BR"));
        check_closest("pt-PT", None);
        check_closest("zh-Hant-TW", Some("zh-Hant"));
        check_closest("zh", None);
        check_closest("", None);
    }

    fn check_canonical(tag: &str, expected: Option<&str>) {
        assert_eq!(canonical(tag).as_deref(), expected, "{tag}");
    }

    #[test]
    fn tags_have_one_form() {
        check_canonical("de", Some("de"));
        check_canonical("DE", Some("de"));
        check_canonical("pt-br", Some("pt-BR"));
        check_canonical("ZH-HANT-tw", Some("zh-Hant-TW"));
        check_canonical("es-419", Some("es-419"));
        for wrong in ["", "d", "deutsch", "de_AT", "de-", "d1", "de-toolongsubtag"] {
            check_canonical(wrong, None);
        }
    }
}
