//! Hidden rows and columns of an xlsb, by its records ([MS-XLSB] 2.1.4).

use std::collections::HashMap;

use super::Hidden;
use super::markup::{Archive, pairs, part_of, read_part};

/// Kinds of records.
mod kind {
    pub(super) const ROW: u32 = 0;
    pub(super) const COLUMNS: u32 = 60;
    pub(super) const SHEET: u32 = 156;
}

/// As much of a record as is looked at.
const LOOKED_AT: usize = 64;

/// Looks through the records of a sheet.
#[derive(Debug, Default)]
pub(in crate::read) struct Search {
    /// The start of a record that has not come whole.
    open: Vec<u8>,
    /// Bytes of a longer record that are still to come.
    to_skip: usize,
    hidden: Hidden,
}

impl Search {
    /// Takes the next piece.
    pub(super) fn feed(&mut self, piece: &[u8]) {
        let skipped = self.to_skip.min(piece.len());
        self.to_skip -= skipped;
        self.open.extend_from_slice(&piece[skipped..]);
        let open = std::mem::take(&mut self.open);
        let mut rest = &open[..];
        while let Some((kind, length, head)) = head(rest) {
            let end = head.saturating_add(length);
            if rest.len() < end.min(head + LOOKED_AT) {
                break;
            }
            self.record(kind, &rest[head..rest.len().min(end)]);
            self.to_skip = end.saturating_sub(rest.len());
            rest = &rest[rest.len().min(end)..];
        }
        self.open = rest.to_vec();
    }

    pub(super) fn found(self) -> Hidden {
        self.hidden
    }

    fn record(&mut self, kind: u32, body: &[u8]) {
        match kind {
            // fDyZero: no height.
            kind::ROW if body.get(11).is_some_and(|flags| flags & 0x10 != 0) => {
                self.hidden.add_rows(number(body, 0).unwrap_or(0), 1);
            }
            kind::COLUMNS if body.get(16).is_some_and(|flags| flags & 1 != 0) => {
                let [first, last] = [0, 4].map(|at| number(body, at).unwrap_or(0));
                self.hidden.add_columns(first, last);
            }
            _ => {}
        }
    }
}

/// From what parts hide to what sheets hide, by name.
pub(in crate::read) fn by_sheet(
    bytes: &[u8],
    by_part: &HashMap<String, Hidden>,
) -> HashMap<String, Hidden> {
    let Some(mut archive) = Archive::of(bytes).filter(|_| !by_part.is_empty()) else {
        return HashMap::new();
    };
    let rels = read_part(&mut archive, "xl/_rels/workbook.bin.rels").unwrap_or_default();
    let places: HashMap<_, _> = pairs(
        &String::from_utf8_lossy(&rels),
        "Relationship",
        ["Id", "Target"],
    )
    .into_iter()
    .collect();
    let book = read_part(&mut archive, "xl/workbook.bin").unwrap_or_default();
    let mut rest = &book[..];
    let mut hidden = HashMap::new();
    while let Some((kind, length, head)) = head(rest) {
        let Some(body) = rest.get(head..head.saturating_add(length)) else {
            break;
        };
        rest = &rest[head + length..];
        if kind == kind::SHEET
            && let Some((id, after)) = wide(body.get(8..).unwrap_or_default())
            && let Some((name, _)) = wide(after)
            && let Some(of_part) = places
                .get(&id)
                .and_then(|place| by_part.get(&part_of(place)))
        {
            hidden.insert(name, of_part.clone());
        }
    }
    hidden
}

/// The kind and the length of a record and how many bytes say so: seven bits in each but the last.
fn head(bytes: &[u8]) -> Option<(u32, usize, usize)> {
    let (kind, after_kind) = sevens(bytes, 2)?;
    let (length, after_length) = sevens(&bytes[after_kind..], 4)?;
    Some((kind, length as usize, after_kind + after_length))
}

fn sevens(bytes: &[u8], most: usize) -> Option<(u32, usize)> {
    let mut value = 0;
    for (at, byte) in bytes.iter().take(most).enumerate() {
        value |= u32::from(byte & 0x7F) << (7 * at);
        if byte & 0x80 == 0 || at + 1 == most {
            return Some((value, at + 1));
        }
    }
    None
}

/// A text with its length before it, and what follows.
fn wide(bytes: &[u8]) -> Option<(String, &[u8])> {
    let length = number(bytes, 0)? as usize;
    let (text, rest) = bytes[4..].split_at_checked(length.checked_mul(2)?)?;
    let units = text
        .as_chunks()
        .0
        .iter()
        .map(|unit| u16::from_le_bytes(*unit));
    let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    Some((text.collect(), rest))
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*four))
}
