//! Decisions: they hold to the last day and no longer, a mistake never makes one hold, a refusal is shown.

use jianfu::decision::{self, Decision, Kept};
use jianfu::finding::Action;
use jianfu::place::SourceFile;
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::command::jianfu;

fn file(text: &str) -> SourceFile {
    SourceFile {
        path: "d.toml".into(),
        text: text.into(),
    }
}

fn one(until: &str) -> String {
    format!(
        "[[decision]]\nkey = \"绿色社区创建|生态环境局|东社区\"\nanswer = \"不采纳\"\naction = \"删\"\nreason = \"省里有考核\"\nby = \"生态环境局\"\nuntil = {until}\n"
    )
}

#[test]
fn a_decision_holds_on_every_day_up_to_its_last() {
    for last in days(&[1999, 2000, 2023, 2024, 2100]) {
        let (decisions, diags) = decision::read(&file(&one(&last.to_string())));
        assert!(diags.is_empty(), "{last}");
        let holds = |day: Date| decisions[0].holds_on(day);
        assert!(holds(last) && holds(last.yesterday().unwrap()), "{last}");
        assert!(!holds(last.tomorrow().unwrap()), "{last}");
    }
}

#[test]
fn a_malformed_date_never_makes_anything_hold() {
    let wrong = [
        "\"\"",
        "\"2027\"",
        "\"2027-6-30\"",
        "\"2027-02-29\"",
        "\"2100-02-29\"",
        "\"2027-13-01\"",
        "\"2027-06-31\"",
        "\"2027-06-30x\"",
        "\"长期\"",
        "\"9999-99-99\"",
        "2027",
        "true",
        "2027-02-30",
        "2027-06-30T10:00:00",
        "\"2027-06-30-01\"",
        "\"+027-06-30\"",
    ];
    for until in wrong {
        let (decisions, diags) = decision::read(&file(&one(until)));
        assert_eq!(decisions, [], "{until}");
        assert!(!diags.is_empty(), "{until}");
    }
    for day in 1..=31 {
        for month in 0..=13 {
            let written = format!("2023-{month:02}-{day:02}");
            let real = Date::new(2023, month, day).ok();
            assert_eq!(decision::day(&written), real, "{written}");
        }
    }
}

#[test]
fn what_is_missing_or_unknown_is_said_and_does_not_apply() {
    for line in [
        "reason = \"省里有考核\"\n",
        "by = \"生态环境局\"\n",
        "answer = \"不采纳\"\n",
        "action = \"删\"\n",
    ] {
        let text = one("2027-06-30").replace(line, "");
        let (decisions, diags) = decision::read(&file(&text));
        assert_eq!((decisions.len(), diags.len()), (0, 1), "{line}");
    }
    let twice = format!("{}{}", one("2027-06-30"), one("2028-06-30"));
    let (decisions, diags) = decision::read(&file(&twice));
    assert_eq!((decisions.len(), diags.len()), (1, 1));
    let (decisions, diags) =
        decision::read(&file(&format!("{}forever = true\n", one("2027-06-30"))));
    assert_eq!((decisions.len(), diags.len()), (0, 1));
}

#[test]
fn a_file_that_is_written_is_read_back() {
    let (decisions, _) = decision::read(&file(&one("2027-06-30")));
    let (again, diags) = decision::read(&file(&decision::write(&decisions)));
    assert!(diags.is_empty());
    let plain = |decision: &Decision| Decision {
        place: decisions[0].place.clone(),
        ..decision.clone()
    };
    assert_eq!(again.iter().map(plain).collect::<Vec<_>>(), decisions);
}

fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let sheet = "社区,事项名称,类别,下达部门,频次\n东社区,绿色社区创建,评比创建,生态环境局,每年\n东社区,党员名册,台账,组织部,每年\n";
    std::fs::write(folder.join("q.csv"), sheet).unwrap();
    folder
}

