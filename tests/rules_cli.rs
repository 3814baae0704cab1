//! `jianfu rules …` through the real binary: every format, exit codes, templates, coverage, words, encodings.

// What can't be run is a failed test.
#![allow(clippy::unwrap_used)]

use std::fs;

use assert_cmd::Command;
use predicates::str::contains;
use quick_xml::events::Event;
use serde_json::Value;
use tempfile::TempDir;

/// An unknown action, and a word of one character beside it: an error and a warning.
const BAD: &str = r#"[set]
id = "own"
title = "自己的规则"
level = "区"
version = "1.0.0"

[clause.1]
title = "取消纸质台账"
source = { document = "本区办法", date = "2026", nature = "原文" }

[rule.one]
title = "台账"
clause = "1"
action = "删除"
why = "已有系统。"
when.name.any = ["流动人口"]
examples = [{ name = "流动人口台账", expect = "删" }, { name = "党员名册", expect = "无" }]

[rule.two]
title = "报表"
clause = "1"
action = "删"
why = "100% 已有系统。"
when.name.any = ["月报表", "周"]
examples = [{ name = "安全月报表", expect = "删" }, { name = "党员名册", expect = "无" }]
"#;

fn jianfu(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("jianfu").unwrap();
    command
        .args(arguments)
        .env("JIANFU_LANG", "zh")
        .env_remove("NO_COLOR");
    command
}

/// Standard output of a run that ends with this code.
fn said(arguments: &[&str], code: i32) -> String {
    let output = jianfu(arguments).assert().code(code).get_output().clone();
    String::from_utf8(output.stdout).unwrap()
}

fn bad_file() -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("规则,1.toml");
    fs::write(&path, BAD).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn every_problem_is_told_with_its_line_and_the_fix() {
    let (_folder, path) = bad_file();
    let text = said(&["rules", "check", &path], 1);
    for part in [
        "错误[unknown-word]",
        ":14:10",
        "是不是“删”？",
        "警告[word]",
        ":24:25",
        "写两个字以上的词",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
}

#[test]
fn marks_stand_under_what_they_mark_however_wide_its_characters() {
    let (_folder, path) = bad_file();
    let text = said(&["rules", "check", &path], 1);
    // Two cells a Chinese character: `when.name.any = ["月报表", ` takes 28 cells.
    let lines: Vec<_> = text.lines().collect();
    let at = lines
        .iter()
        .position(|l| l.contains("[\"月报表\", \"周\"]"))
        .unwrap();
    let before = lines[at].split("\"周\"").next().unwrap();
    let cells = unicode_width::UnicodeWidthStr::width(before);
    assert_eq!(lines[at + 1].find('^').unwrap(), cells, "{text}");
}

#[test]
fn warnings_fail_the_check_only_where_they_are_denied() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("r.toml");
    fs::write(&path, BAD.replace("\"删除\"", "\"删\"")).unwrap();
    let path = path.to_str().unwrap();
    said(&["rules", "check", path], 0);
    said(&["rules", "check", "--deny", "warnings", path], 1);
    said(&["rules", "check", "没有这个文件.toml"], 2);
}

#[test]
fn json_counts_columns_in_characters() {
    let (_folder, path) = bad_file();
    let json: Value =
        serde_json::from_str(&said(&["rules", "check", "--format", "json", &path], 1)).unwrap();
    let problem = &json["problems"][0];
    assert_eq!(problem["code"], "unknown-word");
    assert_eq!(
        (&problem["line"], &problem["column"], &problem["end_column"]),
        (&14.into(), &10.into(), &14.into())
    );
    assert_eq!(
        json["summary"],
        serde_json::json!({"error": 1, "warning": 1, "note": 0})
    );
}

#[test]
fn github_gets_one_command_a_problem_with_nothing_that_ends_it() {
    let (_folder, path) = bad_file();
    let text = said(&["rules", "check", "--format", "github", &path], 1);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert!(lines[0].starts_with("::error file=") && lines[1].starts_with("::warning file="));
    assert!(lines[0].contains("规则%2C1.toml,line=14,col=10,endColumn=14,title=unknown-word::"));
    assert!(
        lines[0].contains("%0A"),
        "the help stands on a line of its own"
    );
}

