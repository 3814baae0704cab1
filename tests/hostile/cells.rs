//! Cells that stand twice, nowhere, out of order or hold no value: each has its meaning and is told.

use jianfu::item::Field;

use crate::sheets::{codes, names, ods};
use crate::taken;
use crate::workbooks::*;
use crate::zip_forge::zip;

const HEADER: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>事项名称</t></is></c><c r="B1" t="inlineStr"><is><t>频次</t></is></c></row>"#;

/// A cell with a text.
fn cell(reference: &str, text: &str) -> String {
    format!(r#"<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// Names, codes and places of what a sheet with such rows under the header gives.
fn told(rows: &str) -> (Vec<String>, Vec<(&'static str, String)>) {
    let intake = taken(rows, &xlsx(STRINGS, &format!("{HEADER}{rows}")));
    let places = intake.diags.iter().map(|diag| {
        let place = match &diag.place {
            jianfu::place::Place::Cell(cell) => cell.to_string(),
            other => format!("{other:?}"),
        };
        (diag.code, place.replace("q3.xlsx#S!", ""))
    });
    (names(&intake), places.collect())
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

#[test]
fn of_a_cell_written_twice_the_last_counts() {
    let (names, odd) = told(&format!(
        "<row r=\"2\">{}{}{}</row>",
        cell("A2", "党员名册"),
        cell("A2", "党课"),
        cell("B2", "每月")
    ));
    assert_eq!(
        (names, odd),
        (strings(&["党课"]), vec![("double-cell", "A2".to_owned())])
    );
    let row = |text: &str| format!("<row r=\"2\">{}</row>", cell("A2", text));
    let (names, odd) = told(&(row("党员名册") + &row("党课") + &row("团员名册")));
    assert_eq!(names, ["团员名册"]);
    assert_eq!(odd.len(), 2);
}

#[test]
fn rows_and_cells_may_come_in_any_order_or_say_no_place() {
    let row = |n: u32, text: &str| {
        format!(
            "<row r=\"{n}\">{}{}</row>",
            cell(&format!("B{n}"), "每月"),
            cell(&format!("A{n}"), text)
        )
    };
    let (names, odd) = told(&(row(4, "丙台账") + &row(2, "甲台账") + &row(3, "乙台账")));
    assert_eq!(
        (names, odd),
        (strings(&["甲台账", "乙台账", "丙台账"]), vec![])
    );
    let (names, odd) = told(&rows(&["党员名册|每月", "党课|每季度"]));
    assert_eq!((names, odd), (strings(&["党员名册", "党课"]), vec![]));
}

#[test]
fn errors_and_values_that_are_none_are_told() {
    let bad = |inside: &str| {
        told(&format!(
            "<row r=\"2\">{}<c r=\"B2\"{inside}</c></row>",
            cell("A2", "党员名册")
        ))
    };
    for (inside, code) in [
        (r#" t="e"><v>#N/A</v>"#, "error-cell"),
        (r#" t="e"><v>#DIV/0!</v>"#, "error-cell"),
        ("><v>NaN</v>", "error-cell"),
        ("><v>1e999</v>", "error-cell"),
        ("><f>SUM(A1)</f>", "formula-without-value"),
        (r#" t="str"><f>A1</f><v></v>"#, "formula-without-value"),
    ] {
        let (names, odd) = bad(inside);
        assert_eq!(names, ["党员名册"], "{inside}");
        assert_eq!(odd, [(code, "B2".to_owned())], "{inside}");
    }
    let (_, odd) = bad("><f>SUM(A1)</f><v>12</v>");
    assert!(odd.is_empty(), "{odd:?}");
}

#[test]
fn hidden_rows_are_read_and_told() {
    let hidden = |n: u32, text: &str| {
        format!(
            "<row r=\"{n}\" hidden=\"1\">{}</row>",
            cell(&format!("A{n}"), text)
        )
    };
    let seen = format!("<row r=\"2\">{}</row>", cell("A2", "党员名册"));
    let (names, odd) = told(&(seen + &hidden(3, "党课") + &hidden(4, "团员名册")));
    assert_eq!(names, ["党员名册", "党课", "团员名册"]);
    assert_eq!(odd, [("hidden-rows", "3".to_owned())]);
}

#[test]
fn hidden_rows_and_columns_are_told_in_every_format() {
    let lines = ["事项名称|频次|备注", "党员名册|每月|甲", "党课|每季度|乙"];
    let columns = "<cols><col min=\"1\" max=\"1\" width=\"9\"/><col min=\"2\" max=\"16384\" hidden=\"1\"/></cols>";
    let [shown, hidden] = [rows(&lines[..2]), rows(&lines[2..])];
    let hidden = hidden.replace("<row>", "<row hidden=\"true\">");
    let sheet = format!("{columns}<sheetData>{shown}{hidden}</sheetData>");
    let content = ods_rows(&lines)
        .replacen("<table:table-row>", "<table:table-column/><table:table-column table:number-columns-repeated=\"2\" table:visibility=\"collapse\"/><table:table-row>", 1);
    let (before, last) = content.rsplit_once("<table:table-row>").unwrap();
    let content = format!("{before}<table:table-row table:visibility=\"filter\">{last}");
    for (what, bytes, columns) in [
        ("xlsx", zip(&xlsx_parts(STRINGS, &sheet)), "B–C"),
        ("xls", xls_hiding(&lines, 2, 1), "B"),
        ("xlsb", xlsb_hiding(&lines, Some((2, 1))), "B"),
        ("ods", ods(&content), "B–C"),
    ] {
        let intake = taken(what, &bytes);
        assert_eq!(names(&intake), ["党员名册", "党课"], "{what}");
        assert_eq!(codes(&intake), ["hidden-rows", "hidden-columns"], "{what}");
        let [rows, of_columns] = &intake.diags[..] else {
            panic!("{what}");
        };
        assert!(
            format!("{:?}", rows.place).contains("row: 3"),
            "{what}: {rows:?}"
        );
        let message = of_columns.message.to_string();
        assert!(message.contains(columns), "{what}: {message}");
    }
}

#[test]
fn a_cell_that_is_too_long_is_refused_with_its_place() {
    let long = "长".repeat(40_000);
    let intake = taken(
        "long",
        &xlsx(
            STRINGS,
            &format!("{HEADER}<row r=\"2\">{}</row>", cell("A2", &long)),
        ),
    );
    let error = intake.inputs[0].sheets.as_ref().unwrap_err();
    assert_eq!(error.code, "too-large");
    assert!(
        format!("{:?}", error.place).contains("row: 2, column: Some(0)"),
        "{error:?}"
    );
}

#[test]
fn numbers_are_read_as_they_are_shown() {
    let rows = rows(&["事项名称|责任部门|频次"]);
    let number = "<c r=\"C2\"><v>12.0</v></c>";
    let row = format!(
        "<row r=\"2\">{}{}{number}</row>",
        cell("A2", "党员名册"),
        cell("B2", "组织科")
    );
    let intake = taken("numbers", &xlsx(STRINGS, &(rows + &row)));
    let id = intake.items.entries[0].item;
    assert_eq!(intake.items.typed(id, Field::Frequency), "12");
}

#[test]
fn errors_of_open_documents_are_told() {
    let lines = ods_rows(&["事项名称|频次", "党员名册|#N/A"]);
    assert_eq!(codes(&taken("ods", &ods(&lines))), ["error-cell"]);
}
