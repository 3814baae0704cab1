//! What is imposed on a community: items, their fields, categories, frequencies, issuers and bases.

use std::sync::Arc;

use crate::place::Cell;
use crate::text::{Symbol, Texts};

/// Declares an enumeration of the domain with its English word (contract, JSON) and its Chinese
/// spelling (rule files, tables), and everything that follows from the two.
macro_rules! terms {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal, $zh:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// All of them, in the order of reports.
            pub const ALL: &[Self] = &[$(Self::$variant),+];
            /// How many there are.
            pub const COUNT: usize = Self::ALL.len();

            /// The English word of the contract.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The one Chinese spelling.
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh),+ }
            }

            /// The word in a language.
            pub const fn in_lang(self, lang: $crate::phrase::Lang) -> &'static str {
                match lang {
                    $crate::phrase::Lang::Zh => self.zh(),
                    $crate::phrase::Lang::En => self.word(),
                }
            }

            /// Reads either word.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($word | $zh => Some(Self::$variant),)+ _ => None }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    };
}
pub(crate) use terms;

terms! {
    /// What kind of burden an item is.
    Category {
        /// 会议, also training.
        Meeting = "meeting", "会议";
        /// 台账: what the community keeps.
        Ledger = "ledger", "台账";
        /// 报表材料: what the community sends up.
        Report = "report", "报表";
        /// 督查检查考核: someone comes to look, or scores.
        Inspection = "inspection", "检查";
        /// 评比创建达标: a title to be won.
        Evaluation = "evaluation", "评比";
        /// 机构牌子: a body, a plaque, a room.
        Organisation = "organisation", "机构";
        /// 信息网络与应用: systems, apps, groups.
        Network = "network", "网络";
        /// 证明盖章.
        Certificate = "certificate", "证明";
        /// 工作任务: everything else that is to be done.
        Task = "task", "任务";
    }
}

terms! {
    /// What a column of a sheet says; the words are those of the contract.
    Field {
        /// 序号.
        Serial = "serial", "序号";
        /// 事项名称.
        Name = "name", "名称";
        /// 类别, as the sheet gives it.
        Category = "category", "类别";
        /// 下达部门.
        Department = "department", "部门";
        /// 依据.
        Basis = "basis", "依据";
        /// 频次.
        Frequency = "frequency", "频次";
        /// 形式: on paper, in a system, on the spot.
        Form = "form", "形式";
        /// 内容.
        Content = "content", "内容";
        /// 时限.
        Deadline = "deadline", "时限";
        /// 耗时.
        Hours = "hours", "耗时";
        /// 社区.
        Community = "community", "社区";
        /// 街道.
        Street = "street", "街道";
        /// 参加人数.
        Participants = "participants", "人数";
        /// 页数.
        Pages = "pages", "页数";
        /// 日期.
        Date = "date", "日期";
        /// 经费.
        Funds = "funds", "经费";
        /// 联系人.
        Contact = "contact", "联系人";
        /// 备注.
        Note = "note", "备注";
        /// 所用系统.
        System = "system", "系统";
    }
}

impl Field {
    /// Fields that belong to one row and not to what is asked: two rows that differ only in these
    /// ask for the same item.
    pub const fn is_of_entry(self) -> bool {
        matches!(
            self,
            Self::Serial | Self::Community | Self::Street | Self::Contact
        )
    }
}

terms! {
    /// How high an issuing department or a regulation stands, from the top down.
    Level {
        /// 国家.
        Nation = "nation", "国";
        /// 省, 自治区, 直辖市.
        Province = "province", "省";
        /// 地级市.
        City = "city", "市";
        /// 区, 县, 县级市.
        District = "district", "区";
        /// 街道, 乡镇.
        Street = "street", "街道";
        /// 社区 itself.
        Community = "community", "社区";
    }
}

terms! {
    /// What a frequency text says about how often.
    FrequencyKind {
        /// So many times in so many years.
        Periodic = "periodic", "定期";
        /// One time only.
        Once = "once", "一次性";
        /// 不定期: again and again, nobody says how often.
        Irregular = "irregular", "不定期";
        /// 按需: when something happens.
        OnDemand = "on_demand", "按需";
        /// Nothing that can be read.
        Unknown = "unknown", "不明";
    }
}

