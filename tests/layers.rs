//! Layers of rule sets: what stands on what, what a lower layer may change, and what is in force when.

// Helpers of tests may unwrap: a panic is how they fail.
#![allow(clippy::unwrap_used, clippy::panic)]

use jianfu::diag::{Diag, Severity};
use jianfu::finding::Action;
use jianfu::judge::{Tried, try_all};
use jianfu::place::{Place, SourceFile};
use jianfu::rule::{Rule, RuleKind, RuleSet, arranged, check, load, load_as_of};
use jianfu::words::Words;

/// An upper layer with a rule, a quota, a list and a keep.
const UPPER: &str = r#"
set = { id = "upper", title = "上层", level = "市", version = "1", from = 2020-01-01 }
[clause.1]
title = "第一条"
source = { document = "《上层规定》", number = "市发〔2020〕1号", date = "2020-01-01", nature = "原文" }
[list.kept]
title = "保留的牌子"
items = ["党组织", "居委会"]
[list.certificates]
title = "不出具的证明"
may_loosen = true
items = ["健在证明", "死亡证明"]
[rule.plaques]
title = "牌子"
clause = "1"
action = "调"
why = "清理。"
when.category = ["机构"]
when.name.any = ["工作站", "基地"]
when.name.none = ["党员"]
when.name.not_in_list = "kept"
examples = [
  { name = "消费维权工作站", category = "机构", expect = "调" },
  { name = "党员服务工作站", category = "机构", expect = "无" },
]
[rule.certificates]
title = "证明"
clause = "1"
action = "删"
why = "不出具。"
when.name.in_list = "certificates"
examples = [{ name = "健在证明", expect = "删" }, { name = "入党介绍", expect = "无" }]
[rule.reports]
title = "报表"
clause = "1"
action = "压"
why = "过频。"
to.per_year = 4
when.category = ["报表"]
when.per_year.over = 12
examples = [
  { name = "数据周报", category = "报表", frequency = "每周", expect = "压" },
  { name = "数据月报", category = "报表", frequency = "每月", expect = "无" },
]
[quota.meetings]
title = "会议"
clause = "1"
why = "限额。"
when.category = ["会议"]
each = ["community"]
count = "次"
per = "年"
limit = 12
action = "压"
examples = [
  { name = "工作例会", category = "会议", frequency = "每周", expect = "压" },
  { name = "工作例会", category = "会议", frequency = "每年一次", expect = "无" },
]
[keep.conscription]
title = "兵役登记"
clause = "1"
why = "法律规定。"
statute = ["兵役法"]
when.name.any = ["兵役登记"]
allow = ["压"]
examples = [
  { name = "兵役登记", basis = "《兵役法》", expect = "留" },
  { name = "兵役登记", basis = "通知", expect = "无" },
]
"#;

/// The head of a layer on the upper one, with a clause of its own.
const LOWER: &str = r#"
set = { id = "lower", title = "下层", level = "区", version = "1", extends = ["upper"] }
[clause.d]
title = "区的补充"
source = { document = "《下层规定》", date = "2026-01-01", nature = "原文" }
"#;

fn file(path: &str, text: &str) -> SourceFile {
    SourceFile {
        path: path.into(),
        text: text.into(),
    }
}

/// What a change of one table makes of the upper layer, and all that is wrong with it.
fn changed(body: &str) -> (RuleSet, Vec<Diag>) {
    let text = format!("{LOWER}{body}");
    let files = [file("upper.toml", UPPER), file("lower.toml", &text)];
    let (words, _) = Words::load(&[]);
    let (rules, mut diags) = load(&files, &words);
    diags.extend(check(&rules));
    diags.extend(try_all(&rules, &words).iter().filter_map(Tried::diag));
    // The lower layer's clause is used by nothing but the change.
    diags.retain(|diag| diag.severity == Severity::Error);
    (rules, diags)
}

fn change(id: &str, lines: &str) -> String {
    format!("[change.{id}]\nclause = \"d\"\nwhy = \"区里更严。\"\n{lines}\n")
}

fn codes(diags: &[Diag]) -> Vec<&'static str> {
    diags.iter().map(|diag| diag.code).collect()
}

fn rule<'r>(rules: &'r RuleSet, id: &str) -> &'r Rule {
    rules.rules.iter().find(|rule| rule.id == id).unwrap()
}

