//! A saved audit is verified by making it again: every edit is found.

use std::path::{Path, PathBuf};

use crate::chance::Chance;
use crate::command::jianfu;

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let sheet = "社区,事项名称,类别,下达部门,频次,每次耗时（小时）,内容\n东社区,绿色社区创建,评比创建,生态环境局,每年,40,资料\n东社区,流动人口登记台账,台账,公安局,每月,3,来源地\n东社区,流动人口登记簿,台账,卫健局,每月,2,来源地\n东社区,党员名册,台账,组织部,每年,1,姓名\n";
    std::fs::write(folder.join("q.csv"), sheet).unwrap();
    jianfu(&folder, &["audit", "q.csv", "-q", "-o", "q.json"])
        .assert()
        .success();
    folder
}

fn verified(folder: &Path) -> (Option<i32>, String) {
    let output = jianfu(folder, &["verify", "edited.json"]).output().unwrap();
    (
        output.status.code(),
        String::from_utf8(output.stdout).unwrap(),
    )
}

#[test]
fn what_was_not_touched_is_verified() {
    let folder = folder("verify-whole");
    jianfu(&folder, &["verify", "q.json"]).assert().code(0);
    let more = [
        "audit",
        "q.csv",
        "-q",
        "--set",
        "rule.weekly-report.to.per_year=2",
        "--category",
        "ledger",
        "--lang",
        "en",
        "-o",
        "some.json",
    ];
    jianfu(&folder, &more).assert().success();
    jianfu(&folder, &["verify", "some.json"]).assert().code(0);
}

#[test]
fn a_number_that_was_changed_is_named() {
    let folder = folder("verify-number");
    let saved = std::fs::read_to_string(folder.join("q.json")).unwrap();
    let edited = saved.replace("\"hours_per_year\":40.0", "\"hours_per_year\":14.0");
    assert_ne!(saved, edited);
    std::fs::write(folder.join("edited.json"), edited).unwrap();
    let (code, said) = verified(&folder);
    assert_eq!(code, Some(1));
    assert!(
        said.contains("items[0]“绿色社区创建”.hours_per_year：文件里是 14.0，重新计算是 40.0"),
        "{said}"
    );
}

#[test]
fn another_input_is_found() {
    let folder = folder("verify-input");
    let sheet = std::fs::read_to_string(folder.join("q.csv")).unwrap();
    std::fs::write(folder.join("q.csv"), sheet.replace("每年,40", "每年,41")).unwrap();
    let output = jianfu(&folder, &["verify", "q.json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("报表 q.csv 的指纹"), "{said}");
    std::fs::remove_file(folder.join("q.csv")).unwrap();
    jianfu(&folder, &["verify", "q.json"]).assert().code(2);
}

/// One character changed, left out or doubled, or one number changed; never to what means the same.
fn edited(saved: &str, chance: &mut Chance) -> String {
    let chars: Vec<char> = saved.chars().collect();
    let at = chance.below(chars.len() as u64) as usize;
    let mut edited = chars.clone();
    match chance.below(3) {
        0 => edited[at] = if chars[at] == '7' { '8' } else { '7' },
        1 => drop(edited.remove(at)),
        _ => edited.insert(at, '1'),
    }
    edited.into_iter().collect()
}

#[test]
fn every_single_edit_is_found() {
    let folder = folder("verify-edits");
    let saved = std::fs::read_to_string(folder.join("q.json")).unwrap();
    let said = std::env::var("JIANFU_CASES").ok();
    let cases: u32 = said.and_then(|said| said.parse().ok()).unwrap_or(12);
    for case in 0..cases {
        let mut chance = Chance::of(&format!("edit {case}"));
        let edited = edited(&saved, &mut chance);
        std::fs::write(folder.join("edited.json"), &edited).unwrap();
        let (code, said) = verified(&folder);
        // What is no JSON any more, or names an input that isn't there, could not be verified at all.
        assert!(matches!(code, Some(1 | 2)), "case {case}: {said}");
    }
}
