//! What the work is made of: what a rule file says of it comes out in JSON, on the terminal and in reports.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::documents::{folder, run};

const SET: &str = r#"
[set]
id      = "own"
title   = "本区的构成"
level   = "区"
version = "1"

[clause.p]
title  = "工作构成"
source = { document = "《本区调查》", date = "2026", nature = "转述" }

[share.office]
title    = "行政性工作"
clause   = "p"
found    = 0.7
at_most  = 0.5
when     = [{ category = ["台账", "报表"] }, { category = ["会议"], issuer.level = ["区"] }]

[share.own]
title    = "居民自治"
clause   = "p"
at_least = 0.2
when     = { name.any = ["议事"] }
"#;

/// 240 hours of ledgers, 12 of a meeting that residents call, one item that both parts claim, one that
/// neither does, one ledger that doesn't say how long it takes.
const SHEET: &str = "\
事项名称,类别,下达部门,频次,每次耗时（小时）
党员台账,台账,区民政局,每月1次,20
居民议事会,会议,社区居委会,每月1次,1
议事台账,台账,区民政局,每月1次,5
兵役登记,任务,区人武部,每年1次,16
安全台账,台账,区应急局,每月1次,
";

fn files(name: &str, set: &str) -> (PathBuf, String, String) {
    let folder = folder(name);
    let (rules, sheet) = (folder.join("own.toml"), folder.join("表.csv"));
    fs::write(&rules, set).unwrap();
    fs::write(&sheet, SHEET).unwrap();
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    (folder, text(&rules), text(&sheet))
}

fn composition(args: &[&str]) -> Value {
    let (code, json, errors) = run(&[&["audit", "-q", "--format", "json"], args].concat(), "");
    assert_eq!(code, 0, "{errors}");
    let audit: Value = serde_json::from_str(&json).unwrap();
    audit["summary"]["composition"].clone()
}

#[test]
fn items_count_where_the_rules_put_them_and_nowhere_else() {
    let (_, rules, sheet) = files("composition", SET);
    let made = composition(&[&sheet, "--rules", &rules]);
    let [office, own] = [0, 1].map(|at| &made["parts"][at]);
    assert_eq!(
        (&office["share"], &own["share"]),
        (&"office".into(), &"own".into())
    );
    assert_eq!(office["clause"], "p 工作构成");
    assert_eq!(
        (office["found"].as_f64(), own["found"].as_f64()),
        (Some(0.7), None)
    );
    assert_eq!(
        (office["items"].as_u64(), own["items"].as_u64()),
        (Some(2), Some(1))
    );
    // Claimed by both, and by neither: forced into no part.
    assert_eq!(made["unclassed"]["items"], 2);
    assert_eq!(made["unclassed"]["hours_per_year"]["before"], 76.0);
    let hours = &office["hours_per_year"];
    assert_eq!(
        (&hours["before"], &hours["known_items"]),
        (&240.0.into(), &1.into())
    );
    assert!((hours["share_before"].as_f64().unwrap() - 240.0 / 252.0).abs() < 1e-12);
    // The ledger without hours counts in times.
    let times = &office["times_per_year"];
    assert_eq!(
        (&times["before"], &times["known_items"]),
        (&24.0.into(), &2.into())
    );
    assert!((own["times_per_year"]["share_after"].as_f64().unwrap() - 12.0 / 36.0).abs() < 1e-12);
}

