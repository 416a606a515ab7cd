//! Between JSON, the browser's values and the contract's types.
//!
//! Text is read by `serde_json`: the way through `JSON.parse` and one call into JavaScript for every member takes 2.5
//! times as long (`cargo xtask bench datapath`). An object of the page becomes text first, which its own engine writes.
//! Knows no type of the contract and no request.

mod objects;

use js_sys::{JSON, JsString, RegExp, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use self::objects::Objects;

/// What was read is no JSON, or of another shape than was promised. It says no more: the text is a customer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// Reads the bytes of an answer, or of a part of one.
///
/// # Errors
/// When they are no JSON, or of another shape.
pub fn from_bytes<T: DeserializeOwned>(bytes: Vec<u8>) -> Result<T, Malformed> {
    match String::from_utf8(bytes) {
        Ok(text) => read(&text).or_else(|_| from_value(&parse(text.as_bytes())?)),
        Err(odd) => from_value(&parse(odd.as_bytes())?),
    }
}

/// Reads an object of the page, as far as JSON holds it: without functions, with dates as text.
///
/// # Errors
/// As [`from_bytes`], and when it contains itself.
pub fn from_value<T: DeserializeOwned>(value: &JsValue) -> Result<T, Malformed> {
    read_value(value, read)
}

/// Reads text that has nothing odd in it.
///
/// # Errors
/// As [`from_bytes`], and for what the browser would put right.
pub fn read<T: DeserializeOwned>(text: &str) -> serde_json::Result<T> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value = T::deserialize(Objects(&mut json))?;
    json.end().map(|()| value)
}

/// Reads an object of the page by a way of its own, which may be gone twice.
///
/// # Errors
/// As [`from_value`].
pub fn read_value<T>(value: &JsValue, by: impl Fn(&str) -> serde_json::Result<T>) -> Result<T, Malformed> {
    let text = JSON::stringify(value).map_err(|_| Malformed)?;
    // Of `undefined` no text is made, against its type.
    let text = text.as_string().ok_or(Malformed)?;
    by(&text).or_else(|_| by(&whole(&text))).map_err(|_| Malformed)
}

/// What the browser makes of a body, which reads some that `serde_json` refuses: whole numbers with a point, names
/// given twice, bytes that are no UTF-8.
///
/// # Errors
/// When it is no JSON.
pub fn parse(bytes: &[u8]) -> Result<JsValue, Malformed> {
    parse_text(&Decoder::new().decode(&Uint8Array::from(bytes))).map_err(|_| Malformed)
}

/// The value as the page's own object.
pub fn to_value(value: &impl Serialize) -> Option<JsValue> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).ok()
}

/// The value as text, written by the browser.
pub fn to_text(value: &impl Serialize) -> Option<String> {
    JSON::stringify(&to_value(value)?).ok()?.as_string()
}

/// The text with U+FFFD for every half of a surrogate pair, which a browser's strings may hold and Unicode does not: a
/// name that some system has cut within an emoji. The browser writes those alone as escapes.
fn whole(text: &str) -> String {
    let half = RegExp::new(r"(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}", "g");
    JsString::from(text).replace_by_pattern(&half, "$1\u{fffd}").into()
}

// As `js_sys` and `web_sys` have them, but for the text between them, which stays the browser's: it may be long.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = TextDecoder)]
    type Decoder;

    #[wasm_bindgen(constructor, js_class = "TextDecoder")]
    fn new() -> Decoder;

    #[wasm_bindgen(method)]
    fn decode(this: &Decoder, body: &Uint8Array) -> JsString;

    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    fn parse_text(text: &JsString) -> Result<JsValue, JsValue>;
}
