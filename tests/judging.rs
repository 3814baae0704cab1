//! What single rules and keeps find, and how findings are settled into one verdict.

mod built;

use built::*;
use jianfu::finding::Action::{Adjust, Compress, Delete, Keep, Merge, Review};
use jianfu::finding::{Action, Evidence};
use jianfu::intake::{Overrides, Taking};
use jianfu::item::{Category, Field, Rate};
use jianfu::judge::{judge, judge_on, trace};
use jianfu::read::{Input, ReadOptions};
use jianfu::rule::*;
use jianfu::words::Words;

fn keep(id: &str, duty: &[&str], statutes: &[&str], allow: &[Action]) -> Rule {
    Rule {
        kind: RuleKind::Keep {
            statutes: list(statutes),
            allow: allow.to_vec(),
            renew: None,
        },
        ..rule(id, Keep, duty)
    }
}

fn to(rate: Option<u32>, department: Option<&str>) -> Change {
    Change {
        per_year: rate.map(Rate::yearly),
        department: department.map(str::to_owned),
        form: None,
    }
}

#[test]
fn a_finding_quotes_the_word_as_written() {
    let set = rules(vec![rule("quota", Delete, &["招商引资", "协税护税"])]);
    let judged = Judged::of(&[row("协助 招商　引资任务"), row("党员名册")], &set);
    assert_eq!(judged.actions(), [Delete, Keep]);
    let by = judged.verdict(0).by.as_ref().unwrap();
    assert_eq!(by.evidence, [Evidence::in_field(Field::Name, "招商　引资")]);
    assert_eq!(judged.verdict(1).by, None);
}

#[test]
fn all_conditions_must_hold() {
    let mut both = rule("paper-report", Adjust, &["报表"]);
    both.when.push(Condition::Category(vec![Category::Report]));
    both.when
        .push(text(TextField::Form, TextTest::Any(list(&["纸质"]))));
    both.when
        .push(text(TextField::Form, TextTest::None(list(&["系统"]))));
    let set = rules(vec![both]);
    let report = |form: &str| {
        row("人口报表")
            .category(Category::Report)
            .with(Field::Form, form)
    };
    let judged = Judged::of(
        &[
            report("纸质"),
            report("系统"),
            report("纸质+系统"),
            row("人口报表")
                .category(Category::Ledger)
                .with(Field::Form, "纸质"),
            row("人口报表").category(Category::Report),
        ],
        &set,
    );
    assert_eq!(judged.actions(), [Adjust, Keep, Keep, Keep, Keep]);
}

#[test]
fn what_a_sheet_lacks_is_not_missing() {
    let mut set = rules(vec![rule("no-money", Adjust, &[])]);
    set.rules[0].when = vec![text(TextField::Funds, TextTest::Missing(true))];
    let judged = Judged::of(
        &[
            row("甲").with(Field::Funds, ""),
            row("乙").with(Field::Funds, "无"),
            row("丙").with(Field::Funds, "财政拨付"),
            row("丁"),
        ],
        &set,
    );
    assert_eq!(judged.actions(), [Adjust, Adjust, Keep, Keep]);
}

#[test]
fn lists_match_by_the_entry_contained() {
    let mut off_list = rule("off-list", Delete, &[]);
    off_list.when = vec![text(TextField::Name, TextTest::NotInList(0))];
    let mut set = rules(vec![off_list]);
    set.lists = vec![List {
        id: "approved".into(),
        set: 0,
        title: "保留目录".into(),
        entries: list(&["全国文明城市创建"]),
        source: None,
        may_loosen: false,
        edits: Vec::new(),
    }];
    let judged = Judged::of(
        &[row("迎接全国文明城市创建工作"), row("平安楼栋创建")],
        &set,
    );
    assert_eq!(judged.actions(), [Keep, Delete]);
}

#[test]
fn an_unknown_number_never_matches() {
    let mut often = rule("often", Compress, &["报表"]);
    often.when.push(Condition::Number {
        field: NumberField::PerYear,
        test: NumberTest::Over(12.0),
    });
    often.to = to(Some(4), None);
    let set = rules(vec![often]);
    let judged = Judged::of(
        &[
            row("报表").yearly(52).minutes(30),
            row("报表").yearly(12),
            row("报表"),
        ],
        &set,
    );
    assert_eq!(judged.actions(), [Compress, Keep, Keep]);
    let saved = |entry| judged.judgement.minutes_saved(&judged.items, entry);
    assert_eq!((saved(0), saved(1)), (Some((30 * 48, 1)), Some((0, 1))));
}

