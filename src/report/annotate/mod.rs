//! The user's own workbook with the verdicts beside its columns: nothing else in it is touched.
//!
//! A workbook is an archive of parts. Only the parts of sheets that hold items are written anew, with cells
//! added to their rows; every other part is copied as it is packed, byte for byte. What can't be kept that
//! way, or would no longer be true, is refused.

mod book;
mod sheet;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use self::book::Book;
use super::xlsx::fitting;
use super::{Column, Facts, account, cell, wording};
use crate::phrase::Phrase;
use crate::say;

/// What is added to a row: a text for each new column.
type Added = Vec<String>;

/// What is added to each row of a sheet, by the number the spreadsheet shows.
type Rows = BTreeMap<u32, Added>;

/// The columns that are added, with their widths in characters.
const COLUMNS: [(Column, u32); 4] = [
    (Column::Action, 8),
    (Column::Target, 30),
    (Column::Reason, 50),
    (Column::Clause, 40),
];

/// Adds the verdicts on the items of one input to its workbook.
///
/// # Errors
///
/// Says why the workbook can't be annotated without loss.
pub fn annotate(facts: &Facts<'_>, path: &str, workbook: &[u8]) -> Result<Vec<u8>, Phrase> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).map_err(|_| no_xlsx())?;
    let is_signature = |name: std::borrow::Cow<'_, str>| name.starts_with("_xmlsignatures/");
    if archive.file_names().flatten().any(is_signature) {
        return Err(say!(
            "工作簿有数字签名，加了列签名就失效",
            "the workbook is signed, and the signature would no longer hold"
        ));
    }
    let book = Book::read(&mut archive)?;
    let mut patched: BTreeMap<String, String> = BTreeMap::new();
    for (name, rows) in by_sheet(facts, path) {
        let part = book.part(&name).ok_or_else(|| {
            say!(
                "没有找到工作表“{name}”的内容",
                "the sheet “{name}” was not found"
            )
        })?;
        let text = book::text_of(&mut archive, part)?;
        let annotated = sheet::annotated(&text, &rows, &COLUMNS.map(|(_, width)| width));
        let annotated = annotated.map_err(|why| {
            let (zh, en) = why.both();
            say!("工作表“{name}”：{zh}", "sheet “{name}”: {en}")
        })?;
        patched.insert(part.to_owned(), annotated);
    }
    repacked(&mut archive, &patched).map_err(|error| say!("{error}", "{error}"))
}

/// No workbook of the one kind whose rows are written as text.
fn no_xlsx() -> Phrase {
    say!(
        "只能给 .xlsx、.xlsm 工作簿加列；请先另存为 .xlsx",
        "only .xlsx and .xlsm workbooks can be annotated; save it as .xlsx first"
    )
}

/// What is added to the sheets of an input: the headings to the last header row, the verdicts to the rows
/// of items.
fn by_sheet(facts: &Facts<'_>, path: &str) -> BTreeMap<String, Rows> {
    let mut sheets: BTreeMap<String, BTreeMap<u32, Vec<u32>>> = BTreeMap::new();
    for entry in &facts.listed {
        let of = facts.entry(*entry);
        let source = &facts.audit.items.sources[of.source as usize];
        if &*source.path == path {
            let rows = sheets.entry(source.sheet.to_string()).or_default();
            rows.entry(of.row).or_default().push(*entry);
        }
    }
    let lang = facts.view.lang;
    let headings = COLUMNS.map(|(column, _)| {
        let heading = cell::heading(column, lang);
        facts.say(&say!("减负{heading}", "jianfu: {heading}"))
    });
    let with_headings = |(name, rows): (String, BTreeMap<u32, Vec<u32>>)| {
        let mut added: Rows = rows
            .iter()
            .map(|(row, of)| (*row, verdicts(facts, of)))
            .collect();
        if let Some(row) = header_row(facts, path, &name) {
            added.entry(row).or_insert_with(|| headings.to_vec());
        }
        (name, added)
    };
    sheets.into_iter().map(with_headings).collect()
}

fn header_row(facts: &Facts<'_>, path: &str, sheet: &str) -> Option<u32> {
    let input = facts
        .audit
        .inputs
        .iter()
        .find(|input| &*input.path == path)?;
    let mut sheets = input.sheets.iter().flatten();
    let found = sheets.find(|report| &*report.name == sheet)?;
    found.header_rows.last().copied()
}

/// The verdicts on the items of a row; where several stand side by side, each after its name.
fn verdicts(facts: &Facts<'_>, entries: &[u32]) -> Added {
    let text = |entry: u32, column: Column| match column {
        Column::Target => account::becomes(facts, entry).join("；"),
        Column::Clause => {
            let by = facts.verdict(entry).by.as_ref();
            let cited = by.and_then(|by| wording::cited(facts, facts.rule(by)));
            cited.unwrap_or_default()
        }
        _ => facts.cell_for_people(entry, column).into_owned(),
    };
    let of_column = |(column, _): (Column, u32)| match entries {
        [one] => text(*one, column),
        several => {
            let named = several.iter().map(|entry| {
                let name = facts.cell_for_people(*entry, Column::Name);
                format!("{}：{}", account::on_one_line(&name), text(*entry, column))
            });
            named.collect::<Vec<_>>().join("\n")
        }
    };
    COLUMNS
        .map(of_column)
        .iter()
        .map(|text| fitting(text).into_owned())
        .collect()
}

/// The archive with some parts written anew and every other copied as it is packed.
fn repacked(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    patched: &BTreeMap<String, String>,
) -> zip::result::ZipResult<Vec<u8>> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index)?;
        let name = entry.name()?.into_owned();
        let Some(text) = patched.get(&name) else {
            out.raw_copy_file(entry)?;
            continue;
        };
        let time = entry.last_modified().unwrap_or_default();
        drop(entry);
        out.start_file(name, SimpleFileOptions::default().last_modified_time(time))?;
        out.write_all(text.as_bytes())?;
    }
    Ok(out.finish()?.into_inner())
}
