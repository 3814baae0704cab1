//! Finds the rows of an xlsx that are hidden or filtered out; the parser of its cells doesn't tell.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::limits;
use super::markup::{Piece, Pieces, attribute, unescaped};

/// Rows of one sheet that are not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hidden {
    /// The first of them, from 0.
    pub(super) first: u32,
    /// How many they are.
    pub(super) count: u32,
}

/// Looks for hidden rows in the markup of a sheet, which may come in pieces.
#[derive(Debug, Default)]
pub(super) struct HiddenRows {
    /// What has come and may be the start of a tag.
    open: Vec<u8>,
    /// The row before, from 1.
    row: u32,
    hidden: Option<Hidden>,
}

/// How the tag of a row begins.
const ROW: &[u8] = b"<row";

/// No tag of a row is longer.
const LONGEST_TAG: usize = 4096;

impl HiddenRows {
    /// Takes the next piece.
    pub(super) fn feed(&mut self, piece: &[u8]) {
        let mut open = std::mem::take(&mut self.open);
        let bytes = match open.is_empty() {
            true => piece,
            false => {
                open.extend_from_slice(piece);
                &open
            }
        };
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
            false => rest.len().min(ROW.len() - 1),
        };
        self.open = match kept <= LONGEST_TAG {
            true => rest[rest.len() - kept..].to_vec(),
            false => Vec::new(),
        };
    }

    /// The rows found.
    pub(super) fn found(self) -> Option<Hidden> {
        self.hidden
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
        if attribute(&attributes, "hidden").is_some_and(|is| matches!(&*is, "1" | "true")) {
            let first = self.row.max(1) - 1;
            self.hidden.get_or_insert(Hidden { first, count: 0 }).count += 1;
        }
    }
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// From the parts with hidden rows the sheets with hidden rows, by name. What can't be read here is left
/// to the parser to report.
pub(super) fn by_sheet(bytes: &[u8], by_part: &HashMap<String, Hidden>) -> HashMap<String, Hidden> {
    let archive = ZipArchive::new(Cursor::new(bytes)).ok();
    let Some(mut archive) = archive.filter(|_| !by_part.is_empty()) else {
        return HashMap::new();
    };
    let places = pairs(
        &mut archive,
        "xl/_rels/workbook.xml.rels",
        "Relationship",
        ["Id", "Target"],
    );
    let places: HashMap<String, String> = places.into_iter().collect();
    let sheets = pairs(&mut archive, "xl/workbook.xml", "sheet", ["name", "r:id"]);
    let hidden = sheets.into_iter().filter_map(|(name, id)| {
        let place = places.get(&id)?.to_ascii_lowercase();
        let part = match place.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("xl/{place}"),
        };
        Some((name, *by_part.get(&part)?))
    });
    hidden.collect()
}

/// Two attributes of every tag of a name.
fn pairs(
    archive: &mut Archive<'_>,
    part: &str,
    tag: &str,
    names: [&str; 2],
) -> Vec<(String, String)> {
    let mut text = String::new();
    let part = archive.by_name(part).ok();
    let read = part.map(|part| part.take(limits::ZIP_SMALL_ENTRY).read_to_string(&mut text));
    if !matches!(read, Some(Ok(_))) {
        return Vec::new();
    }
    let pair = |piece| {
        let Piece::Open(name, attributes) = piece else {
            return None;
        };
        let [first, second] = names.map(|name| attribute(attributes, name));
        let is_wanted = name.rsplit(':').next() == Some(tag);
        is_wanted.then_some((unescaped(&first?), unescaped(&second?)))
    };
    Pieces::new(&text).filter_map(pair).collect()
}
