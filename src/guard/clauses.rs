//! Where a text asks: it falls into sentences and clauses, and each word is told whether it stands in a statement, in a
//! question of any sort or in a request for information. Knows no phrase.

use super::{
    cues,
    lists::is_among,
    moods::{Clause, Mood},
    sentences::{holds_value, is_one_of, sentences},
    signs::{Cues, Sign},
    spelling::words_of,
    words::is_arabic,
};

/// Words of what may stand behind a question with a comma: a name, "street and town".
const LONGEST_ASIDE: usize = 3;

/// Words of a frame that names what is asked as a reminder does: "me rappeler votre".
const REMINDER: usize = 3;

/// Words of a fragment.
const LONGEST_FRAGMENT: usize = 7;

/// Fillers before a spoken question.
const MOST_FILLERS: usize = 4;

/// Words of a sentence that asks for what was named before it: "what does it say?"
const LONGEST_ECHO: usize = 4;

/// Words of a way of doing something, of which several are offered.
const LONGEST_WAY: usize = 2;

/// Words that ask for a way.
const HOW: &str = "how way wie weg comment moyen como donde كيف";

/// Words that lead to what a question is about.
const ABOUT: &str = "pour para fur furs zur zum for";

/// Words that stand for it, or go on about it.
const ABOUT_IT: &str = "il elle ils elles er it they plutot mieux";

/// Words of what a question is about.
const LONGEST_TOPIC: usize = 5;

/// Words of an item of a list.
const LONGEST_ITEM: usize = 7;

impl Cues {
    /// The clauses of a text. A request reaches into the clauses that follow it in its sentence.
    pub(super) fn clauses(&self, text: &str) -> Vec<Clause> {
        sentences(text).into_iter().flat_map(|it| self.sentence(it.trim())).collect()
    }

    fn sentence(&self, sentence: &str) -> Vec<Clause> {
        let joined = without_stops(sentence);
        let mut parts: Vec<Vec<String>> = joined
            .split([',', '،', ':', '—', '–', '(', ')', '…'])
            .map(words_of)
            .filter(|words| !words.is_empty())
            .collect();
        let asks = sentence.ends_with(['?', '؟']);
        if holds_value(sentence)
            || (!asks && parts.first().is_some_and(|first| begins_so(first, cues::LATER)))
            || (parts.len() > 1 && parts.last().is_some_and(|last| is_one_of(last, cues::TAG)))
        {
            return vec![Clause::wall()];
        }
        // "¿Me lee, por favor, el código?" is one clause.
        let mut merged = false;
        while let Some(at) = (1..parts.len().max(2) - 1).find(|at| is_one_of(&parts[*at], cues::CLOSE)) {
            let behind = parts.remove(at + 1);
            parts.remove(at);
            merged = true;
            parts[at - 1].extend(behind);
        }
        self.join_topics(&mut parts);
        let ends_with =
            |parts: &[Vec<String>], list| parts.len() > 1 && is_one_of(&parts[parts.len() - 1], list);
        let echoed = ends_with(&parts, cues::ECHO);
        let ends_closed = echoed || ends_with(&parts, cues::CLOSE);
        let closed = ends_closed || merged;
        if ends_closed {
            parts.pop();
        }
        let unfinished = !asks && !sentence.ends_with(['.', '!', ';', '؛']);
        let mut clauses: Vec<Clause> = Vec::new();
        let first_words = parts.first().map_or(0, Vec::len);
        let count = parts.len();
        let mut asks_how = false;
        let listed = self.listed(&parts);
        let is_aside = parts.last().is_some_and(|last| last.len() <= LONGEST_ASIDE);
        let is_or = |word: &String| self.or.contains(word.as_str());
        let offers_options =
            asks && parts.len() > 1 && parts.last().is_some_and(|last| last.iter().any(is_or));
        for (at, words) in parts.into_iter().enumerate() {
            let is_last = at + 1 == count;
            let carried = clauses.last().map_or(Mood::States, Clause::carried);
            // "How would you like to pay: by card, direct debit or PayPal?" asks for none of them.
            let is_option =
                offers_options && carried < Mood::Demands && at > 0 && words.len() <= LONGEST_ITEM;
            // "How shall we reach you: text, e-mail, a call?"
            let is_way = asks_how && at > 0 && count > 2 && words.len() <= LONGEST_WAY;
            let place = Place {
                asks: asks && (is_last || at >= listed || (at + 2 == count && is_aside)),
                may_ask: asks || unfinished,
                closed: closed && (is_last || at >= listed),
                carried,
                echoed: echoed && is_last,
            };
            let questions = clauses.iter().any(|clause: &Clause| clause.kinds.iter().any(Option::is_some));
            asks_how |= count > 2 && words.iter().any(|word| is_among(HOW, word));
            clauses.push(if is_way || (is_option && (questions || first_words >= LONGEST_ASIDE)) {
                self.clause_of(words, Mood::Asks)
            } else {
                self.clause(words, &place)
            });
        }
        // "For the address, don't worry": what need not be told is no fragment of a request.
        if clauses.iter().any(|clause| clause.needless) {
            clauses.iter_mut().for_each(|clause| clause.is_fragment = false);
        }
        clauses
    }