/// What the schema of SARIF 2.1.0 asks of the parts that are written, checked by hand: required keys,
/// types, fixed words, and that indices point where they should.
#[test]
fn sarif_has_what_its_schema_requires() {
    let (_folder, path) = bad_file();
    let sarif: Value =
        serde_json::from_str(&said(&["rules", "check", "--format", "sarif", &path], 1)).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "jianfu");
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        assert!(rule["id"].is_string() && rule["shortDescription"]["text"].is_string());
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    for result in results {
        let index = result["ruleIndex"].as_u64().unwrap();
        assert_eq!(rules[index as usize]["id"], result["ruleId"]);
        assert!(["none", "note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(
            uri.is_ascii() && uri.ends_with("%E8%A7%84%E5%88%99%2C1.toml"),
            "{uri}"
        );
        let region = |key: &str| place["region"][key].as_u64().unwrap();
        assert!(region("startLine") >= 1 && region("startColumn") >= 1);
        assert!(region("endColumn") > region("startColumn"));
    }
}

#[test]
fn junit_has_a_suite_for_each_file_and_a_case_for_each_rule() {
    let (_folder, path) = bad_file();
    let xml = said(&["rules", "check", "--format", "junit", &path], 1);
    let mut reader = quick_xml::Reader::from_str(&xml);
    let (mut elements, mut names) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(e) | Event::Empty(e) => {
                elements.push(e.name().as_ref().to_owned());
                if e.name().as_ref() == "testcase" {
                    let name = e.try_get_attribute("name").unwrap().unwrap();
                    names.push(name.value.into_owned());
                }
            }
            _ => {}
        }
    }
    assert_eq!(names, ["文件", "rule.one", "rule.two"]);
    let count = |name: &str| elements.iter().filter(|e| *e == name).count();
    assert_eq!(
        (count("testsuite"), count("failure"), count("system-out")),
        (1, 1, 1)
    );
    let denied = said(
        &[
            "rules", "check", "--format", "junit", "--deny", "warnings", &path,
        ],
        1,
    );
    assert_eq!(denied.matches("<failure").count(), 2);
}

#[test]
fn every_template_passes_the_check_as_it_stands() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("my-rules.toml");
    for kind in [
        "删", "调", "并", "压", "留", "人工", "限额", "delete", "quota", "构成", "share",
    ] {
        let mut text = said(&["rules", "new", kind, "--id", "first"], 0);
        text += &said(&["rules", "new", "压", "--id", "second", "--bare"], 0)
            .replace("示例统计", "另一统计");
        fs::write(&path, text).unwrap();
        let path = path.to_str().unwrap();
        jianfu(&["rules", "check", "--deny", "warnings", path])
            .assert()
            .code(0)
            .stdout("")
            .stderr(contains(format!(
                "{} 条规则：0 处错误，0 处警告",
                match kind {
                    "构成" | "share" => 1,
                    _ => 2,
                }
            )));
    }
    let written = folder.path().join("written.toml");
    let written = written.to_str().unwrap();
    let new = ["rules", "new", "删", "--id", "first", "-o", written];
    jianfu(&new).assert().code(0).stdout("");
    jianfu(&["rules", "check", written]).assert().code(0);
    jianfu(&new).assert().code(2).stderr(contains("不覆盖"));
    jianfu(&["rules", "new", "压", "--id", "台账"])
        .assert()
        .code(2);
    jianfu(&["rules", "new", "减"])
        .assert()
        .code(2)
        .stderr(contains("删 调 并 压 留 人工 限额 构成"));
}

#[test]
fn coverage_names_what_no_example_touches() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("r.toml");
    let listed = "[list.gone]\ntitle = \"已取消\"\nitems = [\"楼宇联络\", \"夜间经济\"]\n[rule.gone]\ntitle = \"已取消的\"\nclause = \"1\"\naction = \"删\"\nwhy = \"已经取消。\"\nwhen.name.in_list = \"gone\"\nexamples = [{ name = \"楼宇联络表\", expect = \"删\" }, { name = \"居民公约\", expect = \"无\" }]\n";
    let text = format!(
        "{}{listed}",
        BAD.replace("\"删除\"", "\"删\"").replace(", \"周\"", "")
    );
    fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap();
    let text = said(&["rules", "test", path], 0);
    assert!(
        text.contains("清单 gone 里没有例子的条目：夜间经济"),
        "{text}"
    );
    assert!(
        text.contains("规则 3/3，清单条目 1/2，条款 1/1，合计 83.3%"),
        "{text}"
    );
    said(&["rules", "test", "--min-coverage", "80", path], 0);
    jianfu(&["rules", "test", "--min-coverage", "90%", path])
        .assert()
        .code(1)
        .stderr(contains("要求不低于 90%"));
}

