//! The user's own workbook with the verdicts in it: everything else stays to the byte, and what can't is refused.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Chart, ChartType, DataValidation, Formula, Workbook};
use serde_json::Value;

use crate::documents::{assert_well_formed, folder, run, xlsx_tables};

const DISTRICT: &str = "samples/district-2026q3.xlsx";

/// Annotates a workbook, and says how that ended.
fn annotated(input: &str, to: &Path) -> (i32, String) {
    let args = ["audit", input, "-q", "--annotate", to.to_str().unwrap()];
    let (code, printed, errors) = run(&args, "");
    assert_eq!(printed, "", "nothing is printed beside it");
    (code, errors)
}

/// Every entry of an archive, in order.
fn entries(path: &Path) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let all = 0..archive.len();
    let entry = |i| {
        let mut entry = archive.by_index(i).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (entry.name().unwrap().into_owned(), bytes)
    };
    all.map(entry).collect()
}

/// The text of a sheet without the cells that were added, and without what says how far it reaches.
fn without_additions(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(" t=\"inlineStr\">") {
        let start = rest[..at].rfind("<c ").unwrap();
        kept.push_str(&rest[..start]);
        let end = rest[at..].find("</c>").unwrap() + at + "</c>".len();
        rest = &rest[end..];
    }
    kept.push_str(rest);
    let reach = ["dimension", "cols>", "/cols>", "col "];
    let tags = kept.split_inclusive('>');
    let kept = tags.filter(|tag| {
        !reach
            .iter()
            .any(|name| tag.trim_start().starts_with(&format!("<{name}")))
    });
    let mut bare = String::new();
    for tag in kept {
        // <row r="5" spans="1:10"> reaches further.
        match tag.split_once(" spans=\"") {
            Some((before, after)) => {
                bare.push_str(before);
                bare.push_str(after.split_once('"').unwrap().1);
            }
            None => bare.push_str(tag),
        }
    }
    bare
}

fn assert_only_added(before: &Path, after: &Path) {
    let (before, after) = (entries(before), entries(after));
    let names = |entries: &[(String, Vec<u8>)]| {
        entries
            .iter()
            .map(|(name, _)| name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&before), names(&after));
    for ((name, old), (_, new)) in before.iter().zip(&after) {
        if old == new {
            continue;
        }
        assert!(name.starts_with("xl/worksheets/"), "{name} was changed");
        let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
        assert_well_formed(name, &new);
        assert!(!old.contains("inlineStr"), "{name}");
        assert_eq!(without_additions(&old), without_additions(&new), "{name}");
    }
}

fn audit(input: &str) -> Value {
    let (code, json, errors) = run(&["audit", input, "-q", "--format", "json"], "");
    assert_eq!(code, 0, "{errors}");
    serde_json::from_str(&json).unwrap()
}

/// The verdicts by sheet and row.
fn verdicts(audit: &Value) -> BTreeMap<(String, u64), Value> {
    let items = audit["items"].as_array().unwrap().iter();
    let verdict = |item: &Value| {
        let (sheet, row) = (&item["source"]["sheet"], &item["source"]["row"]);
        let at = (sheet.as_str().unwrap().to_owned(), row.as_u64().unwrap());
        (at, item["verdict"]["action"].clone())
    };
    items.map(verdict).collect()
}

#[test]
fn the_verdicts_stand_beside_the_items_and_all_else_stays_to_the_byte() {
    let path = folder("annotated").join("加列.xlsx");
    let (code, errors) = annotated(DISTRICT, &path);
    assert_eq!((code, errors.as_str()), (0, ""));
    assert_only_added(Path::new(DISTRICT), &path);
    let before = audit(DISTRICT);
    let again = audit(path.to_str().unwrap());
    assert_eq!(
        verdicts(&before),
        verdicts(&again),
        "the new columns mean nothing to an audit"
    );
    let words = [
        ("delete", "删"),
        ("adjust", "调"),
        ("merge", "并"),
        ("compress", "压"),
        ("keep", "留"),
        ("review", "人工"),
    ];
    let words = BTreeMap::from(words);
    let mut seen = 0;
    for table in xlsx_tables(&path) {
        let Some(head) = table
            .iter()
            .find(|row| row.iter().any(|cell| cell == "减负结论"))
        else {
            continue;
        };
        let at = head.iter().position(|cell| cell == "减负结论").unwrap();
        let found = table.iter().map(|row| row[at].as_str());
        seen += found
            .filter(|found| words.values().any(|word| word == found))
            .count();
    }
    assert_eq!(seen, before["items"].as_array().unwrap().len());
    // The same bytes for the same input.
    let twice = path.with_file_name("再来.xlsx");
    annotated(DISTRICT, &twice);
    assert!(fs::read(&path).unwrap() == fs::read(&twice).unwrap());
}