    /// "For the delivery, which address?", "les voyants, ils sont de quelle couleur ?": what a question is about stands before
    /// it.
    fn join_topics(&self, parts: &mut Vec<Vec<String>>) {
        let mut at = 1;
        while at < parts.len() {
            if self.goes_on(&parts[at]) && self.is_topic(&parts[at - 1]) {
                let question = parts.remove(at);
                parts[at - 1].extend(question);
            } else {
                at += 1;
            }
        }
    }

    fn is_topic(&self, words: &[String]) -> bool {
        let leads = |word: &str| {
            is_among(ABOUT, word)
                || self.articles.contains(word)
                || self.yours.contains(word)
                || (is_arabic(word) && word.starts_with("ال"))
        };
        let first = words.iter().find(|word| !self.fillers.contains(word.as_str()));
        let asks = |at: usize| {
            (self.sign(words, at).is_some() && !is_among(ABOUT, &words[at])) || self.kind(words, at).is_some()
        };
        words.len() <= LONGEST_TOPIC && first.is_some_and(|word| leads(word)) && !(0..words.len()).any(asks)
    }

    /// Whether these words ask about what stands before them.
    fn goes_on(&self, words: &[String]) -> bool {
        let asks = |at: usize| self.kind(words, at).is_some() && !self.first.contains(words[at].as_str());
        is_among(ABOUT_IT, &words[0])
            || (0..words.len().min(2)).any(asks)
            || words.iter().any(|word| self.or.contains(word.as_str()))
    }

    /// Where the list begins that the last part ends: "name, date of birth and account number?"
    fn listed(&self, parts: &[Vec<String>]) -> usize {
        let is_item = |words: &Vec<String>| {
            words.len() <= LONGEST_ITEM
                && (0..words.len()).all(|at| self.sign(words, at).is_none() && self.kind(words, at).is_none())
        };
        if parts.len() < 2 || parts.last().is_none_or(|last| self.at_first(last) < Mood::Requests) {
            return parts.len();
        }
        parts.len() - parts.iter().rev().take_while(|words| is_item(words)).count()
    }

