//! Reads OpenDocument sheets in one pass over content.xml: shown texts, merged areas, hidden sheets.

use std::collections::HashSet;
use std::io::{BufReader, Cursor};
use std::sync::Arc;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::grid::Grid;
use super::hidden::Hidden;
use super::preflight::encrypted;
use super::workbook::Taker;
use super::{Area, damaged, limits, render};
use crate::diag::Diag;
use crate::text::Texts;

/// Errors as the cells show them.
const ERRORS: [&str; 8] = [
    "#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "Err:",
];

/// Yields the sheets of a workbook, in its order.
pub(super) fn read(
    path: &Arc<str>,
    bytes: &[u8],
    texts: &mut Texts,
    taker: &mut dyn Taker,
) -> Result<(), Diag> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(path, error))?;
    if is_encrypted(&mut archive) {
        return Err(encrypted(path));
    }
    let content = archive
        .by_name("content.xml")
        .map_err(|error| damaged(path, error))?;
    let mut xml = Reader::from_reader(BufReader::new(content));
    let mut book = Book::new(path, texts, taker);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = xml
            .read_event_into(&mut buffer)
            .map_err(|error| damaged(path, error))?;
        match event {
            Event::Start(tag) => book.start(&tag)?,
            Event::Empty(tag) => {
                book.start(&tag)?;
                book.end(tag.local_name().as_ref())?;
            }
            Event::End(tag) => book.end(tag.local_name().as_ref())?,
            Event::Text(text) => book.text(&text.xml10_content()),
            Event::CData(text) => book.text(&text.xml10_content()),
            Event::GeneralRef(entity) => book.text(&resolved(&entity)),
            Event::Eof => break,
            _ => {}
        }
    }
    if book.grid.is_some() {
        return Err(damaged(path, "content.xml breaks off"));
    }
    Ok(())
}

fn is_encrypted(archive: &mut ZipArchive<Cursor<&[u8]>>) -> bool {
    let mut text = String::new();
    archive
        .by_name("META-INF/manifest.xml")
        .is_ok_and(|manifest| {
            use std::io::Read;
            manifest
                .take(limits::ZIP_SMALL_ENTRY)
                .read_to_string(&mut text)
                .is_ok_and(|_| text.contains("encryption-data"))
        })
}

fn resolved(entity: &BytesRef) -> String {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        return c.to_string();
    }
    match &**entity {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
    .to_owned()
}

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    text: String,
    repeated: u32,
    spans: (u32, u32),
    date: Option<String>,
    value: Option<f64>,
    formula: bool,
    paragraphs: u32,
}

/// The workbook while it is read.
struct Book<'t> {
    path: &'t Arc<str>,
    texts: &'t mut Texts,
    taker: &'t mut dyn Taker,
    hidden_styles: HashSet<String>,
    style: Option<String>,
    grid: Option<Grid>,
    row: u32,
    row_repeated: u32,
    row_is_hidden: bool,
    hidden: Hidden,
    /// Columns told of so far.
    columns_told: u32,
    column: u32,
    cells: Vec<(u32, Cell)>,
    cell: Option<Cell>,
    /// Depth inside a comment or a drawing, whose text is no cell's.
    aside: u32,
}

/// Whether a row or a column is not shown.
fn is_hidden(tag: &BytesStart) -> bool {
    attribute(tag, "table:visibility").is_some_and(|shown| matches!(&*shown, "collapse" | "filter"))
}

impl<'t> Book<'t> {
    fn new(path: &'t Arc<str>, texts: &'t mut Texts, taker: &'t mut dyn Taker) -> Self {
        Self {
            path,
            texts,
            taker,
            hidden_styles: HashSet::new(),
            style: None,
            grid: None,
            row: 0,
            row_repeated: 1,
            row_is_hidden: false,
            hidden: Hidden::default(),
            columns_told: 0,
            column: 0,
            cells: Vec::new(),
            cell: None,
            aside: 0,
        }
    }

