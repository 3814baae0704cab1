//! Small files that claim to be huge, or are.

use crate::mutants::run;
use crate::sheets::{book, names, ods};
use crate::workbooks::*;
use crate::zip_forge::{Part, bomb, part, zip};
use crate::{refusal, taken};

const GIB: usize = 1 << 30;

/// A cell of an xlsx that holds the first shared string.
fn first_string(reference: &str) -> String {
    format!(r#"<c r="{reference}" t="s"><v>0</v></c>"#)
}

/// The parts of a workbook, the one at `at` replaced.
fn with_part(at: usize, part: Part) -> Vec<u8> {
    let mut parts = xlsx_parts(STRINGS, "<sheetData/>");
    parts[at] = Part {
        name: parts[at].name.clone(),
        ..part
    };
    zip(&parts)
}

/// A sheet with one cell of three gigabytes.
fn one_huge_cell() -> Part {
    let head = br#"<?xml version="1.0"?><worksheet><sheetData><row><c t="inlineStr"><is><t>"#;
    bomb(
        "",
        head,
        b"a",
        3 * GIB,
        b"</t></is></c></row></sheetData></worksheet>",
    )
}

/// Forty million empty shared strings.
fn empty_strings(count: &str) -> Part {
    let head = format!(r#"<?xml version="1.0"?><sst uniqueCount="{count}">"#);
    bomb(
        "",
        head.as_bytes(),
        b"<si><t/></si>   ",
        40_000_000 * 16,
        b"</sst>",
    )
}

#[test]
fn parts_that_unpack_to_gigabytes_are_refused() {
    let bytes = with_part(5, one_huge_cell());
    assert!(bytes.len() < 4 << 20);
    assert_eq!(refusal("3 GB cell", &bytes), "too-large");
    assert_eq!(
        refusal("40 M strings", &with_part(4, empty_strings("40000000"))),
        "too-large"
    );
    let picture = Part {
        name: "xl/media/a.png".into(),
        ..bomb("", b"", b"\0", GIB, b"")
    };
    let parts = [xlsx_parts(STRINGS, "<sheetData/>"), vec![picture]].concat();
    assert_eq!(refusal("picture", &zip(&parts)), "too-large");
}

#[test]
fn parts_that_lie_about_their_size_are_refused() {
    for (what, size) in [("nothing", 0), ("a little", 5000), ("much", 20 << 20)] {
        let cell = Part {
            size,
            ..one_huge_cell()
        };
        let code = refusal(what, &with_part(5, cell));
        assert!(
            ["damaged-file", "too-large", "over-memory"].contains(&code),
            "{what}: {code}"
        );
        let strings = Part {
            size,
            ..empty_strings("1")
        };
        let code = refusal(what, &with_part(4, strings));
        assert!(
            ["damaged-file", "too-large", "over-memory"].contains(&code),
            "{what}: {code}"
        );
    }
    let mut parts = xlsx_parts(STRINGS, "<sheetData/>");
    parts[5].size = u32::MAX;
    assert_eq!(refusal("4 GB that are none", &zip(&parts)), "too-large");
}

#[test]
fn parts_with_a_wrong_checksum_are_damaged() {
    let mut parts = xlsx_parts(
        STRINGS,
        &format!("<sheetData>{}</sheetData>", rows(&["事项名称", "党员名册"])),
    );
    assert_eq!(names(&taken("honest", &zip(&parts))), ["党员名册"]);
    parts[5].crc ^= 1;
    assert_eq!(refusal("checksum", &zip(&parts)), "damaged-file");
}

#[test]
fn thousands_of_parts_are_refused() {
    let small = part("", b"x");
    let many: Vec<Part> = (0..65_535)
        .map(|n| Part {
            name: format!("xl/media/{n}"),
            ..small.clone()
        })
        .collect();
    assert_eq!(refusal("65,535 parts", &zip(&many)), "too-large");
}

#[test]
fn parts_that_stand_in_one_place_count_each() {
    let mut parts = xlsx_parts(STRINGS, "<sheetData/>");
    let first = parts.len();
    // A megabyte that hardly packs, so that only how often it stands there is odd.
    let mut noise = 1_u64;
    let bytes: Vec<u8> = (0..1 << 20)
        .map(|_| {
            noise = noise
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (noise >> 60) as u8
        })
        .collect();
    parts.push(part("xl/media/0", &bytes));
    for n in 1..500 {
        let shared = Part {
            name: format!("xl/media/{n}"),
            shares: Some(first),
            ..parts[first].clone()
        };
        parts.push(Part {
            packed: Vec::new(),
            ..shared
        });
    }
    let code = refusal("500 in one place", &zip(&parts));
    assert!(["too-large", "damaged-file"].contains(&code), "{code}");
}

#[test]
fn an_archive_in_an_archive_is_no_workbook() {
    let inner = book(&["事项名称", "党员名册"], &[]);
    let nested = zip(&[part("a.zip", &zip(&[part("q3.xlsx", &inner)]))]);
    assert_eq!(refusal("nested", &nested), "not-a-spreadsheet");
}

#[test]
fn counts_of_strings_that_cannot_be_are_refused() {
    let cell = format!("<row>{}</row>", first_string("A1"));
    for count in ["40000000", "4294967295", "99999999999999999999"] {
        for quote in ['"', '\''] {
            let strings = format!(
                "count={quote}1{quote} uniqueCount = {quote}{count}{quote}><si><t>x</t></si>"
            );
            assert_eq!(refusal(count, &xlsx(&strings, &cell)), "too-large");
        }
    }
    let many = format!(
        r#"count="1" uniqueCount="200000">{}"#,
        "<si/>".repeat(200_000)
    );
    taken("very many empty strings", &xlsx(&many, &cell));
}

#[test]
fn cells_far_apart_cost_nothing() {
    let far = |row: u32, column: &str| {
        format!(
            r#"<row r="{row}">{}</row>"#,
            first_string(&format!("{column}{row}"))
        )
    };
    let corners = far(1, "A") + &far(1_048_576, "XFD");
    taken("corners", &xlsx(STRINGS, &corners));
    taken(
        "a tall column",
        &xlsx(STRINGS, &(far(1, "A") + &far(1_048_576, "A"))),
    );
    let dimension = r#"<dimension ref="A1:XFD1048576"/><sheetData/>"#;
    taken("dimension", &zip(&xlsx_parts(STRINGS, dimension)));
    let diagonal: String = (1..=2000).map(|row| far(row, "XFD")).collect();
    let intake = taken("wide rows", &xlsx(STRINGS, &diagonal));
    let error = intake.inputs[0].sheets.as_ref().unwrap_err();
    assert_eq!(error.code, "too-large");
    assert!(
        format!("{:?}", error.place).contains("row: 611"),
        "{error:?}"
    );
}

#[test]
fn a_million_rows_to_be_told_of_take_little_memory() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file = folder.path().join("q3.xlsx");
    let far = format!("<row r=\"1048576\">{}</row>", first_string("A1048576"));
    let rows = format!("<row r=\"1\">{}</row>{far}", first_string("A1"));
    std::fs::write(&file, xlsx(STRINGS, &rows)).unwrap();
    let output = run(&[file]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let skipped = &answer["inputs"][0]["sheets"][0]["skipped"];
    assert!(skipped.as_array().unwrap().len() > 1_000_000);
}

#[test]
fn rows_and_columns_that_no_sheet_has_are_refused_or_left_out() {
    for row in [
        format!(
            r#"<row r="4294967295">{}</row>"#,
            first_string("A4294967295")
        ),
        format!(
            r#"<row r="99999999999">{}</row>"#,
            first_string("A99999999999")
        ),
        format!(r#"<row r="1048577">{}</row>"#, first_string("A1048577")),
        format!(r#"<row r="1">{}</row>"#, first_string("ZZZZZZZ1")),
        format!(r#"<row r="1">{}</row>"#, first_string("A0")),
        r#"<row r="1"><c r="A1" t="s"><v>77</v></c></row>"#.to_owned(),
    ] {
        taken(&row, &xlsx(STRINGS, &row));
    }
}

#[test]
fn repeats_of_open_documents_end_at_the_limits() {
    let cell = r#"<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>事</text:p></table:table-cell>"#;
    let row = format!(
        r#"<table:table table:name="S"><table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row></table:table>"#
    );
    assert_eq!(refusal("repeats", &ods(&row)), "too-large");
    let endless = row
        .replace("16384", "4294967295")
        .replace("1048576", "4294967295");
    assert_eq!(refusal("endless repeats", &ods(&endless)), "too-large");
    let blank = endless.replace("<text:p>事</text:p>", "");
    taken("blank repeats", &ods(&blank));
    let spaces = r#"<table:table table:name="S"><table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="4294967295"/>b</text:p></table:table-cell></table:table-row></table:table>"#;
    taken("spaces", &ods(spaces));
}

#[test]
fn two_hundred_thousand_merged_areas_are_no_burden() {
    let merges: String = (0..200_000)
        .map(|n| format!(r#"<mergeCell ref="A{0}:B{0}"/>"#, n * 5 + 3))
        .collect();
    let sheet = format!(
        "<sheetData>{}</sheetData><mergeCells>{merges}</mergeCells>",
        rows(&["事项名称|频次", "党员名册|每月", "党课|每季度"])
    );
    assert_eq!(
        names(&taken("merges", &zip(&xlsx_parts(STRINGS, &sheet)))).len(),
        2
    );
    let whole = r#"<mergeCell ref="A1:XFD1048576"/>"#.repeat(1000);
    let sheet = format!(
        "<sheetData>{}</sheetData><mergeCells>{whole}</mergeCells>",
        rows(&["事项名称|频次", "党员名册|每月"])
    );
    taken("merges of everything", &zip(&xlsx_parts(STRINGS, &sheet)));
}

#[test]
fn deep_and_self_referring_xml_expands_to_nothing() {
    let deep = format!("{}{}", "<a>".repeat(200_000), "</a>".repeat(200_000));
    taken(
        "deep sheet",
        &xlsx(STRINGS, &format!("<row><c><v>{deep}</v></c></row>")),
    );
    taken("deep strings", &xlsx(&format!("><si>{deep}</si>"), ""));
    taken("deep content", &ods(&deep.replace("a>", "text:p>")));
    let laughs: String = (1..12)
        .map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)))
        .collect();
    for entity in [
        format!("<!DOCTYPE a [<!ENTITY l0 \"ha\">{laughs}]>"),
        "<!DOCTYPE a [<!ENTITY l11 SYSTEM \"file:///etc/hostname\">]>".to_owned(),
    ] {
        let sheet = format!(
            r#"<?xml version="1.0"?>{entity}<worksheet><sheetData><row><c t="inlineStr"><is><t>&l11;</t></is></c></row></sheetData></worksheet>"#
        );
        let bytes = with_part(5, part("", sheet.as_bytes()));
        let intake = taken(&entity, &bytes);
        let hostname = std::fs::read_to_string("/etc/hostname").unwrap_or_default();
        let shown = format!("{intake:?}");
        assert!(!shown.contains("haha"), "{entity}");
        assert!(
            hostname.trim().is_empty() || !shown.contains(hostname.trim()),
            "{entity}"
        );
        let strings = format!(r#"<?xml version="1.0"?>{entity}<sst><si><t>&l11;</t></si></sst>"#);
        taken(&entity, &with_part(4, part("", strings.as_bytes())));
    }
}

#[test]
fn sectors_that_follow_one_another_in_a_circle_are_damaged() {
    let honest = xls(&["事项名称", "党员名册"]);
    assert_eq!(names(&taken("xls", &honest)), ["党员名册"]);
    // The table of sectors follows the head of 512 bytes; each entry names the sector that comes next.
    for (at, entry) in [
        (512, 0_u32),
        (516, 1),
        (512, 1),
        (516, 0),
        (520, 2),
        (524, 1),
    ] {
        let mut circle = honest.clone();
        circle[at..at + 4].copy_from_slice(&entry.to_le_bytes());
        taken(&format!("{at} {entry}"), &circle);
    }
    // The head names the first sectors of directory, small streams and tables.
    for at in [0x2C, 0x30, 0x3C, 0x40, 0x44, 0x48, 0x4C] {
        for entry in [0_u32, 1, 2, 0xFFFF_FFFA] {
            let mut circle = honest.clone();
            circle[at..at + 4].copy_from_slice(&entry.to_le_bytes());
            taken(&format!("{at:x} {entry}"), &circle);
        }
    }
}

#[test]
fn truncated_workbooks_are_refused() {
    let lines = ["序号|事项名称|频次", "1|党员名册|每月", "2|党课|每季度"];
    for (kind, bytes) in [
        ("xlsx", book(&lines, &[[1, 2, 2, 2]])),
        ("xlsb", xlsb(&lines)),
        ("xls", xls(&lines)),
        ("ods", ods(&ods_rows(&lines))),
    ] {
        assert_eq!(names(&taken(kind, &bytes)), ["党员名册", "党课"], "{kind}");
        for part in [1, 3, 5, 7] {
            refusal(kind, &bytes[..bytes.len() * part / 10]);
        }
    }
}

#[test]
fn records_that_ask_for_all_memory_cost_the_file() {
    // A table of shared strings with four billion of them, and a cell of a row that no sheet has.
    let strings = record(0xFC, &[0xFF; 8]);
    let cell = biff_label(0xFFFF, 0xFFFF, "远");
    let first = biff_label(0, 0, "近");
    taken("sst", &compound(&[("/Workbook", &biff(&strings, &first))]));
    taken(
        "corners",
        &compound(&[("/Workbook", &biff(&[], &[first, cell].concat()))]),
    );
}
