//! What people must look at before they sign stands before what they needn't.

use crate::documents::{folder, md_tables, run};

const LIST: &str = "事项名称,事项类别,下达部门,频次
流动人口登记台账,台账,派出所,每月1次
外来人口登记簿,台账,计生办,每季度1次
残疾人花名册,台账,残联,每年1次
残疾人台账,台账,民政科,视情况
";

#[test]
fn groups_with_doubts_come_first() {
    let path = folder("doubts").join("report.md");
    let (code, _, told) = run(&["audit", "-", "-o", path.to_str().unwrap()], LIST);
    assert_eq!(code, 0, "{told}");
    let tables = md_tables(&path);
    let is_head = |row: &Vec<String>| row[0] == "合并组";
    let merged = tables.iter().find(|table| table.iter().any(is_head));
    let merged = merged.unwrap();
    let mut heads = merged.iter().filter(|row| is_head(row)).flatten();
    let doubts = heads.position(|head| head == "须先看的").unwrap();
    let groups: Vec<(&str, bool)> = merged
        .iter()
        .filter(|row| row[0].starts_with('m'))
        .map(|row| (row[0].as_str(), row[doubts].trim().is_empty()))
        .collect();
    assert_eq!(groups, [("m2", false), ("m1", true)]);
}
