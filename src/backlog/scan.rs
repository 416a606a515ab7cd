//! Finds the interactions of a long answer in its bytes without reading them, so that they can be read a few at a time.
//! Pure; it knows where `interactions.items` lies in a context and how JSON (RFC 8259) is nested, nothing else of either.
//!
//! It finds nothing rather than the wrong thing: an answer that is nested in another way, or names a member twice, is
//! for the reader of whole answers.

use std::ops::Range;

/// The element of the list at which the rest begins, and how many there are in a go of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    pub(super) first: usize,
    pub(super) go: usize,
}

/// Where the rest of the list lies. All places are bytes of the answer.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    /// What is to be left out, so that an answer with the first elements alone remains.
    pub(super) rest: Range<usize>,
    /// Where each go begins, and where the last one ends.
    pub(super) bounds: Vec<usize>,
    /// How many elements the whole list has.
    pub(super) count: usize,
}

/// How deep the members of the list's page lie, and its elements.
const MEMBERS: usize = 2;
const ELEMENTS: usize = 3;

/// No name that is looked for is longer.
const LONGEST_NAME: usize = 16;

/// What the scanner is in.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Within {
    Before,
    Page,
    List,
    Behind,
}

/// Goes through an answer, piece by piece.
#[derive(Debug)]
pub(super) struct Scan {
    cut: Cut,
    at: usize,
    depth: usize,
    within: Within,
    /// Inside of a text, and behind a backslash in it.
    text: bool,
    escaped: bool,
    /// The last byte outside of texts that is no space.
    before: u8,
    /// What the last text on the way to the list said.
    name: Vec<u8>,
    rest: Option<Range<usize>>,
    bounds: Vec<usize>,
    count: usize,
    odd: bool,
}

impl Scan {
    pub(super) fn new(cut: Cut) -> Self {
        Self {
            cut,
            at: 0,
            depth: 0,
            within: Within::Before,
            text: false,
            escaped: false,
            before: 0,
            name: Vec::new(),
            rest: None,
            bounds: Vec::new(),
            count: 0,
            odd: false,
        }
    }

    /// Takes the next bytes.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some(byte) = rest.first() {
            let taken = if self.text { self.in_text(rest) } else { self.outside(*byte) };
            rest = &rest[taken..];
            self.at += taken;
        }
    }

    /// What was found, when the list is longer than what is to be read at once.
    pub(super) fn finish(self) -> Option<Found> {
        let closed = self.depth == 0 && !self.text && !self.odd;
        let rest = self.rest.filter(|rest| closed && rest.end > 0)?;
        Some(Found { rest, bounds: self.bounds, count: self.count })
    }

    fn in_text(&mut self, bytes: &[u8]) -> usize {
        if self.escaped {
            self.escaped = false;
            return 1;
        }
        let run = bytes.iter().position(|byte| matches!(byte, b'"' | b'\\')).unwrap_or(bytes.len());
        if self.depth <= MEMBERS && self.name.len() < LONGEST_NAME {
            self.name.extend(bytes.iter().take(run.min(LONGEST_NAME)));
        }
        match bytes.get(run) {
            Some(b'"') => self.text = false,
            Some(_) => {
                self.escaped = true;
                // A name that is written in another way is not looked for.
                self.name.push(b'\\');
            }
            None => return run,
        }
        run + 1
    }

    fn outside(&mut self, byte: u8) -> usize {
        if byte.is_ascii_whitespace() {
            return 1;
        }
        if self.within == Within::List && self.depth == ELEMENTS && matches!(self.before, b'[' | b',') {
            self.begin_element(byte);
        }
        match byte {
            b'"' => {
                self.text = true;
                if self.depth <= MEMBERS {
                    self.name.clear();
                }
            }
            b'{' | b'[' => self.open(byte),
            b'}' | b']' => self.close(),
            b',' if self.within == Within::List && self.depth == ELEMENTS && self.count == self.cut.first => {
                self.odd |= self.rest.is_some();
                self.rest = Some(self.at..0);
            }
            _ => {}
        }
        self.before = byte;
        1
    }

    fn begin_element(&mut self, byte: u8) {
        if byte == b']' {
            return;
        }
        if self.count >= self.cut.first && (self.count - self.cut.first).is_multiple_of(self.cut.go) {
            self.bounds.push(self.at);
        }
        self.count += 1;
    }

    fn open(&mut self, byte: u8) {
        let named = |name: &[u8]| self.before == b':' && self.name == name;
        match (self.depth, byte) {
            (0, _) => self.odd |= byte != b'{' || self.before != 0,
            (1, b'{') if named(b"interactions") => {
                self.odd |= self.within != Within::Before;
                self.within = Within::Page;
            }
            (MEMBERS, b'[') if self.within == Within::Page && named(b"items") => {
                self.odd |= self.count > 0;
                self.within = Within::List;
            }
            _ => {}
        }
        self.depth += 1;
    }

    fn close(&mut self) {
        let Some(depth) = self.depth.checked_sub(1) else {
            self.odd = true;
            return;
        };
        self.depth = depth;
        match (self.within, depth) {
            (Within::List, MEMBERS) => {
                self.within = Within::Page;
                if let Some(rest) = &mut self.rest {
                    rest.end = self.at;
                    self.bounds.push(self.at);
                }
            }
            (Within::Page, 1) => self.within = Within::Behind,
            _ => {}
        }
    }
}