#[test]
fn a_keep_needs_the_statute_and_the_duty() {
    let duty = keep("conscription", &["兵役登记"], &["兵役法"], &[Compress]);
    let set = rules(vec![
        duty,
        rule("task", Delete, &["协助"]),
        Rule {
            to: to(Some(1), None),
            ..rule("often", Compress, &["协助"])
        },
    ]);
    let cited = |name: &str| row(name).with(Field::Basis, "《中华人民共和国兵役法》第九条");
    let judged = Judged::of(
        &[
            cited("兵役登记协助"),
            cited("协助布置会场"),
            row("兵役登记协助").with(Field::Basis, "部门通知"),
            row("兵役登记协助"),
            cited("兵役登记"),
        ],
        &set,
    );
    assert_eq!(judged.actions(), [Compress, Delete, Delete, Delete, Keep]);
    assert_eq!(judged.verdict(0).target.per_year, Some(Rate::yearly(1)));
    let overruled = &judged.verdict(0).overruled;
    assert_eq!(overruled.len(), 1, "the deletion stays in the trace");
    assert_eq!(judged.by(4, &set), "conscription");
}

#[test]
fn what_forbids_a_role_goes_before_a_keep() {
    let role = Rule {
        even_if_kept: true,
        ..rule("enforcement", Delete, &["执法"])
    };
    let set = rules(vec![
        keep("safety", &["安全生产"], &["安全生产法"], &[]),
        role,
    ]);
    let by_law = |name: &str| row(name).with(Field::Basis, "《安全生产法》");
    let judged = Judged::of(&[by_law("安全生产执法检查"), by_law("安全生产宣传")], &set);
    assert_eq!(judged.actions(), [Delete, Keep]);
}

#[test]
fn deletion_stands_alone_and_the_rest_follow_the_principle() {
    let set = rules(vec![
        Rule {
            to: to(Some(1), None),
            ..rule("often", Compress, &["甲"])
        },
        rule("owner", Adjust, &["甲"]),
        rule("gone", Delete, &["乙"]),
        rule("owner2", Adjust, &["乙"]),
    ]);
    let judged = Judged::of(&[row("甲"), row("乙")], &set);
    assert_eq!(judged.actions(), [Adjust, Delete]);
    assert_eq!(judged.verdict(0).also, [Compress]);
    assert!(judged.verdict(1).also.is_empty());
    assert_eq!(judged.verdict(1).overruled.len(), 1);
}

#[test]
fn of_two_targets_the_stricter_holds_and_both_are_cited() {
    let at_most = |id: &str, rate, set| Rule {
        to: to(Some(rate), None),
        set,
        ..rule(id, Compress, &["例会"])
    };
    for (city, district) in [(12, 4), (4, 12)] {
        let set = rules(vec![at_most("a", city, 0), at_most("b", district, 1)]);
        let judged = Judged::of(&[row("工作例会").yearly(52)], &set);
        let verdict = judged.verdict(0);
        assert_eq!(verdict.target.per_year, Some(Rate::yearly(4)));
        assert_eq!(verdict.beside.len(), 1);
        assert_eq!(judged.by(0, &set), "a", "the higher layer is cited first");
    }
}

#[test]
fn two_owners_of_the_same_layer_are_for_people() {
    let give = |id: &str, department, set| Rule {
        to: to(None, Some(department)),
        set,
        ..rule(id, Adjust, &["投诉"])
    };
    let equal = rules(vec![give("a", "城管", 0), give("b", "房管", 0)]);
    let judged = Judged::of(&[row("投诉办理")], &equal);
    assert_eq!(judged.actions(), [Review]);
    assert_eq!(judged.verdict(0).beside.len(), 2, "both sides are quoted");

    let layered = rules(vec![give("a", "城管", 1), give("b", "房管", 0)]);
    let judged = Judged::of(&[row("投诉办理")], &layered);
    assert_eq!(judged.actions(), [Adjust]);
    assert_eq!(judged.verdict(0).target.department.as_deref(), Some("房管"));
}