fn audited(folder: &std::path::Path, more: &[&str]) -> (serde_json::Value, String) {
    let arguments = [&["audit", "q.csv", "--format", "json"], more].concat();
    let output = jianfu(folder, &arguments).output().unwrap();
    let json = serde_json::from_slice(&output.stdout).unwrap();
    (json, String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_refusal_is_shown_until_it_expires() {
    let folder = folder("decisions-audit");
    std::fs::write(folder.join("d.toml"), one("2027-06-30")).unwrap();
    let on = |day: &str| {
        let (json, said) = audited(&folder, &["--decisions", "d.toml", "--as-of", day]);
        (json["items"][0]["verdict"].clone(), said)
    };
    let (verdict, _) = on("2027-06-30");
    assert_eq!(verdict["action"], "keep");
    assert_eq!(verdict["decision"]["answer"], "refused");
    assert_eq!(verdict["decision"]["proposed"], "delete");
    let reason = verdict["reason"].as_str().unwrap();
    assert!(reason.contains("生态环境局不采纳：省里有考核"), "{reason}");
    let (verdict, said) = on("2027-07-01");
    assert_eq!(verdict["action"], "delete");
    assert!(verdict.get("decision").is_none());
    assert!(said.contains("2027-06-30 到期"), "{said}");
    for format in ["table", "md", "csv"] {
        let arguments = [
            "audit",
            "q.csv",
            "--decisions",
            "d.toml",
            "--as-of",
            "2027-01-01",
            "--format",
            format,
            "-v",
        ];
        let output = jianfu(&folder, &arguments).output().unwrap();
        let shown: String = String::from_utf8(output.stdout)
            .unwrap()
            .split_whitespace()
            .collect();
        assert!(shown.contains("省里有考核"), "{format}: {shown}");
    }
}

#[test]
fn decisions_on_nothing_are_reported() {
    let folder = folder("decisions-unmatched");
    let other = one("2027-06-30").replace("东社区", "西社区");
    std::fs::write(
        folder.join("d.toml"),
        format!("{other}{}", one("2027-06-30").replace("\"删\"", "\"并\"")),
    )
    .unwrap();
    std::fs::write(folder.join("jianfu.toml"), "decisions = \"d.toml\"\n").unwrap();
    let (json, said) = audited(&folder, &["--as-of", "2027-01-01"]);
    assert_eq!(json["items"][0]["verdict"]["action"], "delete");
    assert!(
        said.contains("报表里没有") && said.contains("现在的结论不是“并”"),
        "{said}"
    );
}

/// The workbook that was sent out, with answers filled in as a department would.
fn answered(folder: &std::path::Path, answers: &[(&str, &str, &str, &str)]) {
    use calamine::{Reader, open_workbook_auto};
    jianfu(folder, &["audit", "q.csv", "-q", "-o", "report.xlsx"])
        .assert()
        .success();
    let mut book = open_workbook_auto(folder.join("report.xlsx")).unwrap();
    let sheet = book.worksheet_range("事项").unwrap();
    let heading = |name: &str| {
        let mut cells = sheet.rows().next().unwrap().iter();
        cells.position(|cell| *cell == *name).unwrap() as u16
    };
    let places = [
        heading("是否采纳"),
        heading("不采纳的理由"),
        heading("有效期至"),
    ];
    let name = heading("名称") as usize;
    let mut copy = rust_xlsxwriter::Workbook::new();
    let page = copy.add_worksheet();
    page.set_name("事项").unwrap();
    for (row, cells) in sheet.rows().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            page.write_string(row as u32, column as u16, cell.to_string())
                .unwrap();
        }
        for (item, accepted, reason, until) in answers {
            if cells[name] == **item {
                for (place, text) in places.iter().zip([*accepted, *reason, *until]) {
                    page.write_string(row as u32, *place, text).unwrap();
                }
            }
        }
    }
    copy.save(folder.join("answered.xlsx")).unwrap();
}

