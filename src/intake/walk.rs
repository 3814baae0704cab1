//! One sheet on the way down: where the walk stands, and what it asks of the row it is at.

use std::sync::Arc;

use super::SheetReport;
use super::band::BandKind;
use super::fill::{Above, Fill};
use super::header::Header;
use super::marks::{Mark, Marks};
use super::register::Headings;
use super::{SkipReason, Skipped};
use crate::item::Field;
use crate::read::Table;
use crate::text::{Symbol, Texts};
use crate::words::Words;

/// One sheet on the way down.
pub(super) struct Walk<'t> {
    /// The rows.
    pub(super) table: &'t Table,
    /// The input, as the user gave it.
    pub(super) path: Arc<str>,
    /// Position in [`crate::item::Items::sources`].
    pub(super) source: u32,
    /// The header that counts here.
    pub(super) header: Header,
    /// What stands over columns and names a unit.
    pub(super) headings: Headings,
    /// Merged areas, and columns written once a group.
    pub(super) fill: Fill,
    /// What file, sheet and title say of all items.
    pub(super) context: [Symbol; Field::COUNT],
    /// What they say of the category.
    pub(super) category_hint: Symbol,
    /// The bands that count here: kind, depth, text.
    pub(super) bands: Vec<(BandKind, u8, Symbol)>,
    /// The item above.
    pub(super) above: Above,
    /// The rows above the first header, in plain form.
    pub(super) titles: Vec<String>,
    /// What will be said of the sheet.
    pub(super) report: SheetReport,
    /// Whether the rows are notes until an item comes.
    pub(super) in_notes: bool,
    /// Whether the rows are of another table until a header comes.
    pub(super) in_other_table: bool,
    /// Items with a number in the serial column, and without.
    pub(super) numbered: (u32, u32),
    /// Whether the row before was an item.
    pub(super) after_item: bool,
    /// Blank cells that took the value of the row above.
    pub(super) filled_from_above: u32,
    /// Cells that say hours which can't be.
    pub(super) unread_hours: usize,
}

impl Walk<'_> {
    /// Passes a row over.
    pub(super) fn skip(&mut self, row: usize, reason: SkipReason) {
        let row = self.table.number(row);
        self.report.skipped.push(Skipped { row, reason });
    }

    /// The cells of a row that belong to the table.
    pub(super) fn inside(&self, row: usize) -> &[Symbol] {
        let cells = self.table.row(row);
        let right = self.header.right.min(cells.len());
        cells.get(self.header.left..right).unwrap_or(&[])
    }

    /// The cells up to the name.
    pub(super) fn leading(&self, row: usize) -> &[Symbol] {
        let cells = self.inside(row);
        let name = self.header.column(Field::Name).unwrap_or(0);
        let end = (name + 1).saturating_sub(self.header.left).min(cells.len());
        &cells[..end]
    }

    /// What stands in the name's column itself.
    pub(super) fn named(&self, row: usize) -> Symbol {
        self.header
            .column(Field::Name)
            .map_or(Symbol::EMPTY, |column| self.table.cell(row, column))
    }

    /// Whether a row has its number.
    pub(super) fn has_number(&self, row: usize, marks: &mut Marks, texts: &Texts) -> bool {
        self.header.column(Field::Serial).is_some_and(|column| {
            let cell = self.table.cell(row, column);
            !cell.is_blank() && marks.of(cell, texts).is(Mark::NUMBER)
        })
    }

    /// Whether a row under a name that is merged down is an item of its own: it has its own number, or
    /// no numbers are used and it has its own department or rhythm.
    pub(super) fn is_own_row(&self, row: usize) -> bool {
        let own = |field: Field| {
            self.header
                .column(field)
                .is_some_and(|column| !self.table.cell(row, column).is_blank())
        };
        match self.header.column(Field::Serial) {
            Some(_) => own(Field::Serial),
            None => own(Field::Department) || own(Field::Frequency),
        }
    }

    /// Whether a row says the same as a row of the header, column by column.
    pub(super) fn repeats(&self, row: usize, count: usize, words: &Words, texts: &Texts) -> bool {
        let cells = self.inside(row);
        (self.header.top..self.header.end()).any(|header| {
            let headings = self.inside(header);
            let written = headings.iter().filter(|cell| !cell.is_blank()).count();
            let same = cells
                .iter()
                .zip(headings)
                .filter(|(cell, heading)| {
                    !cell.is_blank()
                        && (cell == heading
                            || words.plain(texts.get(**cell)) == words.plain(texts.get(**heading)))
                })
                .count();
            same > 0 && same * 5 >= count * 3 && same * 2 >= written && (same >= 2 || written == 1)
        })
    }

    /// What the bands above, or else file, sheet and title, say of a field.
    pub(super) fn band_or_context(&self, field: Field) -> Symbol {
        let kind = match field {
            Field::Category => BandKind::Category,
            Field::Department => BandKind::Department,
            Field::Community => BandKind::Community,
            Field::Street => BandKind::Street,
            _ => return Symbol::ABSENT,
        };
        self.bands
            .iter()
            .rev()
            .find(|(band, ..)| *band == kind)
            .map_or(self.context[field as usize], |&(.., text)| text)
    }

    /// What a blank cell of a field stands for.
    pub(super) fn value_for_blank(&mut self, field: Field) -> Symbol {
        if self.fill.from_above.contains(&field) {
            let above = self.above.value(field);
            if !above.is_blank() {
                self.filled_from_above += 1;
                return above;
            }
        }
        let given = self.band_or_context(field);
        if given.is_absent() {
            Symbol::EMPTY
        } else {
            given
        }
    }
}
