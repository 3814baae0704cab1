//! In what an item differs from what it was.

use super::amount::{Part, compare};
use super::{Kind, Quarters};
use crate::item::{Category, Rate, terms};
use crate::text::Symbol;

terms! {
    /// In what two items can differ.
    Changed {
        /// The name.
        Name = "name", "名称";
        /// The category.
        Category = "category", "类别";
        /// The department.
        Department = "department", "部门";
        /// The community.
        Community = "community", "社区";
        /// Times a year.
        PerYear = "per_year", "每年次数";
        /// Hours a year.
        Hours = "hours_per_year", "每年小时";
        /// What is filled in or done.
        Content = "content", "内容";
        /// On paper, in a system.
        Form = "form", "形式";
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// In what.
    pub field: Changed,
    /// What it was.
    pub old: Value,
    /// What it is.
    pub new: Value,
}

/// What stands on one side of a difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A text of the sheet.
    Text(Symbol),
    /// A category.
    Category(Category),
    /// Times a year.
    Rate(Rate),
    /// Minutes in so many years.
    Minutes(u64, u32),
    /// Not given.
    Unknown,
}

/// All differences between an old and a new line.
pub(super) fn changes(quarters: &Quarters, old: u32, new: u32) -> Vec<Change> {
    let (one, other) = (quarters.old.kind(old), quarters.new.kind(new));
    let mut changes = Vec::new();
    let mut differ = |field, differs: bool, old: Value, new: Value| {
        if differs {
            changes.push(Change { field, old, new });
        }
    };
    let text = |field: fn(&Kind) -> Symbol| (written(field(one)), written(field(other)));
    let (was, is) = text(|kind| kind.name);
    differ(Changed::Name, one.plain != other.plain, was, is);
    let (was, is) = (category(one), category(other));
    differ(Changed::Category, was != is, was, is);
    let (was, is) = text(|kind| kind.department);
    differ(Changed::Department, one.issuer != other.issuer, was, is);
    let lines = (
        &quarters.old.lines[old as usize],
        &quarters.new.lines[new as usize],
    );
    let elsewhere = lines.0.home != lines.1.home;
    let (was, is) = (written(lines.0.community), written(lines.1.community));
    differ(Changed::Community, elsewhere, was, is);
    let (was, is) = (rate(one), rate(other));
    differ(Changed::PerYear, was != is, was, is);
    let (was, is) = (minutes(one), minutes(other));
    differ(Changed::Hours, !same_minutes(one, other), was, is);
    let (was, is) = text(|kind| kind.content);
    differ(
        Changed::Content,
        one.plain_content != other.plain_content,
        was,
        is,
    );
    let (was, is) = text(|kind| kind.form);
    differ(Changed::Form, one.form != other.form, was, is);
    changes
}

fn written(symbol: Symbol) -> Value {
    if symbol.is_blank() {
        Value::Unknown
    } else {
        Value::Text(symbol)
    }
}

fn category(kind: &Kind) -> Value {
    kind.category.map_or(Value::Unknown, Value::Category)
}

fn rate(kind: &Kind) -> Value {
    kind.rate().map_or(Value::Unknown, Value::Rate)
}

fn minutes(kind: &Kind) -> Value {
    kind.minutes.map_or(Value::Unknown, |(minutes, years)| {
        Value::Minutes(minutes, years)
    })
}

fn same_minutes(one: &Kind, other: &Kind) -> bool {
    let part = |(minutes, years): (u64, u32)| -> Part { (i128::from(minutes), u128::from(years)) };
    match (one.minutes.map(part), other.minutes.map(part)) {
        (Some(one), Some(other)) => compare(one, other) == Some(std::cmp::Ordering::Equal),
        (one, other) => one == other,
    }
}

/// Whether a difference is in who is asked, or by whom.
pub(super) fn is_move(field: Changed) -> bool {
    matches!(field, Changed::Department | Changed::Community)
}