#[test]
fn answers_come_back_from_the_workbook() {
    let folder = folder("decisions-import");
    answered(
        &folder,
        &[("绿色社区创建", "不采纳", "省里有考核", "2027年6月30日")],
    );
    let _ = std::fs::remove_file(folder.join("d.toml"));
    jianfu(
        &folder,
        &["decisions", "import", "answered.xlsx", "-o", "d.toml"],
    )
    .assert()
    .success();
    let (json, _) = audited(&folder, &["--decisions", "d.toml", "--as-of", "2027-06-30"]);
    assert_eq!(json["items"][0]["verdict"]["decision"]["by"], "生态环境局");
    jianfu(
        &folder,
        &["decisions", "check", "d.toml", "--as-of", "2027-06-30"],
    )
    .assert()
    .code(0);
    jianfu(
        &folder,
        &["decisions", "check", "d.toml", "--as-of", "2027-07-01"],
    )
    .assert()
    .code(1);
}

#[test]
fn answers_that_say_too_little_are_not_kept() {
    let folder = folder("decisions-import-wrong");
    for (accepted, reason, until) in [
        ("不采纳", "", "2027-06-30"),
        ("不采纳", "省里有考核", ""),
        ("不采纳", "省里有考核", "2027-02-30"),
        ("也许", "省里有考核", "2027-06-30"),
    ] {
        answered(&folder, &[("绿色社区创建", accepted, reason, until)]);
        let output = jianfu(&folder, &["decisions", "import", "answered.xlsx"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{accepted} {reason} {until}");
        assert!(
            !String::from_utf8(output.stdout)
                .unwrap()
                .contains("[[decision]]")
        );
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            said.contains("没有收下") && said.contains("answered.xlsx"),
            "{said}"
        );
    }
}

const KEPT: &str = "社区,事项名称,类别,下达部门,依据,频次
东社区,适龄公民兵役登记,任务,武装部,《中华人民共和国兵役法》,每年
";

/// A folder with one item that the law keeps, and what an audit of a day saved.
fn kept(name: &str, day: &str) -> std::path::PathBuf {
    let folder = folder(name);
    std::fs::write(folder.join("q.csv"), KEPT).unwrap();
    jianfu(
        &folder,
        &["audit", "q.csv", "-q", "--as-of", day, "-o", "saved.json"],
    )
    .assert()
    .success();
    folder
}

/// The verdict on the item on a day, with what was decided or saved.
fn on(folder: &std::path::Path, day: &str, by: &str) -> serde_json::Value {
    let (json, _) = audited(folder, &["--decisions", by, "--as-of", day]);
    json["items"][0]["verdict"].clone()
}

#[test]
fn what_is_kept_is_kept_to_its_day_and_then_looked_at() {
    let folder = kept("decisions-renewal", "2026-09-30");
    let verdict = on(&folder, "2026-12-31", "saved.json");
    // The next quarter doesn't lengthen it.
    assert_eq!(
        (&verdict["action"], &verdict["renew_by"]),
        (&"keep".into(), &"2027-09-30".into())
    );
    assert_eq!(on(&folder, "2027-09-30", "saved.json")["action"], "keep");
    let verdict = on(&folder, "2027-10-01", "saved.json");
    assert_eq!(verdict["action"], "review");
    let reason = verdict["reason"].as_str().unwrap();
    assert!(
        reason.contains("2027-09-30") && reason.contains("没有续期"),
        "{reason}"
    );
    // Nor does an audit that was made after the day forget it.
    let arguments = [
        "audit",
        "q.csv",
        "-q",
        "--as-of",
        "2027-10-01",
        "--decisions",
        "saved.json",
        "-o",
        "later.json",
    ];
    jianfu(&folder, &arguments).assert().success();
    assert_eq!(on(&folder, "2027-12-31", "later.json")["action"], "review");
    jianfu(&folder, &["verify", "later.json"])
        .assert()
        .success();
    for format in ["table", "md"] {
        let arguments = [
            "audit",
            "q.csv",
            "--as-of",
            "2027-10-01",
            "--decisions",
            "saved.json",
            "--format",
            format,
        ];
        let output = jianfu(&folder, &arguments).output().unwrap();
        let shown = String::from_utf8(output.stdout).unwrap();
        let shown: String = shown.split_whitespace().collect();
        assert!(shown.contains("没有续期"), "{format}: {shown}");
    }
    let arguments = [
        "explain",
        "q.csv",
        "--row",
        "2",
        "--as-of",
        "2026-12-31",
        "--decisions",
        "saved.json",
    ];
    let output = jianfu(&folder, &arguments).output().unwrap();
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("2027-09-30")
    );
}