#[test]
fn a_rule_that_says_stay_against_one_that_says_go_is_for_people() {
    let set = rules(vec![
        rule("stay", Keep, &["档案"]),
        rule("go", Delete, &["纸质"]),
    ]);
    let judged = Judged::of(&[row("纸质档案"), row("档案"), row("纸质")], &set);
    assert_eq!(judged.actions(), [Review, Keep, Delete]);
}

#[test]
fn the_order_of_rules_changes_nothing() {
    let mut set = rules(vec![
        rule("a", Delete, &["创建"]),
        rule("b", Delete, &["达标"]),
        rule("c", Merge, &["创建"]),
        Rule {
            to: to(Some(2), None),
            ..rule("d", Compress, &["会"])
        },
        Rule {
            to: to(Some(1), None),
            ..rule("e", Compress, &["会"])
        },
    ]);
    let rows = [row("创建达标"), row("推进会")];
    let told = |set: &RuleSet| {
        let judged = Judged::of(&rows, set);
        [0, 1].map(|entry| (judged.by(entry, set), judged.verdict(entry).target.clone()))
    };
    let before = told(&set);
    set.rules.reverse();
    assert_eq!(told(&set), before);
}

#[test]
fn a_trace_says_what_was_missed_and_what_it_would_change() {
    let words = Words::load(&[]).0;
    let mut reporting = rule("reporting", Delete, &["登记"]);
    reporting
        .when
        .push(text(TextField::Form, TextTest::None(list(&["系统"]))));
    let set = rules(vec![
        rule("register", Delete, &["登记"]),
        keep("conscription", &["兵役登记"], &["兵役法"], &[]),
        reporting,
        rule("recruiting", Delete, &["招商引资"]),
    ]);
    let rows = [row("兵役登记")
        .with(Field::Basis, "街道通知")
        .with(Field::Form, "系统")];
    let items = items(&rows, &words);
    let judgement = judge(&items, &set, &words);
    let tries = trace(&items, &set, &words, &judgement, 0);
    let of = |id: usize| (tries[id].holds, tries[id].is_near(), tries[id].would_be);
    assert_eq!(judgement.verdict(0).action, Delete);
    assert_eq!(of(0), (true, false, None));
    assert_eq!(of(1), (false, true, Some(Keep)));
    assert_eq!(of(2), (false, true, None));
    assert_eq!(of(3), (false, false, None));
    let statute = tries[1].checks.last().unwrap();
    assert!(statute.looked_for.to_string().contains("兵役法"));
    assert!(statute.missed.is_some() && statute.found.is_empty());
    let in_the_way = &tries[2].checks[1];
    assert_eq!(in_the_way.found, [Evidence::in_field(Field::Form, "系统")]);
}

#[test]
fn verdicts_do_not_depend_on_the_number_of_threads() {
    const COMMUNITIES: [&str; 5] = ["东岭社区", "西岭社区", "南岭社区", "北岭社区", "中岭社区"];
    const NAMES: [&str; 7] = [
        "流动人口台账",
        "外来人口登记簿",
        "消防安全检查",
        "食品安全检查",
        "招商引资任务",
        "招商引资任务台账",
        "党员名册",
    ];
    let words = Words::load(&[]).0;
    let (_, file) = builtin().find(|(name, _)| *name == "nanjing-2013").unwrap();
    let rules = load(&[file], &words).0;
    let mut taking = Taking::new(&words, Overrides::default());
    let mut sheet = String::from("社区,事项名称,下达部门,频次,每次耗时(小时)\n");
    for row in 0..20_000 {
        let (community, name) = (COMMUNITIES[row / 4000], NAMES[row % 7]);
        let (department, hours) = (["民政局", "公安局", "卫生局"][row % 3], row % 11);
        sheet += &format!(
            "{community}{},{name},{department},每月,{hours}\n",
            row / 500
        );
    }
    taking.read(&Input::stdin(sheet.into_bytes()), &ReadOptions::default());
    let items = taking.finish().items;
    let one = judge_on(1, &items, &rules, &words);
    assert!(!one.groups.is_empty());
    for threads in [2, 5] {
        let several = judge_on(threads, &items, &rules, &words);
        assert_eq!(several.rulings, one.rulings);
        assert_eq!(several.verdicts, one.verdicts);
        assert_eq!(several.groups, one.groups);
    }
}
