//! What is folded into one, what hangs on the cancelled, and what quotas leave.

mod built;

use built::*;
use jianfu::finding::Action::{Adjust, Compress, Delete, Keep, Merge, Review};
use jianfu::item::{BasisKind, Category, Field, Level, Rate};
use jianfu::judge::{GroupKind, Reasons};
use jianfu::rule::*;
use jianfu::words::Words;
use proptest::prelude::*;

fn same_ledger() -> Rule {
    Rule {
        when: vec![Condition::Category(vec![
            Category::Ledger,
            Category::Report,
        ])],
        kind: RuleKind::Group {
            same: vec![GroupField::Community],
            similar: Some(0.8),
        },
        ..rule("same-ledger", Merge, &[])
    }
}

fn ledger(name: &str) -> Row {
    row(name).category(Category::Ledger)
}

#[test]
fn one_subject_under_two_names_becomes_one() {
    let set = rules(vec![same_ledger()]);
    let judged = Judged::of(
        &[
            ledger("流动人口信息登记台账")
                .by("派出所")
                .yearly(12)
                .minutes(60),
            ledger("外来人口登记簿").by("计生办").yearly(4).minutes(30),
            ledger("党员名册").by("组织科"),
            ledger("团员名册").by("团工委"),
        ],
        &set,
    );
    assert_eq!(judged.actions(), [Merge, Merge, Keep, Keep]);
    let group = &judged.judgement.groups[0];
    assert_eq!(
        (group.kind, &*group.members),
        (GroupKind::Same, &[0, 1][..])
    );
    assert_eq!(group.rate, Some(Rate::yearly(12)));
    assert_eq!(group.lead_department.as_deref(), Some("派出所"));
    assert!(group.similarity.is_some_and(|s| s >= 0.8));
    let words = Words::load(&[]).0;
    let reasons = Reasons::new(&judged.items, &words, &judged.judgement);
    assert_eq!(reasons.of(group).len(), 1, "the pair is explained");
}

#[test]
fn hours_of_a_group_balance() {
    let set = rules(vec![same_ledger()]);
    let judged = Judged::of(
        &[
            ledger("残疾人台账")
                .yearly(1)
                .minutes(120)
                .with(Field::Content, "姓名、证号、等级、住址"),
            ledger("残疾人花名册").yearly(12).minutes(30),
        ],
        &set,
    );
    let saved = |entry| judged.judgement.minutes_saved(&judged.items, entry);
    assert_eq!(judged.judgement.groups[0].survivor, 0);
    // 120 + 360 before, 12 × 120 after: the survivor costs 1320 more, the other saves 360.
    assert_eq!(
        (saved(0), saved(1)),
        (Some((120 - 1440, 1)), Some((360, 1)))
    );
}

#[test]
fn the_strongest_basis_stays() {
    let set = rules(vec![same_ledger()]);
    let judged = Judged::of(
        &[
            ledger("失业人员花名册")
                .with(Field::Basis, "")
                .with(Field::Content, "姓名、住址、技能"),
            ledger("失业人员登记台账").basis(BasisKind::Statute),
        ],
        &set,
    );
    assert_eq!(judged.judgement.groups[0].survivor, 1);
}

#[test]
fn communities_and_unnamed_inputs_are_not_crossed() {
    let set = rules(vec![same_ledger()]);
    let judged = Judged::of(
        &[
            ledger("残疾人台账").community("东湖社区"),
            ledger("残疾人名册").community("西湖社区"),
            ledger("残疾人台账").community("").path("a.csv"),
            ledger("残疾人名册").community("").path("b.csv"),
        ],
        &set,
    );
    assert!(judged.judgement.groups.is_empty());
}

#[test]
fn what_is_deleted_or_protected_is_not_folded_away() {
    let mut set = rules(vec![
        same_ledger(),
        rule("gone", Delete, &["补录"]),
        Rule {
            kind: RuleKind::Keep {
                statutes: vec![],
                allow: vec![],
                renew: None,
            },
            ..rule("duty", Keep, &["登记台账"])
        },
    ]);
    let rows = [
        ledger("残疾人登记台账"),
        ledger("残疾人花名册"),
        ledger("残疾人补录台账"),
    ];
    let judged = Judged::of(&rows, &set);
    assert_eq!(judged.actions(), [Keep, Merge, Delete]);
    let group = &judged.judgement.groups[0];
    assert_eq!((group.survivor, &*group.members), (0, &[0, 1][..]));
    set.rules.reverse();
    assert_eq!(Judged::of(&rows, &set).actions(), [Keep, Merge, Delete]);
}

