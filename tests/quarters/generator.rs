//! Makes pairs of quarters with planted renames, splits, folds, moves and returns, and says which item is which.

use std::fmt::Write as _;

use crate::chance::Chance;

/// One row of a quarter.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) community: String,
    pub(crate) name: String,
    pub(crate) category: String,
    pub(crate) department: String,
    pub(crate) frequency: String,
    pub(crate) hours: String,
    pub(crate) content: String,
}

/// What was planted on an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Planted {
    Same,
    Carrier,
    Alias,
    App,
    Reworded,
    Split,
    Folded,
    OtherDepartment,
    OtherCommunity,
    Frequency,
    Fields,
}

/// Two quarters and the truth about them.
#[derive(Default)]
pub(crate) struct Pair {
    pub(crate) old: Vec<Row>,
    pub(crate) new: Vec<Row>,
    /// Positions of an old and a new row that belong together, and why.
    pub(crate) truth: Vec<(usize, usize, Planted)>,
}

#[derive(Clone)]
struct Subject {
    subject: String,
    carrier: String,
    category: String,
    department: String,
    other_department: String,
    frequency: String,
    hours: String,
    alias: String,
    app: String,
    contents: Vec<String>,
}

/// What nearly every sheet asks for.
const GENERIC: [&str; 6] = ["姓名", "身份证号", "家庭住址", "联系电话", "备注", "性别"];
const CARRIERS: [&str; 6] = ["资料", "工作簿", "清册", "记录本", "佐证材料", "一本账"];

/// A pair of quarters from a vocabulary, so many communities wide.
pub(crate) fn pair(vocabulary: &str, seed: &str, communities: usize) -> Pair {
    let subjects = subjects(vocabulary);
    let mut chance = Chance::of(seed);
    let mut pair = Pair::default();
    let names: Vec<String> = (0..communities)
        .map(|n| format!("第{}社区", n + 1))
        .collect();
    for community in &names {
        let mut order: Vec<usize> = (0..subjects.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, chance.below(at as u64 + 1) as usize);
        }
        // The last few stand ready to come in new, so that something is gone while something like it comes.
        let (held, reserve) = order.split_at(order.len() * 4 / 5);
        let mut reserve = reserve.iter();
        let mut held = held.iter().copied();
        while let Some(at) = held.next() {
            let subject = &subjects[at];
            let second =
                |held: &mut dyn Iterator<Item = usize>| held.next().map(|at| &subjects[at]);
            let meets = subject.category == "会议";
            match chance.below(100) {
                // A meeting doesn't become a ledger.
                40..=49 if meets => pair.keep(&mut chance, subject, community, Planted::Same),
                0..=39 => pair.keep(&mut chance, subject, community, Planted::Same),
                40..=49 => pair.keep(&mut chance, subject, community, Planted::Carrier),
                50..=55 => pair.keep(&mut chance, subject, community, Planted::Alias),
                56..=60 => pair.keep(&mut chance, subject, community, Planted::App),
                61..=64 => pair.keep(&mut chance, subject, community, Planted::Reworded),
                65..=68 => pair.keep(&mut chance, subject, community, Planted::OtherDepartment),
                69..=73 => pair.keep(&mut chance, subject, community, Planted::Frequency),
                74..=77 => pair.keep(&mut chance, subject, community, Planted::Fields),
                78..=82 => pair.split(&mut chance, subject, community),
                83..=87 => match second(&mut held) {
                    Some(other) => pair.fold(&mut chance, subject, other, community),
                    None => pair.keep(&mut chance, subject, community, Planted::Same),
                },
                88..=90 => {
                    let elsewhere = format!("{community}新村");
                    pair.relocate(&mut chance, subject, community, &elsewhere);
                }
                // Gone, and something else of the same department and rhythm comes.
                _ => {
                    pair.old.push(subject.row(&mut chance, community));
                    if let Some(&other) = reserve.next() {
                        let mut row = subjects[other].row(&mut chance, community);
                        row.department.clone_from(&subject.department);
                        row.frequency.clone_from(&subject.frequency);
                        pair.new.push(row);
                    }
                }
            }
        }
    }
    pair
}

/// What tells siblings apart, and what each asks for beyond the others; the first is the plain one.
const SIBLINGS: [(&str, &str); 12] = [
    ("", ""),
    ("春季", "返潮霉变"),
    ("夏季", "高温避暑"),
    ("沿街", "门头外摆"),
    ("楼宇", "业委会对接"),
    ("园区", "入驻企业名单"),
    ("老旧小区", "加装改造意愿"),
    ("学校周边", "护学岗排班"),
    ("商圈", "夜间营业时段"),
    ("拆迁片区", "腾退进度"),
    ("重点", "挂牌督办"),
    ("专项", "联席会商"),
];

