//! Reads xlsx, xlsm, xlsb and xls through calamine, cell by cell where the format allows it.

use std::collections::HashMap;
use std::io::Cursor;
use std::sync::Arc;

use calamine::{DataRef, DataType, Dimensions, Reader, SheetVisible, Xls, Xlsb, Xlsx};

use super::grid::Grid;
use super::hidden::Hidden;
use super::preflight::encrypted;
use super::workbook::Taker;
use super::{Area, damaged, render};
use crate::diag::Diag;
use crate::say;
use crate::text::{Symbol, Texts};

/// Yields the sheets of an Office Open XML workbook, in its order.
pub(super) fn xlsx(
    path: &Arc<str>,
    bytes: &[u8],
    hidden_by_sheet: &HashMap<String, Hidden>,
    texts: &mut Texts,
    taker: &mut dyn Taker,
) -> Result<(), Diag> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| fault(path, &error))?;
    for (name, hidden) in sheets(&book) {
        let mut grid = Grid::new(path, &name, hidden);
        let hidden = hidden_by_sheet.get(&name);
        if let Some(hidden) = hidden {
            grid.hides(hidden);
        }
        // To find merged areas all cells are read: only where there are any.
        if !hidden.is_some_and(|hidden| hidden.is_unmerged) {
            // A chart or macro sheet has no cells to read.
            let Ok(merges) = book.merge_cells_by_sheet_name(&name) else {
                continue;
            };
            merge_all(&mut grid, &merges);
        }
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            continue;
        };
        // What cells share is read once, and known by where it stands in memory.
        let mut known: HashMap<usize, Symbol> = HashMap::new();
        loop {
            let cell = cells
                .next_cell_with_formula_metadata()
                .map_err(|error| damaged(path, format_args!("{name}: {error}")))?;
            let Some(cell) = cell else { break };
            let (row, column) = cell.pos;
            let has_no_value = match cell.value {
                DataRef::Empty => true,
                DataRef::String(ref text) => text.is_empty(),
                _ => false,
            };
            if cell.formula.is_some() && has_no_value {
                grid.no_value(row, column);
            }
            let shared = match cell.value {
                DataRef::SharedString(text) => Some(text.as_ptr() as usize),
                _ => None,
            };
            if let Some(&cell) = shared.and_then(|at| known.get(&at)) {
                grid.put_again(row, column, cell)?;
                continue;
            }
            let put = put(&mut grid, row, column, &cell.value, texts)?;
            // What is odd is told of each cell.
            if let (Some(at), Put::Plain(cell)) = (shared, put) {
                known.insert(at, cell);
            }
        }
        taker.sheet(grid.finish(texts), texts);
    }
    Ok(())
}

/// Yields the sheets of its binary form.
pub(super) fn xlsb(
    path: &Arc<str>,
    bytes: &[u8],
    hidden_by_sheet: &HashMap<String, Hidden>,
    texts: &mut Texts,
    taker: &mut dyn Taker,
) -> Result<(), Diag> {
    let mut book: Xlsb<_> = Xlsb::new(Cursor::new(bytes)).map_err(|error| fault(path, &error))?;
    for (name, hidden) in sheets(&book) {
        let mut grid = Grid::new(path, &name, hidden);
        if let Some(hidden) = hidden_by_sheet.get(&name) {
            grid.hides(hidden);
        }
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            continue;
        };
        while let Some(cell) = cells
            .next_cell()
            .map_err(|error| damaged(path, format_args!("{name}: {error}")))?
        {
            let (row, column) = cell.get_position();
            put(&mut grid, row, column, cell.get_value(), texts)?;
        }
        taker.sheet(grid.finish(texts), texts);
    }
    Ok(())
}

/// Yields the sheets of a BIFF workbook.
pub(super) fn xls(
    path: &Arc<str>,
    bytes: &[u8],
    hidden_by_sheet: &[Hidden],
    texts: &mut Texts,
    taker: &mut dyn Taker,
) -> Result<(), Diag> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| fault(path, &error))?;
    for (nth, (name, hidden)) in sheets(&book).into_iter().enumerate() {
        let mut grid = Grid::new(path, &name, hidden);
        if let Some(hidden) = hidden_by_sheet.get(nth) {
            grid.hides(hidden);
        }
        let merges = book.merge_cells_by_sheet_name(&name);
        merge_all(&mut grid, &merges.unwrap_or_default());
        let range = book
            .worksheet_range(&name)
            .map_err(|error| damaged(path, format_args!("{name}: {error}")))?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let row = u32::try_from(row).unwrap_or(u32::MAX).saturating_add(top);
            let column = u32::try_from(column)
                .unwrap_or(u32::MAX)
                .saturating_add(left);
            put(&mut grid, row, column, value, texts)?;
        }
        taker.sheet(grid.finish(texts), texts);
    }
    Ok(())
}

/// Names of the sheets and whether they are hidden.
fn sheets<R: std::io::Read + std::io::Seek>(book: &impl Reader<R>) -> Vec<(String, bool)> {
    book.sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect()
}

/// What was put in a cell.
enum Put {
    /// A text like any other.
    Plain(Symbol),
    /// Something that was told.
    Odd,
}

fn put<D: DataType>(
    grid: &mut Grid,
    row: u32,
    column: u32,
    value: &D,
    texts: &mut Texts,
) -> Result<Put, Diag> {
    if let Some(error) = value.get_error() {
        grid.put_error(row, column, &error.to_string(), texts)?;
        return Ok(Put::Odd);
    }
    if value.get_float().is_some_and(|number| !number.is_finite()) {
        grid.put_error(row, column, render::NO_NUMBER, texts)?;
        return Ok(Put::Odd);
    }
    let text = render::text_of(value);
    let is_garbled = text.contains(['\u{0}', '\u{FFFD}']);
    if is_garbled {
        grid.odd(
            "garbled-cell",
            row,
            column,
            say!(
                "单元格里有读不出的字符",
                "the cell holds characters that can't be read"
            ),
        );
    }
    let cell = grid.put(row, column, &text, texts)?;
    Ok(match is_garbled {
        true => Put::Odd,
        false => Put::Plain(cell),
    })
}

fn merge_all(grid: &mut Grid, merges: &[Dimensions]) {
    for merge in merges {
        grid.merge(Area {
            top: merge.start.0,
            bottom: merge.end.0,
            left: merge.start.1,
            right: merge.end.1,
        });
    }
}

fn fault(path: &Arc<str>, error: &impl std::fmt::Display) -> Diag {
    let text = error.to_string();
    if text.contains("password") {
        encrypted(path)
    } else {
        damaged(path, text)
    }
}
