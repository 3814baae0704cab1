//! Reads the tables of a page that was saved as `.xls`, and of Excel's XML of 2003.

use std::collections::HashMap;
use std::sync::Arc;

use encoding_rs::Encoding;

use super::encoding;
use super::grid::Grid;
use super::input::Input;
use super::markup::{Piece, Pieces, attribute, unescaped};
use super::{Area, ReadOptions, Table, damaged, limits};
use crate::diag::Diag;
use crate::text::Texts;

/// One table a sheet: each that isn't inside another, and each worksheet of an Excel XML.
pub(super) fn read(
    input: &Input,
    texts: &mut Texts,
    options: &ReadOptions,
) -> Result<Vec<Table>, Diag> {
    let bytes = input.whole(limits::HTML_BYTES)?;
    let said = options.encoding.clone().or_else(|| declared(&bytes));
    let encoding = match said {
        Some(name)
            if options.encoding.is_none() && Encoding::for_label(name.as_bytes()).is_none() =>
        {
            encoding::of(input, None)?
        }
        said => encoding::of(input, said.as_deref())?,
    };
    let (text, _, malformed) = encoding.decode(&bytes);
    if malformed {
        return Err(damaged(&input.path, encoding.name()));
    }
    let mut page = Page::new(&input.path, texts);
    for piece in Pieces::new(&text) {
        page.take(&piece)?;
    }
    Ok(named(page.finish(), &sheet_names(&text)))
}

/// The names that a spreadsheet program wrote for its own use, in a comment of the page.
fn sheet_names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("<x:Name>") {
        let Some((name, after)) = after.split_once("</x:Name>") else {
            break;
        };
        names.push(unescaped(name.trim()));
        rest = after;
    }
    names
}

/// Every table under the name that spreadsheet programs show: that of its sheet, or a number.
fn named(mut tables: Vec<Table>, names: &[String]) -> Vec<Table> {
    for (at, table) in tables.iter_mut().enumerate() {
        if table.name.is_empty() {
            let numbered = || format!("Sheet{}", at + 1);
            table.name = names.get(at).cloned().unwrap_or_else(numbered).into();
        }
    }
    tables
}

/// The encoding that a page says it has; a byte-order mark is stronger, and so is UTF-16 itself.
fn declared(bytes: &[u8]) -> Option<String> {
    if Encoding::for_bom(bytes).is_some() || bytes.iter().take(64).any(|&byte| byte == 0) {
        return None;
    }
    let head: String = bytes
        .iter()
        .take(4096)
        .map(|&byte| char::from(byte))
        .collect();
    let head = head.to_ascii_lowercase();
    let after = head
        .split_once("charset=")
        .or_else(|| head.split_once("encoding="))?
        .1;
    let name: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    Some(name)
}

/// A page while it is read.
struct Page<'t> {
    path: &'t Arc<str>,
    texts: &'t mut Texts,
    tables: Vec<Table>,
    grid: Option<Grid>,
    /// Name for the next table, where a worksheet gives one.
    name: String,
    depth: u32,
    row: u32,
    column: u32,
    in_row: bool,
    cell: Option<(String, u32, u32)>,
    /// Columns that a cell above reaches into: the first row that is free again.
    taken: HashMap<u32, u32>,
}

impl<'t> Page<'t> {
    fn new(path: &'t Arc<str>, texts: &'t mut Texts) -> Self {
        Self {
            path,
            texts,
            tables: Vec::new(),
            grid: None,
            name: String::new(),
            depth: 0,
            row: 0,
            column: 0,
            in_row: false,
            cell: None,
            taken: HashMap::new(),
        }
    }

    fn take(&mut self, piece: &Piece) -> Result<(), Diag> {
        match piece {
            Piece::Text(text) => {
                if let Some((cell, ..)) = &mut self.cell {
                    cell.push_str(&unescaped(text));
                }
                Ok(())
            }
            Piece::Open(name, attributes) => self.open(local(name), attributes),
            Piece::Close(name) => self.close(local(name)),
        }
    }

    fn open(&mut self, name: &str, attributes: &str) -> Result<(), Diag> {
        match name.to_ascii_lowercase().as_str() {
            "worksheet" => self.name = attribute(attributes, "name").unwrap_or_default(),
            "table" => {
                self.depth += 1;
                if self.depth == 1 {
                    let name = std::mem::take(&mut self.name);
                    self.grid = Some(Grid::new(self.path, &unescaped(&name), false));
                    (self.row, self.column) = (0, 0);
                    self.taken.clear();
                }
            }
            "tr" | "row" if self.depth == 1 => {
                self.end_row()?;
                self.in_row = true;
                if let Some(index) = number(attributes, "index") {
                    self.row = index.saturating_sub(1).max(self.row);
                }
            }
            "td" | "th" | "cell" if self.depth == 1 => {
                self.end_cell()?;
                self.in_row = true;
                if let Some(index) = number(attributes, "index") {
                    self.column = index.saturating_sub(1).max(self.column);
                }
                let spans = |html, xml: &str| {
                    let more = number(attributes, xml).map(|more| more.saturating_add(1));
                    number(attributes, html)
                        .or(more)
                        .unwrap_or(1)
                        .clamp(1, limits::HTML_SPAN)
                };
                self.cell = Some((
                    String::new(),
                    spans("rowspan", "mergedown"),
                    spans("colspan", "mergeacross"),
                ));
            }
            "br" | "p" | "div" => {
                if let Some((cell, ..)) = self.cell.as_mut().filter(|(cell, ..)| !cell.is_empty()) {
                    cell.push('\n');
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Diag> {
        match name.to_ascii_lowercase().as_str() {
            "td" | "th" | "cell" if self.depth == 1 => self.end_cell(),
            "tr" | "row" if self.depth == 1 => self.end_row(),
            "table" => {
                if self.depth == 1 {
                    self.end_row()?;
                    self.end_table();
                }
                self.depth = self.depth.saturating_sub(1);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn end_cell(&mut self) -> Result<(), Diag> {
        let (Some((text, rows, columns)), Some(grid)) = (self.cell.take(), &mut self.grid) else {
            return Ok(());
        };
        while self
            .taken
            .get(&self.column)
            .is_some_and(|&free| self.row < free)
        {
            self.column += 1;
        }
        let (row, column) = (self.row, self.column);
        let text = collapsed(&text);
        grid.put(row, column, &text, self.texts)?;
        if rows > 1 || columns > 1 {
            grid.merge(Area {
                top: row,
                bottom: row.saturating_add(rows - 1),
                left: column,
                right: column.saturating_add(columns - 1),
            });
        }
        for across in column..column.saturating_add(columns) {
            self.taken.insert(across, row.saturating_add(rows));
        }
        self.column = column.saturating_add(columns);
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Diag> {
        self.end_cell()?;
        if std::mem::take(&mut self.in_row) {
            self.row = self.row.saturating_add(1);
        }
        self.column = 0;
        Ok(())
    }

    fn end_table(&mut self) {
        if let Some(grid) = self.grid.take() {
            let table = grid.finish(self.texts);
            if !table.is_empty() {
                self.tables.push(table);
            }
        }
    }

    fn finish(mut self) -> Vec<Table> {
        self.end_table();
        self.tables
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn number(attributes: &str, name: &str) -> Option<u32> {
    attribute(attributes, name)?.trim().parse().ok()
}

/// Runs of white space as one space, but for the line breaks that the page asks for.
fn collapsed(text: &str) -> String {
    let lines = text
        .split('\n')
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}
