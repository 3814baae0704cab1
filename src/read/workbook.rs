//! Reads a workbook from its bytes, once its outside is known to be honest.

use std::sync::Arc;

use super::preflight::{self, Kind};
use super::{Table, excel, format::Format, ods};
use crate::diag::Diag;
use crate::text::Texts;

/// Takes the sheets one after another, each with the texts that its cells are interned in.
pub(super) type Sheets<'a> = &'a mut dyn FnMut(Table, &Texts);

/// Yields the sheets of a workbook, in its order. What was yielded before an error is void.
pub(super) fn read(
    path: &Arc<str>,
    bytes: &[u8],
    format: Format,
    texts: &mut Texts,
    each: Sheets<'_>,
) -> Result<(), Diag> {
    let kind = match format {
        Format::Zip => preflight::zip(path, bytes)?,
        _ => preflight::ole(path, bytes)?,
    };
    match kind {
        Kind::Ods => ods::read(path, bytes, texts, each),
        kind => excel::read(path, bytes, kind, texts, each),
    }
}