    fn clause(&self, words: Vec<String>, place: &Place) -> Clause {
        let mut mood = if place.asks || place.closed || self.ends_closed(&words) {
            self.at_first(&words)
        } else if place.may_ask && self.is_inverted(&words) {
            Mood::Asks
        } else {
            Mood::States
        };
        // What follows an offer belongs to it: "Möchten Sie, dass ich Sie anrufe?"
        mood = if place.carried == Mood::Acts { Mood::Acts } else { mood.max(place.carried) };
        // Where a statement or a condition begins.
        let (mut moods, mut end) = (Vec::with_capacity(words.len()), words.len());
        let (mut demands, mut questioned, mut wide, mut lacks, mut needless, mut signed, mut thanked) =
            (false, false, false, false, false, false, false);
        let mut kinds: Vec<_> = (0..words.len()).map(|at| self.kind(&words, at)).collect();
        let mut telling: Vec<_> =
            words.iter().zip(&kinds).map(|(word, kind)| self.is_telling(word, *kind)).collect();
        let mut framing = vec![false; words.len()];
        while moods.len() < words.len() {
            let at = moods.len();
            let may_ask = if thanked { place.asks } else { place.may_ask };
            let kind = kinds[at].is_some() && (may_ask || mood > Mood::States);
            let sign = self.sign(&words, at).filter(|_| !self.is_asked_by_others(&words, at));
            match sign {
                Some((Sign::Idle, _)) if at <= 1 => return self.clause_of(words, Mood::States),
                Some((Sign::Needless, _)) => needless = true,
                Some((Sign::Topic, _)) => (mood, end) = (Mood::States, end.min(at)),
                Some((Sign::Break, _)) if !questioned => (mood, end) = (Mood::States, end.min(at)),
                Some((Sign::Thanks, _)) if !questioned => {
                    (mood, end, thanked) = (Mood::States, end.min(at), true);
                }
                Some((Sign::Purpose, _)) if !place.asks || !questioned => {
                    (mood, end) = (Mood::States, end.min(at));
                }
                None if Self::is_purpose(&words, at) && !questioned => {
                    (mood, end) = (Mood::States, end.min(at));
                }
                Some((Sign::Ask, _)) => (mood, wide) = (Mood::Demands, wide || end > at),
                Some((Sign::Lack, _)) => (mood, wide, lacks) = (Mood::Demands, wide || end > at, true),
                Some((Sign::Have, _)) if place.may_ask => mood = mood.max(Mood::Requests),
                Some((Sign::Modal, _)) if mood < Mood::Requests || at == 0 => {
                    mood = self.modal(&words[at..], place, mood);
                    demands |= mood == Mood::Demands;
                }
                Some((Sign::Offer, _)) if !questioned => mood = Mood::Acts,
                _ => {}
            }
            if kind {
                (mood, questioned) = (mood.max(Mood::Requests), true);
            }
            // An expression counts as one: "may i have" does not say "i have".
            let taken = sign.map_or(1, |(_, length)| length);
            // "Gracias por confirmarme" asks for nothing.
            let is_thanks = thanked && sign.is_some_and(|(sign, _)| sign == Sign::Thanks);
            let taken = if is_thanks { (taken + 1).min(words.len() - at) } else { taken };
            if sign.is_some_and(|(sign, _)| sign == Sign::Ask) {
                // What stands in its room is what is asked for: "I'd need your e-mail sent".
                let is_yours = |word: &String| self.yours.contains(word.as_str());
                let own = words[at..at + taken].iter().position(is_yours).unwrap_or(taken);
                framing[at..at + own].fill(true);
                // "Me rappeler votre adresse" asks for no call.
                if taken == REMINDER {
                    telling[at..at + taken].fill(false);
                }
            }
            signed |= sign.is_some_and(|(sign, _)| sign != Sign::Modal);
            moods.resize(at + taken, mood);
        }
        // "You were born when?" asks by its end, and "votre numéro me serait utile" too.
        let least = if wide {
            Mood::Demands
        } else if questioned && place.may_ask && end == moods.len() {
            Mood::Requests
        } else {
            Mood::States
        };
        moods[..end].iter_mut().for_each(|mood| *mood = (*mood).max(least));
        // "Para ver por dónde va" asks for nothing.
        for at in end..words.len() {
            kinds[at] = kinds[at].filter(|_| moods[at] > Mood::States);
        }
        let denied = needless || (!place.echoed && !lacks && self.denies(&words));
        let is_verb = |word: &String| {
            let word = word.as_str();
            self.copulas.contains(word) || self.yes_or_no.contains(word) || self.speaker.contains(word)
        };
        let is_fragment =
            !signed && end == words.len() && words.len() <= LONGEST_FRAGMENT && !words.iter().any(is_verb);
        let is_pronoun = |word: &String| self.pronouns.contains(word.as_str());
        let doubled = words.windows(2).any(|pair| pair[0] == pair[1]);
        let names_it = doubled || words.iter().any(is_pronoun);
        let echoes = || questioned && words.len() <= LONGEST_ECHO && is_one_of(&words, cues::ECHO);
        let refers = !denied && (((wide || demands) && names_it) || echoes());
        Clause { words, kinds, moods, telling, denied, is_fragment, refers, needless, framing }
    }

    /// "The courier may ask you for your order number": who writes asks nothing.
    fn is_asked_by_others(&self, words: &[String], at: usize) -> bool {
        let asks = |word: &String| {
            self.speaker.contains(word.as_str())
                || is_among("to me us let and please d am just need must", word)
        };
        // "Shall I read it back to you": and what is offered is not asked.
        let offers = || {
            is_among("i ll me", &words[at - 1]) && is_among("read spell repeat send text copy", &words[at])
        };
        (at > 1 && is_among("ask asks asking asked", &words[at]) && !words[..at].iter().any(asks))
            || (at > 0 && offers())
    }

