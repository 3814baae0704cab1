//! The report as an Excel workbook: sums and charts, every item with its verdict and a place to reply, and the rest.

mod chart;
mod format;
mod items;
mod page;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use self::chart::Drawing;
use self::format::Formats;
use self::page::Page;
pub(super) use self::page::fitting;
use super::Facts;
use super::outline::{Outline, Section, Table, Topic};
use crate::phrase::{Lang, Phrase};
use crate::say;

/// The property by which reading knows that a workbook is a report, with the version of its layout.
const MARK: (&str, &str) = ("jianfu:report", "1");

/// A sheet of the workbook, in order.
#[derive(Clone, Copy, PartialEq)]
enum Sheet {
    Summary,
    Items,
    Opinions,
    Departments,
    Communities,
    Notes,
}

const SHEETS: [Sheet; 6] = [
    Sheet::Summary,
    Sheet::Items,
    Sheet::Opinions,
    Sheet::Departments,
    Sheet::Communities,
    Sheet::Notes,
];

impl Sheet {
    /// The sheet that a section stands on.
    fn of(topic: Topic) -> Self {
        match topic {
            Topic::Result | Topic::Limits => Self::Summary,
            Topic::Decisions | Topic::Rest => Self::Opinions,
            Topic::Departments => Self::Departments,
            Topic::Communities => Self::Communities,
            Topic::Examined | Topic::Ground => Self::Notes,
        }
    }

    fn name(self) -> Phrase {
        match self {
            Self::Summary => say!("汇总", "summary"),
            Self::Items => say!("事项", "items"),
            Self::Opinions => say!("意见", "decisions"),
            Self::Departments => say!("部门", "departments"),
            Self::Communities => say!("社区", "communities"),
            Self::Notes => say!("说明", "notes"),
        }
    }
}

/// Writes the report.
pub(super) fn write(facts: &Facts<'_>, out: &mut dyn Write) -> io::Result<()> {
    let outline = Outline::of(facts);
    let made = workbook(facts, &outline).and_then(|mut book| book.save_to_buffer());
    out.write_all(&made.map_err(io::Error::other)?)
}

/// Writes any outline: a sheet for each of its sections, the opening on the first.
pub(super) fn write_outline(outline: &Outline, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let made = sections(outline, lang).and_then(|mut book| book.save_to_buffer());
    out.write_all(&made.map_err(io::Error::other)?)
}

fn sections(outline: &Outline, lang: Lang) -> Result<Workbook, XlsxError> {
    let formats = Formats::new(lang);
    let mut book = Workbook::new();
    book.set_properties(&properties(&outline.title())?);
    let mut drawing = Drawing::new(lang);
    let worksheet = book
        .add_worksheet()
        .set_name(Sheet::Summary.name().in_lang(lang))?;
    let mut page = Page::for_tables(worksheet, &formats, lang, &[])?;
    page.title(&outline.title())?;
    let mut opening = outline.opening.iter();
    opening.try_for_each(|said| page.paragraph(said))?;
    for section in &outline.sections {
        let name: String = section.title.chars().take(31).collect();
        let worksheet = book.add_worksheet().set_name(name)?;
        Page::for_tables(worksheet, &formats, lang, &section.tables())?
            .section(section, &mut drawing)?;
    }
    drawing.write_data(&mut book, &formats)?;
    Ok(book)
}

fn workbook(facts: &Facts<'_>, outline: &Outline) -> Result<Workbook, XlsxError> {
    let lang = facts.view.lang;
    let formats = Formats::new(lang);
    let mut book = Workbook::new();
    book.set_properties(&properties(&outline.title())?);
    let mut drawing = Drawing::new(lang);
    for sheet in SHEETS {
        let sections: Vec<&Section> = outline
            .sections
            .iter()
            .filter(|section| Sheet::of(section.topic) == sheet)
            .collect();
        if sections.is_empty() && sheet != Sheet::Items {
            continue;
        }
        let name = sheet.name();
        if sheet == Sheet::Items {
            // Written row by row, so that many items don't stand in memory cell by cell.
            let worksheet = book.add_worksheet_with_low_memory()?;
            items::write(facts, &formats, worksheet.set_name(name.in_lang(lang))?)?;
            continue;
        }
        let worksheet = book.add_worksheet().set_name(name.in_lang(lang))?;
        let tables: Vec<&Table> = sections
            .iter()
            .flat_map(|section| section.tables())
            .collect();
        let mut page = Page::for_tables(worksheet, &formats, lang, &tables)?;
        if sheet == Sheet::Summary {
            page.title(&outline.title())?;
            outline
                .opening
                .iter()
                .try_for_each(|said| page.paragraph(said))?;
        }
        for section in sections {
            page.section(section, &mut drawing)?;
        }
    }
    // The first annex is the sheet of items.
    for annex in outline.annexes.iter().skip(1) {
        let worksheet = book.add_worksheet().set_name(short(&annex.title, lang))?;
        Page::for_tables(worksheet, &formats, lang, &[&annex.table])?.listing(&annex.table)?;
    }
    drawing.write_data(&mut book, &formats)?;
    Ok(book)
}

/// A name that fits on a tab.
fn short(title: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => title.chars().take(4).collect(),
        Lang::En => title.chars().take(31).collect(),
    }
}

/// The same report is the same bytes: no time of making but a fixed one.
fn properties(title: &str) -> Result<DocProperties, XlsxError> {
    let fixed = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let (name, version) = MARK;
    Ok(DocProperties::new()
        .set_title(super::legible::legible(title))
        .set_creation_datetime(&fixed)
        .set_custom_property(name, version))
}
