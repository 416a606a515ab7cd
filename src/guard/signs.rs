//! The cues, ready to be looked for: what a word or an expression does where it stands. Knows no text.

use super::{
    cues, frames, handled,
    lists::{List, is_among, listed},
    moods::{Kind, Mood},
    words::{is_arabic, is_yours, stem},
};
use crate::order;

/// What an expression does to the words behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Ask,
    /// What the agent has not: no denial, but a request.
    Lack,
    Needless,
    Thanks,
    /// What the customer asked about.
    Topic,
    /// What nobody answers.
    Idle,
    Have,
    Modal,
    Offer,
    Break,
    Purpose,
    /// What neither asks nor ends: "is it fine if".
    Plain,
}

/// Words that do something together.
#[derive(Clone, Debug, PartialEq)]
struct Expression {
    parts: Vec<&'static str>,
    sign: Sign,
    /// Whether it does so at the beginning of a clause alone.
    opens: bool,
}

/// Words of a clause among which an expression still opens it: "and please", "so then".
const OPENING: usize = 2;

/// Words behind which "que" asks.
const BEFORE_QUE: &str = "a bajo en de con por sobre hasta desde y e o pues pero et mais";

/// Nouns that begin as verbs of "you" do in Arabic.
const NOUNS: &str = "تاريخ تلفون تليفون تفاصيل";

/// "It" and "them" at the end of a verb of Spanish.
const ENCLITICS: [&str; 12] =
    ["nosla", "noslo", "selo", "sela", "nos", "los", "las", "les", "lo", "la", "le", "te"];

/// The cues, ready to be looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cues {
    pub(super) function: List,
    pub(super) yours: List,
    pub(super) others: List,
    pub(super) of: List,
    pub(super) and: List,
    pub(super) or: List,
    pub(super) articles: List,
    pub(super) before_compounds: List,
    pub(super) negations: List,
    pub(super) giving: List,
    pub(super) yes_or_no: List,
    pub(super) copulas: List,
    people: List,
    pub(super) changed: List,
    pub(super) screens: List,
    pub(super) pronouns: List,
    /// Stems.
    pub(super) generic: List,
    pub(super) places: List,
    pub(super) received: List,
    pub(super) numbers: List,
    /// Stems.
    pub(super) numbered: List,
    pub(super) fillers: List,
    pub(super) inverted: List,
    pub(super) first: List,
    since: List,
    /// Stems.
    pub(super) new: List,
    pub(super) speaker: List,
    /// What may end a request.
    close: Vec<Vec<&'static str>>,
    aside: List,
    kinds: Vec<(&'static str, Kind)>,
    /// In the order of their first words.
    signs: Vec<Expression>,
}

impl Cues {
    pub(super) fn new() -> Self {
        let mut cues = Self {
            function: listed(cues::FUNCTION),
            yours: listed(cues::YOURS),
            others: listed(cues::OTHERS),
            of: listed(cues::OF),
            and: listed(cues::AND),
            or: listed(cues::OR),
            articles: listed(cues::ARTICLES),
            before_compounds: listed(cues::BEFORE_COMPOUNDS),
            negations: listed(cues::NEGATIONS),
            giving: listed(cues::GIVING),
            yes_or_no: listed(cues::YES_OR_NO),
            copulas: listed(cues::COPULAS),
            people: listed(frames::PEOPLE),
            changed: listed(handled::CHANGED),
            screens: listed(handled::SCREENS),
            pronouns: listed(frames::PRONOUNS),
            generic: cues::GENERIC.split_whitespace().map(stem).collect(),
            places: listed(frames::PLACES),
            received: listed(frames::RECEIVED),
            numbers: listed(cues::NUMBERS),
            numbered: cues::NUMBERED.split_whitespace().map(stem).collect(),
            fillers: listed(cues::FILLERS),
            inverted: listed(cues::INVERTED),
            first: listed(cues::WHAT_FIRST),
            since: listed(cues::SINCE),
            new: cues::NEW.split_whitespace().map(stem).collect(),
            speaker: listed(cues::SPEAKER),
            aside: listed(cues::ASIDE),
            ..Self::default()
        };
        cues.close = cues::CLOSE.split('|').map(|close| close.split(' ').collect()).collect();
        order::by_key(&mut cues.close, |close| close.last().copied());
        let kinds = [
            (cues::WHEN, Kind::When),
            (cues::WHERE, Kind::Where),
            (cues::WHY, Kind::Why),
            (cues::WHO, Kind::Who),
            (cues::MUCH, Kind::Much),
            (cues::WHAT, Kind::What),
            (cues::WHAT_FIRST, Kind::What),
        ];
        for (list, kind) in kinds {
            cues.kinds.extend(list.split_whitespace().map(|word| (word, kind)));
        }
        order::by(&mut cues.kinds, Ord::cmp);
        let signs = [
            (cues::ASK, Sign::Ask),
            (frames::TELL, Sign::Ask),
            (frames::LACK, Sign::Lack),
            (frames::NEEDLESS, Sign::Needless),
            (frames::THANKS, Sign::Thanks),
            (frames::RHETORICAL, Sign::Idle),
            (cues::HAVE, Sign::Have),
            (cues::MODAL, Sign::Modal),
            (cues::OFFER, Sign::Offer),
            (cues::BREAK, Sign::Break),
            (cues::TOPIC, Sign::Topic),
            (cues::PURPOSE, Sign::Purpose),
            (cues::PLAIN, Sign::Plain),
        ];
        for (list, sign) in signs {
            for expression in list.split('|') {
                let (opens, expression) =
                    expression.trim().strip_prefix("^ ").map_or((false, expression), |it| (true, it));
                let parts: Vec<_> = expression.split_whitespace().collect();
                cues.signs.push(Expression { parts, sign, opens });
            }
        }
        order::by_key(&mut cues.signs, |sign| sign.parts[0]);
        cues
    }

