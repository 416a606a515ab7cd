//! How a text falls into words, each in one spelling: without accents, written out, signs as words. Knows no meaning.

use crate::search::folded;

/// The words of a text, folded.
pub(super) fn words_of(text: &str) -> Vec<String> {
    let mut folded = folded(&spelt(text));
    for (said, alike) in ALIKE {
        if folded.contains(said) {
            folded = folded.replace(said, alike);
        }
    }
    let words = folded.split(' ').filter(|word| !word.is_empty());
    let mut all: Vec<String> = Vec::new();
    for word in words {
        // "And" is one letter before the word in Arabic.
        let joined = word.strip_prefix(['و', 'ف']).filter(|rest| AFTER_AND.split(' ').any(|it| it == *rest));
        if joined.is_some() {
            all.push("و".to_owned());
        }
        let word = joined.unwrap_or(word);
        let last = all.last_mut();
        let word = match (word, last) {
            ("no" | "nr", Some(last)) if is_numbered(last) => "number",
            ("nr", Some(last)) if last == "re" || last == "rg" => {
                "rechnungs".clone_into(last);
                "nummer"
            }
            ("nr", Some(last)) if last == "best" => {
                "bestell".clone_into(last);
                "nummer"
            }
            ("plz", Some(last))
                if matches!(last.as_str(), "die" | "ihre" | "ihrer" | "der" | "deine" | "und") =>
            {
                word
            }
            _ => written_out(word),
        };
        all.push(word.replace("telephon", "telefon"));
    }
    all
}

/// What is written in two words or in one, and what is said in two ways.
const ALIKE: [(&str, &str); 8] = [
    (" to hand ", " handy "),
    (" e mail", " email"),
    (" wi fi", " wifi"),
    (" de vez en cuando ", " a veces "),
    (" s n ", " sn "),
    (" por quee ", " porquee "),
    (" para quee ", " paraquee "),
    // "As it is", and no telephone.
    (" tel qu", " comme qu"),
];

/// A text with one letter for those that are written for each other, and with words for signs.
fn spelt(text: &str) -> String {
    let mut spelt = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let ends = || !text[at + letter.len_utf8()..].starts_with(char::is_alphabetic);
        match letter {
            // Without its accent it would be another word: "where" and "or", "why" and "because".
            'ù' | 'Ù' => spelt.push_str("uh"),
            'é' if spelt.ends_with("or qu") || spelt.ends_with("ara qu") => spelt.push_str("ee"),
            // "Born" is no "not".
            'é' if matches!(spelt.rsplit(' ').next(), Some("n" | "N")) && ends() => spelt.push_str("ee"),
            '°' | 'º' => spelt.push_str("umero "),
            '#' => spelt.push_str(" number "),
            '№' => spelt.push_str("numero "),
            // The dash that stretches a word of Arabic.
            'ـ' => {}
            'ة' => spelt.push('ه'),
            'ى' => spelt.push('ي'),
            other => spelt.push(other),
        }
    }
    spelt
}

/// Words of Arabic that ask or lead, from which an "and" before them is taken off.
const AFTER_AND: &str = "من متي امتي كم كام كيف اين وين فين ما هل اي علي في شو ايش وش رقم اسم تاريخ عنوان باي لماذا ليش ليه حضرتك مين احتاج نحتاج نرجو نامل نود نلتمس اريد نريد ابغي محتاج محتاجين لازم ممكن ارجو يرجي";

/// Whether "no" behind this word of English is a number.
fn is_numbered(word: &str) -> bool {
    const NUMBERED: &str = " account order invoice bill phone telephone mobile cell serial ticket case reference customer client contact policy membership member card tax vat booking tracking model contract whatsapp meter complaint loyalty ";
    NUMBERED.contains(&format!(" {word} "))
}

/// What is written short in chats or slips in the words that ask, written out; in the order of its letters.
const SHORT: [(&str, &str); 65] = [
    ("acc", "account"),
    ("acct", "account"),
    ("addy", "address"),
    ("adn", "and"),
    ("bday", "birthday"),
    ("cel", "celular"),
    ("curent", "current"),
    ("curret", "current"),
    ("cust", "customer"),
    ("dont", "don"),
    ("ful", "full"),
    ("geb", "geburts"),
    ("hte", "the"),
    ("ihne", "ihnen"),
    ("inv", "invoice"),
    ("k", "que"),
    ("kd", "kunden"),
    ("ke", "que"),
    ("kel", "quel"),
    ("koi", "quoi"),
    ("kual", "cual"),
    ("mob", "mobile"),
    ("nbr", "number"),
    ("nohc", "noch"),
    ("nr", "nummer"),
    ("nro", "numero"),
    ("num", "numero"),
    ("pls", "please"),
    ("plse", "please"),
    ("plz", "please"),
    ("q", "que"),
    ("qaund", "quand"),
    ("qd", "quand"),
    ("qeulle", "quelle"),
    ("quele", "quelle"),
    ("ref", "reference"),
    ("teh", "the"),
    ("tel", "telefon"),
    ("telf", "telefono"),
    ("tfno", "telefono"),
    ("thats", "that"),
    ("tlf", "telefono"),
    ("u", "you"),
    ("ur", "your"),
    ("vn", "von"),
    ("votr", "votre"),
    ("vs", "vous"),
    ("vtre", "votre"),
    ("waht", "what"),
    ("wan", "wann"),
    ("wat", "what"),
    ("wats", "what"),
    ("whats", "what"),
    ("whcih", "which"),
    ("wher", "where"),
    ("wich", "which"),
    ("wihch", "which"),
    ("wot", "what"),
    ("xq", "porquee"),
    ("yer", "your"),
    ("yoru", "your"),
    ("yr", "your"),
    ("yuor", "your"),
    ("ماهو", "ما"),
    ("متا", "متي"),
];

fn written_out(word: &str) -> &str {
    let found = SHORT.binary_search_by(|(short, _)| (*short).cmp(word));
    found.map_or(word, |at| SHORT[at].1)
}

#[cfg(test)]
mod tests {
    use super::{SHORT, words_of};

    #[test]
    fn short_words_stand_in_order() {
        assert!(SHORT.is_sorted());
        assert!(SHORT.iter().all(|(short, long)| words_of(short) == [*long]));
    }

    #[test]
    fn born_is_no_denial() {
        assert_eq!(words_of("Né le, je ne sais"), ["nee", "le", "je", "ne", "sais"]);
    }
}