/// A small list with what a workbook may hold beside cells.
fn rich(path: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("事项 & 表").unwrap();
    sheet
        .write_row(0, 0, ["事项名称", "下达部门", "次数", "合计"])
        .unwrap();
    for (row, name) in (1..).zip(["党员台账", "协税护税线索摸排", "居民代表会议"])
    {
        sheet.write(row, 0, name).unwrap();
        sheet.write(row, 1, "区民政局").unwrap();
        sheet.write(row, 2, 12).unwrap();
        sheet
            .write_formula(
                row,
                3,
                Formula::new(format!("=C{}*2", row + 1)).set_result("24"),
            )
            .unwrap();
    }
    let choices = DataValidation::new()
        .allow_list_strings(&["是", "否"])
        .unwrap();
    sheet.add_data_validation(1, 2, 3, 2, &choices).unwrap();
    sheet.autofilter(0, 0, 3, 3).unwrap();
    let mut chart = Chart::new(ChartType::Bar);
    chart.add_series().set_values(("事项 & 表", 1, 2, 3, 2));
    sheet.insert_chart(6, 0, &chart).unwrap();
    let other = book.add_worksheet().set_name("说明").unwrap();
    other.write(0, 0, "填表说明").unwrap();
    book.save(path).unwrap();
}

#[test]
fn charts_formulas_and_choices_are_kept() {
    let folder = folder("annotated-rich");
    let (input, output) = (folder.join("表.xlsx"), folder.join("加列.xlsx"));
    rich(&input);
    let (code, errors) = annotated(input.to_str().unwrap(), &output);
    assert_eq!(code, 0, "{errors}");
    assert_only_added(&input, &output);
    let changed: Vec<_> = entries(&input)
        .into_iter()
        .zip(entries(&output))
        .filter(|(old, new)| old.1 != new.1)
        .map(|(old, _)| old.0)
        .collect();
    assert_eq!(
        changed,
        ["xl/worksheets/sheet1.xml"],
        "a sheet without items is left alone"
    );
    let table = &xlsx_tables(&output)[0];
    assert_eq!(
        table[0][4..],
        ["减负结论", "减负改为", "减负理由", "减负条款"]
    );
    assert_eq!(table[2][4], "删", "{table:?}");
    assert!(table[2][7].contains("八个不得"), "{table:?}");
    assert_eq!(
        verdicts(&audit(input.to_str().unwrap())),
        verdicts(&audit(output.to_str().unwrap()))
    );
}

/// A workbook with one of its parts written otherwise, or with one more.
fn altered(from: &Path, to: &Path, part: &str, alter: impl Fn(&str) -> String) {
    let mut out = zip::ZipWriter::new(fs::File::create(to).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    let mut is_there = false;
    for (name, bytes) in entries(from) {
        let is_it = name == part;
        is_there |= is_it;
        out.start_file(name, options).unwrap();
        match is_it {
            true => out
                .write_all(alter(&String::from_utf8(bytes).unwrap()).as_bytes())
                .unwrap(),
            false => out.write_all(&bytes).unwrap(),
        }
    }
    if !is_there {
        out.start_file(part, options).unwrap();
        out.write_all(alter("").as_bytes()).unwrap();
    }
    out.finish().unwrap();
}

#[test]
fn what_cannot_be_annotated_without_loss_is_refused() {
    let folder = folder("annotated-refused");
    let path = |name: &str| -> PathBuf { folder.join(name) };
    let good = path("表.xlsx");
    rich(&good);
    let protected = path("保护.xlsx");
    altered(&good, &protected, "xl/worksheets/sheet1.xml", |sheet| {
        sheet.replace("</sheetData>", "</sheetData><sheetProtection sheet=\"1\"/>")
    });
    let signed = path("签名.xlsx");
    altered(&good, &signed, "_xmlsignatures/sig1.xml", |_| {
        "<s/>".to_owned()
    });
    let out = path("加列.xlsx");
    let refused = |args: &[&str], input: &str, why: &str| {
        let (code, printed, errors) = run(&[&["audit", "-q"], args].concat(), input);
        assert_eq!((code, printed.as_str()), (2, ""), "{args:?} {errors}");
        assert!(errors.contains(why), "{why} in {errors}");
        assert!(!out.exists());
    };
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let (good, protected, signed, to) = (text(&good), text(&protected), text(&signed), text(&out));
    refused(&[&protected, "--annotate", &to], "", "工作表有保护");
    refused(&[&signed, "--annotate", &to], "", "数字签名");
    refused(
        &[&good, &protected, "--annotate", &to],
        "",
        "一次只能给一个工作簿",
    );
    refused(
        &["samples/street-2026q3.xls", "--annotate", &to],
        "",
        "只能给 .xlsx、.xlsm",
    );
    refused(
        &["samples/community.csv", "--annotate", &to],
        "",
        "只能给 .xlsx、.xlsm",
    );
    refused(&["-", "--annotate", &to], "事项名称\n台账\n", "标准输入");
    let before = fs::read(&good).unwrap();
    refused(&[&good, "--annotate", &good], "", "不能覆盖");
    assert!(fs::read(&good).unwrap() == before);
}
