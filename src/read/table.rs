//! The cells of one sheet, row by row, four bytes a cell.

use std::sync::Arc;

use crate::diag::Diag;
use crate::place::Place;
use crate::text::{Moved, Symbol};

/// The cells of one sheet, row by row; a cell is as wide as the row it stands in.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The sheet's name; empty in text files.
    pub name: Arc<str>,
    /// Whether the sheet is hidden.
    pub hidden: bool,
    /// Merged areas, rows and columns from 0.
    pub merges: Vec<Area>,
    /// What was odd in single cells: errors, formulas without a value, doubled cells.
    pub oddities: Vec<Diag>,
    /// The columns' headings where the format itself names them (JSON objects) and no row does.
    pub keys: Option<Vec<Symbol>>,
    pub(super) cells: Vec<Symbol>,
    pub(super) ends: Vec<usize>,
    pub(super) numbers: Vec<u32>,
}

/// A merged area, rows and columns from 0, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// First row.
    pub top: u32,
    /// Last row.
    pub bottom: u32,
    /// First column.
    pub left: u32,
    /// Last column.
    pub right: u32,
}

impl Table {
    /// Adds a row with the number the user knows it by (the spreadsheet's row, or the line in a text
    /// file); blank cells at its end are left out.
    pub fn push_row(&mut self, number: u32, cells: impl IntoIterator<Item = Symbol>) {
        let start = self.cells.len();
        self.cells.extend(cells);
        while self.cells.len() > start && self.cells.last().is_some_and(|cell| cell.is_blank()) {
            self.cells.pop();
        }
        self.ends.push(self.cells.len());
        self.numbers.push(number);
    }

    /// Makes its symbols those of the texts that have taken its own in.
    pub(super) fn move_texts(&mut self, moved: &Moved) {
        if !moved.is_nothing() {
            let keys = self.keys.iter_mut().flatten();
            for cell in self.cells.iter_mut().chain(keys) {
                *cell = moved.of(*cell);
            }
        }
    }

    /// Adds the rows of the part of a sheet that comes behind `lines` lines; its symbols have become
    /// those of the whole.
    pub(super) fn append(&mut self, part: Self, moved: &Moved, lines: u32) {
        let before = self.cells.len();
        self.cells
            .extend(part.cells.iter().map(|cell| moved.of(*cell)));
        self.ends.extend(part.ends.iter().map(|end| before + end));
        let numbers = part.numbers.iter();
        self.numbers
            .extend(numbers.map(|number| number.saturating_add(lines)));
        self.oddities
            .extend(part.oddities.into_iter().map(|mut oddity| {
                if let Place::Cell(cell) = &mut oddity.place {
                    cell.row = cell.row.saturating_add(lines);
                }
                oddity
            }));
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cells of a row, from 0; blank ones are [`Symbol::EMPTY`], missing ones at the end are left out.
    pub fn row(&self, row: usize) -> &[Symbol] {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.cells[start..self.ends[row]]
    }

    /// A cell; [`Symbol::EMPTY`] past the end of the row.
    pub fn cell(&self, row: usize, column: usize) -> Symbol {
        self.row(row).get(column).copied().unwrap_or(Symbol::EMPTY)
    }

    /// The number the user knows a row by.
    pub fn number(&self, row: usize) -> u32 {
        self.numbers[row]
    }
}
