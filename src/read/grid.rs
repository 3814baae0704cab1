//! Lays out the cells of a sheet in rows, in whatever order a file gives them.

use std::sync::Arc;

use super::hidden::Hidden;
use super::sequences::written;
use super::{Area, Table, limits};
use crate::diag::Diag;
use crate::phrase::{Lang, Phrase};
use crate::place::{Cell, Place, column_letters};
use crate::say;
use crate::text::{Symbol, Texts};

/// One sheet while it is read.
pub(super) struct Grid {
    path: Arc<str>,
    table: Table,
    /// The cells so far of the row that is being filled.
    row: Vec<Symbol>,
    /// Cells that come after others that stand behind them.
    late: Vec<(u32, u32, Symbol)>,
    /// Cells so far, with the blank ones before them.
    size: usize,
    /// Oddities that are summed up.
    untold: usize,
    /// First and last columns that the sheet doesn't show, used or not.
    hidden_columns: Vec<(u32, u32)>,
}

impl Grid {
    /// An empty sheet.
    pub(super) fn new(path: &Arc<str>, sheet: &str, hidden: bool) -> Self {
        let table = Table {
            name: sheet.into(),
            hidden,
            ..Table::default()
        };
        Self {
            path: path.clone(),
            table,
            row: Vec::new(),
            late: Vec::new(),
            size: 0,
            untold: 0,
            hidden_columns: Vec::new(),
        }
    }

    /// A merged area.
    pub(super) fn merge(&mut self, area: Area) {
        self.table.merges.push(area);
    }

    /// A cell's text and its symbol; blank ones are left out. Past the limits it is an error that names
    /// the place.
    pub(super) fn put(
        &mut self,
        row: u32,
        column: u32,
        text: &str,
        texts: &mut Texts,
    ) -> Result<Symbol, Diag> {
        let text = &*written(text);
        if text.is_empty() {
            return Ok(Symbol::EMPTY);
        }
        let characters = limits::CELL_CHARACTERS;
        if text.len() > characters && text.chars().count() > characters {
            let limit = say!("一格 {characters} 字", "{characters} characters in a cell");
            return Err(self.too_much_at(row, column, &limit));
        }
        let cell = texts.intern(text);
        self.put_again(row, column, cell)?;
        Ok(cell)
    }

    /// A cell with a text that was put before.
    pub(super) fn put_again(&mut self, row: u32, column: u32, cell: Symbol) -> Result<(), Diag> {
        if cell.is_blank() {
            return Ok(());
        }
        if let Some(limit) = self.limit_reached(row, column) {
            return Err(self.too_much_at(row, column, &limit));
        }
        let current = self.current();
        if row < current || (row == current && (column as usize) < self.row.len()) {
            self.size += 1;
            self.late.push((row, column, cell));
            return Ok(());
        }
        if row > current {
            self.end_row();
            while self.current() < row {
                self.end_row();
            }
        }
        self.size += column as usize + 1 - self.row.len();
        self.row.resize(column as usize, Symbol::EMPTY);
        self.row.push(cell);
        Ok(())
    }

    /// Whether there is room for so many cells more, before they are put one by one; where there isn't,
    /// an error that names the row.
    pub(super) fn make_sure_of(&self, row: u32, cells: u64) -> Result<(), Diag> {
        match cells < limits::CELLS as u64 {
            true => Ok(()),
            false => Err(too_much(self.place(row, None), &too_many_cells())),
        }
    }

    /// The row that is being filled, from 0.
    fn current(&self) -> u32 {
        // No sheet has more than four billion rows: `put` sees to it.
        self.table.len() as u32
    }

    fn end_row(&mut self) {
        self.table.push_row(self.current() + 1, self.row.drain(..));
    }

    fn limit_reached(&self, row: u32, column: u32) -> Option<Phrase> {
        let (rows, columns) = (limits::ROWS, limits::COLUMNS);
        if row >= rows {
            Some(say!("{rows} 行", "{rows} rows"))
        } else if column >= columns {
            Some(say!("{columns} 列", "{columns} columns"))
        } else if self.size + column as usize >= limits::CELLS {
            Some(too_many_cells())
        } else {
            None
        }
    }

    fn too_much_at(&self, row: u32, column: u32, limit: &Phrase) -> Diag {
        let place = self.place(row.min(limits::ROWS), Some(column.min(limits::COLUMNS)));
        too_much(place, limit)
    }

    /// Something odd in a cell.
    pub(super) fn odd(&mut self, code: &'static str, row: u32, column: u32, message: Phrase) {
        if self.table.oddities.len() >= limits::ODDITIES {
            self.untold += 1;
            return;
        }
        let place = self.place(row, Some(column));
        self.table
            .oddities
            .push(Diag::warning(code, place, message));
    }

