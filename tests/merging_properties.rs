//! What holds of every group: nothing that is alike is missed, nothing that differs is chained, hours
//! balance, and a group can be checked and tuned.

// A test that can't be set up fails.
#![allow(clippy::unwrap_used)]

mod built;

use std::sync::LazyLock;

use built::*;
use jianfu::finding::Action::{Keep, Merge, Review};
use jianfu::item::{Category, Field, Rate};
use jianfu::judge::{Doubt, Minutes, compare};
use jianfu::place::SourceFile;
use jianfu::rule::*;
use jianfu::words::Words;
use proptest::prelude::*;

/// Names of the field, and some that no word explains.
const NAMES: [&str; 40] = [
    "流动人口台账",
    "外来人口信息登记簿",
    "流动党员名册",
    "残疾人台账",
    "残疾人登记表",
    "残疾人走访慰问台账",
    "残疾人家庭信息采集表",
    "消防安全检查台账",
    "消防隐患排查登记表",
    "食品安全检查台账",
    "老年人信息台账",
    "老年人健康档案",
    "高龄津贴发放台账",
    "尊老金领取花名册",
    "低保家庭台账",
    "低保边缘家庭台账",
    "最低生活保障对象花名册",
    "矛盾纠纷排查台账",
    "民间纠纷调解登记簿",
    "木偶戏传人名册",
    "木偶戏传人登记簿",
    "皮影戏传人名册",
    "第一季度消防检查台账",
    "第二季度消防检查台账",
    "2014年度党员名册",
    "2015年度党员名册",
    "工作台账",
    "基本信息台账",
    "居民健康档案",
    "健康档案",
    "独居老人探访台账",
    "独居老人走访登记表",
    "出租房屋登记簿",
    "出租屋信息采集表",
    "群租房排查登记表",
    "志愿者名册",
    "注册志愿者登记台账",
    "就业困难人员台账",
    "失业人员台账",
    "古树名木巡护记录",
];

const LEAST: f64 = 0.8;

fn same_ledger() -> RuleSet {
    rules(vec![Rule {
        when: vec![Condition::Category(vec![Category::Ledger])],
        kind: RuleKind::Group {
            same: vec![GroupField::Community],
            similar: Some(LEAST),
        },
        ..rule("same-ledger", Merge, &[])
    }])
}

fn ledger(name: &str) -> Row {
    row(name).category(Category::Ledger)
}

/// The built-in words, loaded once.
static WORDS: LazyLock<Words> = LazyLock::new(|| Words::load(&[]).0);

/// The words that names are made of, table by table of the words file.
static PHRASES: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let file = include_str!("../rules/words/same.toml");
    let tables: toml::Table = file.parse().unwrap();
    let lines = |table: &str| tables[table].as_table().unwrap().clone();
    let phrases = |(key, line): (String, toml::Value)| {
        let others = line["phrases"].as_array().unwrap().clone();
        let others = others
            .into_iter()
            .map(|one| one.as_str().unwrap().to_owned());
        others.chain([key]).collect::<Vec<_>>()
    };
    [
        "general",
        "population",
        "place",
        "topic",
        "deed",
        "qualifier",
        "carrier",
    ]
    .map(|table| lines(table).into_iter().flat_map(phrases).collect())
    .into()
});

/// A name of words of each kind, some that no word explains, and a carrier; `None` stands for no word.
fn name() -> impl Strategy<Value = Vec<Option<String>>> {
    let word = |table: usize| prop::sample::select(PHRASES[table].clone());
    (
        prop::option::weighted(0.5, word(0)),
        prop::option::weighted(0.6, word(1)),
        prop::option::weighted(0.3, word(2)),
        prop::option::weighted(0.6, word(3)),
        prop::option::weighted(0.3, word(4)),
        prop::option::weighted(0.2, word(5)),
        prop::option::weighted(0.2, "[鼋鼍鼗]{1,3}"),
        word(6).prop_map(Some),
    )
        .prop_map(|(a, b, c, d, e, f, g, h)| vec![a, b, c, d, e, f, g, h])
}

/// Two names: one, and the same with a word or two left out or replaced.
fn like_names() -> impl Strategy<Value = (String, String)> {
    let change = (0usize..8, name(), any::<bool>());
    (name(), prop::collection::vec(change, 1..3)).prop_map(|(one, changes)| {
        let mut other = one.clone();
        for (at, others, gone) in changes {
            other[at] = if gone { None } else { others[at].clone() };
        }
        let written = |words: Vec<Option<String>>| words.into_iter().flatten().collect::<String>();
        (written(one), written(other))
    })
}

#[test]
fn every_pair_that_the_measure_finds_alike_is_found_through_the_index() {
    let named = NAMES.iter().enumerate();
    let pairs: Vec<(&str, &str)> = named
        .flat_map(|(at, one)| NAMES[at + 1..].iter().map(move |other| (*one, *other)))
        .collect();
    assert_none_is_missed(&pairs);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_made_of_the_words_is_missed_by_the_index(
        pairs in prop::collection::vec(like_names(), 60),
    ) {
        let written = |(one, other): &(String, String)| !one.is_empty() && !other.is_empty();
        let pairs: Vec<_> = pairs.iter().filter(|pair| written(pair)).collect();
        let pairs: Vec<_> = pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_none_is_missed(&pairs);
    }
}

