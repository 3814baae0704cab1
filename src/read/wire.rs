//! How a worker process sends the sheets of a workbook to the program that started it.
//!
//! A stream is [`MAGIC`] and then messages: a kind, a length, a body. Every distinct text is sent
//! once, before the first row that holds it; rows name texts by their number, but for those that are
//! numbers by themselves. Numbers are 32 bits,
//! the least significant byte first. What arrives is checked and never believed: the sender has been
//! in the hands of a file that may mean harm.

use std::io::{self, Read, Write};
use std::sync::Arc;

use super::workbook::Taker;
use super::{Area, Sheets, Table, limits};
use crate::diag::{Diag, Severity};
use crate::phrase::{Lang, Phrase};
use crate::place::{Cell, Place};
use crate::text::{Symbol, Texts};

/// The name of the format; another version of the program speaks another one.
pub(super) const MAGIC: &[u8] =
    concat!("jianfu sheets ", env!("CARGO_PKG_VERSION"), "\n").as_bytes();

/// Kinds of messages.
mod kind {
    /// Texts, numbered on from those before.
    pub(super) const TEXTS: u8 = 1;
    /// A sheet begins: whether it is hidden, its name.
    pub(super) const SHEET: u8 = 2;
    /// Rows: each its number, its width and the numbers of its texts.
    pub(super) const ROWS: u8 = 3;
    /// Merged areas.
    pub(super) const MERGES: u8 = 4;
    /// Something odd in the sheet, or before the first one something of the whole file.
    pub(super) const ODDITY: u8 = 5;
    /// What is wrong with the whole file.
    pub(super) const ERROR: u8 = 6;
    /// All sheets have been sent.
    pub(super) const END: u8 = 7;
}

/// What marks the texts of cells that are numbers and sent as such.
const NUMBER: u32 = 1 << 31;

/// Codes of what can be wrong with a workbook or a cell of one.
const CODES: [&str; 16] = [
    "damaged-file",
    "double-cell",
    "empty-file",
    "encrypted-file",
    "error-cell",
    "formula-without-value",
    "garbled-cell",
    "has-links",
    "has-macros",
    "hidden-columns",
    "hidden-rows",
    "more-oddities",
    "not-a-spreadsheet",
    "too-large",
    "too-old",
    "unreadable-file",
];

/// Sends sheets; of a receiver that is gone it is told at the end.
pub(super) struct Sender<W> {
    out: W,
    /// How many texts have been sent.
    sent: usize,
    body: Vec<u8>,
    result: io::Result<()>,
}

impl<W: Write> Sender<W> {
    /// A stream of no sheets yet.
    pub(super) fn new(mut out: W) -> Self {
        let result = out.write_all(MAGIC);
        Self {
            out,
            // Absent and blank texts are known without being sent.
            sent: 2,
            body: Vec::with_capacity(limits::WORKER_PIECE * 2),
            result,
        }
    }

    /// Ends the stream, with what is wrong with the file.
    pub(super) fn finish(mut self, outcome: Result<(), Diag>) -> io::Result<()> {
        match outcome {
            Ok(()) => self.send(kind::END),
            Err(error) => {
                self.diag(&error);
                self.send(kind::ERROR);
            }
        }
        self.result?;
        self.out.flush()
    }

    fn texts(&mut self, texts: &Texts) {
        for text in texts.since(self.sent) {
            self.text(text);
            self.send_if_long(kind::TEXTS);
        }
        self.send_if_any(kind::TEXTS);
        self.sent = texts.len();
    }

    fn diag(&mut self, diag: &Diag) {
        let (sheet, row, column) = match &diag.place {
            Place::Cell(cell) => (&*cell.sheet, cell.row, cell.column),
            _ => ("", 0, None),
        };
        self.number(diag.severity as u32);
        self.number(row);
        self.number(column.map_or(0, |column| column.saturating_add(1)));
        self.text(sheet);
        self.text(diag.code);
        for phrase in [Some(&diag.message), diag.help.as_ref()]
            .into_iter()
            .flatten()
        {
            self.text(phrase.in_lang(Lang::Zh));
            self.text(phrase.in_lang(Lang::En));
        }
    }

