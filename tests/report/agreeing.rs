//! Sums read back from every document are those of the JSON.

use std::path::Path;

use crate::documents::{Table, docx_tables, folder, html_tables, md_tables, run, xlsx_tables};

/// Reads the tables of a document.
type Reads = fn(&Path) -> Vec<Table>;

const ACTIONS: [&str; 6] = ["delete", "adjust", "merge", "compress", "keep", "review"];

/// Rows that stand under this head, up to the one that sums up.
fn under(tables: &[Table], head: &[&str]) -> Table {
    for table in tables {
        if let Some(at) = table.iter().position(|row| is_head(row, head)) {
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

fn is_head(row: &[String], head: &[&str]) -> bool {
    let mut pairs = row.iter().zip(head);
    row.len() >= head.len() && pairs.all(|(cell, head)| cell.trim() == *head)
}

fn has_head(table: &Table, head: &[&str]) -> bool {
    table.iter().any(|row| is_head(row, head))
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
        assert_eq!(
            tenths(number(&row[cell])),
            tenths(expected),
            "{what} {row:?}"
        );
    }
    assert_composition_agrees(what, tables, &summary["composition"]);
}

/// What the work is made of, in every unit that is shown.
fn assert_composition_agrees(what: &str, tables: &[Table], composition: &serde_json::Value) {
    let mut shown = 0;
    for (head, unit) in [
        ("每年小时（前）", "hours_per_year"),
        ("每年次数（前）", "times_per_year"),
    ] {
        let head = ["构成", "对照", "事项（前）", "事项（后）", head];
        let Some(table) = tables.iter().find(|table| has_head(table, &head)) else {
            continue;
        };
        let rows = under(std::slice::from_ref(table), &head);
        let parts = composition["parts"].as_array().unwrap();
        let expected = parts.iter().chain([&composition["unclassed"]]);
        assert_eq!(rows.len(), parts.len() + 2, "{what}");
        for (row, expected) in rows.iter().zip(expected) {
            let amount = &expected[unit];
            for (cell, expected) in [
                (2, &expected["items"]),
                (3, &expected["after"]),
                (4, &amount["before"]),
                (5, &amount["share_before"]),
                (6, &amount["after"]),
                (7, &amount["share_after"]),
            ] {
                let expected = expected.as_f64();
                match cell {
                    5 | 7 => assert_eq!(
                        tenths(share(&row[cell])),
                        tenths(expected.map(|n| n * 100.0)),
                        "{what} {row:?}"
                    ),
                    _ => assert_eq!(
                        tenths(number(&row[cell])),
                        tenths(expected),
                        "{what} {row:?}"
                    ),
                }
            }
        }
        shown += 1;
    }
    assert!(shown > 0, "{what}");
}

/// A share in per cent: 12.5% in text, 0.125 in a workbook.
fn share(cell: &str) -> Option<f64> {
    match cell.trim().strip_suffix('%') {
        Some(percent) => percent.parse().ok(),
        None => number(cell).map(|share| share * 100.0),
    }
}

fn tenths(number: Option<f64>) -> Option<f64> {
    number.map(|number| (number * 10.0).round() / 10.0)
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
