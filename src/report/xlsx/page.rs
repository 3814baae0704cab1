//! A sheet that sections stand on, one under the other.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::chart::{self, Drawing};
use super::format::Formats;
use crate::phrase::Lang;
use crate::report::legible::legible;
use crate::report::outline::{Block, Cell, Section, Table};
use crate::report::wrap::width;

/// How many characters a cell may hold, in UTF-16 units.
const CELL: usize = 32_767;
/// How many columns a paragraph goes across.
const ACROSS: u16 = 9;
/// The height of a line, in points.
const LINE: f64 = 15.0;

/// A sheet with the row that is next.
pub(super) struct Page<'w> {
    worksheet: &'w mut Worksheet,
    formats: &'w Formats,
    lang: Lang,
    row: u32,
    /// In Chinese characters, for all tables on the sheet.
    widths: Vec<u16>,
}

impl<'w> Page<'w> {
    /// An empty sheet for these tables, with columns that fit the widest.
    pub(super) fn for_tables(
        worksheet: &'w mut Worksheet,
        formats: &'w Formats,
        lang: Lang,
        tables: &[&Table],
    ) -> Result<Self, XlsxError> {
        let mut widths: Vec<u16> = Vec::new();
        for table in tables {
            widths.resize(widths.len().max(table.columns.len()), 0);
            for (width, column) in widths.iter_mut().zip(&table.columns) {
                *width = column.width.max(*width);
            }
        }
        for (width, column) in widths.iter().zip(0_u16..) {
            worksheet.set_column_width(column, in_excel(*width))?;
        }
        on_paper(worksheet, lang);
        Ok(Self {
            worksheet,
            formats,
            lang,
            row: 0,
            widths,
        })
    }

    /// The title of the workbook.
    pub(super) fn title(&mut self, title: &str) -> Result<(), XlsxError> {
        write(self.worksheet, (self.row, 0), title, &self.formats.title)?;
        self.row += 2;
        Ok(())
    }

    /// A paragraph across the sheet, as high as it has lines.
    pub(super) fn paragraph(&mut self, said: &str) -> Result<(), XlsxError> {
        let across: u16 = self.widths.iter().take(usize::from(ACROSS)).sum();
        let lines = lines_in(said, across.max(40));
        let format = &self.formats.paragraph;
        self.worksheet
            .merge_range(self.row, 0, self.row, ACROSS - 1, "", format)?;
        write(self.worksheet, (self.row, 0), said, format)?;
        as_high_as(self.worksheet, self.row, lines)?;
        self.row += 1;
        Ok(())
    }

    /// A section with those under it.
    pub(super) fn section(
        &mut self,
        section: &Section,
        drawing: &mut Drawing,
    ) -> Result<(), XlsxError> {
        write(
            self.worksheet,
            (self.row, 0),
            &section.title,
            &self.formats.heading,
        )?;
        self.row += 1;
        for block in &section.blocks {
            match block {
                Block::Paragraph(said) => self.paragraph(said)?,
                Block::List(points) => points.iter().try_for_each(|point| self.paragraph(point))?,
                Block::Table(table) => self.table(table)?,
                Block::Chart(drawn) => {
                    let made = drawing.chart(drawn);
                    self.worksheet.insert_chart(self.row, 0, &made)?;
                    self.row += chart::rows(drawn);
                }
            }
        }
        section
            .parts
            .iter()
            .try_for_each(|part| self.section(part, drawing))
    }

