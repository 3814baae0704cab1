//! The gate: what is forbidden is refused, what is asked for already is named, the rest needs funds, agreement and time.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::command::jianfu;

const WANTED: &str = "事项名称,类别,下达部门,依据,频次,内容,经费保障,备注,通知日期,完成时限
绿色社区创建,评比创建,区生态环境局,部门通知,每年,申报材料,,,,
外来人口信息登记簿,台账,区卫健局,部门通知,每月,来源地、租房编号、离开去向,,,,
护渔巡查协助,工作任务,区农业农村局,《长江保护法》第五十三条,每季度,发现非法捕捞及时报告,区财政每年2万元,已与社区协商一致,2026-09-30,2026-10-20
高空抛物宣讲活动协助,工作任务,区法院,《民法典》第一千二百五十四条,每年,组织居民参加,区财政每年1万元,已与社区协商一致,2026-09-30,2026-10-09
";
const CURRENT: &str = "社区,事项名称,类别,下达部门,频次,内容
东社区,流动人口登记台账,台账,公安分局,每月,来源地、租房编号、离开去向
东社区,党员名册,台账,组织部,每年,姓名
";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("wanted.csv"), WANTED).unwrap();
    std::fs::write(folder.join("current.csv"), CURRENT).unwrap();
    folder
}

#[test]
fn every_item_gets_its_answer() {
    let folder = folder("admit");
    let arguments = [
        "admit",
        "wanted.csv",
        "--against",
        "current.csv",
        "--as-of",
        "2026-09-30",
        "--format",
        "json",
    ];
    let output = jianfu(&folder, &arguments).output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let item = |at: usize| &json["items"][at];
    assert_eq!(item(0)["answer"], "refused");
    assert!(item(0)["clause"].is_string());
    assert_eq!(item(1)["answer"], "already_asked");
    assert_eq!(item(1)["same_as"]["id"], "current.csv#!2");
    assert_eq!(item(1)["same_as"]["department"], "公安分局");
    let needs = |at: usize| {
        let conditions = item(at)["conditions"].as_array().unwrap().iter();
        conditions
            .map(|condition| condition["need"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert!(
        !needs(2).contains(&"lead_time".to_owned()),
        "{:?}",
        needs(2)
    );
    assert!(!needs(2).contains(&"funds".to_owned()) && !needs(2).contains(&"agreement".to_owned()));
    // From 30 September to 9 October lie two working days: the rest is the national holiday.
    assert!(needs(3).contains(&"lead_time".to_owned()), "{:?}", needs(3));
    let lead = item(3)["conditions"]
        .as_array()
        .unwrap()
        .iter()
        .find(|condition| condition["need"] == "lead_time");
    assert_eq!(lead.unwrap()["working_days"], 2);
    for format in ["table", "md"] {
        let arguments = [
            "admit",
            "wanted.csv",
            "--against",
            "current.csv",
            "--as-of",
            "2026-09-30",
            "--format",
            format,
        ];
        let output = jianfu(&folder, &arguments).output().unwrap();
        let shown: String = String::from_utf8(output.stdout)
            .unwrap()
            .split_whitespace()
            .collect();
        assert!(
            shown.contains("公安分局已在要“流动人口登记台账”"),
            "{shown}"
        );
    }
}

#[test]
fn a_calendar_can_be_added_and_a_wrong_one_is_refused() {
    let folder = folder("admit-calendar");
    std::fs::write(
        folder.join("wrong.toml"),
        "year = 2027\nsource = \"s\"\nholidays = [\"2027-02-30\"]\nworked = []\n",
    )
    .unwrap();
    let output = jianfu(
        &folder,
        &["admit", "wanted.csv", "--calendar", "wrong.toml"],
    )
    .output()
    .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("wrong.toml：节假日安排读不成")
    );
}

#[test]
fn terms_of_ones_own_take_the_place_of_the_built_in_ones() {
    let folder = folder("admit-terms");
    let text = "source = \"区准入办法\"\nlead_days = 2\n";
    std::fs::write(folder.join("terms.toml"), text).unwrap();
    let answered = |more: &[&str]| -> Value {
        let arguments = [
            "admit",
            "wanted.csv",
            "--as-of",
            "2026-09-30",
            "--format",
            "json",
        ];
        let output = jianfu(&folder, &[&arguments, more].concat())
            .output()
            .unwrap();
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let lead = |json: &Value| {
        let conditions = json["items"][3]["conditions"].as_array().unwrap();
        conditions
            .iter()
            .any(|condition| condition["need"] == "lead_time")
    };
    let (own, usual) = (answered(&["--terms", "terms.toml"]), answered(&[]));
    assert!(lead(&usual) && !lead(&own));
    assert!(usual["terms"]["to_check"].is_string() && own["terms"]["to_check"].is_null());
    assert!(
        own["terms"]["source"]
            .as_str()
            .unwrap()
            .starts_with("区准入办法")
    );
    std::fs::write(folder.join("wrong.toml"), "lead_days = 2\n").unwrap();
    let arguments = ["admit", "wanted.csv", "--terms", "wrong.toml"];
    let output = jianfu(&folder, &arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("wrong.toml：准入条件读不成")
    );
    let files = ["a.docx", "a.xlsx", "a.html", "a.md", "a.json"];
    let mut arguments = vec!["admit", "wanted.csv", "--as-of", "2026-09-30"];
    files.iter().for_each(|file| arguments.extend(["-o", file]));
    jianfu(&folder, &arguments).assert().code(1);
    for file in files {
        assert!(folder.join(file).metadata().unwrap().len() > 1000, "{file}");
    }
    let md = std::fs::read_to_string(folder.join("a.md")).unwrap();
    assert!(md.contains("须核对"));
}