#[test]
fn people_renew_what_is_kept_or_say_that_it_needn_t_be() {
    let folder = kept("decisions-renewed", "2026-09-30");
    let decision = |answer: &str| {
        let key = "适龄公民兵役登记|武装部|东社区";
        let text = format!(
            "[[decision]]\nkey = \"{key}\"\nanswer = \"{answer}\"\naction = \"留\"\nreason = \"征兵工作还要\"\nby = \"区武装部\"\nuntil = 2028-02-29\n"
        );
        std::fs::write(folder.join("d.toml"), text).unwrap();
    };
    decision("采纳");
    for (day, action) in [
        ("2027-10-01", "keep"),
        ("2028-02-29", "keep"),
        ("2028-03-01", "review"),
    ] {
        let arguments = [
            "--decisions",
            "d.toml",
            "--decisions",
            "saved.json",
            "--as-of",
            day,
        ];
        let (json, _) = audited(&folder, &arguments);
        assert_eq!(json["items"][0]["verdict"]["action"], action, "{day}");
    }
    decision("不采纳");
    let verdict = on(&folder, "2026-12-31", "d.toml");
    assert_eq!(verdict["action"], "review");
    assert!(
        verdict["reason"]
            .as_str()
            .unwrap()
            .contains("区武装部认为不必再保留")
    );
}

/// Every day of some years, leap years among them.
fn days(years: &[i16]) -> impl Iterator<Item = Date> + '_ {
    let of_year = |year: &i16| {
        let year = *year;
        date(year, 1, 1)
            .series(1.day())
            .take_while(move |day| day.year() == year)
    };
    years.iter().flat_map(of_year)
}

#[test]
fn a_keep_ends_on_its_last_day_whatever_the_year() {
    let (words, _) = jianfu::words::Words::load(&[]);
    let (items, rules) = (crate::items(&words, KEPT), crate::reach::rules(&words));
    let judged = jianfu::judge::judge(&items, &rules, &words);
    let on = |last: Date, day: Date| {
        let kept = Kept::from([("适龄公民兵役登记|武装部|东社区".to_owned(), last)]);
        let mut judgement = judged.clone();
        decision::apply(&mut judgement, &items, &rules, (&[], &kept), day);
        judgement.verdict(0).action
    };
    for last in days(&[2024, 2027, 2028, 2100]) {
        assert_eq!(on(last, last), Action::Keep, "{last}");
        assert_eq!(on(last, last.tomorrow().unwrap()), Action::Review, "{last}");
    }
}

#[test]
fn what_is_kept_from_any_day_is_kept_to_the_same_day_of_the_next_year() {
    let (words, _) = jianfu::words::Words::load(&[]);
    let mut rules = crate::reach::rules(&words);
    for day in days(&[2023, 2024, 2027, 2028, 2099]) {
        rules.as_of = Some(day);
        let next = Date::new(day.year() + 1, day.month(), day.day());
        // Only a 29th of February has none.
        let next = next.unwrap_or(date(day.year() + 1, 2, 28));
        assert_eq!(rules.kept_until(Some(1)), Some(next), "{day}");
    }
    rules.as_of = None;
    assert_eq!(rules.kept_until(Some(1)), None);
}

#[test]
fn a_saved_audit_with_a_malformed_day_keeps_nothing_longer() {
    for day in ["", "2027-02-30", "长期", "9999-99-99", "2027-9-30"] {
        let json = format!(
            "{{\"items\": [{{\"key\": \"a|b|c\", \"verdict\": {{\"renew_by\": \"{day}\"}}}}]}}"
        );
        assert_eq!(decision::kept_in(&json).unwrap().len(), 0, "{day}");
    }
    assert!(decision::kept_in("{\"items\": 1}").is_err());
}
