//! Reads documents back: the tables of a .docx, .xlsx, .html and .md, and the texts of their parts.

#![allow(dead_code)]

pub(crate) mod names;

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use calamine::{Data, Reader, open_workbook_auto};
use quick_xml::events::Event;

/// Rows of cells.
pub(crate) type Table = Vec<Vec<String>>;

/// A folder of its own for a test's files.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// What a run prints, with this on its standard input.
pub(crate) fn run(args: &[&str], input: &str) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jianfu"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .env("LC_ALL", "zh_CN.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let feeding = std::thread::spawn(move || {
        // A program that refuses its arguments doesn't read.
        let _ = stdin.write_all(input.as_bytes());
    });
    let output = child.wait_with_output().unwrap();
    feeding.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let code = output.status.code().unwrap();
    (code, text(output.stdout), text(output.stderr))
}

/// The parts of an archive that are XML, by name.
pub(crate) fn parts(path: &Path) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut parts = Vec::new();
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        parts.push((name, text));
    }
    parts
}

/// Reads every event of a part; what is no XML is a failed test.
pub(crate) fn assert_well_formed(name: &str, text: &str) {
    let allowed = |c: char| !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    assert!(
        text.chars().all(allowed),
        "{name}: a character that XML forbids"
    );
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut depth = 0;
    loop {
        match reader
            .read_event()
            .unwrap_or_else(|error| panic!("{name}: {error}"))
        {
            Event::Start(start) => {
                depth += 1;
                start
                    .attributes()
                    .for_each(|attribute| drop(attribute.unwrap()));
            }
            Event::Empty(start) => start
                .attributes()
                .for_each(|attribute| drop(attribute.unwrap())),
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{name}: elements left open");
}

/// The tables of a Word document.
pub(crate) fn docx_tables(path: &Path) -> Vec<Table> {
    let parts = parts(path);
    let (_, document) = parts
        .iter()
        .find(|(name, _)| name == "word/document.xml")
        .unwrap();
    tables(document, "w:tbl", "w:tr", &["w:tc"], Some("w:t"))
}

/// The tables of a web page.
pub(crate) fn html_tables(path: &Path) -> Vec<Table> {
    let page = std::fs::read_to_string(path).unwrap();
    let body = page.split_once("<body>").unwrap().1;
    let body = body.split_once("<script>").unwrap().0;
    // Elements that have no end are made elements of XML that have.
    let mut closed = String::new();
    for part in body.split_inclusive('>') {
        let is_input = part.contains("<input ");
        closed.push_str(&if is_input {
            part.replace('>', "/>")
        } else {
            part.to_owned()
        });
    }
    tables(
        &closed.replace(" hidden>", " hidden=\"\">"),
        "table",
        "tr",
        &["td", "th"],
        None,
    )
}

/// Every table of a text in XML; only the text within `text` elements counts, where one is named.
fn tables(xml: &str, table: &str, row: &str, cell: &[&str], text: Option<&str>) -> Vec<Table> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let (mut tables, mut in_cell, mut in_text) = (Vec::<Table>::new(), false, text.is_none());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let name = start.name().as_ref().to_owned();
                if name == table {
                    tables.push(Table::new());
                } else if name == row {
                    tables.last_mut().unwrap().push(Vec::new());
                } else if cell.contains(&name.as_str()) {
                    in_cell = true;
                    tables
                        .last_mut()
                        .unwrap()
                        .last_mut()
                        .unwrap()
                        .push(String::new());
                } else if Some(name.as_str()) == text {
                    in_text = true;
                }
            }
            Event::End(end) => {
                let name = end.name().as_ref().to_owned();
                in_cell &= !cell.contains(&name.as_str());
                in_text &= Some(name.as_str()) != text;
            }
            Event::Text(found) if in_cell && in_text => {
                last_cell(&mut tables).push_str(&found);
            }
            Event::GeneralRef(entity) if in_cell && in_text => {
                let entity: &str = &entity;
                last_cell(&mut tables)
                    .push_str(&quick_xml::escape::unescape(&format!("&{entity};")).unwrap());
            }
            Event::Eof => return tables,
            _ => {}
        }
    }
}

fn last_cell(tables: &mut [Table]) -> &mut String {
    let row = tables.last_mut().unwrap().last_mut().unwrap();
    row.last_mut().unwrap()
}

/// The sheets of a workbook, each as one table.
pub(crate) fn xlsx_tables(path: &Path) -> Vec<Table> {
    let mut book = open_workbook_auto(path).unwrap();
    let sheets = book.worksheets();
    let cell = |cell: &Data| match cell {
        Data::Empty => String::new(),
        cell => cell.to_string(),
    };
    let sheet = |range: &calamine::Range<Data>| {
        range
            .rows()
            .map(|row| row.iter().map(cell).collect())
            .collect()
    };
    sheets.iter().map(|(_, range)| sheet(range)).collect()
}

/// The tables of a Markdown text, each run of lines that begin with a bar.
pub(crate) fn md_tables(path: &Path) -> Vec<Table> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut tables = vec![Table::new()];
    for line in text.lines() {
        match line.strip_prefix("| ") {
            Some(row) => {
                let cells = row.trim_end_matches(" |").split(" | ").map(str::to_owned);
                tables.last_mut().unwrap().push(cells.collect());
            }
            None if !line.starts_with('|') && !tables.last().unwrap().is_empty() => {
                tables.push(Table::new());
            }
            None => {}
        }
    }
    tables
}

/// The names of the elements and attributes of a web page.
pub(crate) fn names_in(page: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let body = page.split_once("<body>").unwrap().1;
    let (body, _) = body.rsplit_once("<script>").unwrap();
    for tag in body.split('<').skip(1) {
        let inside = tag.split('>').next().unwrap();
        let mut parts = inside.splitn(2, ' ');
        names.insert(format!(
            "<{}",
            parts.next().unwrap().trim_start_matches('/')
        ));
        let mut rest = parts.next().unwrap_or_default();
        while let Some((name, after)) = rest.split_once("=\"") {
            names.insert(name.split_whitespace().last().unwrap().to_owned());
            rest = after.split_once('"').unwrap().1;
        }
        names.extend(rest.split_whitespace().map(str::to_owned));
    }
    names
}
