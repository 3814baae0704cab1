//! The real program on two quarters: what it prints, writes and answers.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

const OLD: &str = "街道,社区,事项名称,类别,下达部门,频次,每次耗时（小时）,内容
甲街道,东社区,消防安全检查表,台账,消防救援大队,每月1次,2,灭火器压力、疏散通道、电动车飞线充电
甲街道,东社区,老年人台账,台账,民政局,每季度,2,姓名、住址、年龄
甲街道,东社区,绿色社区创建,评比创建,生态环境局,每年,40,绿化率、宣传栏
甲街道,东社区,就业失业统计月报表,报表材料,人社局,每月,1,失业人数
";
const NEW: &str = "街道,社区,事项名称,类别,下达部门,频次,每次耗时（小时）,内容
甲街道,东社区,隐患排查清单,台账,消防救援大队,每月1次,2,灭火器压力、疏散通道、电动车飞线充电
甲街道,东社区,优抚对象台账,台账,民政局,每季度,2,姓名、住址、年龄
甲街道,东社区,绿色家园示范评选,评比创建,生态环境局,每年,40,绿化率、宣传栏
甲街道,东社区,就业失业统计月报表,报表材料,人社局,每季度,1,失业人数
";

/// A folder of its own with both quarters.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("q2.csv"), OLD).unwrap();
    std::fs::write(folder.join("q3.csv"), NEW).unwrap();
    folder
}

pub(crate) fn jianfu(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("jianfu").unwrap();
    command.current_dir(folder).args(arguments);
    command.env("LANG", "zh_CN.UTF-8").env_remove("JIANFU_LANG");
    command
}

fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = jianfu(folder, arguments).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_renamed_check_is_found_and_another_ledger_is_not() {
    let folder = folder("quarters-json");
    let json = printed(&folder, &["diff", "q2.csv", "q3.csv", "--format", "json"]);
    let diff: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(diff["schema"], "jianfu.diff/1");
    let kind = |old: &str| {
        let matches = diff["matches"].as_array().unwrap();
        let found = matches.iter().find(|found| found["old"] == old);
        found.map(|found| {
            (
                found["new"].as_str().unwrap(),
                found["kind"].as_str().unwrap(),
            )
        })
    };
    assert_eq!(kind("q2.csv#!2"), Some(("q3.csv#!2", "renamed")));
    assert_eq!(kind("q2.csv#!5"), Some(("q3.csv#!5", "changed")));
    assert_eq!(diff["gone"], serde_json::json!(["q2.csv#!3"]));
    assert_eq!(diff["added"], serde_json::json!(["q3.csv#!3"]));
    let back = diff["returned"].as_array().unwrap();
    let back: Vec<_> = back
        .iter()
        .map(|back| (&back["was"], &back["had_verdict"]))
        .collect();
    assert!(
        back.contains(&(&Value::from("q2.csv#!4"), &Value::from("delete"))),
        "{back:?}"
    );
    let bridge = &diff["bridge"];
    let number = |name: &str| bridge[name].as_i64().unwrap();
    assert_eq!(number("before"), 60 * (24 + 8 + 40 + 12));
    let less = [
        "deleted",
        "merged",
        "compressed",
        "handed_over",
        "re_estimated",
        "renamed",
        "missing",
    ];
    let more = ["increased", "returned", "added"];
    let sum = |names: &[&str]| names.iter().map(|name| number(name)).sum::<i64>();
    assert_eq!(number("before") - sum(&less) + sum(&more), number("after"));
    assert_eq!((number("deleted"), number("returned")), (2400, 2400));
}

#[test]
fn a_saved_audit_stands_for_its_spreadsheet() {
    let folder = folder("quarters-saved");
    printed(&folder, &["audit", "q2.csv", "-q", "-o", "q2.json"]);
    let sheets = printed(&folder, &["diff", "q2.csv", "q3.csv", "--format", "json"]);
    let saved = printed(&folder, &["diff", "q2.json", "q3.csv", "--format", "json"]);
    assert_eq!(sheets, saved);
}

