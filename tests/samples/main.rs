//! The samples are what their generator makes; `UPDATE_SAMPLES=1 cargo test --test samples` writes them anew.
//!
//! `street-2026q3.xls` was converted once from the workbook of `street()`; after a change write it with
//! `soffice --headless --convert-to xls --outdir samples target/tmp/street-2026q3.xlsx`.

// A generator that cannot go on is a failed test.
#![allow(clippy::unwrap_used, clippy::panic)]

mod chance;
mod paper;
mod quarter;
mod table;
mod workbook;

use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Sheets, open_workbook_auto};
use jianfu::intake::{Overrides, Taking};
use jianfu::item::Field;
use jianfu::read::{Input, ReadOptions};
use jianfu::words::Words;

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("samples")
        .join(name)
}

fn updating() -> bool {
    std::env::var_os("UPDATE_SAMPLES").is_some()
}

fn assert_bytes(name: &str, made: &[u8]) {
    if updating() {
        std::fs::write(sample(name), made).unwrap();
    }
    let committed = std::fs::read(sample(name)).unwrap();
    assert!(
        committed == made,
        "samples/{name} is not what the generator makes"
    );
}

type Cells = Vec<(String, Vec<(u32, u32, String)>)>;

/// Every cell that holds something, by sheet; numbers and texts alike as text.
fn cells(path: &Path) -> Cells {
    let mut book: Sheets<_> = open_workbook_auto(path).unwrap();
    let mut sheets = Vec::new();
    for (name, range) in book.worksheets() {
        let (top, left) = range.start().unwrap();
        let filled = range
            .used_cells()
            .filter(|(_, _, cell)| **cell != Data::Empty);
        let placed = filled
            .map(|(row, column, cell)| (top + row as u32, left + column as u32, cell.to_string()));
        sheets.push((
            name,
            placed.filter(|(_, _, text)| !text.is_empty()).collect(),
        ));
    }
    // The formats do not list their sheets in the same order.
    sheets.sort();
    sheets
}

fn assert_same_cells(made: &Cells, committed: &Cells) {
    assert_eq!(made.len(), committed.len(), "sheets");
    for ((sheet, made), (_, committed)) in made.iter().zip(committed) {
        let differing = made.iter().zip(committed).find(|(a, b)| a != b);
        assert_eq!(differing, None, "{sheet}: made, committed");
        assert_eq!(made.len(), committed.len(), "{sheet}");
    }
}

fn made_in_temporary_folder(name: &str, mut workbook: rust_xlsxwriter::Workbook) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    workbook.save(&path).unwrap();
    path
}

#[test]
fn text_samples_are_what_the_generator_makes() {
    assert_bytes("district-2026q3.gb18030.csv", &table::district_csv());
    assert_bytes("community.csv", &table::community_csv());
    assert_bytes("community-2026q4.csv", &table::next_community_csv());
}

#[test]
fn the_district_workbook_is_what_the_generator_makes() {
    let made = made_in_temporary_folder("district-2026q3.xlsx", workbook::district());
    if updating() {
        std::fs::copy(&made, sample("district-2026q3.xlsx")).unwrap();
    }
    assert_same_cells(&cells(&made), &cells(&sample("district-2026q3.xlsx")));
}

#[test]
fn the_converted_workbook_holds_what_the_generator_makes() {
    let made = made_in_temporary_folder("street-2026q3.xlsx", workbook::street());
    assert_same_cells(&cells(&made), &cells(&sample("street-2026q3.xls")));
}

#[test]
fn the_district_is_large_and_varied() {
    let rows = quarter::rows();
    let distinct = |field: fn(&quarter::Row) -> &String| {
        rows.iter()
            .map(field)
            .collect::<std::collections::BTreeSet<_>>()
            .len()
    };
    assert!(rows.len() >= 400, "{} items", rows.len());
    assert!(distinct(|row| &row.name) >= 120);
    assert_eq!(distinct(|row| &row.category), 9);
    assert_eq!(distinct(|row| &row.street), 3);
    assert!(distinct(|row| &row.frequency) >= 50);
}

/// Community, department and name of what the program takes for items in a sample, sorted.
fn taken_in(name: &str) -> Vec<[String; 3]> {
    let (words, _) = Words::load(&[]);
    let mut taking = Taking::new(&words, Overrides::default());
    taking.read(&Input::file(&sample(name)), &ReadOptions::default());
    let items = taking.finish().items;
    let of_entry = items.entries.iter().map(|entry| {
        let field = |field| items.typed(entry.item, field).to_owned();
        let community = items.texts.get(entry.community).to_owned();
        [community, field(Field::Department), field(Field::Name)].map(|text| unspaced(&text))
    });
    sorted(of_entry.collect())
}

/// The same of the quarter's rows.
fn made<'a>(rows: impl IntoIterator<Item = &'a quarter::Row>) -> Vec<[String; 3]> {
    let rows = rows.into_iter();
    sorted(
        rows.map(|row| [&row.community, &row.department, &row.name].map(|text| unspaced(text)))
            .collect(),
    )
}

fn sorted(mut rows: Vec<[String; 3]>) -> Vec<[String; 3]> {
    rows.sort();
    rows
}

fn unspaced(text: &str) -> String {
    text.split_whitespace().collect()
}

fn assert_same_items(sample: &str, rows: &[&quarter::Row]) {
    let (taken, made) = (taken_in(sample), made(rows.iter().copied()));
    let differing = taken.iter().zip(&made).find(|(a, b)| a != b);
    assert_eq!(differing, None, "{sample}: taken in, made");
    assert_eq!(taken.len(), made.len(), "{sample}");
}

#[test]
fn every_item_of_the_district_is_read_from_both_files() {
    let rows = quarter::rows();
    let rows: Vec<_> = rows.iter().collect();
    assert_same_items("district-2026q3.gb18030.csv", &rows);
    assert_same_items("district-2026q3.xlsx", &rows);
}

#[test]
fn every_item_of_the_street_is_read() {
    let rows = quarter::rows();
    let rows: Vec<_> = rows
        .iter()
        .filter(|row| workbook::in_street_workbook(row))
        .collect();
    assert_same_items("street-2026q3.xls", &rows);
}