    /// A clause that is said in one mood.
    fn clause_of(&self, words: Vec<String>, mood: Mood) -> Clause {
        let moods = vec![mood; words.len()];
        let telling = words.iter().map(|word| self.is_telling(word, None)).collect();
        Clause {
            kinds: vec![None; words.len()],
            framing: vec![false; words.len()],
            telling,
            words,
            moods,
            ..Clause::wall()
        }
    }

    /// These words as a request in so many words.
    pub(super) fn requested(&self, words: Vec<String>) -> Clause {
        self.clause_of(words, Mood::Demands)
    }

    /// How a clause that ends with a question mark or "please" begins to ask.
    fn at_first(&self, words: &[String]) -> Mood {
        let first = words.first().is_some_and(|word| self.yes_or_no.contains(word.as_str()));
        // "Your name is Anna?" holds the answer, "and your name is?" does not.
        let inner = words.get(1..words.len().saturating_sub(1)).unwrap_or_default();
        let tells = inner.iter().any(|word| self.copulas.contains(word.as_str()));
        if first || tells { Mood::Asks } else { Mood::Requests }
    }

    /// Whether a clause without a question mark is a question all the same: "and are you the account holder".
    fn is_inverted(&self, words: &[String]) -> bool {
        let first = words.iter().position(|word| !self.fillers.contains(word.as_str()));
        let Some(first) = first.filter(|at| *at <= MOST_FILLERS) else { return false };
        let next = words.get(first + 1).map_or("", String::as_str);
        let asked =
            words.windows(2).any(|pair| pair[1] == "vous" && (pair[0].ends_with("ez") || pair[0] == "etes"));
        // "We only take card or direct debit."
        let is_speaker = self.speaker.contains(words[first].as_str());
        let asks_by_est =
            words.windows(3).any(|three| three[0] == "est" && three[1] == "ce" && three[2] == "que");
        self.inverted.contains(words[first].as_str())
            || (next == "sie" && words[first].ends_with("en"))
            || asked
            || asks_by_est
            || words[first] == "vous"
            || (!is_speaker && words.iter().skip(1).any(|word| self.or.contains(word.as_str())))
    }

    /// "Could you" asks for information when a word of giving follows, or nothing but the thing itself.
    fn modal(&self, words: &[String], place: &Place, mood: Mood) -> Mood {
        if words.iter().any(|word| self.giving.contains(word.as_str())) {
            return Mood::Demands;
        }
        let asks = place.may_ask || place.closed;
        if asks { Mood::Acts } else { mood }
    }
}

/// Endings in brackets, and a dash that is written short.
const STOPS: [(&str, &str); 5] = [("(e)", "e"), ("(s)", ""), ("(in)", "in"), (" - ", " — "), ("- ", "— ")];

/// Whether these words begin with one of some expressions.
fn begins_so(words: &[String], expressions: &str) -> bool {
    let said = words.join(" ");
    expressions
        .split('|')
        .any(|it| said.strip_prefix(it).is_some_and(|behind| behind.is_empty() || behind.starts_with(' ')))
}

/// A sentence without the marks at which nothing ends.
fn without_stops(sentence: &str) -> String {
    let mut joined = String::with_capacity(sentence.len());
    for part in sentence.split(", ") {
        let goes_on =
            |conjunction: &str| part.strip_prefix(conjunction).is_some_and(|it| it.starts_with(' '));
        if !joined.is_empty() {
            // German sets a comma where nothing ends.
            joined += if cues::JOINED.iter().any(|it| goes_on(it)) { " " } else { ", " };
        }
        joined += part;
    }
    for (stop, none) in STOPS {
        if joined.contains(stop) {
            joined = joined.replace(stop, none);
        }
    }
    joined
}

/// How a clause stands in its sentence.
struct Place {
    /// The question mark is its own.
    asks: bool,
    /// A question word asks in it.
    may_ask: bool,
    /// "Please" follows it.
    closed: bool,
    /// It is asked again: "I did not catch your number, could you repeat it?"
    echoed: bool,
    /// What the clause before it did.
    carried: Mood,
}