    fn number(&mut self, number: u32) {
        self.body.extend_from_slice(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(u32::try_from(text.len()).unwrap_or(u32::MAX));
        self.body.extend_from_slice(text.as_bytes());
    }

    fn send_if_long(&mut self, kind: u8) {
        if self.body.len() >= limits::WORKER_PIECE {
            self.send(kind);
        }
    }

    fn send_if_any(&mut self, kind: u8) {
        if !self.body.is_empty() {
            self.send(kind);
        }
    }

    fn send(&mut self, kind: u8) {
        let length = u32::try_from(self.body.len()).unwrap_or(u32::MAX);
        if self.result.is_ok() {
            let mut head = [kind; 5];
            head[1..].copy_from_slice(&length.to_le_bytes());
            self.result = self
                .out
                .write_all(&head)
                .and_then(|()| self.out.write_all(&self.body));
        }
        self.body.clear();
    }
}

impl<W: Write> Taker for Sender<W> {
    fn note(&mut self, note: Diag) {
        self.diag(&note);
        self.send(kind::ODDITY);
    }

    fn sheet(&mut self, table: Table, texts: &Texts) {
        self.texts(texts);
        self.number(u32::from(table.hidden));
        self.body.extend_from_slice(table.name.as_bytes());
        self.send(kind::SHEET);
        for row in 0..table.len() {
            let cells = table.row(row);
            self.number(table.number(row));
            self.number(cells.len() as u32);
            for cell in cells {
                self.number(
                    cell.as_number()
                        .map_or(cell.code(), |number| number | NUMBER),
                );
            }
            self.send_if_long(kind::ROWS);
        }
        self.send_if_any(kind::ROWS);
        for area in &table.merges {
            for number in [area.top, area.bottom, area.left, area.right] {
                self.number(number);
            }
            self.send_if_long(kind::MERGES);
        }
        self.send_if_any(kind::MERGES);
        for oddity in &table.oddities {
            self.diag(oddity);
            self.send(kind::ODDITY);
        }
    }
}

/// A message as it arrived.
#[derive(Debug)]
pub(super) struct Message {
    kind: u8,
    body: Vec<u8>,
}

impl Message {
    /// The next message of a stream.
    pub(super) fn read(stream: &mut impl Read) -> io::Result<Self> {
        let mut head = [0; 5];
        stream.read_exact(&mut head)?;
        let [kind, length @ ..] = head;
        let length = u32::from_le_bytes(length) as usize;
        if length > limits::WORKER_MESSAGE {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body)?;
        Ok(Self { kind, body })
    }
}

/// What a message makes of the sheets received.
pub(super) enum Progress {
    /// There is more to come.
    More,
    /// That was all.
    Sheets(Sheets),
    /// What is wrong with the file.
    Error(Diag),
}

/// A message that no sender means.
pub(super) struct Garbled;

/// Puts the sheets together again.
pub(super) struct Receiver {
    path: Arc<str>,
    /// The texts received, as they are interned here.
    symbols: Vec<Symbol>,
    sheets: Sheets,
    /// Cells of the last sheet.
    cells: usize,
}

impl Receiver {
    /// Nothing received yet.
    pub(super) fn new(path: Arc<str>) -> Self {
        Self {
            path,
            symbols: vec![Symbol::ABSENT, Symbol::EMPTY],
            sheets: Sheets::default(),
            cells: 0,
        }
    }