/// The elements of one go, as a list of its own.
pub(super) fn list_of(go: &[u8]) -> Vec<u8> {
    let go = go.trim_ascii_end();
    let go = go.strip_suffix(b",").unwrap_or(go);
    [b"[", go, b"]"].concat()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{Cut, Found, Scan, list_of};

    const CUT: Cut = Cut { first: 3, go: 2 };

    fn found(text: &str, piece: usize) -> Option<Found> {
        let mut scan = Scan::new(CUT);
        text.as_bytes().chunks(piece).for_each(|piece| scan.push(piece));
        scan.finish()
    }

    /// The answer without the rest, and the rest.
    fn parts(text: &str, found: &Found) -> (Value, Vec<Value>) {
        let bytes = text.as_bytes();
        let head = [&bytes[..found.rest.start], &bytes[found.rest.end..]].concat();
        let goes = found.bounds.windows(2).map(|go| list_of(&bytes[go[0]..go[1]]));
        let rest = goes.flat_map(|go| serde_json::from_slice::<Vec<Value>>(&go).unwrap());
        (serde_json::from_slice(&head).unwrap(), rest.collect())
    }

    fn answer(items: &[Value]) -> Value {
        json!({"customerId": "c", "profile": {"items": [1, 2, 3, 4, 5], "interactions": {"items": [1, 2, 3, 4]}},
            "interactions": {"page": {"items": [9, 8, 7, 6]}, "items": items, "total": {"value": 7}}, "notes": ["items"]})
    }

    fn arb_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            "[a-z\\\\\"{}\\[\\],:é\u{0}-\u{1f} ]{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 16, 4, |inner| {
            let names =
                prop_oneof![Just("items".to_owned()), Just("interactions".to_owned()), "[a\"\\\\]{0,3}"];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(names, inner, 0..4).prop_map(|it| it.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_moves(
            items in prop::collection::vec(arb_value(), 0..12), pretty: bool, piece in 1usize..60,
        ) {
            let whole = answer(&items);
            let text = if pretty { serde_json::to_string_pretty(&whole) } else { serde_json::to_string(&whole) }.unwrap();
            match found(&text, piece) {
                None => prop_assert!(items.len() <= CUT.first),
                Some(found) => {
                    let (head, rest) = parts(&text, &found);
                    prop_assert_eq!(head, answer(&items[..CUT.first]));
                    prop_assert_eq!(&rest, &items[CUT.first..]);
                    prop_assert_eq!(found.count, items.len());
                }
            }
        }

        #[test]
        fn whatever_it_says_of_odd_bytes_lies_within_them(
            text in "(\\{\"interactions\":\\{\"items\":\\[)?[1,\\[\\]{}:\" a\\\\]{0,60}(\\]\\}\\})?", piece in 1usize..9,
        ) {
            if let Some(found) = found(&text, piece) {
                prop_assert!(found.rest.start <= found.rest.end && found.rest.end <= text.len());
                prop_assert!(found.bounds.is_sorted() && found.bounds.iter().all(|at| *at <= text.len()));
            }
        }
    }

    #[test]
    fn what_could_be_meant_in_two_ways_is_left_to_others() {
        let list = "\"items\":[1,2,3,4,5]";
        let page = format!("\"interactions\":{{{list}}}");
        assert!(found(&format!("{{{page}}}"), 1).is_some());
        for odd in [
            format!("{{{page},{page}}}"),
            format!("{{\"interactions\":{{{list},{list}}}}}"),
            format!("[{{{page}}}]"),
            format!("{{\"interactions\":[{{{list}}}]}}"),
            format!("{{\"\\u0069nteractions\":{{{list}}}}}"),
            format!("{{{page}}}}}"),
            format!("{{{page}}}{{}}"),
            format!("{{{page}"),
        ] {
            assert_eq!(found(&odd, 3), None, "{odd}");
        }
    }
}
