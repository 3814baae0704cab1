//! Turns files of any spreadsheet format into tables of interned cells; it knows nothing of items.

use std::sync::Arc;

use crate::diag::Diag;
use crate::text::Symbol;

/// A file as it was read: one table a sheet.
#[derive(Clone, Debug)]
pub struct Document {
    /// The path the user gave; `-` for standard input.
    pub path: Arc<str>,
    /// The sheets, in the order of the file.
    pub tables: Vec<Table>,
}

/// The cells of one sheet, row by row; a cell is as wide as the row it stands in.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The sheet's name; empty in text files.
    pub name: Arc<str>,
    /// Whether the sheet is hidden.
    pub hidden: bool,
    /// Merged areas.
    pub merges: Vec<Area>,
    /// What was odd in single cells: errors, formulas without a value, doubled cells.
    pub oddities: Vec<Diag>,
    cells: Vec<Symbol>,
    ends: Vec<usize>,
    numbers: Vec<u32>,
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
    /// Adds a row with the number the user knows it by (the spreadsheet's row, or the line in a text file).
    pub fn push_row(&mut self, number: u32, cells: impl IntoIterator<Item = Symbol>) {
        self.cells.extend(cells);
        self.ends.push(self.cells.len());
        self.numbers.push(number);
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

    /// The number the user knows a row by.
    pub fn number(&self, row: usize) -> u32 {
        self.numbers[row]
    }
}
