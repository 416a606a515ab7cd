//! The body of an answer, in the pieces in which it came: whoever joined those of a long one would hold the page up.
//! Knows the browser's streams, and neither requests nor what the bytes say.

use std::{ops::Range, rc::Rc};

use js_sys::{Date, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response};

use crate::turns::{SLICE_MS, Turns};

/// All bytes of an answer. A clone shares them.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// Each with the number of bytes before it.
    pieces: Rc<Vec<(usize, Uint8Array)>>,
    size: usize,
}

impl PartialEq for Body {
    /// Whether both are the same answer.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.pieces, &other.pieces)
    }
}

impl Body {
    /// Reads it, in turns with the page.
    ///
    /// # Errors
    /// What the stream says when it breaks off.
    pub async fn read(response: &Response) -> Result<Self, JsValue> {
        let mut body = Self::default();
        let Some(reader) = reader(response) else { return Ok(body) };
        let turns = Turns::new()?;
        let mut until = Date::now() + SLICE_MS;
        while let Some(piece) = next_piece(&reader).await? {
            let before = body.size;
            body.size += piece.length() as usize;
            Rc::make_mut(&mut body.pieces).push((before, piece));
            if Date::now() >= until {
                turns.next().await;
                until = Date::now() + SLICE_MS;
            }
        }
        Ok(body)
    }

    /// How many bytes it has.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// Some of its bytes; those of the range that it has.
    #[must_use]
    pub fn bytes(&self, range: Range<usize>) -> Vec<u8> {
        let range = range.start.min(self.size)..range.end.min(self.size);
        let mut bytes = vec![0; range.len()];
        let (mut rest, mut at) = (&mut bytes[..], range.start);
        let first = self.pieces.partition_point(|(before, _)| *before <= at).saturating_sub(1);
        for (before, piece) in &self.pieces[first..] {
            let from = at - before;
            let count = rest.len().min(piece.length() as usize - from);
            let (part, others) = rest.split_at_mut(count);
            piece.subarray(from as u32, (from + count) as u32).copy_to(part);
            (rest, at) = (others, at + count);
            if rest.is_empty() {
                break;
            }
        }
        bytes
    }

    /// All of them.
    #[must_use]
    pub fn whole(&self) -> Vec<u8> {
        self.bytes(0..self.size)
    }
}

/// Reads what the answer brings as it comes; `None` when it has no body.
pub(crate) fn reader(response: &Response) -> Option<ReadableStreamDefaultReader> {
    response.body().map(|body| body.get_reader().unchecked_into())
}

/// The next bytes; `None` behind the last ones.
///
/// # Errors
/// What the stream says when it breaks off.
pub(crate) async fn next_piece(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, JsValue> {
    let next = JsFuture::from(reader.read()).await?;
    Ok(Reflect::get(&next, &"value".into())?.dyn_into().ok())
}