#[test]
fn a_report_says_what_it_is_held_against_and_in_which_unit() {
    let (folder, rules, sheet) = files("composition-said", SET);
    let report = folder.join("报告.md");
    let args = [
        "audit",
        &sheet,
        "--rules",
        &rules,
        "-o",
        report.to_str().unwrap(),
    ];
    let (code, _, errors) = run(&args, "");
    assert_eq!(code, 0, "{errors}");
    let text = fs::read_to_string(report).unwrap();
    for said in [
        "对照：工作构成（《本区调查》）。",
        "不能归类的2项不勉强归入，也不计入占比。",
        "占比按每年小时计算的有2项；另按每年次数计算，算得出次数的3项。",
        "| 行政性工作 | 调查70%，至多50% | 2 | 2 | 240 | 95.2% | 240 | 95.2% | 比调查高25.2个百分点；未达到 |",
        "| 居民自治 | 至少20% | 1 | 1 | 12 | 33.3% | 12 | 33.3% | 达到 |",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let (_, table, _) = run(&["audit", &sheet, "--rules", &rules], "");
    let table = table.replace('\n', "");
    assert!(
        table.contains("工作构成（按每年小时，2 项）：行政性工作 95.2% → 95.2%"),
        "{table}"
    );
    assert!(table.contains("不能归类 2 项，不计入"), "{table}");
}

/// Hours that no item tells are unknown, not 0: only times are shown.
#[test]
fn where_hours_are_unknown_shares_are_of_times() {
    let (folder, rules, _) = files("composition-times", SET);
    let sheet = folder.join("无耗时.csv");
    fs::write(
        &sheet,
        "事项名称,类别,频次\n党员台账,台账,每月1次\n居民议事会,会议,每季度1次\n",
    )
    .unwrap();
    let sheet = sheet.to_str().unwrap();
    let made = composition(&[sheet, "--rules", &rules]);
    assert_eq!(made["parts"][0]["hours_per_year"]["before"], Value::Null);
    assert_eq!(
        made["parts"][0]["hours_per_year"]["share_before"],
        Value::Null
    );
    assert_eq!(made["parts"][0]["times_per_year"]["share_before"], 0.75);
    let (_, text, _) = run(&["audit", sheet, "--rules", &rules, "--format", "md"], "");
    assert!(
        text.contains("没有小时数，占比按每年次数计算，算得出次数的2项。"),
        "{text}"
    );
    assert!(!text.contains("工作构成（按每年小时）"));
}

#[test]
fn a_lower_set_replaces_the_composition_of_an_upper_one_as_a_whole() {
    let (folder, rules, sheet) = files("composition-layers", SET);
    let made = composition(&[&sheet, "--rules", "nanjing-2013", "--rules", &rules]);
    assert_eq!(made["parts"].as_array().unwrap().len(), 2, "{made}");
    let bare = folder.join("bare.toml");
    fs::write(&bare, SET.split("[share.").next().unwrap()).unwrap();
    let bare = bare.to_str().unwrap();
    let made = composition(&[&sheet, "--rules", "nanjing-2013", "--rules", bare]);
    assert_eq!(made["parts"].as_array().unwrap().len(), 3, "{made}");
    assert_eq!(composition(&[&sheet, "--rules", bare]), Value::Null);
}

#[test]
fn a_share_is_read_back_in_plain_words() {
    let (_, rules, _) = files("composition-show", SET);
    let (code, text, errors) = run(&["rules", "show", "office", "--rules", &rules], "");
    assert_eq!(code, 0, "{errors}");
    for said in [
        "行政性工作 [office]",
        "事项里，类别是台账或报表的，或者类别是会议，且由区级下达的，属于这一部分。",
        "调查所得：70%",
        "至多：50%",
        "条款：p 工作构成",
        "出处：《本区调查》 2026 转述",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
}

/// The built-in parts: what is plainly one of them is, and what could be either is left open.
#[test]
fn the_built_in_parts_put_plain_cases_where_they_belong() {
    let folder = folder("composition-built-in");
    let sheet = folder.join("表.csv");
    let case = |name: &str, category: &str, department: &str, belongs: Option<usize>| {
        let text = format!("事项名称,类别,下达部门,频次\n{name},{category},{department},每月1次\n");
        fs::write(&sheet, text).unwrap();
        let made = composition(&[sheet.to_str().unwrap()]);
        let counts = [0, 1, 2].map(|at| made["parts"][at]["items"].as_u64().unwrap());
        let expected = [0, 1, 2].map(|at| u64::from(belongs == Some(at)));
        assert_eq!(counts, expected, "{name}");
    };
    case("安全生产台账", "台账", "区应急局", Some(0));
    case("平安创建推进会", "会议", "街道政法科", Some(0));
    case("征兵工作", "任务", "区人武部", Some(0));
    case("居民代表会议", "会议", "社区居委会", Some(1));
    case("居民公约修订", "任务", "", Some(1));
    case("社区志愿服务", "任务", "", Some(2));
    case("老年人助餐", "任务", "区民政局", Some(2));
    // A ledger of what residents decide is paper, and yet theirs.
    case("居民代表会议台账", "台账", "街道党政办", None);
    case("支部党员大会", "会议", "社区党委", None);
    case("楼栋信息更新", "任务", "", None);
}
