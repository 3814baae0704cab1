//! The checked form of a rule set: everything resolved, nothing left to look up by name.

use std::sync::Arc;

use super::marks::Marks;
use crate::finding::Action;
use crate::item::{Category, Field, Level, Rate};
use crate::place::Span;

/// All rule sets in force, laid over one another.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    /// The sets, lower layers after those they are laid over.
    pub sets: Vec<SetInfo>,
    /// Clauses of all sets.
    pub clauses: Vec<Clause>,
    /// Lists of all sets.
    pub lists: Vec<List>,
    /// Rules, quotas and keeps, in the order of the files.
    pub rules: Vec<Rule>,
    /// What was promised.
    pub targets: Vec<Target>,
    /// Minutes where a sheet gives none.
    pub tariffs: Vec<Tariff>,
    /// Precedents: whole items and the settled verdict of the whole set.
    pub cases: Vec<Example>,
    /// Where everything stands in the files.
    pub marks: Marks,
}

/// What a rule file says of itself.
#[derive(Clone, Debug)]
pub struct SetInfo {
    /// `nanjing-2013`.
    pub id: String,
    /// For people.
    pub title: String,
    /// How high the regulation stands.
    pub level: Level,
    /// Version of the file.
    pub version: String,
    /// First day in force, as written (2013-11-01).
    pub from: Option<String>,
    /// Last day in force, as written.
    pub until: Option<String>,
    /// `sha256:…` of the file's text.
    pub fingerprint: String,
}

impl SetInfo {
    /// A file that doesn't say what it is.
    pub(super) fn unnamed(fingerprint: String) -> Self {
        Self {
            id: String::new(),
            title: String::new(),
            level: Level::City,
            version: String::new(),
            from: None,
            until: None,
            fingerprint,
        }
    }
}

/// A clause of a regulation.
#[derive(Clone, Debug)]
pub struct Clause {
    /// `2` in `[clause.2]`.
    pub id: String,
    /// Position in [`RuleSet::sets`].
    pub set: usize,
    /// For people.
    pub title: String,
    /// Where it comes from.
    pub source: SourceNote,
    /// Whether no machine can judge it: it then stands in every report.
    pub for_people: bool,
}

/// Where a clause, a rule or a list comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceNote {
    /// The document's name, with its number where it has one.
    pub document: String,
    /// Its date, as written (2013, 2015-07-13).
    pub date: Option<String>,
    /// 原文 (quoted), 转述 (reported) or 推断 (inferred).
    pub nature: Option<Nature>,
}

crate::item::terms! {
    /// How close a rule stands to the text of the regulation.
    Nature {
        /// The regulation's own words.
        Quoted = "quoted", "原文";
        /// Reported by a source.
        Reported = "reported", "转述";
        /// Inferred by us.
        Inferred = "inferred", "推断";
    }
}

/// Names that rules refer to.
#[derive(Clone, Debug)]
pub struct List {
    /// `approved-evaluations`.
    pub id: String,
    /// Position in [`RuleSet::sets`].
    pub set: usize,
    /// For people.
    pub title: String,
    /// The entries, typed and plain.
    pub entries: Vec<Word>,
    /// Where it comes from.
    pub source: Option<SourceNote>,
}

/// A word that is looked for, as written in the rule file and in plain form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    /// As written.
    pub typed: String,
    /// What is matched.
    pub plain: String,
}

/// One rule, quota or keep.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The id names the burden found, not the cure.
    pub id: String,
    /// Position in [`RuleSet::sets`].
    pub set: usize,
    /// For people.
    pub title: String,
    /// Position in [`RuleSet::clauses`]; a keep may stand on its statutes alone.
    pub clause: Option<usize>,
    /// What happens to an item it hits; [`Action::Keep`] for a keep.
    pub action: Action,
    /// The reason, fit to be printed in a report.
    pub why: String,
    /// Where it comes from, if not simply its clause.
    pub source: Option<SourceNote>,
    /// All of these must hold.
    pub when: Vec<Condition>,
    /// How it works.
    pub kind: RuleKind,
    /// What the item becomes.
    pub to: Change,
    /// Whether it forbids a role and therefore applies even to what a keep protects.
    pub even_if_kept: bool,
    /// Items it hits and items it leaves alone.
    pub examples: Vec<Example>,
    /// Where it stands in its file.
    pub span: Span,
}

impl Rule {
    /// The kind of table it is written as: `rule`, `quota` or `keep`.
    pub fn table(&self) -> &'static str {
        match self.kind {
            RuleKind::Quota(_) => "quota",
            RuleKind::Keep { .. } => "keep",
            _ => "rule",
        }
    }

    /// The path of one of its keys in [`Marks`]: `rule.same-ledger.when`.
    pub fn path(&self, key: &str) -> String {
        format!("{}.{}.{key}", self.table(), self.id)
    }
}

/// How a rule works.
#[derive(Clone, Debug)]
pub enum RuleKind {
    /// Judges each item by itself.
    Single,
    /// Folds items that ask for the same into one.
    Group {
        /// These must be equal.
        same: Vec<GroupField>,
        /// How alike the names must be, 0 to 1; `None` where the conditions alone decide.
        similar: Option<f64>,
    },
    /// Folds different items into one occasion.
    Joint {
        /// These must be equal.
        same: Vec<GroupField>,
    },
    /// Goes with a parent that is cancelled.
    Follows {
        /// Categories the parent may have; any if empty.
        parents: Vec<Category>,
        /// Fields in which the parent's name is looked for.
        named_in: Vec<Field>,
    },
    /// Counts, and compresses what exceeds.
    Quota(Quota),
    /// Protects a duty that a statute names.
    Keep {
        /// The statutes, one of which the basis must cite; empty if the duty needs none.
        statutes: Vec<Word>,
        /// What may still be done to it.
        allow: Vec<Action>,
    },
}

