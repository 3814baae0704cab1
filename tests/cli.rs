//! The command line through the real binary: exit codes, bad input, output files, filters, languages.

// What can't be run is a failed test.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;

/// Four items; the second holds personal data, the third would be a formula, the last has no basis at all.
const SHEET: &str = "\
序号,事项名称,类别,下达部门,依据,频次,形式,内容,社区
1,流动人口登记台账,台账,派出所,街道通知,每月1次,纸质,姓名、住址,幸福社区
2,低保走访,工作任务,区民政局,联系人13812345678,每季度1次,现场,证号11010519491231002X,幸福社区
3,=1+1项目登记,台账,街道党政办,街道通知,每年1次,纸质,台账,和平社区
4,兵役登记协助,工作任务,区人武部,《兵役法》,每年1次,现场,摸底,和平社区
";

/// A rule that deletes the first item and a keep without teeth: tests don't hang on the built-in set.
const RULES: &str = r#"
[set]
id = "own"
title = "自己的规则"
level = "区"
version = "1.0.0"
from = 2026-01-01

[clause.1]
title = "取消纸质台账"
source = { document = "本区减负办法", date = "2026", nature = "原文" }

[rule.paper-registers]
title = "纸质的流动人口台账"
clause = "1"
action = "删"
why = "已有系统，不再要求纸质台账。"
when.name.any = ["流动人口"]
when.form.any = ["纸质"]
examples = [
  { name = "流动人口登记台账", form = "纸质", expect = "删" },
  { name = "党员名册", form = "纸质", expect = "无" },
]
"#;

/// A folder with the sheet and the rules, where nothing around it can interfere.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        desk.file("q3.csv", SHEET);
        desk.file("own.toml", RULES);
        desk
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    fn jianfu(&self, args: &[&str]) -> Command {
        let mut command = Command::cargo_bin("jianfu").unwrap();
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_clear()
            .env("LANG", "zh_CN.UTF-8")
            .env("COLUMNS", "100");
        command
    }

    /// What is printed, after a run that ends well.
    fn printed(&self, args: &[&str]) -> String {
        let output = self
            .jianfu(args)
            .assert()
            .success()
            .get_output()
            .stdout
            .clone();
        String::from_utf8(output).unwrap()
    }

    fn json(&self, args: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.printed(args)).unwrap()
    }
}

#[test]
fn an_audit_ends_with_0_and_shows_the_deleted() {
    let desk = Desk::new();
    desk.jianfu(&["audit", "q3.csv", "--rules", "own.toml"])
        .assert()
        .code(0)
        .stdout(
            contains("删 · 1 项")
                .and(contains("流动人口登记台账"))
                .and(contains("取消纸质台账")),
        )
        .stderr(contains("共 4 项"));
}

#[test]
fn fail_on_ends_with_1_in_either_language_whatever_is_shown() {
    let desk = Desk::new();
    for word in ["删", "delete", "压,删"] {
        desk.jianfu(&[
            "audit",
            "q3.csv",
            "--rules",
            "own.toml",
            "--fail-on",
            word,
            "--community",
            "和平",
        ])
        .assert()
        .code(1);
    }
    desk.jianfu(&[
        "audit",
        "q3.csv",
        "--rules",
        "own.toml",
        "--fail-on",
        "compress",
    ])
    .assert()
    .code(0);
}

#[test]
fn bad_arguments_end_with_2_and_are_named_in_chinese() {
    let desk = Desk::new();
    for (args, said) in [
        (&["audit"][..], "缺"),
        (&["audit", "q3.csv", "--sheeet", "x"], "--sheet"),
        (&["adit", "q3.csv"], "audit"),
        (&["audit", "q3.csv", "--fail-on", "删除掉"], "可用的有"),
        (&["audit", "q3.csv", "--format", "pdf"], "可用的有"),
        (&["audit", "q3.csv", "--header-row", "0"], "从 1 起"),
        (&["audit", "q3.csv", "--rules", "无此规则"], "nanjing-2013"),
        (&["audit", "q3.csv", "-o", "out.pdf"], ".csv"),
    ] {
        desk.jianfu(args)
            .assert()
            .code(2)
            .stdout("")
            .stderr(contains(said));
    }
}

