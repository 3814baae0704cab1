//! The report as Markdown: for a wiki, an issue, a chat.

use std::io::{self, Write};

use super::Facts;
use super::legible::legible;
use super::outline::{Block, Cell, Outline, Section, Table, number};
use crate::phrase::Lang;

/// Writes the report.
pub(super) fn write(facts: &Facts<'_>, out: &mut dyn Write) -> io::Result<()> {
    write_outline(&Outline::of(facts), facts.view.lang, out)
}

/// Writes any outline.
pub(super) fn write_outline(outline: &Outline, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page { lang, out };
    page.heading(1, &outline.title())?;
    page.paragraph(&outline.addressee)?;
    outline
        .opening
        .iter()
        .try_for_each(|said| page.paragraph(said))?;
    for (i, section) in outline.sections.iter().enumerate() {
        page.section(section, &[i + 1])?;
    }
    page.paragraph(&outline.closing)?;
    outline
        .signature
        .iter()
        .try_for_each(|line| page.paragraph(line))?;
    for annex in &outline.annexes {
        page.heading(2, &annex.title)?;
        page.table(&annex.table)?;
    }
    Ok(())
}

struct Page<'o> {
    lang: Lang,
    out: &'o mut dyn Write,
}

impl Page<'_> {
    fn section(&mut self, section: &Section, places: &[usize]) -> io::Result<()> {
        let title = format!("{}{}", number(places, self.lang), section.title);
        self.heading(places.len() + 1, &title)?;
        section
            .blocks
            .iter()
            .try_for_each(|block| self.block(block))?;
        for (i, part) in section.parts.iter().enumerate() {
            self.section(part, &[places, &[i + 1]].concat())?;
        }
        Ok(())
    }

    fn block(&mut self, block: &Block) -> io::Result<()> {
        match block {
            Block::Paragraph(said) => self.paragraph(said),
            Block::List(points) => {
                let mut points = points.iter();
                points.try_for_each(|point| writeln!(self.out, "- {}", escaped(point)))?;
                writeln!(self.out)
            }
            Block::Table(table) => self.table(table),
            // Its numbers stand in the table beside it.
            Block::Chart(_) => Ok(()),
        }
    }

    fn heading(&mut self, level: usize, title: &str) -> io::Result<()> {
        writeln!(self.out, "{} {}\n", "#".repeat(level), escaped(title))
    }

    fn paragraph(&mut self, said: &str) -> io::Result<()> {
        if said.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "{}\n", escaped(said))
    }

    fn table(&mut self, table: &Table) -> io::Result<()> {
        if !table.caption.is_empty() {
            self.paragraph(&table.caption)?;
        }
        let headings = table.columns.iter();
        self.row(headings.map(|column| escaped(&column.heading)))?;
        for column in &table.columns {
            self.out
                .write_all(if column.is_number { b"|--:" } else { b"|:--" })?;
        }
        writeln!(self.out, "|")?;
        table.each_row(|cells, _| {
            let lang = self.lang;
            let shown = |cell: &Cell| escaped(&cell.shown(lang));
            self.row(cells.iter().map(shown))
        })?;
        writeln!(self.out)
    }

    fn row(&mut self, cells: impl Iterator<Item = String>) -> io::Result<()> {
        for cell in cells {
            write!(self.out, "| {cell} ")?;
        }
        writeln!(self.out, "|")
    }
}

/// The text without meaning to Markdown or HTML, on one line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in legible(text.trim()).chars() {
        match c {
            '\n' => escaped.push_str("<br>"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '$' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}
