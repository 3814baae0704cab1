//! Gives blank cells the value people see in them: that of the merged area, of the row above, of a ditto mark.

use super::header::Header;
use super::marks::{Mark, Marks};
use crate::item::Field;
use crate::read::Table;
use crate::text::{Symbol, Texts};

/// Fields that are written once for a group of rows.
const GROUPING: [Field; 4] = [
    Field::Category,
    Field::Department,
    Field::Street,
    Field::Community,
];

/// In fewer rows it is chance that half of them are blank.
const FEWEST_ROWS: usize = 5;

/// How many rows are looked at to see whether a column is written once a group.
const LOOKED_AT: usize = 2000;

/// A merged area in one of its columns: first row, last row, and where its value stands.
type Stretch = (u32, u32, (u32, u32));

/// The merged areas of a table by column, and which columns are written once a group.
#[derive(Debug, Default)]
pub(super) struct Fill {
    /// By column, and by first row.
    areas: Vec<Vec<Stretch>>,
    /// Fields that a blank cell takes from the row above.
    pub(super) from_above: Vec<Field>,
}

impl Fill {
    /// The areas within the columns of a header.
    pub(super) fn new(table: &Table, header: &Header) -> Self {
        let mut areas = vec![Vec::new(); header.right];
        for area in &table.merges {
            let columns =
                header.left.max(area.left as usize)..header.right.min(area.right as usize + 1);
            for column in columns {
                areas[column].push((area.top, area.bottom, (area.top, area.left)));
            }
        }
        for column in &mut areas {
            column.sort_unstable();
        }
        let mut fill = Self {
            areas,
            from_above: Vec::new(),
        };
        fill.from_above = GROUPING
            .into_iter()
            .filter(|&field| fill.is_written_once(table, header, field))
            .collect();
        fill
    }

    /// A cell, or the value of the merged area that reaches into it.
    pub(super) fn cell(&self, table: &Table, row: usize, column: usize) -> Symbol {
        let own = table.cell(row, column);
        if !own.is_blank() {
            return own;
        }
        match self.area(row, column) {
            Some((_, _, (top, left))) => table.cell(top as usize, left as usize),
            None => own,
        }
    }

    /// First and last row of the merged area over a cell that begins above it.
    pub(super) fn reaching_down(&self, row: usize, column: usize) -> Option<(u32, u32)> {
        self.area(row, column)
            .map(|(top, bottom, _)| (top, bottom))
            .filter(|&(top, _)| (top as usize) < row)
    }

    /// Whether a merged area over a cell is at least so many columns wide.
    pub(super) fn is_wide(table: &Table, row: usize, column: usize, width: usize) -> bool {
        table.merges.iter().any(|area| {
            area.top as usize == row
                && area.left as usize == column
                && (area.right - area.left) as usize + 1 >= width
        })
    }

    fn area(&self, row: usize, column: usize) -> Option<Stretch> {
        let areas = self.areas.get(column)?;
        let row = u32::try_from(row).ok()?;
        let behind = areas.partition_point(|&(top, ..)| top <= row);
        areas[..behind]
            .last()
            .copied()
            .filter(|&(_, bottom, _)| row <= bottom)
    }

    /// Where a file keeps no merged areas, a column written once a group shows by this: its first row
    /// is filled, half of the others or more are blank (or just those without a number), and no two say the same.
    fn is_written_once(&self, table: &Table, header: &Header, field: Field) -> bool {
        let (Some(column), Some(name)) = (header.column(field), header.column(Field::Name)) else {
            return false;
        };
        if self
            .areas
            .get(column)
            .is_some_and(|areas| !areas.is_empty())
        {
            return false;
        }
        let rows = header.end()..table.len().min(header.end() + LOOKED_AT);
        let rows = rows
            .filter(|&row| !table.cell(row, name).is_blank() && filled(table.row(row)) > 1)
            .collect::<Vec<_>>();
        let is_blank = |row: &usize| table.cell(*row, column).is_blank();
        if rows.first().is_none_or(is_blank) {
            return false;
        }
        let written = rows.iter().filter(|row| !is_blank(row));
        let mut written: Vec<_> = written.map(|&row| table.cell(row, column)).collect();
        let blank = rows.len() - written.len();
        written.sort_unstable();
        let each_once = written.windows(2).all(|pair| pair[0] != pair[1]);
        // A group has one number as well, and it is written where the column is.
        let with_number = header.column(Field::Serial).is_some_and(|serial| {
            let numbered = |row: &usize| !table.cell(*row, serial).is_blank();
            rows.iter().all(|row| numbered(row) != is_blank(row))
        });
        let few_are_enough = with_number && blank > 0;
        each_once && (few_are_enough || rows.len() >= FEWEST_ROWS && blank * 2 >= rows.len())
    }
}

fn filled(cells: &[Symbol]) -> usize {
    cells.iter().filter(|cell| !cell.is_blank()).count()
}

/// The values of the item above, for ditto marks and groups.
#[derive(Debug)]
pub(super) struct Above([Symbol; Field::COUNT]);

impl Default for Above {
    fn default() -> Self {
        Self([Symbol::ABSENT; Field::COUNT])
    }
}

impl Above {
    /// What a cell says: its own text, or that of the item above where it is a ditto mark.
    pub(super) fn resolve(
        &self,
        field: Field,
        cell: Symbol,
        marks: &mut Marks,
        texts: &Texts,
    ) -> Symbol {
        let above = self.0[field as usize];
        if !cell.is_blank() && marks.of(cell, texts).is(Mark::DITTO) && !above.is_blank() {
            return above;
        }
        cell
    }

    /// The value of the item above.
    pub(super) fn value(&self, field: Field) -> Symbol {
        self.0[field as usize]
    }

    /// Remembers the values of an item.
    pub(super) fn remember(&mut self, fields: [Symbol; Field::COUNT]) {
        self.0 = fields;
    }

    /// Forgets a group's values, where a new group begins.
    pub(super) fn forget(&mut self) {
        for field in GROUPING {
            self.0[field as usize] = Symbol::ABSENT;
        }
    }
}