/// So many times in so many years, exactly: 月报 is 12 in 1, 五年两次 is 2 in 5, 每10天 is 365 in 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rate {
    times: u32,
    years: u32,
}

impl Rate {
    /// A rate in lowest terms; `None` where `years` is 0.
    pub fn new(times: u32, years: u32) -> Option<Self> {
        let divisor = greatest_common_divisor(times, years);
        (years > 0).then(|| Self {
            times: times / divisor,
            years: years / divisor,
        })
    }

    /// So many times every year.
    pub const fn yearly(times: u32) -> Self {
        Self { times, years: 1 }
    }

    /// The times of the fraction in lowest terms.
    pub fn times(self) -> u32 {
        self.times
    }

    /// The years of the fraction in lowest terms, at least 1.
    pub fn years(self) -> u32 {
        self.years
    }

    /// Times a year.
    pub fn per_year(self) -> f64 {
        f64::from(self.times) / f64::from(self.years)
    }
}

impl PartialOrd for Rate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let cross = |a: &Self, b: &Self| u64::from(a.times) * u64::from(b.years);
        cross(self, other).cmp(&cross(other, self))
    }
}

fn greatest_common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 {
        a.max(1)
    } else {
        greatest_common_divisor(b, a % b)
    }
}

/// How often an item is asked for, as understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Frequency {
    /// What kind of statement it is.
    pub kind: FrequencyKind,
    /// Times a year; `None` where it can't be known. The lower end of a range.
    pub rate: Option<Rate>,
    /// The upper end of a range (每月1-2次).
    pub rate_max: Option<Rate>,
}

impl Frequency {
    /// Nothing that can be read.
    pub const UNKNOWN: Self = Self {
        kind: FrequencyKind::Unknown,
        rate: None,
        rate_max: None,
    };
}

/// Who imposes an item, under one name for all its spellings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Issuer {
    /// The normalised name (区公安分局 and 派出所 by the words file); absent where none is given.
    pub name: Symbol,
    /// How high it stands, where that can be known.
    pub level: Option<Level>,
}

/// What a basis text amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BasisKind {
    /// A statute (法 条例 章程) is named.
    Statute,
    /// A document with its number (文号).
    Numbered,
    /// Some document, notice or arrangement without a number.
    Stated,
    /// Said to be none: 口头通知, 工作惯例, 无.
    None,
    /// A blank cell.
    Blank,
    /// The sheet has no such column.
    Absent,
}

/// The basis of an item, as understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// What it amounts to.
    pub kind: BasisKind,
    /// Names of statutes that are cited, in plain form without brackets.
    pub statutes: Vec<String>,
    /// Document numbers in their normal form, 民发〔2015〕136号.
    pub numbers: Vec<String>,
}

/// How long an item takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Effort {
    /// Whole minutes.
    pub minutes: u32,
    /// Whether these are the minutes of a whole year and not of one occasion.
    pub per_year: bool,
    /// Whether a tariff of the rule set gave them and not the sheet.
    pub estimated: bool,
}

/// A number of an item, dense from 0 within an [`Items`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemId(pub u32);

impl ItemId {
    /// The position in [`Items::items`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What is asked, once for all the rows that ask exactly this: everything that is judged without
/// looking at the community.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    /// The fields as written; absent ones have no column. Fields of the entry are absent here.
    pub fields: [Symbol; Field::COUNT],
    /// The plain forms of the same.
    pub plain: [Symbol; Field::COUNT],
    /// The category as understood; `None` where neither name nor sheet tells.
    pub category: Option<Category>,
    /// Who imposes it.
    pub issuer: Issuer,
    /// How often.
    pub frequency: Frequency,
    /// Position in [`Items::bases`].
    pub basis: u32,
    /// How long it takes; `None` where the sheet doesn't say.
    pub effort: Option<Effort>,
    /// How many people take part each time.
    pub participants: Option<u32>,
    /// How many pages each time.
    pub pages: Option<u32>,
    /// How many fields are filled in, counted from the content's enumeration or said by it.
    pub field_count: Option<u32>,
    /// Days between notice and deadline, where both dates are given.
    pub notice_days: Option<i32>,
}

