//! A large text is read in parts at once, and nobody can tell.

use jianfu::place::Place;
use jianfu::read::{Document, Input, ReadOptions, open};
use jianfu::text::Texts;

/// Longer than what is read in two parts.
const LARGE: usize = 20 << 20;

/// Records with the line each begins in, as a reader gives them that knows nothing of parts.
fn expected(text: &str) -> Vec<(u32, Vec<String>)> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let records = reader.records().map(Result::unwrap);
    records
        .map(|record| {
            let line = record.position().unwrap().line() as u32;
            let cells = record.iter().map(|cell| cell.trim().to_owned());
            (line, cells.collect())
        })
        .collect()
}

fn line_of(place: &Place) -> u32 {
    let Place::Cell(cell) = place else {
        unreachable!("no line: {place:?}")
    };
    cell.row
}

fn read(text: &str) -> (Document, Texts) {
    let mut texts = Texts::new();
    let input = Input::stdin(text.as_bytes());
    let document = open(&input, &mut texts, &ReadOptions::default()).unwrap();
    (document, texts)
}

fn assert_read_as_written(text: &str) {
    let (document, texts) = read(text);
    let table = &document.tables[0];
    let rows = expected(text);
    assert_eq!(table.len(), rows.len());
    for (at, (line, cells)) in rows.iter().enumerate() {
        let read: Vec<&str> = table.row(at).iter().map(|&cell| texts.get(cell)).collect();
        assert_eq!(
            (table.number(at), read),
            (*line, cells.iter().map(String::as_str).collect())
        );
    }
}

#[test]
fn the_rows_and_their_lines_are_those_of_the_whole() {
    let mut text = String::from("序号,事项名称,下达部门,工作内容\n");
    let mut serial = 0;
    while text.len() < LARGE {
        serial += 1;
        let content = match serial % 97 {
            0 => "\"姓名、\n住址\n、电话\"",
            1 => "\"写明“是”,或\"\"否\"\"\"",
            _ => "负责组织实施，由专干负责，拍照留痕上传，逾期纳入年终考核。",
        };
        text += &format!("{serial},第{}号台账,民政局,{content}\n", serial % 1009);
    }
    assert_read_as_written(&text);
}

#[test]
fn a_record_that_lies_across_the_parts_is_read_whole() {
    // Nearly every line belongs to a record of forty lines, so that no line in the middle begins one.
    let mut text = String::from("序号,事项名称,下达部门,工作内容\n");
    let mut serial = 0;
    while text.len() < LARGE {
        serial += 1;
        text += &format!(
            "{serial},台账,民政局,\"{}\"\n",
            "姓名、住址\n".repeat(40).trim()
        );
    }
    assert_read_as_written(&text);
}

#[test]
fn what_is_odd_in_a_later_part_is_told_with_its_line() {
    let line = "1,党员名册,民政局,每月\n";
    let mut text = String::from("序号,事项名称,下达部门,频次\n");
    text += &line.repeat(LARGE / line.len());
    let lines = text.lines().count();
    text += "2,党员\"名册\",民政局,\"每月\n";
    text += &line.repeat(3);
    let (document, _) = read(&text);
    let told: Vec<u32> = document.tables[0]
        .oddities
        .iter()
        .map(|odd| line_of(&odd.place))
        .collect();
    assert_eq!(told, [lines as u32 + 1]);
}

#[test]
fn bytes_that_are_no_text_in_a_later_part_are_told_with_their_line() {
    let line = "1,党员名册,民政局,每月\n";
    let mut bytes = "序号,事项名称,下达部门,频次\n".as_bytes().to_vec();
    bytes.extend(line.repeat(LARGE / line.len()).into_bytes());
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
    bytes.extend([0xFF, 0xFE, b'\n']);
    let input = Input::stdin(bytes);
    let error = open(&input, &mut Texts::new(), &ReadOptions::default()).unwrap_err();
    assert_eq!(
        (error.code, line_of(&error.place)),
        ("undecodable-text", lines as u32 + 1)
    );
}
