//! Builds spreadsheets in memory and takes in what is in them.

#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Write};
use std::sync::LazyLock;

use jianfu::intake::{Intake, Overrides, SheetReport, Taking};
use jianfu::item::Field;
use jianfu::read::{Content, Input, ReadOptions};
use jianfu::words::Words;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

/// An item as the tests look at it: name, category, department, frequency.
pub(crate) type Seen = [String; 4];

/// One item.
pub(crate) fn item(name: &str, category: &str, department: &str, frequency: &str) -> Seen {
    [name, category, department, frequency].map(str::to_owned)
}

/// Takes in bytes as if they were a file of this name.
pub(crate) fn take_as(path: &str, bytes: impl AsRef<[u8]>, overrides: Overrides) -> Intake {
    take_with(path, bytes, overrides, &ReadOptions::default())
}

/// The same, with what the user says of the file.
pub(crate) fn take_with(
    path: &str,
    bytes: impl AsRef<[u8]>,
    overrides: Overrides,
    options: &ReadOptions,
) -> Intake {
    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::load(&[]).0);
    let mut taking = Taking::new(&WORDS, overrides);
    let input = Input {
        path: path.into(),
        content: Content::Bytes(bytes.as_ref().into()),
    };
    taking.read(&input, options);
    taking.finish()
}

/// Takes in bytes as they are.
pub(crate) fn take(bytes: impl AsRef<[u8]>) -> Intake {
    take_as("q3", bytes, Overrides::default())
}

/// The items of an intake, in order.
pub(crate) fn seen(intake: &Intake) -> Vec<Seen> {
    let items = &intake.items;
    let fields = [
        Field::Name,
        Field::Category,
        Field::Department,
        Field::Frequency,
    ];
    items
        .entries
        .iter()
        .map(|entry| fields.map(|field| squeezed(items.typed(entry.item, field))))
        .collect()
}

/// The names alone.
pub(crate) fn names(intake: &Intake) -> Vec<String> {
    seen(intake).into_iter().map(|[name, ..]| name).collect()
}

/// Without white space.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The sheets of the one input, each with its rows added up.
pub(crate) fn sheets(intake: &Intake) -> &[SheetReport] {
    let sheets = intake.inputs[0].sheets.as_ref().unwrap();
    for sheet in sheets {
        let counted = sheet.header_rows.len() + sheet.skipped.len() + sheet.items as usize;
        assert_eq!(counted, sheet.rows as usize, "{sheet:?}");
    }
    sheets
}

/// Rows passed over, each with its reason.
pub(crate) fn skipped(intake: &Intake) -> Vec<(u32, &'static str)> {
    sheets(intake)
        .iter()
        .flat_map(|sheet| &sheet.skipped)
        .map(|skipped| (skipped.row, skipped.reason.word()))
        .collect()
}

/// Codes of what was odd.
pub(crate) fn codes(intake: &Intake) -> Vec<&'static str> {
    intake.diags.iter().map(|diag| diag.code).collect()
}

/// The code of the error that kept the one input from being read.
pub(crate) fn refused(intake: &Intake) -> &'static str {
    intake.inputs[0].sheets.as_ref().unwrap_err().code
}

/// A workbook of one sheet: cells parted by `|`, and merged areas (`A1:A3`) as rows and columns from 0.
pub(crate) fn book(rows: &[&str], merges: &[[u32; 4]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    write(workbook.add_worksheet(), rows, merges);
    workbook.save_to_buffer().unwrap()
}

/// A workbook of named sheets.
pub(crate) fn book_of(sheets: &[(&str, &[&str])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        write(sheet, rows, &[]);
    }
    workbook.save_to_buffer().unwrap()
}

/// Writes rows and merged areas into a sheet.
pub(crate) fn write(sheet: &mut Worksheet, rows: &[&str], merges: &[[u32; 4]]) {
    for &[top, left, bottom, right] in merges {
        let text = rows[top as usize]
            .split('|')
            .nth(left as usize)
            .unwrap_or("");
        let (left, right) = (left as u16, right as u16);
        sheet
            .merge_range(top, left, bottom, right, text, &Format::new())
            .unwrap();
    }
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.split('|').enumerate() {
            let (row, column) = (row as u32, column as u16);
            match cell.parse::<f64>() {
                _ if cell.is_empty() => {}
                Ok(number) => {
                    sheet.write_number(row, column, number).unwrap();
                }
                Err(_) => {
                    sheet.write_string(row, column, cell).unwrap();
                }
            }
        }
    }
}

/// An OpenDocument workbook of this content.xml body.
pub(crate) fn ods(body: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:automatic-styles><style:style style:name="hid" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"#
    );
    archive(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ])
}

/// A zip of these parts.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
