//! The same audit as a district, a street and a department want to read it.

use crate::documents::{Table, folder, md_tables, run};

const DISTRICT: &str = "samples/district-2026q3.xlsx";

/// A report in Markdown: its text and its tables.
fn report(name: &str, args: &[&str]) -> (String, Vec<Table>) {
    let path = folder(name).join("报告.md");
    let all = [&["audit", "-q", "-o", path.to_str().unwrap()], args].concat();
    let (code, _, errors) = run(&all, "");
    assert_eq!(code, 0, "{errors}");
    (std::fs::read_to_string(&path).unwrap(), md_tables(&path))
}

/// The headings at the top, without their numbers.
fn sections(text: &str) -> Vec<&str> {
    let headings = text.lines().filter_map(|line| line.strip_prefix("## "));
    headings
        .map(|line| line.split_once('、').map_or(line, |(_, title)| title))
        .collect()
}

fn table<'t>(tables: &'t [Table], head: &[&str]) -> &'t Table {
    let begins = |table: &&Table| {
        table[0]
            .iter()
            .zip(head)
            .all(|(cell, head)| cell.trim() == *head)
    };
    tables.iter().find(begins).unwrap()
}

fn count(cell: &str) -> u64 {
    cell.trim().parse().unwrap()
}

#[test]
fn a_district_sees_departments_streets_and_their_targets() {
    let (text, tables) = report("for-district", &[DISTRICT, "--for", "district"]);
    let sections = sections(&text);
    for title in ["下达部门", "街道和社区", "限额和目标"] {
        assert!(sections.contains(&title), "{sections:?}");
    }
    assert!(!sections.contains(&"由谁决定"));
    let targets = table(&tables, &["街道", "台账减少（60%）", "台账目标"]);
    let streets: Vec<&str> = targets[1..]
        .iter()
        .map(|row| row[0].trim())
        .filter(|name| name.ends_with("街道"))
        .collect();
    assert_eq!(streets.len(), 3, "{targets:?}");
    // 100 % are met, less than 60 % aren't.
    for row in targets[1..].iter().filter(|row| row[0].contains("街道")) {
        let share: f64 = row[1].trim().trim_end_matches('%').parse().unwrap();
        let expected = if share >= 60.0 { "达到" } else { "未达到" };
        assert_eq!(row[2].trim(), expected, "{row:?}");
    }
    assert_eq!(
        text,
        report("for-nobody", &[DISTRICT]).0,
        "the district's view is the usual one"
    );
}

#[test]
fn a_street_sees_what_it_imposes_itself_and_what_it_can_decide() {
    let args = [DISTRICT, "--street", "汀兰街道", "--for", "street"];
    let (text, tables) = report("for-street", &args);
    let found = sections(&text);
    let place = |title: &str| found.iter().position(|found| *found == title).unwrap();
    assert!(place("社区") < place("街道下达的事项"));
    assert!(place("街道下达的事项") < place("由谁决定") && place("由谁决定") < place("处理意见"));
    assert!(!text.contains("各街道压减目标"));

    let (_, json, _) = run(
        &[
            "audit",
            DISTRICT,
            "--street",
            "汀兰街道",
            "--format",
            "json",
        ],
        "",
    );
    let audit: serde_json::Value = serde_json::from_str(&json).unwrap();
    let items = audit["items"].as_array().unwrap();
    let own = items
        .iter()
        .filter(|item| item["issuer"]["level"] == "street")
        .count();
    assert!(text.contains(&format!(
        "{}项中，街道一级（含派出所等派驻机构）下达{own}项",
        items.len()
    )));
    let of_action = |action: &str| audit["summary"]["by_action"][action].as_u64().unwrap();
    let deciders = table(&tables, &["由谁决定", "事项", "删", "调", "并", "压"]);
    let total = deciders.last().unwrap();
    for (cell, action) in total[2..]
        .iter()
        .zip(["delete", "adjust", "merge", "compress"])
    {
        assert_eq!(count(cell), of_action(action), "{action}");
    }
    let parts: u64 = deciders[1..deciders.len() - 1]
        .iter()
        .filter_map(|row| row[1].trim().parse::<u64>().ok())
        .sum();
    assert_eq!(parts, count(&total[1]));

    // Nothing that a district's department imposes is the street's to decide.
    let own = table(&tables, &["序号", "意见", "事项名称", "下达部门"]);
    assert!(own.len() > 5);
    for row in &own[2..] {
        assert!(!row[3].trim().starts_with('区'), "{row:?}");
    }
}

/// What is merged with an item of a higher level isn't the street's to decide.
#[test]
fn a_merged_item_is_decided_by_the_highest_of_its_members() {
    let sheet = "事项名称,类别,下达部门,社区,频次,内容\n\
        流动人口登记台账,台账,街道综治办,荷影社区,每月1次,姓名、身份证号、现住址\n\
        流动人口登记簿,台账,区卫健局,荷影社区,每月1次,姓名、身份证号、现住址\n";
    let path = folder("for-street-merged").join("报告.md");
    let args = [
        "audit",
        "-",
        "-q",
        "--for",
        "street",
        "-o",
        path.to_str().unwrap(),
    ];
    assert_eq!(run(&args, sheet).0, 0);
    let tables = md_tables(&path);
    let deciders = table(&tables, &["由谁决定", "事项"]);
    let row = deciders
        .iter()
        .find(|row| row[0].contains("报请区级部门决定"));
    assert_eq!(count(&row.unwrap()[1]), 2, "{deciders:?}");
    assert!(
        !deciders.iter().any(|row| row[0].contains("街道一级")),
        "{deciders:?}"
    );
}

#[test]
fn a_department_sees_its_own_items_with_clauses_and_a_place_to_reply() {
    let args = [DISTRICT, "--department", "民政局", "--for", "department"];
    let (text, tables) = report("for-department", &args);
    assert!(
        text.contains("请逐项研究") && text.contains("算得出的部分每年"),
        "{text}"
    );
    let deleted = table(&tables, &["序号", "事项名称", "频次", "涉及社区"]);
    let heads: Vec<&str> = deleted[0].iter().map(|cell| cell.trim()).collect();
    for head in ["理由和依据", "是否采纳", "不采纳的理由"] {
        assert!(heads.contains(&head), "{heads:?}");
    }
    let why = heads.iter().position(|head| *head == "理由和依据").unwrap();
    assert!(
        deleted[2..].iter().all(|row| row[why].contains("依据：")),
        "{deleted:?}"
    );
}