#[test]
fn a_missing_input_ends_with_2_and_the_others_are_audited() {
    let desk = Desk::new();
    desk.jianfu(&[
        "audit",
        "nirgends.csv",
        "q3.csv",
        "--rules",
        "own.toml",
        "--fail-on",
        "删",
    ])
    .assert()
    .code(2)
    .stdout(contains("流动人口登记台账"))
    .stderr(contains("nirgends.csv"));
}

#[test]
fn what_is_no_list_of_items_is_one_clear_message() {
    let desk = Desk::new();
    desk.file("empty.csv", "");
    desk.file("noname.csv", "甲,乙\n1,2\n3,4\n");
    desk.file("wrong.xlsx", SHEET);
    // The head of an encrypted workbook: a compound file that holds no workbook.
    desk.file(
        "locked.xlsx",
        [
            &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..],
            &[0; 600],
        ]
        .concat(),
    );
    for name in ["empty.csv", "noname.csv", "locked.xlsx"] {
        let output = desk
            .jianfu(&["audit", name, "--rules", "own.toml"])
            .assert()
            .get_output()
            .clone();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(errors.contains(name), "{name}: {errors}");
        assert!(!errors.contains("panicked"), "{name}: {errors}");
    }
    // Told by what is in it, not by its ending.
    desk.jianfu(&["audit", "wrong.xlsx", "--rules", "own.toml"])
        .assert()
        .code(0)
        .stdout(contains("删 · 1 项"));
}

#[test]
fn a_broken_rule_file_ends_with_2_and_names_the_place() {
    let desk = Desk::new();
    desk.file(
        "bad.toml",
        RULES.replace("action = \"删\"", "acton = \"删\""),
    );
    desk.jianfu(&["audit", "q3.csv", "--rules", "bad.toml"])
        .assert()
        .code(2)
        .stdout("")
        .stderr(contains("bad.toml").and(contains("acton")));
}

#[test]
fn outputs_are_written_whole_and_never_over_an_input() {
    let desk = Desk::new();
    desk.jianfu(&[
        "audit", "q3.csv", "--rules", "own.toml", "-o", "out.csv", "-o", "out.json", "-o", "out.md",
    ])
    .assert()
    .code(0);
    let csv = fs::read_to_string(desk.path("out.csv")).unwrap();
    assert!(csv.starts_with('\u{FEFF}'), "Excel needs the mark");
    assert_eq!(csv.lines().count(), 5);
    let left: Vec<_> = fs::read_dir(desk.folder.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 5, "no drafts stay behind: {left:?}");

    desk.jianfu(&["audit", "q3.csv", "-o", "./q3.csv"])
        .assert()
        .code(2)
        .stdout("")
        .stderr(contains("不能覆盖"));
    desk.jianfu(&["audit", ".", "-o", "q3.csv"])
        .assert()
        .code(2)
        .stderr(contains("不能覆盖"));
    assert_eq!(fs::read_to_string(desk.path("q3.csv")).unwrap(), SHEET);

    desk.jianfu(&[
        "audit",
        "q3.csv",
        "--rules",
        "own.toml",
        "-o",
        "none/out.csv",
    ])
    .assert()
    .code(2)
    .stderr(contains("none/out.csv"));
}

/// Who has a report written in a file isn't shown it as well.
#[test]
fn what_is_written_in_a_file_is_printed_only_when_asked_for() {
    let desk = Desk::new();
    let audit = ["audit", "q3.csv", "--rules", "own.toml", "-o", "out.md"];
    let run = |more: &[&str]| desk.jianfu(&[&audit, more].concat()).assert().code(0);
    run(&[])
        .stdout("")
        .stderr(contains("已写入 out.md").and(contains("共 4 项")));
    run(&["-q"]).stdout("").stderr("");
    run(&["-q", "--format", "csv"])
        .stdout(contains("action").and(contains("\n")))
        .stderr("");
    let diff = ["diff", "q3.csv", "q3.csv", "-o", "diff.md"];
    desk.jianfu(&[&diff[..], &["-q"]].concat())
        .assert()
        .code(0)
        .stdout("")
        .stderr("");
}