    /// A table that has the sheet to itself: its head stays in sight and filters.
    pub(super) fn listing(&mut self, table: &Table) -> Result<(), XlsxError> {
        self.table(table)?;
        let (rows, columns) = (table.rows.count() as u32, table.columns.len() as u16);
        self.worksheet.set_freeze_panes(1, 1)?;
        self.worksheet.set_repeat_rows(0, 0)?;
        self.worksheet
            .autofilter(0, 0, rows, columns.saturating_sub(1))?;
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), XlsxError> {
        if !table.caption.is_empty() {
            write(
                self.worksheet,
                (self.row, 0),
                &table.caption,
                &self.formats.heading,
            )?;
            self.row += 1;
        }
        for (column, at) in table.columns.iter().zip(0_u16..) {
            write(
                self.worksheet,
                (self.row, at),
                &column.heading,
                &self.formats.head,
            )?;
        }
        self.row += 1;
        table.each_row(|cells, is_total| {
            let mut lines = 1;
            for (cell, at) in cells.iter().zip(0_u16..) {
                self.cell((self.row, at), cell, is_total)?;
                if let Cell::Text(text) = cell {
                    lines = lines_in(text, self.widths[usize::from(at)]).max(lines);
                }
            }
            as_high_as(self.worksheet, self.row, lines)?;
            self.row += 1;
            Ok::<(), XlsxError>(())
        })?;
        self.row += 1;
        Ok(())
    }

    fn cell(&mut self, place: (u32, u16), cell: &Cell, is_total: bool) -> Result<(), XlsxError> {
        let format = match cell {
            _ if is_total && matches!(cell, Cell::Text(_)) => &self.formats.total,
            cell => of_cell(self.formats, cell),
        };
        cell_with(self.worksheet, place, cell, self.lang, format)
    }
}

/// A width in Chinese characters as Excel measures it.
pub(super) fn in_excel(width: u16) -> f64 {
    f64::from(width) * 2.0 + 2.0
}

/// How many lines a text fills in a column of a width.
pub(super) fn lines_in(text: &str, column: u16) -> usize {
    let cells = usize::from(column.max(2)) * 2;
    let lines = text.lines().map(|line| width(line).div_ceil(cells).max(1));
    lines.sum::<usize>().max(1)
}

/// Makes a row high enough; not every program does so by itself.
pub(super) fn as_high_as(
    worksheet: &mut Worksheet,
    row: u32,
    lines: usize,
) -> Result<(), XlsxError> {
    // Longer texts are read in the cell itself.
    const MOST: usize = 12;
    if lines > 1 {
        worksheet.set_row_height(row, LINE * lines.min(MOST) as f64 + 2.0)?;
    }
    Ok(())
}

/// The format for what a cell holds.
pub(super) fn of_cell<'f>(formats: &'f Formats, cell: &Cell) -> &'f Format {
    match cell {
        Cell::Text(_) => &formats.text,
        Cell::Count(_) => &formats.count,
        Cell::Amount(_, false) => &formats.amount,
        Cell::Amount(_, true) => &formats.estimate,
        Cell::Share(_) => &formats.share,
        Cell::Unknown => &formats.unknown,
    }
}

/// Writes a cell: numbers as numbers, everything else as text.
pub(super) fn cell_with(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    lang: Lang,
    format: &Format,
) -> Result<(), XlsxError> {
    let number = match cell {
        Cell::Count(count) => *count as f64,
        Cell::Amount(amount, _) => *amount,
        Cell::Share(share) => *share,
        Cell::Text(text) => return write(worksheet, (row, column), text, format),
        Cell::Unknown => return write(worksheet, (row, column), &cell.shown(lang), format),
    };
    worksheet.write_number_with_format(row, column, number, format)?;
    Ok(())
}

/// Writes a text as a text, whatever it looks like.
pub(super) fn write(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let text = legible(text);
    worksheet.write_string_with_format(row, column, fitting(&text), format)?;
    Ok(())
}

/// As much of a text as a cell may hold, the end marked where some is missing.
pub(in crate::report) fn fitting(text: &str) -> std::borrow::Cow<'_, str> {
    if text.len() <= CELL || text.encode_utf16().count() <= CELL {
        return text.into();
    }
    let mut units = 0;
    let kept = text.chars().take_while(|c| {
        units += c.len_utf16();
        units < CELL
    });
    let mut kept: String = kept.collect();
    kept.push('…');
    kept.into()
}

/// On its side, one page wide, numbered.
pub(super) fn on_paper(worksheet: &mut Worksheet, lang: Lang) {
    const A4: u8 = 9;
    let numbers = match lang {
        Lang::Zh => "&C第 &P 页，共 &N 页",
        Lang::En => "&Cpage &P of &N",
    };
    worksheet
        .set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_footer(numbers);
}
