//! Turns files of any spreadsheet format into tables of interned cells; it knows nothing of items.

mod delimited;
mod encoding;
mod excel;
mod format;
mod grid;
mod html;
mod input;
mod limits;
mod ndjson;
mod ods;
mod preflight;
mod render;

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::diag::Diag;
use crate::place::Place;
use crate::say;
use crate::text::{Symbol, Texts};

use format::Format;
pub use input::{Content, Input, inputs};

/// A file as it was read: one table a sheet.
#[derive(Clone, Debug)]
pub struct Document {
    /// The path the user gave; `-` for standard input.
    pub path: Arc<str>,
    /// The sheets, in the order of the file.
    pub tables: Vec<Table>,
}

/// How a file is to be read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The encoding of text files, by its name (`GB18030`); `None` where it is to be told by what is in them.
    pub encoding: Option<String>,
}

thread_local! {
    static IN_PARSER: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is inside a parser whose panic becomes an error of [`open`]; a panic hook that
/// prints nothing then leaves that error the only word on it.
pub fn is_in_parser() -> bool {
    IN_PARSER.get()
}

/// What a parser makes of a file; a panic on a damaged one is an error like any other.
fn guarded<T>(path: &Arc<str>, parse: impl FnOnce() -> Result<T, Diag>) -> Result<T, Diag> {
    IN_PARSER.set(true);
    let parsed = catch_unwind(AssertUnwindSafe(parse));
    IN_PARSER.set(false);
    parsed.unwrap_or_else(|_| Err(damaged(path, "parser failed")))
}

/// Reads a file of any format; what is wrong with it as a whole is an error that names the cure.
pub fn open(input: &Input, texts: &mut Texts, options: &ReadOptions) -> Result<Document, Diag> {
    guarded(&input.path, || read(input, texts, options))
}

fn read(input: &Input, texts: &mut Texts, options: &ReadOptions) -> Result<Document, Diag> {
    let format = format::of(input)?;
    let tables = match format {
        Format::Delimited => vec![delimited::read(input, texts, options)?],
        Format::Ndjson => vec![ndjson::read(input, texts, options)?],
        Format::Html => html::read(input, texts, options)?,
        Format::Zip | Format::Ole => {
            let bytes = input.whole(limits::WORKBOOK_BYTES)?;
            workbook(&input.path, &bytes, format, texts)?
        }
    };
    Ok(Document {
        path: input.path.clone(),
        tables,
    })
}

/// Reads a workbook, once its outside is known to be honest.
fn workbook(
    path: &Arc<str>,
    bytes: &[u8],
    format: Format,
    texts: &mut Texts,
) -> Result<Vec<Table>, Diag> {
    let kind = match format {
        Format::Zip => preflight::zip(path, bytes)?,
        _ => preflight::ole(path, bytes)?,
    };
    match kind {
        preflight::Kind::Ods => ods::read(path, bytes, texts),
        kind => excel::read(path, bytes, kind, texts),
    }
}

/// The error for a file that its parser can't make sense of.
fn damaged(path: &Arc<str>, why: impl std::fmt::Display) -> Diag {
    Diag::error(
        "damaged-file",
        Place::File(path.clone()),
        say!(
            "文件已损坏，读不出来（{why}）",
            "the file is damaged and can't be read ({why})"
        ),
    )
    .help(say!(
        "请用 Excel 或 WPS 打开它，另存为 .xlsx 后重试",
        "open it in a spreadsheet program, save it as .xlsx and try again"
    ))
}

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