#[cfg(unix)]
#[test]
fn a_link_to_an_input_is_the_input() {
    let desk = Desk::new();
    std::os::unix::fs::symlink(desk.path("q3.csv"), desk.path("soft.csv")).unwrap();
    fs::hard_link(desk.path("q3.csv"), desk.path("hard.csv")).unwrap();
    for name in ["soft.csv", "hard.csv"] {
        desk.jianfu(&["audit", "q3.csv", "-o", name])
            .assert()
            .code(2)
            .stderr(contains("不能覆盖"));
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let desk = Desk::new();
    for format in ["table", "json", "ndjson", "csv", "md"] {
        let args = ["audit", "q3.csv", "--rules", "own.toml", "--format", format];
        assert_eq!(desk.printed(&args), desk.printed(&args), "{format}");
    }
}

#[test]
fn formulas_are_defused_in_csv_and_nowhere_else() {
    let desk = Desk::new();
    let args = |format| ["audit", "q3.csv", "--rules", "own.toml", "--format", format];
    assert!(desk.printed(&args("csv")).contains(",'=1+1项目登记,"));
    assert!(
        desk.printed(&args("json"))
            .contains("\"name\":\"=1+1项目登记\"")
    );
}

#[test]
fn personal_numbers_are_masked_everywhere_unless_asked_for() {
    let desk = Desk::new();
    for format in ["table", "json", "ndjson", "csv", "md"] {
        let args = [
            "audit", "q3.csv", "--rules", "own.toml", "-v", "--format", format,
        ];
        let printed = desk.printed(&args);
        assert!(!printed.contains("13812345678"), "{format}");
        assert!(!printed.contains("11010519491231002X"), "{format}");
    }
    let shown = desk.printed(&[
        "audit",
        "q3.csv",
        "--rules",
        "own.toml",
        "--format",
        "json",
        "--show-personal",
    ]);
    assert!(shown.contains("13812345678") && shown.contains("11010519491231002X"));
}

#[test]
fn filters_narrow_what_is_printed() {
    let desk = Desk::new();
    let names = |filter: &[&str]| {
        let args = [
            &["audit", "q3.csv", "--rules", "own.toml", "--format", "json"],
            filter,
        ]
        .concat();
        let items = desk.json(&args)["items"].as_array().unwrap().clone();
        items
            .iter()
            .map(|item| item["source"]["row"].as_u64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&[]), [2, 3, 4, 5]);
    assert_eq!(names(&["--community", "和平"]), [4, 5]);
    assert_eq!(names(&["--department", "区民政局,人武部"]), [3, 5]);
    assert_eq!(names(&["--action", "删"]), [2]);
    assert_eq!(
        names(&["--action", "delete", "--community", "和平"]),
        [0; 0]
    );
}

#[test]
fn json_is_to_the_letter() {
    let desk = Desk::new();
    let json = desk.json(&["audit", "q3.csv", "--rules", "own.toml", "--format", "json"]);
    let keys = |value: &serde_json::Value| {
        value
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        keys(&json),
        [
            "schema",
            "jianfu",
            "rulesets",
            "as_of",
            "fingerprint",
            "arguments",
            "inputs",
            "items",
            "groups",
            "summary",
            "seal"
        ]
    );
    assert_eq!(json["schema"], "jianfu.audit/1");
    assert_eq!(
        keys(&json["rulesets"][0]),
        ["id", "title", "version", "fingerprint", "rules"]
    );
    let item = &json["items"][0];
    assert_eq!(item["id"], "q3.csv#!2");
    assert_eq!(
        keys(&item["verdict"]),
        [
            "action",
            "also",
            "rule",
            "ruleset",
            "clause",
            "reason",
            "evidence",
            "group",
            "target",
            "hours_saved_per_year"
        ]
    );
    assert_eq!(item["verdict"]["action"], "delete");
    assert_eq!(item["verdict"]["rule"], "paper-registers");
    assert_eq!(item["hours_per_year"], serde_json::Value::Null);
    assert_eq!(item.get("street"), None, "the sheet has no such column");
    assert_eq!(
        keys(&json["summary"]),
        ["items", "by_action", "by_category", "hours_per_year"]
    );
    assert_eq!(json["summary"]["by_action"]["delete"], 1);
    let sheet = &json["inputs"][0]["sheets"][0];
    assert_eq!(
        (&sheet["rows"], &sheet["items"], &sheet["header_rows"][0]),
        (&5.into(), &4.into(), &1.into())
    );
}

#[test]
fn standard_input_is_read() {
    let desk = Desk::new();
    desk.jianfu(&["audit", "-", "--rules", "own.toml", "--format", "ndjson"])
        .write_stdin(SHEET)
        .assert()
        .code(0)
        .stdout(contains("\"id\":\"-#!2\""));
}

#[test]
fn english_is_spoken_when_asked_for_and_names_stay() {
    let desk = Desk::new();
    desk.jianfu(&["--lang", "en", "audit", "q3.csv", "--rules", "own.toml"])
        .assert()
        .stdout(contains("delete · 1 items").and(contains("流动人口登记台账")))
        .stderr(contains("4 items"));
    desk.jianfu(&["audit"])
        .env("LANG", "en_US.UTF-8")
        .assert()
        .code(2)
        .stderr(contains("is missing"));
    desk.jianfu(&["audit"])
        .env("LANG", "C")
        .assert()
        .code(2)
        .stderr(contains("缺"));
    desk.jianfu(&["audit"])
        .env("JIANFU_LANG", "en")
        .assert()
        .code(2)
        .stderr(contains("is missing"));
}

#[test]
fn the_nearest_jianfu_toml_is_heeded_and_the_command_line_wins() {
    let desk = Desk::new();
    desk.file("jianfu.toml", "rules = \"own.toml\"\nlang = \"en\"\n");
    fs::create_dir(desk.path("below")).unwrap();
    let mut below = desk.jianfu(&["audit", "../q3.csv"]);
    below
        .current_dir(desk.path("below"))
        .assert()
        .code(0)
        .stdout(contains("delete · 1 items"));
    desk.jianfu(&["audit", "q3.csv", "--lang", "zh"])
        .assert()
        .stdout(contains("删 · 1 项"));
    desk.file("jianfu.toml", "ruels = \"own.toml\"\n");
    desk.jianfu(&["audit", "q3.csv"])
        .assert()
        .code(2)
        .stderr(contains("jianfu.toml").and(contains("ruels")));
}

#[test]
fn columns_shows_how_a_sheet_is_understood() {
    let desk = Desk::new();
    desk.jianfu(&["columns", "q3.csv"]).assert().code(0).stdout(
        contains("表头：第 1 行")
            .and(contains("事项名称"))
            .and(contains("5 行 = 表头 1 + 事项 4 + 其他 0")),
    );
    let json = desk.json(&["columns", "q3.csv", "--format", "json"]);
    assert_eq!(
        json["inputs"][0]["sheets"][0]["columns"][1]["field"],
        "name"
    );
}

#[test]
fn explain_says_why_items_are_one() {
    let desk = Desk::new();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/community.csv");
    desk.jianfu(&["explain", sample, "--row", "17"])
        .assert()
        .code(0)
        .stdout(contains("为什么是同一事项：").and(contains("流动人口登记簿＝流动人口登记台账")));
}

#[test]
fn explain_tells_rule_clause_and_evidence() {
    let desk = Desk::new();
    desk.jianfu(&["explain", "q3.csv", "--row", "2", "--rules", "own.toml"])
        .assert()
        .code(0)
        .stdout(
            contains("结论：删")
                .and(contains("paper-registers"))
                .and(contains("本区减负办法"))
                .and(contains("流动人口")),
        );
    desk.jianfu(&["explain", "q3.csv", "--row", "1"])
        .assert()
        .code(2)
        .stderr(contains("表头"));
    desk.jianfu(&["explain", "q3.csv", "--row", "99"])
        .assert()
        .code(2)
        .stderr(contains("99"));
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    let desk = Desk::new();
    let many: String = (0..300)
        .map(|i| format!("{i},登记台账{i},台账,派出所,街道通知,每月1次,纸质,姓名,幸福社区\n"))
        .collect();
    let head = SHEET.lines().next().unwrap();
    desk.file("many.csv", format!("{head}\n{many}"));
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("jianfu"))
        .args([
            "audit", "many.csv", "--rules", "own.toml", "--format", "csv",
        ])
        .current_dir(desk.folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panic"));
}

#[test]
fn the_terminal_is_never_overrun() {
    let desk = Desk::new();
    for columns in [40, 64, 80, 100, 120] {
        let output = desk
            .jianfu(&["audit", "q3.csv", "--rules", "own.toml", "-v"])
            .env("COLUMNS", columns.to_string())
            .assert()
            .get_output()
            .stdout
            .clone();
        for line in String::from_utf8(output).unwrap().lines() {
            let cells = unicode_width::UnicodeWidthStr::width(line);
            // The summary has a width of its own.
            assert!(
                cells <= columns.max(66),
                "{cells} cells in {columns}: {line}"
            );
        }
    }
}

#[test]
fn completions_and_manual_are_printed() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        desk.jianfu(&["completions", shell])
            .assert()
            .code(0)
            .stdout(contains("jianfu"));
    }
    desk.jianfu(&["man"])
        .assert()
        .code(0)
        .stdout(contains(".TH jianfu"));
}

