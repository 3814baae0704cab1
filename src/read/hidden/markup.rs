//! Hidden rows and columns of an xlsx; the parser of its cells doesn't tell.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Hidden;
use crate::read::limits;
use crate::read::markup::{Piece, Pieces, attribute, unescaped};

/// Looks for hidden rows and columns in the markup of a sheet, which may come in pieces.
#[derive(Debug, Default)]
pub(in crate::read) struct Search {
    /// The start of the sheet, which says what its columns are like.
    start: Vec<u8>,
    /// What has come and may be the start of a tag.
    open: Vec<u8>,
    /// The row before, from 1.
    row: u32,
    has_merges: bool,
    hidden: Hidden,
}

/// Columns are told of before the first cell; the start of a sheet is not longer.
const START: usize = 64 << 10;

/// What the tag of every merged area holds, whatever stands before it.
const MERGE: &[u8] = b"mergeCell";

/// How the tag of a row begins.
const ROW: &[u8] = b"<row";

/// No tag of a row is longer.
const LONGEST_TAG: usize = 4096;

impl Search {
    /// Takes the next piece.
    pub(super) fn feed(&mut self, piece: &[u8]) {
        let room = START.saturating_sub(self.start.len());
        self.start
            .extend_from_slice(&piece[..piece.len().min(room)]);
        let mut open = std::mem::take(&mut self.open);
        let bytes = match open.is_empty() {
            true => piece,
            false => {
                open.extend_from_slice(piece);
                &open
            }
        };
        self.has_merges |= memchr::memmem::find(bytes, MERGE).is_some();
        let mut rest = bytes;
        while let Some(at) = memchr::memmem::find(rest, ROW) {
            rest = &rest[at..];
            let Some(end) = memchr::memchr(b'>', rest) else {
                break;
            };
            self.tag(&rest[ROW.len()..end]);
            rest = &rest[end..];
        }
        let kept = match rest.starts_with(ROW) {
            true => rest.len(),
            // The tag may have begun with the last bytes.
            false => rest.len().min(MERGE.len() - 1),
        };
        self.open = match kept <= LONGEST_TAG {
            true => rest[rest.len() - kept..].to_vec(),
            false => Vec::new(),
        };
    }

    /// The rows and columns found.
    pub(super) fn found(mut self) -> Hidden {
        self.columns();
        self.hidden.is_unmerged = !self.has_merges;
        self.hidden
    }

    fn columns(&mut self) {
        let start = String::from_utf8_lossy(&self.start);
        let columns = start
            .split_once("<sheetData")
            .map_or(&*start, |(start, _)| start);
        let numbers = |attributes: &str| {
            let number = |name| {
                attribute(attributes, name)?
                    .parse::<u32>()
                    .ok()?
                    .checked_sub(1)
            };
            Some((number("min")?, number("max")?))
        };
        for piece in Pieces::new(columns) {
            if let Piece::Open(name, attributes) = piece
                && name.rsplit(':').next() == Some("col")
                && is_hidden(attributes)
                && let Some((first, last)) = numbers(attributes)
            {
                self.hidden.add_columns(first, last);
            }
        }
    }

    fn tag(&mut self, attributes: &[u8]) {
        if attributes
            .first()
            .is_some_and(|byte| !byte.is_ascii_whitespace())
        {
            // The name of another tag begins the same, or the row is empty (`<row/>`).
            self.row = self.row.saturating_add(u32::from(attributes == b"/"));
            return;
        }
        self.row = self.row.saturating_add(1);
        let attributes = String::from_utf8_lossy(attributes);
        if let Some(row) = attribute(&attributes, "r").and_then(|row| row.parse().ok()) {
            self.row = row;
        }
        if is_hidden(&attributes) {
            self.hidden.add_rows(self.row.max(1) - 1, 1);
        }
    }
}

fn is_hidden(attributes: &str) -> bool {
    attribute(attributes, "hidden").is_some_and(|is| matches!(&*is, "1" | "true"))
}

/// A workbook's parts.
pub(super) struct Archive<'a>(ZipArchive<Cursor<&'a [u8]>>);

impl<'a> Archive<'a> {
    /// `None` where the bytes are no zip.
    pub(super) fn of(bytes: &'a [u8]) -> Option<Self> {
        ZipArchive::new(Cursor::new(bytes)).ok().map(Self)
    }
}

/// From what parts hide to what sheets hide, by name. What can't be read here is left to the parser to
/// report.
pub(in crate::read) fn by_sheet(
    bytes: &[u8],
    by_part: &HashMap<String, Hidden>,
) -> HashMap<String, Hidden> {
    let Some(mut archive) = Archive::of(bytes).filter(|_| !by_part.is_empty()) else {
        return HashMap::new();
    };
    let mut pairs_in = |part: &str, tag: &str, names: [&str; 2]| {
        let text = read_part(&mut archive, part).unwrap_or_default();
        pairs(&String::from_utf8_lossy(&text), tag, names)
    };
    let places = pairs_in(
        "xl/_rels/workbook.xml.rels",
        "Relationship",
        ["Id", "Target"],
    );
    let places: HashMap<String, String> = places.into_iter().collect();
    let sheets = pairs_in("xl/workbook.xml", "sheet", ["name", "r:id"]);
    let hidden = sheets.into_iter().filter_map(|(name, id)| {
        let of_part = by_part.get(&part_of(places.get(&id)?))?;
        Some((name, of_part.clone()))
    });
    hidden.collect()
}

/// The part that a workbook calls by this place, in lower case.
pub(super) fn part_of(place: &str) -> String {
    let place = place.to_ascii_lowercase();
    match place.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("xl/{place}"),
    }
}

/// A small part of a workbook.
pub(super) fn read_part(archive: &mut Archive<'_>, part: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let part = archive.0.by_name(part).ok()?;
    part.take(limits::ZIP_SMALL_ENTRY)
        .read_to_end(&mut bytes)
        .ok()?;
    Some(bytes)
}

/// Two attributes of every tag of a name.
pub(super) fn pairs(text: &str, tag: &str, names: [&str; 2]) -> Vec<(String, String)> {
    let pair = |piece| {
        let Piece::Open(name, attributes) = piece else {
            return None;
        };
        let [first, second] = names.map(|name| attribute(attributes, name));
        let is_wanted = name.rsplit(':').next() == Some(tag);
        is_wanted.then_some((unescaped(&first?), unescaped(&second?)))
    };
    Pieces::new(text).filter_map(pair).collect()
}