#[test]
fn tightening_is_carried_out() {
    for (id, lines) in [
        ("plaques", r#"add.when.name.any = ["服务点"]"#),
        ("plaques", r#"add.when.category = ["任务"]"#),
        ("plaques", r#"drop.when.name.none = ["党员"]
drop.examples = ["党员服务工作站"]
add.examples = [{ name = "居委会", category = "机构", expect = "无" }]"#),
        ("plaques", r#"set.action = "删"
drop.examples = ["消费维权工作站"]
add.examples = [{ name = "消费维权工作站", category = "机构", expect = "删" }]"#),
        ("kept", r#"drop.items = ["居委会"]"#),
        ("certificates", r#"add.items = ["缴费票据遗失证明"]"#),
        ("reports", "set.when.per_year.over = 4
drop.examples = [\"数据月报\"]
add.examples = [{ name = \"数据季报\", category = \"报表\", frequency = \"每季度\", expect = \"无\" }]"),
        ("reports", "set.to.per_year = 2"),
        ("reports", r#"set.to.form = "电子""#),
        ("meetings", "set.limit = 6"),
        ("conscription", r#"add.when.name.any = ["征兵体检"]"#),
        ("conscription", r#"add.statute = ["征兵工作条例"]"#),
        ("conscription", r#"drop.allow = ["压"]"#),
    ] {
        let (_, diags) = changed(&change(id, lines));
        assert!(diags.is_empty(), "{id} {lines}: {diags:#?}");
    }
}

#[test]
fn loosening_is_refused_where_it_stands_in_both_files() {
    for (id, lines) in [
        ("plaques", r#"drop.when.name.any = ["基地"]"#),
        ("plaques", r#"add.when.name.none = ["志愿"]"#),
        ("plaques", r#"add.when.form.any = ["挂牌"]"#),
        ("plaques", r#"set.action = "压""#),
        ("kept", r#"add.items = ["工作室"]"#),
        ("reports", "set.when.per_year.over = 24"),
        ("reports", "set.to.per_year = 12"),
        ("meetings", "set.limit = 24"),
        (
            "meetings",
            r#"drop.when.category = ["会议"]
add.when.category = ["报表"]"#,
        ),
        (
            "conscription",
            r#"drop.statute = ["兵役法"]
add.statute = ["征兵工作条例"]"#,
        ),
        ("conscription", r#"add.allow = ["删"]"#),
        ("conscription", r#"add.when.name.none = ["考核"]"#),
    ] {
        let (_, diags) = changed(&change(id, lines));
        let loosens: Vec<_> = diags.iter().filter(|diag| diag.code == "loosens").collect();
        assert!(!loosens.is_empty(), "{id} {lines}: {diags:#?}");
        for diag in loosens {
            let path = |place: &Place| match place {
                Place::Span(span) => span.path.to_string(),
                other => panic!("{other:?}"),
            };
            assert_eq!(path(&diag.place), "lower.toml");
            assert_eq!(path(&diag.related[0].0), "upper.toml");
        }
    }
}

#[test]
fn what_the_upper_layer_lets_go_may_be_loosened() {
    let (rules, diags) = changed(&change("certificates", r#"drop.items = ["死亡证明"]"#));
    assert!(diags.is_empty(), "{diags:#?}");
    assert_eq!(
        rules
            .lists
            .iter()
            .find(|l| l.id == "certificates")
            .unwrap()
            .entries
            .len(),
        1
    );
}

#[test]
fn what_is_not_there_cannot_be_changed() {
    for (id, lines) in [
        ("plaqes", r#"add.when.name.any = ["点"]"#),
        ("plaques", r#"drop.when.name.any = ["没有的词"]"#),
        ("plaques", "set.when.per_year.over = 3"),
        ("plaques", "set.limit = 3"),
        ("kept", r#"drop.items = ["没有"]"#),
        ("plaques", r#"drop.examples = ["没有"]"#),
        ("plaques", r#"add.allow = ["压"]"#),
    ] {
        let (_, diags) = changed(&change(id, lines));
        assert_eq!(codes(&diags), ["loosens"], "{id} {lines}");
    }
    let (_, diags) = changed("[change.plaques]\nset.action = \"删\"\n");
    assert!(codes(&diags).contains(&"missing"), "a change says why");
    let (_, diags) = changed(&change("plaques", ""));
    assert_eq!(codes(&diags), ["missing"], "a change changes something");
}

#[test]
fn an_upper_example_that_a_change_breaks_is_told_in_the_lower_file() {
    let (_, diags) = changed(&change("reports", "set.when.per_year.over = 4"));
    assert_eq!(codes(&diags), ["example-fails"]);
    let Place::Span(span) = &diags[0].place else {
        panic!()
    };
    assert_eq!(&*span.path, "lower.toml");
}

#[test]
fn a_changed_rule_says_who_changed_what_and_why() {
    let (rules, _) = changed(&change("meetings", "set.limit = 6"));
    let meetings = rule(&rules, "meetings");
    assert!(matches!(&meetings.kind, RuleKind::Quota(quota) if quota.limit == 6.0));
    let edit = &meetings.edits[0];
    assert_eq!(rules.sets[edit.set].id, "lower");
    assert_eq!(edit.why, "区里更严。");
    assert_eq!(
        edit.what[0].in_lang(jianfu::phrase::Lang::Zh),
        "限额 12 改为 6"
    );
    assert_eq!(meetings.set, 0, "it stays the upper layer's rule");
}

#[test]
fn a_lower_layer_copies_no_rule_and_keeps_nothing_without_a_statute() {
    let keep = |statute: &str| {
        format!(
            "[keep.own]\ntitle = \"想留的\"\nclause = \"d\"\nwhy = \"想留。\"\n{statute}\nwhen.name.any = [\"楼道文化\"]\nexamples = [{{ name = \"楼道文化\", basis = \"《文化法》\", expect = \"留\" }}, {{ name = \"楼道清洁\", expect = \"无\" }}]\n"
        )
    };
    assert_eq!(codes(&changed(&keep("")).1), ["loosens"]);
    assert!(changed(&keep("statute = [\"文化法\"]")).1.is_empty());
    let copy = "[rule.plaques]\ntitle = \"牌子\"\nclause = \"d\"\naction = \"删\"\nwhy = \"清理。\"\nwhen.name.any = [\"工作站\"]\nexamples = [{ name = \"维权工作站\", expect = \"删\" }, { name = \"甲\", expect = \"无\" }]\n";
    assert!(codes(&changed(copy).1).contains(&"duplicate"));
}

#[test]
fn sets_are_found_by_id_among_files_and_built_in_ones_only() {
    let lone = |extends: &str| {
        let text = format!(
            "set = {{ id = \"x\", title = \"甲\", level = \"区\", version = \"1\", extends = {extends} }}\n"
        );
        arranged(&[file("x.toml", &text)])
    };
    let (files, diags) = lone("\"nanjing-2013\"");
    assert!(diags.is_empty());
    assert_eq!(&*files.last().unwrap().path, "x.toml", "bases come first");
    assert!(files.iter().any(|f| &*f.path == "builtin:nanjing-2013"));
    for path in [
        "upper.toml",
        "./upper.toml",
        "../upper.toml",
        "/etc/passwd",
        "C:\\\\rules\\\\upper.toml",
        "builtin:nanjing-2013",
        "rules/nanjing-2013",
        "nanjing-2013.toml",
    ] {
        let (files, diags) = lone(&format!("[\"{path}\"]"));
        assert_eq!(codes(&diags), ["unknown-word"], "{path}");
        assert_eq!(files.len(), 1, "{path}: nothing is opened");
    }
}

#[test]
fn layers_stand_in_order_whatever_order_they_are_given_in() {
    let text = format!("{LOWER}{}", change("meetings", "set.limit = 6"));
    let (words, _) = Words::load(&[]);
    let upper = file("upper.toml", UPPER);
    let lower = file("lower.toml", &text);
    for files in [[upper.clone(), lower.clone()], [lower, upper]] {
        let (rules, diags) = load(&files, &words);
        assert!(diags.is_empty(), "{diags:#?}");
        assert_eq!(rules.sets[0].id, "upper");
        assert_eq!(rule(&rules, "meetings").edits.len(), 1);
    }
}

#[test]
fn circles_are_told_with_both_places() {
    let set = |id: &str, extends: &str| {
        let text = format!(
            "set = {{ id = \"{id}\", title = \"甲\", level = \"区\", version = \"1\", extends = [\"{extends}\"] }}\n"
        );
        file(&format!("{id}.toml"), &text)
    };
    let (files, diags) = arranged(&[set("a", "b"), set("b", "c"), set("c", "a")]);
    assert_eq!((files.len(), codes(&diags)), (3, vec!["loosens"]));
    assert_eq!(diags[0].related.len(), 1);
    let (_, diags) = arranged(&[set("a", "a")]);
    assert_eq!(codes(&diags), ["loosens"]);
}

/// Two versions of one set that meet, the second with a lower limit.
fn versions(until: &str, from: &str) -> [SourceFile; 2] {
    let version = |number: &str, dates: &str, limit: u32| {
        let head = format!(
            "set = {{ id = \"upper\", title = \"上层\", level = \"市\", version = \"{number}\", {dates} }}"
        );
        let text = UPPER
            .replace(
                "set = { id = \"upper\", title = \"上层\", level = \"市\", version = \"1\", from = 2020-01-01 }",
                &head,
            )
            .replace("limit = 12", &format!("limit = {limit}"));
        file(&format!("v{number}.toml"), &text)
    };
    [
        version("1", &format!("from = 2020-01-01, until = {until}"), 12),
        version("2", &format!("from = {from}"), 6),
    ]
}

fn limits(rules: &RuleSet) -> Vec<f64> {
    let limit = |rule: &Rule| match &rule.kind {
        RuleKind::Quota(quota) => Some(quota.limit),
        _ => None,
    };
    rules.rules.iter().filter_map(limit).collect()
}

#[test]
fn the_version_in_force_on_the_day_is_applied_both_ends_included() {
    let (words, _) = Words::load(&[]);
    let files = versions("2024-02-28", "2024-02-29");
    for (day, expected) in [
        ("2019-12-31", vec![]),
        ("2020-01-01", vec![12.0]),
        ("2024-02-28", vec![12.0]),
        ("2024-02-29", vec![6.0]),
        ("2024-03-01", vec![6.0]),
    ] {
        let ((rules, diags), none) = load_as_of(&files, &words, Some(day.parse().unwrap()));
        assert!(diags.is_empty(), "{day}: {diags:#?}");
        assert_eq!(limits(&rules), expected, "{day}");
        assert_eq!(none.is_empty(), !expected.is_empty(), "{day}");
    }
    let (rules, diags) = load(&files, &words);
    assert!(diags.is_empty(), "{diags:#?}");
    assert_eq!(limits(&rules), [12.0, 6.0], "no day is known: both apply");
}

#[test]
fn a_change_applies_to_the_version_in_force() {
    let (words, _) = Words::load(&[]);
    let lower = format!("{LOWER}{}", change("meetings", "set.limit = 4"));
    let mut files = versions("2024-02-28", "2024-02-29").to_vec();
    files.push(file("lower.toml", &lower));
    for day in ["2024-02-28", "2024-02-29"] {
        let ((rules, diags), _) = load_as_of(&files, &words, Some(day.parse().unwrap()));
        assert!(diags.is_empty(), "{day}: {diags:#?}");
        assert_eq!(limits(&rules), [4.0], "{day}");
    }
    let ((_, diags), none) = load_as_of(&files, &words, Some("2019-12-31".parse().unwrap()));
    assert_eq!(none, ["upper"]);
    assert!(codes(&diags).contains(&"dates"), "nothing to stand on");
}

#[test]
fn versions_that_overlap_or_leave_a_gap_are_told() {
    let (words, _) = Words::load(&[]);
    for (until, from, wrong) in [
        ("2024-02-28", "2024-02-29", false),
        ("2024-02-29", "2024-03-01", false),
        ("2023-02-28", "2023-03-01", false),
        ("2024-02-28", "2024-03-01", true),
        ("2024-02-29", "2024-02-29", true),
        ("2024-12-31", "2025-01-02", true),
    ] {
        let (rules, _) = load(&versions(until, from), &words);
        let dates = check(&rules).iter().any(|diag| diag.code == "dates");
        assert_eq!(dates, wrong, "{until} {from}");
    }
}

#[test]
fn a_year_or_month_means_its_first_or_last_day() {
    let (words, _) = Words::load(&[]);
    let text = UPPER.replace("from = 2020-01-01", "from = \"2023\", until = \"2024-02\"");
    let (rules, _) = load(&[file("a.toml", &text)], &words);
    let validity = rules.sets[0].validity;
    assert_eq!(validity.from.unwrap().to_string(), "2023-01-01");
    assert_eq!(validity.until.unwrap().to_string(), "2024-02-29");
    let text = UPPER.replace("from = 2020-01-01", "from = \"2023-02-29\"");
    let (_, diags) = load(&[file("a.toml", &text)], &words);
    assert_eq!(codes(&diags), ["dates"]);
}

#[test]
fn the_fingerprint_changes_with_rules_settings_and_day() {
    let (words, _) = Words::load(&[]);
    let files = [file("upper.toml", UPPER)];
    let (plain, _) = load(&files, &words);
    let mut set = plain.clone();
    jianfu::rule::overrule(&mut set, "quota.meetings.limit=3").unwrap();
    let ((dated, _), _) = load_as_of(&files, &words, Some("2024-02-29".parse().unwrap()));
    let all = [plain.fingerprint(), set.fingerprint(), dated.fingerprint()];
    assert!(all.iter().all(|one| one.starts_with("sha256:")));
    assert!(all[0] != all[1] && all[1] != all[2] && all[0] != all[2]);
    assert_eq!(plain.fingerprint(), load(&files, &words).0.fingerprint());
    assert_eq!(rule(&plain, "plaques").action, Action::Adjust);
}

#[test]
fn the_example_layers_are_good() {
    let (words, mistakes) = Words::load(&[]);
    assert!(mistakes.is_empty());
    for name in ["district", "hubei-certificates"] {
        let path = format!("{}/rules/examples/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap();
        let lines = text
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty());
        assert!(lines.count() <= 20, "{name} shows a layer in 20 lines");
        let (rules, mut diags) = load(&[file(&path, &text)], &words);
        diags.extend(check(&rules));
        diags.extend(try_all(&rules, &words).iter().filter_map(Tried::diag));
        diags.retain(|diag| diag.severity != Severity::Note);
        assert!(diags.is_empty(), "{name}: {diags:#?}");
    }
}