#[test]
fn files_that_windows_wrote_are_read() {
    let folder = TempDir::new().unwrap();
    let good = BAD.replace("\"删除\"", "\"删\"").replace(", \"周\"", "");
    let check = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        jianfu(&["rules", "check", path.to_str().unwrap()])
            .output()
            .unwrap()
    };
    let with_mark = [b"\xEF\xBB\xBF", good.as_bytes()].concat();
    assert_eq!(check("bom.toml", &with_mark).status.code(), Some(0));
    let with_returns = good.replace('\n', "\r\n").replace("title = ", "title\t=\t");
    assert_eq!(
        check("crlf.toml", with_returns.as_bytes()).status.code(),
        Some(0)
    );
    let gbk = check("gbk.toml", &encoding_rs::GB18030.encode(&good).0);
    let text = String::from_utf8(gbk.stdout).unwrap();
    assert_eq!(gbk.status.code(), Some(1));
    assert_eq!(text.matches("错误[").count(), 1, "{text}");
    assert!(
        text.contains("gbk.toml:3:10") && text.contains("另存为"),
        "{text}"
    );
}

#[test]
fn words_are_checked_and_the_shipped_ones_are_sound() {
    jianfu(&[
        "rules",
        "check",
        "--deny",
        "warnings",
        concat!(env!("CARGO_MANIFEST_DIR"), "/rules/words"),
    ])
    .assert()
    .code(0)
    .stdout("");
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("own.toml");
    let words = "[words]\nid = \"bases\"\ntitle = \"本地\"\nsource = \"本地\"\n[statute.local]\nendings = [\"促进条例\", \"本区做法\"]\nexcept = [\"区做法\"]\n[none.local]\nwhole = [\"见群\", \"见群\", \"无\"]\n";
    fs::write(&path, words).unwrap();
    let text = said(&["rules", "check", path.to_str().unwrap()], 0);
    for part in [
        "警告[word-hidden]: “本区做法”被例外“区做法”",
        "警告[word-twice]: “见群”",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    let overlay = "[words]\nid = \"categories\"\ntitle = \"本地\"\nsource = \"本地\"\n[category.\"台账\"]\nends = [\"登记簿\", \"户情本\"]\nanywhere = [\"本\"]\n[category.\"报表\"]\nends = [\"户情本\"]\n";
    fs::write(&path, overlay).unwrap();
    let text = said(&["rules", "check", path.to_str().unwrap()], 0);
    for part in [
        "警告[no-effect]: “登记簿”",
        "警告[word]: “本”只有一个字",
        "警告[word-twice]: “户情本”在 [category.ledger] 里",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
}

#[test]
fn a_rule_is_read_back_as_one_sentence() {
    let (_folder, path) = bad_file();
    let good = BAD.replace("\"删除\"", "\"删\"");
    fs::write(&path, good).unwrap();
    let text = said(&["rules", "show", "two", "--rules", &path], 0);
    assert_eq!(
        text.lines().nth(1),
        Some("凡名称含“月报表”或“周”的事项，予以删除。"),
        "{text}"
    );
    assert!(text.contains("条款：1 取消纸质台账") && text.contains("安全月报表 → 删"));
    // Without a set named, any that the program carries will do.
    assert!(said(&["rules", "show", "n24-traces"], 0).contains("national-2024"));
    jianfu(&["rules", "show", "no-such-rule"]).assert().code(2);
}

#[test]
fn an_audit_tells_with_v_what_of_the_rules_matched_nothing_or_nearly_everything() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let sheet = write(
        "q3.csv",
        "事项名称,类别,下达部门\n流动人口台账,台账,派出所\n流动人口登记簿,台账,卫健局\n楼宇联络,任务,街道\n",
    );
    let listed = "[list.gone]\ntitle = \"已取消\"\nitems = [\"楼宇联络\", \"夜间经济\"]\n[rule.gone]\ntitle = \"已取消的\"\nclause = \"1\"\naction = \"删\"\nwhy = \"已经取消。\"\nwhen.name.in_list = \"gone\"\nexamples = [{ name = \"楼宇联络表\", expect = \"删\" }, { name = \"居民公约\", expect = \"无\" }]\n";
    let text = BAD.replace("\"删除\"", "\"删\"").replace(", \"周\"", "");
    let rules = write("r.toml", &format!("{text}{listed}"));
    let told = |more: &[&str]| {
        let arguments = [&["audit", &sheet, "--rules", &rules], more].concat();
        let output = jianfu(&arguments).assert().code(0).get_output().clone();
        String::from_utf8(output.stderr).unwrap()
    };
    let text = told(&["-v"]);
    for part in [
        "规则 one 命中 2 项，占 66%",
        "3 条规则中有 1 条没有事项符合条件：two",
        "清单 gone 的 2 个条目中有 1 个没有见到：夜间经济",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    assert!(!told(&[]).contains("没有见到"));
}
