//! Hidden rows and columns of an xls, by its records ([MS-XLS] 2.4).

use super::Hidden;

/// Kinds of records.
mod kind {
    pub(super) const BOUND_SHEET: u16 = 0x0085;
    pub(super) const BEGIN: u16 = 0x0809;
    pub(super) const END: u16 = 0x000A;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const COLUMNS: u16 = 0x007D;
}

/// What each sheet of a workbook stream hides, in the order in which the workbook lists them.
pub(in crate::read) fn of_stream(stream: &[u8]) -> Vec<Hidden> {
    let globals = Records(stream).take_while(|(kind, _)| *kind != kind::END);
    let sheets = globals.filter(|(kind, _)| *kind == kind::BOUND_SHEET);
    let places = sheets.map(|(_, body)| number(body, 0).unwrap_or(u32::MAX));
    places
        .map(|place| of_sheet(stream.get(place as usize..).unwrap_or_default()))
        .collect()
}

fn of_sheet(stream: &[u8]) -> Hidden {
    let mut hidden = Hidden::default();
    // A chart in a sheet has a beginning and an end of its own.
    let mut depth = 0_u32;
    for (kind, body) in Records(stream) {
        match kind {
            kind::BEGIN => depth += 1,
            kind::END if depth <= 1 => break,
            kind::END => depth -= 1,
            // fDyZero: no height.
            kind::ROW if short(body, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                hidden.add_rows(short(body, 0).unwrap_or(0).into(), 1);
            }
            kind::COLUMNS if short(body, 8).is_some_and(|flags| flags & 1 != 0) => {
                let [first, last] = [0, 2].map(|at| u32::from(short(body, at).unwrap_or(0)));
                hidden.add_columns(first, last);
            }
            _ => {}
        }
    }
    hidden
}

/// The records of a stream: a kind, a length, a body.
struct Records<'s>(&'s [u8]);

impl<'s> Iterator for Records<'s> {
    type Item = (u16, &'s [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (short(self.0, 0)?, short(self.0, 2)?);
        let (body, rest) = self.0[4..].split_at_checked(length.into())?;
        self.0 = rest;
        Some((kind, body))
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_le_bytes(*two))
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*four))
}
