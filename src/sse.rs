//! Reads server-sent events from bytes as they arrive, as the HTML standard lays down ("interpreting an event
//! stream"). Pure: it knows no network and nothing of what the events mean.

/// The longest event that is kept, in bytes; a longer one is dropped and reading goes on with the next.
const LONGEST_EVENT: usize = 4 * 1024 * 1024;

/// One event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerEvent {
    /// The `event:` line; empty when there was none.
    pub kind: String,
    /// The `data:` lines, joined by line feeds.
    pub data: String,
}

/// Puts events together out of chunks that may end anywhere, even within a character.
#[derive(Clone, Debug, Default)]
pub struct Parser {
    line: Vec<u8>,
    after_carriage_return: bool,
    started: bool,
    event: ServerEvent,
    has_data: bool,
    too_long: bool,
    /// An `id:` counts when its event is complete: a stream may break off in the middle of one.
    id: Option<String>,
    last_id: Option<String>,
    retry_ms: Option<u32>,
}

impl Parser {
    /// The events that the chunk completes.
    pub fn push(&mut self, chunk: &[u8]) -> Vec<ServerEvent> {
        let mut events = Vec::new();
        for &byte in chunk {
            let follows_carriage_return = std::mem::replace(&mut self.after_carriage_return, byte == b'\r');
            match byte {
                b'\n' if follows_carriage_return => {}
                b'\n' | b'\r' => events.extend(self.end_line()),
                _ => self.keep(byte),
            }
        }
        events
    }

    /// The last `id:` of a completed event, for `Last-Event-ID`.
    #[must_use]
    pub fn last_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// The server's `retry:` in milliseconds.
    #[must_use]
    pub fn retry_ms(&self) -> Option<u32> {
        self.retry_ms
    }

    fn keep(&mut self, byte: u8) {
        if self.line.len() + self.event.data.len() < LONGEST_EVENT {
            self.line.push(byte);
        } else {
            self.too_long = true;
        }
    }

    fn end_line(&mut self) -> Option<ServerEvent> {
        let bytes = std::mem::take(&mut self.line);
        let text = String::from_utf8_lossy(&bytes);
        let first = !std::mem::replace(&mut self.started, true);
        let line = if first { text.strip_prefix('\u{feff}').unwrap_or(&text) } else { &text };
        if line.is_empty() {
            return self.end_event();
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        self.field(field, value.strip_prefix(' ').unwrap_or(value));
        None
    }

    fn field(&mut self, field: &str, value: &str) {
        match field {
            "event" => value.clone_into(&mut self.event.kind),
            "data" => {
                if std::mem::replace(&mut self.has_data, true) {
                    self.event.data.push('\n');
                }
                self.event.data.push_str(value);
            }
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => self.retry_ms = value.parse().ok(),
            _ => {}
        }
    }

    fn end_event(&mut self) -> Option<ServerEvent> {
        if let Some(id) = self.id.take() {
            self.last_id = Some(id);
        }
        let event = std::mem::take(&mut self.event);
        let (has_data, too_long) = (std::mem::take(&mut self.has_data), std::mem::take(&mut self.too_long));
        (has_data && !too_long).then_some(event)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{LONGEST_EVENT, Parser, ServerEvent};

    fn read(text: &str) -> (Vec<(String, String)>, Parser) {
        let mut parser = Parser::default();
        let events = parser.push(text.as_bytes()).into_iter().map(|event| (event.kind, event.data)).collect();
        (events, parser)
    }

    fn check(text: &str, expect: &[(&str, &str)], last_id: Option<&str>) {
        let (events, parser) = read(text);
        let expect: Vec<_> =
            expect.iter().map(|(kind, data)| ((*kind).to_owned(), (*data).to_owned())).collect();
        assert_eq!(events, expect, "{text:?}");
        assert_eq!(parser.last_id(), last_id, "{text:?}");
    }

    #[test]
    fn reads_events_as_the_standard_says() {
        check("data: one\n\n", &[("", "one")], None);
        check("\u{feff}data: one\n\n", &[("", "one")], None);
        check("event: a\nid: 7\ndata: {\"x\":1}\n\n", &[("a", "{\"x\":1}")], Some("7"));
        check("data:one\ndata:  two\ndata\n\n", &[("", "one\n two\n")], None);
        check("data: a\r\n\r\ndata: b\r\rdata: c\n\n", &[("", "a"), ("", "b"), ("", "c")], None);
        check(": heartbeat\n\n: again\n\ndata: x\n\n", &[("", "x")], None);
        check("event: no data\nid: 3\n\n", &[], Some("3"));
        check("id: a\u{0}b\ndata: x\n\n", &[("", "x")], None);
        check("id: 8\ndata: whole\n\nid: 9\ndata: cut off\n", &[("", "whole")], Some("8"));
        check("event: a\n\ndata: x\n\n", &[("", "x")], None);
    }

    #[test]
    fn retry_is_digits_only() {
        assert_eq!(read("retry: 2500\n").1.retry_ms(), Some(2_500));
        assert_eq!(read("retry: soon\n").1.retry_ms(), None);
    }

    #[test]
    fn an_endless_event_is_dropped_and_the_next_one_read() {
        let mut parser = Parser::default();
        for _ in 0..=LONGEST_EVENT / 65_536 {
            assert_eq!(parser.push(&[b'x'; 65_536]), []);
        }
        let events = parser.push(b"\n\ndata: next\n\n");
        assert_eq!(events, [ServerEvent { kind: String::new(), data: "next".to_owned() }]);
    }

    proptest! {
        #[test]
        fn chunks_make_no_difference(
            lines in proptest::collection::vec("(data|id|event)?(: )?\\PC{0,6}", 0..12),
            ends in proptest::collection::vec(proptest::sample::select(vec!["\n", "\r\n", "\r", "\n\n"]), 12),
            size in 1usize..9,
        ) {
            let text: String = lines.iter().zip(ends).flat_map(|(line, end)| [line.clone(), end.to_owned()]).collect();
            let mut whole = Parser::default();
            let expect = whole.push(text.as_bytes());
            let mut parts = Parser::default();
            let events: Vec<_> = text.as_bytes().chunks(size).flat_map(|chunk| parts.push(chunk)).collect();
            prop_assert_eq!(events, expect);
            prop_assert_eq!(parts.last_id(), whole.last_id());
        }
    }
}
