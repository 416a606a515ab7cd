//! Cursors: where a page ended, signed, so that a client can neither make one up nor use it elsewhere.
//! Knows places and filters, not pages.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::{
    error::Refusal,
    store::timeline::{Filter, Place},
};

/// Bytes of the signature; enough that guessing is hopeless, short enough for a URL.
const SIGNATURE: usize = 16;

/// Writes a place under a filter of a customer's timeline, for one department.
pub(super) fn write(key: &[u8], list: &[u8], place: &Place) -> String {
    let mut bytes = place.started_at.to_be_bytes().to_vec();
    bytes.extend_from_slice(place.id.as_bytes());
    let signature = sign(key, list, &bytes);
    bytes.extend_from_slice(&signature);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads it back.
pub(super) fn read(key: &[u8], list: &[u8], cursor: &str) -> Result<Place, Refusal> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| Refusal::InvalidCursor)?;
    let split = bytes.len().checked_sub(SIGNATURE).ok_or(Refusal::InvalidCursor)?;
    let (place, signature) = bytes.split_at(split);
    let mac = mac(key, list, place).ok_or(Refusal::InvalidCursor)?;
    mac.verify_truncated_left(signature).map_err(|_| Refusal::InvalidCursor)?;
    let (started_at, id) = place.split_first_chunk::<8>().ok_or(Refusal::InvalidCursor)?;
    let id = String::from_utf8(id.to_vec()).map_err(|_| Refusal::InvalidCursor)?;
    Ok(Place { started_at: i64::from_be_bytes(*started_at), id })
}

/// What a cursor belongs to: a customer, the reader's department and a filter.
pub(super) fn list(cid: i64, department: &str, filter: &Filter) -> Vec<u8> {
    Sha256::digest(format!("{cid}\n{department:?}\n{filter:?}")).to_vec()
}

fn sign(key: &[u8], list: &[u8], place: &[u8]) -> Vec<u8> {
    let full = mac(key, list, place).map(|mac| mac.finalize().into_bytes().to_vec());
    full.unwrap_or_default().into_iter().take(SIGNATURE).collect()
}

fn mac(key: &[u8], list: &[u8], place: &[u8]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(list);
    mac.update(place);
    Some(mac)
}

#[cfg(test)]
mod tests {
    use super::{list, read, write};
    use crate::store::timeline::{Filter, Place};

    #[test]
    fn comes_back_and_nothing_else_does() {
        let place = Place { started_at: -5, id: "zendesk:ticket:ü".into() };
        let here = list(1, "support", &Filter::default());
        let cursor = write(b"key", &here, &place);
        assert_eq!(read(b"key", &here, &cursor), Ok(place));
        let elsewhere = list(2, "support", &Filter::default());
        let filtered = list(1, "support", &Filter { search: Some("x".into()), ..Filter::default() });
        assert!(read(b"key", &elsewhere, &cursor).is_err());
        assert!(read(b"key", &filtered, &cursor).is_err());
        assert!(read(b"other", &here, &cursor).is_err());
        for wrong in ["", "AAAA", "not a cursor", &cursor[1..], &format!("{cursor}A")] {
            assert!(read(b"key", &here, wrong).is_err(), "{wrong}");
        }
    }
}
