//! What people and programs see, word for word, through the real binary.

// What can't be run is a failed test.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::process::Command;

/// Standard output of a run in the root of the repository, on a terminal of 80 columns; what changes
/// with every version of a rule file is taken out.
fn shown(lang: &str, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_jianfu"))
        .args(args)
        .args(["--lang", lang])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .env("COLUMNS", "80")
        .output()
        .expect("the program runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{errors}");
    let text = String::from_utf8(output.stdout).expect("what is printed is UTF-8");
    text.lines().map(scrubbed).collect::<Vec<_>>().join("\n")
}

fn scrubbed(line: &str) -> String {
    let changes = [
        "\"fingerprint\":",
        "\"version\":",
        "\"jianfu\":",
        "\"rules\":",
        "\"seal\":",
    ];
    let field = changes
        .iter()
        .find(|key| line.trim_start().starts_with(**key));
    match field {
        Some(key) if !line.ends_with('[') => {
            let indent = &line[..line.len() - line.trim_start().len()];
            format!("{indent}{key} …")
        }
        _ => line.to_owned(),
    }
}

const SAMPLE: &str = "samples/community.csv";

#[test]
fn the_table_in_chinese() {
    insta::assert_snapshot!(shown("zh", &["audit", SAMPLE]));
}

#[test]
fn the_table_in_english() {
    insta::assert_snapshot!(shown("en", &["audit", SAMPLE]));
}

#[test]
fn the_report_as_json() {
    insta::assert_snapshot!(shown("zh", &["audit", SAMPLE, "--format", "json"]));
}

#[test]
fn the_report_as_csv() {
    insta::assert_snapshot!(shown("zh", &["audit", SAMPLE, "--format", "csv"]));
}

#[test]
fn the_report_as_markdown() {
    insta::assert_snapshot!(shown("zh", &["audit", SAMPLE, "--format", "md"]));
}

#[test]
fn how_a_workbook_is_understood() {
    let args = ["columns", "samples/district-2026q3.xlsx"];
    insta::assert_snapshot!(shown("zh", &args));
}

#[test]
fn why_a_row_goes() {
    insta::assert_snapshot!(shown("zh", &["explain", SAMPLE, "--row", "8"]));
}

#[test]
fn how_names_are_understood() {
    let args = ["words", "try", "category", "会议记录本", "台账检查"];
    insta::assert_snapshot!(shown("zh", &args));
}

#[test]
fn one_rule() {
    insta::assert_snapshot!(shown("zh", &["rules", "show", "conscription"]));
}

#[test]
fn the_help() {
    insta::assert_snapshot!(shown("zh", &["--help"]));
}

#[test]
fn the_help_of_audit() {
    insta::assert_snapshot!(shown("zh", &["audit", "--help"]));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for format in ["json", "table"] {
        let args = ["audit", "samples/street-2026q3.xls", "--format", format];
        assert_eq!(shown("zh", &args), shown("zh", &args), "{format}");
    }
}

/// Which item comes first may not decide what becomes of it.
#[test]
fn the_order_of_the_files_changes_no_verdict() {
    let verdicts = |files: [&str; 2]| {
        let [first, second] = files;
        let columns = "id,action,rule,target";
        let args = [
            "audit",
            first,
            second,
            "--format",
            "csv",
            "--columns",
            columns,
        ];
        let text = shown("zh", &args);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let files = [SAMPLE, "samples/street-2026q3.xls"];
    assert_eq!(verdicts(files), verdicts([files[1], files[0]]));
}