/// A pair of quarters in which every subject has near-identical siblings: the same department,
/// rhythm and contents but for one thing, told apart by what stands before the name. In each family
/// several change at once, and at most one is split and two are folded.
pub(crate) fn siblings(vocabulary: &str, seed: &str, communities: usize) -> Pair {
    let mut chance = Chance::of(seed);
    let mut pair = Pair::default();
    for community in (1..=communities).map(|n| format!("第{n}社区")) {
        for subject in subjects(vocabulary) {
            let mut family = subject.family(&mut chance);
            if chance.percent(40) {
                let [one, other] = [family.remove(0), family.remove(0)];
                pair.fold(&mut chance, &one, &other, &community);
            }
            if chance.percent(40) {
                pair.split(&mut chance, &family.remove(0), &community);
            }
            let meets = subject.category == "会议";
            for sibling in family {
                let planted = match chance.below(100) {
                    0..=14 if !meets => Planted::Carrier,
                    15..=24 => Planted::Reworded,
                    25..=32 => Planted::Frequency,
                    33..=44 => Planted::Fields,
                    45..=50 => Planted::OtherDepartment,
                    51..=60 => {
                        pair.old.push(sibling.row(&mut chance, &community));
                        continue;
                    }
                    _ => Planted::Same,
                };
                pair.keep(&mut chance, &sibling, &community, planted);
            }
        }
    }
    pair
}

/// A pair of quarters in which everything goes on under another name.
pub(crate) fn all_renamed(vocabulary: &str, seed: &str, communities: usize) -> Pair {
    let mut chance = Chance::of(seed);
    let mut pair = Pair::default();
    for community in 1..=communities {
        for subject in subjects(vocabulary) {
            let planted = match chance.below(3) {
                0 => Planted::Reworded,
                _ if subject.category == "会议" => Planted::Reworded,
                1 => Planted::Carrier,
                _ => Planted::Alias,
            };
            pair.keep(
                &mut chance,
                &subject,
                &format!("第{community}社区"),
                planted,
            );
        }
    }
    pair
}

impl Pair {
    fn keep(&mut self, chance: &mut Chance, subject: &Subject, community: &str, planted: Planted) {
        let mut old = subject.row(chance, community);
        if planted == Planted::Alias {
            // Without its content nobody could tell what a wholly new name stands for.
            old.content = subject.content(chance);
        }
        let mut new = old.clone();
        match planted {
            Planted::Carrier => {
                new.name = format!("{}{}", subject.subject, subject.other_carrier(chance));
            }
            Planted::Alias => {
                new.name.clone_from(&subject.alias);
                new.content = subject.reworded(chance);
            }
            Planted::App => {
                new.name = format!("{}{}", subject.subject, subject.app);
                new.category = "网络平台".to_owned();
            }
            Planted::Reworded => new.name = format!("关于进一步做好{}工作的通知", subject.name()),
            Planted::OtherDepartment => new.department.clone_from(&subject.other_department),
            Planted::Frequency => new.frequency = other_frequency(&old.frequency).to_owned(),
            Planted::Fields => {
                let fewer = &subject.contents[..subject.contents.len() - 1];
                new.content = fewer.join("、");
            }
            _ => {}
        }
        self.old.push(old);
        self.new.push(new);
        self.truth
            .push((self.old.len() - 1, self.new.len() - 1, planted));
    }

    fn split(&mut self, chance: &mut Chance, subject: &Subject, community: &str) {
        let mut old = subject.row(chance, community);
        old.content = subject.contents.join("、");
        let half = subject.contents.len() / 2;
        let by_time = chance.percent(50);
        for part in 0..2 {
            let mut new = old.clone();
            if by_time {
                new.name = format!("{}（{}）", subject.name(), ["上半月", "下半月"][part]);
            } else {
                let range = [&subject.contents[..half], &subject.contents[half..]][part];
                new.content = range.join("、");
                new.name = format!("{}{}", range[0], CARRIERS[chance.below(6) as usize]);
            }
            self.new.push(new);
            self.truth
                .push((self.old.len(), self.new.len() - 1, Planted::Split));
        }
        self.old.push(old);
    }

