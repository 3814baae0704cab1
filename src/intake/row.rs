//! What a row turns out to be: a header, an item, or a row to be passed over for a reason.

use super::SkipReason;
use super::header::Header;
use super::marks::{Mark, Marks};
use super::sheet::Walker;
use super::walk::Walk;
use crate::item::Field;
use crate::text::Symbol;

/// So many items with a number before them, and a row without one is of another table.
const NUMBERED: u32 = 3;

/// So many numbers in a row, the name's among them, are figures of another table.
const FIGURES: usize = 3;

/// What a row turns out to be.
pub(super) enum Verdict {
    Item(Named),
    Header(Box<Header>),
    Skip(SkipReason),
}

/// An item with what is known of its row already.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    /// Its name.
    pub(super) name: Symbol,
    /// Whether any of its own cells is a ditto mark.
    pub(super) has_ditto: bool,
}

impl Walker<'_, '_> {
    /// What a row is, with what came before it in the walk.
    pub(super) fn verdict(&mut self, walk: &mut Walk, row: usize) -> Verdict {
        let table = walk.table;
        let cells = walk.inside(row);
        let mut written = cells.iter().filter(|cell| !cell.is_blank()).copied();
        let Some(first) = written.next() else {
            let anything = table.row(row).iter().any(|cell| !cell.is_blank());
            return Verdict::Skip(if anything {
                SkipReason::OtherTable
            } else {
                SkipReason::Blank
            });
        };
        let count = 1 + written.clone().count();
        let alone = written.all(|cell| cell == first);
        let mut marks = self.marks.of_any(cells, &*self.texts);
        // A row with its number is no header, whatever its texts are elsewhere.
        if !walk.has_number(row, self.marks, &*self.texts) {
            marks = self.marks.as_headings(walk.inside(row), &*self.texts);
        }
        let remarkable = count <= 2 || alone || is_remarkable(walk, row, marks);
        if remarkable
            && let Some(verdict) = self.remarkable(walk, row, (first, count, alone), marks)
        {
            return verdict;
        }
        if self.is_of_another_table(walk, row, count) {
            walk.in_other_table = true;
            return Verdict::Skip(SkipReason::OtherTable);
        }
        let name = self.name(walk, row);
        if name.is_blank() {
            return Verdict::Skip(SkipReason::NoName);
        }
        Verdict::Item(Named {
            name,
            has_ditto: marks.is(Mark::DITTO),
        })
    }

    /// What a row is whose texts, or what came before it, make one look twice: `first` is its first text, `count`
    /// how many it has, `alone` whether all of them are the same.
    fn remarkable(
        &mut self,
        walk: &mut Walk,
        row: usize,
        (first, count, alone): (Symbol, usize, bool),
        marks: Mark,
    ) -> Option<Verdict> {
        if let Some(verdict) = self.headings(walk, row, count, marks) {
            return Some(verdict);
        }
        if self.is_numbering(walk, row, count) {
            return Some(Verdict::Skip(SkipReason::RepeatedHeader));
        }
        let reason = if walk.in_other_table {
            SkipReason::OtherTable
        } else if self.is_total(walk, row, first) {
            SkipReason::Total
        } else if self.is_page(walk, row) {
            SkipReason::Page
        } else if self.is_example(walk, row, first) {
            SkipReason::Example
        } else if alone && let Some(reason) = self.alone(walk, row, first, count) {
            reason
        } else if count == 2
            && (self.is_counted_band(walk, row) || self.is_numbered_band(walk, row))
        {
            SkipReason::Band
        } else if self.is_signed(walk, row, first, count) {
            SkipReason::Note
        } else {
            return None;
        };
        Some(Verdict::Skip(reason))
    }

    /// The same header again, a new one, or the header of another table.
    fn headings(&mut self, walk: &Walk, row: usize, count: usize, marks: Mark) -> Option<Verdict> {
        if walk.table.keys.is_some() || !marks.is(Mark::HEADING | Mark::OF_HEADER) {
            return None;
        }
        let texts = &*self.texts;
        if marks.is(Mark::OF_HEADER) && walk.repeats(row, count, self.words, texts) {
            return Some(Verdict::Skip(SkipReason::RepeatedHeader));
        }
        if !marks.is(Mark::HEADING) {
            return None;
        }
        let cells = walk.inside(row);
        let is_heading = |cell: &&Symbol| self.marks.as_heading(**cell, texts).is(Mark::HEADING);
        if cells.iter().filter(is_heading).count() * 5 < count * 3 {
            return None;
        }
        let (fields, names, most) = self.finder.heading_cells(cells, texts);
        if fields < 2 || !most || self.is_row_of_values(walk, row) {
            return None;
        }
        let texts = &*self.texts;
        if names && let Some(header) = self.finder.at(walk.table, row, texts, self.marks) {
            return Some(Verdict::Header(Box::new(header)));
        }
        (!names).then_some(Verdict::Skip(SkipReason::OtherTable))
    }

    /// Values like 会议 and 台账 are headings elsewhere; a row with its number is none, nor one that has
    /// a category where the header above has its column.
    fn is_row_of_values(&mut self, walk: &Walk, row: usize) -> bool {
        let texts = &*self.texts;
        let cell = |field: Field| {
            let column = walk.header.column(field)?;
            Some(walk.table.cell(row, column)).filter(|cell| !cell.is_blank())
        };
        if cell(Field::Serial).is_some_and(|cell| self.marks.of(cell, texts).is(Mark::NUMBER)) {
            return true;
        }
        if cell(Field::Serial).is_some() || cell(Field::Name).is_none() {
            return false;
        }
        // 会议 is a category through and through; 会议名称 says more.
        cell(Field::Category).is_some_and(|cell| {
            let plain = self.words.plain(texts.get(cell));
            let reading = self.words.category("", &plain);
            let core = self.words.layout().class(&plain).unwrap_or(&plain);
            reading.value.is_some() && reading.evidence.iter().any(|word| word.contains(core))
        })
    }