#[test]
fn rules_are_those_of_the_day() {
    let desk = Desk::new();
    let old = RULES.replace("from = 2026-01-01", "from = 2020-01-01\nuntil = 2026-09-29");
    desk.file("old.toml", &old);
    let day = |args: &[&str]| {
        let all = [&["audit", "--rules", "old.toml", "--format", "json"], args].concat();
        desk.json(&all)["as_of"].clone()
    };
    // The title names the quarter: what ended the day before its end is not applied any more.
    desk.file(
        "titled.csv",
        format!("2026年第三季度社区事项清单,,,,,,,,\n{}", SHEET.trim_start()),
    );
    let told = desk.jianfu(&[
        "audit",
        "titled.csv",
        "--rules",
        "old.toml",
        "--as-of",
        "2026-09-30",
    ]);
    { told }.assert().code(2).stderr(contains("没有有效的规则"));
    assert_eq!(day(&["titled.csv", "--as-of", "2026-09-29"]), "2026-09-29");
    assert_eq!(day(&["q3.csv"]), serde_json::Value::Null);
    desk.jianfu(&["audit", "q3.csv", "--rules", "old.toml"])
        .assert()
        .code(0)
        .stderr(contains("没有写明是哪个时段"));
    desk.jianfu(&[
        "audit",
        "q3.csv",
        "--rules",
        "own.toml",
        "--as-of",
        "2026-02-29",
    ])
    .assert()
    .code(2);
    desk.file("2026年二季度.csv", SHEET.trim_start());
    assert_eq!(day(&["2026年二季度.csv"]), "2026-06-30");
}