/// Judges each pair in a community of its own: it is folded where the measure says so.
fn assert_none_is_missed(pairs: &[(&str, &str)]) {
    let words = &*WORDS;
    let rows: Vec<Row> = pairs
        .iter()
        .enumerate()
        .flat_map(|(at, (one, other))| {
            let community: &'static str = format!("第{at}社区").leak();
            [
                ledger(one).community(community),
                ledger(other).community(community),
            ]
        })
        .collect();
    let judged = Judged::of(&rows, &same_ledger());
    for (at, (one, other)) in pairs.iter().enumerate() {
        let alike = compare(words, one, other).similarity >= LEAST;
        let folded = judged.judgement.rulings[at * 2].group.is_some();
        assert_eq!(folded, alike, "{one} {other}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_two_members_of_a_group_are_alike(
        picked in proptest::collection::vec(0usize..NAMES.len(), 2..30),
    ) {
        let words = &*WORDS;
        let rows: Vec<Row> = picked.iter().map(|&name| ledger(NAMES[name])).collect();
        let judged = Judged::of(&rows, &same_ledger());
        for group in &judged.judgement.groups {
            for (at, &one) in group.members.iter().enumerate() {
                for &other in &group.members[at + 1..] {
                    let names = [one, other].map(|entry| NAMES[picked[entry as usize]]);
                    let alike = compare(words, names[0], names[1]).similarity;
                    prop_assert!(alike >= LEAST, "{:?}", names);
                }
            }
        }
    }

    #[test]
    fn hours_of_every_group_balance(
        members in proptest::collection::vec((0u32..600, 1u32..60), 2..8),
    ) {
        let names = ["残疾人台账", "残疾人花名册", "残疾人登记表", "残疾人家庭信息采集表"];
        let rows: Vec<Row> = members
            .iter()
            .enumerate()
            .map(|(at, &(minutes, times))| ledger(names[at % 4]).minutes(minutes).yearly(times))
            .collect();
        let judged = Judged::of(&rows, &same_ledger());
        prop_assert_eq!(judged.judgement.groups.len(), 1);
        let (judgement, items) = (&judged.judgement, &judged.items);
        let group = &judgement.groups[0];
        let balance = judgement.balance(items, 0);
        let minutes = |(minutes, times): (u32, u32)| i64::from(minutes) * i64::from(times);
        let most = members.iter().map(|(_, times)| *times).max().unwrap_or(0);
        let before: i64 = members.iter().map(|&member| minutes(member)).sum();
        let after = minutes((members[group.survivor as usize].0, most));
        prop_assert_eq!(group.rate, Some(Rate::yearly(most)));
        prop_assert_eq!(balance.before, Minutes::new(before, 1));
        prop_assert_eq!(balance.after, Minutes::new(after, 1));
        prop_assert_eq!(balance.unknown, 0);
        let saved: Option<Minutes> = (0..rows.len()).try_fold(Minutes::default(), |sum, entry| {
            let (minutes, years) = judgement.minutes_saved(items, entry)?;
            sum.plus(Minutes::new(minutes, years)?)
        });
        prop_assert_eq!(saved, Minutes::new(before - after, 1));
    }
}

#[test]
fn what_is_unknown_of_one_member_is_unknown_of_the_group() {
    let rows = [
        ledger("残疾人台账").minutes(60).yearly(4),
        ledger("残疾人花名册"),
    ];
    let judged = Judged::of(&rows, &same_ledger());
    let balance = judged.judgement.balance(&judged.items, 0);
    assert_eq!(
        (balance.before, balance.after, balance.unknown),
        (None, None, 1)
    );
    assert_eq!(judged.judgement.groups[0].doubts, [Doubt::Rate]);
}

#[test]
fn a_group_tells_what_it_takes_over_and_what_would_be_lost() {
    let rows = [
        ledger("流动人口登记台账")
            .by("派出所")
            .with(Field::Content, "姓名、证件号、现住址、暂住事由")
            .yearly(12),
        ledger("外来人口登记簿")
            .by("街道计生办")
            .with(Field::Content, "姓名；现住址；婚育情况")
            .yearly(4),
    ];
    let judged = Judged::of(&rows, &same_ledger());
    let asked = judged.judgement.asked(&judged.items, 0);
    assert_eq!(
        asked.union,
        ["姓名", "证件号", "现住址", "暂住事由", "婚育情况"]
    );
    assert_eq!(asked.lost.as_deref(), Some(&["婚育情况"][..]));
    assert_eq!(
        asked.of_members[1].as_deref(),
        Some(&["姓名", "现住址", "婚育情况"][..])
    );
    let group = &judged.judgement.groups[0];
    assert_eq!(
        (group.lead, group.lead_department.as_deref()),
        (Some(0), Some("派出所"))
    );
}

#[test]
fn like_names_that_ask_for_nothing_in_common_are_for_people() {
    let rows = [
        ledger("残疾人台账").with(Field::Content, "姓名、证号、等级"),
        ledger("残疾人台账")
            .by("残联")
            .with(Field::Content, "姓名、证号、等级、住址"),
        ledger("残疾人名册").with(Field::Content, "辅具名称、型号、数量"),
    ];
    let judged = Judged::of(&rows, &same_ledger());
    assert_eq!(judged.actions(), [Review, Review, Review]);
    assert!(judged.judgement.groups[0].is_for_people());
    assert!(
        (0..3).all(|entry| judged.judgement.remains(entry)),
        "nothing is folded yet"
    );
}

#[test]
fn the_same_fields_speak_for_names_that_only_one_word_keeps_apart() {
    let fields = "姓名、性别、证件号、住址、联系电话";
    let rows = |second: &str| {
        [
            ledger("残疾人台账").with(Field::Content, fields),
            ledger("残疾人培训台账").with(Field::Content, second),
        ]
    };
    assert_eq!(
        Judged::of(&rows(fields), &same_ledger()).actions(),
        [Merge, Merge]
    );
    let others = "姓名、培训科目、课时、成绩";
    assert_eq!(
        Judged::of(&rows(others), &same_ledger()).actions(),
        [Keep, Keep]
    );
}

#[test]
fn a_comparison_says_what_is_common_what_differs_and_what_it_weighs() {
    let words = &*WORDS;
    let told = compare(words, "残疾人台账", "残疾人培训登记表");
    let differ: Vec<(&str, &str, &str)> = told
        .differences
        .iter()
        .map(|(part, [left, right], _)| (part.zh(), left.as_str(), right.as_str()))
        .collect();
    assert_eq!(told.common[0].1, "残疾人");
    assert_eq!(differ, [("事务", "", "培训"), ("载体", "台账", "登记表")]);
    let kept: f64 = told
        .differences
        .iter()
        .map(|(.., deduct)| 1.0 - f64::from(*deduct) / 100.0)
        .product();
    assert!(
        (kept - told.similarity).abs() < 0.0002,
        "the deductions make the similarity"
    );
}

#[test]
fn a_user_lays_synonyms_and_weights_over_the_words() {
    let file = SourceFile {
        path: "本区.toml".into(),
        text: r#"
            [words]
            id = "same"
            title = "本区的叫法"
            source = "区民政局"
            [population."流动人口"]
            phrases = ["新苏州人"]
            drop = ["外来户"]
            [weight."虚词"]
            deduct = 30
        "#
        .into(),
    };
    let (words, diags) = Words::load(&[file]);
    assert!(diags.is_empty(), "{diags:?}");
    let alike = |one, other| compare(&words, one, other).similarity;
    assert!(alike("新苏州人台账", "流动人口名册") >= LEAST);
    assert!(alike("外来户台账", "流动人口台账") < LEAST);
    assert!(alike("流动人口登记管理名册", "流动人口名册") < LEAST);
}

#[test]
fn mistakes_in_a_words_file_are_reported_where_they_stand() {
    let file = SourceFile {
        path: "本区.toml".into(),
        text: r#"
            [words]
            id = "same"
            title = "本区的叫法"
            source = "区民政局"
            [related.90]
            pairs = ["台账 海报"]
            [near]
            "流动人口".phrases = ["火星人"]
            [number.year]
            pattern = "(20"
            [weight."虚词"]
            deduct = 120
        "#
        .into(),
    };
    let (_, diags) = Words::load(&[file]);
    let codes: Vec<&str> = diags.iter().map(|diag| diag.code).collect();
    assert_eq!(codes, ["unknown-word"; 4], "{diags:#?}");
}

#[test]
fn different_meetings_of_one_month_share_an_occasion() {
    let joint = rules(vec![Rule {
        when: vec![Condition::Category(vec![Category::Meeting])],
        kind: RuleKind::Joint {
            same: vec![GroupField::Community, GroupField::Month],
        },
        ..rule("one-occasion", Merge, &[])
    }]);
    let meeting = |name: &str| row(name).category(Category::Meeting);
    let rows = [
        meeting("禁毒工作部署会")
            .by("禁毒办")
            .with(Field::Date, "2024-06-12"),
        meeting("食品安全动员会")
            .by("市场监管所")
            .with(Field::Deadline, "6月底前"),
        meeting("征兵动员会")
            .by("武装部")
            .with(Field::Deadline, "8月"),
        meeting("民政工作会议").by("民政科"),
        meeting("统计工作会议").by("统计站"),
    ];
    let judged = Judged::of(&rows, &joint);
    assert_eq!(judged.actions(), [Merge, Merge, Keep, Keep, Keep]);
    let departments = judged.judgement.departments(&judged.items, 0);
    assert_eq!(departments.len(), 2, "{departments:?}");
}