    /// An error value in a cell: it is kept as the text people see.
    pub(super) fn put_error(
        &mut self,
        row: u32,
        column: u32,
        error: &str,
        texts: &mut Texts,
    ) -> Result<Symbol, Diag> {
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

    /// What the sheet doesn't show.
    pub(super) fn hides(&mut self, hidden: &Hidden) {
        self.hidden_columns.clone_from(&hidden.columns);
        let Some((first, count)) = hidden.rows else {
            return;
        };
        let place = self.place(first, None);
        self.table.oddities.push(Diag::warning(
            "hidden-rows",
            place,
            say!(
                "从这里起有 {count} 行被隐藏或筛掉，也一并读入",
                "{count} rows from here on are hidden or filtered out; they are read all the same"
            ),
        ));
    }

    /// Says which columns with something in them the sheet doesn't show.
    fn tell_of_hidden_columns(&mut self) {
        let rows = (0..self.table.len()).map(|row| self.table.row(row).len());
        let width = match self.hidden_columns.is_empty() {
            true => return,
            false => rows.max().unwrap_or(0) as u32,
        };
        let runs = self.hidden_columns.iter();
        let used = runs.filter(|(first, last)| first <= last && *first < width);
        let named = used.map(|&(first, last)| {
            let (first_letters, last) = (column_letters(first), last.min(width - 1));
            match first == last {
                true => first_letters,
                false => format!("{first_letters}–{}", column_letters(last)),
            }
        });
        let named = named.collect::<Vec<_>>().join(", ");
        if !named.is_empty() {
            let place = self.place(0, None);
            self.table.oddities.push(Diag::warning(
                "hidden-columns",
                place,
                say!(
                    "隐藏的列 {named} 也一并读入",
                    "the hidden columns {named} are read all the same"
                ),
            ));
        }
    }

    /// The table: rows in order, blank ones between them kept, of doubled cells the last.
    pub(super) fn finish(mut self, texts: &Texts) -> Table {
        if !self.row.is_empty() {
            self.end_row();
        }
        if !self.late.is_empty() {
            self.insert_late(texts);
        }
        self.tell_of_hidden_columns();
        if self.untold > 0 {
            let place = Place::Cell(Cell {
                path: self.path.clone(),
                sheet: self.table.name.clone(),
                row: 1,
                column: None,
            });
            self.table.oddities.push(more_oddities(place, self.untold));
        }
        self.table
    }

    /// Puts the cells that came late where they stand.
    fn insert_late(&mut self, texts: &Texts) {
        let mut late = std::mem::take(&mut self.late);
        // A stable sort: of doubled cells the last stays the last.
        late.sort_by_key(|&(row, column, _)| (row, column));
        let in_order = Table {
            cells: std::mem::take(&mut self.table.cells),
            ends: std::mem::take(&mut self.table.ends),
            numbers: std::mem::take(&mut self.table.numbers),
            ..Table::default()
        };
        let mut late = late.into_iter().peekable();
        for row in 0..in_order.len() {
            self.row.extend_from_slice(in_order.row(row));
            while let Some((_, column, cell)) = late.next_if(|&(at, ..)| at as usize == row) {
                self.replace(row as u32, column, cell, texts);
            }
            self.end_row();
        }
    }

    fn replace(&mut self, row: u32, column: u32, cell: Symbol, texts: &Texts) {
        let at = column as usize;
        if self.row.len() <= at {
            self.row.resize(at + 1, Symbol::EMPTY);
        }
        let lost = std::mem::replace(&mut self.row[at], cell);
        if !lost.is_blank() && lost != cell {
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

    fn place(&self, row: u32, column: Option<u32>) -> Place {
        Place::Cell(Cell {
            path: self.path.clone(),
            sheet: self.table.name.clone(),
            row: row.saturating_add(1),
            column,
        })
    }
}

fn too_many_cells() -> Phrase {
    let cells = limits::CELLS;
    say!("{cells} 格", "{cells} cells")
}

/// The error for a sheet that is larger than what is read.
fn too_much(place: Place, limit: &Phrase) -> Diag {
    let (zh, en) = (limit.in_lang(Lang::Zh), limit.in_lang(Lang::En));
    Diag::error(
        "too-large",
        place,
        say!(
            "工作表到这里超过了{zh}的上限，整个文件未读取",
            "the sheet goes past the limit of {en} here; the file was not read"
        ),
    )
    .help(say!(
        "请删去表外的内容，或把表拆成几个文件，或另存为 CSV（不限大小）",
        "remove what lies outside the table, split the sheet into several files, or save it as CSV, which has no such limit"
    ))
}

/// The warning that sums up oddities that aren't told one by one.
pub(super) fn more_oddities(place: Place, more: usize) -> Diag {
    Diag::warning(
        "more-oddities",
        place,
        say!(
            "还有 {more} 处也有这样的问题",
            "{more} more places are odd in these ways"
        ),
    )
}