/// Linux has a device that is always full.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_with_its_cure() {
    for (lang, said) in [
        ("zh", "写不了标准输出：磁盘已满"),
        ("en", "can't write standard output: the disk is full"),
    ] {
        for format in ["table", "csv", "json"] {
            let full = fs::File::create("/dev/full").unwrap();
            let run = std::process::Command::new(env!("CARGO_BIN_EXE_jianfu"))
                .args(["audit", "samples/community.csv", "-q"])
                .args(["--lang", lang, "--format", format])
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .stdout(full)
                .output()
                .unwrap();
            assert_eq!(run.status.code(), Some(2));
            let told = String::from_utf8_lossy(&run.stderr);
            assert!(told.contains(said), "{format}: {told}");
        }
    }
}

#[test]
fn a_place_that_cannot_be_written_is_named_with_its_cure() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("plain.csv");
    fs::write(&file, SHEET).unwrap();
    for target in [folder.path().join("none/x.md"), file.join("x.md")] {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_jianfu"))
            .arg("audit")
            .arg(&file)
            .args(["-q", "--lang", "zh", "-o"])
            .arg(&target)
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(2));
        let told = String::from_utf8_lossy(&run.stderr);
        let said = format!("写不了 {}：没有这个文件夹", target.display());
        assert!(told.contains(&said), "{told}");
        assert!(!told.contains(".jianfu-"), "{told}");
    }
}