impl Item {
    /// A field as written.
    pub fn typed(&self, field: Field) -> Symbol {
        self.fields[field as usize]
    }

    /// The plain form of a field.
    pub fn plain(&self, field: Field) -> Symbol {
        self.plain[field as usize]
    }

    /// Minutes a year as a fraction (minutes, years): effort times rate. `None` where either is unknown.
    pub fn minutes_per_year(&self) -> Option<(u64, u32)> {
        let effort = self.effort?;
        if effort.per_year {
            return Some((u64::from(effort.minutes), 1));
        }
        let rate = self.frequency.rate?;
        Some((
            u64::from(effort.minutes) * u64::from(rate.times()),
            rate.years(),
        ))
    }

    /// Hours a year; `None` where they can't be known.
    pub fn hours_per_year(&self) -> Option<f64> {
        self.minutes_per_year()
            .map(|(minutes, years)| minutes as f64 / f64::from(years) / 60.0)
    }
}

/// One row that is an item: which item, where it stands, whom it is imposed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is asked.
    pub item: ItemId,
    /// Position in [`Items::sources`].
    pub source: u32,
    /// The row as the spreadsheet shows it, from 1; in text files the line of the record.
    pub row: u32,
    /// As written; absent where nothing gives it.
    pub street: Symbol,
    /// As written; absent where nothing gives it.
    pub community: Symbol,
    /// As written.
    pub serial: Symbol,
    /// As written.
    pub contact: Symbol,
}

/// A sheet that entries come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// The input's path as the user gave it; `-` for standard input.
    pub path: Arc<str>,
    /// The sheet's name; empty in text files.
    pub sheet: Arc<str>,
}

/// Everything that was read: distinct items, and the rows they stand in, in the order of the input.
#[derive(Clone, Debug, Default)]
pub struct Items {
    /// Every text once.
    pub texts: Texts,
    /// Distinct items.
    pub items: Vec<Item>,
    /// Rows, in the order of the inputs.
    pub entries: Vec<Entry>,
    /// Distinct bases.
    pub bases: Vec<Basis>,
    /// Sheets.
    pub sources: Vec<Source>,
}

impl Items {
    /// The item of an id.
    pub fn item(&self, id: ItemId) -> &Item {
        &self.items[id.index()]
    }

    /// A field of an item as written; empty where it is blank or has no column.
    pub fn typed(&self, id: ItemId, field: Field) -> &str {
        self.texts.get(self.item(id).typed(field))
    }

    /// A field of an item in plain form.
    pub fn plain(&self, id: ItemId, field: Field) -> &str {
        self.texts.get(self.item(id).plain(field))
    }

    /// The basis of an item as understood.
    pub fn basis(&self, id: ItemId) -> &Basis {
        &self.bases[self.item(id).basis as usize]
    }

    /// Where an entry stands; it displays as the entry's id, `q3.xlsx#社区事项!5`.
    pub fn place_of(&self, entry: &Entry) -> Cell {
        let source = &self.sources[entry.source as usize];
        Cell {
            path: source.path.clone(),
            sheet: source.sheet.clone(),
            row: entry.row,
            column: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_exact_and_ordered() {
        let five_yearly = Rate::new(2, 5).unwrap();
        let ten_days = Rate::new(365, 10).unwrap();
        assert_eq!((ten_days.times(), ten_days.years()), (73, 2));
        assert!(five_yearly < Rate::yearly(1) && Rate::yearly(12) < ten_days);
        assert_eq!(Rate::new(1, 0), None);
    }

    #[test]
    fn both_words_are_read() {
        assert_eq!(Category::parse("台账"), Some(Category::Ledger));
        assert_eq!(Category::parse("ledger"), Some(Category::Ledger));
        assert_eq!(Category::parse("账"), None);
    }
}
