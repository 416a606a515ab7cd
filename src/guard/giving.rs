//! Whether words ask that something be handed over to the person who writes: a verb of giving together with "me" or "us",
//! as each of the five languages puts them. Knows no question and no frame that is said in so many words.

use super::{lists::is_among, signs::Cues, words::is_arabic};

/// Words between a verb of giving and "me" in English: "copy out for us".
const NEAR: usize = 3;

/// Words between "mir" and the verb at the end of a clause of German.
const FAR: usize = 10;

/// How verbs of giving begin in Spanish, where "me" is written as one with them or stands before them.
const SPANISH: &str = "di da de diga dig dec indic indiqu facilit proporcion confirm pas envi mand escrib compart deletre dict regal \
    brind recuerd record repit repet lea lee leer anot apunt aclar coment cuent copi copie transcrib remit aport senal detall especif \
    precis inform hag haz hac pon pong peg pegu mencion suministr adjunt comuni ensen muestr describ explic expliqu concret regal convid";

/// What may follow the beginning of such a verb before "me": its endings, but those of the first person and of the past.
const SPANISH_ENDINGS: &str = "a e i as es an en ar er ir ame ase ase ara are aria era iera iese ria ra ras ga gas ria irnos rle ando iendo \
    ais eis ad ed id";

/// "Me" and "us" at the end of a verb of Spanish, with or without "it".
const ENCLITICS: [&str; 10] =
    ["melo", "mela", "melos", "melas", "noslo", "nosla", "noslos", "noslas", "me", "nos"];

/// Letters that verbs of giving have in Arabic, whatever person they stand in.
const ARABIC: &str = "زود زويد فيد فاد فدت خبر عطي عطا رسل ارسال بعت بعث كتب كتاب ذكر حدد تحديد وضح توضيح شارك واف حاط طلع اطلاع قول بين سمي اسمع \
    مل هجي قرا نسخ صور حول سجل ضيف ضاف رفق دخل تيح تاح جيب هات";

/// How "me" and "us" end a verb of Arabic that is no past of "we".
const ARABIC_ENDS: [&str; 7] = ["ني", "ونا", "تنا", "ونها", "يدنا", "ونيها", "ونيه"];

impl Cues {
    /// Whether a request to be told begins at this word.
    pub(super) fn hands_over(&self, words: &[String], at: usize) -> bool {
        let Some(word) = words.get(at).map(String::as_str) else { return false };
        let is_giving = |at: usize| words.get(at).is_some_and(|word| self.giving.contains(word.as_str()));
        let is = |at: usize, list: &[&str]| words.get(at).is_some_and(|word| list.contains(&word.as_str()));
        match word {
            "mir" | "uns" => (at + 1..words.len().min(at + FAR)).any(is_giving),
            "me" | "m" | "nous" => {
                let verb =
                    if is(at + 1, &["le", "la", "les", "l", "y", "en", "bien"]) { at + 2 } else { at + 1 };
                let is_request = words
                    .get(verb)
                    .is_some_and(|it| it.ends_with('r') || it.ends_with("re") || it.ends_with("ez"));
                let lets = is(verb, &["faire", "ferez", "fassiez"])
                    && is(verb + 1, &["connaitre", "parvenir", "savoir", "part", "suivre", "tenir"]);
                lets || (is_giving(verb) && is_request) || (word == "me" && is_spanish_verb(words.get(verb)))
            }
            "nos" => {
                let verb = if is(at + 1, &["lo", "la", "los", "las"]) { at + 2 } else { at + 1 };
                is_spanish_verb(words.get(verb))
            }
            _ if is_arabic(word) => is_arabic_request(word) || (is_giving(at) && is(at + 1, &["لي", "لنا"])),
            _ if is_enclitic(word) => true,
            _ => {
                // "Your full name for me" names a thing, and so does "a text from us".
                let is_thing = |word: &String| {
                    self.yours.contains(word) || self.articles.contains(word) || is_among("a an", word)
                };
                is_giving(at)
                    && !words[at.saturating_sub(2)..at].iter().any(is_thing)
                    && ((at + 1..=at + NEAR).any(|next| is(next, &["me", "us"]))
                        && !(at > 0 && is(at - 1, &["i", "we", "ll", "they", "he", "she"]))
                        || is(at + 1, &["sie", "moi"]))
            }
        }
    }
}

fn is_spanish_verb(word: Option<&String>) -> bool {
    let Some(word) = word else { return false };
    let begins = |begin: &&str| {
        word.strip_prefix(begin).is_some_and(|end| SPANISH_ENDINGS.split_whitespace().any(|it| it == end))
    };
    SPANISH.split_whitespace().any(|begin| begins(&begin))
}

/// "Indíquenos", "facilitarme".
fn is_enclitic(word: &str) -> bool {
    let verb = ENCLITICS.iter().find_map(|end| word.strip_suffix(end));
    verb.is_some_and(|verb| {
        SPANISH.split_whitespace().any(|begin| {
            verb.strip_prefix(begin)
                .is_some_and(|end| end.is_empty() || SPANISH_ENDINGS.split_whitespace().any(|it| it == end))
        })
    })
}

fn is_arabic_request(word: &str) -> bool {
    let is_ours = ARABIC_ENDS.iter().any(|end| word.ends_with(end))
        || (word.ends_with("نا") && word.starts_with(['ت', 'ب']) || word.ends_with("لي"));
    is_ours && word.chars().count() > 4 && ARABIC.split_whitespace().any(|root| word.contains(root))
}

#[cfg(test)]
mod tests {
    use super::Cues;
    use crate::guard::spelling::words_of;

    fn check(text: &str, expect: bool) {
        let (cues, words) = (Cues::new(), words_of(text));
        assert_eq!((0..words.len()).any(|at| cues.hands_over(&words, at)), expect, "{text}");
    }

    #[test]
    fn in_five_languages() {
        for asked in [
            "kindly furnish or send us your number",
            "if you would copy out for us what it says",
            "dass Sie uns die Nummer mitteilen",
            "hinterlassen Sie eine Nummer",
            "veuillez nous communiquer votre adresse",
            "merci de nous faire parvenir votre adresse",
            "le rogamos nos facilite su dirección",
            "¿podría indicarnos su dirección?",
            "pásamelo por aquí",
            "نرجو تزويدنا برقمكم",
            "تكتب لي رقمك",
        ] {
            check(asked, true);
        }
        for said in [
            "we will send you the number",
            "i told you the number",
            "wir senden Ihnen die Nummer",
            "nous vous communiquerons la date",
            "me envió el formulario",
            "la próxima semana hay menos plazas",
            "أرسلنا لكم الرقم",
        ] {
            check(said, false);
        }
    }
}
