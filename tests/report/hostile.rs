//! 500 hostile names through every format: nothing is calculated, nothing becomes markup, every text can be recovered.

use std::path::Path;

use crate::documents::names::{input, names, undone};
use crate::documents::{
    assert_well_formed, docx_tables, folder, html_tables, md_tables, names_in, parts, run,
    xlsx_tables,
};

/// Writes the names in every format and returns what JSON says they are.
fn written(folder: &Path) -> Vec<String> {
    let outputs =
        ["docx", "xlsx", "html", "md", "csv"].map(|ending| folder.join(format!("报告.{ending}")));
    let mut args = vec!["audit", "-", "--format", "json"];
    for output in &outputs {
        args.extend(["-o", output.to_str().unwrap()]);
    }
    let (code, json, errors) = run(&args, &input(&names()));
    assert_eq!(code, 0, "{errors}");
    let audit: serde_json::Value = serde_json::from_str(&json).unwrap();
    let items = audit["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| undone(item["name"].as_str().unwrap()))
        .collect()
}

/// The column under a heading, in the table that has it and so many rows.
fn column(tables: &[Vec<Vec<String>>], heading: &str, rows: usize) -> Vec<String> {
    let table = tables.iter().find(|table| {
        table.len() == rows + 1 && table[0].iter().any(|cell| cell.trim() == heading)
    });
    let table = table.unwrap_or_else(|| panic!("no table of {rows} rows with {heading}"));
    let at = table[0]
        .iter()
        .position(|cell| cell.trim() == heading)
        .unwrap();
    table[1..].iter().map(|row| row[at].clone()).collect()
}

#[test]
fn five_hundred_hostile_names_are_only_text_in_every_format() {
    let folder = folder("hostile-names");
    let names = written(&folder);
    assert_eq!(names.len(), 500);
    let path = |ending: &str| folder.join(format!("报告.{ending}"));
    for ending in ["docx", "xlsx"] {
        for (name, text) in parts(&path(ending)) {
            assert_well_formed(&name, &text);
            assert!(
                !text.contains("<f>") && !text.contains("<f "),
                "{name} holds a formula"
            );
        }
    }
    let docx = docx_tables(&path("docx"));
    assert_eq!(
        column(&docx, "事项名称", 500)
            .iter()
            .map(|name| undone(name))
            .collect::<Vec<_>>(),
        names
    );

    let xlsx = xlsx_tables(&path("xlsx"));
    for (found, name) in column(&xlsx, "名称", 500).iter().zip(&names) {
        // A cell holds so much; what marks made longer ends in a mark of its own.
        match found.strip_suffix('…') {
            Some(begun) if found.encode_utf16().count() > 32_700 => {
                assert!(name.starts_with(&undone(begun)));
            }
            _ => assert_eq!(&undone(found), name),
        }
    }
    // A row of the list holds more than its name: what decided is folded under it.
    let html = html_tables(&path("html"));
    for (found, name) in column(&html, "事项名称", 500).iter().zip(&names) {
        assert!(
            undone(found).starts_with(name.as_str()),
            "{name:?} in {found:?}"
        );
    }
    let md = std::fs::read_to_string(path("md")).unwrap();
    assert!(!md.contains("<script") && !md.replace("\\]", "").contains("](javascript"));
    assert_eq!(
        md_tables(&path("md"))
            .iter()
            .filter(|table| table.len() == 501)
            .count(),
        1
    );
    assert_known_names(&folder, &path("html"));
}

/// No element and no attribute of the page comes from the data.
fn assert_known_names(folder: &Path, page: &Path) {
    let harmless = folder.join("样例.html");
    let args = [
        "audit",
        "samples/district-2026q3.xlsx",
        "-q",
        "-o",
        harmless.to_str().unwrap(),
    ];
    assert_eq!(run(&args, "").0, 0);
    let known = names_in(&std::fs::read_to_string(harmless).unwrap());
    let found = names_in(&std::fs::read_to_string(page).unwrap());
    let strange: Vec<_> = found.difference(&known).collect();
    assert!(strange.is_empty(), "{strange:?}");
}
