//! How documents are written: the same bytes each time, never over an input, old or new and never a part.

use std::fs;

use crate::documents::{folder, run};

const SAMPLE: &str = "samples/community.csv";

#[test]
fn the_same_input_gives_the_same_bytes_in_every_format() {
    let folder = folder("same-bytes");
    for ending in ["docx", "xlsx", "html", "md", "csv", "json", "ndjson"] {
        let paths = ["一", "二"].map(|name| folder.join(format!("{name}.{ending}")));
        for path in &paths {
            let (code, _, errors) = run(&["audit", SAMPLE, "-q", "-o", path.to_str().unwrap()], "");
            assert_eq!(code, 0, "{errors}");
        }
        assert!(
            fs::read(&paths[0]).unwrap() == fs::read(&paths[1]).unwrap(),
            "{ending}"
        );
    }
}

#[cfg(unix)]
#[test]
fn an_input_is_never_written_over_whatever_the_way_to_it() {
    use std::os::unix::fs::symlink;
    let folder = folder("over-input");
    let input = folder.join("表.xlsx");
    fs::copy("samples/district-2026q3.xlsx", &input).unwrap();
    let before = fs::read(&input).unwrap();
    let (hard, soft, twice) = (
        folder.join("硬.xlsx"),
        folder.join("软.xlsx"),
        folder.join("再软.xlsx"),
    );
    fs::hard_link(&input, &hard).unwrap();
    symlink(&input, &soft).unwrap();
    symlink(&soft, &twice).unwrap();
    let around = folder.join("..").join("over-input").join("表.xlsx");
    for output in [&input, &hard, &soft, &twice, &around] {
        let (code, _, errors) = run(
            &[
                "audit",
                input.to_str().unwrap(),
                "-o",
                output.to_str().unwrap(),
            ],
            "",
        );
        assert_eq!(code, 2, "{}", output.display());
        assert!(errors.contains("不能覆盖"), "{errors}");
    }
    assert!(fs::read(&input).unwrap() == before);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_is_one_clear_error_and_leaves_the_old_file() {
    let folder = folder("cannot-write");
    let missing = folder.join("没有的文件夹").join("报告.docx");
    let (code, _, errors) = run(&["audit", SAMPLE, "-o", missing.to_str().unwrap()], "");
    assert_eq!(code, 2);
    assert!(errors.contains("没有的文件夹"), "{errors}");
    // A folder in the place of the file.
    let taken = folder.join("已有.docx");
    fs::create_dir(&taken).unwrap();
    let (code, _, errors) = run(&["audit", SAMPLE, "-o", taken.to_str().unwrap()], "");
    assert_eq!(code, 2);
    assert!(errors.contains("已有.docx"), "{errors}");
    let left: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, ["已有.docx"], "nothing half-written is left");
}

/// Every item stands in the letter to its department, and in no other.
#[test]
fn a_split_report_is_a_letter_to_each_department_with_its_own_items() {
    let folder = folder("split");
    let letter = folder.join("函.json");
    let args = [
        "audit",
        SAMPLE,
        "--split",
        "department",
        "--format",
        "json",
        "-o",
        letter.to_str().unwrap(),
    ];
    let (code, json, errors) = run(&args, "");
    assert_eq!(code, 0, "{errors}");
    let whole: serde_json::Value = serde_json::from_str(&json).unwrap();
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let part: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for item in part["items"].as_array().unwrap() {
            let issuer = item["issuer"]["name"].as_str().unwrap();
            assert!(
                path.to_string_lossy().contains(issuer),
                "{issuer} in {}",
                path.display()
            );
            found.push(item["id"].clone());
        }
    }
    assert_eq!(found.len(), whole["items"].as_array().unwrap().len());
    assert!(!letter.exists());
}

#[test]
fn a_letter_names_its_department_and_asks_for_an_answer() {
    let folder = folder("letter");
    let letter = folder.join("函.md");
    let args = [
        "audit",
        SAMPLE,
        "-q",
        "--split",
        "department",
        "--signed-by",
        "汀兰街道办事处",
        "-o",
        letter.to_str().unwrap(),
    ];
    assert_eq!(run(&args, "").0, 0);
    let text = fs::read_to_string(folder.join("函-民政局.md")).unwrap();
    for said in [
        "# 汀兰街道办事处关于民政局下达社区工作事项处理意见的函",
        "民政局：",
        "是否采纳",
        "请予研究函复。",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
}

/// Excel repairs a sheet in which a row stands twice, and asks before it does.
#[test]
fn every_row_of_a_workbook_stands_once_and_in_order() {
    let folder = folder("rows");
    let book = folder.join("报告.xlsx");
    let args = [
        "audit",
        "samples/district-2026q3.xlsx",
        "-q",
        "-o",
        book.to_str().unwrap(),
    ];
    assert_eq!(run(&args, "").0, 0);
    for (name, text) in crate::documents::parts(&book) {
        let rows = text.split("<row r=\"").skip(1);
        let rows: Vec<u32> = rows
            .map(|row| row.split('"').next().unwrap().parse().unwrap())
            .collect();
        assert!(rows.is_sorted_by(|a, b| a < b), "{name}");
    }
}

/// The head of a table comes again on every page, and no row is left alone under it.
#[test]
fn tables_of_a_word_document_repeat_their_head_and_leave_no_row_alone() {
    let folder = folder("word-tables");
    let report = folder.join("报告.docx");
    let args = [
        "audit",
        "samples/district-2026q3.xlsx",
        "-q",
        "-o",
        report.to_str().unwrap(),
    ];
    assert_eq!(run(&args, "").0, 0);
    let parts = crate::documents::parts(&report);
    let (_, text) = parts
        .iter()
        .find(|(name, _)| name == "word/document.xml")
        .unwrap();
    let mut tables = 0;
    for table in text.split("<w:tbl>").skip(1) {
        let table = table.split("</w:tbl>").next().unwrap();
        let rows: Vec<&str> = table.split("<w:tr>").skip(1).collect();
        let heads = rows
            .iter()
            .filter(|row| row.contains("<w:tblHeader/>"))
            .count();
        assert!(heads == 1 && rows[0].contains("<w:tblHeader/>"));
        let keeps = |row: &&str| row.contains("<w:keepNext/>");
        let (last, others) = rows.split_last().unwrap();
        assert!(!keeps(last));
        assert!(others.iter().take(2).all(keeps));
        assert!(others.last().is_none_or(keeps));
        tables += 1;
    }
    assert!(tables > 20);
}
