//! Of a folder every spreadsheet is read, but not what jianfu itself wrote there; nothing on standard input is no list.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::sheets::{archive, book};

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jianfu"));
    command.args(args).current_dir(folder).output().unwrap()
}

fn inputs_of(folder: &Path) -> (Vec<String>, String) {
    let output = run(
        folder,
        &["columns", ".", "--format", "json", "-v", "--lang", "en"],
    );
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let inputs = answer["inputs"].as_array().unwrap().iter();
    let paths = inputs.map(|input| input["path"].as_str().unwrap().to_owned());
    (paths.collect(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn own_reports_in_a_folder_are_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("q3.csv"),
        "事项名称,频次\n党员名册,每月\n",
    )
    .unwrap();
    let outputs = ["报告.xlsx", "报告.ndjson"];
    let args = outputs.iter().flat_map(|output| ["-o", output]);
    let args: Vec<&str> = ["audit", "q3.csv", "-q"].into_iter().chain(args).collect();
    assert_eq!(run(folder.path(), &args).status.code(), Some(0));
    // Saved again by another program: other sizes, the property in the same part, unpacked.
    let custom = "<Properties><property name=\"jianfu:report\"/></Properties>";
    let again = archive(&[
        ("xl/workbook.xml", b"<workbook/>"),
        ("docProps/custom.xml", custom.as_bytes()),
    ]);
    std::fs::write(folder.path().join("答复.xlsx"), again).unwrap();
    let (inputs, told) = inputs_of(folder.path());
    assert_eq!(told.matches("own-report").count(), 2, "{told}");
    assert!(inputs.contains(&"./q3.csv".to_owned()), "{inputs:?}");
    assert!(
        !inputs.iter().any(|path| path.ends_with(".xlsx")),
        "{inputs:?}"
    );
}

#[test]
fn what_only_looks_like_an_own_report_is_read_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let contents = b"PK\x01\x02"
        .iter()
        .chain(&[0xFF; 42])
        .chain(b"docProps/custom.xml");
    let contents: Vec<u8> = b"PK\x03\x04".iter().chain(contents).copied().collect();
    std::fs::write(folder.path().join("a.xlsx"), &contents).unwrap();
    std::fs::write(folder.path().join("b.xlsx"), &contents[..30]).unwrap();
    std::fs::write(folder.path().join("c.xlsx"), b"PK").unwrap();
    let (inputs, told) = inputs_of(folder.path());
    assert_eq!(inputs.len(), 3, "{told}");
    assert_eq!(told.matches("damaged-file").count(), 2, "{told}");
}

#[test]
fn nothing_on_standard_input_is_no_item_and_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(
        folder.path(),
        &["audit", "-", "--format", "json", "--lang", "en"],
    );
    assert_eq!(output.status.code(), Some(0));
    let audit: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(audit["summary"]["items"], 0);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("standard input: it is empty"), "{told}");
    // A file without a byte is an export that failed.
    std::fs::write(folder.path().join("q3.csv"), "").unwrap();
    let output = run(folder.path(), &["audit", "q3.csv"]);
    assert_eq!(output.status.code(), Some(2));
}

/// The items of each input, as the program counts them.
fn counted(output: &Output) -> Vec<(String, u64)> {
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let inputs = answer["inputs"].as_array().unwrap().iter();
    let items = |input: &Value| -> u64 {
        let sheets = input["sheets"].as_array().unwrap().iter();
        sheets.filter_map(|sheet| sheet["items"].as_u64()).sum()
    };
    inputs
        .map(|input| (input["path"].as_str().unwrap().to_owned(), items(input)))
        .collect()
}

#[test]
fn files_are_what_is_in_them_whatever_their_ending_says() {
    let folder = tempfile::tempdir().unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/street-2026q3.xls");
    let xls = std::fs::read(sample).unwrap();
    let rows = ["序号|事项名称|频次", "1|党员名册|每月", "2|党课|每季度"];
    let page = "<html><head><meta charset=gb2312></head><table><tr><td>序号<td>事项名称<td>频次<tr><td>1<td>党员名册<td>每月</table></html>";
    let (page, ..) = encoding_rs::GB18030.encode(page);
    for (name, bytes) in [
        ("1.et", &xls),
        ("2.et", &book(&rows, &[])),
        ("3.xls", &page.into_owned()),
        ("4.xlsx", &xls),
        ("5.csv", &book(&rows, &[])),
    ] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let output = run(folder.path(), &["columns", ".", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let counted = counted(&output);
    let [(first, of_xls), others @ ..] = counted.as_slice() else {
        panic!("{counted:?}");
    };
    assert!(first == "./1.et" && *of_xls > 10, "{counted:?}");
    let items: Vec<_> = others.iter().map(|(_, items)| *items).collect();
    assert_eq!(items, [2, 1, *of_xls, 2]);
}

#[test]
fn objects_and_records_come_from_standard_input() {
    for (text, items) in [
        (
            "{\"事项名称\": \"党员名册\", \"频次\": \"每月\"}\n{\"事项名称\": \"党课\"}\n",
            2,
        ),
        ("\u{FEFF}{\"name\": \"党员名册\"}\r\n", 1),
        ("事项名称\t频次\n党员名册\t每月\n", 1),
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_jianfu"))
            .args(["columns", "-", "--format", "json"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(text.as_bytes())
            .unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(counted(&output), [("-".to_owned(), items)], "{text}");
    }
}