    /// The kind of thing that a word asks for at this place.
    pub(super) fn kind(&self, words: &[String], at: usize) -> Option<Kind> {
        let word = words.get(at)?.as_str();
        let kind = |word: &str| {
            let at = self.kinds.binary_search_by(|(it, _)| (*it).cmp(word)).ok()?;
            Some(self.kinds[at].1)
        };
        let found = kind(word)?;
        // "Y en qué trabaja".
        let joins = |at: &usize| is_among("y e et", &words[*at]);
        let and =
            if is_among("que como qui", word) { (at.saturating_sub(2)..at).rev().find(joins) } else { None };
        let first = and.map_or(0, |and| and + 1);
        // "Necesito que me diga" asks nothing by its "que".
        let leads = |lead: &str| kind(lead).is_none() && (word != "que" || is_among(BEFORE_QUE, lead));
        let begins = at == first || (at == first + 1 && leads(&words[first]));
        if !begins && self.first.contains(word) {
            return None;
        }
        let is_since = at > 0 && self.since.contains(words[at - 1].as_str());
        Some(if found == Kind::When && is_since { Kind::Since } else { found })
    }

    /// Whether a word says what a phrase is about, if this is the kind of thing that it asks for where it stands.
    pub(super) fn is_telling(&self, word: &str, kind: Option<Kind>) -> bool {
        kind.is_none_or(|kind| kind == Kind::What && matches!(word, "how" | "quoi"))
            && !self.function.contains(word)
    }

    /// The least that a clause has to do for a phrase: one that itself offers, or asks by yes or no, asks for no more.
    pub(super) fn least_mood(&self, phrase: &[String]) -> Mood {
        let gives = || phrase.iter().any(|word| self.giving.contains(word.as_str()));
        let asks_kind = (0..phrase.len()).any(|at| self.kind(phrase, at).is_some());
        // "Your account number" is the name of a thing.
        if phrase
            .first()
            .is_some_and(|word| self.yours.contains(word.as_str()) || self.articles.contains(word.as_str()))
            && !asks_kind
            && !phrase.iter().any(|word| self.copulas.contains(word.as_str()))
        {
            return Mood::Requests;
        }
        match self.sign(phrase, 0) {
            Some((Sign::Ask | Sign::Lack, _)) => Mood::Requests,
            Some((Sign::Modal, _)) if gives() => Mood::Requests,
            _ if asks_kind || self.ends_closed(phrase) => Mood::Requests,
            Some((Sign::Modal | Sign::Offer, _)) => Mood::Acts,
            _ => Mood::Asks,
        }
    }

    /// Whether a word names somebody else, one or several: "neighbours", "بجارتك".
    pub(super) fn is_person(&self, word: &str) -> bool {
        let is = |word: &str| self.people.contains(word);
        let several = || ["s", "es", "n", "en", "x"].iter().filter_map(|end| word.strip_suffix(end)).any(is);
        let led = || {
            let bare = word.strip_prefix(['و', 'ب', 'ل', 'ف']).unwrap_or(word);
            let owned = || bare.strip_suffix(['ه', 'ك', 'ا', 'م']).and_then(|it| it.strip_suffix(['ت', 'ه']));
            is(bare) || is(stem(bare)) || owned().is_some_and(is)
        };
        is(word) || if is_arabic(word) { led() } else { several() }
    }

    /// Whether these words deny something.
    pub(super) fn denies(&self, words: &[String]) -> bool {
        words.iter().any(|word| self.negations.contains(word.as_str()))
    }

    pub(super) fn ends_closed(&self, words: &[String]) -> bool {
        // "Ihre Telefonnummer bitte noch".
        let behind = words.iter().rev().take_while(|word| self.aside.contains(word.as_str()));
        let words = &words[..words.len() - behind.count()];
        let Some(last) = words.last().map(String::as_str) else { return false };
        let all = among(&self.close, last, |close| close.last().copied().unwrap_or_default());
        let ends = |close: &Vec<&str>| {
            words.len() > close.len() && words[words.len() - close.len()..].iter().eq(close.iter())
        };
        // With a verb of doing before it, it closes another request.
        let does = || self.sign(words, 0).is_some_and(|(sign, _)| sign != Sign::Have);
        all.iter().any(ends) && !does()
    }

