//! The outline as paragraphs and tables of a Word document.

use std::io::{self, Write};

use super::NAMESPACES;
use super::page::{self, LANDSCAPE_WIDTH, TEXT_WIDTH};
use crate::phrase::Lang;
use crate::report::outline::{Annex, Block, Cell, Column, Outline, Rows, Section, Table, number};
use crate::report::wrap::width;
use crate::report::xml::escaped;

/// Writes the main part.
pub(super) fn write(outline: &Outline, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut body = Body { lang, out };
    write!(
        body.out,
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {NAMESPACES}><w:body>"#
    )?;
    body.front(outline)?;
    for (i, section) in outline.sections.iter().enumerate() {
        body.section(section, &[i + 1])?;
    }
    body.end(outline)?;
    for (i, annex) in outline.annexes.iter().enumerate() {
        // The properties of pages stand behind them.
        body.paragraph_before(&page::section(i > 0))?;
        body.annex(annex, (outline.annexes.len() > 1).then_some(i + 1))?;
    }
    body.out
        .write_all(page::section(!outline.annexes.is_empty()).as_bytes())?;
    body.out.write_all(b"</w:body></w:document>")
}

/// The styles of a table's cells.
struct TableStyles {
    head: &'static str,
    text: &'static str,
    number: &'static str,
}

const BODY: TableStyles = TableStyles {
    head: "TableHead",
    text: "TableText",
    number: "TableNumber",
};

const ANNEX: TableStyles = TableStyles {
    head: "SmallHead",
    text: "SmallText",
    number: "SmallNumber",
};

struct Body<'o> {
    lang: Lang,
    out: &'o mut dyn Write,
}