    fn fold(&mut self, chance: &mut Chance, one: &Subject, other: &Subject, community: &str) {
        let mut first = one.row(chance, community);
        let mut second = other.row(chance, community);
        first.content = one.contents.join("、");
        second.content = other.contents.join("、");
        let mut new = first.clone();
        new.content = format!("{}、{}", first.content, second.content);
        new.name = if chance.percent(50) {
            format!("{}、{}综合{}", one.subject, other.subject, one.carrier)
        } else {
            "社区综合工作手册".to_owned()
        };
        let at = self.old.len();
        self.old.extend([first, second]);
        self.new.push(new);
        for old in [at, at + 1] {
            self.truth.push((old, self.new.len() - 1, Planted::Folded));
        }
    }

    fn relocate(&mut self, chance: &mut Chance, subject: &Subject, from: &str, to: &str) {
        let old = subject.row(chance, from);
        let new = Row {
            community: to.to_owned(),
            ..old.clone()
        };
        self.old.push(old);
        self.new.push(new);
        self.truth.push((
            self.old.len() - 1,
            self.new.len() - 1,
            Planted::OtherCommunity,
        ));
    }
}

impl Subject {
    /// Between six and nine that differ in one word and one thing that they ask for.
    fn family(&self, chance: &mut Chance) -> Vec<Self> {
        let mut marks = SIBLINGS.to_vec();
        for at in (1..marks.len()).rev() {
            marks.swap(at, chance.below(at as u64 + 1) as usize);
        }
        marks.truncate(6 + chance.below(4) as usize);
        // What asks for nothing of its own leaves no trace in what it is folded into.
        marks.sort_by_key(|(_, own)| own.is_empty());
        let sibling = |(mark, own): (&str, &str)| {
            let mut sibling = self.clone();
            sibling.subject = format!("{mark}{}", self.subject);
            if !own.is_empty() {
                sibling.contents.insert(0, own.to_owned());
            }
            sibling
        };
        marks.into_iter().map(sibling).collect()
    }

    fn name(&self) -> String {
        format!("{}{}", self.subject, self.carrier)
    }

    fn other_carrier(&self, chance: &mut Chance) -> &'static str {
        let carrier = CARRIERS[chance.below(6) as usize];
        if self.carrier == carrier {
            "备查清单"
        } else {
            carrier
        }
    }

    fn row(&self, chance: &mut Chance, community: &str) -> Row {
        let told = chance.percent(80);
        Row {
            community: community.to_owned(),
            name: self.name(),
            category: self.category.clone(),
            department: self.department.clone(),
            frequency: self.frequency.clone(),
            hours: self.hours.clone(),
            content: if told {
                self.content(chance)
            } else {
                String::new()
            },
        }
    }

    /// What everybody asks for and what only this item asks for.
    fn content(&self, chance: &mut Chance) -> String {
        let generic = GENERIC[..3 + chance.below(4) as usize].join("、");
        format!("{generic}、{}", self.contents.join("、"))
    }

    /// The same in another order, with one thing more that everybody asks for.
    fn reworded(&self, chance: &mut Chance) -> String {
        let mut contents: Vec<&str> = self.contents.iter().map(String::as_str).collect();
        contents.rotate_left(1);
        contents.push(GENERIC[chance.below(6) as usize]);
        contents.join("；")
    }
}

fn other_frequency(frequency: &str) -> &'static str {
    if frequency.contains('季') {
        "每半年"
    } else {
        "每季度"
    }
}

fn subjects(vocabulary: &str) -> Vec<Subject> {
    let mut reader = csv::Reader::from_reader(vocabulary.as_bytes());
    let subject = |record: csv::StringRecord| {
        let field = |at: usize| record[at].to_owned();
        Subject {
            subject: field(0),
            carrier: field(1),
            category: field(2),
            department: field(3),
            other_department: field(4),
            frequency: field(5),
            hours: field(6),
            alias: field(7),
            app: field(8),
            contents: record[9].split(';').map(str::to_owned).collect(),
        }
    };
    reader
        .records()
        .map(|record| subject(record.unwrap()))
        .collect()
}

/// A quarter as the spreadsheet a district would export.
pub(crate) fn csv(rows: &[Row]) -> String {
    let mut text = "社区,事项名称,类别,下达部门,频次,每次耗时（小时）,内容\n".to_owned();
    for row in rows {
        let Row {
            community,
            name,
            category,
            department,
            frequency,
            hours,
            content,
        } = row;
        writeln!(
            text,
            "{community},{name},{category},{department},{frequency},{hours},{content}"
        )
        .unwrap();
    }
    text
}