    /// "Para ubicarlo", "pour vous envoyer".
    pub(super) fn is_purpose(words: &[String], at: usize) -> bool {
        let next = |more: usize| words.get(at + more).map_or("", String::as_str);
        let is = |word: &str, endings: &[&str]| {
            word.len() > 2 && endings.iter().any(|ending| word.ends_with(ending))
        };
        match words[at].as_str() {
            "para" => {
                let verb = ENCLITICS.iter().find_map(|end| next(1).strip_suffix(end)).unwrap_or(next(1));
                is(verb, &["ar", "er", "ir"])
            }
            "pour" => {
                is(next(1), &["er", "ir", "re"]) || (next(1) == "vous" && is(next(2), &["er", "ir", "re"]))
            }
            word => is_arabic_purpose(word),
        }
    }

    /// "ممكن تعيد تشغيل الراوتر" asks to do something and for no thing: nothing behind it is to be told.
    fn does(&self, words: &[String], at: usize) -> bool {
        let is_verb = |word: &String| word.starts_with('ت') && !is_yours(word) && !is_among(NOUNS, word);
        let gives = |at: usize| {
            let word = words[at].as_str();
            self.giving.contains(word) || is_among("لي لنا", word) || self.hands_over(words, at)
        };
        words[at] == "ممكن" && words.get(at + 1).is_some_and(is_verb) && !(at + 1..words.len()).any(gives)
    }

    /// The longest expression that these words have at this place, and how many it takes up.
    pub(super) fn sign(&self, words: &[String], at: usize) -> Option<(Sign, usize)> {
        let behind = words.get(at..)?;
        let all = among(&self.signs, behind.first()?, |sign| sign.parts[0]);
        let all = all.iter().filter(|it| !it.opens || at <= OPENING);
        let fitting = all.filter_map(|it| Some((it.parts.len(), it.sign, taken_up(&it.parts, behind)?)));
        let listed = fitting.max_by_key(|(parts, ..)| *parts).map(|(_, sign, taken)| (sign, taken));
        if self.does(words, at) && listed.is_some_and(|(_, taken)| taken == 1) {
            return Some((Sign::Modal, 1));
        }
        let told = || self.hands_over(words, at).then_some((Sign::Ask, 1));
        if matches!(listed, None | Some((Sign::Modal | Sign::Have, _))) { told().or(listed) } else { listed }
    }
}

/// "لفتح الحساب", "لمراجعة الطلب": the noun of a deed behind the letter for what it is done for.
fn is_arabic_purpose(word: &str) -> bool {
    let Some(deed) = word.strip_prefix('ل').filter(|deed| !deed.starts_with('ل')) else { return false };
    let letters = deed.chars().count();
    let last_but_one = deed.chars().rev().nth(1);
    let is = |first, inner, least, most| {
        deed.starts_with(first) && last_but_one == Some(inner) && (least..=most).contains(&letters)
    };
    is('ت', 'ي', 5, 5)
        || is('ا', 'ا', 5, 7)
        || (letters == 6 && deed.starts_with('م') && deed.ends_with('ه') && deed.chars().nth(2) == Some('ا'))
        || (letters == 5 && deed.starts_with('ا') && deed.ends_with('ه') && deed.chars().nth(2) == Some('ا'))
        || (letters <= LONGEST_DEED && is_among(DEEDS, deed))
}

/// Letters of those that have none of their own.
const LONGEST_DEED: usize = 5;

/// Nouns of deeds that have no letters of their own.
const DEEDS: &str = "فتح حجز فحص حل دفع سداد نقل بحث كشف صرف شحن حفظ ربط ضبط صيانه معرفه خدمه توصيل";

/// Other words that may stand where an expression leaves room.
const ROOM: usize = 3;

/// How many words an expression takes up at the beginning of these.
fn taken_up(parts: &[&str], words: &[String]) -> Option<usize> {
    let Some((part, behind)) = parts.split_first() else { return Some(0) };
    if *part == "~" {
        let mut rooms = 0..=ROOM.min(words.len());
        return rooms.find_map(|room| Some(room + taken_up(behind, &words[room..])?));
    }
    let (word, rest) = words.split_first()?;
    if part == word { Some(1 + taken_up(behind, rest)?) } else { None }
}

/// Those that this word stands for, in a list that is in the order of such words.
fn among<'a, T>(list: &'a [T], word: &str, word_of: impl Fn(&T) -> &'static str) -> &'a [T] {
    let from = list.partition_point(|it| word_of(it) < word);
    let to = list[from..].partition_point(|it| word_of(it) == word);
    &list[from..from + to]
}