impl Body<'_> {
    fn front(&mut self, outline: &Outline) -> io::Result<()> {
        self.paragraph("Title", &on_lines(&outline.title).join("\n"))?;
        self.paragraph("Addressee", "")?;
        self.paragraph("Addressee", &outline.addressee)?;
        outline
            .opening
            .iter()
            .try_for_each(|said| self.paragraph("BodyText", said))
    }

    fn section(&mut self, section: &Section, places: &[usize]) -> io::Result<()> {
        let title = format!("{}{}", number(places, self.lang), section.title);
        self.paragraph(heading(places.len()), &title)?;
        for (i, block) in section.blocks.iter().enumerate() {
            let leads = matches!(section.blocks.get(i + 1), Some(Block::Table(table)) if table.caption.is_empty());
            self.block(block, leads)?;
        }
        for (i, part) in section.parts.iter().enumerate() {
            self.section(part, &[places, &[i + 1]].concat())?;
        }
        Ok(())
    }

    /// A block; one that leads to a table without a caption stays on its page.
    fn block(&mut self, block: &Block, leads: bool) -> io::Result<()> {
        match block {
            Block::Paragraph(said) if leads => self.paragraph("BeforeTable", said),
            Block::Paragraph(said) => self.paragraph("BodyText", said),
            Block::List(points) => {
                let mut points = points.iter().enumerate();
                points.try_for_each(|(i, point)| {
                    self.paragraph(
                        "BodyText",
                        &format!("{}{point}", number(&[0, 0, 0, i + 1], self.lang)),
                    )
                })
            }
            Block::Table(table) => self.table(table, TEXT_WIDTH, &BODY),
            Block::Chart(_) => Ok(()),
        }
    }

    /// The last sentence, the names of the annexes, and where to sign.
    fn end(&mut self, outline: &Outline) -> io::Result<()> {
        self.paragraph("BodyText", &outline.closing)?;
        self.paragraph("BodyText", "")?;
        let annexes: Vec<&str> = outline.annexes.iter().map(|annex| &*annex.title).collect();
        let word = match self.lang {
            Lang::Zh => "附件：",
            Lang::En => "Annexes: ",
        };
        match annexes.as_slice() {
            [] => {}
            [one] => self.paragraph("BodyText", &format!("{word}{one}"))?,
            many => {
                for (i, title) in many.iter().enumerate() {
                    // Under the first number, wherever that stands.
                    let before = if i == 0 {
                        word.to_owned()
                    } else {
                        "　　　".to_owned()
                    };
                    self.paragraph("BodyText", &format!("{before}{}.{title}", i + 1))?;
                }
            }
        }
        self.paragraph("BodyText", "")?;
        self.paragraph("BodyText", "")?;
        outline
            .signature
            .iter()
            .try_for_each(|line| self.paragraph("Signature", &format!("\t{line}")))
    }

    fn annex(&mut self, annex: &Annex, nth: Option<usize>) -> io::Result<()> {
        let word = match self.lang {
            Lang::Zh => "附件",
            Lang::En => "Annex ",
        };
        let nth = nth.map_or(String::new(), |nth| nth.to_string());
        self.paragraph("AnnexNumber", format!("{word}{nth}").trim_end())?;
        self.paragraph("Title", &annex.title)?;
        self.table(&annex.table, LANDSCAPE_WIDTH, &ANNEX)
    }

    fn table(&mut self, table: &Table, width: u32, styles: &TableStyles) -> io::Result<()> {
        match table.caption.is_empty() {
            true => self.paragraph("GapBefore", "")?,
            false => self.paragraph("Caption", &table.caption)?,
        }
        let widths = shared(&table.columns, width);
        let together = Together::of(table, &widths);
        self.out.write_all(table_begin(&widths, width).as_bytes())?;
        self.out
            .write_all(b"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")?;
        for (column, width) in table.columns.iter().zip(&widths) {
            self.cell(styles.head, &column.heading, *width, true)?;
        }
        self.out.write_all(b"</w:tr>")?;
        let lang = self.lang;
        let mut row = 0;
        table.each_row(|cells, is_total| {
            self.out
                .write_all(b"<w:tr><w:trPr><w:cantSplit/></w:trPr>")?;
            let keeps = together.keeps(row);
            row += 1;
            for ((cell, column), width) in cells.iter().zip(&table.columns).zip(&widths) {
                let style = match (is_total, column.is_number) {
                    (true, _) => styles.head,
                    (false, true) => styles.number,
                    (false, false) => styles.text,
                };
                self.cell(style, &cell.shown(lang), *width, keeps)?;
            }
            self.out.write_all(b"</w:tr>")
        })?;
        self.out.write_all(b"</w:tbl>")?;
        // Two tables with nothing between would become one.
        self.paragraph("Gap", "")
    }

    /// A cell; one that keeps stays on the page of the next row.
    fn cell(&mut self, style: &str, text: &str, width: u32, keeps: bool) -> io::Result<()> {
        write!(
            self.out,
            r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>"#
        )?;
        let keep = if keeps { "<w:keepNext/>" } else { "" };
        self.paragraph_that(style, keep, text)?;
        self.out.write_all(b"</w:tc>")
    }

    fn paragraph(&mut self, style: &str, text: &str) -> io::Result<()> {
        self.paragraph_that(style, "", text)
    }

    /// A paragraph with properties beside those of its style.
    fn paragraph_that(&mut self, style: &str, properties: &str, text: &str) -> io::Result<()> {
        write!(
            self.out,
            r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>"#
        )?;
        self.runs(text)?;
        self.out.write_all(b"</w:p>")
    }

    /// A paragraph that ends a run of pages.
    fn paragraph_before(&mut self, section: &str) -> io::Result<()> {
        write!(
            self.out,
            r#"<w:p><w:pPr><w:pStyle w:val="Gap"/>{section}</w:pPr></w:p>"#
        )
    }

    /// The text of a paragraph; its line breaks and tabs are elements.
    fn runs(&mut self, text: &str) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        self.out.write_all(b"<w:r>")?;
        let text = escaped(text);
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.out.write_all(b"<w:br/>")?;
            }
            for (i, part) in line.split('\t').enumerate() {
                if i > 0 {
                    self.out.write_all(b"<w:tab/>")?;
                }
                if !part.is_empty() {
                    write!(self.out, r#"<w:t xml:space="preserve">{part}</w:t>"#)?;
                }
            }
        }
        self.out.write_all(b"</w:r>")
    }
}

