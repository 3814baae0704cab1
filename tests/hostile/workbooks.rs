//! Small workbooks of every format, written part by part and record by record.

use std::io::{Cursor, Write};
use std::path::Path;

use crate::zip_forge::{self, Part, part};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Two shared strings.
pub(crate) const STRINGS: &str =
    r#"count="2" uniqueCount="2"><si><t>事项名称</t></si><si><t>党员名册</t></si>"#;

/// An xlsx of one sheet: attributes and body of the shared strings, and the rows.
pub(crate) fn xlsx(strings: &str, rows: &str) -> Vec<u8> {
    zip_forge::zip(&xlsx_parts(
        strings,
        &format!("<sheetData>{rows}</sheetData>"),
    ))
}

/// Its parts, the strings at 4 and the sheet at 5.
pub(crate) fn xlsx_parts(strings: &str, sheet: &str) -> Vec<Part> {
    let head = r#"<?xml version="1.0"?>"#;
    vec![
        way_in("xl/workbook.xml"),
        part("[Content_Types].xml", format!(r#"{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>"#).as_bytes()),
        part("xl/workbook.xml", format!(r#"{head}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#).as_bytes()),
        part("xl/_rels/workbook.xml.rels", format!(r#"{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELATIONSHIPS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{RELATIONSHIPS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#).as_bytes()),
        part("xl/sharedStrings.xml", format!(r#"{head}<sst xmlns="{MAIN}" {strings}</sst>"#).as_bytes()),
        part("xl/worksheets/sheet1.xml", format!(r#"{head}<worksheet xmlns="{MAIN}">{sheet}</worksheet>"#).as_bytes()),
    ]
}

/// The part that says which part is the workbook.
fn way_in(book: &str) -> Part {
    part("_rels/.rels", format!(r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELATIONSHIPS}/officeDocument" Target="{book}"/></Relationships>"#).as_bytes())
}

/// Rows of an xlsx with inline strings: cells parted by `|`.
pub(crate) fn rows(lines: &[&str]) -> String {
    let cell = |text: &str| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#);
    let row = |line: &&str| {
        format!(
            "<row>{}</row>",
            line.split('|').map(cell).collect::<String>()
        )
    };
    lines.iter().map(row).collect()
}

/// A compound file of these streams.
pub(crate) fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_storage_all(Path::new(name).parent().unwrap())
            .unwrap();
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A BIFF8 stream with one sheet of these records.
pub(crate) fn biff(globals: &[u8], records: &[u8]) -> Vec<u8> {
    let globals = [biff_bof(5), record(0x42, &[0xB0, 4]), globals.to_vec()].concat();
    let at = (globals.len() + 4 + 9 + 4) as u32;
    let bound = [&at.to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat();
    [
        globals,
        record(0x85, &bound),
        record(0x0A, &[]),
        biff_bof(0x10),
        records.to_vec(),
        record(0x0A, &[]),
    ]
    .concat()
}

fn biff_bof(of: u8) -> Vec<u8> {
    record(0x809, &[0, 6, of, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
}

/// A record of BIFF8.
pub(crate) fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = body.len() as u16;
    [&kind.to_le_bytes(), &length.to_le_bytes(), body].concat()
}

/// A cell of BIFF8 with a text in it (`LABEL`).
pub(crate) fn biff_label(row: u16, column: u16, text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut body = [row, column, 0, units.len() as u16]
        .map(u16::to_le_bytes)
        .concat();
    body.push(1);
    body.extend(units.into_iter().flat_map(u16::to_le_bytes));
    record(0x204, &body)
}

/// An xls of one sheet with these rows.
pub(crate) fn xls(lines: &[&str]) -> Vec<u8> {
    let mut records = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        for (column, text) in line.split('|').enumerate() {
            records.extend(biff_label(row as u16, column as u16, text));
        }
    }
    compound(&[("/Workbook", &biff(&[], &records))])
}

/// An xls of one sheet with these rows, which hides one row and one column.
pub(crate) fn xls_hiding(lines: &[&str], row: u16, column: u16) -> Vec<u8> {
    let columns = [column, column, 0, 0, 1, 0].map(u16::to_le_bytes).concat();
    let row = [row, 0, 2, 0, 0, 0, 0x20, 0].map(u16::to_le_bytes).concat();
    let cells = |(row, line): (usize, &&str)| {
        let cells = line.split('|').enumerate();
        cells
            .flat_map(|(column, text)| biff_label(row as u16, column as u16, text))
            .collect::<Vec<_>>()
    };
    let cells: Vec<u8> = lines.iter().enumerate().flat_map(cells).collect();
    let records = [record(0x7D, &columns), record(0x208, &row), cells].concat();
    compound(&[("/Workbook", &biff(&[], &records))])
}

/// An xlsb of one sheet with these rows.
pub(crate) fn xlsb(lines: &[&str]) -> Vec<u8> {
    xlsb_hiding(lines, None)
}

/// The same, which may hide one row and one column.
pub(crate) fn xlsb_hiding(lines: &[&str], hidden: Option<(u32, u32)>) -> Vec<u8> {
    let columns = hidden.map_or(Vec::new(), |(_, column)| {
        let body = [column, column, 0, 0, 1].map(u32::to_le_bytes).concat();
        [
            record12(390, &[]),
            record12(60, &body[..18]),
            record12(391, &[]),
        ]
        .concat()
    });
    let mut sheet = [
        record12(129, &[]),
        record12(148, &[0; 16]),
        columns,
        record12(145, &[]),
    ]
    .concat();
    for (row, line) in lines.iter().enumerate() {
        let mut head = [&(row as u32).to_le_bytes()[..], &[0; 21]].concat();
        if hidden.is_some_and(|(hidden, _)| hidden as usize == row) {
            head[11] = 0x10;
        }
        sheet.extend(record12(0, &head));
        for (column, text) in line.split('|').enumerate() {
            let head = [column as u32, 0].map(u32::to_le_bytes).concat();
            sheet.extend(record12(6, &[head, wide(text)].concat()));
        }
    }
    sheet.extend([record12(146, &[]), record12(130, &[])].concat());
    let bundle = [vec![0; 4], vec![1, 0, 0, 0], wide("rId1"), wide("S")].concat();
    let book = [
        record12(131, &[]),
        record12(143, &[]),
        record12(156, &bundle),
        record12(144, &[]),
        record12(132, &[]),
    ]
    .concat();
    let mut parts = xlsx_parts(STRINGS, "");
    parts.truncate(2);
    parts[0] = way_in("xl/workbook.bin");
    parts.push(part("xl/workbook.bin", &book));
    parts.push(part("xl/_rels/workbook.bin.rels", format!(r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELATIONSHIPS}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>"#).as_bytes()));
    parts.push(part("xl/worksheets/sheet1.bin", &sheet));
    zip_forge::zip(&parts)
}

/// A record of BIFF12: kind and length take as few bytes as they need, seven bits each.
fn record12(kind: u16, body: &[u8]) -> Vec<u8> {
    let mut out = match kind {
        0..=127 => vec![kind as u8],
        _ => vec![(kind & 0x7F) as u8 | 0x80, (kind >> 7) as u8],
    };
    let mut length = body.len();
    while length > 127 {
        out.push(length as u8 | 0x80);
        length >>= 7;
    }
    out.push(length as u8);
    out.extend(body);
    out
}

/// A text of BIFF12.
fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = (units.len() as u32).to_le_bytes();
    [
        length.to_vec(),
        units.into_iter().flat_map(u16::to_le_bytes).collect(),
    ]
    .concat()
}

/// The content of an ods with rows: cells parted by `|`.
pub(crate) fn ods_rows(lines: &[&str]) -> String {
    let cell = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let row = |line: &&str| {
        let cells: String = line.split('|').map(cell).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let rows: String = lines.iter().map(row).collect();
    format!("<table:table table:name=\"S\">{rows}</table:table>")
}
