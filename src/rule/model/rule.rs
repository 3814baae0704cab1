//! One rule, quota or keep: when it speaks, what it does, and how it works.

use super::{Condition, Edit, Example, Renewal, SourceNote, Word};
use crate::finding::Action;
use crate::item::{Category, Field, Rate};
use crate::place::Span;

/// One rule, quota or keep.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The id names the burden found, not the cure.
    pub id: String,
    /// Position in [`RuleSet::sets`](super::RuleSet::sets).
    pub set: usize,
    /// For people.
    pub title: String,
    /// Position in [`RuleSet::clauses`](super::RuleSet::clauses); a keep may stand on its statutes alone.
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
    /// Whether lower layers may loosen it.
    pub may_loosen: bool,
    /// What lower layers changed in it.
    pub edits: Vec<Edit>,
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

    /// The path of one of its keys in [`Marks`](crate::rule::Marks): `rule.same-ledger.when`.
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
        /// How long it is kept before it must be renewed, if not as long as its set says.
        renew: Option<Renewal>,
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
        /// 月份: due in the same months; what nothing tells the month of is equal to nothing.
        Month = "month", "月份";
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