#[test]
fn targets_that_are_met_only_on_paper_fail_where_asked() {
    let folder = folder("quarters-target");
    let rule = "[set]\nid = \"t\"\ntitle = \"t\"\nlevel = \"区\"\nversion = \"1\"\n[clause.1]\ntitle = \"c\"\nsource = { document = \"d\", date = \"2013\", nature = \"推断\" }\n[rule.r]\ntitle = \"r\"\nclause = \"1\"\naction = \"删\"\nwhy = \"w\"\nwhen.name.any = [\"流动人口\"]\nexamples = [{ name = \"流动人口台账\", expect = \"删\" }, { name = \"党员名册\", expect = \"无\" }]\n[target.ledger]\ncategory = \"台账\"\nreduce = 0.5\n";
    std::fs::write(folder.join("t.toml"), rule).unwrap();
    let heading = "社区,事项名称,类别,下达部门,频次,每次耗时（小时）\n";
    let kept = "东社区,老年人台账,台账,民政局,每季度,2\n";
    let old = format!("{heading}东社区,流动人口登记台账,台账,公安局,每月,3\n{kept}");
    let new = format!("{heading}东社区,流动人口采集小程序,网络平台,公安局,每月,3\n{kept}");
    std::fs::write(folder.join("q2.csv"), old).unwrap();
    std::fs::write(folder.join("q4.csv"), new).unwrap();
    let arguments = [
        "diff", "q2.csv", "q4.csv", "--rules", "t.toml", "--format", "json",
    ];
    let diff: Value = serde_json::from_str(&printed(&folder, &arguments)).unwrap();
    let target = &diff["targets"][0];
    assert_eq!(
        (&target["promised"], &target["counted"]),
        (&Value::from(0.5), &Value::from(0.5))
    );
    assert_eq!(
        (&target["real"], &target["met"]),
        (&Value::from(0.0), &Value::from("on_paper"))
    );
    for (what, code) in [("target", 1), ("returned", 1)] {
        let arguments = [
            "diff",
            "q2.csv",
            "q4.csv",
            "--rules",
            "t.toml",
            "--fail-on",
            what,
        ];
        jianfu(&folder, &arguments).assert().code(code);
    }
    let same = [
        "diff",
        "q2.csv",
        "q2.csv",
        "--rules",
        "own",
        "--fail-on",
        "target",
    ];
    jianfu(&folder, &same).assert().code(2);
}

