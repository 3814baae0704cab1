//! Sums read back from every document are those of the JSON.

use std::path::Path;

use crate::documents::{Table, docx_tables, folder, html_tables, md_tables, run, xlsx_tables};

/// Reads the tables of a document.
type Reads = fn(&Path) -> Vec<Table>;

const ACTIONS: [&str; 6] = ["delete", "adjust", "merge", "compress", "keep", "review"];

/// Rows that stand under this head, up to the one that sums up.
fn under(tables: &[Table], head: &[&str]) -> Table {
    for table in tables {
        let is_head = |row: &Vec<String>| {
            row.len() >= head.len()
                && row
                    .iter()
                    .zip(head)
                    .all(|(cell, head)| cell.trim() == *head)
        };
        if let Some(at) = table.iter().position(is_head) {
            let rows = table[at + 1..].iter();
            let total = rows
                .clone()
                .position(|row| row[0].trim() == "合计")
                .unwrap();
            return rows.take(total + 1).cloned().collect();
        }
    }
    panic!("no table under {head:?}")
}

fn number(cell: &str) -> Option<f64> {
    cell.trim().trim_end_matches("估").trim().parse().ok()
}

fn assert_agrees(what: &str, tables: &[Table], audit: &serde_json::Value) {
    let summary = &audit["summary"];
    let counts = under(
        tables,
        &["类别", "原有", "删", "调", "并", "压", "留", "人工", "减后"],
    );
    let mut expected: Vec<&serde_json::Value> = summary["by_category"]
        .as_object()
        .unwrap()
        .values()
        .collect();
    assert_eq!(counts.len(), expected.len() + 1, "{what}");
    let total = serde_json::json!({"items": summary["items"], "after": null});
    expected.push(&total);
    for (row, expected) in counts.iter().zip(expected) {
        assert_eq!(
            number(&row[1]),
            expected["items"].as_f64(),
            "{what} {row:?}"
        );
        let actions = match expected["after"].is_null() {
            true => &summary["by_action"],
            false => expected,
        };
        for (cell, action) in row[2..].iter().zip(ACTIONS) {
            assert_eq!(
                number(cell),
                actions[action].as_f64(),
                "{what} {row:?} {action}"
            );
        }
        if let Some(after) = expected["after"].as_f64() {
            assert_eq!(number(&row[8]), Some(after), "{what} {row:?}");
        }
    }
    let workload = under(tables, &["类别", "每年次数（前）"]);
    let (hours, row) = (&summary["hours_per_year"], workload.last().unwrap());
    for (cell, expected) in [
        (4, "before"),
        (5, "after"),
        (6, "known_items"),
        (7, "estimated_items"),
    ] {
        let expected = hours[expected].as_f64();
        let rounded = expected.map(|hours| (hours * 10.0).round() / 10.0);
        let found = number(&row[cell]).map(|hours| (hours * 10.0).round() / 10.0);
        assert_eq!(found, rounded, "{what} {row:?}");
    }
}

fn assert_all_agree(folder: &Path, input: &str) {
    let path = |ending: &str| folder.join(format!("报告.{ending}"));
    let outputs = ["docx", "xlsx", "html", "md"].map(path);
    let mut args = vec!["audit", input, "--format", "json"];
    for output in &outputs {
        args.extend(["-o", output.to_str().unwrap()]);
    }
    let (code, json, errors) = run(&args, "");
    assert_eq!(code, 0, "{errors}");
    let audit = serde_json::from_str(&json).unwrap();
    let read: [(&str, Reads); 4] = [
        ("docx", docx_tables),
        ("xlsx", xlsx_tables),
        ("html", html_tables),
        ("md", md_tables),
    ];
    for (ending, tables) in read {
        assert_agrees(&format!("{input} {ending}"), &tables(&path(ending)), &audit);
    }
}

#[test]
fn sums_are_the_same_in_every_document() {
    let folder = folder("agreeing");
    for input in [
        "samples/community.csv",
        "samples/district-2026q3.xlsx",
        "samples/street-2026q3.xls",
    ] {
        assert_all_agree(&folder, input);
    }
}