#[test]
fn only_members_are_named_among_the_reasons() {
    let set = rules(vec![
        same_ledger(),
        Rule {
            kind: RuleKind::Keep {
                statutes: vec![],
                allow: vec![],
                renew: None,
            },
            ..rule("duty", Keep, &["登记"])
        },
    ]);
    let rows = [
        ledger("残疾人登记台账"),
        ledger("残疾人信息登记表"),
        ledger("残疾人花名册"),
    ];
    let judged = Judged::of(&rows, &set);
    let group = &judged.judgement.groups[0];
    let members: Vec<&str> = group
        .members
        .iter()
        .map(|&member| {
            judged
                .items
                .typed(judged.items.entries[member as usize].item, Field::Name)
        })
        .collect();
    assert_eq!(
        members.len(),
        2,
        "of two that may not be folded away one stays by itself"
    );
    let words = Words::load(&[]).0;
    let reasons = Reasons::new(&judged.items, &words, &judged.judgement).of(group);
    assert_eq!(reasons.len(), 1);
    assert!(
        reasons[0]
            .found
            .split('＝')
            .all(|name| members.contains(&name))
    );
}

#[test]
fn series_and_other_people_are_not_duplicates() {
    let set = rules(vec![same_ledger()]);
    for (one, other) in [
        ("第一季度消防检查台账", "第二季度消防检查台账"),
        ("2014年度党员名册", "2015年度党员名册"),
        ("流动党员台账", "流动人口台账"),
        ("低保家庭台账", "低保边缘家庭台账"),
        ("工作台账", "基本信息台账"),
        ("慈善会捐赠收入台账", "红十字会捐赠收入台账"),
        ("严重精神障碍患者台账", "精神残疾人登记表"),
        ("入党申请人登记表", "入党积极分子名册"),
        ("老旧小区改造台账", "棚户区改造台账"),
        ("安全隐患排查台账", "安全生产事故登记台账"),
    ] {
        let judged = Judged::of(&[ledger(one), ledger(other)], &set);
        assert!(judged.judgement.groups.is_empty(), "{one} {other}");
    }
}

#[test]
fn departmental_assessments_share_one_occasion() {
    let joint = Rule {
        when: vec![Condition::Category(vec![Category::Inspection])],
        kind: RuleKind::Joint {
            same: vec![GroupField::Community],
        },
        ..rule("one-assessment", Merge, &[])
    };
    let set = rules(vec![joint]);
    let check = |name: &str| row(name).category(Category::Inspection);
    let judged = Judged::of(
        &[check("消防考核"), check("计生考核"), row("党员名册")],
        &set,
    );
    assert_eq!(judged.actions(), [Merge, Merge, Keep]);
    let group = &judged.judgement.groups[0];
    assert_eq!((group.kind, group.similarity), (GroupKind::Joint, None));
}

#[test]
fn what_hangs_on_the_cancelled_goes_with_it() {
    let follows = Rule {
        when: vec![Condition::Category(vec![Category::Ledger])],
        kind: RuleKind::Follows {
            parents: vec![Category::Evaluation],
            named_in: vec![Field::Name, Field::Content],
        },
        ..rule("ledger-of-cancelled", Delete, &[])
    };
    let set = rules(vec![rule("evaluation", Delete, &["楼栋创建"]), follows]);
    let judged = Judged::of(
        &[
            row("平安楼栋创建评比").category(Category::Evaluation),
            ledger("平安楼栋创建评比台账"),
            ledger("活动资料").with(Field::Content, "平安楼栋创建评比佐证材料"),
            ledger("党员名册"),
            ledger("平安楼栋创建评比台账").community("西湖社区"),
        ],
        &set,
    );
    assert_eq!(judged.actions(), [Delete, Delete, Delete, Keep, Delete]);
    assert_eq!(
        judged.by(1, &set),
        "evaluation",
        "it is deleted in its own name already"
    );
    assert_eq!(judged.by(2, &set), "ledger-of-cancelled");
}

#[test]
fn where_it_only_seems_to_hang_on_it_people_decide() {
    let follows = Rule {
        when: vec![Condition::Category(vec![Category::Ledger])],
        kind: RuleKind::Follows {
            parents: vec![],
            named_in: vec![Field::Name],
        },
        ..rule("ledger-of-cancelled", Delete, &[])
    };
    let set = rules(vec![rule("school", Delete, &["人口文化学校评选"]), follows]);
    let judged = Judged::of(
        &[
            row("人口文化学校评选").category(Category::Evaluation),
            ledger("人口文化学校台账"),
        ],
        &set,
    );
    assert_eq!(judged.actions(), [Delete, Review]);
}

fn meetings(limit: f64) -> RuleSet {
    rules(vec![Rule {
        when: vec![
            Condition::Category(vec![Category::Meeting]),
            Condition::Level(vec![Level::District]),
        ],
        kind: RuleKind::Quota(Quota {
            each: vec![GroupField::Community],
            count: Counted::Times,
            per: Period::Year,
            limit,
        }),
        ..rule("district-meetings", Compress, &[])
    }])
}

