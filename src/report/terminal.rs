//! Any outline for a terminal: headings, paragraphs and tables as wide as the terminal.

use std::io::{self, Write};

use anstyle::Style;
use comfy_table::{
    Attribute, Cell as Shown, CellAlignment, ColumnConstraint, ContentArrangement, Table as Drawn,
    Width, presets,
};

use super::legible::legible;
use super::outline::{Block, Outline, Section, Table};
use super::wrap::wrapped;
use super::{View, account};
use crate::phrase::Lang;
use crate::say;

/// So many rows of a table are shown, unless everything is to be told.
const ROWS: usize = 40;

/// Writes an outline.
pub(super) fn write(outline: &Outline, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page { view, out };
    let mut opening = outline.opening.iter();
    opening.try_for_each(|said| page.paragraph(said))?;
    for section in &outline.sections {
        page.section(section)?;
    }
    page.paragraph(&outline.closing)
}

struct Page<'p> {
    view: &'p View,
    out: &'p mut dyn Write,
}

impl Page<'_> {
    fn section(&mut self, section: &Section) -> io::Result<()> {
        let title = match self.view.coloured {
            true => format!("{0}{1}{0:#}", Style::new().bold(), section.title),
            false => section.title.clone(),
        };
        writeln!(self.out, "\n{title}")?;
        for block in &section.blocks {
            match block {
                Block::Paragraph(said) => self.paragraph(said)?,
                Block::List(points) => {
                    let mut points = points.iter();
                    points.try_for_each(|point| self.paragraph(&format!("- {point}")))?;
                }
                Block::Table(table) => self.table(table)?,
                // Its numbers stand in the table beside it.
                Block::Chart(_) => {}
            }
        }
        let mut parts = section.parts.iter();
        parts.try_for_each(|part| self.section(part))
    }

    fn paragraph(&mut self, said: &str) -> io::Result<()> {
        if said.is_empty() {
            return Ok(());
        }
        let lines = wrapped(&legible(said), self.view.width);
        lines
            .iter()
            .try_for_each(|line| writeln!(self.out, "{line}"))
    }

    fn table(&mut self, table: &Table) -> io::Result<()> {
        self.paragraph(&table.caption)?;
        let mut drawn = Drawn::new();
        drawn.load_style(presets::NOTHING);
        match self.view.coloured {
            true => drawn.enforce_styling(),
            false => drawn.force_no_tty(),
        };
        drawn.set_content_arrangement(ContentArrangement::Dynamic);
        drawn.set_width(u16::try_from(self.view.width).unwrap_or(u16::MAX));
        let headings = table
            .columns
            .iter()
            .map(|column| Shown::new(&column.heading).add_attribute(Attribute::Underlined));
        drawn.add_row(headings);
        let (limit, lang) = (self.limit(), self.view.lang);
        let mut left_out = 0;
        table.each_row(|cells, is_total| {
            if drawn.row_count() > limit && !is_total {
                left_out += 1;
                return Ok::<_, io::Error>(());
            }
            let shown = cells.iter().map(|cell| {
                let text = legible(&account::on_one_line(&cell.shown(lang))).into_owned();
                let shown = Shown::new(text);
                if is_total {
                    shown.add_attribute(Attribute::Bold)
                } else {
                    shown
                }
            });
            drawn.add_row(shown);
            Ok(())
        })?;
        for (column, of_table) in drawn.column_iter_mut().zip(&table.columns) {
            column.set_padding((0, 2));
            if of_table.is_number {
                column.set_cell_alignment(CellAlignment::Right);
                let least = Width::Fixed(10);
                column.set_constraint(ColumnConstraint::LowerBoundary(least));
            }
        }
        for line in drawn.lines() {
            writeln!(self.out, "  {}", line.trim_end())?;
        }
        self.left_out(left_out)
    }

    fn limit(&self) -> usize {
        if self.view.verbose || self.view.for_file {
            usize::MAX
        } else {
            ROWS
        }
    }

    fn left_out(&mut self, rows: usize) -> io::Result<()> {
        if rows == 0 {
            return Ok(());
        }
        let said = say!(
            "  ……另有 {rows} 行，-v 全部列出",
            "  … {rows} more rows; -v lists all"
        );
        let lang: Lang = self.view.lang;
        self.paragraph(said.in_lang(lang))
    }
}
