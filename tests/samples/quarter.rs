//! The invented quarter: which items each community of an invented district has to bear.

use crate::chance::Chance;

/// One item of one community, as a district would list it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    pub(crate) street: String,
    pub(crate) community: String,
    pub(crate) name: String,
    pub(crate) category: String,
    pub(crate) department: String,
    pub(crate) basis: String,
    pub(crate) frequency: String,
    pub(crate) form: String,
    pub(crate) content: String,
    pub(crate) hours: String,
    pub(crate) funds: String,
    pub(crate) note: String,
}

/// The invented streets with their communities.
pub(crate) const STREETS: [(&str, &[&str]); 3] = [
    ("听松街道", &["松涛社区", "鹤鸣里社区", "南窗社区"]),
    ("汀兰街道", &["荷影社区", "芦渡社区"]),
    ("石栎街道", &["榆荫社区", "砚池社区", "半亭社区"]),
];

/// How people write how often, by the plain word of the catalogue.
const FREQUENCIES: [(&str, &[&str]); 15] = [
    ("日", &["每日", "每天", "1次/日", "一日一次"]),
    ("周", &["每周", "每周1次", "一周一次", "每周五"]),
    (
        "半月",
        &["半月一次", "每月两次", "每半月", "每月15日、30日前"],
    ),
    (
        "月",
        &["每月", "每月1次", "按月", "1次/月", "12次/年", "每月２０日"],
    ),
    (
        "季度",
        &["每季度", "每季度1次", "按季", "一季度一次", "4次/年"],
    ),
    (
        "半年",
        &["每半年", "半年一次", "一年两次", "上下半年各一次"],
    ),
    ("年", &["每年", "每年1次", "一年一次", "每年12月"]),
    ("五年", &["五年一次", "每5年一次"]),
    ("按需", &["按需", "有申请时", "一事一办", "发生时"]),
    ("更新", &["及时更新", "随时更新", "动态更新", "变动时更新"]),
    ("随时", &["随时", "及时", "发生时登记"]),
    ("不定", &["不定期", "适时"]),
    ("汛期", &["汛期每天", "汛期"]),
    ("一次", &["一次性", "2026年9月30日前"]),
    ("长期", &["长期", "常年", "—"]),
];

/// How people write how often something is to be sent up.
const REPORTED: [(&str, &[&str]); 6] = [
    ("日", &["日报", "每天17时前", "每日"]),
    ("周", &["周报", "每周五下班前", "每周1次"]),
    ("月", &["月报", "每月5日前", "每月２５日前", "次月3日前"]),
    ("季度", &["季报", "每季度末", "3、6、9、12月"]),
    ("半年", &["半年报", "6月底、12月底前", "半年一次"]),
    ("年", &["年报", "每年12月10日前"]),
];

/// An item of the catalogue and the share of communities that have it.
struct Kind {
    share: u64,
    row: Row,
}

/// All rows of the quarter, street by street, community by community.
pub(crate) fn rows() -> Vec<Row> {
    let kinds = catalogue();
    let mut rows = Vec::new();
    for (street, communities) in STREETS {
        for community in communities {
            let mut chance = Chance::of(community);
            let held = kinds.iter().filter(|kind| chance.percent(kind.share));
            rows.extend(held.map(|kind| placed(&kind.row, street, community)));
        }
    }
    rows
}

/// One item of the catalogue as a community has it.
pub(crate) fn row_of(name: &str, street: &str, community: &str) -> Row {
    let kinds = catalogue();
    let kind = kinds.iter().find(|kind| kind.row.name == name);
    let kind = kind.unwrap_or_else(|| panic!("{name} is not in catalogue.csv"));
    placed(&kind.row, street, community)
}

fn placed(row: &Row, street: &str, community: &str) -> Row {
    // A street writes one item in one way; another street writes it in another.
    let mut chance = Chance::of(&format!("{street}{}", row.name));
    let ways = ways_to_write(row);
    Row {
        street: street.to_owned(),
        community: community.to_owned(),
        frequency: chance.pick(ways).to_owned(),
        ..row.clone()
    }
}

fn ways_to_write(row: &Row) -> &'static [&'static str] {
    let reported = REPORTED.iter().filter(|_| row.category == "报表材料");
    let (_, ways) = reported
        .chain(&FREQUENCIES)
        .find(|(plain, _)| *plain == row.frequency)
        .unwrap_or_else(|| panic!("no way to write {}", row.frequency));
    ways
}

fn catalogue() -> Vec<Kind> {
    let mut reader = csv::Reader::from_reader(include_str!("catalogue.csv").as_bytes());
    reader
        .records()
        .map(|record| kind_of(&record.unwrap()))
        .collect()
}

fn kind_of(record: &csv::StringRecord) -> Kind {
    let field = |column: usize| record[column].to_owned();
    Kind {
        share: record[0].parse().unwrap(),
        row: Row {
            name: field(1),
            category: field(2),
            department: field(3),
            basis: field(4),
            frequency: field(5),
            form: field(6),
            content: field(7),
            hours: field(8),
            funds: field(9),
            note: field(10),
            ..Row::default()
        },
    }
}