#[test]
fn a_quota_leaves_what_its_limit_allows() {
    let meeting = |name: &str, times| {
        let mut row = row(name).category(Category::Meeting);
        row.level = Some(Level::District);
        row.per_year = times;
        row
    };
    let rows = [
        meeting("工作例会", Some(12)),
        meeting("年会", Some(1)),
        meeting("临时会议", None),
    ];
    let set = meetings(4.0);
    let judged = Judged::of(&rows, &set);
    assert_eq!(judged.actions(), [Compress, Keep, Keep]);
    assert_eq!(judged.verdict(0).target.per_year, Some(Rate::yearly(3)));
    let said = &judged.verdict(0).by.as_ref().unwrap().evidence[0];
    assert!(
        said.note
            .as_ref()
            .unwrap()
            .to_string()
            .contains("1项频次不明")
    );
    assert_eq!(
        Judged::of(&rows, &meetings(13.0)).actions(),
        [Keep, Keep, Keep]
    );
}

#[test]
fn handed_over_items_stay_out_of_groups() {
    let give = Rule {
        to: Change {
            department: Some("派出所".into()),
            ..Change::default()
        },
        ..rule("owner", Adjust, &["养犬登记"])
    };
    let set = rules(vec![same_ledger(), give]);
    let judged = Judged::of(&[ledger("养犬登记台账"), ledger("犬只登记簿")], &set);
    assert_eq!(judged.actions(), [Adjust, Keep]);
}

const NAMES: [&str; 10] = [
    "流动人口台账",
    "外来人口登记簿",
    "流动党员名册",
    "残疾人台账",
    "残疾人登记表",
    "残疾人走访慰问台账",
    "消防安全检查台账",
    "消防隐患排查登记表",
    "食品安全检查台账",
    "老年人信息台账",
];

/// Which names were folded together, in which community.
fn folded(rows: &[Row], set: &RuleSet) -> Vec<Vec<String>> {
    let judged = Judged::of(rows, set);
    let name = |&entry: &u32| {
        let entry = judged.items.entries[entry as usize];
        let community = judged.items.texts.get(entry.community);
        format!(
            "{community}/{}",
            judged.items.typed(entry.item, Field::Name)
        )
    };
    let mut groups: Vec<Vec<String>> = judged
        .judgement
        .groups
        .iter()
        .map(|group| {
            let mut names: Vec<_> = group.members.iter().map(name).collect();
            names.sort();
            names
        })
        .collect();
    groups.sort();
    groups
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn groups_depend_on_neither_the_order_of_rows_nor_on_unrelated_items(
        picked in proptest::collection::vec((0usize..10, 0usize..3), 1..16),
        seed in 0u64..1000,
    ) {
        let set = rules(vec![same_ledger()]);
        let communities = ["东湖社区", "西湖社区", ""];
        let rows: Vec<Row> = picked
            .iter()
            .map(|&(name, at)| ledger(NAMES[name]).community(communities[at]))
            .collect();
        let before = folded(&rows, &set);
        let mut shuffled = rows.clone();
        shuffled.sort_by_key(|row| {
            let text = &row.fields[0].1;
            text.bytes().fold(seed, |h, b| h.wrapping_mul(31).wrapping_add(u64::from(b)))
        });
        prop_assert_eq!(&folded(&shuffled, &set), &before);
        shuffled.push(ledger("古树名木巡护记录").community("东湖社区"));
        prop_assert_eq!(&folded(&shuffled, &set), &before);
    }
}

#[test]
fn families_of_one_thing_are_alike_and_siblings_are_not() {
    let (words, _) = Words::load(&[]);
    let score = |one, other| jianfu::judge::compare(&words, one, other).similarity;
    for (one, other) in [
        ("印章使用登记簿", "用印登记台账"),
        ("业主委员会名册", "业委会备案登记表"),
        ("空岗信息采集表", "企业用工情况表"),
        ("失能老人探访记录", "失能老年人走访登记表"),
        ("社区阅览室", "农家书屋"),
        ("灭火器检查表", "消防器材排查表"),
        ("犬只登记簿", "养犬登记台账"),
        ("文明家庭评选", "“文明家庭”评比表彰"),
        ("困难群众春节慰问", "春节走访慰问困难家庭"),
        ("三会一课记录本", "支部组织生活纪实台账"),
        ("公益性岗位人员花名册", "公益岗在岗人员台账"),
        ("刑满释放人员帮教台账", "安置帮教对象登记表"),
        ("电动车充电桩排查表", "电动自行车充电设施排查登记台账"),
    ] {
        assert!(score(one, other) >= 0.8, "{one} {other}");
    }
    for (one, other) in [
        ("高血压患者登记表", "糖尿病患者登记表"),
        ("支委会记录", "党员大会记录"),
        ("业主委员会名册", "业主名册"),
        ("残疾人两项补贴台账", "残疾人台账"),
        ("独居老人慰问台账", "独居老人探访台账"),
        ("消防通道检查", "消防器材检查"),
        ("现役军人名册", "现役军人家属名册"),
        ("志愿者名册", "党员志愿者名册"),
        ("消防演练", "消防宣传"),
        ("志愿者招募", "志愿者表彰"),
        ("社区文艺演出", "社区文艺培训"),
        ("残疾人动态更新调查", "残疾人满意度调查"),
        ("第四次全国经济普查", "第五次全国经济普查"),
        ("党费使用台账", "党费收缴登记表"),
        ("出租房屋台账", "流动人口台账"),
        ("刑事案件统计表", "民事案件统计表"),
        ("电动自行车停放点台账", "电动自行车充电桩台账"),
    ] {
        assert!(score(one, other) < 0.8, "{one} {other}");
    }
}

