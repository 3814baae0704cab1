//! Collects the cells of a sheet in whatever order a file gives them and lays them out in rows.

use std::sync::Arc;

use super::{Area, Table, limits};
use crate::diag::Diag;
use crate::phrase::Phrase;
use crate::place::{Cell, Place};
use crate::say;
use crate::text::{Symbol, Texts};

/// One sheet while it is read.
pub(super) struct Grid {
    path: Arc<str>,
    sheet: Arc<str>,
    cells: Vec<(u32, u32, Symbol)>,
    oddities: Vec<Diag>,
    in_order: bool,
    /// Merged areas.
    pub(super) merges: Vec<Area>,
    /// Whether the sheet is hidden.
    pub(super) hidden: bool,
}

impl Grid {
    /// An empty sheet.
    pub(super) fn new(path: &Arc<str>, sheet: &str) -> Self {
        Self {
            path: path.clone(),
            sheet: sheet.into(),
            cells: Vec::new(),
            oddities: Vec::new(),
            in_order: true,
            merges: Vec::new(),
            hidden: false,
        }
    }

    /// A cell's text; blank ones are left out. Past the limits it is an error that names the sheet.
    pub(super) fn put(
        &mut self,
        row: u32,
        column: u32,
        text: &str,
        texts: &mut Texts,
    ) -> Result<(), Diag> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        if row >= limits::ROWS || column >= limits::COLUMNS || self.cells.len() >= limits::CELLS {
            return Err(self.over_the_limit(row, column));
        }
        if self
            .cells
            .last()
            .is_some_and(|&(r, c, _)| (r, c) >= (row, column))
        {
            self.in_order = false;
        }
        self.cells.push((row, column, texts.intern(text)));
        Ok(())
    }

    /// Something odd in a cell.
    pub(super) fn odd(&mut self, code: &'static str, row: u32, column: u32, message: Phrase) {
        if self.oddities.len() <= limits::ODDITIES {
            let place = self.place(row, Some(column));
            self.oddities.push(Diag::warning(code, place, message));
        }
    }

    /// An error value in a cell: it is kept as the text people see.
    pub(super) fn put_error(
        &mut self,
        row: u32,
        column: u32,
        error: &str,
        texts: &mut Texts,
    ) -> Result<(), Diag> {
        self.odd(
            "error-cell",
            row,
            column,
            say!("单元格是错误值 {error}", "the cell holds the error {error}"),
        );
        self.put(row, column, error, texts)
    }

    /// A formula without the value it had when the file was saved.
    pub(super) fn no_value(&mut self, row: u32, column: u32) {
        self.odd(
            "formula-without-value",
            row,
            column,
            say!(
                "公式没有保存计算结果，按空格处理；请用 Excel 打开后保存一次",
                "the formula has no saved value and is taken as blank; open the file in a spreadsheet program and save it"
            ),
        );
    }

    /// The table: rows in order, blank ones between them kept, of doubled cells the last.
    pub(super) fn finish(mut self, texts: &Texts) -> Table {
        if !self.in_order {
            self.cells.sort_by_key(|&(row, column, _)| (row, column));
            self.drop_doubles(texts);
        }
        let mut table = Table {
            name: self.sheet,
            hidden: self.hidden,
            merges: self.merges,
            oddities: self.oddities,
            ..Table::default()
        };
        let mut rest = self.cells.as_slice();
        let mut number = 0;
        while let Some(&(next, ..)) = rest.first() {
            while number < next {
                number += 1;
                table.push_row(number, []);
            }
            let width = rest.iter().take_while(|&&(row, ..)| row == next).count();
            let (row, others) = rest.split_at(width);
            rest = others;
            number += 1;
            table.push_row(number, spread(row));
        }
        table
    }

    fn drop_doubles(&mut self, texts: &Texts) {
        let mut doubles = Vec::new();
        self.cells.reverse();
        self.cells.dedup_by(|dropped, kept| {
            let same = (dropped.0, dropped.1) == (kept.0, kept.1);
            if same && dropped.2 != kept.2 {
                doubles.push((kept.0, kept.1, dropped.2));
            }
            same
        });
        self.cells.reverse();
        for (row, column, lost) in doubles.into_iter().rev() {
            let lost = texts.get(lost);
            self.odd(
                "double-cell",
                row,
                column,
                say!(
                    "同一单元格写了两次，只取最后一次；未取的是“{lost}”",
                    "the cell is written twice, the last one counts; “{lost}” was left out"
                ),
            );
        }
    }

    fn over_the_limit(&self, row: u32, column: u32) -> Diag {
        let (rows, columns, cells) = (limits::ROWS, limits::COLUMNS, limits::CELLS);
        Diag::error(
            "too-large",
            self.place(row.min(limits::ROWS), Some(column.min(limits::COLUMNS))),
            say!(
                "工作表超过 {rows} 行、{columns} 列或 {cells} 格的上限，整个文件未读取",
                "the sheet has more than {rows} rows, {columns} columns or {cells} cells; the file was not read"
            ),
        )
    }

    fn place(&self, row: u32, column: Option<u32>) -> Place {
        Place::Cell(Cell {
            path: self.path.clone(),
            sheet: self.sheet.clone(),
            row: row.saturating_add(1),
            column,
        })
    }
}

/// The cells of one row with the blank ones between them.
fn spread(row: &[(u32, u32, Symbol)]) -> impl Iterator<Item = Symbol> + '_ {
    let mut next = 0;
    row.iter().flat_map(move |&(_, column, symbol)| {
        let blanks = column - next;
        next = column + 1;
        std::iter::repeat_n(Symbol::EMPTY, blanks as usize).chain([symbol])
    })
}