#[test]
fn what_cannot_be_read_is_said() {
    let folder = folder("quarters-wrong");
    std::fs::write(
        folder.join("cut.json"),
        "{\"schema\": \"jianfu.audit/1\", \"items\": [",
    )
    .unwrap();
    let output = jianfu(&folder, &["diff", "cut.json", "q3.csv"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("cut.json：不是完整的审核结果（第 1 行"),
        "{said}"
    );
    jianfu(&folder, &["diff", "none.csv", "q3.csv"])
        .assert()
        .code(2);
}

const SHARED: &str = "街道,社区,事项名称,类别,下达部门,依据,频次,每次耗时（小时）
甲街道,东社区,网格工作例会,会议,区民政局,区委文件,每周,1
甲街道,东社区,居民就业月报表,报表,人社局,区人社局通知,每月,2
甲街道,东社区,适龄公民兵役登记,任务,武装部,《中华人民共和国兵役法》,每年,3
甲街道,西社区,适龄公民兵役登记,任务,武装部,《中华人民共和国兵役法》,每年,3
";

#[test]
fn what_if_shows_what_is_different_from_the_run_without_it() {
    let folder = folder("quarters-what-if");
    std::fs::write(folder.join("all.csv"), SHARED).unwrap();
    let set = "quota.district-meetings.limit=1";
    let audit = |more: &[&str]| {
        let arguments = [&["audit", "all.csv", "--format", "json"], more].concat();
        serde_json::from_str::<Value>(&printed(&folder, &arguments)).unwrap()
    };
    let (with, without) = (audit(&["--set", set]), audit(&[]));
    assert!(without.get("what_if").is_none());
    let what_if = &with["what_if"];
    assert_eq!(what_if["settings"], serde_json::json!([set]));
    // Each side is what its own run says.
    for (side, run) in [("with", &with), ("without", &without)] {
        let by_action = &what_if["summary"][side]["by_action"];
        assert_eq!(by_action, &run["summary"]["by_action"], "{side}");
        let hours = &what_if["summary"][side]["hours_per_year"]["after"];
        assert_eq!(hours, &run["summary"]["hours_per_year"]["after"], "{side}");
    }
    let verdicts = |run: &Value| -> Vec<Value> {
        let items = run["items"].as_array().unwrap().iter();
        let verdict = |item: &Value| {
            let verdict = &item["verdict"];
            serde_json::json!([item["id"], verdict["action"], verdict["target"]["per_year"]])
        };
        items.map(verdict).collect()
    };
    let differing: Vec<Value> = verdicts(&with)
        .into_iter()
        .zip(verdicts(&without))
        .filter(|(one, other)| one != other)
        .map(|(one, _)| one[0].clone())
        .collect();
    let changed = what_if["changed"].as_array().unwrap();
    let changed: Vec<Value> = changed.iter().map(|one| one["id"].clone()).collect();
    assert!(!changed.is_empty());
    assert_eq!(changed, differing);
    let table = printed(&folder, &["audit", "all.csv", "--set", set]);
    assert!(table.contains("假如改了参数") && table.contains("网格工作例会"));
    let english = printed(
        &folder,
        &[
            "audit", "all.csv", "--set", set, "--lang", "en", "--format", "md",
        ],
    );
    assert!(english.contains("What if"));
}

#[test]
fn what_it_takes_is_proposed_and_can_be_verified() {
    let folder = folder("quarters-reach");
    std::fs::write(folder.join("all.csv"), SHARED).unwrap();
    let arguments = ["audit", "all.csv", "--reach", "20%", "--format", "json"];
    let json: Value = serde_json::from_str(&printed(&folder, &arguments)).unwrap();
    let communities = json["reach"]["communities"].as_array().unwrap();
    let [east, west] = communities.as_slice() else {
        unreachable!("two communities")
    };
    assert_eq!(east["cuts"][0]["name"], "网格工作例会");
    assert_eq!(
        (&east["at_least"], east["cuts"].as_array().unwrap().len()),
        (&1.into(), 1)
    );
    // All that the other community is asked is the law's.
    assert_eq!(west["cuts"], serde_json::json!([]));
    assert_eq!(
        west["missed"][0]["exceeding"][0]["name"],
        "适龄公民兵役登记"
    );
    for lang in ["zh", "en"] {
        let md = printed(
            &folder,
            &[
                "audit", "all.csv", "--reach", "20%", "--format", "md", "--lang", lang,
            ],
        );
        assert!(md.contains("网格工作例会") && md.contains("适龄公民兵役登记"));
    }
    printed(
        &folder,
        &[
            "audit",
            "all.csv",
            "--reach",
            "20%,quota",
            "-o",
            "saved.json",
        ],
    );
    printed(&folder, &["verify", "saved.json"]);
    let saved = std::fs::read_to_string(folder.join("saved.json")).unwrap();
    let edited = saved.replace("\"at_least\":1", "\"at_least\":2");
    assert_ne!(saved, edited);
    std::fs::write(folder.join("saved.json"), edited).unwrap();
    jianfu(&folder, &["verify", "saved.json"]).assert().code(1);
    jianfu(&folder, &["audit", "all.csv", "--reach", "0%"])
        .assert()
        .code(2);
}

#[test]
fn the_comparison_is_written_in_every_format_for_people() {
    use calamine::{Reader, open_workbook_auto};
    let folder = folder("quarters-written");
    let files = ["d.docx", "d.xlsx", "d.html", "d.md"];
    for lang in ["zh", "en"] {
        let mut arguments = vec!["diff", "q2.csv", "q3.csv", "--lang", lang];
        files.iter().for_each(|file| arguments.extend(["-o", file]));
        printed(&folder, &arguments);
        for file in ["d.html", "d.md"] {
            let text = std::fs::read_to_string(folder.join(file)).unwrap();
            assert!(text.contains("隐患排查清单"), "{file}");
        }
        let mut book = open_workbook_auto(folder.join("d.xlsx")).unwrap();
        let sheets = book.worksheets();
        let shows = |(_, sheet): &(String, calamine::Range<calamine::Data>)| {
            sheet.cells().any(|(_, _, cell)| *cell == *"隐患排查清单")
        };
        assert!(sheets.len() > 4 && sheets.iter().any(shows));
        let document = std::fs::File::open(folder.join("d.docx")).unwrap();
        let mut package = zip::ZipArchive::new(document).unwrap();
        let mut text = String::new();
        let mut body = package.by_name("word/document.xml").unwrap();
        std::io::Read::read_to_string(&mut body, &mut text).unwrap();
        assert!(text.contains("隐患排查清单"));
    }
    // What jianfu wrote itself is no sheet to audit.
    let alone = folder.join("reports");
    std::fs::create_dir_all(&alone).unwrap();
    std::fs::copy(folder.join("d.xlsx"), alone.join("d.xlsx")).unwrap();
    let output = jianfu(&folder, &["columns", "reports"]).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    assert!(
        String::from_utf8(said)
            .unwrap()
            .contains("文件夹里没有表格")
    );
    jianfu(&folder, &["diff", "q2.csv", "q3.csv", "-o", "d.pdf"])
        .assert()
        .code(2);
    jianfu(&folder, &["diff", "q2.csv", "q3.csv", "-o", "q3.csv"])
        .assert()
        .code(2);
}