/// A limit on how much is asked.
#[derive(Clone, Debug)]
pub struct Quota {
    /// Counted separately for each of these.
    pub each: Vec<GroupField>,
    /// What is counted.
    pub count: Counted,
    /// In how long.
    pub per: Period,
    /// At most so much.
    pub limit: f64,
}

crate::item::terms! {
    /// What a quota counts.
    Counted {
        /// Times.
        Times = "times", "次";
        /// Items.
        Items = "items", "项";
        /// Hours.
        Hours = "hours", "小时";
    }
}

crate::item::terms! {
    /// The period a quota counts in.
    Period {
        /// A year.
        Year = "year", "年";
        /// A quarter.
        Quarter = "quarter", "季";
        /// A month.
        Month = "month", "月";
        /// A week.
        Week = "week", "周";
    }
}

crate::item::terms! {
    /// What items can be grouped by.
    GroupField {
        /// 社区.
        Community = "community", "社区";
        /// 街道.
        Street = "street", "街道";
        /// 下达部门, normalised.
        Issuer = "issuer", "下达部门";
        /// 类别.
        Category = "category", "类别";
        /// 频次: the same number of times a year.
        Frequency = "frequency", "频次";
    }
}

/// What an item becomes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// At most so many times a year.
    pub per_year: Option<Rate>,
    /// Who takes it over.
    pub department: Option<String>,
    /// In what form it goes on.
    pub form: Option<String>,
}

/// A test on an item.
#[derive(Clone, Debug)]
pub enum Condition {
    /// The category as understood is one of these.
    Category(Vec<Category>),
    /// The issuer's level is one of these.
    Level(Vec<Level>),
    /// A test on a text in plain form.
    Text {
        /// Where.
        field: TextField,
        /// What.
        test: TextTest,
    },
    /// A test on a number; an unknown number never matches.
    Number {
        /// Which.
        field: NumberField,
        /// What.
        test: NumberTest,
    },
}

crate::item::terms! {
    /// Texts that conditions look at.
    TextField {
        /// 名称.
        Name = "name", "名称";
        /// 下达部门 as written.
        Department = "department", "部门";
        /// 依据.
        Basis = "basis", "依据";
        /// 形式.
        Form = "form", "形式";
        /// 内容.
        Content = "content", "内容";
        /// 经费.
        Funds = "funds", "经费";
        /// 系统.
        System = "system", "系统";
        /// 备注.
        Note = "note", "备注";
        /// 频次 as written.
        Frequency = "frequency", "频次";
        /// The issuer's normal name.
        Issuer = "issuer", "下达部门";
        /// Name, content, form and note, any of them.
        Text = "text", "全文";
    }
}

/// A test on a text.
#[derive(Clone, Debug)]
pub enum TextTest {
    /// Contains one of these.
    Any(Vec<Word>),
    /// Contains all of these.
    All(Vec<Word>),
    /// Contains none of these.
    None(Vec<Word>),
    /// Is one of these.
    Is(Vec<Word>),
    /// Contains an entry of the list at this position.
    InList(usize),
    /// Contains no entry of the list at this position.
    NotInList(usize),
    /// The cell is blank or says 无 (or, with `false`, is not). A column that the sheet lacks never matches.
    Missing(bool),
    /// Matches a regular expression.
    Matches(Arc<regex::Regex>),
}

crate::item::terms! {
    /// Numbers that conditions look at.
    NumberField {
        /// Times a year.
        PerYear = "per_year", "每年次数";
        /// Hours a year.
        HoursPerYear = "hours_per_year", "每年小时";
        /// Hours each time.
        Hours = "hours", "每次小时";
        /// People each time.
        Participants = "participants", "人数";
        /// Pages each time.
        Pages = "pages", "页数";
        /// Fields filled in.
        Fields = "fields", "字段数";
        /// Days between notice and deadline.
        NoticeDays = "notice_days", "提前天数";
    }
}

/// A test on a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NumberTest {
    /// More than.
    Over(f64),
    /// Less than.
    Under(f64),
    /// This or more.
    AtLeast(f64),
    /// This or less.
    AtMost(f64),
    /// Unknown (or, with `false`, known).
    Missing(bool),
}

/// Items and what a rule says of them.
#[derive(Clone, Debug)]
pub struct Example {
    /// One item, or several for rules that look at more than one.
    pub items: Vec<ExampleItem>,
    /// The action; `None` is 无: the rule is silent.
    pub expect: Option<Action>,
    /// Where it stands in its file.
    pub span: Span,
}

/// An item of an example.
#[derive(Clone, Debug)]
pub struct ExampleItem {
    /// Its fields as a sheet would give them.
    pub fields: Vec<(Field, String)>,
    /// Whether it counts as cancelled already, for rules on what hangs on it.
    pub cancelled: bool,
}

/// What a district promised.
#[derive(Clone, Debug)]
pub struct Target {
    /// `ledger` in `[target.ledger]`.
    pub id: String,
    /// What it is about.
    pub category: Option<Category>,
    /// The share that is to go, 0 to 1.
    pub reduce: f64,
    /// Where it stands.
    pub span: Span,
}

/// Minutes each time where a sheet gives none; said to be estimated wherever used.
#[derive(Clone, Debug)]
pub struct Tariff {
    /// Its id.
    pub id: String,
    /// All of these must hold.
    pub when: Vec<Condition>,
    /// Minutes each time.
    pub minutes: u32,
    /// Where it comes from.
    pub source: Option<SourceNote>,
    /// Where it stands.
    pub span: Span,
}