    /// Takes the next message.
    pub(super) fn take(
        &mut self,
        message: &Message,
        texts: &mut Texts,
    ) -> Result<Progress, Garbled> {
        let mut body = Body(&message.body);
        match message.kind {
            kind::TEXTS => {
                while !body.is_empty() {
                    let text = body.text()?;
                    self.symbols.push(texts.intern(text));
                }
            }
            kind::SHEET => {
                let hidden = body.number()? != 0;
                let name = std::str::from_utf8(body.0).map_err(|_| Garbled)?;
                self.cells = 0;
                self.sheets.tables.push(Table {
                    name: name.into(),
                    hidden,
                    ..Table::default()
                });
            }
            kind::ROWS => {
                while !body.is_empty() {
                    self.row(&mut body, texts)?;
                }
            }
            kind::MERGES => {
                while !body.is_empty() {
                    let area = Area {
                        top: body.number()?,
                        bottom: body.number()?,
                        left: body.number()?,
                        right: body.number()?,
                    };
                    self.table()?.merges.push(area);
                }
            }
            kind::ODDITY => {
                let oddity = self.diag(&mut body)?;
                match self.sheets.tables.last_mut() {
                    Some(table) => table.oddities.push(oddity),
                    None => self.sheets.notes.push(oddity),
                }
            }
            kind::ERROR => return Ok(Progress::Error(self.diag(&mut body)?)),
            kind::END => return Ok(Progress::Sheets(std::mem::take(&mut self.sheets))),
            _ => return Err(Garbled),
        }
        Ok(Progress::More)
    }

    fn table(&mut self) -> Result<&mut Table, Garbled> {
        self.sheets.tables.last_mut().ok_or(Garbled)
    }

    fn row(&mut self, body: &mut Body<'_>, texts: &mut Texts) -> Result<(), Garbled> {
        let number = body.number()?;
        let width = body.number()? as usize;
        let cells = body.bytes(width.checked_mul(4).ok_or(Garbled)?)?;
        self.cells += width;
        let table = self.sheets.tables.last_mut().ok_or(Garbled)?;
        if number as usize != table.len() + 1 || number > limits::ROWS || self.cells > limits::CELLS
        {
            return Err(Garbled);
        }
        let mut all_known = true;
        let symbols = cells.as_chunks().0.iter().map(|cell| {
            let code = u32::from_le_bytes(*cell);
            let symbol = match code & NUMBER {
                0 => self.symbols.get(code as usize).copied(),
                _ => texts.of_number(code & !NUMBER),
            };
            all_known &= symbol.is_some();
            symbol.unwrap_or(Symbol::EMPTY)
        });
        table.push_row(number, symbols);
        all_known.then_some(()).ok_or(Garbled)
    }

    fn diag(&self, body: &mut Body<'_>) -> Result<Diag, Garbled> {
        let severity = match body.number()? {
            0 => Severity::Note,
            1 => Severity::Warning,
            2 => Severity::Error,
            _ => return Err(Garbled),
        };
        let (row, column) = (body.number()?, body.number()?);
        let (sheet, code) = (body.text()?, body.text()?);
        let place = match row {
            0 => Place::File(self.path.clone()),
            row => Place::Cell(Cell {
                path: self.path.clone(),
                sheet: sheet.into(),
                row,
                column: column.checked_sub(1),
            }),
        };
        let known = CODES.into_iter().find(|known| *known == code);
        let mut diag = Diag::error(known.ok_or(Garbled)?, place, body.phrase()?);
        diag.severity = severity;
        Ok(match body.is_empty() {
            true => diag,
            false => diag.help(body.phrase()?),
        })
    }
}

/// What is left of a message.
struct Body<'a>(&'a [u8]);

impl<'a> Body<'a> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn bytes(&mut self, length: usize) -> Result<&'a [u8], Garbled> {
        let (bytes, rest) = self.0.split_at_checked(length).ok_or(Garbled)?;
        self.0 = rest;
        Ok(bytes)
    }

    fn number(&mut self) -> Result<u32, Garbled> {
        let (bytes, rest) = self.0.split_first_chunk().ok_or(Garbled)?;
        self.0 = rest;
        Ok(u32::from_le_bytes(*bytes))
    }

    fn text(&mut self) -> Result<&'a str, Garbled> {
        let length = self.number()? as usize;
        std::str::from_utf8(self.bytes(length)?).map_err(|_| Garbled)
    }

    fn phrase(&mut self) -> Result<Phrase, Garbled> {
        Ok(Phrase::new(self.text()?, self.text()?))
    }
}
