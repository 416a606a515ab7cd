//! What somebody probably meant. Knows words, not what they are for.

/// How alike two words have to be: two letters of six may differ, or be the wrong way round.
const ALIKE: f64 = 0.65;

/// The known word that comes closest, when one is close.
pub(super) fn closest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let folded = word.to_ascii_lowercase();
    let alike = |known: &&'k str| {
        (strsim::normalized_damerau_levenshtein(&folded, &known.to_ascii_lowercase()), *known)
    };
    let best = known.iter().map(alike).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= ALIKE).then_some(best.1)
}

/// `: did you mean `label`?`, or the words there are.
pub(super) fn hint(word: &str, known: &[&str]) -> String {
    match closest(word, known) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("write one of {}", list(known)),
    }
}

/// `a, b or c`.
pub(super) fn list(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}