fn heading(level: usize) -> &'static str {
    match level {
        1 => "Heading1",
        2 => "Heading2",
        3 => "Heading3",
        _ => "Heading4",
    }
}

/// Which rows of a table stay on the page of the next one: all of a table that fits on half a page, and
/// of a longer one the first two and the last two, so that no row stands alone.
struct Together {
    rows: usize,
    is_short: bool,
}

/// So many lines of a table's text fill half a page.
const HALF_PAGE: usize = 22;
/// A character of a table's text, in twips.
const CHARACTER: u32 = 210;
/// What a cell keeps free on both sides, in twips.
const CELL_MARGINS: u32 = 114;

impl Together {
    fn of(table: &Table, widths: &[u32]) -> Self {
        let rows = table.rows.count();
        let is_short = match &table.rows {
            Rows::Ready(rows) if rows.len() <= HALF_PAGE => {
                let lines = rows.iter().map(|row| lines(row, widths));
                lines.sum::<usize>() <= HALF_PAGE
            }
            _ => false,
        };
        Self { rows, is_short }
    }

    fn keeps(&self, row: usize) -> bool {
        row + 1 < self.rows && (self.is_short || row == 0 || row + 2 == self.rows)
    }
}

/// How many lines a row takes.
fn lines(row: &[Cell], widths: &[u32]) -> usize {
    let of_cell = |(cell, room): (&Cell, &u32)| {
        let fits = (room.saturating_sub(CELL_MARGINS) / CHARACTER).max(1) as usize * 2;
        width(&cell.shown(Lang::Zh)).div_ceil(fits).max(1)
    };
    row.iter().zip(widths).map(of_cell).max().unwrap_or(1)
}

/// The room of a table shared among its columns as they ask.
fn shared(columns: &[Column], width: u32) -> Vec<u32> {
    let asked: u32 = columns.iter().map(|column| u32::from(column.width)).sum();
    let share = |column: &Column| width * u32::from(column.width) / asked.max(1);
    columns.iter().map(share).collect()
}

fn table_begin(widths: &[u32], width: u32) -> String {
    let edges = ["top", "left", "bottom", "right", "insideH", "insideV"];
    let edge =
        |edge: &str| format!(r#"<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#);
    let edges: String = edges.into_iter().map(edge).collect();
    let columns: String = widths
        .iter()
        .map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#))
        .collect();
    format!(
        concat!(
            r#"<w:tbl><w:tblPr><w:tblW w:w="{}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{}</w:tblBorders>"#,
            r#"<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{}</w:tblGrid>"#
        ),
        width, edges, columns
    )
}

/// A title on as few lines as hold it, about equally long, no word broken.
fn on_lines(words: &[String]) -> Vec<String> {
    /// So many characters of 二号 fill a line.
    const LINE: usize = 20;
    let length = |text: &str| width(text).div_ceil(2);
    let lines = length(&words.concat()).div_ceil(LINE).max(1);
    let most = length(&words.concat()).div_ceil(lines) + 1;
    let mut filled = vec![String::new()];
    for word in words {
        let last = filled.len() - 1;
        if !filled[last].is_empty() && length(&filled[last]) + length(word) > most.min(LINE) {
            filled.push(word.clone());
        } else {
            filled[last].push_str(word);
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_fills_lines_of_about_the_same_length() {
        let words = [
            "澜州区民政局",
            "关于公安局",
            "下达社区",
            "工作事项",
            "处理意见的函",
        ]
        .map(str::to_owned);
        assert_eq!(
            on_lines(&words),
            ["澜州区民政局关于公安局", "下达社区工作事项处理意见的函"]
        );
        assert_eq!(
            on_lines(&["关于社区".to_owned(), "的报告".to_owned()]),
            ["关于社区的报告"]
        );
    }
}
