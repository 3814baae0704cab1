//! Reads a workbook from its bytes, once its outside is known to be honest.

use std::sync::Arc;

use super::format::Format;
use super::preflight::{self, Kind, Outside};
use super::{Table, excel, hidden, ods};
use crate::diag::Diag;
use crate::text::Texts;

/// Takes what is in a workbook as it is found.
pub(super) trait Taker {
    /// Something to be said of the whole file; all of it comes before the sheets.
    fn note(&mut self, note: Diag);

    /// The next sheet, with the texts that its cells are interned in.
    fn sheet(&mut self, table: Table, texts: &Texts);
}

/// Yields the sheets of a workbook, in its order. What was yielded before an error is void.
pub(super) fn read(
    path: &Arc<str>,
    bytes: &[u8],
    format: Format,
    texts: &mut Texts,
    taker: &mut dyn Taker,
) -> Result<(), Diag> {
    let outside = outside(path, bytes, format)?;
    outside.notes.into_iter().for_each(|note| taker.note(note));
    match outside.kind {
        Kind::Xlsx => {
            let hidden = hidden::by_sheet(bytes, &outside.hidden_by_part);
            excel::xlsx(path, bytes, &hidden, texts, taker)
        }
        Kind::Xlsb => {
            let hidden = hidden::by_binary_sheet(bytes, &outside.hidden_by_part);
            excel::xlsb(path, bytes, &hidden, texts, taker)
        }
        Kind::Xls => excel::xls(path, bytes, &outside.hidden_by_sheet, texts, taker),
        Kind::Ods => ods::read(path, bytes, texts, taker),
    }
}

/// What can be said of a workbook without parsing it.
pub(super) fn outside(path: &Arc<str>, bytes: &[u8], format: Format) -> Result<Outside, Diag> {
    match format {
        Format::Zip => preflight::zip(path, bytes),
        _ => preflight::ole(path, bytes),
    }
}