#[test]
fn a_group_names_departments_as_its_own_community_writes_them() {
    let set = rules(vec![same_ledger()]);
    let pair = |community, department| {
        [
            ledger("流动人口登记台账").by(department).yearly(12),
            ledger("外来人口登记簿").by("计生办").yearly(4),
        ]
        .map(|row| row.community(community))
    };
    let rows = [pair("东湖社区", "宣传部"), pair("西湖社区", "区宣传部")].concat();
    let judged = Judged::of(&rows, &set);
    let told = |entry: usize| judged.verdict(entry).by.as_ref().unwrap().evidence[0].clone();
    for (entry, department) in [(0, "（宣传部）"), (2, "（区宣传部）")] {
        let note = told(entry).note.unwrap();
        assert!(
            note.in_lang(jianfu::phrase::Lang::Zh).contains(department),
            "{note:?}"
        );
    }
}

/// Whether the built-in words take two names for the same.
fn are_the_same(one: &str, other: &str) -> bool {
    let (words, _) = Words::load(&[]);
    jianfu::judge::compare(&words, one, other).similarity >= 0.8
}

fn assert_each(same: bool, pairs: &[(&str, &str)]) {
    for (one, other) in pairs {
        assert_eq!(are_the_same(one, other), same, "{one} {other}");
        assert_eq!(are_the_same(other, one), same, "{other} {one}");
    }
}

#[test]
fn names_that_choose_differently_are_not_the_same() {
    assert_each(
        false,
        &[
            ("专职安全员台账", "兼职安全员台账"),
            ("流入党员登记表", "流出党员登记表"),
            ("春季家禽防疫台账", "秋季家禽防疫台账"),
            ("创卫部署会", "创卫总结会"),
            ("临时救助申请公示", "临时救助发放公示"),
            ("非机动车停放排查", "机动车停放排查"),
        ],
    );
    assert_each(
        true,
        &[
            ("专职兼职安全员台账", "专职安全员台账"),
            ("创卫动员会", "创卫部署会"),
        ],
    );
}

#[test]
fn parts_that_say_the_whole_are_the_whole() {
    assert_each(
        true,
        &[
            ("锅炉、电梯台账", "特种设备登记表"),
            ("人大代表、党代表名册", "两代表一委员名册"),
            ("收文发文登记簿", "文件收发登记表"),
        ],
    );
    assert_each(
        false,
        &[
            ("锅炉台账", "电梯台账"),
            ("收文登记簿", "发文登记簿"),
            ("锅炉、自建房台账", "特种设备登记表"),
        ],
    );
}

#[test]
fn activity_goes_without_saying_of_a_matter_but_not_of_people() {
    assert_each(true, &[("垃圾分类活动记录", "垃圾分类记录本")]);
    assert_each(false, &[("残疾人活动台账", "残疾人台账")]);
}

#[test]
fn what_the_form_says_by_its_parts_is_said() {
    assert_each(
        true,
        &[
            ("楼栋长考核表", "楼栋长考核登记表"),
            ("民兵宣传活动", "民兵宣传动员"),
            ("文化活动中心", "文体活动室"),
            ("木偶戏传人手册登记", "木偶戏传人登记表"),
        ],
    );
    assert_each(
        false,
        &[
            ("文化活动中心", "日间活动中心"),
            ("楼栋长考核表", "楼栋长登记表"),
        ],
    );
}

#[test]
fn the_community_may_be_named_anywhere() {
    assert_each(
        true,
        &[
            ("木偶戏社区传人名册", "木偶戏传人名册"),
            ("关于社区协商议事的记录", "协商议事记录"),
        ],
    );
}

#[test]
fn another_word_is_not_a_slip() {
    assert_each(
        false,
        &[
            ("清洁社区创建", "廉洁社区创建"),
            ("防疫值班记录", "防汛值班记录"),
        ],
    );
}