    /// 甲 | 乙 | 1 | 2 under a header number its columns.
    fn is_numbering(&mut self, walk: &Walk, row: usize, count: usize) -> bool {
        let texts = &*self.texts;
        let mut written = walk.inside(row).iter().filter(|cell| !cell.is_blank());
        row == walk.header.end()
            && count > 1
            && written.all(|&cell| {
                let typed = texts.get(cell);
                self.marks.of(cell, texts).is(Mark::NUMBER)
                    || self.words.layout().column_numbers.contains(typed)
            })
    }

    fn is_total(&mut self, walk: &Walk, row: usize, first: Symbol) -> bool {
        let texts = &*self.texts;
        let name = walk.named(row);
        let first_mark = self.marks.of(first, texts);
        let name_mark = self.marks.of(name, texts);
        let numbered = walk.has_number(row, self.marks, texts);
        let says = |walk: &Walk, field: Field| {
            let column = walk.header.column(field);
            column.is_some_and(|column| !walk.table.cell(row, column).is_blank())
        };
        if first_mark.is(Mark::TOTAL) || name_mark.is(Mark::TOTAL) {
            return true;
        }
        // 会议类小计 stands where a name would, but nobody imposes it and no rhythm is given.
        let last_word = first_mark.is(Mark::ENDS_IN_TOTAL)
            && (name.is_blank() || name_mark.is(Mark::COUNT) || name == first)
            || name_mark.is(Mark::ENDS_IN_TOTAL);
        let bare = !says(walk, Field::Frequency) || !says(walk, Field::Department);
        last_word && bare && !numbered
            || walk
                .leading(row)
                .iter()
                .any(|&cell| !cell.is_blank() && self.marks.of(cell, texts).is(Mark::TOTAL))
    }

    fn is_page(&mut self, walk: &Walk, row: usize) -> bool {
        let texts = &*self.texts;
        walk.inside(row)
            .iter()
            .filter(|cell| !cell.is_blank())
            .all(|&cell| self.marks.of(cell, texts).is(Mark::PAGE))
    }

    fn is_example(&mut self, walk: &Walk, row: usize, first: Symbol) -> bool {
        let texts = &*self.texts;
        let name = walk.named(row);
        self.marks.of(first, texts).is(Mark::EXAMPLE)
            || self.marks.of(name, texts).is(Mark::EXAMPLE)
    }

    /// A row of signatures: 填表人：张三 | 审核人：李四, or a note with its label in a cell of its own.
    fn is_signed(&mut self, walk: &Walk, row: usize, first: Symbol, count: usize) -> bool {
        let texts = &*self.texts;
        let mark = self.marks.of(first, texts);
        if walk.has_number(row, self.marks, texts) {
            return false;
        }
        let name = walk.named(row);
        let name_mark = self.marks.of(name, texts);
        let name_free =
            name.is_blank() || name_mark.is(Mark::NOTE | Mark::BARE_NOTE) || name == first;
        let labels = walk
            .inside(row)
            .iter()
            .filter(|cell| !cell.is_blank())
            .filter(|&&cell| {
                let mark = self.marks.of(cell, texts);
                mark.is(Mark::NOTE | Mark::BARE_NOTE)
            })
            .count();
        mark.is(Mark::NOTE) && (name_free || labels * 2 >= count)
            || labels * 2 >= count && name_free
            || mark.is(Mark::BARE_NOTE) && (count == 2 || name_free)
            || walk.in_notes && name.is_blank()
    }

    /// The header of figures below the list (社区 | 户数 | 党员数), behind a blank or skipped row: in the next row
    /// everything but the first cell is a number, even what would be the name.
    fn begins_figures(&mut self, walk: &Walk, row: usize) -> bool {
        let texts = &*self.texts;
        let next = row + 1;
        if walk.after_item || next >= walk.table.len() || walk.named(next).is_blank() {
            return false;
        }
        let mut written = walk.inside(next).iter().filter(|cell| !cell.is_blank());
        let first = written.next().copied();
        let is_number = |cell: Symbol, marks: &mut Marks| marks.of(cell, texts).is(Mark::NUMBER);
        let figures = written
            .clone()
            .filter(|&&cell| is_number(cell, self.marks))
            .count();
        figures >= FIGURES
            && figures == written.count()
            && first != Some(walk.named(next))
            && !is_number(walk.named(row), self.marks)
    }

    /// A row with a text where all items have their number, behind a blank or skipped row.
    fn is_of_another_table(&mut self, walk: &Walk, row: usize, count: usize) -> bool {
        if self.begins_figures(walk, row) {
            return true;
        }
        let Some(serial) = walk.header.column(Field::Serial) else {
            return false;
        };
        let (with, without) = walk.numbered;
        if walk.after_item || with < NUMBERED || without * 10 > with || count < 2 {
            return false;
        }
        let cell = walk.fill.cell(walk.table, row, serial);
        let mark = self.marks.of(cell, &*self.texts);
        !cell.is_blank() && !mark.is(Mark::NUMBER | Mark::DITTO)
    }
}

/// Whether something in a row, or before it, says that it might be something else than an item.
fn is_remarkable(walk: &Walk, row: usize, marks: Mark) -> bool {
    marks.is(Mark::REMARKABLE) || walk.in_notes || walk.in_other_table || row == walk.header.end()
}
