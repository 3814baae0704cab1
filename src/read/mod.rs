//! Turns files of any spreadsheet format into tables of interned cells; it knows nothing of items.

mod delimited;
mod encoding;
mod excel;
mod format;
mod grid;
mod hidden;
mod html;
mod input;
mod limits;
mod lines;
mod markup;
mod ndjson;
mod ods;
mod own_report;
mod part;
mod preflight;
mod render;
mod sequences;
mod table;
mod wire;
mod workbook;
mod worker;

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::diag::Diag;
use crate::phrase::Phrase;
use crate::place::Place;
use crate::say;
use crate::text::Texts;

use format::Format;
use worker::Worker;

pub use input::{Content, Input, inputs};
pub use limits::{WORKER_MEMORY, WORKER_TIME};
pub use table::{Area, Table};
pub use worker::{WorkerCommand, serve};

/// A file as it was read: one table a sheet.
#[derive(Clone, Debug)]
pub struct Document {
    /// The path the user gave; `-` for standard input.
    pub path: Arc<str>,
    /// What is to be said of the file as a whole.
    pub notes: Vec<Diag>,
    /// The sheets, in the order of the file.
    pub tables: Vec<Table>,
}

/// What a file of any format is read into.
#[derive(Debug, Default)]
struct Sheets {
    notes: Vec<Diag>,
    tables: Vec<Table>,
}

/// How a file is to be read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The encoding of text files, by its name (`GB18030`); `None` where it is to be told by what is in them.
    pub encoding: Option<String>,
    /// How to start a process that parses workbooks; without one they are parsed in this process,
    /// which a damaged one may end.
    pub worker: Option<WorkerCommand>,
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

/// A file that is being read: where there is a [`WorkerCommand`], the parsing of a workbook has begun.
#[derive(Debug)]
pub struct Opening<'i> {
    input: &'i Input,
    options: &'i ReadOptions,
    begun: Begun,
}

/// How far the reading of a file is.
#[derive(Debug)]
enum Begun {
    /// It can't be read.
    No(Diag),
    /// Its format is known.
    Told(Format),
    /// A process parses it.
    Parsed(Worker),
    /// It has been read, into texts of its own.
    Read(Texts, Result<Sheets, Diag>),
}

/// Begins to read a file of any format.
pub fn begin<'i>(input: &'i Input, options: &'i ReadOptions) -> Opening<'i> {
    let begun = format::of(input).and_then(|format| {
        let worker = match (&options.worker, format) {
            (Some(command), Format::Zip | Format::Ole) => Worker::start(command, input)?,
            _ => None,
        };
        Ok(worker.map_or(Begun::Told(format), Begun::Parsed))
    });
    Opening {
        input,
        options,
        begun: begun.unwrap_or_else(Begun::No),
    }
}

impl Opening<'_> {
    /// The path of the input.
    pub fn path(&self) -> &Arc<str> {
        &self.input.path
    }

    /// Reads the rest of the file before it is asked for, unless a process parses it in any case.
    #[must_use]
    pub fn ahead(self) -> Self {
        let Begun::Told(format) = self.begun else {
            return self;
        };
        let mut texts = Texts::new();
        let read = self.read_here(format, &mut texts);
        Self {
            begun: Begun::Read(texts, read),
            ..self
        }
    }

    /// Reads the rest of the file; what is wrong with it as a whole is an error that names the cure.
    pub fn finish(self, texts: &mut Texts) -> Result<Document, Diag> {
        let path = self.input.path.clone();
        let sheets = match self.begun {
            Begun::No(error) => Err(error),
            Begun::Told(format) => self.read_here(format, texts),
            Begun::Parsed(worker) => worker.finish(texts),
            Begun::Read(own, sheets) => sheets.map(|mut sheets| {
                let moved = texts.take_in(own);
                for table in &mut sheets.tables {
                    table.move_texts(&moved);
                }
                sheets
            }),
        };
        let Sheets { notes, tables } = sheets?;
        Ok(Document {
            path,
            notes,
            tables,
        })
    }

    fn read_here(&self, format: Format, texts: &mut Texts) -> Result<Sheets, Diag> {
        let read = || read_here(self.input, format, texts, self.options);
        guarded(&self.input.path, read)
    }
}

/// Reads a file of any format.
pub fn open(input: &Input, texts: &mut Texts, options: &ReadOptions) -> Result<Document, Diag> {
    begin(input, options).finish(texts)
}

/// Whether a workbook is one and what it says of its sizes is true, told without parsing its cells.
///
/// # Errors
/// What is wrong with it.
pub fn check_workbook(path: &Arc<str>, bytes: &[u8]) -> Result<(), Diag> {
    workbook::outside(path, bytes, format::of_bytes(path, bytes)?).map(drop)
}

/// Reads a file in this process.
fn read_here(
    input: &Input,
    format: Format,
    texts: &mut Texts,
    options: &ReadOptions,
) -> Result<Sheets, Diag> {
    let mut notes = Vec::new();
    let tables = match format {
        Format::Nothing => {
            notes.push(nothing(&input.path));
            vec![Table::default()]
        }
        Format::Delimited => vec![delimited::read(input, texts, options)?],
        Format::Ndjson => vec![ndjson::read(input, texts, options)?],
        Format::Html => html::read(input, texts, options)?,
        Format::Zip | Format::Ole => {
            let bytes = input.whole(limits::WORKBOOK_BYTES)?;
            let mut sheets = Sheets::default();
            workbook::read(&input.path, &bytes, format, texts, &mut sheets)?;
            return Ok(sheets);
        }
    };
    Ok(Sheets { notes, tables })
}

impl workbook::Taker for Sheets {
    fn note(&mut self, note: Diag) {
        self.notes.push(note);
    }

    fn sheet(&mut self, table: Table, _: &Texts) {
        self.tables.push(table);
    }
}

/// What is said of standard input without a byte.
fn nothing(path: &Arc<str>) -> Diag {
    Diag::warning(
        "empty-input",
        Place::File(path.clone()),
        say!(
            "里面什么也没有，没有事项",
            "it is empty: there are no items"
        ),
    )
}

/// The error for a file that its parser can't make sense of.
fn damaged(path: &Arc<str>, why: impl std::fmt::Display) -> Diag {
    Diag::error(
        "damaged-file",
        Place::File(path.clone()),
        say!(
            "文件不完整或已损坏，读不出来（{why}）",
            "the file is cut short or damaged and can't be read ({why})"
        ),
    )
    .help(say!(
        "多半是没有下载完或没有传完，请重新取一份；还是不行，用 Excel 或 WPS 打开它，另存为 .xlsx 后重试",
        "it was most likely not received whole: fetch it again; if that doesn't help, open it in a spreadsheet program and save it as .xlsx"
    ))
}

/// The cure for what takes too much.
fn save_again() -> Phrase {
    say!(
        "请用 Excel 或 WPS 打开它，另存为 .xlsx 后重试",
        "open it in a spreadsheet program, save it as .xlsx and try again"
    )
}