    fn start(&mut self, tag: &BytesStart) -> Result<(), Diag> {
        let name = tag.local_name();
        if self.aside > 0 || matches!(name.as_ref(), "annotation" | "shapes" | "tracked-changes") {
            self.aside += 1;
            return Ok(());
        }
        match name.as_ref() {
            "style" => self.style = attribute(tag, "style:name"),
            "table-properties" => {
                if attribute(tag, "table:display").as_deref() == Some("false")
                    && let Some(style) = self.style.take()
                {
                    self.hidden_styles.insert(style);
                }
            }
            "table" => self.start_table(tag),
            "table-column" => {
                let first = self.columns_told;
                let columns = count(tag, "table:number-columns-repeated");
                self.columns_told = first.saturating_add(columns);
                if is_hidden(tag) {
                    self.hidden
                        .add_columns(first, self.columns_told.saturating_sub(1));
                }
            }
            "table-row" => {
                self.row_repeated = count(tag, "table:number-rows-repeated");
                self.row_is_hidden = is_hidden(tag);
                self.column = 0;
            }
            "table-cell" | "covered-table-cell" if self.grid.is_some() => self.start_cell(tag),
            "p" => {
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
            }
            "s" => {
                let spaces = count(tag, "text:c").min(limits::HTML_SPAN);
                self.text(&" ".repeat(spaces as usize));
            }
            "tab" => self.text("\t"),
            "line-break" => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Diag> {
        if self.aside > 0 {
            self.aside -= 1;
            return Ok(());
        }
        match name {
            "table-cell" | "covered-table-cell" => {
                if let Some(cell) = self.cell.take() {
                    let column = self.column;
                    self.column = column.saturating_add(cell.repeated);
                    self.cells.push((column, cell));
                }
            }
            "table-row" => self.end_row()?,
            "table" => {
                if let Some(mut grid) = self.grid.take() {
                    grid.hides(&std::mem::take(&mut self.hidden));
                    self.taker.sheet(grid.finish(self.texts), self.texts);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.aside == 0
            && let Some(cell) = self.cell.as_mut().filter(|cell| cell.paragraphs > 0)
        {
            cell.text.push_str(text);
        }
    }

    fn start_table(&mut self, tag: &BytesStart) {
        let name = attribute(tag, "table:name").unwrap_or_default();
        let hidden = attribute(tag, "table:style-name")
            .is_some_and(|style| self.hidden_styles.contains(&style));
        self.grid = Some(Grid::new(self.path, &name, hidden));
        self.row = 0;
        self.columns_told = 0;
    }

    fn start_cell(&mut self, tag: &BytesStart) {
        self.cell = Some(Cell {
            repeated: count(tag, "table:number-columns-repeated"),
            spans: (
                count(tag, "table:number-rows-spanned"),
                count(tag, "table:number-columns-spanned"),
            ),
            date: attribute(tag, "office:date-value"),
            value: attribute(tag, "office:value").and_then(|value| value.parse().ok()),
            formula: attribute(tag, "table:formula").is_some(),
            ..Cell::default()
        });
    }

    fn end_row(&mut self) -> Result<(), Diag> {
        let cells = std::mem::take(&mut self.cells);
        let Some(grid) = &mut self.grid else {
            return Ok(());
        };
        let written: u64 = cells
            .iter()
            .filter(|(_, cell)| !cell.shown().is_empty())
            .map(|(_, cell)| u64::from(cell.repeated))
            .sum();
        let repeated = if written > 0 { self.row_repeated } else { 1 };
        grid.make_sure_of(self.row, written.saturating_mul(repeated.into()))?;
        if written > 0 && self.row_is_hidden {
            self.hidden.add_rows(self.row, repeated);
        }
        for down in 0..repeated {
            for (column, cell) in &cells {
                put(
                    grid,
                    self.row.saturating_add(down),
                    *column,
                    cell,
                    self.texts,
                )?;
            }
        }
        self.row = self.row.saturating_add(self.row_repeated);
        Ok(())
    }
}

impl Cell {
    fn shown(&self) -> String {
        if let Some(date) = &self.date {
            render::iso_text(date)
        } else if self.text.trim().is_empty() {
            self.value.map(render::number_text).unwrap_or_default()
        } else {
            self.text.clone()
        }
    }
}

fn put(grid: &mut Grid, row: u32, column: u32, cell: &Cell, texts: &mut Texts) -> Result<(), Diag> {
    let (rows, columns) = cell.spans;
    if rows > 1 || columns > 1 {
        grid.merge(Area {
            top: row,
            bottom: row.saturating_add(rows - 1),
            left: column,
            right: column.saturating_add(columns - 1),
        });
    }
    let text = cell.shown();
    if text.is_empty() {
        if cell.formula {
            grid.no_value(row, column);
        }
        return Ok(());
    }
    let is_error = ERRORS.iter().any(|error| text.starts_with(error));
    for across in 0..cell.repeated {
        let column = column.saturating_add(across);
        if is_error {
            grid.put_error(row, column, &text, texts)?;
        } else {
            grid.put(row, column, &text, texts)?;
        }
    }
    Ok(())
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// How often a row or cell is repeated or how far it spans, at least 1.
fn count(tag: &BytesStart, name: &str) -> u32 {
    attribute(tag, name)
        .and_then(|count| count.parse().ok())
        .unwrap_or(1)
        .max(1)
}
