//! Files that are broken or mean harm are read or refused within two seconds, and never panic out.

// Builders in tests may fail.
#![allow(clippy::unwrap_used)]
#[allow(dead_code)]
mod sheets;

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use jianfu::intake::{Intake, Overrides};
use sheets::*;

/// The longest that a file may keep people waiting.
const PATIENCE: Duration = Duration::from_secs(2);

/// Takes in a file, which must be quick.
fn quickly(what: &str, bytes: &[u8]) -> Intake {
    let start = Instant::now();
    let intake = take_as("q3.xlsx", bytes, Overrides::default());
    assert!(start.elapsed() < PATIENCE, "{what}: {:?}", start.elapsed());
    if intake.inputs[0].sheets.is_ok() {
        sheets(&intake);
    }
    intake
}

/// The parts of a workbook of one sheet.
fn workbook(strings: &str, sheet: &str) -> Vec<u8> {
    archive(&[
        ("[Content_Types].xml", br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>"#),
        ("xl/workbook.xml", br#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#),
        ("xl/sharedStrings.xml", format!(r#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" {strings}</sst>"#).as_bytes()),
        ("xl/worksheets/sheet1.xml", format!(r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheet}</sheetData></worksheet>"#).as_bytes()),
    ])
}

const STRINGS: &str =
    r#"count="2" uniqueCount="2"><si><t>事项名称</t></si><si><t>党员名册</t></si>"#;

/// A compound file of these streams.
fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A BIFF8 stream with one sheet and a number in it.
fn biff() -> Vec<u8> {
    let record = |kind: u16, body: &[u8]| {
        let length = body.len() as u16;
        [&kind.to_le_bytes(), &length.to_le_bytes(), body].concat()
    };
    let bof = |of: u8| record(0x809, &[0, 6, of, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let globals = [bof(5), record(0x42, &[0xB0, 4])].concat();
    let at = (globals.len() + 4 + 9 + 4) as u32;
    let bound = [&at.to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat();
    let number = [&[0_u8; 6][..], &12.0_f64.to_le_bytes()].concat();
    [
        globals,
        record(0x85, &bound),
        record(0x0A, &[]),
        bof(0x10),
        record(0x203, &number),
        record(0x0A, &[]),
    ]
    .concat()
}

/// An honest file of each kind.
fn honest() -> Vec<(&'static str, Vec<u8>)> {
    let rows = "<table:table table:name=\"S\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>事项名称</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell office:value-type=\"string\"><text:p>党员名册</text:p></table:table-cell></table:table-row></table:table>";
    vec![
        (
            "xlsx",
            book(
                &["序号|事项名称|频次", "1|党员名册|每月", "2|党课|每季度"],
                &[[1, 2, 2, 2]],
            ),
        ),
        ("xls", compound(&[("/Workbook", &biff())])),
        ("ods", ods(rows)),
    ]
}

#[test]
fn truncated_workbooks_are_refused() {
    for (kind, bytes) in honest() {
        assert!(quickly(kind, &bytes).inputs[0].sheets.is_ok(), "{kind}");
        for part in [1, 3, 5, 7] {
            let cut = &bytes[..bytes.len() * part / 10];
            assert!(
                quickly(kind, cut).inputs[0].sheets.is_err(),
                "{kind} {part}"
            );
        }
    }
}

#[test]
fn mutants_never_panic_out() {
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    for (kind, bytes) in honest() {
        for round in 0..100 {
            let mut mutant = bytes.clone();
            for _ in 0..=next(8) {
                let at = next(mutant.len());
                mutant[at] = next(256) as u8;
            }
            if next(4) == 0 {
                mutant.truncate(next(bytes.len()));
            }
            quickly(&format!("{kind} {round}"), &mutant);
        }
    }
    // Inside the stream nothing but the parser notices a wrong byte.
    let stream = biff();
    for round in 0..100 {
        let mut mutant = stream.clone();
        for _ in 0..=next(4) {
            let at = next(mutant.len());
            mutant[at] = next(256) as u8;
        }
        quickly(
            &format!("biff {round}"),
            &compound(&[("/Workbook", &mutant)]),
        );
    }
}

#[test]
fn a_zip_bomb_is_refused_by_what_its_parts_say() {
    let zeros = vec![b' '; 80 << 20];
    let bomb = archive(&[("xl/workbook.xml", b"<workbook/>"), ("xl/media/a", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refused(&quickly("bomb", &bomb)), "too-large");
}

#[test]
fn counts_of_strings_that_cannot_be_are_refused() {
    let row = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#;
    for count in ["40000000", "4294967295", "99999999999999999999"] {
        let strings = format!(r#"count="1" uniqueCount="{count}"><si><t>x</t></si>"#);
        assert_eq!(
            refused(&quickly(count, &workbook(&strings, row))),
            "too-large"
        );
    }
    let many = format!(
        r#"count="1" uniqueCount="1000000">{}"#,
        "<si/>".repeat(1_000_000)
    );
    quickly("a million empty strings", &workbook(&many, row));
}

#[test]
fn cells_far_apart_cost_nothing() {
    let corners = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="1048576"><c r="XFD1048576" t="s"><v>1</v></c></row>"#;
    quickly("corners", &workbook(STRINGS, corners));
}

#[test]
fn rows_and_columns_that_no_sheet_has_are_refused_or_left_out() {
    for row in [
        r#"<row r="4294967295"><c r="A4294967295" t="s"><v>0</v></c></row>"#,
        r#"<row r="99999999999"><c r="A99999999999" t="s"><v>0</v></c></row>"#,
        r#"<row r="1"><c r="ZZZZZZZ1" t="s"><v>0</v></c></row>"#,
        r#"<row r="1"><c r="A0" t="s"><v>0</v></c></row>"#,
        r#"<row r="1"><c r="A1" t="s"><v>77</v></c></row>"#,
    ] {
        quickly(row, &workbook(STRINGS, row));
    }
}

#[test]
fn what_is_locked_or_is_something_else_is_refused_with_its_reason() {
    let locked = compound(&[("/EncryptedPackage", b"x"), ("/EncryptionInfo", b"y")]);
    assert_eq!(refused(&quickly("locked", &locked)), "encrypted-file");
    let inner = book(&["事项名称", "党员名册"], &[]);
    let nested = archive(&[("q3.xlsx", &inner)]);
    assert_eq!(refused(&quickly("nested", &nested)), "not-a-spreadsheet");
    assert_eq!(refused(&quickly("empty", b"")), "empty-file");
    let csv = quickly("wrong ending", "事项名称,频次\n党员名册,每月\n".as_bytes());
    assert_eq!(names(&csv), ["党员名册"]);
}
